"""How far jurors agreed before deliberation: what is asked of the library that computes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeAlias

from btstc_jury.domain.centre.harmonisation import SMALL, Heard
from btstc_jury.domain.form import Form

Unit: TypeAlias = Mapping[float, int]
"""How many jurors gave each value to one thing judged: a criterion of one oral, its mark."""

Cluster: TypeAlias = Sequence[Unit]
"""What was judged in one oral: it is drawn whole, criteria of one oral aren't independent."""


class Scale(StrEnum):
    """``ORDINAL``: levels, of which only the order counts; ``INTERVAL``: marks, whose distances do."""

    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's; 1 for perfect agreement, 0 for that of chance. ``interval``: at 95 %, ``None`` where
    too many draws have no alpha.
    """

    value: float
    interval: tuple[float, float] | None


class NoLibrary(Exception):
    """The library isn't installed."""


class Agreement(Protocol):
    def alpha(self, clusters: Sequence[Cluster], scale: Scale, seed: int) -> Alpha:
        """Of units that two jurors or more judged, not all alike. ``clusters``: an oral each; the same and
        one seed give the same interval. In any thread. Raises ``NoLibrary``.
        """


class Undefined(StrEnum):
    """Why there is no alpha. The value: a French sentence."""

    ALONE = "Aucune interrogation avec les avis séparés, révélés, de deux examinateurs ou plus."
    FEW = "Trop peu d’interrogations avec des avis séparés (moins de 8)\u202f: un alpha n’y dirait rien."
    ALIKE = "Tous les avis sont les mêmes\u202f: sans variation, l’alpha n’est pas défini."
    NO_LIBRARY = (
        "L’alpha de Krippendorff demande le paquet «\u202fkrippendorff\u202f», absent de cette"
        " installation\u202f: «\u202fpip install 'btstc-jury[centre]'\u202f». Le reste de la page n’en"
        " dépend pas."
    )


class Judged(NamedTuple):
    """``orals``: those in which two jurors or more judged something of it; ``units``: what they judged."""

    orals: int
    units: int
    found: Alpha | Undefined


def on_marks(heard: Sequence[Heard], agreement: Agreement, seed: int = 0) -> Judged:
    """Of the marks proposed before deliberation."""
    clusters = []
    for each in heard:
        marks = [given.mark for given in each.opinions.values() if given.given]
        clusters.append([_counted([float(mark) for mark in marks if mark is not None])])
    return _judged(clusters, Scale.INTERVAL, agreement, seed)


def on_levels(
    heard: Sequence[Heard], form: Form, agreement: Agreement, criterion: int = 0, seed: int = 0
) -> Judged:
    """Of the levels of one criterion, or of all of them together (0). « Non évalué » is a missing value: it
    has no place on the scale.
    """
    ranks = {level.letters: float(rank) for rank, level in enumerate(form.levels)}
    numbers = [each.number for each in form.criteria if criterion in {0, each.number}]
    clusters = []
    for each in heard:
        given = [opinion.levels for opinion in each.opinions.values() if opinion.given]
        clusters.append(
            [
                _counted([ranks[levels[number]] for levels in given if levels.get(number) in ranks])
                for number in numbers
            ]
        )
    return _judged(clusters, Scale.ORDINAL, agreement, seed)


def _counted(values: Sequence[float]) -> Unit:
    return {value: values.count(value) for value in sorted(set(values))}


def _judged(clusters: Sequence[Cluster], scale: Scale, agreement: Agreement, seed: int) -> Judged:
    paired = [[unit for unit in each if sum(unit.values()) > 1] for each in clusters]
    paired = [each for each in paired if each]
    units = sum(map(len, paired))
    if not paired:
        return Judged(0, 0, Undefined.ALONE)
    if len(paired) < SMALL:
        return Judged(len(paired), units, Undefined.FEW)
    if len({value for each in paired for unit in each for value in unit}) < 2:
        return Judged(len(paired), units, Undefined.ALIKE)
    try:
        return Judged(len(paired), units, agreement.alpha(paired, scale, seed))
    except NoLibrary:
        return Judged(len(paired), units, Undefined.NO_LIBRARY)
