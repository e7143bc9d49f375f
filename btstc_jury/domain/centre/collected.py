"""What came back to the centre, oral by oral: versions that continue one another, contradict one another, and
what was decided between them. All of it is computed from the set of what was received, in any order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.centre.candidates import number_key
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.domain.exam import Held
from btstc_jury.domain.standing import Stage


class OralKey(NamedTuple):
    """``file``: the exam file's own identity (hex), the same in all its copies; ``oral``: its number."""

    file: str
    oral: int

    def __str__(self) -> str:
        return f"{self.file}/{self.oral}"


class Claim(NamedTuple):
    """What a signed grid says that it is of, while its file hasn't come. ``number``: as ``number_key``."""

    number: str
    exam: str
    situation: int

    def __str__(self) -> str:
        return f"{self.number}/{self.exam}/{self.situation}"


Subject = SlotKey | OralKey | Claim
"""What versions are of: an oral that the centre awaits, or else only what they say themselves."""


@dataclass(frozen=True, slots=True)
class Signer:
    """``utc``: microseconds, ``None`` where nobody can tell."""

    name: str
    utc: int | None = None


@dataclass(frozen=True, slots=True)
class PartialMark:
    title: str
    out_of: Decimal
    mark: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OralFacts:
    """What one version tells of its oral: all that a board, and what goes to the jury, need of it.

    ``form``: its key; ``commission``: as its file writes it; ``version``: of the grid, 0 for none yet;
    ``settled_at``: UTC microseconds; ``due``: how many sign the grid; ``reopenings``: why each version
    before was replaced, in order; ``reserve``: why there is one. From ``title`` on: words as the pages of
    the file print them.
    """

    candidate: Candidate
    held: Held
    stage: Stage
    exam: str
    form: str
    year: int
    centre: str
    commission: str
    room: str = ""
    version: int = 0
    settled_at: int | None = None
    signers: tuple[Signer, ...] = ()
    due: int = 0
    reopenings: tuple[str, ...] = ()
    reserve: str = ""
    title: str = ""
    unit: str = ""
    diploma: str = ""
    form_name: str = ""
    jurors: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    standing: str = ""
    signatures: str = ""
    lacks: str = ""
    ruled: str = ""
    ccf: bool = False
    dossier: str = ""
    out_of: Decimal = Decimal(20)
    weighed: str = ""
    counted: str = ""
    partial: tuple[PartialMark, ...] = ()

    @property
    def claim(self) -> Claim:
        return Claim(number_key(self.candidate.number), self.exam, self.held.situation)


@dataclass(frozen=True, slots=True)
class Version:
    """One oral as one receipt holds it. ``receipt``: SHA-256 (hex) of what was received; ``file``, ``oral``:
    as ``OralKey``, "" and 0 for a signed grid; ``entries``: rows of the journal; ``hashes``: of them all, of
    a grid only that of the last one when its data were made; ``passages``: where a text stands, and the text,
    only while it is received.
    """

    receipt: str
    file: str
    oral: int
    entries: int
    hashes: tuple[bytes, ...]
    facts: OralFacts
    passages: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)

    @property
    def of_grid(self) -> bool:
        return not self.file

    @property
    def key(self) -> OralKey:
        return OralKey(self.file, self.oral)

    @property
    def head(self) -> bytes:
        return self.hashes[-1]

    @property
    def name(self) -> str:
        """What it is chosen by. Two grids may have been made at one row: if one was made up."""
        return f"{self.head.hex()}{_told(self)}"

    def hash_at(self, row: int) -> bytes | None:
        """Of a row from 1, where this version knows it."""
        if self.of_grid:
            return self.head if row == self.entries else None
        return self.hashes[row - 1] if 0 < row <= self.entries else None

    def continues(self, other: Version) -> bool:
        """Whether the other one is of the same journal, not beyond this one."""
        return self.hash_at(other.entries) == other.head and _agree(self, other)


def _agree(one: Version, other: Version) -> bool:
    """Whether a grid says what the journal says of that version: its hash alone, anybody may have copied."""
    if not other.of_grid or one.facts.version != other.facts.version or not one.facts.held.proposed:
        return True
    told = [(each.candidate.number, each.held.mark, each.partial) for each in (one.facts, other.facts)]
    return told[0] == told[1]


def common_rows(one: Version, other: Version) -> int:
    """How many rows the journals of two rivals begin with alike; 0 where a grid can't tell."""
    if one.of_grid or other.of_grid:
        return 0
    pairs = zip(one.hashes, other.hashes, strict=False)
    return next(
        (row for row, (ours, theirs) in enumerate(pairs) if ours != theirs), min(one.entries, other.entries)
    )


