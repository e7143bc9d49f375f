"""The window: the welcome, painted at once, and behind it all that an exam file needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QLayout, QMainWindow, QWidget

from btstc_jury.application.settings import Settings
from btstc_jury.ui.acts import Where
from btstc_jury.ui.settings.preferences import KeptFolders, Preferences, forget, forget_centre
from btstc_jury.ui.shell.menus import Menus
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.shell.welcome_page import WelcomePage
from btstc_jury.ui.shortcuts import Action, Keymap
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.file_drop import FileDrop
from btstc_jury.ui.widgets.layouts import Pages, column
from btstc_jury.ui.window_acts import GuardAction, Guided, WindowActs, plain_action

if TYPE_CHECKING:
    from btstc_jury.ui.ports import Ports
    from btstc_jury.ui.shell.opening import Opening
    from btstc_jury.ui.shell.protection import Protection
    from btstc_jury.ui.shell.server_guard import ServerGuard
    from btstc_jury.ui.shell.tasks import Tasks
    from btstc_jury.ui.shell.workbench import OpenFile, Workbench

_FRAME = QtCore.QSize(16, 48)
"""What a window manager may put around a window: known only once the window is in sight."""
_SMALLEST = QtCore.QSize(900, 480)
_FRAMED_MS = 300
_FIRST = QtCore.QSize(1280, 720)


class MainWindow(QMainWindow):
    """What an exam file needs, ``bench``, is imported when it is first asked for."""

    def __init__(self, theme: Theme, ports: Ports, settings: Settings) -> None:
        super().__init__()
        theme.dress(self)
        self._theme = theme
        self._ports = ports
        self._bench: Workbench | None = None
        self._tasks: Tasks | None = None
        self.preferences = Preferences(ports.machine.settings, settings)
        KeptFolders(self, self.preferences)
        self.keymap = Keymap(settings.keys)
        self.acts = _acts(self)
        self.menus = Menus(self, theme, self.acts)
        rescue = plain_action(self, "Enregistrer une copie…", lambda: self.tasks.rescue())  # noqa: PLW0108 - made late
        self.notices = NoticeBar(theme, self.acts.restore, rescue)
        # Once all that it holds has its new size.
        self._resized = QTimer(self, singleShot=True)
        self._resized.timeout.connect(lambda: theme.fit(self.size()))
        self._stack = Pages()
        body = QWidget()
        self._body = column(theme, (self._stack, 1), self.notices, gap=0, within=body)
        self.setCentralWidget(body)
        # Made where it stays: each new parent would style all of it again.
        self.welcome = WelcomePage(
            theme, self.acts, self._stack, first_visit=not (settings.recent or settings.servers)
        )
        self._stack.addWidget(self.welcome)
        self._place(settings.geometry)
        self._connect()
        if settings.keys:
            self._rekey()
        self.show_welcome()

    @property
    def bench(self) -> Workbench:
        if self._bench is None:
            from btstc_jury.ui.shell.workbench import Workbench  # noqa: PLC0415

            self._bench = Workbench(
                self._theme, self._ports, self, self._stack, self.notices, self.preferences, self.acts
            )
            self._bench.left.connect(self.show_welcome)
            self._bench.page_changed.connect(self._on_page)
            self._rekey()
        return self._bench

    @property
    def tasks(self) -> Tasks:
        """What is done in dialogs, imported with the first of them."""
        if self._tasks is None:
            from btstc_jury.ui.shell.tasks import Tasks  # noqa: PLC0415

            self._tasks = Tasks(self.bench)
        return self._tasks

    def open_path(self, path: Path, *, resume: bool = True, opening: Opening | None = None) -> bool:
        """See ``Workbench.open_path``."""
        return self.bench.open_path(path, resume=resume, opening=opening)

    def open_demonstration(self) -> bool:
        """A fresh demonstration file, with fictional candidates at every stage."""
        return self.bench.open_demonstration()

    def open_server(self, known: str = "") -> None:
        """A centre of a server; ``known``: the address of one opened before."""
        from btstc_jury.ui.shell.server_dialog import open_server  # noqa: PLC0415 - seldom asked for

        open_server(self.bench, known)

    def show_welcome(self) -> None:
        self.setWindowTitle("BTS TC Jury")
        self.menus.show_page(None)
        self.acts.set_file_open(is_open=False)
        self._stack.setCurrentWidget(self.welcome)
        self._show_recent()

    def show_beside(self, what: str) -> None:
        """Open the guide (« help »), the sheet of keys or the tour beside the window's work, by the name that
        it has among its parts; take guide and sheet away where they are there.
        """
        shown = [each for each in self.findChildren(QWidget, what) if not each.isHidden()]
        if what == "tour":
            from btstc_jury.ui.shell.tour import begin_tour  # noqa: PLC0415 - it brings all of an exam

            if not shown and begin_tour(self.bench, self._body):
                self._rekey()
            return
        if shown:
            shown[0].close()
            return
        from btstc_jury.domain.assessed import Assessed  # noqa: PLC0415 - the first window needs no exam

        bench = self._bench
        front: object = QApplication.activeWindow()
        lines = bench.opened.lines if bench and bench.is_open else Assessed.CRITERIA
        place = bench.place[1] if bench else Where.WINDOW
        place = front.guide if isinstance(front, Guided) else place
        if what == "help":
            from btstc_jury.ui.shell.help_window import HelpWindow, page_of  # noqa: PLC0415

            # Over a modal dialog, only what belongs to it takes keys.
            over = front if isinstance(front, QDialog) and front.isModal() else self
            pages = self._ports.machine.help
            named = page_of(QApplication.focusWidget() or front)
            HelpWindow(self._theme, over, pages, self.keymap, lines, place, named).show()
        else:
            from btstc_jury.ui.shell.keys_sheet import KeysSheet  # noqa: PLC0415

            KeysSheet(self._theme, self, self.keymap, lines, place).show()

    def leave(self) -> None:
        """Close the program, unless the user stays with what is under way."""
        if self._bench is None or (self._dialogs_let_go() and self._bench.may_leave()):
            self.close()

    def stop(self) -> None:
        """The program ends at once: nothing is asked, nothing is entered that nobody entered."""
        if self._bench is not None:
            self._bench.stop()
        self.save_settings()

    def save_settings(self) -> None:
        """Keep theme, text size and place of the window."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        scale = round(self._theme.scale * 100)
        kept = self.preferences.value._replace(theme=self._theme.mode, text_scale=scale, geometry=geometry)
        self.preferences.put(kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if not event.spontaneous():
            handle.screenChanged.connect(self._shrink_to_screen)
            self._stay_on_screen()
            # The frame that the desktop puts around it is only known a little later.
            soon(self, partial(self._mind_frame, self.size()), _FRAMED_MS)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asked by the user (a spontaneous event), it asks back while an oral is under way."""
        asks = event.spontaneous()
        bench = self._bench
        if bench is not None and not ((not asks or self._dialogs_let_go()) and bench.may_close(asks=asks)):
            event.ignore()
            return
        self.save_settings()
        event.accept()

    def _place(self, geometry: str) -> None:
        """Where it was last, unless that screen is gone, and never larger than the screen. No page widens it:
        ``Theme.fit`` keeps each within it.
        """
        layout = self.layout()
        if layout is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.resize(_FIRST)
        if geometry:
            self.restoreGeometry(QtCore.QByteArray.fromBase64(geometry.encode("ascii")))
        self._stay_on_screen()
        self._theme.fit(self.size())

    def _shrink_to_screen(self) -> None:
        """Not moved: the user may be dragging it from another one."""
        free = self.screen().availableGeometry().size()
        least = _SMALLEST.boundedTo(free - _FRAME)
        if least != self.minimumSize():
            self.setMinimumSize(least)
        room = free - (self.frameGeometry().size() - self.size())
        if not (self.isMaximized() or self.isFullScreen()):
            self.resize(self.size().boundedTo(room))

    def _stay_on_screen(self) -> None:
        self._shrink_to_screen()
        free, outside = self.screen().availableGeometry(), self.frameGeometry()
        if not free.contains(outside) and not (self.isMaximized() or self.isFullScreen()):
            left = max(min(outside.left(), free.right() + 1 - outside.width()), free.left())
            top = max(min(outside.top(), free.bottom() + 1 - outside.height()), free.top())
            self.move(left, top)

    def _mind_frame(self, shown: QtCore.QSize) -> None:
        """Unless somebody gave the window another size since it was ``shown``."""
        if self.size() == shown:
            self._stay_on_screen()

    def _dialogs_let_go(self) -> bool:
        """Whether nothing typed in a dialog beside the window would go with it."""
        from btstc_jury.ui.widgets.form_dialog import FormDialog  # noqa: PLC0415

        return all(each.lets_go() for each in self.findChildren(FormDialog))

    def _forget(self, what: Path | str) -> None:
        """A file, or a centre by the address of its server."""
        if isinstance(what, str):
            forget_centre(self.preferences, what)
        else:
            forget(self.preferences, what)
        self._show_recent()

    def _show_recent(self) -> None:
        kept = self.preferences.value
        self.welcome.show_recent(kept.recent, kept.encrypted, kept.servers, servers_first=kept.on_server)

    def _follow_preferences(self) -> None:
        keymap = Keymap(self.preferences.value.keys)
        if keymap.chosen() != self.keymap.chosen():
            self.keymap = keymap
            self._rekey()

    def _on_page(self) -> None:
        """The menu and the keys are those of the screen one is on."""
        self.menus.show_page(*self.bench.place)
        room = self.bench.opened.workspace.room if self.bench.is_open else None
        played = None if room is None else room.played
        self.menus.leave(frozenset() if played is None else played.throwing.letters)
        self._rekey()

    def _rekey(self) -> None:
        """Give all that is built the keys in force."""
        self.keymap.apply(self)
        if self._bench is not None:
            self._bench.guard.set_keys(self.keymap.keys("window.cover"), self.keymap.keys("window.lock"))

    def _connect(self) -> None:
        drop = FileDrop(self)
        drop.exams_dropped.connect(lambda paths: self.tasks.take(paths))  # noqa: PLW0108 - built late
        drop.grids_dropped.connect(lambda paths: self.tasks.verify(paths))  # noqa: PLW0108 - built late
        drop.cases_dropped.connect(lambda paths: self.tasks.show_cases(paths))  # noqa: PLW0108 - built late
        self.welcome.recent_chosen.connect(self.open_path)
        self.welcome.recent_removed.connect(self._forget)
        self.welcome.server_chosen.connect(self.open_server)
        self.welcome.server_removed.connect(self._forget)
        self.preferences.failed.connect(self.notices.warn)
        self.preferences.changed.connect(self._follow_preferences)
        self.menus.look_changed.connect(self.save_settings)


def _guarded(window: MainWindow, act: Callable[[Protection | ServerGuard], object]) -> Callable[[], object]:
    """Of whichever file is open."""
    return lambda: act((window.bench.centres.room or window.bench.opened).protection)


def _opened(window: MainWindow, act: Callable[[OpenFile], object]) -> Callable[[], object]:
    return lambda: act(window.bench.opened)


def _task(window: MainWindow, act: Callable[[Tasks], object]) -> Callable[[], object]:
    return lambda: act(window.tasks)


def _at_bench(window: MainWindow, act: Callable[[Workbench], object]) -> Callable[[], object]:
    return lambda: act(window.bench)


def _acts(window: MainWindow) -> WindowActs:
    plain, opened, task = partial(plain_action, window), partial(_opened, window), partial(_task, window)
    guarded, bench = partial(_guarded, window), partial(_at_bench, window)
    return WindowActs(
        new=Action("file.new", window, task(lambda tasks: tasks.new_file())),
        training=plain("Nouvel en&traînement…", task(lambda tasks: tasks.new_file(training=True))),
        server=plain("Ouvr&ir un centre d’un serveur…", window.open_server),
        open=Action("file.open", window, task(lambda tasks: tasks.choose_file())),
        demonstration=plain("Ouvrir la &démonstration", bench(lambda bench: bench.open_demonstration())),
        centre=plain("Nouvea&u centre…", task(lambda tasks: tasks.new_centre())),
        drill=plain("S’&exercer avant le jour…", task(lambda tasks: tasks.ask_drill())),
        verify=Action("file.verify", window, task(lambda tasks: tasks.verify())),
        restore=plain("Restaurer une &sauvegarde…", task(lambda tasks: tasks.restore())),
        forms=Action("file.forms", window, task(lambda tasks: tasks.forms.write())),
        cases=Action("file.cases", window, task(lambda tasks: tasks.show_cases())),
        home=Action("file.close", window, bench(lambda bench: bench.leave_file())),
        purge=plain("&Purger la session…", task(lambda tasks: tasks.purge())),
        export=plain("E&xporter les grilles…", opened(lambda file: file.workspace.exports.ask())),
        jury=plain("Dossier CCF et &bordereau…", opened(lambda file: file.workspace.exports.ask_jury())),
        passphrase=plain("P&hrase de passe…", guarded(lambda of: of.change_passphrase())),
        recovery=plain("C&lé de secours…", guarded(lambda of: of.show_recovery())),
        settings=Action("window.settings", window, task(lambda tasks: tasks.show_settings())),
        backup_folder=plain("Dossier de sauve&garde…", task(lambda tasks: tasks.choose_backup_folder())),
        quit=Action("file.quit", window, window.leave),
        cover=GuardAction("window.cover", window, bench(lambda bench: bench.guard.cover())),
        lock=GuardAction("window.lock", window, guarded(lambda of: of.lock())),
        candidate=Action("window.candidate", window, opened(lambda file: file.surroundings.show_menu())),
        back=Action("window.return", window, opened(lambda file: file.workspace.under_way.go_back())),
        **{it: Action(f"window.{it}", window, partial(window.show_beside, it)) for it in ("help", "keys")},
        tour=plain("&Visite d’une minute", partial(window.show_beside, "tour")),
        memento=plain("&Mémento d’une forme…", task(lambda tasks: tasks.forms.ask_memento())),
        about=plain("À &propos", task(lambda tasks: tasks.tell_about())),
    )
