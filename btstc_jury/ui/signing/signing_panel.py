"""Beside the pages of a settled grid: who has signed, who has still to, and their signing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from btstc_jury.application.pins import WrongCode, may_choose_again
from btstc_jury.application.problems import FileProblem, ReadOnlyFile
from btstc_jury.application.signing import SigningOutcome, SigningProblem, WrongPin, begin, carry_out
from btstc_jury.application.views import messages
from btstc_jury.application.views.departures import vouchers
from btstc_jury.application.views.passphrase import wrong_code
from btstc_jury.application.views.signing import SigningView, signing_view, unsigned_words
from btstc_jury.domain.refusals import Refusal
from btstc_jury.ui.background import Background
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.signing.signing_form import Asked, SignerCard, SigningForm
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import ElidedLabel, Framed, clear_layout, frame, label, set_role
from btstc_jury.ui.widgets.buttons import KeyButton, TickBox
from btstc_jury.ui.widgets.fields import keeps_escape
from btstc_jury.ui.widgets.layouts import ColumnScroll, column, row, sized

_WIDTH = 404
_IN_SIGHT = 96
"""Above and below the field in use: what is wrong with it, and the buttons after the last one."""


class SigningPanel(Framed):
    """``left``: the keyboard goes back to the page; ``completed``: the last signature is kept; ``notice``
    carries a ``Message``; ``asking``: the place among the jurors of who signs now, -1 when nobody does.
    ``opened``: whether it is, and Escape its own. ``annex``: whether the document made for the first
    signature has it.
    """

    left = Signal()
    completed = Signal()
    notice = Signal(object)
    asking = Signal(int)
    opened = Signal(bool)

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__("side")
        self._theme = theme
        self._conductor = conductor
        self._ports = ports
        self._oral = 0
        self._view: SigningView | None = None
        self._beside = Background(self)
        self._warming = Background(self)
        self._warm = False
        self.annex = False
        self.cards: list[SignerCard] = []
        self.form = SigningForm(theme)
        self._stop_asking()
        self._build()
        self._bind()
        sized(theme, self, width=_WIDTH)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether a signature is being made."""
        return self._beside.busy

    def show_oral(self, oral: int) -> SigningView:
        """Raises ``FileProblem``."""
        view = signing_view(self._conductor.office, oral)
        if oral != self._oral or [each.juror for each in view.lines] != [c.line.juror for c in self.cards]:
            self._oral = oral
            self.remarks.setChecked(False)
            self._stop_asking()
            self._fill(view)
        self._view = view
        self.words.setText(f"{view.words}.")
        self.remarks.setVisible(view.remarks)
        set_role(self.words, "strong done" if view.complete else "strong")
        self._show_lines()
        if not view.settled or (view.complete and not view.lines):
            self.hide()
        elif not view.complete:
            self._warm_up()
        return view

    def open_panel(self) -> None:
        """For the first juror who has not signed; to the next one where somebody is asked already."""
        if self._view is None or not self._view.settled:
            self._conductor.refused.emit(unsigned_words(self._conductor.office.oral(self._oral)))
            return
        self.show()
        if self._view.due and not self._conductor.office.read_only:
            self.ask(self._view.due[0].juror)
        else:
            self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self, juror: str) -> None:
        """Show the form of a juror in their place."""
        card = next((each for each in self.cards if each.line.juror == juror), None)
        if card is None or card.line.signed or self._beside.busy or self._view is None:
            return
        self._stop_asking()
        card.inside.addWidget(self.form)
        self.asking.emit(self.cards.index(card))
        seal = self._ports.machine.settings.load().seal_file is not None and len(self._view.due) == 1
        self.form.ask(card.line, seal=seal)
        self._show_lines()
        for before, after in pairwise(self.form.fields()):
            QWidget.setTabOrder(before, after)

    def close_panel(self) -> None:
        """The form first, then the panel."""
        if self._beside.busy:
            return
        signer = self.form.signer
        if signer is not None and not self.form.isHidden():
            card = next(each for each in self.cards if each.line.juror == signer.juror)
            self._stop_asking()
            self._show_lines()
            card.sign.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        self.left.emit()

    def put_away(self, otherwise: Callable[[], None]) -> None:
        """Close what is open of it, wherever the keys are; ``otherwise`` where nothing is."""
        if self.isHidden():
            otherwise()
        else:
            self.close_panel()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self.opened.emit(event.type() is QEvent.Type.Show)
        return keeps_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _fill(self, view: SigningView) -> None:
        self.form.setParent(self)
        self.form.hide()
        clear_layout(self._list)
        self.cards = [SignerCard(self._theme, line) for line in view.lines]
        for card in self.cards:
            card.sign.clicked.connect(partial(self.ask, card.line.juror))
            self._list.addWidget(card.box)

    def _show_lines(self) -> None:
        self.form.foot.setVisible(not self.form.isHidden())
        # One button a key: the form is what Escape leaves first.
        self.leave.set_keys("Esc" if self.form.isHidden() else "")
        if self._view is None:
            return
        writable = not self._conductor.office.read_only
        asked = None if self.form.isHidden() else self.form.signer
        for card, line in zip(self.cards, self._view.lines, strict=True):
            asking = asked is not None and asked.juror == line.juror
            card.show_line(line, writable=writable, asking=asking)
            card.box.setVisible(asked is None or asking)
            if asking and line.signed:
                self._stop_asking()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.form.isAncestorOf(now):
            # A form that just appeared has its place only once the panel is laid out.
            soon(now, partial(self._reveal, now))

    def _reveal(self, line: QWidget) -> None:
        """With what is told below it, which Qt would leave out as soon as the line itself is in sight."""
        if (content := self._scroll.widget()) is not None and content.isAncestorOf(line):
            self._scroll.ensureWidgetVisible(line)
            foot = line.mapTo(content, QPoint(0, line.height()))
            self._scroll.ensureVisible(0, foot.y(), 0, self._theme.px(_IN_SIGHT))

    def _stop_asking(self) -> None:
        self.form.forget()
        self.form.hide()
        self.form.foot.hide()
        self.form.setParent(self)
        self.asking.emit(-1)

    def _sign(self, asked: Asked) -> None:
        if asked.new_pin and not self._keep_pin(asked):
            return
        office = self._conductor.office
        with_remarks = self.remarks.isChecked() and not self.remarks.isHidden()
        evaluation = partial(self._ports.papers.evaluation, with_remarks=with_remarks)
        try:
            task = begin(office, self._oral, asked.wish, evaluation, annex=self.annex)
        except WrongPin as problem:
            self.form.refuse_secret(str(problem))
        except Refusal as refused:
            self.form.tell(messages.refusal(refused))
        except ReadOnlyFile:
            self.form.tell(messages.read_only(office.read_only))
        except FileProblem as problem:
            self.notice.emit(messages.problem(problem))
        else:
            self.form.set_busy(busy=True)
            self._beside.do(
                lambda _: carry_out(task, self._ports.papers.signing()),
                self._keep,
                failed=self._tell,
                told=(WrongPin, SigningProblem),
            )

    def _keep_pin(self, asked: Asked) -> bool:
        juror, conductor = asked.wish.juror, self._conductor
        try:
            if asked.warrant is None:
                kept = conductor.choose_pin(juror, asked.new_pin)
            else:
                kept = conductor.renew_pin(self._oral, juror, asked.new_pin, asked.warrant)
        except WrongCode as error:
            self.form.warrant.refuse(wrong_code(error, self.form.warrant.voucher_name))
            return False
        if kept:
            self.form.pin_kept()
        return kept

    def _keep(self, result: SigningOutcome) -> None:
        self.form.set_busy(busy=False)
        try:
            kept = self._conductor.sign(result)
        except SigningProblem as problem:
            self.form.tell(str(problem))
            return
        if not kept:
            self.form.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        elif result.task.oral == self._oral:
            self._go_on()

    def _go_on(self) -> None:
        """To the next juror, or back to the page."""
        self._stop_asking()
        view = self.show_oral(self._oral)
        announce(self, f"Signature consignée. {view.words}.")
        if view.complete:
            self.completed.emit()
            return
        card = next(each for each in self.cards if not each.line.signed)
        card.sign.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(card.box)

    def _tell(self, error: Exception) -> None:
        self.form.set_busy(busy=False)
        if isinstance(error, WrongPin):
            self.form.refuse_secret(str(error))
        elif isinstance(error, SigningProblem):
            self.form.tell(str(error))
            self.form.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.tell("La signature n’a pas pu être faite\u202f: rien n’est perdu.")

    def _forget_pin(self) -> None:
        signer = self.form.signer
        if signer is None:
            return
        try:
            free = may_choose_again(self._conductor.office, signer.juror)
        except FileProblem as problem:
            self.notice.emit(messages.problem(problem))
            return
        if free:
            self.form.renew_pin(vouchers(self._conductor.office, self._oral, signer.juror))
        else:
            self.form.tell(
                f"Un avis de {signer.name} est encore masqué pour une autre interrogation\u202f: son code ne"
                " change qu’une fois les avis révélés. Signez sur papier, ou avec un certificat."
            )

    def _read_certificate(self, path: Path) -> None:
        try:
            self.form.certificate.take(path, self._ports.files.read(path))
        except FileProblem as problem:
            self.form.tell(messages.problem(problem).title)

    def _warm_up(self) -> None:
        """What signing needs takes a second to import: while the grid is being read."""
        if not self._warm:
            self._warm = True
            self._warming.do(lambda _: self._ports.papers.signing(), lambda _: None)

    def _build(self) -> None:
        self.title = ElidedLabel("Signatures", "heading")
        self.leave = KeyButton("Fermer", "Esc")
        head = frame("surface")
        row(self._theme, (self.title, 1), self.leave, margins=(16, 8, 12, 8), within=head)
        self.words = label(role="strong", wrap=True)
        inside = QWidget()
        self.remarks = TickBox(self._theme, "Joindre les remarques de travail aux données du document")
        self.remarks.setToolTip("Sinon le document porte l’évaluation sans les remarques.")
        self._list = column(self._theme)
        told = (self.words, self.remarks, self._list)
        column(self._theme, *told, 1, margins=(12, 8, 12, 12), within=inside)
        self._scroll = ColumnScroll()
        self._scroll.setWidget(inside)
        column(self._theme, head, (self._scroll, 1), self.form.foot, gap=0, within=self)

    def _bind(self) -> None:
        self.leave.clicked.connect(self.close_panel)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)
        # What is wrong is told below the line that keeps the keys: it must not stand out of sight.
        grown = self._scroll.verticalScrollBar().rangeChanged
        grown.connect(lambda _least, _most: self._follow_focus(None, QApplication.focusWidget()))
        self.form.asked.connect(self._sign)
        self.form.left.connect(self.close_panel)
        self.form.pin.forgotten.connect(self._forget_pin)
        self.form.certificate.file_chosen.connect(self._read_certificate)
