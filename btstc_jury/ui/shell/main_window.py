"""The window: welcome, then the screens of one exam file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.settings import Settings
from btstc_jury.ui.rekeying import rekey
from btstc_jury.ui.settings.preferences import Preferences, forget, note_protection, remember
from btstc_jury.ui.shell.menus import Menus
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.shell.welcome_page import WelcomePage
from btstc_jury.ui.shortcuts import Keymap
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.file_drop import FileDrop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from btstc_jury.application.office import Office
    from btstc_jury.application.problems import Message
    from btstc_jury.ui.ports import Ports
    from btstc_jury.ui.privacy.guard import PrivacyGuard
    from btstc_jury.ui.shell.backups import BackupDesk
    from btstc_jury.ui.shell.companions import Companions
    from btstc_jury.ui.shell.file_key import Gate, Locksmith
    from btstc_jury.ui.shell.workspace import Workspace

_SMALLEST = (960, 600)


class MainWindow(QMainWindow):
    """Owns at most one open exam file at a time.

    What only an open file needs is imported when one is opened: the first window paints before.
    """

    def __init__(self, theme: Theme, ports: Ports, settings: Settings) -> None:
        super().__init__()
        self._theme = theme
        self._ports = ports
        self.preferences = Preferences(ports.machine.settings, settings)
        self.workspace: Workspace | None = None
        self._unopened: Path | None = None
        self.companions: Companions | None = None
        self.backups: BackupDesk | None = None
        self.locksmith: Locksmith | None = None
        self.gate: Gate | None = None
        self.guard: PrivacyGuard | None = None
        self.welcome = WelcomePage(theme)
        self.notices = NoticeBar(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.notices)
        self.setCentralWidget(body)
        self.setMinimumSize(*_SMALLEST)
        self.resize(1280, 720)
        self.keymap = Keymap(settings.keys)
        self._drop = FileDrop(self)
        self.menus = Menus(self, theme, lambda: self.keymap)
        self._connect()
        self._restore()
        self._rekey()
        self._show_welcome()

    def open_path(self, path: Path, *, resume: bool = True) -> bool:
        """Open an exam file; the oral that was under way comes back on its own screen (``resume``). False
        too for an encrypted one, whose passphrase is then asked for.
        """
        from btstc_jury.application.sessions import open_file  # noqa: PLC0415

        if not self._close_file():
            return False
        try:
            office, under_way = open_file(self._ports.files.desk(), path)
        except FileProblem as problem:
            if problem.kind is ProblemKind.LOCKED:
                self._ask_key(path.absolute())
                return False
            self._unopened = path
            self._tell(problem)
            self._show_welcome()
            return False
        self._unopened = None
        self._resume(office, under_way if resume else None)
        return True

    def open_demonstration(self) -> bool:
        """A fresh demonstration file, with fictional candidates at every stage."""
        if not self._close_file():
            return False
        try:
            path = self._ports.files.demonstration()
        except FileProblem as problem:
            self._tell(problem)
            return False
        return self.open_path(path, resume=False)

    def verify(self, paths: Sequence[Path] = ()) -> None:
        """Signed grids verified in a window of their own, beside the work."""
        from btstc_jury.ui.verification.verification_dialog import show_verification  # noqa: PLC0415

        show_verification(self._theme, self._ports.papers, self, self._folder(), paths)

    def save_settings(self) -> None:
        """Keep theme, text size and place of the window."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        scale = round(self._theme.scale * 100)
        kept = replace(self.preferences.value, theme=self._theme.mode, text_scale=scale, geometry=geometry)
        self.preferences.put(kept)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asked by the user (a spontaneous event), it asks back while an oral is under way; not on a locked
        screen, which shows no question.
        """
        locked = self.guard is not None and self.guard.locked
        asks = event.spontaneous() and not locked
        if (asks and not self._may_leave()) or not self._close_file():
            event.ignore()
            return
        self.save_settings()
        event.accept()

    def _resume(self, office: Office, under_way: int | None) -> None:
        self._show_office(office)
        if under_way is not None and self.workspace is not None:
            self.workspace.open_oral(under_way)

    def _ask_key(self, path: Path) -> None:
        self._the_gate().ask(path, self._ports.files.desk())
        self.setWindowTitle("BTS TC Jury")
        self.menus.set_file_open(is_open=False)

    def _the_gate(self) -> Gate:
        if self.gate is None:
            from btstc_jury.ui.shell.file_key import Gate  # noqa: PLC0415

            self.gate = Gate(self._theme, self._stack)
            self.gate.opened.connect(self._on_unlocked)
            self.gate.left.connect(self._show_welcome)
        return self.gate

    def _on_unlocked(self, office: Office, under_way: int | None, renewed: bool) -> None:
        self._resume(office, under_way)
        self._the_gate().close()
        if renewed and self.locksmith is not None:
            self.locksmith.offer_recovery()

    def _tell(self, problem: FileProblem) -> None:
        from btstc_jury.application.views import messages  # noqa: PLC0415

        self.notices.warn(messages.problem(problem))

    def _new_file(self) -> None:
        from btstc_jury.ui.shell.new_file import make_new_file  # noqa: PLC0415

        if not self._may_leave():
            return
        made = make_new_file(self._theme, self, self._ports.files.desk(), self._folder())
        if made is None:
            return
        if not self._close_file():
            made.close()
            return
        self._show_office(made)
        if made.file.protection.encrypted and self.locksmith is not None:
            self.locksmith.offer_recovery()

    def _choose_file(self) -> None:
        from btstc_jury.ui.shell.questions import exam_file  # noqa: PLC0415

        chosen = exam_file(self, self._folder())
        if chosen is not None:
            self._open_other(chosen)

    def _open_other(self, path: Path) -> None:
        covered = self.guard is not None and self.guard.covered
        if not covered and self._may_leave():
            self.open_path(path)

    def _ask_purge(self) -> None:
        from btstc_jury.ui.shell.purging import Purger  # noqa: PLC0415

        if self.workspace is None:
            return
        tools = self._ports.files.purge_tools(self.preferences.value.purge_after_months)
        purger = Purger(self._theme, self, tools, self._close_file)
        purger.purged.connect(self._forget)
        purger.told.connect(self._tell_purge)
        purger.ask(self.workspace.conductor.office)

    def _tell_purge(self, message: Message) -> None:
        if self.workspace is None:
            self._show_welcome()
        self.notices.warn(message)

    def _show_office(self, office: Office) -> None:
        from btstc_jury.domain.session import FileKind  # noqa: PLC0415
        from btstc_jury.ui.conductor import Conductor  # noqa: PLC0415
        from btstc_jury.ui.shell.workspace import Workspace  # noqa: PLC0415

        if office.session.kind is not FileKind.DEMONSTRATION:
            # Its folder is cleared after a few more demonstrations: no file of an exam may end up there.
            remember(self.preferences, office.file.path, encrypted=office.file.protection.encrypted)
        self.workspace = Workspace(self._theme, Conductor(office), self._ports)
        self.workspace.informed.connect(lambda text: self.notices.inform(self.keymap.told(text)))
        self.workspace.warned.connect(self.notices.warn)
        self.workspace.day.home.triggered.connect(self._leave_file)
        self.workspace.day.sheet.triggered.connect(self.menus.show_keys)
        self._stack.addWidget(self.workspace)
        self._stack.setCurrentWidget(self.workspace)
        self.workspace.show_day()
        self._accompany(self.workspace)
        self.menus.set_file_open(is_open=True)
        self._show_protection()
        if office.read_only:
            from btstc_jury.application.views import messages  # noqa: PLC0415

            self.notices.inform(messages.read_only(office.read_only))

    def _accompany(self, workspace: Workspace) -> None:
        from btstc_jury.ui.privacy.guard import PrivacyGuard  # noqa: PLC0415
        from btstc_jury.ui.shell.backups import BackupDesk  # noqa: PLC0415
        from btstc_jury.ui.shell.companions import Companions  # noqa: PLC0415

        if self.guard is None:
            self.guard = PrivacyGuard(self._theme, self)
        self.companions = Companions(
            self._theme, self, workspace, self._ports.machine, self.preferences, self.notices, self.guard
        )
        self.menus.candidate_asked.connect(self.companions.show_screen_menu)
        self._employ_locksmith(workspace, self.guard)
        workspace.page_changed.connect(self._rekey)
        self.backups = BackupDesk(
            self._theme, self, workspace, self._ports.files, self.preferences, self.notices
        )
        workspace.day.restore.triggered.connect(self.restore)
        workspace.day.folder.triggered.connect(self._choose_backup_folder)
        self._rekey()

    def _employ_locksmith(self, workspace: Workspace, guard: PrivacyGuard) -> None:
        from btstc_jury.ui.shell.file_key import Locksmith  # noqa: PLC0415

        path = workspace.conductor.office.file.path
        attempts = self._the_gate().attempts(path, self._ports.files.desk().clock)
        smith = self.locksmith = Locksmith(
            self._theme, self, workspace, self._ports, self.preferences, guard, attempts
        )
        smith.informed.connect(self.notices.inform)
        smith.protected.connect(self._show_protection)
        self.menus.passphrase_asked.connect(smith.change_passphrase)
        self.menus.recovery_asked.connect(smith.show_recovery)
        self.menus.lock_asked.connect(smith.lock)

    def _show_protection(self) -> None:
        """The menus and the recent files tell whether the open file is encrypted."""
        if self.workspace is not None:
            office = self.workspace.conductor.office
            encrypted = note_protection(self.preferences, office.file)
            self.menus.set_protection(changeable=not office.read_only, encrypted=encrypted)

    def _follow_preferences(self) -> None:
        kept = self.preferences.value
        if self.keymap.chosen() != Keymap(kept.keys).chosen():
            self.keymap = Keymap(kept.keys)
            self._rekey()

    def _rekey(self) -> None:
        """Give all that is built the keys in force."""
        rekey(self, {} if self.workspace is None else self.workspace.places, self.keymap)
        self.menus.name_keys()
        if self.guard is not None:
            self.guard.set_keys(self.keymap.keys("window.cover"), self.keymap.keys("window.lock"))

    def _cover(self) -> None:
        if self.guard is not None:
            self.guard.cover()

    def _show_settings(self) -> None:
        from btstc_jury.ui.settings.settings_dialog import show_settings  # noqa: PLC0415

        show_settings(self._theme, self, self.preferences)

    def restore(self) -> None:
        """Let the user put a backup in the place of the open file, or of one that can't be opened."""
        from btstc_jury.ui.shell.restoring import choose_backup, restore  # noqa: PLC0415

        store = self._ports.files.backups()
        target = self._unopened if self.workspace is None else self.workspace.conductor.office.file.path
        folder = self.preferences.value.backup_folder
        chosen = choose_backup(self._theme, self, store, folder, target, self._folder())
        if chosen is None or not self._may_leave() or not self._close_file():
            return
        told, done = restore(self._theme, self, store, *chosen)
        if not done:
            self._show_welcome()
        if not done or self.open_path(chosen[1]):
            self.notices.warn(told)

    def _choose_backup_folder(self) -> None:
        from btstc_jury.ui.settings.settings_dialog import choose_backup_folder  # noqa: PLC0415

        choose_backup_folder(self, self.preferences)

    def _leave_file(self) -> None:
        if self._may_leave() and self._close_file():
            self._show_welcome()

    def _close_file(self) -> bool:
        """Whether the file, if any, is closed with all that was typed recorded."""
        if self.gate is not None:
            self.gate.close()
        if self.workspace is None:
            return True
        if not self.workspace.pages.flush() and not self._abandon_draft():
            return False
        if self.backups is not None and not self.backups.finish():
            return False
        for each in (self.backups, self.companions, self.locksmith):
            if each is not None:
                each.close()
        self.backups = self.companions = self.locksmith = None
        self.workspace.close_file()
        self._stack.removeWidget(self.workspace)
        self.workspace.deleteLater()
        self.workspace = None
        self.notices.show_file("")
        self.menus.set_file_open(is_open=False)
        return True

    def _may_leave(self) -> bool:
        """Whether nothing is under way, or the user leaves it all the same, knowing that it comes back."""
        office = None if self.workspace is None else self.workspace.conductor.office
        if office is None or office.read_only or not office.file.index.under_way():
            return True
        from btstc_jury.ui.shell.questions import leaves_under_way  # noqa: PLC0415

        return leaves_under_way(self)

    def _abandon_draft(self) -> bool:
        from btstc_jury.ui.shell.questions import loses_draft  # noqa: PLC0415

        return loses_draft(self)

    def _show_welcome(self) -> None:
        self.setWindowTitle("BTS TC Jury")
        if self.gate is not None:
            self.gate.close()
        self.welcome.show_recent(self.preferences.value.recent, self.preferences.value.encrypted)
        self._stack.setCurrentWidget(self.welcome)
        self.menus.set_file_open(is_open=False)

    def _forget(self, path: Path) -> None:
        forget(self.preferences, path)
        kept = self.preferences.value
        self.welcome.show_recent(kept.recent, kept.encrypted)

    def _folder(self) -> Path:
        return self.preferences.value.last_folder or Path.home()

    def _restore(self) -> None:
        if self.preferences.value.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.preferences.value.geometry.encode("ascii")))

    def _connect(self) -> None:
        self.welcome.new_asked.connect(self._new_file)
        self.welcome.open_asked.connect(self._choose_file)
        self.welcome.recent_chosen.connect(self.open_path)
        self.welcome.recent_removed.connect(self._forget)
        self.welcome.demonstration_asked.connect(self.open_demonstration)
        self._drop.exam_dropped.connect(self._open_other)
        self.menus.new_asked.connect(self._new_file)
        self.menus.open_asked.connect(self._choose_file)
        self.menus.demonstration_asked.connect(lambda: self._may_leave() and self.open_demonstration())
        self.menus.close_asked.connect(self._leave_file)
        self.menus.purge_asked.connect(self._ask_purge)
        self.menus.leave_asked.connect(lambda: self._may_leave() and self.close())
        self.menus.settings_asked.connect(self._show_settings)
        self.menus.cover_asked.connect(self._cover)
        self.menus.restore_asked.connect(self.restore)
        self.notices.restore_asked.connect(self.restore)
        self.preferences.failed.connect(self.notices.warn)
        self.preferences.changed.connect(self._follow_preferences)
        self.menus.look_changed.connect(self.save_settings)
        self.menus.verify_asked.connect(self.verify)
        self._drop.grids_dropped.connect(self.verify)
