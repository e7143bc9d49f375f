"""Readers of the values that a teacher writes in a form file.

A reader takes a value and its key path, and gives what it means, or raises ``Faults`` with everything that is
wrong in it. Readers of tables and lists are made of others, so that no fault hides another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.exchange.toml_files import FormErrors, FormProblem

LONGEST_LIST = 200
_LONGEST_SHOWN = 40
_LONGEST_KEY_SHOWN = 60
_LONGEST_DURATION = Duration.minutes(10 * 60)

_BLANKS = re.compile(r"[ \t\r\n]+")
_CODE = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_MINUTES_SECONDS = re.compile(r"([0-9]{1,3}):([0-5][0-9])")
_HUNDREDTH = Decimal("0.01")

TO_FILL = "À compléter"
"""What is put where a text must be and isn't known: no value of a form."""
UNFILLED = f"pas encore rempli («\u202f{TO_FILL}\u202f»)"

_T = TypeVar("_T")
_Absent = TypeVar("_Absent")
_Choice = TypeVar("_Choice", bound=StrEnum)

Reader: TypeAlias = Callable[[object, str], _T]
Fault: TypeAlias = tuple[str, str]
"""A key path, and a French sentence: what was found, what was expected.

The path counts the entries of a list from 1 (``phases.2.maximum``).
"""
Rule: TypeAlias = Callable[[_T], Iterable[Fault]]
"""The faults between values that can each be read; paths are relative, empty for the whole."""


class _Missing:
    """What a reader is given where the file says nothing."""


MISSING = _Missing()
_UNREAD = _Missing()


class Faults(Exception):
    """A value can't be read; ``found``: every fault of it; ``part``: what could be read of it, for rules
    between other values.
    """

    def __init__(self, found: Iterable[Fault], part: object = _UNREAD) -> None:
        self.found = tuple(found)
        self.part = part
        super().__init__(self.found)


class _Unread(Exception):
    """A rule asked for what can't be read: it has nothing to say."""


class _Part:
    """A table of which some values couldn't be read: a rule that asks for one of them ends there."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> object:
        if name in self._values:
            return self._values[name]
        raise _Unread(name)


def known(values: Iterable[object], name: str) -> list[Any]:
    """That value of each; for one that couldn't be read, what equals nothing else."""
    found = []
    for each in values:
        try:
            found.append(getattr(each, name))
        except _Unread:
            found.append(object())
    return found


def repeated(name: str, entries: Sequence[object]) -> Iterator[Fault]:
    """Those whose text an entry before them has."""
    said = known(entries, name)
    for place, each in enumerate(said, 1):
        if each in said[: place - 1]:
            yield f"{place}.{name}", f"{shown(each)} figure déjà dans la liste"


def of_each(rule: Callable[[int, _T], Iterable[Fault]], values: Iterable[_T]) -> Iterator[Fault]:
    """What a rule says of each and its place from 1, whatever could not be read of another."""
    for place, each in enumerate(values, 1):
        with suppress(_Unread):
            yield from rule(place, each)


def text(longest: int) -> Reader[str]:
    """A text of 1 to ``longest`` characters; line breaks and runs of blanks become one space."""

    def read(value: object, at: str) -> str:
        if not isinstance(value, str):
            raise Faults([(at, wrong("un texte entre guillemets", value))])
        line = _BLANKS.sub(" ", value).strip()
        if not line:
            raise Faults([(at, "texte vide")])
        if len(line) > longest:
            raise Faults([(at, f"{len(line)} caractères\u202f; {longest} au plus")])
        if any(unicodedata.category(character) == "Cc" for character in line):
            raise Faults([(at, "le texte contient un caractère de contrôle")])
        if line.rstrip(" .…").casefold() == TO_FILL.casefold():
            raise Faults([(at, UNFILLED)])
        return line

    return read


def code(longest: int) -> Reader[str]:
    """A short code: letters and digits, joined by single dots or hyphens."""

    def read(value: object, at: str) -> str:
        line = text(longest)(value, at)
        if not _CODE.fullmatch(line):
            expected = "des lettres sans accent, des chiffres, «\u202f.\u202f» et «\u202f-\u202f»"
            raise Faults([(at, wrong(expected, line))])
        return line

    return read


