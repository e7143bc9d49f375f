"""Placing by the solver: what it may be asked, what becomes of its answers, and when it fails."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.application.centre.placing import (
    MODULE,
    NoPlan,
    Placement,
    PlacingNews,
    PlacingOptions,
    ProcessSolver,
    Solver,
    SolverMissing,
    SolverStopped,
    place,
)
from btstc_jury.application.centre.placing_counts import Shortage
from btstc_jury.application.centre.placing_problem import (
    Found,
    RuleKind,
    SolverAnswer,
    SolverNews,
    SolverQuestion,
)
from btstc_jury.application.centre.placing_question import PlacingQuestion
from btstc_jury.application.centre.placing_ways import WayKind
from btstc_jury.application.views.centre import placing as words
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.day_costs import day_costs
from btstc_jury.domain.centre.day_faults import day_faults
from btstc_jury.domain.centre.placing import first_fit
from btstc_jury.domain.centre.timetable import (
    PlacingRules,
    Printed,
    SlotKey,
    SlotState,
    Timetable,
    Wish,
)
from btstc_jury.system.long_worker import LongWorker
from btstc_jury.system.worker import Stopped
from tests.domain.centre.days import at, commission, juror, placed, timetable, window

E4 = CentreCandidate(last_name="Kern", first_names="Odile", exams="E4")
E6 = CentreCandidate(last_name="Hamel", first_names="Inès", exams="E6")
BOTH = CentreCandidate(last_name="Petit", first_names="Jean", exams="E4, E6")


@pytest.fixture(scope="module")
def solver() -> Iterator[Solver]:
    worker = LongWorker(MODULE)
    yield ProcessSolver(worker.ask, Stopped, lambda: True)
    worker.close()


class Answering:
    """A solver that answers as it is told to, in this process."""

    installed = True

    def __init__(self, answer: Callable[[SolverQuestion], SolverAnswer | None]) -> None:
        self._answer = answer
        self.asked: list[SolverQuestion] = []

    def solve(
        self, question: SolverQuestion, heard: Callable[[SolverNews], object], wanted: Callable[[], bool]
    ) -> SolverAnswer | None:
        self.asked.append(question)
        heard(SolverNews(1, 2))
        return self._answer(question) if wanted() else None


def _plan(solver: Solver, given: Timetable, options: PlacingOptions | None = None) -> Placement:
    found = place(given, solver, options or PlacingOptions(seconds=1))
    assert isinstance(found, Placement)
    assert not [each for each in day_faults(found.timetable) if each.misplaces]
    return found


def _none(solver: Solver, given: Timetable, options: PlacingOptions | None = None) -> NoPlan:
    found = place(given, solver, options or PlacingOptions(seconds=1))
    assert isinstance(found, NoPlan)
    return found


def test_a_day_is_placed_and_no_plan_costs_less(solver: Solver) -> None:
    told: list[PlacingNews] = []
    given = timetable(*[BOTH] * 3)
    found = place(given, solver, PlacingOptions(seconds=5), told.append)
    assert isinstance(found, Placement)
    assert found.optimal
    assert not found.missing
    assert len(found.timetable.slots) == 6
    assert found.costs.measure < day_costs(first_fit(given)).measure
    assert told[-1].placed == told[-1].due == 6
    assert told[-1].cost == found.costs.total
    (first, *_) = words.placed_words(found)
    assert first.startswith("6 interrogations placées en ")
    assert first.endswith("\u202f: aucun plan ne coûte moins.")


def test_what_is_fixed_has_begun_or_did_not_come_stays(solver: Solver) -> None:
    given = placed(
        timetable(*[E4] * 4),
        (1, "E4", 1, at("14:30")),
        (2, "E4", 1, at("09:00")),
        (3, "E4", 1, at("10:00")),
    )
    states = {1: SlotState.PLANNED, 2: SlotState.BEGUN, 3: SlotState.ABSENT}
    slots = {
        key: replace(each, state=states[key.candidate], fixed=key.candidate == 1)
        for key, each in given.slots.items()
    }
    given = replace(given, slots=slots)
    found = _plan(solver, given)
    assert {key: found.timetable.slots[key] for key in slots} == slots
    # The commission is free where nobody came.
    assert found.timetable.slots[SlotKey(4, "E4")].oral == at("10:00")


def test_nothing_is_placed_in_the_past_nor_for_who_is_absent(solver: Solver) -> None:
    given = placed(timetable(*[E4] * 3), (1, "E4", 1, at("09:00")), (2, "E4", 1, at("10:00")))
    given = replace(given, wishes={2: Wish(2, absent=True)})
    found = _plan(solver, given, PlacingOptions(now=at("13:40"), seconds=1))
    assert {key.candidate for key in found.timetable.slots} == {1, 3}
    assert min(each.preparation for each in found.timetable.slots.values()) >= at("13:40")


def test_what_was_printed_is_moved_only_where_it_has_to_be(solver: Solver) -> None:
    given = first_fit(timetable(*[E4] * 4))
    printed = {key: Printed(each, "", "", "", (), 0) for key, each in given.slots.items()}
    given = replace(given, printed=printed, wishes={2: Wish(2, not_before=at("13:30"))})
    found = _plan(solver, given)
    moved = [key for key, each in found.timetable.slots.items() if each != printed[key].slot]
    assert moved == [SlotKey(2, "E4")]


def test_the_solver_begins_with_what_is_there_rather_than_anew() -> None:
    """On the day: all others stay where they were told to be."""
    given = first_fit(timetable(*[E4] * 6, commissions=[commission(1), commission(2)]))
    printed = {key: Printed(each, "", "", "", (), 0) for key, each in given.slots.items()}
    given = replace(given, printed=printed, wishes={1: Wish(1, not_before=at("13:30"))})
    solver = Answering(lambda asked: SolverAnswer(Found.PLAN, asked.hint))
    found = place(given, solver)
    assert isinstance(found, Placement)
    assert [key.candidate for key, each in found.timetable.slots.items() if each != given.slots[key]] == [1]
    assert found.costs.measure < day_costs(first_fit(given)).measure


def test_own_school_is_left_out_where_another_commission_hears(solver: Solver) -> None:
    school = "0210001A"
    given = timetable(
        *[E4._replace(school_code=school), E4] * 2,
        commissions=[commission(1), commission(2)],
        jurors=[juror(1, school_code=school)],
    )
    found = _plan(solver, given)
    assert {found.timetable.slots[SlotKey(each, "E4")].commission for each in (1, 3)} == {2}


def test_counting_tells_at_once_that_there_is_too_little_room(solver: Solver) -> None:
    given = timetable(*[E4] * 5, commissions=[commission(1, half_days=(window("08:00", "12:30"),))])
    found = _none(solver, given)
    assert [(each.exam, each.due, each.room) for each in found.short] == [("E4", 5, 3)]
    assert [each.steps[0].kind for each in found.ways] == [WayKind.HALF_DAY, WayKind.COMMISSION]
    view = words.no_plan_view(given, found)
    assert (
        view.reasons[0]
        == "E4\u202f: 5 interrogations à placer, au plus 3 dans les heures de la commission 1."
    )
    assert view.partial == "Placer tout le reste, et laisser 2 interrogations à placer à la main."


def test_what_counting_does_not_account_for_is_told_beside_it() -> None:
    given = timetable(*[E4] * 5, commissions=[commission(1)])
    short = Shortage("E4", (1,), 17, 12)
    counted = "E4\u202f: 17 interrogations à placer, au plus 12 dans les heures de la commission 1."
    assert words.shortage_words(given, short, 5) == counted
    other = " 1 autre n’y tient pas non plus, à cause d’une autre règle ou d’un temps majoré."
    assert words.shortage_words(given, short, 6) == counted + other


def test_rules_that_collide_are_told_and_none_of_them_can_be_left_out(solver: Solver) -> None:
    """Both orals of one candidate in a morning: without the gap from 8:00 to 10:40, with it until 11:10."""
    given = timetable(BOTH)
    given = replace(given, wishes={1: Wish(1, not_after=at("10:35"))})
    found = _none(solver, given)
    assert {each.kind for each in found.rules} == {RuleKind.WISH, RuleKind.OPENING}
    later = replace(given, wishes={1: Wish(1, not_after=at("11:00"))})
    found = _none(solver, later)
    assert {each.kind for each in found.rules} == {RuleKind.WISH, RuleKind.OPENING, RuleKind.GAP}
    (line,) = words.no_plan_view(later, found).reasons
    assert "les 30\u202fmin d’écart entre deux interrogations d’un candidat" in line
    assert "KERN" not in line
    assert "PETIT Jean" in line
    kinds = [each.steps[0].kind for each in found.ways]
    assert kinds[:2] == [WayKind.GAP, WayKind.WISH]
    assert found.ways[0].steps[0].minutes == 20
    assert (
        words.way_out_words(later, found.ways[0])
        == "Un écart de 20\u202fmin entre deux interrogations d’un candidat."
    )
    for each in found.ways:
        _plan(solver, each.timetable)


def test_a_seat_more_is_proposed_where_seats_are_short(solver: Solver) -> None:
    morning = (window("08:00", "09:45"),)
    given = timetable(
        *[E4] * 2,
        commissions=[commission(1, half_days=morning), commission(2, half_days=morning)],
        rules=PlacingRules(deliberation=5),
        seats=1,
    )
    found = _none(solver, given)
    assert RuleKind.SEATS in {each.kind for each in found.rules}
    assert found.ways[0].steps[0].kind is WayKind.SEAT
    assert words.way_out_words(given, found.ways[0]) == "Une place de plus en B10."


def test_once_it_is_not_wanted_nothing_is_answered(solver: Solver) -> None:
    asked: list[PlacingNews] = []
    found = place(
        timetable(*[BOTH] * 20), solver, PlacingOptions(seconds=60), asked.append, lambda: not asked
    )
    assert found is None
    assert _plan(solver, timetable(E4)).optimal


def test_once_it_is_enough_the_best_that_was_found_is_the_plan(solver: Solver) -> None:
    asked: list[PlacingNews] = []
    given = timetable(*[BOTH] * 4)
    found = place(given, solver, PlacingOptions(seconds=60), asked.append, enough=lambda: bool(asked))
    assert isinstance(found, Placement)
    assert (found.optimal, found.missing) == (False, ())
    assert day_costs(found.timetable).measure <= day_costs(first_fit(given)).measure
    # The next question has a solver again.
    assert _plan(solver, timetable(E4)).optimal


def test_enough_is_what_the_solver_told_last(solver: Solver) -> None:
    given = timetable(*[BOTH] * 6)
    best = _plan(solver, given, PlacingOptions(seconds=3)).timetable
    assert day_costs(best).measure < day_costs(first_fit(given)).measure
    told: list[PlacingNews] = []

    class Telling(Answering):
        def solve(
            self, question: SolverQuestion, heard: Callable[[SolverNews], object], wanted: Callable[[], bool]
        ) -> SolverAnswer | None:
            self.asked.append(question)
            heard(SolverNews(12, 0, PlacingQuestion(given, None).places(best.slots)))
            assert not wanted()
            return None

    found = place(given, Telling(lambda _: None), progress=told.append, enough=lambda: bool(told))
    assert isinstance(found, Placement)
    assert found.timetable.slots == best.slots


def test_enough_while_it_looks_for_why_is_the_plan_with_gaps() -> None:
    morning = [commission(1, half_days=(window("08:00", "12:30"),))]
    given = timetable(BOTH._replace(exams="E4"), *[E4] * 2, commissions=morning)
    given = replace(given, wishes={3: Wish(3, not_before=at("12:00"))})
    late = Answering(lambda asked: SolverAnswer(Found.UNKNOWN, asked.hint))
    found = place(given, late, enough=lambda: len(late.asked) > 1)
    assert isinstance(found, Placement)
    assert [each.candidate for each in found.missing] == [3]


def test_a_process_that_ends_of_itself_is_told(solver: Solver) -> None:
    def ask(
        question: bytes, heard: Callable[[bytes], object], wanted: Callable[[], bool], seconds: float
    ) -> bytes | None:
        raise Stopped

    with pytest.raises(SolverStopped):
        place(timetable(E4), ProcessSolver(ask, Stopped, lambda: True))


def test_without_or_tools_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a process where it can't be imported."""
    (tmp_path / "ortools").mkdir()
    (tmp_path / "ortools" / "__init__.py").write_text("raise ModuleNotFoundError(name='ortools')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    worker = LongWorker(MODULE)
    try:
        with pytest.raises(SolverMissing):
            place(timetable(E4), ProcessSolver(worker.ask, Stopped, lambda: False))
    finally:
        worker.close()
    assert "pip install 'btstc-jury[centre]'" in words.MISSING


def test_the_program_itself_never_loads_the_solver(solver: Solver) -> None:
    _plan(solver, timetable(E4))
    assert not [each for each in sys.modules if each.startswith("ortools.sat")]


def test_an_answer_worse_than_in_order_is_not_taken() -> None:
    given = timetable(*[E4] * 3)
    late = Answering(lambda asked: SolverAnswer(Found.PLAN, (None,) * len(asked.hint)))
    found = place(given, late)
    assert isinstance(found, Placement)
    assert found.timetable.slots == first_fit(given).slots


def test_when_the_time_is_over_what_has_no_place_is_named() -> None:
    morning = [commission(1, half_days=(window("08:00", "12:30"),))]
    given = timetable(BOTH._replace(exams="E4"), *[E4] * 2, commissions=morning)
    given = replace(given, wishes={3: Wish(3, not_before=at("12:00"))})
    late = Answering(lambda asked: SolverAnswer(Found.UNKNOWN, asked.hint))
    found = place(given, late)
    assert isinstance(found, Placement)
    assert [each.candidate for each in found.missing] == [3]
    assert words.placed_words(found)[1] == "1 interrogation reste à placer\u202f: KERN Odile (E4)."


def test_a_plan_found_while_looking_for_why_there_is_none_is_taken(solver: Solver) -> None:
    morning = [commission(1, half_days=(window("08:00", "12:30"),))]
    given = timetable(*[E4] * 3, commissions=morning)
    whole = first_fit(given)

    class Slow(Answering):
        def solve(
            self,
            question: SolverQuestion,
            heard: Callable[[SolverNews], object],
            wanted: Callable[[], bool],
        ) -> SolverAnswer | None:
            # The first time it finds less than there is.
            if not self.asked:
                self.asked.append(question)
                return SolverAnswer(Found.PLAN, (None,) * len(question.hint))
            return solver.solve(question, heard, wanted)

    found = place(given, Slow(lambda _: None))
    assert isinstance(found, Placement)
    assert len(found.timetable.slots) == len(whole.slots) == 3


def test_what_no_commission_hears_is_left_out_and_named(solver: Solver) -> None:
    given = timetable(E4, E4._replace(exams="E4 CCF"), commissions=[commission(1)])
    found = _plan(solver, given)
    assert [each.candidate for each in found.missing] == [2]
    assert len(found.timetable.slots) == 1


def test_commissions_that_never_sit_have_no_plan_and_no_way_out(solver: Solver) -> None:
    found = _none(solver, timetable(E4, commissions=[replace(commission(1), half_days=())]))
    assert found.ways == ()
    assert found.partial.missing


def test_nothing_to_place_asks_nobody() -> None:
    nobody = Answering(lambda _: None)
    given = placed(timetable(E4), (1, "E4", 1, at("09:00")))
    given = replace(given, slots={key: replace(each, fixed=True) for key, each in given.slots.items()})
    found = place(given, nobody)
    assert isinstance(found, Placement)
    assert found.timetable == given
    assert not nobody.asked


def test_progress_in_words() -> None:
    assert (
        words.news_words(PlacingNews(12.4, 580, 600, 5))
        == "12\u202fs\u202f: 580 interrogations placées sur 600."
    )
    whole = words.news_words(PlacingNews(3, 6, 6, 200))
    assert whole.startswith("3\u202fs\u202f: 6 interrogations placées sur 6. Le calcul cherche encore mieux ")
    assert "coût" not in whole
    assert "règles" in words.news_words(PlacingNews(3, 6, 6, 200, proving=True))


def test_half_days_of_several_commissions_are_told_in_one(solver: Solver) -> None:
    morning = (window("08:00", "12:30"),)
    commissions = [commission(each, half_days=morning) for each in (1, 2)]
    given = timetable(*[E4] * 10, commissions=commissions)
    found = _none(solver, given)
    told = [words.way_out_words(given, each) for each in found.ways]
    assert told[0].startswith(
        "Une demi-journée de plus, mercredi 19 mai de 8\u202fh\u202f00 à 12\u202fh\u202f30, "
    )
    assert told[0].endswith(" pour les commissions 1 et 2.")
    assert told[1] == "2 commissions de plus pour l’E4, aux heures des autres."


def _with_hours(*jurors: int) -> Timetable:
    """Two commissions full on Tuesday morning; who gave hours is there then."""
    morning = (window("08:00", "12:30"),)
    seated = [commission(each, half_days=morning, jurors=(each,)) for each in (1, 2)]
    people = (juror(each, hours=morning if each in jurors else ()) for each in (1, 2))
    return timetable(*[E4] * 10, commissions=seated, jurors=people)


def test_more_time_is_asked_first_of_those_who_gave_no_hours(solver: Solver) -> None:
    given = _with_hours(1)
    way = _none(solver, given).ways[0]
    assert way.steps[0].kind is WayKind.HALF_DAY
    assert {*way.steps[0].about} == {2}
    assert way.timetable.jurors == given.jurors
    assert "Présence" not in words.way_out_words(given, way)


def test_whose_presence_a_way_out_makes_longer_is_said(solver: Solver) -> None:
    given = _with_hours(1, 2)
    way = _none(solver, given).ways[0]
    told = words.way_out_words(given, way)
    wednesday = "mercredi 19 mai de 8\u202fh\u202f00 à 12\u202fh\u202f30"
    assert told.startswith(f"Une demi-journée de plus, {wednesday}, pour les commissions 1 et 2. ")
    assert told.endswith(
        " Présence à demander, en plus de celle indiquée\u202f: "
        f"Juré 1 ({wednesday}) et Juré 2 ({wednesday})."
    )
    longer = {each: len(juror.hours) for each, juror in way.timetable.jurors.items()}
    assert longer == {1: 2, 2: 2}
    # Who said that he could come then is asked nothing.
    days = (window("08:00", "12:30", day) for day in (18, 19, 20))
    free = replace(given.jurors[1], hours=tuple(days))
    some = replace(given, jurors={**given.jurors, 1: free})
    way = _none(solver, some).ways[0]
    assert way.steps[0].coming == ()
    assert way.timetable.jurors == some.jurors
