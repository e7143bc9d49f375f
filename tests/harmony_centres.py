"""A centre whose jurors gave opinions of their own, and what the books say that each of them gave."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Table, delete

from btstc_jury.application.centre.heard import GivenOpinion, Gleaned, HeardOral
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.application.centre.receipts import Deposit
from btstc_jury.application.centre.sending import hand_outs, make_hand_out
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.collected import OralFacts, Version
from btstc_jury.domain.centre.placing import first_fit, unplaced
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    CentreJuror,
    PlacingRules,
    PreparationRoom,
    Timetable,
    Window,
)
from btstc_jury.domain.commission import Role
from btstc_jury.domain.exam import Held
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.standing import Stage, Status
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.collection_tables import HEARD, HEARD_FORM, PASSAGE
from btstc_jury.storage.centre.data import FileData, Statement
from btstc_jury.storage.centre.file import SqliteCentreFile
from btstc_jury.system.files import remove_file
from tests.centres import MemoryCentre, a_centre, an_office, some_candidates
from tests.each_status import COMPLIANT, HERE, Orals
from tests.fakes import FakeClock

_MEMORY = Path("/dev/shm")
"""Where no act waits for a disk."""
SIZES: Mapping[int, int] = {1: 9, 2: 8, 3: 3}
"""How many each commission hears."""
NAMES: Mapping[int, tuple[str, str, str]] = {
    1: ("Mme Okoye", "M. Santos", "M. Ferrand"),
    2: ("Mme Weiss", "M. Santos", "Mme Petit"),
    3: ("Mme Adjani", "M. Dreux", "M. Roux"),
}
"""M. Santos of 1 isn't M. Santos of 2."""


@dataclass(frozen=True)
class Sheet:
    """``given``: by each juror, mark and levels by criterion; ``minutes``: of each phase."""

    number: str
    commission: int
    mark: Decimal
    levels: Mapping[int, str]
    given: tuple[tuple[Decimal, Mapping[int, str]], ...]
    minutes: tuple[int, ...]


def a_sheet(number: str, commission: int, form: Form, rng: random.Random) -> Sheet:
    """Commission 2 is three points above the others; criterion 2 is hardly ever assessed."""
    middle = rng.gauss(11 + 3 * (commission == 2), 2.5)
    scale = [each.letters for each in form.levels]

    def marked(around: float) -> Decimal:
        return Decimal(min(max(round(rng.gauss(around, 1.2) * 2), 0), 40)) / 2

    def levels(around: float) -> dict[int, str]:
        found = {}
        for place, each in enumerate(form.criteria, 1):
            rank = min(max(round(rng.gauss(around / 6, 0.6)), 0), len(scale) - 1)
            found[each.number] = "NE" if place == 2 and rng.random() < 0.6 else scale[rank]
        return found

    given = tuple((marked(middle), levels(middle)) for _ in range(3))
    minutes = tuple(rng.randint(3, 12) for _ in form.phases)
    return Sheet(number, commission, marked(middle), levels(middle), given, minutes)


@dataclass(frozen=True)
class Marked:
    """``centre``: the file as it was once the files were handed out; ``files``: by commission, as they come
    back.
    """

    centre: bytes
    files: Mapping[int, bytes]
    sheets: Mapping[str, Sheet]


def the_day() -> Timetable:
    windows = []
    for day in range(3):
        monday = datetime.fromisoformat("2027-05-17T00:00") + timedelta(days=day)
        windows += [
            Window(monday + timedelta(hours=begins), monday + timedelta(hours=ends))
            for begins, ends in ((8, 13), (13.5, 19.5))
        ]
    jurors, commissions = {}, {}
    for number, names in NAMES.items():
        own = range(3 * number - 2, 3 * number + 1)
        for identity, name, role in zip(own, names, (Role.EG, Role.STI, Role.PROFESSIONAL), strict=True):
            jurors[identity] = CentreJuror(identity, name, role)
        commissions[number] = CentreCommission(
            number, str(number), "e4-ponctuel", f"B{number:02}", number, tuple(own), tuple(windows)
        )
    rooms = {each: PreparationRoom(each, f"Préparation {each}", 3) for each in commissions}
    rules = PlacingRules(lunch=(windows[0].ends.time(), windows[1].begins.time()))
    return Timetable(rules=rules, jurors=jurors, rooms=rooms, commissions=commissions)


@cache
def marked_centre() -> Marked:
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        return _made(Path(folder))


def _made(folder: Path) -> Marked:
    clock, rng = FakeClock(), random.Random(7)
    library = FormLibrary(form_folders())
    people = [each._replace(exams="E4 ponctuel") for each in some_candidates(sum(SIZES.values()))]
    with closing(an_office(a_centre(folder, people, the_day()), clock)) as office:
        office.replan(_placed(office.timetable), "Journées placées")
        desk = Desk(SqliteExamFiles(), library, clock)
        made = {
            given.commission.identity: make_hand_out(office, desk, given, folder, "", remove_file).path
            for given in hand_outs(office.timetable, ())
        }
    sheets: dict[str, Sheet] = {}
    for commission, path in made.items():
        exam, _ = open_file(desk, path)
        with closing(exam):
            orals = Orals(exam, clock)
            for each in exam.file.index.all():
                sheet = a_sheet(each.number, commission, exam.oral(each.oral).form, rng)
                sheets[each.number] = sheet
                hear(orals, each.oral, sheet)
    files = {commission: path.read_bytes() for commission, path in made.items()}
    return Marked((folder / "centre.btscentre").read_bytes(), files, sheets)


