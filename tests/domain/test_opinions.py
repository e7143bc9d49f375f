"""How far apart opinions are, and when that is shown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain.opinions import (
    Debate,
    Opinion,
    OpinionMode,
    Spread,
    diverges,
    mark_spread,
    spread,
)
from tests.domain.sitting import FORM

WIDER = replace(FORM, mark=replace(FORM.mark, divergence_levels=2))
LETTERS = st.none() | st.sampled_from(FORM.level_letters)


@pytest.mark.parametrize(
    ("levels", "found", "width", "divergent", "divergent_from_two"),
    [
        ([], Spread(None, None), 0, False, False),
        ([None, None, None], Spread(None, None), 0, False, False),
        (["NE", "NE", None], Spread(None, None), 0, False, False),
        (["S", "S", "S"], Spread(2, 2), 0, False, False),
        (["S", None, None], Spread(2, 2), 0, False, False),
        (["S", "I", "S"], Spread(1, 2), 1, True, False),
        (["TS", "I", "S"], Spread(1, 3), 2, True, True),
        (["TI", "TS"], Spread(0, 3), 3, True, True),
        (["NE", "S", "S"], Spread(2, 2, unlike=True), 0, True, True),
        (["NE", "S", None], Spread(2, 2, unlike=True), 0, True, True),
    ],
)
def test_the_spread_of_levels(
    levels: list[str | None], found: Spread, width: int, divergent: bool, divergent_from_two: bool
) -> None:
    assert spread(FORM, levels) == found
    assert found.width == width
    assert diverges(FORM, found) is divergent
    assert diverges(WIDER, found) is divergent_from_two


@given(st.lists(LETTERS, max_size=4))
def test_the_spread_does_not_depend_on_who_thinks_what(levels: list[str | None]) -> None:
    found = spread(FORM, levels)
    assert spread(FORM, levels[::-1]) == spread(FORM, [*levels, None]) == found
    assert 0 <= found.width < len(FORM.levels)


@pytest.mark.parametrize(
    ("marks", "points"),
    [
        ([], "0"),
        ([None, None], "0"),
        ([Decimal(12)], "0"),
        ([Decimal(12), None, Decimal("9.5")], "2.5"),
        ([Decimal(20), Decimal(0), Decimal(10)], "20"),
    ],
)
def test_the_spread_of_marks(marks: list[Decimal | None], points: str) -> None:
    assert mark_spread(marks) == Decimal(points)


def test_opinions_are_hidden_while_separate_and_not_revealed() -> None:
    assert not Debate().hidden
    assert not Debate(revealed=True).hidden
    assert Debate(OpinionMode.SEPARATE).hidden
    assert not Debate(OpinionMode.SEPARATE, revealed=True).hidden


def test_who_said_nothing_has_an_empty_opinion() -> None:
    given = Opinion({1: "S"}, Decimal(12), given=True)
    debate = Debate(opinions={"a": given})
    assert (debate.of("a"), debate.of("b")) == (given, Opinion())
