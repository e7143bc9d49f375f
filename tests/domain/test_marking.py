"""Rounding rules and what becomes of a criterion that wasn't assessed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain.marking import NotAssessed, Rounding


@pytest.mark.parametrize(
    ("rule", "exact", "rounded"),
    [
        (Rounding.NONE, Fraction(40, 3), Fraction(40, 3)),
        (Rounding.HALF_UP, Fraction(12), Fraction(12)),
        (Rounding.HALF_UP, Fraction(1201, 100), Fraction(25, 2)),
        (Rounding.HALF_UP, Fraction(25, 2), Fraction(25, 2)),
        (Rounding.HALF_NEAREST, Fraction(49, 4), Fraction(25, 2)),
        (Rounding.HALF_NEAREST, Fraction(1224, 100), Fraction(12)),
        (Rounding.UNIT_UP, Fraction(1201, 100), Fraction(13)),
        (Rounding.UNIT_NEAREST, Fraction(25, 2), Fraction(13)),
        (Rounding.UNIT_NEAREST, Fraction(1249, 100), Fraction(12)),
    ],
)
def test_a_total_is_rounded_by_the_rule(rule: Rounding, exact: Fraction, rounded: Fraction) -> None:
    assert rule.round(exact) == rounded


@given(rule=st.sampled_from(Rounding), exact=st.fractions(0, 20))
def test_a_rounded_total_is_on_its_quantum_and_less_than_one_away(rule: Rounding, exact: Fraction) -> None:
    quantum = rule.facts.quantum
    rounded = rule.round(exact)
    assert rule.round(rounded) == rounded
    if quantum is None:
        assert rounded == exact
        return
    assert rounded % Fraction(quantum) == 0
    assert abs(rounded - exact) < Fraction(quantum)
    assert rounded >= exact or not rule.facts.up


def test_every_rule_has_words_of_its_own() -> None:
    words = [*(each.facts.words for each in Rounding), *(each.words for each in NotAssessed)]
    assert len({*words}) == len(words)
