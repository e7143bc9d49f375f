"""What a teacher does in a training file, and what no exam file takes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.rehearsing import (
    WHOLE,
    Setup,
    add_students,
    attempt_of,
    attempts_of,
    begin,
    change_student,
    forget_student,
    grouped,
    holds_exams_alone,
    set_up,
    shortened,
    student,
    times_of,
)
from btstc_jury.application.views.messages import refusal
from btstc_jury.application.views.rehearsal.live import objections_view
from btstc_jury.application.views.rehearsal.sessions import sessions_view
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.case import Case, Objection, ObjectionKind, Step
from btstc_jury.domain.commands import Command
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.rehearsal import Handling, Scope, Speaker
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from tests.application.offices import memory_of, office_with, wait
from tests.forms_for_tests import make_form, make_plan, make_session

FORM = make_form()
CASE = Case("c", "Chariots", "E4", "fiche descriptive", objections=(Objection("Cher.", ObjectionKind.PRICE),))
CLASS = (
    Candidate("", "Benali", "Karim", class_name="TC2 A", group="1"),
    Candidate("", "Moreau", "Anaïs", class_name="TC2 A", group="2"),
)


@pytest.fixture
def office() -> Office:
    """A training file with two students, and an oral made before there were attempts."""
    made = office_with(FORM, replace(make_session(FileKind.TRAINING), jurors=()))
    made.act(1, ev.Ended())
    list(add_students(made, CLASS, FORM.key))
    return made


def play(office: Office, number: str, case: Case | None = CASE) -> int:
    oral, _ = set_up(office, Setup(number, FORM.key, case))
    list(begin(office, oral))
    wait(office, 60)
    office.act(oral, ev.Ended())
    wait(office, 60)
    return oral


def number_of(office: Office, last_name: str) -> str:
    return next(
        n for n, each in grouped(office).items() if each[0].state.plan.candidate.last_name == last_name
    )


def test_the_program_gives_the_numbers_and_asks_for_nothing_else(office: Office) -> None:
    told = [each[-1].state.plan.candidate for each in grouped(office).values()]
    assert sorted(each.last_name for each in told) == ["Benali", "Moreau"]
    assert len({each.number for each in told}) == 2
    assert {each.birth for each in told} == {None}


def test_attempts_are_numbered_in_the_order_in_which_they_began(office: Office) -> None:
    number = number_of(office, "Benali")
    first = play(office, number)
    second = play(office, number, None)
    assert [(each.oral, each.place) for each in attempts_of(office, number)] == [(first, 1), (second, 2)]
    assert attempt_of(office, second).place == 2
    with pytest.raises(KeyError):
        attempt_of(office, 1)
    assert sessions_view(office).exams == 1


def test_what_a_file_holds_is_known_without_reading_a_journal(office: Office) -> None:
    training = replace(make_session(FileKind.TRAINING), jurors=())
    exams = office_with(FORM, training)
    exams.act(1, ev.Ended())
    withdrawn, _ = exams.plan(make_plan(), FORM.key)
    exams.act(withdrawn, ev.RehearsalSet(None, WHOLE))
    assert not holds_exams_alone(exams)
    exams.act(withdrawn, ev.Withdrawn("Saisie par erreur"))
    for each in (office, exams):
        each._histories.clear()
        memory_of(each).damaged.update(memory_of(each).journals)
    assert not holds_exams_alone(office)
    assert holds_exams_alone(exams)
    assert sessions_view(exams).exams == 1


def test_what_waits_is_played_before_another_one_is_made(office: Office) -> None:
    number = number_of(office, "Moreau")
    waiting = attempts_of(office, number)[0].oral
    scope = Scope((1,))
    oral, _ = set_up(office, Setup(number, FORM.key, CASE, scope))
    assert oral == waiting
    rehearsal = office.oral(oral).rehearsal
    assert rehearsal is not None
    assert (rehearsal.case, rehearsal.scope) == (CASE, scope)
    list(begin(office, oral))
    assert office.oral(oral).stage is Stage.RUNNING
    assert office.oral(oral).phase == 1


def test_a_later_edit_of_the_case_changes_no_attempt(office: Office) -> None:
    oral = play(office, number_of(office, "Benali"))
    rehearsal = office.oral(oral).rehearsal
    assert rehearsal is not None
    assert rehearsal.case == CASE


def test_a_student_is_corrected_in_each_attempt(office: Office) -> None:
    number = number_of(office, "Benali")
    play(office, number)
    play(office, number)
    list(change_student(office, number, Candidate("", "Benali", "Karim", class_name="TC2 B")))
    assert {each.state.plan.candidate.class_name for each in attempts_of(office, number)} == {"TC2 B"}
    assert student(office, number).number == number


def test_a_forgotten_student_leaves_nothing_and_the_others_stay(office: Office) -> None:
    number, other = number_of(office, "Benali"), number_of(office, "Moreau")
    play(office, number)
    play(office, number)
    forget_student(office, number)
    assert list(grouped(office)) == [other]
    held = repr(memory_of(office).journals)
    assert "Benali" not in held
    assert "Moreau" in held
    with pytest.raises(KeyError):
        student(office, number)


def test_nobody_is_forgotten_in_the_middle_of_an_attempt(office: Office) -> None:
    number = number_of(office, "Benali")
    oral, _ = set_up(office, Setup(number, FORM.key, CASE))
    list(begin(office, oral))
    with pytest.raises(Refusal) as caught:
        forget_student(office, number)
    assert caught.value.reason is Reason.ATTEMPT_UNDER_WAY
    assert len(grouped(office)) == 2


OF_AN_ATTEMPT: tuple[Command, ...] = (
    ev.PhaseRestarted(0),
    ev.SpeakerChanged(Speaker.STUDENT),
    ev.BuyerCut(),
    ev.StepReached(Step.CONTACT),
    ev.ObjectionAdded(CASE.objections[0]),
    ev.ObjectionThrown(0),
    ev.ObjectionHandled(0, Handling.TURNED),
    ev.OwnOpinionGiven(()),
    ev.Observed("Léa", ((1, "S"),)),
    ev.FeedbackWritten(("bien",), ()),
    ev.TrainingMarkGiven(Decimal(12)),
)


@pytest.mark.parametrize("kind", [FileKind.EXAM, FileKind.DEMONSTRATION])
def test_no_file_of_another_kind_takes_an_attempt_nor_anything_of_one(kind: FileKind) -> None:
    office = office_with(FORM, make_session(kind))
    before = list(memory_of(office).journals[1])
    with pytest.raises(Refusal) as caught:
        office.act(1, ev.RehearsalSet(CASE, Scope()))
    assert caught.value.reason is Reason.TRAINING_ONLY
    assert "fichier d’entraînement" in refusal(caught.value)
    for command in OF_AN_ATTEMPT:
        with pytest.raises(Refusal) as caught:
            office.act(1, command)
        assert caught.value.reason is Reason.NOT_AN_ATTEMPT, command
        assert refusal(caught.value)
    for act in (
        lambda: list(add_students(office, CLASS, FORM.key)),
        lambda: set_up(office, Setup("1", FORM.key)),
        lambda: forget_student(office, "0012"),
        lambda: office.forget([1]),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.reason is Reason.TRAINING_ONLY
    assert memory_of(office).journals == {1: before}


def test_the_same_acts_are_taken_in_a_training_file(office: Office) -> None:
    oral, _ = set_up(office, Setup(number_of(office, "Benali"), FORM.key, CASE))
    list(begin(office, oral))
    for command in OF_AN_ATTEMPT[:7]:
        assert office.act(oral, command), command
    office.act(oral, ev.Ended())
    for command in OF_AN_ATTEMPT[8:10]:
        assert office.act(oral, command), command


def test_an_attempt_brought_into_an_exam_by_other_means_is_not_shown(office: Office) -> None:
    oral = play(office, number_of(office, "Benali"))
    exam = office_with(FORM, make_session(FileKind.EXAM))
    memory_of(exam).journals[2] = list(memory_of(office).journals[oral])
    with pytest.raises(FileProblem) as caught:
        exam.oral(2)
    assert caught.value.kind is ProblemKind.DAMAGED
    assert exam.oral(1).stage is Stage.RUNNING


def test_no_sheet_passes_between_an_oral_and_an_attempt(office: Office) -> None:
    oral = play(office, number_of(office, "Benali"))
    planned, _ = office.plan(make_plan("0013", "Petit"), FORM.key)
    for source, target in ((1, oral), (oral, planned)):
        with pytest.raises(Refusal) as caught:
            office.transfer(source, target, "erreur")
        assert caught.value.reason is Reason.AN_ATTEMPT


def test_an_attempt_is_prepared_where_the_form_has_a_preparation(office: Office) -> None:
    oral, _ = set_up(office, Setup(number_of(office, "Benali"), FORM.key, CASE, prepares=True))
    state = office.oral(oral)
    assert (state.preparation is not None) is (FORM.preparation.duration is not None)
    assert state.stage is Stage.PLANNED


def test_times_are_shortened_by_phase_and_never_to_nothing() -> None:
    times = times_of(FORM)
    halves = dict(shortened(FORM, range(len(times)), Fraction(1, 2)))
    assert all(halves[place].us * 2 == times[place].us for place in halves)
    assert dict(shortened(FORM, (0,), Fraction(1, 1000)))[0] == Duration.minutes(1)


def test_objections_are_proposed_by_the_step_and_by_the_minute(office: Office) -> None:
    def planned(words: str, minute: int | None = None, step: Step | None = None) -> Objection:
        return Objection(words, ObjectionKind.PRICE, minute=minute, step=step)

    objections = (
        planned("conclusion", 12, Step.CONCLUSION),
        planned("au besoin"),
        planned("congé", step=Step.LEAVE),
        planned("traitement", step=Step.OBJECTIONS),
        planned("vers 7", 7, Step.OBJECTIONS),
        planned("vers 3", 3),
    )
    case = replace(CASE, objections=objections)
    oral, _ = set_up(office, Setup(number_of(office, "Benali"), FORM.key, case))
    list(begin(office, oral))
    said = []
    while (place := objections_view(office, oral).next) is not None:
        said.append(objections[place].words)
        office.act(oral, ev.ObjectionThrown(place))
    assert said == ["vers 3", "vers 7", "traitement", "conclusion", "congé", "au besoin"]
