"""A commission and its jurors' laptops, each with a clock and a folder of its own, in one process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from btstc_jury.application import laptops
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.candidate import Accommodation
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration, Instant
from btstc_jury.domain.session import FileKind
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import START, FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, NO_ACCOMMODATION, make_form, make_plan, make_session


@dataclass
class Laptop:
    """One machine. ``desk``: its clock is its own."""

    folder: Path
    clock: FakeClock
    desk: Desk

    @classmethod
    def at(cls, folder: Path, ahead: float = 0, form: Form | None = None) -> Laptop:
        """``ahead``: seconds by which its wall clock is ahead."""
        folder.mkdir()
        boot = f"boot-{folder.name}"
        wall = Instant(START.us + Duration.seconds(ahead).us)
        clock = FakeClock(wall.us, 7_000_000 + len(boot), boot, f"process-{folder.name}")
        return cls(folder, clock, Desk(SqliteExamFiles(), FakeLibrary(form or make_form()), clock))

    def open(self, path: Path, key: FileKey | None = None) -> Office:
        return open_file(self.desk, path, key)[0]


def commission(
    laptop: Laptop, kind: FileKind = FileKind.EXAM, accommodation: Accommodation = NO_ACCOMMODATION
) -> Office:
    """Two orals planned, nothing begun."""
    session = replace(make_session(), kind=kind)
    office = create_file(laptop.desk, laptop.folder / "examen.btsjury", session)
    form = next(iter(laptop.desk.library.keys()))
    office.plan(make_plan(accommodation=accommodation), form)
    office.plan(make_plan("0002", "Second", "Lou"), form)
    return office


def sit(office: Office, oral: int = 1) -> None:
    office.act(oral, do.Open(JURORS))
    office.act(oral, do.Start())


def note(office: Office, text: str, juror: str, sign: Sign = Sign.NONE, criterion: int | None = None) -> None:
    """A personal remark, in the juror's file or in the commission's."""
    content = RemarkText(text, sign, criterion, juror, personal=True)
    office.act(1, do.AddRemark(office.now(), content))


def rate(office: Office, juror: str, level: str, mark: str, oral: int = 1) -> None:
    for criterion in office.oral(oral).form.criteria:
        office.act(oral, ev.OpinionRated(juror, criterion.number, level))
    office.act(oral, ev.OpinionMarked(juror, Decimal(mark)))


def finish(office: Office, oral: int = 1) -> None:
    """The phases that are left, and the end."""
    while office.oral(oral).phase != len(office.oral(oral).form.phases) - 1:
        office.act(oral, do.NextPhase())
    office.act(oral, ev.Ended())


def sealed(laptop: Laptop, path: Path, key: FileKey | None = None) -> laptops.SealedOpinion:
    """As the commission's laptop reads it."""
    return laptops.read_sealed(laptop.desk.files.to_read, path, key)  # type: ignore[attr-defined]
