"""« Nouvel essai »: who plays what, and the clock runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from btstc_jury.application.cases import CaseLine
from btstc_jury.application.rehearsing import WHOLE, objections_time, shortened, simulation_of, times_of
from btstc_jury.application.views import formats
from btstc_jury.application.views.rehearsal.sessions import StudentRow
from btstc_jury.domain.form import Form, SettingKind, in_ccf
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.rehearsal import Scope
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, ColumnScroll, column, fill, panel, row, sized


@dataclass(frozen=True, slots=True)
class Chosen:
    """``students``: their numbers, in the order in which they play; ``begins``: the clock of the first runs
    at once.
    """

    students: tuple[str, ...]
    form_key: str
    case: str
    scope: Scope
    prepares: bool
    begins: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from. ``scope``, ``form``, ``case``: as the attempt before had them."""

    students: tuple[StudentRow, ...]
    forms: tuple[Form, ...]
    cases: tuple[CaseLine, ...]
    student: str = ""
    form: str = ""
    case: str = ""
    scope: Scope = WHOLE


Begin = Callable[[Chosen], str]
"""Why it could not, or "" once it is done."""

_FACTORS = (
    ("Temps de l’épreuve", None),
    ("Trois quarts du temps", Fraction(3, 4)),
    ("La moitié du temps", Fraction(1, 2)),
    ("Le tiers du temps", Fraction(1, 3)),
)
_OWN = "Temps choisis, par phase"
_OBJECTIONS = "objections"
_NO_CASE = "Sans cas, ni fiche de l’acheteur ni objections pendant l’essai."