def leaf(expected: str, parse: Callable[[object], _T | None]) -> Reader[_T]:
    """What ``parse`` makes of a value, if anything."""

    def read(value: object, at: str) -> _T:
        parsed = parse(value)
        if parsed is None:
            raise Faults([(at, wrong(expected, value))])
        return parsed

    return read


def integer(lowest: int, highest: int) -> Reader[int]:
    def parse(value: object) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        return None

    return leaf(f"un nombre entier de {lowest} à {highest}", parse)


def decimal(highest: int, *, zero: bool = False) -> Reader[Decimal]:
    """An exact number above 0, or 0 too with ``zero``, of at most two decimals, in its shortest writing."""

    def parse(value: object) -> Decimal | None:
        number = _number(value)
        if number is None or not number.is_finite() or not 0 <= number <= highest:
            return None
        if not number and not zero:
            return None
        hundredths = number.quantize(_HUNDREDTH)
        return Decimal(f"{hundredths.normalize():f}") if number == hundredths else None

    least = f"de 0 à {highest}" if zero else f"au-dessus de 0, de {highest} au plus"
    return leaf(f"un nombre {least}, avec deux décimales au plus", parse)


def _number(value: object) -> Decimal | None:
    match value:
        case bool():
            return None
        case int() | Decimal():
            return Decimal(value)
        case str() if _NUMBER.fullmatch(value.strip()):
            return Decimal(value.strip().replace(",", "."))
        case _:
            return None


def choice(choices: type[_Choice]) -> Reader[_Choice]:
    named = {str(each): each for each in choices}
    return leaf(join_choices(named), lambda value: named.get(value) if isinstance(value, str) else None)


flag = leaf("true ou false", lambda value: value if isinstance(value, bool) else None)


def _duration(value: object) -> Duration | None:
    length = ZERO
    match value:
        case bool():
            return None
        case int() if value <= _LONGEST_DURATION.whole_seconds // 60:
            length = Duration.minutes(value)
        case str() if written := _MINUTES_SECONDS.fullmatch(value.strip()):
            length = Duration.seconds(int(written[1]) * 60 + int(written[2]))
    return length if ZERO < length <= _LONGEST_DURATION else None


duration = leaf('une durée de 0:01 à 600:00, écrite "mm:ss", ou un nombre entier de minutes', _duration)
"""``"10:00"``, ``"7:30"`` or a whole number of minutes; above zero, ten hours at most."""


def missing(reader: Reader[object]) -> str:
    """The message for a value that ``reader`` would need."""
    try:
        reader(MISSING, "")
    except Faults as faults:
        return faults.found[0][1]
    raise AssertionError("it takes nothing for a value")


def optional(reader: Reader[_T], absent: _Absent) -> Reader[_T | _Absent]:
    """``absent`` where the file says nothing."""
    return lambda value, at: absent if value is MISSING else reader(value, at)


def several(reader: Reader[_T], expected: str, *rules: Rule[tuple[_T, ...]]) -> Reader[tuple[_T, ...]]:
    """A list of one entry at least."""

    def read(value: object, at: str) -> tuple[_T, ...]:
        if not isinstance(value, list) or not value:
            raise Faults([(at, wrong(expected, value))])
        if len(value) > LONGEST_LIST:
            raise Faults([(at, f"{len(value)} éléments\u202f; {LONGEST_LIST} au plus")])
        entries: list[Any] = []
        found: list[Fault] = []
        for number, each in enumerate(value, 1):
            try:
                entries.append(reader(each, f"{at}.{number}"))
            except Faults as faults:
                found += faults.found
                entries.append(faults.part)
        if _UNREAD in entries:
            raise Faults(found)
        found += _broken(rules, tuple(entries), at)
        if found:
            raise Faults(found, tuple(entries))
        return tuple(entries)

    return read


def tables(reader: Reader[_T], *rules: Rule[tuple[_T, ...]]) -> Reader[tuple[_T, ...]]:
    return lambda value, at: several(reader, f"des tables [[{at}]]", *rules)(value, at)


def texts(longest: int) -> Reader[tuple[str, ...]]:
    """Texts that all differ."""

    def each_once(lines: Sequence[str]) -> Iterable[Fault]:
        for number, line in enumerate(lines, 1):
            if line in lines[: number - 1]:
                yield str(number), f"{shown(line)} figure déjà dans la liste"

    return several(text(longest), "une liste de textes entre guillemets", each_once)


