"""A whole case, of people who don't exist."""

from __future__ import annotations

from btstc_jury.domain.case import (
    Annex,
    Buyer,
    Case,
    Change,
    Concession,
    Motive,
    Objection,
    ObjectionKind,
    Parameter,
    Rubric,
    Step,
)
from btstc_jury.domain.form import Form

SECRETS = (
    "défendre sa marge",
    "un seul contrat d’entretien",
    "budget de 118",
    "au-delà de six semaines",
    "Reprise des anciens chariots",
    "commande ferme aujourd’hui",
    "Votre prix est au-dessus",
    "le coût d’usage sur cinq ans",
    "prix-concurrent.pdf",
)
"""What only who plays the buyer knows, each in a text of its own."""


TOLD = "Un entrepôt de douze quais, deux équipes, un parc de dix ans."


def whole_case(form: Form, text: str = TOLD) -> Case:
    """``text``: under each rubric but one."""
    return Case(
        "c1",
        "Chariots Valdor",
        form.exam,
        form.dossier.sheet_name,
        tuple(Rubric(title, text if place != 8 else "") for place, title in enumerate(form.dossier.rubrics)),
        (
            Annex("tarif.pdf", "ab" * 32, 120_000, 2),
            Annex("plan-du-site.png", "cd" * 32, 90_000),
            Annex("prix-concurrent.pdf", "ef" * 32, 40_000, 1, handed=False),
        ),
        (
            Change(Parameter.CLIENT, "M. Roux, acheteur", "Mme Roux, directrice logistique", "un autre ton"),
            Change(Parameter.DELAY, "dix semaines", "six semaines", "voir s’il sait défendre sa marge"),
            Change(Parameter.COMPETITOR, "", "une offre de location arrivée hier"),
        ),
        "",
        Buyer(
            "Mme Roux",
            "directrice logistique",
            "un seul contrat d’entretien",
            (Motive.SECURITY, Motive.MONEY),
            "Douze chariots avant le 1er mars.",
            "Le budget de 118 k€.",
            "124 k€ si la formation est comprise",
            "Elle rompt au-delà de six semaines.",
            (Concession("Reprise des anciens chariots", "une commande ferme aujourd’hui"),),
        ),
        (
            Objection(
                "Votre prix est au-dessus.",
                ObjectionKind.PRICE,
                minute=2,
                step=Step.ARGUMENT,
                answer="le coût d’usage sur cinq ans",
            ),
            Objection("Je ne connais pas votre service.", ObjectionKind.SERVICE, tactical=True),
        ),
        (8, 9, 13),
        "Équipement industriel",
    )
