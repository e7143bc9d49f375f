"""Which events a command gives, or why it is refused; while opinions are hidden, whose level or mark an act
changes and whose act an undo would touch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.candidate import NAME_LIMIT, Plan
from btstc_jury.domain.commission import Finding, Juror, Vacancy, check_commission
from btstc_jury.domain.form import Form, SettingKind
from btstc_jury.domain.history import History
from btstc_jury.domain.laptops import bring_opinion, own_remark, refuse_of_a_guest
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral, phases_held
from btstc_jury.domain.refusals import (
    Reason,
    Refusal,
    check_criterion,
    refuse_finalised,
    refuse_stopped,
    refuse_unfit,
    refuse_unless,
)
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.domain.standing import Stage

_OF_AN_EXAM = (
    ev.SheetGiven
    | ev.SheetReceived
    | ev.SituationElsewhere
    | ev.JuryDecided
    | ev.ModeChosen
    | ev.PresenceChecked
    | ev.AbsenceRecorded
    | ev.LatenessAdmitted
    | ev.DossierChecked
    | ev.CandidateInformed
    | ev.FraudReported
    | ev.MarkProposed
    | ev.PartialMarked
    | ev.TextWritten
    | ev.Finalised
    | ev.GridSigned
    | ev.JurorInvited
    | do.ProposeMarks
    | do.BringOpinion
)
"""What a rehearsal has no use for: identity, conformity, deliberation, grid; what follows from these is
refused without them.
"""


def decide(history: History, command: do.Command) -> tuple[ev.Event, ...]:  # noqa: C901, PLR0911, PLR0912 - flat
    """The events that ``command`` gives now. Raises ``Refusal``; an empty tuple means nothing changes."""
    oral = history.oral
    _refuse_of_an_exam(oral, command)
    refuse_of_a_guest(oral, command)
    match command:
        case ev.Act():
            return command.decide(oral)
        case do.Undo():
            return (_undone(history),)
        case do.Redo():
            return (_redone(history),)
        case do.ChangePlan():
            return _change_plan(oral, command)
        case do.StartPreparation():
            return (_start_preparation(oral, command),)
        case do.Open():
            return _open(oral, command)
        case do.Start():
            return (_start(oral),)
        case do.NextPhase():
            return (_next_phase(oral),)
        case do.AddRemark():
            return _add_remark(oral, command)
        case do.ChangeRemark():
            return _change_remark(oral, command)
        case do.ProposeMarks():
            return _propose_marks(oral, command)
        case do.BringOpinion():
            return bring_opinion(oral, command)
        case _:
            assert_never(command)


def _refuse_of_an_exam(oral: Oral, command: do.Command) -> None:
    if oral.rehearsal is not None and isinstance(command, _OF_AN_EXAM):
        raise Refusal(Reason.AN_ATTEMPT)


def plan_oral(plan: Plan, form: Form) -> ev.Planned:
    """The first event of an oral. Raises ``Refusal`` for an empty name or number."""
    _check_plan(plan)
    return ev.Planned(plan, form.key, form.hash)


def describe_session(session: ExamSession, before: ExamSession | None = None) -> ev.SessionDescribed:
    """An entry of the file's own journal. Raises ``Refusal`` without a centre or without any juror, and for a
    name that can't be kept, unless it stood there ``before``. Rehearsals need no commission: those of l.5477
    and l.5767 are of an exam.
    """
    if not session.centre.strip():
        raise Refusal(Reason.EMPTY_CENTRE)
    if session.kind is not FileKind.TRAINING:
        _check_jurors(session.jurors)
    stood = set() if before is None else set(_texts_of(before))
    for each in _texts_of(session):
        if each not in stood:
            refuse_unfit(each, NAME_LIMIT)
    return ev.SessionDescribed(session)


def _texts_of(session: ExamSession) -> Iterator[str]:
    yield from (session.centre, session.commission, session.room)
    for juror in session.jurors:
        yield from (juror.name, juror.quality)


def _check_jurors(jurors: tuple[Juror, ...]) -> None:
    if not any(juror.name.strip() for juror in jurors):
        raise Refusal(Reason.NO_JUROR)


def _check_plan(plan: Plan) -> None:
    if not plan.candidate.last_name.strip() or not plan.candidate.first_names.strip():
        raise Refusal(Reason.EMPTY_NAME)
    if not plan.candidate.number.strip():
        raise Refusal(Reason.EMPTY_NUMBER)
    told = plan.candidate
    for each in (
        *(told.number, told.last_name, told.first_names, told.school, told.specialty),
        *(told.class_name, told.group),
    ):
        refuse_unfit(each, NAME_LIMIT)
    refuse_unfit(plan.subject, NAME_LIMIT)
    refuse_unfit(plan.accommodation.aids)


def _undone(history: History) -> ev.Undone:
    act = history.undoable()
    _refuse_settled(history, act)
    if act is None:
        raise Refusal(Reason.NOTHING_TO_UNDO)
    return ev.Undone(act)


def _redone(history: History) -> ev.Redone:
    act = history.redoable[-1] if history.redoable else None
    _refuse_settled(history, act)
    if act is None:
        raise Refusal(Reason.NOTHING_TO_REDO)
    return ev.Redone(act)


def _refuse_settled(history: History, act: int | None) -> None:
    """Of a settled proposal only what came after it is taken back or brought back."""
    if act is None or not all(entry.event.late for entry in history.act(act)):
        refuse_finalised(history.oral)


def _change_plan(oral: Oral, command: do.ChangePlan) -> tuple[ev.Event, ...]:
    refuse_finalised(oral)
    _check_plan(command.plan)
    other_form = command.form.hash != oral.form.hash
    if other_form and oral.form_pinned:
        raise Refusal(Reason.FORM_PINNED)
    if command.plan == oral.plan and not other_form:
        return ()
    return (ev.PlanChanged(command.plan, command.form.key, command.form.hash),)


def _start_preparation(oral: Oral, command: do.StartPreparation) -> ev.PreparationStarted:
    refuse_stopped(oral)
    if oral.preparation is not None or not oral.stage.facts.waiting:
        raise Refusal(Reason.ALREADY_STARTED)
    rule = oral.form.preparation
    if rule.kind is SettingKind.NONE:
        raise Refusal(Reason.NO_PREPARATION)
    length = rule.duration if rule.kind is SettingKind.FIXED else command.length
    return ev.PreparationStarted(_given(length).scaled(1 + oral.plan.accommodation.preparation))


def _given(length: Duration | None) -> Duration:
    if length is None or length.us <= 0:
        raise Refusal(Reason.TIME_NEEDED)
    return length


def _checked_seats(oral: Oral, jurors: Sequence[Juror], vacancies: Sequence[Vacancy]) -> tuple[Vacancy, ...]:
    """The president's decision, with a reason, on every empty seat that the arrêté doesn't settle; a decision
    on a seat that is taken counts for nothing.
    """
    decided = {each.role: each for each in vacancies if each.president.strip() and each.reason.strip()}
    needed: list[Vacancy] = []
    for remark in check_commission(oral.form.commission, jurors):
        if remark.finding is Finding.NO_REPLACEMENT:
            raise Refusal(Reason.NO_REPLACEMENT)
        if not remark.needs_decision:
            continue
        if remark.role not in decided:
            raise Refusal(Reason.PRESIDENT_DECISION_NEEDED, remark.role)
        needed.append(decided[remark.role])
    return tuple(needed)


def _open(oral: Oral, command: do.Open) -> tuple[ev.Event, ...]:
    refuse_stopped(oral)
    if not oral.stage.facts.waiting:
        raise Refusal(Reason.ALREADY_STARTED)
    jurors = tuple(juror for juror in command.jurors if juror.name.strip())
    if oral.rehearsal is None:
        _check_jurors(jurors)
    total, used = _total(oral, command)
    vacancies = () if oral.rehearsal else _checked_seats(oral, jurors, command.vacancies)
    known = (oral.total, oral.jurors, oral.proceedings.vacancies, oral.used_before)
    if oral.stage is Stage.OPENED and (total, jurors, vacancies, used) == known:
        return ()
    return (ev.Opened(total, jurors, vacancies, used),)


def _total(oral: Oral, command: do.Open) -> tuple[Duration, Duration | None]:
    """The legal total, and what situation 1 used of it; ``None`` where that isn't known or doesn't count."""
    rule = oral.form.total
    if rule.kind is SettingKind.FIXED:
        return _given(rule.duration), None
    whole = rule.complement_of
    if whole is None:
        return _given(command.total), None
    if command.used is None:
        total = _given(command.total or rule.duration)
        if total > whole:
            raise Refusal(Reason.TOTAL_TOO_LONG, f"{whole.whole_seconds // 60}:{whole.whole_seconds % 60:02}")
        return total, None
    used = _given(command.used)
    if used >= whole.scaled(1 + oral.plan.accommodation.total):
        raise Refusal(Reason.NO_TIME_LEFT)
    return whole, used


def _start(oral: Oral) -> ev.PhaseStarted:
    if not (oral.stage.facts.waiting or oral.stage.begun):
        raise Refusal(Reason.ORAL_STOPPED)
    early = oral.stage is Stage.PLANNED
    refuse_unless(oral, frozenset({Stage.OPENED}), Reason.NOT_OPENED if early else Reason.ALREADY_STARTED)
    return ev.PhaseStarted(phases_held(oral)[0])


def _next_phase(oral: Oral) -> ev.PhaseStarted:
    phase = oral.phase
    if not oral.stage.facts.under_way or phase is None:
        raise Refusal(Reason.NOT_RUNNING)
    following = next((each for each in phases_held(oral) if each > phase), None)
    if following is None:
        raise Refusal(Reason.LAST_PHASE)
    return ev.PhaseStarted(following)


def _add_remark(oral: Oral, command: do.AddRemark) -> tuple[ev.Event, ...]:
    refuse_finalised(oral)
    _check_remark(oral, command.content, command.level)
    content = own_remark(oral, command.content)
    return (ev.RemarkAdded(command.began, content), *_rating(oral, replace(command, content=content)))


def _change_remark(oral: Oral, command: do.ChangeRemark) -> tuple[ev.Event, ...]:
    refuse_finalised(oral)
    if command.remark not in oral.remarks:
        raise Refusal(Reason.UNKNOWN_REMARK)
    _check_remark(oral, command.content, command.level)
    content = own_remark(oral, command.content)
    rating = _rating(oral, replace(command, content=content))
    if oral.remarks[command.remark].content == content:
        return rating
    return (ev.RemarkChanged(command.remark, content), *rating)


def _check_remark(oral: Oral, content: RemarkText, level: str | None) -> None:
    if not content.text.strip():
        raise Refusal(Reason.EMPTY_TEXT)
    refuse_unfit(content.text)
    check_criterion(oral.form, content.criterion)
    if level is not None and content.criterion is None:
        raise Refusal(Reason.LEVEL_WITHOUT_CRITERION)


def _rating(oral: Oral, command: do.AddRemark | do.ChangeRemark) -> tuple[ev.Event, ...]:
    """While opinions are blind, a level typed with a remark is its author's own."""
    number, author = command.content.criterion, command.content.author
    if command.level is None or number is None:
        return ()
    if not oral.debate.hidden:
        return ev.Rated(number, command.level).decide(oral)
    if author is None:
        raise Refusal(Reason.UNKNOWN_JUROR)
    return ev.OpinionRated(author, number, command.level).decide(oral)


