"""Commands on notes, levels, mark and texts: the events they give, or why they are refused."""

from __future__ import annotations

from typing import assert_never

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT, NoteText, fits
from btstc_jury.domain.opine import opine
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.room_commands import RateOpinion
from btstc_jury.domain.standing import Stage

Assessing = do.AddNote | do.ChangeNote | do.RemoveNote | do.Rate | do.ProposeMark | do.WriteText


def assess(oral: Oral, command: Assessing) -> tuple[ev.Event, ...]:
    """Raises ``Refusal``; an empty tuple means nothing changes."""
    if oral.stage is Stage.FINALISED:
        raise Refusal(Reason.FINALISED)
    match command:
        case do.AddNote():
            _check_note(oral, command.content, command.level)
            return (ev.NoteAdded(command.began, command.content), *_rating(oral, command))
        case do.ChangeNote():
            return _change_note(oral, command)
        case do.RemoveNote():
            _known(oral, command.note)
            return (ev.NoteRemoved(command.note),)
        case do.Rate():
            _refuse_unheard(oral, command.level)
            return _rate(oral, command.criterion, command.level)
        case do.ProposeMark():
            _refuse_unheard(oral, command.mark)
            return _propose(oral, command)
        case do.WriteText():
            if len(command.text) > TEXT_LIMIT:
                raise Refusal(Reason.TEXT_TOO_LONG, str(TEXT_LIMIT))
            same = oral.verdict.text(command.field) == command.text
            return () if same else (ev.TextWritten(command.field, command.text),)
        case _:
            assert_never(command)


def _check_note(oral: Oral, content: NoteText, level: str | None) -> None:
    if not content.text.strip():
        raise Refusal(Reason.EMPTY_TEXT)
    if len(content.text) > TEXT_LIMIT:
        raise Refusal(Reason.TEXT_TOO_LONG, str(TEXT_LIMIT))
    if content.criterion is not None and oral.form.criterion(content.criterion) is None:
        raise Refusal(Reason.UNKNOWN_CRITERION, str(content.criterion))
    if level is not None and content.criterion is None:
        raise Refusal(Reason.LEVEL_WITHOUT_CRITERION)


def _rating(oral: Oral, command: do.AddNote | do.ChangeNote) -> tuple[ev.Event, ...]:
    """While opinions are blind, a level typed with a note is its author's own."""
    number, author = command.content.criterion, command.content.author
    if command.level is None or number is None:
        return ()
    if not oral.debate.hidden:
        _refuse_unheard(oral, command.level)
        return _rate(oral, number, command.level)
    if author is None:
        raise Refusal(Reason.UNKNOWN_JUROR)
    return opine(oral, RateOpinion(author, number, command.level))


def _refuse_unheard(oral: Oral, value: object) -> None:
    """Nothing is settled while opinions are blind, nor of a candidate who isn't examined; a value left from
    before that can be cleared.
    """
    if oral.debate.hidden:
        raise Refusal(Reason.NOT_REVEALED)
    if oral.room.stopped and value is not None:
        raise Refusal(Reason.ORAL_STOPPED)


def _change_note(oral: Oral, command: do.ChangeNote) -> tuple[ev.Event, ...]:
    _known(oral, command.note)
    _check_note(oral, command.content, command.level)
    rating = _rating(oral, command)
    if oral.notes[command.note].content == command.content:
        return rating
    return (ev.NoteChanged(command.note, command.content), *rating)


def _known(oral: Oral, note: int) -> None:
    if note not in oral.notes:
        raise Refusal(Reason.UNKNOWN_NOTE)


def _rate(oral: Oral, number: int, level: str | None) -> tuple[ev.Event, ...]:
    if oral.form.criterion(number) is None:
        raise Refusal(Reason.UNKNOWN_CRITERION, str(number))
    if level is not None and level not in oral.form.level_letters:
        raise Refusal(Reason.UNKNOWN_LEVEL, level)
    return () if oral.ratings.get(number) == level else (ev.Rated(number, level),)


def _propose(oral: Oral, command: do.ProposeMark) -> tuple[ev.Event, ...]:
    mark = command.mark
    rule = oral.form.mark
    if mark is not None and not fits(mark, rule):
        inside = mark.is_finite() and 0 <= mark <= rule.maximum
        raise Refusal(Reason.MARK_OFF_STEP if inside else Reason.MARK_OUT_OF_RANGE, str(mark))
    return () if mark == oral.verdict.mark else (ev.MarkProposed(mark),)
