"""A whole centre, from the list to the bordereaux, and what each line must say by plain bookkeeping.

``python -m tests.application.centre.whole_centre 600`` does it with that many candidates and prints what each
step took.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import python_calamine

from btstc_jury.application.centre.collecting import collect
from btstc_jury.application.centre.collection import choose, stock_of
from btstc_jury.application.centre.importing import Author, preview, take_in
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.application.centre.sending import hand_outs, make_hand_out
from btstc_jury.application.centre.slips import SlipBy, slips
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.views.centre.board import counts
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
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
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Countersignature, Fraud
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.exchange.bordereau import bordereau_csv, bordereau_xlsx
from btstc_jury.exchange.candidate_lists import read_bytes
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.exchange.list_sheets import read_list_sheets
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.system.files import remove_file
from tests.centres import CENTRE
from tests.collected_files import TestTools
from tests.each_status import COMPLIANT, DOUBT, FRAUD, HERE, Orals
from tests.fakes import FakeClock

FORMS = ("e4-ponctuel",) * 4 + ("e4-ccf-1",) * 2 + ("e6-ponctuel",) * 6
"""Of the twelve commissions."""
KINDS = (("E4 ponctuel", "E4", 28), ("E4 CCF", "E4", 34), ("E6 ponctuel", "E6", 38))
"""As the list says it, its exam, and how many in a hundred."""
OUTCOMES = (
    ("signed", 66),
    ("unsigned", 8),
    ("absent", 6),
    ("justified", 3),
    ("open", 4),
    ("reserved", 4),
    ("withheld", 3),
    ("planned", 6),
)
SCHOOLS = ("Lycée Gide", "Lycée Sand", "Lycée Hugo", "Lycée Weil", "Lycée Curie")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class Person:
    """What the books say of one candidate. ``told``: as the list has the exam; ``mark``: proposed."""

    number: str
    last: str
    school: str
    told: str
    extra: bool
    outcome: str = ""
    mark: Decimal | None = None
    commission: int = 0

    @property
    def exam(self) -> str:
        return self.told[:2]


@dataclass
class Books:
    people: dict[str, Person] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.took[name] = self.took.get(name, 0.0) + time.perf_counter() - begun

    def outcomes(self) -> Counter[str]:
        return Counter(each.outcome for each in self.people.values())


def invented(number: int, rng: random.Random) -> Books:
    books = Books()
    shares = [each for kind, _, share in KINDS for each in [kind] * share]
    for place in range(number):
        last = "".join(_LETTERS[place // 26**power % 26] for power in (2, 1, 0))
        person = Person(
            f"02{place:08}",
            f"NOM{last}",
            rng.choice(SCHOOLS),
            shares[place * 100 // number % 100] if number >= 100 else shares[rng.randrange(100)],
            extra=place % 12 == 0,
        )
        books.people[person.number] = person
    return books


def list_of(books: Books, rng: random.Random) -> bytes:
    """As a ministry's program writes it, in any order."""
    lines = ["Session : 2027", "Liste : liste simple", "", "N° Candidat;Nom de famille;Prénom(s);"]
    lines[3] += "Date de Naissance;Établissement;Enseignements;Temps majoré"
    people = list(books.people.values())
    rng.shuffle(people)
    for each in people:
        extra = "1/3" if each.extra else ""
        lines.append(f"{each.number};{each.last};Alix;01/02/2005;{each.school};{each.told};{extra}")
    return "\r\n".join(lines).encode("utf-8-sig")


def the_days(days: int) -> Timetable:
    """Twelve commissions of three, long half-days from Monday on."""
    windows = []
    for day in range(days):
        monday = datetime.fromisoformat("2027-05-17T00:00") + timedelta(days=day)
        for begins, ends in ((8, 13), (13.5, 19.5)):
            windows.append(Window(monday + timedelta(hours=begins), monday + timedelta(hours=ends)))
    jurors, commissions = {}, {}
    for number, form in enumerate(FORMS, 1):
        seats = (Role.EG, Role.STI, Role.PROFESSIONAL)
        own = range(3 * number - 2, 3 * number + 1)
        for identity, role in zip(own, seats, strict=True):
            jurors[identity] = CentreJuror(identity, f"Membre {identity}", role)
        room = number if form == "e4-ponctuel" else 0
        commissions[number] = CentreCommission(
            number, str(number), form, f"B{number:02}", room, tuple(own), tuple(windows)
        )
    rooms = {each: PreparationRoom(each, f"Préparation {each}", 3) for each in range(1, 5)}
    lunch = (
        datetime.fromisoformat("2027-05-17T13:00").time(),
        datetime.fromisoformat("2027-05-17T13:30").time(),
    )
    return Timetable(rules=PlacingRules(lunch=lunch), jurors=jurors, rooms=rooms, commissions=commissions)


