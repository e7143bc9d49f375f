"""What a form is begun from: another, nothing, a file, a spreadsheet, the draft that was left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.form_editing import Begun, FormWorkshop, KeptDraft, RemovedForm, blank
from btstc_jury.application.problems import FileProblem, UnusableForm
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.form_editor import draft_words
from btstc_jury.application.views.form_shape import shaped
from btstc_jury.domain.form import Form
from btstc_jury.ui.forms.sheet_preview import SheetPreview
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.fields import Choice, Field, LineField, ask_files, ask_where, documents
from btstc_jury.ui.widgets.form_dialog import FormDialog

_WIDTH = 640
_DRAFT, _BLANK, _FILE, _SHEET, _FAULTY = "/draft/", "/blank", "/file", "/sheet", "/faulty/"
"""No key has a slash; the place of a draft, or the name of a file, follows."""
_NAMED = 5
_WORKBOOKS = "Classeurs (*.xlsx *.xlsm *.xlsb *.xls *.ods)"


def _words(problem: Exception) -> str:
    return messages.problem(problem).sentence if isinstance(problem, FileProblem) else str(problem)


def _own_words(name: str, key: str) -> str:
    """Two of the centre's may have one name."""
    return f"{name} ({key}), forme du centre"


class RenameDialog(FormDialog):
    """``rename``: to that key; why it can't be, or ""."""

    def __init__(
        self, theme: Theme, key: str, rename: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, f"Renommer la forme «\u202f{key}\u202f»", _WIDTH, parent)
        self._rename = rename
        used = (
            "Les interrogations commencées gardent la forme avec laquelle elles ont commencé. Celles qui sont"
            f" prévues avec «\u202f{key}\u202f» la chercheront\u202f: renommez avant de les prévoir."
        )
        self.key = LineField(theme, "&Nouvelle clé", key, "Minuscules, chiffres et tirets", limit=40)
        self.body.addWidget(label(used, wrap=True))
        self.body.addWidget(self.key)
        self.add_usual_buttons("&Renommer")
        self.key.line.setFocus()
        self.key.line.selectAll()

    def submit(self) -> None:
        problem = self._rename(self.key.text())
        self.key.set_error(problem)
        if not problem:
            self.accept()


