"""What cells of lists say, as people write it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btstc_jury.application.centre.values import Wrong, extra_of

THIRD = Fraction(1, 3)


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("oui", THIRD),
        ("oui – 1/3", THIRD),
        ("1/3 temps", THIRD),
        ("Tiers-temps", THIRD),
        ("tiers temps (33 %)", THIRD),
        ("1/3 de temps supplémentaire", THIRD),
        ("Oui, 25 %", Fraction(1, 4)),
        ("0,5", Fraction(1, 2)),
        ("non", Fraction(0)),
        ("", None),
    ],
)
def test_extra_time_however_it_is_written(cell: str, part: Fraction | None) -> None:
    assert extra_of(cell) == part


@pytest.mark.parametrize("cell", ["peut-être", "oui oui", "2", "150 %", "1/3 ou 1/4"])
def test_what_says_no_one_thing_is_not_guessed(cell: str) -> None:
    assert isinstance(extra_of(cell), Wrong)
