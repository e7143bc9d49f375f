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


AID = "\n(aide, ne remplace pas la décision)"


def test_nothing_rated_has_no_guide(running: Office) -> None:
    assert guide(running) == ""
    assert guide(running, "NE", "NE", "NE") == ""


@pytest.mark.parametrize(
    ("levels", "on", "shown"),
    [
        (("TI", "TS"), "2 critères", "10"),
        (("S", "S"), "2 critères", "13,3"),
        (("S", "I", "TS"), "3 critères", "13,3"),
        (("TS", "NE", "I"), "2 critères", "13,3"),
        (("TS", "NE"), "1 critère", "20"),
    ],
)
def test_the_guide_weighs_levels_equally_and_says_on_how_many_it_stands(
    running: Office, levels: tuple[str, ...], on: str, shown: str
) -> None:
    assert guide(running, *levels) == f"repère d’après {on} sur 3\u202f: {shown}{AID}"
    assert deliberation_view(running, 1).mark == ""


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        (("TI",), "repère\u202f: à partir de 2 critères évalués (1)"),
        (("NE",), "repère\u202f: à partir de 1 critère évalué (0)"),
    ],
)
def test_the_guide_waits_until_half_of_what_counts_is_rated(
    running: Office, levels: tuple[str, ...], shown: str
) -> None:
    assert guide(running, *levels) == shown


def test_a_half_is_rounded_up() -> None:
    """6,25 gave 6,2."""
    criteria = tuple(Criterion(number, "x", ("C1",), 1) for number in range(1, 17))
    office = office_with(make_form(criteria=criteria))
    assert guide(office, *(["TS"] * 5), *(["TI"] * 11)).startswith(
        "repère d’après 16 critères sur 16\u202f: 6,3"
    )


@pytest.mark.parametrize(
    ("mark", "far"),
    [("12", "2 points au-dessus"), ("8.5", "1,5 point au-dessous"), ("9", "1 point au-dessous")],
)
def test_how_far_the_mark_is_from_the_guide_is_explained(running: Office, mark: str, far: str) -> None:
    running.act(1, ev.MarkProposed(Decimal(mark)))
    last = guide(running, "TI", "TS").split("\n")[-1]
    assert last.startswith(f"La note est {far} du repère\u202f: le repère donne le même poids")


def test_a_mark_at_the_guide_needs_no_explanation(running: Office) -> None:
    running.act(1, ev.MarkProposed(Decimal(10)))
    assert guide(running, "TI", "TS").endswith(AID)


def test_a_form_may_have_no_guide() -> None:
    levels = ("TS", "TS", "TS")
    assert guide(office_with(make_form(mark=replace(FORM.mark, guide=False))), *levels) == ""
    assert guide(office_with(make_form(levels=(Level("A", "acquis"),))), "A", "A", "A") == ""


def test_a_scale_of_two_levels_has_a_guide() -> None:
    office = office_with(make_form(levels=(Level("N", "non acquis"), Level("A", "acquis"))))
    assert guide(office, "A", "N", "A").endswith(f": 13,3{AID}")


def test_the_guide_is_out_of_the_form_s_maximum() -> None:
    office = office_with(make_form(mark=replace(FORM.mark, maximum=Decimal(40))))
    assert guide(office, "TS", "TS").endswith(f": 40{AID}")


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
    assert view.finalised == "Proposition validée le lundi 1er juin 2026 à 10\u202fh\u202f20, version 1"
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
