"""What a form is begun from: another, nothing, a file, a spreadsheet, the draft that was left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from btstc_jury.application.form_editing import Begun, FormWorkshop, KeptDraft, blank
from btstc_jury.application.problems import FileProblem, UnusableForm
from btstc_jury.application.views import messages
from btstc_jury.application.views.form_editor import draft_words
from btstc_jury.domain.form import Form
from btstc_jury.ui.forms.sheet_preview import SheetPreview
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import Choice, Field, ask_where, documents
from btstc_jury.ui.widgets.form_dialog import FormDialog

_WIDTH = 640
_DRAFT, _BLANK, _FILE, _SHEET = "/draft/", "/blank", "/file", "/sheet"
"""No key has a slash; the place of a draft follows the first."""
_WORKBOOKS = "Classeurs (*.xlsx *.xlsm *.xlsb *.xls *.ods)"


class BeginDialog(FormDialog):
    """``begun``: a ``Begun``."""

    begun = Signal(object)

    def __init__(self, theme: Theme, workshop: FormWorkshop, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Écrire une forme d’épreuve", _WIDTH, parent)
        self._workshop = workshop
        drafts = workshop.drafts()
        self._drafts = {each.place: each for each in drafts.found}
        self.origin = Choice(theme)
        for place, draft in self._drafts.items():
            self.origin.addItem(f"Reprendre {draft_words(draft)}", f"{_DRAFT}{place}")
        for each in workshop.offered():
            whose = "forme du centre" if each.of_centre else "forme officielle"
            self.origin.addItem(f"{each.name}, {whose}", each.key)
        self.origin.addItem("Rien\u202f: une forme vide", _BLANK)
        self.origin.addItem("Un classeur (XLSX, XLS, ODS)…", _SHEET)
        self.origin.addItem("Un fichier de forme (TOML)…", _FILE)
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
        except UnusableForm as problem:
            self.show_problem(str(problem))
            return
        self._begin(Begun(self._workshop.values(form), form))

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

    def _forget_sheet(self) -> None:
        self.preview.forget()
        self.show_problem("")
        self._offer_of_sheet()

    def _ask_for_model(self) -> None:
        proposed = documents() / "Grille à remplir.xlsx"
        ask_where(self, "Classeur modèle", "Classeurs (*.xlsx)", proposed, self.save_model)

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
        dialog = QFileDialog(self, title, str(documents()), kind)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: taken(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

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
