"""The name and the UAI of a centre, corrected once it is made, and what went out under the old ones."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from btstc_jury.application.centre.office import CentreOffice, Step
from btstc_jury.domain.centre.centre import FIRST_YEAR, Centre, WrongCentre, centre_of
from btstc_jury.domain.centre.collected import SentFile


class Told(NamedTuple):
    """What bears the name that the centre has now. ``papers``: kinds of paper that were printed; ``files``:
    numbers of the commissions whose exam files do; ``received``: whether anything came back already, and may
    have gone out again.
    """

    papers: frozenset[str]
    files: tuple[str, ...]
    received: bool


def bearing(office: CentreOffice) -> Told:
    """Raises ``FileProblem``."""
    timetable, store = office.timetable, office.file.collection
    latest: dict[int, SentFile] = {}
    for each in sorted(store.sent(), key=lambda one: one.utc):
        latest[each.commission] = each
    sitting = timetable.commissions
    return Told(
        frozenset(each.paper for each in timetable.papers),
        tuple(each.number for key, each in sitting.items() if key in latest),
        bool(store.receipts()),
    )


def corrected(centre: Centre, name: str, uai: str) -> Centre:
    """Raises ``WrongCentre``."""
    return replace(centre_of(name, centre.year, uai), keeps_texts=centre.keeps_texts)


def wrong_uai(text: str) -> str:
    """Why it can't be one, in French; "" where it can."""
    try:
        centre_of("Centre", FIRST_YEAR, text)
    except WrongCentre as wrong:
        return str(wrong)
    return ""


def rename(office: CentreOffice, centre: Centre) -> str:
    """To be taken back with ``undo``; in words. Raises ``FileProblem``, ``ReadOnlyFile``,
    ``ChangedMeanwhile``.
    """
    before = office.centre
    words = f"Centre renommé\u202f: {named(centre)}, auparavant {named(before)}."
    office.carry_out(Step(words, renamed=(before, centre)))
    return words


def named(centre: Centre) -> str:
    """« Lycée Fictif (0921234A) »."""
    return f"{centre.name} ({centre.uai})" if centre.uai else f"{centre.name}, sans UAI"
