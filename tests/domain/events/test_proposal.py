"""Signatures, erasure of the working remarks and the jury's decision, on a settled proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.events import Erased, RemarksErased
from btstc_jury.domain.history import open_history
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.signing import JuryDecision, Means, Signature, SignedVersion
from btstc_jury.domain.standing import Stage
from tests.domain.sitting import Sitting, opened, remark
from tests.forms_for_tests import COMPLIANT, JURORS

DAY = date(2027, 6, 30)


def settled() -> Sitting:
    sitting = opened()
    sitting.act(do.Start(), do.AddRemark(sitting.now, remark("à mieux chiffrer")), ev.Ended())
    sitting.act(*(ev.Rated(each.number, "S") for each in sitting.oral.form.criteria))
    sitting.act(
        COMPLIANT,
        ev.MarkProposed(Decimal(12)),
        ev.TextWritten(TextField.APPRECIATION, "Bien."),
        ev.Finalised(),
    )
    return sitting


def sign(position: int, means: Means = Means.INTERNAL) -> ev.GridSigned:
    return ev.GridSigned(Signature(JURORS[position].key, means, "ab", "cd"))


def test_a_grid_is_signed_once_every_juror_has_signed() -> None:
    sitting = settled()
    sitting.act(sign(0), sign(2, Means.PAPER))
    assert [each.key for each in sitting.oral.signatures_due] == [JURORS[1].key]
    sitting.act(sign(1, Means.OWN))
    assert sitting.oral.signatures_due == ()
    assert sitting.oral.signed
    assert [each.means for each in sitting.oral.proof.signatures] == [
        Means.INTERNAL,
        Means.PAPER,
        Means.OWN,
    ]


def test_who_signed_signs_no_second_time_nor_anybody_else() -> None:
    sitting = settled()
    sitting.act(sign(0))
    assert sitting.refused(sign(0))[0] is Reason.ALREADY_SIGNED
    assert sitting.refused(ev.GridSigned(Signature("inconnu", Means.PAPER)))[0] is Reason.UNKNOWN_JUROR


@pytest.mark.parametrize(
    "command", [sign(0), ev.RemarksErased(), ev.JuryDecided(JuryDecision(Decimal(12), DAY))]
)
def test_only_a_settled_proposal_is_signed_decided_or_cleared(command: do.Command) -> None:
    sitting = opened()
    assert sitting.refused(command)[0] is Reason.NOT_FINALISED
    assert sitting.oral.signatures_due == ()
    assert not sitting.oral.signed


def test_reopening_voids_the_signatures_and_keeps_who_had_signed() -> None:
    sitting = settled()
    sitting.act(sign(0), sign(1), ev.JuryDecided(JuryDecision(Decimal(12), DAY)))
    signatures = sitting.oral.proof.signatures
    sitting.act(ev.Reopened("erreur de saisie"))
    assert sitting.oral.proof.signatures == ()
    assert sitting.oral.proof.decision is None
    assert sitting.oral.proof.former == (SignedVersion(1, signatures, "erreur de saisie"),)
    sitting.act(ev.Finalised())
    assert (sitting.oral.version, sitting.oral.signatures_due) == (2, JURORS)
    sitting.act(ev.Reopened("encore"))
    assert len(sitting.oral.proof.former) == 1


def test_a_signature_is_not_undone() -> None:
    sitting = settled()
    sitting.act(sign(0))
    assert sitting.refused(do.Undo())[0] is Reason.FINALISED
    sitting.act(ev.Reopened("motif"))
    assert sitting.refused(do.Undo())[0] is Reason.NOTHING_TO_UNDO


def test_erased_remarks_are_gone_and_the_rest_stays() -> None:
    sitting = settled()
    before = sitting.oral
    assert sitting.act(ev.RemarksErased()) == (RemarksErased(),)
    assert not sitting.oral.remarks
    assert sitting.oral.proof.remarks_erased
    assert replace(sitting.oral, remarks=before.remarks, proof=before.proof) == before
    assert sitting.act(ev.RemarksErased()) == (RemarksErased(),), "what was added and removed since goes too"


def test_a_journal_whose_remarks_were_erased_folds_to_the_same() -> None:
    sitting = settled()
    sitting.act(ev.RemarksErased())
    entries = tuple(
        replace(each, event=Erased("note-added")) if each.sequence == 4 else each
        for each in sitting.history.entries
    )
    assert open_history(entries, sitting.forms).oral == sitting.oral


def test_the_jury_decides_on_a_mark_of_its_own() -> None:
    sitting = settled()
    decision = JuryDecision(Decimal("12.25"), DAY)
    sitting.act(ev.JuryDecided(decision))
    assert sitting.oral.proof.decision == decision
    assert sitting.oral.verdict.mark == Decimal(12)
    assert sitting.act(ev.JuryDecided(decision)) == ()


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ("20.5", Reason.MARK_OUT_OF_RANGE),
        ("-1", Reason.MARK_OUT_OF_RANGE),
        ("NaN", Reason.MARK_OUT_OF_RANGE),
        ("12.255", Reason.MARK_OFF_STEP),
    ],
)
def test_a_mark_that_is_none_is_refused(mark: str, reason: Reason) -> None:
    assert settled().refused(ev.JuryDecided(JuryDecision(Decimal(mark), DAY))) == (reason, mark)


def test_the_stage_of_a_signed_oral_stays_settled() -> None:
    sitting = settled()
    sitting.act(sign(0))
    assert sitting.oral.stage is Stage.FINALISED
