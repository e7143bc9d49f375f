"""The jurors' opinions as a screen may show them: each to its author alone until all are revealed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from btstc_jury.application.office import Office
from btstc_jury.application.pins import has_pin
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.departures import gone_since
from btstc_jury.domain.assessment import Remark
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.events import Rated, Revealed, SheetReceived
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.opinions import Opinion, OpinionMode, Spread, diverges, mark_spread, spread
from btstc_jury.domain.oral import Oral, heard
from btstc_jury.domain.standing import Stage

MODE_NAMES = {OpinionMode.COMMON: "Avis commun", OpinionMode.SEPARATE: "Avis séparés"}


class OpinionState(StrEnum):
    """Its value is what the screen says of it."""

    NOT_BEGUN = "pas commencé"
    BEGUN = "en cours"
    GIVEN = "rendu"


@dataclass(frozen=True, slots=True)
class JurorState:
    """``column``: the seat in a few letters; ``state`` tells nothing of what the opinion says.

    ``gone``: « parti à 14:21 », "" for who is there. ``pin``: whether a PIN was chosen; ``blank``: nothing of
    theirs is hidden in this oral; ``closed``: as ``Debate.closed``.
    """

    key: str
    column: str
    seat: str
    name: str
    state: OpinionState
    gone: str
    pin: bool
    blank: bool
    closed: bool = False


@dataclass(frozen=True, slots=True)
class OwnOpinion:
    """What its author alone sees. ``lacking``: what it needs before it can be given, "" for nothing."""

    juror: str
    given: bool
    lacking: str


@dataclass(frozen=True, slots=True)
class OpinionBox:
    """One juror's level of one criterion; ``letters`` "" where none was given; ``rank`` as ``LevelBox``."""

    letters: str
    rank: float | None


@dataclass(frozen=True, slots=True)
class LevelSpread:
    """``lowest`` and ``highest``: 0 to 1 along the scale, ``None`` where no juror placed the criterion on
    it. ``unlike``: assessed by some, « non évalué » by others; ``whole``: every juror gave an opinion on it.
    ``words``: all the opinions in one sentence. ``reason``: why the settled level is none of them;
    ``wanted``: that reason is compulsory.
    """

    lowest: float | None
    highest: float | None
    width: int
    unlike: bool
    whole: bool
    divergent: bool
    words: str
    reason: str = ""
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class DissentLine:
    juror: str
    name: str
    text: str
    criterion: int | None


@dataclass(frozen=True, slots=True)
class MarkOpinion:
    """``name``: « M. Lanvin · portable » where it came from one; ``mark``: « 12,5 », or "" where none was
    proposed.
    """

    column: str
    name: str
    mark: str


@dataclass(frozen=True, slots=True)
class PartialOpinions:
    """One of several marks: ``title``, each juror's, ``spread`` as in ``MarksView``."""

    title: str
    marks: tuple[MarkOpinion, ...]
    spread: str


@dataclass(frozen=True, slots=True)
class MarksView:
    """``spread``: « écart 2,5 », "" where there is none; ``divergent``: beyond the form's limit. ``partial``:
    of several marks, those that some juror gave.
    """

    marks: tuple[MarkOpinion, ...]
    spread: str
    divergent: bool
    reason: str
    wanted: bool
    partial: tuple[PartialOpinions, ...] = ()


@dataclass(frozen=True, slots=True)
class OpinionsView:
    """``choosable``: the mode can still change. ``own``: of the juror in turn, before the reveal only.

    ``marks`` and ``dissents`` are empty, and ``revealed`` is "", until the reveal. ``open`` tells whether
    opinions can be given now. ``masked``: how much of each opinion waits for the reveal, "" for nothing.
    """

    mode: OpinionMode
    choosable: bool
    hidden: bool
    open: bool
    jurors: tuple[JurorState, ...]
    own: OwnOpinion | None
    all_given: bool
    revealed: str
    marks: MarksView | None
    dissents: tuple[DissentLine, ...]
    masked: str = ""

    @property
    def compared(self) -> bool:
        """Whether the opinions stand side by side."""
        return self.marks is not None

    def about(self, criterion: int | None) -> tuple[DissentLine, ...]:
        """Dissents on a criterion; on the mark for ``None``."""
        return tuple(each for each in self.dissents if each.criterion == criterion)


