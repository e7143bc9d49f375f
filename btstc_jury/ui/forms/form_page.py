"""One page of the form editor: fields of the form, and the rows of one of its lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QWidget

from btstc_jury.application.form_editing import FormDraft
from btstc_jury.application.views.form_editor import (
    PageSpec,
    bar_cells,
    hint_of,
    offered,
    origin_words,
    row_words,
)
from btstc_jury.application.views.form_pasting import Cells, cells_of, paste, too_much
from btstc_jury.ui.forms.pasting import PasteDialog
from btstc_jury.ui.forms.value_field import ValueField
from btstc_jury.ui.live.clock import PhaseBar
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, plain_tip, set_role
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.layouts import column, flow, table
from btstc_jury.ui.widgets.lists import KeyedRows

_COLUMNS, _ROOMY = 2, 1180
"""Beside each other on a screen of that width."""
_ROWS_TALL = (72, 148)
"""Of the list of rows, on a small screen and on another."""
_LISTS = {"phases": "Phases", "levels": "Niveaux", "marks": "Notes partielles"}


class FormPage(QWidget):
    """``changed``: the draft has, by this page; ``entered``: the path of the value in the field;
    ``refused``: why there is nothing to paste.
    """

    changed = Signal()
    entered = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme, spec: PageSpec, draft: FormDraft) -> None:
        super().__init__()
        self._theme = theme
        self.spec = spec
        self._draft = draft
        self._faults: Mapping[str, str] = {}
        self._doubts: Mapping[str, str] = {}
        self._columns = _COLUMNS if theme.px(_ROOMY) < self.screen().availableGeometry().width() else 1
        self.fields = tuple(ValueField(theme, each) for each in spec.fields)
        self.of_row = tuple(ValueField(theme, each) for each in spec.of_row)
        parts: list[QWidget | QLayout] = []
        if self.fields:
            parts.append(table(theme, self.fields, self._columns, (16, 8)))
        self.bar: PhaseBar | None = None
        if spec.rows == "phases":
            self.bar = PhaseBar(theme)
            parts.append(self.bar)
        self.list = KeyedRows()
        self.add = PushButton("A&jouter")
        if spec.rows:
            parts += self._make_rows(theme)
        column(theme, *parts, 1, gap=12, margins=(0, 0, 12, 0), within=self)
        for each in (*self.fields, *self.of_row):
            each.changed.connect(partial(self._take, each))
            each.editor.installEventFilter(self)
        self.show_draft()

    def show_draft(self, row: int = 1) -> None:
        """All of it anew, that row chosen."""
        for each in self.fields:
            each.show_value(self._draft.get(each.spec.path))
        self._show_list(row)
        self._show_row()

    def show_faults(self, faults: Mapping[str, str], doubts: Mapping[str, str] | None = None) -> None:
        """By the path of the field; ``doubts``: what is to be looked at, as before where not said."""
        self._faults = faults
        self._doubts = self._doubts if doubts is None else doubts
        for path, each in self._paths():
            self._show_origin(path, each)
            each.set_warning(self._doubts.get(path, ""))
            each.set_error(faults.get(path, ""))

    def go(self, row: int, path: str) -> QWidget:
        """Give the keys to the field of that value, or to the list; what has them then."""
        if row:
            self.list.setCurrentRow(row - 1)
        found = next((each for at, each in self._paths() if at == path), None)
        first = self.add if self.spec.rows else self.fields[0].editor
        gone = first if found is None else found.editor
        gone.setFocus(Qt.FocusReason.OtherFocusReason)
        return first if found is None else found

    def begin(self) -> None:
        """Give the keys to what comes first."""
        first = self.fields[0].editor if self.fields else self.list if self.list.count() else self.add
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            path = next((path for path, each in self._paths() if each.editor is watched), "")
            self.entered.emit(path)
        return False

    def paste(self) -> None:
        """Rows copied in a spreadsheet; what its columns are for is asked."""
        cells = cells_of(QGuiApplication.clipboard().text())
        problem = too_much(cells)
        if problem:
            self.refused.emit(problem)
            return
        asked = PasteDialog(self._theme, self.spec, self._draft, cells, self)
        asked.taken.connect(self._on_pasted)
        asked.ask()

    @property
    def row(self) -> int:
        """The row that is chosen, from 1; 0 for none."""
        return self.list.currentRow() + 1

    def _make_rows(self, theme: Theme) -> Iterator[QWidget | QLayout]:
        self.list.setAccessibleName(f"{self.spec.title}, liste")
        set_role(self.list, "boxed")
        self.list.setFixedHeight(theme.px(_ROWS_TALL[self._columns == _COLUMNS]))
        self._remove = PushButton("&Retirer")
        self._up = PushButton("&Monter")
        self._down = PushButton("&Descendre")
        self.add.clicked.connect(self._on_add)
        for button, keys in ((self._remove, "Suppr"), (self._up, "Ctrl+Haut"), (self._down, "Ctrl+Bas")):
            button.setToolTip(plain_tip(f"{keys} dans la liste"))
        self._remove.clicked.connect(self._on_remove)
        self._up.clicked.connect(partial(self._on_move, -1))
        self._down.clicked.connect(partial(self._on_move, 1))
        self.list.currentRowChanged.connect(self._show_row)
        if self.fields:
            yield label(_LISTS[self.spec.rows], "strong")
        yield self.list
        pasted = PushButton("&Coller des lignes…")
        pasted.setToolTip(plain_tip("Celles que vous avez copiées dans un tableur (Ctrl+V dans la liste)"))
        pasted.clicked.connect(self.paste)
        self.list.pasted.connect(self.paste)
        self.list.removed.connect(self._on_remove)
        self.list.moved.connect(self._on_move)
        yield flow(theme, self.add, self._remove, self._up, self._down, pasted)
        self._beside = QWidget()
        column(theme, table(theme, self.of_row, self._columns, (16, 8)), within=self._beside)
        yield self._beside

    def _paths(self) -> Iterator[tuple[str, ValueField]]:
        for each in self.fields:
            yield each.spec.path, each
        if self.row:
            for each in self.of_row:
                yield f"{self.spec.rows}.{self.row}.{each.spec.path}", each

    def _show_origin(self, path: str, field: ValueField) -> None:
        said = self._draft.get(path) is not None
        field.asks = hint_of(self._draft, field.spec)
        field.show_origin(origin_words(self._draft, path) if said else "")

    def _take(self, changed: ValueField) -> None:
        path = next((path for path, each in self._paths() if each is changed), "")
        if not path:
            return
        self._draft.put(path, changed.value())
        self._show_origin(path, changed)
        if changed in self.of_row:
            item = self.list.item(self.row - 1)
            item.setText(row_words(self.spec, self._draft.rows(self.spec.rows)[self.row - 1], self.row))
        self._tell()

    def _tell(self) -> None:
        if self.bar is not None:
            self.bar.show_cells(bar_cells(self._draft))
        self.changed.emit()

    def _show_list(self, row: int) -> None:
        if not self.spec.rows:
            return
        rows = self._draft.rows(self.spec.rows)
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([row_words(self.spec, each, number) for number, each in enumerate(rows, 1)])
            self.list.setCurrentRow(min(max(row, 1), len(rows)) - 1)
        self.list.setVisible(bool(rows))
        if self.bar is not None:
            self.bar.show_cells(bar_cells(self._draft))

    def _show_row(self) -> None:
        if self.spec.rows:
            self._beside.setVisible(bool(self.row))
            count = self.list.count()
            self._remove.setEnabled(bool(self.row))
            self._up.setEnabled(self.row > 1)
            self._down.setEnabled(0 < self.row < count)
        for path, each in self._paths():
            if each in self.of_row:
                each.offer(offered(self._draft, each.spec))
                each.show_value(self._draft.get(path))
        self.show_faults(self._faults)

    def _on_add(self) -> None:
        self.show_draft(self._draft.add(self.spec.rows, self.spec.new))
        self._tell()
        self.of_row[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pasted(self, cells: Cells, taken: Sequence[str]) -> None:
        self.show_draft(paste(self.spec, self._draft, cells, taken))
        self._tell()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self) -> None:
        row = self.row
        if not row:
            return
        self._draft.remove(self.spec.rows, row)
        self.show_draft(row)
        self._tell()

    def _on_move(self, by: int) -> None:
        if not self.row:
            return
        self.show_draft(self._draft.move(self.spec.rows, self.row, by))
        self._tell()
