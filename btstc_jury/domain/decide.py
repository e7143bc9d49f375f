"""Which events a command gives, or why it is refused. No rule of an oral's conduct lives elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assess import Assessing, assess
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.composition import Finding, Vacancy, check_commission
from btstc_jury.domain.conduct import conduct
from btstc_jury.domain.form import Form, SettingKind
from btstc_jury.domain.history import History
from btstc_jury.domain.missing import missing
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opine import Debating, Opining, opine
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.prove import Proving, prove
from btstc_jury.domain.receive import Receiving, receive
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.session import ExamSession
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.transfer import transfer


def decide(history: History, command: do.Command) -> tuple[ev.Event, ...]:
    """The events that ``command`` gives now. Raises ``Refusal``; an empty tuple means nothing changes."""
    match command:
        case do.Undo() | do.Redo():
            return _travel(history, command)
        case do.ChangePlan() | do.StartPreparation() | do.EndPreparation() | do.Open():
            return _prepare(history.oral, command)
        case (
            do.Start()
            | do.NextPhase()
            | do.Pause()
            | do.ExplainPause()
            | do.Resume()
            | do.End()
            | do.ReportGap()
            | do.DecideGap()
        ):
            return conduct(history.oral, command)
        case do.Finalise() | do.Reopen():
            return _settle(history.oral, command)
        case do.GiveSheet() | do.ReceiveSheet():
            return transfer(history.oral, command)
        case _:
            return _in_the_room(history.oral, command)


def _in_the_room(
    oral: Oral, command: Assessing | Receiving | Opining | Debating | Proving
) -> tuple[ev.Event, ...]:
    if isinstance(command, Opining | Debating):
        return opine(oral, command)
    if isinstance(command, Proving):
        return prove(oral, command)
    if isinstance(command, Receiving):
        return receive(oral, command)
    return assess(oral, command)


def plan_oral(plan: Plan, form: Form) -> ev.Planned:
    """The first event of an oral. Raises ``Refusal`` for an empty name or number."""
    _check_plan(plan)
    return ev.Planned(plan, form.key, form.hash)


def describe_session(session: ExamSession) -> ev.SessionDescribed:
    """An entry of the file's own journal. Raises ``Refusal`` without a centre or without any juror."""
    if not session.centre.strip():
        raise Refusal(Reason.EMPTY_CENTRE)
    _check_jurors(session.jurors)
    return ev.SessionDescribed(session)


def _check_jurors(jurors: tuple[Juror, ...]) -> None:
    if not any(juror.name.strip() for juror in jurors):
        raise Refusal(Reason.NO_JUROR)


def _check_plan(plan: Plan) -> None:
    if not plan.candidate.last_name.strip() or not plan.candidate.first_names.strip():
        raise Refusal(Reason.EMPTY_NAME)
    if not plan.candidate.number.strip():
        raise Refusal(Reason.EMPTY_NUMBER)


def _travel(history: History, command: do.Undo | do.Redo) -> tuple[ev.Event, ...]:
    if history.oral.stage is Stage.FINALISED:
        raise Refusal(Reason.FINALISED)
    if isinstance(command, do.Redo):
        if not history.redoable:
            raise Refusal(Reason.NOTHING_TO_REDO)
        return (ev.Redone(history.redoable[-1]),)
    act = history.undoable()
    if act is None:
        raise Refusal(Reason.NOTHING_TO_UNDO)
    return (ev.Undone(act),)


def _prepare(
    oral: Oral, command: do.ChangePlan | do.StartPreparation | do.EndPreparation | do.Open
) -> tuple[ev.Event, ...]:
    match command:
        case do.ChangePlan():
            return _change_plan(oral, command)
        case do.StartPreparation():
            return (_start_preparation(oral, command),)
        case do.EndPreparation():
            if oral.preparation is None or oral.preparation.until is not None:
                raise Refusal(Reason.NO_PREPARATION)
            return (ev.PreparationEnded(),)
        case do.Open():
            return _open(oral, command)
        case _:
            assert_never(command)


def _change_plan(oral: Oral, command: do.ChangePlan) -> tuple[ev.Event, ...]:
    if oral.stage is Stage.FINALISED:
        raise Refusal(Reason.FINALISED)
    _check_plan(command.plan)
    other_form = command.form.hash != oral.form.hash
    if other_form and oral.form_pinned:
        raise Refusal(Reason.FORM_PINNED)
    if command.plan == oral.plan and not other_form:
        return ()
    return (ev.PlanChanged(command.plan, command.form.key, command.form.hash),)


def _start_preparation(oral: Oral, command: do.StartPreparation) -> ev.PreparationStarted:
    _refuse_stopped(oral)
    if oral.preparation is not None or not oral.stage.waiting:
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


def _refuse_stopped(oral: Oral) -> None:
    if oral.room.stopped:
        raise Refusal(Reason.ORAL_STOPPED)


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
    _refuse_stopped(oral)
    if not oral.stage.waiting:
        raise Refusal(Reason.ALREADY_STARTED)
    jurors = tuple(juror for juror in command.jurors if juror.name.strip())
    _check_jurors(jurors)
    rule = oral.form.total
    total = _given(rule.duration if rule.kind is SettingKind.FIXED else command.total)
    vacancies = _checked_seats(oral, jurors, command.vacancies)
    known = (oral.total, oral.jurors, oral.room.vacancies)
    if oral.stage is Stage.OPENED and (total, jurors, vacancies) == known:
        return ()
    return (ev.Opened(total, jurors, vacancies),)


def _settle(oral: Oral, command: do.Finalise | do.Reopen) -> tuple[ev.Event, ...]:
    if isinstance(command, do.Reopen):
        if oral.stage is not Stage.FINALISED:
            raise Refusal(Reason.NOT_FINALISED)
        if not command.reason.strip():
            raise Refusal(Reason.EMPTY_REASON)
        return (ev.Reopened(command.reason.strip()),)
    if oral.stage is Stage.FINALISED:
        raise Refusal(Reason.FINALISED)
    _refuse_stopped(oral)
    if missing(oral):
        raise Refusal(Reason.INCOMPLETE)
    return (ev.Finalised(),)
