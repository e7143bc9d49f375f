"""The pages of the form editor, against all that a form can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from btstc_jury.application.form_editing import (
    PROPOSED,
    Fault,
    FormDraft,
    blank,
    next_version,
    unsaid_origin,
)
from btstc_jury.application.views.form_editor import (
    PAGES,
    by_role_lines,
    by_role_of,
    fault_words,
    field_words,
    numbers_of,
    place_of,
    reading_order,
)
from btstc_jury.application.views.sources import scale_words, source_words
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.form import DEFAULT_SCALE, TYPED, Authority, Form, Origin
from btstc_jury.domain.moments import Duration
from tests.forms_for_tests import make_form

ELSEWHERE = {
    "hash": "follows from the rest",
    "origins": "the line below the pages, of the value whose field has the keys",
    "criteria.number": "follows the row's place; those of an official list stay as they came",
    "criteria.line": "of our copy of the arrêté, never shown",
    "commission.roles": "three words for a role; written in the file, kept by the editor",
    "preparation.complement_of": "its reader refuses it: of the total only",
}
"""What has no field, and why."""
SPELLED = {
    "mark.divergence_levels": "mark.divergence.levels",
    "mark.divergence_points": "mark.divergence.points",
}


def values_of(made: type, at: str = "") -> Iterator[str]:
    """The key path of every value of a form, entries of a list without their number."""
    for name, hint in get_type_hints(made).items():
        path = f"{at}{name}"
        inside = [each for each in (hint, *get_args(hint)) if _whole(each)]
        if get_origin(hint) is Mapping and get_args(hint)[0] is Course:
            yield from (f"{path}.{each}" for each in Course)
        elif inside and path not in ELSEWHERE:
            yield from values_of(inside[0], f"{path}.")
        else:
            yield path


def _whole(hint: object) -> bool:
    return isinstance(hint, type) and is_dataclass(hint) and hint is not Duration


def test_every_value_of_a_form_has_a_field_or_a_reason() -> None:
    fields = {each.path for page in PAGES for each in page.fields}
    fields |= {f"{page.rows}.{each.path}" for page in PAGES for each in page.of_row}
    values = [*values_of(Form)]
    assert {"commission.qualities", "situation.written", "phases.maximum", "criteria.text"} <= set(values)
    without = [each for each in values if SPELLED.get(each, each) not in fields and each not in ELSEWHERE]
    assert without == []
    assert fields <= {SPELLED.get(each, each) for each in values}, "a field of no value"
    assert set(ELSEWHERE) <= set(values), "a reason for nothing"


def test_lines_by_role_and_numbers_say_what_was_typed() -> None:
    said: Any = {"eg": "chargé des enseignements", "Professeur de lettres": "lit\u202f: bien"}
    lines = by_role_lines(said)
    assert lines[0] == "Professeur d’économie et gestion\u202f: chargé des enseignements"
    assert by_role_of(lines) == said
    assert by_role_of(["eg: un", "eg : deux"]) == {"eg": "un deux"}
    assert by_role_of(["Professionnel"]) == {"professional": ""}
    assert by_role_of([]) is None
    assert numbers_of("1, 2 et 4") == [1, 2, 4]
    assert numbers_of("1 à 3") == [1, "à", 3]
    assert numbers_of(" ") is None


def test_the_origins_inside_of_a_value_go_with_it() -> None:
    draft = FormDraft(
        {
            "commission": {"qualities": {"eg": "un", "sti": "deux"}},
            "origins": {"commission.qualities": {"authority": "arrete"}, "commission.qualities.sti": {}},
        }
    )
    draft.put("commission.qualities", {"eg": "un"})
    assert draft.get("origins") == {
        "commission.qualities": {"authority": "default", "note": "saisi par le centre"}
    }


def test_a_fault_inside_of_a_value_is_at_its_field() -> None:
    assert place_of("commission.qualities.«\u202fProf. de lettres\u202f»").path == "commission.qualities"
    assert place_of("situation.written.2").path == "situation.written"
    assert PAGES[place_of("dossier.attestations.distance").page].title == "Attestations demandées"
    assert place_of("origins.dossier.attestations").path == "dossier.attestations.school"


def test_an_origin_that_was_given_stays_when_the_value_is_typed_anew() -> None:
    draft = FormDraft({"title": "Oral", "exam": "E5", "unit": "U5"})
    circular = Origin(Authority.CIRCULAR, "", place="I.3")
    draft.put("title", "Oral d’argumentation")
    draft.give_origin("title", circular)
    draft.put("title", None)
    draft.put("title", "Oral de projet")
    assert draft.origin("title") == {"authority": "circular", "place": "I.3"}
    draft.put("unit", "U6")
    assert draft.give_to_typed(circular) == 1
    assert draft.origin("unit") == draft.origin("title")
    assert draft.origin("exam") is None


def test_what_was_only_proposed_has_no_origin_of_the_typed() -> None:
    draft = FormDraft(blank())
    draft.put("title", "Oral")
    draft.put("levels.1.label", "faible")
    assert draft.typed() == ["title", "levels.1.label"]
    draft.give_to_typed(Origin(Authority.CIRCULAR, "", place="I.3"))
    origins = draft.get("origins")
    assert unsaid_origin(origins, "mark.maximum") == {
        "authority": "default",
        "note": "proposé par le programme",
    }
    assert unsaid_origin(origins, "levels") == {"authority": "circular", "place": "I.3"}
    draft.put("levels.2.label", "moyen")
    assert unsaid_origin(origins, "levels") == {"authority": "default", "note": "saisi par le centre"}


def test_the_note_of_what_was_typed_does_not_stay_beside_a_circular() -> None:
    draft = FormDraft({"title": "Oral"})
    draft.give_origin("title", Origin(Authority.CIRCULAR, "saisi par le centre", place="BO 12"))
    assert draft.origin("title") == {"authority": "circular", "place": "BO 12"}
    kept = Origin(Authority.CIRCULAR, "saisi par le centre", place="BO 12")
    assert source_words(kept) == "circulaire\u202f: BO 12"


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (Origin(Authority.CIRCULAR, "", place="BO 12"), "échelle\u202f: circulaire\u202f: BO 12"),
        (TYPED, "échelle saisie par le centre"),
        (PROPOSED, DEFAULT_SCALE),
    ],
)
def test_a_scale_that_was_replaced_is_not_the_default_one(origin: Origin, words: str) -> None:
    assert scale_words(make_form(scale_note=DEFAULT_SCALE, origins={"levels": origin})) == words
    assert (
        scale_words(make_form(scale_note="celle du centre", origins={"levels": origin})) == "celle du centre"
    )


def test_what_a_spreadsheet_did_not_say_is_said_no_more_once_it_is_typed() -> None:
    unsaid = {"authority": "default", "note": "le classeur ne le dit pas"}
    draft = FormDraft(
        {"total": {"kind": "fixed"}, "origins": {"total": unsaid, "phases": {"authority": "arrete"}}}
    )
    draft.put("total.duration", "30:00")
    assert draft.get("origins")["total"] == {"authority": "default", "note": "saisi par le centre"}
    draft.put("phases.1.title", None)
    assert draft.get("origins")["phases"] == {"authority": "arrete"}


def test_faults_are_told_in_the_words_of_the_fields() -> None:
    assert fault_words(Fault("title", "texte vide")) == "Titre de l’épreuve\u202f: texte vide"
    assert (
        fault_words(Fault("phases.2.maximum", "texte vide")) == "Phases 2, durée maximale\u202f: texte vide"
    )
    assert fault_words(Fault("origins.exam.place", "x")) == "Épreuve, endroit, origine\u202f: x"
    said = "de trop\u202f: admis avec limit = «\u202fmaximum\u202f» seulement, ici «\u202ffree\u202f»"
    assert field_words(Fault("phases.1.maximum", said)) == (
        "de trop\u202f: pour «\u202fune durée maximale\u202f» seulement"
    )


def test_faults_follow_each_other_as_their_fields_do() -> None:
    paths = ["criteria.2.points", "criteria.1.block", "phases", "exam", "criteria.1.text", "key"]
    assert sorted(paths, key=reading_order) == [
        "key",
        "exam",
        "phases",
        "criteria.1.text",
        "criteria.1.block",
        "criteria.2.points",
    ]


def test_a_version_is_followed_by_another() -> None:
    assert [next_version(each) for each in ("1", "2006.9", "v", "")] == ["2", "2006.10", "v", ""]
