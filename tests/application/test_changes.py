"""What an act altered, for the screens."""

from __future__ import annotations

from btstc_jury.application.office import Changes, changes_of
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Topic


def test_every_event_concerns_some_screen_but_for_those_that_travel() -> None:
    """An undo or a redo concerns what the act that it takes or brings back concerned."""
    silent = {kind for kind in ev.KINDS.values() if not kind.topics}
    assert silent == {ev.Undone, ev.Redone}


def test_the_topics_of_several_events_are_joined() -> None:
    shown = (ev.Rated(1, "S"), ev.RemarkRemoved(3))
    assert changes_of(1, (), shown).topics == {Topic.LEVELS, Topic.REMARKS}


def test_changes_are_false_when_nothing_happened() -> None:
    assert not Changes(1, frozenset())
    assert changes_of(1, (), (ev.Finalised(),))
