"""Values of any type that an event holds, made from the types alone; every field is filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

_BOUND = 2**63
_MOST = 3
"""Items at most in a collection."""

_LEAVES: dict[type, st.SearchStrategy[Any]] = {
    NoneType: st.none(),
    bool: st.booleans(),
    int: st.integers(-_BOUND, _BOUND - 1),
    str: st.text(max_size=12),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    Fraction: st.fractions(),
    date: st.dates(),
    time: st.times(),
    # To the microsecond and without zone, as the centre's clock on the wall.
    datetime: st.integers(0, 10**15).map(lambda us: datetime(1990, 1, 1) + timedelta(microseconds=us)),  # noqa: DTZ001
}


def any_value(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any annotation
    """Raises ``KeyError`` for a type that no event may hold."""
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{each.name: any_value(hints[each.name]) for each in fields(hint)})
    if isinstance(hint, type) and issubclass(hint, tuple):
        return st.builds(hint, **{name: any_value(each) for name, each in get_type_hints(hint).items()})
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    origin = get_origin(hint)
    if origin is None:
        return _LEAVES[hint]
    if origin is tuple and ... not in get_args(hint):
        return st.tuples(*map(any_value, get_args(hint)))
    return _COLLECTIONS[origin](*(any_value(each) for each in get_args(hint) if each is not ...))


def _tuple(item: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(item, max_size=_MOST).map(tuple)


def _set(item: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.frozensets(item, max_size=_MOST)


def _mapping(key: st.SearchStrategy[Any], value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(key, value, max_size=_MOST)


_COLLECTIONS: dict[Any, Callable[..., st.SearchStrategy[Any]]] = {
    UnionType: st.one_of,
    tuple: _tuple,
    frozenset: _set,
    Mapping: _mapping,
}
