"""What each event of an oral's journal says, in one short phrase."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from btstc_jury.application.views import formats, people
from btstc_jury.application.views.history_proof_words import proof_words
from btstc_jury.application.views.history_room_words import room_words
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import NoteText, Sign, TextField
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.form import NOT_ASSESSED, Form
from btstc_jury.domain.proof_events import Erased, ProofEvent
from btstc_jury.domain.room_events import RoomEvent

COLON = f"{formats.NARROW}:"

_FIELDS = {
    TextField.APPRECIATION: "Appréciation",
    TextField.STRENGTHS: "Points forts",
    TextField.WEAKNESSES: "Points faibles",
    TextField.REMARKS: "Remarques",
}
_PLANNED: dict[type[ev.Event], str] = {
    ev.SessionDescribed: "Session décrite",
    ev.Planned: "Candidat inscrit",
    ev.PlanChanged: "Inscription modifiée",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What the words need to know: ``notes``: the texts already met, by number; ``oral_name``: of another
    oral, by its number.
    """

    form: Form
    jurors: Mapping[str, Juror]
    notes: Mapping[int, NoteText]
    oral_name: Callable[[int], str]

    def juror(self, key: str) -> str:
        juror = self.jurors.get(key)
        return juror.name if juror else "un membre de la commission"


def event_words(event: ev.Event, context: Context) -> str:
    """Never empty, but for an undo and a redo, whose words are those of the act that they concern."""
    if isinstance(event, ev.NoteAdded | ev.NoteChanged | ev.NoteRemoved):
        return _note(event, context)
    if isinstance(event, ev.Rated | ev.MarkProposed | ev.TextWritten):
        return assessed_words(event)
    if isinstance(event, ev.PhaseStarted | ev.Paused | ev.PauseExplained | ev.Resumed | ev.Ended):
        return _conducted(event, context)
    if isinstance(event, ev.GapFound | ev.GapDecided):
        return _gap(event)
    if isinstance(event, ev.Finalised | ev.Reopened | ev.SheetGiven | ev.SheetReceived):
        return _settled(event, context)
    return _prepared(event, context)


def level_words(criterion: int, level: str | None) -> str:
    """« Critère 13 : S », « Critère 13 : non évalué », « Critère 13 : niveau effacé »."""
    shown = {None: "niveau effacé", NOT_ASSESSED: "non évalué"}.get(level, level)
    return f"Critère {criterion}{COLON} {shown}"


def assessed_words(event: ev.Rated | ev.MarkProposed | ev.TextWritten) -> str:
    match event:
        case ev.Rated(criterion, level):
            return level_words(criterion, level)
        case ev.MarkProposed(mark):
            return "Note effacée" if mark is None else f"Note proposée{COLON} {formats.mark(mark)}"
        case ev.TextWritten(where, text):
            return f"{_FIELDS[where]}{COLON} {text or 'texte effacé'}"


def _note(event: ev.NoteAdded | ev.NoteChanged | ev.NoteRemoved, context: Context) -> str:
    match event:
        case ev.NoteAdded(_, content):
            return f"Note ajoutée{COLON} {note_text(content)}"
        case ev.NoteChanged(_, content):
            return f"Note modifiée{COLON} {note_text(content)}"
        case ev.NoteRemoved(note):
            known = context.notes.get(note)
            return f"Note retirée{COLON} {note_text(known)}" if known else "Note retirée"


def note_text(content: NoteText) -> str:
    shown = "\u2212" if content.sign is Sign.WEAKNESS else content.sign
    sign = f"{shown} " if shown else ""
    link = f" (n°{formats.NARROW}{content.criterion})" if content.criterion is not None else ""
    return f"{sign}{content.text}{link}"


def _conducted(
    event: ev.PhaseStarted | ev.Paused | ev.PauseExplained | ev.Resumed | ev.Ended, context: Context
) -> str:
    match event:
        case ev.PhaseStarted(phase):
            return f"Phase {phase + 1} commencée{COLON} {context.form.phases[phase].title}"
        case ev.Paused(reason, granted):
            head = "Pause accordée commencée" if granted else "Suspension"
            return f"{head}{COLON} {reason}" if reason else head
        case ev.PauseExplained(_, reason):
            return f"Motif de la suspension{COLON} {reason}"
        case ev.Resumed():
            return "Reprise"
        case ev.Ended():
            return "Épreuve terminée"


def _gap(event: ev.GapFound | ev.GapDecided) -> str:
    if isinstance(event, ev.GapFound):
        since = formats.hour_second(event.since.utc)
        sleep = event.cause is ev.GapCause.SLEEP
        return f"{'Mise en veille' if sleep else 'Arrêt du programme'} depuis {since}"
    counted = "temps compté" if event.counted else "temps non compté"
    return f"Décision sur l’arrêt{COLON} {counted}"


def _settled(event: ev.Finalised | ev.Reopened | ev.SheetGiven | ev.SheetReceived, context: Context) -> str:
    match event:
        case ev.Finalised():
            return "Proposition arrêtée"
        case ev.Reopened(reason):
            return f"Proposition rouverte{COLON} {reason}"
        case ev.SheetGiven(to, reason):
            return f"Feuille transférée à {context.oral_name(to)}{COLON} {reason}"
        case ev.SheetReceived(source, reason, _):
            return f"Feuille reçue de {context.oral_name(source)}{COLON} {reason}"


def _prepared(event: ev.Event, context: Context) -> str:
    match event:
        case ev.PreparationStarted(allowed):
            return f"Préparation commencée{COLON} {formats.minutes(allowed)} accordées"
        case ev.PreparationEnded():
            return "Préparation terminée"
        case ev.Opened(total, jurors):
            names = ", ".join(f"{people.seat_short(juror)} {juror.name}" for juror in jurors)
            return f"Oral ouvert, {formats.minutes(total)}{COLON} {names}"
        case ev.Undone() | ev.Redone():
            return ""
        case ev.SessionDescribed() | ev.Planned() | ev.PlanChanged():
            return _PLANNED[type(event)]
        case _:
            return _others(event, context)


def _others(event: ev.Event, context: Context) -> str:
    if isinstance(event, RoomEvent):
        return room_words(event, context.juror, context.notes)
    if isinstance(event, ProofEvent | Erased):
        return proof_words(event, context.juror)
    raise TypeError(f"no words for {type(event).__name__}")
