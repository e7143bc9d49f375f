"""Whether the visible pages are those that the embedded data make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import pypdfium2

from btstc_jury import __version__
from btstc_jury.application.discords import discords
from btstc_jury.application.evaluation import EvaluationData
from btstc_jury.application.verification import Accord, AccordReport
from btstc_jury.application.views.grid import GridView
from btstc_jury.application.views.paper import PageImage
from btstc_jury.documents.document import printed
from btstc_jury.documents.grid import GridDocument, Place, grid_document
from btstc_jury.documents.grid_body import SEAL_FIELD
from btstc_jury.documents.grid_heading import running_head
from btstc_jury.documents.preview import PDFIUM, page_image
from btstc_jury.documents.sheet import HEIGHT, WIDTH
from btstc_jury.documents.signing.sign import prepare
from btstc_jury.documents.signing.verification.beginning import begins_as, hides_something
from btstc_jury.documents.signing.verification.envelope import Fault
from btstc_jury.documents.signing.verification.structure import FieldPlace
from btstc_jury.domain.wording import foreign

_SCALE = 1.5
"""Pixels for a point: letters are told apart."""
_AROUND = 2
"""Pixels around a signature that its edge may touch."""
_LONGEST = 150_000
"""Characters of a grid at most: to make the pages of more would take too long."""
_NEAR = 0.02
_NUMBERED = re.compile(r"page \d+/\d+")
_MOST_PAGES = 60


@dataclass(frozen=True, slots=True)
class _Page:
    size: tuple[float, float]
    text: str
    image: PageImage


@dataclass(frozen=True, slots=True)
class _Difference:
    """``said``: in what the pages say, which no other layout excuses."""

    words: str
    said: bool = True


def compare(
    pdf: bytes, fields: Sequence[FieldPlace], evaluation: EvaluationData, data: bytes
) -> AccordReport:
    """``pdf``: its structure was found to be right, with these ``fields``; ``evaluation``:
    what ``data`` tell.
    """
    told = tuple(discords(evaluation))
    if told:
        return AccordReport(
            Accord.DISAGREE, tuple(f"La grille et les données diffèrent\u202f: {each}." for each in told)
        )
    known = evaluation.program == __version__
    return _compared(pdf, fields, evaluation.grid, data if known else None, evaluation.program)


def compare_words(pdf: bytes, fields: Sequence[FieldPlace], grid: GridView, why: str) -> AccordReport:
    """As ``compare``, of data in a format that isn't known but for the grid. ``why``: it can't be told, where
    the words are the same.
    """
    found = _compared(pdf, fields, grid, None, "")
    return found if found.accord is Accord.DISAGREE else AccordReport(Accord.UNCHECKED, (why,))


def _compared(
    pdf: bytes, fields: Sequence[FieldPlace], grid: GridView, data: bytes | None, program: str
) -> AccordReport:
    """``data``: ``None`` of a ``program`` whose pages this one can't make to the letter."""
    try:
        differing = tuple(_differences(pdf, fields, grid, data))
    except Fault as fault:
        return AccordReport(Accord.DISAGREE, (str(fault),))
    # The data may hold anything: what they can't make isn't a grid of this program.
    except Exception:  # noqa: BLE001
        differing = (_Difference("Les pages ne peuvent pas être refaites à partir des données."),)
    told = tuple(each.words for each in differing)
    if data is not None or not told or any(each.said for each in differing):
        return AccordReport(Accord.DISAGREE if told else Accord.AGREE, told)
    other = (
        f"La grille a été faite par la version {foreign(program)} du programme, celle-ci est la"
        f" {__version__}\u202f: les mots sont ceux des données, mais la mise en page n’est pas vérifiable."
        " Vérifiez-la avec la même version."
    )
    return AccordReport(Accord.UNCHECKED, (other, *told))


def _differences(
    pdf: bytes, fields: Sequence[FieldPlace], grid: GridView, data: bytes | None
) -> Iterator[_Difference]:
    if len(repr(grid)) > 2 * _LONGEST:
        raise Fault("Les données sont trop longues pour une grille.")
    if hides_something(pdf):
        raise Fault("Le document a des parties qui ne se montrent pas partout\u202f: une grille n’en a pas.")
    seal = any(each.name == SEAL_FIELD for each in fields)
    made = grid_document(grid, seal=seal)
    yield from _differing_pages(pdf, fields, made, None if data is not None else grid)
    if data is not None and not begins_as(pdf, prepare(made, data)):
        yield _Difference("Avant la première signature, le document n’était pas celui que font les données.")


def _differing_pages(
    pdf: bytes, fields: Sequence[FieldPlace], made: GridDocument, foreigner: GridView | None
) -> Iterator[_Difference]:
    """``foreigner``: the grid of another version, which may end its pages elsewhere."""
    if not _same_places(fields, made.places):
        yield _Difference("Les places des signatures ne sont pas celles de la grille.", said=False)
    shown, expected = _pages(pdf), _pages(made.pdf)
    if foreigner is not None and _paged_otherwise(shown, expected, foreigner):
        yield _Difference("Les pages ne finissent pas où les données les font finir.", said=False)
        return
    if len(shown) != len(expected):
        yield _Difference(f"Le document a {len(shown)} pages, les données en font {len(expected)}.")
        return
    for number, (one, other) in enumerate(zip(shown, expected, strict=True)):
        page = f"Page {number + 1}\u202f:"
        if one.text != other.text:
            where = _first(one.text, other.text)
            yield _Difference(f"{page} le texte n’est pas celui que font les données{where}.")
        elif one.size != other.size or not _same(one.image, other.image, _masks(made.places, number)):
            yield _Difference(f"{page} l’aspect n’est pas celui que font les données.", said=False)


def _paged_otherwise(shown: Sequence[_Page], expected: Sequence[_Page], grid: GridView) -> bool:
    """Whether the words are the same from the first page to the last, in their order, on other pages."""
    both = [[_lines(page.text) for page in each] for each in (shown, expected)]
    if both[0] == both[1]:
        return False
    # Feet and heads of tables, which other pages have more or fewer of: what both say, and one says again.
    counts = [Counter(chain(*map(set, each))) for each in both]
    again = {line for line in counts[0] if counts[1][line] and max(each[line] for each in counts) > 1}
    again.update(chain(*map(_lines, printed(grid, running_head).words)))
    first, second = ("".join(line for page in each for line in page if line not in again) for each in both)
    return first == second


def _lines(text: str) -> list[str]:
    """Without spaces, which may have become ends of lines, and without the numbers of pages."""
    return ["".join(_NUMBERED.sub("", line).split()) for line in text.splitlines()]


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
    line = foreign(line)
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
