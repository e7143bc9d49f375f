"""The buttons of the day of a centre, in as many words as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QPushButton

from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.layouts import Part

_BRIEFLY = {
    "placing.auto": "Placer",
    "placing.upheaval": "Absence…",
    "placing.print": "",
    "placing.setup": "Commissions…",
}
"""By their acts, in their order; "" for what is short enough."""


class DayFoot:
    """``parts``: each button in many words, and in few; ``whole`` shows the former, ``shorten`` these."""

    def __init__(self, acts: Mapping[str, Action], hand_out: Callable[[], object]) -> None:
        self.hand_out = PushButton("Préparer les &fichiers des commissions…")
        brief = PushButton("&Fichiers…")
        brief.setAccessibleName(self.hand_out.text().replace("&", ""))
        for made in (self.hand_out, brief):
            made.clicked.connect(hand_out)
        self._long: list[QPushButton] = [self.hand_out]
        self._short: list[QPushButton] = [brief]
        buttons: list[Part] = []
        for name, words in _BRIEFLY.items():
            buttons += self._of(acts[name], "primary" if name == "placing.auto" else "plain", words)
        self.parts: tuple[Part, ...] = (*buttons, 1, self.hand_out, brief)
        for each in self._short:
            each.hide()

    def whole(self) -> None:
        self._show(brief=False)

    def shorten(self) -> None:
        self._show(brief=True)

    def _of(self, action: Action, role: str, words: str) -> list[KeyButton]:
        made = [KeyButton.of(action, role)]
        if words:
            made.append(KeyButton.of(action, role, words))
            self._long.append(made[0])
            self._short.append(made[1])
        return made

    def _show(self, *, brief: bool) -> None:
        """Once they stand in a window."""
        for each in self._long:
            each.setVisible(not brief)
        for each in self._short:
            each.setVisible(brief)
