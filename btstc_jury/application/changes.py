"""What a use case altered; the screens concerned repaint from it and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Topic


@dataclass(frozen=True, slots=True)
class Changes:
    """``oral``: its number, ``None`` for the session. ``events``: what was written in the journal."""

    oral: int | None
    topics: frozenset[Topic]
    events: tuple[ev.Event, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.topics)


def changes_of(oral: int | None, happened: tuple[ev.Event, ...], shown: tuple[ev.Event, ...]) -> Changes:
    """``shown``: the events whose effect appears or disappears (those of the act undone, for an undo)."""
    topics = frozenset[Topic]().union(*(event.topics for event in shown))
    return Changes(oral, topics, happened)
