"""About one decision, a level or the mark: why it is nobody's opinion, and who disagrees."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from btstc_jury.application.views.opinions import DissentLine, JurorState, OpinionsView
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.commands import Command
from btstc_jury.domain.room_commands import Dissent, GiveReason
from btstc_jury.ui.deliberation.durable_text import DurableLine
from btstc_jury.ui.opinions.entry_line import EntryLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import clear_layout, label, set_role
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import Choice

Act = Callable[[Command], bool]


class DissentForm(QWidget):
    """Who disagrees, and why. ``given(juror, text)`` says whether it is recorded."""

    def __init__(self, theme: Theme, given: Callable[[str, str], bool]) -> None:
        super().__init__()
        self._given = given
        self._keys: tuple[str, ...] = ()
        self.juror = Choice(theme)
        self.juror.setAccessibleName("Qui n’est pas d’accord")
        self.text = EntryLine("Ce que ce membre fait noter", TEXT_LIMIT)
        self.confirm = PushButton("Noter")
        self.confirm.setEnabled(False)
        self.text.textChanged.connect(lambda text: self.confirm.setEnabled(bool(text.strip())))
        self.text.entered.connect(self._give)
        self.confirm.clicked.connect(self._give)
        self.text.given_up.connect(self.hide)
        line = QHBoxLayout()
        line.setSpacing(theme.space(6))
        line.addWidget(self.text, 1)
        line.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(6))
        column.addWidget(self.juror)
        column.addLayout(line)

    def show_jurors(self, jurors: tuple[JurorState, ...]) -> None:
        if self._keys != tuple(juror.key for juror in jurors):
            self._keys = tuple(juror.key for juror in jurors)
            self.juror.clear()
            for juror in jurors:
                self.juror.addItem(f"{juror.seat} {juror.name}", juror.key)

    def _give(self) -> None:
        text = self.text.text().strip()
        if text and self._given(str(self.juror.currentData()), text):
            self.text.clear()
            self.hide()


class DebateNotes(QWidget):
    """``act`` has a command done and says whether it is durable. ``subject``: the criterion, or ``None``
    for the mark.
    """

    def __init__(self, theme: Theme, act: Act) -> None:
        super().__init__()
        self._theme = theme
        self._act = act
        self._shown: tuple[DissentLine, ...] | None = None
        self._turning = False
        self.subject: int | None = None
        self.title = label(role="warning small strong", wrap=True)
        self.reason = DurableLine(lambda text: act(GiveReason(self.subject, text)))
        self.reason.setPlaceholderText("Motif de la décision")
        self.reason.setAccessibleName("Motif de la décision")
        self.dissent = PushButton("Noter un désaccord…")
        self.dissent.setProperty("role", "toggle")
        self.dissent.clicked.connect(self._ask)
        self.form = DissentForm(theme, self._record)
        self.form.hide()
        self._rows = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.title)
        self._column.addWidget(self.reason)
        self._column.addLayout(self._rows)
        self._column.addWidget(self.dissent, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.form)
        theme.changed.connect(self._space)
        self._space()

    def show_level(self, view: OpinionsView, criterion: int | None, reason: str, *, wanted: bool) -> None:
        """``wanted``: the settled level is in no opinion. Typing not yet recorded is recorded first."""
        if criterion != self.subject and not self._turn_to(criterion):
            return
        words = "Aucun avis ne donnait ce niveau\u202f: motif de la décision sur le critère {number}"
        self._show(view, words.format(number=criterion), reason, wanted=wanted)
        self.setVisible(view.compared and criterion is not None)

    def _turn_to(self, criterion: int | None) -> bool:
        """Whether nothing of the subject before is left; what its recording repaints comes back here."""
        if self._turning:
            return False
        self._turning = True
        recorded = self.flush()
        self._turning = False
        if recorded:
            self.form.hide()
            self.form.text.clear()
            self.subject = criterion
        return recorded

    def show_mark(self, view: OpinionsView) -> None:
        marks = view.marks
        words = "Aucun avis ne proposait cette note\u202f: motif de la décision"
        self._show(view, words, marks.reason if marks else "", wanted=marks is not None and marks.wanted)
        self.setVisible(view.compared)

    def set_editable(self, editable: bool) -> None:
        self.reason.setReadOnly(not editable)
        self.dissent.setVisible(editable)
        if not editable:
            self.form.hide()

    def forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        self.subject = None
        self.reason.drop()
        self.reason.show_text("")
        self.form.text.clear()
        self.form.hide()

    def flush(self) -> bool:
        """Record what is typed; whether nothing is left unrecorded."""
        if not self.reason.isVisibleTo(self):
            self.reason.drop()
        return self.reason.flush()

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        form = self.form
        return (self.reason, self.dissent, form.juror, form.text, form.confirm)

    def _show(self, view: OpinionsView, words: str, reason: str, *, wanted: bool) -> None:
        self.title.setText(words)
        set_role(self.title, "muted small strong" if reason else "warning small strong")
        self.reason.show_text(reason)
        for each in (self.title, self.reason):
            each.setVisible(wanted)
        self.form.show_jurors(view.jurors)
        self._show_dissents(view.about(self.subject))

    def _show_dissents(self, dissents: tuple[DissentLine, ...]) -> None:
        if dissents == self._shown:
            return
        self._shown = dissents
        clear_layout(self._rows)
        for each in dissents:
            self._rows.addWidget(self._row(each))

    def _row(self, line: DissentLine) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.space(6))
        words = f"Désaccord de {line.name}\u202f: {line.text}"
        row.addWidget(label(words, "small", wrap=True), 1)
        remove = PushButton("Retirer")
        remove.setProperty("role", "link")
        remove.setAccessibleName(f"Retirer le désaccord de {line.name}")
        remove.clicked.connect(partial(self._act, Dissent(line.juror, self.subject, "")))
        row.addWidget(remove)
        return made

    def _ask(self) -> None:
        self.form.show()
        self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record(self, juror: str, text: str) -> bool:
        return self._act(Dissent(juror, self.subject, text))

    def _space(self) -> None:
        self._column.setSpacing(self._theme.space(6))
        self._rows.setSpacing(self._theme.space(2))
