"""An oral with its whole journal: folding, undo and redo, what goes along when a sheet is handed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral

_MOVES = frozenset({ev.Undone, ev.Redone})
"""Kinds are compared by their very class where a whole journal is gone through: ``isinstance`` asks an
abstract one, which takes longer than all the rest.
"""


@dataclass(frozen=True, slots=True)
class History:
    """``entries``: the journal from its first row; those that an older version received in one row with a
    sheet have sequences below zero. ``undone``: acts taken back, oldest first;
    ``redoable``: those that a redo can still bring back.
    """

    entries: tuple[Entry, ...]
    oral: Oral
    undone: tuple[int, ...] = ()
    redoable: tuple[int, ...] = ()

    @property
    def last_sequence(self) -> int:
        return next(entry.sequence for entry in reversed(self.entries) if entry.sequence > 0)

    @property
    def last_act(self) -> Reading:
        """When the last act was done; what came with a sheet keeps an earlier reading."""
        return next(entry.reading for entry in reversed(self.entries) if entry.sequence == entry.act)

    def undoable(self) -> int | None:
        """The act that an undo would take back; a settled proposal is a wall that undo does not cross."""
        walls = {entry.act for entry in self.entries if entry.event.wall}
        for entry in reversed(self.entries):
            if entry.act in walls:
                return None
            if entry.event.undoable and entry.act not in self.undone:
                return entry.act
        return None

    def act(self, number: int) -> tuple[Entry, ...]:
        """The entries of one act."""
        return tuple(entry for entry in self.entries if entry.act == number)


def open_history(entries: Sequence[Entry], forms: Mapping[str, Form]) -> History:
    """Fold a whole journal. ``forms``: the pinned forms by content hash.

    Raises ``TypeError`` where the first entry isn't the planning of an oral, ``KeyError`` where a form
    is missing.
    """
    undone, redoable = _moved((), (), entries)
    return History(tuple(entries), _fold(entries, frozenset(undone), forms), undone, redoable)


def before_reopenings(history: History, forms: Mapping[str, Form]) -> tuple[Oral, ...]:
    """The oral as each settled version left it, just before it was reopened; ``forms`` as in
    ``open_history``.
    """
    return tuple(
        open_history(history.entries[:place], forms).oral
        for place, entry in enumerate(history.entries)
        if isinstance(entry.event, ev.Reopened)
    )


def unsettling(history: History) -> Mapping[int, tuple[int, ...]]:
    """Sequences of the rows that a settled proposal does not admit, by the version that they follow. None is
    the program's.
    """
    found: dict[int, tuple[int, ...]] = {}
    version, settled = 0, False
    for entry in history.entries:
        if settled and not _admitted(history, entry.event):
            found[version] = (*found.get(version, ()), entry.sequence)
        if type(entry.event) is ev.Finalised:
            version, settled = version + 1, True
        elif type(entry.event) is ev.Reopened:
            settled = False
    return found


def _admitted(history: History, event: ev.Event) -> bool:
    """Once the proposal is settled. What takes back, or brings back, does so with what may come then."""
    if type(event) is ev.Undone or type(event) is ev.Redone:
        return all(each.event.late for each in history.act(event.act))
    return event.late or event.settled


def oral_before(history: History, sequence: int, forms: Mapping[str, Form]) -> Oral:
    """As it stood just before that entry, which isn't the first; ``forms`` as in ``open_history``."""
    place = next(place for place, entry in enumerate(history.entries) if entry.sequence == sequence)
    return open_history(history.entries[:place], forms).oral


def extend(history: History, added: Sequence[Entry], forms: Mapping[str, Form]) -> History:
    """The history after further entries."""
    undone, redoable = _moved(history.undone, history.redoable, added)
    entries = (*history.entries, *added)
    if any(isinstance(entry.event, ev.Undone | ev.Redone) for entry in added):
        oral = _fold(entries, frozenset(undone), forms)
    else:
        oral = _after(history.oral, added, forms)
    return History(entries, oral, undone, redoable)


def _moved(
    undone: tuple[int, ...], redoable: tuple[int, ...], entries: Iterable[Entry]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    for entry in entries:
        event = entry.event
        if type(event) is ev.Undone:
            undone, redoable = (*undone, event.act), (*redoable, event.act)
        elif type(event) is ev.Redone:
            undone, redoable = (
                tuple(a for a in undone if a != event.act),
                tuple(a for a in redoable if a != event.act),
            )
        elif type(event) is not ev.GapFound:
            redoable = ()
    return undone, redoable


def _fold(entries: Sequence[Entry], undone: frozenset[int], forms: Mapping[str, Form]) -> Oral:
    first = entries[0].event if entries else None
    if not isinstance(first, ev.Planned):
        raise TypeError("the journal of an oral begins with its planning")
    oral = Oral(form=forms[first.form_hash], plan=first.plan)
    return _after(oral, entries_without(entries[1:], undone), forms)


def _after(oral: Oral, entries: Iterable[Entry], forms: Mapping[str, Form]) -> Oral:
    """A preparation of the candidate's own is what it was, whatever is in a sheet received."""
    receipt, own = 0, oral.preparation
    for entry in entries:
        if type(entry.event) is ev.SheetReceived:
            receipt, own = entry.act, oral.preparation
        oral = entry.event.apply(oral, ev.Place(entry.sequence, entry.reading, forms))
        if entry.act == receipt and own is not None:
            oral = replace(oral, preparation=own)
    return oral


def entries_without(entries: Iterable[Entry], acts: frozenset[int]) -> tuple[Entry, ...]:
    """The entries that count once ``acts`` are taken back."""
    return tuple(entry for entry in entries if entry.act not in acts and type(entry.event) not in _MOVES)


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
        void = isinstance(entry.event, ev.ReportHandedOver) and not history.oral.proceedings.handed_over
        if entry.event.travels and not void:
            yield entry
