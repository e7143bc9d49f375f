"""What a paper tells of a slot, and what another told before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from btstc_jury.application.views import formats
from btstc_jury.application.views.formats import NARROW
from btstc_jury.domain.centre.reprinting import as_printed, calls_otherwise
from btstc_jury.domain.centre.timetable import Printed, PrintedPerson, Slot, SlotState, Timetable

_PLACES = ("salle", "cdi")
_CODE = 3
"""Letters that the code of a room begins with, at most: a longer word is a place."""


class Mark(StrEnum):
    """Of what a paper tells, against what was told before; ``ADDED``: beside others that were."""

    NONE = ""
    CHANGED = "modifié"
    ADDED = "ajouté"
    GONE = "n’a plus lieu ici"


class Told(NamedTuple):
    """``jurors``: names; ``person``, ``centre``: as ``Printed`` has them."""

    slot: Slot
    number: str
    room: str
    preparation_room: str
    jurors: tuple[str, ...]
    person: PrintedPerson | None = None
    centre: str | None = None

    @property
    def day(self) -> datetime:
        """Its first minute."""
        return self.slot.oral.replace(hour=0, minute=0, second=0, microsecond=0)

    @property
    def prepared(self) -> bool:
        return self.slot.preparation < self.slot.oral


def told(timetable: Timetable, slot: Slot) -> Told:
    """As a paper would tell it now."""
    return told_before(as_printed(timetable, slot))


def told_before(printed: Printed) -> Told:
    return Told(
        printed.slot,
        printed.number,
        printed.room,
        printed.preparation_room,
        printed.jurors,
        printed.person,
        printed.centre,
    )


def as_told(told: Told, utc: int, paper: str = "") -> Printed:
    """To be remembered of a paper of that kind."""
    slot, number, room, preparation_room, jurors, person, centre = told
    return Printed(slot, number, room, preparation_room, jurors, utc, paper, person, centre)


def names_otherwise(before: Told, now: Told) -> bool:
    """Whether the candidate or the centre are called otherwise."""
    renamed = None not in {before.centre, now.centre} and before.centre != now.centre
    return renamed or calls_otherwise(before.person, now.person)


class Seen(StrEnum):
    """What of an oral a paper tells: all, where and when one is heard, or where and when one prepares."""

    WHOLE = "whole"
    ORAL = "oral"
    PREPARATION = "preparation"


def instead(before: Told, now: Told, seen: Seen = Seen.WHOLE) -> str:
    """« au lieu de 10 h 50, salle B208 »; "" where the paper tells the same."""
    parts = [*_hours(before, now, seen)]
    if seen is not Seen.PREPARATION:
        parts += _places(before, now)
    if seen is not Seen.ORAL and before.preparation_room != now.preparation_room and now.prepared:
        room = room_words(before.preparation_room) or "salle non indiquée"
        parts.append(("de\u202f: ", f"préparation {room}"))
    if not parts:
        return ""
    (article, first), *others = parts
    return f"au lieu {article}{', '.join((first, *(words for _, words in others)))}"


def _hours(before: Told, now: Told, seen: Seen) -> Iterator[tuple[str, str]]:
    """Each with how « au lieu » goes on before it."""
    old, new = before.slot, now.slot
    prepares = "de\u202f: ", f"préparation à {clock(old.preparation)}"
    moved = old.preparation != new.preparation if seen is Seen.PREPARATION else old.oral != new.oral
    if moved:
        hour = clock(old.preparation if seen is Seen.PREPARATION else old.oral)
        if seen is Seen.WHOLE and before.prepared:
            hour += f" (préparation à {clock(old.preparation)})"
        other = before.day != now.day
        day = formats.long_day(old.oral, year=False).lower()
        yield ("du ", f"{day} à {hour}") if other else ("de ", hour)
    elif seen is Seen.WHOLE and old.preparation != new.preparation:
        yield prepares if before.prepared else ("de\u202f: ", "sans préparation")
    if seen is not Seen.PREPARATION and old.ends - old.oral != new.ends - new.oral:
        yield "de\u202f: ", f"durée {lasting(old.ends - old.oral)}"


def _places(before: Told, now: Told) -> Iterator[tuple[str, str]]:
    if before.number != now.number:
        yield "de la ", commission_words(before.number)
    if before.room != now.room:
        room = room_words(before.room)
        yield ("de la " if room.startswith("salle") else "de\u202f: "), room or "salle non indiquée"


def clock(moment: datetime) -> str:
    """« 10 h 50 », which no line end parts."""
    return f"{moment.hour}{NARROW}h{NARROW}{moment.minute:02d}"


def span(begins: datetime, ends: datetime) -> str:
    """« 8 h 00 – 12 h 30 »."""
    return f"{clock(begins)}\u00a0–\u00a0{clock(ends)}"


def lasting(length: timedelta) -> str:
    """« 40 min », « 1 h 05 »."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    if not hours:
        return f"{minutes}{NARROW}min"
    return f"{hours}{NARROW}h{NARROW}{minutes:02d}" if minutes else f"{hours}{NARROW}h"


def room_words(room: str) -> str:
    """« salle B210 » of « B210 »; what says already what it is, « Amphi 2 », stays; "" of none."""
    first = re.match(r"[^\W\d_]*", room.strip())
    if not room or room.casefold().startswith(_PLACES) or (first and len(first[0]) > _CODE):
        return room
    return f"salle\u00a0{room}"


def commission_words(number: str) -> str:
    """« commission 3 » of « 3 »; what is called so already stays."""
    return number if number.casefold().startswith("commission") else f"commission {number}"


def capital(words: str) -> str:
    """With a capital letter; the rest as it is."""
    return words[:1].upper() + words[1:]


def is_held(slot: Slot) -> bool:
    """Whether anybody is waited for."""
    return slot.state is not SlotState.ABSENT
