"""What each rubric of a student's fiche is to hold, in a line of ours, and where the arrêté asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from btstc_jury.domain.wording import folded

_PLACES: Mapping[str, str] = {
    "fiche descriptive": "annexe V, E4, § 4.B, l.5420-5430",
    "fiche de synthèse": "annexe V, E6, § 4.A, l.5694-5706",
}

_EXPECTED: tuple[tuple[str, str], ...] = (
    (
        "dénomination sociale, coordonnées et activité(s) de l’entreprise concernée",
        "Qui vend, où, quoi, à qui\u202f; la taille de l’entreprise en quelques chiffres.",
    ),
    (
        "informations sur les acteurs impliqués dans la situation de négociation",
        "Qui négocie avec qui, en quelle fonction\u202f; qui décide\u202f; leur caractère.",
    ),
    (
        "informations techniques et commerciales sur l’objet de la négociation",
        "Ce qui est vendu, ses caractéristiques, son prix, ce que le vendeur peut accorder.",
    ),
    (
        "contexte de la situation de négociation",
        "Ce qui a précédé, le besoin du client, les concurrents, l’urgence.",
    ),
    (
        "justification du choix de la situation de communication - négociation présentée",
        "Pourquoi cette situation plutôt qu’une autre\u202f: ce qu’elle montre d’intéressant.",
    ),
    (
        "objectifs poursuivis par les acteurs en présence",
        "Ce que chacun veut obtenir, chiffré\u202f; le minimum en dessous duquel il renonce.",
    ),
    (
        "conditions de déroulement",
        "Le lieu, la durée, les personnes présentes, les documents et matériels utilisés.",
    ),
    (
        "stratégie(s) de négociation mise en place",
        "La préparation, l’ordre des arguments, les concessions prévues et leurs contreparties.",
    ),
    (
        "difficultés observées ou rencontrées",
        "Ce qui a résisté\u202f: objections, imprévus, manques\u202f; comment on y a répondu.",
    ),
    ("résultats obtenus", "Ce qui a été signé ou non, comparé aux objectifs\u202f; la suite prévue."),
    (
        "analyse critique de la communication",
        "Ce qui a bien marché, ce qui serait fait autrement, et pourquoi.",
    ),
    ("la date et la durée du projet", "Quand il a commencé, quand il s’est terminé, le temps passé."),
    (
        "la ou les entreprise(s) partenaire(s)",
        "L’entreprise commanditaire, son activité, sa place sur son marché.",
    ),
    (
        "le nom et la qualité des différents acteurs impliqués",
        "Qui a fait quoi\u202f: l’équipe, le tuteur, les interlocuteurs, leur rôle.",
    ),
    (
        "le ou les objectifs poursuivis",
        "Ce que l’entreprise attendait, chiffré et daté\u202f; à quoi l’on verrait que c’est atteint.",
    ),
    (
        "la méthodologie élaborée",
        "Les moyens, les outils, les étapes dans leur ordre, ce qui a été contrôlé et quand.",
    ),
    ("les résultats obtenus", "Ce qui a été atteint, mesuré, comparé aux objectifs."),
    (
        "les initiatives et responsabilités prises par le candidat et les compétences acquises",
        "Ce que l’étudiant a décidé lui-même, ce dont il a répondu, ce qu’il sait faire depuis.",
    ),
)
"""By the beginning of the title."""


def expected(rubric: str) -> str:
    """« Ce qui est attendu », "" for a rubric of a centre's own form."""
    title = folded(rubric)
    return next((words for beginning, words in _EXPECTED if title.startswith(folded(beginning))), "")


def place(sheet_name: str) -> str:
    """Where the arrêté lists the rubrics of that sheet, "" for another one."""
    found = (words for name, words in _PLACES.items() if sheet_name.startswith(name))
    return next(found, "")
