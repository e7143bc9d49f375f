"""The time: the phases to scale, the current one in one big number, the next candidate's preparation."""

from __future__ import annotations

from enum import IntEnum
from itertools import chain

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from btstc_jury.application.views.clock import AT_MOST, CellState, ClockView, PhaseCell, PreparationLine
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import CLOCK, RADIUS, SMALL
from btstc_jury.ui.widgets.basics import ElidedLabel, FiguresLabel, frame, hold, label, plain_tip, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import column, row, spaced

_GAP = 3
_NARROWEST = 0.11
_LEFT, _RIGHT = 9, 6
"""Share of the bar below which no phase falls, so that its title can be read."""


class PhaseBar(QWidget):
    """Paints ``PhaseCell`` values; nothing is clickable, so that nothing happens by accident."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cells: tuple[PhaseCell, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Phases de l’interrogation")
        theme.changed.connect(self._restyle)

    def show_cells(self, cells: tuple[PhaseCell, ...]) -> None:
        if cells == self._cells:
            return
        before, self._cells = self._cells, cells
        self.setAccessibleDescription(", ".join(map(_phase_words, cells)))
        if [each.width for each in before] != [each.width for each in cells]:
            self.update()
            return
        for old, new, area in zip(before, cells, self._areas(), strict=True):
            # Each second, one phase alone goes on.
            if old != new:
                self.update(area)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(600), self._theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for cell, area in zip(self._cells, self._areas(), strict=True):
            if event.rect().intersects(area):
                self._paint_cell(painter, cell, area)

    def _areas(self) -> list[QRect]:
        if not self._cells:
            return []
        gap = self._theme.px(_GAP)
        free = self.width() - gap * (len(self._cells) - 1)
        whole = sum(cell.width for cell in self._cells)
        shares = [max(cell.width / whole, _NARROWEST) for cell in self._cells]
        widths = self._for_titles([share * free / sum(shares) for share in shares])
        areas: list[QRect] = []
        left = 0.0
        for width in widths:
            areas.append(QRect(round(left), 0, round(left + width) - round(left), self.height()))
            left += width + gap
        return areas

    def _for_titles(self, widths: list[float]) -> list[float]:
        """As wide as each title asks for, at the cost of those that have room left, as far as they have."""
        metrics, px = QFontMetrics(self._theme.font(SMALL, bold=True)), self._theme.px
        around = px(_LEFT) + px(_RIGHT) + 2
        least = [metrics.horizontalAdvance(f"{each.number} {each.title}") + around for each in self._cells]
        both = list(zip(widths, least, strict=True))
        missing = sum(max(need - width, 0) for width, need in both)
        spare = sum(max(width - need, 0) for width, need in both)
        if not missing or missing > spare:
            return widths
        return [need if need > width else width - (width - need) * missing / spare for width, need in both]

    def _paint_cell(self, painter: QPainter, cell: PhaseCell, area: QRect) -> None:
        colors = self._theme.palette
        radius = self._theme.px(RADIUS)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), radius, radius)
        now = cell.state is CellState.NOW
        painter.fillPath(shape, QColor(colors.surface if now else colors.sunken))
        painter.save()
        painter.setClipPath(shape)
        self._paint_used(painter, cell, area)
        painter.restore()
        if now:
            edge = colors.quiet if cell.uninterrupted else colors.accent
            edge = colors.warning if cell.closing else edge
            painter.setPen(QPen(QColor(colors.overrun if cell.overrun else edge), self._theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shape)
        self._paint_words(painter, cell, area)

    def _paint_used(self, painter: QPainter, cell: PhaseCell, area: QRect) -> None:
        colors = self._theme.palette
        soft = colors.quiet_soft if cell.uninterrupted else colors.accent_soft
        left, width, height = area.left(), area.width(), area.height()
        used = QRectF(left, area.top(), width * min(cell.filled, cell.limit), height)
        painter.fillRect(used, QColor(soft))
        if cell.overrun and cell.state is not CellState.FUTURE:
            over = QRectF(left + width * cell.limit, area.top(), width * (cell.filled - cell.limit), height)
            painter.fillRect(over, QBrush(QColor(colors.overrun), Qt.BrushStyle.BDiagPattern))
        if cell.state is CellState.NOW:
            edge = colors.quiet if cell.uninterrupted else colors.accent
            # Along the foot: a line through the whole height would strike the words out.
            thick = self._theme.px(5)
            foot = QRectF(left, area.top() + height - thick, width * cell.filled, thick)
            painter.fillRect(foot, QColor(edge))

    def _paint_words(self, painter: QPainter, cell: PhaseCell, area: QRect) -> None:
        px, colors = self._theme.px, self._theme.palette
        inside = area.adjusted(px(_LEFT), px(4), -px(_RIGHT), -px(4))
        now = cell.state is CellState.NOW
        title = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        time = QRect(inside.left(), title.bottom() + 1, inside.width(), inside.height() // 2)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        bold = self._theme.font(SMALL, bold=True)
        painter.setFont(bold)
        painter.setPen(QColor(colors.text if now else colors.muted))
        words = f"{cell.number} {cell.title}"
        elided = QFontMetrics(bold).elidedText(words, Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, flags, elided)
        plain = self._theme.font(SMALL, bold=cell.overrun)
        painter.setFont(plain)
        if cell.overrun or cell.closing:
            painter.setPen(QColor(colors.overrun if cell.overrun else colors.warning))
        painter.drawText(time, flags, _shortened(cell.time, QFontMetrics(plain), time.width()))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


def _shortened(time: str, metrics: QFontMetrics, width: int) -> str:
    """« 8:52 » of « 8:52 / 13:20 », « 14:48 » of « reste 14:48 », « ≤ 12:00 » of « au plus 12:00 » where the
    whole doesn't fit.
    """
    shorter = f"≤\u202f{time.removeprefix(AT_MOST)}" if time.startswith(AT_MOST) else time
    for words in (time, time.partition(" / ")[0], shorter, time.removeprefix("reste ")):
        if metrics.horizontalAdvance(words) <= width:
            return words
    return metrics.elidedText(time, Qt.TextElideMode.ElideRight, width)


class Density(IntEnum):
    """From the roomiest: all words; words on one line each; a smaller number; the times alone."""

    FULL = 0
    SHORT = 1
    SMALL = 2
    LEAST = 3


_ROOM_FOR_KEYS = 470
"""Width from which on the quiet strip also shows the key of an interruption."""

_ROOM_FOR_WORDS = 440
"""Width from which on the quiet strip also says whom."""

_LARGEST = {Density.FULL: 76, Density.SHORT: 76, Density.SMALL: 52, Density.LEAST: 38}
"""Pixels: at large text the clock, readable from afar already, leaves room for the remarks."""


class ClockPanel(QWidget):
    """Time of the current phase and of the oral, in words and figures of ``ClockView``. ``interruption``: to
    note one, where that is done; ``who``: plays, and listens.
    """

    def __init__(
        self, theme: Theme, interruption: Action | None, who: tuple[str, str] = ("Candidat", "Commission")
    ) -> None:
        super().__init__()
        self._theme = theme
        self._density = Density.FULL
        self._wide = 0
        self._quiet = frame("quiet")
        self._quiet.hide()
        self._who = who
        whom = {"Candidat": "le candidat", "Étudiant": "l’étudiant"}[who[0]]
        self._quiet_long = f"Ne pas interrompre {whom}"
        self._quiet_text = label(self._quiet_long, "strong")
        self.interruption = KeyButton("") if interruption is None else KeyButton.of(interruption, "on-quiet")
        self.interruption.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if interruption is None:
            self.interruption.hide()
        row(theme, (self._quiet_text, 1), self.interruption, margins=(16, 5), within=self._quiet)
        self._caption = ElidedLabel(role="muted small")
        self._left = FiguresLabel("clock")
        self._elapsed_name = label("écoulé", "muted small")
        self._elapsed = FiguresLabel("strong")
        self._total_name = label("total restant", "muted small")
        self._total = FiguresLabel("strong")
        self._allowed = label(role="muted")
        self._words = (label(wrap=True), label(wrap=True))
        self._short_words = (ElidedLabel(), ElidedLabel())
        for each in self._words:
            each.setTextFormat(Qt.TextFormat.RichText)
        self._body = frame("surface")
        self._build()
        theme.changed.connect(self._space)
        self._space()

    def show_clock(self, view: ClockView, *, recording: bool = False) -> None:
        """``recording``: an interruption is being written down above, in the place of the quiet strip."""
        self._quiet.setVisible(view.uninterrupted and not recording)
        _set(self._caption, _caption(view))
        _set(self._left, view.left)
        set_role(self._left, _clock_role(view))
        self._left.setAccessibleName(f"{view.caption} {view.left}")
        _set(self._elapsed, view.elapsed)
        _set(self._total, view.total_left)
        closing = "strong warning" if view.total_closing else "strong"
        set_role(self._total, "strong overrun" if view.total_overrun else closing)
        _set(self._allowed, f"/ {view.total_allowed}")
        said = zip(self._who, (view.candidate, view.commission), strict=True)
        for (head, text), whole, short in zip(said, self._words, self._short_words, strict=True):
            _set(whole, _rich(head, text))
            _set(short, f"{head}\u202f: {text}")

    def fit(self, width: int, free: int) -> None:
        """Take no more than ``width`` and, in height, ``free``, as far as possible. Pixels."""
        self._wide = width
        self.interruption.show_keys(width >= self._theme.px(_ROOM_FOR_KEYS))
        roomy = width >= self._theme.px(_ROOM_FOR_WORDS)
        _set(self._quiet_text, self._quiet_long if roomy else "Ne pas interrompre")
        fitting = (each for each in Density if self._height(each) <= free and self._width(each) <= width)
        density = next(fitting, Density.LEAST)
        if density is not self._density:
            self._density = density
            self._space()
        self._allowed.setVisible(self._width(self._density) <= width)

    def least_height(self) -> int:
        return self._height(Density.LEAST)

    def _height(self, density: Density) -> int:
        px, spacing = self._theme.px, self._inner.spacing()
        figures = self._elapsed_name.sizeHint().height() + self._elapsed.sizeHint().height() + px(12)
        height = max(self._metrics(density).height(), figures) + self._caption.sizeHint().height()
        height += 2 * px(_margin(density)) + 2 * spacing
        if not self._quiet.isHidden():
            height += self._quiet.sizeHint().height()
        width = self._wide - 2 * px(16)
        if density is Density.FULL:
            height += sum(each.heightForWidth(width) + spacing for each in self._words)
        elif density is not Density.LEAST:
            height += sum(each.sizeHint().height() + spacing for each in self._short_words)
        return height

    def _width(self, density: Density) -> int:
        """Of the line of figures, the time allowed included."""
        px = self._theme.px
        clock = self._metrics(density).horizontalAdvance(self._left.text())
        elapsed = max(each.sizeHint().width() for each in (self._elapsed_name, self._elapsed))
        total = self._total.sizeHint().width() + px(8) + self._allowed.sizeHint().width()
        total = max(self._total_name.sizeHint().width(), total)
        column = 0 if density is Density.LEAST else px(64)
        return clock + max(column, elapsed) + total + px(3 * 16 + 8)

    def _metrics(self, density: Density) -> QFontMetrics:
        font = self._theme.font(CLOCK, bold=True)
        font.setPixelSize(self._clock_pixels(density))
        return QFontMetrics(font)

    def _clock_pixels(self, density: Density) -> int:
        return min(self._theme.px(CLOCK), _LARGEST[density])

    def _build(self) -> None:
        figures = self._figures = QGridLayout()
        figures.addWidget(self._elapsed_name, 0, 0)
        figures.addWidget(self._total_name, 0, 1, 1, 2)
        figures.addWidget(self._elapsed, 1, 0, Qt.AlignmentFlag.AlignLeft)
        figures.addWidget(self._total, 1, 1, Qt.AlignmentFlag.AlignLeft)
        figures.addWidget(self._allowed, 1, 2)
        figures.setColumnStretch(3, 1)
        line = row(self._theme, self._left, (figures, 1), gap=16)
        line.setAlignment(figures, Qt.AlignmentFlag.AlignBottom)
        words = chain.from_iterable(zip(self._words, self._short_words, strict=True))
        self._inner = column(self._theme, self._caption, line, *words, within=self._body)
        column(self._theme, self._quiet, self._body, gap=0, within=self)

    def _space(self) -> None:
        px, density = self._theme.px, self._density
        least = density is Density.LEAST
        spaced(self._theme, self._inner, gap=2, margins=(16, _margin(density)))
        spaced(self._theme, self._figures, gap=(8, 2), margins=(0, 0, 0, 0 if least else 10))
        self._figures.setColumnMinimumWidth(0, 0 if least else px(64))
        self._left.setStyleSheet(f"font-size: {self._clock_pixels(density)}px;")
        for each in self._words:
            each.setVisible(density is Density.FULL)
        for each in self._short_words:
            each.setVisible(density in {Density.SHORT, Density.SMALL})


def _phase_words(cell: PhaseCell) -> str:
    """As a screen reader says it."""
    states = {CellState.PAST: "terminée", CellState.NOW: "en cours", CellState.FUTURE: "à venir"}
    over = "dépassement" if cell.overrun and cell.state is not CellState.FUTURE else ""
    return " ".join(filter(None, (f"{cell.number}. {cell.title}", cell.time, states[cell.state], over)))


def _margin(density: Density) -> int:
    return 3 if density is Density.LEAST else 8


def _caption(view: ClockView) -> str:
    words = view.caption
    if view.overrun or view.closing:
        words = f"{words.rsplit(' — ', 1)[0]} — {'dépassement' if view.overrun else 'dernière minute'}"
    return f"{words} · suspendu" if view.stage is Stage.PAUSED else words


def _clock_role(view: ClockView) -> str:
    if view.overrun:
        return "clock overrun"
    if view.closing:
        return "clock warning"
    return "clock muted" if view.stage is Stage.PAUSED else "clock"


def _rich(head: str, text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<b>{head}\u202f:</b> {safe}"


def _set(shown: QLabel, text: str) -> None:
    """Set a text only where it differs: an unchanged label isn't painted again."""
    if shown.text() != text:
        shown.setText(text)


