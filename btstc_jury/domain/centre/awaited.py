"""Which oral of the centre's days each thing that came back is, and what is still to be done about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.domain.centre.candidates import CentreCandidate, alike, number_key
from btstc_jury.domain.centre.collected import (
    Choice,
    Merged,
    OralFacts,
    SentFile,
    Tie,
    Version,
    merged,
)
from btstc_jury.domain.centre.timetable import SlotKey, Timetable, situated


class Tied(StrEnum):
    """How an oral that came is known to be one of the centre's."""

    FILE = "file"
    """The centre made its file."""
    CONFIRMED = "confirmed"
    """Somebody said so."""
    NUMBER = "number"
    """By the candidate's number and the exam; nobody said so yet."""

    @property
    def words(self) -> str:
        return _TIES[self]


_TIES: Mapping[Tied, str] = {
    Tied.FILE: "fichier remis par le centre",
    Tied.CONFIRMED: "rattaché par le numéro, confirmé",
    Tied.NUMBER: "rattaché par le numéro, à confirmer",
}


class Concern(StrEnum):
    """What somebody has to do something about, or to know."""

    CONTRADICTORY = "contradictory"
    NOT_RECEIVED = "not_received"
    UNSETTLED = "unsettled"
    UNSIGNED = "unsigned"
    ALONE = "alone"
    """A signed grid whose exam file hasn't come, which alone says whether the names in it are right."""
    UNCONFIRMED = "unconfirmed"
    WITHHELD = "withheld"
    RESERVED = "reserved"
    ABSENT = "absent"
    """Absent, or not validated: no mark follows."""


class Places:
    """Where what came belongs. By the file that the centre made; else by what somebody said; else by number
    and exam, where one candidate bears the number and the names don't contradict it. Never by name.
    """

    def __init__(
        self, candidates: Mapping[int, CentreCandidate], sent: Iterable[SentFile], ties: Iterable[Tie]
    ) -> None:
        self._candidates = candidates
        self._sent = {each.file: each for each in sent}
        self._ties = {each.of: each for each in ties}
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for identity, candidate in candidates.items():
            if candidate.exam_number:
                self._numbers[number_key(candidate.exam_number)].append(identity)

    def place(self, version: Version) -> SlotKey | None:
        return None if self.doubtful(version) else self.proposed(version)

    def proposed(self, version: Version) -> SlotKey | None:
        """What it would be, were it not ``doubtful``."""
        tie, sent = self._tie(version), self._of_sent(version)
        if tie is not None or sent is not None:
            return sent if tie is None else tie.place
        found = self._numbers.get(version.facts.claim.number, [])
        exam = situated(version.facts.exam, version.facts.held.situation)
        return SlotKey(found[0], exam) if len(found) == 1 else None

    def doubtful(self, version: Version) -> bool:
        """Whether the candidate is called otherwise than the one in whose place it would be."""
        proposed = self.proposed(version)
        if proposed is None or self._tie(version) is not None:
            return False
        known, told = self._candidates.get(proposed.candidate), version.facts.candidate
        return known is None or not alike(
            known, CentreCandidate(last_name=told.last_name, first_names=told.first_names)
        )

    def tied(self, version: Version) -> Tied:
        """Of one that has a place."""
        if self._tie(version) is not None:
            return Tied.CONFIRMED
        return Tied.NUMBER if self._of_sent(version) is None else Tied.FILE

    def commission(self, version: Version) -> int:
        """For which the centre made its file, 0 for none."""
        sent = self._sent.get(version.file)
        return 0 if sent is None else sent.commission

    def _tie(self, version: Version) -> Tie | None:
        return self._ties.get(tie_name(version))

    def _of_sent(self, version: Version) -> SlotKey | None:
        sent = self._sent.get(version.file)
        return None if sent is None else sent.orals.get(version.oral)


def tie_name(version: Version) -> str:
    """What a ``Tie`` of it is of."""
    return str(version.facts.claim if version.of_grid else version.key)


