"""All that the window does with exam files; imported when the first one is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import open_file
from btstc_jury.application.views import messages
from btstc_jury.application.views.passphrase import recovery_sheet
from btstc_jury.application.views.under_way import somebody_heard
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.acts import Where
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.privacy.guard import PrivacyGuard
from btstc_jury.ui.settings.preferences import Preferences, note_protection, remember
from btstc_jury.ui.shell import questions
from btstc_jury.ui.shell.backups import Backups, of_exam
from btstc_jury.ui.shell.centre_rooms import CentreRooms
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.shell.opening import Opening
from btstc_jury.ui.shell.protection import Guarded, Protection, Unlocking
from btstc_jury.ui.shell.surroundings import Surroundings
from btstc_jury.ui.shell.workspace import Shell, Workspace
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.window_acts import WindowActs

_OTHER = "Le fichier choisi s’ouvrira à la place de celui-ci."
_TRIAL = "L’essai de la forme a un fichier d’entraînement, qui s’ouvrira à la place de celui-ci."
_DEMONSTRATION = "La démonstration s’ouvrira à la place de ce fichier."


@dataclass(frozen=True, slots=True)
class OpenFile:
    """One exam file in the window: its screens, and what serves them as long as it is open."""

    workspace: Workspace
    surroundings: Surroundings
    protection: Protection
    backups: Backups

    @property
    def office(self) -> Office:
        return self.workspace.conductor.office

    @property
    def under_way(self) -> bool:
        """Whether closing would stop an oral."""
        return not self.office.read_only and bool(self.office.file.index.under_way())

    @property
    def lines(self) -> Assessed:
        """What the oral on the screen shown assesses; criteria beside the day's list."""
        shown = self.workspace.oral
        return self.office.oral(shown).form.assessed if shown else Assessed.CRITERIA

    @property
    def form_key(self) -> str:
        """Of the oral on the screen shown, of the first one of the day beside the list; "" without any."""
        shown = self.workspace.oral
        if shown:
            return self.office.oral(shown).form.key
        day = self.workspace.day.shown_day
        return next((each.form_key for each in self.office.file.index.on_day(day)), "") if day else ""

    def close(self, theme: Theme, window: QWidget) -> bool:
        """Whether the file is closed with all that was typed recorded."""
        flushed = self.workspace.flush()
        if not flushed and not questions.loses_draft(theme, window):
            return False
        if not self.backups.finish():
            return False
        self.stop(given_up=not flushed)
        return True

    def stop(self, *, given_up: bool = False) -> None:
        """Nothing is asked and nothing entered; see ``Workspace.close_file``."""
        for each in (self.backups, self.surroundings, self.protection):
            each.close()
        self.workspace.close_file(given_up=given_up)


