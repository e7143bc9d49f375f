"""A form while it is written: plain values by key path, each with its origin, right or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from btstc_jury.application.form_proposals import SheetProposer
from btstc_jury.domain.form import DEFAULT_SCALE, TYPED, Authority, Form, Origin

Values: TypeAlias = dict[str, Any]
"""As a TOML file has them: tables, lists, texts, whole numbers, decimals, yes or no."""

_DECIMAL = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")
_WITHOUT_ORIGIN = frozenset({"key", "version", "name", "source"})
"""What names the form itself, which no text gives."""
PROPOSED = Origin(Authority.DEFAULT, "proposé par le programme")
"""Of a value that a form begins with, and that nobody has typed or looked at."""

_NO_DOSSIER: Values = {"minimum_sheets": 0, "marked": False, "told_of_reserve": False}
_AT_FIRST: Mapping[str, Values] = {"dossier": _NO_DOSSIER}
"""What a table needs as soon as anything is in it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """``path``: of the value, entries of a list from 1, "" for the form as a whole; ``words``: a sentence
    without its full stop.
    """

    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Checked:
    """``form``: ``None`` where there are faults; ``replaces``: another form of the centre's has its key;
    ``doubts``: what may be meant, and may not.
    """

    form: Form | None
    faults: tuple[Fault, ...]
    replaces: bool = False
    doubts: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferedForm:
    key: str
    name: str
    of_centre: bool


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """``base``: the key of the form that it came from; ``own``: that of the centre's form that is changed, of
    hash ``seen`` when this was begun; ``place``: among the drafts; "" where there is none. ``at``: when it
    was kept, by this machine's clock.
    """

    values: Values
    base: str = ""
    own: str = ""
    seen: str = ""
    place: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Drafts:
    """The latest first; ``unreadable``: files that are left as they are."""

    found: tuple[KeptDraft, ...] = ()
    unreadable: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """What the editor begins with. ``base``: the form that the values come from; the rest as in
    ``KeptDraft``; ``told``: of what is begun with, where something is wrong with it.
    """

    values: Values
    base: Form | None = None
    own: str = ""
    seen: str = ""
    place: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class RemovedForm:
    """``text``: of its file."""

    key: str
    name: str
    text: str


class CentreForms(Protocol):
    """The files of the centre's folder. Writing may raise ``FileProblem``."""

    def file_values(self, path: Path) -> Values:
        """Of a TOML file, a form or not. Raises ``UnusableForm``."""

    def faulty(self) -> tuple[Path, ...]:
        """Files of the centre's that can't be offered."""

    def remove(self, key: str) -> RemovedForm:
        """From the centre's. Raises ``UnusableForm``."""

    def put_back(self, removed: RemovedForm) -> None:
        """Where it was."""

    def rename(self, key: str, new: str) -> None:
        """Give a form of the centre's another key, that no form has. Raises ``UnusableForm``."""


class FormWorkshop(Protocol):
    """The forms of this machine, to begin from and to add to. Writing may raise ``FileProblem``."""

    centre: CentreForms

    def offered(self) -> tuple[OfferedForm, ...]:
        """Those that can be read."""

    def form(self, key: str) -> Form:
        """Raises ``UnusableForm``."""

    def values(self, form: Form) -> Values: ...

    def check(self, values: Values, own: str = "") -> Checked:
        """Read as the file will be. ``own``: the key of the centre's form that is being changed."""

    def standing(self, key: str) -> Form | None:
        """The centre's form of that key as its file is now. Raises ``UnusableForm``."""

    def save(self, form: Form) -> Path:
        """Among the centre's, in the place of the one of the same key."""

    def text(self, values: Values) -> str:
        """The TOML file of these values."""

    def export(self, values: Values, path: Path) -> None:
        """To a file of its own, whose name is its key. Raises ``UnusableForm``."""

    def read(self, path: Path) -> Form:
        """From a TOML file. Raises ``UnusableForm``."""

    def read_sheets(self, path: Path) -> SheetProposer:
        """A workbook, in a few seconds at most; any thread may ask. Raises ``UnusableForm``."""

    def save_model(self, path: Path) -> None:
        """A workbook to be filled in, which ``read_sheets`` reads."""

    def keep_draft(self, draft: KeptDraft) -> str:
        """At its place, or at one that is free; the place."""

    def drafts(self) -> Drafts:
        """Those that were left unfinished."""

    def drop_draft(self, place: str) -> None:
        """What was left is a form by now, or given up."""

    def trial(self, form: Form) -> Path:
        """A new training file with one fictional candidate of that form."""


