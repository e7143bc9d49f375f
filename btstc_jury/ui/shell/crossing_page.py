"""Between two candidates while one is examined: the change is asked for, never a slip."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.application.views.under_way import UnderWayLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import FlowLayout


class CrossingPage(QWidget):
    """Signals: ``return_asked(oral)`` back to the oral under way; ``confirmed(oral)`` the other one is meant;
    ``home_asked`` on Escape.
    """

    return_asked = Signal(int)
    confirmed = Signal(int)
    home_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._running = 0
        self._other = 0
        self._title = label("Un autre oral est en cours", "heading", wrap=True)
        self._words = label(wrap=True)
        self._rule = label(role="muted", wrap=True)
        self.back = KeyButton("", "Return", "primary")
        self.go_on = KeyButton("")
        self.back.clicked.connect(lambda: self.return_asked.emit(self._running))
        self.go_on.clicked.connect(lambda: self.confirmed.emit(self._other))
        self._buttons = FlowLayout()
        for button in (self.back, self.go_on):
            self._buttons.addWidget(button)
        card = frame("card")
        self._inside = QVBoxLayout(card)
        for each in (self._title, self._words, self._rule):
            self._inside.addWidget(each)
        self._inside.addLayout(self._buttons)
        self._column = QVBoxLayout(self)
        self._column.addWidget(card)
        self._column.addStretch(1)
        theme.changed.connect(self._space)
        self._space()

    def ask(self, line: UnderWayLine, oral: int, name: str) -> None:
        """``name``: of the candidate whose screen is asked for."""
        self._running, self._other = line.oral, oral
        words = "L’épreuve de {running} continue, son temps court. Vous demandez l’écran de {other}."
        self._words.setText(words.format(running=line.name, other=name))
        rule = "L’oral de {other} ne pourra commencer qu’une fois celui de {running} suspendu ou terminé."
        self._rule.setText(rule.format(running=line.name, other=name))
        self.back.set_text(f"Revenir à {line.name}")
        self.go_on.set_text(f"Ouvrir l’écran de {name}")
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.home_asked.emit()
        else:
            super().keyPressEvent(event)

    def _space(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(24), px(24), px(24), px(24))
        self._inside.setContentsMargins(px(24), px(20), px(24), px(20))
        self._inside.setSpacing(px(12))
        self._buttons.setSpacing(px(8))
