"""Handing over a whole sheet that was filled under the wrong candidate: what goes, and how it is numbered."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Entry
from btstc_jury.domain.history import History, entries_without


def carried(giving: History, receipt: int, *, preparation: bool) -> tuple[Entry, ...]:
    """The entries to follow the receipt in the other journal, in the same act; each keeps its own reading and
    author, and refers to the others by the numbers that they have there.

    ``receipt``: sequence of the ``SheetReceived``; ``preparation``: whether it goes along.
    """
    numbers: dict[int, int] = {}
    found: list[Entry] = []
    for entry in _sheet(giving):
        event = entry.event.renumbered(numbers)
        if event is not None:
            numbers[entry.sequence] = receipt + len(found) + 1
            found.append(Entry(numbers[entry.sequence], receipt, entry.reading, entry.author, event))
    prepared = giving.oral.preparation
    if preparation and prepared is not None:
        brought = ev.PreparationReceived(prepared.allowed, prepared.since, prepared.until)
        found.append(Entry(receipt + len(found) + 1, receipt, prepared.since, "", brought))
    return tuple(found)


def _sheet(history: History) -> Iterator[Entry]:
    """What counts of the present sheet and goes to another candidate with it."""
    kept = entries_without(history.entries, frozenset(history.undone))
    last = max(
        (place for place, e in enumerate(kept) if isinstance(e.event, ev.SheetGiven | ev.SheetReceived)),
        default=0,
    )
    for entry in kept[last:]:
        void = isinstance(entry.event, ev.ReportHandedOver) and not history.oral.room.handed_over
        if entry.event.travels and not void:
            yield entry