def _told(version: Version) -> str:
    facts = version.facts
    if not version.of_grid:
        return ""
    marks = [facts.held.mark, *(each.mark for each in facts.partial)]
    return "/".join(["", str(facts.version), *("" if each is None else str(each) for each in marks)])


@dataclass(frozen=True, slots=True)
class Choice:
    """``version``: name of the one that counts; ``over``: names of those that were seen beside it.
    ``utc``: microseconds.
    """

    version: str
    over: frozenset[str]
    reason: str
    author: str
    utc: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody's word that what is named ``of`` (``OralKey`` or ``Claim``) is that oral of the centre's."""

    of: str
    place: SlotKey
    author: str
    utc: int


@dataclass(frozen=True, slots=True)
class SentFile:
    """An exam file that the centre made for a commission. ``file``: its identity (hex); ``orals``: what it
    was made with, by number; ``passphrase``: "" unless it is kept. ``utc``: microseconds. ``jurors``: what
    it was made to say of each who sits, ``hours``: when each oral begins, ``centre``: of what name,
    ``people``: what of each candidate, by number of the oral; ``None`` where that wasn't kept.
    """

    file: str
    commission: int
    orals: Mapping[int, SlotKey]
    name: str = ""
    utc: int = 0
    passphrase: str = field(default="", repr=False)
    jurors: frozenset[str] | None = None
    hours: Mapping[int, datetime] | None = None
    centre: str | None = None
    people: Mapping[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """One oral. ``standing``: the version that counts, ``None`` while several contradict one another;
    ``rivals``: those that do, or that it was chosen over; ``choice``: the last one, which no longer counts
    where another version came since; ``grids``: signed grids of the standing one's
    journal; ``passed``: orals of other files that give way to it: not begun there, or an absence that it
    makes up for.
    """

    subject: Subject
    standing: Version | None
    rivals: tuple[Version, ...] = ()
    choice: Choice | None = None
    grids: tuple[Version, ...] = ()
    passed: tuple[Version, ...] = ()

    @property
    def contradictory(self) -> bool:
        return self.standing is None

    @property
    def versions(self) -> tuple[Version, ...]:
        """All that may be chosen, or that counts."""
        return self.rivals if self.standing is None else (self.standing, *self.rivals)

    @property
    def facts(self) -> OralFacts | None:
        """Of the standing version, with the signatures that only a grid of it bears."""
        if self.standing is None:
            return None
        told = self.standing.facts
        grids = (each.facts for each in self.grids if each.facts.version == told.version)
        best = max(grids, key=lambda each: (each.held.signed, len(each.signers)), default=told)
        more = (best.held.signed, len(best.signers)) > (told.held.signed, len(told.signers))
        if not (more and told.held.proposed):
            return told
        held = replace(told.held, signed=best.held.signed)
        return replace(told, held=held, signers=best.signers, signatures=best.signatures, lacks=best.lacks)


PlaceOf = Callable[[Version], SlotKey | None]


def no_place(_version: Version) -> None:
    """Of versions that nobody awaits."""


def merged(
    versions: Iterable[Version], choices: Iterable[Choice] = (), place: PlaceOf = no_place
) -> tuple[Merged, ...]:
    """Every oral that something came of, in the order of their subjects' words. Nothing in it depends on the
    order, nor on how often anything came.
    """
    lines, strays = _lines(set(versions))
    subjects: dict[Subject, list[_Line]] = defaultdict(list)
    claimed: dict[Claim, set[Subject]] = defaultdict(set)
    for line in lines:
        subject = place(line.tips[0]) or line.tips[0].key
        subjects[subject].append(line)
        claimed[line.tips[0].facts.claim].add(subject)
    for grid in strays:
        of = grid.tips[0].facts.claim
        theirs = claimed.get(of, set())
        alone = next(iter(theirs)) if len(theirs) == 1 else of
        subjects[place(grid.tips[0]) or alone].append(grid)
    decided = sorted(choices, key=lambda each: (each.utc, each.version, each.reason), reverse=True)
    return tuple(
        _merged(subject, of_it, decided) for subject, of_it in sorted(subjects.items(), key=_by_subject)
    )


def _by_subject(item: tuple[Subject, object]) -> tuple[str, str]:
    return type(item[0]).__name__, str(item[0])


class _Line(NamedTuple):
    """Versions of one journal. ``tips``: those that none continues, the longest first, never none;
    ``grids``: signed ones of it.
    """

    tips: tuple[Version, ...]
    grids: tuple[Version, ...]


def _lines(versions: set[Version]) -> tuple[list[_Line], list[_Line]]:
    """Orals of exam files with the grids of their journals; grids whose journal didn't come."""
    files: dict[OralKey, list[Version]] = defaultdict(list)
    grids = [each for each in versions if each.of_grid]
    for each in versions:
        if not each.of_grid:
            files[each.key].append(each)
    sought = {each.head for each in grids}
    tips = {key: _tips(found) for key, found in sorted(files.items())}
    of_row = {row: key for key, found in tips.items() for tip in found for row in sought & {*tip.hashes}}
    theirs: dict[OralKey, list[Version]] = defaultdict(list)
    strays: dict[Claim, list[Version]] = defaultdict(list)
    for each in grids:
        key = of_row.get(each.head)
        if key is not None and any(tip.continues(each) for tip in tips[key]):
            theirs[key].append(each)
        else:
            strays[each.facts.claim].append(each)
    lines = [_Line(found, tuple(theirs[key])) for key, found in tips.items()]
    alone = (
        _Line((tip,), tuple(each for each in found if each.name == tip.name))
        for _, found in sorted(strays.items())
        for tip in _tips(found)
    )
    return lines, list(alone)


