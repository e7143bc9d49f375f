"""All that was recorded in an oral, to be handed over whole to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from btstc_jury.domain.assessment import Note, Verdict
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import Debate
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.preparation import Preparation
from btstc_jury.domain.room import Room
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import TimeMark

_SPAN = 100_000


@dataclass(frozen=True, slots=True)
class OralSheet:
    """``stage``: as the source left it. Times, notes and levels keep the moments at which they were taken.

    Of ``room``, what was recorded while the oral ran; presence and dossier stay with their candidate.
    """

    stage: str
    total: Duration | None
    jurors: tuple[Juror, ...]
    marks: tuple[TimeMark, ...]
    notes: Mapping[int, Note]
    ratings: Mapping[int, str]
    verdict: Verdict
    preparation: Preparation | None = None
    room: Room = field(default_factory=Room)
    debate: Debate = field(default_factory=Debate)


def renumbered(sheet: OralSheet, receipt: int) -> OralSheet:
    """The same with numbers below zero, in the same order: none can meet one of the receiving journal.

    ``receipt``: sequence of the entry that receives the sheet.
    """
    old = sorted({*sheet.notes, *(mark.sequence for mark in sheet.marks)})
    new = {number: place - receipt * _SPAN for place, number in enumerate(old)}
    notes = {new[number]: replace(note, number=new[number]) for number, note in sheet.notes.items()}
    marks = tuple(replace(mark, sequence=new[mark.sequence]) for mark in sheet.marks)
    asked = frozenset(new[number] for number in sheet.room.asked if number in new)
    order = tuple(new[number] for number in sheet.room.order if number in new)
    room = replace(sheet.room, asked=asked, order=order)
    return replace(sheet, notes=notes, marks=marks, room=room)


def received(oral: Oral, sheet: OralSheet) -> Oral:
    own = oral.room
    room = replace(
        sheet.room,
        presence=own.presence,
        absence=None,
        lateness=own.lateness,
        dossier=own.dossier,
        informed=own.informed,
    )
    return replace(
        oral,
        stage=Stage(sheet.stage),
        total=sheet.total,
        jurors=sheet.jurors,
        marks=sheet.marks,
        notes=sheet.notes,
        ratings=sheet.ratings,
        verdict=sheet.verdict,
        preparation=oral.preparation or sheet.preparation,
        room=room,
        debate=sheet.debate,
    )


def sheet_of(oral: Oral) -> OralSheet:
    """All that was recorded in an oral, but what belongs to its candidate."""
    return OralSheet(
        oral.before_start if oral.stage is Stage.CLOSED else oral.stage,
        oral.total,
        oral.jurors,
        oral.marks,
        oral.notes,
        oral.ratings,
        oral.verdict,
        oral.preparation,
        replace(oral.room, presence=None, absence=None, lateness=None, dossier=None, informed=False),
        oral.debate,
    )
