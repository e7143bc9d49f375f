"""The order and the kinds of what a page says, for a reader who doesn't see it: the structure tree of a PDF.

ReportLab has no tags of its own, but writes what it is given: marks in the content of a page, and objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from itertools import groupby
from typing import Any, NamedTuple, Protocol

from reportlab.pdfbase import pdfdoc

PARAGRAPH, HEADING, LABEL_HEADING, FIGURE = "P", "H1", "H2", "Figure"


class Part(Enum):
    """What a block is. ``FURNITURE`` comes again on every page and is left out of what is read."""

    FLOW = auto()
    HEAD = auto()
    ROW = auto()
    FURNITURE = auto()


class Leaf(NamedTuple):
    """Words that belong together, or a drawing and what it ``said``. ``row``: of its page, -1 outside of
    tables.
    """

    role: str
    row: int
    cell: int
    said: str = ""


class Row(NamedTuple):
    head: bool
    cells: int


class Tags:
    """What a page is made of, while it is drawn."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.rows: list[Row] = []
        self._part = Part.FLOW
        self._cell = -1

    def begin(self, part: Part) -> None:
        """What comes next is of that kind; a row is one of a table."""
        self._part = part
        self._cell = -1
        if part in {Part.HEAD, Part.ROW}:
            self.rows.append(Row(part is Part.HEAD, 0))

    def cell(self, place: int | None = None) -> None:
        """What comes next stands in the next cell of the row, or in that one. Without a call each leaf has a
        cell of its own.
        """
        if self._part in {Part.HEAD, Part.ROW}:
            self._cell = self._cell + 1 if place is None else place
            row = self.rows[-1]
            self.rows[-1] = row._replace(cells=max(row.cells, self._cell + 1))

    def leaf(self, role: str, said: str = "") -> int:
        """Its number on the page, -1 for furniture."""
        match self._part:
            case Part.FURNITURE:
                return -1
            case Part.FLOW:
                self.leaves.append(Leaf(role, -1, 0, said))
            case Part.HEAD | Part.ROW:
                row = self.rows[-1]
                cell = self._cell
                if cell < 0:
                    cell = row.cells
                    self.rows[-1] = row._replace(cells=cell + 1)
                self.leaves.append(Leaf(role, len(self.rows) - 1, cell, said))
        return len(self.leaves) - 1


class _Document(Protocol):
    """Of ReportLab's, whose stubs tell little, what is used here."""

    Catalog: Any
    Pages: Any
    pageCounter: int  # noqa: N815
    idToObjectNumberAndVersion: dict[str, tuple[int, int]]  # noqa: N815

    def Reference(self, obj: object, name: str) -> object: ...  # noqa: N802


