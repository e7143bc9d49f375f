"""The words for the values of a form, wherever they are shown: its fields and its closed sets."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.commission import AbsentProfessional
from btstc_jury.domain.form import Authority, LimitKind, SettingKind, WithoutDossier
from btstc_jury.domain.marking import NotAssessed, Rounding
from btstc_jury.domain.playing import Playing

LABELS: Mapping[str, str] = {
    "key": "clé",
    "version": "version",
    "diploma": "diplôme",
    "exam": "épreuve",
    "unit": "unité",
    "title": "titre",
    "name": "nom",
    "coefficient": "coefficient",
    "source": "source",
    "preparation": "préparation",
    "total": "total",
    "phases": "phases",
    "competences": "compétences",
    "criteria": "critères",
    "levels": "niveaux",
    "scale_note": "remarque sur l’échelle",
    "mark": "note",
    "commission": "commission",
    "dossier": "dossier",
    "secrecy": "confidentialité",
    "origins": "origine",
    "situation": "situation",
    "parts_due": "parties toutes dues",
    "playing": "ce qui est consigné",
    "blocks": "blocs",
    "marks": "notes partielles",
    "motivated": "appréciation motivée",
    "assessed": "ce qui est évalué",
    "subject": "ce sur quoi porte l’interrogation",
    "authority": "qui fixe",
    "note": "remarque",
    "place": "endroit",
    "code": "code",
    "label": "libellé",
    "remark": "remarque",
    "number": "numéro",
    "text": "texte",
    "descriptors": "descripteurs",
    "points": "points",
    "block": "bloc",
    "letters": "lettres",
    "share": "part des points",
    "short": "titre court",
    "limit": "limite",
    "maximum": "maximum",
    "uninterrupted": "sans interruption",
    "candidate": "le candidat",
    "indicative": "durée indicative",
    "kind": "comment il est fixé",
    "duration": "durée",
    "complement_of": "dont se retire l’autre situation",
    "step": "pas",
    "guide": "repère indicatif",
    "divergence_levels": "divergence, niveaux",
    "divergence_points": "divergence, points",
    "rounding": "arrondi",
    "not_assessed": "points d’un critère non évalué",
    "summed": "somme des notes partielles",
    "counted_above": "points retenus au-dessus de",
    "members": "membres",
    "absent_professional": "professionnel absent",
    "replacement_note": "remarque sur le remplacement",
    "qualities": "qualités",
    "roles": "mots des qualités",
    "any_quality": "autre qualité ou nombre admis",
    "sheet_name": "nom de la fiche",
    "minimum_sheets": "fiches au moins",
    "rubrics": "rubriques",
    "annex_pages": "pages d’annexes au plus",
    "experience_pages": "pages au titre de l’expérience au plus",
    "documents": "pièces",
    "marked": "donne lieu à une note",
    "told_of_reserve": "candidat informé d’un doute",
    "rubrics_compulsory": "rubriques obligatoires",
    "permissions": "peut apporter ou recevoir",
    "tools": "outils",
    "attestations": "attestations",
    "without": "sans dossier",
    "of": "de l’épreuve",
    "weight": "part, en %",
    "weights_on": "part comptée",
    "count": "nombre de situations",
    "written": "situations écrites",
}
"""A field of a form, or of what it holds, by its name."""

WORDS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    SettingKind: {
        SettingKind.NONE: "aucun temps",
        SettingKind.FIXED: "par la forme",
        SettingKind.AT_OPENING: "à l’ouverture",
    },
    LimitKind: {
        LimitKind.MAXIMUM: "une durée maximale",
        LimitKind.REMAINDER: "ce qui reste du total",
        LimitKind.FREE: "libre",
    },
    Authority: {
        Authority.ARRETE: "arrêté",
        Authority.CIRCULAR: "circulaire",
        Authority.WORKBOOK: "d’après le classeur",
        Authority.DEFAULT: "défaut",
    },
    WithoutDossier: {
        WithoutDossier.NOT_VALIDATED: "présent mais non validé",
        WithoutDossier.NO_ORAL: "l’épreuve ne peut se dérouler, la commission en informe le candidat",
    },
    AbsentProfessional: {
        AbsentProfessional.REPLACED_BY_EG: "peut être remplacé par un professeur d’économie et gestion",
        AbsentProfessional.TWO_TEACHERS_ALONE: "les deux enseignants conduisent seuls",
    },
    Rounding: {each: each.facts.words for each in Rounding},
    NotAssessed: {each: each.words for each in NotAssessed},
    Playing: {each: each.facts.title for each in Playing},
    Assessed: {each: each.facts.title for each in Assessed},
}
"""The closed sets of a form; a role says itself."""