def _placed(day: Timetable) -> Timetable:
    """Each commission its own number of them."""
    people = iter(sorted(day.candidates))
    placed = day
    for commission, size in SIZES.items():
        ours = {identity: day.candidates[identity] for _, identity in zip(range(size), people, strict=False)}
        alone = replace(day, candidates=ours, commissions={commission: day.commissions[commission]})
        found = first_fit(alone)
        assert not list(unplaced(found))
        placed = replace(placed, slots={**placed.slots, **found.slots})
    return placed


def hear(orals: Orals, oral: int, sheet: Sheet, *, reveal: bool = True) -> None:
    """``reveal``: before it is settled, as it must be."""
    act, office = orals.act, orals.office
    jurors = office.session.jurors
    act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT), do.Open(jurors), do.Start())
    for place, minutes in enumerate(sheet.minutes):
        if place:
            act(oral, do.NextPhase())
        orals.clock.advance(Duration.minutes(minutes))
    act(oral, ev.Ended(), ev.ModeChosen(OpinionMode.SEPARATE))
    for juror, (mark, levels) in zip(jurors, sheet.given, strict=True):
        act(oral, *(ev.OpinionRated(juror.key, number, letters) for number, letters in levels.items()))
        act(oral, ev.OpinionMarked(juror.key, mark), ev.OpinionGiven(juror.key))
    if not reveal:
        return
    act(oral, ev.Revealed())
    known = office.oral(oral)
    for number, letters in sheet.levels.items():
        if letters not in {levels[number] for _, levels in sheet.given}:
            act(oral, ev.ReasonGiven(number, "vu ensemble"))
        if known.ratings.get(number) != letters:
            act(oral, ev.Rated(number, letters))
    if sheet.mark not in {mark for mark, _ in sheet.given}:
        act(oral, ev.ReasonGiven(None, "vu ensemble"))
    act(oral, ev.MarkProposed(sheet.mark), ev.TextWritten(TextField.APPRECIATION, "Net."), ev.Finalised())


def open_centre(folder: Path) -> CentreOffice:
    """Nothing came back yet."""
    path = folder / "centre.btscentre"
    path.write_bytes(marked_centre().centre)
    return an_office(SqliteCentreFiles().open(path))


def brought(folder: Path, commissions: Sequence[int] = tuple(SIZES)) -> list[Path]:
    found = []
    for each in commissions:
        path = folder / f"commission {each}.btsjury"
        path.write_bytes(marked_centre().files[each])
        found.append(path)
    return found


def a_large_centre(commissions: int = 12, orals: int = 50) -> CentreOffice:
    """In memory, all of it come back. Names are long."""
    library = FormLibrary(form_folders())
    form, rng = library.get("e4-ponctuel"), random.Random(3)
    numbers = range(1, commissions * orals + 1)
    people = [
        CentreCandidate(number=f"{each:010}", last_name=f"DE LA ROCHEFOUCAULD-{each:04}", first_names="Anaïs")
        for each in numbers
    ]
    sittings = {
        each: CentreCommission(each, str(each), "e4-ponctuel", f"B{each:02}")
        for each in range(1, commissions + 1)
    }
    file = MemoryCentre(*people, timetable=Timetable(commissions=sittings))
    versions, heard = [], []
    for each in numbers:
        commission = (each - 1) // orals + 1
        sheet = a_sheet(f"{each:010}", commission, form, rng)
        held = Held(situation=0, on=date(2027, 5, 18), status=Status.NORMAL, oral=each, mark=sheet.mark)
        facts = OralFacts(
            candidate=Candidate(sheet.number, f"DE LA ROCHEFOUCAULD-{each:04}", "Anaïs"),
            held=held,
            stage=Stage.FINALISED,
            exam="E4",
            form=form.key,
            form_name=form.name,
            year=2027,
            centre="Lycée Fictif",
            commission=str(commission),
        )
        receipt = f"{commission:064}"
        versions.append(Version(receipt, f"{commission:02}", each, 1, (each.to_bytes(32, "big"),), facts))
        names = [f"Mme Membre-{seat} de la commission au nom long" for seat in range(1, 4)]
        heard.append(
            HeardOral(
                receipt=receipt,
                file=f"{commission:02}",
                oral=each,
                form=form.hash,
                levels=tuple(sorted(sheet.levels.items())),
                opinions=tuple(
                    GivenOpinion(name, mark, tuple(sorted(levels.items())))
                    for name, (mark, levels) in zip(names, sheet.given, strict=True)
                ),
                phases=tuple((at, minutes * 60_000_000) for at, minutes in enumerate(sheet.minutes)),
            )
        )
    known = Gleaned(tuple(heard), {form.hash: form})
    file.collection.keep(Deposit(CentreAct(9, "Alix", "Dépôts"), versions=versions, gleaned=known))
    return an_office(file)


def forget_gleaned(office: CentreOffice) -> None:
    """As a file is whose receipts came before it was kept."""
    _forget(office, HEARD, HEARD_FORM)


def forget_texts(office: CentreOffice) -> None:
    """As a file is whose receipts came before there was a search."""
    _forget(office, PASSAGE)
    file = office.file
    assert isinstance(file, SqliteCentreFile)
    assert isinstance(file._data, FileData)
    file._data.database.raw.execute("DROP TABLE IF EXISTS passage_words")


def _forget(office: CentreOffice, *tables: Table) -> None:
    file = office.file
    assert isinstance(file, SqliteCentreFile)

    def forget(_number: int) -> None:
        for table in tables:
            file._data.write(Statement(delete(table)), [[]])

    file._keep(CentreAct(8, "Alix", "Oubli"), forget, None)
