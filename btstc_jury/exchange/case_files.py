"""A case as one file, ``.btscas``: a ZIP of ``case.json`` and of the annexes, each under its digest.

It names no author, no school, no time: two exports of a case have the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import IO

from btstc_jury.application.cases import CaseFile, UnusableCase
from btstc_jury.application.problems import cause
from btstc_jury.domain.case import Annex, Case
from btstc_jury.exchange.case_records import BadCase, NewerCase, case_json, case_of
from btstc_jury.exchange.packed import Bounds, Unpackable, open_packed, unpacked

LARGEST = 64 << 20
"""Bytes of a file, and of what it holds unpacked."""
_MOST_ANNEXES = 50
LARGEST_ANNEX = 32 << 20
_LARGEST_JSON = 8 << 20
_BOUNDS = Bounds(entries=_MOST_ANNEXES + 1, whole=LARGEST, ratio=200)
_CASE, _ANNEXES = "case.json", "annexes/"
_MADE = (1980, 1, 1, 0, 0, 0)
_FILE_MODE = 0o644 << 16


def case_bytes(file: CaseFile) -> bytes:
    """The whole file. Raises ``UnusableCase`` for a case that none could hold."""
    title = file.case.title
    if not title.strip():
        raise UnusableCase("Le cas n’a pas de titre\u202f: donnez-lui-en un. Rien n’a été écrit.")
    try:
        described = case_json(file.case)
    except BadCase as error:
        raise UnusableCase(f"Le cas «\u202f{title}\u202f» ne peut pas être gardé\u202f: {error}.") from error
    _check_annexes(file)
    if len(described) > _LARGEST_JSON or len(described) + sum(map(len, file.annexes.values())) > LARGEST:
        raise UnusableCase(
            f"Le cas «\u202f{title}\u202f» ne peut pas être gardé\u202f: avec ses annexes, il dépasse "
            f"{LARGEST >> 20}\u202fMio. Retirez une annexe, ou réduisez-la."
        )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr(_entry(_CASE), described, zipfile.ZIP_DEFLATED, 9)
        for digest in sorted(file.annexes):
            packed.writestr(_entry(f"{_ANNEXES}{digest}"), file.annexes[digest], zipfile.ZIP_STORED)
    return content.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _MADE)
    info.create_system, info.external_attr = 3, _FILE_MODE
    return info


def _check_annexes(file: CaseFile) -> None:
    for each in file.case.annexes:
        content = file.annexes.get(each.digest)
        if content is None or len(content) != each.size or sha256(content).hexdigest() != each.digest:
            raise UnusableCase(f"L’annexe «\u202f{each.name}\u202f» n’est pas celle que le cas décrit.")
        if each.size > LARGEST_ANNEX:
            raise UnusableCase(
                f"L’annexe «\u202f{each.name}\u202f» dépasse {LARGEST_ANNEX >> 20}\u202fMio\u202f: "
                "réduisez-la."
            )


def read_case(path: Path) -> CaseFile:
    """The case and its annexes. Raises ``UnusableCase``."""
    try:
        with _opened(path) as file, open_packed(file, _BOUNDS) as packed:
            case = _described(path, packed)
            return CaseFile(case, _annexes(path, packed, case))
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    except Unpackable as error:
        raise _unusable(path, str(error)) from error


def read_described(path: Path) -> Case:
    """The case alone: an annex may be damaged. Raises ``UnusableCase``."""
    try:
        with _opened(path) as file, open_packed(file, _BOUNDS) as packed:
            return _described(path, packed)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    except Unpackable as error:
        raise _unusable(path, str(error)) from error


def _opened(path: Path) -> IO[bytes]:
    if path.exists() and not path.is_file():
        # To open a pipe or a device might wait for ever.
        raise _unusable(path, "ce n’est pas un fichier ordinaire")
    file = path.open("rb")
    size, start = file.seek(0, 2), _start(file)
    if size <= LARGEST + _LARGEST_JSON and start == b"PK":
        return file
    file.close()
    large = start == b"PK"
    raise _unusable(path, f"il dépasse {LARGEST >> 20}\u202fMio" if large else "ce n’est pas un cas")


def _start(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(2)


def _described(path: Path, packed: zipfile.ZipFile) -> Case:
    try:
        content = unpacked(packed, _CASE, _LARGEST_JSON)
    except KeyError as error:
        raise _unusable(path, "ce n’est pas un cas\u202f: il n’y a pas de «\u202fcase.json\u202f»") from error
    try:
        return case_of(content)
    except NewerCase as error:
        raise UnusableCase(
            f"«\u202f{path.name}\u202f»\u202f: {error}. "
            "Mettez le programme à jour. Le fichier n’a pas été touché."
        ) from error
    except BadCase as error:
        raise _unusable(path, f"le cas est mal formé\u202f: {error}") from error


def _annexes(path: Path, packed: zipfile.ZipFile, case: Case) -> dict[str, bytes]:
    named = {f"{_ANNEXES}{each.digest}": each for each in case.annexes}
    others = [each for each in packed.namelist() if each != _CASE and each not in named]
    if others:
        raise _unusable(path, "il contient autre chose qu’un cas et ses annexes")
    return {each.digest: _annex(path, packed, entry, each) for entry, each in named.items()}


def _annex(path: Path, packed: zipfile.ZipFile, entry: str, annex: Annex) -> bytes:
    try:
        content = unpacked(packed, entry, LARGEST_ANNEX)
    except KeyError as error:
        raise _unusable(path, f"l’annexe «\u202f{annex.name}\u202f» manque") from error
    if len(content) != annex.size or sha256(content).hexdigest() != annex.digest:
        raise _unusable(path, f"l’annexe «\u202f{annex.name}\u202f» n’a pas l’empreinte que le cas annonce")
    return content


def _unreadable(path: Path, error: Exception) -> UnusableCase:
    return _unusable(path, cause(error) if isinstance(error, OSError) else "ce nom de fichier est impossible")


def _unusable(path: Path, why: str) -> UnusableCase:
    return UnusableCase(
        f"«\u202f{path.name}\u202f» ne peut pas être lu comme un cas\u202f: {why}. "
        "Demandez-en une autre copie à qui vous l’a donné. Le fichier n’a pas été touché."
    )
