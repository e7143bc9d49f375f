"""The day of a centre, painted."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF

from btstc_jury.application.views.day_board import Block, BoardLine, Shut, Span
from btstc_jury.domain.centre.timetable import SlotKey, SlotState
from btstc_jury.domain.standing import Symbol
from btstc_jury.ui.centre.day_layout import BlockPlace, DayLayout
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, RADIUS, SMALL
from btstc_jury.ui.widgets.painting import LEFT, write
from btstc_jury.ui.widgets.symbols import draw_symbol

_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_TINTED = 0.16
"""Share of a colour in the ground that it gives."""


def blended(ink: str, ground: str, share: float = _TINTED) -> QColor:
    one, other = QColor(ink), QColor(ground)
    mixed = (
        round(share * a + (1 - share) * b)
        for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)


class Look(NamedTuple):
    """Of a block."""

    ground: QColor
    edge: QColor
    ink: QColor


class Target(NamedTuple):
    """Where what is carried would go. ``why``: it can't or shouldn't stand there, "" where it may."""

    block: Block
    why: str


def look_of(theme: Theme, block: Block) -> Look:
    """A fault outdoes all, then what is over, then more time; else the colour of its exam."""
    colors = theme.palette
    text = QColor(colors.text)
    inks = (colors.accent, colors.quiet, colors.done)
    ink = inks[block.tint % len(inks)]
    if block.faulty:
        return Look(blended(colors.overrun, colors.surface), QColor(colors.overrun), text)
    match block.state:
        case SlotState.ABSENT:
            return Look(QColor(colors.sunken), QColor(colors.border), QColor(colors.muted))
        case SlotState.BEGUN:
            return Look(blended(ink, colors.surface, 0.32), QColor(ink), text)
        case SlotState.PLANNED:
            pass
    if block.extra:
        return Look(QColor(colors.warning_soft), QColor(colors.warning), text)
    return Look(blended(ink, colors.surface), QColor(ink), text)


class DayPainting:
    """Paints what a layout holds. A line is painted once, and again only when something of it changed."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        """``ratio``: pixels of the device for one of the interface."""
        self._theme = theme
        self.ratio = ratio
        self._font = theme.font(SMALL)
        self._metrics = QFontMetrics(self._font)
        self._painted: dict[int, tuple[object, QPixmap]] = {}
        self._looks: dict[object, Look] = {}
        self._wide: dict[str, int] = {}

    def show(self, layout: DayLayout) -> None:
        """What was painted for a layout of another size is of no use any more: then make another one."""
        self._layout = layout
        self._held: dict[int, list[int]] = {}
        for place, each in enumerate(layout.view.blocks):
            self._held.setdefault(each.line, []).append(place)

    def lines(self, painter: QPainter, top: int, bottom: int) -> None:
        """Those that lie there, where the whole day begins at the painter's origin."""
        layout = self._layout
        for line in range(len(layout.view.lines)):
            box = layout.line_rect(line)
            if box.top() < bottom and box.bottom() >= top:
                painter.drawPixmap(box.topLeft(), self._line(line))

    def _line(self, line: int) -> QPixmap:
        view, held = self._layout.view, self._held.get(line, [])
        shown = (view.lines[line], view.hours, view.lunch, [view.blocks[each] for each in held])
        painted = self._painted.get(line)
        if painted is None or painted[0] != shown:
            painted = self._painted[line] = shown, self._paint_line(line, held)
        return painted[1]

    def _paint_line(self, line: int, held: list[int]) -> QPixmap:
        box, ratio = self._layout.line_rect(line), self.ratio
        made = QPixmap(max(round(box.width() * ratio), 1), max(round(box.height() * ratio), 1))
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(self._theme.palette.background))
        painter = QPainter(made)
        painter.translate(0, -box.top())
        self._paint_ground(painter, line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for each in held:
            self._paint_before(painter, self._layout.places[each])
        for each in held:
            self._paint_block(painter, self._layout.view.blocks[each], self._layout.places[each].oral)
        painter.end()
        return made

    def names(self, painter: QPainter, top: int, height: int, current: int | None) -> None:
        """Of the lines, beside them; ``top``: how far the day is scrolled; ``current``: the line that holds
        what is chosen.
        """
        layout, px, colors = self._layout, self._theme.px, self._theme.palette
        painter.fillRect(QRect(0, 0, layout.names, height), QColor(colors.background))
        for place, line in enumerate(layout.view.lines):
            box = layout.line_rect(place).translated(0, layout.head - top)
            if box.bottom() < layout.head or box.top() > height:
                continue
            box.setWidth(layout.names)
            if place == current:
                painter.fillRect(QRect(0, box.top(), px(3), box.height()), QColor(colors.accent))
            self._paint_name(painter, box.adjusted(px(10), 0, -px(4), 0), line)

    def head(self, painter: QPainter, left: int, width: int) -> None:
        """The hours; ``left``: how far the day is scrolled."""
        layout, colors, px = self._layout, self._theme.palette, self._theme.px
        painter.fillRect(QRect(0, 0, width, layout.head), QColor(colors.background))
        first, last = layout.view.hours
        for hour in range(first, last + 1):
            x = layout.names + round(layout.x(60 * hour)) - left
            box = QRect(x, 0, px(60), layout.head)
            if layout.names <= x < width - px(24):
                write(painter, box, f"{hour}\u202fh", self._font, colors.muted)
        painter.fillRect(QRect(0, layout.head - 1, width, 1), QColor(colors.line))

    def ring(self, painter: QPainter, place: BlockPlace, *, strong: bool) -> None:
        """Around what is chosen, its preparation with it."""
        colors, px = self._theme.palette, self._theme.px
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colors.text if strong else colors.border), px(2)))
        reach = px(3)
        painter.drawRoundedRect(place.oral.adjusted(-reach, -reach, reach, reach), px(RADIUS), px(RADIUS))
        if strong and place.preparation.width() > 0:
            painter.setPen(QPen(QColor(colors.text), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(place.preparation, px(3), px(3))

    def marks(self, painter: QPainter, keys: Collection[SlotKey]) -> None:
        """What a card speaks of."""
        ink, px = QColor(self._theme.palette.text), self._theme.px
        painter.setPen(QPen(ink, px(2), Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for block, place in zip(self._layout.view.blocks, self._layout.places, strict=True):
            if block.key in keys:
                painter.drawRoundedRect(place.oral.adjusted(-3, -3, 3, 3), px(RADIUS), px(RADIUS))

    def carried(self, painter: QPainter, gone: BlockPlace | None, target: Target | None) -> None:
        """``gone``: where it stood."""
        colors, px, layout = self._theme.palette, self._theme.px, self._layout
        if gone is not None:
            self._paint_gone(painter, gone.oral)
        if target is None:
            return
        block = target.block
        ink = QColor(colors.overrun if target.why else colors.done)
        ground = blended(colors.overrun if target.why else colors.done, colors.surface, 0.24)
        painter.setPen(QPen(ink, px(2), Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        oral = layout.place(block)
        if block.preparation < block.oral:
            left, width = layout.span(Span(block.preparation, block.oral))
            painter.drawRoundedRect(QRectF(left, oral.top() - px(18), width, px(16)), px(3), px(3))
        painter.setPen(QPen(ink, px(2)))
        painter.setBrush(ground)
        painter.drawRoundedRect(oral, px(RADIUS), px(RADIUS))
        begins = f"{block.oral // 60}\u202fh\u202f{block.oral % 60:02d}"
        bold = self._theme.font(SMALL, bold=True)
        # Wider than the block where its words ask for it: they matter most while it moves.
        words = f"{begins} {block.name}"
        left = px(21 if target.why else 6)
        wide = max(round(oral.width()), QFontMetrics(bold).horizontalAdvance(words) + left + px(6))
        box = QRect(round(oral.left()), round(oral.top()), wide, round(oral.height()))
        if wide > oral.width():
            painter.fillRect(box.adjusted(1, 1, 0, -1), ground)
        if target.why:
            self._paint_fault(painter, oral, px(6))
        write(painter, box.adjusted(left, 0, 0, 0), words, bold, colors.text)

    def _paint_name(self, painter: QPainter, box: QRect, line: BoardLine) -> None:
        colors = self._theme.palette
        bold = self._theme.font(SMALL, bold=True)
        high = QFontMetrics(bold).height()
        told = [(line.title if not line.exam else f"{line.title} · {line.exam}", bold, colors.text)]
        told += [(each, self._font, colors.muted) for each in (line.place, line.jurors) if each]
        shown = told[: max(box.height() // (high + 2), 1)]
        top = box.top() + (box.height() - len(shown) * (high + 2)) // 2
        for each, font, ink in shown:
            write(painter, QRect(box.left(), top, box.width(), high + 2), each, font, ink)
            top += high + 2

    def _paint_ground(self, painter: QPainter, line: int) -> None:
        layout, colors = self._layout, self._theme.palette
        rect = layout.line_rect(line)
        top, high = rect.top(), rect.height()
        for shut in layout.view.lines[line].shut:
            self._paint_shut(painter, line, shut)
        first, last = layout.view.hours
        for hour in range(first, last + 1):
            painter.fillRect(QRect(round(layout.x(60 * hour)), top, 1, high), QColor(colors.line))
        if line:
            painter.fillRect(QRect(0, top, rect.width(), 1), QColor(colors.line))
        if layout.view.lunch is not None:
            left, width = layout.span(layout.view.lunch)
            box = QRectF(left, top, width, high)
            painter.fillRect(box, QColor(colors.sunken))
            painter.fillRect(box, QBrush(QColor(colors.line), Qt.BrushStyle.BDiagPattern))
            if not line:
                self._paint_upon(painter, line, box, "déjeuner")

    def _paint_shut(self, painter: QPainter, line: int, shut: Shut) -> None:
        layout, colors = self._layout, self._theme.palette
        left, width = layout.span(shut.span)
        rect = layout.line_rect(line)
        box = QRectF(left, rect.top(), width, rect.height()) & QRectF(rect)
        painter.fillRect(box, QColor(colors.sunken))
        if shut.name:
            painter.fillRect(box, QBrush(QColor(colors.line), Qt.BrushStyle.BDiagPattern))
            self._paint_upon(painter, line, box, shut.name)

    def _paint_upon(self, painter: QPainter, line: int, box: QRectF, words: str) -> None:
        """Words on what is hatched, where they lie on no block."""
        px, colors = self._theme.px, self._theme.palette
        room = round(box.width()) - px(4)
        told = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        if len(told) < 3:
            return
        wide = self._metrics.horizontalAdvance(told) + px(6)
        at = box.center().x() - wide / 2
        ground = self._layout.free_spot(line, QRectF(at, 0, wide, self._metrics.height()))
        if ground is None:
            return
        painter.fillRect(ground, QColor(colors.sunken))
        painter.setFont(self._font)
        painter.setPen(QColor(colors.muted))
        painter.drawText(ground, _MIDDLE, told)

    def _paint_before(self, painter: QPainter, place: BlockPlace) -> None:
        """Preparation and deliberation."""
        px, colors = self._theme.px, self._theme.palette
        if place.preparation.width() > 0:
            painter.setPen(QPen(QColor(colors.border), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.preparation.adjusted(0.5, 0.5, -0.5, -0.5), px(3), px(3))
        painter.fillRect(place.free, QColor(colors.border))

    def _paint_block(self, painter: QPainter, block: Block, box: QRectF) -> None:
        px, look = self._theme.px, self._look(block)
        thick = 2.0 if block.faulty else 1.0
        over = block.state is SlotState.ABSENT
        painter.setPen(QPen(look.edge, thick, Qt.PenStyle.DashLine if over else Qt.PenStyle.SolidLine))
        painter.setBrush(look.ground)
        half = thick / 2
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), px(3), px(3))
        wide = box.width()
        left = px(6) if wide > px(64) else px(4)
        if block.extra and not over:
            # Where there is no room for « 1/3 » it is told by more than a colour all the same.
            painter.fillRect(QRectF(box.left(), box.top() + px(3), px(3), box.height() - px(6)), look.edge)
            left += px(2)
        if block.faulty and wide > px(22):
            left += self._paint_fault(painter, box, left)
        if block.state is SlotState.BEGUN and wide > px(14):
            left += self._paint_begun(painter, box, look.edge, left)
        right = self._paint_signs(painter, block, box, look) if wide > px(20) else 0
        room = round(wide) - left - right
        if room > px(10):
            self._paint_label(painter, block, QRectF(box.left() + left, box.top(), room, box.height()), look)

    def _paint_label(self, painter: QPainter, block: Block, inside: QRectF, look: Look) -> None:
        """As much as there is room for; its end is cut off, which leaves more of it than « … » would."""
        told = next((each for each in block.labels if self._width(each) <= inside.width()), "")
        font = self._font
        if block.state is SlotState.ABSENT:
            font = QFont(font)
            font.setStrikeOut(True)
        painter.setFont(font)
        painter.setPen(look.ink)
        painter.drawText(inside, int(LEFT), told or block.labels[-1])

    def _width(self, words: str) -> int:
        if words not in self._wide:
            self._wide[words] = self._metrics.horizontalAdvance(words)
        return self._wide[words]

    def _look(self, block: Block) -> Look:
        facts = block.faulty, block.state, bool(block.extra), block.tint
        if facts not in self._looks:
            self._looks[facts] = look_of(self._theme, block)
        return self._looks[facts]

    def _paint_begun(self, painter: QPainter, box: QRectF, ink: QColor, left: float) -> int:
        """A disc before the name; the width that it takes."""
        side = self._theme.px(7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QRectF(box.left() + left, box.center().y() - side / 2, side, side))
        return side + self._theme.px(4)

    def _paint_fault(self, painter: QPainter, box: QRectF, left: float) -> int:
        """What is wrong has its sign before the name; the width that it takes."""
        side = min(self._theme.px(12), round(box.height()) - 4)
        place = QRectF(box.left() + left, box.center().y() - side / 2, side, side)
        draw_symbol(painter, Symbol.RESERVED, place, QColor(self._theme.palette.overrun))
        return side + self._theme.px(3)

    def _paint_signs(self, painter: QPainter, block: Block, box: QRectF, look: Look) -> int:
        """A pin for what is fixed, a folded corner for what isn't as it was printed; the width taken."""
        px = self._theme.px
        if block.changed:
            side = px(9)
            corner = QPolygonF(
                [box.topRight() - QPointF(side, 0), box.topRight(), box.topRight() + QPointF(0, side)]
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.palette.warning))
            painter.drawPolygon(corner)
        if not block.fixed:
            return px(4)
        x, top = box.right() - px(8), box.center().y() - px(5)
        painter.setPen(QPen(look.ink, 1.4))
        painter.setBrush(look.ink)
        painter.drawEllipse(QPointF(x, top + px(3)), px(5) / 2, px(5) / 2)
        painter.drawLine(QPointF(x, top + px(5)), QPointF(x, top + px(11)))
        return px(15)

    def _paint_gone(self, painter: QPainter, box: QRectF) -> None:
        colors, px = self._theme.palette, self._theme.px
        painter.setPen(QPen(QColor(colors.accent), 2, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(3), px(3))
        write(
            painter,
            box.toRect().adjusted(px(6), 0, -px(2), 0),
            "déplacé d’ici",
            self._theme.font(SMALL if box.width() < px(100) else BODY),
            colors.text,
        )
