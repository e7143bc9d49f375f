"""Commands on the jurors' own opinions: the events they give, or why they are refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeVar, assert_never

from btstc_jury.domain import room_commands as do
from btstc_jury.domain import room_events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT, fits
from btstc_jury.domain.events import Event, MarkProposed, Rated
from btstc_jury.domain.opinions import Opinion, OpinionMode
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.standing import Stage

Opining = do.RateOpinion | do.MarkOpinion | do.GiveOpinion | do.TakeBackOpinion
Debating = do.ChooseMode | do.Reveal | do.GiveReason | do.Dissent
_Value = TypeVar("_Value", str, Decimal)


def opine(oral: Oral, command: Opining | Debating) -> tuple[Event, ...]:
    """Raises ``Refusal``; an empty tuple means nothing changes."""
    if oral.stage is Stage.FINALISED:
        raise Refusal(Reason.FINALISED)
    match command:
        case do.ChooseMode(mode):
            return _choose_mode(oral, mode)
        case do.Reveal(reason):
            return _reveal(oral, reason.strip())
        case do.GiveReason(criterion, text):
            _check(oral, criterion, text)
            _debatable(oral)
            return (ev.ReasonGiven(criterion, text.strip()),)
        case do.Dissent(juror, criterion, text):
            _sits(oral, juror)
            _check(oral, criterion, text)
            _debatable(oral)
            return (ev.Dissented(juror, criterion, text.strip()),)
        case _:
            return _own(oral, command)


def _choose_mode(oral: Oral, mode: OpinionMode) -> tuple[ev.RoomEvent, ...]:
    if mode is oral.debate.mode:
        return ()
    # Common work would lay a personal note open to all.
    personal = any(note.content.personal for note in oral.notes.values())
    if oral.debate.opinions or oral.debate.revealed or personal:
        raise Refusal(Reason.OPINIONS_BEGUN)
    return (ev.ModeChosen(mode),)


def _reveal(oral: Oral, reason: str) -> tuple[Event, ...]:
    """What all agree on is settled at once; the rest is for the commission to decide, and what had been
    settled before stays only where no opinion speaks against it.
    """
    if not oral.debate.hidden:
        raise Refusal(Reason.NOT_SEPARATE)
    if not oral.jurors:
        raise Refusal(Reason.NOT_OPENED)
    all_given = all(oral.debate.of(juror.key).given for juror in oral.jurors)
    if not all_given and not reason:
        raise Refusal(Reason.EMPTY_REASON)
    return (ev.Revealed("" if all_given else reason), *_settled(oral))


def _settled(oral: Oral) -> Iterator[Event]:
    opinions = [oral.debate.of(juror.key) for juror in oral.jurors]
    for criterion in oral.form.criteria:
        before = oral.ratings.get(criterion.number)
        level = _agreed([opinion.levels.get(criterion.number) for opinion in opinions], before)
        if level != before:
            yield Rated(criterion.number, level)
    mark = _agreed([opinion.mark for opinion in opinions], oral.verdict.mark)
    if mark != oral.verdict.mark:
        yield MarkProposed(mark)


def _agreed(opinions: Sequence[_Value | None], before: _Value | None) -> _Value | None:
    """The value that all jurors gave; or the one settled before, where nobody gave another."""
    if None not in opinions and len(set(opinions)) == 1:
        return opinions[0]
    return before if {*opinions} <= {None, before} else None


def _own(oral: Oral, command: Opining) -> tuple[ev.RoomEvent, ...]:
    _sits(oral, command.juror)
    if oral.debate.mode is not OpinionMode.SEPARATE:
        raise Refusal(Reason.NOT_SEPARATE)
    if oral.debate.revealed:
        raise Refusal(Reason.ALREADY_REVEALED)
    opinion = oral.debate.of(command.juror)
    if isinstance(command, do.TakeBackOpinion):
        return (ev.OpinionTakenBack(command.juror),) if opinion.given else ()
    if opinion.given:
        raise Refusal(Reason.OPINION_GIVEN)
    match command:
        case do.RateOpinion(juror, criterion, level):
            return _rate(oral, opinion, juror, criterion, level)
        case do.MarkOpinion(juror, mark):
            if mark is not None and not fits(mark, oral.form.mark):
                inside = mark.is_finite() and 0 <= mark <= oral.form.mark.maximum
                raise Refusal(Reason.MARK_OFF_STEP if inside else Reason.MARK_OUT_OF_RANGE, str(mark))
            return () if mark == opinion.mark else (ev.OpinionMarked(juror, mark),)
        case do.GiveOpinion(juror):
            rated = all(each.number in opinion.levels for each in oral.form.criteria)
            if not rated or opinion.mark is None:
                raise Refusal(Reason.OPINION_INCOMPLETE)
            return (ev.OpinionGiven(juror),)
        case _:
            assert_never(command)


def _rate(
    oral: Oral, opinion: Opinion, juror: str, criterion: int, level: str | None
) -> tuple[ev.RoomEvent, ...]:
    if oral.form.criterion(criterion) is None:
        raise Refusal(Reason.UNKNOWN_CRITERION, str(criterion))
    if level is not None and level not in oral.form.level_letters:
        raise Refusal(Reason.UNKNOWN_LEVEL, level)
    if opinion.levels.get(criterion) == level:
        return ()
    return (ev.OpinionRated(juror, criterion, level),)


def _sits(oral: Oral, juror: str) -> None:
    """Only who sits has an opinion, and only on a candidate who is examined."""
    if oral.room.stopped:
        raise Refusal(Reason.ORAL_STOPPED)
    if juror not in {each.key for each in oral.jurors}:
        raise Refusal(Reason.UNKNOWN_JUROR)


def _debatable(oral: Oral) -> None:
    """Reasons and dissents speak of what was compared; one opinion in common has nothing to reveal."""
    if oral.debate.hidden:
        raise Refusal(Reason.NOT_REVEALED)


def _check(oral: Oral, criterion: int | None, text: str) -> None:
    if criterion is not None and oral.form.criterion(criterion) is None:
        raise Refusal(Reason.UNKNOWN_CRITERION, str(criterion))
    if len(text) > TEXT_LIMIT:
        raise Refusal(Reason.TEXT_TOO_LONG, str(TEXT_LIMIT))
