"""The user's settings in a file of their own."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import msgspec
from platformdirs import user_config_path

from btstc_jury.application.settings import LONGEST_AUTO_COVER, Settings
from btstc_jury.system.atomic import atomic_write, problem_of
from btstc_jury.system.private import private_folder

_log = logging.getLogger(__name__)

_TEXT_SCALES = range(100, 201)
_MOST_RECENT = 10
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}", re.ASCII)


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
            return _understood(content)
        except ValueError:
            self._put_aside()
            return Settings()

    def save(self, settings: Settings) -> None:
        """Raises ``FileProblem``."""
        try:
            private_folder(self._path.parent)
        except OSError as error:
            raise problem_of(self._path, error) from error
        content = msgspec.json.encode(settings, enc_hook=str)
        atomic_write(self._path, msgspec.json.format(content))

    def _put_aside(self) -> None:
        aside = self._path.with_suffix(".illisible")
        try:
            self._path.replace(aside)
        except OSError as error:
            _log.info("the settings were not understood, and can't be put aside: %s", error.strerror)
        else:
            _log.info("the settings were not understood and are kept as %s", aside.name)


class ForgetfulSettings:
    """Settings of a run that must leave no trace."""

    def __init__(self) -> None:
        self._settings = Settings()

    def load(self) -> Settings:
        return self._settings

    def save(self, settings: Settings) -> None:
        self._settings = settings


def _understood(content: bytes) -> Settings:
    """Raises ``ValueError`` (``msgspec``'s errors are some) where the window could not do with it."""
    settings = msgspec.json.decode(content, type=Settings, dec_hook=_path_from)
    if settings.text_scale not in _TEXT_SCALES:
        raise ValueError("text_scale")
    if not all(_BASE64.fullmatch(each) for each in (settings.geometry, settings.candidate_place)):
        raise ValueError("geometry")
    if not 0 <= settings.auto_cover <= LONGEST_AUTO_COVER:
        raise ValueError("auto_cover")
    if len(settings.recent) > _MOST_RECENT or not all(path.is_absolute() for path in settings.recent):
        raise ValueError("recent")
    return settings


def _path_from(kind: type[object], value: object) -> object:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise TypeError(f"no setting is a {kind.__name__}")
