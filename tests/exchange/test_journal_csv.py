"""The journal of an oral as a CSV, also where notes were erased."""

from __future__ import annotations

from btstc_jury.domain.events import Entry, Erased, NoteRemoved
from btstc_jury.exchange.journal_csv import journal_csv
from btstc_jury.storage.codec import encode
from tests.fakes import FakeClock


def test_an_erased_event_keeps_its_line_without_content() -> None:
    now = FakeClock().now()
    entries = (Entry(1, 1, now, "a", NoteRemoved(3)), Entry(2, 2, now, "a", Erased("note-added")))
    lines = journal_csv(((4, entries),), encode=encode).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("4;1;1;")
    assert lines[1].endswith('a;note-removed;"{""note"":3}"')
    assert lines[2].endswith("a;note-added;")
