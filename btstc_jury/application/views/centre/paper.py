"""What the papers of a centre's days show, and for whom they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypedDict

from btstc_jury.application.views.attendance import AttendanceView
from btstc_jury.application.views.centre.told import (
    Mark,
    Seen,
    Told,
    instead,
    is_held,
    names_otherwise,
    told,
    told_before,
)
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.reprinting import centre_printed, person_printed
from btstc_jury.domain.centre.timetable import PaperKey, Printed, Slot, SlotKey, SlotState, Timetable, Wish
from btstc_jury.domain.form import Form
from btstc_jury.domain.wording import folded, unaccented


class PaperFacts(NamedTuple):
    """``label``: what is printed; ``name``: on the command line, and how its file's name begins; ``note``:
    what it is, for whom.
    """

    label: str
    name: str
    note: str


class CentrePaper(StrEnum):
    """In the order in which they are told."""

    SUMMONS = "summons"
    SCHOOLS = "schools"
    ROOMS = "rooms"
    DOORS = "doors"
    PREPARATION = "preparation"
    ATTENDANCE = "attendance"
    JURORS = "jurors"

    @property
    def facts(self) -> PaperFacts:
        return _PAPERS[self]


_PAPERS: Mapping[CentrePaper, PaperFacts] = {
    CentrePaper.SUMMONS: PaperFacts("Convocations", "convocations", "une par candidat, par établissement"),
    CentrePaper.SCHOOLS: PaperFacts("Listes par établissement", "établissements", "avec les convocations"),
    CentrePaper.ROOMS: PaperFacts("Listes par salle", "salles", "pour l’accueil et les surveillants"),
    CentrePaper.DOORS: PaperFacts("Affiches de porte", "portes", "en grand\u202f: heure, nom, numéro"),
    CentrePaper.PREPARATION: PaperFacts(
        "Listes de préparation", "préparation", "entrées, sorties, places prises"
    ),
    CentrePaper.ATTENDANCE: PaperFacts(
        "Feuilles d’émargement", "émargement", "par commission et par demi-journée"
    ),
    CentrePaper.JURORS: PaperFacts("Fiches des membres", "membres", "une par membre de commission"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CentrePage:
    """What all of them have. ``whose``: whom or what it is of, beside ``heading``."""

    heading: str
    whose: str
    centre: str
    session: str
    diploma: str
    watermark: str = ""
    provisional: bool = False
    language: str = "fr-FR"

    @property
    def title(self) -> str:
        return f"{self.heading} — {self.whose} — {self.centre}"


@dataclass(frozen=True, slots=True)
class SummonsStep:
    """``hours``: « 10 h 10 – 10 h 50 »; ``lasts``: extra time included."""

    what: str
    begins: str
    hours: str
    lasts: str
    where: str


@dataclass(frozen=True, slots=True)
class SummonsOral:
    """``told``: what is told of it beside its steps; ``bring``: what the candidate has to bring."""

    exam: str
    day: str
    steps: tuple[SummonsStep, ...]
    mark: Mark
    told: str
    bring: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummonsView(CentrePage):
    """``whose``: the candidate. ``replaces``: « Annule et remplace la convocation du 12 mai 2027 » or ""."""

    lines: tuple[str, ...]
    replaces: str
    orals: tuple[SummonsOral, ...]
    pending: str
    footnotes: tuple[str, ...]


class ListLayout(StrEnum):
    """Which columns a list has."""

    ROOM = "room"
    PREPARATION = "preparation"
    SCHOOL = "school"
    JUROR = "juror"
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class CentreRow:
    """``below``: under the columns; ``told``: below it, of what changed; ``pause``: nobody comes."""

    cells: tuple[str, ...]
    below: str = ""
    told: str = ""
    mark: Mark = Mark.NONE
    pause: bool = False


@dataclass(frozen=True, slots=True)
class CentreSection:
    heading: str
    rows: tuple[CentreRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreListView(CentrePage):
    """``day``: "" where the sections tell it; ``details``: lines under the heading."""

    layout: ListLayout
    day: str
    details: tuple[str, ...]
    counts: str
    sections: tuple[CentreSection, ...]
    footnote: str


@dataclass(frozen=True, slots=True)
class DoorRow:
    hour: str
    candidate: str
    number: str
    told: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorView(CentrePage):
    """``whose``: the room; ``brief``: what the pages that follow say again beside it, "" for nothing. Only
    what everybody may read.
    """

    day: str
    what: str
    rows: tuple[DoorRow, ...]
    brief: str = ""


PaperView = SummonsView | CentreListView | DoorView | AttendanceView


class Scope(NamedTuple):
    """For whom; ``None`` for all. A paper is always whole: a convocation tells all orals of its candidate.
    ``school``: as ``school_key`` gives it.
    """

    candidate: int | None = None
    commission: int | None = None
    school: str | None = None
    day: date | None = None


def school_key(candidate: CentreCandidate) -> str:
    """The same for all of one school; "" where none is known."""
    return candidate.school_code or folded(candidate.school)


def name_key(candidate: CentreCandidate) -> tuple[str, str, str]:
    """By which names are in order, whatever their case and accents."""
    last, first = (unaccented(folded(each)) for each in (candidate.last_name, candidate.first_names))
    return last, first, candidate.number


class Entry(NamedTuple):
    """``now``: ``None`` where it isn't placed any more, ``before``: where nothing was told; ``gone``: from
    the paper that it is an entry of.
    """

    key: SlotKey
    now: Told | None
    before: Told | None
    gone: bool = False

    @property
    def shown(self) -> Told:
        """What the paper tells of it."""
        told = self.before if self.gone else self.now
        if told is None:
            raise ValueError("an entry tells something")
        return told

    def instead(self, seen: Seen) -> str:
        return instead(self.before, self.now, seen) if self.before and self.now else ""

    @property
    def has_begun(self) -> bool:
        """Then nothing is told of it again."""
        return self.now is not None and self.now.slot.state is SlotState.BEGUN

    @property
    def named_otherwise(self) -> bool:
        """Whether another name, of the candidate or of the centre, was told."""
        if self.now is None or self.before is None or self.gone:
            return False
        return names_otherwise(self.before, self.now)


@dataclass(frozen=True, slots=True)
class Made:
    """A paper, and what it tells. ``outdated``: something of it was told otherwise before, or not at all."""

    view: PaperView
    entries: Sequence[Entry]
    outdated: bool


Unit = tuple[tuple[str, ...], tuple[Entry, ...]]
"""What a paper is of, by which papers are in order, and its entries in order of time."""
Papers = Callable[[Told], Iterable[tuple[str, ...]]]
"""Which papers tell of an oral."""


_TELL_BIRTHS = frozenset({CentrePaper.SUMMONS, CentrePaper.ATTENDANCE})
_TELL_SCHOOLS = _TELL_BIRTHS | {CentrePaper.SCHOOLS, CentrePaper.ROOMS, CentrePaper.JURORS}
_WITHDRAWN = CentreCandidate(last_name="Candidat retiré")


class Heading(TypedDict):
    """Of a ``CentrePage``."""

    heading: str
    whose: str
    centre: str
    session: str
    diploma: str


class PaperSource:
    """A timetable arranged for its papers of one kind, ``paper``. ``forms``: by key, those of the commissions
    as far as they are known here.
    """

    def __init__(
        self, centre: Centre, timetable: Timetable, forms: Mapping[str, Form], paper: CentrePaper
    ) -> None:
        self.centre = centre
        self.timetable = timetable
        self.paper = paper
        self._forms = forms
        self.schools = {
            identity: school_key(candidate) for identity, candidate in timetable.candidates.items()
        }

    @cached_property
    def now(self) -> Mapping[SlotKey, Told]:
        """What is placed and to be told, in order of time."""
        table = self.timetable
        slots = sorted(table.slots.values(), key=_in_time)
        return {
            each.key: self._told(each)
            for each in slots
            if is_held(each) and each.candidate in table.candidates and each.commission in table.commissions
        }

    @cached_property
    def before(self) -> Mapping[SlotKey, Told]:
        """What papers of this kind told last, in order of time."""
        told = (each for key, each in self.timetable.papers.items() if key.paper == self.paper)
        return {
            each.slot.key: told_before(each) for each in sorted(told, key=lambda each: _in_time(each.slot))
        }

    def _told(self, slot: Slot) -> Told:
        """With how papers of this kind call whom it is about."""
        school, birth = self.paper in _TELL_SCHOOLS, self.paper in _TELL_BIRTHS
        person = person_printed(self.timetable.candidates[slot.candidate], school=school, birth=birth)
        return told(self.timetable, slot)._replace(person=person, centre=self.place)

    def heading(self, heading: str, whose: str) -> Heading:
        return Heading(
            heading=heading,
            whose=whose,
            centre=self.place,
            session=self.session,
            diploma=self.diploma,
        )

    def form(self, told: Told) -> Form | None:
        """By which the commission hears; ``None`` where it isn't known here."""
        commission = self.timetable.commissions.get(told.slot.commission)
        return None if commission is None else self._forms.get(commission.form)

    def exam(self, told: Told) -> str:
        """« E4 · Négociation technico-commerciale », « E4 · CCF situation 1 · Négociation… »."""
        form = self.form(told)
        if form is None:
            return told.slot.exam
        return f"{form.exam if form.situation is None else form.name} · {form.title}"

    @cached_property
    def diploma(self) -> str:
        forms = (self.form(each) for each in self.now.values())
        return next((each.diploma for each in forms if each is not None), "")

    @property
    def session(self) -> str:
        return f"Session {self.centre.year}"

    @property
    def place(self) -> str:
        """« Lycée Jean-Monnet · UAI 0921234A »."""
        return centre_printed(self.centre)

    def candidate(self, key: SlotKey) -> CentreCandidate:
        """Also of who isn't in the centre any more, and whom a paper named."""
        return self.timetable.candidates.get(key.candidate, _WITHDRAWN)

    def absent(self, candidate: int) -> bool:
        """Whether he is waited for nowhere any more."""
        if self.timetable.wishes.get(candidate, Wish(candidate)).absent:
            return True
        states = {each.state for key, each in self.timetable.slots.items() if key.candidate == candidate}
        return states == {SlotState.ABSENT}

    def printed(self, key: SlotKey) -> Printed | None:
        return self.timetable.papers.get(PaperKey(*key, self.paper))

    def fits(self, told: Told, scope: Scope) -> bool:
        slot = told.slot
        return (
            scope.candidate in {None, slot.candidate}
            and scope.commission in {None, slot.commission}
            and scope.school in {None, self.schools.get(slot.candidate)}
            and scope.day in {None, slot.oral.date()}
        )

    def units(self, papers: Papers) -> Iterator[Unit]:
        """The entries of each paper, in order of time. ``papers``: those that tell of an oral; where one did
        and doesn't any more, its entry is ``gone``.
        """
        found: dict[tuple[str, ...], list[Entry]] = {}
        for key, now in self.now.items():
            before = self.before.get(key)
            for paper in papers(now):
                found.setdefault(paper, []).append(Entry(key, now, before))
        for key, before in self.before.items():
            later = self.now.get(key)
            kept = set(papers(later)) if later is not None else set[tuple[str, ...]]()
            for paper in papers(before):
                if paper not in kept:
                    found.setdefault(paper, []).append(Entry(key, later, before, gone=True))
        for paper, entries in found.items():
            yield paper, tuple(sorted(entries, key=lambda each: _in_time(each.shown.slot)))


def _in_time(slot: Slot) -> tuple[object, ...]:
    return slot.oral, slot.commission, slot.candidate, slot.exam
