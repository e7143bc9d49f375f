"""The text of a DOCX: what python-docx finds in its body, content controls, text boxes and notes included.

python-docx knows the package, the styles and their inheritance; its paragraphs leave out what stands in a
content control, in a text box or in a tracked insertion, where templates of fiches have their text. So the
elements are walked here.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.styles.style import BaseStyle

from btstc_jury.exchange.fiche_lines import Block, Cell, Document, Line, Table, cleaned, lines_of

_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
_BODIES = (
    _MACROS,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_OFF = frozenset({"0", "false", "off", "none"})
_NOTES = (
    (RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote")),
    (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote")),
)
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_docx(content: bytes) -> Document:
    """Raises what python-docx and lxml raise of a file that isn't what it seems."""
    for each in _BODIES:
        PartFactory.part_type_for.setdefault(each, DocumentPart)
    part = Package.open(io.BytesIO(content)).main_document_part
    if not isinstance(part, DocumentPart):
        raise ValueError(part.content_type)  # noqa: TRY004 - the file's fault
    walk = _Walk(part.document)
    walk.document.blocks = list(walk.blocks(part.document.element.body))
    walk.document.left_out.update(walk.margins())
    return walk.document


@dataclass(frozen=True, slots=True)
class _Style:
    heading: bool
    strong: bool
    contents: bool


@dataclass(slots=True)
class _Text:
    """Of a paragraph while it is read. ``boxes``: what stands in text boxes anchored to it."""

    parts: list[str] = field(default_factory=list)
    strong: list[bool] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)


