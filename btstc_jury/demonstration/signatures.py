"""How the people of the demonstration sign: a PIN and a drawing each, all of it made up."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin

from btstc_jury.application.signing_tools import Strokes
from btstc_jury.demonstration.cast import JURORS

_CODES = ("1357", "2468", "9876")
PINS: Mapping[str, str] = {juror.key: pin for juror, pin in zip(JURORS, _CODES, strict=True)}
"""In the order in which they sign."""


def _loops(count: int, height: int, slant: float) -> tuple[int, ...]:
    """A run of loops from left to right, in thousandths of the field's width."""
    points: list[int] = []
    steps = 14 * count
    for step in range(steps + 1):
        turn = 2 * pi * step / 14
        fading = 1 - 0.5 * step / steps
        y = 130 - height * fading * sin(turn)
        x = 140 + 560 * step / steps + 34 * cos(turn) + slant * (130 - y)
        points += (round(x), round(y))
    return tuple(points)


_FLOURISH = (150, 215, 330, 196, 560, 190, 860, 176)

DRAWINGS: Mapping[str, Strokes] = {
    juror.key: strokes
    for juror, strokes in zip(
        JURORS,
        (
            (_loops(5, 74, 0.35), _FLOURISH),
            (_loops(3, 92, 0.1), (220, 60, 300, 230), (640, 120, 880, 96)),
            (_loops(7, 48, 0.6), (120, 190, 800, 205, 610, 226)),
        ),
        strict=True,
    )
}
