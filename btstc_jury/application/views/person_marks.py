"""Which marks a person may be told of now (l.5391, l.5406)."""

from __future__ import annotations

from enum import StrEnum

from btstc_jury.domain.form import Authority
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.presence import Status


class KeptBack(StrEnum):
    """Why marks are left out. ``NOT_DECIDED``: the jury hasn't decided; ``NEVER``: the arrêté itself forbids
    to tell the mark proposed (E4 by CCF, l.5391), that of the jury is told; ``WITHHELD``: the result is.
    """

    NOT_DECIDED = "not_decided"
    NEVER = "never"
    WITHHELD = "withheld"


WORDS = {
    KeptBack.NOT_DECIDED: "non communicable avant la décision du jury",
    KeptBack.NEVER: "jamais communicable (arrêté, l.5391)",
    KeptBack.WITHHELD: "non communicable, le résultat est retenu",
}

WARNINGS = {
    KeptBack.NOT_DECIDED: (
        "Aucune note ne figure ici pour un oral sur lequel le jury n’a pas encore décidé\u202f: une note"
        " proposée n’est pas communicable avant cette décision."
    ),
    KeptBack.NEVER: (
        "La note proposée à une situation de CCF de l’épreuve E4 n’est communiquée en aucun cas (arrêté,"
        " l.5391)\u202f; celle que le jury a arrêtée figure ici."
    ),
    KeptBack.WITHHELD: (
        "Aucune note ne figure ici pour un oral dont le résultat est retenu\u202f: la décision appartient à"
        " l’autorité compétente."
    ),
}


def kept_back(oral: Oral) -> KeptBack | None:
    """``None`` where every mark may be told."""
    if oral.room.status is Status.WITHHELD:
        return KeptBack.WITHHELD
    origin = oral.form.origins.get("secrecy")
    if oral.proof.decision is not None and origin is not None and origin.authority is Authority.ARRETE:
        return KeptBack.NEVER
    return KeptBack.NOT_DECIDED if oral.proof.decision is None else None
