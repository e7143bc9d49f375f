"""The user's settings in a file of their own."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec
from platformdirs import user_config_path

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.settings import Settings
from btstc_jury.system.atomic import atomic_write

_log = logging.getLogger(__name__)


class FileSettings:
    """JSON in the user's configuration folder; ``path`` only for tests."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or user_config_path("btstc-jury", appauthor=False) / "settings.json"

    def load(self) -> Settings:
        """A file that can't be read as settings is put aside (``.illisible``), and the defaults serve."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            _log.info("the settings can't be read: %s", error.strerror)
            return Settings()
        try:
            return msgspec.json.decode(content, type=Settings, dec_hook=_path_from)
        except msgspec.MsgspecError:
            aside = self._path.with_suffix(".illisible")
            self._path.replace(aside)
            _log.info("the settings were not understood and are kept as %s", aside.name)
            return Settings()

    def save(self, settings: Settings) -> None:
        """Raises ``FileProblem``."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileProblem(ProblemKind.PERMISSION, self._path, error.strerror or "") from error
        content = msgspec.json.encode(settings, enc_hook=str)
        atomic_write(self._path, msgspec.json.format(content))


class ForgetfulSettings:
    """Settings of a run that must leave no trace."""

    def __init__(self) -> None:
        self._settings = Settings()

    def load(self) -> Settings:
        return self._settings

    def save(self, settings: Settings) -> None:
        self._settings = settings


def _path_from(kind: type[object], value: object) -> object:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise NotImplementedError(kind)
