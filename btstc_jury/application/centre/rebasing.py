"""What somebody changed of the days of a centre, on top of what others changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from btstc_jury.domain.centre.timetable import Timetable

_PARTS = ("jurors", "rooms", "commissions", "wishes", "slots", "printed", "papers")
"""Of a timetable, each by key."""


def changed_as(there: Timetable, was: Timetable, wanted: Timetable) -> Timetable:
    """``there``, with what differs between ``was`` and ``wanted`` as it is wanted; the rest stays as is."""
    parts = {name: _changed(*(getattr(each, name) for each in (there, was, wanted))) for name in _PARTS}
    rules = there.rules if was.rules == wanted.rules else wanted.rules
    return replace(there, rules=rules, **parts)


def _changed(
    there: Mapping[Any, Any], was: Mapping[Any, Any], wanted: Mapping[Any, Any]
) -> Mapping[Any, Any]:
    if was is wanted:
        return there
    gone = was.keys() - wanted.keys()
    now = {key: value for key, value in there.items() if key not in gone}
    return now | {key: value for key, value in wanted.items() if was.get(key) != value}


def renumbered(there: Timetable, was: Timetable, wanted: Timetable) -> Timetable:
    """``wanted``, with what it adds under numbers that nobody else gave meanwhile to something of theirs."""
    jurors, rooms, commissions = (
        _new_numbers(*(getattr(each, name) for each in (there, was, wanted)))
        for name in ("jurors", "rooms", "commissions")
    )
    if not (jurors or rooms or commissions):
        return wanted
    sitting = [
        replace(
            each,
            identity=commissions.get(each.identity, each.identity),
            jurors=tuple(jurors.get(juror, juror) for juror in each.jurors),
            preparation_room=rooms.get(each.preparation_room, each.preparation_room),
        )
        for each in wanted.commissions.values()
    ]
    slots = {
        key: replace(each, commission=commissions.get(each.commission, each.commission))
        for key, each in wanted.slots.items()
    }
    return replace(
        wanted,
        jurors=_under(wanted.jurors, jurors),
        rooms=_under(wanted.rooms, rooms),
        commissions={each.identity: each for each in sitting},
        slots=slots,
    )


def _new_numbers(
    there: Mapping[int, Any], was: Mapping[int, Any], wanted: Mapping[int, Any]
) -> Mapping[int, int]:
    """Of those added on both sides that aren't the same."""
    both = (key for key in wanted if key not in was and key in there and there[key] != wanted[key])
    return {key: number for number, key in enumerate(both, max([0, *there, *wanted]) + 1)}


def _under(values: Mapping[int, Any], numbers: Mapping[int, int]) -> Mapping[int, Any]:
    found = [replace(each, identity=numbers.get(key, key)) for key, each in values.items()]
    return {each.identity: each for each in found}
