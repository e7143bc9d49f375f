"""The particulars of one line of the list: who, when, which form, with which accommodation."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLineEdit, QWidget

from btstc_jury.application.enrolment import (
    Doubts,
    forms_to_choose,
    implied_form,
    other_form_words,
    other_version_words,
    reads_as,
    unnamed,
)
from btstc_jury.application.ports import FormSource
from btstc_jury.application.views import formats
from btstc_jury.application.views.planning import (
    day_error,
    eaten_words,
    extra_text,
    form_times,
    parse_day,
    parse_extra,
    parse_time,
)
from btstc_jury.domain.candidate import NO_EXTRA, ONE_THIRD, Accommodation, Candidate, Course, Plan
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import clear_layout, label
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.fields import Choice, Field, LineField, line_edit
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, column, row, spaced
from btstc_jury.ui.widgets.steady import NumberBox

_EARLIEST = 1900


class IdentityFields(QWidget):
    """Number, names, and what is optional: birth, school, specialty, course."""

    def __init__(self, theme: Theme, candidate: Candidate) -> None:
        super().__init__()
        self._student = candidate.class_name, candidate.group
        birth = formats.short_day(candidate.birth) if candidate.birth else ""
        how, none, optional = "jj/mm/aaaa, facultatif", "non renseignée", "Facultatif"
        self._number = LineField(theme, "Numé&ro", candidate.number)
        self._birth = LineField(theme, "Nai&ssance", birth, how, placeholder=none)
        self._last = LineField(theme, "&Nom", candidate.last_name)
        self._first = LineField(theme, "&Prénoms", candidate.first_names)
        school = LineField(theme, "Éta&blissement", candidate.school, placeholder=optional)
        specialty = LineField(theme, "Spéc&ialité", candidate.specialty, placeholder=optional)
        self._course = Choice(theme)
        self._course.addItem("Non renseignée", None)
        for course in Course:
            self._course.addItem(course.facts.label, course)
        self._course.setCurrentIndex(self._course.findData(candidate.course))
        self._course_field = Field(theme, "&Voie", self._course)
        self.fields = (self._number, self._birth, self._last, self._first, school, specialty)
        first = row(theme, (self._number, 3), (self._birth, 2), gap=12, at=AT_TOP)
        column(theme, first, *self.fields[2:], self._course_field, 1, gap=12, within=self)
        self._birth.line.editingFinished.connect(self._write_out)

    def entries(self) -> tuple[object, ...]:
        return *(each.line.text() for each in self.fields), self._course.currentIndex()

    def look_when_left(self, look: Callable[[], object]) -> None:
        """``look`` is called when what tells people apart was typed."""
        for each in (self._number, self._birth, self._last, self._first):
            each.line.editingFinished.connect(look)
        self._course.currentIndexChanged.connect(lambda _place: look())

    def _write_out(self) -> None:
        """As it was understood, with or without Shift."""
        if birth := parse_day(self._birth.text()):
            self._birth.line.setText(formats.short_day(birth))

    def tell_taken(self, words: str) -> None:
        """The number is another person's; "" where it isn't."""
        if self._number.text():
            self._number.set_error(words)

    def tell_birth(self, oral_day: date) -> None:
        self._birth.set_error(self._birth_error(oral_day))

    def candidate(self) -> Candidate:
        """A birth date that can't be read is left out: ``check`` tells it first."""
        number, birth, last, first, school, specialty = (each.text() for each in self.fields)
        known = None if self._course.currentIndex() == 0 else Course(self._course.currentData())
        return Candidate(number, last, first, parse_day(birth), school, specialty, known, *self._student)

    def check(self, oral_day: date) -> None:
        """Say beside each field what is missing or can't be read."""
        self._number.need("Indiquez le numéro du candidat.")
        self._last.need("Indiquez le nom.")
        self._first.need("Indiquez le prénom.")
        self.tell_birth(oral_day)

    def complete(self, known: Candidate) -> None:
        """What nobody typed yet, from what is known of the same candidate."""
        birth = formats.short_day(known.birth) if known.birth else ""
        number, born, last, first, school, specialty = self.fields
        told = (
            (born, birth),
            (last, known.last_name),
            (first, known.first_names),
            (school, known.school),
            (specialty, known.specialty),
        )
        for field, text in told:
            if text and not field.text():
                field.line.setText(text)
        number.set_error("")
        if self._course.currentData() is None:
            self._course.setCurrentIndex(self._course.findData(known.course))

    def forget(self, known: Candidate) -> None:
        """The birth and the names of somebody else, as they were taken over."""
        birth = formats.short_day(known.birth) if known.birth else ""
        _, born, last, first, *_ = self.fields
        told = ((born, birth), (last, known.last_name), (first, known.first_names))
        for field, text in told:
            if field.text() == text:
                field.line.clear()

    def make_room(self) -> None:
        """Empty what the next candidate has of their own; school, specialty and course stay."""
        for each in (self._number, self._birth, self._last, self._first):
            each.line.clear()
        self.begin()

    def begin(self) -> None:
        self._number.line.setFocus()

    def _birth_error(self, oral_day: date) -> str:
        text = self._birth.text()
        birth = parse_day(text)
        if text and birth is None:
            return day_error(text) or "Écrivez 04/02/2006, ou rien."
        possible = birth is None or (birth.year >= _EARLIEST and birth < oral_day)
        return "" if possible else "Cette date n’est pas possible."


