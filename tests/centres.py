"""Centres for tests: one in memory, one in a file, and the day of the picture ``centre-journee.png``.

``picture_day`` has one fault, on purpose: KERN has no time to prepare the E4 of 10:50 after the E6. Names are
fictional.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from btstc_jury.application.centre.heard import Gleaned
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.ports import CentreAct, CentreFile, Enrolled, Enrolment, Place
from btstc_jury.application.centre.receipts import Deposit, Receipt
from btstc_jury.application.centre.words import Seen, VersionKey, words_of_version
from btstc_jury.application.finding import Passage, Term, matches
from btstc_jury.application.passphrases import FileKey
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.collected import Choice, SentFile, Tie, Version
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    CentreJuror,
    FormTimes,
    PreparationRoom,
    SlotKey,
    Timetable,
    Window,
    Wish,
    slot_at,
)
from btstc_jury.domain.commission import Role
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.file import SqliteCentreFile
from tests.fakes import FakeClock
from tests.memory_file import MemoryProtection

CENTRE = Centre("Lycée Fictif", 2027, "0921234A")
MADE = CentreAct(1, "Alix", "Fichier créé.")
ACT = CentreAct(2, "Alix", "Liste reçue.")

FORMS: Mapping[str, FormTimes] = {
    "e4-ponctuel": FormTimes("E4", in_ccf=False, preparation=50, oral=50),
    "e4-ccf-1": FormTimes("E4 S1", in_ccf=True, preparation=0, oral=20),
    "e6-ponctuel": FormTimes("E6", in_ccf=False, preparation=0, oral=60),
}
"""Some of the arrêté's."""


def at(hour: str, day: int = 18) -> datetime:
    """``hour``: « 08:50 »; of May 2027, of which the 18th is a Tuesday."""
    return datetime.fromisoformat(f"2027-05-{day:02}T{hour}")


def window(begins: str, ends: str, day: int = 18) -> Window:
    return Window(at(begins, day), at(ends, day))


def some_candidates(number: int) -> tuple[CentreCandidate, ...]:
    """Of four schools; one in ten has a third of extra time."""
    return tuple(
        CentreCandidate(
            number=f"{each:010}",
            last_name=f"NOM{each:04}",
            first_names="Prénom",
            school=f"Lycée {each % 4 + 1}",
            school_code=f"092000{each % 4}A",
            exams="E4 ponctuel, E6 ponctuel",
            extra_time=Fraction(1, 3) if each % 10 == 0 else None,
        )
        for each in range(1, number + 1)
    )


_PICTURED = (
    ("MOREAU", "Adèle"),
    ("BENALI", "Karim"),
    ("DIALLO", "Salimata"),
    ("FAURE", "Léo"),
    ("GARNIER", "Nora"),
    ("HAMEL", "Inès"),
    ("IMBERT", "Jules"),
    ("JOLY", "Pauline"),
    ("KERN", "Odile"),
    ("LOPEZ", "Mathis"),
    ("NGUYỄN", "Thị"),
    ("OLIVIER", "Émile"),
    ("PETIT-RADEL", "Zoé"),
)
_PLACED: Mapping[int, Sequence[tuple[str, str]]] = {
    1: [
        ("MOREAU", "08:50"),
        ("BENALI", "09:50"),
        ("DIALLO", "11:10"),
        ("FAURE", "14:20"),
        ("GARNIER", "15:20"),
        ("HAMEL", "16:20"),
    ],
    2: [("IMBERT", "08:50"), ("JOLY", "09:50"), ("KERN", "10:50"), ("LOPEZ", "14:20")],
    3: [("NGUYỄN", "08:00"), ("KERN", "09:10"), ("OLIVIER", "10:20"), ("PETIT-RADEL", "13:30")],
}


def pictured_candidates() -> tuple[CentreCandidate, ...]:
    """As they are numbered from 1 on; DIALLO has a third of extra time, LOPEZ is of Mme Okoye's school."""
    both = {"KERN": "E4 ponctuel, E6 ponctuel"}
    e6 = dict.fromkeys(("NGUYỄN", "OLIVIER", "PETIT-RADEL"), "E6 ponctuel")
    return tuple(
        CentreCandidate(
            number=f"02134560{each:02}",
            last_name=last,
            first_names=first,
            school="Lycée des Tilleuls" if last == "LOPEZ" else "Lycée Fictif",
            school_code="0921111B" if last == "LOPEZ" else "0921234A",
            exams=(both | e6).get(last, "E4 ponctuel"),
            extra_time=Fraction(1, 3) if last == "DIALLO" else None,
        )
        for each, (last, first) in enumerate(_PICTURED, 1)
    )


