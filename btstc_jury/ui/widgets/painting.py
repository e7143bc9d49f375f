"""What lists paint alike: the sign of a remark, in its box."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from btstc_jury.domain.assessment import Sign
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import SMALL


def sign_ink(theme: Theme, sign: Sign) -> str:
    """Colour of a sign; that of a thin line where the note has none."""
    colors = theme.palette
    return {
        Sign.STRENGTH: colors.done,
        Sign.WEAKNESS: colors.overrun,
        Sign.QUESTION: colors.quiet,
        Sign.NONE: colors.line,
    }[sign]


def paint_sign(theme: Theme, painter: QPainter, box: QRect, sign: Sign) -> None:
    """The sign in its box; a weakness has a true minus."""
    shown = "\u2212" if sign is Sign.WEAKNESS else str(sign)
    paint_box(theme, painter, box, shown, sign_ink(theme, sign))


def paint_box(theme: Theme, painter: QPainter, box: QRect, letter: str, ink: str) -> None:
    painter.setPen(QPen(QColor(ink), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, theme.px(3), theme.px(3))
    painter.setFont(theme.font(SMALL, bold=True))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), letter)
