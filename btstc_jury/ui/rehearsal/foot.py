"""What can be done of an attempt, at its foot."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

from btstc_jury.application.views.rehearsal.live import AttemptControls
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import Narrowing, row

_CLASS = "Écran de la classe"


class AttemptFoot(Framed):
    def __init__(self, theme: Theme, acts: Mapping[str, Action]) -> None:
        super().__init__("footer")
        self._acts = acts
        self.forward = KeyButton.of(acts["oral.next"], "primary")
        self.pause = KeyButton.of(acts["oral.pause"])
        self._restart = KeyButton.of(acts["attempt.restart"])
        self._prepare = KeyButton.of(acts["preparation.toggle"])
        self.on_class = KeyButton(_CLASS)
        self.end = KeyButton.of(acts["oral.end"])
        buttons = (self.forward, self.pause, self._restart, self._prepare, self.on_class)
        for each in (*buttons, self.end):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = row(theme, *buttons, 1, self.end, margins=(16, 10), within=self)
        self._narrowing = Narrowing(
            self,
            line,
            lambda: self.on_class.setText("Écran"),
            lambda: self._restart.setText("Recommencer"),
            lambda: self.end.setText("Terminer"),
            self._restart,
            self.on_class,
            whole=self._widen,
        )
        self._shown = (False, False)
        theme.changed.connect(self._narrowing.fit)

    def offer_screen(self, action: Action) -> None:
        """``action``: shows where to put the class's screen."""
        self.on_class.follow(action, _CLASS)
        self._narrowing.fit()

    def show_controls(self, controls: AttemptControls) -> None:
        stage, acts = controls.stage, self._acts
        starting, under_way = stage.facts.waiting, stage.facts.under_way
        paused = stage is Stage.PAUSED
        acts["oral.next"].say("Commencer" if starting else "Phase suivante")
        acts["oral.pause"].say("Reprendre" if paused else "Suspendre…")
        for name in ("oral.pause", "oral.end", "attempt.restart"):
            acts[name].setVisible(under_way)
        for name in ("oral.next", "oral.pause", "oral.end", "attempt.restart"):
            acts[name].setEnabled(controls.writable)
        self.forward.setVisible(starting or (under_way and not controls.last))
        set_role(self.pause, "primary" if paused else "plain")
        set_role(self.forward, "plain" if paused else "primary")
        set_role(self.end, "primary" if controls.last and not paused else "plain")
        self._shown = (under_way, True)
        self._narrowing.fit()

    def _widen(self) -> None:
        self.on_class.set_text(_CLASS)
        self._restart.set_text(self._acts["attempt.restart"].words)
        self.end.set_text(self._acts["oral.end"].words)
        self.on_class.show()
        self._restart.setVisible(self._shown[0])
