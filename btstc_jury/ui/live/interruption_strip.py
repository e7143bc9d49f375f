"""Somebody spoke in a phase that is not to be interrupted: who, and why."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from btstc_jury.domain.moments import Reading
from btstc_jury.domain.presence import Interruption
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, frame, label, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import FlowLayout

INTERRUPTION_KEYS = default_keys("oral.interruption")
_LONGEST = 400
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class InterruptionStrip(QWidget):
    """Signals: ``reported(Interruption, Reading)`` with the moment at which the strip was opened; ``left``.

    Digits choose a juror; Enter records; Escape leaves.
    """

    reported = Signal(object, object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._began: Reading | None = None
        self._jurors: list[QPushButton] = []
        self._title = ElidedLabel(role="strong")
        self._problem = label(role="overrun small", wrap=True)
        self._problem.hide()
        self.other = _line("autre\u202f: surveillant, bruit…", "Autre personne ou cause")
        self.why = _line("Motif", "Motif de l’interruption")
        self.record = KeyButton("Consigner", "Return")
        self.leave = KeyButton("Laisser", "Esc")
        self._box = frame("notice")
        self._who = FlowLayout()
        self._build()
        theme.changed.connect(self._space)
        self._space()
        self.hide()

    @property
    def jurors(self) -> tuple[QPushButton, ...]:
        """One button a juror, in the order of the commission."""
        return tuple(self._jurors)

    def ask(self, names: Iterable[str], began: Reading, moment: str) -> None:
        """``moment``: « 2 · 07:12 »."""
        self._began = began
        self._title.setText(f"Interruption · {moment}")
        self._show_jurors(tuple(names))
        self.other.clear()
        self.why.clear()
        self._problem.hide()
        self.show()
        first = self._jurors[0] if self._jurors else self.other
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """Another oral comes."""
        self._began = None
        self.hide()

    def taken(self) -> None:
        """It is recorded."""
        self.forget()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() is QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._press(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in _ENTER and watched is not self.leave:
            self._report()
        elif watched in self._jurors and event.text() in {str(n + 1) for n in range(len(self._jurors))}:
            self._jurors[int(event.text()) - 1].toggle()
        else:
            return False
        return True

    def _report(self) -> None:
        names = [each.property("juror") for each in self._jurors if each.isChecked()]
        who = ", ".join([*names, *([self.other.text().strip()] if self.other.text().strip() else [])])
        if not who:
            self._problem.setText("Indiquez qui, ou quoi, a interrompu le candidat.")
            self._problem.show()
            return
        if self._began is not None:
            self.reported.emit(Interruption(who, self.why.text().strip()), self._began)

    def _leave(self) -> None:
        self.forget()
        self.left.emit()

    def _show_jurors(self, names: tuple[str, ...]) -> None:
        for button in self._jurors:
            self._who.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._jurors = [self._juror(place, name) for place, name in enumerate(names, start=1)]
        for button in self._jurors:
            self._who.addWidget(button)
            button.ensurePolished()
        self._fit_names()
        previous: QWidget | None = None
        for each in (*self._jurors, self.other, self.why, self.record, self.leave):
            if previous is not None:
                QWidget.setTabOrder(previous, each)
            previous = each

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    def _fit_names(self) -> None:
        """Two names at least on one line, the longest cut short."""
        space = self._theme.space
        most = (self.width() - 2 * space(16) - space(6)) // 2 - 2 * space(11) - 4
        for place, each in enumerate(self._jurors, start=1):
            words = f"{place}  {each.property('juror')}"
            each.setText(each.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(most, 1)))

    def _juror(self, place: int, name: str) -> QPushButton:
        made = QPushButton(f"{place}  {name}")
        made.setToolTip(name)
        made.setProperty("juror", name)
        made.setCheckable(True)
        set_role(made, "toggle")
        made.setAccessibleName(name)
        made.installEventFilter(self)
        return made

    def _build(self) -> None:
        self.record.clicked.connect(self._report)
        self.leave.clicked.connect(self._leave)
        for each in (self.other, self.why, self.record, self.leave):
            each.installEventFilter(self)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self.record)
        self._head.addWidget(self.leave)
        self._why_row = QHBoxLayout()
        self._why_row.addWidget(self.other, 2)
        self._why_row.addWidget(self.why, 3)
        column = QVBoxLayout(self._box)
        column.addLayout(self._head)
        column.addWidget(self._problem)
        column.addLayout(self._who)
        column.addLayout(self._why_row)
        self._column = column
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._box)

    def _space(self) -> None:
        space = self._theme.space
        self._head.setSpacing(space(6))
        self._who.setSpacing(space(6))
        self._why_row.setSpacing(space(6))
        self._column.setContentsMargins(space(16), space(8), space(16), space(8))
        self._column.setSpacing(space(6))


def _line(placeholder: str, name: str) -> QLineEdit:
    made = QLineEdit()
    made.setMaxLength(_LONGEST)
    made.setPlaceholderText(placeholder)
    made.setAccessibleName(name)
    return made