def _propose_marks(oral: Oral, command: do.ProposeMarks) -> tuple[ev.Event, ...]:
    """Each as if it stood alone; a sum is said once, when all are there."""
    whose, form, given = command.juror, oral.form, dict(command.marks)
    found = [event for place, mark in given.items() for event in _mark(whose, place, mark).decide(oral)]
    if not form.mark.summed:
        return tuple(found)
    if 0 in given:
        raise Refusal(Reason.MARK_IS_SUM)
    now = oral.verdict if whose is None else oral.debate.of(whose)
    whole = form.sum_of({**now.partial, **given})
    parts = [each for each in found if isinstance(each, ev.PartialMarked | ev.OpinionPartialMarked)]
    return (*parts, *(() if whole == now.mark else (_mark(whose, 0, whole),)))


def _mark(whose: str | None, place: int, mark: Decimal | None) -> ev.Act:
    if whose is None:
        return ev.PartialMarked(place, mark) if place else ev.MarkProposed(mark)
    return ev.OpinionPartialMarked(whose, place, mark) if place else ev.OpinionMarked(whose, mark)


def in_turn(  # noqa: PLR0911 - one flat match
    oral: Oral, juror: str | None, command: do.Command
) -> do.Command:
    """What ``command`` means when it comes from ``juror``, ``None`` for nobody in turn.

    A line that would rate in the name of somebody else becomes an opinion of nobody, which is refused.
    """
    if not oral.debate.hidden:
        return command
    match command:
        case ev.Rated(criterion, level):
            return ev.OpinionRated(juror or "", criterion, level)
        case ev.MarkProposed(mark):
            return ev.OpinionMarked(juror or "", mark)
        case ev.PartialMarked(place, mark):
            return ev.OpinionPartialMarked(juror or "", place, mark)
        case do.ProposeMarks(marks):
            return do.ProposeMarks(marks, juror or "")
        case do.AddRemark(_, content, level) | do.ChangeRemark(_, content, level):
            theirs = juror is not None and content.author == juror
            if level is None or content.criterion is None or theirs:
                return command
            return ev.OpinionRated("", content.criterion, level)
        case _:
            return command


