"""A list against what the centre knows: who is new, changed, the same, missing, or can't be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias, TypeVar

from btstc_jury.domain.centre.candidates import (
    CentreCandidate,
    Doubt,
    alike,
    differences,
    merged,
    name_keys,
    number_key,
    number_keys,
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


class Compared(NamedTuple):
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
    if not known:
        yield from (Compared(_new(each), (), each) for each in found)
        return
    index = _Index(known, found)
    taken: set[int] = set()
    for place, candidate in enumerate(found):
        places, clash = index.who(place)
        if clash is None and places and places[0] in taken:
            clash = Clash.TWICE
        taken.update(places)
        yield _compared(candidate, places, clash, known)


def _new(candidate: CentreCandidate) -> Verdict:
    return Verdict.DOUBTFUL if candidate.doubts else Verdict.NEW


def _compared(
    candidate: CentreCandidate, places: tuple[int, ...], clash: Clash | None, known: Sequence[CentreCandidate]
) -> Compared:
    if clash is not None:
        return Compared(Verdict.DOUBTFUL, places, candidate, (), clash)
    if not places:
        return Compared(_new(candidate), (), candidate)
    before = known[places[0]]
    after = before if candidate == before else merged(before, candidate)
    if after == before:
        return Compared(Verdict.SAME, places, before)
    verdict = Verdict.DOUBTFUL if after.doubts - before.doubts else Verdict.CHANGED
    return Compared(verdict, places, after, differences(before, after))


class _Marks:
    """What people are found by, one each, "" for what isn't known; names are letters alone."""

    def __init__(self, people: Sequence[CentreCandidate]) -> None:
        self._people = people
        self.numbers = number_keys([each.number for each in people])
        self.ines = number_keys([each.ine for each in people])

    @cached_property
    def names(self) -> list[str]:
        return name_keys([each.last_name + each.first_names for each in self._people])

    @cached_property
    def births(self) -> list[tuple[str, date | None]]:
        return [(name, each.birth) for name, each in zip(self.names, self._people, strict=True)]


class _Index:
    """Who is known, by what a list may name them by."""

    def __init__(self, known: Sequence[CentreCandidate], found: Sequence[CentreCandidate]) -> None:
        self._known = known
        self._found = found
        self._of_known = _Marks(known)
        self._of_found = _Marks(found)
        self._last = dict(zip(self._of_known.numbers, range(len(known)), strict=True))
        self._each_once = _all_differ(self._of_known.numbers)

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        return _places(self._of_known.numbers)

    @cached_property
    def _ines(self) -> dict[str, list[int]]:
        return _places(self._of_known.ines)

    @cached_property
    def _names(self) -> dict[str, list[int]]:
        return _places(self._of_known.names)

    @cached_property
    def _bare(self) -> dict[str, list[int]]:
        """By the number without its zeros."""
        return _places([each.lstrip("0") for each in self._of_known.numbers])

    @cached_property
    def _unsure(self) -> frozenset[int]:
        return frozenset(place for place, each in enumerate(self._known) if Doubt.ZEROS in each.doubts)

    @cached_property
    def _births(self) -> dict[date | None, list[int]]:
        return _places([each.birth for each in self._known])

    def who(self, place: int) -> tuple[tuple[int, ...], Clash | None]:
        """Of ``found``."""
        candidate = self._found[place]
        usual = (
            self._last.get(self._of_found.numbers[place]) if self._each_once and candidate.number else None
        )
        if usual is not None and self._is_plainly(candidate, self._known[usual]):
            return (usual,), None
        named = self._by_number(candidate, place)
        if len(named) > 1:
            return named, Clash.SEVERAL
        if named:
            other = self._known[named[0]]
            same = candidate.birth is not None and candidate.birth == other.birth
            return named, None if same or alike(candidate, other) else Clash.NUMBER_TAKEN
        named = self._by_name(candidate, self._of_found.names[place])
        if len(named) > 1:
            return named, Clash.SEVERAL
        if named and self._contradicts(candidate, self._known[named[0]]):
            return named, Clash.OTHER_NUMBER
        return named, None

    @staticmethod
    def _is_plainly(candidate: CentreCandidate, known: CentreCandidate) -> bool:
        """Of the same number: whether nothing else names somebody else."""
        names = candidate.last_name == known.last_name and candidate.first_names == known.first_names
        sure = not (candidate.doubts or known.doubts)
        return names and sure and candidate.ine in {"", known.ine}

    def _by_number(self, candidate: CentreCandidate, place: int) -> tuple[int, ...]:
        places: dict[int, None] = {}
        number, ine = self._of_found.numbers[place], self._of_found.ines[place]
        if number:
            places |= dict.fromkeys(self._numbers.get(number, ()))
            unsure = Doubt.ZEROS in candidate.doubts
            if unsure or self._unsure:
                bare = self._bare.get(number.lstrip("0"), ())
                places |= dict.fromkeys(each for each in bare if unsure or each in self._unsure)
        if ine:
            places |= dict.fromkeys(self._ines.get(ine, ()))
        return tuple(places)

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


_Key = TypeVar("_Key")


def _places(keys: Sequence[_Key]) -> dict[_Key, list[int]]:
    """Of each key but what isn't known."""
    found: dict[_Key, list[int]] = {}
    for place, key in enumerate(keys):
        if key:
            found.setdefault(key, []).append(place)
    return found


def _all_differ(keys: Sequence[object]) -> bool:
    """Those that are known."""
    different = set(keys)
    return len(different) - ("" in different) == len(keys) - keys.count("")


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
    marks = _Marks(found)
    if _all_differ(marks.numbers) and _all_differ(marks.ines) and _all_differ(marks.births):
        return dict(enumerate(found)), ()
    people: dict[int, CentreCandidate] = {}
    again: list[Again] = []
    seen: dict[_Mark, int] = {}
    for place, candidate in enumerate(found):
        told: list[_Mark] = [("number", marks.numbers[place])] if candidate.number else []
        if candidate.ine:
            told.append(("ine", marks.ines[place]))
        # Without a birth, namesakes that have each a number are two people.
        named = candidate.birth is not None or not told
        told.append(marks.births[place])
        first = _first(seen, told if named else told[:-1])
        if first is None:
            people[place] = candidate
            first = place
        else:
            kind = _kind(people[first], candidate)
            again.append(Again(place, first, kind, differences(people[first], candidate)))
            if kind is Twice.REPEATED:
                people[first] = _joined(people[first], candidate)
        for mark in told:
            seen.setdefault(mark, first)
    return people, tuple(again)


_Mark: TypeAlias = "tuple[str, str | date | None]"


def _first(seen: Mapping[_Mark, int], marks: Sequence[_Mark]) -> int | None:
    for mark in marks:
        if mark in seen:
            return seen[mark]
    return None


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