class _Element(pdfdoc.PDFObject):
    """An object whose bytes are known, once ``content`` is set."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.number = 0
        self.content = b""

    def format(self, _document: object) -> bytes:
        return self.content


class Structure:
    """Of one document, built while its pages are added to it."""

    def __init__(self, document: _Document) -> None:
        self._document = document
        self._count = 0
        self._kids: list[int] = []
        self._nums: list[bytes] = []
        self._spans: set[int] = set()
        self._table: _Element | None = None
        self._rows: list[int] = []
        self._wide = 0
        self._root, self._whole = self.new(), self.new()

    def new(self) -> _Element:
        """One to be filled."""
        self._count += 1
        name = f"tag{self._count}"
        made = _Element(name)
        self._document.Reference(made, name)
        made.number, _ = self._document.idToObjectNumberAndVersion[name]
        return made

    def add(self, tags: Tags) -> list[str]:
        """The page shown last, which is ``tags``; names of the objects that are whole by that."""
        name, page = f"Page{self._document.pageCounter - 1}", self._document.Pages.pages[-1]
        page.StructParents = len(self._nums)
        page.Tabs = pdfdoc.PDFName("S")
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        made = _Page(self, tags, self._document.idToObjectNumberAndVersion[name][0])
        made.add()
        self._nums.append(b"[%b]" % _references(made.parents))
        return made.names

    def put(self) -> _Element:
        """A new one of the document itself; ends the table before it."""
        self._close_table()
        made = self.new()
        self._kids.append(made.number)
        return made

    @property
    def whole(self) -> int:
        """Number of the element that all others are in."""
        return self._whole.number

    def put_row(self, row: Row) -> tuple[_Element, int, bytes]:
        """A new row of the table, with the table's number and the class of its cells. A table goes on from
        page to page.
        """
        if row.head:
            self._close_table()
        if self._table is None:
            self._table, self._rows, self._wide = self.new(), [], row.cells
            self._kids.append(self._table.number)
        made = self.new()
        self._rows.append(made.number)
        if row.head:
            return made, self._table.number, b"/C/Head"
        if row.cells == 1 < self._wide:
            self._spans.add(self._wide)
            return made, self._table.number, b"/C/Span%d" % self._wide
        return made, self._table.number, b""

    def _close_table(self) -> None:
        if self._table is not None:
            kids = _references(self._rows)
            self._table.content = b"<</S/Table/P %d 0 R/K[%b]>>" % (self._whole.number, kids)
            self._table = None

    def finish(self) -> None:
        """Everything was added: the document says that it is tagged."""
        self._close_table()
        nums = b"".join(b"%d %b" % each for each in enumerate(self._nums))
        spans = b"".join(b"/Span%d<</O/Table/ColSpan %d>>" % (each, each) for each in sorted(self._spans))
        whole = self._whole.number
        self._whole.content = b"<</S/Document/P %d 0 R/K[%b]>>" % (
            self._root.number,
            _references(self._kids),
        )
        # Attributes by way of classes: a verified grid has no /A, which could be an action.
        self._root.content = (
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Nums[%b]>>/ParentTreeNextKey %d"
            b"/ClassMap<</Head<</O/Table/Scope/Column>>%b>>>>" % (whole, nums, len(self._nums), spans)
        )
        catalogue = self._document.Catalog
        catalogue.StructTreeRoot = self._root
        catalogue.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


class _Page:
    """The elements of one page; ``parents``: that of each mark; ``names``: of the objects."""

    def __init__(self, structure: Structure, tags: Tags, page: int) -> None:
        self._structure = structure
        self._tags = tags
        self._page = page
        self.parents = [0] * len(tags.leaves)
        self.names: list[str] = []

    def add(self) -> None:
        leaves = self._tags.leaves
        for row, run in groupby(range(len(leaves)), lambda at: leaves[at].row):
            if row >= 0:
                self._row(self._tags.rows[row], [*run])
                continue
            for at in run:
                self._fill(self._structure.put(), at, self._structure.whole)

    def _fill(self, made: _Element, at: int, parent: int) -> None:
        leaf = self._tags.leaves[at]
        said = b"/Alt %b" % _text(leaf.said) if leaf.said else b""
        self._write(made, leaf.role.encode(), parent, b"%d" % at, said)
        self.parents[at] = made.number

    def _write(self, made: _Element, role: bytes, parent: int, kids: bytes, more: bytes = b"") -> None:
        made.content = b"<</S/%b/P %d 0 R/Pg %d 0 R/K[%b]%b>>" % (role, parent, self._page, kids, more)
        self.names.append(made.name)

    def _row(self, row: Row, leaves: Sequence[int]) -> None:
        made, table, looks = self._structure.put_row(row)
        role = b"TH" if row.head else b"TD"
        inside: list[list[int]] = [[] for _ in range(row.cells)]
        for at in leaves:
            inside[self._tags.leaves[at].cell].append(at)
        # A cell without words is there too: the columns are those of the head.
        cells = [self._cell(made.number, each, role, looks) for each in inside]
        self._write(made, b"TR", table, _references(cells))

    def _cell(self, row: int, leaves: Sequence[int], role: bytes, looks: bytes) -> int:
        made = self._structure.new()
        kids = []
        for at in leaves:
            if self._tags.leaves[at].role == FIGURE:
                drawn = self._structure.new()
                self._fill(drawn, at, made.number)
                kids.append(b"%d 0 R" % drawn.number)
            else:
                self.parents[at] = made.number
                kids.append(b"%d" % at)
        self._write(made, role, row, b" ".join(kids), looks)
        return made.number


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % each for each in numbers)


def _text(said: str) -> bytes:
    return b"<FEFF%b>" % said.encode("utf-16-be").hex().encode()
