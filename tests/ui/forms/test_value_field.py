"""What a form holds, shown in its field and read back from it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from btstc_jury.application.form_editing import Values
from btstc_jury.application.views.form_editor import PAGES, FieldSpec, Kind
from btstc_jury.bootstrap import SystemFiles
from btstc_jury.exchange.form_files import load_form
from btstc_jury.ui.forms.value_field import ValueField
from btstc_jury.ui.theme.theme import Theme
from tests.forms.fictional import FICTIONAL


@pytest.fixture(scope="module")
def all_values() -> list[Values]:
    """Of each official form and of the invented one."""
    workshop = SystemFiles().workshop()
    official = (workshop.form(each.key) for each in workshop.offered() if not each.of_centre)
    return [workshop.values(form) for form in (*official, load_form(FICTIONAL))]


def said(values: Values, path: str) -> object:
    at: object = values
    for part in path.split("."):
        at = at.get(part) if isinstance(at, dict) else None
    return at


def each_said(all_values: list[Values], rows: str, spec: FieldSpec) -> Iterator[object]:
    for values in all_values:
        for row in values.get(rows, []) if rows else [values]:
            yield said(row, spec.path)


def test_every_value_of_every_form_is_read_back_as_it_was(theme: Theme, all_values: list[Values]) -> None:
    filled = 0
    for page in PAGES:
        for rows, spec in (
            *(("", each) for each in page.fields),
            *((page.rows, each) for each in page.of_row),
        ):
            field = ValueField(theme, spec)
            for value in each_said(all_values, rows, spec):
                field.show_value(value)
                assert field.value() == (value if spec.kind is not Kind.FLAG else value is True), spec.path
                filled += value is not None
    assert filled > 1000


def test_what_is_no_number_stays_as_it_is_typed(theme: Theme) -> None:
    field = ValueField(theme, FieldSpec("situation.written", "Écrites", Kind.NUMBERS))
    for value, words in (
        ([1, 2], "1, 2"),
        ([1, "à", 3], "1, à, 3"),
        ("1 à 3", "1 à 3"),
        (Decimal("0.5"), "0,5"),
    ):
        field.show_value(value)
        assert field.editor.property("text") == words
