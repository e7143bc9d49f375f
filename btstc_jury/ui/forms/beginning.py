"""What a form is begun from: another, nothing, a file, a spreadsheet, the draft that was left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from btstc_jury.application.form_editing import Begun, FormWorkshop, KeptDraft, blank
from btstc_jury.application.form_proposals import Proposal, Taken
from btstc_jury.application.problems import FileProblem, UnusableForm
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.form_editor import draft_words
from btstc_jury.domain.form import Form
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import clear_layout, label
from btstc_jury.ui.widgets.fields import Choice, Field, documents
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column

_WIDTH = 640
_DRAFT, _BLANK, _FILE, _SHEET = "/draft/", "/blank", "/file", "/sheet"
"""No key has a slash; the place of a draft follows the first."""
_WORKBOOKS = "Classeurs (*.xlsx *.xls *.ods)"


class BeginDialog(FormDialog):
    """``begun``: a ``Begun``."""

    begun = Signal(object)

    def __init__(self, theme: Theme, workshop: FormWorkshop, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Écrire une forme d’épreuve", _WIDTH, parent)
        self._workshop = workshop
        drafts = workshop.drafts()
        self._drafts = {each.place: each for each in drafts.found}
        self._sheet: Path | None = None
        self._proposal: Proposal | None = None
        self.origin = Choice(theme)
        for place, draft in self._drafts.items():
            self.origin.addItem(f"Reprendre {draft_words(draft)}", f"{_DRAFT}{place}")
        for each in workshop.offered():
            whose = "forme du centre" if each.of_centre else "forme officielle"
            self.origin.addItem(f"{each.name}, {whose}", each.key)
        self.origin.addItem("Rien\u202f: une forme vide", _BLANK)
        self.origin.addItem("Un classeur (XLSX, XLS, ODS)…", _SHEET)
        self.origin.addItem("Un fichier de forme (TOML)…", _FILE)
        self.columns = column(theme, gap=8)
        self._said = label("", "small muted", wrap=True)
        hint = "Une forme officielle reste ce qu’elle est\u202f: la vôtre en sera une du centre."
        if drafts.unreadable:
            left = ", ".join(map(str, drafts.unreadable))
            hint = f"{hint} Une forme laissée en cours ne se lit plus, et reste où elle est\u202f: {left}."
        self.body.addWidget(Field(theme, "&Partir de", self.origin, hint))
        self.body.addWidget(self._said)
        self.body.addLayout(self.columns)
        self._said.hide()
        self.origin.currentIndexChanged.connect(self._forget_sheet)
        self.add_usual_buttons("&Continuer")
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
        elif chosen == _SHEET and self._proposal is None:
            self._choose("Classeur d’une grille", _WORKBOOKS, self.take_sheet)
        elif chosen == _SHEET and self._proposal is not None:
            self._begin(Begun(self._workshop.values(self._proposal.form)))
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

    def take_sheet(self, path: Path) -> None:
        """Show what was taken for what, to be corrected before it is begun from."""
        self._sheet = path
        self._propose({})

    def _propose(self, chosen: dict[int, Taken]) -> None:
        if self._sheet is None:
            return
        try:
            proposal = self._workshop.propose(self._sheet, chosen)
        except UnusableForm as problem:
            self.show_problem(str(problem))
            return
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return
        self.show_problem("")
        self._proposal = proposal
        self._show_proposal(proposal)

    def _show_proposal(self, proposal: Proposal) -> None:
        form = proposal.form
        read = f"Feuille «\u202f{proposal.sheet}\u202f», en-têtes à la ligne {proposal.heading_row}"
        one = form.assessed.named("critère")
        lines_of, blocks = formats.count(len(form.criteria), one), formats.count(len(form.blocks), "bloc")
        found = f"{lines_of}, {blocks}, {len(form.levels)} niveaux"
        lines = [f"{read}\u202f: {found}.", *(f"{each}." for each in proposal.remarks)]
        self._said.setText("\n".join(lines))
        self._said.show()
        clear_layout(self.columns)
        for each in proposal.columns:
            choice = Choice(self.theme)
            for taken in Taken:
                choice.addItem(taken.words, taken)
            choice.setCurrentIndex(choice.findData(each.taken))
            self.columns.addWidget(
                Field(self.theme, f"Colonne {each.letter}\u202f: {each.heading or '—'}", choice)
            )
            choice.activated.connect(partial(self._correct, _place(each.letter), choice))

    def _correct(self, column_place: int, choice: Choice, _index: int) -> None:
        if self._proposal is None:
            return
        chosen = {_place(each.letter): each.taken for each in self._proposal.columns}
        chosen[column_place] = Taken(choice.currentData())
        self._propose(chosen)

    def _forget_sheet(self) -> None:
        self._sheet = self._proposal = None
        self._said.hide()
        clear_layout(self.columns)
        self.show_problem("")

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


def _place(letter: str) -> int:
    """0 for « A », 26 for « AA »."""
    place = 0
    for each in letter:
        place = place * 26 + ord(each) - ord("A") + 1
    return place - 1
