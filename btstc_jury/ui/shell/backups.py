"""The backups of one open file, an exam's or a centre's: when they are made, and what is shown of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from btstc_jury.application.backups import BackupLog, BackupStopped, BackupStore, Order
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import backups as words
from btstc_jury.application.views import formats
from btstc_jury.domain.moments import Instant
from btstc_jury.ui.background import Background, Run
from btstc_jury.ui.shell.questions import leaves_without_backup
from btstc_jury.ui.shell.waiting import WaitingDialog, wait_for
from btstc_jury.ui.shell.workspace import Shell, Workspace

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """An open file. ``changed``: carries what ``note`` takes note of, which says whether that calls for a
    copy at once; ``lacks_folder``: told whether a folder remains to be chosen.
    """

    path: Path
    log: BackupLog
    now: Callable[[], Instant]
    changed: SignalInstance
    note: Callable[[Any], bool]
    lacks_folder: Callable[[bool], object]
    read_only: bool = False


def of_exam(workspace: Workspace) -> BackedUp:
    office = workspace.conductor.office
    log = BackupLog(office.file.path, office.session.kind, read_only=bool(office.read_only))
    return BackedUp(
        office.file.path,
        log,
        lambda: office.now().utc,
        workspace.conductor.changed,
        log.remark,
        workspace.day.folder.setVisible,
        bool(office.read_only),
    )


class Backups(QObject):
    """Made when a file opens; ``finish`` before it closes, then ``close``. ``progressed``: percent of the
    copy under way.
    """

    progressed = Signal(int)

    def __init__(self, shell: Shell, file: BackedUp) -> None:
        super().__init__()
        self._shell = shell
        self._file = file
        self._log = file.log
        self._beside = Background(self)
        self._again = False
        file.changed.connect(self._on_changed)
        self._shell.preferences.changed.connect(self._follow)
        self._follow()

    @cached_property
    def _store(self) -> BackupStore:
        """Known with the first copy: it knows centres too, which the list of a day would wait for."""
        return self._shell.ports.files.backups()

    def finish(self) -> bool:
        """Make the last copy and wait for it; whether the file may be closed."""
        if self._log.due:
            self._run()
        wait_for(self._beside.rested, lambda: self._beside.busy, self._dialog)
        problem = self._log.state.problem
        if problem is None or not self._log.due:
            return True
        return leaves_without_backup(self._shell.theme, self._shell.window, words.failure(problem))

    def close(self) -> None:
        """Nothing is left to speak of the file."""
        self._shell.preferences.changed.disconnect(self._follow)
        self._file.changed.disconnect(self._on_changed)
        self._shell.notices.show_status("backup", "")
        self.deleteLater()

    def _follow(self) -> None:
        if self._log.follow(self._shell.preferences.value.backup_folder):
            self._run()
        self._show()

    def _on_changed(self, changes: object) -> None:
        if self._file.note(changes):
            self._run()

    def _show(self) -> None:
        state = self._log.state
        name = self._file.path.name
        read_only = " · lecture seule" if self._file.read_only else ""
        self._shell.notices.show_file(words.file_line(name, state) + read_only)
        self._shell.notices.show_status("backup", words.status(state))
        self._file.lacks_folder(self._log.wanted and state.folder is None)

    def _dialog(self) -> WaitingDialog:
        made = WaitingDialog(
            self._shell.theme,
            "Sauvegarde avant de fermer",
            "Tout est déjà enregistré. La copie dans le dossier de sauvegarde se termine.",
            "Fermer sans cette copie",
            self._shell.window,
        )
        self.progressed.connect(made.show_percent)
        made.left.connect(self._stop)
        return made

    def _now(self) -> datetime:
        return formats.local(self._file.now()).replace(tzinfo=None)

    def _run(self) -> None:
        """Make a copy of what is in the file now; at once, or after the one under way."""
        if self._beside.busy:
            self._again = True
            return
        order = self._log.order(self._now())
        if order is None:
            return
        make = self._store.make

        def work(run: Run) -> None:
            make(order, lambda done, total: run.tell(100 * done // max(total, 1)))

        self._beside.do(
            work,
            lambda _: self._made(order),
            failed=partial(self._not_made, order),
            told=(FileProblem, BackupStopped),
            news=self.progressed.emit,
        )

    def _stop(self) -> None:
        """Give up the copy under way."""
        self._again = False
        self._beside.cancel()

    def _made(self, order: Order) -> None:
        self._log.made(order)
        self._go_on()

    def _not_made(self, order: Order, error: Exception) -> None:
        if isinstance(error, FileProblem):
            known = self._log.state.problem
            self._log.failed(order, error)
            _log.info("no backup: %s", error.kind)
            if known is None or known.kind is not error.kind:
                self._shell.notices.warn(words.failure(error))
        else:
            self._log.stopped(order)
        self._go_on()

    def _go_on(self) -> None:
        self._show()
        again, self._again = self._again, False
        if again:
            self._run()
