"""A sheet handed over as the first format kept it: the inner state of the giving oral, in the receiver's row.

It is told again as the entries that lead to that state. Their numbers lie below zero, in the order in which
they were, since later rows refer to them by these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from btstc_jury.storage import records
from btstc_jury.storage.records import Record, Stored

_SPAN = 100_000


class Note(Record):
    number: int
    began: records.Reading
    phase: int | None
    at: records.Duration
    content: records.RemarkText


class TimeMark(Record):
    sequence: int
    kind: str
    reading: records.Reading
    phase: int = -1
    since: records.Reading | None = None
    counted: bool | None = None
    label: str = ""
    granted: bool = False


class Verdict(Record):
    mark: str | None = None
    appreciation: str = ""
    strengths: str = ""
    weaknesses: str = ""
    remarks: str = ""


class Preparation(Record):
    allowed: records.Duration
    since: records.Reading
    until: records.Reading | None = None


class TimedInterruption(Record):
    interruption: records.Interruption
    noticed: records.Reading
    phase: int | None
    at: records.Duration


class TimedFraud(Record):
    fraud: records.Fraud
    reported: records.Reading


class WithdrawnFraud(Record):
    reported: TimedFraud
    reason: str
    withdrawn: records.Reading


class Room(Record):
    presence: records.Presence | None = None
    absence: records.Absence | None = None
    lateness: records.Lateness | None = None
    dossier: records.DossierCheck | None = None
    informed: bool = False
    handed_over: bool = False
    fraud: TimedFraud | None = None
    interruptions: tuple[TimedInterruption, ...] = ()
    vacancies: tuple[records.Vacancy, ...] = ()
    asked: tuple[int, ...] = ()
    order: tuple[int, ...] = ()
    withdrawn: tuple[WithdrawnFraud, ...] = ()


class Opinion(Record):
    levels: Mapping[int, str] = msgspec.field(default_factory=dict)
    mark: str | None = None
    given: bool = False


class Dissent(Record):
    juror: str
    text: str
    criterion: int | None = None


class Debate(Record):
    mode: str = "common"
    opinions: Mapping[str, Opinion] = msgspec.field(default_factory=dict)
    revealed: bool = False
    reveal_reason: str = ""
    reasons: Mapping[int, str] = msgspec.field(default_factory=dict)
    mark_reason: str = ""
    dissents: tuple[Dissent, ...] = ()


class Sheet(Record):
    stage: str
    total: records.Duration | None
    jurors: tuple[records.Juror, ...]
    marks: tuple[TimeMark, ...]
    notes: Mapping[int, Note]
    ratings: Mapping[int, str]
    verdict: Verdict
    preparation: Preparation | None = None
    room: Room = msgspec.field(default_factory=Room)
    debate: Debate = msgspec.field(default_factory=Debate)


class SheetReceived(Record):
    source: int
    reason: str
    sheet: Sheet


def told_again(row: Stored) -> Iterator[Stored]:
    """``row``: of format 1, its values those of ``SheetReceived``."""
    sheet = row.values["sheet"]
    receipt = {name: row.values[name] for name in ("source", "reason")}
    yield replace(row, number=2, values=receipt)
    numbers = {
        old: place - row.sequence * _SPAN
        for place, old in enumerate(sorted({*sheet["notes"], *(mark["sequence"] for mark in sheet["marks"])}))
    }
    # Those that nothing refers to come after all that something may refer to.
    free = len(numbers) - row.sequence * _SPAN
    for place, (old, at, kind, values) in enumerate(_told(sheet, numbers, row.reading)):
        number = free + place if old is None else numbers[old]
        yield Stored(number, row.act, at, "", kind, 1, values)


_Told = tuple[int | None, Mapping[str, Any], str, dict[str, Any]]


def _told(sheet: dict[str, Any], numbers: Mapping[int, int], receipt: Mapping[str, Any]) -> Iterator[_Told]:
    """Old number, if it had one; reading, kind, values (format 1 of each kind)."""
    room = sheet["room"]
    if sheet["total"] is not None:
        seats = {name: sheet[name] for name in ("total", "jurors")}
        yield None, receipt, "opened", {**seats, "vacancies": room["vacancies"]}
    if sheet["preparation"] is not None:
        yield None, receipt, "preparation-received", sheet["preparation"]
    yield from _marks(sheet["marks"], numbers, receipt)
    for old, note in sheet["notes"].items():
        yield old, note["began"], "note-added", {"began": note["began"], "content": note["content"]}
    for number, level in sheet["ratings"].items():
        yield None, receipt, "rated", {"criterion": number, "level": level}
    for kind, values in _verdict(sheet["verdict"]):
        yield None, receipt, kind, values
    yield from _room(room, numbers, receipt)
    for kind, values in _debate(sheet["debate"]):
        yield None, receipt, kind, values


def _marks(
    marks: Iterable[dict[str, Any]], numbers: Mapping[int, int], receipt: Mapping[str, Any]
) -> Iterator[_Told]:
    decided: list[_Told] = []
    for mark in marks:
        kind, values = _mark(mark)
        yield mark["sequence"], mark["reading"], kind, values
        if mark["counted"] is not None:
            gap = {"gap": numbers[mark["sequence"]], "counted": mark["counted"]}
            decided.append((None, receipt, "gap-decided", gap))
    yield from decided


def _mark(mark: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    match mark["kind"]:
        case "phase":
            return "phase-started", {"phase": mark["phase"]}
        case "pause":
            return "paused", {"reason": mark["label"], "granted": mark["granted"]}
        case "resume":
            return "resumed", {}
        case "end":
            return "ended", {}
        case "gap":
            return "gap-found", {"since": mark["since"], "cause": mark["label"]}
        case other:
            raise ValueError(f"no mark of time: {other!r}")


def _verdict(verdict: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if verdict["mark"] is not None:
        yield "mark-proposed", {"mark": verdict["mark"]}
    for field in ("appreciation", "strengths", "weaknesses", "remarks"):
        if verdict[field]:
            yield "text-written", {"field": field, "text": verdict[field]}


def _room(room: dict[str, Any], numbers: Mapping[int, int], receipt: Mapping[str, Any]) -> Iterator[_Told]:
    for each in room["interruptions"]:
        told = {"interruption": each["interruption"], "began": each["noticed"]}
        yield None, each["noticed"], "interrupted", told
    for each in room["withdrawn"]:
        suspicion = each["reported"]
        yield None, suspicion["reported"], "fraud-reported", {"fraud": suspicion["fraud"]}
        yield None, each["withdrawn"], "fraud-withdrawn", {"reason": each["reason"]}
    if room["fraud"] is not None:
        yield None, room["fraud"]["reported"], "fraud-reported", {"fraud": room["fraud"]["fraud"]}
    if room["handed_over"]:
        yield None, receipt, "report-handed-over", {}
    for number in sorted(room["asked"]):
        if number in numbers:
            yield None, receipt, "question-ticked", {"note": numbers[number], "asked": True}
    order = [numbers[number] for number in room["order"] if number in numbers]
    if order:
        yield None, receipt, "questions-ordered", {"order": order}


def _debate(debate: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if debate["mode"] != "common":
        yield "mode-chosen", {"mode": debate["mode"]}
    for juror, opinion in debate["opinions"].items():
        for number, level in opinion["levels"].items():
            yield "opinion-rated", {"juror": juror, "criterion": number, "level": level}
        yield "opinion-marked", {"juror": juror, "mark": opinion["mark"]}
        if opinion["given"]:
            yield "opinion-given", {"juror": juror}
    if debate["revealed"]:
        yield "revealed", {"reason": debate["reveal_reason"]}
    for number, text in debate["reasons"].items():
        yield "reason-given", {"criterion": number, "text": text}
    if debate["mark_reason"]:
        yield "reason-given", {"criterion": None, "text": debate["mark_reason"]}
    for each in debate["dissents"]:
        yield "dissented", {key: each[key] for key in ("juror", "criterion", "text")}
