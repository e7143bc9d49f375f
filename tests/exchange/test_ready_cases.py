"""The cases that the program is delivered with: complete, fictitious, in good typography, offered once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from btstc_jury.application.cases import CaseFile
from btstc_jury.domain.case import Case, Motive, ObjectionKind, Parameter
from btstc_jury.exchange.case_files import case_bytes, read_case
from btstc_jury.exchange.case_library import ready_case
from tests.exchange.form_folder import FormFolder

DELIVERED = Path(__file__).parents[2] / "resources" / "rehearsal"
STRAIGHT = re.compile(r"'|\w\"\w| [;:?!»]|« |\d [€%]|\d \d{3}\b")


@pytest.fixture(scope="module", params=["cas-e4", "cas-e6"])
def case(request: pytest.FixtureRequest) -> Case:
    return ready_case(DELIVERED / f"{request.param}.toml")


def test_each_has_everything_a_session_needs(case: Case) -> None:
    assert case.missing == ()
    assert len(case.changes) >= 4
    assert len({each.parameter for each in case.changes}) == len(case.changes)
    assert all(each.before and each.after and each.why for each in case.changes)
    assert len(case.objections) == 6
    assert all(each.answer for each in case.objections)
    assert {each.tactical for each in case.objections} == {True, False}
    assert {each.minute is None for each in case.objections} == {True, False}
    buyer = case.buyer
    assert len(buyer.concessions) >= 2
    assert len(buyer.motives) == 3
    for text in (buyer.name, buyer.function, buyer.stakes, buyer.says, buyer.when_asked, buyer.limits):
        assert text
    assert buyer.walk_away


def test_their_rubrics_are_those_of_the_forms(case: Case, folder: FormFolder) -> None:
    form = folder.load({"E4": "e4-ponctuel", "E6": "e6-ponctuel"}[case.exam])
    assert tuple(each.title for each in case.rubrics) == form.dossier.rubrics
    assert case.sheet_name == form.dossier.sheet_name
    assert len(case.rubrics) == {"E4": 11, "E6": 7}[case.exam]
    assert set(case.criteria) <= {each.number for each in form.criteria}


def test_the_sentences_are_typeset_as_the_program_writes(case: Case) -> None:
    own = [each.text for each in case.rubrics]
    own += [text for each in case.changes for text in (each.before, each.after, each.why)]
    own += [text for each in case.objections for text in (each.words, each.answer)]
    own += [case.buyer.stakes, case.buyer.says, case.buyer.when_asked, case.buyer.limits, case.title]
    assert [text for text in own if STRAIGHT.search(text)] == []


def test_they_can_be_shared_as_files(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "cas.btscas"
    path.write_bytes(case_bytes(CaseFile(case)))
    assert read_case(path).case == case


def test_both_exams_are_there_and_what_they_say_is_theirs() -> None:
    found = [ready_case(each) for each in sorted(DELIVERED.glob("cas-*.toml"))]
    assert [(each.exam, each.title) for each in found] == [
        ("E4", "Chariots Valdor"),
        ("E6", "Comptoir Brénoux"),
    ]
    assert len({each.key for each in found}) == 2
    assert Parameter.DELAY in {each.parameter for each in found[0].changes}
    assert ObjectionKind.SERVICE in {each.kind for each in found[0].objections}
    assert Motive.MONEY in found[0].buyer.motives


def test_no_figure_of_the_buyers_secrets_stands_in_what_the_student_gets(case: Case) -> None:
    """Sums, shares and numbers of days that only who plays the buyer is to know."""
    buyer = case.buyer
    secret = f"{buyer.when_asked} {buyer.limits} {buyer.walk_away}"
    told = " ".join(
        (*(each.text for each in case.rubrics), *(f"{each.before} {each.after}" for each in case.changes))
    )
    figures = {found.replace("\u202f", "") for found in re.findall(r"\d[\d\u202f]*(?:\u202f[€%])?", secret)}
    known = {found.replace("\u202f", "") for found in re.findall(r"\d[\d\u202f]*(?:\u202f[€%])?", told)}
    assert {each for each in figures if len(each) > 2} & known == set()
