"""The grid, read back: everything is there, in its place, inside the page."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from btstc_jury.application.views.grid import (
    GridGroup,
    GridMember,
    GridRow,
    GridTime,
    GridView,
)
from btstc_jury.documents import grid
from btstc_jury.documents.grid import grid_pdf
from btstc_jury.documents.grid_body import DENSITIES
from btstc_jury.documents.preview import render_pages
from btstc_jury.domain.form import Level
from btstc_jury.domain.session import FileKind
from tests.documents.layout_checks import assert_laid_out, read_ticks, ticked
from tests.documents.reading import (
    find,
    fonts,
    glyphs,
    page_texts,
    squeezed,
    upright,
    whole_text,
)
from tests.documents.views import SENTENCE, TRAINING, official_groups, sample_e6, sample_grid

LONG_NAME = (
    "DE LA ROCHEFOUCAULD-MONTMORENCY D’ESTRÉES SAINT-EXUPÉRY-ŞENGÜLŐ Jean-Sébastien Maximilien Nguyệt-Ánh"
)
SIX_LEVELS = tuple(
    Level(letters, f"niveau {letters}") for letters in ("TTI", "TI", "I", "S", "TS", "EXC", "NE")
)


printed = cache(grid_pdf)
"""Each grid of the same words once, for what only reads it."""


def extreme_grid() -> GridView:
    """Everything too long at once."""
    overrun = tuple(replace(time, overrun="+100:25") for time in sample_grid().times)
    criterion = GridRow(18, "Un critère ajouté par un centre, très détaillé, " * 12 + "fin.", "EXC")
    return sample_grid(
        candidate=LONG_NAME,
        candidate_lines=("N° 0213456789", f"Établissement\u202f: {'Lycée des métiers ' * 6}"),
        centre="Lycée polyvalent régional Marie-Louise-Élisabeth-Vigée-Le-Brun, site Saint-Germain-en-Laye",
        place="Commission 12 · amphithéâtre Simone-Veil, bâtiment C, deuxième étage",
        exam="E4 Négociation technico-commerciale et conduite de projets dans les territoires d’outre-mer",
        times=overrun,
        levels=SIX_LEVELS,
        groups=(*official_groups("E4"), GridGroup("C9.9.9", "Compétence " * 20, (criterion,))),
        members=tuple(
            GridMember("Professeur d’économie et gestion, remplaçant", LONG_NAME) for _ in range(4)
        ),
        strengths=SENTENCE * 3,
        weaknesses="x" * 300,
        remarks=SENTENCE * 2,
        reopenings=("Réouverte le 19/05/2027 à 10:12 par M. Lanvin\u202f: erreur de saisie",) * 3,
    )


def test_a_usual_e4_fits_one_page() -> None:
    pdf = printed(sample_grid())
    assert len(page_texts(pdf)) == 1
    assert_laid_out(pdf)


def test_an_e6_with_a_long_appreciation_fits_two_pages() -> None:
    pdf = printed(sample_e6())
    assert len(page_texts(pdf)) == 2
    assert_laid_out(pdf)


@pytest.mark.parametrize("view", [sample_grid(), sample_e6(), extreme_grid()], ids=["E4", "E6", "extreme"])
def test_every_word_of_the_view_is_printed(view: GridView) -> None:
    text = whole_text(printed(view))
    groups = [words for group in view.groups for words in (group.codes, group.label)]
    criteria = [row.text for group in view.groups for row in group.rows]
    times = [words for time in (*view.times, view.total) for words in (time.title, time.used, time.overrun)]
    scale = [f"{level.letters} {level.label}" for level in view.levels]
    members = [words for member in view.members for words in (member.role.upper(), member.name)]
    lines = [*view.candidate_lines, *view.sitting_lines, *view.incidents, *view.reopenings]
    single = [view.exam, view.details, view.centre, view.place, view.candidate, view.mark, f"/{view.out_of}"]
    ends = [view.appreciation, view.scale_note, view.secrecy, view.form, view.session.upper()]
    expected = [*groups, *criteria, *times, *scale, *members, *lines, *single, *ends, view.diploma.upper()]
    if len(page_texts(printed(view))) == 1:
        expected += [view.strengths, view.weaknesses, view.remarks]
    assert [words for words in expected if squeezed(words) not in text] == []


@pytest.mark.parametrize("view", [sample_grid(), sample_e6(), extreme_grid()], ids=["E4", "E6", "extreme"])
def test_the_box_of_each_level_is_ticked(view: GridView) -> None:
    assert read_ticks(view, printed(view)) == ticked(view)


def test_what_is_not_rated_has_no_tick() -> None:
    groups = tuple(
        replace(group, rows=tuple(replace(row, level="") for row in group.rows))
        for group in official_groups("E4")
    )
    view = sample_grid(groups=groups, provisional=True)
    assert set(read_ticks(view, grid_pdf(view)).values()) == {""}


def test_the_times_say_what_was_exceeded() -> None:
    text = "".join(page_texts(printed(sample_grid())))
    assert "+0:25" in text
    assert "DÉPASSÉ" in text
    within = tuple(replace(time, overrun="") for time in sample_grid().times)
    assert "DÉPASSÉ" not in "".join(page_texts(grid_pdf(sample_grid(times=within))))


def test_the_second_page_says_whose_it_is_and_repeats_the_head_of_the_table() -> None:
    first, second = page_texts(printed(sample_e6()))
    for words in ("MOREAU-LEFEBVRE Anaïs", "0213456789", "E6 Projet", "Critères d’évaluation"):
        assert squeezed(words) in squeezed(second)
    assert "page 1/2" in first
    assert "page 2/2" in second


def test_the_foot_says_where_the_grid_comes_from() -> None:
    for page in page_texts(grid_pdf(sample_e6(version=3))):
        for words in ("e6-ponctuel 2006.1 · 9d20ffe1", "journal 7F3A 91C2 04BD 55E1", "version 3"):
            assert words in page


@pytest.mark.parametrize("length", range(0, 4001, 500))
def test_an_appreciation_of_any_length_is_laid_out(length: int) -> None:
    appreciation = (SENTENCE * 20)[:length]
    pdf = grid_pdf(sample_e6(appreciation=appreciation))
    assert_laid_out(pdf)
    assert squeezed(appreciation[-40:]) in whole_text(pdf)


@pytest.mark.parametrize("count", range(1, 100, 3))
def test_signatures_come_together_and_never_alone(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # At one density, so that every height of the remarks ends somewhere else on its page.
    monkeypatch.setattr(grid, "DENSITIES", DENSITIES[:1] * 2)
    remarks = "\n".join(f"Remarque {number}" for number in range(count))
    *earlier, last = page_texts(grid_pdf(sample_grid(remarks=remarks)))
    assert last.count("Signature") == 3
    assert not any("Signature" in page for page in earlier)
    assert f"Remarque {count - 1}" in last


def _most_remarks(view: GridView) -> int:
    """Lines of remarks that the grid takes without another page."""
    pages, count = len(page_texts(grid_pdf(view))), 0
    while True:
        remarks = "\n".join(f"Remarque {number}" for number in range(count + 1))
        if len(page_texts(grid_pdf(replace(view, remarks=remarks)))) > pages:
            return count
        count += 1


@pytest.mark.parametrize("view", [sample_grid(), sample_e6()], ids=["E4", "E6"])
def test_two_lines_too_many_cost_no_page(view: GridView, monkeypatch: pytest.MonkeyPatch) -> None:
    most = _most_remarks(view)
    monkeypatch.setattr(grid, "DENSITIES", DENSITIES[:-1])
    assert _most_remarks(view) + 2 <= most


@pytest.mark.parametrize("lines", range(1, 60, 2))
def test_a_page_has_no_criterion_torn_from_its_competence(lines: int) -> None:
    """Whatever stands above them: the first and the last two of a competence stay together, and three do."""
    view = sample_grid(incidents=tuple(f"Incident {number}" for number in range(lines)))
    on_page: dict[str, int] = {}
    for page, text in enumerate(page_texts(grid_pdf(view))):
        on_page |= {row.text: page for group in view.groups for row in group.rows if row.text[:30] in text}
    for group in view.groups:
        pages = [on_page[row.text] for row in group.rows]
        if len(pages) <= 3:
            assert len(set(pages)) == 1
        assert pages[:1] == pages[1:2] or len(pages) == 1
        assert pages[-1:] == pages[-2:-1] or len(pages) == 1


def test_the_names_of_signers_stand_on_one_line() -> None:
    view = sample_grid()
    assert len({round(find(printed(view), member.name, 0)[0].bottom, 1) for member in view.members}) == 1


def test_long_texts_go_on_from_page_to_page() -> None:
    words = [f"mot{number}" for number in range(500)]
    text = " ".join(words)
    view = sample_grid(appreciation=text, strengths=text, weaknesses=text, remarks=text)
    pdf = grid_pdf(view)
    assert_laid_out(pdf)
    printed = re.findall(r"mot\d+", " ".join(page_texts(pdf)))
    assert printed == words * 4
    assert "(SUITE)" in "".join(page_texts(pdf))


def test_everything_too_long_is_laid_out() -> None:
    assert_laid_out(printed(extreme_grid()))


def test_a_name_of_a_thousand_letters_is_laid_out() -> None:
    pdf = grid_pdf(sample_grid(candidate="NOM-COMPOSÉ " * 90, centre="Lycée " * 100))
    assert_laid_out(pdf)
    assert whole_text(pdf).count("NOMCOMPOSÉ") >= 90


def test_little_is_laid_out() -> None:
    pdf = grid_pdf(
        sample_grid(
            candidate_lines=(),
            sitting_lines=(),
            times=(),
            groups=(),
            members=(),
            centre="",
            place="",
            appreciation="",
            scale_note="",
            secrecy="",
            journal="",
            mark="",
        )
    )
    assert_laid_out(pdf)
    assert "Signature" not in page_texts(pdf)[0]


@pytest.mark.parametrize("provisional", [True, False])
@pytest.mark.parametrize("watermark", ["", TRAINING])
def test_the_words_across_every_page(provisional: bool, watermark: str) -> None:
    pdf = grid_pdf(sample_e6(provisional=provisional, watermark=watermark, file_kind=FileKind.TRAINING))
    for page in range(2):
        across = [glyph for glyph in glyphs(pdf) if glyph.page == page and 0.01 < glyph.angle < 6.27]
        expected = "PROVISOIRE" * provisional + watermark.replace(" ", "")
        assert "".join(glyph.character for glyph in across) == expected
        straight = "".join(glyph.character for glyph in upright(pdf) if glyph.page == page)
        assert (squeezed(TRAINING) in straight) is bool(watermark)
    assert_laid_out(pdf)


def test_the_words_across_the_page_leave_it_readable() -> None:
    marked = sample_grid(provisional=True, watermark=TRAINING)
    assert read_ticks(marked, grid_pdf(marked)) == ticked(marked)
    bare = grid_pdf(sample_grid(provisional=True, watermark=TRAINING, groups=()))
    data = render_pages(bare, 800)[0].data
    [(grey, _)] = Counter(lightness for lightness in data[::4] if lightness < 255).most_common(1)
    assert 215 <= grey <= 240


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<b>gras</b> & <i>", "<b>gras</b> & <i>"),
        ("&amp; &#65; %s {0} (a\\b)", "&amp; &#65; %s {0} (a\\b)"),
        ("un\x00deux\x07trois\x1b[31m", "undeuxtrois[31m"),
        ("accents e\u0301te\u0301", "accents été"),
        ("\u202egauche\u202c", "gauche"),
        ("sourire \U0001f600 fin", "sourire \ufffd fin"),
        ("famille \U0001f468\u200d\U0001f469", "famille \ufffd\ufffd"),
        ("\u738b\u5c0f\u660e", "\ufffd\ufffd\ufffd"),
        ("\u0645\u0631\u062d\u0628\u0627", "\ufffd" * 5),
        ("seul \ud800 demi", "seul \ufffd demi"),
        ("Şengül Őry Łukasz Nguyệt Žižek Œdipe", "Şengül Őry Łukasz Nguyệt Žižek Œdipe"),
        ("Алексей Ελένη", "Алексей Ελένη"),
    ],
)
def test_any_text_is_printed_as_it_is_or_visibly_replaced(typed: str, printed: str) -> None:
    pdf = grid_pdf(sample_grid(appreciation=typed, candidate=typed))
    text = page_texts(pdf)[0]
    assert squeezed(text).count(squeezed(printed)) == 2
    assert ("caractère que la police" in text) is ("\ufffd" in printed)
    assert_laid_out(pdf)


def test_line_ends_of_the_commission_are_kept() -> None:
    pdf = grid_pdf(sample_grid(remarks="Premier point\r\nSecond point\u2028Troisième"))
    lines = [line.strip() for line in page_texts(pdf)[0].splitlines()]
    start = lines.index("Premier point")
    assert lines[start : start + 3] == ["Premier point", "Second point", "Troisième"]


def test_equal_views_give_equal_bytes() -> None:
    first = grid_pdf(sample_grid())
    grid_pdf(sample_e6(candidate="Ωμέγα"))
    assert grid_pdf(sample_grid()) == first
    assert grid_pdf(sample_grid(mark="13")) != first


def test_several_threads_may_print() -> None:
    views = [sample_grid(), sample_e6(), sample_grid(provisional=True)] * 4
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(grid_pdf, views))
    assert together == [grid_pdf(view) for view in views]


def test_fonts_are_embedded_and_reduced_to_what_is_used() -> None:
    pdf = grid_pdf(sample_grid(provisional=True))
    assert fonts(pdf) == {"Roboto-Regular": True, "Roboto-Bold": True}
    names = set(re.findall(rb"/FontName /(\S+)", pdf))
    assert names == {b"AAAAAA+Roboto-Regular", b"AAAAAA+Roboto-Bold"}
    assert len(pdf) < 60_000


def test_the_document_says_its_title_and_language() -> None:
    view = sample_grid()
    pdf = grid_pdf(view)
    with pypdfium2.PdfDocument(pdf) as document:
        information = document.get_metadata_dict(skip_empty=True)
    assert information["Title"] == view.title
    assert information["Author"] == "BTS TC Jury"
    assert "E4 Négociation" in information["Subject"]
    assert "CreationDate" not in information
    assert re.search(rb"/Lang \(fr-FR\)", pdf)
    assert re.search(rb"/DisplayDocTitle true", pdf)


def test_pages_are_a4() -> None:
    with pypdfium2.PdfDocument(printed(sample_e6())) as document:
        assert {tuple(round(side) for side in page.get_size()) for page in document} == {(595, 842)}


def test_words_are_large_enough_and_dark_enough() -> None:
    pdf = printed(sample_grid())
    foot = find(pdf, "TI très insuffisant", 0)[0].top + 2
    body = [glyph for glyph in upright(pdf) if glyph.bottom > foot and not glyph.character.isupper()]
    assert min(glyph.size for glyph in body if glyph.character.isalpha()) >= 6.5
    criterion = find(pdf, "Un traitement efficace des objections", 0)
    assert min(glyph.size for glyph in criterion) >= 8
    with pypdfium2.PdfDocument(pdf) as document:
        assert max(_ink(item) for item in document[0].get_objects([raw.FPDF_PAGEOBJ_TEXT])) <= 0.35 * 255


def _ink(item: pypdfium2.PdfObject) -> float:
    """Lightness 0-255 of the letters of a text object."""
    import ctypes

    parts = [ctypes.c_uint() for _ in range(4)]
    assert raw.FPDFPageObj_GetFillColor(item, *map(ctypes.byref, parts))
    return max(part.value for part in parts[:3])


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not on this machine")
@pytest.mark.parametrize("view", [sample_grid(), sample_e6(provisional=True), extreme_grid()])
def test_another_reader_finds_no_fault(view: GridView, tmp_path: Path) -> None:
    path = tmp_path / "grille.pdf"
    path.write_bytes(printed(view))
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "WARNING" not in checked.stderr


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not on this machine")
def test_another_reader_finds_the_words(tmp_path: Path) -> None:
    path = tmp_path / "grille.pdf"
    path.write_bytes(printed(sample_grid()))
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    missing = [
        row.text
        for group in official_groups("E4")
        for row in group.rows
        if squeezed(row.text) not in squeezed(text)
    ]
    assert missing == []


def test_a_time_without_maximum_is_printed_as_said() -> None:
    view = sample_grid(times=(GridTime("1 Exposé", "reste", "—", ""),))
    text = page_texts(grid_pdf(view))[0]
    assert "1 Exposé" in text
    assert "reste" in text


def test_a_reserve_stands_under_the_mark() -> None:
    (held,) = page_texts(grid_pdf(sample_grid(held="sous réserve de vérification")))
    mark, places = held.index("NOTE PROPOSÉE"), held.index("Signature")
    assert squeezed("sous réserve de vérification") in squeezed(held[mark:places])
    assert squeezed("sous réserve de vérification") not in whole_text(grid_pdf(sample_grid()))
