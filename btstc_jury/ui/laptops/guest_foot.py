"""The controls of a juror's own screen; each shows its key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

from btstc_jury.application.views.live import Controls
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import Narrowing, row


class GuestFoot(Framed):
    """``acts``: of the page, which say what can be done now."""

    def __init__(self, theme: Theme, acts: Mapping[str, Action]) -> None:
        super().__init__("footer")
        self.setMinimumWidth(1)
        self._acts = acts
        self.forward = KeyButton.of(acts["oral.next"], "primary")
        self.pause = KeyButton.of(acts["oral.pause"])
        self.granted = KeyButton.of(acts["oral.granted"])
        self.time = KeyButton.of(acts["oral.time"])
        self.history = KeyButton.of(acts["oral.history"])
        self.end = KeyButton.of(acts["oral.end"])
        left = (self.forward, self.pause, self.granted, self.time, self.history)
        line = row(theme, *left, 1, self.end, gap=10, margins=(16, 8), within=self)
        for each in (*left, self.end):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._narrowing = Narrowing(
            self,
            line,
            lambda: self.history.setText("Historique"),
            lambda: self.end.setText("Terminer"),
            self.time,
            self.history,
            whole=self._widen,
        )
        for name in ("oral.next", "oral.pause", "oral.granted", "oral.end"):
            acts[name].changed.connect(self._narrowing.fit)
        theme.changed.connect(self._narrowing.fit)

    def show_controls(self, controls: Controls, *, joins: bool) -> None:
        """What isn't possible now isn't shown. ``joins``: the commission has begun; its time is taken up."""
        stage, acts = controls.stage, self._acts
        starting, under_way = stage.facts.waiting, stage.facts.under_way
        paused = stage is Stage.PAUSED
        start = "Reprendre le temps de la commission" if joins else "Commencer"
        acts["oral.next"].say(start if starting else "Phase suivante")
        acts["oral.pause"].say("Reprendre" if paused else "Suspendre")
        writable = controls.can_write
        acts["oral.next"].setVisible(writable and (starting or (under_way and not controls.is_last_phase)))
        acts["oral.granted"].say(f"Pause accordée · {controls.granted} restent")
        acts["oral.granted"].setVisible(writable and bool(controls.granted))
        for name in ("oral.pause", "oral.end", "oral.time"):
            acts[name].setVisible(under_way and (writable or name == "oral.time"))
        set_role(self.pause, "primary" if paused else "plain")
        set_role(self.forward, "plain" if paused else "primary")
        set_role(self.end, "primary" if controls.is_last_phase and not paused else "plain")
        self._narrowing.fit()

    def _widen(self) -> None:
        self.history.set_text(self._acts["oral.history"].words)
        self.end.set_text(self._acts["oral.end"].words)
        self.time.setVisible(self._acts["oral.time"].isVisible())
        self.history.show()