class FormDraft:
    """``values`` may be changed through it alone, so that origins follow the values."""

    def __init__(self, values: Values) -> None:
        self.values = deepcopy(values)
        self._given: dict[str, Values] = {}

    def get(self, path: str) -> Any:  # noqa: ANN401 - any value's
        """``None`` where there is nothing."""
        at: Any = self.values
        for part in path.split("."):
            match at:
                case dict():
                    at = at.get(part)
                case list():
                    at = at[int(part) - 1] if part.isdigit() and 0 < int(part) <= len(at) else None
                case _:
                    return None
        return at

    def put(self, path: str, value: object | None) -> None:
        """What is typed: its origin is the centre's from then on, unless one was given to it before. ``None``
        takes the value away.
        """
        if self.get(path) == value:
            return
        parent, _, key = path.rpartition(".")
        table = self._table(parent)
        if value is not None:
            table[key] = value
            self._forget_origins(path)
            if path not in _WITHOUT_ORIGIN:
                self._follow_origins(path)
            return
        del table[key]
        self._forget_origins(path)
        if parent and not parent.rpartition(".")[2].isdigit() and table in ({}, _AT_FIRST.get(parent)):
            # A table without anything in it is as if it weren't there.
            self.put(parent, None)

    def rows(self, path: str) -> list[Values]:
        found = self.get(path)
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    def add(self, path: str, row: Values) -> int:
        """At the end; its number from 1."""
        rows = self._rows(path)
        made = deepcopy(row)
        if path == "criteria" and rows and "number" in rows[-1]:
            made["number"] = max(each.get("number", 0) for each in rows) + 1
        rows.append(made)
        if path == "levels":
            self._arrange_descriptors([*range(1, len(rows)), 0])
        self.set_origin(path, TYPED)
        return len(rows)

    def remove(self, path: str, number: int) -> None:
        count = len(self._rows(path))
        self._arrange(path, [each for each in range(1, count + 1) if each != number])

    def move(self, path: str, number: int, by: int) -> int:
        """Where it stands afterwards."""
        count = len(self._rows(path))
        to = min(max(number + by, 1), count)
        order = [each for each in range(1, count + 1) if each != number]
        order.insert(to - 1, number)
        self._arrange(path, order)
        return to

    def origin(self, path: str) -> Values | None:
        """That of the value, or of what it stands in."""
        origins: Values = self.values.get("origins", {})
        while path and path not in origins:
            path = path.rpartition(".")[0]
        return origins.get(path)

    def give_origin(self, path: str, origin: Origin) -> None:
        """What somebody says of it, which stays when the value is typed anew. A default that says nothing is
        the centre's.
        """
        if origin.authority is Authority.DEFAULT and not origin.note:
            origin = replace(origin, note=TYPED.note)
        elif origin.authority is not Authority.DEFAULT and origin.note == TYPED.note:
            origin = replace(origin, note="")
        self.set_origin(path, origin)
        self._given[path] = self.values["origins"][path]

    def typed(self) -> list[str]:
        """The values of which nothing is said but that the centre typed them."""
        return [path for path, each in self.values.get("origins", {}).items() if each == _said_of(TYPED)]

    def give_to_typed(self, origin: Origin) -> int:
        """The same to every value that was typed, and to none that was only proposed; how many."""
        typed = self.typed()
        for path in typed:
            self.give_origin(path, origin)
        return len(typed)

    def set_origin(self, path: str, origin: Origin) -> None:
        self.values.setdefault("origins", {})[path] = _said_of(origin)

    def _follow_origins(self, path: str) -> None:
        """Of a value that was typed: what was said of the whole that it stands in holds no more, unless it is
        of a text.
        """
        origins: Values = self.values.setdefault("origins", {})
        origins[path] = self._given.get(path) or _said_of(TYPED)
        parent = path.rpartition(".")[0]
        while parent:
            said = origins.get(parent)
            if said and said.get("authority") == Authority.DEFAULT and parent not in self._given:
                origins[parent] = _said_of(TYPED)
            parent = parent.rpartition(".")[0]

    def _table(self, path: str) -> Values:
        if not path:
            return self.values
        found = self.get(path)
        if isinstance(found, dict):
            return found
        parent, _, key = path.rpartition(".")
        made = deepcopy(_AT_FIRST.get(path, {}))
        self._table(parent)[key] = made
        return made

    def _rows(self, path: str) -> list[Values]:
        rows: list[Values] = self.values.setdefault(path, [])
        return rows

    def _arrange(self, path: str, order: list[int]) -> None:
        """``order``: the old numbers that stay, in their new places."""
        rows = self._rows(path)
        numbers = sorted(each["number"] for each in rows if "number" in each)
        rows[:] = [rows[number - 1] for number in order]
        if path == "criteria" and len(numbers) >= len(rows):
            for row, number in zip(rows, numbers, strict=False):
                row["number"] = number
        places = {old: new for new, old in enumerate(order, 1)}
        origins: Values = self.values.get("origins", {})
        self._given = {key: each for key, each in self._given.items() if not _place_in(path, key)}
        old_origins = {key: each for key, each in origins.items() if _place_in(path, key)}
        for key in old_origins:
            del origins[key]
        for key, each in old_origins.items():
            number, rest = _place_in(path, key) or (0, "")
            if number in places:
                origins[f"{path}.{places[number]}{rest}"] = each
        if path == "blocks":
            self._follow("criteria", "block", places)
        if path == "marks":
            self._follow("blocks", "mark", places)
        if path == "levels":
            self._arrange_descriptors(order)
        if rows:
            # Whoever changes which entries a list has, or their order, is where it comes from.
            self.set_origin(path, TYPED)
        else:
            del self.values[path]
            self._forget_origins(path)

    def _follow(self, rows: str, key: str, places: Mapping[int, int]) -> None:
        """Rows that name another by its place still name the same."""
        for row in self.rows(rows):
            if key in row:
                place = places.get(row.pop(key), 0)
                if place:
                    row[key] = place

    def _arrange_descriptors(self, order: list[int]) -> None:
        """One for each level, in their order; 0: none yet."""
        for row in self.rows("criteria"):
            said = row.get("descriptors")
            if said:
                row["descriptors"] = [said[old - 1] if 0 < old <= len(said) else "" for old in order]

    def _forget_origins(self, path: str) -> None:
        """That of the value, and those of what is in it."""
        origins: Values = self.values.get("origins", {})
        for key in [each for each in origins if each == path or each.startswith(f"{path}.")]:
            del origins[key]


