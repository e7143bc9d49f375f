"""What the user chooses for this machine: look, privacy, laptop, candidate's screen, keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from btstc_jury.application.settings import LONGEST_AUTO_COVER, LONGEST_AUTO_LOCK, Settings, ThemeMode
from btstc_jury.ui.candidate_screen.candidate_screen import Monitor, Monitors
from btstc_jury.ui.settings.key_fields import KeyFields
from btstc_jury.ui.settings.preferences import Preferences
from btstc_jury.ui.shortcuts import Keymap
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, label, rule
from btstc_jury.ui.widgets.buttons import PushButton, TickBox
from btstc_jury.ui.widgets.fields import Choice, Field
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill, panel, row, table
from btstc_jury.ui.widgets.steady import NumberBox

_WIDTH = 720
_SCALES = range(100, 201, 10)
_LOOKS: dict[ThemeMode, str] = {
    "auto": "Comme le système",
    "light": "Clair",
    "dark": "Sombre",
    "contrast-light": "Contraste élevé, clair",
    "contrast-dark": "Contraste élevé, sombre",
}


class SettingsDialog(FormDialog):
    """Not modal: the oral goes on beside it. ``usual_forms``: where the centre's forms are unless another
    folder is chosen.
    """

    def __init__(
        self,
        theme: Theme,
        preferences: Preferences,
        monitors: Sequence[Monitor],
        usual_forms: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "Réglages", _WIDTH, parent)
        self._columns = 2 if theme.px(_WIDTH) < self.screen().availableGeometry().width() else 1
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preferences = preferences
        settings = preferences.value
        looks = ((_LOOKS[mode], mode) for mode in get_args(ThemeMode))
        self.look = _choice(theme, looks, settings.theme)
        scales = sorted({*_SCALES, settings.text_scale})
        self.scale = _choice(theme, ((f"{each}\u202f%", each) for each in scales), settings.text_scale)
        self.cover = _minutes_box(LONGEST_AUTO_COVER, settings.auto_cover)
        self.lock = _minutes_box(LONGEST_AUTO_LOCK, settings.auto_lock)
        self.awake = TickBox(theme, "Empêcher la mise en veille pendant une interrogation")
        self.awake.setChecked(settings.keep_awake)
        self.monitor = _monitor_choice(theme, monitors, settings.candidate_monitor)
        self.backups = FolderField(
            theme,
            settings.backup_folder,
            "Dossier de sauvegarde",
            "aucun\u202f: le fichier d’examen n’existe qu’à un seul endroit",
        )
        self.forms = FolderField(
            theme,
            settings.forms_folder,
            "Dossier des formes du centre",
            f"par défaut\u202f: {usual_forms}",
            "Par défaut",
        )
        self.keys = KeyFields(theme, Keymap(settings.keys), self._columns)
        self._fill()
        self.add_usual_buttons("&Enregistrer")
        self.remember()

    def settings(self, kept: Settings) -> Settings:
        """As the fields have them; what the dialog doesn't show is that of ``kept``."""
        return kept._replace(
            theme=self.look.currentData(),
            text_scale=self.scale.currentData(),
            auto_cover=self.cover.value(),
            auto_lock=self.lock.value(),
            keep_awake=self.awake.isChecked(),
            candidate_monitor=self.monitor.currentData(),
            backup_folder=self.backups.value,
            forms_folder=self.forms.value,
            keys=self.keys.chosen(),
        )

    def entries(self) -> tuple[object, ...]:
        return (self.settings(Settings()),)

    def submit(self) -> None:
        # What isn't shown may have changed since the dialog opened.
        chosen = self.settings(self._preferences.value)
        self._preferences.put(chosen)
        if (chosen.theme, chosen.text_scale) != (self.theme.mode, round(self.theme.scale * 100)):
            self.theme.set(chosen.theme, chosen.text_scale / 100)
        self.accept()

    def _fill(self) -> None:
        theme = self.theme
        hint = "Rien n’est masqué pendant qu’une interrogation se déroule."
        locking = "Pour un fichier chiffré\u202f; jamais pendant une interrogation."
        fields = (
            Field(theme, "&Apparence", self.look),
            Field(theme, "&Taille du texte", self.scale),
            Field(theme, "&Masquer l’écran sans activité", self.cover, hint),
            Field(theme, "&Verrouiller sans activité", self.lock, locking),
            Field(theme, "Écran du &candidat", self.monitor),
        )
        copies = (
            "Une copie contrôlée y est faite à l’ouverture, après chaque proposition validée et à la"
            " fermeture. Sur une clé USB ou un autre disque, elle survit à une panne de l’ordinateur."
        )
        chosen = table(theme, fields, self._columns, gap=(16, 12))
        backups = Field(theme, "Dossier de &sauvegarde", self.backups, copies)
        shared = (
            "Un dossier partagé donne les mêmes formes à tous les postes du centre. Celles du dossier d’avant"
            " y restent\u202f: rien n’est déplacé, et les interrogations commencées gardent la leur."
        )
        forms = Field(theme, "Dossier des &formes du centre", self.forms, shared)
        how = label("Placez-vous dans un champ et appuyez sur la touche voulue.", "muted", wrap=True)
        keys = column(theme, label("Raccourcis", "heading"), how, gap=4)
        fill(self.body, chosen, self.awake, rule(), backups, forms, rule(), keys, self.keys)


