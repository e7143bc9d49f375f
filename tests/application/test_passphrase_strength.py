"""What is easily guessed is graded low, whatever it looks like; four words are strong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.passphrases import Grade, Weakness, strength


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("", Grade.TOO_WEAK),
        ("xK9$m", Grade.TOO_WEAK),
        ("motdepasse", Grade.TOO_WEAK),
        ("P@ssw0rd2026!", Grade.TOO_WEAK),
        ("Jury2026", Grade.TOO_WEAK),
        ("Négociation", Grade.TOO_WEAK),
        ("azertyuiop", Grade.TOO_WEAK),
        ("aaaaaaaaaaaaaaaaaaaa", Grade.TOO_WEAK),
        ("12345678901234567890", Grade.TOO_WEAK),
        ("tournesol vélo", Grade.WEAK),
        ("Lycée-Rostand-2026", Grade.WEAK),
        ("cheval batterie agrafe", Grade.FAIR),
        ("trois petits chats gris dorment", Grade.STRONG),
        ("Xk9$mQ2!pL7&vW4§", Grade.STRONG),
    ],
)
def test_a_passphrase_is_graded(text: str, grade: Grade) -> None:
    assert strength(text).grade is grade


@pytest.mark.parametrize(
    ("text", "weakness"),
    [
        ("court", Weakness.SHORT),
        ("mon Jury préféré", Weakness.COMMON),
        ("les ooooies du parc", Weakness.REPEATED),
        ("cheval abcde batterie", Weakness.SEQUENCE),
        ("cheval qsdfg batterie", Weakness.SEQUENCE),
        ("cheval 1987 batterie", Weakness.SEQUENCE),
        ("tournesol vélo", Weakness.FEW_WORDS),
    ],
)
def test_what_makes_it_weak_is_told(text: str, weakness: Weakness) -> None:
    assert weakness in strength(text).weaknesses


def test_a_strong_one_is_told_nothing() -> None:
    assert strength("trois petits chats gris dorment").weaknesses == ()


@given(st.text(max_size=80))
def test_anything_can_be_graded(text: str) -> None:
    found = strength(text)
    assert found.bits >= 0
    assert (found.grade is Grade.STRONG) or found.weaknesses


@given(st.text(alphabet="abcdefghijklmnop ", min_size=8, max_size=40))
def test_one_more_word_never_weakens(text: str) -> None:
    assert strength(f"{text} tournesol").bits >= strength(text).bits


@pytest.mark.parametrize("text", ["quatre loutres dansent tranquillement", "notre lettre verte ouvre"])
def test_words_are_not_taken_for_sequences(text: str) -> None:
    """« tre » stands in a row of the keyboard: said of a strong passphrase, it sent people off."""
    assert Weakness.SEQUENCE not in strength(text).weaknesses


@pytest.mark.parametrize("text", ["abc loutre verte neige", "azer loutre verte neige", "xqsdfgx loutre"])
def test_a_sequence_is_told_alone_or_long(text: str) -> None:
    assert Weakness.SEQUENCE in strength(text).weaknesses
