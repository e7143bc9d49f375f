"""The kinds of events."""

from __future__ import annotations

from typing import get_args

from btstc_jury.domain.events import KIND_OF, KINDS, Event
from btstc_jury.domain.proof_events import Erased


def test_every_event_has_one_name_in_the_journal_and_every_name_one_event() -> None:
    assert set(get_args(Event)) - {Erased} == set(KINDS.values())
    assert len(KINDS) == len(KIND_OF)
    assert all(KINDS[KIND_OF[kind]] is kind for kind in KINDS.values())
