"""Names of exported files: fields, what systems refuse, lengths."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.views.file_names import (
    DEFAULT_PATTERN,
    FIELDS,
    BadPattern,
    NamePattern,
    paper_file_name,
    safe_name,
)
from btstc_jury.domain import events as ev
from btstc_jury.domain.form import Situation
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.standing import Stage
from tests.application.offices import bring, office_with, plan
from tests.forms_for_tests import make_form


def oral_of(stage: Stage = Stage.FINALISED, last_name: str = "Moreau") -> Oral:
    office = office_with(make_form())
    number = plan(office, last_name, "2026-06-01 14:05")
    office.act(1, ev.Ended())
    bring(office, number, stage)
    return office.oral(number)


def test_every_field_is_filled() -> None:
    oral = oral_of()
    assert NamePattern(DEFAULT_PATTERN).name(oral) == "00M MOREAU E4 v1"
    every = NamePattern("|".join(f"{{{name}}}" for name in FIELDS)).name(oral)
    assert every == "00M-MOREAU-Jo-E4-essai-1-2026-06-01-14h05"
    assert NamePattern(DEFAULT_PATTERN).example() == "0213456789 MOREAU E4 v1"


def test_what_is_of_the_whole_epreuve_isnt_named_for_one_situation() -> None:
    """« Note et appréciations » came as « E4-ccf-2_… »."""
    oral = office_with(make_form(key="e4-ccf-2", situation=Situation(2, "E4"))).oral(1)
    assert paper_file_name(oral, "note", whole=True).startswith("E4-ccf_")
    assert paper_file_name(oral, "constat").startswith("E4-ccf-2_")
    alone = oral_of()
    assert paper_file_name(alone, "note", whole=True) == paper_file_name(alone, "note")


def test_both_situations_of_one_candidate_have_names_of_their_own() -> None:
    """Not « … E4 v1 » and « … E4 v1 (2) »."""
    names = []
    for number in (1, 2):
        office = office_with(make_form(key=f"e4-ccf-{number}", situation=Situation(number, "E4")))
        names.append(NamePattern("{nom} {épreuve}").name(office.oral(1)))
    assert [each.split(" ", 1)[1] for each in names] == ["E4 situation 1", "E4 situation 2"]


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (DEFAULT_PATTERN, "00M MOREAU E4"),
        ("{version}_{number}", "_00M"),
        ("{number}_v{version}_{exam}", "00M_E4"),
        ("{last_name}{version}", "MOREAU"),
    ],
)
def test_what_was_never_settled_has_no_version(pattern: str, name: str) -> None:
    assert NamePattern(pattern).name(oral_of(Stage.OPENED)) == name


@pytest.mark.parametrize(
    "pattern",
    [
        "{surnom}",
        "{number.__class__}",
        "{number!r}",
        "{number:>20}",
        "{0}",
        "{}",
        "{number",
        "number}",
        "grille",
        "",
    ],
)
def test_a_wrong_pattern_says_what_is_wrong(pattern: str) -> None:
    with pytest.raises(BadPattern) as caught:
        NamePattern(pattern)
    assert "modèle de nom" in str(caught.value)
    assert pattern in str(caught.value) or "aucun champ" in str(caught.value)


@pytest.mark.parametrize(
    "pattern", ["{numéro} {nom}", "{NUMERO} {Nom}", "{nume\u0301ro} {nom}", "{number} {last_name}"]
)
def test_a_field_is_known_however_it_is_typed_and_by_its_former_name(pattern: str) -> None:
    assert NamePattern(pattern).name(oral_of()) == "00M MOREAU"


def test_no_field_is_named_in_english() -> None:
    assert set(FIELDS) == {"numéro", "nom", "prénoms", "épreuve", "forme", "version", "date", "heure"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ('a<b>c:d"e/f\\g|h?i*j', "a-b-c-d-e-f-g-h-i-j"),
        ("fin. . ", "fin"),
        (".caché", "caché"),
        ("-rf", "rf"),
        ("con", "_con"),
        ("LPT1.grille", "_LPT1.grille"),
        ("COM²", "_COM²"),
        ("a\u202fb\tc\nd", "a b c d"),
        ("a\u200b\u202eb\0c", "abc"),
        ("E\u0301mile", "Émile"),
        ("///", "sans nom"),
        ("", "sans nom"),
    ],
)
def test_unsafe_characters_are_replaced(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text())
def test_any_name_is_good_on_every_system(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 181
    assert not set(name) & set('<>:"/\\|?*\0\n\r\t')
    assert name[-1] not in ". "
    assert name[0] not in ".-~ "
    assert safe_name(name) == name or name.startswith("_")


def test_a_long_name_leaves_room_for_the_fields_after_it() -> None:
    oral = oral_of()
    candidate = replace(oral.plan.candidate, last_name="Émilienne " * 40)
    long = replace(oral, plan=replace(oral.plan, candidate=candidate))
    name = NamePattern(DEFAULT_PATTERN).name(long)
    assert name.endswith("E4 v1")
    assert len(name.encode()) <= 180
    many = NamePattern("{last_name}" * 9).name(long)
    assert len(many.encode()) <= 180


@pytest.mark.parametrize(
    ("exam", "key", "begins"),
    [
        ("E4", "e4-ponctuel", "E4-ponctuel_"),
        ("EF1", "ef1", "EF1_"),
        ("E5", "fromage-e5-oral", "E5-fromage-e5-oral_"),
        ("E5", "e5fromage-oral", "E5-e5fromage-oral_"),
    ],
)
def test_a_key_that_is_named_otherwise_than_its_exam_stays_apart_from_it(
    exam: str, key: str, begins: str
) -> None:
    oral = replace(oral_of(), form=make_form(exam=exam, key=key))
    assert paper_file_name(oral, "note").startswith(begins)
