"""The candidates of a centre as the office sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.ports import Enrolled
from btstc_jury.application.views.formats import count
from btstc_jury.domain.centre.candidates import Doubt, sittings
from btstc_jury.domain.wording import folded, unaccented

_DOUBTS: Mapping[Doubt, str] = {
    Doubt.ZEROS: "zéros à vérifier",
    Doubt.NAMES: "nom à vérifier",
    Doubt.FORMULA: "formule à vérifier",
}
"""Short: whoever opens the candidate is told more."""


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """``exams``: as the list writes them, else what he takes all the same, in ``fallback``; ``extra``:
    « + 1/3 », "" for none; ``state``: what is to be looked at, absent, or as the list says;
    ``doubtful``: somebody has to look at it; ``found_by``: what a search looks through.
    """

    identity: int
    version: int
    absent: bool
    number: str
    name: str
    birth: str
    school: str
    exams: str
    extra: str
    state: str
    doubtful: bool
    order: tuple[str, str]
    born: str
    found_by: str
    fallback: str


def candidate_lines(office: CentreOffice, before: Iterable[CandidateLine] = ()) -> tuple[CandidateLine, ...]:
    """In the order in which they came. ``before``: as they were told last, of which those stay whose
    candidate nothing happened to.
    """
    wishes, usual = office.timetable.wishes, office.timetable.rules.exams
    absent = {each.candidate for each in wishes.values() if each.absent}
    wanted = {each.candidate: ", ".join(each.exams) for each in wishes.values() if each.exams is not None}
    default = f"{', '.join(usual)} (par défaut)" if usual else ""
    known = {(each.identity, each.version, each.absent, each.fallback): each for each in before}

    def line(each: Enrolled) -> CandidateLine:
        gone, fallback = each.identity in absent, wanted.get(each.identity, default)
        found = known.get((each.identity, each.version, gone, fallback))
        return found or _line(each, fallback, absent=gone)

    return tuple(map(line, office.candidates))


def _line(held: Enrolled, fallback: str, *, absent: bool) -> CandidateLine:
    each = held.candidate
    doubts = [_DOUBTS[doubt] for doubt in sorted(each.doubts)]
    lacking = [] if each.number else ["sans numéro"]
    told = [*doubts, *lacking, *(["absent"] if absent else []), each.state]
    name = each.full_name + (f" (usage\u202f: {each.usual_name})" if each.usual_name else "")
    return CandidateLine(
        held.identity,
        held.version,
        absent,
        each.number,
        name,
        "" if each.birth is None else f"{each.birth:%d/%m/%Y}",
        each.school,
        each.exams if not fallback or sittings(each.exams) else fallback,
        extra_words(each.extra_time),
        "\u202f; ".join(filter(None, told)),
        bool(doubts or lacking),
        (_plain(each.last_name), _plain(each.first_names)),
        "" if each.birth is None else each.birth.isoformat(),
        _plain(f"{each.number} {name} {each.school} {each.school_code} {each.ine} {each.division}"),
        fallback,
    )


def extra_words(extra: Fraction | None) -> str:
    """« + 1/3 »."""
    return f"+ {extra}" if extra else ""


def found(line: CandidateLine, words: tuple[str, ...]) -> bool:
    """Whether all ``words`` of a search, as ``search_words`` gives them, are in it."""
    return all(each in line.found_by for each in words)


def search_words(text: str) -> tuple[str, ...]:
    return tuple(_plain(text).split())


def summary(lines: tuple[CandidateLine, ...], shown: int) -> str:
    """« 48 candidats, dont 3 à vérifier »."""
    doubtful = sum(each.doubtful for each in lines)
    told = count(len(lines), "candidat")
    if doubtful:
        told += f", dont {doubtful} à vérifier"
    return told if shown == len(lines) else f"{shown} sur {told}"


def _plain(text: str) -> str:
    return unaccented(folded(text))
