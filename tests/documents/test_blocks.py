"""Blocks on pages: order, nothing beyond the bottom, what is kept together, what divides."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.documents.blocks import Block, Placed, paginate
from btstc_jury.documents.sheet import Sheet


class Slab(Block):
    def __init__(self, height: float, *, keep: bool = False, name: str = "") -> None:
        self.height = height
        self.keep = keep
        self.name = name

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.fill(0, top, 1, self.height, 0.5)


class Clay(Slab):
    """Divides anywhere."""

    def split(self, room: float) -> tuple[Block, Block] | None:
        if not 1 <= room < self.height:
            return None
        return Clay(room, name=self.name), Clay(self.height - room, keep=self.keep, name=self.name)


RUNNING = Slab(5, name="running")


def names(pages: list[list[Placed]]) -> list[list[str]]:
    return [[placed.block.name for placed in page if isinstance(placed.block, Slab)] for page in pages]


@given(st.lists(st.tuples(st.floats(1, 94), st.booleans(), st.floats(0, 10))))
def test_no_block_passes_the_bottom_or_covers_another(sizes: list[tuple[float, bool, float]]) -> None:
    blocks: list[Block] = [Slab(height, keep=keep).spaced(gap, keep=keep) for height, keep, gap in sizes]
    pages = paginate(blocks, 0, 100, RUNNING)
    for page in pages:
        below = 0.0
        for placed in page:
            assert placed.top >= below - 1e-6
            below = placed.top + placed.block.height
        assert below <= 100 + 1e-6
    placed_blocks = [placed.block for page in pages for placed in page if placed.block is not RUNNING]
    assert placed_blocks == blocks


def test_a_heading_goes_with_what_follows() -> None:
    blocks = [Slab(80, name="a"), Slab(15, keep=True, name="heading"), Slab(15, name="row")]
    assert names(paginate(blocks, 0, 100, RUNNING)) == [["a"], ["running", "heading", "row"]]


def test_the_head_is_repeated_where_a_page_begins_inside() -> None:
    head = Slab(10, name="head")
    rows = [Slab(40, name="row") for _ in range(4)]
    for row in rows:
        row.repeated = head
    assert names(paginate([head, *rows], 0, 100, RUNNING)) == [
        ["head", "row", "row"],
        ["running", "head", "row", "row"],
    ]


def test_what_divides_fills_the_page_and_goes_on() -> None:
    pages = paginate([Slab(30, name="a"), Clay(250, name="clay")], 0, 100, RUNNING)
    assert names(pages) == [["a", "clay"], ["running", "clay"], ["running", "clay"]]
    heights = [placed.block.height for page in pages for placed in page if isinstance(placed.block, Clay)]
    assert heights == [70, 95, 85]
