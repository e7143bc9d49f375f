"""Reads one table of a form file leaf by leaf, so that every fault is found and none hides another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

import msgspec

from btstc_jury.domain.moments import Duration
from btstc_jury.exchange import form_durations
from btstc_jury.exchange.form_problems import ProblemList, join_choices, shown, wrong

LONGEST_TEXT = 2000
LONGEST_LIST = 200
LONGEST_KEY_SHOWN = 60

_BLANKS = re.compile(r"[ \t\r\n]+")
_CODE = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_HUNDREDTH = Decimal("0.01")
_T = TypeVar("_T")
_Choice = TypeVar("_Choice", bound=StrEnum)


class FormTable:
    """One table, known by its key path.

    Every method that reads a value returns ``None`` when it is faulty, after adding the fault to
    ``problems``, or when it is absent and not ``required``. ``close`` reports the keys never read.
    """

    def __init__(self, values: Mapping[str, object], path: str, problems: ProblemList) -> None:
        self.values = values
        self._path = path
        self._known: dict[str, None] = {}
        self.problems = problems

    def fault(self, key: str, expected: str) -> None:
        """Add a fault of one of the keys, or of the table itself when ``key`` is empty."""
        self.problems.add(self._at(key) if key else self._path, expected)

    def close(self) -> None:
        """Report every key that nothing has read: it is unknown here."""
        for key in self.values:
            if key not in self._known:
                self.fault(key, f"clé inconnue ; clés admises : {', '.join(self._known)}")

    def text(self, key: str, longest: int = LONGEST_TEXT, *, required: bool = True) -> str | None:
        """A text of 1 to ``longest`` characters; line breaks and runs of blanks become one space."""
        value = self._read(key, "un texte entre guillemets", required=required)
        return None if value is None else self._clean(self._at(key), value, longest)

    def code(self, key: str, longest: int = 40) -> str | None:
        """A short code: letters and digits, joined by single dots or hyphens."""
        text = self.text(key, longest)
        if text is None or _CODE.fullmatch(text):
            return text
        self.fault(key, wrong("des lettres sans accent, des chiffres, « . » et « - »", text))
        return None

    def integer(self, key: str, lowest: int, highest: int, *, required: bool = True) -> int | None:
        expected = f"un nombre entier de {lowest} à {highest}"
        value = self._read(key, expected, required=required)
        number = self._converted(key, value, int, expected)
        if number is None or lowest <= number <= highest:
            return number
        self.fault(key, wrong(expected, value))
        return None

    def decimal(self, key: str, highest: int) -> Decimal | None:
        """An exact number above 0, of at most two decimals, in its shortest writing."""
        expected = f"un nombre au-dessus de 0, de {highest} au plus, avec deux décimales au plus"
        value = self._read(key, expected)
        if isinstance(value, str):
            value = value.strip().replace(",", ".")
        number = self._converted(key, value, Decimal, expected)
        if number is None:
            return None
        if number.is_finite() and 0 < number <= highest:
            hundredths = number.quantize(_HUNDREDTH)
            if number == hundredths:
                return Decimal(f"{hundredths.normalize():f}")
        self.fault(key, wrong(expected, number))
        return None

    def flag(self, key: str) -> bool | None:
        value = self._read(key, "true ou false")
        return self._converted(key, value, bool, "true ou false")

    def choice(self, key: str, choices: type[_Choice]) -> _Choice | None:
        expected = join_choices(choices)
        return self._converted(key, self._read(key, expected), choices, expected)

    def duration(self, key: str, *, required: bool = True) -> Duration | None:
        """A length of time above zero."""
        value = self._read(key, form_durations.EXPECTED, required=required)
        if value is None:
            return None
        length = form_durations.parse_duration(value)
        if length is None:
            self.fault(key, wrong(form_durations.EXPECTED, value))
        return length

    def texts(self, key: str, longest: int = LONGEST_TEXT, *, required: bool = True) -> tuple[str, ...]:
        """A list of texts, all different; the faulty ones are left out."""
        entries = self._list(key, "une liste de textes entre guillemets", required=required)
        kept: list[str] = []
        for index, entry in enumerate(entries, 1):
            path = f"{self._at(key)}.{index}"
            text = self._clean(path, entry, longest)
            if text in kept:
                self.problems.add(path, f"{shown(text)} figure déjà dans la liste")
            elif text is not None:
                kept.append(text)
        return tuple(kept)

    def choices(self, key: str, choices: type[_Choice]) -> tuple[_Choice, ...]:
        """A list of choices, repeats allowed; the faulty ones are left out."""
        expected = join_choices(choices)
        kept: list[_Choice] = []
        for index, entry in enumerate(self._list(key, f"une liste de {expected}"), 1):
            chosen = self._converted(f"{key}.{index}", entry, choices, expected)
            if chosen is not None:
                kept.append(chosen)
        return tuple(kept)

    def table(self, key: str, *, required: bool = True) -> FormTable | None:
        value = self._read(key, f"une table [{self._at(key)}]", required=required)
        if value is None:
            return None
        if isinstance(value, dict):
            return FormTable(value, self._at(key), self.problems)
        self.fault(key, wrong(f"une table [{self._at(key)}]", value))
        return None

    def tables(self, key: str) -> tuple[FormTable, ...]:
        """A list of tables; entries that are none are left out."""
        kept: list[FormTable] = []
        for index, entry in enumerate(self._list(key, f"des tables [[{self._at(key)}]]"), 1):
            path = f"{self._at(key)}.{index}"
            if isinstance(entry, dict):
                kept.append(FormTable(entry, path, self.problems))
            else:
                self.problems.add(path, wrong("une table", entry))
        return tuple(kept)

    def _at(self, key: str) -> str:
        return f"{self._path}.{shown_key(key)}" if self._path else shown_key(key)

    def _read(self, key: str, expected: str, *, required: bool = True) -> object | None:
        self._known[key] = None
        if key in self.values:
            return self.values[key]
        if required:
            self.fault(key, f"valeur manquante ; attendu : {expected}")
        return None

    def _list(self, key: str, expected: str, *, required: bool = True) -> list[object]:
        value = self._read(key, expected, required=required)
        if value is None:
            return []
        if not isinstance(value, list) or not value:
            self.fault(key, wrong(expected, value))
            return []
        if len(value) > LONGEST_LIST:
            self.fault(key, f"{len(value)} éléments ; {LONGEST_LIST} au plus")
        return value[:LONGEST_LIST]

    def _converted(self, key: str, value: object | None, kind: type[_T], expected: str) -> _T | None:
        if value is None:
            return None
        try:
            return msgspec.convert(value, kind)
        except ValueError:
            # msgspec.ValidationError, or Python's own bound on the digits of an integer.
            self.fault(key, wrong(expected, value))
            return None

    def _clean(self, path: str, value: object, longest: int) -> str | None:
        if not isinstance(value, str):
            self.problems.add(path, wrong("un texte entre guillemets", value))
            return None
        text = _BLANKS.sub(" ", value).strip()
        if not text:
            self.problems.add(path, "texte vide")
        elif len(text) > longest:
            self.problems.add(path, f"{len(text)} caractères ; {longest} au plus")
        elif any(unicodedata.category(character) == "Cc" for character in text):
            self.problems.add(path, "le texte contient un caractère de contrôle")
        else:
            return text
        return None


def shown_key(key: str) -> str:
    """A key as a key path shows it: in quotes when it isn't a plain one, and never long."""
    plain = _CODE.fullmatch(key.replace("_", "-")) and len(key) <= LONGEST_KEY_SHOWN
    return key if plain else shown(key)
