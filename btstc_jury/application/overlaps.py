"""What a commission and a candidate are to do at one time, by the lengths of the forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.summary import OralSummary
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.form import Form, SettingKind
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.domain.timing import allot


@dataclass(frozen=True, slots=True)
class Slot:
    """``expected``: when the candidate is, and prepares; the commission hears them from ``begins`` on.
    A total that the commission has yet to set takes no time.
    """

    expected: datetime
    begins: datetime
    ends: datetime

    def heard_beside(self, other: Slot) -> bool:
        """Whether the commission would hear both at a time; preparation takes none of its time."""
        return self.begins < other.ends and other.begins < self.ends

    def attended_beside(self, other: Slot) -> bool:
        """Whether one candidate would be at both."""
        return self.expected < other.ends and other.expected < self.ends


def slot(plan: Plan, form: Form, total: Duration | None = None, used: Duration | None = None) -> Slot:
    """``total``, ``used``: as ``allot`` has them, once they are known."""
    rule = form.preparation
    fixed = rule.duration if rule.kind is SettingKind.FIXED else None
    prepared = ZERO if fixed is None else fixed.scaled(1 + plan.accommodation.preparation)
    whole = total or form.total.duration or ZERO
    begins = plan.scheduled + timedelta(seconds=prepared.whole_seconds)
    length = allot(form, whole, plan.accommodation, used or ZERO).total
    return Slot(plan.scheduled, begins, begins + timedelta(seconds=length.whole_seconds))


def slots_of_day(office: Office, at: datetime, but: int | None) -> Iterator[tuple[OralSummary, Slot]]:
    """The orals of a day that can be read, ``but`` one. What can't be is told where it is opened."""
    for each in office.file.index.on_day(at.date()):
        if each.oral == but or each.damaged or not each.stage.facts.listed:
            continue
        try:
            oral = office.oral(each.oral)
        except FileProblem:
            continue
        yield each, slot(oral.plan, oral.form, oral.total, oral.used_before)
