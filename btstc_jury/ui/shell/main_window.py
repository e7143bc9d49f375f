"""The window: welcome, then the screens of one exam file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Settings
from btstc_jury.ui.rekeying import rekey
from btstc_jury.ui.settings.preferences import Preferences
from btstc_jury.ui.shell.menus import Menus
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.shell.welcome_page import WelcomePage
from btstc_jury.ui.shortcuts import Keymap
from btstc_jury.ui.theme.theme import Theme

if TYPE_CHECKING:
    from btstc_jury.application.office import Office
    from btstc_jury.application.views.message import Message
    from btstc_jury.domain.session import ExamSession
    from btstc_jury.ui.privacy.guard import PrivacyGuard
    from btstc_jury.ui.services import Services
    from btstc_jury.ui.shell.companions import Companions
    from btstc_jury.ui.shell.workspace import Workspace

_RECENT = 10
_SMALLEST = (960, 600)


class MainWindow(QMainWindow):
    """Owns at most one open exam file at a time.

    What only an open file needs is imported when one is opened: the first window paints before.
    """

    def __init__(self, theme: Theme, services: Services, settings: Settings) -> None:
        super().__init__()
        self._theme = theme
        self._services = services
        self.preferences = Preferences(services.settings, settings)
        self.workspace: Workspace | None = None
        self.companions: Companions | None = None
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
        self.menus = Menus(self, theme, lambda: self.keymap)
        self._connect()
        self._restore()
        self._rekey()
        self._show_welcome()

    def open_path(self, path: Path, *, resume: bool = True) -> bool:
        """Open an exam file; the oral that was under way comes back on its own screen (``resume``)."""
        from btstc_jury.application.sessions import open_file  # noqa: PLC0415

        if not self._close_file():
            return False
        try:
            office, under_way = open_file(self._services.desk(), path)
        except FileProblem as problem:
            self._tell(problem)
            self._show_welcome()
            return False
        self._show_office(office)
        if resume and under_way is not None and self.workspace is not None:
            self.workspace.open_oral(under_way)
        return True

    def open_demonstration(self) -> bool:
        """A fresh demonstration file, with fictional candidates at every stage."""
        if not self._close_file():
            return False
        try:
            path = self._services.demonstration()
        except FileProblem as problem:
            self._tell(problem)
            return False
        return self.open_path(path, resume=False)

    def save_settings(self) -> None:
        """Keep theme, text size and place of the window."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.preferences.put(
            replace(
                self.preferences.value,
                theme=self._theme.mode,
                text_scale=round(self._theme.scale * 100),
                geometry=geometry,
            )
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asked by the user (a spontaneous event), it asks back while an oral is under way."""
        if (event.spontaneous() and not self._may_leave()) or not self._close_file():
            event.ignore()
            return
        self.save_settings()
        event.accept()

    def _tell(self, problem: FileProblem) -> None:
        from btstc_jury.application.views import messages  # noqa: PLC0415

        self.notices.warn(messages.problem(problem))

    def _new_file(self) -> None:
        from btstc_jury.application.sessions import create_file  # noqa: PLC0415
        from btstc_jury.application.views import messages  # noqa: PLC0415
        from btstc_jury.domain.refusals import Refusal  # noqa: PLC0415
        from btstc_jury.ui.shell.new_file_dialog import NewFileDialog  # noqa: PLC0415

        if not self._may_leave():
            return
        made: list[Office] = []

        def create(session: ExamSession, path: Path) -> str:
            try:
                made.append(create_file(self._services.desk(), path, session))
            except FileProblem as problem:
                told = messages.problem(problem)
                return f"{told.title} {told.body}"
            except Refusal as refused:
                return messages.refusal(refused)
            return ""

        dialog = NewFileDialog(self._theme, self, folder=self._folder(), create=create)
        dialog.exec()
        dialog.deleteLater()
        if made and self._close_file():
            self._show_office(made[0])
        elif made:
            made[0].close()

    def _demonstrate(self) -> None:
        if self._may_leave():
            self.open_demonstration()

    def _choose_file(self) -> None:
        from btstc_jury.ui.shell.questions import exam_file  # noqa: PLC0415

        chosen = exam_file(self, self._folder())
        if chosen is not None and self._may_leave():
            self.open_path(chosen)

    def _ask_purge(self) -> None:
        from btstc_jury.ui.shell.purger import Purger  # noqa: PLC0415

        if self.workspace is None:
            return
        tools = self._services.purge_tools(self.preferences.value.purge_after_months)
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
            self._remember(office.file.path)
        self.workspace = Workspace(self._theme, Conductor(office), self._services)
        self.workspace.informed.connect(lambda text: self.notices.inform(self.keymap.spoken(text)))
        self.workspace.warned.connect(self.notices.warn)
        self.workspace.home_asked.connect(self._leave_file)
        self.workspace.keys_asked.connect(self.menus.show_keys)
        self._stack.addWidget(self.workspace)
        self._stack.setCurrentWidget(self.workspace)
        self.workspace.show_day()
        self._accompany(self.workspace)
        read_only = self.tr(" · lecture seule") if office.read_only else ""
        self.notices.show_file(office.file.path.name + read_only)
        self.menus.set_file_open(is_open=True)
        if office.read_only:
            from btstc_jury.application.views import messages  # noqa: PLC0415

            self.notices.inform(messages.read_only(office.read_only))

    def _accompany(self, workspace: Workspace) -> None:
        from btstc_jury.ui.privacy.guard import PrivacyGuard  # noqa: PLC0415
        from btstc_jury.ui.shell.companions import Companions  # noqa: PLC0415

        if self.guard is None:
            self.guard = PrivacyGuard(self._theme, self)
        self.companions = Companions(
            self._theme, self, workspace, self._services, self.preferences, self.notices, self.guard
        )
        self.menus.candidate_asked.connect(self.companions.show_screen_menu)
        workspace.page_changed.connect(self._rekey)
        self._rekey()

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
            self.guard.set_keys(self.keymap.keys("window.cover"))

    def _cover(self) -> None:
        if self.guard is not None:
            self.guard.cover()

    def _show_settings(self) -> None:
        from btstc_jury.ui.candidate_screen.monitors import Monitors  # noqa: PLC0415
        from btstc_jury.ui.settings.settings_dialog import SettingsDialog  # noqa: PLC0415

        shown = self.findChild(SettingsDialog)
        if shown is None:
            shown = SettingsDialog(
                self._theme, self.preferences.value, Monitors().all(), self._put_settings, self
            )
        shown.show()
        shown.activateWindow()

    def _put_settings(self, chosen: Settings) -> None:
        """What the dialog doesn't show may have changed since it opened."""
        kept = self.preferences.value
        self.preferences.put(
            replace(
                chosen,
                recent=kept.recent,
                last_folder=kept.last_folder,
                geometry=kept.geometry,
                candidate_place=kept.candidate_place,
            )
        )
        if (chosen.theme, chosen.text_scale) != (self._theme.mode, round(self._theme.scale * 100)):
            self._theme.set(chosen.theme, chosen.text_scale / 100)

    def _leave_file(self) -> None:
        if self._may_leave() and self._close_file():
            self._show_welcome()

    def _leave_program(self) -> None:
        if self._may_leave():
            self.close()

    def _close_file(self) -> bool:
        """Whether the file, if any, is closed with all that was typed recorded."""
        if self.workspace is None:
            return True
        if not self.workspace.pages.flush() and not self._abandon_draft():
            return False
        if self.companions is not None:
            self.companions.close()
            self.companions = None
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
        self.welcome.show_recent(self.preferences.value.recent)
        self._stack.setCurrentWidget(self.welcome)
        self.menus.set_file_open(is_open=False)

    def _remember(self, path: Path) -> None:
        others = tuple(each for each in self.preferences.value.recent if each != path)
        recent = (path, *others)[:_RECENT]
        self.preferences.put(replace(self.preferences.value, recent=recent, last_folder=path.parent))

    def _forget(self, path: Path) -> None:
        recent = tuple(each for each in self.preferences.value.recent if each != path)
        self.preferences.put(replace(self.preferences.value, recent=recent))
        self.welcome.show_recent(recent)

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
        self.menus.new_asked.connect(self._new_file)
        self.menus.open_asked.connect(self._choose_file)
        self.menus.demonstration_asked.connect(self._demonstrate)
        self.menus.close_asked.connect(self._leave_file)
        self.menus.purge_asked.connect(self._ask_purge)
        self.menus.leave_asked.connect(self._leave_program)
        self.menus.settings_asked.connect(self._show_settings)
        self.menus.cover_asked.connect(self._cover)
        self.preferences.failed.connect(self.notices.warn)
        self.preferences.changed.connect(self._follow_preferences)
        self.menus.look_changed.connect(self.save_settings)
