"""What the verification of a reserve found, what an authority decided on a fraud, and what follows (arrêté,
annexe V, E4 § 4.B and E6 § 4.A: « la notation est mise sous réserve de vérification », l.5450, l.5725).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.commands import Command
from btstc_jury.domain.events.rulings import RULED
from btstc_jury.domain.form import Form
from btstc_jury.domain.missing import duties, missing
from btstc_jury.domain.proceedings import Countersignature, Duty, Fraud
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.rulings import Matter, Ruling
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.domain.standing import Stage, Status
from tests.domain.official import COMPLIANT, DOUBT, E4, E6, FRAUD, conduct, judge, opening
from tests.domain.sitting import Sitting

LIFTED = Ruling(
    upheld=False, by="le service des examens", on=date(2026, 6, 20), found="attestation retrouvée"
)
UPHELD = replace(LIFTED, upheld=True, found="l’entreprise ne connaît pas le candidat")
SIGNED = ev.FraudReported(Fraud("un téléphone allumé", "", Countersignature.SIGNED))


def ended(cause: Command, form: Form = E6) -> Sitting:
    sitting = Sitting(form)
    sitting.act(cause)
    conduct(sitting)
    judge(sitting)
    return sitting


def status(sitting: Sitting) -> Status:
    return sitting.oral.proceedings.status


@pytest.mark.parametrize(
    ("cause", "record", "before", "upheld"),
    [
        (DOUBT, ev.ReserveVerified, Status.RESERVED, Status.RESERVE_UPHELD),
        (SIGNED, ev.FraudRuled, Status.WITHHELD, Status.FRAUD_UPHELD),
    ],
)
@pytest.mark.parametrize("settled", [False, True])
def test_a_ruling_lifts_or_confirms_and_is_undone(
    cause: Command,
    record: Callable[[Ruling | None], ev.Act],
    before: Status,
    upheld: Status,
    settled: bool,
) -> None:
    sitting = ended(cause)
    if settled:
        sitting.act(ev.Finalised())
    stage = sitting.oral.stage
    assert status(sitting) is before
    sitting.act(record(LIFTED))
    assert (status(sitting), sitting.oral.stage) == (Status.NORMAL, stage)
    assert sitting.act(record(LIFTED)) == ()
    sitting.act(record(UPHELD))
    assert status(sitting) is upheld
    sitting.act(do.Undo())
    assert status(sitting) is Status.NORMAL
    sitting.act(do.Redo())
    assert status(sitting) is upheld
    sitting.act(record(None))
    assert status(sitting) is before
    assert sitting.act(record(None)) == ()


def test_a_lifted_reserve_asks_for_nothing_more() -> None:
    sitting = ended(DOUBT, E4)
    assert duties(sitting.oral) == (Duty.INFORM, Duty.HAND_OVER)
    sitting.act(ev.ReserveVerified(UPHELD))
    assert duties(sitting.oral) == (Duty.INFORM, Duty.HAND_OVER)
    sitting.act(ev.ReserveVerified(LIFTED))
    assert (duties(sitting.oral), missing(sitting.oral)) == ((), ())
    assert sitting.oral.proceedings.doubted
    assert not sitting.oral.proceedings.reserved


def test_what_came_before_the_settled_proposal_stays_out_of_reach_of_undo() -> None:
    sitting = ended(DOUBT)
    sitting.act(ev.ReserveVerified(LIFTED), ev.Finalised())
    assert sitting.refused(do.Undo()) == (Reason.FINALISED, "")
    assert sitting.refused(do.Redo()) == (Reason.FINALISED, "")
    sitting.act(ev.ReserveVerified(UPHELD), ev.GridSigned(Signature("a", Means.PAPER)))
    assert sitting.refused(do.Undo()) == (Reason.FINALISED, "")
    assert status(sitting) is Status.RESERVE_UPHELD


def test_a_report_handed_over_by_mistake_is_taken_back_after_the_settled_proposal() -> None:
    sitting = ended(DOUBT)
    sitting.act(ev.Finalised(), ev.ReportHandedOver(), do.Undo())
    assert (sitting.oral.stage, sitting.oral.proceedings.handed_over) == (Stage.FINALISED, False)


def test_a_withheld_result_stays_so_until_the_authority_decides_whatever_becomes_of_the_reserve() -> None:
    sitting = ended(DOUBT)
    sitting.act(SIGNED, ev.ReserveVerified(LIFTED))
    assert status(sitting) is Status.WITHHELD
    sitting.act(ev.FraudRuled(LIFTED))
    assert status(sitting) is Status.NORMAL
    sitting.act(ev.ReserveVerified(UPHELD))
    assert status(sitting) is Status.RESERVE_UPHELD


@pytest.mark.parametrize(
    ("news", "matter"), [(DOUBT, Matter.RESERVE), (COMPLIANT, Matter.RESERVE), (FRAUD, Matter.FRAUD)]
)
def test_a_new_doubt_or_suspicion_waits_for_a_new_ruling(news: Command, matter: Matter) -> None:
    sitting = ended(DOUBT)
    sitting.act(SIGNED, ev.ReserveVerified(UPHELD), ev.FraudRuled(UPHELD), news)
    other = next(each for each in Matter if each is not matter)
    assert dict(sitting.oral.proceedings.rulings) == {other: UPHELD}


def test_a_suspicion_that_is_withdrawn_leaves_nothing_decided() -> None:
    sitting = ended(SIGNED)
    sitting.act(ev.FraudRuled(LIFTED), ev.FraudWithdrawn("une calculatrice"))
    assert not sitting.oral.proceedings.rulings
    assert sitting.refused(ev.FraudRuled(LIFTED)) == (Reason.NO_FRAUD, "")


def test_nothing_is_ruled_on_before_the_end_nor_without_a_doubt_or_a_word() -> None:
    sitting = Sitting(E4)
    assert sitting.refused(ev.ReserveVerified(LIFTED)) == (Reason.NO_RESERVE, "")
    assert sitting.refused(ev.FraudRuled(LIFTED)) == (Reason.NO_FRAUD, "")
    sitting.act(DOUBT, opening(), do.Start())
    assert sitting.refused(ev.ReserveVerified(LIFTED)) == (Reason.NOT_ENDED, "")
    sitting.act(ev.Ended())
    assert sitting.refused(ev.ReserveVerified(replace(LIFTED, by=" "))) == (Reason.EMPTY_NAME, "")
    assert sitting.refused(ev.ReserveVerified(replace(LIFTED, found=" "))) == (Reason.EMPTY_REASON, "")
    sitting.act(
        ev.ReserveVerified(replace(LIFTED, by=" le service des examens ", found=" attestation retrouvée "))
    )
    assert sitting.oral.proceedings.rulings == {Matter.RESERVE: LIFTED}


def test_the_verification_of_a_dossier_stays_with_its_candidate_and_a_decision_on_fraud_goes_along() -> None:
    assert (ev.ReserveVerified.own, ev.ReserveVerified.travels) == (True, False)
    assert (ev.FraudRuled.own, ev.FraudRuled.travels) == (False, True)
    sitting = ended(DOUBT)
    sitting.act(SIGNED, ev.ReserveVerified(LIFTED), ev.FraudRuled(UPHELD), ev.SheetGiven(2, "erreur"))
    assert dict(sitting.oral.proceedings.rulings) == {Matter.RESERVE: LIFTED}


def test_each_matter_has_its_words_and_its_event() -> None:
    assert set(RULED) == set(Matter)
    for matter in Matter:
        facts = matter.facts
        assert facts.outcome(UPHELD) == facts.upheld != facts.outcome(LIFTED) == facts.lifted
        assert facts.told(LIFTED, "20/06/2026").endswith(
            "par le service des examens\u202f: attestation retrouvée"
        )
