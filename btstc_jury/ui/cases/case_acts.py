"""What is done with the cases of the library: written, varied, brought in, given, taken away, taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.case_forms import CaseForms
from btstc_jury.application.case_variation import Harder
from btstc_jury.application.cases import (
    SUFFIX,
    CaseFile,
    CaseLine,
    Incoming,
    Standing,
    Taking,
    UnusableCase,
)
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.application.views.formats import count
from btstc_jury.domain.case import Objection
from btstc_jury.domain.form import Form
from btstc_jury.domain.session import ExamSession
from btstc_jury.domain.wording import unaccented
from btstc_jury.ui.cases.bank_dialog import BankDialog
from btstc_jury.ui.cases.case_editor import CaseEditor, safe_name
from btstc_jury.ui.cases.harder_dialog import HarderDialog
from btstc_jury.ui.cases.new_case import NewCaseDialog, TakeDialog
from btstc_jury.ui.cases.sheet_section import KINDS
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import ask_files, ask_where, documents

CASES = "Cas (*.btscas)"
_Result = TypeVar("_Result")


class CaseActs(QObject):
    """``line``: the case that is chosen; ``session``: for the sheets that are printed. ``changed(key)``: the
    folder was, the case of that key is to be chosen, "" for the one that is; ``told(words, file)``: what was
    done, with the case that comes back if that is taken back, ``None`` where it can't be; ``warned``: why
    nothing was.
    """

    changed = Signal(str)
    told = Signal(str, object)
    warned = Signal(str)

    def __init__(
        self,
        theme: Theme,
        ports: Ports,
        session: Callable[[], ExamSession],
        line: Callable[[], CaseLine | None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._theme, self._ports, self._session, self._line, self._page = theme, ports, session, line, page
        self.cases = ports.rehearsals.cases()
        self._forms = CaseForms(ports.files.workshop())
        self.editors: dict[str, CaseEditor] = {}

    def open(self, key: str) -> None:
        """In its editor, which comes to the front where it is open already."""
        shown = self.editors.get(key)
        if shown is not None:
            shown.raise_()
            shown.activateWindow()
            return
        file = self._try(lambda: self.cases.open(key))
        if file is not None:
            self._edit(file)

    def lets_go(self) -> bool:
        """Whether nothing typed in an editor would go with the window."""
        free = [each.lets_go() for each in self.editors.values()]
        return all(free)

    def flush(self) -> bool:
        """Whether all that is typed in editors is durable."""
        kept = [each.draft.keep() for each in self.editors.values()]
        return all(kept)

    def _edit(self, file: CaseFile) -> None:
        key = file.case.key
        form = self._forms.of(file.case)
        session, parent = self._session(), self._page
        # It goes with the page: what is typed in it is kept before that goes.
        editor = CaseEditor(self._theme, self._ports, self.cases, file, form, session, parent)
        self.editors[key] = editor
        editor.kept.connect(partial(self.changed.emit, ""))
        editor.finished.connect(lambda _result: self._on_left(key))
        editor.show()
        editor.raise_()
        editor.activateWindow()

    def _on_left(self, key: str) -> None:
        self.editors.pop(key, None)
        self.changed.emit(key)
        self._page.window().activateWindow()
        self._page.setFocus()

    def ask_new(self) -> None:
        NewCaseDialog(self._theme, self._forms.sheets(), self._make_new, self._page.window()).ask()

    def _make_new(self, form: Form, title: str, trade: str) -> str:
        file = self.cases.new(form, title, trade)
        said = self._keep(file)
        if not said:
            self.changed.emit(file.case.key)
            self._edit(file)
        return said

    def _keep(self, file: CaseFile) -> str:
        """Why it couldn't be, or ""."""
        try:
            self.cases.keep(file)
        except UnusableCase as problem:
            return str(problem)
        except FileProblem as problem:
            return messages.problem(problem).sentence
        return ""

    def duplicate(self) -> None:
        key = self._key
        if key and self._flushed(key):
            copy = self._try(lambda: self.cases.duplicate(key))
            if copy is not None:
                self.changed.emit(copy.case.key)
                self.told.emit(f"Copié\u202f: «\u202f{copy.case.title}\u202f».", None)

    def ask_harder(self) -> None:
        key = self._key
        if not key or not self._flushed(key):
            return
        file = self._try(lambda: self.cases.open(key))
        if file is None:
            return
        proposed = self.cases.propose_harder(file.case)

        def make(chosen: Sequence[Harder], title: str, carries: bool) -> str:
            try:
                variant = self.cases.vary(key, chosen, title, carries=carries)
            except UnusableCase as problem:
                return str(problem)
            except FileProblem as problem:
                return messages.problem(problem).sentence
            self.changed.emit(variant.case.key)
            self.told.emit(f"Variante créée\u202f: «\u202f{variant.case.title}\u202f».", None)
            return ""

        HarderDialog(self._theme, file.case, proposed, make, self._page.window()).ask()

    def delete(self) -> None:
        key = self._key
        if not key:
            return
        if key in self.editors:
            self.warned.emit("Ce cas est ouvert\u202f: fermez-le d’abord.")
            return
        file = self._try(lambda: self.cases.open(key))
        if file is None:
            # What can't be read couldn't be taken back either.
            return
        self._try(lambda: self.cases.delete(key))
        self.changed.emit("")
        self.told.emit(f"Supprimé\u202f: «\u202f{file.case.title}\u202f».", file)
        self._page.setFocus()

    def take_back(self, file: CaseFile) -> bool:
        """What was deleted or replaced; whether it is kept again."""
        said = self._keep(file)
        if said:
            self.warned.emit(said)
            return False
        self.changed.emit(file.case.key)
        self.told.emit(f"Repris\u202f: «\u202f{file.case.title}\u202f».", None)
        return True

    def take(self, paths: Sequence[Path]) -> None:
        """Cases from elsewhere; one that is there with another content is asked about."""
        for path in paths:
            self._look_at(path)

    def ask_import(self) -> None:
        ask_files(self._page, "Importer des cas", CASES, self.take, Shelf.CASES, several=True)

    def _look_at(self, path: Path) -> None:
        if unaccented(path.suffix) in KINDS:
            self.warned.emit(
                f"«\u202f{path.name}\u202f» est un texte, non un cas (.btscas). Pour en reprendre la fiche, "
                "ouvrez le cas ou commencez-en un, puis «\u202fLire un fichier\u202f»."
            )
            return
        incoming = self._try(lambda: self.cases.look_at(path))
        if incoming is None:
            return
        if incoming.standing is Standing.SAME:
            self.changed.emit(incoming.file.case.key)
            self.told.emit(f"«\u202f{incoming.file.case.title}\u202f» est déjà dans vos cas, tel quel.", None)
        elif incoming.standing is Standing.NEW:
            self._take_in(incoming, None)
        elif incoming.file.case.key in self.editors:
            self.warned.emit(
                f"«\u202f{incoming.own_title}\u202f» est ouvert\u202f: fermez-le, puis importez de nouveau."
            )
        else:
            asked = TakeDialog(self._theme, incoming, self._page.window())
            asked.answered.connect(lambda taking: self._take_in(incoming, taking))
            asked.ask()

    def _take_in(self, incoming: Incoming, taking: Taking | None) -> None:
        before: CaseFile | None = None
        if taking is Taking.REPLACE:
            try:
                before = self.cases.open(incoming.file.case.key)
            except UnusableCase:
                # What it replaces can't be read: there is nothing to come back to.
                before = None
        case = self._try(lambda: self.cases.take(incoming, taking))
        if case is not None:
            self.changed.emit(case.key)
            self.told.emit(f"Importé\u202f: «\u202f{case.title}\u202f».", before)

    def ask_export(self) -> None:
        line = self._line()
        if line is not None and self._flushed(line.key):
            proposed = documents() / f"{safe_name(line.title)}{SUFFIX}"
            key = line.key
            export = partial(self.export_to, key)
            ask_where(self._page, "Exporter le cas", CASES, proposed, export, shelf=Shelf.CASES)

    def export_to(self, key: str, chosen: str) -> None:
        """The dialog has asked already about a file that is there."""

        def write() -> bool:
            self.cases.export(key, Path(chosen))
            return True

        if self._try(write):
            self.told.emit(f"Exporté\u202f: {chosen}", None)

    def take_ready(self) -> None:
        taken = self._try(self.cases.take_ready)
        if taken:
            self.changed.emit(taken[0].key)
            self.told.emit(f"{count(len(taken), 'cas ajouté', 'cas ajoutés')}.", None)
            self._page.setFocus()

    def show_bank(self) -> None:
        line = self._line()
        trade = line.trade if line is not None else ""
        BankDialog(self._theme, self.cases.bank, Objection, trade, self._page.window(), picks=False).ask()

    def _flushed(self, key: str) -> bool:
        """What is typed in its editor is part of it."""
        editor = self.editors.get(key)
        if editor is None or editor.draft.keep():
            return True
        self.warned.emit(editor.draft.problem)
        return False

    def _try(self, act: Callable[[], _Result]) -> _Result | None:
        try:
            return act()
        except UnusableCase as problem:
            self.warned.emit(str(problem))
        except FileProblem as problem:
            self.warned.emit(messages.problem(problem).sentence)
        return None

    @property
    def _key(self) -> str:
        line = self._line()
        return "" if line is None else line.key