class OralFields(QWidget):
    """``locked``: the form is shown and can't be changed. ``turned`` is called for another form.
    ``centre``: keys of forms that are the centre's own; ``in_file``: forms that other orals of the file have.
    """

    def __init__(
        self,
        theme: Theme,
        forms: tuple[Form, ...],
        chosen: str,
        turned: Callable[[Form | None], None],
        *,
        locked: bool,
        centre: Collection[str] = (),
        in_file: tuple[Form, ...] = (),
    ) -> None:
        super().__init__()
        self._turned = turned
        self._forms = forms
        self._in_file = in_file
        self._form = Choice(theme)
        several = {form.key for form in in_file}
        for form in forms:
            named = f"{form.name}, version {form.version}" if form.key in several else form.name
            self._form.addItem(f"{named} (forme du centre)" if form.key in centre else named)
        keys = [form.key for form in forms]
        self._form.setCurrentIndex(keys.index(chosen) if chosen in keys else min(0, len(forms) - 1))
        self._form.setEnabled(not locked)
        self._locked = locked
        self._by_hand = False
        self._form.activated.connect(self._choose)
        self._form_field = Field(theme, "&Forme d’épreuve", self._form)
        self._day = LineField(theme, "&Date", placeholder="jj/mm/aaaa")
        self._time = LineField(theme, "&Heure", placeholder="hh:mm")
        self._subject = LineField(theme, "", hint="Facultatif\u202f: proposé à l’arrivée, à confirmer.")
        self.fields = (self._form_field, self._day, self._time, self._subject)
        when = row(theme, (self._day, 3), (self._time, 2), gap=12, at=AT_TOP)
        column(theme, self._form_field, when, self._subject, gap=12, within=self)
        self._form.currentIndexChanged.connect(self._tell)
        for each in (self._day, self._time):
            each.line.editingFinished.connect(self._write_out)
        self._tell()

    def form(self) -> Form | None:
        place = self._form.currentIndex()
        return self._forms[place] if place >= 0 else None

    def subject(self) -> str:
        """What the oral is to be about: kept, unseen, where the form doesn't ask for it."""
        return self._subject.text()

    def show_subject(self, about: str) -> None:
        self._subject.line.setText(about)

    def propose(self, course: Course | None, taken: frozenset[str]) -> None:
        """The form that the candidate's course implies, unless one was chosen by hand or stands for good;
        another one is said to be another one, and taken.
        """
        chosen = self.form()
        if chosen is None:
            return
        implied = implied_form(course, chosen, self._forms, taken)
        if implied is not None and not self._by_hand and not self._locked:
            self._form.setCurrentIndex(self._forms.index(implied))
            chosen = implied
        told = (other_form_words(course, chosen), other_version_words(chosen, self._in_file))
        self._form_field.set_warning(" ".join(filter(None, told)))

    def keep_form(self) -> None:
        """It was chosen before: nothing is proposed in its place."""
        self._by_hand = True

    def _choose(self, _place: int) -> None:
        self.keep_form()

    def day(self) -> date | None:
        return parse_day(self._day.text())

    def scheduled(self) -> datetime | None:
        """``None`` while day or time can't be read."""
        day, time = self.day(), parse_time(self._time.text())
        return None if day is None or time is None else datetime.combine(day, time)

    def schedule(self, at: datetime) -> None:
        self._day.line.setText(formats.short_day(at.date()))
        self._time.line.setText(at.strftime("%H:%M"))

    def _write_out(self) -> None:
        """As they were understood, with or without Shift."""
        if day := self.day():
            self._day.line.setText(formats.short_day(day))
        if (time := parse_time(self._time.text())) is not None:
            self._time.line.setText(time.strftime("%H:%M"))

    def entries(self) -> tuple[object, ...]:
        lines = (self._day, self._time, self._subject)
        return (self._form.currentIndex(), *(each.line.text() for each in lines))

    def check(self) -> None:
        """Say beside each field what is missing or can't be read."""
        self._form_field.set_error("" if self.form() else "Choisissez la forme d’épreuve.")
        self.tell_day()
        readable = parse_time(self._time.text()) is not None
        self._time.set_error("" if readable else "Écrivez l’heure\u202f: 14:00.")

    def look_when_left(self, look: Callable[[], object]) -> None:
        """``look`` is called when the day or the hour was typed, or another form chosen."""
        for each in (self._day, self._time):
            each.line.editingFinished.connect(look)
        self._form.activated.connect(lambda _place: look())

    def tell_day(self) -> None:
        error = day_error(self._day.text()) or "Écrivez la date\u202f: 18/05/2027."
        self._day.set_error("" if self.day() else error)

    def tell_busy(self, words: str) -> None:
        """The commission hears somebody else then; "" where it doesn't."""
        self._time.set_error(words)

    def _tell(self) -> None:
        form = self.form()
        hint = form.title if form is not None else ""
        locked = "Ne change plus\u202f: la préparation ou l’interrogation a commencé."
        self._form_field.set_hint(locked if self._locked else hint)
        about = None if form is None else form.subject
        self._subject.setVisible(about is not None)
        if about is not None:
            self._subject.set_caption(about.label)
        self._turned(form)


