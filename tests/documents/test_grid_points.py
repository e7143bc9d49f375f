"""Descriptors, points and several marks on the printed grid."""

from __future__ import annotations

from dataclasses import replace

from btstc_jury.application.form_content import with_hash
from btstc_jury.application.views.grid import GridMark, GridScoring, GridTotal, GridView
from btstc_jury.application.views.juror_sheet import juror_sheets
from btstc_jury.documents.grid import grid_pdf
from btstc_jury.documents.juror_sheet import juror_sheets_pdf
from btstc_jury.exchange.form_files import load_form
from tests.application.offices import office_with
from tests.documents.layout_checks import overlapping, read_ticks, ticked
from tests.documents.reading import page_texts, squeezed, whole_text
from tests.documents.views import sample_e6, sample_grid
from tests.forms.fictional import FICTIONAL
from tests.forms_for_tests import make_form

SAID = tuple(f"Ce que montre un candidat de ce niveau, le {place}e" for place in range(1, 5))
SCORING = GridScoring(
    (GridMark("Oral", "7,5", "12"), GridMark("Dossier", "5", "8")),
    summed=True,
    totals=(GridTotal("Total calculé", ("Total : ≈ 12,44 / 20", "Note calculée : 12,5 / 20")),),
    motivated=True,
)


def scored(view: GridView, *, few: bool = False, descriptors: tuple[str, ...] = SAID) -> GridView:
    """Each criterion with points and descriptors; ``few``: those of the first competence only."""
    groups = tuple(
        replace(
            group,
            rows=tuple(
                replace(row, points="≈ 12,22 / ≈ 16,67", descriptors=descriptors) for row in group.rows
            ),
        )
        for group in view.groups[: 1 if few else None]
    )
    return replace(view, groups=groups, scoring=SCORING)


def test_few_descriptors_stand_under_their_criteria() -> None:
    view = scored(sample_grid(), few=True)
    pdf = grid_pdf(view)
    assert len(page_texts(pdf)) == 1
    text = squeezed(whole_text(pdf))
    assert text.count(squeezed(SAID[3])) == len(view.groups[0].rows)
    assert squeezed("Descripteurs des niveaux") not in text
    assert read_ticks(view, pdf) == ticked(view)
    assert overlapping(pdf) == []


def test_many_descriptors_are_an_annex_of_the_grid() -> None:
    view = scored(sample_e6())
    pdf, alone = grid_pdf(view), grid_pdf(replace(view, groups=scored(sample_e6(), descriptors=()).groups))
    pages, before = page_texts(pdf), page_texts(alone)
    assert len(pages) > len(before)
    for page, text in enumerate(before):
        assert squeezed(SAID[0]) not in squeezed(pages[page])
        assert squeezed(text)[:200] == squeezed(pages[page])[:200]
    annex = squeezed("".join(pages[len(before) :]))
    assert squeezed("Descripteurs des niveaux") in annex
    assert annex.count(squeezed(SAID[1])) == sum(len(group.rows) for group in view.groups)
    assert read_ticks(view, alone) == ticked(view)
    assert overlapping(pdf) == []


def test_each_mark_has_its_panel_and_the_sum_is_said() -> None:
    text = squeezed(whole_text(grid_pdf(replace(sample_grid(), scoring=SCORING)))).casefold()
    for words in ("Oral", "7,5/12", "5/8", "Note proposée, somme des notes", "Appréciation motivée", "12,44"):
        assert squeezed(words).casefold() in text, words


def test_a_level_without_descriptor_leaves_no_line() -> None:
    view = scored(sample_grid(), few=True, descriptors=("", SAID[1], "", ""))
    text = squeezed(whole_text(grid_pdf(view)))
    assert squeezed(SAID[1]) in text
    assert squeezed(SAID[0]) not in text


def test_a_sheet_to_fill_in_has_the_descriptors_that_it_has_room_for() -> None:
    form = load_form(FICTIONAL)
    office = office_with(with_hash(replace(form, commission=make_form().commission)))
    sheets = juror_sheets(office, [1])
    pages = page_texts(juror_sheets_pdf(sheets))
    assert len(pages) == 2 * len(sheets.sheets)
    assert squeezed(form.criteria[0].descriptors[0]) in squeezed(pages[0])
    long = tuple(
        replace(group, rows=tuple(replace(row, descriptors=(SAID[0] * 30,) * 4) for row in group.rows))
        for group in sheets.sheets[0].groups
    )
    sheet = replace(sheets.sheets[0], groups=long)
    pages = page_texts(juror_sheets_pdf(replace(sheets, sheets=(sheet,))))
    assert len(pages) <= 2
    assert squeezed(SAID[0]) not in squeezed("".join(pages))