def played(books: Books, office: Office, clock: FakeClock, rng: random.Random) -> None:
    """Each oral of a commission's file as the books have it."""
    orals = Orals(office, clock)
    for summary in office.file.index.all():
        person = books.people[summary.number]
        _play(orals, summary.oral, person, rng)


def _play(orals: Orals, oral: int, person: Person, rng: random.Random) -> None:
    match person.outcome:
        case "planned":
            return
        case "absent":
            orals.act(oral, ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)))
            return
        case "justified":
            orals.act(oral, ev.AbsenceRecorded(Absence(AbsenceKind.JUSTIFIED, "certificat du jour")))
            return
    reserved = person.outcome == "reserved"
    orals.act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(DOUBT if reserved else COMPLIANT))
    orals.conduct(oral, orals.office.session.jurors)
    if person.outcome == "open":
        return
    if reserved and orals.office.oral(oral).form.dossier.told_of_reserve:
        orals.act(oral, ev.CandidateInformed())
    if person.outcome == "withheld":
        report = Fraud(FRAUD.facts, FRAUD.witnesses, Countersignature.REFUSED, "dit avoir lu l’heure")
        orals.act(oral, ev.FraudReported(report))
    for criterion in orals.office.oral(oral).form.criteria:
        orals.act(oral, ev.Rated(criterion.number, "S"))
    person.mark = Decimal(rng.randrange(0, 41)) / 2
    orals.act(oral, ev.MarkProposed(person.mark))
    orals.act(oral, ev.TextWritten(TextField.APPRECIATION, "Propre et net."), ev.Finalised())
    if person.outcome != "unsigned":
        for juror in orals.office.session.jurors:
            orals.act(oral, ev.GridSigned(Signature(juror.key, Means.PAPER)))


@dataclass
class Week:
    """What is left to be looked at, the centre's file still open."""

    books: Books
    office: CentreOffice
    contradictory: Person
    rows: dict[SlipBy, dict[str, list[dict[str, str]]]]
    listed: bytes
    """The list that it began with."""
    brought: Sequence[Path]
    """What the commissions brought back."""


@contextmanager
def a_week(number: int, folder: Path, seed: int = 1, days: int = 5) -> Iterator[Week]:
    """From the list to what is written, everything made and read through files."""
    rng = random.Random(seed)
    books = invented(number, rng)
    weighed = [name for name, share in OUTCOMES for _ in range(share)]
    for place, each in enumerate(books.people.values()):
        # Every outcome at least once, whatever the number.
        each.outcome = OUTCOMES[place][0] if place < len(OUTCOMES) else rng.choice(weighed)
    clock = FakeClock()
    library = FormLibrary(form_folders())
    act = CentreAct(1, "Alix", "Fichier créé.")
    with closing(SqliteCentreFiles().create(folder / "centre.btscentre", CENTRE, act)) as file:
        office = CentreOffice(file, library, clock, "Alix")
        with books.step("list"):
            listed = list_of(books, rng)
            raw, heading = read_bytes("liste.csv", listed, read_list_sheets)
            take_in(file, preview(file, raw, heading), Author("Alix", 2))
            office.forget()
        with books.step("placing"):
            base = office.timetable
            days_of = the_days(days)
            office.replan(
                replace(days_of, candidates=base.candidates, forms=base.forms), "Commissions ajoutées"
            )
            placed = first_fit(office.timetable)
            assert not list(unplaced(placed)), len(list(unplaced(placed)))
            office.replan(placed, "Journées placées")
        numbers = {each.identity: each.candidate.number for each in office.candidates}
        for slot in placed.slots.values():
            books.people[numbers[slot.candidate]].commission = slot.commission
        stick = folder / "clés"
        stick.mkdir()
        desk = Desk(SqliteExamFiles(), library, clock)
        with books.step("files"):
            for given in hand_outs(office.timetable, ()):
                make_hand_out(office, desk, given, stick, "", remove_file)
        paths = sorted(stick.glob("[!.]*.btsjury"))
        assert len(paths) == len(FORMS)
        early = folder / "midi"
        early.mkdir()
        with books.step("orals (the commissions')"):
            for path in paths:
                (early / path.name).write_bytes(path.read_bytes())
                exam, _ = open_file(desk, path)
                with closing(exam):
                    played(books, exam, clock, rng)
        chosen = next(each.number for each in books.people.values() if each.outcome == "open")
        parted = _parted(books, desk, clock, paths, folder, chosen)
        with books.step("collect"):
            brought = [*paths, *early.iterdir(), paths[3], paths[7], parted]
            rng.shuffle(brought)
            tools = TestTools(file.path)
            for at in range(0, len(brought), 5):
                collect(office, brought[at : at + 5], tools)
        with books.step("bordereaux (4 kinds, CSV and XLSX)"):
            rows = every_slip(office)
        yield Week(books, office, books.people[chosen], rows, listed, brought)


