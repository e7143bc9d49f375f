"""What the user chooses for this machine, each with a line that says what it does."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from btstc_jury.application.settings import (
    LONGEST_AUTO_COVER,
    LONGEST_AUTO_LOCK,
    LONGEST_KEPT,
    TEXT_SCALES,
    Settings,
    UsualFolders,
)
from btstc_jury.application.settings_sharing import LONGEST_ADDRESS, LOOKS, unusable_address
from btstc_jury.ui.candidate_screen.candidate_screen import Monitor
from btstc_jury.ui.settings.key_fields import KeyFields
from btstc_jury.ui.settings.place_field import PlaceField, ask_folder, ask_seal
from btstc_jury.ui.shortcuts import Keymap
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, rule
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.layouts import column, table
from btstc_jury.ui.widgets.steady import NumberBox

_STEP = 10
_BY_DEFAULT = "Par défaut"


class SettingsFields(QWidget):
    """``usual``: where things are unless another folder is chosen; ``columns``: for what is short."""

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        monitors: Sequence[Monitor],
        usual: UsualFolders,
        columns: int,
    ) -> None:
        super().__init__()
        self._theme, self._columns = theme, columns
        self._make_choices(settings, monitors)
        self._make_places(settings, usual)
        self.keys = KeyFields(theme, Keymap(settings.keys), columns)
        how = label("Placez-vous dans un champ et appuyez sur la touche voulue.", "muted", wrap=True)
        column(
            theme,
            *self._part("Affichage", self._looks()),
            *self._part("Sans activité", self._rests()),
            *self._part("Fichiers et copies", self._folders(), columns=1),
            *self._part("Signature des grilles", self._signing(), columns=1),
            column(theme, label("Raccourcis", "heading"), how, gap=4),
            self.keys,
            gap=16,
            within=self,
        )

    def settings(self, kept: Settings) -> Settings:
        """As the fields have them; what they don't show is that of ``kept``."""
        return kept._replace(
            theme=self.look.currentData(),
            text_scale=self.scale.currentData(),
            auto_cover=self.cover.value(),
            auto_lock=self.lock.value(),
            keep_awake=self.awake.isChecked(),
            candidate_monitor=self.monitor.currentData(),
            purge_after_months=self.months.value(),
            backup_folder=self.backups.value,
            forms_folder=self.forms.value,
            cases_folder=self.cases.value,
            timestamp_url=self.authority.text(),
            seal_file=self.seal.value,
            keys=self.keys.chosen(),
        )

    def show_settings(self, settings: Settings) -> None:
        """Put others into the fields; the candidate's screen, which is this machine's, stays."""
        _choose(self.look, settings.theme)
        _choose(self.scale, settings.text_scale, f"{settings.text_scale}\u202f%")
        self.cover.setValue(settings.auto_cover)
        self.lock.setValue(settings.auto_lock)
        self.awake.setChecked(settings.keep_awake)
        self.months.setValue(settings.purge_after_months)
        self.backups.set_value(settings.backup_folder)
        self.forms.set_value(settings.forms_folder)
        self.cases.set_value(settings.cases_folder)
        self.authority.line.setText(settings.timestamp_url)
        self.check()
        self.seal.set_value(settings.seal_file)
        self.keys.show_keys(settings.keys)

    def check(self) -> LineField:
        """Say what is wrong with the only field in which one can be wrong."""
        typed = self.authority.text()
        self.authority.set_error(unusable_address(typed) if typed else "")
        return self.authority

    def _make_choices(self, settings: Settings, monitors: Sequence[Monitor]) -> None:
        theme = self._theme
        self.look = _choice(theme, ((words, mode) for mode, words in LOOKS.items()), settings.theme)
        scales = (*TEXT_SCALES[::_STEP], TEXT_SCALES[-1])
        sizes = sorted({*scales, settings.text_scale})
        self.scale = _choice(theme, ((f"{each}\u202f%", each) for each in sizes), settings.text_scale)
        self.cover = _minutes_box(LONGEST_AUTO_COVER, settings.auto_cover)
        self.lock = _minutes_box(LONGEST_AUTO_LOCK, settings.auto_lock)
        self.awake = TickBox(theme, "Empêcher la mise en veille")
        self.awake.setChecked(settings.keep_awake)
        self.monitor = _monitor_choice(theme, monitors, settings.candidate_monitor)
        self.months = NumberBox(
            minimum=1, maximum=LONGEST_KEPT, value=settings.purge_after_months, suffix="\u202fmois"
        )
        hint = (
            "Date chaque signature par un tiers (RFC 3161), à travers le réseau. Vide, les grilles se signent"
            " sans réseau."
        )
        self.authority = LineField(
            theme,
            "Autorité d’&horodatage",
            settings.timestamp_url,
            hint,
            placeholder="aucune",
            limit=LONGEST_ADDRESS,
        )
        self.authority.line.editingFinished.connect(self.check)

    def _make_places(self, settings: Settings, usual: UsualFolders) -> None:
        folder = partial(PlaceField, self._theme, ask=ask_folder)
        self.backups = folder(
            settings.backup_folder,
            "Dossier de sauvegarde",
            "aucun\u202f: le fichier d’examen n’existe qu’à un seul endroit",
        )
        self.forms = folder(
            settings.forms_folder,
            "Dossier des formes du centre",
            f"par défaut\u202f: {usual.forms}",
            _BY_DEFAULT,
        )
        self.cases = folder(
            settings.cases_folder, "Dossier des cas", f"par défaut\u202f: {usual.cases}", _BY_DEFAULT
        )
        self.seal = PlaceField(self._theme, settings.seal_file, "Sceau du centre", "aucun", ask=ask_seal)

    def _part(self, title: str, fields: Sequence[QWidget], columns: int = 0) -> tuple[QWidget, ...]:
        held = QWidget()
        inside = table(self._theme, fields, columns or self._columns, gap=(16, 12))
        column(self._theme, label(title, "heading"), inside, gap=8, within=held)
        return held, rule()

    def _looks(self) -> tuple[QWidget, ...]:
        by_system = "Sans choix, clair ou sombre selon l’ordinateur."
        larger = "Agrandit tous les textes et ce qui les entoure\u202f; d’origine, 100\u202f%."
        where = "Où le temps se montre au candidat. Sans choix, le programme le demande."
        return (
            Field(self._theme, "&Apparence", self.look, by_system),
            Field(self._theme, "&Taille du texte", self.scale, larger),
            Field(self._theme, "Écran du &candidat", self.monitor, where),
        )

    def _rests(self) -> tuple[QWidget, ...]:
        cover = "Cache ce qui est affiché\u202f; jamais pendant une interrogation. D’origine, 10\u202fmin."
        lock = (
            "Redemande la phrase de passe d’un fichier chiffré\u202f; jamais pendant une interrogation."
            " D’origine, 30\u202fmin."
        )
        awake = (
            "Pendant une interrogation seulement. Décoché, l’ordinateur s’endort selon ses propres réglages."
        )
        return (
            Field(self._theme, "&Masquer l’écran sans activité", self.cover, cover),
            Field(self._theme, "&Verrouiller sans activité", self.lock, lock),
            Field(self._theme, "Mise en veille", self.awake, awake),
        )

    def _folders(self) -> tuple[QWidget, ...]:
        copies = (
            "Une copie contrôlée y est faite à l’ouverture, après chaque proposition validée et à la"
            " fermeture. Sur une clé USB ou un autre disque, elle survit à une panne de l’ordinateur."
        )
        term = (
            "Après la dernière interrogation\u202f; la purge d’un fichier demande un motif avant ce terme."
            " D’origine, 12\u202fmois. Rien n’est supprimé sans vous."
        )
        shared = (
            "Un dossier partagé donne les mêmes formes à tous les postes du centre. Celles du dossier d’avant"
            " y restent\u202f: rien n’est déplacé, et les interrogations commencées gardent la leur."
        )
        brought = (
            "Un dossier partagé donne les mêmes cas à tous ceux qui entraînent. Ceux du dossier d’avant y"
            " restent\u202f: rien n’est déplacé."
        )
        return (
            self._place("Dossier de &sauvegarde", self.backups, copies),
            Field(self._theme, "Durée de conse&rvation", self.months, term),
            self._place("Dossier des &formes du centre", self.forms, shared),
            self._place("Dossier des cas d’e&ntraînement", self.cases, brought),
        )

    def _signing(self) -> tuple[QWidget, ...]:
        seal = (
            "Fichier .p12 apposé avec la dernière signature\u202f; son mot de passe est demandé alors, jamais"
            " gardé. Sans lui, les membres de la commission signent seuls."
        )
        return self.authority, self._place("Scea&u du centre", self.seal, seal)

    def _place(self, caption: str, place: PlaceField, hint: str) -> Field:
        """A folder that isn't there any more is said, and may stay: a stick comes back."""
        made = Field(self._theme, caption, place, hint)

        def look() -> None:
            gone = place.value is not None and not os.path.lexists(place.value)
            made.set_warning("Introuvable pour le moment\u202f: rien n’y sera lu ni écrit." if gone else "")

        place.changed.connect(look)
        look()
        return made


def _choice(theme: Theme, options: Iterable[tuple[str, object]], chosen: object) -> Choice:
    made = Choice(theme)
    for words, value in options:
        made.addItem(words, value)
    _choose(made, chosen)
    return made


def _choose(choice: Choice, value: object, words: str = "") -> None:
    """``words``: of one that isn't there yet."""
    if words and choice.findData(value) < 0:
        choice.addItem(words, value)
    choice.setCurrentIndex(choice.findData(value))


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
