"""The pages of the form editor, against all that a form can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from btstc_jury.application.form_editing import FormDraft
from btstc_jury.application.views.form_editor import (
    PAGES,
    by_role_lines,
    by_role_of,
    numbers_of,
    place_of,
)
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration

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
