"""Putting a backup in the place of an exam file, from the window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from btstc_jury.application.backups import BackupStore, backup_of
from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.views import messages
from btstc_jury.application.views.backups import restored
from btstc_jury.ui.shell.restore_dialog import RestoreDialog
from btstc_jury.ui.shell.waiting import WaitingDialog, do_beside
from btstc_jury.ui.theme.theme import Theme


def choose_backup(
    theme: Theme, parent: QWidget, store: BackupStore, folder: Path | None, target: Path | None, home: Path
) -> tuple[Path, Path] | None:
    """The backup and where it goes; ``None`` where the user leaves everything as it is."""
    dialog = RestoreDialog(theme, store, folder, target, home, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen, to = dialog.chosen, dialog.destination()
    dialog.deleteLater()
    return (chosen, to) if accepted and chosen is not None else None


def restore(
    theme: Theme, parent: QWidget, store: BackupStore, backup: Path, to: Path
) -> tuple[Message, bool]:
    """Replace the file, closed by now: what to tell, and whether it was done; otherwise it is what it was."""
    try:
        return _restore(theme, parent, store, backup, to), True
    except FileProblem as problem:
        return messages.problem(problem), False


def _restore(theme: Theme, parent: QWidget, store: BackupStore, backup: Path, to: Path) -> Message:
    now = datetime.now(UTC).astimezone().replace(tzinfo=None)
    aside = do_beside(
        lambda: store.restore(backup, to, now),
        lambda: WaitingDialog(
            theme, "Restauration", "La sauvegarde est contrôlée puis remise en place.", "", parent
        ),
    )
    named = backup_of(backup)
    kept = "" if aside is None else aside.name
    return restored(backup.name if named is None else named.moment, kept)
