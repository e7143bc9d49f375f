"""What each event between the people in the room says, in one short phrase."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from btstc_jury.application.views import formats
from btstc_jury.domain import room_events as ev
from btstc_jury.domain.assessment import NoteText
from btstc_jury.domain.form import NOT_ASSESSED
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.presence import Fraud, Presence

_COLON = f"{formats.NARROW}:"

Juror = Callable[[str], str]


def room_words(event: ev.RoomEvent, juror: Juror, notes: Mapping[int, NoteText]) -> str:
    """``juror``: the name of a key; ``notes``: the texts already met, by number."""
    if isinstance(event, ev.QuestionTicked | ev.QuestionsOrdered):
        return _asked(event, notes)
    if isinstance(event, ev.PresenceChecked | ev.AbsenceRecorded | ev.LatenessAdmitted | ev.DossierChecked):
        return _arrived(event)
    return _happened(event) or _debated(event, juror) or _opinion(event, juror)


def _arrived(
    event: ev.PresenceChecked | ev.AbsenceRecorded | ev.LatenessAdmitted | ev.DossierChecked,
) -> str:
    match event:
        case ev.PresenceChecked(presence):
            return _presence(presence)
        case ev.AbsenceRecorded(absence):
            document = f"{_COLON} {absence.document}" if absence.kind.facts.documented else ""
            return f"{absence.kind.facts.title}{document}"
        case ev.LatenessAdmitted(late):
            return f"Retard de {late.minutes} min admis par {late.admitted_by}{_COLON} {late.reason}"
        case ev.DossierChecked(check):
            reason = f", {check.reason}" if check.reason else ""
            return f"Dossier{_COLON} {check.outcome.facts.act}{reason}"


def _happened(event: ev.RoomEvent) -> str:
    match event:
        case ev.CandidateInformed():
            return "Candidat informé de la réserve"
        case ev.ReportHandedOver():
            return "Rapport remis au président du jury"
        case ev.FraudReported(fraud):
            return _fraud(fraud)
        case ev.FraudWithdrawn(reason):
            return f"Suspicion de fraude retirée{_COLON} {reason}"
        case ev.Interrupted(interruption, _):
            why = f"{_COLON} {interruption.why}" if interruption.why else ""
            return f"Interruption par {interruption.who}{why}"
        case _:
            return ""


def _presence(presence: Presence) -> str:
    checked = [
        words
        for words, done in (
            ("convocation", presence.convocation),
            ("identité", presence.identity),
        )
        if done
    ]
    where = presence.attendance.where
    signed = f"émargement signé {where}" if where else "émargement non signé"
    return f"Présence{_COLON} {', '.join((*checked, signed))}"


def _fraud(fraud: Fraud) -> str:
    comment = f" ({fraud.comment})" if fraud.comment else ""
    return f"Suspicion de fraude{_COLON} {fraud.facts} · {fraud.countersignature.words.act}{comment}"


def _asked(event: ev.QuestionTicked | ev.QuestionsOrdered, notes: Mapping[int, NoteText]) -> str:
    if isinstance(event, ev.QuestionsOrdered):
        return "Questions remises en ordre"
    head = "Question posée" if event.asked else "Question remise en attente"
    known = notes.get(event.note)
    return f"{head}{_COLON} {known.text}" if known else head


def _debated(event: ev.RoomEvent, juror: Juror) -> str:
    match event:
        case ev.ModeChosen(mode):
            separate = mode is OpinionMode.SEPARATE
            return f"Avis{_COLON} {'séparés' if separate else 'commun'}"
        case ev.Revealed(reason):
            return f"Avis révélés{_COLON} {reason}" if reason else "Avis révélés"
        case ev.ReasonGiven(criterion, text):
            about = "de la note" if criterion is None else f"du critère {criterion}"
            return f"Motif {about}{_COLON} {text or 'effacé'}"
        case ev.Dissented(key, criterion, text):
            about = "sur la note" if criterion is None else f"sur le critère {criterion}"
            return f"Avis contraire de {juror(key)} {about}{_COLON} {text or 'retiré'}"
        case _:
            return ""


def _opinion(event: ev.RoomEvent, juror: Juror) -> str:
    match event:
        case ev.OpinionRated(key, criterion, level):
            shown = {None: "effacé", NOT_ASSESSED: "non évalué"}.get(level, level)
            return f"Avis de {juror(key)}, critère {criterion}{_COLON} {shown}"
        case ev.OpinionMarked(key, mark):
            return f"Avis de {juror(key)}, note{_COLON} {formats.mark(mark) or 'effacée'}"
        case ev.OpinionGiven(key):
            return f"Avis rendu par {juror(key)}"
        case ev.OpinionTakenBack(key):
            return f"Avis repris par {juror(key)}"
        case _:
            raise TypeError(f"no words for {type(event).__name__}")
