"""What a file holds about one person: all of it, and nothing of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.erasing import erase_remarks
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.person import PersonProblem, PersonRecord, orals_of, person_record
from btstc_jury.application.views.person_events import KeptBack, LeftOut
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.elsewhere import Elsewhere
from btstc_jury.domain.form import Authority, Origin, Situation
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.playing import Handed, Played
from btstc_jury.domain.proceedings import Countersignature, Fraud
from btstc_jury.domain.signing import JuryDecision, Means, Signature
from btstc_jury.domain.standing import Stage
from btstc_jury.storage import SqliteExamFiles
from tests.application.offices import bring, complete, plan, remark, wait
from tests.domain.test_rulings import LIFTED, UPHELD
from tests.each_status import HERE, Orals
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session

CCF = make_form(key="ccf", name="CCF", origins={"secrecy": Origin(Authority.ARRETE, "l.5391")})
FIRST = make_form(key="ccf-1", name="CCF 1", situation=Situation(1, "E4"))
DECISION = JuryDecision(Decimal("13.25"), date(2026, 6, 1))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A file on the disk with one oral of Durand, number 0012."""
    desk = Desk(SqliteExamFiles(), FakeLibrary(make_form(), CCF, FIRST), FakeClock())
    made = create_file(desk, tmp_path / "session.btsjury", make_session())
    made.plan(make_plan(), "essai")
    yield made
    made.close()


def finish(office: Office, oral: int = 1) -> None:
    """From a running first phase to the settled proposal of 12,5."""
    wait(office, 60)
    office.act(oral, do.NextPhase())
    office.act(oral, ev.Ended())
    complete(office, oral)
    office.act(oral, ev.Finalised())


def sign(office: Office, oral: int = 1) -> None:
    for juror in office.oral(oral).signatures_due:
        office.act(oral, ev.GridSigned(Signature(juror.key, Means.PAPER)))


def texts(record: PersonRecord, key: str) -> list[str]:
    """Of one section, in all orals."""
    return [
        f"{item.label}: {item.text}"
        for oral in record.orals
        for section in oral.sections
        if section.key == key
        for item in section.items
    ]


def test_all_orals_of_the_number_and_of_no_other(office: Office) -> None:
    office.plan(make_plan(), "ccf")
    plan(office, "Petit")
    assert orals_of(office, " 0012 ") == (1, 2)
    record = person_record(office, "0012")
    assert [each.oral for each in record.orals] == [1, 2]
    assert "Petit" not in repr(record)


def test_nobody_and_two_people_under_one_number(office: Office) -> None:
    with pytest.raises(PersonProblem, match="Aucun candidat"):
        orals_of(office, "999")
    office.plan(make_plan(last_name="Autre"), "essai")
    with pytest.raises(PersonProblem, match="plusieurs identités"):
        orals_of(office, "0012")


def test_everything_is_there(office: Office) -> None:
    bring(office, 1, Stage.RUNNING)
    wait(office, 30)
    remark(office, 1, "accueil clair", criterion=1)
    finish(office)
    office.act(1, ev.JuryDecided(DECISION))
    sign(office)
    record = person_record(office, "0012")
    items = {item.label: item.text for item in record.identity.items}
    assert items["Nom"] == "Durand"
    assert items["Date de naissance"] == "29/02/2004"
    assert texts(record, "notes") == ["Phase et temps 1 · 00:30: accueil clair (n°\u202f1)"]
    assert texts(record, "levels")[0] == "1. La présentation est claire: S, satisfaisant"
    assert texts(record, "marks") == [
        "Note proposée par la commission: 12,5",
        "Note arrêtée par le jury: 13,25, le 01/06/2026",
    ]
    assert texts(record, "texts") == ["Appréciation: Oral maîtrisé."]
    assert any(line.startswith("Temps, Total") for line in texts(record, "sitting"))
    events = record.orals[0].events
    assert [each.sequence for each in events] == list(range(1, len(events) + 1))
    assert all(each.event is not None and each.left_out is None for each in events)
    assert record.orals[0].journal == office.file.index.head(1).hex()
    assert record.warning == ""


