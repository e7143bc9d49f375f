"""The kinds of events."""

from __future__ import annotations

from typing import get_args

from btstc_jury.domain.events import KIND_OF, KINDS, Event


def test_every_event_has_one_name_in_the_journal_and_every_name_one_event() -> None:
    assert set(KINDS.values()) == set(get_args(Event))
    assert len(KINDS) == len(KIND_OF)
    assert all(KINDS[KIND_OF[kind]] is kind for kind in get_args(Event))
