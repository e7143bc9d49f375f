"""The menus and the keys that hold in the whole window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from btstc_jury.ui.shortcuts import Keymap, default_keys, key_words
from btstc_jury.ui.theme.theme import Mode, Theme

_STEP = 0.1


class Menus(QObject):
    """Signals for what the window does; looks are changed here. ``look_changed``: to be remembered."""

    new_asked = Signal()
    open_asked = Signal()
    demonstration_asked = Signal()
    close_asked = Signal()
    purge_asked = Signal()
    leave_asked = Signal()
    look_changed = Signal()
    settings_asked = Signal()
    cover_asked = Signal()
    lock_asked = Signal()
    passphrase_asked = Signal()
    recovery_asked = Signal()
    candidate_asked = Signal()
    verify_asked = Signal()
    restore_asked = Signal()

    def __init__(self, window: QMainWindow, theme: Theme, keymap: Callable[[], Keymap]) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._keymap = keymap
        bar = window.menuBar()
        self._fill_file(bar.addMenu("&Fichier"))
        self._fill_look(bar.addMenu("&Affichage"))
        self._fill_help(bar.addMenu("A&ide"))

    def set_file_open(self, *, is_open: bool) -> None:
        for each in (self._close, self._purge, self._cover, self._lock, self._candidate):
            each.setEnabled(is_open)
        if not is_open:
            self.set_protection(changeable=False, encrypted=False)

    def set_protection(self, *, changeable: bool, encrypted: bool) -> None:
        """``changeable``: the open file may be given another passphrase, or none."""
        self._passphrase.setEnabled(changeable)
        self._recovery.setEnabled(encrypted)

    def _fill_file(self, menu: QMenu) -> None:
        new = menu.addAction("&Nouveau fichier d’examen…", self.new_asked.emit)
        new.setShortcut(QKeySequence(default_keys("file.new")))
        opened = menu.addAction("&Ouvrir…", self.open_asked.emit)
        opened.setShortcut(QKeySequence(default_keys("file.open")))
        menu.addAction("Ouvrir la &démonstration", self.demonstration_asked.emit)
        verify = menu.addAction("&Vérifier des grilles…", self.verify_asked.emit)
        verify.setShortcut(QKeySequence(default_keys("file.verify")))
        menu.addAction("Restaurer une &sauvegarde…", self.restore_asked.emit)
        menu.addSeparator()
        self._close: QAction = menu.addAction("&Fermer le fichier", self.close_asked.emit)
        self._close.setShortcut(QKeySequence(default_keys("file.close")))
        self._purge: QAction = menu.addAction("&Purger la session…", self.purge_asked.emit)
        menu.addSeparator()
        self._passphrase: QAction = menu.addAction("&Phrase de passe…", self.passphrase_asked.emit)
        self._recovery: QAction = menu.addAction("C&lé de secours…", self.recovery_asked.emit)
        menu.addSeparator()
        settings = menu.addAction("&Réglages…", self.settings_asked.emit)
        settings.setShortcut(QKeySequence(default_keys("window.settings")))
        menu.addSeparator()
        leave = menu.addAction("&Quitter", self.leave_asked.emit)
        leave.setShortcut(QKeySequence(default_keys("file.quit")))

    def _fill_look(self, menu: QMenu) -> None:
        group = QActionGroup(self)
        modes: tuple[tuple[Mode, str], ...] = (
            ("auto", "Comme le &système"),
            ("light", "&Clair"),
            ("dark", "&Sombre"),
        )
        for mode, words in modes:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(self._theme.mode == mode)
            action.triggered.connect(lambda _on, chosen=mode: self._set_mode(chosen))
            group.addAction(action)
        menu.addSeparator()
        keys = (
            ("&Agrandir le texte", "text.larger", _STEP),
            ("&Réduire le texte", "text.smaller", -_STEP),
        )
        for words, name, step in keys:
            action = menu.addAction(words)
            action.setShortcuts([QKeySequence(each) for each in Keymap().sequences(name)])
            action.triggered.connect(lambda _on, by=step: self._scale(self._theme.scale + by))
        usual = menu.addAction("Taille &normale", lambda: self._scale(1.0))
        usual.setShortcut(QKeySequence(default_keys("text.usual")))
        menu.addSeparator()
        # The keys of these three belong to the whole program; the menu only names them.
        self._cover: QAction = menu.addAction("", self.cover_asked.emit)
        self._lock: QAction = menu.addAction("", self.lock_asked.emit)
        self._candidate: QAction = menu.addAction("", self.candidate_asked.emit)
        self.name_keys()

    def name_keys(self) -> None:
        """Say the keys in force where the menu does not hold them itself."""
        named = (
            (self._cover, "&Masquer l’écran", "window.cover"),
            (self._lock, "&Verrouiller", "window.lock"),
            (self._candidate, "&Écran du candidat…", "window.candidate"),
        )
        for action, words, name in named:
            action.setText(f"{words}\t{key_words(self._keymap().keys(name))}")

    def _fill_help(self, menu: QMenu) -> None:
        keys = menu.addAction("&Raccourcis", self.show_keys)
        keys.setShortcuts([QKeySequence(each) for each in Keymap().sequences("window.keys")])
        menu.addAction("À &propos", self._about)

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
            KeysSheet(self._theme, self._window, self._keymap()).show()
        else:
            shown.close()

    def _about(self) -> None:
        from btstc_jury.ui.shell.questions import tell_about  # noqa: PLC0415

        tell_about(self._window)
