"""What is told at once of a candidate as entered: what can't be, and what is probably a slip."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.summary import OralSummary
from btstc_jury.application.views import formats
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.wording import folded


@dataclass(frozen=True, slots=True)
class Doubts:
    """In words, or "". ``number``: another person has it, which can't be; ``time``: the commission hears
    somebody else then, which is taken when it is meant.
    """

    number: str = ""
    time: str = ""


def same_person(summary: OralSummary, candidate: Candidate) -> bool:
    """By the names as they are read, however they were typed, and by the birth where both tell it."""
    known = (summary.last_name, summary.first_names)
    entered = (candidate.last_name, candidate.first_names)
    births = {summary.birth, candidate.birth} - {None}
    return [*map(folded, known)] == [*map(folded, entered)] and len(births) < 2


def doubts(office: Office, plan: Plan, but: int | None = None) -> Doubts:
    """``but``: the oral that is being corrected. Raises ``FileProblem``."""
    candidate = plan.candidate
    others = [each for each in office.file.index.all() if each.oral != but and each.stage.facts.listed]
    taken = next(
        (
            each
            for each in others
            if folded(each.number) == folded(candidate.number) and not same_person(each, candidate)
        ),
        None,
    )
    busy = next((each for each in others if each.scheduled == plan.scheduled), None)
    before = None if but is None else office.oral(but).plan
    same = before is not None and (before.candidate.number, before.candidate.full_name) == (
        candidate.number,
        candidate.full_name,
    )
    known = before is not None and before.scheduled == plan.scheduled
    return Doubts(
        "" if taken is None or same or not candidate.number.strip() else _taken(taken),
        "" if busy is None or known else _busy(busy),
    )


def _taken(other: OralSummary) -> str:
    born = f", né(e) le {formats.short_day(other.birth)}" if other.birth else ""
    return f"Ce numéro est celui de {other.full_name}{born}\u202f: corrigez l’un des deux."


def _busy(other: OralSummary) -> str:
    return f"La commission entend déjà {other.full_name} à {other.scheduled:%H:%M}."


_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)


def no_such_day(day: int, month: int, year: int) -> str:
    """Why there is no such day, « Le 31/02 n’existe pas : février 2027 a 28 jours. », or ""."""
    if not 1 <= month <= len(_MONTHS):
        return f"Il n’y a pas de mois {month:02d}\u202f: écrivez jour/mois/année."
    last = monthrange(year, month)[1]
    if 1 <= day <= last:
        return ""
    return f"Le {day:02d}/{month:02d} n’existe pas\u202f: {_MONTHS[month - 1]} {year} a {last} jours."
