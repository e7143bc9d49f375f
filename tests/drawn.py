"""How many examples chance draws: in an ordinary run, a share of what a long one has."""

from hypothesis import settings

_WHOLE = 100
_FEWEST = 5


def examples(most: int) -> int:
    """``most`` in a long run, or when a file is run alone."""
    return max(most * settings().max_examples // _WHOLE, _FEWEST)
