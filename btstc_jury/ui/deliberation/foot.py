"""Under the criteria: what the grid still lacks, what can be done, and the erasing of the remarks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from btstc_jury.application.erasing import ErasingView, erasing_view
from btstc_jury.application.views import messages
from btstc_jury.application.views.deliberation import DeliberationView, MissingItem
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.texts import ReasonLine
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, discard, label, plain_tip, set_role, tell
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton, TickBox
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import Narrowing, column, flow, row


class ReopenForm(QWidget):
    """``reason`` gives what it is reopened for; ``left``: it isn't."""

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.reason = ReasonLine("Motif de la réouverture", "Rouvrir")
        self.confirm = self.reason.confirm
        self.voids = label(role="warning strong", wrap=True)
        self.cancel = PushButton("Ne pas rouvrir")
        for leaving in (self.reason.given_up, self.cancel.clicked):
            leaving.connect(self.left)
        self.left.connect(self.hide)
        line = row(theme, (self.reason, 1), self.confirm, self.cancel)
        column(theme, self.voids, line, gap=4, within=self)
        self.hide()

    def show_voids(self, words: str) -> None:
        """What reopening does to the signatures there are, "" for none."""
        tell(self.voids, words)
        self.reason.setAccessibleDescription(words)

    def ask(self) -> None:
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


class MissingPanel(Framed):
    """``item_asked`` carries the ``MissingItem`` pressed."""

    item_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__("footer")
        self._shown: tuple[MissingItem, ...] = ()
        self._why_read_only = ""
        self.items: list[QPushButton] = []
        self.title = label(role="strong")
        self.read_only = label(role="warning strong", wrap=True)
        self.erase = TickBox(theme, "Effacer les remarques de travail une fois la proposition validée")
        self.erase.setToolTip(
            "Niveaux, note et textes restent, et la preuve que des remarques ont existé aussi."
        )
        self.history = label(role="muted small", wrap=True)
        self.reopening = ReopenForm(theme)
        self._links = flow(theme, self.title, self.erase, gap=4)
        told = (self.read_only, self._links, self.history, self.reopening)
        column(theme, *told, gap=4, margins=(16, 5), within=self)

    def show_view(self, view: DeliberationView) -> None:
        self._why_read_only = view.read_only
        tell(self.read_only, view.read_only)
        if view.finalised:
            self.title.setText(f"{view.finalised}.")
        elif view.missing:
            self.title.setText("Il manque\u202f:")
        else:
            self.title.setText("Rien ne manque\u202f: la proposition peut être validée.")
        set_role(self.title, "strong" if view.missing else "strong done")
        reasons = "\u202f; ".join(view.reopenings)
        tell(self.history, f"Rouverte\u202f: {reasons}" if reasons else "")
        self.erase.setVisible(view.editable and view.remarks_go and not view.missing)
        self._show_items(view.missing)
        self.reopening.show_voids(view.voids)
        if not view.finalised:
            self.reopening.hide()

    def answer_locked(self) -> str:
        """A level is asked for where none may be given: the way to it is offered; why, in words."""
        if why := self._why_read_only:
            return why
        self.reopening.ask()
        return messages.refusal(Refusal(Reason.FINALISED))

    def forget(self) -> None:
        """Another oral comes: whether its remarks are erased is its own commission's choice."""
        self.erase.setChecked(False)

    def first(self) -> MissingItem | None:
        """What a commission deals with first."""
        return next(iter(self._shown), None)

    def erases(self) -> bool:
        """Whether the remarks are to be erased with the decision."""
        return self.erase.isVisible() and self.erase.isChecked()

    def _show_items(self, missing: tuple[MissingItem, ...]) -> None:
        if missing == self._shown:
            return
        self._shown = missing
        while len(self.items) > len(missing):
            button = self.items.pop()
            self._links.removeWidget(button)
            discard(button)
        while len(self.items) < len(missing):
            button = PushButton(role="link")
            button.clicked.connect(partial(self._ask, len(self.items)))
            self.items.append(button)
            self._links.addWidget(button)
        for button, item in zip(self.items, missing, strict=True):
            button.setText(item.text)
        self._links.invalidate()

    def _ask(self, position: int) -> None:
        self.item_asked.emit(self._shown[position])


