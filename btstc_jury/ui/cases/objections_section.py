"""« Objections »: what the buyer will say against, when, and what answers it well."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.case_words import objection_row
from btstc_jury.domain.case import Objection, ObjectionKind, Step, letter
from btstc_jury.ui.cases.draft import CaseDraft
from btstc_jury.ui.cases.pieces import (
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
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.layouts import AT_TOP, column, row

_LATEST = 600
_SAID = (
    "Chacune a sa lettre\u202f: c’est la touche qui la lance pendant la séance. L’étudiant n’en voit aucune."
)
_WRONG_MINUTE = "Une minute de 0 à 600, ou rien."


class ObjectionsSection(SectionPage):
    def __init__(self, theme: Theme, draft: CaseDraft, bank: Action) -> None:
        super().__init__(theme, draft)
        self.rows: RowsEditor[Objection] = RowsEditor(theme, "Objections", objection_row, "A&jouter")
        self.rows.add_button(KeyButton.of(bank))
        self.words = CaseText(theme, "&Paroles de l’acheteur, comme elles seront dites")
        self.kind = choice_of(theme, ObjectionKind, lambda each: each.label)
        self.tactical = Choice(theme)
        self.tactical.addItem("Sincère\u202f: elle attend une réponse", False)
        self.tactical.addItem("Tactique\u202f: pour obtenir quelque chose", True)
        self.minute = LineField(
            theme, "&Minute, facultatif", hint="Depuis le début de l’entretien.", limit=3, figures=True
        )
        self.step = choice_of(theme, Step, lambda each: each.label, "Au besoin")
        self.answer = CaseText(theme, "Ce que contient une &bonne réponse", lines=3)
        kinds = (
            (Field(theme, "&Nature", self.kind), 1),
            (Field(theme, "&Sincère ou tactique", self.tactical), 1),
        )
        when = ((Field(theme, "É&tape", self.step), 1), (self.minute, 1))
        self._beside = QWidget()
        inside = (
            self.words,
            row(theme, *kinds, gap=16, at=AT_TOP),
            row(theme, *when, gap=16, at=AT_TOP),
            self.answer,
        )
        column(theme, *inside, gap=10, within=self._beside)
        said = label(_SAID, "muted", wrap=True)
        column(theme, said, self.rows, self._beside, 1, gap=12, margins=(0, 0, 12, 0), within=self)
        self._acts = RowActs(draft, self.rows, _OBJECTIONS, self._show_row, lambda: focus(self.words.editor))
        for each in (self.kind, self.tactical, self.step):
            each.currentIndexChanged.connect(self._type)
        for text in (self.words, self.answer):
            text.typed.connect(self._type)
        self.minute.line.textEdited.connect(lambda _text: self._type())
        self.show_case()

    def show_case(self) -> None:
        self.rows.show_rows(self.draft.case.objections, self.rows.place)
        self._show_row()

    def begin(self) -> None:
        focus(self.rows.list if self.draft.case.objections else self.rows.add)

    def take(self, taken: tuple[Objection, ...]) -> None:
        """From the bank, at the end."""
        words = f"{len(taken)} objections reprises de la banque." if len(taken) > 1 else _TAKEN
        self._acts.take(taken, words)

    def _show_row(self) -> None:
        objections, place = self.draft.case.objections, self.rows.place
        there = 0 <= place < len(objections)
        self._beside.setVisible(there)
        if not there:
            return
        shown = objections[place]
        for choice, value in (
            (self.kind, shown.kind),
            (self.tactical, shown.tactical),
            (self.step, shown.step),
        ):
            with QSignalBlocker(choice):
                choice.setCurrentIndex(choice.findData(value))
        self.words.show_text(shown.words)
        self.answer.show_text(shown.answer)
        minute = "" if shown.minute is None else str(shown.minute)
        if self._minute() != shown.minute or self.minute.error:
            self.minute.line.setText(minute)
            self.minute.set_error("")

    def _minute(self) -> int | None:
        text = self.minute.text()
        return int(text) if text.isdecimal() and int(text) <= _LATEST else None

    def _type(self) -> None:
        case, place = self.draft.case, self.rows.place
        if not 0 <= place < len(case.objections):
            return
        step = self.step.currentData()
        wrong = bool(self.minute.text()) and self._minute() is None
        self.minute.set_error(_WRONG_MINUTE if wrong else "")
        typed = Objection(
            self.words.text(),
            ObjectionKind(self.kind.currentData()),
            bool(self.tactical.currentData()),
            case.objections[place].minute if wrong else self._minute(),
            None if step is None else Step(step),
            self.answer.text(),
        )
        self.draft.put(replace(case, objections=with_row(case.objections, place, typed)))
        self.rows.show_rows(self.draft.case.objections, place)


_TAKEN = "Une objection reprise de la banque."
_OBJECTIONS = RowKind(
    lambda case: case.objections,
    lambda case, objections: replace(case, objections=objections),
    Objection("", ObjectionKind.PRICE),
    lambda _gone, place: f"Objection {letter(place)} retirée.",
)