def picture_day() -> Timetable:
    """Three commissions, 13 candidates, 14 slots, one room to prepare in."""
    half_days = (window("08:00", "12:30"), window("13:30", "17:30"))
    jurors = [
        CentreJuror(1, "Mme Okoye", Role.EG, "professeure", "Lycée des Tilleuls", "0921111B"),
        CentreJuror(2, "M. Santos", Role.STI, "professeur", "Lycée du Parc", "0921112C"),
        CentreJuror(3, "Mme Weiss", Role.EG, "professeure", "Lycée du Parc", "0921112C"),
        CentreJuror(4, "M. Ferrand", Role.PROFESSIONAL, "directeur des ventes", hours=half_days),
        CentreJuror(5, "Mme Adjani", Role.EG, "professeure", "Lycée Montaigne", "0921113D"),
        CentreJuror(6, "M. Roux", Role.PROFESSIONAL, "chef de secteur"),
    ]
    commissions = [
        CentreCommission(1, "1", "e4-ponctuel", "B12", 1, (3, 4), half_days),
        CentreCommission(2, "2", "e4-ponctuel", "B14", 1, (1, 2), half_days),
        CentreCommission(3, "3", "e6-ponctuel", "C02", 0, (5, 6), half_days),
    ]
    day = Timetable(
        dict(enumerate(pictured_candidates(), 1)),
        FORMS,
        jurors={each.identity: each for each in jurors},
        rooms={1: PreparationRoom(1, "B10", 4)},
        commissions={each.identity: each for each in commissions},
        wishes={2: Wish(2, avoids=(1,), not_before=at("09:00"))},
    )
    identities = {last: each for each, (last, _) in enumerate(_PICTURED, 1)}
    slots = [
        slot_at(day, commission, SlotKey(identities[name], day.forms[commission.form].exam), at(hour))
        for commission in commissions
        for name, hour in _PLACED[commission.identity]
    ]
    return replace(day, slots={each.key: each for each in slots})


def manned(day: Timetable) -> Timetable:
    """``picture_day`` with the third juror of each commission, whom the form asks for."""
    sti, professional = Role.STI, Role.PROFESSIONAL
    thirds = {
        commission: CentreJuror(90 + commission, name, role)
        for commission, name, role in (
            (1, "M. Stein", sti),
            (2, "M. Prost", professional),
            (3, "M. Ito", sti),
        )
    }
    seated = {
        key: replace(each, jurors=(*each.jurors, thirds[key].identity)) if key in thirds else each
        for key, each in day.commissions.items()
    }
    jurors = {each.identity: each for each in thirds.values()}
    return replace(day, jurors={**day.jurors, **jurors}, commissions=seated)


class MemoryCollection:
    """See ``application.centre.receipts.CollectionStore``."""

    keeps_passphrases = False

    def __init__(self) -> None:
        self.kept: list[Deposit] = []

    def receipts(self) -> tuple[Receipt, ...]:
        by_name = {each.receipt.sha256: each.receipt for each in self.kept if each.receipt is not None}
        return tuple(sorted(by_name.values(), key=lambda each: each.utc))

    def content(self, sha256: str) -> bytes | None:
        found = (each.content for each in self.kept if each.receipt and each.receipt.sha256 == sha256)
        return next(found, None)

    def versions(self) -> tuple[Version, ...]:
        by_key = {(each.receipt, each.key): each for deposit in self.kept for each in deposit.versions}
        return tuple(by_key.values())

    def choices(self) -> tuple[Choice, ...]:
        return tuple(each for deposit in self.kept for each in deposit.choices)

    def ties(self) -> tuple[Tie, ...]:
        return tuple({each.of: each for deposit in self.kept for each in deposit.ties}.values())

    def sent(self) -> tuple[SentFile, ...]:
        return tuple({each.file: each for deposit in self.kept for each in deposit.sent}.values())

    def search(self, terms: Sequence[Term], limit: int) -> tuple[Seen, ...]:
        found = []
        for each in self.versions():
            passages = tuple(Passage(*told) for told in each.passages or each.facts.texts)
            words = words_of_version(each.facts, passages)
            if matches(words, terms):
                found.append(Seen(1, each.receipt, each.file, each.oral, words, passages))
        return tuple(found)[:limit]

    def searched(self) -> frozenset[VersionKey]:
        return frozenset(VersionKey(each.receipt, each.file, each.oral) for each in self.versions())

    def gleaned(self) -> Gleaned:
        orals = {each.key: each for deposit in self.kept for each in deposit.gleaned.orals}
        forms = {key: form for deposit in self.kept for key, form in deposit.gleaned.forms.items()}
        return Gleaned(tuple(orals.values()), forms)

    def keep(self, deposit: Deposit) -> None:
        self.kept.append(deposit)


