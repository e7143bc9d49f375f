"""The settings beside the work: chosen, saved, taken to another machine and brought from one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Settings, Shelf
from btstc_jury.application.settings_sharing import Brought, SharedSettings, UnusableSettings, bring
from btstc_jury.application.views import messages
from btstc_jury.ui.candidate_screen.candidate_screen import Monitor, Monitors
from btstc_jury.ui.settings.import_dialog import ImportDialog
from btstc_jury.ui.settings.place_field import ask_folder
from btstc_jury.ui.settings.preferences import Preferences
from btstc_jury.ui.settings.settings_fields import SettingsFields
from btstc_jury.ui.settings.shared_keys import ActKeys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import aside
from btstc_jury.ui.widgets.fields import ask_files, ask_where, documents
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import panel, row

_WIDTH = 720
_KIND = "Réglages (*.toml)"
_FILE = "Réglages BTS TC Jury.toml"


class SettingsDialog(FormDialog):
    """Not modal: the oral goes on beside it. What is imported stands in the fields until it is saved."""

    guide_page = "reglages"

    def __init__(
        self,
        theme: Theme,
        preferences: Preferences,
        monitors: Sequence[Monitor],
        shared: SharedSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "Réglages", _WIDTH, parent)
        columns = 2 if theme.px(_WIDTH) < self.screen().availableGeometry().width() else 1
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preferences, self._shared = preferences, shared
        self._before: Settings | None = None
        self.fields = SettingsFields(theme, preferences.value, monitors, shared.usual, columns)
        self.body.addWidget(self.fields)
        self._make_strip()
        for place, each in enumerate(
            (aside("&Importer…", self._ask_file), aside("E&xporter…", self._ask_where))
        ):
            self.buttons.insertWidget(place, each)
        self.add_usual_buttons("&Enregistrer")
        self.remember()

    def settings(self, kept: Settings) -> Settings:
        """As the fields have them; what the dialog doesn't show is that of ``kept``."""
        return self.fields.settings(kept)

    def entries(self) -> tuple[object, ...]:
        return (self.settings(Settings()),)

    def submit(self) -> None:
        if self.first_invalid((self.fields.check(),)):
            return
        # What isn't shown may have changed since the dialog opened.
        chosen = self.settings(self._preferences.value)
        self._preferences.put(chosen)
        if (chosen.theme, chosen.text_scale) != (self.theme.mode, round(self.theme.scale * 100)):
            self.theme.set(chosen.theme, chosen.text_scale / 100)
        self.accept()

    def _make_strip(self) -> None:
        self._told = label("", wrap=True)
        self._take_back = aside("&Défaire l’import", self._undo)
        self._strip = panel(row(self.theme, (self._told, 1), self._take_back, margins=(24, 8)), "notice")
        self._add_strip(self._strip)
        self._strip.hide()

    def _tell(self, words: str) -> None:
        self._told.setText(words)
        self._strip.setVisible(bool(words))
        self._take_back.setVisible(self._before is not None)
        self.show_problem("")

    def _ask_where(self) -> None:
        if not self.first_invalid((self.fields.check(),)):
            proposed = documents() / _FILE
            ask_where(self, "Exporter les réglages", _KIND, proposed, self._export, shelf=Shelf.SETTINGS)

    def _export(self, chosen: str) -> None:
        path = Path(chosen)
        try:
            left = self._shared.write(self.settings(self._preferences.value), path)
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return
        self._tell("\n".join((f"Réglages exportés\u202f: {path}", *(f"Sans {each}" for each in left))))

    def _ask_file(self) -> None:
        ask_files(self, "Importer des réglages", _KIND, lambda chosen: self._read(chosen[0]), Shelf.SETTINGS)

    def _read(self, path: Path) -> None:
        try:
            shown = self.settings(self._preferences.value)
            brought = bring(self._shared.read(path), shown, ActKeys())
        except UnusableSettings as problem:
            self.show_problem(str(problem))
            return
        self.show_problem("")
        asked = ImportDialog(self.theme, path.name, brought, self)
        asked.agreed.connect(partial(self._take, path.name, brought))
        asked.ask()

    def _take(self, name: str, brought: Brought) -> None:
        self._before = self._before or self.settings(self._preferences.value)
        self.fields.show_settings(brought.settings)
        count = len(brought.changes)
        changed = "1 changement" if count == 1 else f"{count} changements"
        self._tell(f"«\u202f{name}\u202f» repris\u202f: {changed}, en vigueur une fois enregistrés.")

    def _undo(self) -> None:
        if self._before is not None:
            self.fields.show_settings(self._before)
            self._before = None
            self._tell("")


def show_settings(theme: Theme, window: QWidget, preferences: Preferences, shared: SharedSettings) -> None:
    """One dialog at a time, beside the work."""
    shown = window.findChild(SettingsDialog)
    if shown is None:
        shown = SettingsDialog(theme, preferences, Monitors().all(), shared, window)
    shown.show()
    shown.activateWindow()


def choose_backup_folder(window: QWidget, preferences: Preferences) -> None:
    kept = preferences.value
    chosen = ask_folder(window, "Dossier de sauvegarde", kept.backup_folder)
    if chosen is not None:
        preferences.put(kept._replace(backup_folder=chosen))
