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
