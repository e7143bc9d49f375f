"""The rows of the criteria list: headings of competences and criteria."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from btstc_jury.application.views.criteria import CriteriaView, CriterionGroup, CriterionLine, LevelBox

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class CriteriaRole(IntEnum):
    """``ROW``: the ``CriterionLine`` or, for a heading, the ``CriterionGroup``."""

    ROW = Qt.ItemDataRole.UserRole + 1


class CriteriaModel(QAbstractListModel):
    """Headings can't be selected."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[CriterionGroup | CriterionLine] = []
        self.boxes: tuple[LevelBox, ...] = ()
        self.opinions = 0
        """How many opinions stand beside each criterion."""

    def show(self, view: CriteriaView) -> None:
        """Keep the rows in place where only levels or counts changed."""
        rows: list[CriterionGroup | CriterionLine] = []
        for group in view.groups:
            rows.append(group)
            rows.extend(group.lines)
        same_shape = [_identity(r) for r in rows] == [_identity(r) for r in self._rows]
        opinions = max((len(r.opinions) for r in rows if isinstance(r, CriterionLine)), default=0)
        if same_shape and view.boxes == self.boxes and opinions == self.opinions:
            before, self._rows = self._rows, rows
            for position, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old != new and isinstance(new, CriterionLine):
                    self.dataChanged.emit(self.index(position), self.index(position))
            return
        self.beginResetModel()
        self._rows, self.boxes, self.opinions = rows, view.boxes, opinions
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == CriteriaRole.ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], CriterionGroup):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def position_of(self, criterion: int) -> int | None:
        """Row of a criterion number."""
        for position, row in enumerate(self._rows):
            if isinstance(row, CriterionLine) and row.number == criterion:
                return position
        return None

    def numbers(self) -> frozenset[int]:
        return frozenset(row.number for row in self._rows if isinstance(row, CriterionLine))

    def line_at(self, position: int) -> CriterionLine | None:
        row = self._rows[position] if 0 <= position < len(self._rows) else None
        return row if isinstance(row, CriterionLine) else None

    def nearest(self, position: int) -> int | None:
        """Number of the criterion at a row or after it, or else of the last one."""
        numbers = [row.number for row in self._rows[position:] if isinstance(row, CriterionLine)]
        if numbers:
            return numbers[0]
        last = self.line_at(len(self._rows) - 1)
        return last.number if last else None

    def first_unrated(self, after: int | None) -> int | None:
        """Number of the next criterion not yet rated, round the end of the list."""
        lines = [row for row in self._rows if isinstance(row, CriterionLine)]
        start = next((i for i, line in enumerate(lines) if line.number == after), -1) + 1
        for line in (*lines[start:], *lines[:start]):
            if line.level is None:
                return line.number
        return None

    def _words(self, row: CriterionGroup | CriterionLine) -> str:
        if isinstance(row, CriterionGroup):
            return f"{row.codes} {row.label}"
        labels = {box.letters: box.label for box in self.boxes}
        level = labels.get(row.level or "", "pas encore noté")
        opinions = f" — {row.spread.words}" if row.spread else ""
        return f"{row.number}. {row.text} — {level}{opinions}"


def _identity(row: CriterionGroup | CriterionLine) -> tuple[int, str]:
    return (row.number, row.text) if isinstance(row, CriterionLine) else (0, row.codes)
