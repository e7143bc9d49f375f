"""A candidate as the centre knows him, made of lists that others wrote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from btstc_jury.domain.wording import folded, parted, unaccented


class Doubt(StrEnum):
    """What somebody has to look at before a value can be relied on."""

    ZEROS = "zeros"
    """A spreadsheet kept a number as a quantity, which has no zeros in front."""
    NAMES = "names"
    """Where the last name ends and the first names begin was not told."""
    FORMULA = "formula"
    """A text that a spreadsheet would take for a formula."""

    @property
    def words(self) -> str:
        return _DOUBTS[self]


_DOUBTS: Mapping[Doubt, str] = {
    Doubt.ZEROS: "un tableur a pu retirer les zéros de tête d’un numéro\u202f: à vérifier",
    Doubt.NAMES: "rien ne dit où finit le nom et où commencent les prénoms\u202f: à vérifier",
    Doubt.FORMULA: "ce texte ressemble à une formule de tableur\u202f: à vérifier",
}


class CentreCandidate(NamedTuple):
    """Numbers are texts, "" while unknown. ``exams``: as the list writes them, « E4 CCF, E6 ponctuel »;
    ``extra_time``: a fraction of each time, 0 for none, ``None`` where no list told; ``hour``: local wall
    time that a list gave.
    """

    number: str = ""
    registration: str = ""
    ine: str = ""
    last_name: str = ""
    usual_name: str = ""
    first_names: str = ""
    usual_first_name: str = ""
    birth: date | None = None
    school: str = ""
    school_code: str = ""
    division: str = ""
    category: str = ""
    specialty_code: str = ""
    specialty: str = ""
    state: str = ""
    exams: str = ""
    extra_time: Fraction | None = None
    hour: time | None = None
    doubts: frozenset[Doubt] = frozenset()

    @property
    def exam_number(self) -> str:
        """What an exam file knows him by: while he has no number, by another that lists give."""
        return self.number or self.registration or self.ine

    @property
    def full_name(self) -> str:
        """LAST NAME First names."""
        return f"{self.last_name.upper()} {self.first_names}".strip()


class Sitting(NamedTuple):
    """``exam``: « E4 »; ``in_ccf``: ``None`` where it isn't said."""

    exam: str
    in_ccf: bool | None


_EXAM = re.compile(r"\b(E[1-9]|EF[1-9])\b(?:\s*[-–:(]?\s*(ccf|ponctuel)\w*)?", re.IGNORECASE)


@lru_cache(maxsize=1024)
def sittings(exams: str) -> tuple[Sitting, ...]:
    """The exams that a text like « E4 CCF, E6 ponctuel » names, each once, in its order."""
    found = {
        each[1].upper(): None if each[2] is None else each[2].casefold() == "ccf"
        for each in _EXAM.finditer(exams)
    }
    return tuple(Sitting(exam, in_ccf) for exam, in_ccf in found.items())


_UNCOUNTED = re.compile(r"[^\w\n]+|_")


def name_keys(names: Sequence[str]) -> list[str]:
    """Of each name its letters and digits, without case, accents, spaces or signs."""
    names = _on_a_line(names)
    text = parted(unicodedata.normalize("NFKD", "\n".join(names)).casefold())
    return _UNCOUNTED.sub("", text).split("\n") if names else []


def number_key(number: str) -> str:
    """The same for a number however it was typed; its zeros count."""
    return number if number.isdigit() else "".join(number.split()).casefold()


def _on_a_line(texts: Sequence[str]) -> Sequence[str]:
    """They are treated as one text: what holds a line end, which no list gives, would make two of one."""
    if "\n".join(texts).count("\n") < max(len(texts), 1):
        return texts
    return [each.replace("\n", " ") for each in texts]


def number_keys(numbers: Sequence[str]) -> list[str]:
    """Of many at once."""
    text = "\n".join(_on_a_line(numbers)).casefold()
    return _INNER_SPACES.sub("", text).split("\n") if numbers else []


_INNER_SPACES = re.compile(r"[^\S\n]+")


def alike(one: CentreCandidate, other: CentreCandidate) -> bool:
    """Whether their names may be one person's: the same however typed or split, a list that gives only the
    first of the first names, or that names by the name in use.
    """
    if _whole(one) == _whole(other):
        return True
    firsts = _firsts(one), _firsts(other)
    shorter = min(map(len, firsts))
    if firsts[0][:shorter] != firsts[1][:shorter]:
        return False
    lasts = [{*name_keys([each.last_name, each.usual_name])} - {""} for each in (one, other)]
    return bool(lasts[0] & lasts[1])


def _whole(candidate: CentreCandidate) -> str:
    return name_keys([candidate.last_name + candidate.first_names])[0]


def _firsts(candidate: CentreCandidate) -> list[str]:
    return [each for each in name_keys(re.split(r"[\s,;]+", candidate.first_names)) if each]


def merged(known: CentreCandidate, found: CentreCandidate) -> CentreCandidate:
    """What is known once a list was taken in. An empty cell takes nothing away; the same words typed
    otherwise change nothing; what is sure isn't replaced by the same in doubt.
    """
    values: dict[str, Any] = {
        field: new
        for field, old, new in zip(CentreCandidate._fields, known, found, strict=True)
        if field != "doubts" and not _says_nothing(old, new)
    }
    doubts = set(found.doubts)
    if not found.number or same_but_zeros(known.number, found.number):
        doubts = _settled(doubts, known, Doubt.ZEROS, sure=bool(found.number))
        if Doubt.ZEROS in found.doubts:
            values.pop("number", None)
    if _whole(found) in {"", _whole(known)}:
        doubts = _settled(doubts, known, Doubt.NAMES, sure=bool(_whole(found)))
        doubts = _settled(doubts, known, Doubt.FORMULA, sure=False)
        if Doubt.NAMES in found.doubts:
            values = {field: each for field, each in values.items() if field not in _NAMED}
    return known._replace(**values, doubts=frozenset(doubts))


_NAMED = frozenset({"last_name", "first_names"})


def same_but_zeros(one: str, other: str) -> bool:
    """Whether two numbers, given, differ at most by zeros in front."""
    keys = [number_key(each) for each in (one, other)]
    return all(keys) and len({each.lstrip("0") for each in keys}) == 1


def _settled(doubts: set[Doubt], known: CentreCandidate, doubt: Doubt, *, sure: bool) -> set[Doubt]:
    """``doubts`` of a value that both give, or only ``known`` has; one that is ``sure`` ends the doubt."""
    lasting = doubt in known.doubts and (doubt in doubts or not sure)
    return doubts - {doubt} | ({doubt} if lasting else set())


def _says_nothing(old: object, new: object) -> bool:
    if new in {None, "", old}:
        return True
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    # Capitals are often written without their accents: those that are known stay.
    return folded(old) == folded(new) or (new.isascii() and unaccented(folded(old)) == folded(new))


def differences(one: CentreCandidate, other: CentreCandidate) -> tuple[str, ...]:
    """The fields in which they differ, doubts left out."""
    fields: Iterable[tuple[str, object, object]] = zip(CentreCandidate._fields, one, other, strict=True)
    return tuple(field for field, first, second in fields if first != second and field != "doubts")
