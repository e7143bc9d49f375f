"""The settings in force, kept as soon as one changes, and what they keep of the files opened lately."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import (
    MOST_RECENT,
    MOST_SERVERS,
    KnownCentre,
    Settings,
    SettingsStore,
    Shelf,
)
from btstc_jury.ui.widgets.last_folders import LastFolders

if TYPE_CHECKING:
    from btstc_jury.application.ports import GuardedFile


_log = logging.getLogger(__name__)


class Preferences(QObject):
    """``changed``: another value is in force; ``failed(Message)``: it could not be kept for the next run."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, store: SettingsStore, settings: Settings) -> None:
        super().__init__()
        self._store = store
        self._value = settings

    @property
    def value(self) -> Settings:
        return self._value

    def put(self, settings: Settings) -> None:
        """In force at once, and kept."""
        altered = settings != self._value
        self._value = settings
        try:
            self._store.save(settings)
        except FileProblem as problem:
            _log.warning("the settings were not saved: %s", problem.kind)
            from btstc_jury.application.views import messages  # noqa: PLC0415

            self.failed.emit(messages.problem(problem))
        if altered:
            self.changed.emit()


class KeptFolders(LastFolders):
    """Found again at the next run."""

    def __init__(self, window: QObject, preferences: Preferences) -> None:
        super().__init__(window)
        self._preferences = preferences

    def of(self, shelf: Shelf) -> Path | None:
        return self._preferences.value.folders.get(shelf)

    def note(self, shelf: Shelf, folder: Path) -> None:
        if self.of(shelf) != folder:
            kept = self._preferences.value
            self._preferences.put(kept._replace(folders={**kept.folders, shelf: folder}))


def remember(preferences: Preferences, path: Path, *, encrypted: bool) -> None:
    """Put a file first, with what is known of it."""
    kept = preferences.value
    recent = (path, *(each for each in kept.recent if each != path))[:MOST_RECENT]
    known = {*kept.encrypted, path} if encrypted else {*kept.encrypted} - {path}
    preferences.put(
        kept._replace(
            recent=recent,
            encrypted=tuple(each for each in recent if each in known),
            recovery_due=tuple(each for each in recent if each in kept.recovery_due),
            last_folder=path.parent,
            on_server=False,
        )
    )


def remember_centre(preferences: Preferences, centre: KnownCentre) -> None:
    """Put a centre of a server first."""
    kept = preferences.value
    others = (each for each in kept.servers if each.address != centre.address)
    preferences.put(kept._replace(servers=(centre, *others)[:MOST_SERVERS], on_server=True))


def forget_centre(preferences: Preferences, address: str) -> None:
    servers = tuple(each for each in preferences.value.servers if each.address != address)
    preferences.put(preferences.value._replace(servers=servers))


def forget(preferences: Preferences, path: Path) -> None:
    """Take a file out of the list; the file itself stays, and what is due for it."""
    recent = tuple(each for each in preferences.value.recent if each != path)
    preferences.put(preferences.value._replace(recent=recent))


def note_protection(preferences: Preferences, file: GuardedFile) -> bool:
    """Keep whether a recent file is encrypted; whether it is."""
    encrypted = file.protection.encrypted
    kept = preferences.value
    if file.path in kept.recent and (file.path in kept.encrypted) is not encrypted:
        remember(preferences, file.path, encrypted=encrypted)
    return encrypted
