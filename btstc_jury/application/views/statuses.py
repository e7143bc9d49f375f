"""The words for what an oral is worth (absent, non validé, sous réserve…) and for what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.views.formats import NARROW
from btstc_jury.domain.dossier import Outcome
from btstc_jury.domain.form import Form
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.presence import Duty
from btstc_jury.domain.standing import Status

_COLON = f"{NARROW}:"
_SEMICOLON = f"{NARROW};"

LABELS = {
    Status.NORMAL: "Présent, noté",
    Status.ABSENT: "Absent (AB)",
    Status.ABSENT_JUSTIFIED: "Absent justifié, force majeure",
    Status.NOT_VALIDATED: "Présent, non validé (NV)",
    Status.RESERVED: "Noté sous réserve",
    Status.WITHHELD: "Résultat retenu, suspicion de fraude",
}

OUTCOMES = {
    Outcome.PENDING: "Contrôle commencé, sans conclusion",
    Outcome.COMPLIANT: "Conforme",
    Outcome.DOUBT: "Doute de la commission",
    Outcome.NOT_COMPLIANT: "Non conforme, constaté par l’autorité",
    Outcome.NO_DOSSIER: "Dossier absent",
}

_TASKS = {
    (Duty.INFORM, Status.RESERVED): "Candidat à informer de la réserve",
    (Duty.COUNTERSIGN, Status.WITHHELD): "Rapport de fraude à compléter",
    (Duty.HAND_OVER, Status.RESERVED): "Réserve à transmettre au président du jury",
    (Duty.HAND_OVER, Status.WITHHELD): "Rapport de fraude à transmettre au président du jury",
}

NOT_EXAMINED = (
    "Le candidat ne peut être interrogé à cette épreuve. Il est présent mais non validé (NV)"
    f"{_SEMICOLON} le diplôme ne peut lui être délivré."
)
ABSENCE_FOLLOWS = "Aucune note n’est proposée. L’absence est portée au bordereau (AB)."
JUSTIFIED_FOLLOWS = (
    f"Aucune note n’est proposée. Le document est joint au procès-verbal{_SEMICOLON} la suite appartient à"
    " l’autorité académique."
)
LATE_FOLLOWS = "Seul le chef de centre admet un candidat en retard. Aucun temps n’est ajouté."


def task(duty: Duty, status: Status) -> str:
    """What remains to do, in a few words."""
    return _TASKS[duty, status]


def source_of_dossier(form: Form) -> str:
    """« Arrêté, l.5412-5450 », or "" where the form doesn't say."""
    origin = form.origins.get("dossier")
    return f"Arrêté, {origin.lines}." if origin is not None and origin.lines else ""


def outcome_follows(form: Form, outcome: Outcome) -> str:
    """What follows from an outcome of the dossier's check, to be read before it is chosen."""
    match outcome:
        case Outcome.COMPLIANT | Outcome.PENDING:
            return ""
        case Outcome.DOUBT:
            told = (
                "En fin d’interrogation, le candidat est informé du doute de la commission."
                if form.dossier.told_of_reserve
                else "Le candidat n’en est pas informé."
            )
            return (
                "L’interrogation et l’évaluation ont lieu normalement. Le cas est signalé au président du"
                f" jury et la note est mise sous réserve de vérification. {told}"
            )
        case Outcome.NOT_COMPLIANT:
            return f"À choisir seulement si l’autorité académique l’a constaté avant l’oral. {NOT_EXAMINED}"
        case Outcome.NO_DOSSIER:
            return (
                "En l’absence de dossier, l’épreuve ne peut se dérouler. La commission en informe le"
                f" candidat. {NOT_EXAMINED}"
            )


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why an oral doesn't take place. ``tell``: what the candidate is to be told, "" when absent."""

    title: str
    why: str
    follows: str
    tell: str


def stopped(oral: Oral) -> Stopped | None:
    """``None`` where the oral takes place."""
    room = oral.room
    match room.status:
        case Status.ABSENT:
            return Stopped("Candidat absent", "", f"L’oral n’a pas lieu. {ABSENCE_FOLLOWS}", "")
        case Status.ABSENT_JUSTIFIED:
            document = room.absence.document if room.absence else ""
            why = f"Document{_COLON} {document}"
            return Stopped("Absence justifiée", why, f"L’oral n’a pas lieu. {JUSTIFIED_FOLLOWS}", "")
        case Status.NOT_VALIDATED if room.dossier is not None:
            none = room.dossier.outcome is Outcome.NO_DOSSIER
            title = "Dossier absent" if none else "Dossier non conforme"
            return Stopped(
                f"{title}{_COLON} l’oral n’a pas lieu",
                f"Motif{_COLON} {room.dossier.reason}",
                NOT_EXAMINED,
                "Vous ne pouvez pas être interrogé(e) à cette épreuve"
                f"{_COLON} {'vous n’avez pas de dossier' if none else 'votre dossier n’est pas conforme'}.",
            )
        case _:
            return None


def status_lines(oral: Oral) -> Iterator[str]:
    """How the grid states the status; the reserve is always answered, yes or no."""
    room = oral.room
    reserved = room.dossier is not None and room.dossier.outcome is Outcome.DOUBT
    yield f"MISE SOUS RÉSERVE{_COLON} {'OUI' if reserved else 'NON'}"
    if reserved and room.dossier is not None:
        yield f"Motif de la réserve{_COLON} {room.dossier.reason}"
    if reserved and oral.form.dossier.told_of_reserve:
        told = "oui" if room.informed else "pas encore"
        yield f"Candidat informé du doute de la commission{_COLON} {told}"
    if room.fraud is not None:
        yield f"RÉSULTAT RETENU{_COLON} suspicion de fraude, voir le procès-verbal"
    if room.status not in {Status.NORMAL, Status.RESERVED, Status.WITHHELD}:
        yield LABELS[room.status].upper()
    if room.status in {Status.RESERVED, Status.WITHHELD}:
        handed = "oui" if room.handed_over else "pas encore"
        yield f"Rapport remis au président du jury{_COLON} {handed}"
