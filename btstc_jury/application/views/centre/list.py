"""A list about to be taken in, line by line, as the window shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from fractions import Fraction

from btstc_jury.application.centre.columns import ListField
from btstc_jury.application.centre.importing import Preview, Resolution, told_apart
from btstc_jury.application.centre.rows import RawList
from btstc_jury.application.views.centre.importing import doubt_words, lacking_birth
from btstc_jury.application.views.formats import clock, count
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.comparing import Compared, Verdict


class LineKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    FAULT = "fault"
    SAME = "same"
    MISSING = "missing"

    @property
    def facts(self) -> LineFacts:
        return _KINDS[self]


@dataclass(frozen=True, slots=True)
class LineFacts:
    """``sign``: no two kinds look alike, whatever their colour; ``one``, ``several``: counted; ``tone``: a
    colour of the palette, "" for that of text; ``shown``: at first.
    """

    sign: str
    label: str
    title: str
    one: str
    several: str
    tone: str = ""
    shown: bool = True


_KINDS: Mapping[LineKind, LineFacts] = {
    LineKind.NEW: LineFacts("+", "nouveau", "Nouveaux", "nouveau", "nouveaux", "accent"),
    LineKind.CHANGED: LineFacts("≠", "modifié", "Modifiés", "modifié", "modifiés"),
    LineKind.DOUBTFUL: LineFacts("?", "douteux", "Douteux", "douteux", "douteux", "warning"),
    LineKind.FAULT: LineFacts("×", "erreur", "Erreurs", "erreur", "erreurs", "overrun"),
    LineKind.SAME: LineFacts("=", "inchangé", "Inchangés", "inchangé", "inchangés", shown=False),
    LineKind.MISSING: LineFacts(
        "−", "absent de la liste", "Absents de la liste", "absent de la liste", "absents de la liste"
    ),
}
_VERDICTS: Mapping[Verdict, LineKind] = {
    Verdict.NEW: LineKind.NEW,
    Verdict.CHANGED: LineKind.CHANGED,
    Verdict.DOUBTFUL: LineKind.DOUBTFUL,
    Verdict.SAME: LineKind.SAME,
}


@dataclass(frozen=True, slots=True)
class ListLine:
    """``key``: unlike any other's; ``place``: in the preview, -1 for none; ``line``: of the list, 0 for one
    whom it doesn't name; ``told``: what changes, or what is wrong; ``waits``: for a decision; ``same``:
    whether « c’est le même » can be one.
    """

    key: int
    place: int
    line: int
    kind: LineKind
    number: str
    name: str
    told: str
    waits: bool = False
    same: bool = False

    @property
    def verdict(self) -> str:
        return f"{self.kind.facts.sign} {self.kind.facts.label}"


def list_lines(shown: Preview) -> tuple[ListLine, ...]:
    """What holds the list up first, then in its order; last, who is missing of it."""
    found = sorted(
        (*_faults(shown), *_people(shown)),
        key=lambda each: (each.kind is not LineKind.FAULT and not each.waits, each.line, each.key),
    )
    return (*found, *_missing(shown))


def _faults(shown: Preview) -> Iterator[ListLine]:
    for number, each in enumerate(shown.read.faults, 1):
        value = f"«\u202f{each.value}\u202f»" if each.value else "rien"
        told = f"{value}\u202f; attendu\u202f: {each.expected}"
        yield ListLine(-number, -1, each.line, LineKind.FAULT, "", each.column, told)


def _people(shown: Preview) -> Iterator[ListLine]:
    for place, each in enumerate(shown.compared):
        candidate = shown.read.people[place]
        parts = (doubt_words(shown, each), _changes(shown, each), lacking_birth(shown, each))
        told = "\u202f; ".join(filter(None, parts))
        yield ListLine(
            place,
            place,
            shown.read.lines[place],
            _VERDICTS[each.verdict],
            candidate.number,
            candidate.full_name,
            told,
            each.clash is not None,
            each.clash is not None and told_apart(each),
        )


def _missing(shown: Preview) -> Iterator[ListLine]:
    first = len(shown.compared)
    for number, each in enumerate(shown.missing, first):
        candidate = each.candidate
        told = "n’est pas dans la liste\u202f: gardé tel quel"
        yield ListLine(number, -1, 0, LineKind.MISSING, candidate.number, candidate.full_name, told)


def _changes(shown: Preview, compared: Compared) -> str:
    """« établissement : Lycée Gide → Lycée Sand »."""
    if len(compared.known) != 1:
        return ""
    before = shown.held[compared.known[0]].candidate
    return "\u202f; ".join(
        f"{ListField(name).facts.label}\u202f: {_value(before, name)} → {_value(compared.result, name)}"
        for name in compared.changed
    )


def _value(candidate: CentreCandidate, name: str) -> str:
    match getattr(candidate, name):
        case date() as day:
            return f"{day:%d/%m/%Y}"
        case time() as hour:
            return clock(hour)
        case None | "":
            return "rien"
        case Fraction() as part:
            return str(part) if part else "aucun"
        case value:
            return str(value)


def counted(lines: Sequence[ListLine]) -> Mapping[LineKind, int]:
    return {kind: sum(each.kind is kind for each in lines) for kind in LineKind}


def heading_lines(raw: RawList, most: int = 40) -> tuple[tuple[int, str], ...]:
    """The rows that may be the headings: line, and what stands there."""
    found = []
    for line, row in zip(raw.lines, raw.rows, strict=False):
        cells = [each.strip() for each in row if each.strip()]
        if cells:
            told = " · ".join(cells)
            found.append((line, f"Ligne {line}\u202f: {told if len(told) < 70 else f'{told[:69]}…'}"))
        if len(found) == most:
            break
    return tuple(found)


def hindrance(lines: Sequence[ListLine], decided: Mapping[int, Resolution]) -> str:
    """Why the list can't be taken in yet; "" when it can."""
    faults = sum(each.kind is LineKind.FAULT for each in lines)
    waiting = sum(each.waits and each.place not in decided for each in lines)
    told = []
    if faults:
        told.append(f"{count(faults, 'erreur')} à corriger dans la liste, ou dans les colonnes")
    if waiting:
        told.append(f"{waiting} à décider, qui peuvent être deux personnes")
    return "\u202f; ".join(told)


def received_words(name: str, lines: Sequence[ListLine]) -> str:
    """« Liste « bureau.xlsx » reçue : 9 nouveaux, 5 douteux »."""
    numbers = counted(lines)
    told = [count(number, kind.facts.one, kind.facts.several) for kind, number in numbers.items() if number]
    return f"Liste «\u202f{name}\u202f» reçue\u202f: {', '.join(told) or 'elle ne nomme personne'}"