def every_slip(office: CentreOffice) -> dict[SlipBy, dict[str, list[dict[str, str]]]]:
    """The lines of every bordereau."""
    return {by: {each.name: _both(each.view) for each in slips(office, by)} for by in SlipBy}


def _parted(
    books: Books, desk: Desk, clock: FakeClock, paths: Sequence[Path], folder: Path, number: str
) -> Path:
    """Another copy of a file, in which an oral still open went on otherwise: both then did."""
    path = paths[0]
    for each in paths:
        exam, _ = open_file(desk, each)
        with closing(exam):
            if any(summary.number == number for summary in exam.file.index.all()):
                path = each
    copy = folder / "autre poste.btsjury"
    copy.write_bytes(path.read_bytes())
    for at, mark in ((path, "12.5"), (copy, "11")):
        exam, _ = open_file(desk, at)
        with closing(exam):
            oral = next(each.oral for each in exam.file.index.all() if each.number == number)
            exam.act(oral, ev.MarkProposed(Decimal(mark)))
    books.people[number].outcome = "contradictory"
    return copy


def _both(view: object) -> list[dict[str, str]]:
    """The lines of the CSV, which those of the XLSX are."""
    text = bordereau_csv(view).decode("utf-8-sig")  # type: ignore[arg-type]
    lines = list(csv.reader(StringIO(text), delimiter=";"))
    found = [dict(zip(lines[0], each, strict=True)) for each in lines[1:]]
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(bordereau_xlsx(view)))  # type: ignore[arg-type]
    cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    head = next(place for place, row in enumerate(cells) if row and row[0] == "numéro")
    sheet = [[_cell(each) for each in row] for row in cells[head + 1 :] if any(row)]
    assert [[_bare(each) for each in row.values()] for row in found] == sheet
    return [{name: _bare(each) for name, each in row.items()} for row in found]


def _bare(cell: str) -> str:
    """Without what keeps a spreadsheet from taking the zeros away."""
    return cell[2:-1] if cell.startswith('="') else cell


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


_LABELS: Mapping[str, str] = {
    "signed": "Présent, noté",
    "unsigned": "Présent, noté",
    "absent": "Absent (AB)",
    "justified": "Absent justifié, force majeure",
    "reserved": "Sous réserve",
    "withheld": "Résultat retenu",
    "planned": "Non reçue",
    "contradictory": "Version à choisir",
}


def faults_of(rows: Sequence[Mapping[str, str]], people: Sequence[Person]) -> Iterator[str]:
    """Where the lines aren't those of these people, or say something else than the books."""
    by_number = {row["numéro"]: row for row in rows}
    if len(by_number) != len(rows) or sorted(by_number) != sorted(each.number for each in people):
        yield f"{len(rows)} lines for {len(people)} people"
    for each in people:
        row = by_number.get(each.number)
        if row is not None:
            yield from _faults_of_line(each, row)


