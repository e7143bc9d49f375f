"""The files of the centre's forms: taken away, put back, renamed, or to be mended."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from btstc_jury.application.form_editing import RemovedForm, Values
from btstc_jury.application.problems import UnusableForm
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.exchange.form_writing import checked
from btstc_jury.exchange.toml_files import read_text, read_toml

_SUFFIX = ".toml"


class CentreFiles:
    """See ``application.form_editing.CentreForms``. ``write``, ``remove``: as for ``CentreWorkshop``."""

    def __init__(
        self,
        library: FormLibrary,
        centre: Path,
        write: Callable[[Path, str], None],
        remove: Callable[[Path], None],
    ) -> None:
        self._library = library
        self._centre = centre
        self._write = write
        self._remove = remove

    def file_values(self, path: Path) -> Values:
        return read_toml(path)

    def faulty(self) -> tuple[Path, ...]:
        _, problems = self._library.usable()
        own = (each.file for each in problems if each.file.parent == self._centre)
        return tuple(each for each in dict.fromkeys(own) if each.suffix == _SUFFIX and each.is_file())

    def remove(self, key: str) -> RemovedForm:
        path = self._path(key)
        removed = RemovedForm(key, self._library.get(key).name, read_text(path))
        self._remove(path)
        return removed

    def put_back(self, removed: RemovedForm) -> None:
        self._write(self._path(removed.key), removed.text)

    def rename(self, key: str, new: str) -> None:
        official = self._library.taken(new)
        if official:
            raise UnusableForm(official)
        path = self._path(new)
        _, text = checked(self._library.get(key), path)
        if os.path.lexists(path):
            raise UnusableForm(
                f"le centre a déjà une forme «\u202f{new}\u202f»\u202f: donnez-lui une autre clé"
            )
        self._write(path, text)
        self._remove(self._path(key))

    def _path(self, key: str) -> Path:
        return self._centre / f"{key}{_SUFFIX}"
