"""Grids made by hand, for the tests of the pages."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import cycle, groupby
from pathlib import Path
from typing import Any

from btstc_jury.application.views.grid import (
    GridGroup,
    GridMember,
    GridRow,
    GridTime,
    GridView,
)
from btstc_jury.domain.form import Level
from btstc_jury.domain.session import FileKind

_REFERENTIAL = Path(__file__).resolve().parents[2] / "forms" / "bts-tc-2006" / "referential.toml"

LEVELS = (
    Level("TI", "très insuffisant"),
    Level("I", "insuffisant"),
    Level("S", "satisfaisant"),
    Level("TS", "très satisfaisant"),
    Level("NE", "non évalué"),
)
TRAINING = "ENTRAÎNEMENT – sans valeur d’examen"
SENTENCE = (
    "Négociation structurée, écoute réelle du client. L’objection sur le service après-vente, d’abord "
    "éludée, est reprise avec une contrepartie chiffrée. La recherche d’informations dans les bases de "
    "l’entreprise reste à approfondir."
)


@cache
def _exam(key: str) -> dict[str, Any]:
    exam: dict[str, Any] = tomllib.loads(_REFERENTIAL.read_text("utf-8"))["exams"][key]
    return exam


def official_groups(exam: str) -> tuple[GridGroup, ...]:
    """The criteria of E4 or E6 with levels that repeat: S, TS, I, S, NE, TI."""
    table = _exam(exam)
    labels = {each["code"]: each["label"] for each in table["competences"]}
    levels = cycle(("S", "TS", "I", "S", "NE", "TI"))
    return tuple(
        GridGroup(
            " + ".join(codes),
            " / ".join(labels[code] for code in codes),
            tuple(GridRow(each["number"], each["text"], next(levels)) for each in criteria),
        )
        for codes, criteria in groupby(table["criteria"], key=lambda each: each["competences"])
    )


def sample_grid(**overrides: object) -> GridView:
    """A finished E4 as the commission prints it; any field may be given."""
    fields: dict[str, Any] = {
        "file_kind": FileKind.EXAM,
        "provisional": False,
        "watermark": "",
        "version": 1,
        "diploma": "Brevet de technicien supérieur technico-commercial",
        "session": "Session 2027",
        "exam": "E4 Négociation technico-commerciale",
        "details": "Unité U4 · coefficient 4 · E4 · ponctuel",
        "centre": "Lycée Jean-Monnet",
        "place": "Commission 3 · salle B12",
        "candidate": "MOREAU-LEFEBVRE Anaïs",
        "candidate_lines": (
            "N° 0213456789 · né(e) le 04/02/2006",
            "Spécialité\u202f: Matériaux du bâtiment",
            "Établissement\u202f: Lycée Marie-Laurencin",
        ),
        "sitting_lines": (
            "Mardi 18 mai 2027, 14\u202fh\u202f02 – 15\u202fh\u202f06",
            "Préparation\u202f: 66:40 sur 66:40 accordées",
            "Temps majoré selon l’aménagement accordé",
        ),
        "times": (
            GridTime("1 Présentation", "13:20", "11:52", ""),
            GridTime("2 Simulation de la négociation", "33:20", "31:48", ""),
            GridTime("3 Entretien sur le déroulement et le suivi", "6:40", "7:05", "+0:25"),
            GridTime("4 Entretien d’élargissement technique", "reste", "13:10", ""),
        ),
        "total": GridTime("Total", "66:40", "63:55", ""),
        "incidents": (),
        "levels": LEVELS,
        "groups": official_groups("E4"),
        "mark": "12,5",
        "out_of": "20",
        "appreciation": SENTENCE,
        "strengths": "",
        "weaknesses": "",
        "remarks": "",
        "reopenings": (),
        "members": (
            GridMember("Professeur d’économie et gestion", "M. Lanvin"),
            GridMember("Professeur de sciences et techniques industrielles", "Mme Okoye"),
            GridMember("Professionnel", "M. Dreux"),
        ),
        "scale_note": "échelle par défaut, non fixée par l’arrêté",
        "secrecy": "Aucune note proposée n’est communiquée au candidat avant la décision du jury.",
        "form": "e4-ponctuel 2006.1 · 5c0d91ab",
        "journal": "7f3a91c204bd55e1" + "00" * 24,
    }
    fields.update(overrides)
    return GridView(**fields)


def sample_e6(**overrides: object) -> GridView:
    """A finished E6, with incidents and an appreciation of 2,000 characters: two pages."""
    fields: dict[str, Any] = {
        "exam": "E6 Projet technico-commercial",
        "details": "Unité U6 · coefficient 5 · E6 · ponctuel",
        "groups": official_groups("E6"),
        "sitting_lines": ("Mercredi 19 mai 2027, 9\u202fh\u202f00 – 10\u202fh\u202f09",),
        "times": (
            GridTime("1 Présentation du contexte", "10:00", "9:41", ""),
            GridTime("2 Missions préparatoires et projet", "15:00", "16:12", "+1:12"),
            GridTime("3 Entretien avec la commission", "reste", "35:04", ""),
        ),
        "total": GridTime("Total", "60:00", "60:57", "+0:57"),
        "incidents": (
            "Suspension à 9\u202fh\u202f14, phase 2 à 3:32, durée 4:05\u202f: alarme, bâtiment B évacué",
            "Arrêt du programme de 09:41:10 à 09:42:52, phase 3, durée 1:42\u202f: temps non compté",
        ),
        "appreciation": (SENTENCE + " ") * 8 + "Fin de l’appréciation.",
        "strengths": "Maîtrise des outils de suivi\u202f; projet chiffré et cohérent.",
        "weaknesses": "Analyse du marché un peu rapide, sources non citées.",
        "form": "e6-ponctuel 2006.1 · 9d20ffe1",
        "mark": "13",
    }
    return sample_grid(**(fields | overrides))
