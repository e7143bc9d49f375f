"""Where the user went last for a kind of file: the next dialog of that kind begins there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from btstc_jury.application.settings import Shelf


class LastFolders(QObject):
    """Belongs to the window, and serves all that stands in or beside it."""

    def of(self, shelf: Shelf) -> Path | None:
        raise NotImplementedError

    def note(self, shelf: Shelf, folder: Path) -> None:
        raise NotImplementedError


def last_folder(widget: QWidget, shelf: Shelf, usual: Path) -> Path:
    """``usual`` at the first time, and where the last one isn't there any more."""
    known = _folders(widget)
    kept = None if known is None else known.of(shelf)
    return kept if kept is not None and kept.is_dir() else usual


def note_folder(widget: QWidget, shelf: Shelf, folder: Path) -> None:
    known = _folders(widget)
    if known is not None and folder.is_absolute():
        known.note(shelf, folder)


def _folders(widget: QWidget) -> LastFolders | None:
    above: QObject | None = widget
    while above is not None:
        for each in above.children():
            if isinstance(each, LastFolders):
                return each
        above = above.parent()
    return None
