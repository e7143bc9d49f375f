"""What differs between two forms is said value by value, and every value of a form can be said."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import pytest

from btstc_jury.application.views.form_diff import differences, value_words
from btstc_jury.application.views.form_words import LABELS, WORDS
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.commission import Role
from btstc_jury.domain.form import Form, LimitKind, SettingKind, TimeRule
from btstc_jury.domain.moments import Duration
from btstc_jury.exchange.form_files import load_form
from tests.exchange.form_folder import OFFICIAL_FORMS, plain
from tests.forms.fictional import FICTIONAL


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form(FICTIONAL)


def said(first: Form, second: Form) -> list[str]:
    return [plain(each.words) for each in differences(first, second)]


def test_values_one_by_one(form: Form) -> None:
    phases = (replace(form.phases[0], maximum=Duration.minutes(6), uninterrupted=False), *form.phases[1:])
    mark = replace(form.mark, step=Decimal("0.25"))
    other = replace(form, phases=phases, mark=mark, coefficient=None, preparation=TimeRule(SettingKind.NONE))
    assert said(form, other) == [
        "Coefficient : 3 → rien",
        "Préparation, comment il est fixé : par la forme → aucun temps",
        "Préparation, durée : 20:00 → rien",
        "Phase 1 « Lecture du plan », maximum : 5:00 → 6:00",
        "Phase 1 « Lecture du plan », sans interruption : oui → non",
        "Note, pas : 0,5 → 0,25",
    ]
    assert said(form, replace(form, hash="x")) == []


def test_entries_that_only_one_has(form: Form) -> None:
    other = replace(form, phases=form.phases[1:], criteria=form.criteria[:-1])
    assert said(form, other) == [
        "Phase 1 « Lecture du plan » : présent → retiré",
        "Critère 5 « Le bilan est lucide » : présent → retiré",
    ]
    assert said(other, form) == [
        "Phase 1 « Lecture du plan » : absent → ajouté",
        "Critère 5 « Le bilan est lucide » : absent → ajouté",
    ]


def test_aims_are_no_criteria_but_their_words_stay(form: Form) -> None:
    aims = replace(form, assessed=Assessed.AIMS)
    named = replace(form.criteria[0], text="Le critère du plan", points=Decimal(5))
    first = replace(aims, criteria=(named, *form.criteria[1:]))
    other = replace(first, criteria=(replace(named, points=Decimal(4)), *form.criteria[1:]))
    assert said(first, other) == ["Objectif 1 « Le critère du plan », points : 5 → 4"]


def test_a_member_and_a_descriptor(form: Form) -> None:
    criterion = replace(form.criteria[0], descriptors=("Rien.", *form.criteria[0].descriptors[1:]))
    rule = replace(form.commission, members=(Role.STI, *form.commission.members[1:]))
    first, second = said(form, replace(form, criteria=(criterion, *form.criteria[1:]), commission=rule))
    assert first.startswith(
        "Critère 1 « Le plan est lu et compris », descripteurs 1 : « Le plan n’est pas lu"
    )
    assert second == (
        "Commission, membres 1 : Conducteur de travaux → Professeur de sciences et techniques industrielles"
    )


def test_official_forms_differ_in_words() -> None:
    forms = [load_form(path) for path in OFFICIAL_FORMS.glob("e*.toml")]
    for form in forms:
        found = differences(forms[0], form)
        assert all(each.before != each.after for each in found)
        assert not any("_" in each.words or "None" in each.words for each in found)


def classes(of: Any, seen: set[type]) -> Iterator[type]:  # noqa: ANN401 - a type
    for inner in get_args(of):
        yield from classes(inner, seen)
    if isinstance(of, type) and of not in seen:
        seen.add(of)
        yield of
        if is_dataclass(of) and of is not Duration:
            for each in get_type_hints(of).values():
                yield from classes(each, seen)


def test_every_field_has_its_word() -> None:
    held = [each for each in classes(Form, set()) if is_dataclass(each) and each is not Duration]
    names = {each.name for one in held for each in fields(one)}
    assert names - set(LABELS) == {"hash", "line", "lines"}


def test_every_choice_has_its_word() -> None:
    for choices, words in WORDS.items():
        assert set(words) == set(choices)
    assert value_words(LimitKind.REMAINDER) == "ce qui reste du total"
