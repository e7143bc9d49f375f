"""A student's fiche from a DOCX, an ODT or a text that anybody may have made."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from xml.parsers import expat

from charset_normalizer import from_bytes

from btstc_jury.application.fiche_reading import Finding, FindingKind, ReadFiche
from btstc_jury.exchange.fiche_lines import (
    Block,
    Document,
    Line,
    Unreadable,
    split_lines,
)
from btstc_jury.exchange.fiche_sorting import sorted_fiche
from btstc_jury.exchange.packed import (
    Bounds,
    Protected,
    TooLarge,
    Unpackable,
    open_packed,
    refuse_unsound,
    unpacked,
    xml_parts,
)

_BOUNDS = Bounds(entries=3_000, whole=200 << 20, ratio=120)
_MOST_CHARACTERS = 3_000_000
"""A thousand pages."""
_LARGEST_XML = 40 << 20
"""Bytes, of all of it: two hundred pages take three million."""
_ENCODINGS = ("cp1252", "mac_roman", "cp850", "utf_16_le", "utf_16_be")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_AGAIN = "Enregistrez la fiche au format DOCX ou ODT, puis recommencez."
_DAMAGED_WORDS = (
    "Le document est endommagé ou incomplet. Ouvrez-le dans votre traitement de texte, "
    "enregistrez-en une copie, puis recommencez."
)
_PROTECTED = (
    "Le document est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe, puis "
    "recommencez."
)
_TOO_LARGE = "Le document est trop grand\u202f: {}. Enregistrez-en une copie sans ses images."
_TOO_LONG = (
    "Le document compte plus de mille pages\u202f: ce n’est pas une fiche. Gardez-en la fiche seule, puis "
    "recommencez."
)
_NOT_DOCUMENTS = (
    (b"%PDF", "C’est un PDF, quel que soit son nom. " + _AGAIN),
    (b"{\\rtf", "C’est un document RTF. " + _AGAIN),
    (b"\x89PNG", "C’est une image, pas un texte. Tapez la fiche, rubrique par rubrique."),
    (b"\xff\xd8\xff", "C’est une photographie, pas un texte. Tapez la fiche, rubrique par rubrique."),
    (b"<!DOCTYPE html", "C’est une page web. " + _AGAIN),
    (b"<html", "C’est une page web. " + _AGAIN),
    (b"<?xml", "C’est un fichier XML. " + _AGAIN),
)
_OLE = b"\xd0\xcf\x11\xe0"
_UNDERLINE = re.compile(r"[=\-_~*#]{3,}")
_MARKED = re.compile(r"^(?:#{1,6}\s+(.+?)\s*#*|\*\*(.+?)\*\*\s*:?|__(.+?)__\s*:?)$")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    expat.ExpatError,
    EOFError,
    OSError,
    OverflowError,
    LookupError,
    AttributeError,
    AssertionError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What the libraries raise of a file that isn't what it seems; ``SyntaxError``: lxml's."""


def read_fiche(content: bytes, titles: Sequence[str]) -> ReadFiche:
    """``titles``: of the rubrics, in the form's order. Raises ``Unreadable``."""
    return sorted_fiche(read_document(content), titles)


def read_document(content: bytes) -> Document:
    """Its lines, whatever the format; the bytes say which, not the name. Raises ``Unreadable``."""
    start = content[:64].lstrip()
    for first, words in _NOT_DOCUMENTS:
        if start[: len(first)].lower() == first.lower():
            raise Unreadable(words)
    if content.startswith(_OLE):
        raise Unreadable(_ole_words(content))
    document = _packed(content) if content.startswith(b"PK") else _plain(content)
    length = sum(map(_length, document.blocks))
    if not length:
        images = document.left_out["image"]
        raise Unreadable(
            "Le document ne contient que des images\u202f: il n’y a aucun texte à lire. "
            "Tapez la fiche, rubrique par rubrique."
            if images
            else "Le document est vide."
        )
    if length > _MOST_CHARACTERS:
        raise Unreadable(_TOO_LONG)
    return document


