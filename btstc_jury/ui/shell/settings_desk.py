"""The settings as the user changes them: the dialog, and what it doesn't show."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from btstc_jury.application.settings import Settings
from btstc_jury.ui.candidate_screen.candidate_screen import Monitors
from btstc_jury.ui.settings.folder_field import ask_folder
from btstc_jury.ui.settings.preferences import Preferences
from btstc_jury.ui.settings.settings_dialog import SettingsDialog
from btstc_jury.ui.theme.theme import Theme


def show_settings(theme: Theme, window: QWidget, preferences: Preferences) -> None:
    """One dialog at a time, beside the work."""
    shown = window.findChild(SettingsDialog)
    if shown is None:
        put = partial(put_settings, theme, preferences)
        shown = SettingsDialog(theme, preferences.value, Monitors().all(), put, window)
    shown.show()
    shown.activateWindow()


def put_settings(theme: Theme, preferences: Preferences, chosen: Settings) -> None:
    """Keep what was chosen; what the dialog doesn't show may have changed since it opened."""
    kept = preferences.value
    preferences.put(
        replace(
            chosen,
            recent=kept.recent,
            encrypted=kept.encrypted,
            recovery_due=kept.recovery_due,
            last_folder=kept.last_folder,
            geometry=kept.geometry,
            candidate_place=kept.candidate_place,
        )
    )
    if (chosen.theme, chosen.text_scale) != (theme.mode, round(theme.scale * 100)):
        theme.set(chosen.theme, chosen.text_scale / 100)


def choose_backup_folder(window: QWidget, preferences: Preferences) -> None:
    kept = preferences.value
    title = "Dossier de sauvegarde"
    chosen = ask_folder(window, title, kept.backup_folder)
    if chosen is not None:
        preferences.put(replace(kept, backup_folder=chosen))
