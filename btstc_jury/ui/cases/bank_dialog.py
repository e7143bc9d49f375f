"""The bank of typical objections and changes: to draw from, and to look after."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar, assert_never

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from btstc_jury.application.case_bank import (
    BankChange,
    BankEntry,
    BankObjection,
    BankStore,
    UnusableBank,
)
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.application.views.case_words import cut
from btstc_jury.application.views.formats import count
from btstc_jury.domain.case import Change, Objection, ObjectionKind, Parameter
from btstc_jury.ui.cases.bank_entry import EntryDialog
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, plain_tip, set_role, tell
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import Choice, Field, LineField, ask_files, ask_where, documents
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, flow, row, sized
from btstc_jury.ui.widgets.lists import KeyedRows

_WIDTH, _TALL = 980, (150, 300)
_KEY = Qt.ItemDataRole.UserRole
_TOML = "Banque (*.toml)"
_Result = TypeVar("_Result")


class BankDialog(FormDialog):
    """``picked``: a tuple of ``Objection`` or of ``Change``, to be added to a case. ``kind``: shown at
    first; ``picks``: whether a case is there to take them; then it shows that kind alone.
    """

    picked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        bank: BankStore,
        kind: type[Objection | Change],
        trade: str,
        parent: QWidget,
        *,
        picks: bool,
    ) -> None:
        super().__init__(theme, "Banque d’objections et de modifications", _WIDTH, parent)
        self._bank = bank
        self._picks = picks
        self._ticked: set[str] = set()
        self._out: list[BankEntry] = []
        self._shown: dict[str, BankEntry] = {}
        self._make_filters(kind, trade)
        self._make_list()
        self.add_button("Fermer", self.accept)
        self._give = self.add_button("&Ajouter au cas", self.submit, primary=True)
        self._give.setVisible(picks)
        if not picks:
            self._give.setDefault(False)
        self._connect()
        self._refill()
        self.search.line.setFocus()

    def submit(self) -> None:
        values = tuple(each.value for each in self._bank.bank().entries if each.key in self._ticked)
        if not values:
            self.show_problem("Cochez d’abord une entrée\u202f: Espace dans la liste.")
            self.list.setFocus()
            return
        self.picked.emit(values)
        self.accept()

    def take_file(self, path: Path) -> None:
        """Entries that somebody gave."""
        self._do(
            lambda: self._bank.take(path),
            lambda added: (
                f"{count(added, 'entrée ajoutée', 'entrées ajoutées')} de «\u202f{path.name}\u202f»."
                if added
                else f"Rien de nouveau dans «\u202f{path.name}\u202f»."
            ),
        )

    def export_to(self, chosen: str) -> None:
        self._do(lambda: self._bank.export(Path(chosen)), lambda _none: f"Exporté\u202f: {chosen}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the search goes to what was found."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.search.line.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _make_filters(self, kind: type[Objection | Change], trade: str) -> None:
        theme = self.theme
        self.sort = Choice(theme)
        self.sort.addItem("Objections", Objection)
        self.sort.addItem("Modifications", Change)
        self.sort.setCurrentIndex(self.sort.findData(kind))
        self._sort = Field(theme, "&Montrer", self.sort)
        self._sort.setVisible(not self._picks)
        self.search = LineField(theme, "&Rechercher", hint="Des mots de l’entrée.")
        self.trade = Choice(theme)
        self.trade.addItem("Tous les secteurs", "")
        trades = self._bank.bank().trades
        for each in trades:
            self.trade.addItem(each, each)
        self.trade.setCurrentIndex(max(self.trade.findData(trade), 0))
        self._of_trade = Field(theme, "&Secteur", self.trade)
        self.kind = Choice(theme)
        self._of_kind = Field(theme, "&Nature", self.kind)
        self._fill_kinds()

    def _make_list(self) -> None:
        self.list = _Ticked() if self._picks else KeyedRows()
        self.list.setAccessibleName("Entrées de la banque")
        self.list.setWordWrap(self._picks)
        set_role(self.list, "boxed")
        sized(self.theme, self.list, height=_TALL)
        self._whole = label("", wrap=True)
        self._done = label("", "small strong", wrap=True)
        self._done.hide()
        self._make_acts()
        filters = row(
            self.theme,
            (self._sort, 1),
            (self.search, 2),
            (self._of_trade, 2),
            (self._of_kind, 2),
            gap=12,
            at=AT_TOP,
        )
        self.body.addLayout(filters)
        self._count = label("", "small muted")
        for each in (self._count, self.list, self._whole):
            self.body.addWidget(each)
        self.body.addLayout(self._acts)
        self.body.addWidget(self._done)

    def _fill_kinds(self) -> None:
        with QSignalBlocker(self.kind):
            self.kind.clear()
            self.kind.addItem("Toutes", None)
            if self.sort.currentData() is Objection:
                for kind in ObjectionKind:
                    self.kind.addItem(kind.label, kind)
            else:
                for parameter in Parameter:
                    self.kind.addItem(parameter.label, parameter)

    def _make_acts(self) -> None:
        self.add = PushButton("Nou&velle entrée…")
        self.edit = PushButton("M&odifier…")
        self.leave_out = PushButton("É&carter")
        self.leave_out.setToolTip(plain_tip("Suppr dans la liste"))
        self.back = PushButton("Re&mettre")
        self.export = PushButton("E&xporter…")
        self.import_ = PushButton("Im&porter…")
        buttons = (self.add, self.edit, self.leave_out, self.back, self.import_, self.export)
        self._acts = flow(self.theme, *buttons)

    def _connect(self) -> None:
        self.sort.currentIndexChanged.connect(self._on_sort)
        self.search.line.textChanged.connect(self._refill)
        for choice in (self.trade, self.kind):
            choice.currentIndexChanged.connect(self._refill)
        self.list.currentRowChanged.connect(self._show_current)
        self.list.itemChanged.connect(self._on_ticked)
        if isinstance(self.list, KeyedRows):
            self.list.removed.connect(self._leave_out)
            self.list.itemActivated.connect(lambda _item: self._edit())
        self.add.clicked.connect(self._add)
        self.edit.clicked.connect(self._edit)
        self.leave_out.clicked.connect(self._leave_out)
        self.back.clicked.connect(self._bring_back)
        self.export.clicked.connect(self._ask_export)
        self.import_.clicked.connect(self._ask_import)

    def _on_sort(self) -> None:
        self._fill_kinds()
        self._refill()

    def _refill(self) -> None:
        """What the filters leave, the same entry chosen where it is among them."""
        kept = self._current_key()
        bank, trade, text = self._bank.bank(), str(self.trade.currentData() or ""), self.search.text()
        kind = self.kind.currentData()
        found: Collection[BankEntry] = (
            bank.objections_for(trade, () if kind is None else (ObjectionKind(kind),), text)
            if self.sort.currentData() is Objection
            else bank.changes_for(trade, () if kind is None else (Parameter(kind),), text)
        )
        self._shown = {each.key: each for each in found}
        with QSignalBlocker(self.list):
            self.list.clear()
            for each in found:
                self.list.addItem(self._item(each))
            keys = [*self._shown]
            self.list.setCurrentRow(keys.index(kept) if kept in keys else 0 if keys else -1)
        self._count.setText(_found_words(len(found), len(self._ticked) if self._picks else None))
        self.show_problem(self._bank.fault())
        self._show_current()

    def _item(self, entry: BankEntry) -> QListWidgetItem:
        item = QListWidgetItem(_words(entry))
        item.setData(_KEY, entry.key)
        if self._picks:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = entry.key in self._ticked
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return item

    def _on_ticked(self, item: QListWidgetItem) -> None:
        key = str(item.data(_KEY))
        if item.checkState() is Qt.CheckState.Checked:
            self._ticked.add(key)
        else:
            self._ticked.discard(key)
        self.show_problem("")
        self._count.setText(_found_words(len(self._shown), len(self._ticked)))

    def _current_key(self) -> str:
        row = self.list.currentRow()
        return "" if row < 0 else str(self.list.item(row).data(_KEY))

    def _show_current(self) -> None:
        entry = self._shown.get(self._current_key())
        tell(self._whole, "" if entry is None else _whole(entry))
        for button in (self.edit, self.leave_out):
            button.setEnabled(entry is not None)
        own = entry is not None and entry.own
        self.leave_out.setText("&Retirer de la banque" if own else "É&carter")
        self.back.setVisible(bool(self._out or self._bank.bank().left_out))

    def _add(self) -> None:
        kind = Objection if self.sort.currentData() is Objection else Change
        trade = str(self.trade.currentData() or "")
        EntryDialog(self.theme, kind, self._bank.new_key(), None, trade, self._put, self).ask()

    def _edit(self) -> None:
        entry = self._shown.get(self._current_key())
        if entry is not None:
            kind = type(entry.value)
            EntryDialog(self.theme, kind, entry.key, entry, entry.trade, self._put, self).ask()

    def _put(self, entry: BankEntry) -> str:
        """Why it isn't kept, or ""."""
        try:
            self._bank.put(entry)
        except UnusableBank as problem:
            return str(problem)
        except FileProblem as problem:
            return messages.problem(problem).sentence
        self._refill()
        keys = [*self._shown]
        if entry.key in keys:
            self.list.setCurrentRow(keys.index(entry.key))
        return ""

    def _leave_out(self) -> None:
        entry = self._shown.get(self._current_key())
        if entry is None:
            return

        def done(_none: object) -> str:
            self._out.append(entry)
            return f"Écartée\u202f: {cut(_words(entry))} «\u202fRemettre\u202f» la reprend."

        self._do(lambda: self._bank.remove(entry.key), done)

    def _bring_back(self) -> None:
        """The last one that was left out here, else all that ever were."""
        if self._out:
            entry = self._out.pop()
            self._do(
                lambda: self._bank.put(entry) if entry.own else self._bank.bring_back(entry.key),
                lambda _none: f"Remise\u202f: {cut(_words(entry))}",
            )
            return
        keys = sorted(self._bank.bank().left_out)

        def all_of_them() -> None:
            for each in keys:
                self._bank.bring_back(each)

        words = count(len(keys), "entrée remise", "entrées remises")
        self._do(all_of_them, lambda _none: f"{words} dans la banque.")

    def _do(self, act: Callable[[], _Result], done: Callable[[_Result], str]) -> None:
        try:
            result = act()
        except UnusableBank as problem:
            self.show_problem(str(problem))
            return
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return
        words = done(result)
        self._refill()
        tell(self._done, words)

    def _ask_export(self) -> None:
        proposed = documents() / "banque-objections.toml"
        ask_where(self, "Exporter la banque", _TOML, proposed, self.export_to, shelf=Shelf.CASES)

    def _ask_import(self) -> None:
        ask_files(self, "Importer une banque", _TOML, lambda chosen: self.take_file(chosen[0]), Shelf.CASES)


