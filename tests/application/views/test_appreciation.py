"""The draft of an appreciation: what is settled and shared, in order, and nothing else."""

from __future__ import annotations

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.views.appreciation import proposed_appreciation
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT, RemarkText, Sign
from btstc_jury.domain.form import Criterion
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.standing import Stage
from tests.application.offices import act, bring, memory_of, office_with, remark
from tests.forms_for_tests import make_form


def test_nothing_settled_gives_no_draft(running: Office) -> None:
    remark(running, 1, "une remarque sans signe")
    remark(running, 1, "et le prix ?", Sign.QUESTION)
    assert proposed_appreciation(running, 1) == ""


def test_competences_stand_under_their_level_the_best_first_then_shared_remarks(running: Office) -> None:
    act(running, 1, ev.Rated(1, "I"), ev.Rated(2, "TS"), ev.Rated(3, "NE"))
    for text in ("accroche juste.", "posé", "posé"):
        remark(running, 1, text, Sign.STRENGTH)
    remark(running, 1, "hésite", Sign.WEAKNESS)
    assert proposed_appreciation(running, 1) == (
        "Très satisfaisant\u202f: répondre. Insuffisant\u202f: présenter."
        " Non évalué\u202f: présenter / répondre."
        " Points forts\u202f: accroche juste\u202f; posé. Points à améliorer\u202f: hésite."
    )


TEXTS = ("La relance", "La preuve", "Le prix", "Le suivi", "L’écoute")


def of_one_competence(*levels: str) -> Office:
    """Its criteria rated so; "" for one that has not been."""
    criteria = tuple(Criterion(number, text, ("C1",), 1) for number, text in enumerate(TEXTS, start=1))
    office = office_with(make_form(criteria=criteria[: len(levels)]))
    for number, level in enumerate(levels, start=1):
        if level:
            act(office, 1, ev.Rated(number, level))
    return office


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        (("TI", "TI"), "Très insuffisant : présenter."),
        (("TS", "TS", "I"), "Très satisfaisant : présenter (sauf : le prix, insuffisant)."),
        (("S", "S", "NE"), "Satisfaisant : présenter (sauf : le prix, non évalué)."),
        (("S", "S", ""), "Satisfaisant : présenter (sauf : le prix, pas encore évalué)."),
        (
            ("S", "S", "S", "TI", "TS"),
            "Satisfaisant : présenter (sauf : le suivi, très insuffisant ; l’écoute, très satisfaisant).",
        ),
        (("TI", "S"), "Satisfaisant : la preuve. Très insuffisant : la relance."),
        (("TS", "", ""), "Très satisfaisant : la relance."),
        (
            ("TS", "TS", "I", "I"),
            "Très satisfaisant : la relance ; la preuve. Insuffisant : le prix ; le suivi.",
        ),
        (("NE", "NE"), "Non évalué : présenter."),
    ],
)
def test_nothing_is_said_of_a_whole_competence_that_only_some_of_its_criteria_have(
    levels: tuple[str, ...], told: str
) -> None:
    assert proposed_appreciation(of_one_competence(*levels), 1).replace("\u202f", " ") == told


def test_a_competence_met_again_further_on_is_not_told_twice() -> None:
    competences = (("C1",), ("C2",), ("C1",))
    criteria = tuple(Criterion(number, TEXTS[number], each, 1) for number, each in enumerate(competences, 1))
    office = office_with(make_form(criteria=criteria))
    act(office, 1, ev.Rated(1, "S"), ev.Rated(2, "S"), ev.Rated(3, "I"))
    assert proposed_appreciation(office, 1) == (
        "Satisfaisant\u202f: la preuve\u202f; répondre. Insuffisant\u202f: le suivi."
    )


def test_what_a_juror_wrote_for_themselves_is_not_in_it(running: Office) -> None:
    act(running, 1, ev.ModeChosen(OpinionMode.SEPARATE))
    for text, personal in (("pour moi", True), ("pour tous", False)):
        content = RemarkText(text, Sign.STRENGTH, author="a", personal=personal)
        act(running, 1, do.AddRemark(running.now(), content))
    assert proposed_appreciation(running, 1) == ""
    act(running, 1, ev.Revealed("sans attendre"))
    assert proposed_appreciation(running, 1) == "Points forts\u202f: pour tous."


def test_there_is_none_once_nothing_can_be_changed(office: Office) -> None:
    bring(office, 1, Stage.ENDED)
    assert proposed_appreciation(office, 1).startswith("Satisfaisant\u202f: présenter\u202f; répondre")
    memory_of(office).read_only = "busy"
    assert proposed_appreciation(office, 1) == ""
    memory_of(office).read_only = ""
    office.act(1, ev.Finalised())
    assert proposed_appreciation(office, 1) == ""


def test_it_is_never_longer_than_the_field(running: Office) -> None:
    for number in range(3):
        remark(running, 1, f"{number}" * (TEXT_LIMIT - 1), Sign.WEAKNESS)
    assert len(proposed_appreciation(running, 1)) == TEXT_LIMIT
