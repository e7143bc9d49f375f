"""What the settings keep of the files opened lately."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury.application.settings import MOST_RECENT
from btstc_jury.ui.settings.preferences import Preferences

if TYPE_CHECKING:
    # At run time this would bring the whole oral in before the first window is painted.
    from btstc_jury.application.ports import ExamFile


def remember(preferences: Preferences, path: Path, *, encrypted: bool) -> None:
    """Put a file first, with what is known of it."""
    kept = preferences.value
    recent = (path, *(each for each in kept.recent if each != path))[:MOST_RECENT]
    known = {*kept.encrypted, path} if encrypted else {*kept.encrypted} - {path}
    preferences.put(
        replace(
            kept,
            recent=recent,
            encrypted=tuple(each for each in recent if each in known),
            recovery_due=tuple(each for each in recent if each in kept.recovery_due),
            last_folder=path.parent,
        )
    )


def forget(preferences: Preferences, path: Path) -> None:
    """Take a file out of the list; the file itself stays, and what is due for it."""
    recent = tuple(each for each in preferences.value.recent if each != path)
    preferences.put(replace(preferences.value, recent=recent))


def note_protection(preferences: Preferences, file: ExamFile) -> bool:
    """Keep whether a recent file is encrypted; whether it is."""
    encrypted = file.protection.encrypted
    kept = preferences.value
    if file.path in kept.recent and (file.path in kept.encrypted) is not encrypted:
        remember(preferences, file.path, encrypted=encrypted)
    return encrypted
