"""What a form may say of how levels make points, and points a mark."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class RoundingFacts:
    """``words``: « arrondi … », the rule as the commission reads it. ``quantum``: points, ``None`` for no
    rounding; ``up``: always upwards, otherwise to the nearest, halfway upwards.
    """

    words: str
    quantum: Decimal | None = None
    up: bool = True


class Rounding(StrEnum):
    """How a calculated total becomes a proposed mark; an entry of the commission is never rounded."""

    NONE = "none"
    HALF_UP = "half_up"
    HALF_NEAREST = "half_nearest"
    UNIT_UP = "unit_up"
    UNIT_NEAREST = "unit_nearest"

    @property
    def facts(self) -> RoundingFacts:
        return _ROUNDINGS[self]

    def round(self, exact: Fraction) -> Fraction:
        quantum = self.facts.quantum
        if quantum is None:
            return exact
        steps = exact / Fraction(quantum)
        return (ceil(steps) if self.facts.up else floor(steps + Fraction(1, 2))) * Fraction(quantum)


_HALF, _UNIT = Decimal("0.5"), Decimal(1)
_ROUNDINGS = {
    Rounding.NONE: RoundingFacts("sans arrondi"),
    Rounding.HALF_UP: RoundingFacts("arrondi au demi-point supérieur", _HALF),
    Rounding.HALF_NEAREST: RoundingFacts(
        "arrondi au demi-point le plus proche, au supérieur à égale distance", _HALF, up=False
    ),
    Rounding.UNIT_UP: RoundingFacts("arrondi au point supérieur", _UNIT),
    Rounding.UNIT_NEAREST: RoundingFacts(
        "arrondi au point le plus proche, au supérieur à égale distance", _UNIT, up=False
    ),
}


class NotAssessed(StrEnum):
    """What becomes of the points of a criterion « non évalué »."""

    LEFT_OUT = "left_out"
    IN_BLOCK = "in_block"
    ZERO = "zero"

    @property
    def words(self) -> str:
        return _NOT_ASSESSED[self]


_NOT_ASSESSED = {
    NotAssessed.LEFT_OUT: "ce qui n’est pas évalué est laissé de côté, et le total ramené au maximum",
    NotAssessed.IN_BLOCK: (
        "les points de ce qui n’est pas évalué vont au reste de son bloc\u202f; un bloc entièrement non"
        " évalué est laissé de côté, et le total ramené au maximum"
    ),
    NotAssessed.ZERO: "ce qui n’est pas évalué compte zéro point",
}
"""They speak of no criterion: a form may assess aims, or competences."""


@dataclass(frozen=True, slots=True)
class Block:
    """Criteria that stand together. ``points``: of all of them, ``None`` where each criterion has its own or
    none is given; ``mark``: place from 1 of the partial mark that they make, 0 for none.
    """

    title: str
    points: Decimal | None = None
    mark: int = 0


@dataclass(frozen=True, slots=True)
class PartialMark:
    """One of the several marks of a grid, from 0 to ``maximum`` by ``step``."""

    title: str
    maximum: Decimal
    step: Decimal