class MemorySharing:
    """See ``application.centre.Sharing``: nobody else writes."""

    def __init__(self, acts: Sequence[CentreAct]) -> None:
        self.place = Place("centre.btscentre")
        self._acts = acts

    @property
    def view(self) -> int:
        return len(self._acts)

    def is_behind(self) -> bool:
        return False

    def follow(self) -> tuple[CentreAct, ...]:
        return ()

    def give_up(self) -> None:
        pass


class MemoryCentre:
    """See ``application.centre.CentreFile``. ``written``: each enrolment; ``planned``: each timetable."""

    path = Path("centre.btscentre")
    aside: tuple[Path, ...] = ()

    def __init__(self, *held: CentreCandidate, timetable: Timetable | None = None) -> None:
        self._centre = CENTRE
        self._held = tuple(Enrolled(number, 1, each) for number, each in enumerate(held, 1))
        self._gone: tuple[Enrolled, ...] = ()
        self._timetable = replace(timetable or Timetable(), candidates={}, forms={})
        self.protection = MemoryProtection()
        self.written: list[Enrolment] = []
        self.planned: list[Timetable] = []
        self._acts: list[CentreAct] = []
        self.sharing = MemorySharing(self._acts)
        self.collection = MemoryCollection()

    def centre(self) -> Centre:
        return self._centre

    def rename(self, before: Centre, after: Centre, act: CentreAct) -> None:
        assert before == self._centre
        self._centre = after
        self._acts.append(act)

    def candidates(self) -> tuple[Enrolled, ...]:
        return self._held

    def withdrawn(self) -> tuple[Enrolled, ...]:
        return self._gone

    def mappings(self) -> Mapping[str, tuple[str, ...]]:
        return dict(each.mapping for each in self.written if each.mapping is not None)

    def acts(self) -> tuple[CentreAct, ...]:
        return tuple(self._acts)

    def enrol(self, enrolment: Enrolment) -> None:
        now = {each.identity: each for each in (*self._held, *self._gone)}
        first = max(now, default=0) + 1
        for before, after in enrolment.changed:
            now[before.identity] = Enrolled(before.identity, abs(before.version) + 1, after)
        for each in enrolment.removed:
            now[each.identity] = each._replace(version=-each.version - 1)
        now |= {number: Enrolled(number, 1, each) for number, each in enumerate(enrolment.added, first)}
        if enrolment.days is not None:
            self._timetable = replace(enrolment.days[1], candidates={}, forms={})
        self._held = tuple(now[each] for each in sorted(now) if now[each].version > 0)
        self._gone = tuple(now[each] for each in sorted(now) if now[each].version < 0)
        self.written.append(enrolment)
        self._acts.append(enrolment.act)

    def timetable(self) -> Timetable:
        return self._timetable

    def replan(self, before: Timetable, after: Timetable, act: CentreAct) -> None:
        assert replace(before, candidates={}, forms={}) == self._timetable
        self._timetable = replace(after, candidates={}, forms={})
        self.planned.append(self._timetable)
        self._acts.append(act)

    def close(self) -> None:
        pass


def a_centre(
    folder: Path,
    candidates: Sequence[CentreCandidate] = (),
    timetable: Timetable | None = None,
    key: FileKey | None = None,
) -> SqliteCentreFile:
    """``centre.btscentre``, open to be written; close it. Candidates are numbered from 1 on."""
    file = SqliteCentreFiles().create(folder / "centre.btscentre", CENTRE, MADE, key)
    if candidates:
        file.enrol(Enrolment(ACT, candidates))
    if timetable is not None:
        file.replan(file.timetable(), timetable, CentreAct(3, "Alix", "Journée placée"))
    return file


def a_pictured_centre(folder: Path, key: FileKey | None = None) -> SqliteCentreFile:
    """The same with the day of the picture."""
    return a_centre(folder, pictured_candidates(), picture_day(), key)


def an_office(file: CentreFile, clock: FakeClock | None = None) -> CentreOffice:
    """With the official forms."""
    return CentreOffice(file, FormLibrary(form_folders()), clock or FakeClock(), "Alix")
