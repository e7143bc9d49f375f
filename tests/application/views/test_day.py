"""The day's list as the screen gets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.day import day_view, tick
from btstc_jury.application.views.found import found_view
from btstc_jury.application.views.planning import change_plan, next_slot
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.domain.standing import Symbol
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form

FIRST = date(2026, 6, 1)
ESSAI = make_form()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Iterator[Office]:
    library = FakeLibrary(ESSAI, make_form(key="autre", name="Autre"))
    desk = Desk(SqliteExamFiles(), library, clock)
    session = ExamSession(FileKind.EXAM, 2026, "Lycée fictif", "3", "", JURORS)
    made = create_file(desk, tmp_path / "juin.btsjury", session)
    yield made
    made.close()


def plan(office: Office, name: str, hour: int, day: date = FIRST) -> int:
    at = datetime.combine(day, datetime.min.time()) + timedelta(hours=hour)
    return office.plan(Plan(Candidate("01", name, "Anaïs"), at), "essai")[0]


def test_an_empty_file_has_no_day(office: Office) -> None:
    view = day_view(office, None, FIRST)
    assert (view.day, view.rows, view.drawn, view.legend) == (None, (), (), ())
    assert view.place == "Lycée fictif"


@pytest.mark.parametrize(
    ("today", "chosen"),
    [(date(2026, 5, 1), 1), (date(2026, 6, 1), 1), (date(2026, 6, 2), 3), (date(2026, 7, 1), 3)],
)
def test_today_or_else_the_next_day_or_else_the_last(office: Office, today: date, chosen: int) -> None:
    plan(office, "Garnier", 8)
    plan(office, "Hamel", 8, date(2026, 6, 3))
    assert day_view(office, None, today).day == date(2026, 6, chosen)


def test_the_oral_under_way_comes_before_those_not_begun(office: Office) -> None:
    plan(office, "Garnier", 8)
    running = plan(office, "Hamel", 9)
    office.act(running, do.Open(JURORS))
    office.act(running, do.Start())
    assert [row.next for row in day_view(office, FIRST, FIRST).rows] == [False, True]


def test_drawn_states_stand_in_the_order_of_the_words(office: Office) -> None:
    plan(office, "Garnier", 8)
    ended = plan(office, "Hamel", 9)
    office.act(ended, do.Open(JURORS))
    office.act(ended, do.Start())
    office.act(ended, ev.Ended())
    view = day_view(office, FIRST, FIRST)
    assert [symbol for _, symbol in view.drawn] == [Symbol.DELIBERATING, Symbol.PLANNED]
    assert [(symbol, words) for _, symbol, words in view.legend] == [
        (Symbol.DELIBERATING, "1 à délibérer"),
        (Symbol.PLANNED, "1 prévue"),
    ]


def test_the_clock_of_a_row_changes_with_its_second(office: Office, clock: FakeClock) -> None:
    first, second = plan(office, "Garnier", 8), plan(office, "Hamel", 9)
    office.act(first, do.StartPreparation())
    clock.advance(Duration.seconds(10.25))
    office.act(second, do.StartPreparation())
    clock.advance(Duration.seconds(0.5))
    rows, wait = tick(office, day_view(office, FIRST, FIRST).rows)
    assert [row.state for row in rows] == ["En préparation 49:50", "En préparation 50:00"]
    assert rows[0].next
    assert wait == Duration.seconds(0.25)


def test_nothing_ticks_without_a_preparation(office: Office) -> None:
    plan(office, "Garnier", 8)
    assert tick(office, day_view(office, FIRST, FIRST).rows) == ((), None)


def test_a_search_tells_when_it_shows_only_a_part(office: Office) -> None:
    for hour in range(3):
        plan(office, f"Garnier{hour}", 8 + hour)
    assert found_view(office, " garnier ").title == "3 résultats pour «\u202fgarnier\u202f»"
    assert found_view(office, "garnier", limit=2).title == "2 premiers résultats pour «\u202fgarnier\u202f»"


def test_the_next_hour_is_proposed(office: Office) -> None:
    assert next_slot(office, None) == datetime.fromisoformat("2026-06-01T08:30")
    plan(office, "Garnier", 14)
    assert next_slot(office, FIRST) == datetime.fromisoformat("2026-06-01T15:00")
    plan(office, "Hamel", 23)
    assert next_slot(office, FIRST) == datetime.fromisoformat("2026-06-01T23:00")


def test_a_changed_plan_keeps_the_pinned_form(office: Office) -> None:
    oral = plan(office, "Garnier", 8)
    kept = office.oral(oral).plan
    assert change_plan(office, oral, kept, "essai").form == office.oral(oral).form
    assert change_plan(office, oral, kept, "autre").form.key == "autre"
    assert not office.oral(oral).form_pinned
    office.act(oral, do.StartPreparation())
    assert office.oral(oral).form_pinned
