"""The rules by which the days of a centre are placed: those that hold, and what the others weigh."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import time
from functools import partial

from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.setup import save_rules
from btstc_jury.application.views.centre.setup import exams_of
from btstc_jury.application.views.formats import clock
from btstc_jury.domain.centre.timetable import LUNCH, PlacingRules, Weights
from btstc_jury.ui.centre.hour_fields import hour_in
from btstc_jury.ui.centre.plan_dialog import PlanDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox, aside
from btstc_jury.ui.widgets.fields import Field, LineField
from btstc_jury.ui.widgets.layouts import AT_LEFT, AT_TOP, column, flow, row, table
from btstc_jury.ui.widgets.steady import NumberBox

_HEAVIEST = 10_000
_MINUTES = "\u202fmin"


@dataclass(frozen=True, slots=True)
class _Weight:
    """``hint``: what one unit of it is."""

    caption: str
    hint: str


_WEIGHTS: dict[str, _Weight] = {
    "own_school": _Weight(
        "Examinateur du lycée, ou à éviter",
        "Pour chaque candidat devant un tel examinateur.",
    ),
    "balance": _Weight(
        "Commissions inégales", "Pour chaque candidat de plus que dans une autre de la même épreuve."
    ),
    "one_day": _Weight("Candidat qui revient", "Pour chaque jour de plus où un candidat doit venir."),
    "waiting": _Weight("Candidat qui attend", "Pour chaque minute d’attente entre deux épreuves."),
    "holes": _Weight("Trous d’une commission", "Pour chaque minute où elle attend entre deux candidats."),
    "order": _Weight("Ordre de la liste", "Pour chaque candidat qui passe avant celui qui le précède."),
    "printed": _Weight("Convocation imprimée", "Pour chaque candidat déplacé après l’impression."),
}


class RulesDialog(PlanDialog):
    def __init__(self, theme: Theme, presenter: CentrePresenter, parent: QWidget | None = None) -> None:
        super().__init__(theme, presenter, "Règles de placement", 820, parent)
        timetable = self.timetable
        self._make_hard(timetable.rules)
        self._make_exams(timetable.rules, exams_of(timetable.forms))
        self._make_weights()
        self.show_weights(timetable.rules.weights)
        self.add_usual_buttons("Enregistrer")
        self.remember()
        self.deliberation.setFocus()

    def entries(self) -> tuple[object, ...]:
        return (
            self.deliberation.value(),
            self.gap.value(),
            self.lunch.isChecked(),
            *(each.line.text() for each in (self.begins, self.ends)),
            self.hard.isChecked(),
            tuple(exam for exam, box in self.exams.items() if box.isChecked()),
            *(each.value() for each in self.weights.values()),
        )

    def show_weights(self, weights: Weights) -> None:
        for name, box in self.weights.items():
            box.setValue(getattr(weights, name))

    def submit(self) -> None:
        lunch = self._lunch() if self.lunch.isChecked() else None
        if self.lunch.isChecked() and self.first_invalid((self.begins, self.ends)):
            return
        rules = PlacingRules(
            self.deliberation.value(),
            self.gap.value(),
            lunch,
            self.hard.isChecked(),
            tuple(exam for exam, box in self.exams.items() if box.isChecked()),
            Weights(**{name: box.value() for name, box in self.weights.items()}),
        )
        self.apply_and_close(partial(save_rules, rules=rules))

    def _make_hard(self, rules: PlacingRules) -> None:
        theme = self.theme
        self.deliberation = NumberBox(maximum=120, value=rules.deliberation, suffix=_MINUTES)
        self.gap = NumberBox(maximum=480, value=rules.gap, suffix=_MINUTES)
        begins, ends = rules.lunch or LUNCH
        self.lunch = TickBox(theme, "Pause de &midi pour toutes les commissions")
        self.lunch.setChecked(rules.lunch is not None)
        self.begins = LineField(theme, "&De", clock(begins), placeholder="12h30", limit=10)
        self.ends = LineField(theme, "&À", clock(ends), placeholder="13h30", limit=10)
        self.hard = TickBox(
            theme, "Un examinateur n’interroge &jamais un candidat de son lycée, ni qui doit l’éviter"
        )
        self.hard.setChecked(rules.own_school_hard)
        times = (
            Field(theme, "Dé&libération", self.deliberation, "Avant le candidat suivant."),
            Field(theme, "&Entre deux épreuves d’un candidat", self.gap, "Avant la préparation du second."),
        )
        hours = QWidget()
        row(theme, (self.begins, 1), (self.ends, 1), 2, gap=12, within=hours, at=AT_TOP)
        self.body.addLayout(row(theme, *((each, 1) for each in times), gap=12, at=AT_TOP))
        self.body.addLayout(column(theme, self.lunch, hours, self.hard, gap=8))
        self.lunch.toggled.connect(hours.setVisible)
        hours.setVisible(self.lunch.isChecked())

    def _make_exams(self, rules: PlacingRules, exams: tuple[str, ...]) -> None:
        self.exams = {}
        for each in dict.fromkeys((*exams, *rules.exams)):
            box = self.exams[each] = TickBox(self.theme, each)
            box.setChecked(each in rules.exams)
        said = "Ce que passent les candidats dont la liste ne dit pas l’épreuve"
        boxes = flow(self.theme, *self.exams.values(), gap=12)
        self.body.addLayout(column(self.theme, label(said, "small strong", wrap=True), boxes, gap=4))

    def _make_weights(self) -> None:
        theme = self.theme
        self.weights = {each.name: NumberBox(maximum=_HEAVIEST) for each in fields(Weights)}
        said = (
            "Ce que pèse chaque souhait, en minutes\u202f: 200 veut dire qu’on finirait la journée jusqu’à"
            " 200 minutes plus tard pour l’éviter une fois. 0\u202f: il ne compte pas."
        )
        shown = []
        for name, box in self.weights.items():
            told = _WEIGHTS[name]
            box.setSpecialValueText("ne compte pas")
            box.setSuffix(_MINUTES)
            shown.append(Field(theme, told.caption, box, told.hint))
        usual = aside("Remettre les valeurs habituelles", lambda: self.show_weights(Weights()))
        head = column(theme, label("Souhaits", "strong"), label(said, "small muted", wrap=True), gap=4)
        self.body.addLayout(column(theme, head, table(theme, shown, 2, (12, 12)), (usual, AT_LEFT)))

    def _lunch(self) -> tuple[time, time] | None:
        begins, ends = hour_in(self.begins), hour_in(self.ends)
        if begins is None or ends is None:
            return None
        if begins >= ends:
            self.ends.set_error("La pause finit après son début.")
        return begins, ends
