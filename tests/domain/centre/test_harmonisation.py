"""What is told of a centre's marks, against plain computations and numbers worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, floor, isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain.centre.harmonisation import (
    SMALL,
    CriterionLevels,
    Difference,
    Divergence,
    GroupKey,
    Heard,
    Member,
    by_commission,
    by_juror,
    differences,
    distribution,
    divergences,
    levels,
    outliers,
    phase_times,
    summary,
)
from btstc_jury.domain.opinions import Opinion
from tests.domain.sitting import FORM

MARKS = st.integers(0, 40).map(lambda halves: Decimal(halves) / 2)


def _heard(commission: str, *marks: str, form: str = "E4") -> list[Heard]:
    return [
        Heard(oral=f"{commission}-{at}", commission=commission, form=form, mark=Decimal(mark))
        for at, mark in enumerate(marks, 1)
    ]


def test_a_worked_example_of_mean_deviation_and_quartiles() -> None:
    found = summary([Decimal(each) for each in (2, 4, 4, 4, 5, 5, 7, 9)])
    assert found is not None
    assert (found.count, found.mean, found.median, found.lowest, found.highest) == (8, 5, 4.5, 2, 9)
    assert found.deviation == pytest.approx(sqrt(32 / 7))
    assert found.quartiles == pytest.approx((4, 4.5, 5.5))
    tenths = summary([float(each) for each in range(1, 11)])
    assert tenths is not None
    assert tenths.quartiles == pytest.approx((3.25, 5.5, 7.75))


@given(st.lists(MARKS, min_size=1, max_size=40))
def test_a_summary_is_what_plain_sums_give(marks: list[Decimal]) -> None:
    found = summary(marks)
    assert found is not None
    known, size = sorted(float(each) for each in marks), len(marks)
    mean = sum(known) / size
    assert isclose(found.mean, mean, abs_tol=1e-9)
    assert (found.small, found.quartiles is None) == (size < 8, size < 8)
    if size == 1:
        assert found.deviation is None
    else:
        assert found.deviation == pytest.approx(sqrt(sum((each - mean) ** 2 for each in known) / (size - 1)))
    if found.quartiles is not None:
        for part, quartile in zip((0.25, 0.5, 0.75), found.quartiles, strict=True):
            at = part * (size - 1)
            below, above = known[floor(at)], known[ceil(at)]
            assert quartile == pytest.approx(below + (above - below) * (at - floor(at)))
        assert found.median == pytest.approx(found.quartiles[1])


@pytest.mark.parametrize(("count", "small"), [(1, True), (SMALL - 1, True), (SMALL, False)])
def test_fewer_than_eight_are_few(count: int, *, small: bool) -> None:
    found = summary([Decimal(10)] * count)
    assert found is not None
    assert (found.small, found.quartiles is None) == (small, small)


def test_nothing_has_no_summary() -> None:
    assert summary([]) is None
    assert outliers(()) == ()


def test_commissions_are_apart_by_form_and_in_order() -> None:
    found = by_commission([*_heard("2", "12"), *_heard("1", "9", "10"), *_heard("1", "15", form="E6")])
    assert list(found) == [("E4", "1"), ("E4", "2"), ("E6", "1")]
    assert found[GroupKey("E4", "1")] == (Member("1-1", Decimal(9)), Member("1-2", Decimal(10)))


def test_a_juror_s_marks_are_those_given_before_deliberation() -> None:
    oral = Heard(
        oral="a",
        commission="1",
        form="E4",
        mark=Decimal(12),
        opinions={
            "Mme Aubry": Opinion(mark=Decimal(14), given=True),
            "M. Bel": Opinion(mark=Decimal(8)),
            "M. Cros": Opinion(given=True),
        },
    )
    assert by_juror([oral]) == {GroupKey("E4", "Mme Aubry"): (Member("a", Decimal(14)),)}


def test_a_distribution_counts_each_whole_point() -> None:
    found = distribution([Decimal(each) for each in ("0", "12", "12.5", "12.99", "13", "20")], Decimal(20))
    assert len(found) == 21
    assert {point: count for point, count in enumerate(found) if count} == {0: 1, 12: 3, 13: 1, 20: 1}


def test_a_mark_outside_the_fences_is_pointed_at() -> None:
    members = by_commission(_heard("1", "10", "11", "11", "12", "12", "13", "13", "14", "2"))
    (group,) = members.values()
    assert outliers(group) == (Member("1-9", Decimal(2)),)
    on_the_fence = by_commission(_heard("1", "10", "10", "10", "10", "12", "12", "12", "12", "15", "7"))
    assert outliers(*on_the_fence.values()) == ()


def test_a_small_group_has_no_outlier() -> None:
    (group,) = by_commission(_heard("1", "10", "11", "11", "12", "12", "13", "0")).values()
    assert len(group) == SMALL - 1
    assert outliers(group) == ()


def _many(commission: str, centre: int) -> list[Heard]:
    return _heard(commission, *(str(centre + at % 5 - 2) for at in range(50)))


def test_an_interval_is_near_that_of_theory() -> None:
    groups = by_commission([*_many("1", 13), *_many("2", 10), *_many("3", 10)])
    found = differences(groups)
    high = found[GroupKey("E4", "1")]
    assert high.points == pytest.approx(3)
    assert high.stands_out
    error = sqrt(2 / 50 + 2 / 100)
    assert high.interval is not None
    assert high.interval[0] == pytest.approx(3 - 1.96 * error, abs=0.06)
    assert high.interval[1] == pytest.approx(3 + 1.96 * error, abs=0.06)
    assert found[GroupKey("E4", "2")].points == pytest.approx(-1.5)
    assert differences(groups) == found
    assert differences(groups, seed=1) != found


def test_like_commissions_do_not_stand_out() -> None:
    found = differences(by_commission([*_many("1", 11), *_many("2", 11)]))
    assert [each.points for each in found.values()] == [0, 0]
    assert not any(each.stands_out for each in found.values())


@pytest.mark.parametrize("small", [1, 2])
def test_a_small_side_has_no_interval(small: int) -> None:
    few, many = ["4"] * (SMALL - 1), ["16"] * SMALL
    sides = [few, many] if small == 1 else [many, few]
    found = differences(by_commission([*_heard("1", *sides[0]), *_heard("2", *sides[1])]))
    points = -12 if small == 1 else 12
    assert found[GroupKey("E4", "1")] == Difference(points, None)
    assert not found[GroupKey("E4", "1")].stands_out


def test_a_commission_alone_with_its_form_differs_from_nobody() -> None:
    assert not differences(by_commission([*_heard("1", "4"), *_heard("2", "16", form="E6")]))


def _levelled(*letters: str, form: str = "E4") -> list[Heard]:
    first = FORM.criteria[0].number
    return [
        Heard(oral=str(at), commission="1", form=form, mark=Decimal(10), levels={first: each})
        for at, each in enumerate(letters)
    ]


def test_levels_keep_not_assessed_apart() -> None:
    known = [*_levelled("TI", "S", "S", "TS", "S", "S", "NE", "NE"), *_levelled("I", form="E6")]
    found = levels(known, FORM, "E4")
    assert len(found) == len(FORM.criteria)
    first = found[0]
    assert first.counts == {"TI": 1, "I": 0, "S": 4, "TS": 1}
    assert (first.not_assessed, first.total, first.often_left_out) == (2, 8, True)
    assert all(each.total == 0 and not each.often_left_out for each in found[1:])


@pytest.mark.parametrize(("assessed", "left_out", "often"), [(5, 2, False), (7, 2, False), (6, 2, True)])
def test_often_left_out_is_one_of_four_and_not_of_few(assessed: int, left_out: int, *, often: bool) -> None:
    assert CriterionLevels(1, {"S": assessed}, left_out).often_left_out is often


def _opinion(levels: str, mark: str, *, given: bool = True) -> Opinion:
    numbers = [each.number for each in FORM.criteria]
    return Opinion(dict(zip(numbers, levels.split(), strict=False)), Decimal(mark), given=given)


def test_divergence_is_between_opinions_that_were_given() -> None:
    def oral(name: str, form: str = "E4", **opinions: Opinion) -> Heard:
        return Heard(oral=name, commission="1", form=form, mark=Decimal(12), opinions=opinions)

    known = [
        oral(
            "apart",
            a=_opinion("S TI", "15"),
            b=_opinion("S TS", "9.5"),
            c=_opinion("TI TI", "0", given=False),
        ),
        oral("alone", a=_opinion("S TI", "15"), c=_opinion("TI TI", "0", given=False)),
        oral("elsewhere", "E6", a=_opinion("S", "15"), b=_opinion("TI", "3")),
        oral("alike", a=_opinion("S NE", "12"), b=_opinion("S TI", "12")),
    ]
    assert divergences(known, FORM, "E4") == (
        Divergence("apart", Decimal("5.5"), 3),
        Divergence("alike", Decimal(0), 0),
    )


def test_times_are_told_by_phase_and_group() -> None:
    def oral(commission: str, **phases: float) -> Heard:
        times = {int(name[1:]): seconds for name, seconds in phases.items()}
        return Heard(oral="a", commission=commission, form="E4", mark=Decimal(9), phases=times)

    found = phase_times(
        [oral("1", p1=600, p0=300), oral("1", p0=330), oral("2", p0=200)], lambda each: each.commission
    )
    assert list(found[GroupKey("E4", "1")]) == [0, 1]
    first = found[GroupKey("E4", "1")][0]
    assert (first.count, first.mean, first.lowest, first.highest) == (2, 315, 300, 330)
    assert found[GroupKey("E4", "2")] == {0: summary([200.0])}
