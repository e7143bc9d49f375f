"""The text of an ODT: what odfdo finds in its body, text boxes, sections and notes included."""

from __future__ import annotations

import io
from collections.abc import Iterator

from odfdo import Document as OdfDocument
from odfdo import Element

from btstc_jury.exchange.fiche_lines import Block, Cell, Document, Line, Table, cleaned, lines_of

_SKIPPED = frozenset(
    {
        "text:sequence-decls",
        "text:variable-decls",
        "text:user-field-decls",
        "office:forms",
        "office:event-listeners",
        "text:table-of-content-source",
        "text:note-citation",
        "svg:title",
        "svg:desc",
        "table:shapes",
    }
)
_CONTENTS = frozenset({"text:table-of-content", "text:alphabetical-index", "text:illustration-index"})
_OBJECTS = frozenset({"draw:object", "draw:object-ole", "draw:plugin", "draw:applet"})
_STRONG = frozenset({"bold", "600", "700", "800", "900"})
_MOST_REPEATED = 50
"""Cells and rows that a table says to repeat: beyond, they are empty ones out to its edge."""


def read_odt(content: bytes) -> Document:
    """Raises what odfdo and lxml raise of a file that isn't what it seems."""
    odf = OdfDocument(io.BytesIO(content))
    walk = _Walk(odf)
    walk.document.blocks = list(walk.blocks(odf.body))
    return walk.document


class _Text:
    """Of a paragraph while it is read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.strong: list[bool] = []
        self.boxes: list[Block] = []

    def add(self, words: str | None, *, strong: bool) -> None:
        if words:
            # Line ends of the XML are spaces.
            self.parts.append(" ".join(words.split("\n")))
            if words.strip():
                self.strong.append(strong)


class _Walk:
    def __init__(self, odf: OdfDocument) -> None:
        self.document = Document()
        self._parents: dict[str, str] = {}
        self._bold: dict[str, bool] = {}
        for part in (odf.styles, odf.content):
            for style in part.root.get_elements("descendant::style:style"):
                self._know(style)

    def blocks(self, element: Element, *, item: bool = False) -> Iterator[Block]:
        for child in element.children:
            tag = child.tag
            if tag in {"text:p", "text:h"}:
                yield from self._paragraph(child, item=item)
            elif tag == "table:table":
                yield Table(tuple(self._rows(child)))
            elif tag == "text:list-item":
                yield from self.blocks(child, item=True)
            elif not self._left_out(child):
                yield from self.blocks(child, item=item)

    def _know(self, style: Element) -> None:
        name = str(style.get_attribute("style:name") or "")
        self._parents[name] = str(style.get_attribute("style:parent-style-name") or "")
        for properties in style.get_elements("style:text-properties"):
            weight = properties.get_attribute("fo:font-weight")
            line = properties.get_attribute("style:text-underline-style")
            if weight is not None or line is not None:
                self._bold[name] = str(weight) in _STRONG or (line is not None and str(line) != "none")

    def _left_out(self, element: Element) -> bool:
        left_out = self.document.left_out
        match element.tag:
            case tag if tag in _CONTENTS:
                left_out["sommaire"] += max(1, len(element.get_elements("descendant::text:p")))
            case "text:tracked-changes":
                left_out["supprimé"] += len(element.get_elements("descendant::text:deletion"))
            case "office:annotation":
                left_out["commentaire"] += 1
            case "draw:image":
                left_out["image"] += 1
            case tag if tag in _OBJECTS:
                left_out["objet"] += 1
            case tag:
                return tag in _SKIPPED
        for name in [name for name, count in left_out.items() if not count]:
            del left_out[name]
        return True

    def _rows(self, table: Element) -> Iterator[tuple[Cell, ...]]:
        for child in table.children:
            if child.tag == "table:table-row":
                yield tuple(self._cells(child))
            elif child.tag in {"table:table-header-rows", "table:table-rows", "table:table-row-group"}:
                yield from self._rows(child)

    def _cells(self, row: Element) -> Iterator[Cell]:
        for child in row.children:
            if child.tag == "table:table-cell":
                cell = tuple(lines_of(self.blocks(child)))
                repeated = str(child.get_attribute("table:number-columns-repeated") or "1")
                times = int(repeated) if repeated.isdecimal() and len(repeated) < 6 else 1
                yield from [cell] * (times if times <= _MOST_REPEATED else 1)

    def _paragraph(self, element: Element, *, item: bool) -> Iterator[Block]:
        style = str(element.get_attribute("text:style-name") or "")
        names = self._with_parents(style)
        heading = element.tag == "text:h" or any(
            each.casefold().startswith(("heading", "titre", "title", "subtitle")) for each in names
        )
        text = _Text()
        self._read(element, text, strong=self._strong(style, default=False))
        strong = bool(text.strong) and all(text.strong)
        for line in "".join(text.parts).split("\n"):
            yield Line(cleaned(line), heading, strong, item and not heading)
        yield from text.boxes

    def _read(self, element: Element, text: _Text, *, strong: bool) -> None:
        text.add(element.text, strong=strong)
        for child in element.children:
            self._inline(child, text, strong=strong)
            text.add(child.tail, strong=strong)

    def _inline(self, child: Element, text: _Text, *, strong: bool) -> None:
        match child.tag:
            case "text:line-break":
                text.parts.append("\n")
            case "text:tab":
                text.parts.append(" ")
            case "text:s":
                text.parts.append(" ")
            case "text:span":
                style = str(child.get_attribute("text:style-name") or "")
                self._read(child, text, strong=self._strong(style, default=strong))
            case "text:note":
                said = lines_of(self.blocks(child))
                text.parts.append(f" (note\u202f: {' '.join(each.text for each in said).strip()})")
            case "draw:frame" | "draw:text-box" | "draw:custom-shape" | "draw:g" | "draw:rect" | "draw:a":
                text.boxes += self.blocks(child)
            case _ if self._left_out(child):
                return
            case _:
                self._read(child, text, strong=strong)

    def _strong(self, style: str, *, default: bool) -> bool:
        for name in self._with_parents(style):
            if name in self._bold:
                return self._bold[name]
        return default

    def _with_parents(self, style: str) -> list[str]:
        names: list[str] = []
        while style and style not in names:
            names.append(style)
            style = self._parents.get(style, "")
        return names
