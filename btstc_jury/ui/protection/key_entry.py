"""Where the key of a file is typed: its passphrase or its recovery key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from btstc_jury.application.attempts import Attempts
from btstc_jury.application.passphrases import FileKey, Mistyped, first_wrong_group, recovery_key, typed_key
from btstc_jury.application.ports import GuardedFile
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import messages
from btstc_jury.application.views.passphrase import mistyped, wait
from btstc_jury.ui.protection.secret_fields import ShowBox, said_while_busy, secret_edit, wipe
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import refuse_at
from btstc_jury.ui.widgets.basics import ElidedLabel, label, set_role, tell
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.layouts import column


def needed_by(file: GuardedFile) -> Attempt:
    """An attempt that goes through with the key of ``file`` only."""

    def attempt(key: FileKey) -> None:
        if not file.protection.accepts(key):
            raise FileProblem(ProblemKind.WRONG_KEY, file.path)

    return attempt


_TICK_MS = 200

Attempt = Callable[[FileKey], object]
"""Raises ``FileProblem``, ``WRONG_KEY`` for a key that doesn't open."""


class KeyEntry(QWidget):
    """``opened(FileKey)``: the attempt went through. After three wrong ones the field waits; ``waiting(on)``.

    The field is empty again after each attempt.
    """

    opened = Signal(object)
    waiting = Signal(bool)

    def __init__(
        self, theme: Theme, attempts: Attempts, attempt: Attempt, caption: str, busy: QLabel | None = None
    ) -> None:
        """``busy``: says that it is being tried; below the field where it isn't given."""
        super().__init__()
        self._attempts = attempts
        self._attempt = attempt
        self._for_recovery = False
        self._held = False
        self.editor = secret_edit()
        self.editor.textEdited.connect(lambda: self._on_typed(self.editor.text()))
        self._field = Field(theme, caption, self.editor)
        self.show_box = ShowBox(theme, self.editor)
        self.said = label("", "small", wrap=True)
        self._busy = self.said if busy is None else busy
        column(theme, self._field, self.show_box, self.said, within=self)
        self.setFocusProxy(self.editor)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.refresh)
        self._say("")
        self.refresh()

    def ask_recovery_key(self, caption: str) -> None:
        """Only a recovery key will do from now on; it is typed from paper, so it shows."""
        self._for_recovery = True
        self.wipe()
        self._field.set_caption(caption)
        self.show_box.setChecked(True)

    def ask_passphrase(self, caption: str) -> None:
        """As at first."""
        self._for_recovery = False
        self.wipe()
        self._field.set_caption(caption)

    def submit(self) -> None:
        """Try what is typed."""
        if self._attempts.wait().us or not (text := self.editor.text()):
            self.refresh()
            return
        try:
            key = recovery_key(text) if self._for_recovery else typed_key(text)
        except Mistyped as error:
            self._say(mistyped(error))
            return
        try:
            with said_while_busy(self._busy, "Vérification…"):
                self._attempt(key)
        except FileProblem as problem:
            self._refuse(problem)
            return
        self._attempts.succeeded()
        self.wipe()
        self.opened.emit(key)

    def refresh(self) -> None:
        """Show how long the next attempt must still wait."""
        words = wait(self._attempts.wait())
        if words:
            self._say(words)
            self._hold(on=True)
        elif self._held:
            self._say("")
            self._hold(on=False)

    def wipe(self) -> None:
        """Nothing typed stays."""
        wipe(self.editor)
        self._say("")
        self.show_box.setChecked(self._for_recovery)

    def _refuse(self, problem: FileProblem) -> None:
        wrong = problem.kind is ProblemKind.WRONG_KEY
        if wrong:
            self._attempts.failed()
        if not self._for_recovery:
            wipe(self.editor)
        not_this_file = "Cette clé de secours n’ouvre pas ce fichier. Rien n’a été modifié."
        self._say(not_this_file if wrong and self._for_recovery else messages.problem(problem).sentence)
        self.refresh()
        # From a field below it too, whose Enter tried it.
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, text: str) -> None:
        if self._held:
            return
        group = first_wrong_group(text) if self._for_recovery else None
        self._say("" if group is None else mistyped(Mistyped(group)))

    def _hold(self, *, on: bool) -> None:
        if on == self._held:
            return
        self._held = on
        # Not disabled: the keys would go elsewhere.
        self.editor.setReadOnly(on)
        if on:
            self._timer.start()
        else:
            self._timer.stop()
        self.waiting.emit(on)

    def _say(self, words: str) -> None:
        tell(self.said, words)
        set_role(self.said, "small warning" if words else "small")
        refuse_at(self.editor, words)


_WIDTH = 380


_HAVE_KEY = "J’ai la clé de secours…"
_PASSPHRASE, _RECOVERY = "Phrase de passe", "Clé de secours"


class LockPanel(QWidget):
    """``opened``: the key was right; ``recovered``: it was the recovery key."""

    opened = Signal()
    recovered = Signal()

    def __init__(self, theme: Theme, name: str, attempts: Attempts, attempt: Attempt) -> None:
        super().__init__()
        self.button = KeyButton("Déverrouiller", "Return", "primary")
        self.entry = KeyEntry(theme, attempts, attempt, _PASSPHRASE)
        self.entry.opened.connect(self._open)
        self.other = PushButton(_HAVE_KEY, "link")
        self.other.clicked.connect(self._ask_other)
        self.entry.editor.returnPressed.connect(self.entry.submit)
        self.entry.waiting.connect(self.button.setDisabled)
        self.button.clicked.connect(self.entry.submit)
        title = ElidedLabel(name, "strong", middle=True)
        column(theme, title, self.entry, self.button, self.other, within=self)
        self.setMaximumWidth(theme.px(_WIDTH))
        self.setFocusProxy(self.entry)
        self.button.setDisabled(bool(attempts.wait().us))

    def _open(self, key: FileKey) -> None:
        self.opened.emit()
        if key.raw:
            self.recovered.emit()

    def _ask_other(self) -> None:
        """The recovery key in the place of the passphrase, and back."""
        if self.other.text() == _HAVE_KEY:
            self.entry.ask_recovery_key(_RECOVERY)
            self.other.setText("J’ai la phrase de passe…")
        else:
            self.entry.ask_passphrase(_PASSPHRASE)
            self.other.setText(_HAVE_KEY)
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)
