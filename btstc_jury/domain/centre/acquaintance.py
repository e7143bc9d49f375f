"""Which jurors a candidate would rather not meet, or mustn't."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.opening import jurors_of
from btstc_jury.domain.centre.timetable import CentreCommission, CentreJuror, Timetable
from btstc_jury.domain.wording import folded

_name = lru_cache(4096)(folded)


def of_one_school(candidate: CentreCandidate, juror: CentreJuror) -> bool:
    """By the codes of their schools where both are known, otherwise by the names."""
    if candidate.school_code and juror.school_code:
        return candidate.school_code.casefold() == juror.school_code.casefold()
    return bool(candidate.school) and _name(candidate.school) == _name(juror.school)


def of_own_school(
    timetable: Timetable, commission: CentreCommission, candidate: int
) -> Iterator[CentreJuror]:
    """Jurors of that commission who are of the candidate's school."""
    known = timetable.candidates.get(candidate)
    for juror in jurors_of(timetable, commission):
        if known is not None and of_one_school(known, juror):
            yield juror


def to_avoid(timetable: Timetable, commission: CentreCommission, candidate: int) -> Iterator[CentreJuror]:
    """Jurors of that commission whom the candidate is to avoid."""
    wish = timetable.wishes.get(candidate)
    for juror in jurors_of(timetable, commission):
        if wish is not None and juror.identity in wish.avoids:
            yield juror


def unwelcome(timetable: Timetable, commission: CentreCommission, candidate: int) -> bool:
    """Whether one of its jurors is of the candidate's school or to be avoided."""
    return any(of_own_school(timetable, commission, candidate)) or any(
        to_avoid(timetable, commission, candidate)
    )