def opinions_view(office: Office, number: int, juror: str | None = None) -> OpinionsView:
    """``juror``: key of the one in turn, ``None`` for nobody."""
    oral, debate = office.oral(number), office.oral(number).debate
    settled = oral.stage is Stage.FINALISED or bool(office.read_only)
    compared = debate.mode is OpinionMode.SEPARATE and debate.revealed
    personal = any(remark.content.personal for remark in oral.remarks.values())
    return OpinionsView(
        mode=debate.mode,
        choosable=(not (settled or debate.revealed or debate.opinions or personal)) and not _alone(oral),
        hidden=debate.hidden,
        open=debate.hidden and bool(oral.jurors) and not settled,
        jurors=tuple(_states(office, oral)),
        own=_own(oral, juror) if debate.hidden and juror else None,
        all_given=bool(oral.jurors) and all(debate.of(each.key).given for each in oral.sitting),
        revealed=and_before(office, number) if compared else "",
        marks=_marks(oral) if compared else None,
        dissents=tuple(_dissents(office, oral)) if compared else (),
        masked=_masked(oral, juror) if debate.hidden else "",
    )


def levels_shown(oral: Oral, juror: str | None) -> Mapping[int, str]:
    """The levels that the person before the screen may see: the commission's, or while opinions are
    hidden those of the juror in turn alone.
    """
    if not oral.debate.hidden:
        return oral.ratings
    return oral.debate.of(juror).levels if juror else {}


def masked_levels(oral: Oral, juror: str | None) -> Mapping[int, int]:
    """How many levels of each criterion are there and not to be seen by the person before the screen: the
    opinions of others, and what the commission had settled before opinions were separate.
    """
    if not oral.debate.hidden:
        return {}
    others = (opinion.levels for key, opinion in oral.debate.opinions.items() if key != juror)
    return Counter(chain(oral.ratings, *others))


def masked_words(levels: int) -> str:
    """« 17 niveaux masqués »; "" for nothing."""
    return formats.count(levels, "niveau masqué", "niveaux masqués") if levels else ""


def mark_shown(oral: Oral, juror: str | None) -> Decimal | None:
    """The mark, likewise."""
    if not oral.debate.hidden:
        return oral.verdict.mark
    return oral.debate.of(juror).mark if juror else None


def partial_shown(oral: Oral, juror: str | None) -> Mapping[int, Decimal]:
    """The several marks of a form, likewise."""
    if not oral.debate.hidden:
        return oral.verdict.partial
    return oral.debate.of(juror).partial if juror else {}


def remark_shown(oral: Oral, remark: Remark, juror: str | None) -> bool:
    """Whether a remark may be seen: a personal one by its author alone until the reveal."""
    content = remark.content
    mine = juror is not None and content.author == juror
    return not content.personal or mine or not oral.debate.hidden


def level_spread(oral: Oral, criterion: int) -> LevelSpread:
    """Only once revealed."""
    opinions = [oral.debate.of(juror.key) for juror in oral.jurors]
    levels = [opinion.levels.get(criterion) for opinion in opinions]
    found = spread(oral.form, levels)
    steps = max(len(oral.form.levels) - 1, 1)
    settled, given = oral.ratings.get(criterion), {each for each in levels if each}
    reason = oral.debate.reasons.get(criterion, "")
    return LevelSpread(
        lowest=None if found.lowest is None else found.lowest / steps,
        highest=None if found.highest is None else found.highest / steps,
        width=found.width,
        unlike=found.unlike,
        whole=all(criterion in oral.debate.of(juror.key).levels for juror in heard(oral)),
        divergent=diverges(oral.form, found),
        words=_opinion_words(oral, levels, found),
        reason=reason,
        wanted=bool(given) and settled is not None and settled not in given,
    )


