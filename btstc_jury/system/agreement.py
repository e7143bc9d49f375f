"""Krippendorff's alpha, by the library of that name: to be imported where it is installed, and asked for."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeAlias

import krippendorff
import numpy as np
from numpy.typing import NDArray

from btstc_jury.application.agreement import Alpha, Cluster, Scale

Counts: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.float64]
_DRAWS = 1000
_TAIL = 0.025
_MOST_UNDEFINED = _DRAWS // 20
"""Draws without any variation have no alpha; an interval of the others alone would be too narrow."""


def alpha(clusters: Sequence[Cluster], scale: Scale, seed: int) -> Alpha:
    """See ``application.agreement.Agreement``."""
    domain = sorted({value for each in clusters for unit in each for value in unit})
    counts: list[Counts] = [
        np.array([[unit.get(value, 0) for value in domain] for unit in each], dtype=np.int64)
        for each in clusters
    ]
    values = np.array(domain, dtype=np.float64)
    whole = krippendorff.alpha(
        value_counts=np.concatenate(counts), value_domain=values, level_of_measurement=scale.value
    )
    draw = Random(f"{seed}/{scale}/{len(counts)}")  # noqa: S311 - no secret
    return Alpha(float(whole), _interval(counts, values, scale, draw))


def _interval(
    counts: Sequence[Counts], values: Numbers, scale: Scale, draw: Random
) -> tuple[float, float] | None:
    """Drawn again by whole orals. The library, which can't weigh, would count all that is judged anew for
    each of the draws; coincidences add up, so that those of an oral are counted once.
    """
    size, orals = len(values), len(counts)
    by_oral = np.stack([_coincidences(each).ravel() for each in counts])
    times = np.zeros((_DRAWS, orals))
    for number in range(_DRAWS):
        np.add.at(times[number], draw.choices(range(orals), k=orals), 1)
    found = [alpha_of(each.reshape(size, size), values, scale) for each in times @ by_oral]
    known = sorted(each for each in found if each is not None)
    if _DRAWS - len(known) > _MOST_UNDEFINED:
        return None
    cut = int(len(known) * _TAIL)
    return known[cut], known[-cut - 1]


def _coincidences(counts: Counts) -> Numbers:
    """Summed over units of two values or more: n(n - 1) pairs of each, weighed by 1 / (m - 1)."""
    weights = 1 / (counts.sum(axis=1) - 1)
    pairs = np.einsum("ui,uj,u->ij", counts, counts, weights)
    return np.asarray(pairs - np.diag(counts.T @ weights), dtype=np.float64)


def alpha_of(coincidences: Numbers, values: Numbers, scale: Scale) -> float | None:
    """Of a matrix of coincidences; ``None`` where nothing varies."""
    often = coincidences.sum(axis=0)
    # The ordinal distance is that between the middles of the ranks.
    at = np.cumsum(often) - often / 2 if scale is Scale.ORDINAL else values
    apart = (at[:, None] - at[None, :]) ** 2
    expected = float((np.outer(often, often) * apart).sum())
    if expected == 0:
        return None
    return 1 - float(often.sum() - 1) * float((coincidences * apart).sum()) / expected