class Workbench(QObject):
    """Owns at most one open exam file at a time. ``left``: none is open any more; ``page_changed``: another
    screen, or another oral on it.
    """

    left = Signal()
    page_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        ports: Ports,
        window: QMainWindow,
        stack: QStackedWidget,
        notices: NoticeBar,
        preferences: Preferences,
        acts: WindowActs,
    ) -> None:
        super().__init__(window)
        self.guard = PrivacyGuard(theme, window)
        self.shell = Shell(theme, window, ports, notices, preferences, acts, self.guard)
        self._stack = stack
        self._opened: OpenFile | None = None
        self._aside = 0
        self._unopened: Path | None = None
        self.unlocking = Unlocking(theme, stack, self.left.emit)
        self.centres = CentreRooms(self.shell, stack, self.unlocking, self.left.emit)
        self.centres.page_changed.connect(self.page_changed)

    @property
    def is_open(self) -> bool:
        return self._opened is not None

    @property
    def opened(self) -> OpenFile:
        """The open file; the acts that need one are disabled while there is none."""
        if self._opened is None:
            raise RuntimeError("no exam file is open")
        return self._opened

    @property
    def place(self) -> tuple[QWidget | None, Where]:
        """The screen one is on."""
        if self._opened is None:
            return self.centres.place
        page = self._opened.workspace.page
        return page, self._opened.workspace.places.get(page, Where.WINDOW)

    def open_path(
        self, path: Path, *, resume: bool = True, passing: bool = False, opening: Opening | None = None
    ) -> bool:
        """Open an exam file; the oral that was under way comes back on its own screen (``resume``). False
        too for an encrypted one, whose passphrase is then asked for. ``passing``: it is made to be tried and
        goes by itself: neither it nor its folder is remembered. ``opening``: it is being opened already.
        """
        if not self.close_file():
            return False
        if path.suffix.lower() == CENTRE_SUFFIX:
            return self.centres.open_path(path)
        try:
            office, under_way = (
                open_file(self.shell.ports.files.desk(), path) if opening is None else opening()
            )
        except FileProblem as problem:
            locked = problem.kind is ProblemKind.LOCKED
            if not locked:
                self._unopened = path
                self.shell.notices.warn(messages.problem(problem))
            self.left.emit()
            if locked:
                self._unlock(path.absolute())
            return False
        self._unopened = None
        self._resume(office, under_way if resume else None, passing=passing)
        return True

    def open_demonstration(self) -> bool:
        """A fresh demonstration file, with fictional candidates at every stage."""
        if not self.may_leave(_DEMONSTRATION) or not self.close_file():
            return False
        try:
            path = self.shell.ports.files.demonstration()
        except FileProblem as problem:
            self.shell.notices.warn(messages.problem(problem))
            return False
        return self.open_path(path, resume=False, passing=True)

    def open_other(self, path: Path, *, passing: bool = False) -> None:
        """In place of the open file, which the user may stay with; ``passing`` as in ``open_path``."""
        why = _TRIAL if passing else _OTHER
        if not self.guard.covered and self.may_leave(why):
            self.open_path(path, passing=passing)

    def leave_file(self) -> None:
        """Back to the welcome, unless the user stays."""
        if self.may_leave() and self.close_file():
            self.left.emit()

    def may_leave(self, why: str = "") -> bool:
        """Whether nothing is under way, or the user leaves it all the same, knowing that it comes back.
        ``why``: what asks for it, a sentence.
        """
        under_way = self._opened is not None and self._opened.under_way
        if self._opened is None or not under_way:
            return True
        kind = self._opened.office.session.kind
        return questions.leaves_under_way(self.shell.theme, self.shell.window, kind, why)

    def may_close(self, *, asks: bool) -> bool:
        """Whether the window may go, the file closed. ``asks``: the user may still stay with what is under
        way; not on a locked screen, which shows no question.
        """
        asked = asks and not self.guard.locked
        return (not asked or self.may_leave()) and self.close_file()

    def stop(self) -> None:
        """The program ends at once: what is typed and not entered stays in the file for the next time."""
        if self._opened is not None:
            self._opened.stop()
            self._opened = None
        self.centres.stop()

    def close_file(self) -> bool:
        """Whether no file is open any more, with all that was typed recorded."""
        self.unlocking.close()
        if self._opened is None:
            return self.centres.close()
        if not self._opened.close(self.shell.theme, self.shell.window):
            return False
        workspace, self._opened = self._opened.workspace, None
        workspace.laptops.leave()
        self._stack.removeWidget(workspace)
        workspace.deleteLater()
        self.shell.notices.show_file("")
        self.shell.acts.set_file_open(is_open=False)
        return True

    @property
    def path(self) -> Path | None:
        """The file that is open, or that couldn't be."""
        held = self.centres.room if self._opened is None else self._opened
        return self._unopened if held is None else held.office.file.path

    @property
    def folder(self) -> Path:
        """Where a file was opened last."""
        return self.shell.preferences.value.last_folder or Path.home()

    def _unlock(self, path: Path) -> None:
        desk = self.shell.ports.files.desk()
        self.unlocking.ask(path, desk.clock, lambda key: open_file(desk, path, key), self._on_unlocked)

    def _on_unlocked(self, office: Office, under_way: int | None, renewed: bool) -> None:
        self._resume(office, under_way)
        self.unlocking.close()
        if renewed:
            self.opened.protection.offer_recovery()

    def _resume(self, office: Office, under_way: int | None, *, passing: bool = False) -> None:
        self.show(office, passing=passing)
        if under_way is not None:
            self.opened.workspace.open_oral(under_way)

    def show(self, office: Office, *, passing: bool = False) -> None:
        """Its screens, in the place of what is shown; ``passing`` as in ``open_path``."""
        if not passing and office.session.kind is not FileKind.DEMONSTRATION:
            # The folder of the others is cleared after a few more: no file of an exam may end up there.
            remember(self.shell.preferences, office.file.path, encrypted=office.file.protection.encrypted)
        whose = "de la classe" if office.session.kind is FileKind.TRAINING else "du candidat"
        # What a centre hands in is of no rehearsal: neither official grids nor the forms around them.
        rehearses = office.session.kind is FileKind.TRAINING
        self.shell.acts.show_for_exam(not office.session.kind.facts.opinion, rehearses=rehearses)
        self.shell.acts.purge.setText("&Purger cet entraînement…" if rehearses else "&Purger la session…")
        self.shell.acts.candidate.say(f"&Écran {whose}…")
        workspace = Workspace(self.shell, Conductor(office))
        self._stack.addWidget(workspace)
        # Before it comes into sight, which reads a list that nobody read yet.
        workspace.show_day()
        self._stack.setCurrentWidget(workspace)
        surroundings, protection = Surroundings(self.shell, workspace), self._protect(workspace)
        self._opened = OpenFile(workspace, surroundings, protection, Backups(self.shell, of_exam(workspace)))
        workspace.page_changed.connect(self.page_changed)
        workspace.laptops.foreign.connect(self.open_other)
        self.shell.acts.set_file_open(is_open=True)
        self._show_protection()
        self.page_changed.emit()
        if office.read_only:
            self.shell.notices.inform(messages.read_only(office.read_only))
        workspace.conductor.changed.connect(self._tell_aside)
        self._aside = 0
        self._tell_aside()

    def _tell_aside(self) -> None:
        """What lay beside the file, or came there since, and was given another name."""
        found = self.opened.office.file.aside
        new, self._aside = found[self._aside :], len(found)
        if new:
            self.shell.notices.warn(messages.whole(new))

    def _protect(self, workspace: Workspace) -> Protection:
        office = workspace.conductor.office
        attempts = self.unlocking.attempts(office.file.path, self.shell.ports.files.desk().clock)
        guarded = Guarded(
            office,
            lambda: recovery_sheet(office),
            workspace.day.recovery,
            lambda: somebody_heard(office),
            workspace.conductor.changed,
        )
        made = Protection(self.shell, guarded, attempts)
        made.protected.connect(self._show_protection)
        return made

    def _show_protection(self) -> None:
        """The menus and the recent files tell whether the open file is encrypted."""
        office = self.opened.office
        encrypted = note_protection(self.shell.preferences, office.file)
        self.shell.acts.set_protection(changeable=not office.read_only, encrypted=encrypted)
