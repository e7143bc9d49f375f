"""What of an oral may be told to its candidate: which marks, and which entries of the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from btstc_jury.application.exams import gathered_of
from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.history import hidden, remember, words_context
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.case import Buyer
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Authority
from btstc_jury.domain.history import History
from btstc_jury.domain.moments import Instant
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason

_ABOUT_MARKS = (
    ev.MarkProposed,
    ev.PartialMarked,
    ev.OpinionMarked,
    ev.OpinionPartialMarked,
    ev.OpinionBrought,
)


class LeftOut(StrEnum):
    """Why an event has no content here. ``PARTLY``: names or words of somebody else alone are missing;
    ``NOT_YET``: the candidate discovers it when the preparation, or the oral, begins.
    """

    ERASED = "erased"
    MARK = "mark"
    HIDDEN = "hidden"
    OTHER_PERSON = "other_person"
    PARTLY = "partly"
    NOT_YET = "not_yet"


_WORDS = {
    LeftOut.ERASED: "Remarque de travail effacée",
    LeftOut.MARK: "Acte au sujet d’une note non communicable",
    LeftOut.HIDDEN: "Avis ou note d’un membre de la commission, pas encore révélé",
    LeftOut.OTHER_PERSON: "Acte au sujet d’un autre candidat, dont la feuille a été transférée",
    LeftOut.PARTLY: "",
    LeftOut.NOT_YET: "Choix de la commission pour l’interrogation, pas encore remis au candidat",
}


@dataclass(frozen=True, slots=True)
class PersonEvent:
    """``event``: ``None`` where ``left_out`` says why; ``author``: a name or "". ``undone``: taken back."""

    sequence: int
    act: int
    at: Instant
    author: str
    words: str
    undone: bool
    event: ev.Event | None
    left_out: LeftOut | None

    @property
    def hour(self) -> str:
        return f"{formats.local(self.at):%d/%m/%Y %H:%M:%S}"


def person_events(office: Office, number: int) -> Iterator[PersonEvent]:
    """Every entry in order. Raises ``FileProblem``."""
    history = office.history(number)
    texts: dict[int, RemarkText] = {}
    context = words_context(office, history.oral, texts, lambda _oral: "un autre candidat")
    given = max((e.act for e in history.entries if isinstance(e.event, ev.SheetGiven)), default=0)
    back = kept_back(office, number)
    for entry in history.entries:
        event, left_out = _told(entry, history, texts, given, back)
        words = _WORDS[left_out] if left_out is not None else ""
        author = context.juror(entry.author) if entry.author else ""
        yield PersonEvent(
            entry.sequence,
            entry.act,
            entry.reading.utc,
            author,
            words or _words(event, entry, context),
            entry.act in history.undone,
            event,
            left_out,
        )
        remember(texts, entry)


def _words(event: ev.Event | None, entry: Entry, context: ev.Context) -> str:
    if isinstance(entry.event, ev.Undone | ev.Redone):
        head = "Annulé" if isinstance(entry.event, ev.Undone) else "Rétabli"
        return f"{head}{formats.NARROW}: acte {entry.event.act}"
    return (event or entry.event).words(context)


def _told(
    entry: Entry, history: History, texts: dict[int, RemarkText], given: int, back: KeptBack | None
) -> tuple[ev.Event | None, LeftOut | None]:
    event, oral = entry.event, history.oral
    if isinstance(event, ev.Erased):
        return None, LeftOut.ERASED
    if entry.act < given and not event.own:
        return None, LeftOut.OTHER_PERSON
    if hidden(event, oral.debate, texts) or (
        isinstance(event, ev.OpinionBrought) and not oral.debate.revealed
    ):
        return None, LeftOut.HIDDEN
    if isinstance(event, ev.PlayedRecorded | ev.ScenarioWritten) and not handed_out(oral):
        return None, LeftOut.NOT_YET
    if _is_kept_back(event, back):
        return None, LeftOut.MARK
    bare = _without_secrets(_without_others(event), oral)
    return bare, None if bare is event else LeftOut.PARTLY


def handed_out(oral: Oral) -> bool:
    """Whether the candidate knows what the oral plays (l.5437): the preparation or the oral has begun."""
    return oral.stage.begun or oral.preparation is not None


def _is_kept_back(event: ev.Event, why: KeptBack | None) -> bool:
    """The reasons that a commission gives for a mark tell of it too."""
    if why is None:
        return False
    if isinstance(event, ev.JuryDecided):
        return why.decision_too
    about = isinstance(event, ev.ReasonGiven | ev.Dissented) and event.criterion is None
    return about or isinstance(event, _ABOUT_MARKS)


def _without_others(event: ev.Event) -> ev.Event:
    """Without witnesses, nor which other candidate a sheet came from or went to, nor what is said of a juror
    who left or chose another code.
    """
    match event:
        case ev.FraudReported(fraud) if fraud.witnesses:
            return replace(event, fraud=replace(fraud, witnesses=""))
        case ev.SituationElsewhere(other) if other is not None:
            # The mark of one situation is told in no case (l.5391), nor is who else sat.
            return replace(event, other=replace(other, mark=None, jurors=()))
        case ev.SheetGiven():
            return replace(event, to=0, reason="")
        case ev.SheetReceived():
            return replace(event, source=0, reason="")
        case ev.JurorLeft() | ev.CodeRenewed() if event.reason:
            return replace(event, reason="")
        case _:
            return event


def _without_secrets(event: ev.Event, oral: Oral) -> ev.Event:
    """Without the buyer's card of a rehearsal, nor objections that the student hasn't heard, since the case
    may be played again; nor who observed, nor by what a laptop's opinion is known.
    """
    match event:
        case ev.RehearsalSet(case, _) if case is not None:
            heard = {} if oral.rehearsal is None else oral.rehearsal.thrown
            objections = tuple(
                replace(each, words=each.words if place in heard else "", answer="", minute=None, step=None)
                for place, each in enumerate(case.objections)
            )
            changes = tuple(replace(each, why="") for each in case.changes)
            return replace(event, case=replace(case, buyer=Buyer(), objections=objections, changes=changes))
        case ev.Observed():
            return replace(event, observer="un observateur")
        case ev.ObjectionAdded(objection) if objection.answer:
            return replace(event, objection=replace(objection, answer=""))
        case ev.JurorInvited():
            # By these another opinion could be passed off as that juror's.
            return replace(event, token="", secret="")
        case ev.Invited(invitation, _):
            return replace(event, invitation=replace(invitation, token="", secret=""))
        case _:
            return event


class KeptBack(StrEnum):
    """Why marks are left out. ``NOT_DECIDED``: the jury hasn't decided on the épreuve; ``NEVER``: the arrêté
    itself forbids to tell the mark proposed (E4 by CCF, l.5391), that of the jury is told; ``WITHHELD``: the
    result is; ``RESERVED``: it is under reserve; ``UNSIGNED``: a grid lacks signatures.
    """

    NOT_DECIDED = "not_decided"
    NEVER = "never"
    WITHHELD = "withheld"
    RESERVED = "reserved"
    UNSIGNED = "unsigned"

    @property
    def decision_too(self) -> bool:
        """Whether that covers the mark that the jury decided on."""
        return self is not KeptBack.NEVER


WORDS = {
    KeptBack.NOT_DECIDED: "non communicable avant la décision du jury",
    KeptBack.NEVER: "jamais communicable (annexe V, E4, §\u202f4.A)",
    KeptBack.WITHHELD: "non communicable, le résultat est retenu",
    KeptBack.RESERVED: "non communicable, la note est sous réserve",
    KeptBack.UNSIGNED: "non communicable, il manque des signatures à la grille",
}

_REASONS = {
    KeptBack.NOT_DECIDED: Reason.NOT_DECIDED,
    KeptBack.NEVER: None,
    KeptBack.WITHHELD: Reason.RESULT_WITHHELD,
    KeptBack.RESERVED: Reason.RESERVE_OPEN,
    KeptBack.UNSIGNED: Reason.SIGNATURES_MISSING,
}

WARNINGS = {
    KeptBack.NOT_DECIDED: (
        "Aucune note ne figure ici pour une interrogation sur laquelle le jury n’a pas encore décidé\u202f:"
        " une note proposée n’est pas communicable avant cette décision."
    ),
    KeptBack.NEVER: (
        "La note proposée à une situation de CCF de l’épreuve E4 n’est communiquée en aucun cas (annexe V,"
        " E4, §\u202f4.A)\u202f; celle que le jury a arrêtée figure ici."
    ),
    KeptBack.RESERVED: (
        "Aucune note ne figure ici pour une interrogation sous réserve\u202f: elle n’est communicable"
        " qu’une fois le résultat de la vérification consigné."
    ),
    KeptBack.UNSIGNED: (
        "Aucune note ne figure ici pour une interrogation dont la grille ne porte pas toutes ses signatures."
    ),
    KeptBack.WITHHELD: (
        "Aucune note ne figure ici pour une interrogation dont le résultat est retenu\u202f: la décision"
        " appartient à l’autorité compétente."
    ),
}


def kept_back(office: Office, number: int) -> KeptBack | None:
    """``None`` where every mark may be told. Raises ``FileProblem``."""
    if office.oral(number).rehearsal is not None:
        # No jury decides on it, and the student is told a note d'entraînement.
        return None
    why = gathered_of(office, number).exam.incommunicable
    if why is not None:
        return next((each for each, of in _REASONS.items() if of is why), KeptBack.NOT_DECIDED)
    origin = office.oral(number).form.origins.get("secrecy")
    ours = origin is not None and origin.authority is Authority.ARRETE
    return KeptBack.NEVER if ours or office.oral(number).form.situation is not None else None
