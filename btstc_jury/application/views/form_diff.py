"""What differs between two forms, value by value, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from btstc_jury.application.views import formats
from btstc_jury.application.views.form_words import LABELS, WORDS
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.commission import Role
from btstc_jury.domain.form import Competence, Criterion, Form, Level, Phase
from btstc_jury.domain.marking import Block
from btstc_jury.domain.moments import Duration

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

NOTHING = "rien"


@dataclass(frozen=True, slots=True)
class Difference:
    """``place``: « Phase 2 « Entretien », durée maximale »; ``before`` and ``after``: « 20:00 », « rien »."""

    place: str
    before: str
    after: str

    @property
    def words(self) -> str:
        return f"{self.place}\u202f: {self.before} → {self.after}"


_UNTOLD = frozenset({"line", "lines"})
"""Of our copy of the arrêté, never shown; the hash follows from the rest."""

_ONE = {Phase: "Phase", Criterion: "Critère", Competence: "Compétence", Level: "Niveau", Block: "Bloc"}
_QUOTED = re.compile("(«.*?»)")
_BY_NAME = {Phase: "title", Criterion: "text", Competence: "code", Level: "label", Block: "title"}


def differences(first: Form, second: Form) -> tuple[Difference, ...]:
    """In the order of a form's fields; entries of a list that only one has are « retiré » or « ajouté »."""
    found = _of_values("", replace(first, hash=""), replace(second, hash=""))
    if first.assessed is not second.assessed:
        return tuple(found)
    return tuple(replace(each, place=_called(each.place, first.assessed)) for each in found)


def _called(place: str, lines: Assessed) -> str:
    """What stands in quotes is the form's own."""
    parts = _QUOTED.split(place)
    return "".join(part if part.startswith("«") else lines.named(part) for part in parts)


def _of_values(place: str, before: Any, after: Any) -> Iterator[Difference]:  # noqa: ANN401 - any field's
    if before == after:
        return
    match before, after:
        case (Duration(), _) | (_, Duration()):
            yield _told(place, before, after)
        case tuple(), tuple() if _listed(before, after):
            yield from _of_lists(place, before, after)
        case tuple(), tuple():
            yield from _of_texts(place, before, after)
        case Mapping(), Mapping():
            for key in dict.fromkeys((*before, *after)):
                yield from _of_values(_of_key(place, key), before.get(key), after.get(key))
        case _ if is_dataclass(before) and type(before) is type(after):
            for field in fields(before):
                if field.name in _UNTOLD:
                    continue
                said = LABELS.get(field.name, field.name)
                yield from _of_values(
                    f"{place}, {said}" if place else said,
                    getattr(before, field.name),
                    getattr(after, field.name),
                )
        case _:
            yield _told(place, before, after)


def _told(place: str, before: object, after: object) -> Difference:
    return Difference(place[:1].upper() + place[1:], value_words(before), value_words(after))


def _listed(before: Sequence[object], after: Sequence[object]) -> bool:
    return any(is_dataclass(each) for each in (*before, *after))


def _of_lists(place: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    """Entries are those of the same name; among names that all changed, those of the same place."""
    names = [[_name(each) for each in entries] for entries in (before, after)]
    matched = SequenceMatcher(None, names[0], names[1], autojunk=False)
    for kind, i1, i2, j1, j2 in matched.get_opcodes():
        if kind == "equal" or i2 - i1 == j2 - j1:
            pairs = zip(range(i1, i2), range(j1, j2), strict=True)
            for i, j in pairs:
                yield from _of_values(_entry(place, before[i], i), before[i], after[j])
            continue
        for i in range(i1, i2):
            yield Difference(_entry(place, before[i], i), "présent", "retiré")
        for j in range(j1, j2):
            yield Difference(_entry(place, after[j], j), "absent", "ajouté")


def _of_texts(place: str, before: Sequence[object], after: Sequence[object]) -> Iterator[Difference]:
    if len(before) != len(after):
        yield _told(place, before, after)
        return
    for number, (old, new) in enumerate(zip_longest(before, after), 1):
        if old != new:
            yield _told(f"{place} {number}", old, new)


def _of_key(place: str, key: object) -> str:
    """An origin is told of by what it is the origin of, « phases.2.maximum » as « phases 2, maximum »."""
    said = ""
    for part in str(key).split("."):
        if part.isdigit():
            said = f"{said} {part}"
        else:
            said = f"{said}, {LABELS.get(part, part)}" if said else LABELS.get(part, _key_words(key))
    return f"{place}, {said}"


def _key_words(key: object) -> str:
    match key:
        case Role():
            return key.facts.title
        case Course():
            return key.facts.label
        case _:
            return str(key)


def _name(entry: object) -> str:
    return str(getattr(entry, _BY_NAME.get(type(entry), "title"), entry))


def _entry(place: str, entry: object, index: int) -> str:
    one = _ONE.get(type(entry), place[:1].upper() + place[1:])
    return f"{one} {index + 1} «\u202f{_name(entry)}\u202f»"


def value_words(value: Any) -> str:  # noqa: ANN401, PLR0911 - any field's, a word for each kind
    """« 20:00 », « oui », « 0,5 », « rien »."""
    match value:
        case bool():
            return "oui" if value else "non"
        case Role():
            return value.facts.title
        case StrEnum():
            return WORDS[type(value)][value]
        case Duration():
            return formats.minutes(value)
        case Decimal():
            return formats.mark(value)
        case tuple() if value:
            return ", ".join(map(value_words, value))
        case Mapping() if value:
            return ", ".join(f"{_key_words(key)} ({value_words(each)})" for key, each in value.items())
        case str() | int() if value != "":
            return f"«\u202f{value}\u202f»" if isinstance(value, str) else str(value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _whole(value)
        case _:
            return NOTHING


def _whole(value: DataclassInstance) -> str:
    """What a value that stands on one side only says: all of it that says something."""
    said = ((each.name, getattr(value, each.name)) for each in fields(value))
    return ", ".join(
        f"{LABELS.get(name, name)} {value_words(each)}"
        for name, each in said
        if each is not None and each not in ((), "", {}, False) and name not in _UNTOLD
    )
