"""ZIP archives that anybody may have made, looked at before anything of them is unpacked."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

_END = b"PK\x05\x06"
_END_LENGTH, _LONGEST_COMMENT = 22, 0xFFFF
_BYTES_AN_ENTRY = 512
"""Of the directory: a name, and what a packer adds to it."""
_RATIO_FREE = 1 << 20
"""Bytes that an archive may hold unpacked, however small it is."""
_ENCRYPTED = 0x1
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What ``zipfile`` raises of a file that isn't what it seems."""


class Unpackable(Exception):
    """The message says in French why, to go within a sentence."""


class TooLarge(Unpackable):
    """Beyond the bounds."""


class Protected(Unpackable):
    """By a password."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """``entries``: at most; ``whole``: bytes of all of them unpacked; ``ratio``: of that to the archive."""

    entries: int
    whole: int
    ratio: int


def open_packed(file: IO[bytes], bounds: Bounds) -> zipfile.ZipFile:
    """Its directory has been read, and keeps within bounds. Raises ``Unpackable``."""
    try:
        file.seek(0, 2)
        size = file.tell()
        _look_at_end(file, size, bounds)
        packed = zipfile.ZipFile(file)
    except DAMAGED as error:
        raise Unpackable("l’archive est endommagée ou tronquée") from error
    parts = packed.infolist()
    if len(parts) > bounds.entries:
        raise TooLarge(f"l’archive contient plus de {bounds.entries} fichiers")
    unpacked = sum(each.file_size for each in parts)
    if unpacked > bounds.whole:
        raise TooLarge(f"son contenu dépasse {bounds.whole >> 20}\u202fMio")
    if unpacked > _RATIO_FREE and unpacked > size * bounds.ratio:
        raise TooLarge("son contenu est démesuré pour la taille du fichier")
    if len({each.filename for each in parts}) < len(parts):
        raise Unpackable("deux fichiers de l’archive ont le même nom")
    if any(each.flag_bits & _ENCRYPTED for each in parts):
        raise Protected("l’archive est protégée par un mot de passe")
    return packed


def _look_at_end(file: IO[bytes], size: int, bounds: Bounds) -> None:
    """A directory of a million entries isn't read at all."""
    file.seek(max(0, size - _END_LENGTH - _LONGEST_COMMENT))
    tail = file.read(_END_LENGTH + _LONGEST_COMMENT)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_LENGTH:
        raise zipfile.BadZipFile
    (length,) = struct.unpack_from("<I", tail, at + 12)
    if length > bounds.entries * _BYTES_AN_ENTRY:
        raise TooLarge(f"l’archive contient plus de {bounds.entries} fichiers")


def unpacked(packed: zipfile.ZipFile, name: str, longest: int) -> bytes:
    """One entry. Raises ``Unpackable``, ``KeyError`` where there is none."""
    info = packed.getinfo(name)
    if info.file_size > longest:
        raise TooLarge(f"«\u202f{name}\u202f» dépasse {longest >> 20}\u202fMio")
    try:
        with packed.open(info) as part:
            content = part.read(longest + 1)
    except DAMAGED as error:
        raise Unpackable("l’archive est endommagée ou tronquée") from error
    if len(content) != info.file_size:
        raise Unpackable("l’archive est endommagée ou tronquée")
    return content


def refuse_unsound(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Raises ``ExpatError`` for XML that is broken, ``ValueError`` for one that declares entities."""

    def refuse(*_doctype: object) -> None:
        raise ValueError(part.filename)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    with packed.open(part) as content:
        parser.ParseFile(content)


def xml_parts(packed: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Those that hold something: LibreOffice writes an empty one."""
    for each in packed.infolist():
        if each.file_size and each.filename.lower().endswith((".xml", ".rels")):
            yield each
