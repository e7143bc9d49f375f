"""The line of an attempt, painted: phases, speech, steps, objections, remarks, to scale."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QPolygonF

from btstc_jury.application.views.rehearsal.timeline import Moment, MomentKind, Stretch, Timeline
from btstc_jury.domain.assessment import Sign
from btstc_jury.domain.rehearsal import Handling, SpanKind, Speaker
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL, Palette

NOTHING = Timeline((), (), (), (), "0:00")
_ROW = 32
_AXIS = 20
_BAR = 20
REACH = 9
"""Half the side of what is drawn of a moment."""

_ROWS: Mapping[str, tuple[MomentKind, ...]] = {
    "Phases": (MomentKind.PHASE, MomentKind.PAUSE),
    "Parole": (MomentKind.CUT,),
    "Étapes": (MomentKind.STEP,),
    "Objections": (MomentKind.OBJECTION,),
    "Remarques": (MomentKind.REMARK, MomentKind.QUESTION),
}


def handling_ink(palette: Palette, handling: Handling | None) -> str:
    """Its shape and its word say the same."""
    match handling:
        case Handling.TURNED:
            return palette.done
        case Handling.ANSWERED:
            return palette.accent
        case Handling.EVADED:
            return palette.overrun
        case None:
            return palette.muted


def paint_handling(
    painter: QPainter,
    palette: Palette,
    at: QPointF,
    reach: float,
    handling: Handling | None,
    *,
    dropped: bool = False,
) -> None:
    """Turned: a triangle that points up; answered: a disc; evaded: one that points down; not told: a ring.
    ``dropped``: hatched, as the stretch that it happened in.
    """
    ink = QColor(palette.muted if dropped else handling_ink(palette, handling))
    painter.setPen(QPen(ink, max(reach / 5, 1)))
    full = QBrush(ink, Qt.BrushStyle.BDiagPattern) if dropped else QBrush(ink)
    painter.setBrush(full if handling is not None else Qt.BrushStyle.NoBrush)
    match handling:
        case Handling.ANSWERED:
            painter.drawEllipse(at, reach * 0.8, reach * 0.8)
        case None:
            painter.drawEllipse(at, reach * 0.7, reach * 0.7)
        case Handling.TURNED | Handling.EVADED:
            up = -1 if handling is Handling.TURNED else 1
            corners = [at + QPointF(x * reach, y * reach * 0.85 * up) for x, y in _TRIANGLE]
            painter.drawPolygon(QPolygonF(corners))


_TRIANGLE = ((0.0, 1.0), (0.9, -0.8), (-0.9, -0.8))


class TimelineDrawing:
    """Where everything stands on a line of that ``width`` in pixels, and how it is painted."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.line = NOTHING
        self.width = 0

    @property
    def height(self) -> int:
        px = self._theme.px
        return px(_ROW) * len(self.shown()) + px(_AXIS) + 2 * px(4)

    def paint(self, painter: QPainter, current: Moment | None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_names(painter)
        self._paint_axis(painter)
        for each in self.line.stretches:
            self._paint_stretch(painter, each)
        self._paint_voices(painter)
        self._paint_moments(painter)
        self._paint_current(painter, current)

    def shown(self) -> tuple[str, ...]:
        """The rows that have anything to show; phases and speech always."""
        line = self.line
        usual = {"Phases", "Parole", "Objections", "Remarques"}
        return tuple(name for name, kinds in _ROWS.items() if name in usual or line.has(*kinds))

    def _left(self) -> int:
        metrics, px = QFontMetrics(self._theme.font(SMALL)), self._theme.px
        return max(metrics.horizontalAdvance(name) for name in _ROWS) + px(8 + 18)

    def x(self, at: float) -> float:
        room = self.width - self._left() - self._theme.px(14)
        return self._left() + at * max(room, 1)

    def _y(self, name: str) -> float:
        """The middle of a row."""
        px = self._theme.px
        return px(4) + px(_ROW) * (self.shown().index(name) + 0.5)

    def place_of(self, moment: Moment) -> QPointF:
        name = next(name for name, kinds in _ROWS.items() if moment.kind in kinds)
        return QPointF(self.x(moment.at), self._y(name))

    def _paint_names(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font(SMALL))
        painter.setPen(QColor(theme.palette.muted))
        for name in self.shown():
            box = QRectF(theme.px(8), self._y(name) - theme.px(_ROW) / 2, self._left(), theme.px(_ROW))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)

    def _paint_axis(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        top = px(4) + px(_ROW) * len(self.shown())
        font = theme.font(SMALL)
        metrics, free = QFontMetrics(font), 0.0
        painter.setFont(font)
        for each in self.line.ticks:
            x = self.x(each.at)
            painter.setPen(QPen(QColor(theme.palette.border), 1))
            painter.drawLine(QPointF(x, top), QPointF(x, top + px(4)))
            wide = metrics.horizontalAdvance(each.label)
            if x - wide / 2 >= free and x + wide / 2 <= self.width:
                painter.setPen(QColor(theme.palette.muted))
                painter.drawText(QPointF(x - wide / 2, top + px(4) + metrics.ascent()), each.label)
                free = x + wide / 2 + px(8)

    def _paint_stretch(self, painter: QPainter, each: Stretch) -> None:
        theme, px = self._theme, self._theme.px
        colors = theme.palette
        left, right = self.x(each.since), self.x(each.until)
        box = QRectF(left, self._y("Phases") - px(_BAR) / 2, max(right - left - px(2), 1), px(_BAR))
        played = each.kind is SpanKind.PLAYED
        painter.setPen(QPen(QColor(colors.accent if played else colors.border), 1))
        painter.setBrush(QColor(colors.accent_soft if played else colors.sunken))
        painter.drawRoundedRect(box, px(3), px(3))
        if not played:
            pattern = Qt.BrushStyle.BDiagPattern
            dropped = each.kind is SpanKind.DROPPED
            painter.setBrush(
                QBrush(QColor(colors.border), pattern if dropped else Qt.BrushStyle.Dense6Pattern)
            )
            painter.drawRoundedRect(box, px(3), px(3))
        font = theme.font(SMALL)
        words = fitting(QFontMetrics(font), each, round(box.width()) - px(16))
        if len(words) > 2:
            inside = box.adjusted(px(8), 0, 0, 0)
            if not played:
                wide = QFontMetrics(font).horizontalAdvance(words) + px(8)
                ground = QRectF(inside.left() - px(4), box.top() + 2, wide, box.height() - 4)
                painter.fillRect(ground, QColor(colors.surface))
            painter.setFont(font)
            painter.setPen(QColor(colors.text))
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _paint_voices(self, painter: QPainter) -> None:
        """The student's are full, the buyer's half as high, silence is a line."""
        middle, px = self._y("Parole"), self._theme.px
        for each in self.line.voices:
            left, right = self.x(each.since), self.x(each.until)
            ink, high = voice_look(self._theme.palette, each.speaker)
            tall = px(high)
            box = QRectF(left, middle + px(_BAR) / 2 - tall, max(right - left, 1), tall)
            painter.fillRect(box, QColor(ink))

    def _paint_moments(self, painter: QPainter) -> None:
        for each in self.line.moments:
            match each.kind:
                case MomentKind.CUT:
                    self._paint_cut(painter, each)
                case MomentKind.REMARK | MomentKind.QUESTION:
                    self._paint_remark(painter, each)
                case MomentKind.OBJECTION | MomentKind.STEP | MomentKind.PHASE | MomentKind.PAUSE:
                    # Named below with what stands beside them, or drawn as stretches.
                    continue
        self._paint_named(painter, MomentKind.OBJECTION)
        self._paint_named(painter, MomentKind.STEP)

    def _paint_cut(self, painter: QPainter, each: Moment) -> None:
        """A cross above the speech."""
        at, reach = self.place_of(each), self._theme.px(4)
        at -= QPointF(0, self._theme.px(_BAR) / 2 + reach / 2)
        painter.setPen(QPen(QColor(self._theme.palette.overrun), max(reach / 2, 1)))
        painter.drawLine(at + QPointF(-reach, -reach), at + QPointF(reach, reach))
        painter.drawLine(at + QPointF(-reach, reach), at + QPointF(reach, -reach))

    def _paint_remark(self, painter: QPainter, each: Moment) -> None:
        colors, reach = self._theme.palette, self._theme.px(REACH)
        inks = {
            Sign.STRENGTH: colors.done,
            Sign.WEAKNESS: colors.overrun,
            Sign.QUESTION: colors.quiet,
            Sign.NONE: colors.text,
        }
        at = self.place_of(each)
        painter.setFont(self._theme.font(BODY, bold=True))
        painter.setPen(QColor(colors.muted if each.dropped else inks[each.sign]))
        box = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), each.mark)

    def _paint_named(self, painter: QPainter, kind: MomentKind) -> None:
        """A shape with what it is beside it, as far as there is room before the next one."""
        theme, px = self._theme, self._theme.px
        colors, font = theme.palette, theme.font(SMALL)
        metrics = QFontMetrics(font)
        every = [each for each in self.line.moments if each.kind is kind]
        free = 0.0
        for place, each in enumerate(every):
            at, before = self.place_of(each), free
            free = at.x() + px(10)
            if kind is MomentKind.OBJECTION:
                paint_handling(painter, colors, at, px(8), each.handling, dropped=each.dropped)
                words, gap = each.mark, px(14)
            else:
                painter.setPen(QPen(QColor(colors.border), 1.5))
                painter.drawLine(at + QPointF(0, -px(8)), at + QPointF(0, px(8)))
                words, gap = each.head.removeprefix("Étape "), px(5)
            after = self.place_of(every[place + 1]).x() - px(10) if place + 1 < len(every) else None
            room = (self.width if after is None else after) - at.x() - gap
            if kind is MomentKind.OBJECTION:
                words, gap = letter_beside(metrics, words, room, at.x() - before, gap)
            elif metrics.horizontalAdvance(words) > room:
                words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(round(room), 0))
            if words and words != "…":
                painter.setFont(font)
                painter.setPen(QColor(colors.text))
                painter.drawText(at + QPointF(gap, metrics.ascent() / 2 - 1), words)
                free = max(free, at.x() + gap + metrics.horizontalAdvance(words))

    def _paint_current(self, painter: QPainter, moment: Moment | None) -> None:
        px = self._theme.px
        if moment is None:
            return
        x, colors = self.x(moment.at), self._theme.palette
        bottom = px(4) + px(_ROW) * len(self.shown())
        painter.setPen(QPen(QColor(colors.text), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, px(2)), QPointF(x, bottom))
        if moment.kind in _ROWS["Phases"]:
            return
        at, reach = self.place_of(moment), px(REACH + 3)
        painter.setPen(QPen(QColor(colors.text), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, reach, reach)


def letter_beside(metrics: QFontMetrics, words: str, room: float, ahead: float, gap: int) -> tuple[str, int]:
    """« B délai » or « B » after its shape, where there is ``room``; its letter before it where the next one
    would lie over it and as much as that is free ``ahead``; else nothing. With how far it begins from the
    middle of the shape.
    """
    short = words.split(" ", 1)[0]
    for each in (words, short):
        if metrics.horizontalAdvance(each) <= room:
            return each, gap
    back = gap + metrics.horizontalAdvance(short)
    return (short, -back) if back <= ahead else ("", gap)


def fitting(metrics: QFontMetrics, stretch: Stretch, width: int) -> str:
    """What it is called, cut; of a stop, at least how long it was."""
    words, length = stretch.label, stretch.label.rpartition(" ")[2]
    stopped = stretch.kind in {SpanKind.PAUSED, SpanKind.STOPPED}
    for each in (words, length) if stopped else (words,):
        if metrics.horizontalAdvance(each) <= width:
            return each
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


def voice_look(palette: Palette, speaker: Speaker) -> tuple[str, int]:
    """Ink, and height in pixels of the design."""
    match speaker:
        case Speaker.STUDENT:
            return palette.accent, 16
        case Speaker.BUYER:
            return palette.warning, 9
        case Speaker.SILENCE:
            return palette.border, 3
