"""The user's settings in a file of their own."""

from __future__ import annotations

import binascii
import logging
import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, get_args

from btstc_jury.application.problems import Message, cause
from btstc_jury.application.settings import (
    LONGEST_AUTO_COVER,
    LONGEST_AUTO_LOCK,
    LONGEST_KEPT,
    MOST_RECENT,
    MOST_SERVERS,
    TEXT_SCALES,
    KnownCentre,
    Settings,
    Shelf,
    ThemeMode,
)
from btstc_jury.system.files import atomic_write, problem_of
from btstc_jury.system.folders import config_folder, private_folder

_log = logging.getLogger(__name__)

_LARGEST = 1 << 20
"""Bytes; a full one takes some thousands."""
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}", re.ASCII)


class _NotUnderstoodError(ValueError):
    """The window could not do with a value of the file."""


class FileSettings:
    """JSON in the user's configuration folder; ``path`` only for tests.

    Read by the standard library: before the first window, ``msgspec`` would take longer than all settings.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_folder() / "settings.json"
        self.trouble: Message | None = None
        """Why the settings are not the user's own, to be told once there is a window."""

    def load(self) -> Settings:
        """A file that can't be read as settings is put aside (``.illisible``), and the defaults serve."""
        try:
            if self.path.exists() and not self.path.is_file():
                # To open a pipe might wait for ever.
                return self._unread("ce n’est pas un fichier ordinaire")
            if self.path.stat().st_size > _LARGEST:
                return self._put_aside()
            content = self.path.read_bytes()
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            return self._unread(cause(error))
        try:
            return _understood(content)
        except (ValueError, RecursionError):
            return self._put_aside()

    def save(self, settings: Settings) -> None:
        """Raises ``FileProblem``."""
        try:
            private_folder(self.path.parent)
        except OSError as error:
            raise problem_of(self.path, error) from error
        import json  # noqa: PLC0415 - see ``_understood``

        kept = {**settings._asdict(), "keys": {**settings.keys}, "folders": {**settings.folders}}
        content = json.dumps(kept, default=str, ensure_ascii=False, indent=2)
        # Half a character, of a path, is escaped as JSON does.
        atomic_write(self.path, content.encode(errors="backslashreplace"))

    def _unread(self, why: str, *, aside: bool = False) -> Settings:
        _log.info("the settings can't be %s", "put aside" if aside else "read")
        self.trouble = Message(
            "Vos réglages n’ont pas pu être lus\u202f: le programme prend ceux d’origine.",
            "Vos fichiers d’examen ne sont pas touchés. Vérifiez le fichier des réglages.",
            f"{self.path}\u202f: {why}",
        )
        return Settings()

    def _put_aside(self) -> Settings:
        """An earlier one that was put aside stays too."""
        aside = self.path.with_suffix(".illisible")
        number = 2
        while aside.exists():
            aside = self.path.with_suffix(f".{number}.illisible")
            number += 1
        try:
            self.path.replace(aside)
        except OSError as error:
            return self._unread(cause(error), aside=True)
        _log.info("the settings were not understood and are kept as %s", aside.name)
        self.trouble = Message(
            "Vos réglages n’ont pas été compris\u202f: le programme prend ceux d’origine.",
            "Vos fichiers d’examen ne sont pas touchés. Le fichier des réglages est gardé sous un autre nom.",
            str(aside),
        )
        return Settings()


class ForgetfulSettings:
    """Settings of a run that must leave no trace."""

    def __init__(self) -> None:
        self._settings = Settings()

    def load(self) -> Settings:
        return self._settings

    def save(self, settings: Settings) -> None:
        self._settings = settings


def _understood(content: bytes) -> Settings:
    """Raises ``ValueError`` where the window could not do with it; what a later version adds is left out."""
    import json  # noqa: PLC0415 - the first window of all has no settings to read

    kept = json.loads(content)
    if not isinstance(kept, dict):
        raise _NotUnderstoodError("settings")
    values: dict[str, Any] = {name: read(kept[name]) for name, read in _READERS.items() if name in kept}
    return Settings(**values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _NotUnderstoodError("not a text")
    value.encode()  # refuses half a character
    return value


def _base64(value: object) -> str:
    if not _BASE64.fullmatch(_text(value)):
        raise _NotUnderstoodError("not base64")
    binascii.a2b_base64(_text(value))  # refuses what has no whole bytes
    return _text(value)


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise _NotUnderstoodError("not a switch")
    return value


def _whole(among: range, value: object) -> int:
    if type(value) is not int or value not in among:
        raise _NotUnderstoodError("not a whole number of its range")
    return value


def _theme(value: object) -> str:
    if value not in get_args(ThemeMode):
        raise _NotUnderstoodError("not a theme")
    return _text(value)


def _path(value: object) -> Path:
    """A name may have a byte that isn't UTF-8, which Python keeps as half a character; never a NUL."""
    if not isinstance(value, str) or "\0" in value:
        raise _NotUnderstoodError("not a path")
    os.fsencode(value)  # refuses any other half
    return Path(value)


def _path_or_none(value: object) -> Path | None:
    return None if value is None else _path(value)


def _absolute_folder(value: object) -> Path | None:
    folder = _path_or_none(value)
    if folder is not None and not folder.is_absolute():
        raise _NotUnderstoodError("not an absolute path")
    return folder


def _recent(value: object) -> tuple[Path, ...]:
    if not isinstance(value, list) or len(value) > MOST_RECENT:
        raise _NotUnderstoodError("not a list of recent files")
    paths = tuple(map(_path, value))
    if not all(path.is_absolute() for path in paths):
        raise _NotUnderstoodError("not an absolute path")
    return paths


def _servers(value: object) -> tuple[KnownCentre, ...]:
    if not isinstance(value, list) or len(value) > MOST_SERVERS:
        raise _NotUnderstoodError("not a list of servers")
    if not all(isinstance(each, list) and len(each) == len(KnownCentre._fields) for each in value):
        raise _NotUnderstoodError("not a server")
    return tuple(KnownCentre(*map(_text, each)) for each in value)


def _folders(value: object) -> dict[Shelf, Path]:
    """A kind that a later version adds is left out."""
    if not isinstance(value, dict):
        raise _NotUnderstoodError("not a table of folders")
    found = ((name, _absolute_folder(folder)) for name, folder in value.items() if name in {*Shelf})
    return {Shelf(name): folder for name, folder in found if folder is not None}


def _keys(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _NotUnderstoodError("not a table of keys")
    return {_text(name): _text(keys) for name, keys in value.items()}


_READERS: Mapping[str, Callable[[object], object]] = {
    "theme": _theme,
    "text_scale": partial(_whole, TEXT_SCALES),
    "recent": _recent,
    "encrypted": _recent,
    "recovery_due": _recent,
    "last_folder": _path_or_none,
    "geometry": _base64,
    "auto_cover": partial(_whole, range(LONGEST_AUTO_COVER + 1)),
    "auto_lock": partial(_whole, range(LONGEST_AUTO_LOCK + 1)),
    "keep_awake": _switch,
    "candidate_monitor": _text,
    "candidate_place": _base64,
    "purge_after_months": partial(_whole, range(1, LONGEST_KEPT + 1)),
    "keys": _keys,
    "backup_folder": _absolute_folder,
    "timestamp_url": _text,
    "seal_file": _path_or_none,
    "forms_folder": _absolute_folder,
    "cases_folder": _absolute_folder,
    "servers": _servers,
    "on_server": _switch,
    "folders": _folders,
}
