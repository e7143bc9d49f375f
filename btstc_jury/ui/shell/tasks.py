"""What the window does in dialogs of its own; imported when the first of these is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from btstc_jury.application.drills import Drill
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.views import messages
from btstc_jury.ui.settings.settings_dialog import choose_backup_folder, show_settings
from btstc_jury.ui.shell import questions
from btstc_jury.ui.shell.form_tasks import FormTasks
from btstc_jury.ui.shell.new_file import make_new_file
from btstc_jury.ui.shell.purging import Purger
from btstc_jury.ui.shell.restoring import choose_backup, restore
from btstc_jury.ui.shell.workbench import Workbench
from btstc_jury.ui.verification.verification_dialog import show_verification

_SEVERAL = "Un seul fichier s’ouvre à la fois : des avis se reçoivent ensemble, dans celui de la commission."


class Tasks:
    """``bench``: what they act on."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._shell = bench.shell
        self._theme = bench.shell.theme
        self._window = bench.shell.window
        self._files = bench.shell.ports.files
        self.forms = FormTasks(bench)

    def new_file(self, *, training: bool = False) -> None:
        """``training``: to rehearse with."""
        if not self._closed_under_way("Un nouveau fichier s’ouvrira à la place de celui-ci."):
            return
        made = make_new_file(
            self._theme, self._window, self._files.desk(), self._bench.folder, training=training
        )
        if made is None:
            return
        if not self._bench.close_file():
            made.close()
            return
        self._bench.show(made)
        if made.file.protection.encrypted:
            self._bench.opened.protection.offer_recovery()

    def new_centre(self) -> None:
        if not self._closed_under_way("Le nouveau centre s’ouvrira à la place de ce fichier."):
            return
        from btstc_jury.ui.shell.new_centre import make_new_centre  # noqa: PLC0415 - seldom asked for

        desk = self._shell.ports.centres.desk()
        made = make_new_centre(self._theme, self._window, desk, self._bench.folder)
        if made is None:
            return
        if not self._bench.close_file():
            made.close()
            return
        self._bench.centres.show(made)
        if made.file.protection.encrypted and self._bench.centres.room is not None:
            self._bench.centres.room.offer_recovery()

    def choose_file(self) -> None:
        chosen = questions.exam_file(self._window, self._bench.folder)
        if chosen is not None:
            self.take((chosen,))

    def take(self, paths: Sequence[Path]) -> None:
        """Files given to the window: opinions come into the file that invited to them, where it is open; any
        other opens in its place.
        """
        bench = self._bench
        if bench.guard.covered or (bench.is_open and bench.opened.workspace.laptops.takes(paths)):
            return
        if len(paths) == 1:
            bench.open_other(paths[0])
        else:
            self._shell.notices.inform(_SEVERAL)

    def restore(self) -> None:
        """Let the user put a backup in the place of the open file, or of one that can't be opened."""
        store = self._files.backups()
        folder = self._shell.preferences.value.backup_folder
        chosen = choose_backup(self._theme, self._window, store, folder, self._bench.path, self._bench.folder)
        why = "La sauvegarde remplacera un fichier, qui s’ouvrira à la place de celui-ci."
        if chosen is None or not self._bench.may_leave(why) or not self._bench.close_file():
            return
        told, done = restore(self._theme, self._window, store, *chosen)
        if not done:
            self._bench.left.emit()
        if not done or self._bench.open_path(chosen[1]):
            self._shell.notices.warn(told)

    def rescue(self) -> None:
        """Keep what is open under another name, whatever has become of its file."""
        room = self._bench.centres.room
        to = questions.copy_of(self._window, self._bench.path or self._bench.folder)
        if to is None:
            return
        try:
            if room is None:
                self._bench.opened.office.file.protection.rescue(to)
            else:
                room.office.file.protection.rescue(to)
        except FileProblem as problem:
            self._shell.notices.warn(messages.problem(problem))
            return
        body = "Fermez ce fichier et ouvrez la copie pour continuer."
        self._shell.notices.warn(Message(f"Copie enregistrée\u202f: {to}", body))

    def purge(self) -> None:
        Purger(self._shell, self._bench.close_file, self._on_purged).ask(self._bench.opened.office)

    def verify(self, paths: Sequence[Path] = ()) -> None:
        """Signed grids verified in a window of their own, beside the work."""
        papers, folder = self._shell.ports.papers, self._bench.folder
        show_verification(self._theme, papers, self._window, folder, paths, self._own_authority)

    def show_cases(self, taken: Sequence[Path] = ()) -> None:
        """The library beside the work, or the page of it that is in sight. ``taken``: cases to bring in."""
        from btstc_jury.ui.cases.cases_window import CasesWindow  # noqa: PLC0415 - seldom asked for
        from btstc_jury.ui.cases.library import CaseLibrary  # noqa: PLC0415

        shown = next((each for each in self._window.findChildren(CaseLibrary) if each.isVisible()), None)
        if shown is None:
            opened = CasesWindow(self._theme, self._shell.ports, self._window)
            opened.show()
            shown = opened.library
        shown.window().raise_()
        shown.window().activateWindow()
        shown.setFocus()
        shown.acts.take(taken)

    def ask_drill(self) -> None:
        """A recorded oral in place of the open file, which the user may stay with."""
        from btstc_jury.ui.shell.drills import DrillDialog  # noqa: PLC0415 - seldom asked for

        if self._bench.may_leave():
            DrillDialog(self._theme, self._shell.ports.rehearsals.drills, self._practise, self._window).ask()

    def _practise(self, office: Office, drill: Drill) -> None:
        from btstc_jury.ui.shell.drills import practise  # noqa: PLC0415

        if not self._bench.close_file():
            office.close()
            return
        self._bench.show(office)
        practise(self._theme, self._bench.opened.workspace, drill)

    def show_settings(self) -> None:
        show_settings(self._theme, self._window, self._shell.preferences, self._files.settings)

    def choose_backup_folder(self) -> None:
        choose_backup_folder(self._window, self._shell.preferences)

    def tell_about(self) -> None:
        questions.tell_about(self._theme, self._window)

    def _own_authority(self) -> bytes | None:
        """Of the open file, DER: what its internal signatures are vouched for by."""
        if not self._bench.is_open:
            return None
        try:
            kept = self._bench.opened.office.file.proofs.authority()
        except FileProblem:
            # Told where grids are signed; they are verified all the same.
            return None
        return None if kept is None else kept.certificate

    def _closed_under_way(self, why: str) -> bool:
        """Whether nothing is under way any more: once the user agrees, the file is closed and no clock runs
        behind what follows. A file without an oral under way stays open.
        """
        bench = self._bench
        if not (bench.is_open and bench.opened.under_way):
            return True
        if not bench.may_leave(why) or not bench.close_file():
            return False
        bench.left.emit()
        return True

    def _on_purged(self, message: Message) -> None:
        if not self._bench.is_open:
            self._bench.left.emit()
        self._shell.notices.warn(message)