_OWN = ev.OpinionRated | ev.OpinionMarked | ev.OpinionPartialMarked | ev.OpinionGiven | ev.OpinionTakenBack


def owner(history: History, command: do.Undo | do.Redo) -> str | None:
    """Key of the juror whose hidden opinion or personal remark the command would change; ``None`` for
    nobody's. Such an act is taken back in its author's turn only.
    """
    if not history.oral.debate.hidden:
        return None
    act = history.undoable() if isinstance(command, do.Undo) else next(reversed(history.redoable), None)
    for entry in () if act is None else history.act(act):
        match entry.event:
            case ev.OpinionBrought():
                # The commission brought it, and takes that back without seeing it.
                return None
            case event if isinstance(event, _OWN):
                return event.juror
            case ev.RemarkAdded(_, content) | ev.RemarkChanged(_, content) if content.personal:
                return content.author
            case ev.RemarkRemoved(remark):
                return _author(history, remark)
            case _:
                pass
    return None


def _author(history: History, remark: int) -> str | None:
    """Of a personal remark that was removed, or ``None`` where it was shared."""
    written = [
        entry.event.content
        for entry in history.entries
        if isinstance(entry.event, ev.RemarkAdded | ev.RemarkChanged)
        and remark == (entry.sequence if isinstance(entry.event, ev.RemarkAdded) else entry.event.remark)
    ]
    last = next(reversed(written), None)
    return last.author if last is not None and last.personal else None
