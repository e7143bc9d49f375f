"""The days of a centre, placed by a plain rule: one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from btstc_jury.application.centre.office import form_times
from btstc_jury.application.views.centre.paper import CentrePaper, PaperSource
from btstc_jury.application.views.centre.told import as_told, told
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    CentreJuror,
    PaperKey,
    PreparationRoom,
    Slot,
    SlotKey,
    Timetable,
    Window,
    slot_at,
)
from btstc_jury.domain.commission import Role
from btstc_jury.exchange.form_library import FormLibrary

CENTRE = Centre("Lycée Jean-Monnet, Montrouge", 2027, "0921234A")
LIBRARY = FormLibrary(form_folders())
FORMS = {key: form_times(LIBRARY.get(key)) for key in ("e4-ponctuel", "e6-ponctuel")}
FIRST_DAY = datetime.fromisoformat("2027-05-18T00:00")
UTC = 1_810_000_000_000_000
"""10 May 2027."""
SCHOOLS = (("Lycée Jean-Monnet", "0921234A"), ("Lycée Paul-Éluard", "0931234B"), ("CFA du Commerce", ""))
LAST_NAMES = ("Moreau", "Benali", "Nguyễn", "Petit-Radel", "Olivier", "Diallo", "Kern", "Faure", "Joly")
FIRST_NAMES = ("Anaïs", "Karim", "Thị Minh Châu", "Léa", "Élodie", "Samba", "Odile", "Louis", "Pia")


def person(number: int, extra: Fraction | None = None) -> CentreCandidate:
    school, code = SCHOOLS[number % 3]
    return CentreCandidate(
        number=f"02134{number:05d}",
        last_name=f"{LAST_NAMES[number % 9]}{'' if number < 9 else f' {number}'}",
        first_names=FIRST_NAMES[number % 9],
        birth=date(2006, 1 + number % 12, 1 + number % 28),
        school=school,
        school_code=code,
        exams="E4 ponctuel",
        extra_time=extra,
    )


def half_days(days: int) -> tuple[Window, ...]:
    return tuple(
        Window(
            FIRST_DAY + timedelta(days=day, hours=begins), FIRST_DAY + timedelta(days=day, hours=begins + 4.5)
        )
        for day in range(days)
        for begins in (8, 13.5)
    )


def days_of(people: int, commissions: int = 1, form: str = "e4-ponctuel") -> Timetable:
    """``people`` spread over the commissions, each with its room and two jurors; two share a room of six
    seats to prepare in.
    """
    jurors = {
        each: CentreJuror(each, f"Camille Okoye {each}", Role.EG if each % 2 else Role.STI, school="Lycée C")
        for each in range(1, 2 * commissions + 1)
    }
    sitting = {
        each: CentreCommission(
            each,
            str(each),
            form,
            room=f"B{each + 100}",
            preparation_room=1 + (each - 1) // 2,
            jurors=(2 * each - 1, 2 * each),
            half_days=half_days(5),
        )
        for each in range(1, commissions + 1)
    }
    rooms = {each: PreparationRoom(each, f"C{each:02d}", 6) for each in range(1, 2 + (commissions - 1) // 2)}
    table = Timetable(
        {each: person(each, Fraction(1, 3) if each % 7 == 3 else None) for each in range(1, people + 1)},
        FORMS,
        jurors=jurors,
        rooms=rooms,
        commissions=sitting,
    )
    return replace(table, slots={each.key: each for each in _placed(table)})


def _placed(table: Timetable) -> Iterator[Slot]:
    exam = next(iter(table.commissions.values())).form[:2].upper()
    free = {each: FIRST_DAY + timedelta(hours=9) for each in table.commissions}
    for identity in table.candidates:
        commission = table.commissions[1 + (identity - 1) % len(table.commissions)]
        slot = slot_at(table, commission, SlotKey(identity, exam), free[commission.identity])
        if slot.ends.hour >= 18:
            later = (slot.oral + timedelta(days=1)).replace(hour=9, minute=0)
            slot = slot_at(table, commission, slot.key, later)
        free[commission.identity] = slot.free
        yield slot


def source_of(table: Timetable, paper: CentrePaper) -> PaperSource:
    return PaperSource(CENTRE, table, {key: LIBRARY.get(key) for key in FORMS}, paper)


def printed_whole(table: Timetable) -> Timetable:
    """As if everything had been printed."""
    now = {key: told(table, slot) for key, slot in table.slots.items()}
    return replace(
        table,
        printed={key: as_told(each, UTC) for key, each in now.items()},
        papers={
            PaperKey(key.candidate, key.exam, paper): as_told(each, UTC, paper)
            for key, each in now.items()
            for paper in CentrePaper
        },
    )


def moved(table: Timetable, candidate: int, minutes: int, commission: int = 0, exam: str = "E4") -> Timetable:
    """That oral later, or earlier, or before another commission."""
    key = SlotKey(candidate, exam)
    slot = table.slots[key]
    before = table.commissions[commission or slot.commission]
    again = slot_at(table, before, key, slot.oral + timedelta(minutes=minutes))
    return replace(table, slots={**table.slots, key: again})
