"""Commands on presence, dossier, incidents and questions: the events they give, or why they are refused."""

from __future__ import annotations

from typing import assert_never

from btstc_jury.domain import room_commands as do
from btstc_jury.domain import room_events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT, Sign
from btstc_jury.domain.dossier import DossierCheck
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.standing import Stage

Arriving = do.CheckPresence | do.RecordAbsence | do.AdmitLate | do.CheckDossier
Happening = do.InformCandidate | do.ReportFraud | do.WithdrawFraud | do.ReportInterruption | do.HandOverReport
Asking = do.TickQuestion | do.OrderQuestions
Receiving = Arriving | Happening | Asking


def receive(oral: Oral, command: Receiving) -> tuple[ev.RoomEvent, ...]:
    """Raises ``Refusal``."""
    if isinstance(command, do.HandOverReport):
        return _hand_over(oral)
    if oral.stage is Stage.FINALISED:
        raise Refusal(Reason.FINALISED)
    match command:
        case do.CheckPresence() | do.RecordAbsence() | do.AdmitLate() | do.CheckDossier():
            return (_arrive(oral, command),)
        case do.InformCandidate() | do.ReportFraud() | do.WithdrawFraud() | do.ReportInterruption():
            return (_happen(oral, command),)
        case do.TickQuestion(note, asked):
            _known_questions(oral, (note,))
            return () if (note in oral.room.asked) is asked else (ev.QuestionTicked(note, asked),)
        case do.OrderQuestions(order):
            _check_order(oral, order)
            return (ev.QuestionsOrdered(order),)
        case _:
            assert_never(command)


def _hand_over(oral: Oral) -> tuple[ev.RoomEvent, ...]:
    """The only act that a settled proposal admits: the report often leaves the room after the grid."""
    if not oral.room.status.worth.report or not oral.stage.begun:
        raise Refusal(Reason.NO_REPORT)
    return () if oral.room.handed_over else (ev.ReportHandedOver(),)


def _arrive(oral: Oral, command: Arriving) -> ev.RoomEvent:
    match command:
        case do.CheckPresence(presence):
            return ev.PresenceChecked(presence)
        case do.RecordAbsence(absence):
            _before_start(oral)
            if absence.kind.facts.documented and not absence.document.strip():
                raise Refusal(Reason.DOCUMENT_NEEDED)
            return ev.AbsenceRecorded(absence)
        case do.AdmitLate(lateness):
            _before_start(oral)
            if lateness.minutes <= 0:
                raise Refusal(Reason.TIME_NEEDED)
            _said(lateness.reason)
            _named(lateness.admitted_by)
            return ev.LatenessAdmitted(lateness)
        case do.CheckDossier(check):
            return _check_dossier(oral, check)
        case _:
            assert_never(command)


def _check_dossier(oral: Oral, check: DossierCheck) -> ev.DossierChecked:
    if check.outcome.facts.stops:
        _before_start(oral)
    if check.outcome.facts.explained:
        _said(check.reason)
    return ev.DossierChecked(check)


def _happen(
    oral: Oral,
    command: do.InformCandidate | do.ReportFraud | do.WithdrawFraud | do.ReportInterruption,
) -> ev.RoomEvent:
    match command:
        case do.InformCandidate():
            return _inform(oral)
        case do.ReportFraud(fraud):
            _said(fraud.facts)
            return ev.FraudReported(fraud)
        case do.WithdrawFraud(reason):
            if oral.room.fraud is None:
                raise Refusal(Reason.NO_FRAUD)
            _said(reason)
            return ev.FraudWithdrawn(reason.strip())
        case do.ReportInterruption(interruption, began):
            if not oral.stage.under_way:
                raise Refusal(Reason.NOT_RUNNING)
            _named(interruption.who)
            return ev.Interrupted(interruption, began)
        case _:
            assert_never(command)


def _inform(oral: Oral) -> ev.CandidateInformed:
    """The candidate is told at the end (l.5448); E6 doesn't tell."""
    if not oral.room.reserved or not oral.form.dossier.told_of_reserve:
        raise Refusal(Reason.NO_RESERVE)
    if oral.stage is not Stage.ENDED:
        raise Refusal(Reason.NOT_ENDED)
    return ev.CandidateInformed()


def _before_start(oral: Oral) -> None:
    if oral.stage.begun:
        raise Refusal(Reason.ALREADY_STARTED)


def _said(reason: str) -> None:
    if not reason.strip():
        raise Refusal(Reason.EMPTY_REASON)
    if len(reason) > TEXT_LIMIT:
        raise Refusal(Reason.TEXT_TOO_LONG, str(TEXT_LIMIT))


def _named(name: str) -> None:
    if not name.strip():
        raise Refusal(Reason.EMPTY_NAME)


def _known_questions(oral: Oral, notes: tuple[int, ...]) -> None:
    for number in notes:
        note = oral.notes.get(number)
        if note is None or note.content.sign is not Sign.QUESTION:
            raise Refusal(Reason.UNKNOWN_NOTE)


def _check_order(oral: Oral, order: tuple[int, ...]) -> None:
    """Each waiting question once. Those that only one juror may see can be left out: who orders the others
    doesn't know of them.
    """
    _known_questions(oral, order)
    asked = oral.room.asked
    shared = {
        number
        for number, note in oral.notes.items()
        if note.content.sign is Sign.QUESTION
        and number not in asked
        and (oral.debate.revealed or not note.content.personal)
    }
    if len({*order}) != len(order) or not asked.isdisjoint(order) or not shared.issubset(order):
        raise Refusal(Reason.NOT_AN_ORDER)
