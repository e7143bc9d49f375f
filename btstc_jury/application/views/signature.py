"""What a signature shows on the page."""

from __future__ import annotations

from dataclasses import dataclass

Strokes = tuple[tuple[int, ...], ...]
"""A drawing: each stroke a run of x, y in thousandths of the width of the field, y downwards."""


@dataclass(frozen=True, slots=True)
class SignatureView:
    """``name`` and ``quality`` of who signs; without ``strokes`` the words stand alone."""

    name: str
    quality: str
    strokes: Strokes = ()
