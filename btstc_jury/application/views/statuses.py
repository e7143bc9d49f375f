"""The words for what an oral is worth (absent, non validé, sous réserve…) and for what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.views.formats import COLON, NARROW
from btstc_jury.application.views.rulings import ruling_words
from btstc_jury.application.views.sources import source_of
from btstc_jury.domain.dossier import Outcome
from btstc_jury.domain.form import Form, WithoutDossier
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.proceedings import Duty
from btstc_jury.domain.rulings import Matter
from btstc_jury.domain.standing import Status

_SEMICOLON = f"{NARROW};"

_NOT_EXAMINED = (
    "Le candidat ne peut être interrogé à cette épreuve. Il est considéré comme présent mais non validé (NV)"
    f"{_SEMICOLON} le diplôme ne peut lui être délivré."
)
_WITHOUT = {
    WithoutDossier.NOT_VALIDATED: _NOT_EXAMINED,
    WithoutDossier.NO_ORAL: (
        "En l’absence de dossier, l’épreuve ne peut se dérouler. La commission informe le candidat de"
        " l’impossibilité de conduire l’entretien. Le diplôme ne pourra lui être délivré."
    ),
}
_CIRCULAR = (
    "Une circulaire le dit «\u202fnon valide\u202f» (NV) et fait remplir pour le jury la fiche de contrôle de"
    " conformité."
)
_UPHELD = f"a confirmé la réserve{COLON} le jury en décide"
NOT_TOLD = "Le texte ne prévoit pas d’en informer le candidat."
_IMPOSSIBLE = {
    WithoutDossier.NOT_VALIDATED: "Vous ne pouvez pas être interrogé(e) à cette épreuve",
    WithoutDossier.NO_ORAL: "L’entretien ne peut pas être conduit",
}
LATE_FOLLOWS = "Seul le chef de centre admet un candidat en retard, sans temps ajouté (circulaire)."


def task(duty: Duty, status: Status) -> str:
    """What remains to do, in a few words."""
    match duty:
        case Duty.INFORM:
            return "Candidat à informer de la réserve"
        case Duty.COUNTERSIGN:
            return "Procès-verbal de fraude à compléter"
        case Duty.HAND_OVER:
            return status.worth.report
        case Duty.JOIN:
            return "Signature sur papier, à joindre"


def outcome_follows(form: Form, outcome: Outcome) -> str:
    """What follows from an outcome of the dossier's check, with who says so: the arrêté for the ponctuel, we
    for a CCF. To be read before it is chosen.
    """
    match outcome:
        case Outcome.COMPLIANT | Outcome.PENDING:
            return ""
        case Outcome.DOUBT:
            told = (
                "En fin d’interrogation, le candidat est informé du doute de la commission."
                if form.dossier.told_of_reserve
                else NOT_TOLD
            )
            return _sourced(
                form,
                "dossier.told_of_reserve",
                "L’interrogation et l’évaluation sont conduites normalement. Le cas est signalé au président"
                f" du jury et la note est mise sous réserve de vérification. {told}",
            )
        case Outcome.NOT_COMPLIANT:
            found = "À choisir seulement si les autorités académiques l’ont constaté avant l’interrogation."
            return _sourced(form, "dossier.without", f"{found} {_NOT_EXAMINED}")
        case Outcome.NO_DOSSIER:
            return _without(form, form.dossier.without)


def reserve_follows(oral: Oral) -> str:
    """What follows from the commission's doubt, and what became of it once it was verified."""
    if Matter.RESERVE not in oral.proceedings.rulings:
        return outcome_follows(oral.form, Outcome.DOUBT)
    found = "a levé la réserve" if oral.proceedings.settled(Matter.RESERVE) else _UPHELD
    return f"La note avait été mise sous réserve de vérification{_SEMICOLON} la vérification {found}."


def _sourced(form: Form, key: str, words: str) -> str:
    source = source_of(form, key)
    return f"{words.removesuffix('.')} ({source})." if source else words


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why an oral doesn't take place. ``tell``: what the candidate is to be told, "" when absent."""

    title: str
    why: str
    follows: str
    tell: str


def stopped(oral: Oral) -> Stopped | None:
    """``None`` where the oral takes place."""
    proceedings = oral.proceedings
    if proceedings.absence is not None:
        kind = proceedings.absence.kind.facts
        why = f"Document{COLON} {proceedings.absence.document}" if kind.documented else ""
        return Stopped(kind.title, why, f"L’interrogation n’a pas lieu. {kind.follows}", "")
    if proceedings.dossier is not None and (outcome := proceedings.dossier.outcome.facts).stops:
        return Stopped(
            f"{outcome.stops}{COLON} l’interrogation n’a pas lieu",
            f"Motif{COLON} {proceedings.dossier.reason}",
            _without(oral.form, _consequence(oral)),
            f"{_IMPOSSIBLE[_consequence(oral)]}{COLON} {outcome.told}.",
        )
    return None


def _without(form: Form, consequence: WithoutDossier) -> str:
    words = _sourced(form, "dossier.without", _WITHOUT[consequence])
    return f"{words} {_CIRCULAR}" if consequence is WithoutDossier.NO_ORAL else words


def _consequence(oral: Oral) -> WithoutDossier:
    """Of no dossier as the form has it; a dossier that isn't compliant has one consequence everywhere."""
    proceedings = oral.proceedings
    none = proceedings.dossier is not None and proceedings.dossier.outcome.facts.none
    if none and proceedings.absence is None:
        return oral.form.dossier.without
    return WithoutDossier.NOT_VALIDATED


def worth_label(oral: Oral) -> str:
    """As its page states what such an oral is worth. « Non valide » is a circular's word, of an E6 without
    any dossier; the arrêté has « présent mais non validé » of the others.
    """
    if _consequence(oral) is WithoutDossier.NO_ORAL:
        return "Sans dossier, non valide (NV)"
    return oral.proceedings.status.worth.label


def status_lines(oral: Oral) -> Iterator[str]:
    """How the grid states the status; the reserve, which comes from a dossier alone (annexe V, E4, § 4 and
    E6, § 4), is always answered where there is one, yes or no.
    """
    proceedings = oral.proceedings
    if oral.form.dossier.asked or proceedings.doubted:
        yield f"MISE SOUS RÉSERVE{COLON} {'OUI' if proceedings.doubted else 'NON'}"
    if proceedings.doubted and proceedings.dossier is not None:
        yield f"Motif de la réserve{COLON} {proceedings.dossier.reason}"
    if proceedings.reserved and oral.form.dossier.told_of_reserve:
        told = "oui" if proceedings.informed else "pas encore"
        yield f"Candidat informé du doute de la commission{COLON} {told}"
    if reserve := ruling_words(oral, Matter.RESERVE):
        yield reserve
    if proceedings.fraud is not None:
        decided = ruling_words(oral, Matter.FRAUD)
        held = "RÉSULTAT RETENU" if not decided else "SUSPICION DE FRAUDE"
        about = "suspicion de fraude, voir le procès-verbal" if not decided else "voir le procès-verbal"
        yield f"{held}{COLON} {about}"
        if decided:
            yield decided
    if proceedings.stopped:
        yield worth_label(oral).upper()
    if proceedings.status.worth.report:
        handed = "oui" if proceedings.handed_over else "pas encore"
        yield f"Rapport remis au président du jury{COLON} {handed}"
