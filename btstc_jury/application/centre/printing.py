"""The papers of a centre's days: which are asked for, their making one by one, and what they told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import BinaryIO, NamedTuple

from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.jurors import juror_sheets
from btstc_jury.application.views.centre.lists import (
    attendances,
    doors,
    preparation_lists,
    room_lists,
    school_lists,
)
from btstc_jury.application.views.centre.paper import (
    CentrePaper,
    Entry,
    Made,
    PaperSource,
    PaperView,
    Scope,
    name_key,
)
from btstc_jury.application.views.centre.summons import Summoning
from btstc_jury.application.views.centre.told import as_told, commission_words
from btstc_jury.application.views.file_names import joined_name
from btstc_jury.domain.centre.timetable import PaperKey, Printed, SlotKey, Timetable


class Abandoned(Exception):
    """Whoever asked for the papers doesn't want them any more."""


class Wanted(NamedTuple):
    """``only_changed``: those that tell something that wasn't told so before."""

    papers: frozenset[CentrePaper]
    scope: Scope = Scope()
    only_changed: bool = False


Write = Callable[[BinaryIO, Iterator[PaperView], str, str, Callable[[int], None]], int]
"""Makes the PDF: where to, the papers, title, subject, what is called with how many are done. Returns the
pages; nothing is made of no paper.
"""
Progress = Callable[[int, int], bool]
"""Takes how many papers are done, of how many; whether they are still wanted."""


def summonses(source: PaperSource, scope: Scope) -> Iterator[Made]:
    summoning = Summoning(source)
    return map(summoning.made, summoning.whom(scope))


_MAKERS: Mapping[CentrePaper, Callable[[PaperSource, Scope], Iterator[Made]]] = {
    CentrePaper.SUMMONS: summonses,
    CentrePaper.SCHOOLS: school_lists,
    CentrePaper.ROOMS: room_lists,
    CentrePaper.DOORS: doors,
    CentrePaper.PREPARATION: preparation_lists,
    CentrePaper.ATTENDANCE: attendances,
    CentrePaper.JURORS: juror_sheets,
}


