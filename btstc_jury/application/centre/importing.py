"""Taking a candidates' list into a centre file: shown first, then written whole or not at all."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from btstc_jury.application.centre.columns import ListField, ListMapping
from btstc_jury.application.centre.ports import CentreAct, CentreFile, Enrolled, Enrolment
from btstc_jury.application.centre.reading import GoOn, ImportStopped, ReadList, read_list
from btstc_jury.application.centre.rows import ListFault, RawList, heading_row, mapping_for
from btstc_jury.domain.centre.candidates import CentreCandidate, number_key
from btstc_jury.domain.centre.comparing import Clash, Compared, Verdict, compare

_STEP = 1000


class Resolution(StrEnum):
    """What the user decides of somebody who can't be told apart."""

    SAME = "same"
    OTHER = "other"
    LEAVE = "leave"

    @property
    def label(self) -> str:
        return _RESOLUTIONS[self]


_RESOLUTIONS: Mapping[Resolution, str] = {
    Resolution.SAME: "c’est le même candidat",
    Resolution.OTHER: "c’est une autre personne",
    Resolution.LEAVE: "laisser de côté",
}


class ImportRefused(Exception):
    """Nothing was written; the message says in French why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user says of a list; what isn't said is told by the list. ``heading``: line of the headings;
    ``columns``: fields by column from 0, ``None`` for one not to be kept.
    """

    heading: int = 0
    columns: Mapping[int, ListField | None] | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking the list in would do. ``compared``: one for each of ``read.people``; ``missing``: those
    held whom the list doesn't name: nobody is ever taken away.
    """

    read: ReadList
    held: tuple[Enrolled, ...]
    compared: tuple[Compared, ...]
    missing: tuple[Enrolled, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(each.verdict is verdict for each in self.compared)

    @property
    def undecided(self) -> tuple[int, ...]:
        """Places of those that wait for a decision."""
        return tuple(place for place, each in enumerate(self.compared) if each.clash is not None)


class KnownPeople(Protocol):
    """What a list is compared to: a centre file, or what was read of it for another thread."""

    def candidates(self) -> tuple[Enrolled, ...]: ...

    def mappings(self) -> Mapping[str, tuple[str, ...]]: ...


class Snapshot(NamedTuple):
    """Of a centre file, now."""

    held: tuple[Enrolled, ...]
    remembered: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, file: CentreFile) -> Snapshot:
        """Raises ``FileProblem``."""
        return cls(file.candidates(), file.mappings())

    def candidates(self) -> tuple[Enrolled, ...]:
        return self.held

    def mappings(self) -> Mapping[str, tuple[str, ...]]:
        return self.remembered


def preview(
    file: KnownPeople,
    raw: RawList,
    found: int | None,
    wanted: Wanted | None = None,
    go_on: GoOn = lambda _done, _total: True,
) -> Preview:
    """Nothing is written. ``found``: place of the row of headings, as the list tells it.

    Raises ``FileProblem``, ``ImportRefused``, ``ImportStopped``.
    """
    with _no_garbage():
        return _shown(file, raw, found, wanted or Wanted(), go_on)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Tens of thousands of tuples, none in a circle: to search them takes a third of the time."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def _shown(file: KnownPeople, raw: RawList, found: int | None, wanted: Wanted, go_on: GoOn) -> Preview:
    heading = heading_place(raw, found, wanted)
    held = file.candidates()
    if heading is None:
        return Preview(_unread(raw), held, (), ())
    mapping = mapping_for(raw, heading, file.mappings())
    if wanted.columns:
        mapping = mapping.corrected(wanted.columns)
    if lacking := _lacking(raw, heading, mapping):
        return Preview(lacking, held, (), ())
    # Reading is the first half of the way, comparing the second.
    read = read_list(raw, heading, mapping, lambda done, total: done == total or go_on(done, 2 * total))
    total = max(len(read.people), 1)
    compared = []
    known = [each.candidate for each in held]
    for number, each in enumerate(compare(known, read.people)):
        if number % _STEP == 0 and not go_on(total + number, 2 * total):
            raise ImportStopped
        compared.append(each)
    if not go_on(2 * total, 2 * total):
        raise ImportStopped
    seen = {place for each in compared for place in each.known}
    missing = tuple(
        each
        for place, each in enumerate(held)
        if place not in seen and number_key(each.candidate.number) not in read.spoiled
    )
    return Preview(read, held, tuple(compared), missing)


def heading_place(raw: RawList, found: int | None, wanted: Wanted) -> int | None:
    """Raises ``ImportRefused`` where no row begins on the line that was said."""
    if wanted.heading:
        if wanted.heading not in raw.lines:
            raise ImportRefused(f"La ligne {wanted.heading} n’est pas dans cette liste. Rien n’a été écrit.")
        return raw.lines.index(wanted.heading)
    return heading_row(raw.rows) if found is None else found


_NO_HEADINGS = ListFault(0, "", "", "une ligne d’en-têtes qui dise où sont les noms (nom, prénoms, numéro…)")
_NO_NAMES = "une colonne qui donne le nom des candidats"


def _unread(raw: RawList) -> ReadList:
    return ReadList(
        raw.name, raw.source, ListMapping(()), 0, (), (), 0, (*raw.faults, _NO_HEADINGS), raw.remarks
    )


def _lacking(raw: RawList, heading: int, mapping: ListMapping) -> ReadList | None:
    """A mapping by which nobody would be named."""
    if any(mapping.place(each) is not None for each in (ListField.LAST_NAME, ListField.FULL_NAME)):
        return None
    line = raw.lines[heading]
    fault = ListFault(line, "", "", _NO_NAMES)
    return ReadList(raw.name, raw.source, mapping, line, (), (), 0, (*raw.faults, fault), raw.remarks)


@dataclass(frozen=True, slots=True)
class Author:
    """Who does it, and when (UTC microseconds)."""

    name: str
    utc: int


def take_in(
    file: CentreFile, shown: Preview, author: Author, decisions: Mapping[int, Resolution] | None = None
) -> Enrolment:
    """Write what ``shown`` shows, all of it or nothing. ``decisions``: on those undecided, by their place.

    Returns what was written. Raises ``ImportRefused``, ``FileProblem``, ``ChangedMeanwhile``.
    """
    with _no_garbage():
        return _taken(file, shown, author, decisions or {})


def _taken(
    file: CentreFile, shown: Preview, author: Author, decisions: Mapping[int, Resolution]
) -> Enrolment:
    refuse(shown, decisions)
    added: list[CentreCandidate] = []
    changed: list[tuple[Enrolled, CentreCandidate]] = []
    for place, each in enumerate(shown.compared):
        _sort_out(shown, each, decisions.get(place), added, changed)
    mapping = shown.read.mapping
    act = CentreAct(author.utc, author.name, _words(shown, len(added), len(changed)))
    known = file.mappings().get(mapping.signature)
    remembered = None if known == mapping.fields else (mapping.signature, mapping.fields)
    enrolment = Enrolment(act, added, changed, mapping=remembered, known=shown.held)
    if added or changed or remembered is not None:
        file.enrol(enrolment)
    return enrolment


def refuse(shown: Preview, decisions: Mapping[int, Resolution]) -> None:
    """Raises ``ImportRefused`` where an error, or somebody undecided, holds the whole list up."""
    if shown.read.faults:
        raise ImportRefused("Rien n’a été écrit\u202f: corrigez la liste, ou la correspondance des colonnes.")
    waiting = [place for place in shown.undecided if place not in decisions]
    if waiting:
        raise ImportRefused(
            f"Rien n’a été écrit\u202f: {len(waiting)} à décider, qui peuvent être deux personnes."
        )
    for place, decision in decisions.items():
        if decision is Resolution.SAME and not told_apart(shown.compared[place]):
            line = shown.read.lines[place]
            raise ImportRefused(f"Ligne {line}\u202f: rien ne dit lequel des candidats connus c’est.")


def told_apart(compared: Compared) -> bool:
    """Whether it is one known candidate that somebody may be."""
    return len(compared.known) == 1 and compared.clash is not Clash.TWICE


def _sort_out(
    shown: Preview,
    compared: Compared,
    decision: Resolution | None,
    added: list[CentreCandidate],
    changed: list[tuple[Enrolled, CentreCandidate]],
) -> None:
    if decision is Resolution.LEAVE:
        return
    if decision is Resolution.OTHER or not compared.known:
        added.append(compared.result)
        return
    before = shown.held[compared.known[0]]
    after = compared.result if compared.clash is None else corrected(before.candidate, compared.result)
    if after != before.candidate:
        changed.append((before, after))


def corrected(known: CentreCandidate, found: CentreCandidate) -> CentreCandidate:
    """The user says that they are one: what the list gives is right."""
    given = {
        field: new for field, new in zip(CentreCandidate._fields, found, strict=True) if new not in {"", None}
    }
    return CentreCandidate(**{**known._asdict(), **given})


def _words(shown: Preview, added: int, changed: int) -> str:
    def several(number: int, word: str) -> str:
        return f"{number} {word}{'s' if number > 1 else ''}"

    told: Sequence[str] = (
        several(added, "ajouté"),
        several(changed, "modifié"),
        several(shown.count(Verdict.SAME), "inchangé"),
        several(len(shown.missing), "absent") + " de la liste",
    )
    return f"Liste «\u202f{shown.read.name}\u202f» reçue\u202f: {', '.join(told)}."
