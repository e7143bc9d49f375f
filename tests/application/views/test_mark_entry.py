"""Marks as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.views.deliberation import MarkEntry, read_mark
from btstc_jury.domain.assessment import fits
from btstc_jury.domain.form import MarkRule

RULE = MarkRule(Decimal(20), Decimal("0.5"), True, 1, Decimal(2))


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("", None),
        ("  ", None),
        ("0", Decimal(0)),
        ("20", Decimal(20)),
        ("20,0", Decimal(20)),
        ("+7", Decimal(7)),
        (",5", Decimal("0.5")),
        ("7,", Decimal(7)),
        ("12,5", Decimal("12.5")),
        ("12.50", Decimal("12.5")),
    ],
)
def test_taken(typed: str, mark: Decimal | None) -> None:
    assert read_mark(typed, RULE) == MarkEntry(mark)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("12,25", "Le pas est de 0,5\u202f: écrivez 12 ou 12,5."),
        ("19,9", "Le pas est de 0,5\u202f: écrivez 19,5 ou 20."),
        ("20,5", "Hors de l’intervalle\u202f: écrivez un nombre de 0 à 20, par pas de 0,5."),
        ("-0,5", "Hors de l’intervalle\u202f: écrivez un nombre de 0 à 20, par pas de 0,5."),
        ("1e1", "«\u202f1e1\u202f» n’est pas une note\u202f: écrivez un nombre de 0 à 20, par pas de 0,5."),
        ("NaN", "«\u202fNaN\u202f» n’est pas une note\u202f: écrivez un nombre de 0 à 20, par pas de 0,5."),
    ],
)
def test_refused_with_the_reason(typed: str, reason: str) -> None:
    assert read_mark(typed, RULE) == MarkEntry(None, reason)


def test_a_long_entry_is_cut_in_its_reason() -> None:
    assert read_mark("a" * 40, RULE).error.startswith("«\u202faaaaaaaaaaaa…\u202f» n’est pas une note")


@given(st.text())
def test_any_text_is_a_mark_that_fits_or_a_reason(typed: str) -> None:
    entry = read_mark(typed, RULE)
    if entry.mark is None:
        assert bool(entry.error) == bool(typed.strip())
    else:
        assert not entry.error
        assert fits(entry.mark, RULE)


@given(st.integers(0, 40))
def test_what_is_shown_is_read_back(steps: int) -> None:
    mark = steps * RULE.step
    assert read_mark(str(mark).replace(".", ","), RULE).mark == mark