class SetupDialog(FormDialog):
    guide_page = "essai"

    def __init__(self, theme: Theme, offer: Offer, begin: Begin, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Nouvel essai", 760, parent)
        self._offer = offer
        self._begin = begin
        self._forms = {each.key: each for each in offer.forms}
        self._proposed = False
        self._make_fields(theme)
        self._fill_choices(offer)
        self.add_button("Annuler", self.reject)
        self.add_button("Préparer sans commencer", lambda: self._hand_over(begins=False))
        self.add_button("&Commencer", self.submit, primary=True)
        self._connect()
        self._on_student()
        self._on_form()
        self._offer_time(offer.scope)
        (self._case if offer.student else self._student).setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        """Choices are soon made again: nothing is asked before they go."""
        return ()

    def submit(self) -> None:
        self._hand_over(begins=True)

    def chosen(self, *, begins: bool) -> Chosen:
        first = str(self._student.currentData() or "")
        others = [number for number, box in self._after.items() if box.isChecked()]
        return Chosen(
            students=(first, *(each for each in others if each != first)),
            form_key=self.form.key,
            case=str(self._case.currentData() or ""),
            scope=self.scope(),
            prepares=not self._prepares.isHidden() and self._prepares.isChecked(),
            begins=begins,
        )

    @property
    def form(self) -> Form:
        return self._forms[str(self._form.currentData())]

    def scope(self) -> Scope:
        data = self._scope.currentData()
        objections = data == _OBJECTIONS
        places: tuple[int, ...] = data if isinstance(data, tuple) else ()
        if objections:
            places = (simulation_of(self.form),)
        every = places or tuple(range(len(self.form.phases)))
        factor = self._time.currentData()
        if factor == _OWN:
            typed = tuple((place, self._typed(place)) for place in every)
            usual = times_of(self.form)
            # Left as the form has them, they are no choice.
            chosen = typed if any(time != usual[place] for place, time in typed) else ()
            return Scope(places, chosen, objections)
        maxima = shortened(self.form, every, factor) if isinstance(factor, Fraction) else ()
        return Scope(places, maxima, objections)

    def _typed(self, place: int) -> Duration:
        return formats.read_minutes(self._minutes[place].text()) or Duration(0)

    def _hand_over(self, *, begins: bool) -> None:
        self.show_problem("")
        if self._time.currentData() == _OWN:
            for place, each in enumerate(self._minutes):
                wrong = not each.isHidden() and not 0 < self._typed(place).total_seconds <= 4 * 3600
                each.set_error("Indiquez des minutes." if wrong else "")
            if self.first_invalid(self._minutes):
                return
        said = self._begin(self.chosen(begins=begins))
        self.show_problem(said)
        if not said:
            self.accept()

    def _make_fields(self, theme: Theme) -> None:
        self._student, self._form, self._case, self._scope, self._time = (Choice(theme) for _ in range(5))
        self._prepares = TickBox(theme, "Avec la préparation d’abord")
        self._after: dict[str, TickBox] = {}
        self._boxes = column(theme, gap=2)
        after = ColumnScroll(panel(self._boxes))
        sized(theme, after, height=120)
        self._minutes: list[LineField] = []
        self._rows = row(theme, gap=12, at=AT_TOP)
        self._own = panel(self._rows)
        self._own.hide()
        self._fields = {
            caption: Field(theme, caption, editor)
            for caption, editor in (
                ("&Étudiant", self._student),
                ("É&preuve", self._form),
                ("Cas", self._case),
                ("Ce &qui se joue", self._scope),
                ("&Temps", self._time),
            )
        }
        who, exam, case, scope, time = self._fields.values()
        self._queue = panel(column(theme, label("Puis, sur le même cas", "small strong"), after, gap=4))
        fill(
            self.body,
            row(theme, (who, 1), (exam, 1), gap=12, at=AT_TOP),
            case,
            row(theme, (scope, 1), (time, 1), gap=12, at=AT_TOP),
            self._own,
            self._prepares,
            self._queue,
        )

    def _fill_choices(self, offer: Offer) -> None:
        for each in offer.students:
            self._student.addItem(" — ".join(filter(None, (each.name, each.place))), each.number)
            box = self._after[each.number] = TickBox(self.theme, each.name)
            self._boxes.addWidget(box)
        self._boxes.addStretch(1)
        for form in offer.forms:
            self._form.addItem(form.name, form.key)
        for words, factor in _FACTORS:
            self._time.addItem(words, factor)
        self._time.addItem(_OWN, _OWN)
        self._queue.setVisible(len(offer.students) > 1)
        _choose(self._student, offer.student)
        _choose(self._form, offer.form)

    def _connect(self) -> None:
        self._student.currentIndexChanged.connect(self._on_student)
        self._form.currentIndexChanged.connect(self._on_form)
        self._case.currentIndexChanged.connect(self._on_case)
        self._time.currentIndexChanged.connect(self._on_time)
        self._scope.currentIndexChanged.connect(self._on_scope)

    def _on_student(self) -> None:
        """Who plays first doesn't play again afterwards."""
        for number, box in self._after.items():
            box.setVisible(number != self._student.currentData())

    def _on_form(self) -> None:
        form = self.form
        self._prepares.setVisible(form.preparation.kind is not SettingKind.NONE)
        kept = str(self._case.currentData() or self._offer.case)
        with QSignalBlocker(self._case):
            self._case.clear()
            self._case.addItem("Sans cas", "")
            for line in sorted(self._offer.cases, key=lambda each: each.exam != form.exam):
                other = "" if line.exam == form.exam else f" ({line.exam})"
                self._case.addItem(f"{line.title}{other}", line.key)
            exam = next((each.exam for each in self._offer.cases if each.key == kept), "")
            fitting = _fitting(self._offer.forms, exam)
            # The case goes with an exam that isn't its own, unless no form of its own is at hand.
            _choose(self._case, kept if not fitting or form in fitting else "")
        self._offer_scopes()
        self._make_minutes(form)

    def _on_case(self) -> None:
        """A case is played in an oral of its exam."""
        line = self._line()
        fitting = _fitting(self._offer.forms, "" if line is None else line.exam)
        if fitting and self.form not in fitting:
            self._form.setCurrentIndex(self._form.findData(fitting[0].key))
        else:
            self._offer_scopes()

    def _line(self) -> CaseLine | None:
        return next((each for each in self._offer.cases if each.key == self._case.currentData()), None)

    def _make_minutes(self, form: Form) -> None:
        for each in self._minutes:
            self._rows.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._minutes = []
        for phase, time in zip(form.phases, times_of(form), strict=True):
            proposed = formats.minutes_words(time).removesuffix(" min")
            field = LineField(self.theme, f"{phase.short}, minutes", proposed, figures=True)
            self._minutes.append(field)
            self._rows.addWidget(field, 1)
        self._on_scope()

    def _offer_scopes(self) -> None:
        kept = self._scope.currentData() if self._scope.count() else _scope_data(self._offer.scope)
        self._scope.clear()
        self._scope.addItem("L’épreuve entière", ())
        phases = self.form.phases
        if len(phases) > 1:
            for place, phase in enumerate(phases):
                self._scope.addItem(f"{place + 1} {phase.short}, uniquement", (place,))
        line = self._line()
        self._fields["Cas"].set_hint("" if line is not None else _NO_CASE)
        if line is not None and line.objections:
            self._scope.addItem("Les objections seules, l’une après l’autre", _OBJECTIONS)
        place = next((each for each in range(self._scope.count()) if self._scope.itemData(each) == kept), 0)
        self._scope.setCurrentIndex(place)

    def _offer_time(self, scope: Scope) -> None:
        """The times of the attempt before, where they weren't the form's."""
        if not scope.maxima:
            return
        places = [place for place, _ in scope.maxima if place < len(self._minutes)]
        factors = (factor for _, factor in _FACTORS if factor is not None)
        same = (each for each in factors if shortened(self.form, places, each) == scope.maxima)
        self._time.setCurrentIndex(self._time.findData(next(same, _OWN)))
        for place, length in scope.maxima:
            self._write_minutes(place, length)

    def _on_scope(self) -> None:
        """Objections alone take less than the simulation: a time of their own is proposed, as long as none
        was chosen, and goes with them.
        """
        place = simulation_of(self.form)
        alone = self._line() if self._scope.currentData() == _OBJECTIONS else None
        if alone is not None and place < len(self._minutes) and self._time.currentData() in {None, _OWN}:
            self._write_minutes(place, objections_time(self.form, alone.objections))
            self._time.setCurrentIndex(self._time.findData(_OWN))
            self._proposed = True
        elif alone is None and self._proposed:
            self._proposed = False
            self._write_minutes(place, times_of(self.form)[place])
            self._time.setCurrentIndex(0)
        self._on_time()

    def _write_minutes(self, place: int, time: Duration) -> None:
        if place < len(self._minutes):
            self._minutes[place].line.setText(formats.minutes_words(time).removesuffix(" min"))

    def _on_time(self) -> None:
        own = self._time.currentData() == _OWN
        self._own.setVisible(own)
        data = self._scope.currentData()
        shown = data if isinstance(data, tuple) and data else range(len(self._minutes))
        if data == _OBJECTIONS:
            shown = (simulation_of(self.form),)
        for place, each in enumerate(self._minutes):
            each.setVisible(place in shown)
        self._tell_times(shown)

    def _tell_times(self, places: Iterable[int]) -> None:
        """What a share of the time comes to."""
        factor, told = self._time.currentData(), ""
        if isinstance(factor, Fraction):
            phases = self.form.phases
            told = ", ".join(
                f"{phases[place].short} {formats.minutes_words(time)}"
                for place, time in shortened(self.form, tuple(places), factor)
            )
        self._fields["&Temps"].set_hint(f"{told}." if told else "")


def _fitting(forms: Sequence[Form], exam: str) -> list[Form]:
    """Those of that exam, in one piece first."""
    found = (each for each in forms if each.exam == exam)
    return sorted(found, key=lambda each: in_ccf(each.key) is not False)


def _scope_data(scope: Scope) -> object:
    return _OBJECTIONS if scope.objections_only else scope.phases


def _choose(choice: Choice, data: str) -> None:
    place = choice.findData(data)
    if place >= 0:
        choice.setCurrentIndex(place)
