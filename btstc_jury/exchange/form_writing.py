"""A form as the text of a form file, whole by itself: what it took from a referential stands in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import tomlkit
from tomlkit.items import AoT, Array, InlineTable, Item, Table

from btstc_jury.application.form_content import with_hash
from btstc_jury.domain.form import NO_DOSSIER, Form, MarkRule, Origin
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.wording import plainly
from btstc_jury.exchange.form_files import needed_origins, parse_form
from btstc_jury.exchange.form_values import UNFILLED, minutes
from btstc_jury.exchange.toml_files import FormErrors

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Table: TypeAlias = dict[str, Any]

_FIRST = (
    "key",
    "version",
    "diploma",
    "exam",
    "title",
    "unit",
    "coefficient",
    "name",
    "source",
    "secrecy",
)
"""Keys of the form in the order in which they are read; the others follow, tables after plain values."""
_SECTIONS = (
    "subject",
    "situation",
    "preparation",
    "total",
    "phases",
    "competences",
    "blocks",
    "criteria",
    "mark",
    "marks",
    "commission",
    "dossier",
)
_INLINE = frozenset({"levels"})
_WIDTH = 100
_COMMENTS: Mapping[str, str] = {
    "levels": "Du niveau le plus bas au plus haut ; « non évalué » (NE) s’y ajoute toujours.",
    "subject": "Ce sur quoi porte l’interrogation, saisi par la commission.",
    "situation": "Les situations d’évaluation d’une même épreuve.",
    "preparation": 'kind : "none", "fixed" (duration) ou "at_opening" (fixé à l’ouverture).',
    "phases": 'limit : "maximum" (avec maximum), "remainder" (ce qui reste du total) ou "free".',
    "criteria": "number : le rang dans la liste officielle ; block : celui du bloc.",
    "mark": "De 0 à maximum, par pas de step.",
    "origins": 'Origine : authority = "arrete" (avec place), "circular", "workbook" (classeur) ou "default".',
}


def form_toml(form: Form) -> str:
    """The text of a file named ``<key>.toml``; reading it gives the same form, to its hash."""
    return values_toml(form_values(form))


def values_toml(values: Mapping[str, object]) -> str:
    """The text of a form file of these values, right or not."""
    said = {key: plainly(str(values.get(key, "…"))) for key in ("exam", "name", "key")}
    head = (
        f"{said['exam']}, {said['name']}.",
        f"Forme entière, à enregistrer sous le nom {said['key']}.toml.",
        "Un temps s’écrit « mm:ss » entre guillemets droits, ou un nombre entier de minutes.",
        "Contrôle : btstc-jury forms check FICHIER",
    )
    lines = [f"# {line}\n" for line in head]
    for key in _ordered(values):
        if key == _FIRST[0] or key not in _FIRST:
            lines.append("\n")
        if key in _COMMENTS:
            lines.append(f"# {_COMMENTS[key]}\n")
        lines.append(_section(key, values[key]))
    return "".join(lines)


def checked(form: Form, path: Path) -> tuple[Form, str]:
    """The form and its text as ``path`` is to hold it, the name of the file being its key.

    Raises ``FormErrors`` with every fault of the form.
    """
    text = form_toml(replace(form, key=path.stem))
    return parse_form(text, path), text


def to_fill(form: Form, path: Path) -> tuple[str, tuple[str, ...]]:
    """The text as ``path`` is to hold it, and the key paths of what is still to be filled in before the form
    can be used.

    Raises ``FormErrors`` with every other fault of the form.
    """
    text = form_toml(replace(form, key=path.stem))
    try:
        parse_form(text, path)
    except FormErrors as errors:
        others = [each for each in errors.problems if each.expected != UNFILLED]
        if others:
            raise FormErrors(others) from errors
        return text, tuple(each.key_path for each in errors.problems)
    return text, ()


def with_origins(form: Form, origin: Origin) -> Form:
    """The same form, whose values that need an origin and have none have this one."""
    needed = dict.fromkeys(needed_origins(form_values(form)), origin)
    return with_hash(replace(form, origins={**needed, **form.origins}))


def _section(key: str, value: object) -> str:
    document = tomlkit.document()
    document.add(key, _item(key, value))
    return document.as_string()


def _ordered(values: Mapping[str, object]) -> Iterator[str]:
    """What is no table comes before the tables, whatever it should be: after one it would be part of it."""
    order = (*_FIRST, *(key for key in values if key not in {*_FIRST, *_SECTIONS, "origins"}), *_SECTIONS)
    keys = [key for key in (*order, "origins") if key in values]
    yield from sorted(keys, key=lambda key: _is_table(key, values[key]))


def _is_table(key: str, value: object) -> bool:
    match value:
        case dict():
            return True
        case [dict(), *_]:
            return key not in _INLINE and all(isinstance(each, dict) for each in value)
        case _:
            return False


def form_values(form: Form) -> _Table:
    """As ``tomllib`` would give them from the text."""
    values = _values(form, "", form.origins)
    values.pop("hash", None)
    if form.dossier == NO_DOSSIER:
        del values["dossier"]
    if [each.number for each in form.criteria] == list(range(1, len(form.criteria) + 1)):
        for criterion in values["criteria"]:
            del criterion["number"]
    return values


def _values(of: DataclassInstance, at: str, origins: Collection[str]) -> _Table:
    """By key of the form file, without what its reader puts there unsaid, unless it has an origin.

    ``at``: the key path of what is in it, with its last dot.
    """
    values: _Table = {}
    for field in fields(of):
        value, path = getattr(of, field.name), f"{at}{field.name}"
        if not _empty(field.name, value) and (value != field.default or path in origins):
            values[field.name] = _value(value, path, origins)
    if isinstance(of, MarkRule):
        values["divergence"] = {key: values.pop(f"divergence_{key}") for key in ("levels", "points")}
    return values


def _empty(key: str, value: object) -> bool:
    """Nothing that a file could hold; ``line``: 0 for none."""
    return value is None or value in ((), "", {}) or (key == "line" and not value)


def _value(value: Any, at: str, origins: Collection[str]) -> object:  # noqa: ANN401 - any field's
    match value:
        case Duration():
            return minutes(value)
        case Decimal():
            return int(value) if value == value.to_integral_value() else value
        case bool() | int() | str():
            return value
        case tuple():
            return [_value(each, f"{at}.{place}", origins) for place, each in enumerate(value, 1)]
        case Mapping():
            return {str(key): _value(each, f"{at}.{key}", origins) for key, each in value.items()}
    return _values(value, f"{at}.", origins)


def _item(key: str, value: Any) -> Item:  # noqa: ANN401 - as above
    match value:
        case dict() if key == "origins":
            return _table({path: _leaf(each) for path, each in value.items()})
        case dict():
            return _table(value)
        case list() if _is_table(key, value):
            return _sections(value)
        case _:
            return _leaf(value)


def _table(values: _Table) -> Table:
    """Plain values before tables of their own."""
    table = tomlkit.table()
    for key, each in sorted(values.items(), key=lambda entry: isinstance(entry[1], dict)):
        table.append(key, each if isinstance(each, Item) else _item(key, each))
    return table


def _sections(values: Iterable[_Table]) -> AoT:
    sections = tomlkit.aot()
    for each in values:
        sections.append(_table(each))
    return sections


def _inline(value: _Table) -> InlineTable:
    table = tomlkit.inline_table()
    for key, each in value.items():
        table.append(key, _leaf(each))
    return table


def _array(values: Iterable[object]) -> Array:
    """On one line where it is short."""
    array = tomlkit.array()
    for each in values:
        array.append(_leaf(each))
    return array.multiline(len(array.as_string()) > _WIDTH)


def _leaf(value: object) -> Item:
    """On one line, or in brackets."""
    match value:
        case dict():
            return _inline(value)
        case list():
            return _array(value)
        case Decimal():
            return tomlkit.float_(str(value))
        case _:
            return tomlkit.item(str(value) if isinstance(value, str) else value)
