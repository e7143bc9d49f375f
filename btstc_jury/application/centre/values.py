"""A cell of a candidates' list, as the value that it tells or as what was expected there.

What is not told is never guessed: a year of two digits, a number in scientific notation, a fraction made a
date are errors.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from typing import TypeAlias

from btstc_jury.domain.candidate import NAME_LIMIT, ONE_THIRD
from btstc_jury.domain.wording import one_line, unseen

EMPTY_MARKS = frozenset(
    {"", "-", "--", "---", "–", "—", "/", "//", ".", "..", "...", "…", "*", "n/a", "#n/a", "#N/A", "N/A"}
)
"""What people and programs write where they have nothing to say."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """``expected``: what should have stood in the cell."""

    expected: str


Value: TypeAlias = "str | date | time | Fraction | Wrong | None"

_PLAIN = re.compile(r"[\w(](?:[\w.,’'/():&°+-]| (?! ))*")
"""What is taken as it stands: most cells."""
_LIGHT = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
"""What a copy from a web page or a PDF brings along: nobody sees them, and nothing is lost with them."""
_QUOTED = re.compile(r"'([^']+)'")
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
"""How a CSV keeps a number as a text: ``="0213456789"``."""
_MARKED = re.compile(r"'(?=[0-9=+@-])")
"""The apostrophe by which a spreadsheet is told that a text follows."""
_SPOILED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+|#+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_LONG = 8
"""Characters beyond which letters and digits alone are no scientific notation."""


def text_of(cell: str) -> str | Wrong:
    """One line, as written, « » for an empty mark."""
    text = cell.strip()
    if text in EMPTY_MARKS:
        return ""
    if len(text) <= NAME_LIMIT and (text.isalnum() or _PLAIN.fullmatch(text)):
        return text
    text = _SPACES.sub(" ", one_line(text).translate(_LIGHT)).strip()
    if any("\ud800" <= each <= "\udfff" for each in text):
        return Wrong("un texte dont tous les caractères se lisent, d’un seul encodage")
    hidden = unseen(text)
    if hidden:
        return Wrong(f"un texte sans caractère invisible ({hidden})")
    kept = _TEXT_FORMULA.fullmatch(text) or _QUOTED.fullmatch(text)
    text = kept[1].strip() if kept is not None else _MARKED.sub("", text, 1) if text[:1] == "'" else text
    if len(text) > NAME_LIMIT:
        return Wrong(f"{NAME_LIMIT} caractères au plus")
    return "" if text in EMPTY_MARKS else text


def number_of(cell: str) -> str | Wrong:
    """A number as it is written, its zeros kept; spaces between digits don't count."""
    if cell.isalnum() and _LONG < len(cell) <= NAME_LIMIT:
        return cell
    text = text_of(cell)
    if isinstance(text, Wrong) or text.isdigit():
        return text
    if _SPOILED.fullmatch(text):
        return Wrong("tous les chiffres du numéro, qu’un tableur a remplacés")
    close = _SPACES.sub("", text)
    return close if close.isdigit() else text


