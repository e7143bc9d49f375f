"""One juror among the signatures: who, in what capacity, signed or not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from btstc_jury.application.views.signing import SignerLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label, set_role
from btstc_jury.ui.widgets.buttons import PushButton


class SignerCard:
    """``box`` is the widget, ``inside`` takes the form of who signs now."""

    def __init__(self, theme: Theme, line: SignerLine) -> None:
        self.line = line
        self.box = frame("card")
        self.name = label(line.name, "strong", wrap=True)
        self.seat = label(line.seat, "small muted", wrap=True)
        self.state = label(role="small strong", wrap=True)
        self.sign = PushButton()
        words = "Signer…"
        self.sign.setText(words)
        self.sign.setAccessibleName(f"{words} {line.name}")
        top = QHBoxLayout()
        who = QVBoxLayout()
        who.setSpacing(theme.space(2))
        for each in (self.name, self.seat, self.state):
            who.addWidget(each)
        top.addLayout(who, 1)
        top.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        self.inside = QVBoxLayout(self.box)
        self.inside.setContentsMargins(theme.space(12), theme.space(8), theme.space(12), theme.space(8))
        self.inside.addLayout(top)

    def show_line(self, line: SignerLine, *, writable: bool, asking: bool) -> None:
        self.line = line
        self.state.setText(line.state)
        set_role(self.state, "small strong done" if line.signed else "small strong warning")
        self.sign.setVisible(not line.signed and writable and not asking)