class CentrePrinting:
    """What is asked of the days as they are now; but for its making and ``record`` it may be used in any
    thread. Raises ``FileProblem``.
    """

    def __init__(self, office: CentreOffice, wanted: Wanted) -> None:
        self.wanted = wanted
        self._centre = office.centre
        self._table = table = office.timetable
        keys = {each.form for each in table.commissions.values()} & {*table.forms}
        self._forms = {key: office.library.get(key) for key in sorted(keys)}

    @property
    def papers(self) -> list[CentrePaper]:
        return [each for each in CentrePaper if each in self.wanted.papers]

    def made(self) -> Iterator[Made]:
        """One by one, kind after kind."""
        for paper in self.papers:
            yield from self._of(paper)

    def _of(self, paper: CentrePaper) -> Iterator[Made]:
        found = _MAKERS[paper](self._source(paper), self.wanted.scope)
        return (each for each in found if each.outdated or not self.wanted.only_changed)

    def _source(self, paper: CentrePaper) -> PaperSource:
        return PaperSource(self._centre, self._table, self._forms, paper)

    @cached_property
    def total(self) -> int:
        """How many papers."""
        return sum(1 for _ in self.made())

    @property
    def title(self) -> str:
        return f"{self._labels} — {self._centre.name} — Session {self._centre.year}"

    @property
    def _labels(self) -> str:
        return ", ".join(each.facts.label for each in self.papers)

    def write(
        self,
        out: BinaryIO,
        write: Write,
        progress: Progress = lambda _done, _total: True,
        most: int | None = None,
    ) -> int:
        """All of them, or the first ``most``, in one PDF; how many pages. There is at least one paper. Raises
        ``Abandoned``.
        """
        total = self.total

        def done(number: int) -> None:
            if not progress(number, total):
                raise Abandoned

        subject = formats.count(total, "document")
        views = (each.view for each in islice(self.made(), most))
        return write(out, views, self.title, subject, done)

    @property
    def file_name(self) -> str:
        """« convocations_commission-3_2027-05-18.pdf », good on every system."""
        papers = self.papers
        kinds = papers[0].facts.name if len(papers) == 1 else "documents-du-centre"
        return joined_name(kinds, *self._whose(), "modifiés" if self.wanted.only_changed else "")

    def _whose(self) -> Iterator[str]:
        scope, table = self.wanted.scope, self._table
        if scope.candidate is not None and (person := table.candidates.get(scope.candidate)) is not None:
            yield person.number
            yield f"{person.last_name.upper()} {person.first_names}"
        if scope.commission is not None and (found := table.commissions.get(scope.commission)) is not None:
            yield commission_words(found.number)
        if scope.school is not None:
            yield self._schools.get(scope.school, "")
        yield f"{scope.day:%Y-%m-%d}" if scope.day is not None else str(self._centre.year)

    @cached_property
    def _schools(self) -> Mapping[str, str]:
        return dict(self.choices.schools)

    @cached_property
    def choices(self) -> Choices:
        """For whom papers may be asked."""
        source = self._source(CentrePaper.SUMMONS)
        people = self._table.candidates
        told = {key.candidate for key in (*source.now, *source.before)} & {*people}
        named = sorted(told, key=lambda each: name_key(people[each]))
        schools: dict[str, str] = {}
        for each in named:
            name = people[each].school or "Sans établissement connu"
            schools.setdefault(source.schools[each], name)
        numbers = {each.slot.commission for each in source.now.values()}
        sitting = self._table.commissions
        return Choices(
            tuple((each, f"{people[each].full_name} {people[each].number}".strip()) for each in named),
            tuple((each, sitting[each].number) for each in sitting if each in numbers),
            tuple(sorted(schools.items(), key=lambda each: each[1].casefold())),
            tuple(sorted({each.slot.oral.date() for each in source.now.values()})),
        )

    def record(self, office: CentreOffice) -> None:
        """Keep what these papers told, in one act. Raises ``ReadOnlyFile``, ``ChangedMeanwhile`` too."""
        utc = office.clock.now().utc.us
        now = office.timetable
        papers, printed = dict(now.papers), dict(now.printed)
        for paper in self.papers:
            for entry in (entry for made in self._of(paper) for entry in made.entries):
                _record(papers, printed, paper, entry, utc)
        if CentrePaper.SUMMONS in self.wanted.papers:
            _forget_withdrawn(papers, printed, self._table)
        after = replace(now, papers=papers, printed=printed)
        office.replan(after, f"Imprimé\u202f: {self._labels} ({formats.count(self.total, 'document')}).")


class Choices(NamedTuple):
    """Identities and names; ``schools``: by ``school_key``."""

    candidates: tuple[tuple[int, str], ...]
    commissions: tuple[tuple[int, str], ...]
    schools: tuple[tuple[str, str], ...]
    days: tuple[date, ...]


def _forget_withdrawn(
    papers: dict[PaperKey, Printed], printed: dict[SlotKey, Printed], table: Timetable
) -> None:
    """Nothing is sent to who isn't in the centre any more."""
    for key in [each for each in printed if each.candidate not in table.candidates]:
        del printed[key]
        for paper in (CentrePaper.SUMMONS, CentrePaper.SCHOOLS):
            papers.pop(PaperKey(key.candidate, key.exam, paper), None)


def _record(
    papers: dict[PaperKey, Printed],
    printed: dict[SlotKey, Printed],
    paper: CentrePaper,
    entry: Entry,
    utc: int,
) -> None:
    """Who is heard elsewhere now is told so by the paper of that place. What the candidate was told is what
    his convocation told, where he had one.
    """
    key = PaperKey(entry.key.candidate, entry.key.exam, paper)
    summoned = PaperKey(key.candidate, key.exam, CentrePaper.SUMMONS)
    told = paper is CentrePaper.SUMMONS or summoned not in papers
    if entry.now is None:
        papers.pop(key, None)
        if told:
            printed.pop(entry.key, None)
    elif not entry.gone:
        papers[key] = as_told(entry.now, utc, paper)
        if told:
            printed[entry.key] = as_told(entry.now, utc)
