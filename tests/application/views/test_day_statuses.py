"""How the day's list tells the statuses apart, and what it reminds of."""

from __future__ import annotations

from datetime import date

from btstc_jury.application.views.day import DayView, day_view
from btstc_jury.domain import events as ev
from btstc_jury.domain.proceedings import Countersignature, Fraud
from btstc_jury.domain.standing import Status, Symbol, Tone
from tests.domain.test_rulings import LIFTED, UPHELD
from tests.each_status import FRAUD, Orals

DAY = date(2026, 6, 1)


def shown(orals: Orals) -> DayView:
    return day_view(orals.office, DAY, DAY)


def tasks(orals: Orals) -> list[tuple[str, int]]:
    return [(task.title, task.oral) for task in shown(orals).tasks]


def test_each_status_has_its_own_words_and_sign(orals: Orals) -> None:
    made = orals.each()
    rows = {row.oral: (row.state, row.tone, row.symbol, row.action) for row in shown(orals).rows}
    assert {status: rows[oral] for status, oral in made.items()} == {
        Status.NORMAL: ("À signer, version 1", Tone.WARNING, Symbol.TO_SIGN, "Grille"),
        Status.ABSENT: ("Absent", Tone.QUIET, Symbol.ABSENT, "Constat"),
        Status.ABSENT_JUSTIFIED: ("Absent justifié", Tone.QUIET, Symbol.JUSTIFIED, "Constat"),
        Status.NOT_VALIDATED: ("Non validé", Tone.ALERT, Symbol.NOT_VALIDATED, "Constat"),
        Status.RESERVED: ("Sous réserve v1", Tone.WARNING, Symbol.RESERVED, "Grille"),
        Status.WITHHELD: ("Résultat retenu v1", Tone.ALERT, Symbol.WITHHELD, "Grille"),
    }
    assert " · ".join(words for _, _, words in shown(orals).legend).replace("\u00a0", " ") == (
        "1 à signer · 1 sous réserve · 1 résultat retenu · 1 non validé · 1 absent · 1 absent justifié"
    )


def test_what_was_ruled_since_has_words_and_a_sign_of_its_own(orals: Orals) -> None:
    """« sous réserve de vérification » (E4 § 4.B, E6 § 4.A): what it found shows in the list."""
    made = orals.each()
    reserved, withheld = made[Status.RESERVED], made[Status.WITHHELD]

    def states() -> list[tuple[str, Tone, Symbol]]:
        rows = {row.oral: (row.state, row.tone, row.symbol) for row in shown(orals).rows}
        return [rows[reserved], rows[withheld]]

    orals.act(reserved, ev.ReserveVerified(UPHELD))
    orals.act(withheld, ev.FraudRuled(UPHELD))
    assert states() == [
        ("Réserve confirmée v1", Tone.ALERT, Symbol.RESERVE_UPHELD),
        ("Fraude établie v1", Tone.ALERT, Symbol.FRAUD_UPHELD),
    ]
    orals.act(reserved, ev.ReserveVerified(LIFTED))
    orals.act(withheld, ev.FraudRuled(LIFTED))
    assert states() == [("À signer, version 1", Tone.WARNING, Symbol.TO_SIGN)] * 2


def test_a_reserve_under_deliberation_is_noted_beside_the_form(orals: Orals) -> None:
    orals.reserved()
    orals.withheld()
    assert {row.remark for row in shown(orals).rows} == {"sous réserve", "suspicion de fraude"}


def test_what_a_reserve_leaves_to_do(orals: Orals) -> None:
    oral = orals.reserved()
    assert tasks(orals)[1:] == [
        ("Candidat à informer de la réserve", oral),
        ("Réserve à transmettre au président du jury", oral),
    ]
    orals.act(oral, ev.CandidateInformed())
    orals.settle(oral)
    assert tasks(orals) == [("Grille à signer", oral), ("Réserve à transmettre au président du jury", oral)]
    orals.act(oral, ev.ReportHandedOver())
    assert tasks(orals) == [("Grille à signer", oral)]


def test_the_candidate_of_an_e6_is_not_to_be_told_of_a_reserve(orals: Orals) -> None:
    oral = orals.reserved(form="e6-ponctuel")
    assert tasks(orals)[1:] == [("Réserve à transmettre au président du jury", oral)]


def test_what_a_suspicion_of_fraud_leaves_to_do(orals: Orals) -> None:
    oral = orals.withheld()
    assert tasks(orals)[1:] == [
        ("Procès-verbal de fraude à compléter", oral),
        ("Procès-verbal de fraude à transmettre au président du jury", oral),
    ]
    signed = Fraud(FRAUD.facts, FRAUD.witnesses, Countersignature.SIGNED)
    orals.act(oral, ev.FraudReported(signed), ev.ReportHandedOver())
    orals.settle(oral)
    assert tasks(orals) == [("Grille à signer", oral)]
    assert [row.remark for row in shown(orals).rows if row.oral == oral] == ["à signer"]


def test_an_oral_that_does_not_take_place_leaves_nothing_to_do(orals: Orals) -> None:
    made = orals.each()
    stopped = {made[each] for each in (Status.ABSENT, Status.ABSENT_JUSTIFIED, Status.NOT_VALIDATED)}
    assert not stopped & {oral for _, oral in tasks(orals)}
