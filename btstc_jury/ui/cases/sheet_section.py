"""« Fiche »: what the student wrote, rubric by rubric; typed, or read from a file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCompleter

from btstc_jury.application.cases import CaseFile
from btstc_jury.application.fiche_reading import ReadFiche, UnusableFiche
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import case_fiche
from btstc_jury.application.views.case_words import completeness
from btstc_jury.domain.case import Case, Rubric
from btstc_jury.domain.wording import unaccented
from btstc_jury.ui.background import Background
from btstc_jury.ui.cases.draft import CaseDraft
from btstc_jury.ui.cases.found_fiche import FoundFicheDialog, Taken
from btstc_jury.ui.cases.pieces import TEXT, TITLE, TRADE, CaseLine, CaseText, SectionPage, focus
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.fields import ask_files
from btstc_jury.ui.widgets.layouts import AT_TOP, column, row

KINDS = frozenset({".docx", ".odt", ".txt", ".md", ".docm", ".rtf", ".doc"})
"""Taken for a fiche when it is dropped; the reader says which of them it can't read, and what to do."""
_OPENED = "Fiches (*.docx *.odt *.txt *.md);;Tous les fichiers (*)"


class SheetSection(SectionPage):
    """``trades``: known ones, proposed while one types."""

    def __init__(self, theme: Theme, draft: CaseDraft, read: Action, trades: tuple[str, ...]) -> None:
        super().__init__(theme, draft)
        self.reading = Background(self)
        case = draft.case
        self.title = CaseLine(theme, "&Titre du cas", "L’entreprise et l’objet, par exemple.", limit=TITLE)
        hint = "Pour retrouver le cas, et choisir dans la banque."
        self.trade = CaseLine(theme, "Secteur d’acti&vité, facultatif", hint, limit=TRADE)
        proposed = QCompleter(list(trades), self.trade.line)
        proposed.setCaseSensitivity(proposed.caseSensitivity().CaseInsensitive)
        self.trade.line.setCompleter(proposed)
        self._far = label("", "strong", wrap=True)
        place = case_fiche.place(case.sheet_name)
        said = f"Rubriques de l’arrêté, {place}." if place else ""
        self.rubrics = tuple(self._rubric(number, each) for number, each in enumerate(case.rubrics))
        head = row(theme, (self.title, 3), (self.trade, 2), gap=16, at=AT_TOP)
        read_button = KeyButton.of(read)
        told = row(theme, (self._far, 1), read_button, gap=12)
        parts = (head, told, label(said, "small muted", wrap=True))
        column(theme, *parts, *self.rubrics, 1, gap=12, margins=(0, 0, 12, 0), within=self)
        self.title.typed.connect(self._type)
        self.trade.typed.connect(self._type)
        self.trade.line.textChanged.connect(lambda _text: self._type())
        self.show_case()

    def show_case(self) -> None:
        case = self.draft.case
        for field, text in ((self.title, case.title), (self.trade, case.trade)):
            with QSignalBlocker(field.line):
                field.show_text(text)
        for each, rubric in zip(self.rubrics, case.rubrics, strict=True):
            each.show_text(rubric.text)
        self._tell()

    def begin(self) -> None:
        if self.title.text():
            lacking = self.draft.case.missing
            focus(self.rubrics[lacking[0] if lacking else 0].editor if self.rubrics else self.title.line)
        else:
            focus(self.title.line)

    def ask_file(self) -> None:
        ask_files(self, "Lire une fiche", _OPENED, lambda chosen: self.read(chosen[0]), Shelf.CASES)

    def read(self, path: Path) -> None:
        """Beside the window: it may take seconds. What is found is shown before any of it is taken."""
        titles = [each.title for each in self.draft.case.rubrics]
        self.told.emit(f"Lecture de «\u202f{path.name}\u202f»…")
        self.reading.do(
            lambda _run: self.draft.cases.reader.read(path, titles),
            partial(self._show_found, path.name),
            failed=lambda problem: self.refused.emit(str(problem)),
            told=(UnusableFiche,),
        )

    def _show_found(self, name: str, found: ReadFiche) -> None:
        self.told.emit("")
        asked = FoundFicheDialog(self.theme, name, self.draft.case, found, self.window())
        asked.taken.connect(partial(self._take, name))
        asked.ask()

    def _take(self, name: str, taken: Taken) -> None:
        before = self.draft.case.rubrics, self.draft.case.title

        def back(file: CaseFile) -> CaseFile:
            rubrics, title = before
            return replace(file, case=replace(file.case, rubrics=rubrics, title=title))

        case = replace(self.draft.case, rubrics=taken.rubrics, title=taken.title)
        words = f"La fiche «\u202f{name}\u202f» est reprise\u202f: {completeness(case)}."
        self.draft.act(replace(self.draft.file, case=case), words, back)

    def _rubric(self, number: int, rubric: Rubric) -> CaseText:
        expected = case_fiche.expected(rubric.title)
        hint = f"Ce qui est attendu\u202f: {expected}" if expected else ""
        made = CaseText(self.theme, _caption(number, rubric.title), hint, lines=2, limit=TEXT)
        made.typed.connect(self._type)
        return made

    def _type(self) -> None:
        texts = (each.text() for each in self.rubrics)
        rubrics = tuple(
            replace(each, text=text) for each, text in zip(self.draft.case.rubrics, texts, strict=True)
        )
        case = replace(self.draft.case, title=self.title.text(), trade=self.trade.text(), rubrics=rubrics)
        self.draft.put(case)
        self._tell()

    def _tell(self) -> None:
        case = self.draft.case
        lacking = ", ".join(str(place + 1) for place in case.missing)
        left = f", à remplir\u202f: {lacking}" if lacking else ""
        self._far.setText(f"{completeness(case)}{left}")
        self.title.need("Donnez un titre au cas\u202f: sans titre, il ne peut pas être gardé.")


def _caption(number: int, title: str) -> str:
    return f"{number + 1}. {title[:1].upper()}{title[1:]}".replace("&", "&&")


def is_fiche(path: Path, case: Case) -> bool:
    """Whether a file that is dropped is read as a fiche."""
    return bool(case.rubrics) and unaccented(path.suffix) in KINDS
