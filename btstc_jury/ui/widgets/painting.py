"""What lists and drawings paint alike: the ground of a row, words cut short, signs, levels, a tick."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from btstc_jury.domain.assessment import Sign
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS, SMALL

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
"""In the middle of the height, as one line stands."""

TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


def is_selected(option: QStyleOptionViewItem) -> bool:
    state: QStyle.StateFlag = option.state
    return bool(state & QStyle.StateFlag.State_Selected)


def paint_selected(theme: Theme, painter: QPainter, area: QRect, bar: int = 0) -> None:
    """The ground of the current row, with a bar at its left of so many pixels of the design."""
    painter.fillRect(area, QColor(theme.palette.accent_soft))
    if bar:
        strip = QRect(area.left(), area.top(), theme.px(bar), area.height())
        painter.fillRect(strip, QColor(theme.palette.accent))


def paint_chevron(theme: Theme, painter: QPainter, middle: QPointF) -> None:
    """Of what opens a list or a menu."""
    reach = theme.px(4)
    painter.setPen(QPen(QColor(theme.palette.muted), max(theme.px(1.5), 1)))
    corners = (QPointF(-reach, -reach / 2), QPointF(0, reach / 2), QPointF(reach, -reach / 2))
    painter.drawPolyline([middle + each for each in corners])


def write(
    painter: QPainter,
    box: QRect,
    text: str,
    font: QFont,
    ink: str | QColor,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """One line from the left, in the middle of the height of ``box``, cut where its width ends."""
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box, int(LEFT), QFontMetrics(font).elidedText(text, cut, box.width()))


def write_pieces(
    painter: QPainter, box: QRect, pieces: Sequence[tuple[str, bool]], fonts: tuple[QFont, QFont], ink: str
) -> None:
    """One line as ``write``, of parts in the first font or, where the part says so, in the second."""
    left, right = box.left(), box.right() + 1
    for text, marked in pieces:
        metrics = QFontMetrics(fonts[marked])
        part = QRect(left, box.top(), right - left, box.height())
        write(painter, part, text, fonts[marked], ink)
        left += metrics.horizontalAdvance(text)
        if left >= right:
            return


def write_lines(
    painter: QPainter, box: QRect, text: str, font: QFont, ink: str, at: Qt.AlignmentFlag = TOP
) -> None:
    """As many lines as it takes, see ``lines_height``."""
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box, int(Qt.TextFlag.TextWordWrap | at), text)


def lines_height(text: str, font: QFont, width: int) -> int:
    """How high a text is that goes on to the next line where ``width`` ends."""
    wrap = int(Qt.TextFlag.TextWordWrap | TOP)
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 100_000), wrap, text).height()


def folded(text: str, font: QFont, width: int, most: int) -> str:
    """The text on ``most`` lines of ``width`` at the most, the last cut with « … »; broken as it is then."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    if len(starts) <= most:
        return text
    whole = [text[start:end].rstrip() for start, end in pairwise(starts[:most])]
    rest = text[starts[most - 1] :].replace("\n", " ")
    return "\n".join((*whole, QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)))


def paint_chip(theme: Theme, painter: QPainter, place: QRect, letters: str, fill: QColor | None) -> None:
    """A box with the letters of a level: of that level's colour, or empty where it isn't given."""
    colors, radius = theme.palette, theme.px(RADIUS)
    painter.setPen(QPen(fill or QColor(colors.border)))
    painter.setBrush(fill or QColor(colors.surface))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setFont(theme.font(SMALL, bold=fill is not None))
    painter.setPen(QColor(colors.on_level if fill else colors.muted))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), letters)


def sign_ink(theme: Theme, sign: Sign) -> str:
    """Colour of a sign; that of a thin line where the remark has none."""
    colors = theme.palette
    return {
        Sign.STRENGTH: colors.done,
        Sign.WEAKNESS: colors.overrun,
        Sign.QUESTION: colors.quiet,
        Sign.NONE: colors.line,
    }[sign]


def paint_sign(theme: Theme, painter: QPainter, box: QRect, sign: Sign) -> None:
    """The sign in its box."""
    paint_box(theme, painter, box, sign.shown, sign_ink(theme, sign))


def paint_box(theme: Theme, painter: QPainter, box: QRect, letter: str, ink: str) -> None:
    painter.setPen(QPen(QColor(ink), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, theme.px(3), theme.px(3))
    painter.setFont(theme.font(SMALL, bold=True))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), letter)
