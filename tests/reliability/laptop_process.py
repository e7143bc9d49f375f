"""One laptop as a process of its own: it has a folder and a clock, and does what it reads, a JSON line each.

Started as ``python -m tests.reliability.laptop_process FOLDER``. A line is ``[act, {arguments}]``; the answer
is a line of JSON, written once what was done is durable.
"""

from __future__ import annotations

import json
import os
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from btstc_jury.application import laptops
from btstc_jury.application.evaluation import evaluation_of
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.application.views.grid import grid_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign, TextField
from btstc_jury.domain.moments import Duration, Instant
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.oral import remarks_told
from btstc_jury.domain.refusals import Refusal
from btstc_jury.domain.session import FileKind
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import START, FakeClock, FakeLibrary
from tests.forms_for_tests import COMPLIANT, JURORS, explained, make_form, make_plan, make_session

KEY = FileKey(raw=bytes(range(1, 33)))
"""Costs no derivation."""


class Machine:
    """``ahead``: seconds by which the wall clock is wrong; ``at``: seconds since the test began."""

    def __init__(self, folder: Path, ahead: float = 0, at: float = 0) -> None:
        self._folder = folder
        wall = Instant(START.us + Duration.seconds(ahead + at).us)
        mono = 5_000_000 + Duration.seconds(at).us
        self._clock = FakeClock(wall.us, mono, f"boot-{folder.name}", f"{os.getpid()}")
        self._files = SqliteExamFiles()
        self._desk = Desk(self._files, FakeLibrary(make_form()), self._clock)
        self._open: Office | None = None

    @property
    def _office(self) -> Office:
        assert self._open is not None
        return self._open

    def create(self, name: str) -> None:
        self._open = create_file(self._desk, self._folder / name, make_session(FileKind.EXAM))
        self._open.plan(make_plan(), "essai")
        self._open.act(1, COMPLIANT)

    def open(self, name: str, *, encrypted: bool = False) -> None:
        self._open, _ = open_file(self._desk, self._folder / name, KEY if encrypted else None)

    def close(self) -> None:
        self._office.close()
        self._open = None

    def wait(self, seconds: float) -> None:
        self._clock.advance(Duration.seconds(seconds))

    def beat(self) -> None:
        self._office.file.heart.beat(self._clock.now())

    def sit(self) -> None:
        self._office.act(1, do.Open(JURORS))

    def start(self) -> None:
        laptops.begin(self._office)

    def take_clock(self, elapsed: float) -> None:
        laptops.take_clock(self._office, Duration.seconds(elapsed))

    def next_phase(self) -> None:
        self._office.act(1, do.NextPhase())

    def end(self) -> None:
        self._office.act(1, ev.Ended())

    def count_gaps(self) -> int:
        gaps = self._office.oral(1).pending_gaps
        for gap in gaps:
            self._office.act(1, ev.GapDecided(gap, counted=True))
        return len(gaps)

    def note(self, juror: str, text: str, sign: str = "", criterion: int | None = None) -> None:
        content = RemarkText(text, Sign(sign), criterion, juror, personal=True)
        self._office.act(1, do.AddRemark(self._clock.now(), content), juror)

    def opine(self, juror: str, levels: str, mark: str, *, give: bool = True) -> None:
        """On screen, or as the sheet of a juror on paper is entered: the acts are the same."""
        criteria = self._office.oral(1).form.criteria
        for criterion, level in zip(criteria, levels.split(), strict=True):
            self._office.act(1, ev.OpinionRated(juror, criterion.number, level), juror)
        self._office.act(1, ev.OpinionMarked(juror, Decimal(mark)), juror)
        if give:
            self._office.act(1, ev.OpinionGiven(juror), juror)

    def invite(self, juror: str, name: str, *, encrypted: bool = False) -> str:
        path = self._folder / name
        return str(laptops.invite(self._office, self._desk, 1, juror, path, KEY if encrypted else None).path)

    def seal(self) -> int:
        return laptops.seal(self._office).number

    def bring(self, name: str, *, encrypted: bool = False) -> list[str]:
        try:
            read = laptops.read_sealed(self._files.to_read, self._folder / name, KEY if encrypted else None)
            brought = laptops.bring(self._office, read)
        except Refusal as refused:
            return ["refused", refused.reason.value]
        return [brought.outcome.value, brought.shown]

    def separate(self) -> None:
        self._office.act(1, ev.ModeChosen(OpinionMode.SEPARATE))

    def result(self) -> dict[str, Any]:
        """Revealed and settled: all that the commission's file comes to, but for the journal itself."""
        office = self._office
        office.act(1, ev.Revealed())
        oral = office.oral(1)
        for criterion in oral.form.criteria:
            if criterion.number not in oral.ratings:
                office.act(1, ev.Rated(criterion.number, "S"))
                office.act(1, ev.ReasonGiven(criterion.number, "après échange"))
        office.act(1, ev.MarkProposed(Decimal("12.5")))
        office.act(1, ev.ReasonGiven(None, "après échange"))
        office.act(1, ev.TextWritten(TextField.APPRECIATION, "Un oral maîtrisé de bout en bout."))
        for act in explained(office.oral(1)):
            office.act(1, act)
        office.act(1, ev.Finalised())
        data = evaluation_of(office, 1, grid_view(office, 1, annex=True, to_sign=True), with_remarks=True)
        told: dict[str, Any] = msgspec.to_builtins(data, enc_hook=str)
        del told["journal"], told["grid"]["journal"]
        remarks = [[each.content.author, each.phase, each.at.us] for each in remarks_told(office.oral(1))]
        return {"evaluation": told, "remarks": remarks}


def main(folder: str, ahead: str, at: str) -> None:
    machine = Machine(Path(folder), float(ahead), float(at))
    for line in sys.stdin:
        act, arguments = json.loads(line)
        sys.stdout.write(f"{json.dumps(getattr(machine, act)(**arguments))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