def unsaid_origin(origins: Mapping[str, Any], path: str) -> Values:
    """Of a value of which nothing was said: that of what was typed in it, or nobody has typed it."""
    within = [each for key, each in origins.items() if key.startswith(f"{path}.")]
    if within and all(each == within[0] for each in within):
        return dict(within[0])
    return _said_of(TYPED if within else PROPOSED)


def _said_of(origin: Origin) -> Values:
    """As a file has it."""
    said = {"authority": str(origin.authority), "place": origin.place, "note": origin.note}
    return {key: each for key, each in said.items() if each}


def next_version(version: str) -> str:
    """« 2006.3 » after « 2006.2 »: two forms that differ don't have the same; as it was without figures."""
    found = re.fullmatch(r"(.*?)(\d{1,6})", version)
    return f"{found[1]}{int(found[2]) + 1}" if found else version


def _place_in(path: str, key: str) -> tuple[int, str] | None:
    """« 2 » and « .maximum » of « phases.2.maximum » in « phases »."""
    found = re.fullmatch(rf"{re.escape(path)}\.(\d+)(\..*)?", key)
    return None if found is None else (int(found[1]), found[2] or "")


def as_number(text: str) -> object | None:
    """As a file has it; a text that is no number stays as it is typed, for the readers to refuse."""
    if not text:
        return None
    if not _DECIMAL.fullmatch(text):
        return text
    value = Decimal(text.replace(",", "."))
    return int(value) if value == value.to_integral_value() else value


def as_text(value: object) -> str:
    """As it stands in a field."""
    return "" if value is None else str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def blank() -> Values:
    """What the readers need and nobody would type: the rest is to be filled in."""
    return {
        "version": "1",
        "preparation": {"kind": "none"},
        "total": {"kind": "fixed", "duration": "30:00"},
        "phases": [_phase("Entretien", "remainder")],
        "levels": [
            {"letters": "TI", "label": "très insuffisant"},
            {"letters": "I", "label": "insuffisant"},
            {"letters": "S", "label": "satisfaisant"},
            {"letters": "TS", "label": "très satisfaisant"},
        ],
        "scale_note": DEFAULT_SCALE,
        "mark": {
            "maximum": 20,
            "step": Decimal("0.5"),
            "guide": False,
            "divergence": {"levels": 2, "points": 4},
        },
        "commission": {"members": ["eg"]},
        "secrecy": "Aucune note proposée n’est communiquée au candidat avant la décision du jury.",
    }


def _phase(title: str, limit: str) -> Values:
    return {"title": title, "short": title[:20], "limit": limit, "uninterrupted": False}
