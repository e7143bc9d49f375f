"""One decision of the jury in two journals: what has to happen in the other one, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable

from btstc_jury.domain import events as ev
from btstc_jury.domain.history import History, entries_without


def other_journal(history: History, happened: tuple[ev.Event, ...]) -> int:
    """The oral in whose journal the decision stands as well that ``happened`` makes, takes back or voids;
    0 for none.
    """
    match happened[0]:
        case ev.JuryDecided(_, beside):
            return beside
        case ev.Undone(act) | ev.Redone(act):
            return _beside(entry.event for entry in history.act(act))
        case ev.Reopened():
            kept = entries_without(history.entries, frozenset(history.undone))
            standing = history.oral.proof.decision is not None
            return _beside(entry.event for entry in reversed(kept)) if standing else 0
        case _:
            return 0


def _beside(events: Iterable[ev.Event]) -> int:
    return next((event.beside for event in events if isinstance(event, ev.JuryDecided)), 0)


def echoed(
    history: History, happened: tuple[ev.Event, ...], other: History, number: int
) -> tuple[ev.Event, ...]:
    """The events for ``other``, the journal that ``other_journal`` names; ``number``: of the oral of
    ``history``. Raises ``Refusal``.
    """
    match happened[0]:
        case ev.JuryDecided(decision):
            return ev.JuryDecided(decision, number).decide(other.oral)
        case ev.Reopened(reason):
            return ev.DecisionFell(reason).decide(other.oral)
        case ev.Undone(act):
            found = _same(history, act, other, number, frozenset(other.undone), undone=False)
            return tuple(ev.Undone(each) for each in found)
        case ev.Redone(act):
            found = _same(history, act, other, number, frozenset(other.undone), undone=True)
            return tuple(ev.Redone(each) for each in found)
        case _:
            return ()


def _same(
    history: History, act: int, other: History, number: int, undone_there: frozenset[int], *, undone: bool
) -> tuple[int, ...]:
    """The act of the other journal that is the same decision: the latest, in effect or taken back."""
    decisions = {
        entry.event.decision for entry in history.act(act) if isinstance(entry.event, ev.JuryDecided)
    }
    found = [
        entry.act
        for entry in other.entries
        if isinstance(entry.event, ev.JuryDecided)
        and entry.event.beside == number
        and entry.event.decision in decisions
        and (entry.act in undone_there) is undone
    ]
    return tuple(found[-1:])
