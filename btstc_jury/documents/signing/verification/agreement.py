"""Whether the visible pages are those that the embedded data make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2

from btstc_jury import __version__
from btstc_jury.application.evaluation import EvaluationData, discords
from btstc_jury.application.verification import Accord, AccordReport
from btstc_jury.application.views.paper import PageImage
from btstc_jury.documents.grid import Place, grid_document
from btstc_jury.documents.grid_body import SEAL_FIELD
from btstc_jury.documents.preview import PDFIUM, page_image
from btstc_jury.documents.sheet import HEIGHT, WIDTH
from btstc_jury.documents.signing.verification.envelope import Fault
from btstc_jury.documents.signing.verification.structure import FieldPlace

_SCALE = 1.5
"""Pixels for a point: letters are told apart."""
_AROUND = 2
"""Pixels around a signature that its edge may touch."""
_LONGEST = 150_000
"""Characters of a grid at most: to make the pages of more would take too long."""
_NEAR = 0.02
_MOST_PAGES = 60


@dataclass(frozen=True, slots=True)
class _Page:
    size: tuple[float, float]
    text: str
    image: PageImage


def compare(pdf: bytes, fields: Sequence[FieldPlace], evaluation: EvaluationData) -> AccordReport:
    """``pdf``: its structure was found to be right, with these ``fields``."""
    told = tuple(discords(evaluation))
    if told:
        return AccordReport(
            Accord.DISAGREE, tuple(f"La grille et les données diffèrent\u202f: {each}." for each in told)
        )
    try:
        differing = tuple(_differences(pdf, fields, evaluation))
    except Fault as fault:
        return AccordReport(Accord.DISAGREE, (str(fault),))
    # The data may hold anything: what they can't make isn't a grid of this program.
    except Exception:  # noqa: BLE001
        differing = ("Les pages ne peuvent pas être refaites à partir des données.",)
    if not differing:
        return AccordReport(Accord.AGREE)
    if evaluation.program != __version__:
        other = (
            f"La grille a été faite par la version {evaluation.program} du programme, celle-ci est la"
            f" {__version__}\u202f: la mise en page peut différer pour cette seule raison. Vérifiez-la avec"
            " la même version."
        )
        return AccordReport(Accord.UNCHECKED, (other, *differing))
    return AccordReport(Accord.DISAGREE, differing)


def _differences(pdf: bytes, fields: Sequence[FieldPlace], evaluation: EvaluationData) -> Iterator[str]:
    if len(repr(evaluation.grid)) > 2 * _LONGEST:
        raise Fault("Les données sont trop longues pour une grille.")
    seal = any(each.name == SEAL_FIELD for each in fields)
    made = grid_document(evaluation.grid, seal=seal)
    if not _same_places(fields, made.places):
        yield "Les places des signatures ne sont pas celles de la grille."
    shown, expected = _pages(pdf), _pages(made.pdf)
    if len(shown) != len(expected):
        yield f"Le document a {len(shown)} pages, les données en font {len(expected)}."
        return
    for number, (one, other) in enumerate(zip(shown, expected, strict=True)):
        if one.text != other.text:
            where = _first(one.text, other.text)
            yield f"Page {number + 1}\u202f: le texte n’est pas celui que font les données{where}."
        elif one.size != other.size or not _same(one.image, other.image, _masks(made.places, number)):
            yield f"Page {number + 1}\u202f: l’aspect n’est pas celui que font les données."


def _same_places(fields: Sequence[FieldPlace], places: Sequence[Place]) -> bool:
    by_name = {each.name: each for each in fields}
    return len(fields) == len(places) and all(_is_at(by_name.get(each.field), each) for each in places)


def _is_at(field: FieldPlace | None, place: Place) -> bool:
    if field is None or field.page != place.page or len(field.area) != len(place.area):
        return False
    return all(abs(a - b) <= _NEAR for a, b in zip(field.area, place.area, strict=True))


def _pages(pdf: bytes) -> list[_Page]:
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        if len(document) > _MOST_PAGES:
            raise Fault("Le document a trop de pages pour une grille.")
        document.init_forms()
        return [_page(page) for page in document]


def _page(page: pypdfium2.PdfPage) -> _Page:
    size = page.get_size()
    if abs(size[0] - WIDTH) > 1 or abs(size[1] - HEIGHT) > 1:
        raise Fault("Les pages du document ne sont pas au format A4.")
    words = page.get_textpage()
    try:
        text = words.get_text_range()
    finally:
        words.close()
    return _Page(size, text, page_image(page, _SCALE))


def _first(one: str, other: str) -> str:
    """The first words that differ."""
    lines = zip(one.splitlines(), other.splitlines(), strict=False)
    found = next(((a, b) for a, b in lines if a != b), None)
    if found is None:
        return ""
    return f" (« {_short(found[0])} » au lieu de « {_short(found[1])} »)"


def _short(line: str) -> str:
    return line if len(line) <= 60 else f"{line[:59]}…"


def _masks(places: Sequence[Place], page: int) -> list[tuple[int, int, int, int]]:
    """Left, top, right, bottom in pixels."""
    found = []
    for place in places:
        if place.page == page:
            left, bottom, right, top = (each * _SCALE for each in place.area)
            height = HEIGHT * _SCALE
            edges = (left - _AROUND, height - top - _AROUND, right + _AROUND, height - bottom + _AROUND)
            found.append(tuple(round(each) for each in edges))
    return found  # type: ignore[return-value]  # Four edges each.


def _same(one: PageImage, other: PageImage, masks: Sequence[tuple[int, int, int, int]]) -> bool:
    """Whether two pictures are the same outside the masks."""
    if (one.width, one.height, one.stride) != (other.width, other.height, other.stride):
        return False
    for row in range(one.height):
        start = row * one.stride
        first, second = (each.data[start : start + one.stride] for each in (one, other))
        if first != second and _masked(first, row, masks) != _masked(second, row, masks):
            return False
    return True


def _masked(line: bytes, row: int, masks: Sequence[tuple[int, int, int, int]]) -> bytes:
    left_out = bytearray(line)
    for left, top, right, bottom in masks:
        if top <= row <= bottom:
            left_out[left * 4 : right * 4] = bytes((right - left) * 4)
    return bytes(left_out)
