"""The menus: of the window, and of the screen one is on."""

from __future__ import annotations

from collections.abc import Collection

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget
from shiboken6 import isValid

from btstc_jury.ui.acts import Where
from btstc_jury.ui.shortcuts import MENUS, Action, empty_menu, fill_menu
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Mode, Theme
from btstc_jury.ui.window_acts import WindowActs

_STEP = 0.1


class Menus(QObject):
    """Looks are changed here. ``look_changed``: to be remembered."""

    look_changed = Signal()

    def __init__(self, window: QMainWindow, theme: Theme, acts: WindowActs) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._page: tuple[QWidget, Where] | None = None
        self._bar = window.menuBar()
        self._field: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        file, self._of_page, look, more = map(self._bar.addMenu, ("&Fichier", "", "&Affichage", "A&ide"))
        self._file, self._look, self._more = file, look, more
        self._title = ""
        self._fill_file(file, acts)
        self._of_page.aboutToShow.connect(self._fill_page)
        self._of_page.menuAction().setVisible(False)
        self._fill_look(look, acts)
        more.addActions([acts.help, acts.tour, acts.keys, acts.memento, acts.about])
        for each in (file, self._of_page, look, more):
            each.installEventFilter(self)

    def show_page(self, page: QWidget | None, where: Where = Where.WINDOW) -> None:
        """The menu of the screen one is on now, where it has acts of its own."""
        title = "" if page is None else MENUS.get(where, "")
        self._page = (page, where) if page is not None and title else None
        self._title = title
        self._of_page.setTitle(title)
        self._of_page.menuAction().setVisible(bool(title))
        self._fill_page()

    def leave(self, letters: Collection[str]) -> None:
        """These, with Alt, mean something else on the screen one is on: no menu has them there."""
        titles = ["&Fichier", self._title, "&Affichage", "A&ide"]
        menus = (self._file, self._of_page, self._look, self._more)
        given = set(letters)
        for menu, title in zip(menus, titles, strict=True):
            marked = _marked(title, given)
            given.add(_letter(marked))
            if menu.title() != marked:
                menu.setTitle(marked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves the menus at once, for the field that had the keys: the bar would keep them."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == QtCore.Qt.Key.Key_Escape
        ):
            soon(self, self._leave_bar)
        return False

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self._bar:
            self._field = before

    def _leave_bar(self) -> None:
        field, self._field = self._field, None
        if field is not None and isValid(field) and self._bar.hasFocus():
            field.setFocus(QtCore.Qt.FocusReason.MenuBarFocusReason)
        self._bar.setActiveAction(None)  # type: ignore[arg-type] # The stub forgets that there may be none.

    def _fill_page(self) -> None:
        if self._page is not None:
            fill_menu(self._of_page, *self._page)
        else:
            empty_menu(self._of_page)

    def _fill_file(self, menu: QMenu, acts: WindowActs) -> None:
        groups = (
            (
                acts.new,
                acts.training,
                acts.centre,
                acts.open,
                acts.server,
                acts.demonstration,
                acts.verify,
                acts.restore,
                acts.forms,
            ),
            (acts.cases, acts.drill),
            (acts.home, acts.export, acts.jury, acts.purge),
            (acts.passphrase, acts.recovery),
            (acts.settings, acts.backup_folder),
            (acts.quit,),
        )
        for group in groups:
            if menu.actions():
                menu.addSeparator()
            menu.addActions(group)

    def _fill_look(self, menu: QMenu, acts: WindowActs) -> None:
        group = QActionGroup(self)
        modes: tuple[tuple[Mode, str], ...] = (
            ("auto", "Comme le s&ystème"),
            ("light", "&Clair"),
            ("dark", "&Sombre"),
            ("contrast-light", "C&ontraste élevé, clair"),
            ("contrast-dark", "Con&traste élevé, sombre"),
        )
        for mode, words in modes:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(self._theme.mode == mode)
            action.triggered.connect(lambda _on, chosen=mode: self._set_mode(chosen))
            group.addAction(action)
        menu.addActions(group.actions())
        menu.addSeparator()
        menu.addActions(
            [
                Action("text.larger", self._window, lambda: self._scale(self._theme.scale + _STEP)),
                Action("text.smaller", self._window, lambda: self._scale(self._theme.scale - _STEP)),
                Action("text.usual", self._window, lambda: self._scale(1.0)),
            ]
        )
        menu.addSeparator()
        menu.addActions([acts.cover, acts.lock, acts.candidate, acts.back])

    def _set_mode(self, mode: Mode) -> None:
        self._theme.set(mode=mode)
        self.look_changed.emit()

    def _scale(self, scale: float) -> None:
        self._theme.set(scale=round(scale, 2))
        self.look_changed.emit()


def _letter(title: str) -> str:
    """That opens the menu with Alt, in upper case, or ""."""
    return title.partition("&")[2][:1].upper()


def _marked(title: str, given: Collection[str]) -> str:
    """With its own mnemonic, else another that isn't ``given`` already, else without one."""
    if _letter(title) not in given:
        return title
    bare = title.replace("&", "")
    place = next(
        (
            at
            for at, each in enumerate(bare)
            if each.isascii() and each.isalpha() and each.upper() not in given
        ),
        None,
    )
    return bare if place is None else f"{bare[:place]}&{bare[place:]}"
