"""The oral whose clock runs, over every screen that isn't its own, and between it and another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.application.office import Changes
from btstc_jury.application.views.under_way import UnderWayLine, under_way_line
from btstc_jury.domain.events import Topic
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, label, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import column, flow, panel, row


class UnderWayStrip(QWidget):
    """``go``: to the oral under way. Hidden while none runs elsewhere."""

    def __init__(self, theme: Theme, conductor: Conductor, back: Action, go: Callable[[int], object]) -> None:
        super().__init__()
        self._go = go
        self._office = conductor.office
        self._shown: int | None = None
        self._oral: int | None = None
        self._text = ElidedLabel(role="strong")
        self._left = label(role="strong")
        self._act = back
        self.back = KeyButton.of(back)
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tick = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self.refresh)
        told = row(theme, (self._text, 1), self._left, self.back, gap=12, margins=(16, 3, 12, 3))
        column(theme, panel(told, "strip"), within=self)
        conductor.changed.connect(self._on_changed)
        self.hide()

    def show_beside(self, oral: int | None) -> None:
        """``oral``: the one whose live screen is shown, ``None`` on the other screens."""
        self._shown = oral
        self.refresh()

    def refresh(self) -> None:
        """Paint the time; called again when the next shown second changes."""
        line = under_way_line(self._office, self._shown)
        self.setVisible(line is not None)
        self._oral = line.oral if line is not None else None
        self._act.setEnabled(line is not None)
        if line is None:
            self._tick.stop()
            return
        self._text.setText(line.text)
        self._left.setText(line.left)
        set_role(self._left, "strong overrun" if line.overrun else "strong")
        if self.isVisible():
            self._tick.start(max(1, line.until_next.us // 1000 + 2))

    def go_back(self) -> None:
        if self._oral is not None:
            self._go(self._oral)

    def stop(self) -> None:
        """The file closes."""
        self._tick.stop()

    def _on_changed(self, changes: Changes) -> None:
        if changes.topics & {Topic.STAGE, Topic.PLAN, Topic.CLOCK}:
            self.refresh()


class CrossingPage(QWidget):
    """``go``: to the oral under way, or to the other one where that is meant; ``home``: on Escape."""

    def __init__(self, theme: Theme, go: Callable[[int], object], home: Callable[[], object]) -> None:
        super().__init__()
        self._home = home
        self._running = 0
        self._other = 0
        self._title = label("Une autre interrogation est en cours", "heading", wrap=True)
        self._words = label(wrap=True)
        self._rule = label(role="muted", wrap=True)
        self.back = KeyButton("", "Return", "primary")
        self.go_on = KeyButton("")
        self.back.clicked.connect(lambda: go(self._running))
        self.go_on.clicked.connect(lambda: go(self._other))
        buttons = flow(theme, self.back, self.go_on)
        told = (self._title, self._words, self._rule)
        card = column(theme, *told, buttons, gap=12, margins=(24, 20))
        column(theme, panel(card, "card"), 1, margins=24, within=self)

    def ask(self, line: UnderWayLine, oral: int, name: str) -> None:
        """``name``: of the candidate whose screen is asked for."""
        self._running, self._other = line.oral, oral
        words = "L’interrogation de {running} continue, son temps court. Vous demandez l’écran de {other}."
        self._words.setText(words.format(running=line.name, other=name))
        rule = (
            "L’interrogation de {other} ne pourra commencer qu’une fois celle de {running} suspendue ou"
            " terminée."
        )
        self._rule.setText(rule.format(running=line.name, other=name))
        self.back.set_text(f"Revenir à {line.name}")
        self.go_on.set_text(f"Ouvrir l’écran de {name}")
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._home()
        else:
            super().keyPressEvent(event)
