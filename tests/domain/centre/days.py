"""Small days of a centre, for the tests of its rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    CentreJuror,
    FormTimes,
    PlacingRules,
    PreparationRoom,
    Slot,
    SlotKey,
    Timetable,
    Window,
    slot_at,
)
from btstc_jury.domain.commission import Role

FORMS = {
    "e4-ponctuel": FormTimes("E4", in_ccf=False, preparation=50, oral=50),
    "e4-ccf-1": FormTimes("E4", in_ccf=True, preparation=0, oral=20),
    "e6-ponctuel": FormTimes("E6", in_ccf=False, preparation=0, oral=60),
}


def at(hour: str, day: int = 18) -> datetime:
    """« 08:50 », of May 2027."""
    return datetime.fromisoformat(f"2027-05-{day}T{hour}")


def window(begins: str, ends: str, day: int = 18) -> Window:
    return Window(at(begins, day), at(ends, day))


WHOLE_DAY = (window("08:00", "12:30"), window("13:30", "18:00"))


def juror(identity: int, **fields: Any) -> CentreJuror:  # noqa: ANN401 - the fields of a juror
    return CentreJuror(identity, f"Juré {identity}", Role.EG, **fields)


def commission(identity: int, form: str = "e4-ponctuel", **fields: Any) -> CentreCommission:  # noqa: ANN401
    """With a room to prepare in, 1, where its form asks for one; all day."""
    room = 1 if form == "e4-ponctuel" else 0
    given = {"preparation_room": room, "jurors": (identity,), "half_days": WHOLE_DAY, **fields}
    return CentreCommission(identity, str(identity), form, f"B{identity}", **given)


def timetable(
    *candidates: CentreCandidate,
    commissions: Iterable[CentreCommission] = (),
    jurors: Iterable[CentreJuror] = (),
    rules: PlacingRules | None = None,
    seats: int = 10,
) -> Timetable:
    """Two commissions, of E4 and of E6, unless others are given; everybody takes both."""
    heard = list(commissions) or [commission(1), commission(2, "e6-ponctuel")]
    seated = {juror(each): None for one in heard for each in one.jurors}
    return Timetable(
        dict(enumerate(candidates or (CentreCandidate(),), 1)),
        FORMS,
        rules or PlacingRules(exams=("E4", "E6")),
        {each.identity: each for each in (*seated, *jurors)},
        {1: PreparationRoom(1, "B10", seats)},
        {each.identity: each for each in heard},
    )


def with_slots(before: Timetable, *slots: Slot) -> Timetable:
    return replace(before, slots={**before.slots, **{each.key: each for each in slots}})


def placed(before: Timetable, *places: tuple[int, str, int, datetime]) -> Timetable:
    """``places``: candidate, exam, commission, beginning of the oral."""
    return with_slots(
        before,
        *(
            slot_at(before, before.commissions[commission], SlotKey(candidate, exam), oral)
            for candidate, exam, commission, oral in places
        ),
    )
