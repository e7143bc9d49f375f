"""What follows from the dossier's check and from an absence, word by word against annexe V of the arrêté."""

from __future__ import annotations

import pytest

from btstc_jury.application.views.arrival import fault_words
from btstc_jury.application.views.statuses import outcome_follows, status_lines, stopped, worth_label
from btstc_jury.domain.commands import Command
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.events import DossierChecked
from btstc_jury.domain.form import Authority, Form
from tests.domain.official import ABSENT, JUSTIFIED, LIBRARY, NO_DOSSIER, NOT_COMPLIANT
from tests.domain.sitting import Sitting

E4, E6 = LIBRARY.get("e4-ponctuel"), LIBRARY.get("e6-ponctuel")
CCF = tuple(map(LIBRARY.get, ("e4-ccf-1", "e4-ccf-2", "e6-ccf-1", "e6-ccf-2", "e6-ccf-unique")))
CONDUCTED = (
    "L’interrogation et l’évaluation sont conduites normalement. Le cas est signalé au président du jury et"
    " la note est mise sous réserve de vérification."
)
OURS = "(règle du contrôle ponctuel reprise par défaut, l’arrêté n’en fixe pas pour le CCF)."
NOT_VALIDATED = (
    "Le candidat ne peut être interrogé à cette épreuve. Il est considéré comme présent mais non validé"
    " (NV)\u202f; le diplôme ne peut lui être délivré."
)


def closed(form: Form, cause: Command) -> Sitting:
    sitting = Sitting(form)
    sitting.act(cause)
    return sitting


def test_the_candidate_of_an_e4_is_told_of_the_doubt_at_the_end() -> None:
    """Annexe V, E4, § 4.B (l.5446-5450)."""
    told = "En fin d’interrogation, le candidat est informé du doute de la commission."
    assert outcome_follows(E4, Outcome.DOUBT) == f"{CONDUCTED} {told[:-1]} (annexe V, E4, §\u202f4.B)."


def test_of_an_e6_it_is_said_that_the_text_does_not_provide_for_telling() -> None:
    """Annexe V, E6, § 4.A (l.5723-5726)."""
    said = outcome_follows(E6, Outcome.DOUBT)
    assert said.startswith(
        f"{CONDUCTED} Le texte ne prévoit pas d’en informer le candidat (annexe V, E6, §\u202f4.A"
    )
    assert "n’en est pas informé" not in said


def test_an_e4_without_dossier_is_an_e4_found_wanting() -> None:
    """Annexe V, E4, § 4.B (l.5442-5444): « absence ou non conformité »."""
    assert outcome_follows(E4, Outcome.NO_DOSSIER) == f"{NOT_VALIDATED[:-1]} (annexe V, E4, §\u202f4.B)."
    assert NOT_VALIDATED[:-1] in outcome_follows(E4, Outcome.NOT_COMPLIANT)
    none = closed(E4, NO_DOSSIER).oral
    assert worth_label(none) == "Présent, non validé (NV)"
    assert (found := stopped(none)) is not None
    assert found.follows.startswith(NOT_VALIDATED[:-1])
    assert found.tell.startswith("Vous ne pouvez pas être interrogé(e)")


def test_an_e6_without_dossier_can_not_take_place_and_the_candidate_is_told() -> None:
    """Annexe V, E6, § 4.A (l.5720-5721); « non valide » is a circular's word."""
    said = (
        "En l’absence de dossier, l’épreuve ne peut se dérouler. La commission informe le candidat de"
        " l’impossibilité de conduire l’entretien. Le diplôme ne pourra lui être délivré."
    )
    assert outcome_follows(E6, Outcome.NO_DOSSIER).startswith(f"{said[:-1]} (annexe V, E6, §\u202f4.A")
    none, unfit = closed(E6, NO_DOSSIER).oral, closed(E6, NOT_COMPLIANT).oral
    assert worth_label(none) == "Sans dossier, non valide (NV)"
    assert "fait remplir pour le jury la fiche de contrôle de conformité" in outcome_follows(
        E6, Outcome.NO_DOSSIER
    )
    assert "SANS DOSSIER, NON VALIDE (NV)" in status_lines(none)
    assert (found := stopped(none)) is not None
    assert found.follows.startswith(said[:-1])
    assert found.tell == "L’entretien ne peut pas être conduit\u202f: vous n’avez pas de dossier."
    assert worth_label(unfit) == "Présent, non validé (NV)"
    assert (wanting := stopped(unfit)) is not None
    assert wanting.follows.startswith(NOT_VALIDATED[:-1])


@pytest.mark.parametrize("form", CCF, ids=lambda form: form.key)
@pytest.mark.parametrize("outcome", [Outcome.DOUBT, Outcome.NOT_COMPLIANT, Outcome.NO_DOSSIER])
def test_of_a_ccf_these_rules_are_ours_and_said_to_be(form: Form, outcome: Outcome) -> None:
    """They stand in annexe V for the ponctuel only (E4 § 4.B, E6 § 4.A), not in E4 § 4.A nor E6 § 4.B."""
    said = outcome_follows(form, outcome)
    assert OURS in said
    assert "annexe V" not in said
    for key in ("dossier.told_of_reserve", "dossier.without"):
        assert form.origins[key].authority is Authority.DEFAULT


@pytest.mark.parametrize("form", [E4, E6, *CCF], ids=lambda form: form.key)
def test_what_is_permitted_is_no_missing_piece(form: Form) -> None:
    """« tout support à sa convenance », « documents complémentaires » (E4 § 4.A, l.5371-5373), annexes
    « 10 pages maximum » (E4 § 4.B), « tout document à sa convenance » (E6 § 4.A).
    """
    rule = form.dossier
    asked_for = " ".join(rule.documents).casefold()
    for words in ("convenance", "le cas échéant", "annexe", "nomade", "complémentaire"):
        assert words not in asked_for
    bare = DossierCheck(Outcome.PENDING, documents=tuple(range(len(rule.documents))))
    missing = " ".join(fault_words(rule, bare)).casefold()
    assert not any(each.casefold() in missing for each in (*rule.permissions, rule.tools) if each)


def test_an_absence_is_to_be_put_on_the_slip_and_nothing_is_said_to_have_been() -> None:
    """The program sends no slip to anybody: « AB » (rules §5) is what stands there."""
    absent = stopped(closed(E4, ABSENT).oral)
    assert absent is not None
    assert absent.follows.endswith("L’absence est à porter au bordereau, sous le sigle AB.")
    justified = stopped(closed(E4, JUSTIFIED).oral)
    assert justified is not None
    assert "à joindre au constat" in justified.follows


def test_an_outcome_that_lets_the_oral_be_has_nothing_to_say() -> None:
    for outcome in (Outcome.PENDING, Outcome.COMPLIANT):
        assert outcome_follows(E4, outcome) == ""
        sitting = closed(E4, DossierChecked(DossierCheck(outcome)))
        assert stopped(sitting.oral) is None
