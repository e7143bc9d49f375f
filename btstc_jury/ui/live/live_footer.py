"""The controls of the live oral; each shows its key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from btstc_jury.application.views.live import Controls
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import Narrowing, row

_CANDIDATE = "Écran du candidat"


class LiveFooter(Framed):
    """``acts``: of the page, which say what can be done now; ``menu``: behind ``more``."""

    def __init__(self, theme: Theme, acts: Mapping[str, Action], menu: QMenu) -> None:
        super().__init__("footer")
        self.setMinimumWidth(1)
        self._acts = acts
        self.menu = menu
        self._granted_left = ""
        self._to_candidate: Action | None = None
        self.forward = KeyButton.of(acts["oral.next"], "primary")
        self.pause = KeyButton.of(acts["oral.pause"])
        self.granted = KeyButton.of(acts["oral.granted"])
        self.more = KeyButton("Plus…")
        self.candidate = KeyButton(_CANDIDATE)
        self.end = KeyButton.of(acts["oral.end"])
        self.deliberate = KeyButton("Délibération", "", "primary")
        left = (self.forward, self.pause, self.granted, self.candidate, self.more)
        right = (self.end, self.deliberate)
        line = row(theme, *left, 1, *right, gap=10, margins=(16, 8), within=self)
        for each in (*left, *right):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Words which the tooltip tells whole, last the candidate's screen, which has its key and its line in
        # the menu.
        self._narrowing = Narrowing(
            self,
            line,
            lambda: self.granted.setText(f"Pause {self._granted_left}"),
            lambda: self.candidate.setText("Écran"),
            lambda: self.end.setText("Terminer"),
            self.candidate,
            whole=self._widen,
        )
        for name in ("oral.next", "oral.pause", "oral.granted", "oral.end"):
            acts[name].changed.connect(self._fit)
        theme.changed.connect(self._fit)

    def offer_candidate(self, action: Action) -> None:
        """``action``: shows where to put the candidate's screen."""
        self._to_candidate = action
        self.candidate.follow(action, _CANDIDATE)
        self._fit()

    def show_controls(self, controls: Controls) -> None:
        starting, under_way = controls.stage.facts.waiting, controls.stage.facts.under_way
        moving = starting or (under_way and not controls.is_last_phase)
        acts = self._acts
        self._granted_left = controls.granted
        acts["oral.next"].say("Commencer l’interrogation" if starting else "Phase suivante")
        acts["oral.pause"].say("Reprendre" if controls.stage is Stage.PAUSED else "Suspendre…")
        acts["oral.granted"].say(f"Pause accordée · {controls.granted} restent")
        for name, possible in (
            ("oral.pause", under_way),
            ("oral.granted", bool(controls.granted)),
            ("oral.end", under_way),
        ):
            acts[name].setVisible(possible)
        for name in ("oral.next", "oral.pause", "oral.granted", "oral.end"):
            acts[name].setEnabled(controls.can_write)
        self.forward.setVisible(moving)
        paused = controls.stage is Stage.PAUSED
        set_role(self.pause, "primary" if paused else "plain")
        set_role(self.forward, "plain" if paused else "primary")
        set_role(self.end, "primary" if controls.is_last_phase and not paused else "plain")
        self.deliberate.setVisible(controls.stage.facts.over)
        self._fit()

    def _fit(self) -> None:
        self._narrowing.fit()
        if self._to_candidate is None:
            return
        if self.candidate.isHidden():
            self.menu.addAction(self._to_candidate)
        else:
            self.menu.removeAction(self._to_candidate)

    def _widen(self) -> None:
        self.granted.set_text(self._acts["oral.granted"].words)
        self.candidate.set_text(_CANDIDATE)
        self.end.set_text(self._acts["oral.end"].words)
        self.candidate.show()
