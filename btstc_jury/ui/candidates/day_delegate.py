"""Paints the rows of the day's list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from btstc_jury.application.views.day import DayRow
from btstc_jury.domain.standing import Tone
from btstc_jury.ui.candidates.day_layout import Cells, DayLayout
from btstc_jury.ui.candidates.day_model import ROW, DayModel
from btstc_jury.ui.candidates.symbols import draw_symbol, tone_color
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS_LARGE

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ENTER = "\u21b5"


class DayDelegate(QStyledItemDelegate):
    """The next oral is larger and bears the page's primary button; the selected one bears a plain one."""

    def __init__(self, theme: Theme, view: QListView, model: DayModel) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._model = model
        self._layout: DayLayout | None = None
        theme.changed.connect(self.measure)

    def measure(self) -> None:
        """Forget the measures: theme, width or kind of list changed."""
        self._layout = None

    def layout(self) -> DayLayout:
        width, known = self._view.viewport().width(), self._layout
        if known is None or (known.width, known.dated, known.forms) != (
            width,
            self._model.dated,
            self._model.forms,
        ):
            known = DayLayout(self._theme, width, self._model.forms, dated=self._model.dated)
            self._layout = known
        return known

    def button_at(self, index: Index) -> QRect:
        """Where the button of a row is in the viewport; empty when the row has none."""
        row: DayRow = index.data(ROW)
        if not row.next and not self._view.selectionModel().isSelected(index):
            return QRect()
        return self.layout().cells(self._view.visualRect(index), row).button

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        layout = self.layout()
        return QSize(layout.width, layout.height(self._model.rows[index.row()]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: DayRow = index.data(ROW)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        layout = self.layout()
        cells = layout.cells(option.rect, row)
        painter.save()
        self._paint_ground(painter, option, selected=selected)
        if selected and not row.next and layout.two_lines:
            cells.form.setRight(cells.button.left() - layout.gap)
        self._paint_texts(painter, layout, cells, row)
        self._paint_state(painter, layout, cells.state, row)
        if selected and not row.next and layout.two_lines:
            self._paint_hint(painter, layout, cells.button, row)
        elif row.next or selected:
            self._paint_button(painter, layout, cells.button, row, selected=selected)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, selected: bool) -> None:
        palette, box = self._theme.palette, option.rect
        if selected:
            painter.fillRect(box, QColor(palette.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(palette.sunken))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(palette.line))
        if selected:
            painter.fillRect(box.left(), box.top(), self._theme.px(3), box.height(), QColor(palette.accent))
        if selected and self._view.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))

    def _paint_texts(self, painter: QPainter, layout: DayLayout, cells: Cells, row: DayRow) -> None:
        palette = self._theme.palette
        time = f"{row.day[:5]} {row.time}" if layout.dated else row.time
        _write(painter, layout.time_font, QColor(palette.text), time, cells.time)
        self._paint_name(painter, layout, cells.name, row)
        if layout.two_lines:
            parts = (row.form, row.note, f"n°\u202f{row.number}")
            text = " · ".join(part for part in parts if part)
            _write(painter, layout.small_font, QColor(palette.muted), text, cells.form)
            return
        form = (layout.text_font, QColor(palette.text), row.form)
        note = (layout.small_font, QColor(palette.muted), row.note)
        _write_both(painter, cells.form, form, note)

    def _paint_name(self, painter: QPainter, layout: DayLayout, box: QRect, row: DayRow) -> None:
        """The number stands beside the name, or below where the name wants all the width."""
        palette = self._theme.palette
        font = layout.next_font if row.next else layout.name_font
        metrics = QFontMetrics(font)
        name = (font, QColor(palette.text), row.name)
        if layout.two_lines:
            _write(painter, *name, box)
            return
        number = (layout.small_font, QColor(palette.muted), f"n°\u202f{row.number}")
        taken = metrics.horizontalAdvance(f"{row.name} ")
        if taken + QFontMetrics(layout.small_font).horizontalAdvance(number[2]) > box.width():
            _write_both(painter, box, name, number)
            return
        _write(painter, *name, box)
        painter.setFont(layout.small_font)
        painter.setPen(QColor(palette.muted))
        baseline = box.center().y() - metrics.height() // 2 + metrics.ascent()
        painter.drawText(box.left() + taken, baseline, number[2])

    def _paint_state(self, painter: QPainter, layout: DayLayout, box: QRect, row: DayRow) -> None:
        color = tone_color(self._theme.palette, row.tone)
        side = layout.symbol
        sign = QRectF(box.left(), box.center().y() - side / 2, side, side)
        draw_symbol(painter, row.symbol, sign, color)
        words = box.adjusted(side + self._theme.px(6), 0, 0, 0)
        font = layout.text_font if row.tone is Tone.QUIET else layout.state_font
        elide = Qt.TextElideMode.ElideMiddle if row.ticking else Qt.TextElideMode.ElideRight
        _write(painter, font, color, row.state, words, elide)

    def _paint_hint(self, painter: QPainter, layout: DayLayout, box: QRect, row: DayRow) -> None:
        """What Enter does, where a button has no room; a click on the words does it too."""
        words = f"{row.action} {_ENTER}"
        _write(painter, layout.small_font, QColor(self._theme.palette.accent), words, box)

    def _paint_button(
        self, painter: QPainter, layout: DayLayout, box: QRect, row: DayRow, *, selected: bool
    ) -> None:
        palette, radius = self._theme.palette, self._theme.px(RADIUS_LARGE)
        ground = QColor(palette.accent if row.next else palette.surface)
        ink = QColor(palette.on_accent if row.next else palette.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.accent if row.next else palette.line), 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        words = box.adjusted(layout.padding, 0, -layout.padding, 0)
        if not selected:
            painter.setFont(layout.text_font)
            painter.setPen(ink)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, row.action)
            return
        key = QRectF(0, 0, layout.hint * 1.2, layout.hint)
        key.moveCenter(QRectF(box).center())
        key.moveRight(words.right())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink if row.next else QColor(palette.line), 1))
        painter.drawRoundedRect(key, self._theme.px(3), self._theme.px(3))
        painter.setFont(layout.small_font)
        painter.setPen(ink)
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, _ENTER)
        _write(painter, layout.text_font, ink, row.action, words)


Words = tuple[QFont, QColor, str]


def _write_both(painter: QPainter, box: QRect, first: Words, second: Words) -> None:
    """Two lines in the middle of ``box``; one where the second has no words."""
    if not second[2]:
        _write(painter, *first, box)
        return
    above, below = QFontMetrics(first[0]).height(), QFontMetrics(second[0]).height()
    top = box.center().y() - (above + below) // 2
    _write(painter, *first, QRect(box.left(), top, box.width(), above))
    _write(painter, *second, QRect(box.left(), top + above, box.width(), below))


def _write(
    painter: QPainter,
    font: QFont,
    color: QColor,
    text: str,
    box: QRect,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(box, _LEFT, QFontMetrics(font).elidedText(text, elide, box.width()))
