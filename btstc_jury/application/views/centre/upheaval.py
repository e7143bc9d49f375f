"""What happened on the day, what moves for it and who must be told, as sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from btstc_jury.application.views.centre.day import candidate_name, commission_name, cost_words, juror_name
from btstc_jury.application.views.centre.told import commission_words, room_words
from btstc_jury.application.views.formats import COLON, clock, count, long_day, of_name
from btstc_jury.domain.centre.day_costs import CostKind, CostPart, DayCost, day_costs
from btstc_jury.domain.centre.day_differences import Moved, ToTell
from btstc_jury.domain.centre.timetable import Printed, Slot, SlotKey, SlotState, Timetable, Window
from btstc_jury.domain.centre.upheaval import (
    CandidateAbsent,
    CandidateAdded,
    CandidateLate,
    Change,
    JurorAway,
    JurorLeft,
    JurorReplaced,
    PreparationRoomChanged,
    RoomChanged,
    RoomLost,
)


@dataclass(frozen=True, slots=True)
class MovedView:
    """A line of the preview. ``before``, ``after``: « mardi 18 mai à 14 h 00, commission 1, salle B12 »;
    ``to_tell``: « le candidat, son établissement »; ``printed``: « à réimprimer », "" where no paper is
    wrong.
    """

    key: SlotKey
    who: str
    before: str
    after: str
    to_tell: str
    printed: str

    @property
    def words(self) -> str:
        """All of it, in a sentence."""
        told = f" Prévenir{COLON} {self.to_tell}." if self.to_tell else ""
        paper = f" {self.printed.capitalize()}." if self.printed else ""
        instead = f", au lieu de{COLON} {self.before}" if self.before else ""
        return f"{self.who}{COLON} {self.after}{instead}.{told}{paper}"


def moved_views(timetable: Timetable, moved: Iterable[Moved]) -> tuple[MovedView, ...]:
    """``timetable``: of the candidates' names."""
    return tuple(
        MovedView(
            each.key,
            f"{candidate_name(timetable, each.key.candidate)}, {each.key.exam}",
            "" if each.before is None else _place(each.before, each.after),
            _after(each),
            ", ".join(told.words for told in ToTell if told in each.to_tell),
            "à réimprimer" if each.printed else "",
        )
        for each in moved
    )


def _after(moved: Moved) -> str:
    if moved.after is not None:
        return _place(moved.after, moved.before)
    return "absent" if moved.absent else "sans place"


def _place(told: Printed, other: Printed | None) -> str:
    """Where and when, and of whom it is heard or where prepared only if that is another."""
    slot = told.slot
    prepares = slot.preparation < slot.oral
    parts = [
        f"{long_day(slot.oral.date(), year=False).lower()} à {clock(slot.oral)}",
        f"préparation à {clock(slot.preparation)}" if prepares else "",
        commission_words(told.number) if told.number else "",
        room_words(told.room),
    ]
    if other is not None and other.preparation_room != told.preparation_room:
        parts.append(told.preparation_room and f"préparation en {room_words(told.preparation_room)}")
    if other is not None and other.slot.commission == slot.commission and other.jurors != told.jurors:
        parts.append(" et ".join(told.jurors))
    return ", ".join(filter(None, parts))


def outcome_words(moved: Collection[Moved], left: Sequence[SlotKey]) -> str:
    """« 5 horaires changés, 1 sans place, 3 horaires à réimprimer »."""
    gone = {each.key for each in moved if each.absent} | {*left}
    changed = sum(1 for each in moved if each.key not in gone)
    again = sum(1 for each in moved if each.printed)
    told = [count(changed, "horaire changé", "horaires changés") if changed else ""]
    told += [
        f"{len(left)} sans place" if left else "",
        count(again, "horaire à réimprimer", "horaires à réimprimer") if again else "",
    ]
    return ", ".join(filter(None, told)) or "aucun horaire ne change"


def begun_words(before: Timetable, after: Timetable, now: datetime) -> str:
    """What « il est » alone writes: « À 10 h 00, 4 interrogations seront marquées commencées. », or ""."""
    number = sum(
        1
        for key, each in after.slots.items()
        if each.state is SlotState.BEGUN and before.slots[key].state is not SlotState.BEGUN
    )
    noted = count(number, "interrogation sera marquée commencée", "interrogations seront marquées commencées")
    return f"À {clock(now)}, {noted}." if number else ""


