"""Small days of a centre, drawn: with all that may be in the way, so that some can't be placed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from fractions import Fraction
from random import Random

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    CentreJuror,
    FormTimes,
    PlacingRules,
    PreparationRoom,
    SlotKey,
    SlotState,
    Timetable,
    Window,
    Wish,
    slot_at,
)
from btstc_jury.domain.commission import Role

_SCHOOLS = ("0210001A", "0210002B", "0210003C")


def _at(hour: float, day: int = 18) -> datetime:
    return datetime.fromisoformat(f"2027-05-{day}") + timedelta(minutes=round(hour * 12) * 5)


def drawn(seed: int) -> tuple[Timetable, datetime | None]:
    """The days, and from when on something may be placed."""
    draw = Random(seed)
    forms = {
        "e4": FormTimes("E4", in_ccf=None, preparation=draw.choice((0, 20, 35)), oral=draw.choice((30, 40))),
        "e6": FormTimes("E6", in_ccf=None, preparation=0, oral=draw.choice((25, 45))),
    }
    count = draw.randrange(2, 4)
    days = (18,) if draw.random() < 0.8 else (18, 19)
    jurors = {
        each: CentreJuror(
            each,
            f"Juré {each}",
            Role.EG,
            school_code=draw.choice(_SCHOOLS),
            hours=(Window(_at(draw.choice((8, 9, 10))), _at(draw.choice((12, 15, 17)))),)
            if draw.random() < 0.12
            else (),
        )
        for each in range(1, count + 2)
    }
    commissions = {each: _commission(draw, each, days, len(jurors)) for each in range(1, count + 1)}
    heard = sorted({forms[each.form].exam for each in commissions.values()})
    people = {each: _candidate(draw, heard) for each in range(1, draw.randrange(3, 8))}
    rules = PlacingRules(
        deliberation=draw.choice((0, 5, 10)),
        gap=draw.choice((0, 15, 30, 45)),
        lunch=None if draw.random() < 0.2 else (time(12), time(13)),
        own_school_hard=draw.random() < 0.2,
    )
    rooms = {1: PreparationRoom(1, "B10", draw.choice((1, 1, 2, 3)))}
    wishes = {each: _wish(draw, each, len(jurors)) for each in people if draw.random() < 0.2}
    made = Timetable(people, forms, rules, jurors, rooms, commissions, wishes)
    now = _at(draw.choice((8.5, 9))) if draw.random() < 0.15 else None
    return _begun(draw, made), now


def _commission(draw: Random, identity: int, days: tuple[int, ...], jurors: int) -> CentreCommission:
    form = ("e4", "e6")[identity - 1] if identity < 3 else draw.choice(("e4", "e6"))
    half_days = []
    for day in days:
        if draw.random() < 0.85 or day == 18:
            half_days.append(Window(_at(8, day), _at(draw.choice((9.5, 10, 11, 12)), day)))
        if draw.random() < 0.4:
            half_days.append(Window(_at(12.5, day), _at(draw.choice((14, 15)), day)))
    breaks = (Window(_at(9.5), _at(9.75)),) if draw.random() < 0.2 else ()
    lost = (Window(_at(10), _at(11)),) if draw.random() < 0.1 else ()
    own = draw.randrange(1, jurors + 1) if draw.random() < 0.2 else identity
    return CentreCommission(
        identity,
        str(identity),
        form,
        preparation_room=1 if form == "e4" else 0,
        jurors=(own,),
        half_days=tuple(half_days),
        breaks=breaks,
        lost=lost,
    )


def _candidate(draw: Random, heard: list[str]) -> CentreCandidate:
    exams = heard if draw.random() < 0.4 else [draw.choice(heard)]
    extra = Fraction(1, 3) if draw.random() < 0.2 else Fraction(0)
    return CentreCandidate(exams=", ".join(exams), extra_time=extra, school_code=draw.choice(_SCHOOLS))


def _wish(draw: Random, candidate: int, jurors: int) -> Wish:
    return Wish(
        candidate,
        avoids=(draw.randrange(1, jurors + 1),) if draw.random() < 0.4 else (),
        not_before=_at(draw.choice((8.5, 9.5))) if draw.random() < 0.4 else None,
        not_after=_at(draw.choice((10, 11.5)), 18) if draw.random() < 0.3 else None,
        absent=draw.random() < 0.1,
    )


def _begun(draw: Random, made: Timetable) -> Timetable:
    """Sometimes with an oral that stays: fixed by hand, begun, or of one who didn't come."""
    if draw.random() > 0.35:
        return made
    commission = draw.choice([*made.commissions.values()])
    exam = made.forms[commission.form].exam
    people = [each for each, one in made.candidates.items() if exam in one.exams]
    if not people:
        return made
    oral = commission.half_days[0].begins + timedelta(minutes=draw.choice((35, 50, 75)))
    slot = slot_at(made, commission, SlotKey(draw.choice(people), exam), oral)
    state = draw.choice((SlotState.PLANNED, SlotState.BEGUN, SlotState.ABSENT))
    slot = replace(slot, fixed=state is SlotState.PLANNED, state=state)
    return replace(made, slots={slot.key: slot})