class BeginDialog(FormDialog):
    """``begun``: a ``Begun``."""

    begun = Signal(object)

    guide_page = "formes"

    def __init__(self, theme: Theme, workshop: FormWorkshop, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Écrire une forme d’épreuve", _WIDTH, parent)
        self._workshop = workshop
        drafts = workshop.drafts()
        self._drafts = {each.place: each for each in drafts.found}
        self.origin = Choice(theme)
        for place, draft in self._drafts.items():
            self.origin.addItem(f"Reprendre {draft_words(draft)}", f"{_DRAFT}{place}")
        offered = workshop.offered()
        self._own = {each.key: each.name for each in offered if each.of_centre}
        for each in offered:
            words = _own_words(each.name, each.key) if each.of_centre else f"{each.name}, forme officielle"
            self.origin.addItem(words, each.key)
        self.origin.addItem("Rien\u202f: une forme vide", _BLANK)
        self.origin.addItem("Un classeur (XLSX, XLS, ODS)…", _SHEET)
        self.origin.addItem("Un fichier de forme (TOML)…", _FILE)
        self._faulty = {file.stem: file for file in workshop.centre.faulty()}
        for stem, file in self._faulty.items():
            self.origin.addItem(f"{file.name}, forme du centre à corriger", f"{_FAULTY}{stem}")
        self.preview = SheetPreview(theme, workshop)
        hint = "Une forme officielle reste ce qu’elle est\u202f: la vôtre en sera une du centre."
        if drafts.unreadable:
            left = ", ".join(map(str, drafts.unreadable))
            hint = f"{hint} Une forme laissée en cours ne se lit plus, et reste où elle est\u202f: {left}."
        self.body.addWidget(Field(theme, "&Partir de", self.origin, hint))
        self.body.addWidget(self.preview)
        self.preview.changed.connect(self._told_of_sheet)
        self.origin.currentIndexChanged.connect(self._forget_sheet)
        self.model = self.add_button("&Modèle à remplir…", self._ask_for_model)
        self.another = self.add_button("A&utre classeur…", self._choose_sheet)
        self.rename = self.add_button("&Renommer…", self._ask_for_key)
        self.remove = self.add_button("&Supprimer", self.remove_form)
        self.put_back = self.add_button("Ré&tablir", self._put_back)
        self._removed: RemovedForm | None = None
        self.add_usual_buttons("&Continuer")
        self._offer_of_sheet()
        self.origin.setFocus()

    def submit(self) -> None:
        self.show_problem("")
        chosen = str(self.origin.currentData())
        if chosen == _BLANK:
            self._begin(Begun(blank()))
        elif chosen.startswith(_DRAFT):
            self._resume(self._drafts[chosen.removeprefix(_DRAFT)])
        elif chosen.startswith(_FAULTY):
            file = self._faulty[chosen.removeprefix(_FAULTY)]
            self._mend(file, file.name, file.stem)
        elif chosen == _FILE:
            self._choose("Forme à importer", "Formes (*.toml)", self.take_file)
        elif chosen == _SHEET and self.preview.isHidden():
            self._choose_sheet()
        elif chosen == _SHEET:
            self._from_sheet()
        else:
            self._from_form(chosen)

    def take_file(self, path: Path) -> None:
        """A form that somebody gave."""
        try:
            form = self._workshop.read(path)
        except UnusableForm:
            self._mend(path, path.name)
            return
        self._begin(Begun(self._workshop.values(form), form))

    def _mend(self, path: Path, named: str, own: str = "") -> None:
        """What is wrong is shown at its field; what no field could show is told. ``own``: the key of the file
        of the centre's that it is.
        """
        try:
            values, left = shaped(self._workshop.centre.file_values(path))
        except UnusableForm as problem:
            self.show_problem(f"Ce fichier ne se lit pas comme une forme\u202f: {problem}")
            return
        told = [f"«\u202f{named}\u202f» a des fautes, montrées à leur place. Le fichier reste ce qu’il est."]
        if own:
            values["key"] = own
            told = [
                f"«\u202f{named}\u202f» a des fautes, montrées à leur place\u202f: enregistrer le corrige."
            ]
        if left:
            count = formats.count(len(left), "valeur")
            told.append(f"Laissé de côté, {count} sans champ ici\u202f: {', '.join(left[:_NAMED])}.")
        self._begin(Begun(values, own=own, told=" ".join(told)))

    def remove_form(self) -> None:
        """The chosen one of the centre's, at once: it can be put back as long as this is open."""
        key = str(self.origin.currentData())
        try:
            self._removed = self._workshop.centre.remove(key)
        except (FileProblem, UnusableForm) as problem:
            self.show_problem(_words(problem))
            return
        name = self._own.pop(key)
        self.origin.removeItem(self.origin.currentIndex())
        self.show_problem(
            f"«\u202f{name}\u202f» ({key}) est supprimée. Les interrogations commencées gardent la leur"
            "\u202f; celles qui sont prévues ne pourront commencer."
        )
        self._offer_of_sheet()
        self.put_back.setFocus()
        # The sentence was taken away and put again within one turn: no part asks for room anew.
        soon(self, self._grow)

    def _put_back(self) -> None:
        if self._removed is None:
            return
        try:
            self._workshop.centre.put_back(self._removed)
        except FileProblem as problem:
            self.show_problem(_words(problem))
            return
        self._own[self._removed.key] = self._removed.name
        self._show_own(self._removed.key, self._removed.name)
        self._removed = None
        self.show_problem("")
        self._offer_of_sheet()
        self.origin.setFocus()

    def _show_own(self, key: str, name: str) -> None:
        self.origin.insertItem(0, _own_words(name, key), key)
        self.origin.setCurrentIndex(0)

    def _ask_for_key(self) -> None:
        key = str(self.origin.currentData())
        asked = RenameDialog(self.theme, key, partial(self.rename_to, key), self)
        asked.ask()

    def rename_to(self, key: str, new: str) -> str:
        """Why it can't be, or ""."""
        try:
            self._workshop.centre.rename(key, new)
        except (FileProblem, UnusableForm) as problem:
            return _words(problem)
        name = self._own.pop(key)
        self._own[new] = name
        self.origin.removeItem(self.origin.currentIndex())
        self._show_own(new, name)
        self.show_problem(f"«\u202f{name}\u202f» a maintenant la clé «\u202f{new}\u202f».")
        return ""

    def _from_sheet(self) -> None:
        """What was taken for what is shown by now, and corrected."""
        if self.preview.proposal is None:
            self.show_problem(self.preview.problem)
            return
        self._begin(Begun(self._workshop.values(self.preview.proposal.form)))

    def _choose_sheet(self) -> None:
        self._choose("Classeur d’une grille", _WORKBOOKS, self.preview.read)

    def _told_of_sheet(self) -> None:
        self.show_problem(self.preview.problem)
        self._offer_of_sheet()

    def _offer_of_sheet(self) -> None:
        of_sheet = self.origin.currentData() == _SHEET
        self.model.setVisible(of_sheet and self.preview.isHidden())
        self.another.setVisible(of_sheet and not self.preview.isHidden())
        for each in (self.rename, self.remove):
            each.setVisible(str(self.origin.currentData()) in self._own)
        self.put_back.setVisible(self._removed is not None)

    def _forget_sheet(self) -> None:
        self.preview.forget()
        self.show_problem("")
        self._offer_of_sheet()

    def _ask_for_model(self) -> None:
        proposed = documents() / "Grille à remplir.xlsx"
        ask_where(self, "Classeur modèle", "Classeurs (*.xlsx)", proposed, self.save_model, shelf=Shelf.FORMS)

    def save_model(self, chosen: str) -> None:
        try:
            self._workshop.save_model(Path(chosen))
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
        else:
            self.show_problem(
                f"Modèle écrit\u202f: {chosen}. Une fois rempli\u202f: «\u202fContinuer\u202f»."
            )

    def _choose(self, title: str, kind: str, taken: Callable[[Path], object]) -> None:
        ask_files(self, title, kind, lambda chosen: taken(chosen[0]), Shelf.FORMS)

    def _from_form(self, key: str) -> None:
        try:
            form = self._workshop.form(key)
        except UnusableForm as problem:
            self.show_problem(str(problem))
            return
        own = next((each.key for each in self._workshop.offered() if each.of_centre and each.key == key), "")
        values = self._workshop.values(form)
        if not own:
            values["key"] = f"{key}-centre"
        self._begin(Begun(values, form, own, form.hash if own else ""))

    def _resume(self, draft: KeptDraft) -> None:
        base: Form | None = None
        if draft.base:
            # The form that it came from may be gone: then there is nothing to compare with.
            with suppress(UnusableForm):
                base = self._workshop.form(draft.base)
        self._begin(Begun(draft.values, base, draft.own, draft.seen, draft.place))

    def _begin(self, begun: Begun) -> None:
        self.begun.emit(begun)
        self.accept()