class _Ticked(QListWidget):
    """Space ticks; Enter is the dialog's."""


def _words(entry: BankEntry) -> str:
    mine = " · à vous" if entry.own else ""
    match entry:
        case BankObjection(value=value):
            tactical = "tactique" if value.tactical else "sincère"
            return f"«\u202f{cut(value.words, 120)}\u202f» · {value.kind.short} · {tactical}{mine}"
        case BankChange(value=value):
            before, after = cut(value.before, 60), cut(value.after, 60)
            return f"{value.parameter.bare}\u202f: {before} → {after}{mine}"


def _whole(entry: BankEntry) -> str:
    parts: tuple[str, ...]
    match entry:
        case BankObjection(trade=trade, value=value):
            answer = f"Bonne réponse\u202f: {value.answer}" if value.answer else ""
            parts = (f"«\u202f{value.words}\u202f»", answer, trade)
        case BankChange(trade=trade, value=value):
            why = f"Pourquoi\u202f: {value.why}" if value.why else ""
            parts = (f"Avant\u202f: {value.before}", f"Après\u202f: {value.after}", why, trade)
        case _:
            assert_never(entry)
    return "\n".join(filter(None, parts))


def _found_words(found: int, ticked: int | None) -> str:
    told = count(found, "entrée")
    return told if ticked is None else f"{told} · {count(ticked, 'cochée', 'cochées')} (Espace)"