@dataclass(frozen=True, slots=True)
class Awaited:
    """An oral of the days. ``commission``: identity, 0 where it isn't known; ``oral``: what came of it, if
    anything did; ``tied``: how, ``None`` for nothing or for versions that contradict one another.
    """

    place: SlotKey
    commission: int
    oral: Merged | None = None
    tied: Tied | None = None

    @property
    def facts(self) -> OralFacts | None:
        """Of what counts: ``None`` for what was only planned there, too."""
        facts = None if self.oral is None else self.oral.facts
        if facts is None or facts.stage.facts.waiting or not facts.stage.facts.listed:
            return None
        return facts

    @property
    def received(self) -> bool:
        return self.facts is not None or (self.oral is not None and self.oral.contradictory)

    @property
    def alone(self) -> bool:
        """Whether only a grid tells of it."""
        return self.oral is not None and self.oral.standing is not None and self.oral.standing.of_grid

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """The most pressing first."""
        return tuple(sorted(_concerns(self), key=_ORDER.index))

    @property
    def signed(self) -> bool:
        """Whether its grid bears every signature, by people whom its file vouches for, or none is due."""
        facts = self.facts
        return facts is not None and facts.held.settled and not (facts.held.unsigned or self.alone)


_ORDER = tuple(Concern)


def _concerns(awaited: Awaited) -> Iterator[Concern]:
    if awaited.oral is not None and awaited.oral.contradictory:
        yield Concern.CONTRADICTORY
        return
    facts = awaited.facts
    if facts is None:
        yield Concern.NOT_RECEIVED
        return
    worth = facts.held.status.worth
    concerns = (
        (Concern.UNSETTLED, not facts.held.settled),
        (Concern.UNSIGNED, facts.held.unsigned),
        (Concern.ALONE, awaited.alone),
        (Concern.UNCONFIRMED, awaited.tied is Tied.NUMBER),
        (Concern.WITHHELD, worth.withheld),
        (Concern.RESERVED, worth.open and not worth.withheld),
        (Concern.ABSENT, not worth.held),
    )
    yield from (concern for concern, applies in concerns if applies)


@dataclass(frozen=True, slots=True)
class Stock:
    """``awaited``: by commission, then as the day goes; ``strays``: what is no oral of the centre's, or only
    maybe; ``places``: by which that was found.
    """

    awaited: tuple[Awaited, ...]
    strays: tuple[Merged, ...]
    places: Places


def take_stock(
    timetable: Timetable,
    versions: Iterable[Version],
    choices: Iterable[Choice] = (),
    sent: Iterable[SentFile] = (),
    ties: Iterable[Tie] = (),
) -> Stock:
    """Awaited are the slots, the orals of the files that were sent, and what came of other orals of the
    centre's candidates.
    """
    sent = tuple(sent)
    places = Places(timetable.candidates, sent, ties)
    came: dict[SlotKey, Merged] = {}
    strays = []
    for each in merged(versions, choices, places.place):
        if isinstance(each.subject, SlotKey):
            came[each.subject] = each
        else:
            strays.append(each)
    of_sent = {place: each.commission for each in sent for place in each.orals.values()}
    of_slot = {key: slot.commission for key, slot in timetable.slots.items()}
    told = {key: _commission(timetable, places, each) for key, each in came.items() if _counts(each)}
    commissions = told | of_sent | of_slot
    begins = {key: slot.oral.isoformat() for key, slot in timetable.slots.items()}
    order = sorted(commissions, key=lambda key: (commissions[key] or _LAST, begins.get(key, ""), key))
    found = (Awaited(key, commissions[key], came.get(key), _tied(places, came.get(key))) for key in order)
    return Stock(tuple(found), tuple(strays), places)


_LAST = 1 << 62


def _counts(oral: Merged) -> bool:
    """Whether it is awaited though nobody placed it: one that was taken off its list isn't."""
    return oral.standing is None or oral.standing.facts.stage.facts.listed


def _commission(timetable: Timetable, places: Places, oral: Merged) -> int:
    """By the file that the centre made; else that of the number that the file gives."""
    version = oral.versions[0]
    number = number_key(version.facts.commission)
    alike_numbers = [
        each.identity for each in timetable.commissions.values() if number_key(each.number) == number
    ]
    return places.commission(version) or (alike_numbers[0] if len(alike_numbers) == 1 else 0)


def _tied(places: Places, oral: Merged | None) -> Tied | None:
    return None if oral is None or oral.standing is None else places.tied(oral.standing)
