"""What somebody gives to be collected: files, folders and ZIPs searched through, read with limits."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from btstc_jury.application.centre import CENTRE_SUFFIX
from btstc_jury.application.centre_collecting import Given, Item
from btstc_jury.application.centre_receipts import Outcome, ReceiptKind
from btstc_jury.application.problems import cause
from btstc_jury.application.sessions import SUFFIX

LARGEST = 256 << 20
"""Bytes of one file."""
_MOST = 20_000
"""Files looked at."""
_DATABASE = b"SQLite format 3\x00"
_PDF = b"%PDF-"
_ZIP = ".zip"
_HEAD = 1024
"""Bytes in which a PDF says that it is one."""


def items(paths: Sequence[Path]) -> tuple[Item, ...]:
    """In the order given; in a folder or a ZIP, by name. A name twice counts once; links in folders are not
    followed, hidden files are passed over.
    """
    found: dict[Item, None] = {}
    for path in paths:
        for item in _items(path):
            if len(found) == _MOST:
                break
            found[item] = None
    return tuple(found)


def _items(path: Path) -> Iterator[Item]:
    if path.is_dir():
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            for name in sorted(names):
                each = Path(folder, name)
                if name.startswith(".") or each.is_symlink():
                    continue
                told = str(each.relative_to(path.parent))
                yield from _of_file(each, told, searched=True)
    else:
        yield from _of_file(path, path.name, searched=False)


def _of_file(path: Path, name: str, *, searched: bool) -> Iterator[Item]:
    members = _members(path) if path.suffix.casefold() == _ZIP else ()
    if not members:
        yield Item(name, path, searched=searched)
    for member in members:
        yield Item(f"{name} › {member}", path, member, searched=True)


def _members(path: Path) -> tuple[str, ...]:
    """None of what isn't a ZIP, or can't be read: then it is read as a file, and told of."""
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            return tuple(
                sorted(
                    each.filename
                    for each in archive.infolist()
                    if not (each.is_dir() or each.filename.rpartition("/")[2].startswith("."))
                )
            )
    except (OSError, BadZipFile, ValueError, NotImplementedError):
        return ()


def read(item: Item, is_open: Callable[[Path], bool]) -> Given:
    """``is_open``: whether a program writes the file, or left it unfinished; raises ``OSError``."""
    try:
        if not item.path.is_file():
            gone = "Ce n’est pas un fichier ordinaire." if item.path.exists() else "Il n’est pas là."
            return Given(outcome=Outcome.UNREADABLE, detail=gone)
        if item.member:
            return _of_member(item)
        return _of_disk(item, is_open)
    except (OSError, ValueError) as error:
        why = cause(error) if isinstance(error, OSError) else "ce nom est impossible"
        return Given(outcome=Outcome.UNREADABLE, detail=f"Il n’a pas pu être lu\u202f: {why}.")


def _of_disk(item: Item, is_open: Callable[[Path], bool]) -> Given:
    if item.path.suffix.casefold() == _ZIP:
        # It would have been searched through.
        return Given(outcome=Outcome.UNREADABLE, detail="Le ZIP est vide, ou abîmé.")
    size = item.path.stat().st_size
    if item.path.suffix.casefold() == CENTRE_SUFFIX:
        return Given(detail="C’est un fichier de centre.")
    with item.path.open("rb") as file:
        kind = _kind(item, file.read(_HEAD), size)
        if kind is None or size > LARGEST:
            return _none(size, ours=kind is not None)
        if kind is ReceiptKind.EXAM_FILE and is_open(item.path):
            return Given(outcome=Outcome.OPEN)
        file.seek(0)
        content = file.read(LARGEST + 1)
    return Given(kind, content) if len(content) <= LARGEST else _none(len(content), ours=True)


def _of_member(item: Item) -> Given:
    try:
        with item.path.open("rb") as file, ZipFile(file) as archive, archive.open(item.member) as member:
            head = member.read(_HEAD)
            size = archive.getinfo(item.member).file_size
            kind = _kind(item, head, size)
            if kind is None or size > LARGEST:
                return _none(size, ours=kind is not None)
            # What it says of its size may be wrong.
            content = head + member.read(LARGEST + 1 - len(head))
    except (BadZipFile, RuntimeError, NotImplementedError, KeyError, EOFError, zlib.error):
        torn = "Le ZIP est abîmé, ou protégé par un mot de passe."
        return Given(outcome=Outcome.UNREADABLE, detail=torn)
    return Given(kind, content) if len(content) <= LARGEST else _none(len(content), ours=True)


def _kind(item: Item, head: bytes, size: int) -> ReceiptKind | None:
    """Nothing tells an encrypted file from random bytes: its name does, or that somebody gave it."""
    name = (item.member or item.path.name).casefold()
    if head.startswith(_DATABASE) or (size and name.endswith(SUFFIX)):
        return ReceiptKind.EXAM_FILE
    if _PDF in head:
        return ReceiptKind.GRID
    return None


def _none(size: int, *, ours: bool) -> Given:
    if not size:
        return Given(outcome=Outcome.EMPTY)
    if ours:
        most = f"Il dépasse {LARGEST >> 20}\u202fMio."
        return Given(outcome=Outcome.TOO_LARGE, detail=most)
    return Given(outcome=Outcome.NOT_OURS)
