"""The menus and the keys that hold in the whole window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox

from btstc_jury import __version__
from btstc_jury.ui.theme.theme import Mode, Theme

_STEP = 0.1
_SHEET = ("F1", "Ctrl+?")
"""Keys that open the sheet of keys and take it away."""


class Menus(QObject):
    """Signals for what the window does; looks are changed here. ``look_changed``: to be remembered."""

    new_asked = Signal()
    open_asked = Signal()
    demonstration_asked = Signal()
    close_asked = Signal()
    leave_asked = Signal()
    look_changed = Signal()

    def __init__(self, window: QMainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        bar = window.menuBar()
        self._fill_file(bar.addMenu(self.tr("&Fichier")))
        self._fill_look(bar.addMenu(self.tr("&Affichage")))
        self._fill_help(bar.addMenu(self.tr("A&ide")))

    def set_file_open(self, *, is_open: bool) -> None:
        self._close.setEnabled(is_open)

    def _fill_file(self, menu: QMenu) -> None:
        new = menu.addAction(self.tr("&Nouveau fichier d’examen…"), self.new_asked.emit)
        new.setShortcut(QKeySequence("Ctrl+N"))
        opened = menu.addAction(self.tr("&Ouvrir…"), self.open_asked.emit)
        opened.setShortcut(QKeySequence("Ctrl+O"))
        menu.addAction(self.tr("Ouvrir la &démonstration"), self.demonstration_asked.emit)
        menu.addSeparator()
        self._close: QAction = menu.addAction(self.tr("&Fermer le fichier"), self.close_asked.emit)
        self._close.setShortcut(QKeySequence("Ctrl+W"))
        leave = menu.addAction(self.tr("&Quitter"), self.leave_asked.emit)
        leave.setShortcut(QKeySequence("Ctrl+Q"))

    def _fill_look(self, menu: QMenu) -> None:
        group = QActionGroup(self)
        modes: tuple[tuple[Mode, str], ...] = (
            ("auto", self.tr("Comme le &système")),
            ("light", self.tr("&Clair")),
            ("dark", self.tr("&Sombre")),
        )
        for mode, words in modes:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(self._theme.mode == mode)
            action.triggered.connect(lambda _on, chosen=mode: self._set_mode(chosen))
            group.addAction(action)
        menu.addSeparator()
        keys = (
            (self.tr("&Agrandir le texte"), ("Ctrl++", "Ctrl+="), _STEP),
            (self.tr("&Réduire le texte"), ("Ctrl+-",), -_STEP),
        )
        for words, sequences, step in keys:
            action = menu.addAction(words)
            action.setShortcuts([QKeySequence(each) for each in sequences])
            action.triggered.connect(lambda _on, by=step: self._scale(self._theme.scale + by))
        usual = menu.addAction(self.tr("Taille &normale"), lambda: self._scale(1.0))
        usual.setShortcut(QKeySequence("Ctrl+0"))

    def _fill_help(self, menu: QMenu) -> None:
        keys = menu.addAction(self.tr("&Raccourcis"), self.show_keys)
        keys.setShortcuts([QKeySequence(each) for each in _SHEET])
        menu.addAction(self.tr("À &propos"), self._about)

    def _set_mode(self, mode: Mode) -> None:
        self._theme.set(mode=mode)
        self.look_changed.emit()

    def _scale(self, scale: float) -> None:
        self._theme.set(scale=round(scale, 2))
        self.look_changed.emit()

    def show_keys(self) -> None:
        """Open the sheet of keys beside the window's work, or take it away."""
        from btstc_jury.ui.shell.keys_sheet import KeysSheet  # noqa: PLC0415

        shown = self._window.findChild(KeysSheet)
        if shown is None:
            KeysSheet(self._theme, self._window, _SHEET).show()
        else:
            shown.close()

    def _about(self) -> None:
        words = self.tr(
            "BTS TC Jury {version}\n\nConduite des épreuves orales E4 et E6 du BTS Technico-commercial"
            " (arrêté du 23 août 2006). Logiciel libre, licence MIT. Aucune connexion au réseau."
        )
        QMessageBox.about(self._window, self.tr("À propos"), words.format(version=__version__))
