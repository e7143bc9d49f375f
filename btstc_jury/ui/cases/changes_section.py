"""« Situation modifiée »: what is changed, why, what the student's sheet says of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.case_words import change_row
from btstc_jury.application.views.rehearsal.paper import changes_in_sentences
from btstc_jury.domain.case import Change, Parameter
from btstc_jury.ui.cases.draft import CaseDraft
from btstc_jury.ui.cases.marked_text import MarkedTexts
from btstc_jury.ui.cases.pieces import (
    TEXT,
    CaseText,
    RowsEditor,
    SectionPage,
    choice_of,
    focus,
    with_row,
)
from btstc_jury.ui.cases.row_acts import RowActs, RowKind
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.layouts import AT_TOP, column, row

_SECRET = "L’étudiant voit le paramètre, avant et après\u202f; jamais le pourquoi."  # noqa: S105 - a sentence


class ChangesSection(SectionPage):
    def __init__(self, theme: Theme, draft: CaseDraft, bank: Action) -> None:
        super().__init__(theme, draft)
        self.rows: RowsEditor[Change] = RowsEditor(theme, "Changements", change_row, "A&jouter")
        self.rows.add_button(KeyButton.of(bank))
        self.parameter = choice_of(theme, Parameter, lambda each: each.label)
        self.before = CaseText(theme, "A&vant, comme dans la fiche")
        self.after = CaseText(theme, "A&près, ce que l’étudiant va trouver")
        self.why = CaseText(theme, "Pour&quoi ce changement, pour le professeur", _SECRET)
        self.marked = MarkedTexts(theme, "Situation de départ", "Situation modifiée")
        sides = row(theme, (self.before, 1), (self.after, 1), gap=16, at=AT_TOP)
        self._field = Field(theme, "&Ce qui change", self.parameter)
        self._beside = QWidget()
        parts = (self._field, sides, self.marked, self.why)
        column(theme, *parts, gap=10, within=self._beside)
        hint = "Vide, la fiche de préparation montre les changements en tableau, sans phrase."
        self.sentences = CaseText(theme, "Phra&ses pour la fiche de l’étudiant", hint, limit=TEXT)
        self.propose = PushButton("Proposer d’après les cha&ngements")
        said = label("Ce que la commission change de la situation, pour l’entretien.", "muted", wrap=True)
        tail = (self.sentences, row(theme, self.propose, 1))
        body = (said, self.rows, self._beside, *tail)
        column(theme, *body, 1, gap=12, margins=(0, 0, 12, 0), within=self)
        self._acts = RowActs(draft, self.rows, _CHANGES, self._show_row, lambda: focus(self.parameter))
        self.parameter.currentIndexChanged.connect(self._type)
        for each in (self.before, self.after, self.why, self.sentences):
            each.typed.connect(self._type)
        self.propose.clicked.connect(self._propose)
        self.show_case()

    def show_case(self) -> None:
        self.rows.show_rows(self.draft.case.changes, self.rows.place)
        self.sentences.show_text(self.draft.case.sentences)
        self._show_row()

    def begin(self) -> None:
        focus(self.rows.list if self.draft.case.changes else self.rows.add)

    def take(self, changes: tuple[Change, ...]) -> None:
        """From the bank, at the end."""
        words = f"{len(changes)} changements repris de la banque." if len(changes) > 1 else _TAKEN
        self._acts.take(changes, words)

    def _show_row(self) -> None:
        changes, place = self.draft.case.changes, self.rows.place
        self._beside.setVisible(0 <= place < len(changes))
        self.propose.setEnabled(bool(changes))
        if not 0 <= place < len(changes):
            return
        change = changes[place]
        with QSignalBlocker(self.parameter):
            self.parameter.setCurrentIndex(self.parameter.findData(change.parameter))
        self.before.show_text(change.before)
        self.after.show_text(change.after)
        self.why.show_text(change.why)
        self.marked.show_texts(change.before, change.after)

    def _type(self) -> None:
        case, place = self.draft.case, self.rows.place
        changes = case.changes
        if 0 <= place < len(changes):
            parameter = Parameter(self.parameter.currentData())
            typed = Change(parameter, self.before.text(), self.after.text(), self.why.text())
            changes = with_row(changes, place, typed)
            self.marked.show_texts(typed.before, typed.after)
        self.draft.put(replace(case, changes=changes, sentences=self.sentences.text()))
        self.rows.show_rows(changes, place)

    def _propose(self) -> None:
        before = self.draft.case.sentences
        proposed = changes_in_sentences(self.draft.case.changes)
        case = replace(self.draft.case, sentences=proposed)
        words = "Les phrases sont proposées d’après les changements."
        self.draft.act(
            replace(self.draft.file, case=case),
            words,
            lambda file: replace(file, case=replace(file.case, sentences=before)),
        )
        focus(self.sentences.editor)


_TAKEN = "Un changement repris de la banque."
_CHANGES = RowKind(
    lambda case: case.changes,
    lambda case, changes: replace(case, changes=changes),
    Change(Parameter.PRICE, "", ""),
    lambda gone, _place: f"Changement retiré\u202f: {gone.parameter.bare.lower()}.",
)
