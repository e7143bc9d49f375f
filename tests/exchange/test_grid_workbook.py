"""A grid written as a spreadsheet is read back as the same criteria."""

from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.domain.form import Form
from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.form_proposing import propose_form
from btstc_jury.exchange.form_sheets import read_sheets
from btstc_jury.exchange.form_writing import checked
from btstc_jury.exchange.grid_workbook import MODEL, Grid, grid_of, grid_workbook
from tests.exchange.form_folder import OFFICIAL_FORMS
from tests.exchange.test_form_proposing import filled
from tests.forms.fictional import FICTIONAL

FORMS = [FICTIONAL, *sorted(each for each in OFFICIAL_FORMS.glob("*.toml") if each.stem != "referential")]


def read(grid: Grid) -> Form:
    proposal = propose_form(read_sheets("grille.xlsx", grid_workbook(grid)), "essai")
    assert proposal.sheet == "Grille"
    return checked(filled(proposal.form), Path("essai.toml"))[0]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_comes_back_from_its_grid(path: Path) -> None:
    form = load_form(path)
    back = read(grid_of(form))
    assert [(each.text, each.descriptors, each.points, each.block) for each in back.criteria] == [
        (each.text, each.descriptors, each.points, each.block) for each in form.criteria
    ]
    assert [each.label for each in back.levels] == [each.label for each in form.levels]
    assert [(each.title, each.points) for each in back.blocks] == [
        (each.title, each.points) for each in form.blocks
    ]
    assert (back.title, back.mark.maximum, back.assessed) == (form.title, form.mark.maximum, form.assessed)
    assert back.motivated == form.motivated
    assert grid_of(back) == grid_of(form)


def test_the_model_can_be_read_as_it_stands() -> None:
    form = read(MODEL)
    assert [each.text for each in form.criteria] == [each.text for each in MODEL.lines]
    assert [(each.title, each.points) for each in form.blocks] == [
        ("Bloc 1, à remplacer", 12),
        ("Bloc 2", None),
    ]
    assert [each.points for each in form.criteria] == [None, None, 5, 3]
    assert tuple(each.label for each in form.levels) == MODEL.levels


def test_lines_beside_blocks_are_none_of_the_block_above() -> None:
    alone = replace(MODEL.lines[2], group="Hors bloc")
    back = grid_of(read(replace(MODEL, lines=(*MODEL.lines, alone))))
    assert back.lines[-1].group == "Hors bloc"


def test_equal_grids_are_equal_files() -> None:
    assert grid_workbook(MODEL) == grid_workbook(MODEL)


def test_a_text_is_never_a_formula() -> None:
    lines = tuple(replace(each, text=f"=1+{place}") for place, each in enumerate(MODEL.lines))
    assert read(replace(MODEL, lines=lines)).criteria[0].text == "=1+0"
