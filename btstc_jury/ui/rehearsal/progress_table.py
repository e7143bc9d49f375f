"""Tables of progress: each cell has its words for the ear, and a small picture that needs no colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from btstc_jury.application.views import formats
from btstc_jury.application.views.rehearsal.progress import (
    ClassView,
    CriterionRow,
    ProgressView,
    Standing,
)
from btstc_jury.application.views.rehearsal.review import Column, HandledCount
from btstc_jury.ui.rehearsal.timeline_painting import paint_handling
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.basics import plain_tip
from btstc_jury.ui.widgets.lists import ROW
from btstc_jury.ui.widgets.painting import is_selected, lines_height, paint_selected, write_lines

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Bar:
    """``part``: from 0 to 1 of the whole, more where it ``over`` ran."""

    part: float
    over: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """``filled`` of so many steps; ``way``: 1 higher than the attempt before, -1 lower; ``own``: the
    student's own level.
    """

    filled: int
    steps: int
    way: int = 0
    own: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Objections by how they were handled."""

    counts: tuple[HandledCount, ...]


Drawn = Bar | Ladder | Tally | None


@dataclass(frozen=True, slots=True)
class Cell:
    """``spoken``: as it is heard with the names of its row and column."""

    words: str
    spoken: str
    drawn: Drawn = None
    heading: bool = False


Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A table. ``columns``: their titles, the first that of the names."""

    columns: tuple[str, ...]
    rows: Rows


def progress_table(view: ProgressView) -> Told:
    """Each attempt a column; measures first, then criteria under their competences."""
    titles = tuple(
        "\n".join(filter(None, (each.title, " · ".join(filter(None, (each.day, each.played))), each.case)))
        for each in view.columns
    )
    names = tuple(each.title for each in view.columns)

    def line(name: str, cells: Iterator[tuple[str, Drawn]]) -> tuple[Cell, ...]:
        made = tuple(
            Cell(words, f"{name}, {title}{formats.COLON} {words}", drawn)
            for title, (words, drawn) in zip(names, cells, strict=True)
        )
        return (Cell(name, name), *made)

    columns = view.columns
    rows = [
        line("Temps", ((each.time, Bar(each.used, each.over)) for each in columns)),
        line(
            "Parole de l’étudiant",
            ((each.speech or "—", None if each.student is None else Bar(each.student)) for each in columns),
        ),
        line("Plus long monologue", ((each.longest or "—", None) for each in columns)),
        line(
            "Objections traitées",
            ((each.handled or "—", Tally(each.objections) if each.handled else None) for each in columns),
        ),
        line("Coupe l’acheteur", ((str(each.cuts), None) for each in columns)),
    ]
    steps = sum(1 for each in view.scale if each.letters != "NE")
    for group in view.groups:
        name = " ".join(filter(None, (group.codes, group.label)))
        rows.append((Cell(name, name, heading=True), *(Cell("", name, heading=True) for _ in names)))
        rows += [line(f"{each.number} {each.text}", _levels(each, steps)) for each in group.rows]
    return Told(("", *titles), tuple(rows))


def _levels(row: CriterionRow, steps: int) -> Iterator[tuple[str, Drawn]]:
    before: float | None = None
    for level, own, rank in zip(row.levels, row.own, row.ranks, strict=True):
        way = 0 if rank is None or before is None else (rank > before) - (rank < before)
        filled = 0 if rank is None else round(rank * (steps - 1)) + 1
        said = level or "—"
        if way:
            said = f"{said} (plus {'haut' if way > 0 else 'bas'})"
        drawn = Ladder(filled, steps, way, own) if filled else None
        yield (f"{said} (soi-même {own})" if own else said), drawn
        before = rank if rank is not None else before


def class_table(view: ClassView) -> Told:
    """Each level a column; how many stand there."""
    titles = (*(f"{each.letters}\n{each.label}" for each in view.scale), "sans niveau")
    whole = view.students - view.waiting
    rows: list[tuple[Cell, ...]] = []
    for group in view.groups:
        name = " ".join(filter(None, (group.codes, group.label)))
        every = whole * len(group.rows)
        rows.append(_standing(name, group.standings, view.scale, every, heading=True))
        rows += [
            _standing(f"{each.number} {each.text}", each.standings, view.scale, whole) for each in group.rows
        ]
    return Told(("", *titles), tuple(rows))


def _standing(
    name: str, standings: Sequence[Standing], scale: Sequence[Column], whole: int, *, heading: bool = False
) -> tuple[Cell, ...]:
    labels = {each.letters: f"{each.letters}, {each.label}" for each in scale}
    # Of several criteria, levels are counted, not students.
    shown, of = (f"/{whole}", "niveaux sur") if heading else ("", "sur")
    cells = [
        Cell(
            f"{each.count}{shown}" if each.count else "",
            f"{name}, {labels.get(each.letters, 'sans niveau')}{formats.COLON} {each.count} {of} {whole}",
            Bar(each.count / whole) if each.count and whole else None,
            heading,
        )
        for each in standings
    ]
    return (Cell(name, name, heading=heading), *cells)


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.told = Told((), ())

    def show(self, told: Told) -> None:
        self.beginResetModel()
        self.told = told
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.told.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.told.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.told.rows[index.row()][index.column()]
        match role:
            case _ if role == ROW:
                return cell
            case Qt.ItemDataRole.DisplayRole:
                return cell.words
            case Qt.ItemDataRole.AccessibleTextRole:
                return cell.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(cell.spoken)
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self.told.columns[section]


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        cell: Cell = index.data(ROW)
        font = self._theme.font(BODY, bold=cell.heading)
        width = self._table.columnWidth(index.column())
        if index.column():
            return QSize(width, QFontMetrics(font).height() + self._theme.px(12))
        inside = max(width - self._theme.px(16), 20)
        return QSize(width, lines_height(cell.words, font, inside) + self._theme.px(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell: Cell = index.data(ROW)
        theme, colors, box, px = self._theme, self._theme.palette, option.rect, self._theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell.heading:
            painter.fillRect(box, QColor(colors.sunken))
        if is_selected(option):
            paint_selected(theme, painter, box)
            if self._table.hasFocus():
                painter.setPen(QPen(QColor(colors.text), 2))
                painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(colors.line))
        font = theme.font(BODY, bold=cell.heading or bool(index.column()))
        inside = box.adjusted(px(8), 0, -px(8), 0)
        if not index.column():
            write_lines(painter, inside, cell.words, font, colors.text, _MIDDLE)
        else:
            self._paint_cell(painter, inside, cell)
        painter.restore()

    def _paint_cell(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        px = self._theme.px
        match cell.drawn:
            case Bar(part, over):
                self._write(painter, box, cell.words)
                room = box.adjusted(self._beside(cell.words), 0, 0, 0)
                if room.width() >= px(24):
                    self._paint_bar(painter, room, part, over=over)
            case Ladder() as ladder:
                self._write(painter, box, cell.words.split(" ")[0])
                self._paint_ladder(painter, box.adjusted(px(34), 0, 0, 0), ladder)
            case Tally(counts):
                self._write(painter, box, cell.words)
                self._paint_tally(painter, box.adjusted(self._beside(cell.words), 0, 0, 0), counts)
            case None:
                self._write(painter, box, cell.words)

    def _beside(self, words: str) -> int:
        """Where a picture begins: alike in short cells and in those with times, so that they compare."""
        metrics, px = QFontMetrics(self._theme.font(BODY, bold=True)), self._theme.px
        least = "00" if len(words) <= len("00") else "100\u202f%" if len(words) <= len("100 %") else ""
        return max(metrics.horizontalAdvance(words), metrics.horizontalAdvance(least)) + px(10)

    def _write(self, painter: QPainter, box: QRect, words: str) -> None:
        painter.setFont(self._theme.font(BODY, bold=True))
        painter.setPen(QColor(self._theme.palette.text))
        painter.drawText(box, int(_MIDDLE), words)

    def _paint_bar(self, painter: QPainter, box: QRect, part: float, *, over: bool) -> None:
        """Hatched where it is too much."""
        colors, high = self._theme.palette, self._theme.px(10)
        room = QRectF(box.left(), box.center().y() - high / 2, max(box.width(), 1), high)
        painter.setPen(QPen(QColor(colors.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room)
        filled = QRectF(room.left(), room.top(), room.width() * min(part, 1), room.height())
        painter.fillRect(filled, QColor(colors.accent))
        if over:
            painter.fillRect(filled, QColor(colors.surface))
            painter.setBrush(QBrush(QColor(colors.overrun), Qt.BrushStyle.FDiagPattern))
            painter.setPen(QPen(QColor(colors.overrun), 1.5))
            painter.drawRect(filled)

    def _paint_ladder(self, painter: QPainter, box: QRect, ladder: Ladder) -> None:
        """As many boxes as there are levels, filled up to this one."""
        colors, px = self._theme.palette, self._theme.px
        side, x, middle = px(11), float(box.left()), box.center().y()
        painter.setPen(QPen(QColor(colors.border), 1))
        for place in range(ladder.steps):
            square = QRectF(x, middle - side / 2, side, side)
            painter.setBrush(QColor(colors.accent if place < ladder.filled else colors.surface))
            painter.drawRect(square)
            x += side + px(3)
        if ladder.way:
            reach, up = px(5), -1 if ladder.way > 0 else 1
            at = QPointF(x + px(8), middle)
            painter.setBrush(QColor(colors.text))
            corners = ((0, up), (0.9, -up * 0.8), (-0.9, -up * 0.8))
            painter.drawPolygon(QPolygonF([at + QPointF(a * reach, b * reach) for a, b in corners]))
        if ladder.own:
            painter.setFont(self._theme.font(SMALL))
            painter.setPen(QColor(colors.muted))
            rest = QRectF(x + px(20), box.top(), max(box.right() - x - px(20), 0), box.height())
            painter.drawText(rest, int(_MIDDLE), f"soi {ladder.own}")

    def _paint_tally(self, painter: QPainter, box: QRect, counts: tuple[HandledCount, ...]) -> None:
        px, x = self._theme.px, float(box.left())
        for each in counts:
            for _ in range(each.count):
                if x + px(14) > box.right():
                    return
                at = QPointF(x + px(7), box.center().y())
                paint_handling(painter, self._theme.palette, at, px(6), each.handling)
                x += px(16)


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ProgressTable(QTableView):
    """``chosen(column)``: Enter, or a double click, in a column of what is compared, from 0."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setSectionsClickable(False)
        self.doubleClicked.connect(lambda index: self._choose(index.column()))
        theme.changed.connect(self.measure)

    def show_told(self, told: Told) -> None:
        """Where one stood stays current."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self._model.show(told)
        self.measure()
        if told.rows:
            place = self._model.index(
                min(max(row, 0), len(told.rows) - 1), min(max(column, 1), len(told.columns) - 1)
            )
            self.setCurrentIndex(place)

    def measure(self) -> None:
        """The names have what the columns leave."""
        columns = self._model.columnCount() - 1
        if columns < 0:
            return
        px, whole = self._theme.px, self.viewport().width()
        names = max(min(round(whole * 0.42), px(460)), px(180))
        each = max((whole - names) // max(columns, 1), px(102))
        each = min(each, px(320))
        least = [max(self._heading(column + 1), px(80)) for column in range(columns)]
        wide = [max(each, heading) for heading in least]
        over = sum(wide) + px(180) - whole
        for column, heading in enumerate(least):
            # Room for a long heading comes from the columns of short ones.
            given = max(min(over, wide[column] - heading), 0)
            wide[column] -= given
            over -= given
        self.setColumnWidth(0, max(whole - sum(wide), px(180)))
        for column, width in enumerate(wide, start=1):
            self.setColumnWidth(column, width)
        self.resizeRowsToContents()

    def _heading(self, column: int) -> int:
        """What its words ask for, the title of a case cut short."""
        metrics = self.horizontalHeader().fontMetrics()
        lines = str(self._model.told.columns[column]).split("\n")
        return min(max(map(metrics.horizontalAdvance, lines)) + self._theme.px(18), self._theme.px(150))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self._choose(self.currentIndex().column())
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _choose(self, column: int) -> None:
        if column > 0:
            self.chosen.emit(column - 1)
