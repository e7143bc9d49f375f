"""What came back to the centre, as a board: what is there, what lacks, what contradicts."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from btstc_jury.application.centre.receipts import Outcome, Receipt, ReceiptKind
from btstc_jury.application.views import formats
from btstc_jury.domain.centre.awaited import Awaited, Concern, Stock
from btstc_jury.domain.centre.collected import Merged, OralFacts, Version, common_rows
from btstc_jury.domain.centre.timetable import SlotKey, SlotState, Timetable
from btstc_jury.domain.moments import Instant
from btstc_jury.domain.standing import Symbol, Tone


class BoxFacts(NamedTuple):
    """``sign``: in text; ``label``: of one; ``several``: of one and of more, in the list of what lacks."""

    sign: str
    symbol: Symbol
    tone: Tone
    label: str
    several: tuple[str, str] = ("", "")


class Box(StrEnum):
    """How one interrogation stands on the board: done, or its most pressing concern."""

    DONE = "done"
    ABSENT = "absent"
    RESERVED = "reserved"
    WITHHELD = "withheld"
    ALONE = "alone"
    UNCONFIRMED = "unconfirmed"
    UNSIGNED = "unsigned"
    UNSETTLED = "unsettled"
    CONTRADICTORY = "contradictory"
    NOT_RECEIVED = "not_received"
    NOTED = "noted"
    """Not received either, of one whom the centre noted as absent."""

    @property
    def facts(self) -> BoxFacts:
        return _BOXES[self]


_BOXES: Mapping[Box, BoxFacts] = {
    Box.DONE: BoxFacts("■", Symbol.DONE, Tone.DONE, "reçue, validée et signée"),
    Box.ABSENT: BoxFacts(
        "–",
        Symbol.ABSENT,
        Tone.QUIET,
        "absent ou non validé",
        ("candidat absent ou non validé", "candidats absents ou non validés"),
    ),
    Box.RESERVED: BoxFacts(
        "▲", Symbol.RESERVED, Tone.WARNING, "sous réserve", ("sous réserve", "sous réserve")
    ),
    Box.WITHHELD: BoxFacts(
        "▼", Symbol.WITHHELD, Tone.ALERT, "résultat retenu", ("résultat retenu", "résultats retenus")
    ),
    Box.ALONE: BoxFacts(
        "◇",
        Symbol.PREPARING,
        Tone.WARNING,
        "grille signée sans son fichier, noms pas encore garantis",
        ("grille signée sans son fichier", "grilles signées sans leur fichier"),
    ),
    Box.UNCONFIRMED: BoxFacts(
        "?",
        Symbol.READY,
        Tone.WARNING,
        "rattachée par le numéro, à confirmer",
        ("rattachée par le numéro, à confirmer", "rattachées par le numéro, à confirmer"),
    ),
    Box.UNSIGNED: BoxFacts(
        "▣", Symbol.TO_SIGN, Tone.WARNING, "grille à signer", ("grille à signer", "grilles à signer")
    ),
    Box.UNSETTLED: BoxFacts(
        "◐",
        Symbol.DELIBERATING,
        Tone.WARNING,
        "pas encore validée",
        ("interrogation pas encore validée", "interrogations pas encore validées"),
    ),
    Box.CONTRADICTORY: BoxFacts(
        "◆", Symbol.DAMAGED, Tone.ALERT, "version à choisir", ("version à choisir", "versions à choisir")
    ),
    Box.NOT_RECEIVED: BoxFacts(
        "□",
        Symbol.PLANNED,
        Tone.QUIET,
        "pas reçue",
        ("interrogation pas reçue", "interrogations pas reçues"),
    ),
    Box.NOTED: BoxFacts(
        "╌",
        Symbol.JUSTIFIED,
        Tone.WARNING,
        "absence consignée au centre, constat à recevoir",
        ("absence consignée, constat à recevoir", "absences consignées, constats à recevoir"),
    ),
}

_OF_CONCERN: Mapping[Concern, Box] = {
    Concern.CONTRADICTORY: Box.CONTRADICTORY,
    Concern.NOT_RECEIVED: Box.NOT_RECEIVED,
    Concern.UNSETTLED: Box.UNSETTLED,
    Concern.UNSIGNED: Box.UNSIGNED,
    Concern.ALONE: Box.ALONE,
    Concern.UNCONFIRMED: Box.UNCONFIRMED,
    Concern.WITHHELD: Box.WITHHELD,
    Concern.RESERVED: Box.RESERVED,
    Concern.ABSENT: Box.ABSENT,
}
"""What lacks is listed in this order."""


@dataclass(frozen=True, slots=True)
class OralLine:
    """One interrogation. ``reference``: « 0213456010/E4 », by which a command names it; ``commission``: its
    number; ``hour``: when it is placed, ""; ``words``: how it stands, in words, with reasons; ``tie``: how it
    is known to be the centre's.
    """

    place: SlotKey
    reference: str
    box: Box
    name: str
    number: str
    exam: str
    commission: str
    hour: str
    words: str
    tie: str = ""


@dataclass(frozen=True, slots=True)
class CommissionRow:
    """``title``: « 2 · B14 »; ``validated``, ``signed``: how many of ``due``, who are those who didn't stay
    away; ``last``: the last deposit, in words; ``lacks``: something wasn't received.
    """

    commission: int
    title: str
    orals: tuple[OralLine, ...]
    validated: int
    signed: int
    due: int
    last: str
    lacks: bool


@dataclass(frozen=True, slots=True)
class MissingLine:
    """``words``: « interrogations pas reçues »; ``where``: « commission 3 »."""

    box: Box
    count: int
    words: str
    where: str
    orals: tuple[OralLine, ...]


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One of several versions. ``code``: by which a command names it; ``chosen``: it counts."""

    version: Version
    code: str
    title: str
    mark: str
    signed: str
    when: str
    reason: str
    source: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """``differences``: « Note : 14,5 · 13,5 », in the order of ``cards``; ``common``: how far the journals
    agree; ``decided``: by whom, when and why, or that a choice no longer holds; "" for none.
    """

    oral: Merged
    line: OralLine
    cards: tuple[VersionCard, ...]
    differences: tuple[str, ...]
    common: str
    decided: str
    open: bool


