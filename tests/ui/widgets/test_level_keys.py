"""What the keys mean in the criteria: a number, then a level."""

from __future__ import annotations

import pytest

from btstc_jury.application.views.criteria import LevelBox
from btstc_jury.ui.widgets.level_keys import Give, Jump, LevelKeys, Sentence, Unknown

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


def typed(made: LevelKeys, text: str) -> list[Jump | Give | Sentence | Unknown]:
    return [each for letter in text for each in made.type(letter)]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("3", [Jump(3)]),
        ("13", [Jump(13)]),
        ("134", [Jump(13), Give("TS")]),
        ("30", [Jump(3), Give("NE")]),
        ("3ne", [Jump(3), Give("NE")]),
        ("3n", [Jump(3)]),
        ("3ts", [Jump(3), Give("TS")]),
        ("3ti5s", [Jump(3), Give("TI"), Jump(5), Give("S")]),
        ("37", [Jump(3), Unknown("7")]),
        ("1s", [Jump(1), Give("S")]),
        ("1ts", [Jump(1), Give("TS")]),
        ("\"'", [Jump(3), Give("TS")]),
        ("ç", [Jump(9)]),
        ("99", [Jump(9), Unknown("9")]),
    ],
)
def test_what_is_typed_in_one_go(text: str, meaning: list[Jump | Give | Sentence | Unknown]) -> None:
    assert typed(keys(), text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("b", [Sentence("b")]),
        ("S", [Sentence("S")]),
        ("13b", [Jump(13), Sentence("13b")]),
        ("13n'", [Jump(13), Sentence("13n'")]),
        ("13TSb", [Jump(13), Give("TS"), Sentence("b")]),
        ("13TSn", [Jump(13), Give("TS"), Sentence("n")]),
        ("éc", [Jump(2), Sentence("éc")]),
        ("éner", [Jump(2), Sentence("éner")]),
        ("étin", [Jump(2), Sentence("étin")]),
        ("ça", [Jump(9), Sentence("ça")]),
        ("à", [Sentence("à")]),
        ("- sa", [Jump(6), Sentence("- sa")]),
        ("+", [Sentence("+")]),
        ("#", [Sentence("#")]),
        ("13 %", [Jump(13), Sentence("13 %")]),
    ],
)
def test_a_sentence_is_whole_from_its_first_character(
    text: str, meaning: list[Jump | Give | Sentence | Unknown]
) -> None:
    assert typed(keys(), text) == meaning


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("son", "so"),
        ("s'e", "s'"),
        ("tient", "tie"),
        ("n'", "n'"),
        ("te", "te"),
        ("sé", "sé"),
        ("in", "in"),
        ("énergie", "én"),
        ("à voir", "à v"),
        ("'bon", "'b"),
        ("Ne cède", "Ne c"),
    ],
)
def test_a_sentence_after_the_arrows_gives_no_level(text: str, whole: str) -> None:
    made = keys()
    made.chosen()
    assert typed(made, text)[0] == Sentence(whole)


def test_letters_after_the_arrows_are_a_level_once_nothing_follows() -> None:
    made = keys()
    made.chosen()
    assert typed(made, "ts") == []
    assert made.settle() == (Give("TS"),)
    made.chosen()
    assert typed(made, "s5") == [Give("S"), Jump(5)]


def test_a_key_of_a_digit_after_the_arrows_is_a_level_once_nothing_follows() -> None:
    made = keys()
    made.chosen()
    assert typed(made, "é") == []
    assert made.settle() == (Give("I"),)
    made.chosen()
    assert typed(made, "é5") == [Give("I"), Jump(5)]


def test_a_level_without_shift_then_a_number_without_shift() -> None:
    assert typed(keys(), "éts\"'") == [Jump(2), Give("TS"), Jump(3), Give("TS")]


def test_an_ambiguous_number_waits_and_is_then_taken_as_it_stands() -> None:
    made = keys()
    assert typed(made, "1") == []
    assert made.pending == "1"
    assert made.settle() == (Jump(1),)
    assert typed(made, "2") == [Give("I")]


def test_a_number_that_waited_too_long_awaits_no_level() -> None:
    made = keys()
    assert typed(made, "11") == [Jump(11)]
    assert made.waits
    assert made.lapse()
    assert not made.waits
    assert typed(made, "13") == [Jump(13)]
    assert made.lapse()
    assert typed(made, "ts") == [Sentence("t"), Sentence("s")]


def test_arrows_that_waited_still_take_letters_and_digits_are_numbers_again() -> None:
    made = keys()
    made.chosen()
    assert not made.lapse()
    assert typed(made, "13") == [Jump(13)]
    made.chosen()
    made.lapse()
    assert typed(made, "ts") == []
    assert made.settle() == (Give("TS"),)


def test_a_letter_that_stands_for_nothing_alone_waits_for_the_rest() -> None:
    made = keys()
    assert typed(made, "3t") == [Jump(3)]
    assert made.settle() == ()
    assert typed(made, "s") == [Give("TS")]


def test_enter_gives_up_what_is_no_level_and_keeps_the_criterion() -> None:
    made = keys()
    assert typed(made, "3t") == [Jump(3)]
    assert made.enter() == (Unknown("T"),)
    assert typed(made, "ti") == [Give("TI")]


def test_a_key_that_is_no_digit_where_the_system_says_so() -> None:
    made = keys()
    assert made.type("é", "") == (Sentence("é"),)


def test_numbers_end_at_once_where_no_longer_one_exists() -> None:
    assert typed(keys(9), "1") == [Jump(1)]
    assert typed(keys(28), "28") == [Jump(28)]
    made = keys(28)
    assert typed(made, "2") == []
    assert made.settle() == (Jump(2),)


def test_a_number_that_is_not_in_the_list_goes_nowhere() -> None:
    made = keys(28)
    made.numbers = frozenset({4, 12})
    assert typed(made, "9") == [Unknown("9")]
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
    assert typed(made, "6NE") == [Jump(6), Give("NE")]
