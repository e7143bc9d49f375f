"""What a commission still owes once an oral is over."""

from __future__ import annotations

from dataclasses import replace

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.form import Form
from btstc_jury.domain.missing import duties
from btstc_jury.domain.proceedings import Countersignature, Duty, Fraud
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.domain.standing import Stage
from tests.domain.sitting import Sitting, finalised, opened
from tests.forms_for_tests import make_form

DOUBT = ev.DossierChecked(DossierCheck(Outcome.DOUBT, reason="sans signature"))
FRAUD = Fraud("téléphone", "une surveillante")


def ended(*commands: do.Command, form: Form | None = None) -> Sitting:
    sitting = opened(*((form,) if form else ()))
    sitting.act(*commands, do.Start(), ev.Ended())
    return sitting


def silent() -> Form:
    """A form whose candidates aren't told of a reserve."""
    form = make_form()
    return make_form(dossier=replace(form.dossier, told_of_reserve=False))


def told() -> Form:
    form = make_form()
    return make_form(dossier=replace(form.dossier, told_of_reserve=True))


def test_an_oral_that_goes_as_usual_leaves_nothing_owed() -> None:
    assert duties(ended().oral) == ()


def test_a_reserve_is_told_and_handed_over() -> None:
    sitting = ended(DOUBT, form=told())
    assert duties(sitting.oral) == (Duty.INFORM, Duty.HAND_OVER)
    sitting.act(ev.CandidateInformed())
    assert duties(sitting.oral) == (Duty.HAND_OVER,)
    sitting.act(ev.ReportHandedOver())
    assert duties(sitting.oral) == ()


def test_a_candidate_whose_form_says_nothing_of_it_is_not_told() -> None:
    assert duties(ended(DOUBT, form=silent()).oral) == (Duty.HAND_OVER,)


def test_nothing_is_owed_while_the_candidate_speaks() -> None:
    sitting = opened(told())
    sitting.act(DOUBT, do.Start(), ev.FraudReported(FRAUD))
    assert duties(sitting.oral) == ()


def test_a_suspicion_of_fraud_is_put_to_the_candidate_and_handed_over() -> None:
    sitting = opened()
    sitting.act(do.Start(), ev.FraudReported(FRAUD), ev.Ended())
    assert duties(sitting.oral) == (Duty.COUNTERSIGN, Duty.HAND_OVER)
    sitting.act(ev.FraudReported(replace(FRAUD, countersignature=Countersignature.REFUSED)))
    assert duties(sitting.oral) == (Duty.HAND_OVER,)


def test_a_report_that_changes_is_handed_over_again() -> None:
    sitting = ended(DOUBT, form=silent())
    sitting.act(ev.ReportHandedOver())
    assert sitting.act(ev.ReportHandedOver()) == ()
    sitting.act(ev.DossierChecked(DossierCheck(Outcome.DOUBT, reason="autre motif")))
    assert duties(sitting.oral) == (Duty.HAND_OVER,)


def test_there_is_no_report_without_a_reserve_or_a_fraud() -> None:
    assert ended().refused(ev.ReportHandedOver()) == (Reason.NO_REPORT, "")
    before = opened()
    before.act(DOUBT)
    assert before.refused(ev.ReportHandedOver()) == (Reason.NO_REPORT, "")


def test_a_check_list_begun_needs_no_reason_and_concludes_nothing() -> None:
    sitting = Sitting()
    sitting.act(ev.DossierChecked(DossierCheck(Outcome.PENDING)))
    assert sitting.oral.stage is Stage.PLANNED
    assert not sitting.oral.proceedings.stopped


def test_a_preparation_ends_when_the_oral_is_stopped() -> None:
    sitting = Sitting()
    sitting.act(do.StartPreparation())
    sitting.wait(60)
    sitting.act(ev.DossierChecked(DossierCheck(Outcome.NO_DOSSIER, reason="rien")))
    preparation = sitting.oral.preparation
    assert preparation is not None
    assert preparation.until == sitting.now
    sitting.act(do.Undo())
    assert sitting.oral.preparation is not None
    assert sitting.oral.preparation.until is None


def test_what_was_signed_on_paper_is_to_be_joined_once_all_have_signed() -> None:
    sitting = finalised()
    first, *others = sitting.oral.jurors
    sitting.act(ev.GridSigned(Signature(first.key, Means.PAPER)))
    assert duties(sitting.oral) == ()
    for juror in others:
        sitting.act(ev.GridSigned(Signature(juror.key, Means.OWN)))
    assert duties(sitting.oral) == (Duty.JOIN,)
