"""The day as one list: its rows, where their parts stand, how they are painted and used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from btstc_jury.application.views.day import DayRow
from btstc_jury.application.views.found import excerpt_words
from btstc_jury.domain.standing import Tone
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, HEADING, RADIUS_LARGE, SMALL
from btstc_jury.ui.widgets.lists import ROW, Index, RowDelegate, RowsModel, TallList
from btstc_jury.ui.widgets.painting import (
    is_selected,
    lines_height,
    paint_selected,
    write,
    write_lines,
    write_pieces,
)
from btstc_jury.ui.widgets.symbols import draw_symbol, tone_color


class DayModel(RowsModel[DayRow]):
    """``dated``: the rows are of several days; ``forms``, ``remarks``: of all of them."""

    def __init__(self) -> None:
        super().__init__(self._spoken, lambda row: row.oral, shape=_shape, tip=_tip)
        self.dated = False
        self.forms: tuple[str, ...] = ()
        self.remarks: tuple[str, ...] = ()

    def show_rows(self, rows: tuple[DayRow, ...], *, dated: bool) -> None:
        if dated != self.dated:
            self.show(())
        self.dated = dated
        self.forms = tuple(sorted({row.form for row in rows}))
        self.remarks = tuple(sorted({row.remark for row in rows}))
        self.show(rows)

    def update(self, rows: Iterable[DayRow]) -> None:
        """Replace rows of orals already in the list."""
        fresh = {row.oral: row for row in rows}
        self.show(tuple(fresh.get(row.oral, row) for row in self.rows))

    def damaged(self, oral: int) -> bool:
        """Whether nothing of this oral of the list can be read."""
        row = self.row(self.place(oral))
        return row is not None and row.damaged

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        # Typing goes to a name: it stands alone.
        return row.name if row and role == Qt.ItemDataRole.DisplayRole else super().data(index, role)

    def _spoken(self, row: DayRow) -> str:
        parts = (row.day if self.dated else "", row.time, row.name, f"n° {row.number}", row.form, row.remark)
        upcoming = "prochaine interrogation" if row.next else ""
        told = (*parts, row.state, upcoming, excerpt_words(row.found), row.action)
        return ", ".join(part for part in told if part)


def _shape(row: DayRow) -> tuple[int, bool, str, str, bool]:
    return row.oral, row.next, row.form, row.remark, row.found is not None


def _kind(model: DayModel) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
    """What the columns are measured for."""
    return model.dated, model.forms, model.remarks


def _tip(row: DayRow) -> str:
    return "\n".join(filter(None, (f"{row.name} · n°\u202f{row.number}", row.form, excerpt_words(row.found))))


_HOUR = "00\u202fh\u202f00"
_LONGEST_STATE = "Préparation terminée "
_LONGEST_ACTION = "Reprendre "
_SHORTEST_NAME = "MMMMMMMMMMMM"


@dataclass(frozen=True, slots=True)
class Cells:
    """Rectangles of one row; ``form`` holds the remark as well, and the number where there are two lines;
    ``found``: below all others, empty where nothing was sought in texts.
    """

    time: QRect
    name: QRect
    form: QRect
    state: QRect
    button: QRect
    found: QRect


class DayLayout:
    """Measured once for a theme, a width and the rows' kind. ``two_lines``: too narrow for columns."""

    def __init__(self, theme: Theme, width: int, model: DayModel) -> None:
        self.width = width
        self.kind = dated, forms, remarks = _kind(model)
        self.time_font = theme.font(BODY, bold=True)
        self.name_font = theme.font(BODY, bold=True)
        self.next_font = theme.font(HEADING, bold=True)
        self.text_font = theme.font(BODY)
        self.small_font = theme.font(SMALL)
        self.marked_font = theme.font(SMALL, bold=True)
        self.marked_font.setUnderline(True)
        self.state_font = theme.font(BODY, bold=True)
        self.margin, self.gap, self.padding = theme.px(22), theme.px(12), theme.px(11)
        bold, text, small = (
            QFontMetrics(font) for font in (self.state_font, self.text_font, self.small_font)
        )
        self.line, self._small_line = bold.height(), small.height()
        self.symbol = round(bold.ascent() * 0.95)
        self.hint = text.height()
        self._time = bold.horizontalAdvance(f"00/00 {_HOUR}" if dated else _HOUR) + self.gap
        self._state = self.symbol + theme.px(6) + bold.horizontalAdvance(_LONGEST_STATE)
        widest = max((text.horizontalAdvance(f"{form} ") for form in forms), default=0)
        self._form = min(widest, theme.px(200))
        self._button_height = text.height() + theme.px(13)
        self._button = text.horizontalAdvance(_LONGEST_ACTION) + self.hint + 3 * self.padding
        fixed = 2 * self.margin + self._time + self._form + self._state + self._button + 3 * self.gap
        spare = width - fixed - bold.horizontalAdvance(_SHORTEST_NAME)
        self.two_lines = spare < 0
        # A remark may be longer than its form: what the shortest name leaves is for it.
        longest = max((small.horizontalAdvance(f"{each} ") for each in remarks), default=0)
        more = min(max(longest - self._form, 0), max(spare, 0))
        self._form, fixed = self._form + more, fixed + more
        self._name = width - (2 * self.margin + self._time if self.two_lines else fixed)
        self._hinted = small.horizontalAdvance(f"{_LONGEST_ACTION}\u21b5")
        self._padding_line = theme.px(4)
        self._padding_row = theme.px(14)
        self._height = max(theme.px(46), self.line + self._small_line + theme.px(10))
        self._larger = theme.px(12)

    def height(self, row: DayRow) -> int:
        found = self._found_height(row)
        if self.two_lines:
            return sum(self._lines(row)) + self._padding_row + found
        name = self.name_height(row)
        wrapped = name > QFontMetrics(self.next_font if row.next else self.name_font).height()
        wanted = name + self._small_line + (self._padding_row if wrapped else self._padding_line)
        return max(self._height, wanted) + (self._larger if row.next else 0) + found

    def _found_height(self, row: DayRow) -> int:
        return 0 if row.found is None else self._small_line + self._padding_line

    def name_height(self, row: DayRow) -> int:
        """Of the name, on as many lines as it takes."""
        font = self.next_font if row.next else self.name_font
        metrics = QFontMetrics(font)
        if metrics.horizontalAdvance(row.name) <= self._name:
            return metrics.height()
        return lines_height(row.name, font, self._name)

    def cells(self, box: QRect, row: DayRow) -> Cells:
        below = self._found_height(row)
        upper = box.adjusted(0, 0, 0, -below)
        left, right = box.left() + self.margin + self._time, box.right() + 1 - self.margin
        # The row has as much room above its first line as below it: the words come close to theirs.
        found = QRect(left, upper.bottom() + 1 - self._padding_line, right - left, below)
        return self._narrow(upper, row, found) if self.two_lines else self._wide(upper, found)

    def _wide(self, box: QRect, found: QRect) -> Cells:
        right = box.right() + 1 - self.margin
        button = QRect(right - self._button, 0, self._button, self._button_height)
        button.moveTop(box.center().y() - self._button_height // 2)
        state = QRect(button.left() - self.gap - self._state, box.top(), self._state, box.height())
        form = QRect(state.left() - self.gap - self._form, box.top(), self._form, box.height())
        time = QRect(box.left() + self.margin, box.top(), self._time, box.height())
        name = QRect(time.right() + 1, box.top(), 0, box.height())
        name.setRight(form.left() - self.gap)
        return Cells(time, name, form, state, button, found)

    def _narrow(self, box: QRect, row: DayRow, found: QRect) -> Cells:
        """The name has the first line for itself; the next oral has a third line, with its button."""
        left, right = box.left() + self.margin, box.right() + 1 - self.margin
        inner = left + self._time
        free = right - inner
        heights = self._lines(row)
        pad = (box.height() - sum(heights)) // 2
        tops = [box.top() + pad + sum(heights[:line]) for line in range(len(heights))]
        time = QRect(left, tops[0], self._time, heights[0])
        name = QRect(inner, tops[0], free, heights[0])
        state = QRect(inner, tops[-1], min(self._state, free), heights[-1])
        button = QRect(0, tops[-1], self._button if row.next else self._hinted, heights[-1])
        button.moveRight(right - 1)
        if row.next:
            return Cells(time, name, QRect(inner, tops[1], free, heights[1]), state, button, found)
        form = QRect(state.right() + self.gap, tops[-1], 0, heights[-1])
        form.setRight(right)
        return Cells(time, name, form, state, button, found)

    def _lines(self, row: DayRow) -> tuple[int, ...]:
        name = self.name_height(row)
        if row.next:
            return name, self._small_line + self._padding_line, self._button_height
        return name + self._padding_line, self.line


_ENTER = "\u21b5"


class DayDelegate(RowDelegate):
    """Every row is opened by its button, or by Enter once it is selected; the next oral is larger, and its
    button is the page's primary one.
    """

    def __init__(self, theme: Theme, view: QListView, model: DayModel) -> None:
        super().__init__(theme, view)
        self._model = model
        self._layout: DayLayout | None = None

    def measure(self) -> None:
        """Forget the measures: the theme changed."""
        self._layout = None

    def layout(self) -> DayLayout:
        width, known = self._width(), self._layout
        if known is None or (known.width, known.kind) != (width, _kind(self._model)):
            known = self._layout = DayLayout(self._theme, width, self._model)
        return known

    def button_at(self, index: Index) -> QRect:
        """Where the button of a row is in the viewport."""
        row: DayRow = index.data(ROW)
        return self.layout().cells(self._view.visualRect(index), row).button

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        layout = self.layout()
        return QSize(layout.width, layout.height(self._model.rows[index.row()]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: DayRow = index.data(ROW)
        selected = is_selected(option)
        layout = self.layout()
        cells = layout.cells(option.rect, row)
        painter.save()
        self._paint_ground(painter, option, selected=selected)
        if not row.next and layout.two_lines:
            cells.form.setRight(cells.button.left() - layout.gap)
        self._paint_texts(painter, layout, cells, row)
        self._paint_state(painter, layout, cells.state, row)
        self._paint_found(painter, layout, cells.found, row)
        if not row.next and layout.two_lines:
            # What Enter does, where a button has no room; a click on the words does it too.
            hint = f"{row.action} {_ENTER}" if selected else row.action
            write(painter, cells.button, hint, layout.small_font, self._theme.palette.accent)
        else:
            self._paint_button(painter, layout, cells.button, row, selected=selected)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, selected: bool) -> None:
        palette, box = self._theme.palette, option.rect
        if selected:
            paint_selected(self._theme, painter, box, bar=3)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(palette.sunken))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(palette.line))
        if selected and self._view.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))

    def _paint_texts(self, painter: QPainter, layout: DayLayout, cells: Cells, row: DayRow) -> None:
        """The number stands beside the name, or below where the name wants all the width."""
        ink, muted, small = self._theme.palette.text, self._theme.palette.muted, layout.small_font
        time = f"{row.day[:5]} {row.time}" if self._model.dated else row.time
        write(painter, cells.time, time, layout.time_font, ink)
        number = f"n°\u202f{row.number}"
        font = layout.next_font if row.next else layout.name_font
        if layout.two_lines:
            write_lines(painter, cells.name, row.name, font, ink)
            text = " · ".join(part for part in (row.form, row.remark, number) if part)
            write(painter, cells.form, text, small, muted)
            return
        taken = QFontMetrics(font).horizontalAdvance(f"{row.name} ")
        if taken + QFontMetrics(small).horizontalAdvance(number) > cells.name.width():
            name, below = layout.name_height(row), QFontMetrics(small).height()
            box = cells.name.adjusted(0, (cells.name.height() - name - below) // 2, 0, 0)
            write_lines(painter, box, row.name, font, ink)
            write(painter, QRect(box.left(), box.top() + name, box.width(), below), number, small, muted)
        else:
            write(painter, cells.name, row.name, font, ink)
            painter.setFont(small)
            painter.setPen(QColor(muted))
            metrics = QFontMetrics(font)
            baseline = cells.name.center().y() - metrics.height() // 2 + metrics.ascent()
            painter.drawText(cells.name.left() + taken, baseline, number)
        _write_both(painter, cells.form, (row.form, layout.text_font, ink), (row.remark, small, muted))

    def _paint_found(self, painter: QPainter, layout: DayLayout, box: QRect, row: DayRow) -> None:
        """Where the words stand, those sought in bold and underlined: no colour tells them alone."""
        if row.found is not None:
            fonts = layout.small_font, layout.marked_font
            pieces = ((f"{row.found.where}\u202f: ", False), *row.found.pieces)
            write_pieces(painter, box, pieces, fonts, self._theme.palette.text)

    def _paint_state(self, painter: QPainter, layout: DayLayout, box: QRect, row: DayRow) -> None:
        color = tone_color(self._theme.palette, row.tone)
        side = layout.symbol
        sign = QRectF(box.left(), box.center().y() - side / 2, side, side)
        draw_symbol(painter, row.symbol, sign, color)
        words = box.adjusted(side + self._theme.px(6), 0, 0, 0)
        font = layout.text_font if row.tone is Tone.QUIET else layout.state_font
        cut = Qt.TextElideMode.ElideMiddle if row.ticking else Qt.TextElideMode.ElideRight
        write(painter, words, row.state, font, color, cut)

    def _paint_button(
        self, painter: QPainter, layout: DayLayout, box: QRect, row: DayRow, *, selected: bool
    ) -> None:
        palette, radius = self._theme.palette, self._theme.px(RADIUS_LARGE)
        ground = QColor(palette.accent if row.next else palette.surface)
        ink = QColor(palette.on_accent if row.next else palette.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(palette.accent if row.next else palette.border))
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
        painter.setPen(ink if row.next else QColor(palette.border))
        painter.drawRoundedRect(key, self._theme.px(3), self._theme.px(3))
        painter.setFont(layout.small_font)
        painter.setPen(ink)
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, _ENTER)
        write(painter, words, row.action, layout.text_font, ink)