def test_no_mark_before_the_jurys_decision(office: Office) -> None:
    bring(office, 1, Stage.RUNNING)
    finish(office)
    record = person_record(office, "0012")
    assert record.orals[0].kept_back is KeptBack.NOT_DECIDED
    assert "pas encore décidé" in record.warning
    assert "12,5" not in repr(record)
    assert "12.5" not in repr(record)
    assert [each.left_out for each in record.orals[0].events if each.left_out] == [LeftOut.MARK]


def test_the_proposal_of_a_ccf_is_never_told_the_decision_is(office: Office) -> None:
    oral = office.plan(make_plan(), "ccf")[0]
    bring(office, oral, Stage.RUNNING)
    finish(office, oral)
    office.act(oral, ev.JuryDecided(DECISION))
    assert person_record(office, "0012").orals[1].kept_back is KeptBack.UNSIGNED
    assert "13,25" not in repr(person_record(office, "0012"))
    sign(office, oral)
    record = person_record(office, "0012")
    assert record.orals[1].kept_back is KeptBack.NEVER
    assert "12,5" not in repr(record)
    assert "Note arrêtée par le jury: 13,25, le 01/06/2026" in texts(record, "marks")
    decided = next(each for each in record.orals[1].events if isinstance(each.event, ev.JuryDecided))
    assert "13,25" in decided.words


def test_the_mark_of_one_situation_is_never_told(office: Office) -> None:
    """l.5391: neither the one proposed here nor the one that was recorded of the other situation."""
    oral = office.plan(make_plan(), "ccf-1")[0]
    bring(office, oral, Stage.RUNNING)
    finish(office, oral)
    sign(office, oral)
    office.act(oral, ev.SituationElsewhere(Elsewhere(2, date(2026, 5, 4), Decimal("11.25"), jurors=("X",))))
    assert person_record(office, "0012").orals[1].kept_back is KeptBack.NOT_DECIDED
    office.act(oral, ev.SituationElsewhere(Elsewhere(2, date(2026, 5, 4), Decimal("11.25"), signed=True)))
    office.act(oral, ev.JuryDecided(replace(DECISION, exam="E4")))
    record = person_record(office, "0012")
    assert record.orals[1].kept_back is KeptBack.NEVER
    shown = repr(record)
    assert "13,25" in shown
    for kept in ("12,5", "12.5", "11,25", "11.25", "'X'"):
        assert kept not in shown


def test_no_mark_at_all_while_the_result_is_withheld_and_no_witness(office: Office) -> None:
    bring(office, 1, Stage.ENDED)
    office.act(1, ev.FraudReported(Fraud("Téléphone", "Mme Témoin", Countersignature.SIGNED)))
    office.act(1, ev.Finalised())
    office.act(1, ev.JuryDecided(DECISION))
    record = person_record(office, "0012")
    shown = repr(record)
    for kept in ("12,5", "13,25", "13.25", "Témoin,", "Mme Témoin"):
        assert kept not in shown
    assert "Suspicion de fraude: Téléphone" in texts(record, "status")
    assert "Témoins: conservés dans le fichier, non communiqués ici" in texts(record, "status")
    assert LeftOut.PARTLY in {each.left_out for each in record.orals[0].events}


def test_erased_remarks_leave_their_hour_alone(office: Office) -> None:
    bring(office, 1, Stage.RUNNING)
    remark(office, 1, "quasi-muette")
    finish(office)
    erase_remarks(office, 1)
    record = person_record(office, "0012")
    assert "quasi-muette" not in repr(record)
    assert texts(record, "notes")[0].startswith("Effacées")
    assert [each.words for each in record.orals[0].events if each.left_out is LeftOut.ERASED] == [
        "Remarque de travail effacée"
    ]