def _tips(found: Iterable[Version]) -> tuple[Version, ...]:
    """One of each journal that none continues, the longest first. Of what came several times: most
    signatures, then the one received under the least hash.
    """
    best: dict[str, Version] = {}
    for each in sorted(found, key=_order):
        best.setdefault(each.name, each)
    known = list(best.values())
    return tuple(
        each
        for each in known
        if not any(other.entries > each.entries and other.continues(each) for other in known)
    )


def _order(version: Version) -> tuple[object, ...]:
    facts = version.facts
    return (
        version.of_grid,
        -version.entries,
        version.head,
        not facts.held.signed,
        -len(facts.signers),
        version.receipt,
    )


def _merged(subject: Subject, lines: Sequence[_Line], decided: Sequence[Choice]) -> Merged:
    kept, passed = _counting(lines)
    tips = sorted((tip for line in kept for tip in line.tips), key=_order)
    grids = {each for line in kept for each in line.grids}
    if min(map(_worth, kept)) >= _NOT_BEGUN:
        # On the lists of several files and begun in none: there is nothing to choose between.
        tips, passed = tips[:1], tuple(sorted({*passed, *tips[1:]}, key=_order))
    if len(tips) == 1:
        return Merged(subject, tips[0], (), None, _of(tips[0], grids), passed)
    for choice in decided:
        following = [each for each in tips if _follows(each, choice, grids)]
        if not following:
            continue
        others = [each for each in tips if each not in following]
        if len(following) == 1 and all(each.name in choice.over for each in others):
            chosen = following[0]
            return Merged(subject, chosen, tuple(others), choice, _of(chosen, grids), passed)
        return Merged(subject, None, tuple(tips), choice, (), passed)
    return Merged(subject, None, tuple(tips), None, (), passed)


def _follows(tip: Version, choice: Choice, grids: Iterable[Version]) -> bool:
    """Whether it is the one chosen, or continues it."""
    if choice.version == tip.name:
        return True
    if not tip.of_grid and choice.version in {each.hex() for each in tip.hashes}:
        return True
    return any(each.name == choice.version and tip.continues(each) for each in grids)


def _of(tip: Version, grids: Iterable[Version]) -> tuple[Version, ...]:
    return tuple(sorted((each for each in grids if tip.continues(each)), key=_order))


def _counting(lines: Sequence[_Line]) -> tuple[list[_Line], tuple[Version, ...]]:
    """Several orals for one that is awaited: one that took place stands before an absence that it makes up
    for, both before one that only stands on a list, and all before one that was taken off it.
    """
    best = min(_worth(line) for line in lines)
    kept = [line for line in lines if _worth(line) == best]
    return kept, tuple(sorted(_tips_of(line for line in lines if line not in kept), key=_order))


def _tips_of(lines: Iterable[_Line]) -> Iterator[Version]:
    return (tip for line in lines for tip in line.tips)


_NOT_BEGUN = 2


def _worth(line: _Line) -> int:
    return min(_stands(each.facts.stage, held=each.facts.held.status.worth.held) for each in line.tips)


def _stands(stage: Stage, *, held: bool) -> int:
    facts = stage.facts
    if not facts.listed:
        return 3
    if facts.waiting:
        return _NOT_BEGUN
    return 0 if stage.begun or held else 1
