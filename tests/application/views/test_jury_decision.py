"""A mark as it is typed, and the decision of the jury."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.office import Office
from btstc_jury.application.views.deliberation import MarkEntry, read_mark
from btstc_jury.application.views.history import history_view
from btstc_jury.application.views.jury import jury_decision_view, read_decision
from btstc_jury.application.views.reports import mark_statement_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField, fits
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.events import FraudReported
from btstc_jury.domain.form import MarkRule
from btstc_jury.domain.proceedings import Countersignature, Fraud
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.signing import JuryDecision, Means, Signature
from btstc_jury.domain.standing import Stage
from tests.application.offices import bring, complete, remark, wait

DECISION = JuryDecision(Decimal("13.25"), date(2026, 6, 1), exam="E4")


def sign(office: Office) -> None:
    for juror in office.oral(1).signatures_due:
        office.act(1, ev.GridSigned(Signature(juror.key, Means.PAPER)))


@pytest.fixture
def settled(office: Office) -> Office:
    bring(office, 1, Stage.FINALISED)
    return office


def refused(office: Office) -> Reason:
    with pytest.raises(Refusal) as caught:
        mark_statement_view(office, 1)
    return caught.value.reason


def test_there_is_nothing_to_decide_before_the_proposal_is_settled(office: Office) -> None:
    bring(office, 1, Stage.ENDED)
    assert jury_decision_view(office, 1) is None


def test_the_proposal_never_stands_in_the_field_of_the_decision(settled: Office) -> None:
    view = jury_decision_view(settled, 1)
    assert view is not None
    assert (view.mark, view.on, view.decided) == ("", "", False)
    assert "12,5" not in repr(view)
    assert view.obstacle.startswith("La note n’est pas communicable avant la décision du jury")


def test_a_decision_is_told_and_can_be_corrected(settled: Office) -> None:
    settled.act(1, ev.JuryDecided(DECISION))
    view = jury_decision_view(settled, 1)
    assert view is not None
    assert view.words == "Note de l’épreuve E4 arrêtée par le jury le 01/06/2026\u202f: 13,25 sur 20."
    assert (view.mark, view.on, view.decided) == ("13,25", "01/06/2026", True)
    assert view.obstacle.startswith("Il manque des signatures")
    sign(settled)
    view = jury_decision_view(settled, 1)
    assert view is not None
    assert (view.undecidable, view.obstacle) == ("", "")


def test_signatures_that_lack_are_named_and_hold_no_jury_back(settled: Office) -> None:
    everybody = "Signatures manquantes\u202f: " + ", ".join(
        each.name for each in settled.oral(1).signatures_due
    )
    before = jury_decision_view(settled, 1)
    assert before is not None
    assert (before.unsigned, before.editable) == (everybody, True)
    assert "avant la décision du jury" in before.obstacle
    assert "Il manque des signatures" in before.obstacle
    first = settled.oral(1).signatures_due[0]
    settled.act(1, ev.GridSigned(Signature(first.key, Means.PAPER)))
    settled.act(1, ev.JuryDecided(DECISION))
    after = jury_decision_view(settled, 1)
    assert after is not None
    assert first.name not in after.unsigned
    assert after.unsigned.startswith("Signatures manquantes\u202f: ")
    lacking = after.unsigned
    sign(settled)
    told = history_view(settled, 1).lines
    (decided,) = (each.words for each in told if "arrêtée par le jury" in each.words)
    assert decided.endswith(f" · {lacking}"), "what lacked at the moment of the decision"
    settled.act(1, ev.JuryDecided(replace(DECISION, mark=Decimal(14))))
    assert "Signatures" not in history_view(settled, 1).lines[-1].words
    signed = jury_decision_view(settled, 1)
    assert signed is not None
    assert signed.unsigned == ""


@pytest.mark.parametrize(
    ("mark", "day", "wanted"),
    [
        ("12,5", "1/6/2026", JuryDecision(Decimal("12.5"), date(2026, 6, 1), exam="E4")),
        (" 12.25 ", "01.06.2026", JuryDecision(Decimal("12.25"), date(2026, 6, 1), exam="E4")),
        ("0", "01-06-2026", JuryDecision(Decimal(0), date(2026, 6, 1), exam="E4")),
    ],
)
def test_what_is_typed_becomes_a_decision(settled: Office, mark: str, day: str, wanted: JuryDecision) -> None:
    assert read_decision(settled, 1, mark, day).decision == ev.JuryDecided(wanted)


def test_the_jury_may_add_its_remark(settled: Office) -> None:
    """l.5405, l.5761: « toute remarque et observation qu’il juge utile »."""
    entry = read_decision(settled, 1, "12", "01/06/2026", " Dossier consulté. ")
    assert entry.decision is not None
    settled.act(1, entry.decision)
    view = jury_decision_view(settled, 1)
    assert view is not None
    assert view.remark == "Dossier consulté."
    assert view.words.endswith("12 sur 20. Remarque du jury\u202f: Dossier consulté.")
    refused = read_decision(settled, 1, "12", "01/06/2026", "x" * 20_001)
    assert refused.decision is None
    assert refused.remark_error.startswith("Ce texte dépasse")


@pytest.mark.parametrize(
    ("mark", "day", "mark_error", "day_error"),
    [
        ("", "01/06/2026", "Indiquez la note arrêtée par le jury.", ""),
        ("douze", "01/06/2026", "n’est pas une note", ""),
        ("20,5", "01/06/2026", "Hors de l’intervalle", ""),
        ("12,255", "01/06/2026", "Le pas est de 0,01", ""),
        ("12", "", "", "Écrivez la date ainsi"),
        ("12", "31/02/2026", "", "Cette date n’existe pas."),
        ("12", "2026-06-01", "", "Écrivez la date ainsi"),
        ("12", "02/06/2026", "", "Cette date est à venir"),
        ("12", "31/05/2026", "", "Le jury n’a pas pu arrêter la note avant l’interrogation."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    settled: Office, mark: str, day: str, mark_error: str, day_error: str
) -> None:
    entry = read_decision(settled, 1, mark, day)
    assert entry.decision is None
    assert mark_error in entry.mark_error
    assert day_error in entry.day_error
    assert bool(mark_error) is bool(entry.mark_error)
    assert bool(day_error) is bool(entry.day_error)


def test_the_candidate_is_given_the_jurys_mark_and_the_texts_alone(office: Office) -> None:
    bring(office, 1, Stage.RUNNING)
    wait(office, 60)
    remark(office, 1, "hésite sur la marge")
    office.act(1, do.NextPhase())
    office.act(1, ev.Ended())
    complete(office, 1)
    office.act(1, ev.TextWritten(TextField.STRENGTHS, "Écoute"))
    office.act(1, ev.TextWritten(TextField.OBSERVATIONS, "Entre nous"))
    office.act(1, ev.Finalised())
    office.act(1, ev.JuryDecided(replace(DECISION, remark="À huis clos")))
    assert refused(office) is Reason.SIGNATURES_MISSING
    sign(office)
    view = mark_statement_view(office, 1)
    assert (view.mark, view.out_of) == ("13,25", "20")
    assert view.decided == "Note arrêtée par le jury le lundi 1er juin 2026"
    assert [(part.label, part.text) for part in view.parts] == [
        ("Appréciation", "Oral maîtrisé."),
        ("Points forts", "Écoute"),
    ]
    shown = repr(view)
    for kept_back in (
        "12,5",
        "hésite",
        "Entre nous",
        "Fictif Camille",
        "Camille",
        "satisfaisant",
        "huis clos",
    ):
        assert kept_back not in shown


def test_nothing_is_given_before_the_decision_nor_after_a_reopening(settled: Office) -> None:
    assert refused(settled) is Reason.NOT_DECIDED
    settled.act(1, ev.JuryDecided(DECISION))
    sign(settled)
    assert mark_statement_view(settled, 1).state == "version 1"
    settled.act(1, ev.Reopened("niveau à revoir"))
    settled.act(1, ev.Finalised())
    assert refused(settled) is Reason.NOT_DECIDED


def test_nothing_is_given_while_the_mark_is_under_reserve(office: Office) -> None:
    """l.5446-5450: « la note est mise sous réserve de vérification »."""
    bring(office, 1, Stage.ENDED)
    office.act(1, ev.DossierChecked(DossierCheck(Outcome.DOUBT, reason="signature illisible")))
    office.act(1, ev.CandidateInformed())
    office.act(1, ev.Finalised())
    office.act(1, ev.JuryDecided(DECISION))
    sign(office)
    assert refused(office) is Reason.RESERVE_OPEN


def test_nothing_is_given_while_the_result_is_withheld(office: Office) -> None:
    bring(office, 1, Stage.ENDED)
    office.act(1, FraudReported(Fraud("Téléphone", "Mme Témoin", Countersignature.SIGNED)))
    office.act(1, ev.Finalised())
    office.act(1, ev.JuryDecided(DECISION))
    assert refused(office) is Reason.RESULT_WITHHELD
    view = jury_decision_view(office, 1)
    assert view is not None
    assert view.obstacle.startswith("Le résultat est retenu")


RULE = MarkRule(Decimal(20), Decimal("0.5"), True, 1, Decimal(2))


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("", None),
        ("  ", None),
        ("0", Decimal(0)),
        ("20", Decimal(20)),
        ("20,0", Decimal(20)),
        ("+7", Decimal(7)),
        (",5", Decimal("0.5")),
        ("7,", Decimal(7)),
        ("12,5", Decimal("12.5")),
        ("12.50", Decimal("12.5")),
    ],
)
def test_taken(typed: str, mark: Decimal | None) -> None:
    assert read_mark(typed, RULE) == MarkEntry(mark)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("12,25", "Le pas est de 0,5\u202f: écrivez 12 ou 12,5."),
        ("19,9", "Le pas est de 0,5\u202f: écrivez 19,5 ou 20."),
        ("20,5", "Hors de l’intervalle\u202f: écrivez un nombre de 0 à 20, par pas de 0,5."),
        ("-0,5", "Hors de l’intervalle\u202f: écrivez un nombre de 0 à 20, par pas de 0,5."),
        ("1e1", "«\u202f1e1\u202f» n’est pas une note\u202f: écrivez un nombre de 0 à 20, par pas de 0,5."),
        ("NaN", "«\u202fNaN\u202f» n’est pas une note\u202f: écrivez un nombre de 0 à 20, par pas de 0,5."),
    ],
)
def test_refused_with_the_reason(typed: str, reason: str) -> None:
    assert read_mark(typed, RULE) == MarkEntry(None, reason)


def test_a_long_entry_is_cut_in_its_reason() -> None:
    assert read_mark("a" * 40, RULE).error.startswith("«\u202faaaaaaaaaaaa…\u202f» n’est pas une note")


@given(st.text())
def test_any_text_is_a_mark_that_fits_or_a_reason(typed: str) -> None:
    entry = read_mark(typed, RULE)
    if entry.mark is None:
        assert bool(entry.error) == bool(typed.strip())
    else:
        assert not entry.error
        assert fits(entry.mark, RULE)


@given(st.integers(0, 40))
def test_what_is_shown_is_read_back(steps: int) -> None:
    mark = steps * RULE.step
    assert read_mark(str(mark).replace(".", ","), RULE).mark == mark
