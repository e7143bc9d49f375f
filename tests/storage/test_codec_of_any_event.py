"""Any event of any kind comes back from its payload; what an older version wrote is still read."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.candidate import Accommodation
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.events import Entry
from btstc_jury.domain.journal import Row, first_break
from btstc_jury.domain.moments import ZERO, Duration, Instant, Reading
from btstc_jury.domain.proceedings import Interruption
from btstc_jury.storage.codec import decode, encode, entries_of_row, stored_kind
from btstc_jury.storage.journals import NO_ROW, seal_all
from tests.drawn import examples
from tests.storage.any_value import any_value

READING = Reading(Instant(1_780_300_800_000_000), 3_600_000_000, "boot", "process")


@pytest.mark.parametrize("name", list(ev.KINDS))
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_event_comes_back_as_it_was(name: str, data: st.DataObject) -> None:
    event: ev.Event = data.draw(any_value(ev.KINDS[name]))
    kind, payload = encode(event)
    back = decode(kind, payload)
    assert kind == stored_kind(name)
    assert back == event
    assert type(back) is type(event)
    assert decode(*encode(back)) == event
    assert encode(back) == (kind, payload)


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*ev.KINDS.values()]).flatmap(any_value), min_size=1, max_size=4))
def test_a_chain_of_any_events_holds_and_is_read_back(events: list[ev.Event]) -> None:
    entries = [Entry(place, place, READING, "a", event) for place, event in enumerate(events, 1)]
    sealed, _ = seal_all("oral-1", entries, NO_ROW)
    rows = [row_of(values) for values in sealed]
    assert first_break(rows) is None
    assert [entry for row in rows for entry in entries_of_row(row)] == entries


def row_of(values: dict[str, object]) -> Row:
    return Row(**values)  # type: ignore[arg-type]


OLDER: list[tuple[str, bytes, ev.Event]] = [
    (
        "opened",
        b'{"total":{"us":1},"jurors":[{"key":"a","name":"Camille Fictif","role":"eg"}]}',
        ev.Opened(Duration(1), (Juror("a", "Camille Fictif", Role.EG),)),
    ),
    ("paused", b'{"reason":"alarme"}', ev.Paused("alarme")),
    (
        "note-changed",
        b'{"note":3,"content":{"text":"clair","sign":"+","criterion":1,"author":null}}',
        ev.RemarkChanged(3, RemarkText("clair", Sign.STRENGTH, 1)),
    ),
    (
        "interrupted",
        b'{"interruption":{"who":"surveillant","why":"bruit"}}',
        ev.Interrupted(Interruption("surveillant", "bruit")),
    ),
    ("sheet-given", b'{"to":2,"reason":"erreur"}', ev.SheetGiven(2, "erreur")),
]


@pytest.mark.parametrize(("kind", "payload", "event"), OLDER, ids=[kind for kind, _, _ in OLDER])
def test_what_was_written_before_is_read(kind: str, payload: bytes, event: ev.Event) -> None:
    assert decode(kind, payload) == event


def test_a_plan_and_a_session_written_before_are_read() -> None:
    plan = decode(
        "planned",
        b'{"plan":{"candidate":{"number":"1","last_name":"A","first_names":"B"},'
        b'"scheduled":"2026-06-01T09:00:00","accommodation":{"preparation":"1/3","phases":"0","total":"0",'
        b'"aids":""}},"form_key":"k","form_hash":"h"}',
    )
    assert isinstance(plan, ev.Planned)
    assert plan.plan.accommodation.pauses == ZERO == Accommodation().pauses
    session = decode(
        "session",
        b'{"session":{"kind":"examen","year":2026,"centre":"C","commission":"3","room":"","jurors":[]}}',
    )
    assert isinstance(session, ev.SessionDescribed)
    assert not session.session.pins