Words = tuple[str, QFont, str]


def _write_both(painter: QPainter, box: QRect, first: Words, second: Words) -> None:
    """Two lines in the middle of ``box``; one where the second has no words."""
    if not second[0]:
        write(painter, box, *first)
        return
    above, below = QFontMetrics(first[1]).height(), QFontMetrics(second[1]).height()
    top = box.center().y() - (above + below) // 2
    write(painter, QRect(box.left(), top, box.width(), above), *first)
    write(painter, QRect(box.left(), top + above, box.width(), below), *second)


class DayList(TallList):
    """Only what is in sight is painted, however many orals the day has."""

    opened = Signal(int)

    def __init__(self, theme: Theme, model: DayModel) -> None:
        super().__init__(theme)
        self._delegate = DayDelegate(theme, self, model)
        self._pressed = QPersistentModelIndex()
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Interrogations")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)

    @property
    def current(self) -> int | None:
        """The oral selected."""
        index = self.currentIndex()
        return index.data(ROW).oral if index.isValid() else None

    def button_at(self, index: QModelIndex) -> tuple[int, int]:
        """The middle of a row's button, in the viewport."""
        middle = self._delegate.button_at(index).center()
        return middle.x(), middle.y()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            self.opened.emit(current)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = QPersistentModelIndex(self._button_under(event))
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index, pressed = self._button_under(event), self._pressed
        self._pressed = QPersistentModelIndex()
        if index.isValid() and index == pressed and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(index.data(ROW).oral)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The button has had its click already; elsewhere in the row a double click opens."""
        index = self.indexAt(event.position().toPoint())
        on_button = self._button_under(event).isValid()
        if index.isValid() and not on_button and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(index.data(ROW).oral)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = self._button_under(event).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def measure(self) -> None:
        self._delegate.measure()
        super().measure()

    def _button_under(self, event: QMouseEvent) -> QModelIndex:
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid() and self._delegate.button_at(index).contains(point):
            return index
        return QModelIndex()
