"""One decision of the jury in several journals: what has to happen in the others, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable

from btstc_jury.domain import events as ev
from btstc_jury.domain.history import History, entries_without


def other_journals(history: History, happened: tuple[ev.Event, ...]) -> tuple[int, ...]:
    """The orals in whose journals stands the decision too that ``happened`` makes, takes back or voids."""
    match happened[0]:
        case ev.JuryDecided() as decided:
            return decided.others
        case ev.Undone(act) | ev.Redone(act):
            return _others(entry.event for entry in history.act(act))
        case ev.Reopened():
            kept = entries_without(history.entries, frozenset(history.undone))
            standing = history.oral.proof.decision is not None
            return _others(entry.event for entry in reversed(kept)) if standing else ()
        case _:
            return ()


def _others(events: Iterable[ev.Event]) -> tuple[int, ...]:
    return next((event.others for event in events if isinstance(event, ev.JuryDecided)), ())


def echoed(
    history: History, happened: tuple[ev.Event, ...], other: History, number: int, there: int
) -> tuple[ev.Event, ...]:
    """The events for ``other``, the journal of the oral ``there``, one of those that ``other_journals``
    names; ``number``: of the oral of ``history``. Raises ``Refusal``.
    """
    match happened[0]:
        case ev.JuryDecided(decision) as decided:
            first, *further = (number, *(each for each in decided.others if each != there))
            return ev.JuryDecided(decision, first, tuple(further)).decide(other.oral)
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
        and number in entry.event.others
        and entry.event.decision in decisions
        and (entry.act in undone_there) is undone
    ]
    return tuple(found[-1:])
