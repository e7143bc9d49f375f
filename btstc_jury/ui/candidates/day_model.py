"""The rows of the day's list as Qt's views want them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from btstc_jury.application.views.day import DayRow

ROW = Qt.ItemDataRole.UserRole
"""The role under which a row's ``DayRow`` is found."""

Index = QModelIndex | QPersistentModelIndex


class DayModel(QAbstractListModel):
    """``dated``: the rows are of several days; ``forms``: the names of forms among them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DayRow] = []
        self.dated = False
        self.forms: tuple[str, ...] = ()
        self._places: dict[int, int] = {}

    def set_rows(self, rows: Iterable[DayRow], *, dated: bool) -> None:
        """Rows that changed are repainted; where orals came or went the list is told anew."""
        fresh = list(rows)
        if dated == self.dated and _shape(fresh) == _shape(self.rows):
            self.update(row for row, old in zip(fresh, self.rows, strict=True) if row != old)
            return
        self.beginResetModel()
        self.rows = fresh
        self.dated = dated
        self.forms = tuple(sorted({row.form for row in fresh}))
        self._places = {row.oral: place for place, row in enumerate(fresh)}
        self.endResetModel()

    def update(self, rows: Iterable[DayRow]) -> None:
        """Replace rows of orals already in the list."""
        for row in tuple(rows):
            place = self._places[row.oral]
            self.rows[place] = row
            index = self.index(place)
            self.dataChanged.emit(index, index)

    def place(self, oral: int) -> QModelIndex:
        """Where an oral stands; not valid when it isn't in the list."""
        place = self._places.get(oral)
        return QModelIndex() if place is None else self.index(place)

    def damaged(self, oral: int) -> bool:
        """Whether nothing of this oral of the list can be read."""
        place = self._places.get(oral)
        return place is not None and self.rows[place].damaged

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.name} · n°\u202f{row.number}\n{row.form}"
        return None

    def _spoken(self, row: DayRow) -> str:
        parts = (row.day if self.dated else "", row.time, row.name, f"n° {row.number}", row.form, row.note)
        upcoming = "prochain oral" if row.next else ""
        return ", ".join(part for part in (*parts, row.state, upcoming, row.action) if part)


def _shape(rows: list[DayRow]) -> list[tuple[int, bool, str]]:
    """What the heights and columns of a list depend on."""
    return [(row.oral, row.next, row.form) for row in rows]
