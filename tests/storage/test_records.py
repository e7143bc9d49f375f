"""What is stored depends on no class of the domain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from btstc_jury.domain.events import KINDS
from btstc_jury.storage import records
from btstc_jury.storage.codec import decode, encode, stored_kind
from btstc_jury.storage.records import Record, alike, record_class, record_of, stores, value_of
from tests.storage.keyed import raw
from tests.storage.make_whole_journals import DATA


def test_what_was_written_is_what_is_written() -> None:
    """Every kind, in its present format, to the byte: whatever the fields of its event are called by now."""
    tried = set()
    for path in sorted(DATA.glob("journal-*[0-9].btsjury")):
        with closing(raw(path, None)) as connection:
            rows = connection.execute(
                "SELECT kind, payload FROM journal WHERE payload IS NOT NULL"
            ).fetchall()
        for kind, payload in rows:
            if kind == stored_kind(kind.partition("@")[0]):
                assert encode(decode(kind, payload)) == (kind, payload)
                tried.add(kind)
    assert tried == {stored_kind(kind) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_no_class_of_the_domain_is_in_a_record(kind: str) -> None:
    held = set(_held(record_class(KINDS[kind])))
    assert not any(is_dataclass(each) for each in held)


def _held(hint: Any) -> Iterator[type]:  # noqa: ANN401 - any annotation
    if isinstance(hint, type):
        yield hint
    parts = get_type_hints(hint).values() if isinstance(hint, type) and issubclass(hint, Record) else ()
    for each in (*parts, *get_args(hint)):
        yield from _held(each)


@dataclass(frozen=True)
class Lent:
    """An event whose fields were called otherwise when they were first stored."""

    item: str
    by: str = ""


@stores(Lent, {"what": "item"})
class LentRecord(Record):
    what: str
    by: str = ""


def test_a_field_that_has_another_name_by_now_keeps_the_stored_one() -> None:
    lent = Lent("calculatrice", "centre")
    payload = msgspec.json.encode(record_of(lent))
    assert payload == b'{"what":"calculatrice","by":"centre"}'
    assert value_of(msgspec.json.decode(payload, type=LentRecord)) == lent


@dataclass(frozen=True)
class LentLater(Lent):
    """The same with a field more."""

    returned: str = ""


@stores(LentLater, {"what": "item"})
class LentLaterRecord(LentRecord):
    returned: str | msgspec.UnsetType = msgspec.UNSET


def test_a_field_gained_changes_nothing_of_what_does_without_and_is_refused_by_who_knows_it_not() -> None:
    before = msgspec.json.encode(record_of(Lent("calculatrice")))
    without, used = LentLater("calculatrice"), LentLater("calculatrice", returned="à 9 h")
    assert msgspec.json.encode(record_of(without)) == before
    assert value_of(msgspec.json.decode(before, type=LentLaterRecord)) == without
    payload = msgspec.json.encode(record_of(used))
    assert value_of(msgspec.json.decode(payload, type=LentLaterRecord)) == used
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.json.decode(payload, type=LentRecord)


def test_a_class_that_no_record_keeps_is_told() -> None:
    @dataclass(frozen=True)
    class Unknown:
        pass

    with pytest.raises(TypeError, match="Unknown"):
        record_of(Unknown())


ALIKE = [each for each in records._KEPT if alike(each) is not None]


@pytest.mark.parametrize("record", ALIKE, ids=lambda record: record.__name__)
def test_what_an_older_payload_lacks_is_alike_in_record_and_domain(
    record: type[Record],
) -> None:
    """A payload is decoded into the class of the domain itself where that is alike."""
    domain, _ = records._KEPT[record]
    theirs = {each.name: each for each in fields(domain)}
    for each in msgspec.structs.fields(record):
        if each.required:
            continue
        kept = each.default_factory() if each.default is msgspec.NODEFAULT else each.default
        there = theirs[each.name]
        default = there.default if there.default_factory is MISSING else there.default_factory()
        assert default is not MISSING
        assert kept is msgspec.UNSET or value_of(kept) == default
