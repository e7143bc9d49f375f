"""Twelve commissions and six hundred candidates: every line and mark as plain bookkeeping has them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from btstc_jury.application.centre.collecting import collect
from btstc_jury.application.centre.importing import Author, preview, take_in
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.receipts import Deposit
from btstc_jury.application.centre.slips import SlipBy
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.exchange.candidate_lists import read_bytes
from btstc_jury.exchange.list_sheets import read_list_sheets
from tests.application.centre.whole_centre import (
    FORMS,
    OUTCOMES,
    Week,
    a_week,
    decide,
    every_fault,
    every_slip,
)
from tests.collected_files import TestTools
from tests.served_centres import Stations, made, stations
from tests.servers import Server

CANDIDATES = 600


@pytest.fixture(scope="module", params=[120, pytest.param(CANDIDATES, marks=pytest.mark.long)])
def week(request: pytest.FixtureRequest, memory: Path | None) -> Iterator[Week]:
    with TemporaryDirectory(dir=memory) as folder, a_week(request.param, Path(folder)) as made:
        yield made


def test_every_line_and_mark_is_what_the_books_say(week: Week) -> None:
    assert every_fault(week) == []
    assert len(week.rows[SlipBy.CENTRE][""]) == len(week.books.people)
    assert len(week.rows[SlipBy.COMMISSION]) == len(FORMS)
    assert set(week.books.outcomes()) == {*dict(OUTCOMES), "contradictory"}


def test_it_is_the_same_on_a_server_where_two_receive_at_once(week: Week, server: Server, base: str) -> None:
    """While the administrator ends their connections again and again."""
    made(server, base)
    with stations(server, base) as there:
        one = CentreOffice(there.first, week.office.library, week.office.clock, "Alix")
        raw, heading = read_bytes("liste.csv", week.listed, read_list_sheets)
        there.cut()
        take_in(one.file, preview(one.file, raw, heading), Author("Alix", 2))
        held = {each.candidate.number: each.identity for each in week.office.candidates}
        assert {each.candidate.number: each.identity for each in one.candidates} == held
        there.cut()
        one.replan(week.office.timetable, "Journées placées")
        one.file.collection.keep(Deposit(one.act("Fichiers"), sent=week.office.file.collection.sent()))
        two = CentreOffice(there.open(), one.library, one.clock, "Camille")
        cuts = received(there, ((one, week.brought[::2]), (two, [*week.brought[1::2], *week.brought[:4]])))
        assert cuts > 2, "connections were ended meanwhile"
        one.file.sharing.follow()
        two.file.sharing.follow()
        assert one.timetable == two.timetable
        sizes = [len(each.file.collection.receipts()) for each in (one, two, week.office)]
        assert len(set(sizes)) == 1, "each file is there once"
        mine = replace(week, office=two, rows=every_slip(two))
        assert every_fault(mine) == []
        decide(mine)
        one.file.sharing.follow()
        assert every_slip(one) == mine.rows
        assert there.served.check(there.identity).findings == ()
        mine.contradictory.outcome = "contradictory"


def taken(office: CentreOffice, paths: Sequence[Path], tools: TestTools) -> bool:
    """``False`` where the connection was lost twice."""
    try:
        collect(office, paths, tools)
    except FileProblem as problem:
        if problem.kind is not ProblemKind.UNREACHABLE:
            raise
        return False
    return True


def received(there: Stations, shares: Sequence[tuple[CentreOffice, Sequence[Path]]]) -> int:
    """What each workstation receives, at once, again where the connection was lost for good; how many were
    ended meanwhile.
    """
    over = threading.Event()
    cuts = 0

    def receive(office: CentreOffice, paths: Sequence[Path]) -> None:
        tools = TestTools(office.file.path)
        for at in range(0, len(paths), 3):
            while not taken(office, paths[at : at + 3], tools):
                continue

    with ThreadPoolExecutor() as pool:
        running = [pool.submit(receive, *each) for each in shares]
        while any(each.running() for each in running):
            cuts += there.cut()
            over.wait(0.5)
        for each in running:
            each.result()
    return cuts


def test_the_check_would_see_a_wrong_mark_a_wrong_status_and_somebody_lost(week: Week) -> None:
    person = next(each for each in week.books.people.values() if each.outcome == "signed")
    mark, person.mark = person.mark, Decimal("20.5")
    assert any("mark" in each for each in every_fault(week))
    person.mark, person.outcome = mark, "absent"
    assert any("status" in each for each in every_fault(week))
    person.outcome = "signed"
    lost = week.rows[SlipBy.CENTRE][""].pop()
    assert any(f"{len(week.books.people)} people" in each for each in every_fault(week))
    week.rows[SlipBy.CENTRE][""].append(lost)
    assert every_fault(week) == []


def test_once_a_version_is_chosen_its_line_is_one_as_the_others(week: Week) -> None:
    decide(week)
    assert every_fault(week) == []


@pytest.mark.parametrize("seed", [2, 3])
def test_so_it_is_for_other_people_received_in_another_order(tmp_path: Path, seed: int) -> None:
    with a_week(48, tmp_path, seed) as small:
        assert every_fault(small) == []
        decide(small)
        assert every_fault(small) == []