class PreparationStrip(QWidget):
    """Name and time left of the candidate who prepares; hidden when nobody does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name = ElidedLabel(role="muted small")
        self._left = ElidedLabel(role="strong")
        self._widest = 0
        self._lines: tuple[PreparationLine, ...] = ()
        column(theme, self._name, self._left, gap=2, margins=(12, 0, 0, 0), within=self)
        theme.changed.connect(self._widen)
        self._widen()
        self.hide()

    def show_lines(self, lines: tuple[PreparationLine, ...]) -> None:
        """The first that ends is shown; the others are counted."""
        self._lines = lines
        self.setVisible(bool(lines))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = self._lines
        if not lines:
            return
        first = lines[0]
        more = f" (+{len(lines) - 1})" if len(lines) > 1 else ""
        self._name.setText(f"En préparation · {first.name}{more}")
        words = first.words if first.left.startswith("+") else f"{first.left} restent"
        whole = f"{words} / {first.allowed}"
        set_role(self._left, "strong overrun" if first.overrun else "strong")
        free = self.width() - self._theme.space(12)
        fits = self._left.fontMetrics().horizontalAdvance(whole) <= free
        self._left.setText(whole if fits else f"{first.left} / {first.allowed}")
        hold(self._left, QSize(free, self._left.fontMetrics().height()))
        self._left.setToolTip(plain_tip(whole))

    def set_widest(self, width: int) -> None:
        """How wide it may be."""
        self._widest = width
        self._widen()

    def _widen(self) -> None:
        px = self._theme.px
        self.setFixedWidth(min(px(200), self._widest) if self._widest else px(200))
