"""Beside the list: what remains to do, the day drawn, and the way to other files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.application.views.day import DayView, Task
from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS
from btstc_jury.ui.widgets.basics import Framed, clear_layout, fit_height, label, paint_ring, plain_tip, rule
from btstc_jury.ui.widgets.buttons import KeyButton, RowButton
from btstc_jury.ui.widgets.layouts import AT_MIDDLE, ColumnScroll, column, flow, panel, row, sized
from btstc_jury.ui.widgets.symbols import draw_symbol, tone_color
from btstc_jury.ui.widgets.tabbing import keyed_within


class TaskButton(RowButton):
    """Two lines that wrap: what to do, and about whom."""

    def __init__(self, theme: Theme, task: Task) -> None:
        super().__init__(theme)
        self.task = task
        self.setAccessibleName(f"{task.title}, {task.subject}")
        self.setAccessibleDescription(task.sitting)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = label(task.title, "strong", wrap=True), label(task.subject, "small muted", wrap=True)
        self.lay_out(column(theme, *words, gap=2, margins=(8, 4), within=self))
        fit_height(self, QSizePolicy.Policy.Minimum)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(RADIUS)
        if self._over or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.palette.sunken))
            painter.drawRoundedRect(self.rect(), radius, radius)
        if self.hasFocus():
            paint_ring(painter, self.rect(), radius)


Drawn = tuple[tuple[Tone, Symbol], ...]

_SQUARE = 26
_SMALLEST = 20
_GAP = 3
_MOST_LINES = 4


class DayStrip(QWidget):
    """Each square bears the sign of its state, which the legend below explains."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._drawn: Drawn = ()
        fit_height(self, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_states(self, drawn: Drawn, words: str) -> None:
        self._drawn = drawn
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.setVisible(bool(drawn))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.heightForWidth(self._theme.px(200)))

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        side, gap = self._side(width), self._theme.px(_GAP)
        return side if lines > _MOST_LINES else max(lines, 1) * (side + gap) - gap

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._lines(self.width()) > _MOST_LINES:
            for box, tone in self._segments():
                painter.fillRect(box, _fill(self._theme, tone))
            return
        for box, (tone, symbol) in zip(self._squares(), self._drawn, strict=False):
            _paint_square(self._theme, painter, box, tone, symbol)

    def _side(self, width: int) -> int:
        """Squares shrink a little rather than leave one alone on a second line."""
        gap = self._theme.px(_GAP)
        fitting = (width + gap) // max(len(self._drawn), 1) - gap
        usual = self._theme.px(_SQUARE)
        return min(usual, fitting) if fitting >= self._theme.px(_SMALLEST) else usual

    def _per_line(self, width: int) -> int:
        gap = self._theme.px(_GAP)
        return max((width + gap) // (self._side(width) + gap), 1)

    def _lines(self, width: int) -> int:
        return -(-len(self._drawn) // self._per_line(width))

    def _squares(self) -> Iterator[QRectF]:
        side = self._side(self.width())
        step = side + self._theme.px(_GAP)
        across = self._per_line(self.width())
        for place in range(len(self._drawn)):
            yield QRectF(place % across * step, place // across * step, side, side)

    def _segments(self) -> Iterator[tuple[QRectF, Tone]]:
        left, whole = 0.0, len(self._drawn)
        for tone, group in groupby(self._drawn, key=lambda each: each[0]):
            width = self.width() * sum(1 for _ in group) / whole
            yield QRectF(left, 0, width, self.height()), tone
            left += width


def _fill(theme: Theme, tone: Tone) -> QColor:
    quiet = tone is Tone.QUIET
    return QColor(theme.palette.sunken) if quiet else tone_color(theme.palette, tone)


def _paint_square(theme: Theme, painter: QPainter, box: QRectF, tone: Tone, symbol: Symbol) -> None:
    quiet = tone is Tone.QUIET
    painter.setBrush(_fill(theme, tone))
    painter.setPen(QColor(theme.palette.border) if quiet else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3))
    inside = box.width() * 0.24
    ink = QColor(theme.palette.muted if quiet else theme.palette.on_level)
    draw_symbol(painter, symbol, box.adjusted(inside, inside, -inside, -inside), ink)


class LegendSign(QWidget):
    """One square of the strip, before the words for it."""

    def __init__(self, theme: Theme, tone: Tone, symbol: Symbol) -> None:
        super().__init__()
        self._theme = theme
        self._drawn = tone, symbol
        sized(theme, self, width=_LEGEND, height=_LEGEND)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_square(self._theme, painter, QRectF(self.rect()), *self._drawn)


_LEGEND = 18
_MOST = 12


class DaySide(Framed):
    """``task_chosen`` carries the oral. ``first`` and ``last`` are about the file itself: while such an act
    is visible, its text stands before or after what remains to do of the day, with its status tip below.
    """

    task_chosen = Signal(int)
    focus_left = Signal()

    def __init__(self, theme: Theme, acts: Sequence[QAction], first: QAction, last: QAction) -> None:
        super().__init__("side")
        self._theme = theme
        self._first, self._last = first, last
        self._of_day: tuple[Task, ...] = ()
        self._shown: tuple[Task, ...] | None = None
        self._tasks = column(theme, gap=4)
        self._nothing = label("Rien d’autre pour l’instant.", "muted", wrap=True)
        self._more = label("", "small muted", wrap=True)
        self._rule = rule()
        self._strip = DayStrip(theme)
        self._legend = flow(theme, gap=12)
        self._explained: tuple[tuple[Tone, Symbol, str], ...] = ()
        top = column(theme, label("À faire", "heading"), gap=12, margins=(8, 0))
        drawn = (self._nothing, self._more, self._rule, self._strip, self._legend)
        below = column(theme, *drawn, gap=12, margins=(8, 0))
        scroll = ColumnScroll(panel(column(theme, top, self._tasks, below, 1, margins=(14, 16))))
        buttons = [KeyButton.of(act, "link") for act in acts]
        foot = panel(flow(theme, *buttons, margins=(18, 12)), "footer")
        whole = column(theme, (scroll, 1), foot, gap=0, within=self)
        whole.setContentsMargins(1, 0, 0, 0)
        for action in (first, last):
            action.changed.connect(self._show_tasks)

    def show_day(self, view: DayView) -> None:
        self._strip.show_states(view.drawn, " · ".join(words for _, _, words in view.legend))
        self._rule.setVisible(bool(view.rows))
        self._explain(view.legend)
        self._of_day = view.tasks
        self._show_tasks()

    def _explain(self, legend: tuple[tuple[Tone, Symbol, str], ...]) -> None:
        if legend == self._explained:
            return
        self._explained = legend
        clear_layout(self._legend)
        for tone, symbol, words in legend:
            sign = (LegendSign(self._theme, tone, symbol), AT_MIDDLE)
            self._legend.addWidget(panel(row(self._theme, sign, label(words, "small muted"), gap=6)))

    def _show_tasks(self) -> None:
        visible = (each for each in (self._first, self._last) if each.isVisible())
        acts = {Task(each.text(), each.statusTip(), 0): each for each in visible}
        before = tuple(task for task, act in acts.items() if act is self._first)
        after = tuple(task for task, act in acts.items() if act is self._last)
        waiting = (*before, *self._of_day)
        self._nothing.setVisible(not waiting and not after)
        left = len(waiting) - _MOST
        self._more.setText(f"et {left} autres")
        self._more.setVisible(left > 0)
        shown = (*waiting[:_MOST], *after)
        if shown == self._shown:
            return
        self._shown = shown
        if isinstance(keyed_within(self), TaskButton):
            # Its own task is done and the button goes: the keys of the page must not go with it.
            self.focus_left.emit()
        clear_layout(self._tasks)
        for task in shown:
            button = TaskButton(self._theme, task)
            act = acts[task].trigger if task in acts else partial(self.task_chosen.emit, task.oral)
            button.clicked.connect(lambda _on, act=act: act())
            self._tasks.addWidget(button)