_DATE = re.compile(r"(\d{1,2})\s*([/.\- ])\s*(\d{1,2})\s*\2\s*(\d{4})(?:[ T]00:00(?::00)?)?")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]00:00(?::00)?)?")
_WRITTEN = re.compile(r"(?:le )?(\d{1,2})(?:er)? ([a-z]+)\.? (\d{4})")
_MONTHS = {
    "janvier": 1,
    "fevrier": 2,
    "mars": 3,
    "avril": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "aout": 8,
    "septembre": 9,
    "octobre": 10,
    "novembre": 11,
    "decembre": 12,
    "janv": 1,
    "fevr": 2,
    "avr": 4,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_A_DATE = "une date qui existe, jj/mm/aaaa"


def date_of(cell: str) -> date | Wrong | None:
    usual = cell[6:], cell[3:5], cell[:2]
    if len(cell) == 10 and cell[2] == cell[5] == "/" and "".join(usual).isdecimal():
        return _dated(*usual)
    text = text_of(cell)
    if isinstance(text, Wrong) or not text:
        return text or None
    if found := _DATE.fullmatch(text):
        day, month, year = found[1], found[3], found[4]
    elif found := _ISO.fullmatch(text):
        day, month, year = found[4], found[3], found[1]
    elif (found := _WRITTEN.fullmatch(_bare(text))) and found[2] in _MONTHS:
        day, month, year = found[1], str(_MONTHS[found[2]]), found[3]
    else:
        return Wrong(_A_DATE)
    return _dated(year, month, day)


def _dated(year: str, month: str, day: str) -> date | Wrong:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return Wrong(_A_DATE)


_HOUR = re.compile(r"(\d{1,2})\s*(?:h|:|\.|H|heures?)\s*(\d{2})?(?::\d{2})?\s*(?:min|mn)?")
_AN_HOUR = "une heure, comme 8h30"


def hour_of(cell: str) -> time | Wrong | None:
    """« 8h30 », « 09:30 », « 10 h », « 14.00 »."""
    text = text_of(cell)
    if isinstance(text, Wrong) or not text:
        return text or None
    found = _HOUR.fullmatch(text.rpartition("/")[2][5:] if "/" in text else text)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return Wrong(_AN_HOUR)
    return time(int(found[1]), int(found[2] or 0))


_NONE = Fraction(0)
_YES = frozenset(
    {"oui", "o", "1", "x", "vrai", "true", "yes", "tt", "tiers temps", "tiers-temps", "tiers", "1 3", "1/3"}
)
_NO = frozenset({"non", "n", "0", "faux", "false", "no", "sans", "aucun", "aucune", "neant"})
_AROUND = re.compile(
    r"(?:oui|tiers[ -]temps|temps majore|majoration)?[\s:,(–-]*(.+?)\)?"
    r"(?:\s*(?:de |du )?temps)?(?:\s*(?:supplementaire|en plus))?"
)
"""« oui – 1/3 », « 1/3 temps », « tiers temps (33 %) »."""
_FRACTION = re.compile(r"([1-9])\s*/\s*([1-9]\d?)")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
_DECIMAL = re.compile(r"0[.,](\d+)")
_EXTRA = "oui, non, ou une fraction comme 1/3"


def extra_of(cell: str) -> Fraction | Wrong | None:
    """« oui » and « 1 » are the third that a column of this name is about."""
    text = text_of(cell)
    if isinstance(text, Wrong) or not text:
        return text or None
    said = _bare(text)
    if said in _NO:
        return _NONE
    if said in _YES:
        return ONE_THIRD
    around = _AROUND.fullmatch(said)
    part = _part(said if around is None else around[1])
    return part if part is not None and _NONE <= part <= 1 else Wrong(_EXTRA)


def _part(said: str) -> Fraction | None:
    if found := _FRACTION.fullmatch(said):
        return Fraction(int(found[1]), int(found[2]))
    if found := _PERCENT.fullmatch(said):
        part = Fraction(found[1].replace(",", ".")) / 100
    elif found := _DECIMAL.fullmatch(said):
        part = Fraction(f"0.{found[1]}")
    else:
        return None
    # Thirds, as a spreadsheet or a person rounds them.
    return ONE_THIRD if abs(part - ONE_THIRD) < Fraction(1, 200) else part


_INE = re.compile(r"[\s(\[-]*\b(\d{9}[0-9A-Z][A-Z])\b[\s)\]]*$", re.IGNORECASE)
_DIGITS = re.compile(r"[\s(\[-]*\b(\d{8,13})\b[\s)\]]*$")
_CIVILITY = re.compile(r"(?:M\.|MM?E\.?|MLLE\.?|Mme|Mlle|Monsieur|Madame|Mademoiselle)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """What a cell that holds a whole person tells. ``sure``: where the last name ends was told."""

    last_name: str
    first_names: str
    ine: str = ""
    number: str = ""
    sure: bool = True


def person_of(cell: str) -> Named | Wrong:
    """« Dupont Zoé (1234567890A) », « DE LA TOUR Zoé », « DUPONT, Zoé »."""
    text = text_of(cell)
    if isinstance(text, Wrong):
        return text
    ine = number = ""
    if found := _INE.search(text):
        ine, text = found[1].upper(), text[: found.start()]
    elif found := _DIGITS.search(text):
        number, text = found[1], text[: found.start()]
    last, first, sure = split_name(_CIVILITY.sub("", text.strip(), 1))
    return Named(last, first, ine, number, sure)


def split_name(text: str) -> tuple[str, str, bool]:
    """Last name, first names, and whether that was told: by a comma, by capitals, or by two words alone."""
    if "," in text and text[0] != ",":
        before, _, after = text.partition(",")
        if not after.strip() or not _capital(before) or " " not in before:
            return before.strip(), after.strip(), bool(after.strip())
    words = text.split()
    capitals = 0
    while capitals < len(words) and _capital(words[capitals]):
        capitals += 1
    if 0 < capitals < len(words):
        return " ".join(words[:capitals]), " ".join(words[capitals:]), True
    return " ".join(words[:1]), " ".join(words[1:]), len(words) == 2


def _capital(word: str) -> bool:
    return word.upper() == word and word.lower() != word


@dataclass(frozen=True, slots=True)
class Reader:
    """``read``: of a cell; ``dated``: whether a spreadsheet's date may stand there; ``numbers``: whether long
    numbers alone, whole columns of them, are what ``read`` gives.
    """

    read: Callable[[str], Value]
    dated: bool = False
    numbers: bool = False

    def takes(self, cells: Sequence[str]) -> bool:
        """Whether all of them are values as they stand."""
        if not (self.numbers and "".join(cells).isalnum()):
            return False
        lengths = {*map(len, cells)}
        return min(lengths) > _LONG and max(lengths) <= NAME_LIMIT


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each))


TEXT = Reader(text_of)
READERS: Mapping[str, Reader] = {
    "number": Reader(number_of, numbers=True),
    "registration": Reader(number_of, numbers=True),
    "ine": Reader(number_of, numbers=True),
    "birth": Reader(date_of, dated=True),
    "hour": Reader(hour_of, dated=True),
    "extra_time": Reader(extra_of),
}
"""By the field; any other is a text."""
