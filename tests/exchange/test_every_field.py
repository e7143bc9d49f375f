"""Every field of every form, wrong in every way: told at its place, together with all else that is wrong."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from btstc_jury.exchange.form_files import load_form, parse_form
from btstc_jury.exchange.form_writing import form_toml, values_toml
from btstc_jury.exchange.toml_files import FormErrors, FormProblem
from tests.exchange.form_folder import OFFICIAL_FORMS, plain, toml_of
from tests.forms.fictional import FICTIONAL

SEED = 120
EACH = 1
"""Ways drawn for each field; all fourteen of them take some ten seconds."""
Table = dict[str, object]
Key = str | int


@dataclass(frozen=True, slots=True)
class Place:
    """A field of the form ``form``; ``keys``: the way to it, lists from 0."""

    form: Path
    keys: tuple[Key, ...]

    @property
    def said(self) -> str:
        return ".".join(str(each + 1) if isinstance(each, int) else each for each in self.keys)


@cache
def whole(path: Path) -> Table:
    """With what it takes from its referential."""
    return tomllib.loads(form_toml(load_form(path)), parse_float=Decimal)


def places(path: Path, value: object, keys: tuple[Key, ...] = ()) -> Iterator[Place]:
    if keys:
        yield Place(path, keys)
    if isinstance(value, dict):
        for key, each in value.items():
            yield from places(path, each, (*keys, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from places(path, each, (*keys, number))


@cache
def every_field() -> tuple[Place, ...]:
    """One of each that any form has, wherever it stands in its list."""
    found: dict[tuple[object, ...], Place] = {}
    forms = sorted(each for each in OFFICIAL_FORMS.glob("*.toml") if each.stem != "referential")
    for path in (FICTIONAL, *forms):
        for place in places(path, whole(path)):
            origin = place.keys[0] == "origins" and len(place.keys) > 1
            kind = ("origins", "*", *place.keys[2:]) if origin else place.keys
            found.setdefault(tuple("*" if isinstance(each, int) else each for each in kind), place)
    return tuple(found.values())


def around(root: Table, place: Place) -> tuple[dict[Key, object] | list[object], Key]:
    """What holds the field, and its key there."""
    at: object = root
    for key in place.keys[:-1]:
        assert isinstance(at, dict | list)
        at = at[key]  # type: ignore[index]
    assert isinstance(at, dict | list)
    return at, place.keys[-1]


def put(value: object) -> Callable[[Table, Place], None]:
    def change(root: Table, place: Place) -> None:
        holder, key = around(root, place)
        holder[key] = deepcopy(value)  # type: ignore[index]

    return change


def missing(root: Table, place: Place) -> None:
    holder, key = around(root, place)
    del holder[key]  # type: ignore[arg-type]


def twice(root: Table, place: Place) -> None:
    holder, key = around(root, place)
    if isinstance(holder, list):
        holder.append(deepcopy(holder[int(key)]))
    else:
        holder[key] = [deepcopy(holder[key])] * 2


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


WAYS: dict[str, Callable[[Table, Place], None]] = {
    "missing": missing,
    "twice": twice,
    "empty text": put(""),
    "spaces": put("\u00a0 \u202f"),
    "control": put("a\u0007b"),
    "huge text": put("é" * 20_000),
    "negative": put(-1),
    "huge": put(10**40),
    "decimal": put(Decimal("0.0001")),
    "true": put(value=True),
    "empty list": put([]),
    "long list": put(["x"] * 300),
    "nested": put(nested(60)),
    "empty table": put({}),
}


def faults(values: Table, path: Path) -> tuple[FormProblem, ...]:
    try:
        parse_form(toml_of(values), path)
    except FormErrors as errors:
        return errors.problems or pytest.fail("refused without a fault")
    return ()


def at(problem: FormProblem, place: Place) -> bool:
    """At the field, or at something in it."""
    return problem.key_path == place.said or problem.key_path.startswith(f"{place.said}.")


def test_each_way_is_told_in_words_or_taken() -> None:
    draw = random.Random(SEED)
    told = 0
    for place in every_field():
        for way in draw.sample(sorted(WAYS), EACH):
            values = deepcopy(whole(place.form))
            WAYS[way](values, place)
            found = faults(values, place.form)
            assert all(each.expected and plain(str(each)).isprintable() for each in found), (place, way)
            assert len(set(map(str, found))) == len(found), (place, way)
            told += bool(found)
    assert told > len(every_field()) // 2


def test_what_is_of_another_kind_is_told_at_its_place() -> None:
    for place in every_field():
        values = deepcopy(whole(place.form))
        put([{"zz": 1}])(values, place)
        assert any(at(each, place) for each in faults(values, place.form)), place


def test_values_of_any_kind_are_written_as_they_are() -> None:
    for place in random.Random(SEED).sample(every_field(), 8):
        for way in ("nested", "empty list", "true", "empty table"):
            values = deepcopy(whole(place.form))
            WAYS[way](values, place)
            assert tomllib.loads(values_toml(values), parse_float=Decimal) == values


def test_a_key_that_is_not_known_is_told_in_every_table() -> None:
    tables = [each for each in every_field() if isinstance(value_at(each), dict)]
    assert len(tables) > len(("preparation", "total", "phases", "mark", "commission", "dossier"))
    for place in tables:
        values = deepcopy(whole(place.form))
        put({**value_at(place), "zz": 1})(values, place)  # type: ignore[dict-item]
        said = [each for each in faults(values, place.form) if each.key_path == f"{place.said}.zz"]
        assert said, place


def value_at(place: Place) -> object:
    holder, key = around(whole(place.form), place)
    return holder[key]  # type: ignore[index]


@pytest.mark.parametrize("path", [FICTIONAL, OFFICIAL_FORMS / "e6-ponctuel.toml"], ids=["fictional", "e6"])
def test_all_that_is_wrong_is_told_at_once(path: Path) -> None:
    leaves = [
        each
        for each in places(path, whole(path))
        if not isinstance(value_at(each), dict | list) and each.keys[0] != "origins"
    ]
    draw = random.Random(SEED)
    for _ in range(6):
        chosen = draw.sample(leaves, 12)
        values = deepcopy(whole(path))
        for place in chosen:
            put([{"zz": 1}])(values, place)
        found = faults(values, path)
        assert [each for each in chosen if not any(at(fault, each) for fault in found)] == []
