"""Two who have one name are told apart wherever a name stands alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from btstc_jury.application.views.day_board import board_view, full_name
from btstc_jury.application.views.day_told import day_told
from btstc_jury.domain.centre.timetable import SlotKey, Timetable
from tests.centres import picture_day

ONE, OTHER, THIRD = SlotKey(1, "E4"), SlotKey(2, "E4"), SlotKey(4, "E4")
DAY = date(2027, 5, 18)


def named(first: str, second: str, *, numbered: bool = True) -> Timetable:
    """Two MARTIN of those given names."""
    day = picture_day()
    made = dict(day.candidates)
    for key, names, number in ((1, first, "0213000407"), (2, second, "0213000981")):
        given = number if numbered else ""
        made[key] = made[key]._replace(
            last_name="Martin",
            first_names=names,
            number=given,
            registration="",
            ine="",
            birth=date(2006, 5, 13 + key),
        )
    return replace(day, candidates=made)


def told(day: Timetable) -> tuple[str, str, str]:
    """Of the first: the list of those not placed, the line of the board, what its block says at the most."""
    shown = board_view(day, DAY, {})
    (block,) = (each for each in shown.blocks if each.key == ONE)
    left = {key: each for key, each in day.slots.items() if key != ONE}
    (unplaced,) = (words for key, words in day_told(replace(day, slots=left)).unplaced if key == ONE)
    return unplaced, block.told.split(",")[0], block.labels[0]


@pytest.mark.parametrize(
    ("numbered", "apart", "brief"), [(True, "n° 0213000407", "…407"), (False, "né(e) le 14/05/2006", "14/05")]
)
def test_namesakes_have_their_number_or_their_birth(*, numbered: bool, apart: str, brief: str) -> None:
    day = named("Léa", "Léa", numbered=numbered)
    name = f"MARTIN Léa ({apart})"
    assert told(day) == (f"{name} · E4", name, f"MARTIN L. {brief}")
    assert full_name(day, 1) == name
    blocks = {each.key: each.labels for each in board_view(day, DAY, {}).blocks}
    assert not {*blocks[ONE]} & {*blocks[OTHER]}
    assert "…" not in "".join(blocks[THIRD])


def test_those_whom_only_a_block_would_confuse_are_told_apart_there() -> None:
    day = named("Léa", "Lucas")
    assert told(day) == ("MARTIN Léa · E4", "MARTIN Léa", "MARTIN L. …407")


def test_others_are_called_as_ever() -> None:
    assert told(named("Léa", "Karim")) == ("MARTIN Léa · E4", "MARTIN Léa", "MARTIN L.")