def _choice(theme: Theme, options: Iterable[tuple[str, object]], chosen: object) -> Choice:
    made = Choice(theme)
    for words, value in options:
        made.addItem(words, value)
    made.setCurrentIndex(made.findData(chosen))
    return made


def _monitor_choice(theme: Theme, monitors: Sequence[Monitor], kept: str) -> Choice:
    """The monitors plugged in, and the one chosen even while it is not."""
    shown = {"": "à choisir à l’ouverture"} | {each.name: each.label for each in monitors}
    shown.setdefault(kept, f"{kept} (débranché)")
    return _choice(theme, ((words, name) for name, words in shown.items()), kept)


def _minutes_box(longest: int, value: int) -> NumberBox:
    """0 is never."""
    made = NumberBox(maximum=longest, value=value, prefix="après ", suffix="\u202fmin")
    made.setSpecialValueText("jamais")
    return made


class FolderField(QWidget):
    """``value`` is ``None`` for none; ``none``: the words that say so; ``forget``: those that lead back."""

    def __init__(
        self, theme: Theme, value: Path | None, title: str, none: str, forget: str = "Aucun"
    ) -> None:
        super().__init__()
        self._title = title
        self._none = none
        self.value = value
        self._shown = ElidedLabel()
        box = panel(row(theme, self._shown, margins=(8, 6)), "sunken")
        self.choose = PushButton("Ch&oisir…")
        self.forget = PushButton(forget)
        for each in (self.choose, self.forget):
            each.setAutoDefault(False)
        self.choose.clicked.connect(self._ask)
        self.forget.clicked.connect(lambda: self.set_value(None))
        row(theme, (box, 1), self.choose, self.forget, within=self)
        self.setFocusProxy(self.choose)
        self.set_value(value)

    def set_value(self, value: Path | None) -> None:
        self.value = value
        self._shown.setText(self._none if value is None else str(value))
        self.forget.setEnabled(value is not None)

    def _ask(self) -> None:
        chosen = ask_folder(self, self._title, self.value)
        if chosen is not None:
            self.set_value(chosen)


def ask_folder(parent: QWidget, title: str, current: Path | None) -> Path | None:
    """The folder chosen in the system's dialog; ``None`` where the user chooses none."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(current or Path.home()))
    return Path(chosen).absolute() if chosen else None


def show_settings(theme: Theme, window: QWidget, preferences: Preferences, usual_forms: Path) -> None:
    """One dialog at a time, beside the work."""
    shown = window.findChild(SettingsDialog)
    if shown is None:
        shown = SettingsDialog(theme, preferences, Monitors().all(), usual_forms, window)
    shown.show()
    shown.activateWindow()


def choose_backup_folder(window: QWidget, preferences: Preferences) -> None:
    kept = preferences.value
    chosen = ask_folder(window, "Dossier de sauvegarde", kept.backup_folder)
    if chosen is not None:
        preferences.put(kept._replace(backup_folder=chosen))
