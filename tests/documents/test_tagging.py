"""Printed pages read by who doesn't see them: in order, with headings and tables, ticks in words."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import which

import pytest

from btstc_jury.application.views.grid import GridView
from btstc_jury.application.views.memento import memento_view
from btstc_jury.bootstrap import form_folders
from btstc_jury.documents.grid import grid_pdf
from btstc_jury.documents.memento import memento_pdf
from btstc_jury.documents.rehearsal_results import class_pdf, feedback_pdf, progress_pdf
from btstc_jury.exchange.form_library import FormLibrary
from tests.documents.layout_checks import ticked
from tests.documents.reading import squeezed
from tests.documents.signing.signers import usual
from tests.documents.tags import Element, form_fields, row_widths, tagged, trees, unmarked
from tests.documents.test_rehearsal_results import progress, sheet, standing
from tests.documents.views import TRAINING, sample_e6, sample_grid

GRIDS = [sample_grid(), sample_e6(), sample_e6(provisional=True, watermark=TRAINING)]
printed = cache(grid_pdf)


@pytest.mark.parametrize("view", GRIDS, ids=["E4", "E6", "provisional"])
def test_everything_on_a_grid_is_in_its_tree_or_left_out_of_what_is_read(view: GridView) -> None:
    pdf = printed(view)
    assert tagged(pdf)
    assert unmarked(pdf) == []
    first, *others = trees(pdf)
    (title,) = first.every("H1")
    assert squeezed(title.text) == squeezed(view.heading)
    # What every page says again is read once.
    for page in others:
        assert squeezed(view.candidate) not in squeezed(page.words)
    for page in (first, *others):
        assert "PROVISOIRE" not in page.words
        assert squeezed(view.form) not in squeezed(page.words)


def _levels(pages: list[Element]) -> dict[int, str]:
    """What the ticks of each row say, by the number that it begins with."""
    found = {}
    for row in (row for page in pages for row in page.every("TR")):
        number = "".join(each for each in row.kids[0].text[:2] if each.isdigit())
        for figure in row.every("Figure"):
            found[int(number)] = figure.alternate.removeprefix("coché\u202f: ")
    return found


@pytest.mark.parametrize("view", GRIDS, ids=["E4", "E6", "provisional"])
def test_the_level_of_each_criterion_is_told(view: GridView) -> None:
    assert _levels(trees(printed(view))) == ticked(view)


@pytest.mark.parametrize("view", GRIDS, ids=["E4", "E6", "provisional"])
def test_every_row_has_the_columns_of_its_head_and_a_table_goes_on_over_pages(view: GridView) -> None:
    times, criteria = row_widths(printed(view))
    assert len(times) == 1
    assert criteria == {1 + len(view.levels)}


def test_headings_are_those_of_the_frames() -> None:
    (page,) = trees(printed(sample_grid()))
    headings = [squeezed(each.text) for each in page.every("H2")]
    members = [squeezed(each.role.upper()) for each in sample_grid().members]
    assert headings[:2] == ["CANDIDAT", "TEMPS"]
    assert headings[-len(members) :] == members


def test_a_signed_grid_is_tagged_as_it_was() -> None:
    signed = usual()[-1]
    assert tagged(signed)
    assert form_fields(signed) == [f"Signature {place}" for place in range(1, len(sample_grid().members) + 1)]
    assert [page.words for page in trees(signed)] == [page.words for page in trees(usual()[0])]


@pytest.mark.parametrize(
    "make",
    [
        lambda: memento_pdf(memento_view(FormLibrary(form_folders()).get("e4-ponctuel"), [("F1", "aide")])),
        lambda: progress_pdf(progress()),
        lambda: class_pdf(standing()),
        lambda: feedback_pdf(sheet()),
    ],
    ids=["memento", "progress", "class", "feedback"],
)
def test_other_pages_are_tagged_whole(make: Callable[[], bytes]) -> None:
    pdf = make()
    assert tagged(pdf)
    assert unmarked(pdf) == []
    assert all(len(widths) == 1 for widths in row_widths(pdf))
    assert list(trees(pdf)[0].every("H1"))


@pytest.mark.skipif(which("pdfinfo") is None, reason="poppler is not on this machine")
def test_another_reader_finds_the_tree(tmp_path: Path) -> None:
    path = tmp_path / "grille.pdf"
    path.write_bytes(printed(sample_grid()))
    told = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True)
    text = told.stdout.decode()
    assert not told.stderr
    for words in ("H1 (block)", "Table (block)", "/Scope /Column", "/ColSpan 6", "Figure"):
        assert words in text
