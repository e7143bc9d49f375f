"""Commands on the clock of an oral under way: the events they give, or why they are refused."""

from __future__ import annotations

from typing import assert_never

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import MarkKind

Moving = do.Start | do.NextPhase | do.Pause | do.Resume | do.End
Explaining = do.ExplainPause | do.ReportGap | do.DecideGap


def conduct(oral: Oral, command: Moving | Explaining) -> tuple[ev.Event, ...]:
    """Raises ``Refusal``; an empty tuple means nothing changes."""
    match command:
        case do.ReportGap():
            running = oral.stage is Stage.RUNNING
            return (ev.GapFound(command.since, command.cause),) if running else ()
        case do.ExplainPause():
            return _explain(oral, command)
        case do.DecideGap():
            return _decide_gap(oral, command)
        case _:
            return (_move(oral, command),)


def _move(oral: Oral, command: Moving) -> ev.Event:
    event: ev.Event
    match command:
        case do.Start():
            event = _start(oral)
        case do.NextPhase():
            event = _next_phase(oral)
        case do.Pause():
            _require(oral, frozenset({Stage.RUNNING}), Reason.NOT_RUNNING)
            if command.granted:
                _check_allowance(oral)
            event = ev.Paused(command.reason.strip(), command.granted)
        case do.Resume():
            _require(oral, frozenset({Stage.PAUSED}), Reason.NOT_PAUSED)
            event = ev.Resumed()
        case do.End():
            if not oral.stage.under_way:
                raise Refusal(Reason.NOT_RUNNING)
            event = ev.Ended()
        case _:
            assert_never(command)
    return event


def _check_allowance(oral: Oral) -> None:
    drawn = oral.clock(oral.marks[-1].reading).granted_pauses
    if drawn >= oral.plan.accommodation.pauses:
        raise Refusal(Reason.ALLOWANCE_SPENT)


def _require(oral: Oral, stages: frozenset[Stage], otherwise: Reason) -> None:
    if oral.stage not in stages:
        raise Refusal(otherwise)


def _start(oral: Oral) -> ev.PhaseStarted:
    if oral.stage is Stage.CLOSED:
        raise Refusal(Reason.ORAL_STOPPED)
    early = oral.stage is Stage.PLANNED
    _require(oral, frozenset({Stage.OPENED}), Reason.NOT_OPENED if early else Reason.ALREADY_STARTED)
    return ev.PhaseStarted(0)


def _next_phase(oral: Oral) -> ev.PhaseStarted:
    phase = oral.phase
    if not oral.stage.under_way or phase is None:
        raise Refusal(Reason.NOT_RUNNING)
    if phase + 1 >= len(oral.form.phases):
        raise Refusal(Reason.LAST_PHASE)
    return ev.PhaseStarted(phase + 1)


def _explain(oral: Oral, command: do.ExplainPause) -> tuple[ev.Event, ...]:
    _refuse_finalised(oral)
    reason = command.reason.strip()
    if not reason:
        raise Refusal(Reason.EMPTY_REASON)
    pauses = {m.sequence: m.label for m in oral.marks if m.kind is MarkKind.PAUSE}
    if command.pause not in pauses:
        raise Refusal(Reason.UNKNOWN_PAUSE)
    return () if pauses[command.pause] == reason else (ev.PauseExplained(command.pause, reason),)


def _decide_gap(oral: Oral, command: do.DecideGap) -> tuple[ev.Event, ...]:
    _refuse_finalised(oral)
    gaps = {m.sequence: m.counted for m in oral.marks if m.kind is MarkKind.GAP}
    if command.gap not in gaps:
        raise Refusal(Reason.UNKNOWN_GAP)
    if gaps[command.gap] is command.counted:
        return ()
    return (ev.GapDecided(command.gap, command.counted),)


def _refuse_finalised(oral: Oral) -> None:
    if oral.stage is Stage.FINALISED:
        raise Refusal(Reason.FINALISED)
