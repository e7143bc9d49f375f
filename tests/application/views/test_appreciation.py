"""The draft of an appreciation: what is settled and shared, in order, and nothing else."""

from __future__ import annotations

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


def test_half_of_its_criteria_decide_on_a_competence_those_not_assessed_left_out() -> None:
    criteria = tuple(Criterion(number, "Un traitement des objections", ("C1",), 1) for number in range(1, 6))
    office = office_with(make_form(criteria=criteria))
    for number, level in enumerate(("TS", "I", "NE", "S", "TI"), start=1):
        act(office, 1, ev.Rated(number, level))
    assert proposed_appreciation(office, 1) == (
        "Insuffisant\u202f: présenter. Très insuffisant\u202f: un traitement des objections."
    )
    for number in range(1, 6):
        office.act(1, ev.Rated(number, "TI"))
    assert proposed_appreciation(office, 1) == "Très insuffisant\u202f: présenter."


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
