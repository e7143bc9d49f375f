"""Putting a backup in the place of an exam file, or of a centre's: which one, knowing what each holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QFileDialog, QSizePolicy, QWidget

from btstc_jury.application.backups import Backup, BackupStore, backup_of
from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.passphrases import Mistyped, typed_key
from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.sessions import SUFFIX
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.backups import BackupRow, Held, backup_row, file_row, restored, unusable
from btstc_jury.application.views.passphrase import mistyped
from btstc_jury.ui.background import Background, Run
from btstc_jury.ui.protection.secret_fields import secret_edit, wipe
from btstc_jury.ui.shell.waiting import WaitingDialog, do_beside
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import fit_height, label, plain_tip, set_role, tell
from btstc_jury.ui.widgets.buttons import PushButton, RowButton
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill


class RestoreRow(RowButton):
    """Checkable, one of its group. The words come when the backup has been read. ``entered``: Enter, on the
    one that is chosen.
    """

    entered = Signal()

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme)
        self.setCheckable(True)
        self.setEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = label(title, "strong", wrap=True)
        self._holds = label("Lecture…", "small muted", wrap=True)
        self._differs = label("", "small", wrap=True)
        self._differs.hide()
        words = (self._title, self._holds, self._differs)
        self.lay_out(column(theme, *words, gap=2, margins=(14, 8), within=self))
        fit_height(self, QSizePolicy.Policy.Minimum)

    def show_row(self, row: BackupRow) -> None:
        self._title.setText(row.title)
        self._holds.setText(row.holds)
        tell(self._differs, row.differs)
        set_role(self._differs, "small" if row.usable else "small warning")
        self.setEnabled(row.usable)
        self.setAccessibleName(", ".join(part for part in (row.title, row.holds, row.differs) if part))
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose the one before or after: so a group does by itself."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.isChecked():
            self.entered.emit()
        else:
            # Never another than the one in focus.
            self.setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self._theme.palette
        ground = palette.sunken if self._over and self.isEnabled() else palette.surface
        marked = self.isChecked() or self.hasFocus()
        self.paint_card(
            ground=palette.accent_soft if self.isChecked() else ground,
            edge=palette.accent if marked else palette.line,
        )


_WIDTH = 760
_MOST = 200


class RestoreDialog(FormDialog):
    """``target``: what would be replaced, ``None`` where that follows from the backup. Once accepted,
    ``chosen`` and ``destination()`` say what to put where.
    """

    guide_page = "fichiers"

    def __init__(
        self,
        theme: Theme,
        store: BackupStore,
        folder: Path | None,
        target: Path | None,
        home: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "Restaurer une sauvegarde", _WIDTH, parent)
        self._store = store
        self._folder = folder
        self._target = target
        self._home = home
        self.chosen: Path | None = None
        self.rows: list[RestoreRow] = []
        self._paths: list[Path] = []
        self._readers: list[Background] = []
        self._locked: set[int] = set()
        self._group = QButtonGroup(self)
        self._intro = label("", "muted", wrap=True)
        self._list = column(theme, gap=6)
        self.other = PushButton("&Autre fichier…")
        self.secret = secret_edit()
        self._key = Field(theme, "&Phrase de passe ou clé de secours, puis Entrée", self.secret)
        self._fill()
        self._show_folder()
        self.finished.connect(self._stop)

    def destination(self) -> Path:
        """Where the backup goes."""
        path = self.chosen or Path()
        if self._target is not None and self._target.suffix == path.suffix:
            return self._target
        named = backup_of(path)
        return self._home / (path.name if named is None else f"{named.stem}{path.suffix}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter tries the key; it must not restore at once what comes to light."""
        entered = isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if entered and event.type() is QEvent.Type.KeyPress:
            self._try_key()
            return True
        return super().eventFilter(watched, event)

    def submit(self) -> None:
        if self.chosen is not None:
            self.accept()

    def _fill(self) -> None:
        self.secret.installEventFilter(self)
        fill(self.body, self._intro, self._list, self._key)
        self._key.hide()
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._choose_other)
        self.buttons.insertWidget(0, self.other)
        self.restore = self.add_usual_buttons("&Restaurer")
        self.restore.setEnabled(False)

    def _show_folder(self) -> None:
        backups: tuple[Backup, ...] = ()
        if self._folder is None:
            self._intro.setText("Aucun dossier de sauvegarde n’est choisi dans les réglages.")
        else:
            try:
                backups = self._of_target(self._store.found(self._folder))
            except FileProblem as problem:
                words = "Le dossier de sauvegarde {folder} ne peut pas être lu\u202f: {why}"
                self._intro.setText(words.format(folder=self._folder, why=unusable(problem)))
            else:
                words = "Dans {folder}\u202f:" if backups else "Aucune sauvegarde dans {folder}."
                self._intro.setText(words.format(folder=self._folder))
        for backup in backups[:_MOST]:
            self._add(backup.path, f"{formats.long_day(backup.moment.date())} à {backup.moment:%H:%M:%S}")
        self._read(0, tuple(backups[:_MOST]))

    def _of_target(self, backups: tuple[Backup, ...]) -> tuple[Backup, ...]:
        """Those that bear the name of the file to be replaced; where none does, all of its kind."""
        target = self._target
        if target is None:
            return backups
        alike = tuple(each for each in backups if each.path.suffix == target.suffix)
        return tuple(each for each in alike if each.stem == target.stem) or alike

    def _add(self, path: Path, title: str) -> RestoreRow:
        row = RestoreRow(self.theme, title)
        self._group.addButton(row)
        row.toggled.connect(partial(self._choose, path))
        row.entered.connect(self.submit)
        row.setToolTip(plain_tip(str(path)))
        self.rows.append(row)
        self._paths.append(path)
        self._list.addWidget(row)
        return row

    def _choose(self, path: Path, checked: bool) -> None:
        if not checked:
            return
        self.chosen = path
        self.restore.setEnabled(True)
        to = self.destination()
        if to.exists():
            words = (
                "La sauvegarde prendra la place de {to}. Le fichier actuel sera gardé à côté, sous un nom"
                " qui dit quand il a été remplacé."
            )
        else:
            words = "La sauvegarde sera remise sous {to}."
        self.show_problem(words.format(to=to))

    def _choose_other(self) -> None:
        pattern = f"Fichiers d’examen et de centre (*{SUFFIX} *{CENTRE_SUFFIX})"
        start = str(self._folder or self._home)
        chosen, _ = QFileDialog.getOpenFileName(self, "Choisir une sauvegarde", start, pattern)
        if chosen:
            self.add_file(Path(chosen))

    def add_file(self, path: Path) -> None:
        """Offer a file from anywhere else."""
        if path in self._paths:
            self.rows[self._paths.index(path)].setFocus()
            return
        row = self._add(path, path.name)
        self._read(len(self.rows) - 1, (backup_of(path) or path,))
        row.setFocus()

    def _read(self, first: int, found: tuple[Backup | Path, ...]) -> None:
        """Read what each holds, beside the interface's thread; the rows fill as it comes."""
        reader = Background(self)
        self._readers.append(reader)
        store, target = self._store, self._target

        def work(run: Run) -> None:
            for placed in enumerate(_rows(store, found, target), start=first):
                if not run.tell(placed):
                    return

        reader.do(work, lambda _: None, news=self._show_row)

    def _try_key(self) -> None:
        """Read again what is locked, with the key typed."""
        text = self.secret.text()
        wipe(self.secret)
        if not text:
            return
        try:
            self._store.try_key(typed_key(text))
        except Mistyped as error:
            self.show_problem(mistyped(error))
            return
        self._key.hide()
        self.show_problem("")
        locked, self._locked = sorted(self._locked), set()
        for place in locked:
            path = self._paths[place]
            self._read(place, (backup_of(path) or path,))

    def _show_row(self, read: tuple[int, BackupRow]) -> None:
        place, row = read
        self.rows[place].show_row(row)
        if row.locked:
            self._locked.add(place)
            if self._key.isHidden():
                self._key.show()
                self.secret.setFocus()
        if row.usable and self._group.checkedId() == -1 and place == 0:
            self.rows[place].setChecked(True)
            self.rows[place].setFocus()
        self.resize(self.width(), max(self.height(), self.sizeHint().height()))

    def _stop(self) -> None:
        for reader in self._readers:
            reader.cancel()


def _rows(store: BackupStore, found: tuple[Backup | Path, ...], target: Path | None) -> Iterator[BackupRow]:
    read: Callable[[Path], Held | FileProblem] = partial(_holding, store)
    current = None if target is None or not target.exists() else read(target)
    for each in found:
        if isinstance(each, Backup):
            yield backup_row(each, read(each.path), current)
        else:
            yield file_row(each.name, read(each), current)


def _holding(store: BackupStore, path: Path) -> Held | FileProblem:
    try:
        return store.holding(path)
    except FileProblem as problem:
        return problem


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
    now = datetime.now(UTC).astimezone().replace(tzinfo=None)
    words = "La sauvegarde est contrôlée puis remise en place."
    try:
        done = do_beside(
            lambda: store.restore(backup, to, now),
            lambda: WaitingDialog(theme, "Restauration", words, "", parent),
        )
    except FileProblem as problem:
        return messages.problem(problem), False
    named = backup_of(backup)
    return restored(backup.name if named is None else named.moment, done), True