@dataclass(frozen=True, slots=True)
class StrayLine:
    """What is none of the centre's, or only maybe. ``proposed``: what it would be, by its number."""

    oral: Merged
    code: str
    name: str
    words: str
    proposed: SlotKey | None = None


@dataclass(frozen=True, slots=True)
class BoardView:
    """``bar``: how many boxes of each kind, in the order of the bar. ``damaged``: deposits that somebody has
    to ask for again.
    """

    received: int
    expected: int
    bar: tuple[tuple[Box, int], ...]
    rows: tuple[CommissionRow, ...]
    missing: tuple[MissingLine, ...]
    contradictions: tuple[ContradictionView, ...]
    strays: tuple[StrayLine, ...]
    damaged: tuple[str, ...]

    @property
    def heading(self) -> str:
        return f"reçue{'s' if self.received > 1 else ''} sur {self.expected}"


_BAR = (
    Box.DONE,
    Box.ABSENT,
    Box.ALONE,
    Box.UNCONFIRMED,
    Box.RESERVED,
    Box.WITHHELD,
    Box.UNSIGNED,
    Box.UNSETTLED,
    Box.CONTRADICTORY,
    Box.NOTED,
    Box.NOT_RECEIVED,
)


def board_view(stock: Stock, timetable: Timetable, receipts: Sequence[Receipt], now: Instant) -> BoardView:
    lines = {each.place: oral_line(each, timetable) for each in stock.awaited}
    rows = _Rows(stock, timetable, receipts, lines, now)
    count = Counter(each.box for each in lines.values())
    return BoardView(
        received=sum(each.received for each in stock.awaited),
        expected=len(stock.awaited),
        bar=tuple((box, count[box]) for box in _BAR if count[box]),
        rows=tuple(rows.all()),
        missing=tuple(_missing(stock.awaited, lines)),
        contradictions=tuple(_contradictions(stock, lines, receipts)),
        strays=tuple(_stray(each, stock) for each in stock.strays),
        damaged=tuple(_damaged(stock, receipts, now)),
    )


