"""« Objectifs »: which criteria are looked at."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker

from btstc_jury.domain.form import Form
from btstc_jury.ui.cases.draft import CaseDraft
from btstc_jury.ui.cases.pieces import SectionPage, focus
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton, TickBox
from btstc_jury.ui.widgets.layouts import column, row


class AimsSection(SectionPage):
    """``form``: the one that the case is for, ``None`` where it isn't on this machine."""

    def __init__(self, theme: Theme, draft: CaseDraft, form: Form | None) -> None:
        super().__init__(theme, draft)
        self.boxes = {
            number: TickBox(theme, f"{number}. {each.text}".replace("&", "&&"))
            for number, each in enumerate(form.criteria if form is not None else (), start=1)
        }
        said = (
            "Ce que l’on regarde pendant la séance\u202f: l’écran et les feuilles des observateurs ne "
            "montrent que ces critères. Aucun coché\u202f: tous sont regardés."
            if self.boxes
            else f"La forme d’épreuve {draft.case.exam} n’est pas sur ce poste\u202f: ses critères ne "
            "peuvent pas être montrés. Ceux qui étaient choisis le restent."
        )
        self._told = label("", "strong", wrap=True)
        self.none = PushButton("Regarder to&us les critères")
        parts = (label(said, "muted", wrap=True), row(theme, (self._told, 1), self.none))
        column(theme, *parts, *self.boxes.values(), 1, gap=8, margins=(0, 0, 12, 0), within=self)
        for box in self.boxes.values():
            box.toggled.connect(self._type)
        self.none.clicked.connect(self._clear)
        self.show_case()

    def show_case(self) -> None:
        for number, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(number in self.draft.case.criteria)
        self._tell()

    def begin(self) -> None:
        focus(next(iter(self.boxes.values()), self.none))

    def _type(self) -> None:
        unknown = [each for each in self.draft.case.criteria if each not in self.boxes]
        ticked = [each for each, box in self.boxes.items() if box.isChecked()]
        self.draft.put(replace(self.draft.case, criteria=tuple(sorted({*unknown, *ticked}))))
        self._tell()

    def _clear(self) -> None:
        before = self.draft.case.criteria
        self.draft.act(
            replace(self.draft.file, case=replace(self.draft.case, criteria=())),
            "Tous les critères sont regardés.",
            lambda file: replace(file, case=replace(file.case, criteria=before)),
        )

    def _tell(self) -> None:
        chosen = self.draft.case.criteria
        self.none.setEnabled(bool(chosen))
        if not chosen:
            self._told.setText("Tous les critères sont regardés.")
        elif len(chosen) == 1:
            self._told.setText(f"Critère regardé\u202f: {chosen[0]}")
        else:
            self._told.setText(f"Critères regardés\u202f: {', '.join(map(str, chosen))}")
