"""A list against what the centre knows: who is new, changed, the same, missing, or can't be told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from btstc_jury.domain.centre.candidates import (
    CentreCandidate,
    Doubt,
    alike,
    differences,
    merged,
    name_keys,
    number_key,
    same_but_zeros,
)


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Mapping[Verdict, str] = {
    Verdict.NEW: "nouveau",
    Verdict.CHANGED: "modifié",
    Verdict.SAME: "inchangé",
    Verdict.DOUBTFUL: "douteux",
}


class Clash(StrEnum):
    """Why it can't be told who somebody is: nobody but the user decides it."""

    NUMBER_TAKEN = "number_taken"
    OTHER_NUMBER = "other_number"
    SEVERAL = "several"
    TWICE = "twice"

    @property
    def words(self) -> str:
        return _CLASHES[self]


_CLASHES: Mapping[Clash, str] = {
    Clash.NUMBER_TAKEN: "ce numéro est celui d’une autre personne",
    Clash.OTHER_NUMBER: "cette personne est connue sous un autre numéro",
    Clash.SEVERAL: "plusieurs candidats connus peuvent être cette personne",
    Clash.TWICE: "deux lignes de la liste désignent le même candidat connu",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """``known``: places, among those known, of who it may be, one where it is told; ``result``: what is known
    afterwards; ``clash``: ``None`` unless somebody must decide.
    """

    verdict: Verdict
    known: tuple[int, ...]
    result: CentreCandidate
    changed: tuple[str, ...] = ()
    clash: Clash | None = None


def compare(known: Sequence[CentreCandidate], found: Sequence[CentreCandidate]) -> Iterator[Compared]:
    """One for each of ``found``, which are different people, in their order."""
    index = _Index(known)
    taken: set[int] = set()
    for candidate, key in zip(found, _keys(found), strict=True):
        places, clash = index.who(candidate, key)
        if clash is None and places and places[0] in taken:
            clash = Clash.TWICE
        taken.update(places)
        yield _compared(candidate, places, clash, known)


def _compared(
    candidate: CentreCandidate, places: tuple[int, ...], clash: Clash | None, known: Sequence[CentreCandidate]
) -> Compared:
    if clash is not None:
        return Compared(Verdict.DOUBTFUL, places, candidate, (), clash)
    if not places:
        return Compared(Verdict.DOUBTFUL if candidate.doubts else Verdict.NEW, (), candidate)
    before = known[places[0]]
    after = merged(before, candidate)
    if after == before:
        return Compared(Verdict.SAME, places, before)
    verdict = Verdict.DOUBTFUL if after.doubts - before.doubts else Verdict.CHANGED
    return Compared(verdict, places, after, differences(before, after))


def _keys(candidates: Sequence[CentreCandidate]) -> list[str]:
    return name_keys([each.last_name + each.first_names for each in candidates])


class _Index:
    """Who is known, by what a list may name them by."""

    def __init__(self, known: Sequence[CentreCandidate]) -> None:
        self._known = known
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._bare: dict[str, list[int]] = defaultdict(list)
        self._ines: dict[str, list[int]] = defaultdict(list)
        self._names: dict[str, list[int]] = defaultdict(list)
        self._births: dict[date, list[int]] = defaultdict(list)
        for place, (each, key) in enumerate(zip(known, _keys(known), strict=True)):
            if each.number:
                number = number_key(each.number)
                self._numbers[number].append(place)
                self._bare[number.lstrip("0")].append(place)
            if each.ine:
                self._ines[number_key(each.ine)].append(place)
            self._names[key].append(place)
            if each.birth is not None:
                self._births[each.birth].append(place)

    def who(self, candidate: CentreCandidate, key: str) -> tuple[tuple[int, ...], Clash | None]:
        named = self._by_number(candidate)
        if len(named) > 1:
            return named, Clash.SEVERAL
        if named:
            other = self._known[named[0]]
            told = alike(candidate, other) or (candidate.birth is not None and candidate.birth == other.birth)
            return named, None if told else Clash.NUMBER_TAKEN
        named = self._by_name(candidate, key)
        if len(named) > 1:
            return named, Clash.SEVERAL
        if named and self._contradicts(candidate, self._known[named[0]]):
            return named, Clash.OTHER_NUMBER
        return named, None

    def _by_number(self, candidate: CentreCandidate) -> tuple[int, ...]:
        places: list[int] = []
        if candidate.number:
            number = number_key(candidate.number)
            places += self._numbers.get(number, ())
            bare = self._bare.get(number.lstrip("0"), ())
            unsure = Doubt.ZEROS in candidate.doubts
            places += [each for each in bare if unsure or Doubt.ZEROS in self._known[each].doubts]
        if candidate.ine:
            places += self._ines.get(number_key(candidate.ine), ())
        return tuple(dict.fromkeys(places))

    def _by_name(self, candidate: CentreCandidate, key: str) -> tuple[int, ...]:
        """Whose birth doesn't tell that they are somebody else."""
        places = [
            each
            for each in self._names.get(key, ())
            if candidate.birth is None or self._known[each].birth in {None, candidate.birth}
        ]
        if candidate.birth is not None:
            born = self._births.get(candidate.birth, ())
            places += [each for each in born if alike(candidate, self._known[each])]
        return tuple(dict.fromkeys(places))

    @staticmethod
    def _contradicts(candidate: CentreCandidate, known: CentreCandidate) -> bool:
        """Neither a number nor an INE is theirs in common: where both give one, it is another."""
        return bool(candidate.number and known.number) or bool(candidate.ine and known.ine)


class Twice(StrEnum):
    """What a second line of somebody already named in the list comes to."""

    REPEATED = "repeated"
    """The same person: counted once."""
    NUMBER = "number"
    """Another person with the same number."""
    PERSON = "person"
    """The same person with another number, or namesakes that nothing tells apart."""


@dataclass(frozen=True, slots=True)
class Again:
    """``place``, ``first``: places in the list; ``fields``: what the two lines say differently."""

    place: int
    first: int
    kind: Twice
    fields: tuple[str, ...] = ()


def gathered(found: Sequence[CentreCandidate]) -> tuple[dict[int, CentreCandidate], tuple[Again, ...]]:
    """Each person of a list once, by the place of the first line, and the lines that come again. What only a
    later line says is added: one line an exam is one candidate with both.
    """
    people: dict[int, CentreCandidate] = {}
    again: list[Again] = []
    seen: dict[tuple[str, object], int] = {}
    for place, (candidate, key) in enumerate(zip(found, _keys(found), strict=True)):
        number = number_key(candidate.number) if candidate.number else ""
        ine = number_key(candidate.ine) if candidate.ine else ""
        marks: tuple[tuple[str, object], ...] = (("number", number), ("ine", ine), (key, candidate.birth))
        # Without a birth, namesakes that have each a number are two people.
        named = candidate.birth is not None or not (number or ine)
        first = _first(seen, marks if named else marks[:2])
        if first is None:
            people[place] = candidate
            first = place
        else:
            kind = _kind(people[first], candidate)
            again.append(Again(place, first, kind, differences(people[first], candidate)))
            if kind is Twice.REPEATED:
                people[first] = _joined(people[first], candidate)
        for mark in marks:
            if mark[1] != "":
                seen.setdefault(mark, first)
    return people, tuple(again)


def _first(seen: Mapping[tuple[str, object], int], marks: tuple[tuple[str, object], ...]) -> int | None:
    return next((seen[mark] for mark in marks if mark in seen), None)


def _kind(first: CentreCandidate, again: CentreCandidate) -> Twice:
    unsure = Doubt.ZEROS in first.doubts | again.doubts
    same_number = bool(first.number) and (
        number_key(first.number) == number_key(again.number)
        or (unsure and same_but_zeros(first.number, again.number))
    )
    same_ine = bool(first.ine) and number_key(first.ine) == number_key(again.ine)
    if same_number or same_ine:
        person = alike(first, again) or (first.birth is not None and first.birth == again.birth)
        if not person:
            return Twice.NUMBER
    if first.number and again.number and not same_number:
        return Twice.PERSON
    if first.ine and again.ine and not same_ine:
        return Twice.PERSON
    told = same_number or same_ine or first.birth is not None
    return Twice.REPEATED if told else Twice.PERSON


def _joined(first: CentreCandidate, again: CentreCandidate) -> CentreCandidate:
    values: dict[str, Any] = {
        field: new
        for field, old, new in zip(CentreCandidate._fields, first, again, strict=True)
        if field != "doubts" and old in {"", None}
    }
    if again.exams and first.exams and again.exams.casefold() not in first.exams.casefold():
        values["exams"] = f"{first.exams}, {again.exams}"
    return first._replace(**values)
