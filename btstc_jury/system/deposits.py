"""What somebody gives to be collected: files, folders and ZIPs searched through, read with limits."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from btstc_jury.application.centre.collecting import Given, Item
from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.centre.receipts import Outcome, ReceiptKind
from btstc_jury.application.problems import cause
from btstc_jury.application.sessions import SUFFIX

LARGEST_OF = {ReceiptKind.EXAM_FILE: 256 << 20, ReceiptKind.GRID: 32 << 20}
"""Bytes of one file."""
_MOST = 20_000
"""Files looked at."""
_MOST_MEMBERS = 2_000
"""Files of one ZIP, whose list is read again for each of them."""
_DATABASE = b"SQLite format 3\x00"
_PDF = b"%PDF-"
_ZIP = ".zip"
_HEAD = 1024
"""Bytes in which a PDF says that it is one."""


def items(paths: Sequence[Path]) -> tuple[Item, ...]:
    """In the order given; in a folder or a ZIP, by name. A name twice counts once; links in folders are not
    followed, hidden files are passed over. What is too much to be looked at is told of by an item.
    """
    found: dict[Item, None] = {}
    for path in paths:
        for item in _items(path):
            if len(found) == _MOST:
                return (*found, Item(_told(path.name or str(path)), path, fault=_TOO_MANY))
            found[item] = None
    return tuple(found)


_TOO_MANY = f"Plus de {_MOST} fichiers\u202f: les suivants n’ont pas été regardés. Donnez-les à part."
_TOO_MANY_MEMBERS = (
    f"Ce ZIP contient plus de {_MOST_MEMBERS} fichiers\u202f: dépliez-le, et donnez le dossier."
)
_TWICE = "Ce ZIP contient deux fichiers du même nom\u202f: dépliez-les à part, et donnez-les."


def _told(name: str) -> str:
    """A name as it can be written: on a stick it may be of bytes that no text is."""
    return name.encode(errors="replace").decode()


def _items(path: Path) -> Iterator[Item]:
    if path.is_dir():
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            for name in sorted(names):
                each = Path(folder, name)
                if name.startswith(".") or each.is_symlink():
                    continue
                yield from _of_file(each, _told(str(each.relative_to(path.parent))), searched=True)
    else:
        yield from _of_file(path, _told(path.name), searched=False)


def _of_file(path: Path, name: str, *, searched: bool) -> Iterator[Item]:
    members = _members(path) if path.suffix.casefold() == _ZIP else ()
    fault = ""
    if len(members) > _MOST_MEMBERS:
        fault = _TOO_MANY_MEMBERS
    elif len(set(members)) < len(members):
        fault = _TWICE
    if fault or not members:
        yield Item(name, path, searched=searched, fault=fault)
        return
    for member in members:
        yield Item(f"{name} › {member}", path, member, searched=True)


def _members(path: Path) -> tuple[str, ...]:
    """None of what isn't a ZIP, or can't be read: then it is read as a file, and told of."""
    try:
        if not path.is_file():
            return ()
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
    if item.fault:
        return Given(outcome=Outcome.UNREADABLE, detail=item.fault)
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
        if kind is None or size > LARGEST_OF[kind]:
            return _none(size, kind)
        if kind is ReceiptKind.EXAM_FILE and is_open(item.path):
            return Given(outcome=Outcome.OPEN)
        file.seek(0)
        content = file.read(LARGEST_OF[kind] + 1)
    return _whole(kind, content)


def _of_member(item: Item) -> Given:
    try:
        with item.path.open("rb") as file, ZipFile(file) as archive, archive.open(item.member) as member:
            head = member.read(_HEAD)
            size = archive.getinfo(item.member).file_size
            kind = _kind(item, head, size)
            if kind is None or size > LARGEST_OF[kind]:
                return _none(size, kind)
            # What it says of its size may be wrong.
            content = head + member.read(LARGEST_OF[kind] + 1 - len(head))
    except (BadZipFile, RuntimeError, NotImplementedError, KeyError, EOFError, zlib.error):
        torn = "Le ZIP est abîmé, ou protégé par un mot de passe."
        return Given(outcome=Outcome.UNREADABLE, detail=torn)
    return _whole(kind, content)


def _kind(item: Item, head: bytes, size: int) -> ReceiptKind | None:
    """Nothing tells an encrypted file from random bytes: its name does, or that somebody gave it."""
    name = (item.member or item.path.name).casefold()
    if head.startswith(_DATABASE) or (size and name.endswith(SUFFIX)):
        return ReceiptKind.EXAM_FILE
    if _PDF in head:
        return ReceiptKind.GRID
    return None


def _whole(kind: ReceiptKind, content: bytes) -> Given:
    """Unless it grew while it was read."""
    return Given(kind, content) if len(content) <= LARGEST_OF[kind] else _none(len(content), kind)


def _none(size: int, kind: ReceiptKind | None) -> Given:
    if not size:
        return Given(outcome=Outcome.EMPTY)
    if kind is not None:
        most = f"Il dépasse {LARGEST_OF[kind] >> 20}\u202fMio."
        return Given(outcome=Outcome.TOO_LARGE, detail=most)
    return Given(outcome=Outcome.NOT_OURS)
