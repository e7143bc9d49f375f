"""One search of a whole centre: its candidates, and the texts of what came back and counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from btstc_jury.application.centre.collection import stock_of
from btstc_jury.application.centre.heard import Gleaned, HeardKey
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.ports import Told
from btstc_jury.application.centre.words import Seen, VersionKey, words_of_candidate, words_of_version
from btstc_jury.application.finding import Excerpt, Held, Passage, Term, asked, excerpt_of
from btstc_jury.application.views.centre.board import Box, OralLine, oral_line
from btstc_jury.domain.centre.awaited import Awaited, Stock
from btstc_jury.domain.standing import Status


@dataclass(frozen=True, slots=True)
class CentreHit:
    """``candidate``: identity, ``None`` for what came of nobody of the centre's; ``line``: as the
    board tells of the oral, ``None`` where none is awaited; ``where``: ``None`` where the name is enough.
    """

    name: str
    number: str
    candidate: int | None
    line: OralLine | None = None
    where: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class CentreFound:
    """``more``: there are others, beyond the limit."""

    hits: tuple[CentreHit, ...]
    more: bool = False


def unsearched(office: CentreOffice) -> tuple[str, ...]:
    """Receipts whose texts are not searched yet: exam files that came before there was a search. None where
    the centre keeps no texts. Raises ``FileProblem``.
    """
    if not office.centre.keeps_texts:
        return ()
    store = office.file.collection
    known = store.searched()
    files = (each for each in store.versions() if not each.of_grid)
    lacking = (each.receipt for each in files if VersionKey(each.receipt, each.file, each.oral) not in known)
    return tuple(dict.fromkeys(lacking))


_MOST_SEEN = 1000
"""Versions that came with such words, whether they count or not."""


class _Entry(NamedTuple):
    """``words``: of its candidate, and of what counts where no search looks at it, which is ``held``."""

    words: str
    oral: Awaited | None
    candidate: int
    held: Held | None = None


def told_in(box: Box | None) -> Told | None:
    """What has to be told by what came, for an oral to stand so; ``None`` where that alone doesn't say."""
    return None if box is None else _TOLD[box]


_PLAIN = frozenset(
    each for each in Status if each.worth.held and not (each.worth.open or each.worth.withheld)
)
_TOLD: Mapping[Box, Told | None] = {
    # A signed grid may bear signatures that the version which counts hasn't.
    Box.DONE: Told(_PLAIN, settled=True),
    Box.ABSENT: Told(frozenset(each for each in Status if not each.worth.held), settled=True),
    Box.RESERVED: Told(
        frozenset(each for each in Status if each.worth.open and not each.worth.withheld), settled=True
    ),
    Box.WITHHELD: Told(frozenset(each for each in Status if each.worth.withheld), settled=True),
    Box.UNSIGNED: Told(frozenset(Status), settled=True, signed=False),
    Box.UNSETTLED: Told(frozenset(Status), settled=False),
    # What else is there, or isn't, decides on these.
    Box.ALONE: None,
    Box.UNCONFIRMED: None,
    Box.CONTRADICTORY: None,
    Box.NOT_RECEIVED: None,
    Box.NOTED: None,
}


class CentreFinder:
    """Looks through one open centre; what it folded once is kept as long as the centre stays as it is."""

    def __init__(self, office: CentreOffice) -> None:
        self._office = office
        self._stock: Stock | None = None
        self._made_of: tuple[object, ...] = ()
        self._entries: tuple[_Entry, ...] = ()
        self._more = Gleaned()

    def take(self, more: Gleaned) -> None:
        """What was read again, and isn't kept in the centre's file."""
        if more is not self._more:
            self._more, self._made_of = more, ()

    def find(self, text: str, box: Box | None, limit: int) -> CentreFound:
        """Orals and candidates with every word, of one state of the board if it is given. Raises
        ``FileProblem``.
        """
        terms = asked(text).terms
        if not terms and box is None:
            return CentreFound(())
        self._look()
        kept = self._office.file.collection
        seen = {each.key: each for each in kept.search(terms, _MOST_SEEN)} if terms else {}
        hits = self._hits(terms, box, seen)
        found = tuple(islice(hits, limit + 1))
        return CentreFound(found[:limit], len(found) > limit)

    def _look(self) -> None:
        """Fold anew what changed since."""
        office = self._office
        kept = office.file.collection
        # The timetable of the office is another object each time.
        made_of = (
            office.candidates,
            office.file.sharing.view,
            kept.versions(),
            kept.choices(),
            kept.sent(),
            kept.ties(),
            kept.searched(),
        )
        if made_of == self._made_of:
            return
        self._made_of = made_of
        self._stock = stock = stock_of(office)
        words = {each: words_of_candidate(known) for each, known in office.timetable.candidates.items()}
        searched = kept.searched()
        entries = [self._entry(each, words.get(each.place.candidate, ""), searched) for each in stock.awaited]
        sitting = {each.place.candidate for each in stock.awaited}
        entries += [_Entry(told, None, each) for each, told in words.items() if each not in sitting]
        self._entries = tuple(entries)

    def _hits(
        self, terms: Sequence[Term], box: Box | None, seen: Mapping[VersionKey, Seen]
    ) -> Iterator[CentreHit]:
        timetable = self._office.timetable
        for words, oral, identity, alone in self._entries:
            told = _seen(oral, seen) if seen else None
            if told is None and not all(each.stands_in(words) for each in terms):
                continue
            line = None if oral is None else oral_line(oral, timetable)
            if box is not None and (line is None or line.box is not box):
                continue
            candidate = timetable.candidates.get(identity)
            name = "" if candidate is None else candidate.full_name
            number = "" if candidate is None else candidate.exam_number
            held = alone if told is None else told.held
            where = None if held is None else excerpt_of(held, terms, f"{name} {number}")
            yield CentreHit(name, number, identity, line, where)
        yield from self._strays(terms, box, seen)

    def _entry(self, oral: Awaited, known: str, searched: Collection[VersionKey]) -> _Entry:
        version = None if oral.oral is None else oral.oral.standing
        if version is None or VersionKey(version.receipt, version.file, version.oral) in searched:
            return _Entry(known, oral, oral.place.candidate)
        again = self._more.texts.get(HeardKey(version.receipt, version.file, version.oral))
        texts = tuple(Passage(*each) for each in (version.facts.texts if again is None else again))
        held = Held(words_of_version(version.facts, texts), texts)
        return _Entry(f"{known}\n{held.words}", oral, oral.place.candidate, held)

    def _strays(
        self, terms: Sequence[Term], box: Box | None, seen: Mapping[VersionKey, Seen]
    ) -> Iterator[CentreHit]:
        """What came of no candidate of the centre's; it has no place on the board."""
        for each in self._stock.strays if self._stock is not None and box is None else ():
            for version in each.versions:
                told = seen.get(VersionKey(version.receipt, version.file, version.oral))
                if told is not None:
                    known = version.facts.candidate
                    where = excerpt_of(told.held, terms, f"{known.full_name} {known.number}")
                    yield CentreHit(known.full_name, known.number, None, None, where)
                    break


def _seen(oral: Awaited | None, seen: Mapping[VersionKey, Seen]) -> Seen | None:
    """The version that counts, or else one of those to choose from, where it was found."""
    if oral is None or oral.oral is None:
        return None
    standing = oral.oral.standing
    for version in oral.oral.versions if standing is None else (standing, *oral.oral.grids):
        found = seen.get(VersionKey(version.receipt, version.file, version.oral))
        if found is not None:
            return found
    return None
