"""Changing the plan of an oral and proposing the hour of the next one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.commands import ChangePlan

_FIRST = time(8, 30)
_APART = timedelta(hours=1)


def form_locked(office: Office, number: int) -> bool:
    """Whether the oral keeps its form: it has been prepared, opened or assessed."""
    return office.oral(number).form_pinned


def change_plan(office: Office, number: int, plan: Plan, form_key: str) -> ChangePlan:
    """The command for a plan as edited; an oral whose form key is unchanged keeps its pinned form."""
    pinned = office.oral(number).form
    return ChangePlan(plan, pinned if form_key == pinned.key else office.form(form_key))


def next_slot(office: Office, day: date | None) -> datetime:
    """One hour after the last oral of the day; of today when the file has no oral yet."""
    chosen = day or formats.local(office.now().utc).date()
    last = max((each.scheduled for each in office.file.index.on_day(chosen)), default=None)
    if last is None:
        return datetime.combine(chosen, _FIRST)
    later = last + _APART
    return later if later.date() == chosen else last
