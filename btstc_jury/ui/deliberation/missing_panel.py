"""What the grid still lacks, always in sight; once settled, when it was and how to reopen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from btstc_jury.application.views.deliberation import DeliberationView, MissingItem
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label, set_role
from btstc_jury.ui.widgets.buttons import PushButton, TickBox
from btstc_jury.ui.widgets.layouts import column, flow, row


class ReasonField(QLineEdit):
    """``given``: Enter; ``left``: Escape."""

    given = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.given.emit()
            case _:
                super().keyPressEvent(event)


class ReopenForm(QWidget):
    """``reopened`` carries the reason, never empty."""

    reopened = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.reason = ReasonField()
        self.reason.setMaxLength(TEXT_LIMIT)
        self.reason.setPlaceholderText("Motif de la réouverture")
        self.reason.setAccessibleName("Motif de la réouverture")
        self.voids = label(role="warning strong", wrap=True)
        self.confirm = PushButton("Rouvrir")
        self.cancel = PushButton("Ne pas rouvrir")
        self.reason.textChanged.connect(lambda text: self.confirm.setEnabled(bool(text.strip())))
        self.reason.given.connect(self._give)
        self.confirm.clicked.connect(self._give)
        self.cancel.clicked.connect(self.left)
        self.confirm.setEnabled(False)
        line = row(theme, (self.reason, 1), self.confirm, self.cancel)
        column(theme, self.voids, line, gap=4, within=self)

    def show_voids(self, words: str) -> None:
        """What reopening does to the signatures there are, "" for none."""
        self.voids.setText(words)
        self.voids.setVisible(bool(words))
        self.reason.setAccessibleDescription(words)

    def ask(self) -> None:
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if self.reason.text().strip():
            self.reopened.emit(self.reason.text().strip())


class MissingPanel(QWidget):
    """``item_asked`` carries the ``MissingItem`` pressed; ``reopened`` the reason."""

    item_asked = Signal(object)
    reopened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[MissingItem, ...] = ()
        self.items: list[QPushButton] = []
        self.title = label(role="strong")
        self.read_only = label(role="warning strong", wrap=True)
        self.erase = TickBox(theme, "Effacer les notes de travail une fois la proposition arrêtée")
        self.erase.setToolTip("Niveaux, note et textes restent, et la preuve que des notes ont existé aussi.")
        self.history = label(role="muted small", wrap=True)
        self.reopening = ReopenForm(theme)
        self.reopening.hide()
        self.reopening.reopened.connect(self.reopened)
        self.reopening.left.connect(self.stop_asking)
        self._box = frame("footer")
        self._links = flow(theme, self.title, self.erase, gap=4)
        told = (self.read_only, self._links, self.history, self.reopening)
        column(theme, *told, gap=4, margins=(16, 5), within=self._box)
        column(theme, self._box, within=self)

    def show_view(self, view: DeliberationView) -> None:
        self.read_only.setText(view.read_only)
        self.read_only.setVisible(bool(view.read_only))
        if view.finalised:
            self.title.setText(f"{view.finalised}.")
        elif view.missing:
            self.title.setText("Il manque\u202f:")
        else:
            self.title.setText("Rien ne manque\u202f: la proposition peut être arrêtée.")
        set_role(self.title, "strong" if view.missing else "strong done")
        reasons = "\u202f; ".join(view.reopenings)
        self.history.setText(f"Rouverte\u202f: {reasons}")
        self.history.setVisible(bool(view.reopenings))
        self.erase.setVisible(view.editable and view.notes_go and not view.missing)
        self._show_items(view.missing)
        self.reopening.show_voids(view.voids)
        if not view.finalised:
            self.reopening.hide()

    def forget(self) -> None:
        """Another oral comes: whether its notes are erased is its own commission's choice."""
        self.erase.setChecked(False)

    def erases(self) -> bool:
        """Whether the notes are to be erased with the decision."""
        return self.erase.isVisible() and self.erase.isChecked()

    def ask_reason(self) -> None:
        self.reopening.ask()

    def asking(self) -> bool:
        return self.reopening.isVisible()

    def stop_asking(self) -> None:
        self.reopening.hide()

    def _show_items(self, missing: tuple[MissingItem, ...]) -> None:
        if missing == self._shown:
            return
        self._shown = missing
        while len(self.items) > len(missing):
            button = self.items.pop()
            self._links.removeWidget(button)
            button.hide()
            button.deleteLater()
        while len(self.items) < len(missing):
            button = PushButton()
            button.setProperty("role", "link")
            button.clicked.connect(partial(self._ask, len(self.items)))
            self.items.append(button)
            self._links.addWidget(button)
        for button, item in zip(self.items, missing, strict=True):
            button.setText(item.text)
        self._links.invalidate()

    def _ask(self, position: int) -> None:
        self.item_asked.emit(self._shown[position])
