"""What an event is, and its place in a journal."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Protocol

from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration, Instant, Reading
from btstc_jury.domain.oral import Oral

COLON = "\u202f:"


class Topic(StrEnum):
    """What of an oral an event alters, and so which screens have to look again."""

    SESSION = "session"
    PLAN = "plan"
    CLOCK = "clock"
    REMARKS = "notes"
    LEVELS = "levels"
    VERDICT = "verdict"
    STAGE = "stage"
    PROCEEDINGS = "proceedings"
    QUESTIONS = "questions"
    OPINIONS = "opinions"
    PROOF = "proof"
    REHEARSAL = "rehearsal"


class Formats(Protocol):
    """How times and marks are written where the words are shown."""

    def mark(self, value: Decimal | None) -> str: ...

    def minutes(self, length: Duration) -> str: ...

    def hour_second(self, instant: Instant) -> str: ...

    def short_day(self, day: date) -> str: ...


def changed(what: str, before: str, after: str, gone: str = "effacé") -> str:
    """« n° 13 : TS → NE », « n° 13 : NE », « n° 13 : TS → effacé »."""
    if not after:
        return f"{what}{COLON} {before} → {gone}"
    return f"{what}{COLON} {before} → {after}" if before and before != after else f"{what}{COLON} {after}"


@dataclass(frozen=True, slots=True)
class Context:
    """What the words of an event need to know: ``remarks``: the texts already met, by number; ``oral_name``:
    of another oral, by its number; ``seat``: a juror's capacity, in short.
    """

    form: Form
    jurors: Mapping[str, Juror]
    remarks: Mapping[int, RemarkText]
    oral_name: Callable[[int], str]
    seat: Callable[[Juror], str]
    formats: Formats

    def juror(self, key: str) -> str:
        juror = self.jurors.get(key)
        return juror.name if juror else "un membre de la commission"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands: ``number``: its sequence in the journal; ``forms``: the pinned ones, by hash."""

    number: int
    reading: Reading
    forms: Mapping[str, Form]


class Event(ABC):
    """One thing that happened. All that has to be known of a kind of event stands in its class.

    ``kind``: its name in the journal, never used for something else once given. ``wall``: undo does not cross
    it. ``undoable``: an undo may take it back. ``erasable``: its content is a juror's working remark, which
    may be erased once the proposal is settled. ``own``: it stays with the candidate whose sheet goes to
    another. ``travels``: it goes with such a sheet. ``late``: it may come after the proposal is settled, and
    be taken back then. ``settled``: it may come then too, and stays.
    """

    __slots__ = ()

    kind: ClassVar[str]
    topics: ClassVar[frozenset[Topic]]
    wall: ClassVar[bool] = False
    undoable: ClassVar[bool] = True
    erasable: ClassVar[bool] = False
    own: ClassVar[bool] = False
    travels: ClassVar[bool] = True
    late: ClassVar[bool] = False
    settled: ClassVar[bool] = False

    @abstractmethod
    def apply(self, oral: Oral, place: Place) -> Oral:
        """The oral after it."""

    def renumbered(self, numbers: Mapping[int, int]) -> Event | None:
        """The same in another journal, where what it refers to has other numbers; ``None`` where that isn't
        there.
        """
        return self

    @abstractmethod
    def words(self, context: Context) -> str:
        """One short phrase for the history; "" where those of another act say it."""

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        """What is said as soon as it is done, taken back or brought back: « n° 13 : TS → NE »; "" for what
        isn't the commission's doing or is told at its own field.
        """
        return self.words(context)


class Aside(Event):
    """An event that alters nothing of the oral in whose journal it stands."""

    __slots__ = ()

    topics = frozenset()
    travels = False

    def apply(self, oral: Oral, place: Place) -> Oral:
        return oral

    def words(self, context: Context) -> str:
        return ""


class Act(Event):
    """An event that a commission asks for as such: what it asks is the event itself."""

    __slots__ = ()

    @abstractmethod
    def decide(self, oral: Oral) -> tuple[Event, ...]:
        """What happens when it is asked for. Raises ``Refusal``; an empty tuple means nothing changes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with its place. ``sequence`` counts from 1 in its journal; ``act`` is the sequence of the
    first event of the same act of a juror, so that an act is undone whole. ``author``: a juror's key or "".
    """

    sequence: int
    act: int
    reading: Reading
    author: str
    event: Event
