"""« Acheteur »: the card of who plays the buyer. Nothing of it is ever shown to the student."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.case_words import concession_row, lacking_of
from btstc_jury.domain.case import Buyer, Concession, Motive
from btstc_jury.ui.cases.draft import CaseDraft
from btstc_jury.ui.cases.pieces import (
    CaseLine,
    CaseText,
    RowsEditor,
    SectionPage,
    focus,
    with_row,
)
from btstc_jury.ui.cases.row_acts import RowActs, RowKind
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.layouts import AT_TOP, column, flow, row

_SAID = "La carte de qui joue l’acheteur. L’étudiant n’en voit rien, ni à l’écran, ni sur sa fiche."
_WHOLE = "Rien ne manque pour jouer l’acheteur."


class BuyerSection(SectionPage):
    def __init__(self, theme: Theme, draft: CaseDraft) -> None:
        super().__init__(theme, draft)
        self._lacking = label("", "strong", wrap=True)
        self.name = CaseLine(theme, "Person&nage", "Un nom inventé\u202f: aucun client réel.")
        self.function = CaseLine(theme, "F&onction, ce qu’il décide")
        self.stakes = CaseText(theme, "&Enjeux\u202f: ce qu’il veut, ce qu’il risque")
        self.says = CaseText(theme, "Ce qu’il dit d’em&blée")
        self.when_asked = CaseText(theme, "Ce qu’il ne dit que si on le lui de&mande")
        self.limits = CaseText(theme, "&Limites\u202f: jusqu’où il va")
        self.walk_away = CaseText(theme, "R&upture\u202f: ce qui lui fait quitter l’entretien")
        self.motives = {each: TickBox(theme, each.label) for each in Motive}
        self.rows: RowsEditor[Concession] = RowsEditor(theme, "Concessions", concession_row, "A&jouter")
        self.gives = CaseText(theme, "Ce qu’il &cède")
        self.against = CaseText(theme, "Ce qu’il demande en échan&ge")
        self._beside = QWidget()
        row(theme, (self.gives, 1), (self.against, 1), gap=16, at=AT_TOP, within=self._beside)
        ticked = column(
            theme,
            label("Mobiles d’achat (SONCAS)", "small strong"),
            flow(theme, *self.motives.values(), gap=12),
            gap=4,
        )
        parts = (
            label(_SAID, "muted", wrap=True),
            self._lacking,
            row(theme, (self.name, 1), (self.function, 1), gap=16, at=AT_TOP),
            self.stakes,
            ticked,
            row(theme, (self.says, 1), (self.when_asked, 1), gap=16, at=AT_TOP),
            row(theme, (self.limits, 1), (self.walk_away, 1), gap=16, at=AT_TOP),
            label("Concessions, dans l’ordre où il les fait", "small strong"),
            self.rows,
            self._beside,
        )
        column(theme, *parts, 1, gap=12, margins=(0, 0, 12, 0), within=self)
        self._connect()
        self.show_case()

    def show_case(self) -> None:
        buyer = self.draft.case.buyer
        self.name.show_text(buyer.name)
        self.function.show_text(buyer.function)
        for field, text in zip(self._texts, _texts_of(buyer), strict=True):
            field.show_text(text)
        for motive, box in self.motives.items():
            with QSignalBlocker(box):
                box.setChecked(motive in buyer.motives)
        self.rows.show_rows(buyer.concessions, self.rows.place)
        self._show_row()
        self._tell()

    def begin(self) -> None:
        focus(self.name.line)

    @property
    def _texts(self) -> tuple[CaseText, ...]:
        return self.stakes, self.says, self.when_asked, self.limits, self.walk_away

    def _connect(self) -> None:
        for line in (self.name, self.function):
            line.typed.connect(self._type)
        for text in (*self._texts, self.gives, self.against):
            text.typed.connect(self._type)
        for box in self.motives.values():
            box.toggled.connect(self._type)
        self._acts = RowActs(
            self.draft, self.rows, _CONCESSIONS, self._show_row, lambda: focus(self.gives.editor)
        )

    def _show_row(self) -> None:
        concessions, place = self.draft.case.buyer.concessions, self.rows.place
        there = 0 <= place < len(concessions)
        self._beside.setVisible(there)
        if there:
            self.gives.show_text(concessions[place].gives)
            self.against.show_text(concessions[place].against)

    def _type(self) -> None:
        place = self.rows.place
        concessions = self.draft.case.buyer.concessions
        if 0 <= place < len(concessions):
            concessions = with_row(concessions, place, Concession(self.gives.text(), self.against.text()))
        stakes, says, when_asked, limits, walk_away = (each.text() for each in self._texts)
        buyer = Buyer(
            self.name.text(),
            self.function.text(),
            stakes,
            tuple(each for each, box in self.motives.items() if box.isChecked()),
            says,
            when_asked,
            limits,
            walk_away,
            concessions,
        )
        self.draft.put(replace(self.draft.case, buyer=buyer))
        self.rows.show_rows(concessions, place)
        self._tell()

    def _tell(self) -> None:
        lacking = ", ".join(lacking_of(self.draft.case.buyer))
        # Always a line: the fields stay where they are when the last one is filled.
        self._lacking.setText(f"À compléter\u202f: {lacking}" if lacking else _WHOLE)


def _texts_of(buyer: Buyer) -> tuple[str, ...]:
    return buyer.stakes, buyer.says, buyer.when_asked, buyer.limits, buyer.walk_away


_CONCESSIONS = RowKind(
    lambda case: case.buyer.concessions,
    lambda case, concessions: replace(case, buyer=replace(case.buyer, concessions=concessions)),
    Concession(""),
    lambda _gone, place: f"Concession {place + 1} retirée.",
)