def _faults_of_line(person: Person, row: Mapping[str, str]) -> Iterator[str]:
    ccf = person.told.endswith("CCF")
    known = person.outcome not in {"planned", "contradictory"}
    column = "note proposée situation 1" if ccf and known else "note proposée"
    others = {"note proposée", "note proposée situation 1", "note proposée situation 2"} - {column}
    mark = "" if person.mark is None else f"{person.mark.normalize():f}".replace(".", ",")
    checks = {
        "mark": (row[column], mark),
        "other marks": ("".join(row[each] for each in others), ""),
        "name": (row["nom"], person.last),
        "exam": (row["épreuve"], person.exam),
        "decided": (row["note arrêtée par le jury"], ""),
    }
    yield from (
        f"{person.number} {person.outcome}: {what} {found!r}, {due!r} due"
        for what, (found, due) in checks.items()
        if found != due
    )
    label, missing = _LABELS.get(person.outcome), row["ce qui manque"]
    if label is not None and label.lower() not in row["statut"].lower():
        yield f"{person.number} {person.outcome}: status {row['statut']!r}"
    waits = person.outcome in {"planned", "contradictory", "open", "unsigned"}
    if waits and not missing:
        yield f"{person.number} {person.outcome}: nothing is said to be missing"
    on_paper = "original signé sur papier, à joindre" if person.outcome == "signed" else ""
    if not ccf and person.outcome in {"signed", "absent", "justified"} and missing != on_paper:
        yield f"{person.number} {person.outcome}: missing {missing!r}"
    if ccf and known and "situation 2" not in missing:
        yield f"{person.number}: nobody says that situation 2 isn't known"


def board_faults(week: Week) -> Iterator[str]:
    found, outcomes = counts(stock_of(week.office)), week.books.outcomes()
    due = {
        "expected": len(week.books.people),
        "received": len(week.books.people) - outcomes["planned"],
        "not_received": outcomes["planned"],
        "unsettled": outcomes["open"],
        "unsigned": outcomes["unsigned"],
        "reserved": outcomes["reserved"],
        "withheld": outcomes["withheld"],
        "absent": outcomes["absent"] + outcomes["justified"],
        "contradictory": outcomes["contradictory"],
        "unconfirmed": 0,
        "strays": 0,
    }
    yield from (
        f"board, {name}: {found[name]}, {count} due" for name, count in due.items() if found[name] != count
    )


def every_fault(week: Week) -> list[str]:
    """Of every bordereau, against the books."""
    people = list(week.books.people.values())
    parts: dict[SlipBy, dict[str, list[Person]]] = {each: {} for each in SlipBy}
    for each in people:
        parts[SlipBy.CENTRE].setdefault("", []).append(each)
        parts[SlipBy.COMMISSION].setdefault(f"commission {each.commission}", []).append(each)
        parts[SlipBy.SCHOOL].setdefault(each.school, []).append(each)
        parts[SlipBy.EXAM].setdefault(each.exam, []).append(each)
    found = list(board_faults(week))
    for by, named in parts.items():
        if sorted(named) != sorted(week.rows[by]):
            found.append(f"{by}: {sorted(week.rows[by])} for {sorted(named)}")
        for name, members in named.items():
            found += [f"{by} {name}: {each}" for each in faults_of(week.rows[by].get(name, []), members)]
    return found


def decide(week: Week) -> None:
    """Somebody chooses one of the two versions, both still open."""
    person = week.contradictory
    oral = next(
        each.oral
        for each in stock_of(week.office).awaited
        if each.oral is not None and each.oral.contradictory
    )
    choose(week.office, oral, oral.versions[0], "la plus récente")
    person.outcome = "open"
    week.rows = every_slip(week.office)


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    with TemporaryDirectory() as folder, a_week(number, Path(folder)) as week:
        faults = every_fault(week)
        decide(week)
        faults += every_fault(week)
        for name, seconds in week.books.took.items():
            sys.stdout.write(f"{name}: {seconds:.1f} s\n")
        sys.stdout.write("\n".join([f"{number} candidates, {len(faults)} faults", *faults[:40], ""]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