def _length(block: Block) -> int:
    """Characters."""
    if isinstance(block, Line):
        return len(block.text)
    return sum(len(line.text) for row in block.rows for cell in row for line in cell)


def _ole_words(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _PROTECTED
    return "C’est un document d’un ancien format (DOC). " + _AGAIN


def _packed(content: bytes) -> Document:
    try:
        with open_packed(io.BytesIO(content), _BOUNDS) as packed:
            names = frozenset(packed.namelist())
            reader = _reader_of(packed, names)
            _look_at(packed)
        document = reader(content)
    except Protected as error:
        raise Unreadable(_PROTECTED) from error
    except TooLarge as error:
        raise Unreadable(_TOO_LARGE.format(error)) from error
    except Unpackable as error:
        raise Unreadable(_DAMAGED_WORDS) from error
    except _DAMAGED as error:
        raise Unreadable(_DAMAGED_WORDS) from error
    if any(name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names):
        document.left_out["macro"] = 1
    return document


def _reader_of(packed: zipfile.ZipFile, names: frozenset[str]) -> Callable[[bytes], Document]:
    """The libraries are loaded for what needs them alone."""
    if "content.xml" in names or "encrypted-package" in names:
        manifest = "META-INF/manifest.xml"
        encrypted = manifest in names and b"encryption-data" in unpacked(packed, manifest, 1 << 20)
        if encrypted or "encrypted-package" in names:
            raise Protected
        kind = unpacked(packed, "mimetype", 1 << 10) if "mimetype" in names else b""
        if b"opendocument" in kind and b".text" not in kind:
            raise Unreadable("Ce n’est pas un document texte, mais un classeur ou un diaporama. " + _AGAIN)
        from btstc_jury.exchange.odt_text import read_odt  # noqa: PLC0415

        return read_odt
    if "[Content_Types].xml" in names:
        types = unpacked(packed, "[Content_Types].xml", 1 << 20)
        if b"wordprocessingml" not in types and b"ms-word" not in types:
            raise Unreadable("Ce n’est pas un document texte, mais un classeur ou un diaporama. " + _AGAIN)
        if "_rels/.rels" in names and b"purl.oclc.org/ooxml" in unpacked(packed, "_rels/.rels", 1 << 20):
            raise Unreadable(
                "Le document est au format «\u202fOpen XML strict\u202f». Enregistrez-le comme "
                "«\u202fDocument Word (.docx)\u202f», puis recommencez."
            )
        from btstc_jury.exchange.docx_text import read_docx  # noqa: PLC0415

        return read_docx
    raise Unreadable("C’est une archive, pas un document texte. " + _AGAIN)


def _look_at(packed: zipfile.ZipFile) -> None:
    parts = list(xml_parts(packed))
    if sum(each.file_size for each in parts) > _LARGEST_XML:
        raise TooLarge(f"son texte dépasse {_LARGEST_XML >> 20}\u202fMio")
    for each in parts:
        refuse_unsound(packed, each)


def _plain(content: bytes) -> Document:
    document = Document()
    text = _decoded(content, document)
    if len(text) > _MOST_CHARACTERS:
        raise Unreadable(_TOO_LONG)
    lines = split_lines(text)
    for place, text in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else ""
        marked = _MARKED.match(text)
        if marked:
            document.blocks.append(Line(next(each for each in marked.groups() if each), heading=True))
        elif not _UNDERLINE.fullmatch(text):
            underlined = bool(text) and _UNDERLINE.fullmatch(below) is not None
            document.blocks.append(Line(text, strong=underlined))
    return document


def _decoded(content: bytes, document: Document) -> str:
    try:
        if content.startswith(_MARKS[1:]):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=[*_ENCODINGS]).best()
    text = "" if best is None else str(best)
    odd = sum(not each.isprintable() and not each.isspace() for each in text)
    if best is None or odd * 100 > len(text):
        raise Unreadable("Ce n’est pas un texte. " + _AGAIN)
    if not best.encoding.startswith("utf"):
        words = f"Le texte n’est pas en UTF-8\u202f: il a été lu en {best.encoding}. Vérifiez les accents."
        document.told.append(Finding(FindingKind.ENCODING, words))
    return text
