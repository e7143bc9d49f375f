"""What the keys mean in the criteria: a number, then a level."""

from __future__ import annotations

import pytest

from btstc_jury.application.views.criteria import LevelBox
from btstc_jury.ui.widgets.level_keys import Give, Jump, LevelKeys

FOUR = tuple(
    LevelBox(letters, letters, rank)
    for letters, rank in (("TI", 0.0), ("I", 0.33), ("S", 0.66), ("TS", 1.0), ("NE", None))
)
SCHOOL = tuple(
    LevelBox(letters, letters, rank)
    for letters, rank in (("a", 0.0), ("b", 0.25), ("c", 0.5), ("d", 0.75), ("e", 1.0), ("NE", None))
)


def keys(count: int = 17, boxes: tuple[LevelBox, ...] = FOUR) -> LevelKeys:
    return LevelKeys(frozenset(range(1, count + 1)), boxes)


def typed(made: LevelKeys, text: str) -> list[Jump | Give]:
    return [each for letter in text for each in made.type(letter)]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("3", [Jump(3)]),
        ("13", [Jump(13)]),
        ("134", [Jump(13), Give("TS")]),
        ("30", [Jump(3), Give("NE")]),
        ("3n", [Jump(3), Give("NE")]),
        ("3ts", [Jump(3), Give("TS")]),
        ("3ti5s", [Jump(3), Give("TI"), Jump(5), Give("S")]),
        ("S", [Give("S")]),
        ("t", []),
        ("txi", [Give("I")]),
        ("x", []),
        ("37", [Jump(3)]),
        ("1s", [Jump(1), Give("S")]),
        ("1ts", [Jump(1), Give("TS")]),
        ("\"'", [Jump(3), Give("TS")]),
        ("ç", [Jump(9)]),
    ],
)
def test_what_is_typed_in_one_go(text: str, meaning: list[Jump | Give]) -> None:
    assert typed(keys(), text) == meaning


def test_an_ambiguous_number_waits_and_is_then_taken_as_it_stands() -> None:
    made = keys()
    assert typed(made, "1") == []
    assert made.pending == "1"
    assert made.settle() == (Jump(1),)
    assert typed(made, "2") == [Give("I")]


def test_a_letter_that_stands_for_nothing_alone_is_dropped_after_the_wait() -> None:
    made = keys()
    assert typed(made, "t") == []
    assert made.settle() == ()
    assert typed(made, "s") == [Give("S")]


def test_numbers_end_at_once_where_no_longer_one_exists() -> None:
    assert typed(keys(9), "1") == [Jump(1)]
    assert typed(keys(28), "28") == [Jump(28)]
    made = keys(28)
    assert typed(made, "2") == []
    assert made.settle() == (Jump(2),)


def test_a_number_that_is_not_in_the_list_goes_nowhere() -> None:
    made = keys(28)
    made.numbers = frozenset({4, 12})
    assert typed(made, "9") == []
    assert typed(made, "4") == [Jump(4)]


def test_backspace_takes_the_level_away_and_another_may_follow() -> None:
    made = keys()
    typed(made, "3s")
    assert made.clear() == Give(None)
    assert typed(made, "2") == [Give("I")]


def test_a_scale_of_the_form_with_other_letters_and_another_length() -> None:
    made = keys(boxes=SCHOOL)
    assert typed(made, "35") == [Jump(3), Give("e")]
    assert typed(made, "4B") == [Jump(4), Give("b")]
    assert typed(made, "6N") == [Jump(6), Give("NE")]