class _Walk:
    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self.document = Document()
        self._styles: dict[str, _Style] = {}
        self._notes = dict(self._read_notes())
        left_out = self.document.left_out
        self._inline: Mapping[str, Callable[[BaseOxmlElement, _Text, bool], None]] = {
            qn("w:r"): self._run,
            qn("w:t"): self._words,
            _MATH_TEXT: self._words,
            qn("w:tab"): partial(self._sign, " "),
            qn("w:br"): partial(self._sign, "\n"),
            qn("w:cr"): partial(self._sign, "\n"),
            qn("w:noBreakHyphen"): partial(self._sign, "-"),
            qn("w:footnoteReference"): partial(self._note, qn("w:footnote")),
            qn("w:endnoteReference"): partial(self._note, qn("w:endnote")),
            qn("w:txbxContent"): self._box,
            qn("w:del"): partial(self._left, left_out, "supprimé"),
            qn("w:moveFrom"): partial(self._left, left_out, "supprimé"),
            qn("w:commentReference"): partial(self._left, left_out, "commentaire"),
            qn("w:object"): partial(self._left, left_out, "objet"),
            qn("w:drawing"): self._picture,
            qn("w:pict"): self._picture,
            qn("w:instrText"): lambda *_: None,
            qn("w:pPr"): lambda *_: None,
            qn("w:rPr"): lambda *_: None,
            qn("w:sdtPr"): lambda *_: None,
            _FALLBACK: lambda *_: None,
        }

    def blocks(self, element: BaseOxmlElement) -> Iterator[Block]:
        for child in element:
            match child.tag:
                case tag if tag == qn("w:p"):
                    yield from self._paragraph(child)
                case tag if tag == qn("w:tbl"):
                    yield Table(tuple(self._rows(child)))
                case tag if tag in {qn("w:del"), qn("w:moveFrom")}:
                    self.document.left_out["supprimé"] += 1
                case tag if tag == qn("w:altChunk"):
                    self.document.left_out["objet"] += 1
                case tag if tag == _FALLBACK or not isinstance(tag, str):
                    continue
                case _:
                    yield from self.blocks(child)

    def margins(self) -> dict[str, int]:
        """Headers and footers that say something."""
        texts = set()
        for section in self._word.sections:
            for place in (
                section.header,
                section.footer,
                section.first_page_header,
                section.first_page_footer,
            ):
                if not place.is_linked_to_previous:
                    texts.add("".join(each.text for each in place.paragraphs).strip())
        count = len(texts - {""})
        return {"en-tête": count} if count else {}

    def _rows(self, table: BaseOxmlElement) -> Iterator[tuple[Cell, ...]]:
        for row in table.iterchildren(qn("w:tr"), qn("w:sdt"), qn("w:ins")):
            for each in row.iter(qn("w:tr")):
                # Rows of a table within are read with their cell.
                if next(each.iterancestors(qn("w:tbl"))) is table:
                    yield tuple(self._cells(each, table))

    def _cells(self, row: BaseOxmlElement, table: BaseOxmlElement) -> Iterator[Cell]:
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tbl"))) is table:
                yield tuple(lines_of(self.blocks(cell)))

    def _paragraph(self, element: BaseOxmlElement) -> Iterator[Block]:
        text = _Text()
        style = self._style_of(element)
        self._read(element, text, style.strong)
        written = "".join(text.parts)
        if style.contents and written.strip():
            self.document.left_out["sommaire"] += 1
            return
        strong = bool(text.strong) and all(text.strong)
        item = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None and not style.heading
        for line in written.split("\n"):
            yield Line(cleaned(line), style.heading, strong, item)
        yield from text.boxes

    def _read(self, element: BaseOxmlElement, text: _Text, strong: bool) -> None:  # noqa: FBT001
        for child in element:
            # A comment of the XML has a function for its tag.
            if isinstance(child.tag, str):
                self._inline.get(child.tag, self._read)(child, text, strong)

    def _run(self, element: BaseOxmlElement, text: _Text, strong: bool) -> None:  # noqa: FBT001
        own = strong
        for name in ("w:b", "w:u"):
            found = element.find(f"{qn('w:rPr')}/{qn(name)}")
            if found is not None:
                on = found.get(qn("w:val"), "true") not in _OFF
                own = on if name == "w:b" else own or on
        self._read(element, text, own)

    def _words(self, element: BaseOxmlElement, text: _Text, strong: bool) -> None:  # noqa: FBT001
        text.parts.append(element.text or "")
        if (element.text or "").strip():
            text.strong.append(strong)

    def _sign(self, sign: str, _element: BaseOxmlElement, text: _Text, _strong: bool) -> None:  # noqa: FBT001
        text.parts.append(sign)

    def _note(self, tag: str, element: BaseOxmlElement, text: _Text, _strong: bool) -> None:  # noqa: FBT001
        said = self._notes.get((tag, element.get(qn("w:id"), "")), "")
        if said:
            text.parts.append(f" (note\u202f: {said})")

    def _box(self, element: BaseOxmlElement, text: _Text, _strong: bool) -> None:  # noqa: FBT001
        text.boxes += self.blocks(element)

    def _picture(self, element: BaseOxmlElement, text: _Text, strong: bool) -> None:  # noqa: FBT001
        if next(element.iter(qn("w:txbxContent")), None) is None:
            self.document.left_out["image"] += 1
        self._read(element, text, strong)

    @staticmethod
    def _left(
        left_out: dict[str, int],
        name: str,
        _element: BaseOxmlElement,
        _text: _Text,
        _strong: bool,  # noqa: FBT001
    ) -> None:
        left_out[name] = left_out.get(name, 0) + 1

    def _style_of(self, paragraph: BaseOxmlElement) -> _Style:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        key = "" if found is None else found.get(qn("w:val"), "")
        if key not in self._styles:
            self._styles[key] = self._known_style(key)
        style = self._styles[key]
        level = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if level is not None and level.get(qn("w:val")) != "9":
            return _Style(heading=True, strong=style.strong, contents=style.contents)
        return style

    def _known_style(self, key: str) -> _Style:
        """By itself or by one that it is made from."""
        by_id = {each.style_id: each for each in self._word.styles}
        style: BaseStyle | None = by_id.get(key)
        heading = strong = contents = False
        seen: set[str] = set()
        while style is not None and style.style_id not in seen:
            seen.add(style.style_id)
            name = (style.name or "").casefold()
            heading = heading or name.startswith(("heading", "titre", "title", "subtitle", "sous-titre"))
            contents = contents or name.startswith(("toc ", "tm "))
            bold = style.element.find(f"{qn('w:rPr')}/{qn('w:b')}")
            strong = strong or (bold is not None and bold.get(qn("w:val"), "true") not in _OFF)
            style = getattr(style, "base_style", None)
        return _Style(heading, strong, contents)

    def _read_notes(self) -> Iterator[tuple[tuple[str, str], str]]:
        for relation in self._word.part.rels.values():
            for kind, tag in _NOTES:
                if relation.reltype == kind and not relation.is_external:
                    for note in parse_xml(relation.target_part.blob).iter(tag):
                        if note.get(qn("w:type")) not in _SEPARATORS:
                            said = " ".join(each.text or "" for each in note.iter(qn("w:t")))
                            yield (tag, note.get(qn("w:id"), "")), cleaned(said)
