"""Marks, texts and remarks as values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain.assessment import TextField, Verdict, fits
from btstc_jury.domain.form import MarkRule
from tests.forms_for_tests import make_form

RULE = make_form().mark


@pytest.mark.parametrize("mark", ["0", "0.5", "12.5", "20", "20.0", "12.50"])
def test_a_mark_on_the_step_fits(mark: str) -> None:
    assert fits(Decimal(mark), RULE)


@pytest.mark.parametrize(
    "mark", ["-0.5", "20.5", "12.25", "12.499999999999999999999999999999", "NaN", "Infinity"]
)
def test_a_mark_off_the_step_or_out_of_range_does_not_fit(mark: str) -> None:
    assert not fits(Decimal(mark), RULE)


@given(st.integers(0, 80), st.sampled_from(["0.25", "0.5", "1"]))
def test_the_step_is_the_one_of_the_form(quarters: int, step: str) -> None:
    rule = MarkRule(
        Decimal(20), Decimal(step), guide=False, divergence_levels=1, divergence_points=Decimal(2)
    )
    assert fits(Decimal(quarters) / 4, rule) is (quarters % int(Decimal(step) * 4) == 0)


def test_each_text_of_a_verdict_is_its_own() -> None:
    verdict = Verdict(None, "a", "s", "w", "r")
    assert [verdict.text(field) for field in TextField] == ["a", "s", "w", "r"]
