"""The official grid of one oral, on A4 pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from btstc_jury.application.views.grid import GridView
from btstc_jury.application.views.paper import SigningPlace
from btstc_jury.documents.annex import SPACINGS, Spacing, annex_blocks
from btstc_jury.documents.blocks import Block, Placed, paginate
from btstc_jury.documents.document import document, framed, paper_foot, printed
from btstc_jury.documents.grid_body import (
    DENSITIES,
    Density,
    described,
    descriptor_blocks,
    table_blocks,
    verdict_blocks,
)
from btstc_jury.documents.grid_heading import heading_blocks, running_head
from btstc_jury.documents.sheet import HEIGHT, TOP, WIDTH, Sheet


@dataclass(frozen=True, slots=True)
class Place:
    """Where a signature field goes. ``page``: from 0; ``area``: left, bottom, right, top in points from the
    bottom left.
    """

    field: str
    page: int
    area: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class GridDocument:
    """``places``: one for each member in their order, then the seal's if there is one."""

    pdf: bytes
    places: tuple[Place, ...]


def grid_pdf(view: GridView) -> bytes:
    """The PDF document; equal views give equal bytes. Any text prints: what the fonts lack is replaced
    visibly and the foot says so.
    """
    return grid_document(view).pdf


def signing_places(view: GridView, *, seal: bool) -> tuple[SigningPlace, ...]:
    """Those of ``grid_document``, on its pages."""
    return tuple(
        SigningPlace(each.page, left / WIDTH, 1 - top / HEIGHT, right / WIDTH, 1 - bottom / HEIGHT)
        for each in grid_document(view, seal=seal).places
        for left, bottom, right, top in (each.area,)
    )


def grid_document(view: GridView, *, seal: bool = False) -> GridDocument:
    """The PDF document as ``grid_pdf`` makes it, and where it is signed; ``seal``: with a place for the
    centre's seal.
    """
    return printed(view, partial(_document, seal=seal))


def _document(view: GridView, *, seal: bool) -> GridDocument:
    pages = sheets(view, seal=seal)
    places = [
        Place(field, number, area)
        for number, page in enumerate(pages)
        for field, area in page.reserved.items()
    ]
    return GridDocument(document(view, pages), tuple(places))


def sheets(view: GridView, *, seal: bool = False) -> list[Sheet]:
    """The pages laid out; every character of the view is printable."""
    foot = paper_foot(view)
    return framed(view, foot, [*_with_descriptors(view, foot.top, seal=seal), *_annex(view, foot.top)])


def _with_descriptors(view: GridView, bottom: float, *, seal: bool) -> list[list[Placed]]:
    """Under their criteria where no page is more for it, after the grid otherwise."""
    alone = _laid_out(view, bottom, seal=seal)
    if not described(view):
        return alone
    under = _laid_out(view, bottom, seal=seal, descriptors=True)
    if len(under) == len(alone):
        return under
    running = running_head(view)
    return [*alone, *paginate([running, *descriptor_blocks(view)], TOP, bottom, running)]


def _laid_out(view: GridView, bottom: float, *, seal: bool, descriptors: bool = False) -> list[list[Placed]]:
    """As few pages as the tightest density needs, at the roomiest density that needs no more."""
    running = running_head(view)

    def laid(density: Density) -> list[list[Placed]]:
        return paginate(_blocks(view, density, seal=seal, descriptors=descriptors), TOP, bottom, running)

    roomiest = laid(DENSITIES[0])
    if len(roomiest) == 1:
        return roomiest
    tightest = laid(DENSITIES[-1])
    if len(tightest) == len(roomiest):
        return roomiest
    between = (laid(density) for density in DENSITIES[1:-1])
    return next((pages for pages in between if len(pages) == len(tightest)), tightest)


def _annex(view: GridView, bottom: float) -> list[list[Placed]]:
    """Pages of their own, headed as the others are, no more than the tightest spacing needs."""
    annex = view.annex
    if annex is None:
        return []
    running = running_head(view)

    def laid(spacing: Spacing) -> list[list[Placed]]:
        return paginate([running, *annex_blocks(annex, view.lines, spacing)], TOP, bottom, running)

    *roomier, tightest = SPACINGS
    fewest = laid(tightest)
    return next((pages for pages in map(laid, roomier) if len(pages) == len(fewest)), fewest)


def _blocks(view: GridView, density: Density, *, seal: bool, descriptors: bool) -> list[Block]:
    return [
        *heading_blocks(view, density.gap),
        *table_blocks(view, density, described=descriptors),
        *verdict_blocks(view, density, seal=seal),
    ]
