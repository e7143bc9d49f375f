"""Pages as pictures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pypdfium2
import pytest

from btstc_jury.documents.grid import grid_pdf
from btstc_jury.documents.preview import page_count, render_page, render_pages
from tests.documents.views import sample_e6, sample_grid


def test_every_page_is_rendered_at_the_width_asked_for() -> None:
    pdf = grid_pdf(sample_e6())
    images = render_pages(pdf, 700)
    assert page_count(pdf) == len(images) == 2
    for image in images:
        assert image.width == 700
        assert image.height == pytest.approx(700 * 841.89 / 595.28, abs=1.5)
        assert len(image.data) == image.stride * image.height
    assert images[0] != images[1]


def test_pixels_are_opaque_and_hold_black_words_on_white() -> None:
    (image,) = render_pages(grid_pdf(sample_grid()), 900)
    assert set(image.data[3::4]) == {255}
    assert image.data[:4] == b"\xff\xff\xff\xff"
    assert min(image.data[::4]) < 20


def test_one_page_at_the_resolution_of_a_printer() -> None:
    pdf = grid_pdf(sample_e6())
    image = render_page(pdf, 1, 144)
    assert image.width == pytest.approx(595.28 * 2, abs=1.5)
    assert image == render_page(pdf, 1, 144)
    assert image != render_page(pdf, 0, 144)


def test_pages_may_be_rendered_in_several_threads() -> None:
    pdf = grid_pdf(sample_e6())
    with ThreadPoolExecutor(4) as pool:
        images = list(pool.map(partial(render_pages, pdf), [300] * 8))
    assert all(image == images[0] for image in images)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        page_count(b"not a PDF")
