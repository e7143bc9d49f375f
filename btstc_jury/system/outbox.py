"""Exported files wait in a hidden folder beside their place, and get there all together."""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from btstc_jury.system.files import problem_of, sync_folder, write_new

_HIDDEN = ".btstc-jury-"


class FolderOutbox:
    """See ``application.grid_export.Outbox``. The folder is made at the first file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._waiting: Path | None = None
        self._made: list[Path] = []
        self._names: list[str] = []
        self._taken: set[str] = set()

    def put(self, stem: str, contents: Mapping[str, bytes]) -> tuple[str, ...]:
        with self._told():
            waiting = self._hidden_folder()
            names = self._free_names(stem, contents)
            for name, content in zip(names, contents.values(), strict=True):
                self._taken.add(_same(name))
                if not (self.folder / name).exists():
                    write_new(waiting / name, content)
                    self._names.append(name)
            return names

    def commit(self) -> None:
        if self._waiting is None:
            # Nothing was put: no empty folder is left for it.
            return
        placed: list[Path] = []
        with self._told():
            waiting = self._hidden_folder()
            try:
                for name in self._names:
                    target = self.folder / name
                    # Taking the name first: a file that came there meanwhile isn't replaced.
                    target.open("xb").close()
                    placed.append(target)
                    (waiting / name).replace(target)
                waiting.rmdir()
                sync_folder(self.folder)
            except BaseException:
                for target in placed:
                    target.unlink(missing_ok=True)
                raise
            self._waiting = None
            self._made.clear()

    def discard(self) -> None:
        with self._told():
            if self._waiting is not None:
                shutil.rmtree(self._waiting)
                self._waiting = None
            while self._made:
                folder = self._made.pop()
                if not any(folder.iterdir()):
                    folder.rmdir()

    def _free_names(self, stem: str, contents: Mapping[str, bytes]) -> tuple[str, ...]:
        stems = (stem if number == 1 else f"{stem} ({number})" for number in count(1))
        names = (tuple(f"{each}{ending}" for ending in contents) for each in stems)
        return next(each for each in names if all(map(self._is_free, each, contents.values())))

    def _is_free(self, name: str, content: bytes) -> bool:
        """Nothing has that name, or a file of an earlier export that is the same."""
        if _same(name) in self._taken:
            return False
        there = self.folder / name
        if not os.path.lexists(there):
            return True
        return there.is_file() and there.stat().st_size == len(content) and there.read_bytes() == content

    def _hidden_folder(self) -> Path:
        """On the same disk, so that files get to their place by a mere change of name."""
        if self._waiting is None:
            self._make_folder()
            self._waiting = Path(tempfile.mkdtemp(prefix=_HIDDEN, dir=self.folder))
        return self._waiting

    def _make_folder(self) -> None:
        absent = [each for each in (self.folder, *self.folder.parents) if not each.exists()]
        for each in reversed(absent):
            each.mkdir()
            self._made.append(each)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise problem_of(self.folder, error) from error


def write_zip(folder: Path, names: Sequence[str]) -> Path:
    """The files of a folder in one ZIP beside it, whole or not at all; equal files give equal bytes. A file
    that is there already is never replaced: the same content is left as it is, another makes the name be
    numbered. Raises ``FileProblem``.
    """
    out = BytesIO()
    try:
        with ZipFile(out, "w", ZIP_DEFLATED) as packed:
            for name in names:
                entry = ZipInfo(f"{folder.name}/{name}")
                entry.compress_type = ZIP_DEFLATED
                packed.writestr(entry, (folder / name).read_bytes())
        content = out.getvalue()
        for number in count(1):
            path = folder.with_name(f"{folder.name}{f' ({number})' if number > 1 else ''}.zip")
            if not os.path.lexists(path):
                write_new(path, content)
                return path
            if path.is_file() and path.read_bytes() == content:
                return path
    except OSError as error:
        raise problem_of(folder, error) from error
    raise AssertionError


def _same(name: str) -> str:
    """What systems that ignore case take for one name."""
    return unicodedata.normalize("NFC", name).casefold()