def counts(stock: Stock) -> dict[str, int]:
    """For a program: each concern by its name, each interrogation in all that concern it."""
    found = Counter(concern for each in stock.awaited for concern in each.concerns)
    received = sum(each.received for each in stock.awaited)
    return {
        "expected": len(stock.awaited),
        "received": received,
        **{concern.value: found[concern] for concern in Concern},
        "strays": len(stock.strays),
    }


def code_of(name: str) -> str:
    """Eight letters and digits that stand for a version, or a subject."""
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def oral_line(awaited: Awaited, timetable: Timetable) -> OralLine:
    place, facts = awaited.place, awaited.facts
    known = timetable.candidates.get(place.candidate)
    told = awaited.oral.versions[0].facts.candidate if awaited.oral is not None else None
    name = known.full_name if known is not None else told.full_name if told is not None else "?"
    number = known.exam_number if known is not None else told.number if told is not None else ""
    slot = timetable.slots.get(place)
    commission = timetable.commissions.get(awaited.commission)
    concerns, noted = awaited.concerns, noted_absence(awaited, timetable)
    box = _OF_CONCERN[concerns[0]] if concerns else Box.DONE
    return OralLine(
        place=place,
        reference=f"{number or place.candidate}/{place.exam}",
        box=Box.NOTED if noted else box,
        name=name,
        number=number,
        exam=place.exam,
        commission="" if commission is None else commission.number,
        hour="" if slot is None else formats.clock(slot.oral),
        words=noted or "\u202f; ".join(_words(concerns, facts)),
        tie="" if awaited.tied is None else awaited.tied.words,
    )


def noted_absence(awaited: Awaited, timetable: Timetable) -> str:
    """Of one that the centre itself noted as absent (F7), "" of others: it is the commission that says so
    for good.
    """
    slot = timetable.slots.get(awaited.place)
    if awaited.received or slot is None or slot.state is not SlotState.ABSENT:
        return ""
    return Box.NOTED.facts.label


def _words(concerns: Iterable[Concern], facts: OralFacts | None) -> Iterator[str]:
    if facts is None or not concerns:
        yield from (_OF_CONCERN[each].facts.label for each in concerns)
        if facts is not None:
            yield f"{facts.standing}, {_mark(facts)}" if facts.held.mark is not None else facts.standing
        return
    for each in concerns:
        match each:
            case Concern.UNSIGNED:
                yield facts.lacks or f"signée par {len(facts.signers)} sur {facts.due}"
            case Concern.UNSETTLED:
                yield facts.lacks or facts.stage.facts.state
            case Concern.ABSENT:
                yield facts.held.status.worth.label
            case Concern.RESERVED:
                yield f"sous réserve\u202f: {facts.reserve}" if facts.reserve else "sous réserve"
            case (
                Concern.WITHHELD
                | Concern.ALONE
                | Concern.UNCONFIRMED
                | Concern.CONTRADICTORY
                | Concern.NOT_RECEIVED
            ):
                yield _OF_CONCERN[each].facts.label


_NOT_HERE = frozenset({Box.NOT_RECEIVED, Box.NOTED})


