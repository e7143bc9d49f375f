"""What is asked of the library, and what has no alpha and says why."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from btstc_jury.application.agreement import (
    Alpha,
    Cluster,
    Judged,
    NoLibrary,
    Scale,
    Undefined,
    on_levels,
    on_marks,
)
from btstc_jury.domain.centre.harmonisation import Heard
from btstc_jury.domain.opinions import Opinion
from tests.domain.sitting import FORM

_CRITERIA = [each.number for each in FORM.criteria]
_LOW, _HIGH = FORM.levels[0].letters, FORM.levels[-1].letters


class Asked:
    """``found``: what was asked of it."""

    def __init__(self) -> None:
        self.found: list[tuple[Sequence[Cluster], Scale, int]] = []

    def alpha(self, clusters: Sequence[Cluster], scale: Scale, seed: int) -> Alpha:
        self.found.append((clusters, scale, seed))
        return Alpha(0.5, (0.4, 0.6))


class Absent:
    def alpha(self, *_asked: object) -> Alpha:
        raise NoLibrary


def _oral(place: int, *opinions: Opinion) -> Heard:
    return Heard(
        oral=str(place),
        commission="1",
        form="f",
        mark=Decimal(10),
        opinions={f"juror {at}": each for at, each in enumerate(opinions)},
    )


def _given(mark: str | None = None, **levels: str) -> Opinion:
    known = None if mark is None else Decimal(mark)
    return Opinion({int(number[1:]): letters for number, letters in levels.items()}, known, given=True)


def test_marks_of_orals_that_two_judged_are_asked_for() -> None:
    asked = Asked()
    pairs = [_oral(at, _given(str(at)), _given(str(at + 1)), _given()) for at in range(8)]
    alone = _oral(8, _given("12"), Opinion(mark=Decimal(3)))
    found = on_marks([*pairs, alone], asked, seed=4)
    assert found == Judged(8, 8, Alpha(0.5, (0.4, 0.6)))
    ((clusters, scale, seed),) = asked.found
    assert (scale, seed) == (Scale.INTERVAL, 4)
    assert clusters[3] == [{3.0: 1, 4.0: 1}]


def test_levels_are_ranks_and_one_not_assessed_is_missing() -> None:
    asked = Asked()
    one, two, three = _CRITERIA[:3]
    given = [
        _given(**{f"c{one}": _LOW, f"c{two}": _HIGH, f"c{three}": "NE"}),
        _given(**{f"c{one}": _LOW, f"c{two}": "NE", f"c{three}": _LOW}),
        _given(**{f"c{one}": _HIGH, f"c{two}": _HIGH}),
    ]
    orals = [_oral(at, *given) for at in range(9)]
    assert on_levels(orals, FORM, asked).units == 18
    top = float(len(FORM.levels) - 1)
    assert asked.found[-1][0][0] == [{0.0: 2, top: 1}, {top: 2}]
    assert asked.found[-1][1] is Scale.ORDINAL
    assert on_levels(orals, FORM, asked, criterion=one) == Judged(9, 9, Alpha(0.5, (0.4, 0.6)))
    assert on_levels(orals, FORM, asked, criterion=three).found is Undefined.ALONE


@pytest.mark.parametrize(
    ("orals", "why"),
    [
        ([], Undefined.ALONE),
        ([_oral(at, _given(str(at))) for at in range(20)], Undefined.ALONE),
        ([_oral(at, _given(str(at)), _given("9")) for at in range(7)], Undefined.FEW),
        ([_oral(at, _given("12"), _given("12")) for at in range(20)], Undefined.ALIKE),
    ],
)
def test_what_has_no_alpha_says_why_and_asks_nothing(orals: list[Heard], why: Undefined) -> None:
    asked = Asked()
    assert on_marks(orals, asked).found is why
    assert asked.found == []


def test_without_the_library_it_is_said_how_to_get_it() -> None:
    orals = [_oral(at, _given(str(at)), _given("9")) for at in range(8)]
    found = on_marks(orals, Absent()).found
    assert found is Undefined.NO_LIBRARY
    assert "pip install 'btstc-jury[centre]'" in found.value
