"""Fiches as word processors write them, made here, and spoiled ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape

from docx import Document

E4 = (
    "dénomination sociale, coordonnées et activité(s) de l’entreprise concernée",
    "informations sur les acteurs impliqués dans la situation de négociation décrite (nom, qualité, profil…)",
    "informations techniques et commerciales sur l’objet de la négociation",
    "contexte de la situation de négociation",
    "justification du choix de la situation de communication - négociation présentée",
    "objectifs poursuivis par les acteurs en présence",
    "conditions de déroulement",
    "stratégie(s) de négociation mise en place",
    "difficultés observées ou rencontrées",
    "résultats obtenus",
    "analyse critique de la communication",
)
E6 = (
    "la date et la durée du projet",
    "la ou les entreprise(s) partenaire(s)",
    (
        "le nom et la qualité des différents acteurs impliqués dans la réalisation du projet (autres "
        "étudiants, professionnels…)"
    ),
    "le ou les objectifs poursuivis",
    (
        "la méthodologie élaborée (moyens prévus, notamment ceux relevant des outils commerciaux et des TIC "
        "; ordonnancement des opérations ,;opérations de contrôle et d’évaluation)"
    ),
    "les résultats obtenus",
    "les initiatives et responsabilités prises par le candidat et les compétences acquises",
)
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def docx(*paragraphs: str | tuple[str, str] | Sequence[Sequence[str]]) -> bytes:
    """A text; a text with its style, « bold » for a bold one; a table of texts."""
    return docx_body("".join(map(_block, paragraphs)))


def _block(each: str | tuple[str, str] | Sequence[Sequence[str]]) -> str:
    match each:
        case str():
            return _words(each)
        case (str() as text, "bold"):
            return _words(text, run="<w:rPr><w:b/></w:rPr>")
        case (str() as text, str() as style):
            name = style.replace(" ", "")
            return _words(text, f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>')
        case rows:
            cells = ("".join(f"<w:tc>{_words(cell)}</w:tc>" for cell in row) for row in rows)
            return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def _words(text: str, before: str = "", run: str = "") -> str:
    return f'<w:p>{before}<w:r>{run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


@cache
def _template() -> bytes:
    """The empty document that python-docx writes, with the styles of a word processor."""
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def with_parts(packed: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """An archive with these parts added, or changed by a function."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            change = parts.get(name)
            content = old.read(name)
            new.writestr(name, content if change is None else change(content) if callable(change) else change)
        for name, change in parts.items():
            if name not in old.namelist() and not callable(change):
                new.writestr(name, change)
    return out.getvalue()


def docx_body(xml: str) -> bytes:
    """A document whose body begins with this XML."""
    return with_parts(
        _template(),
        {"word/document.xml": lambda old: old.replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1)},
    )


def odt(body: str, *, styles: str = "", others: Mapping[str, bytes] | None = None) -> bytes:
    """``body``: XML of ``office:text``."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    sheet = f'<?xml version="1.0"?><office:document-styles {_NAMES} office:version="1.3"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", ODT_TYPE, zipfile.ZIP_STORED)
        packed.writestr("content.xml", content)
        packed.writestr("styles.xml", sheet)
        packed.writestr("META-INF/manifest.xml", manifest)
        for name, each in (others or {}).items():
            packed.writestr(name, each)
    return out.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """Of an ODT."""
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{escape(text)}</text:p>"


def heading(text: str) -> str:
    return f'<text:h text:outline-level="1">{escape(text)}</text:h>'