def opinion_boxes(oral: Oral, criterion: int) -> tuple[OpinionBox, ...]:
    """Each juror's level, in the order of the commission; only once revealed."""
    steps = max(len(oral.form.levels) - 1, 1)
    ranks = {level.letters: rank / steps for rank, level in enumerate(oral.form.levels)}
    letters = (oral.debate.of(juror.key).levels.get(criterion, "") for juror in oral.jurors)
    return tuple(OpinionBox(each, ranks.get(each)) for each in letters)


def reveal_words(office: Office, number: int) -> str:
    """« Avis révélés à 15:12 », with the reason where it didn't wait for all."""
    reading = _revealed_at(office, number)
    hour = f" à {formats.hour(reading.utc)}" if reading else ""
    reason = office.oral(number).debate.reveal_reason
    early = f" sans attendre tous les avis{formats.NARROW}: {reason}" if reason else ""
    return f"Avis révélés{hour}{early}"


def and_before(office: Office, number: int) -> str:
    """The reveal, then the levels that were the commission's own before opinions were separate: it may have
    settled others since.
    """
    before = _common_before(office, number)
    told = ", ".join(f"{criterion}\u202f{level}" for criterion, level in sorted(before.items()))
    common = f" · Avis commun d’avant{formats.COLON} {told}" if told else ""
    return f"{reveal_words(office, number)}{common}"


def _common_before(office: Office, number: int) -> Mapping[int, str]:
    """As they were when the opinions were revealed."""
    history = office.history(number)
    levels: dict[int, str] = {}
    for entry in history.entries:
        if entry.act in history.undone:
            continue
        match entry.event:
            case Revealed() if entry.sequence > 0:
                return levels
            case SheetReceived():
                return _common_before(office, entry.event.source)
            case Rated(criterion, str() as level):
                levels[criterion] = level
            case Rated(criterion):
                levels.pop(criterion, None)
    return levels


def _revealed_at(office: Office, number: int) -> Reading | None:
    history = office.history(number)
    for entry in reversed(history.entries):
        if entry.act in history.undone:
            continue
        if isinstance(entry.event, Revealed) and entry.sequence > 0:
            return entry.reading
        if isinstance(entry.event, SheetReceived):
            return _revealed_at(office, entry.event.source)
    return None


def _states(office: Office, oral: Oral) -> Iterator[JurorState]:
    personal = {remark.content.author for remark in oral.remarks.values() if remark.content.personal}
    for juror, column in zip(oral.jurors, people.columns(oral), strict=True):
        state = _state(oral.debate.of(juror.key))
        yield JurorState(
            juror.key,
            column,
            people.seat_short(juror, oral.form.commission),
            juror.name,
            state,
            gone_since(oral, juror.key),
            pin=has_pin(office, juror.key),
            blank=state is OpinionState.NOT_BEGUN and juror.key not in personal,
            closed=oral.debate.closed(juror.key),
        )


def _masked(oral: Oral, juror: str | None) -> str:
    """« Masqués jusqu’à la révélation : ÉG 17 niveaux, la note · STI 3 niveaux »."""
    told = []
    common = tuple(_hidden_parts(len(oral.ratings), oral.verdict.mark, oral.verdict.partial))
    if common:
        told.append(f"avis commun {', '.join(common)}")
    for each, column in zip(oral.jurors, people.columns(oral), strict=True):
        parts = () if each.key == juror else tuple(_hidden(oral, each.key))
        if parts:
            told.append(f"{column} {', '.join(parts)}")
    return f"Masqués jusqu’à la révélation{formats.COLON} {' · '.join(told)}" if told else ""


def _hidden(oral: Oral, juror: str) -> Iterator[str]:
    opinion = oral.debate.of(juror)
    yield from _hidden_parts(len(opinion.levels), opinion.mark, opinion.partial)
    personal = [r for r in oral.remarks.values() if r.content.personal and r.content.author == juror]
    if personal:
        yield formats.count(len(personal), "remarque")


