"""Cases to keep, spoil and read again."""

from __future__ import annotations

from pathlib import Path

from btstc_jury.application.cases import CaseFile, with_annex
from btstc_jury.domain.case import (
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
from btstc_jury.exchange.case_library import CaseFolder
from btstc_jury.system.files import atomic_write, export_write, remove_file

PLAN = b"%PDF-1.4 a plan"
PRICES = b"reference;price\n"


def full_case(key: str = "case-1", title: str = "Portes isothermes") -> Case:
    """Something in each field."""
    return Case(
        key,
        title,
        "E4",
        "fiche descriptive",
        (Rubric("contexte", "Un entrepôt\nà refaire"), Rubric("résultats obtenus")),
        (),
        (Change(Parameter.PRICE, "12 400 €", "11 900 €", "éprouver le prix"),),
        "Le prix est revu.",
        Buyer(
            "Mme Ferrand",
            "responsable des achats",
            "tenir le budget",
            (Motive.MONEY, Motive.SECURITY),
            "Je compare.",
            "Un concurrent est venu.",
            "Jusqu’à 12 000 €",
            "au-delà de 12 500 €",
            (Concession("un acompte de 30 %", "une livraison avancée"),),
        ),
        (
            Objection("C’est trop cher.", ObjectionKind.PRICE, True, 6, Step.OBJECTIONS, "le coût d’usage"),
            Objection("Trop long.", ObjectionKind.DELAY),
        ),
        (8, 9),
        "Équipement industriel",
        "case-0",
    )


def full_file(key: str = "case-1", title: str = "Portes isothermes") -> CaseFile:
    """With two annexes."""
    file = with_annex(CaseFile(full_case(key, title)), "plan.pdf", PLAN, 1)
    return with_annex(file, "tarif.csv", PRICES, handed=False)


def case_folder(folder: Path, delivered: Path | None = None) -> CaseFolder:
    """``delivered``: none when not given."""

    def keep(path: Path, content: bytes) -> None:
        path.parent.mkdir(exist_ok=True)
        atomic_write(path, content)

    return CaseFolder(folder, delivered or folder / "none", keep, export_write, remove_file)
