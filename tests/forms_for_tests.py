"""A small form, and the other values that a test of an exam file begins with."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from btstc_jury.application.form_content import with_hash
from btstc_jury.domain.candidate import Accommodation, Candidate, Plan
from btstc_jury.domain.commission import AbsentProfessional, CommissionRule, Juror, Role
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.events import DossierChecked, PartExplained
from btstc_jury.domain.form import (
    Authority,
    Competence,
    Criterion,
    DossierRule,
    Form,
    Level,
    LimitKind,
    MarkRule,
    Origin,
    Phase,
    SettingKind,
    TimeRule,
)
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral, not_held
from btstc_jury.domain.session import ExamSession, FileKind

JURORS = (
    Juror("a", "Camille Fictif", Role.EG),
    Juror("b", "Dominique Fictif", Role.STI),
    Juror("c", "Claude Fictif", Role.PROFESSIONAL),
)


COMPLIANT = DossierChecked(DossierCheck(Outcome.COMPLIANT))
NO_ACCOMMODATION = Accommodation()


def make_form(**overrides: Any) -> Form:  # noqa: ANN401 - any field of the form
    """Two phases (10 min, then what is left of 30), three criteria, four levels; its hash is right."""
    values: dict[str, Any] = {
        "key": "essai",
        "version": "1",
        "diploma": "BTS Technico-commercial",
        "exam": "E4",
        "unit": "U4",
        "title": "Épreuve d’essai",
        "name": "Essai",
        "coefficient": 4,
        "source": "essai",
        "preparation": TimeRule(SettingKind.FIXED, Duration.minutes(50)),
        "total": TimeRule(SettingKind.FIXED, Duration.minutes(30)),
        "phases": (
            Phase(
                "Présentation",
                "Prés.",
                LimitKind.MAXIMUM,
                Duration.minutes(10),
                uninterrupted=True,
                candidate="présente",
                commission="écoute",
                competences=("C1",),
            ),
            Phase(
                "Entretien",
                "Entr.",
                LimitKind.REMAINDER,
                None,
                uninterrupted=False,
                candidate="répond",
                commission="interroge",
            ),
        ),
        "competences": (Competence("C1", "Présenter"), Competence("C2", "Répondre")),
        "criteria": (
            Criterion(1, "La présentation est claire", ("C1",), 1),
            Criterion(2, "Les réponses sont justes", ("C2",), 2),
            Criterion(3, "L’écoute est active", ("C1", "C2"), 3),
        ),
        "levels": (
            Level("TI", "très insuffisant"),
            Level("I", "insuffisant"),
            Level("S", "satisfaisant"),
            Level("TS", "très satisfaisant"),
        ),
        "scale_note": "échelle d’essai",
        "mark": MarkRule(Decimal(20), Decimal("0.5"), True, 1, Decimal(2)),
        "commission": CommissionRule(
            (Role.EG, Role.STI, Role.PROFESSIONAL), AbsentProfessional.REPLACED_BY_EG, ""
        ),
        "dossier": DossierRule("fiche", 3, ("Objet",), 10, None, ("attestation",), False, True),
        "secrecy": "La note n’est pas communiquée.",
        "origins": {"total": Origin(Authority.DEFAULT, "essai")},
        "hash": "",
    }
    return with_hash(Form(**{**values, **overrides}))


def make_session(kind: FileKind = FileKind.TRAINING) -> ExamSession:
    return ExamSession(kind, 2026, "Lycée fictif des Essais", "3", "B 12", JURORS)


def make_plan(
    number: str = "0012",
    last_name: str = "Durand",
    first_names: str = "Élodie",
    scheduled: datetime = datetime(2026, 6, 1, 9, 0),  # noqa: DTZ001 - wall time of the centre
    accommodation: Accommodation = NO_ACCOMMODATION,
) -> Plan:
    candidate = Candidate(number, last_name, first_names, date(2004, 2, 29), "Lycée fictif", "Énergie")
    return Plan(candidate, scheduled, accommodation)


def explained(oral: Oral) -> tuple[PartExplained, ...]:
    """A word on each part that was not held."""
    return tuple(PartExplained(part, "alarme") for part in not_held(oral))
