"""Krippendorff's alpha against published worked examples, and against every pair counted one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.agreement import Cluster, Scale
from btstc_jury.system.agreement import _coincidences, alpha, alpha_of

PUBLISHED = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
"""Krippendorff 2011, « Computing Krippendorff's Alpha-Reliability », C: four observers, twelve units."""


def _clusters(observers: Sequence[Sequence[float | None]]) -> list[Cluster]:
    """An oral a unit, without those that fewer than two judged."""
    units = [[each for each in unit if each is not None] for unit in zip(*observers, strict=True)]
    return [[{value: unit.count(value) for value in unit}] for unit in units if len(unit) > 1]


def _pairs(clusters: Sequence[Cluster]) -> Iterator[tuple[float, float, float]]:
    """Each ordered pair of values within a unit, with its weight."""
    for each in clusters:
        for unit in each:
            values = [value for value, often in unit.items() for _ in range(often)]
            for one, other in permutations(range(len(values)), 2):
                yield values[one], values[other], 1 / (len(values) - 1)


def _by_hand(clusters: Sequence[Cluster], scale: Scale) -> float | None:
    """Observed over expected disagreement, as the text defines them: no matrix, no library."""
    every = [v for each in clusters for unit in each for v, often in unit.items() for _ in range(often)]

    def apart(one: float, other: float) -> float:
        if scale is Scale.INTERVAL:
            return (one - other) ** 2
        low, high = min(one, other), max(one, other)
        between = sum(low <= each <= high for each in every)
        return (between - (every.count(low) + every.count(high)) / 2) ** 2

    expected = sum(apart(one, other) for one, other in permutations(every, 2)) / (len(every) - 1)
    observed = sum(weight * apart(one, other) for one, other, weight in _pairs(clusters))
    return None if expected == 0 else 1 - observed / expected


@pytest.mark.parametrize(("scale", "value"), [(Scale.ORDINAL, 0.815), (Scale.INTERVAL, 0.849)])
def test_the_published_example_of_four_observers(scale: Scale, value: float) -> None:
    clusters = _clusters(PUBLISHED)
    found = alpha(clusters, scale, 0)
    assert round(found.value, 3) == value
    assert found.value == pytest.approx(_by_hand(clusters, scale))
    assert found.interval is not None
    assert found.interval[0] < found.value < found.interval[1] <= 1


@pytest.mark.parametrize(
    ("level", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_library_gives_all_that_was_published(level: str, value: float) -> None:
    data = [[np.nan if each is None else each for each in line] for line in PUBLISHED]
    assert round(krippendorff.alpha(reliability_data=data, level_of_measurement=level), 3) == value  # type: ignore[arg-type]


JUDGED = st.dictionaries(st.integers(0, 6).map(float), st.integers(1, 2), min_size=1, max_size=3).filter(
    lambda unit: sum(unit.values()) > 1
)


@given(st.lists(st.lists(JUDGED, min_size=1, max_size=2), min_size=1, max_size=3), st.sampled_from(Scale))
def test_the_formula_of_the_draws_is_the_library_s_and_the_text_s(
    clusters: list[Cluster], scale: Scale
) -> None:
    domain = sorted({value for each in clusters for unit in each for value in unit})
    arrays = [np.array([[unit.get(each, 0) for each in domain] for unit in some]) for some in clusters]
    values = np.array(domain)
    summed = sum((_coincidences(each) for each in arrays), np.zeros((len(domain), len(domain))))
    ours = alpha_of(summed, values, scale)
    by_hand = _by_hand(clusters, scale)
    if by_hand is None:
        assert ours is None
        return
    assert ours == pytest.approx(by_hand)
    whole = krippendorff.alpha(
        value_counts=np.concatenate(arrays), value_domain=values, level_of_measurement=scale.value
    )
    assert ours == pytest.approx(float(whole))


def test_the_interval_follows_from_the_seed_alone() -> None:
    clusters = _clusters(PUBLISHED)
    first, again, other = (alpha(clusters, Scale.INTERVAL, seed) for seed in (1, 1, 2))
    assert first == again
    assert first.value == other.value
    assert first.interval != other.interval


def test_criteria_of_one_oral_are_drawn_together() -> None:
    """Eight times the same judgement says no more than once."""
    once = _clusters(PUBLISHED)
    eight = [[*each] * 8 for each in once]
    narrow, whole = alpha(eight, Scale.ORDINAL, 3).interval, alpha(once, Scale.ORDINAL, 3).interval
    assert narrow is not None
    assert whole is not None
    assert narrow[1] - narrow[0] == pytest.approx(whole[1] - whole[0], rel=0.1)


def test_there_is_no_interval_where_many_draws_vary_in_nothing() -> None:
    same: list[Cluster] = [[{3.0: 3}]] * 9
    found = alpha([*same, [{3.0: 2, 4.0: 1}]], Scale.INTERVAL, 0)
    assert found.interval is None
    assert found.value < 1