_LONGEST = 120
"""Minutes of pauses at most."""

_NONE, _THIRD, _OTHER = range(3)


class AccommodationFields(QWidget):
    """None, one third, or three values of their own, and an allowance of pauses; never a diagnosis."""

    def __init__(self, theme: Theme, accommodation: Accommodation) -> None:
        super().__init__()
        self._theme = theme
        self._form: Form | None = None
        self._kind = Choice(theme)
        self._kind.addItems(["Aucun temps majoré", "Un tiers de plus (1/3)", "Autre majoration"])
        self._values = [QLineEdit() for _ in range(3)]
        captions = ("Prép&aration", "Par&ties", "T&otal")
        self.fields = tuple(
            Field(theme, caption, editor) for caption, editor in zip(captions, self._values, strict=True)
        )
        for editor in self._values:
            editor.setPlaceholderText("1/3 ou 33\u202f%")
            editor.textChanged.connect(self._tell)
        self._own = QWidget()
        row(theme, *((field, 1) for field in self.fields), within=self._own, at=AT_TOP)
        self._aids = line_edit(limit=300)
        aids = Field(theme, "Aides a&ccordées", self._aids, "Facultatif, sans mention médicale.")
        self._pauses, pauses = self._make_pauses()
        self._times = spaced(theme, QGridLayout(), gap=(16, 2))
        self._times.setColumnStretch(2, 1)
        kind = Field(theme, "A&ménagement", self._kind)
        column(theme, kind, self._own, pauses, self._times, aids, gap=12, within=self)
        self._kind.currentIndexChanged.connect(self._tell)
        self.show_accommodation(accommodation)

    def _make_pauses(self) -> tuple[NumberBox, Field]:
        box = NumberBox(maximum=_LONGEST, suffix="\u202fmin")
        box.setSpecialValueText("aucun")
        box.valueChanged.connect(self._tell)
        hint = "En tout, l’horloge arrêtée\u202f; s’ajoute aux temps ci-dessous."
        return box, Field(self._theme, "Temps de pa&use accordé", box, hint)

    def show_accommodation(self, accommodation: Accommodation) -> None:
        times = (accommodation.preparation, accommodation.phases, accommodation.total)
        for editor, value in zip(self._values, times, strict=True):
            editor.setText(extra_text(value))
        self._aids.setText(accommodation.aids)
        self._pauses.setValue(accommodation.pauses.whole_seconds // 60)
        kinds = {(NO_EXTRA,) * 3: _NONE, (ONE_THIRD,) * 3: _THIRD}
        self._kind.setCurrentIndex(kinds.get(times, _OTHER))
        self._tell()

    def show_form(self, form: Form | None) -> None:
        self._form = form
        self._tell()

    def entries(self) -> tuple[object, ...]:
        return (
            self._kind.currentIndex(),
            *(editor.text() for editor in self._values),
            self._pauses.value(),
            self._aids.text(),
        )

    def accommodation(self) -> Accommodation | None:
        """What stands in the fields; ``None`` while one of them can't be read."""
        aids, pauses = self._aids.text().strip(), Duration.minutes(self._pauses.value())
        if self._kind.currentIndex() == _NONE:
            return Accommodation(aids=aids, pauses=pauses)
        if self._kind.currentIndex() == _THIRD:
            return Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD, aids, pauses)
        preparation, phases, total = (parse_extra(editor.text()) for editor in self._values)
        if preparation is None or phases is None or total is None:
            return None
        return Accommodation(preparation, phases, total, aids, pauses)

    def check(self) -> None:
        """Show beside each field what can't be read in it."""
        own = self._kind.currentIndex() == _OTHER
        for field, editor in zip(self.fields, self._values, strict=True):
            wrong = own and parse_extra(editor.text()) is None
            field.set_error("Écrivez 1/3 ou 33\u202f%, au plus 200\u202f%." if wrong else "")

    def _tell(self) -> None:
        self._own.setVisible(self._kind.currentIndex() == _OTHER)
        if any(field.error for field in self.fields):
            self.check()
        accommodation = self.accommodation()
        if accommodation is not None:
            self._show_times(accommodation)
        *_, whole = self.fields
        form = self._form
        whole.set_warning("" if form is None or accommodation is None else eaten_words(form, accommodation))

    def _show_times(self, accommodation: Accommodation) -> None:
        clear_layout(self._times)
        if self._form is None:
            return
        for line, time in enumerate(form_times(self._form, accommodation)):
            self._times.addWidget(label(time.label, "small muted"), line, 0)
            self._times.addWidget(label(time.usual, "small"), line, 1)
            if time.granted:
                self._times.addWidget(label(f"→ {time.granted}", "small strong accent"), line, 2)


