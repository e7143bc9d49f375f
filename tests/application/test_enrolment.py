"""What is told at once of a candidate as entered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from btstc_jury.application.enrolment import (
    Doubts,
    doubts,
    implied_form,
    no_such_day,
    other_form_words,
    taken_forms,
    usual_form,
)
from btstc_jury.application.office import Office
from btstc_jury.application.views.day import day_view
from btstc_jury.application.views.person import orals_of
from btstc_jury.application.views.planning import day_error
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation, Course, Plan
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.decide import describe_session
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Form, SettingKind, TimeRule
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.exchange.form_library import FormLibrary
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session
from tests.memory_file import MemoryFile

LATER = timedelta(hours=1)
FORMS = FormLibrary(form_folders())


def plan(number: str, last: str, first: str, *, later: timedelta = LATER, birth: date | None = None) -> Plan:
    made = make_plan(number, last, first)
    return replace(made, candidate=replace(made.candidate, birth=birth), scheduled=made.scheduled + later)


def test_the_same_number_in_two_encodings_of_the_name_is_one_person(empty_office: Office) -> None:
    first = plan("0001", "D\u2019Œuvre", "Éléonore", later=timedelta(), birth=date(2006, 2, 4))
    empty_office.plan(first, "essai")
    again = plan("0001", "d'œuvre", "E\u0301le\u0301onore", birth=date(2006, 2, 4))
    assert doubts(empty_office, again) == Doubts()
    empty_office.plan(again, "essai")
    assert orals_of(empty_office, "0001") == (1, 2)


def test_the_same_number_for_two_people_is_told_with_whose_it_is(empty_office: Office) -> None:
    empty_office.plan(make_plan("0001", "Durand", "Noé"), "essai")
    told = doubts(empty_office, plan("0001", "Martin", "Zoé")).number
    assert "DURAND Noé" in told
    assert doubts(empty_office, plan("0002", "Martin", "Zoé")).number == ""


def test_another_birth_is_another_person(empty_office: Office) -> None:
    empty_office.plan(plan("0001", "Durand", "Noé", birth=date(2006, 2, 4)), "essai")
    other = plan("0001", "Durand", "Noé", later=2 * LATER, birth=date(2007, 2, 4))
    assert "04/02/2006" in doubts(empty_office, other).number
    assert doubts(empty_office, plan("0001", "Durand", "Noé", later=2 * LATER)).number == ""


def test_two_orals_at_one_time_are_told(empty_office: Office) -> None:
    empty_office.plan(make_plan("0001", "Durand", "Noé"), "essai")
    told = doubts(empty_office, plan("0002", "Martin", "Zoé", later=timedelta())).time
    assert "DURAND Noé" in told
    assert doubts(empty_office, plan("0002", "Martin", "Zoé")).time == ""


def form_of(exam: str, length: int, prepared: int = 0) -> Form:
    """Of ``length`` minutes, after so many to prepare."""
    kind = SettingKind.FIXED if prepared else SettingKind.NONE
    return make_form(
        key=exam.lower(),
        exam=exam,
        name=exam,
        preparation=TimeRule(kind, Duration.minutes(prepared) if prepared else None),
        total=TimeRule(SettingKind.FIXED, Duration.minutes(length)),
    )


def plain(said: str) -> str:
    return said.replace("\u202f", " ")


E2, E3 = form_of("E2", 30, 30), form_of("E3", 20)


@pytest.fixture
def two_exams() -> Office:
    """At 09:00, Durand begins to prepare an E2: the commission hears him from 09:30 to 10:00."""
    clock = FakeClock()
    described = describe_session(make_session())
    file = MemoryFile(described.session, Entry(1, 1, clock.now(), "", described))
    office = Office(file, FakeLibrary(E2, E3), clock)
    office.plan(make_plan("0001", "Durand", "Noé"), "e2")
    return office


_MEETS = "de 9 h 30 à 10 h 00, et entendrait celui-ci {}. Première heure libre : {}."


@pytest.mark.parametrize(
    ("minutes", "form", "told"),
    [
        (0, E3, "à 9 h 00. Première heure libre : 9 h 05."),
        (10, E3, ""),
        (11, E3, _MEETS.format("de 9 h 11 à 9 h 31", "10 h 00")),
        (59, E3, _MEETS.format("de 9 h 59 à 10 h 19", "10 h 00")),
        (60, E3, ""),
        (15, E2, _MEETS.format("de 9 h 45 à 10 h 15", "9 h 30")),
        (30, E2, ""),
        (-29, E2, _MEETS.format("de 9 h 01 à 9 h 31", "9 h 30")),
        (-30, E2, ""),
    ],
)
def test_the_commission_hears_one_at_a_time_while_another_prepares(
    two_exams: Office, minutes: int, form: Form, told: str
) -> None:
    at = make_plan().scheduled
    assert at.strftime("%H:%M") == "09:00"
    other = plan("0002", "Martin", "Zoé", later=timedelta(minutes=minutes))
    said = plain(doubts(two_exams, other, form=form).time)
    assert said == (f"La commission entend déjà DURAND Noé {told}" if told else "")


@pytest.mark.parametrize(
    ("minutes", "there"), [(-19, True), (-20, False), (0, True), (5, True), (59, True), (60, False)]
)
def test_nobody_is_expected_at_two_places(two_exams: Office, minutes: int, there: bool) -> None:
    """While preparing too."""
    again = plan("0001", "Durand", "Noé", later=timedelta(minutes=minutes))
    said = plain(doubts(two_exams, again, form=E3).time)
    expected = "DURAND Noé est déjà attendu à 9 h 00 (E2), jusqu’à 10 h 00. Première heure libre : 10 h 00."
    assert said == (expected if there else "")


def test_extra_time_is_in_what_overlaps(two_exams: Office) -> None:
    longer = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD)
    before = plan("0002", "Martin", "Zoé", later=timedelta(minutes=10))
    assert doubts(two_exams, before, form=E3).time == ""
    assert (
        "de 9\u202fh\u202f10 à 9\u202fh\u202f36"
        in doubts(two_exams, replace(before, accommodation=longer), form=E3).time
    )


def test_a_correction_that_keeps_the_hour_is_not_asked_about_again(two_exams: Office) -> None:
    number, _ = two_exams.plan(plan("0002", "Martin", "Zoé", later=timedelta(minutes=40)), "e3")
    corrected = plan("0002", "Martin", "Zoë", later=timedelta(minutes=40))
    assert doubts(two_exams, corrected, number, E3).time == ""
    moved = plan("0002", "Martin", "Zoé", later=timedelta(minutes=41))
    assert "entend déjà DURAND" in doubts(two_exams, moved, number, E3).time


def test_an_oral_that_is_corrected_is_no_doubt_of_its_own(empty_office: Office) -> None:
    empty_office.plan(make_plan("0001", "Durand", "Noé"), "essai")
    assert doubts(empty_office, make_plan("0001", "Durand", "Noël"), but=1) == Doubts()


def test_who_was_withdrawn_holds_neither_number_nor_time_and_stands_in_no_list(empty_office: Office) -> None:
    empty_office.plan(make_plan("0001", "Durand", "Noé"), "essai")
    empty_office.act(1, ev.Withdrawn(" inscrit deux fois "))
    assert doubts(empty_office, plan("0001", "Martin", "Zoé", later=timedelta())) == Doubts()
    index = empty_office.file.index
    assert (index.days(), index.search("durand", 9)) == ((), ())
    view = day_view(empty_office, None, date(2026, 6, 1))
    assert view.rows == ()
    assert ["DURAND Noé" in each.text for each in view.withdrawn] == [True]
    event = empty_office.history(1).entries[-1].event
    assert event == ev.Withdrawn("inscrit deux fois")
    empty_office.act(1, do.Undo())
    assert [each.oral for each in index.search("durand", 9)] == [1]
    assert day_view(empty_office, None, date(2026, 6, 1)).withdrawn == ()


def test_who_came_is_not_withdrawn_any_more(empty_office: Office) -> None:
    empty_office.plan(make_plan("0001", "Durand", "Noé"), "essai")
    empty_office.act(1, do.Open(JURORS))
    empty_office.act(1, do.Start())
    with pytest.raises(Refusal) as refused:
        empty_office.act(1, ev.Withdrawn("inscrit deux fois"))
    assert refused.value.reason is Reason.ALREADY_STARTED


def test_nobody_is_withdrawn_without_a_reason(office: Office) -> None:
    with pytest.raises(Refusal) as refused:
        office.act(1, ev.Withdrawn("  "))
    assert refused.value.reason is Reason.EMPTY_REASON


@pytest.mark.parametrize(
    ("number", "last", "reason"),
    [
        ("0001", "Dur\u202eand", Reason.UNSEEN_CHARACTER),
        ("00\x0001", "Durand", Reason.UNSEEN_CHARACTER),
        ("0001", "x" * 201, Reason.TEXT_TOO_LONG),
    ],
)
def test_no_number_or_name_is_kept_that_cannot_be_read(
    empty_office: Office, number: str, last: str, reason: Reason
) -> None:
    with pytest.raises(Refusal) as refused:
        empty_office.plan(make_plan(number, last, "Noé"), "essai")
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31/02/2027", "Le 31/02 n’existe pas\u202f: février 2027 a 28 jours."),
        ("29/02/2028", ""),
        ("31/04/2027", "Le 31/04 n’existe pas\u202f: avril 2027 a 30 jours."),
        ("12/13/2027", "Il n’y a pas de mois 13\u202f: écrivez jour/mois/année."),
        ("demain", ""),
    ],
)
def test_a_day_that_does_not_exist_is_told_with_the_reason(typed: str, words: str) -> None:
    assert day_error(typed) == words


def test_nothing_is_told_of_a_day_that_exists() -> None:
    assert no_such_day(1, 1, 2027) == ""


@pytest.mark.parametrize(
    ("course", "chosen", "taken", "implied"),
    [
        (Course.SCHOOL, "e4-ponctuel", set(), "e4-ccf-1"),
        (Course.SCHOOL, "e4-ponctuel", {"e4-ccf-1"}, "e4-ccf-2"),
        (Course.SCHOOL, "e4-ccf-2", set(), "e4-ccf-2"),
        (Course.SCHOOL, "e6-ccf-1", set(), "e6-ponctuel"),
        (Course.CONTINUING_PUBLIC, "e6-ponctuel", set(), "e6-ccf-1"),
        (Course.CONTINUING_PUBLIC, "e6-ponctuel", {"e6-ccf-1"}, "e6-ccf-2"),
        (Course.CONTINUING_PUBLIC, "e6-ccf-unique", set(), "e6-ccf-unique"),
        (Course.DISTANCE, "e4-ccf-1", set(), "e4-ponctuel"),
        (None, "e4-ccf-1", set(), "e4-ccf-1"),
        (None, "e4-ccf-1", {"e4-ccf-1"}, "e4-ccf-2"),
    ],
)
def test_a_course_implies_a_form_of_the_same_exam(
    course: Course | None, chosen: str, taken: set[str], implied: str
) -> None:
    """Annexe IV (l.4707-4960); situation 1 of a CCF comes before situation 2 (l.5333, l.5749)."""
    found = implied_form(course, FORMS.get(chosen), FORMS.all(), frozenset(taken))
    assert found is FORMS.get(implied)


def test_a_form_of_a_centre_whose_key_says_nothing_is_left_alone() -> None:
    own = replace(FORMS.get("e4-ponctuel"), key="e4-maison")
    assert implied_form(Course.SCHOOL, own, FORMS.all(), frozenset()) is None
    assert other_form_words(Course.SCHOOL, own) == ""


def test_the_forms_of_a_candidate_are_known_in_the_file(empty_office: Office) -> None:
    known = plan("0001", "Durand", "Noé")
    number, _ = empty_office.plan(known, "essai")
    assert taken_forms(empty_office, known.candidate) == {"essai"}
    assert taken_forms(empty_office, known.candidate, number) == frozenset()
    assert taken_forms(empty_office, plan("0002", "Martin", "Zoé").candidate) == frozenset()


@pytest.mark.parametrize(
    ("course", "chosen", "implied", "words"),
    [
        (Course.CONTINUING_PUBLIC, "e2-ponctuel", "e2-ccf-1", "par contrôle en cours de formation."),
        (Course.SCHOOL, "e2-ccf-1", "e2-ponctuel", "sous forme ponctuelle."),
        (Course.DISTANCE, "e1-ccf-3", None, "l’épreuve E1 sous forme ponctuelle, écrite."),
        (Course.SCHOOL, "e3-ccf-1", None, "l’épreuve E3 sous forme ponctuelle, écrite."),
        (Course.CONTINUING_PUBLIC, "e3-ccf-1", "e3-ccf-1", ""),
        (Course.SCHOOL, "ef1", None, ""),
    ],
)
def test_the_way_implies_the_forms_of_the_other_orals(
    course: Course, chosen: str, implied: str | None, words: str
) -> None:
    """Annexe IV, lines E1, E2, E3 and EF1."""
    form = FORMS.get(chosen)
    found = implied_form(course, form, FORMS.all(), frozenset())
    assert (found.key if found else None) == implied
    told = other_form_words(course, form)
    assert told.endswith(words) if words else not told


@pytest.mark.parametrize(
    ("roles", "key"),
    [
        ([juror.role for juror in JURORS], "e4-ponctuel"),
        ([Role("Professeur de langue vivante étrangère")], "e2-ponctuel"),
        ([Role("Professeur de lettres")], "e1-ccf-3"),
        ([Role("Inspecteur")], ""),
    ],
)
def test_a_new_candidate_is_proposed_what_the_session_s_people_hold(roles: list[Role], key: str) -> None:
    jurors = [Juror(str(place), "Camille Fictif", role) for place, role in enumerate(roles)]
    assert usual_form(FORMS.all(), jurors) == key
