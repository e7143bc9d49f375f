"""A sheet handed over by an older version, one row with the giver's inner state, comes to the same oral."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from btstc_jury.domain import commands as do
from btstc_jury.domain.assessment import Remark, Verdict
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.events import Entry, Resumed
from btstc_jury.domain.history import History, open_history
from btstc_jury.domain.journal import SALT_BYTES, Row, seal
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import Debate
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.proceedings import Proceedings
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import Preparation, TimeMark
from btstc_jury.storage.codec import entries_of_row
from tests.domain.proceedings_courses import Wish, courses, follow, in_the_room
from tests.domain.sitting import Sitting
from tests.drawn import examples

SPAN = 100_000


@dataclass(frozen=True)
class Sheet:
    """As it was written."""

    stage: str
    total: Duration | None
    jurors: tuple[Juror, ...]
    marks: tuple[TimeMark, ...]
    notes: Mapping[int, Remark]
    ratings: Mapping[int, str]
    verdict: Verdict
    preparation: Preparation | None
    room: Proceedings
    debate: Debate


def sheet_of(oral: Oral) -> Sheet:
    return Sheet(
        oral.before_start if oral.stage is Stage.CLOSED else oral.stage,
        oral.total,
        oral.jurors,
        oral.marks,
        oral.remarks,
        oral.ratings,
        oral.verdict,
        oral.preparation,
        replace(oral.proceedings, presence=None, absence=None, lateness=None, dossier=None, informed=False),
        oral.debate,
    )


def received(oral: Oral, sheet: Sheet, receipt: int) -> Oral:
    """What the older version made of it."""
    old = sorted({*sheet.notes, *(mark.sequence for mark in sheet.marks)})
    new = {number: place - receipt * SPAN for place, number in enumerate(old)}
    own = oral.proceedings
    return replace(
        oral,
        stage=Stage(sheet.stage),
        total=sheet.total,
        jurors=sheet.jurors,
        marks=tuple(replace(mark, sequence=new[mark.sequence]) for mark in sheet.marks),
        remarks={new[n]: replace(remark, number=new[n]) for n, remark in sheet.notes.items()},
        ratings=sheet.ratings,
        verdict=sheet.verdict,
        preparation=oral.preparation or sheet.preparation,
        proceedings=replace(
            sheet.room,
            asked=frozenset(new[number] for number in sheet.room.asked if number in new),
            order=tuple(new[number] for number in sheet.room.order if number in new),
            presence=own.presence,
            absence=None,
            lateness=own.lateness,
            dossier=own.dossier,
            informed=own.informed,
        ),
        debate=sheet.debate,
    )


def row_of(sheet: Sheet, receiving: Sitting) -> Row:
    number = receiving.history.last_sequence + 1
    written = msgspec.to_builtins(sheet, enc_hook=_text)
    written["verdict"]["remarks"] = written["verdict"].pop("observations")
    for marked in (written["verdict"], *written["debate"]["opinions"].values()):
        assert marked.pop("partial") == {}, "no version that wrote so knew of several marks"
    for later in ("called", "brought"):
        assert written["debate"].pop(later) == {}, "no version that wrote so knew of laptops"
    for note in written["notes"].values():
        assert note.pop("noted") is None, "no version that wrote so knew of laptops"
    nothing = msgspec.to_builtins(Proceedings(), enc_hook=_text)
    for later in ("departures", "renewals", "rulings", "part_reasons", "played", "scenario"):
        assert written["room"].pop(later) == nothing[later], "no version that wrote so knew of it"
    payload = msgspec.json.encode({"source": 1, "reason": "erreur", "sheet": written})
    entry = Entry(number, number, receiving.now, "", Resumed())
    return seal("oral-2", entry, "sheet-received", payload, bytes(SALT_BYTES), bytes(32))


def _text(value: object) -> str:
    assert isinstance(value, Fraction)
    return str(value)


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.too_slow])
@given(courses(in_the_room), st.booleans())
def test_it_comes_to_the_same_oral(course: list[Wish], prepared: bool) -> None:
    source, target = Sitting(), Sitting()
    follow(source, course)
    if source.oral.stage is Stage.FINALISED:
        return
    target.clock = source.clock
    if prepared:
        target.act(do.StartPreparation())
    sheet = sheet_of(source.oral)
    row = row_of(sheet, target)
    entries = tuple(entries_of_row(row))
    history: History = open_history((*target.history.entries, *entries), target.forms)
    assert history.oral == received(target.oral, sheet, row.sequence)
    assert history.last_sequence == row.sequence
    assert history.undoable() is None