Save = Callable[[Plan, Form], str]
"""Keeps a plan and its form; says why it could not be, or "" once it is durable."""

_WIDTH = 880
_GO_ON = "Ctrl+Return"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the dialog begins with. ``plan``: ``None`` for a candidate to add, then at ``scheduled`` and
    with the form ``form_key``; ``pinned``: the form of an oral already planned; ``form_locked``: for good;
    ``doubts``: what is told of an entry at once; ``taken``: keys of the forms that the candidate already has;
    ``known``: as the candidate was entered for another oral; ``file_forms``: of other orals of the file, in
    other versions than this machine's.
    """

    scheduled: datetime
    form_key: str = ""
    plan: Plan | None = None
    pinned: Form | None = None
    form_locked: bool = False
    doubts: Callable[[Plan, Form | None], Doubts] = lambda _plan, _form: Doubts()
    taken: Callable[[Candidate], frozenset[str]] = lambda _candidate: frozenset()
    known: Callable[[Candidate], Plan | None] = lambda _candidate: None
    file_forms: tuple[Form, ...] = ()


class CandidateDialog(FormDialog):
    """Enter saves; Ctrl+Enter saves and makes room for the next candidate."""

    def __init__(
        self, theme: Theme, library: FormSource, draft: Draft, save: Save, parent: QWidget | None = None
    ) -> None:
        adding = draft.plan is None
        title = "Ajouter un candidat" if adding else "Modifier un candidat"
        super().__init__(theme, title, _WIDTH, parent)
        self._save = save
        self._scheduled = draft.scheduled
        self._doubts = draft.doubts
        self._taken = draft.taken
        self._known = draft.known
        self._taken_over: Plan | None = None
        self._meant: datetime | None = None
        plan = draft.plan or Plan(Candidate("", "", ""), draft.scheduled)
        forms, faulty = forms_to_choose(library, draft.pinned, draft.file_forms)
        chosen = draft.pinned.key if draft.pinned else draft.form_key
        self._identity = IdentityFields(theme, plan.candidate)
        self._accommodation = AccommodationFields(theme, plan.accommodation)
        turned = self._accommodation.show_form
        own = {form.key for form in forms if library.of_centre(form.key) and form is not draft.pinned}
        self._oral = OralFields(
            theme, forms, chosen, turned, locked=draft.form_locked, centre=own, in_file=draft.file_forms
        )
        self._oral.schedule(plan.scheduled)
        self._oral.show_subject(plan.subject)
        if not adding:
            self._oral.keep_form()
        self._propose()
        self._saved = label("", "done", wrap=True)
        self._saved.hide()
        self._lay()
        self._make_buttons(adding=adding)
        self.show_problem(faulty)
        self._identity.look_when_left(self._look)
        self._oral.look_when_left(self._look)
        if adding:
            self._propose_hour()
        self._identity.begin()
        self.remember()

    def plan(self) -> Plan | None:
        """What stands in the fields; ``None`` while something in them can't be read."""
        scheduled, accommodation = self._oral.scheduled(), self._accommodation.accommodation()
        if scheduled is None or accommodation is None:
            return None
        return Plan(self._identity.candidate(), scheduled, accommodation, self._oral.subject())

    def form_key(self) -> str:
        form = self._oral.form()
        return form.key if form is not None else ""

    def entries(self) -> tuple[object, ...]:
        return (*self._identity.entries(), *self._oral.entries(), *self._accommodation.entries())

    def submit(self) -> None:
        if self._keep() is not None:
            self.accept()

    def submit_and_go_on(self) -> None:
        kept = self._keep()
        if kept is None:
            return
        # The hour first: leaving its field would look at the one just taken.
        self._oral.schedule(kept.scheduled + timedelta(hours=1))
        self._oral.show_subject("")
        self._accommodation.show_accommodation(Accommodation())
        self._identity.make_room()
        self._propose_hour()
        self._look()
        self._saved.setText(f"{kept.candidate.full_name} est inscrit.")
        self._saved.show()
        self.remember()

    def _keep(self) -> Plan | None:
        """The plan once it is durable; the reason is shown when it is not."""
        self.show_problem("")
        self._identity.check(self._oral.day() or self._scheduled.date())
        self._oral.check()
        self._accommodation.check()
        fields = (*self._identity.fields, *self._oral.fields, *self._accommodation.fields)
        plan, form = self.plan(), self._oral.form()
        if self.first_invalid(fields) or plan is None or form is None:
            return None
        found = self._look()
        if found.time and self._meant != plan.scheduled:
            self._meant = plan.scheduled
            self._oral.tell_busy(f"{found.time} Enregistrez encore pour garder cette heure.")
        else:
            self._oral.tell_busy("")
        if self.first_invalid(fields):
            return None
        said = self._save(plan, form)
        self.show_problem(said)
        return None if said else plan

    def _look(self) -> Doubts:
        """Say at once what can't be, or is probably a slip."""
        self._identity.tell_birth(self._oral.day() or self._scheduled.date())
        self._oral.tell_day()
        self._propose()
        plan = self.plan()
        found = Doubts() if plan is None else self._doubts(plan, self._oral.form())
        if plan is not None:
            self._identity.tell_taken(found.number)
            self._oral.tell_busy(found.time)
        return found

    def _propose_hour(self) -> None:
        """Not one at which the commission hears somebody else."""
        plan = self.plan()
        free = None if plan is None else self._doubts(plan, self._oral.form()).free
        if free is not None:
            self._oral.schedule(free)

    def _propose(self) -> None:
        candidate = self._identity.candidate()
        self._give_back(candidate)
        if candidate.number and (unnamed(candidate) or (candidate.last_name and candidate.first_names)):
            self._take_over(candidate)
            candidate = self._identity.candidate()
        known = candidate.number and candidate.last_name
        self._oral.propose(candidate.course, self._taken(candidate) if known else frozenset())

    def _take_over(self, candidate: Candidate) -> None:
        """Once, what holds for each oral of a candidate: extra time must not be lost from one to the next."""
        before = self._known(candidate)
        if before is None or before == self._taken_over:
            return
        self._taken_over = before
        self._identity.complete(before.candidate)
        if before.accommodation != Accommodation() and self._accommodation.accommodation() == Accommodation():
            self._accommodation.show_accommodation(before.accommodation)
        self._saved.setText("Candidat déjà inscrit\u202f: ses renseignements et son aménagement sont repris.")
        self._saved.show()

    def _give_back(self, candidate: Candidate) -> None:
        """A number was a slip: whose it is keeps the extra time and the birth that came with it."""
        before = self._taken_over
        if before is None or reads_as(before.candidate, candidate):
            return
        self._taken_over = None
        self._identity.forget(before.candidate)
        if self._accommodation.accommodation() == before.accommodation:
            self._accommodation.show_accommodation(Accommodation())
        self._saved.hide()

    def _lay(self) -> None:
        """Side by side where the screen is wide enough for the text size, else one below the other."""
        wide = self.screen().availableGeometry().width() >= self.theme.px(_WIDTH)
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        spaced(self.theme, columns, gap=32 if wide else 16)
        right = column(self.theme, self._oral, self._accommodation, 1, gap=12)
        columns.addWidget(self._identity, 1)
        columns.addLayout(right, 1)
        self.body.addLayout(columns)

    def _make_buttons(self, *, adding: bool) -> None:
        self.buttons.insertWidget(0, self._saved, 1)
        self.buttons.setStretch(1, 0 if adding else 1)
        self.add_button("Annu&ler", self.reject)
        if adding:
            another = KeyButton("Enregistrer et ajouter un autre", "Ctrl+Enter")
            another.setAutoDefault(False)
            another.clicked.connect(self.submit_and_go_on)
            self.buttons.addWidget(another)
            for keys in (_GO_ON, "Ctrl+Enter"):
                QShortcut(QKeySequence(keys), self).activated.connect(self.submit_and_go_on)
        self.add_button("&Enregistrer", self.submit, primary=True)