def broken_off_words(before: Timetable, after: Timetable, change: Change, now: datetime) -> str:
    """« Préparation déjà commencée, sujet connu : FAURE Lou (E4, depuis 12 h 40). … », of those who would be
    heard later, or elsewhere, than their preparation says; "" for none. Who isn't there prepares nothing.
    """
    away = change.candidate if isinstance(change, CandidateLate | CandidateAbsent) else None
    found = sorted(
        (slot for key, slot in before.slots.items() if _is_broken_off(slot, after.slots.get(key), now)),
        key=lambda each: (each.preparation, each.key),
    )
    told = [
        f"{candidate_name(before, each.candidate)} ({each.exam}, depuis {clock(each.preparation)})"
        for each in found
        if each.candidate != away
    ]
    if not told:
        return ""
    return (
        f"Préparation déjà commencée, sujet connu{COLON} {', '.join(told)}."
        " Avant d’appliquer, voyez si l’interrogation peut seulement attendre."
    )


def _is_broken_off(slot: Slot, later: Slot | None, now: datetime) -> bool:
    prepares = slot.preparation <= now < slot.oral and slot.state is not SlotState.ABSENT
    same = later is not None and (later.oral, later.commission) == (slot.oral, slot.commission)
    return prepares and not same


def worse_words(before: Timetable, after: Timetable) -> tuple[str, ...]:
    """The soft rules of each candidate that the change leaves less well kept; a few with names."""
    told = []
    known = {each.kind: each.parts for each in day_costs(before).each}
    for cost in day_costs(after).each:
        if cost.kind in _PERSONAL:
            were = {_whose(each): each.amount for each in known[cost.kind]}
            worse = [each for each in cost.parts if each.amount > were.get(_whose(each), 0)]
            several = [worse[each : each + 1] for each in range(min(len(worse), _NAMED))]
            several += [worse[_NAMED:]] if worse[_NAMED:] else []
            told += [cost_words(after, _cost(cost.kind, parts)) for parts in several]
    return tuple(told)


_PERSONAL = frozenset({CostKind.OWN_SCHOOL, CostKind.AVOIDED, CostKind.ONE_DAY, CostKind.WAITING})
_NAMED = 4


def _whose(part: CostPart) -> object:
    """Of one oral, or of all those of a candidate, wherever and whenever they are."""
    return part.slots if len(part.slots) == 1 else part.candidate


def _cost(kind: CostKind, parts: Sequence[CostPart]) -> DayCost:
    return DayCost(kind, sum(each.amount for each in parts), 0, tuple(parts))


def change_words(timetable: Timetable, change: Change) -> str:
    """« Absence de Mme Okoye, mardi 18 mai de 12 h 00 à 18 h 00 », without a full stop."""
    match change:
        case JurorAway() | JurorReplaced() | JurorLeft():
            return _juror_words(timetable, change)
        case CandidateLate() | CandidateAbsent() | CandidateAdded():
            return _candidate_words(timetable, change)
        case RoomChanged() | RoomLost() | PreparationRoomChanged():
            return _room_words(timetable, change)
        case _:
            assert_never(change)


def _juror_words(timetable: Timetable, change: JurorAway | JurorReplaced | JurorLeft) -> str:
    name = juror_name(timetable, change.juror)
    match change:
        case JurorAway(away=away):
            return f"Absence {of_name(name)}, {_window(away)}"
        case JurorReplaced(by=by):
            return f"Remplacement {of_name(name)} par {juror_name(timetable, by)}"
        case JurorLeft():
            return f"Départ {of_name(name)}, sans remplacement"
        case _:
            assert_never(change)


def _candidate_words(timetable: Timetable, change: CandidateLate | CandidateAbsent | CandidateAdded) -> str:
    name = candidate_name(timetable, change.candidate)
    match change:
        case CandidateLate(not_before=moment):
            return f"Retard {of_name(name)}, là à partir de {clock(moment)}"
        case CandidateAbsent(exam=exam):
            return f"Absence {of_name(name)}{f', {exam}' if exam else ''}"
        case CandidateAdded(exams=exams):
            return f"Ajout {of_name(name)}, {', '.join(exams)}" if exams else f"Ajout {of_name(name)}"
        case _:
            assert_never(change)


def _room_words(timetable: Timetable, change: RoomChanged | RoomLost | PreparationRoomChanged) -> str:
    match change:
        case RoomChanged(commission, room):
            return f"{commission_name(timetable, commission).capitalize()} en {room_words(room)}"
        case RoomLost(commission, lost):
            return f"{commission_name(timetable, commission).capitalize()} sans salle, {_window(lost)}"
        case PreparationRoomChanged(identity, name, seats):
            known = timetable.rooms[identity].name
            instead = "" if known == name else f" au lieu de {known}"
            return f"Préparation en {room_words(name)}{instead}, {count(seats, 'place')}"
        case _:
            assert_never(change)


def _window(window: Window) -> str:
    day = long_day(window.begins.date(), year=False).lower()
    return f"{day} de {clock(window.begins)} à {clock(window.ends)}"
