"""Names offered while one is typed, found as the search finds them: whatever their case and accents."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from btstc_jury.application.finding import fold

_FOLDED = Qt.ItemDataRole.UserRole


class NameOffer(QCompleter):
    """« chat » and « noe » offer « CHÂTELAIN Noé »."""

    def __init__(self, names: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        model = QStandardItemModel(self)
        for name in names:
            item = QStandardItem(name)
            item.setData(fold(name), _FOLDED)
            model.appendRow(item)
        self.setModel(model)
        self.setCompletionRole(_FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The name itself goes into the field."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))
