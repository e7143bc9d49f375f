"""The settings in force, kept as soon as one changes."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Settings, SettingsStore

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