class EraseRemarksDialog(FormDialog):
    """``confirmed``: the commission wants it."""

    confirmed = Signal()

    def __init__(self, theme: Theme, view: ErasingView, parent: QWidget) -> None:
        super().__init__(theme, "Effacer les remarques de travail", 560, parent)
        self.body.addWidget(label(view.candidate, "strong", wrap=True))
        for title, lines in (
            ("Ce qui est effacé, sans retour possible", (view.goes,)),
            ("Ce qui reste", view.stays),
            ("Ce que le programme ne peut pas effacer", (view.beyond,)),
        ):
            self.body.addWidget(label(title, "small strong", wrap=True))
            for line in lines:
                self.body.addWidget(label(line, wrap=True))
        self.keep = self.add_button("Garder les remarques", self.reject, primary=True)
        self.erase = self.add_button("Effacer les remarques", self.submit)
        set_role(self.erase, "danger")
        self.keep.setFocus()
        self.remember()

    def submit(self) -> None:
        self.confirmed.emit()
        self.accept()


class RemarksEraser(QObject):
    """``action``: for a menu of the page, off where there is nothing to erase; its tooltip says why."""

    def __init__(self, theme: Theme, presenter: OralPresenter, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._presenter = presenter
        self._page = page
        self.action = QAction("Effacer les remarques de travail…", self)
        self.action.triggered.connect(self.ask)

    def show_state(self) -> None:
        """Raises ``FileProblem``."""
        view = erasing_view(self._presenter.office, self._presenter.number)
        self.action.setEnabled(not view.obstacle)
        self.action.setToolTip(plain_tip(view.obstacle))

    def ask(self) -> None:
        view = erasing_view(self._presenter.office, self._presenter.number)
        if view.obstacle:
            return
        dialog = EraseRemarksDialog(self._theme, view, self._page)
        dialog.confirmed.connect(self._presenter.erase_remarks)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class DeliberationFooter(Framed):
    """``acts``: of the page, told here what can be done now."""

    def __init__(self, theme: Theme, acts: Mapping[str, Action]) -> None:
        super().__init__("footer")
        self.setMinimumWidth(1)
        self._acts = acts
        self._settled = False
        self.next = KeyButton.of(acts["criteria.next"])
        self.undo = KeyButton.of(acts["oral.undo"])
        self.redo = KeyButton.of(acts["oral.redo"])
        self.more = KeyButton("Plus…")
        self.reopen = KeyButton("Rouvrir…")
        self.grid = KeyButton.of(acts["grid.show"])
        self.settle = KeyButton.of(acts["verdict.settle"], "primary")
        self.reveal = KeyButton.of(acts["opinions.reveal"], "primary")
        left = (self.next, self.undo, self.redo, self.more)
        right = (self.reopen, self.grid, self.reveal, self.settle)
        line = row(theme, *left, 1, *right, margins=(16, 8), within=self)
        # Undo and redo have keys of their own.
        self._narrowing = Narrowing(self, line, self.redo, self.undo, whole=self._show_undo)
        for action in acts.values():
            action.changed.connect(self._narrowing.fit)
        theme.changed.connect(self._narrowing.fit)

    def show_view(self, view: DeliberationView) -> None:
        """While opinions are hidden the next step is their reveal, primary once all are given."""
        acts, opinions = self._acts, view.opinions
        settled = self._settled = bool(view.finalised)
        acts["criteria.next"].setVisible(not settled)
        acts["criteria.next"].setEnabled(bool(view.unrated))
        acts["criteria.next"].say("Écart suivant" if opinions.compared else "Prochain à évaluer")
        for name in ("oral.undo", "oral.redo"):
            acts[name].setEnabled(view.editable)
        acts["verdict.settle"].setVisible(not settled and not opinions.hidden)
        acts["verdict.settle"].setEnabled(view.editable)
        acts["verdict.settle"].set_ready(not view.missing)
        acts["opinions.reveal"].setVisible(opinions.hidden)
        acts["opinions.reveal"].setEnabled(opinions.open and view.editable)
        given = opinions.all_given
        acts["opinions.reveal"].say("Révéler les avis" if given else "Révéler sans attendre…")
        acts["grid.show"].say("Grille" if settled else "Aperçu de la grille")
        self.reopen.setVisible(settled)
        self.reopen.setEnabled(not view.read_only)
        set_role(self.reveal, "primary" if given else "plain")
        set_role(self.grid, "primary" if settled else "plain")
        self._narrowing.fit()

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return (self.next, self.undo, self.redo, self.more, self.reopen, self.grid, self.reveal, self.settle)

    def _show_undo(self) -> None:
        for each in (self.undo, self.redo):
            each.setVisible(not self._settled)
