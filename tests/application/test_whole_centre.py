"""Twelve commissions and six hundred candidates: every line and mark as plain bookkeeping has them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from btstc_jury.application.centre_slips import SlipBy
from tests.application.whole_centre import FORMS, OUTCOMES, Week, a_week, decide, every_fault

CANDIDATES = 600


@pytest.fixture(scope="module")
def week(memory: Path | None) -> Iterator[Week]:
    with TemporaryDirectory(dir=memory) as folder, a_week(CANDIDATES, Path(folder)) as made:
        yield made


def test_every_line_and_mark_is_what_the_books_say(week: Week) -> None:
    assert every_fault(week) == []
    assert len(week.rows[SlipBy.CENTRE][""]) == CANDIDATES
    assert len(week.rows[SlipBy.COMMISSION]) == len(FORMS)
    assert set(week.books.outcomes()) == {*dict(OUTCOMES), "contradictory"}


def test_the_check_would_see_a_wrong_mark_a_wrong_status_and_somebody_lost(week: Week) -> None:
    person = next(each for each in week.books.people.values() if each.outcome == "signed")
    mark, person.mark = person.mark, Decimal("20.5")
    assert any("mark" in each for each in every_fault(week))
    person.mark, person.outcome = mark, "absent"
    assert any("status" in each for each in every_fault(week))
    person.outcome = "signed"
    lost = week.rows[SlipBy.CENTRE][""].pop()
    assert any("600 people" in each for each in every_fault(week))
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