def table(make: Callable[..., _T], *rules: Rule[_T], **fields: Reader[object]) -> Reader[_T]:
    """A table of these keys and no other; ``make`` is given their values by name."""

    def read(value: object, at: str) -> _T:
        values = table_at(value, at)
        read: dict[str, object] = {}
        found: list[Fault] = []
        for key, reader in fields.items():
            try:
                read[key] = reader(values.get(key, MISSING), join(at, key))
            except Faults as faults:
                found += faults.found
                if faults.part is not _UNREAD:
                    read[key] = faults.part
        made: Any = _Part(read) if found else make(**read)
        found += _broken(rules, made, at)
        unknown = f"clé inconnue\u202f; clés admises\u202f: {', '.join(fields)}"
        found += [(join(at, key), unknown) for key in values if key not in fields]
        if found:
            raise Faults(found, made)
        return cast("_T", made)

    return read


def table_at(value: object, at: str) -> dict[str, object]:
    """The value, if it is a table."""
    if isinstance(value, dict):
        return value
    name = "" if at.rpartition(".")[2].isdigit() else f" [{at}]"
    raise Faults([(at, wrong(f"une table{name}", value))])


def _broken(rules: Iterable[Rule[_T]], value: _T, at: str) -> list[Fault]:
    faults: list[Fault] = []
    for rule in rules:
        with suppress(_Unread):
            for path, expected in rule(value):
                faults.append((".".join(filter(None, (at, path))), expected))
    return faults


def read_values(reader: Reader[_T], values: Mapping[str, object], path: Path) -> _T:
    """What the file of these values means. Raises ``FormErrors``."""
    try:
        return reader(values, "")
    except Faults as faults:
        raise FormErrors(FormProblem(path, *fault) for fault in faults.found) from faults


def join(at: str, key: str) -> str:
    """The path of a key of the table at ``at``: in quotes when it isn't a plain one, and never long."""
    plain = _CODE.fullmatch(key.replace("_", "-")) and len(key) <= _LONGEST_KEY_SHOWN
    return f"{at}{'.' if at else ''}{key if plain else shown(key)}"


def wrong(expected: str, value: object) -> str:
    """The message for a value that isn't what it should be, or isn't there."""
    if value is MISSING:
        return f"valeur manquante\u202f; attendu\u202f: {expected}"
    return f"attendu\u202f: {expected}\u202f; trouvé\u202f: {shown(value)}"


def shown(value: object) -> str:
    """A value of a TOML file as an error message quotes it: short, on one line, whatever it is."""
    match value:
        case str():
            # A control character would upset a terminal.
            line = " ".join("".join(each if each.isprintable() else " " for each in value).split())
            if not line:
                return "un texte vide"
            return f"«\u202f{line[:_LONGEST_SHOWN]}{'…' if len(line) > _LONGEST_SHOWN else ''}\u202f»"
        case bool():
            return str(value).lower()
        case int() | Decimal():
            # Python refuses to write an integer of more than 4,300 digits.
            bounded = isinstance(value, Decimal) or value.bit_length() <= 64
            number = str(value).replace(".", ",") if bounded else ""
            return number if 0 < len(number) <= _LONGEST_SHOWN else "un nombre démesuré"
        case dict() | list():
            return f"une {'table' if isinstance(value, dict) else 'liste'}{'' if value else ' vide'}"
        case _:
            return "une date ou une heure"


def join_choices(choices: Iterable[str]) -> str:
    """Quoted choices for a message: « a », « b » ou « c »."""
    *first, last = (f"«\u202f{each}\u202f»" for each in choices)
    return f"{', '.join(first)} ou {last}" if first else last


def counted(number: int, singular: str, plural: str) -> str:
    """A number and its noun: « 1 phase », « 4 phases »."""
    return f"{number} {plural if number > 1 else singular}"


def minutes(length: Duration) -> str:
    """A length of time as form files write it: « 10:00 »."""
    whole_minutes, seconds = divmod(length.whole_seconds, 60)
    return f"{whole_minutes}:{seconds:02}"
