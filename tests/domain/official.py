"""Orals of the official forms, conducted from their opening to a complete proposal."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.commands import Command
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.events import AbsenceRecorded, DossierChecked, FraudReported
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Fraud
from btstc_jury.exchange.form_library import FormLibrary
from tests.domain.sitting import Sitting
from tests.forms_for_tests import COMPLIANT, JURORS

__all__ = ["COMPLIANT"]

LIBRARY = FormLibrary([Path(__file__).parents[2] / "forms" / "bts-tc-2006"])
E4 = LIBRARY.get("e4-ponctuel")
E6 = LIBRARY.get("e6-ponctuel")

MARK = Decimal("12.5")
ABSENT = AbsenceRecorded(Absence(AbsenceKind.ABSENT))
JUSTIFIED = AbsenceRecorded(Absence(AbsenceKind.JUSTIFIED, "certificat du 1er juin"))
NOT_COMPLIANT = DossierChecked(DossierCheck(Outcome.NOT_COMPLIANT, reason="constat du service des examens"))
NO_DOSSIER = DossierChecked(DossierCheck(Outcome.NO_DOSSIER, reason="rien n’est déposé"))
DOUBT = DossierChecked(DossierCheck(Outcome.DOUBT, reason="deux fiches se ressemblent"))
FRAUD = FraudReported(Fraud("un téléphone allumé", "deux membres de la commission"))


def opening(minutes: float = 30) -> Command:
    return do.Open(JURORS, Duration.minutes(minutes))


def conduct(sitting: Sitting) -> None:
    """From the opening to the end, a minute in each phase."""
    sitting.act(opening(), do.Start())
    for _ in sitting.oral.form.phases[1:]:
        sitting.wait(60)
        sitting.act(do.NextPhase())
    sitting.wait(60)
    sitting.act(ev.Ended())


def judge(sitting: Sitting, level: str = "S") -> None:
    """What was not concluded on the dossier, every level, a mark and an appreciation."""
    if sitting.oral.proceedings.dossier is None:
        sitting.act(COMPLIANT)
    sitting.act(*(ev.Rated(each.number, level) for each in sitting.oral.form.criteria))
    sitting.act(ev.MarkProposed(MARK), ev.TextWritten(TextField.APPRECIATION, "Oral maîtrisé."))
