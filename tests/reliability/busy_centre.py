"""A centre at full speed in a process of its own, which tells every act once it is acknowledged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from btstc_jury.application.centre.ports import CentreAct, Enrolment
from btstc_jury.application.centre.receipts import Deposit, Outcome, Receipt, ReceiptKind
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.collected import SentFile
from btstc_jury.domain.centre.timetable import PlacingRules
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.file import SqliteCentreFile
from tests.reliability.busy_commission import key_of

KINDS = 4


def work(path: Path, tell: Connection, raw_key: bytes) -> None:
    """Act until killed; told is the number of each act, from 1 on. ``raw_key``: empty for a plain file."""
    file = SqliteCentreFiles().open(path, key_of(raw_key))
    for number in acts_of(file):
        tell.send(number)


def acts_of(file: SqliteCentreFile) -> Iterator[int]:
    """Each is durable once its number comes: a candidate enrolled, rules changed, something received, a file
    handed out, in turn. Raises ``FileProblem`` where one can't be.
    """
    first = len(file.acts()) + 1
    for number in count(first):
        act = CentreAct(number, "Alix", f"acte {number}")
        match number % KINDS:
            case 0:
                file.enrol(Enrolment(act, [CentreCandidate(f"{number:010}", last_name=f"N{number}")]))
            case 1:
                before = file.timetable()
                file.replan(before, replace(before, rules=PlacingRules(gap=number)), act)
            case 2:
                content = content_of(number)
                sha256 = hashlib.sha256(content).hexdigest()
                told = Receipt(
                    sha256, f"{number}.pdf", ReceiptKind.GRID, Outcome.INVALID, "", number, len(content), b""
                )
                file.collection.keep(Deposit(act, told, content))
            case _:
                file.collection.keep(Deposit(act, sent=(SentFile(f"{number:032x}", 1, {}, utc=number),)))
        yield number


def content_of(number: int) -> bytes:
    """Some pages of what was received then."""
    return f"reçu {number} ".encode() * (number % 7 * 400 + 1)


def lacks(file: SqliteCentreFile, acknowledged: int) -> str:
    """What isn't there of all acts up to ``acknowledged``, or is there though its act isn't; "" for nothing.
    An act that was durable and not told yet may follow.
    """
    numbers = [each.utc for each in file.acts()]
    if numbers != [*range(1, len(numbers) + 1)] or len(numbers) < acknowledged:
        return f"acts {len(numbers)} of {acknowledged}"
    first, last = _FIRST, len(numbers)
    of = {kind: [each for each in range(first, last + 1) if each % KINDS == kind] for kind in range(KINDS)}
    people = [each.candidate.number for each in file.candidates()]
    received = {each.sha256: each.utc for each in file.collection.receipts()}
    contents = [file.collection.content(each) for each in received]
    whole = {
        "candidates": people == [f"{each:010}" for each in of[0]],
        "rules": not of[1] or file.timetable().rules.gap == of[1][-1],
        "received": sorted(received.values()) == of[2],
        "bytes": contents == [content_of(each) for each in received.values()],
        "sent": sorted(each.utc for each in file.collection.sent()) == of[3],
    }
    return ", ".join(name for name, same in whole.items() if not same)


_FIRST = 2
"""The first act makes the file."""
