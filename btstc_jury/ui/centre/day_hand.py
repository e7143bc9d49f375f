"""What a hand does to one oral of the day, and what would come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from btstc_jury.application.centre.moves import Done, Refused, faults_of, put, slot_there, with_slot
from btstc_jury.application.views.centre.day import fault_words
from btstc_jury.application.views.day_told import free_told
from btstc_jury.domain.centre.placing import free_slots
from btstc_jury.domain.centre.timetable import Slot, SlotKey, Timetable
from btstc_jury.ui.centre.day_board import Trial
from btstc_jury.ui.centre.day_side import Offer
from btstc_jury.ui.centre.presenter import CentrePresenter

_OFFERED = 6
"""Free places shown of one oral."""


class DayHand:
    """``timetable``: as it is now."""

    def __init__(self, presenter: CentrePresenter) -> None:
        self._presenter = presenter
        self.timetable = Timetable()

    def attempt(self, key: SlotKey, commission: int, oral: datetime) -> Trial:
        """Nothing is written."""
        try:
            slot = slot_there(self.timetable, key, commission, oral)
        except Refused as refused:
            return Trial(None, str(refused))
        found = faults_of(self.timetable, slot)
        return Trial(slot, fault_words(with_slot(self.timetable, slot), found[0]) if found else "")

    def free(self, key: SlotKey) -> tuple[Offer, ...]:
        """The nearest places where it breaks no rule."""
        now = self.timetable.slots.get(key)
        found = free_slots(self.timetable, key, _OFFERED + 1, near=None if now is None else now.oral)
        others = [each for each in found if now is None or _place(each) != _place(now)]
        return tuple(
            Offer(replace(each, fixed=True), free_told(self.timetable, each)) for each in others[:_OFFERED]
        )

    def put(self, slot: Slot) -> bool:
        """Whether it is durable."""
        return self._write(put(self.timetable, slot))

    def act(self, deed: Callable[[Timetable, SlotKey], Done], key: SlotKey) -> bool:
        """The same; why not is told."""
        try:
            done = deed(self.timetable, key)
        except Refused as refused:
            self._presenter.refused.emit(str(refused))
            return False
        return self._write(done)

    def _write(self, done: Done) -> bool:
        return self._presenter.replan(done.timetable, done.words)


def _place(slot: Slot) -> tuple[int, datetime]:
    return slot.commission, slot.oral
