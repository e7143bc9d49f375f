"""The folder of a teacher's cases, and those that the program is delivered with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from btstc_jury.application.cases import (
    SUFFIX,
    CaseFault,
    CaseFile,
    CaseLine,
    CaseListing,
    UnusableCase,
)
from btstc_jury.application.problems import cause
from btstc_jury.domain.case import Case
from btstc_jury.domain.wording import unaccented
from btstc_jury.exchange.case_files import case_bytes, read_case, read_described
from btstc_jury.exchange.case_records import BadCase, case_from
from btstc_jury.exchange.toml_files import FormErrors, read_toml

_LONGEST_NAME = 60
_MOST_LISTED = 5_000
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)
"""Names that Windows keeps for its devices, whatever their ending."""
_Stamp: TypeAlias = tuple[int, int] | None
_Write: TypeAlias = Callable[[Path, bytes], None]


class CaseFolder:
    """See ``application.cases.CaseStore``. ``delivered``: holds the cases to begin with. ``keep``: writes
    a file of the folder, which it makes; ``export``: one that goes elsewhere; both whole or not at all.
    """

    def __init__(
        self, folder: Path, delivered: Path, keep: _Write, export: _Write, remove: Callable[[Path], None]
    ) -> None:
        self._folder = folder
        self._delivered = delivered
        self._keep = keep
        self._export = export
        self._remove = remove
        self._read: dict[Path, tuple[_Stamp, Case | str]] = {}

    @property
    def folder(self) -> Path:
        return self._folder

    def listing(self) -> CaseListing:
        cases: dict[str, tuple[Path, Case]] = {}
        faults: list[CaseFault] = []
        for path in self._paths():
            found = self._described(path)
            if isinstance(found, str):
                faults.append(CaseFault(path, found))
            elif found.key in cases:
                first = cases[found.key][0].name
                words = (
                    f"«\u202f{path.name}\u202f» est le même cas que «\u202f{first}\u202f»\u202f: ouvrez-le "
                    "depuis un autre dossier pour dire lequel garder, ou supprimez l’un des deux."
                )
                faults.append(CaseFault(path, words))
            else:
                cases[found.key] = path, found
        titles = {key: case.title for key, (_, case) in cases.items()}
        lines = (_line(path, case, titles) for path, case in cases.values())
        return CaseListing(tuple(sorted(lines, key=_by_title)), tuple(faults))

    def open(self, key: str) -> CaseFile:
        path = self._path_of(key)
        if path is None:
            raise UnusableCase(
                f"Ce cas n’est plus dans le dossier des cas ({self._folder}). Relisez la liste."
            )
        return read_case(path)

    def keep(self, file: CaseFile) -> Path:
        content = case_bytes(file)
        path = self._path_of(file.case.key) or self._free_path(file.case.title)
        self._keep(path, content)
        self._read.pop(path, None)
        return path

    def remove(self, key: str) -> None:
        path = self._path_of(key)
        if path is not None:
            self._remove(path)

    def read(self, path: Path) -> CaseFile:
        return read_case(path)

    def write(self, path: Path, file: CaseFile) -> None:
        self._export(path, case_bytes(file))

    def ready(self) -> tuple[CaseFile, ...]:
        return tuple(CaseFile(ready_case(path)) for path in sorted(self._delivered.glob("cas-*.toml")))

    def _path_of(self, key: str) -> Path | None:
        """The first in the order of names, as the list has it."""
        for path in self._paths():
            found = self._described(path)
            if isinstance(found, Case) and found.key == key:
                return path
        return None

    def _paths(self) -> list[Path]:
        """Listed anew each time: a file may be brought while the program runs."""
        try:
            if not self._folder.exists():
                return []
            return sorted(_cases_in(self._folder))[:_MOST_LISTED]
        except OSError as error:
            raise UnusableCase(
                f"Le dossier des cas ne peut pas être lu ({cause(error)})\u202f: {self._folder}. "
                "Choisissez-en un autre dans les réglages."
            ) from error

    def _described(self, path: Path) -> Case | str:
        """What the file holds, or why it can't be read; read again once it has changed."""
        stamp = _stamp(path)
        known = self._read.get(path)
        if known is not None and stamp is not None and known[0] == stamp:
            return known[1]
        found: Case | str
        try:
            found = read_described(path)
        except UnusableCase as error:
            found = str(error)
        self._read[path] = stamp, found
        return found

    def _free_path(self, title: str) -> Path:
        name = _safe(title) or "cas"
        number, path = 2, self._folder / f"{name}{SUFFIX}"
        while path.exists():
            number, path = number + 1, self._folder / f"{name}-{number}{SUFFIX}"
        return path


def ready_case(path: Path) -> Case:
    """A case from the text of a TOML file. Raises ``UnusableCase``."""
    try:
        return case_from(read_toml(path))
    except (FormErrors, BadCase) as error:
        raise UnusableCase(f"{path.name}\u202f: {error}") from error


def _cases_in(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.suffix.lower() == SUFFIX and not path.name.startswith(".") and path.is_file():
            yield path


def _line(path: Path, case: Case, titles: Mapping[str, str]) -> CaseLine:
    return CaseLine(
        key=case.key,
        title=case.title,
        exam=case.exam,
        trade=case.trade,
        filled=len(case.rubrics) - len(case.missing),
        rubrics=len(case.rubrics),
        objections=len(case.objections),
        changes=len(case.changes),
        annexes=len(case.annexes),
        parent=case.parent,
        parent_title=titles.get(case.parent, ""),
        path=path,
    )


def _by_title(line: CaseLine) -> tuple[str, str]:
    return unaccented(line.title), line.key


def _stamp(path: Path) -> _Stamp:
    """``None`` where the file can't be looked at: reading it says why."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _safe(title: str) -> str:
    """Letters, digits and hyphens only: the rest means something to one system or another."""
    name = re.sub(r"[\W_]+", "-", title).strip("-")[:_LONGEST_NAME].strip("-")
    return f"cas-{name}" if _RESERVED.fullmatch(name) else name
