"""The chain of hashes: whatever was changed, removed or moved shows; what was erased does not break it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.domain.events import Ended, Entry
from btstc_jury.domain.journal import GENESIS, SALT_BYTES, Break, Damage, Row, first_break, seal
from btstc_jury.domain.moments import Instant, Reading

Content = tuple[str, bytes, bytes]

salts = st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES)
contents = st.tuples(st.sampled_from(["rated", "note-added", "ended"]), st.binary(max_size=40), salts)
journals = st.lists(contents, min_size=1, max_size=8)


def entry(sequence: int) -> Entry:
    reading = Reading(Instant(1_000 * sequence), 50 * sequence, "boot", "process")
    return Entry(sequence, sequence, reading, "a", Ended())


def sealed(contents: list[Content], journal: str = "oral-1") -> list[Row]:
    rows: list[Row] = []
    previous = GENESIS
    for sequence, (kind, payload, salt) in enumerate(contents, start=1):
        rows.append(seal(journal, entry(sequence), kind, payload, salt, previous))
        previous = rows[-1].hash
    return rows


SALT = bytes(range(SALT_BYTES))
THREE = sealed([("opened", b'{"total":30}', SALT), ("rated", b'{"level":"S"}', SALT), ("ended", b"{}", SALT)])

CHANGES: dict[str, Any] = {
    "journal": "oral-2",
    "act": 7,
    "utc": 7,
    "mono": 7,
    "boot": "other",
    "process": "other",
    "author": "b",
    "kind": "mark-proposed",
    "salt": bytes(SALT_BYTES),
    "payload": b"{}!",
    "digest": bytes(32),
    "hash": bytes(32),
}


@given(journals)
def test_a_journal_as_written_is_whole(contents: list[Content]) -> None:
    assert first_break(sealed(contents)) is None


def test_an_empty_journal_is_whole() -> None:
    assert first_break([]) is None


def test_a_row_keeps_all_of_its_entry() -> None:
    row = seal("oral-4", entry(3), "ended", b"{}", SALT, GENESIS)
    assert (row.journal, row.sequence, row.act, row.author, row.kind) == ("oral-4", 3, 3, "a", "ended")
    assert (row.salt, row.payload) == (SALT, b"{}")
    assert row.reading == entry(3).reading


def test_every_field_is_tried() -> None:
    assert {*CHANGES, "sequence"} == set(Row._fields)


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("field", list(CHANGES))
def test_a_changed_field_is_detected_at_its_row(field: str, place: int) -> None:
    rows = list(THREE)
    rows[place] = rows[place]._replace(**{field: CHANGES[field]})
    damage = Damage.PAYLOAD if field in {"salt", "payload", "digest"} else Damage.CHAIN
    assert first_break(rows) == Break(place + 1, damage)


def test_a_changed_sequence_is_detected() -> None:
    rows = [THREE[0], THREE[1]._replace(sequence=4), THREE[2]]
    assert first_break(rows) == Break(4, Damage.SEQUENCE)


@given(journals, st.data())
def test_a_removed_row_is_detected(contents: list[Content], data: st.DataObject) -> None:
    rows = sealed([*contents, ("ended", b"{}", SALT)])
    place = data.draw(st.integers(0, len(rows) - 2))
    del rows[place]
    assert first_break(rows) == Break(place + 2, Damage.SEQUENCE)
    renumbered = [row._replace(sequence=number) for number, row in enumerate(rows, start=1)]
    assert first_break(renumbered) == Break(place + 1, Damage.CHAIN)


@given(journals, st.data())
def test_rows_in_another_order_are_detected(contents: list[Content], data: st.DataObject) -> None:
    rows = sealed([*contents, ("ended", b"{}", SALT)])
    moved = data.draw(st.permutations(rows))
    if moved == rows:
        return
    assert first_break(moved) is not None
    renumbered = [row._replace(sequence=number) for number, row in enumerate(moved, start=1)]
    assert first_break(renumbered) is not None


@given(journals, journals, st.data())
def test_rows_exchanged_between_journals_are_detected(
    one: list[Content], other: list[Content], data: st.DataObject
) -> None:
    here, there = sealed(one), sealed(other, "oral-2")
    place = data.draw(st.integers(0, min(len(here), len(there)) - 1))
    here[place], there[place] = (
        there[place]._replace(journal="oral-1"),
        here[place]._replace(journal="oral-2"),
    )
    assert first_break(here) == Break(place + 1, Damage.CHAIN)
    assert first_break(there) == Break(place + 1, Damage.CHAIN)


@given(journals)
def test_a_whole_journal_given_to_another_oral_is_detected(contents: list[Content]) -> None:
    assert first_break([row._replace(journal="oral-2") for row in sealed(contents)]) == Break(1, Damage.CHAIN)


@given(journals, st.data())
def test_erased_payloads_leave_the_chain_whole(contents: list[Content], data: st.DataObject) -> None:
    rows = sealed(contents)
    erased = data.draw(st.sets(st.integers(0, len(rows) - 1)))
    rest = [
        row._replace(payload=None, salt=b"") if place in erased else row for place, row in enumerate(rows)
    ]
    assert first_break(rest) is None


def test_an_erased_row_still_cannot_be_changed() -> None:
    rows = [row._replace(payload=None) for row in THREE]
    rows[1] = rows[1]._replace(digest=bytes(32))
    assert first_break(rows) == Break(2, Damage.CHAIN)


def test_a_payload_cannot_come_back_after_its_erasure() -> None:
    rows = [THREE[0], THREE[1]._replace(payload=b'{"level":"TS"}'), THREE[2]]
    assert first_break(rows) == Break(2, Damage.PAYLOAD)


@pytest.mark.parametrize("moved", [-3, -1, 1, 5])
def test_no_byte_passes_between_salt_and_payload(moved: int) -> None:
    row = THREE[1]
    assert row.payload is not None
    whole, cut = row.salt + row.payload, SALT_BYTES + moved
    shifted = row._replace(salt=whole[:cut], payload=whole[cut:])
    assert first_break([THREE[0], shifted, THREE[2]]) == Break(2, Damage.PAYLOAD)


def test_neighbouring_fields_cannot_exchange_their_letters() -> None:
    author = THREE[0]._replace(author="ao", kind="pened")
    assert first_break([author]) == Break(1, Damage.CHAIN)


def test_equal_contents_under_different_salts_share_no_digest() -> None:
    one, other = (seal("oral-1", entry(1), "ended", b"{}", salt, GENESIS) for salt in (SALT, SALT[::-1]))
    assert one.digest != other.digest


def test_a_salt_of_another_length_is_not_taken() -> None:
    with pytest.raises(ValueError, match="a salt of 3 bytes"):
        seal("oral-1", entry(1), "ended", b"{}", b"abc", GENESIS)