def _hidden_parts(levels: int, mark: Decimal | None, partial: Mapping[int, Decimal]) -> Iterator[str]:
    if levels:
        yield formats.count(levels, "niveau", "niveaux")
    marks = len(partial) + (mark is not None)
    if marks:
        yield "la note" if marks == 1 else f"{marks} notes"


def _alone(oral: Oral) -> bool:
    """Whether one person interrogates, who has nobody to agree with."""
    return len(oral.jurors or oral.form.commission.members) == 1


def _state(opinion: Opinion) -> OpinionState:
    if opinion.given:
        return OpinionState.GIVEN
    begun = bool(opinion.levels) or bool(opinion.partial) or opinion.mark is not None
    return OpinionState.BEGUN if begun else OpinionState.NOT_BEGUN


def _own(oral: Oral, juror: str) -> OwnOpinion:
    opinion = oral.debate.of(juror)
    unrated = [each.number for each in oral.form.criteria if each.number not in opinion.levels]
    lacking = []
    if unrated:
        lines = oral.form.assessed.named(formats.count(len(unrated), "critère"))
        lacking.append(f"le niveau de {lines} ({formats.some(unrated)})")
    if opinion.mark is None:
        by_parts = oral.form.mark.summed and opinion.partial
        lacking.append(_parts(oral, opinion) if by_parts else "la note")
    return OwnOpinion(juror, opinion.given, " et ".join(lacking))


def _parts(oral: Oral, opinion: Opinion) -> str:
    """« la note « Bilan » »: the parts that lack of the sum."""
    lacking = (each.title for place, each in enumerate(oral.form.marks, 1) if place not in opinion.partial)
    return " et ".join(f"la note «\u202f{title}\u202f»" for title in lacking)


def _marks(oral: Oral) -> MarksView:
    marks = [oral.debate.of(juror.key).mark for juror in oral.jurors]
    points = mark_spread(marks)
    settled, given = oral.verdict.mark, {each for each in marks if each is not None}
    return MarksView(
        marks=_side_by_side(oral, marks),
        spread=_apart(points),
        divergent=points > oral.form.mark.divergence_points,
        reason=oral.debate.mark_reason,
        wanted=bool(given) and settled is not None and settled not in given,
        partial=tuple(_partial(oral)),
    )


def _partial(oral: Oral) -> Iterator[PartialOpinions]:
    for place, rule in enumerate(oral.form.marks, 1):
        marks = [oral.debate.of(juror.key).partial.get(place) for juror in oral.jurors]
        if any(each is not None for each in marks):
            yield PartialOpinions(rule.title, _side_by_side(oral, marks), _apart(mark_spread(marks)))


def _side_by_side(oral: Oral, marks: Sequence[Decimal | None]) -> tuple[MarkOpinion, ...]:
    columns = people.columns(oral)
    return tuple(
        MarkOpinion(column, _from_where(oral, juror), formats.mark(mark))
        for column, juror, mark in zip(columns, oral.jurors, marks, strict=True)
    )


def _from_where(oral: Oral, juror: Juror) -> str:
    """« M. Lanvin · portable »."""
    brought = oral.debate.brought.get(juror.key)
    return f"{juror.name} · portable" if brought is not None and brought.taken else juror.name


def _apart(points: Decimal) -> str:
    return f"écart {formats.mark(points)}" if points else ""


def _dissents(office: Office, oral: Oral) -> Iterator[DissentLine]:
    names = {juror.key: juror.name for juror in (*office.session.jurors, *oral.jurors)}
    for each in oral.debate.dissents:
        yield DissentLine(each.juror, names.get(each.juror, ""), each.text, each.criterion)


def _opinion_words(oral: Oral, levels: Sequence[str | None], found: Spread) -> str:
    """« ÉG TI, STI S, Pro. S — écart de 2 niveaux »."""
    columns = people.columns(oral)
    each = ", ".join(f"{column} {level or '—'}" for column, level in zip(columns, levels, strict=True))
    apart = [f"écart de {formats.count(found.width, 'niveau', 'niveaux')}"] if found.width else []
    if found.unlike:
        apart.append("évalué par certains seulement")
    return " — ".join((each, *apart))