class _Rows:
    def __init__(
        self,
        stock: Stock,
        timetable: Timetable,
        receipts: Sequence[Receipt],
        lines: Mapping[SlotKey, OralLine],
        now: Instant,
    ) -> None:
        self._timetable = timetable
        self._lines = lines
        self._now = now
        self._receipts = {each.sha256: each for each in receipts}
        self._by_commission: dict[int, list[Awaited]] = defaultdict(list)
        for each in stock.awaited:
            self._by_commission[each.commission].append(each)

    def all(self) -> Iterator[CommissionRow]:
        for commission, orals in self._by_commission.items():
            lines = tuple(self._lines[each.place] for each in orals)
            due = [each for each in orals if each.facts is None or each.facts.held.status.worth.held]
            yield CommissionRow(
                commission,
                self._title(commission),
                lines,
                sum(each.facts is not None and each.facts.held.proposed for each in due),
                sum(each.signed for each in due),
                len(due),
                self._last(orals),
                any(each.box in _NOT_HERE for each in lines),
            )

    def _title(self, commission: int) -> str:
        known = self._timetable.commissions.get(commission)
        if known is None:
            return "Sans commission"
        return " · ".join(filter(None, (known.number, known.room)))

    def _last(self, orals: Iterable[Awaited]) -> str:
        """« fichier et 3 grilles, 17 h 55 »."""
        versions = (
            version
            for each in orals
            if each.oral is not None
            for version in (*each.oral.versions, *each.oral.grids, *each.oral.passed)
        )
        found = {each.receipt for each in versions} & self._receipts.keys()
        came = sorted((self._receipts[each] for each in found), key=lambda each: each.utc)
        if not came:
            return ""
        grids = sum(each.kind is ReceiptKind.GRID for each in came)
        files = [each for each in came if each.kind is ReceiptKind.EXAM_FILE]
        what = " et ".join(
            filter(None, ("fichier" if files else "", formats.count(grids, "grille") if grids else ""))
        )
        sound = ""
        if files:
            broken = files[-1].outcome is Outcome.DAMAGED
            sound = " · endommagé" if broken else " · sain"
        return f"{what}, {_when(came[-1].utc, self._now)}{sound}"


def _when(utc: int, now: Instant) -> str:
    at, today = formats.local(Instant(utc)), formats.local(now).date()
    return formats.clock(at) if at.date() == today else f"{formats.short_day(at.date())}, {formats.clock(at)}"


def _missing(awaited: Iterable[Awaited], lines: Mapping[SlotKey, OralLine]) -> Iterator[MissingLine]:
    concerned: dict[Box, list[OralLine]] = defaultdict(list)
    for each in awaited:
        line = lines[each.place]
        for concern in each.concerns:
            box = _OF_CONCERN[concern]
            concerned[Box.NOTED if box is Box.NOT_RECEIVED and line.box is Box.NOTED else box].append(line)
    for box in (*_OF_CONCERN.values(), Box.NOTED):
        found = concerned[box]
        if found:
            words = box.facts.several[len(found) > 1]
            yield MissingLine(box, len(found), words, _where(found), tuple(found))


_MOST = 3


def _where(lines: Iterable[OralLine]) -> str:
    numbers = list(dict.fromkeys(each.commission for each in lines if each.commission))
    if not 0 < len(numbers) <= _MOST:
        return ""
    return f"commission{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"


def _contradictions(
    stock: Stock, lines: Mapping[SlotKey, OralLine], receipts: Sequence[Receipt]
) -> Iterator[ContradictionView]:
    """Those to be decided first; then those that were."""
    by_hash = {each.sha256: each for each in receipts}
    found = [each for each in stock.awaited if each.oral is not None and len(each.oral.versions) > 1]
    for each in sorted(found, key=lambda each: each.tied is not None):
        if each.oral is not None:
            yield contradiction_view(each.oral, lines[each.place], by_hash)


def contradiction_view(oral: Merged, line: OralLine, receipts: Mapping[str, Receipt]) -> ContradictionView:
    shown = sorted(
        oral.versions, key=lambda each: (each.facts.version, each.facts.settled_at or 0, each.name)
    )
    common = {common_rows(shown[0], each) for each in shown[1:]} - {0}
    same = f"Les journaux sont les mêmes jusqu’à la ligne {min(common)}." if common else ""
    return ContradictionView(
        oral,
        line,
        tuple(_card(each, receipts, chosen=each is oral.standing) for each in shown),
        tuple(_differences([each.facts for each in shown])),
        same,
        _decided(oral),
        oral.contradictory,
    )


