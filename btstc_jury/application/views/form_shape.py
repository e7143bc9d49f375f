"""A form file that anybody may have written, as the form editor can hold it; what has no field is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from btstc_jury.application.form_editing import Values
from btstc_jury.application.views.form_editor import PAGES, FieldSpec, Kind

_LISTS = frozenset({Kind.LINES, Kind.ROLES, Kind.LEVELS, Kind.NUMBERS, Kind.CODES})
_LONGEST_PATH = 60
_Fits = Callable[[object], bool]


def shaped(values: Mapping[str, object]) -> tuple[Values, tuple[str, ...]]:
    """What the editor can show, right or wrong, and the key paths of what it can't."""
    left: list[str] = []
    return _table(values, _SHAPES, "", left), tuple(left)


def _plain(value: object) -> bool:
    return isinstance(value, str | int | Decimal)


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_plain, value))


def _by_key(value: object) -> bool:
    return isinstance(value, dict) and all(map(_plain, value.values()))


def _words_by_role(value: object) -> bool:
    return isinstance(value, dict) and all(map(_by_key, value.values()))


def _fits(spec: FieldSpec) -> _Fits:
    return _texts if spec.kind in _LISTS else _by_key if spec.kind is Kind.BY_ROLE else _plain


def _shapes() -> Iterator[tuple[str, _Fits]]:
    """By key path; a row of a list has « * » for its number."""
    for page in PAGES:
        yield from ((each.path, _fits(each)) for each in page.fields)
        yield from ((f"{page.rows}.*.{each.path}", _fits(each)) for each in page.of_row)
    yield from (("criteria.*.number", _number), ("criteria.*.line", _number))
    yield from (("commission.roles", _words_by_role), ("origins.*", _by_key))


_SHAPES = dict(_shapes())


def _below(key: str, shapes: Mapping[str, _Fits]) -> dict[str, _Fits]:
    return {each.removeprefix(f"{key}."): fits for each, fits in shapes.items() if each.startswith(f"{key}.")}


def _table(values: Mapping[str, object], shapes: Mapping[str, _Fits], at: str, left: list[str]) -> Values:
    """``shapes``: by key path below this table."""
    made: Values = {}
    for key, value in values.items():
        path = f"{at}{key}"
        fits = shapes.get(key) or shapes.get("*")
        below = _below(key, shapes)
        rows = _below("*", below)
        if fits is not None and fits(value):
            made[key] = value
        elif rows and isinstance(value, list) and all(isinstance(each, dict) for each in value):
            made[key] = [_table(each, rows, f"{path}.{place}.", left) for place, each in enumerate(value, 1)]
        elif below and not rows and isinstance(value, dict):
            made[key] = _table(value, below, f"{path}.", left)
        else:
            left.append(path[:_LONGEST_PATH])
    return made
