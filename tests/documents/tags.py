"""The structure tree of a PDF, as another reader finds it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pypdfium2
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdfium2 import raw


@dataclass(frozen=True, slots=True)
class Element:
    """``text``: of what is marked with it itself, as it is printed."""

    role: str
    alternate: str = ""
    text: str = ""
    kids: list[Element] = field(default_factory=list)

    def every(self, role: str) -> Iterator[Element]:
        if self.role == role:
            yield self
        for kid in self.kids:
            yield from kid.every(role)

    @property
    def words(self) -> str:
        return self.text + "".join(kid.words for kid in self.kids)


def tagged(pdf: bytes) -> bool:
    with pypdfium2.PdfDocument(pdf) as document:
        return bool(raw.FPDFCatalog_IsTagged(document))


def trees(pdf: bytes) -> list[Element]:
    """One for each page, with what stands on it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_tree(page) for page in document]


def unmarked(pdf: bytes) -> list[str]:
    """Marks of objects on the pages that are neither in the tree nor left out of what is read, and those that
    stand twice in it.
    """
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            listed = list(_identifiers(page))
            if len(listed) != len(set(listed)):
                found.append(f"page {number}: twice")
            for item in page.get_objects():
                mark = raw.FPDFPageObj_GetMarkedContentID(item)
                if mark < 0 and "Artifact" not in _marks(item):
                    found.append(f"page {number}: no mark")
                if mark >= 0 and mark not in listed:
                    found.append(f"page {number}: {mark}")
    return found


def _marks(item: pypdfium2.PdfObject) -> list[str]:
    count = raw.FPDFPageObj_CountMarks(item)
    return [_mark_name(raw.FPDFPageObj_GetMark(item, place)) for place in range(count)]


def _mark_name(mark: object) -> str:
    buffer = (ctypes.c_ushort * 64)()
    length = ctypes.c_ulong()
    assert raw.FPDFPageObjMark_GetName(mark, buffer, 128, length)
    return bytes(buffer)[: length.value - 2].decode("utf-16-le")


def _texts(page: pypdfium2.PdfPage) -> dict[int, str]:
    words: dict[int, str] = {}
    text_page = page.get_textpage()
    for item in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
        mark = raw.FPDFPageObj_GetMarkedContentID(item)

        def ask(buffer: object, size: int, item: pypdfium2.PdfObject = item) -> int:
            return int(raw.FPDFTextObj_GetText(item, text_page, buffer, size))

        words[mark] = words.get(mark, "") + _string(ask, ctypes.c_ushort)
    return words


def _string(ask: Callable[[object, int], int], kind: type = ctypes.c_char) -> str:
    length = ask(None, 0)
    if length < 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    given = ctypes.cast(buffer, ctypes.POINTER(kind)) if kind is not ctypes.c_char else buffer
    ask(given, length)
    return buffer.raw[: length - 2].decode("utf-16-le")


def _tree(page: pypdfium2.PdfPage) -> Element:
    tree = raw.FPDF_StructTree_GetForPage(page)
    words = _texts(page)
    count = raw.FPDF_StructTree_CountChildren(tree)
    kids = [_element(raw.FPDF_StructTree_GetChildAtIndex(tree, place), words) for place in range(count)]
    raw.FPDF_StructTree_Close(tree)
    return Element("", kids=kids)


def _element(element: object, words: dict[int, str]) -> Element:
    role = _string(lambda buffer, size: int(raw.FPDF_StructElement_GetType(element, buffer, size)))
    alternate = _string(lambda buffer, size: int(raw.FPDF_StructElement_GetAltText(element, buffer, size)))
    text, kids = "", []
    for place in range(raw.FPDF_StructElement_CountChildren(element)):
        kid = raw.FPDF_StructElement_GetChildAtIndex(element, place)
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, place)
        if kid:
            kids.append(_element(kid, words))
        elif mark >= 0:
            text += words.get(mark, "")
    return Element(role, alternate, text, kids)


def row_widths(pdf: bytes) -> list[set[int]]:
    """Of each table, how many columns its rows take: as many as the head has."""
    root = PdfFileReader(BytesIO(pdf)).root["/StructTreeRoot"]
    classes = root["/ClassMap"]

    def inside(element: DictionaryObject) -> Iterator[set[int]]:
        kids = _elements(element)
        if element["/S"] == "/Table":
            yield {sum(span(cell) for cell in _elements(row)) for row in kids}
        for kid in kids:
            yield from inside(kid)

    def span(cell: DictionaryObject) -> int:
        return int(classes[cell["/C"]].get("/ColSpan", 1)) if "/C" in cell else 1

    return [each for kid in _elements(root) for each in inside(kid)]


def form_fields(pdf: bytes) -> list[str]:
    """What the fields in the tree are called, each found from itself as well."""
    root = PdfFileReader(BytesIO(pdf)).root["/StructTreeRoot"]
    nums = root["/ParentTree"]["/Nums"]
    parents = {int(nums[place]): nums.raw_get(place + 1) for place in range(0, len(nums), 2)}
    found = []
    kids = root["/K"][0]["/K"]
    for place in range(len(kids)):
        if kids[place]["/S"] == "/Form":
            field = kids[place]["/K"]["/Obj"]
            assert parents[int(field["/StructParent"])] == kids.raw_get(place)
            found.append(str(field["/TU"]))
    return found


def _elements(element: DictionaryObject) -> list[DictionaryObject]:
    kids = element.get("/K", ())
    # By their places: an array gives references to who goes through it.
    return [kids[place] for place in range(len(kids)) if isinstance(kids[place], DictionaryObject)]


def _identifiers(page: pypdfium2.PdfPage) -> Iterator[int]:
    def inside(element: object) -> Iterator[int]:
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            kid = raw.FPDF_StructElement_GetChildAtIndex(element, place)
            if kid:
                yield from inside(kid)
            elif (mark := raw.FPDF_StructElement_GetChildMarkedContentID(element, place)) >= 0:
                yield mark

    tree = raw.FPDF_StructTree_GetForPage(page)
    for place in range(raw.FPDF_StructTree_CountChildren(tree)):
        yield from inside(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
    raw.FPDF_StructTree_Close(tree)