def test_opinions_not_revealed_stay_between_the_jurors(office: Office) -> None:
    office.act(1, do.Open(JURORS))
    office.act(1, ev.ModeChosen(OpinionMode.SEPARATE))
    office.act(1, do.Start())
    office.act(1, do.AddRemark(office.now(), RemarkText("entre moi et moi", author="a", personal=True)))
    office.act(1, do.NextPhase())
    office.act(1, ev.Ended())
    office.act(1, ev.OpinionRated("a", 1, "TI"))
    record = person_record(office, "0012")
    assert "entre moi et moi" not in repr(record)
    assert "'TI'" not in repr([each.event for each in record.orals[0].events])
    assert "Avis: pas encore révélés, non communiqués" in texts(record, "opinions")
    assert [each.left_out for each in record.orals[0].events if each.left_out] == [LeftOut.HIDDEN] * 2
    office.act(1, ev.Revealed("un membre est parti"))
    record = person_record(office, "0012")
    assert "entre moi et moi" in repr(record)
    assert any("ÉG TI" in line for line in texts(record, "opinions"))


def test_a_sheet_taken_under_the_wrong_name_goes_with_its_owner(office: Office) -> None:
    office.act(1, ev.PresenceChecked(HERE))
    bring(office, 1, Stage.RUNNING)
    remark(office, 1, "celle d’un autre")
    other = plan(office, "Petit")
    office.transfer(1, other, "fiche de Petit ouverte sous Durand")
    mine = person_record(office, "0012")
    assert "celle d’un autre" not in repr(mine)
    assert "Petit" not in repr(mine)
    assert any("pièce d’identité" in line for line in texts(mine, "presence"))
    left = {each.left_out for each in mine.orals[0].events}
    assert left == {None, LeftOut.OTHER_PERSON, LeftOut.PARTLY}
    finish(office, other)
    office.act(other, ev.JuryDecided(DECISION))
    theirs = person_record(office, "00P")
    assert "celle d’un autre" in repr(theirs)
    assert "Durand" not in repr(theirs)


def test_what_is_played_is_told_once_the_candidate_knows_it(orals: Orals) -> None:
    """« proposée au candidat lors de la période de préparation » (annexe V, E4, § 4.B, l.5437)."""
    oral = orals.plan("Moreau")
    orals.act(oral, ev.PlayedRecorded(Played(1, "Chauffage bois", "budget réduit", Handed.SOME)))
    before = person_record(orals.office, "0213456789").orals[0]
    assert before.events[-1].left_out is LeftOut.NOT_YET
    assert "Chauffage bois" not in str(before)
    orals.act(oral, do.StartPreparation())
    after = person_record(orals.office, "0213456789").orals[0]
    assert after.events[-2].left_out is None
    told = [item.text for section in after.sections for item in section.items]
    line = next(each for each in told if each.startswith("Situation retenue\u202f: fiche 2, Chauffage bois"))
    assert line.endswith("annexes remises à la préparation\u202f: une partie")


def test_what_was_found_of_a_reserve_and_decided_on_a_fraud_is_told_to_the_person(office: Office) -> None:
    office.act(1, ev.DossierChecked(DossierCheck(Outcome.DOUBT, reason="deux fiches se ressemblent")))
    office.act(1, do.Open(JURORS))
    office.act(1, do.Start())
    office.act(1, ev.FraudReported(Fraud("un téléphone", "M. Témoin", Countersignature.SIGNED)))
    office.act(1, ev.Ended())
    office.act(1, ev.PartExplained(1, "malaise"))
    office.act(1, ev.ReserveVerified(LIFTED))
    office.act(1, ev.FraudRuled(UPHELD))
    record = person_record(office, "0012")
    status, (oral,) = texts(record, "status"), record.orals
    told = "le 20/06/2026 par le service des examens\u202f:"
    assert f"Vérification de la réserve: Réserve levée {told} attestation retrouvée" in status
    assert any(each.startswith("Décision sur la suspicion de fraude: Fraude établie") for each in status)
    assert any(each.endswith("malaise") for each in texts(record, "sitting"))
    assert oral.status == "fraud_upheld"
    assert [each.words.split(" le ")[0] for each in oral.events[-2:]] == ["Réserve levée", "Fraude établie"]
