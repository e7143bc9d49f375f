"""The guide, the texts and the state of a deliberation."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.views.deliberation import deliberation_view
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.form import Criterion, Level
from btstc_jury.domain.standing import Stage
from tests.application.offices import act, bring, memory_of, office_with, remark
from tests.forms_for_tests import make_form

FORM = make_form()


def guide(office: Office, *levels: str | None) -> str:
    for number, level in enumerate(levels, start=1):
        office.act(1, ev.Rated(number, level))
    return deliberation_view(office, 1).guide


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ((), ""),
        (("NE", "NE"), ""),
        (("TI",), "0"),
        (("TS",), "20"),
        (("TI", "TS"), "10"),
        (("S",), "13,3"),
        (("S", "I", "TS"), "13,3"),
        (("TS", "NE", "I"), "13,3"),
    ],
)
def test_the_guide_weighs_levels_equally_and_leaves_out_what_was_not_assessed(
    running: Office, levels: tuple[str, ...], shown: str
) -> None:
    expected = f"repère d’après les niveaux\u202f: {shown}" if shown else ""
    assert guide(running, *levels) == expected
    assert deliberation_view(running, 1).mark == ""


def test_a_form_may_have_no_guide() -> None:
    assert guide(office_with(make_form(mark=replace(FORM.mark, guide=False))), "TS") == ""
    assert guide(office_with(make_form(levels=(Level("A", "acquis"),))), "A") == ""


def test_a_scale_of_two_levels_has_a_guide() -> None:
    office = office_with(make_form(levels=(Level("N", "non acquis"), Level("A", "acquis"))))
    assert guide(office, "A", "N", "A").endswith(": 13,3")


def test_the_guide_is_out_of_the_form_s_maximum() -> None:
    assert guide(office_with(make_form(mark=replace(FORM.mark, maximum=Decimal(40)))), "TS").endswith(": 40")


def test_many_missing_levels_are_not_all_named() -> None:
    criteria = tuple(Criterion(number, "x", ("C1",), 1) for number in range(1, 10))
    office = office_with(make_form(criteria=criteria))
    lacking = [item.text for item in deliberation_view(office, 1).missing]
    assert "le niveau de 9 critères (1, 2, 3, 4, 5, 6…)" in lacking
    act(office, 1, *(ev.Rated(number, "S") for number in range(1, 4)))
    lacking = [item.text for item in deliberation_view(office, 1).missing]
    assert "le niveau de 6 critères (4, 5, 6, 7, 8, 9)" in lacking


def test_the_mark_is_shown_with_its_rule(office: Office) -> None:
    bring(office, 1, Stage.ENDED)
    view = deliberation_view(office, 1)
    assert (view.mark, view.out_of, view.step) == ("12,5", "20", "0,5")
    assert (view.missing, view.unrated) == ((), ())


def test_each_text_is_shown_in_its_field(running: Office) -> None:
    act(running, 1, *(ev.TextWritten(field, field.value) for field in TextField))
    view = deliberation_view(running, 1)
    assert view.texts == {field: field.value for field in TextField}


def test_evidence_is_recalled_under_its_criterion(running: Office) -> None:
    remark(running, 1, "un", criterion=2)
    remark(running, 1, "sans lien")
    remark(running, 1, "deux", criterion=2)
    view = deliberation_view(running, 1)
    assert [line.content.text for line in view.evidence(2)] == ["un", "deux"]
    assert [line.content.text for line in view.evidence(None)] == ["sans lien"]
    assert view.evidence(1) == ()


@pytest.mark.usefixtures("paris")
def test_a_settled_proposal_says_when_and_cannot_be_edited(office: Office) -> None:
    bring(office, 1, Stage.ENDED)
    assert deliberation_view(office, 1).finalised == ""
    assert deliberation_view(office, 1).editable
    office.act(1, ev.Finalised())
    view = deliberation_view(office, 1)
    assert view.finalised == "Proposition validée le lundi 1er juin 2026 à 10:20, version 1"
    assert not view.editable
    office.act(1, ev.Reopened("erreur de report"))
    view = deliberation_view(office, 1)
    assert (view.finalised, view.editable, view.reopenings) == ("", True, ("erreur de report",))


def test_a_file_read_only_is_not_edited(office: Office) -> None:
    bring(office, 1, Stage.ENDED)
    memory_of(office).read_only = "permission"
    view = deliberation_view(office, 1)
    assert not view.editable
    assert view.read_only