def _card(version: Version, receipts: Mapping[str, Receipt], *, chosen: bool) -> VersionCard:
    facts, receipt = version.facts, receipts.get(version.receipt)
    name = "" if receipt is None else f" «\u202f{receipt.name}\u202f»"
    at = max((each.utc for each in facts.signers if each.utc is not None), default=facts.settled_at)
    again = ""
    if facts.version > 1:
        reason = f"«\u202f{facts.reopenings[-1]}\u202f», " if facts.reopenings else ""
        again = f"{reason}annule et remplace la version {facts.version - 1}"
    return VersionCard(
        version,
        code_of(version.name),
        f"{facts.candidate.full_name} · version {facts.version}"
        if facts.version
        else facts.candidate.full_name,
        _mark(facts),
        f"signée par {len(facts.signers)} sur {facts.due}" if facts.due else facts.stage.facts.state.lower(),
        "" if at is None else formats.short_moment(formats.local(Instant(at))),
        again,
        f"{'Grille signée' if version.of_grid else 'Fichier'}{name}",
        chosen,
    )


def _mark(facts: OralFacts) -> str:
    if facts.held.mark is None:
        return facts.held.status.worth.label if facts.held.settled else "sans note"
    return f"{formats.mark(facts.held.mark)}/{formats.mark(facts.out_of)}"


def _differences(facts: Sequence[OralFacts]) -> Iterator[str]:
    told: tuple[tuple[str, list[str]], ...] = (
        ("Candidat", [f"{each.candidate.full_name} (n° {each.candidate.number})" for each in facts]),
        ("Note", [_mark(each) for each in facts]),
        ("Notes partielles", [" + ".join(formats.mark(one.mark) for one in each.partial) for each in facts]),
        ("État", [each.stage.facts.state for each in facts]),
        ("Situation", [each.held.status.worth.label for each in facts]),
        ("Version", [str(each.version) for each in facts]),
        ("Signataires", [", ".join(one.name for one in each.signers) or "personne" for each in facts]),
        ("Jury", [", ".join(each.jurors) for each in facts]),
        ("Commission", [each.commission for each in facts]),
    )
    for label, values in told:
        if len(set(values)) > 1:
            yield f"{label}{formats.COLON} {' · '.join(each or '—' for each in values)}"
    texts = [dict(each.texts) for each in facts]
    for label in dict.fromkeys(label for each in texts for label in each):
        if len({each.get(label) for each in texts}) > 1:
            yield f"{label}\u202f: les textes diffèrent"


def _decided(oral: Merged) -> str:
    choice = oral.choice
    if choice is None:
        return ""
    when = formats.short_moment(formats.local(Instant(choice.utc)))
    told = f"le {when} par {choice.author}\u202f: {choice.reason}"
    if oral.contradictory:
        return f"Le choix fait {told}. Une autre version est arrivée depuis\u202f: il ne compte plus."
    return f"Choisie {told}"


def _stray(oral: Merged, stock: Stock) -> StrayLine:
    version = oral.versions[0]
    facts, proposed = version.facts, stock.places.proposed(version)
    name = f"{facts.candidate.full_name}, n° {facts.candidate.number or '—'}, {facts.exam}"
    if proposed is None:
        words = "Ce numéro n’est d’aucun candidat du centre, ou de plusieurs."
    else:
        words = "Son numéro est celui d’un candidat du centre, son nom est un autre."
    return StrayLine(oral, code_of(str(oral.subject)), name, words, proposed)


def _damaged(stock: Stock, receipts: Sequence[Receipt], now: Instant) -> Iterator[str]:
    """Of those that nothing sound came in place of, under the same name or of the same file."""
    files = {version.receipt: version.file for oral in _all(stock) for version in oral.versions}
    sound = {each.sha256: each.utc for each in receipts if not each.outcome.facts.fault}
    later: dict[str, int] = {}
    for each in receipts:
        if each.sha256 in sound:
            for key in filter(None, (each.name, files.get(each.sha256))):
                later[key] = max(each.utc, later.get(key, 0))
    for each in receipts:
        mended = max(later.get(each.name, 0), later.get(files.get(each.sha256, ""), 0))
        if each.outcome.facts.fault and mended < each.utc:
            yield f"{each.name}, {_when(each.utc, now)}\u202f: {each.outcome.facts.label}."


def _all(stock: Stock) -> Iterator[Merged]:
    yield from (each.oral for each in stock.awaited if each.oral is not None)
    yield from stock.strays
