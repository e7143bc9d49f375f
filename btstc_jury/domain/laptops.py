"""What is decided of jurors on laptops of their own: what is refused there, and how an opinion comes back."""

from __future__ import annotations

from dataclasses import replace

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.events.opinions import blind
from btstc_jury.domain.opinions import Bringing, Opinion
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import (
    Reason,
    Refusal,
    check_criterion,
    check_level,
    check_mark,
    check_partial,
    refuse_unfit,
)

_OF_A_GUEST = (
    do.Start
    | do.NextPhase
    | do.AddRemark
    | do.ChangeRemark
    | do.ProposeMarks
    | do.Undo
    | do.Redo
    | ev.Paused
    | ev.PauseExplained
    | ev.Resumed
    | ev.Ended
    | ev.GapFound
    | ev.GapDecided
    | ev.RemarkRemoved
    | ev.QuestionTicked
    | ev.QuestionsOrdered
    | ev.OpinionRated
    | ev.OpinionMarked
    | ev.OpinionPartialMarked
    | ev.OpinionGiven
    | ev.OpinionTakenBack
    | ev.ClockTaken
    | ev.OpinionSealed
    | ev.SealTakenBack
)
"""All that a juror does on a laptop: note, rate, mark, and follow the time."""


def refuse_of_a_guest(oral: Oral, command: do.Command) -> None:
    """Where the oral is one juror's: what only a commission does, and anything once it is sealed."""
    if oral.guest is None:
        return
    if isinstance(command, ev.Invited):
        raise Refusal(Reason.ALREADY_INVITED)
    if not isinstance(command, _OF_A_GUEST):
        raise Refusal(Reason.OF_A_COMMISSION)
    if oral.guest.seal is not None and not isinstance(command, ev.SealTakenBack):
        raise Refusal(Reason.SEALED)


def own_remark(oral: Oral, content: RemarkText) -> RemarkText:
    """On a juror's laptop every remark is that juror's, and nobody else's before the reveal."""
    if oral.guest is None:
        return content
    return replace(content, author=oral.guest.invitation.juror, personal=True)


def bring_opinion(oral: Oral, command: do.BringOpinion) -> tuple[ev.Event, ...]:
    """An opinion that is there already changes nothing. Raises ``Refusal``: late, of nobody who was invited,
    older than the one that is there, or different from one that was entered for the same juror meanwhile, as
    long as that juror hasn't chosen.
    """
    brought = command.opinion
    if not oral.jurors:
        raise Refusal(Reason.NOT_OPENED)
    known = oral.debate.brought.get(brought.juror)
    again = known is not None and (known.source, known.head) == (brought.source, brought.head)
    if again and known is not None and (known.taken or command.choice is not do.Choice.LAPTOP):
        # However late: it is there.
        return ()
    here = blind(oral, brought.juror)
    called = oral.debate.called.get(brought.token)
    if called is None or called.juror != brought.juror:
        raise Refusal(Reason.UNKNOWN_INVITATION)
    _check_form(oral, command)
    if known is not None and known.token == brought.token and brought.number < known.number:
        raise Refusal(Reason.OLDER_OPINION, str(known.number))
    differs = _differs(here, brought.opinion, known, brought.token)
    if differs and command.choice is None:
        raise Refusal(Reason.OPINION_DIFFERS)
    taken = not differs or command.choice is do.Choice.LAPTOP
    gone = _replaced(oral, brought)
    return (
        replace(brought, remarks=len(command.remarks), taken=taken),
        *(ev.RemarkRemoved(each) for each in gone),
        *command.remarks,
    )


def _check_form(oral: Oral, command: do.BringOpinion) -> None:
    """What an invitation admits; otherwise it wasn't made by this program."""
    brought, form = command.opinion, oral.form
    for criterion, level in brought.levels:
        check_level(form, criterion, level)
    check_mark(brought.mark, form.mark)
    for place, mark in brought.partial:
        check_partial(form, place, mark)
    for remark in command.remarks:
        check_criterion(form, remark.content.criterion)
        refuse_unfit(remark.content.text)
        if remark.content.author != brought.juror or not remark.content.personal:
            raise Refusal(Reason.FORGED_OPINION)


def _differs(here: Opinion, theirs: Opinion, known: Bringing | None, token: str) -> bool:
    """Whether something else was entered here for that juror than what this laptop brought before."""
    if not (here.levels or here.mark is not None or here.partial):
        return False
    if _same(here, theirs):
        return False
    return known is None or known.token != token or not known.taken or not _same(here, known.opinion)


def _same(one: Opinion, other: Opinion) -> bool:
    return (one.levels, one.mark, one.partial) == (other.levels, other.mark, other.partial)


def _replaced(oral: Oral, brought: ev.OpinionBrought) -> tuple[int, ...]:
    """The remarks that the same laptop brought before."""
    return tuple(
        number
        for number, remark in oral.remarks.items()
        if remark.noted is not None and remark.noted.token == brought.token
    )
