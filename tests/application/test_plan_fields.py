"""What a plan tells reaches the person's copy and the evaluation; a new field shows where it is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import get_type_hints

import msgspec
import pytest

from btstc_jury.application.evaluation import evaluation_of
from btstc_jury.application.office import Office
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.people import identity_view
from btstc_jury.application.views.person import person_record
from btstc_jury.domain.candidate import Accommodation, Candidate, Course, Plan
from btstc_jury.domain.moments import Duration

_MADE: dict[object, Callable[[str, int], tuple[object, str]]] = {
    str: lambda name, _: (f"le {name}", f"le {name}"),
    date | None: lambda _, place: (date(2001, 2, 3 + place), f"{3 + place:02}/02/2001"),
    Course | None: lambda *_: (Course.APPRENTICESHIP, "Apprentissage, CFA ou section habilité"),
    datetime: lambda _, place: (
        datetime(2026, 6, 1, 9, place),  # noqa: DTZ001
        f"lundi 1er juin 2026 à 9\u202fh\u202f{place:02}",
    ),
    Fraction: lambda _, place: (Fraction(1, 5 + place), f"1/{5 + place}"),
    Duration: lambda _, place: (Duration.minutes(5 + place), f"{5 + place}:00"),
}
"""Of each type that a field may have: a value and the words that tell it."""

Words = dict[tuple[type, str], str]

_NOT_EVALUATED = {
    "preparation": "the time granted stands in the times",
    "phases": "the time granted stands in the times",
    "total": "the time granted stands in the times",
    "subject": "what the oral is about stands with what was played, where the form asks for it",
    "aids": "nothing that the mark needs, and near to a diagnosis",
}

_FIELDS = [(cls, each.name) for cls in (Plan, Candidate, Accommodation) for each in fields(cls)]


def _filled(cls: type, words: Words) -> object:
    """An instance in which each field has a value of its own; ``words`` is told of them."""
    values: dict[str, object] = {}
    hints = get_type_hints(cls)
    for place, each in enumerate(fields(cls)):
        hint = hints[each.name]
        if isinstance(hint, type) and is_dataclass(hint) and hint not in _MADE:
            values[each.name], words[cls, each.name] = _filled(hint, words), ""
        else:
            assert hint in _MADE, f"say above how a field of type {hint} is told"
            values[each.name], words[cls, each.name] = _MADE[hint](each.name, place)
    made: object = cls(**values)
    return made


@pytest.fixture
def filled(office: Office) -> tuple[Office, int, Words]:
    words: Words = {}
    plan = _filled(Plan, words)
    assert isinstance(plan, Plan)
    number, _ = office.plan(plan, "essai")
    return office, number, words


def _texts(office: Office, number: int) -> Iterator[str]:
    record = person_record(office, office.oral(number).plan.candidate.number)
    yield from (item.text for item in record.identity.items)
    yield from (item.text for section in record.orals[0].sections for item in section.items)


@pytest.mark.parametrize(("cls", "field"), _FIELDS)
def test_the_copy_for_the_person_tells_every_field(
    filled: tuple[Office, int, Words], cls: type, field: str
) -> None:
    office, number, words = filled
    assert any(words[cls, field] in text for text in _texts(office, number))


@pytest.mark.parametrize(("cls", "field"), _FIELDS)
def test_the_evaluation_tells_every_field_but_those_known_elsewhere(
    filled: tuple[Office, int, Words], cls: type, field: str
) -> None:
    office, number, words = filled
    made = msgspec.json.encode(evaluation_of(office, number, grid_view(office, number))).decode()
    assert (words[cls, field] in made) is (field not in _NOT_EVALUATED)


def test_banner_and_pages_tell_the_same_of_the_candidate(
    filled: tuple[Office, int, Words],
) -> None:
    office, number, _ = filled
    banner, page = identity_view(office, number), grid_view(office, number)
    assert banner.name == page.candidate
    assert page.candidate_lines[0].startswith(f"N° {banner.number}")
