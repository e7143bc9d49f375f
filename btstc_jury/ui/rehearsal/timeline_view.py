"""What happened when, painted to scale; its moments are the rows of a list, gone through by keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy

from btstc_jury.application.views.rehearsal_timeline import Moment, MomentKind, Stretch, Timeline
from btstc_jury.domain.assessment import Sign
from btstc_jury.domain.rehearsal import Handling, SpanKind, Speaker
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, RADIUS, SMALL, Palette
from btstc_jury.ui.widgets.basics import paint_ring
from btstc_jury.ui.widgets.lists import RowsModel, TallList

_Index = QModelIndex | QPersistentModelIndex
_NONE = Timeline((), (), (), (), "0:00")
_ROW = 32
_AXIS = 20
_BAR = 20
_REACH = 9
"""Half the side of what is drawn of a moment."""
_ANYWHERE = QAbstractItemView.CursorAction
_BACK = frozenset({_ANYWHERE.MoveLeft, _ANYWHERE.MoveUp, _ANYWHERE.MovePrevious, _ANYWHERE.MovePageUp})
_ON = frozenset({_ANYWHERE.MoveRight, _ANYWHERE.MoveDown, _ANYWHERE.MoveNext, _ANYWHERE.MovePageDown})

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
    painter: QPainter, palette: Palette, at: QPointF, reach: float, handling: Handling | None
) -> None:
    """Turned: a triangle that points up; answered: a disc; evaded: one that points down; not told: a ring."""
    ink = QColor(handling_ink(palette, handling))
    painter.setPen(QPen(ink, max(reach / 5, 1)))
    painter.setBrush(QBrush(ink) if handling is not None else Qt.BrushStyle.NoBrush)
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


class TimelineView(TallList):
    """``told(moment)``: another one is current, ``None`` where there is none. Left and right go from moment
    to moment, Home and End to the first and the last.
    """

    told = Signal(object)

    # The list asks what is where while it is being made.
    _line = _NONE

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._moments: RowsModel[Moment] = RowsModel(_words, tip=_words)
        self.setModel(self._moments)
        self.setAccessibleName("Ce qui s’est passé, moment par moment")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self.updateGeometry)

    @property
    def current(self) -> Moment | None:
        return self._moments.row(self.currentIndex())

    def show_line(self, line: Timeline) -> None:
        """The current moment stays where it is still there."""
        place = self.currentIndex().row()
        kept = self.current
        self._line = line
        self._moments.show(line.moments)
        if line.moments:
            found = line.moments.index(kept) if kept in line.moments else min(max(place, 0), _last(line))
            self.setCurrentIndex(self._moments.index(found))
        self.told.emit(self.current)
        self.updateGeometry()
        self.viewport().update()

    def begin(self) -> None:
        """Another attempt comes: at its first objection, or else its first moment."""
        thrown = (place for place, each in enumerate(self._line.moments) if each.handling is not None)
        self.setCurrentIndex(self._moments.index(next(thrown, 0)))

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(400), px(_ROW) * len(self._shown()) + px(_AXIS) + 2 * px(4))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.sizeHint().height())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        last = len(self._line.moments) - 1
        place = self.currentIndex().row()
        if action in _BACK:
            place = max(place - 1, 0)
        elif action in _ON:
            place = min(place + 1, last)
        elif action is _ANYWHERE.MoveHome:
            place = 0
        elif action is _ANYWHERE.MoveEnd:
            place = last
        return self._moments.index(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed searches nothing here."""
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if held or (event.text().isprintable() and event.text()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def scrollTo(self, _index: _Index, _hint: QAbstractItemView.ScrollHint | None = None) -> None:
        """All of it is in sight."""

    def visualRect(self, index: _Index) -> QRect:
        moment = self._moments.row(index)
        if moment is None:
            return QRect()
        reach = self._theme.px(_REACH)
        at = self._place_of(moment)
        return QRect(round(at.x()) - reach, round(at.y()) - reach, 2 * reach, 2 * reach)

    def indexAt(self, point: QPoint) -> QModelIndex:
        near = [
            (abs(self._x(each.at) - point.x()), place)
            for place, each in enumerate(self._line.moments)
            if self.visualRect(self._moments.index(place)).adjusted(-4, -4, 4, 4).contains(point)
        ]
        return self._moments.index(min(near)[1]) if near else QModelIndex()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The nearest moment of all, where none is hit."""
        point = event.position().toPoint()
        found = self.indexAt(point)
        if not found.isValid() and self._line.moments:
            apart = [abs(self._x(each.at) - point.x()) for each in self._line.moments]
            found = self._moments.index(apart.index(min(apart)))
        if found.isValid():
            self.setCurrentIndex(found)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_names(painter)
        self._paint_axis(painter)
        for each in self._line.stretches:
            self._paint_stretch(painter, each)
        self._paint_voices(painter)
        self._paint_moments(painter)
        self._paint_current(painter)
        if self.hasFocus():
            paint_ring(painter, self.viewport().rect(), self._theme.px(RADIUS))

    def _shown(self) -> tuple[str, ...]:
        """The rows that have anything to show; phases and speech always."""
        line = self._line
        usual = {"Phases", "Parole", "Objections", "Remarques"}
        return tuple(name for name, kinds in _ROWS.items() if name in usual or line.has(*kinds))

    def _left(self) -> int:
        metrics, px = QFontMetrics(self._theme.font(SMALL)), self._theme.px
        return max(metrics.horizontalAdvance(name) for name in _ROWS) + px(8 + 18)

    def _x(self, at: float) -> float:
        room = self.viewport().width() - self._left() - self._theme.px(14)
        return self._left() + at * max(room, 1)

    def _y(self, name: str) -> float:
        """The middle of a row."""
        px = self._theme.px
        return px(4) + px(_ROW) * (self._shown().index(name) + 0.5)

    def _place_of(self, moment: Moment) -> QPointF:
        name = next(name for name, kinds in _ROWS.items() if moment.kind in kinds)
        return QPointF(self._x(moment.at), self._y(name))

    def _paint_names(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font(SMALL))
        painter.setPen(QColor(theme.palette.muted))
        for name in self._shown():
            box = QRectF(theme.px(8), self._y(name) - theme.px(_ROW) / 2, self._left(), theme.px(_ROW))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)

    def _paint_axis(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        top = px(4) + px(_ROW) * len(self._shown())
        font = theme.font(SMALL)
        metrics, free = QFontMetrics(font), 0.0
        painter.setFont(font)
        for each in self._line.ticks:
            x = self._x(each.at)
            painter.setPen(QPen(QColor(theme.palette.border), 1))
            painter.drawLine(QPointF(x, top), QPointF(x, top + px(4)))
            wide = metrics.horizontalAdvance(each.label)
            if x - wide / 2 >= free and x + wide / 2 <= self.viewport().width():
                painter.setPen(QColor(theme.palette.muted))
                painter.drawText(QPointF(x - wide / 2, top + px(4) + metrics.ascent()), each.label)
                free = x + wide / 2 + px(8)

    def _paint_stretch(self, painter: QPainter, each: Stretch) -> None:
        theme, px = self._theme, self._theme.px
        colors = theme.palette
        left, right = self._x(each.since), self._x(each.until)
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
        words = QFontMetrics(font).elidedText(
            each.label, Qt.TextElideMode.ElideRight, round(box.width()) - px(16)
        )
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
        for each in self._line.voices:
            left, right = self._x(each.since), self._x(each.until)
            ink, high = voice_look(self._theme.palette, each.speaker)
            tall = px(high)
            box = QRectF(left, middle + px(_BAR) / 2 - tall, max(right - left, 1), tall)
            painter.fillRect(box, QColor(ink))

    def _paint_moments(self, painter: QPainter) -> None:
        for each in self._line.moments:
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
        at, reach = self._place_of(each), self._theme.px(4)
        at -= QPointF(0, self._theme.px(_BAR) / 2 + reach / 2)
        painter.setPen(QPen(QColor(self._theme.palette.overrun), max(reach / 2, 1)))
        painter.drawLine(at + QPointF(-reach, -reach), at + QPointF(reach, reach))
        painter.drawLine(at + QPointF(-reach, reach), at + QPointF(reach, -reach))

    def _paint_remark(self, painter: QPainter, each: Moment) -> None:
        colors, reach = self._theme.palette, self._theme.px(_REACH)
        inks = {
            Sign.STRENGTH: colors.done,
            Sign.WEAKNESS: colors.overrun,
            Sign.QUESTION: colors.quiet,
            Sign.NONE: colors.text,
        }
        at = self._place_of(each)
        painter.setFont(self._theme.font(BODY, bold=True))
        painter.setPen(QColor(inks[each.sign]))
        box = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), each.mark)

    def _paint_named(self, painter: QPainter, kind: MomentKind) -> None:
        """A shape with what it is beside it, as far as there is room before the next one."""
        theme, px = self._theme, self._theme.px
        colors, font = theme.palette, theme.font(SMALL)
        metrics = QFontMetrics(font)
        every = [each for each in self._line.moments if each.kind is kind]
        for place, each in enumerate(every):
            at = self._place_of(each)
            if kind is MomentKind.OBJECTION:
                paint_handling(painter, colors, at, px(8), each.handling)
                words, gap = each.mark, px(14)
            else:
                painter.setPen(QPen(QColor(colors.border), 1.5))
                painter.drawLine(at + QPointF(0, -px(8)), at + QPointF(0, px(8)))
                words, gap = each.head.removeprefix("Étape "), px(5)
            after = self._place_of(every[place + 1]).x() - px(10) if place + 1 < len(every) else None
            room = (self.viewport().width() if after is None else after) - at.x() - gap
            if metrics.horizontalAdvance(words) > room:
                short = words.split(" ", 1)[0] if kind is MomentKind.OBJECTION else words
                words = metrics.elidedText(short, Qt.TextElideMode.ElideRight, max(round(room), 0))
            if words and words != "…":
                painter.setFont(font)
                painter.setPen(QColor(colors.text))
                painter.drawText(at + QPointF(gap, metrics.ascent() / 2 - 1), words)

    def _paint_current(self, painter: QPainter) -> None:
        moment, px = self.current, self._theme.px
        if moment is None:
            return
        x, colors = self._x(moment.at), self._theme.palette
        bottom = px(4) + px(_ROW) * len(self._shown())
        painter.setPen(QPen(QColor(colors.text), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, px(2)), QPointF(x, bottom))
        if moment.kind in _ROWS["Phases"]:
            return
        at, reach = self._place_of(moment), px(_REACH + 3)
        painter.setPen(QPen(QColor(colors.text), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, reach, reach)

    def _on_current(self, *_indexes: _Index) -> None:
        self.viewport().update()
        self.told.emit(self.current)


def voice_look(palette: Palette, speaker: Speaker) -> tuple[str, int]:
    """Ink, and height in pixels of the design."""
    match speaker:
        case Speaker.STUDENT:
            return palette.accent, 16
        case Speaker.BUYER:
            return palette.warning, 9
        case Speaker.SILENCE:
            return palette.border, 3


def _words(moment: Moment) -> str:
    return moment.words


def _last(line: Timeline) -> int:
    return len(line.moments) - 1
