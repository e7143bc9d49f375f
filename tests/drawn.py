"""What an ordinary run tries of what a long one tries over and over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

_WHOLE = 100
_FEWEST = 5


def examples(most: int) -> int:
    """How many chance draws: ``most`` in a long run, or when a file is run alone; a share of it otherwise."""
    return max(most * settings().max_examples // _WHOLE, _FEWEST)


def mostly_long(values: Iterable[object], *ordinary: int) -> list[ParameterSet]:
    """Parameters of which those at these places are tried in an ordinary run, the first unless told."""
    return [
        pytest.param(
            *(each if isinstance(each, tuple) else (each,)),
            marks=() if place in (ordinary or (0,)) else pytest.mark.long,
        )
        for place, each in enumerate(values)
    ]
