"""Opinions that come back from laptops, taken in one file after the other; what became of each is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.laptops import Read, SealedOpinion, bring, read_sealed
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.views import messages
from btstc_jury.application.views.laptops import brought_words, refused_words
from btstc_jury.domain.commands import Choice
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.laptops.choice_dialog import WhichDialog
from btstc_jury.ui.laptops.key_dialog import OpinionKeyDialog
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme

_KEYLESS = frozenset({ProblemKind.LOCKED, ProblemKind.WRONG_KEY})


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one file, in ``words``. ``oral``: of which it is an opinion, 0 where none was taken;
    ``changes``: something was written, which the page of that oral echoes.
    """

    words: str
    oral: int = 0
    changes: bool = False


class Receiver(QObject):
    """``told(outcomes)``: every file was looked at; ``foreign(path)``: the only one is no opinion."""

    told = Signal(object)
    foreign = Signal(object)

    def __init__(self, theme: Theme, conductor: Conductor, read: Read, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._conductor, self._read, self._window = theme, conductor, read, window
        self._waiting: list[Path] = []
        self._alone = False
        self._came: list[Came] = []
        self._keys: list[FileKey] = []

    def know(self, key: FileKey | None) -> None:
        """The passphrase of an invitation that was made here: it isn't asked for again."""
        if key is not None:
            self._keys.append(key)

    def receive(self, paths: Sequence[Path]) -> None:
        """In the order given; a passphrase that isn't known is asked for."""
        new = [each for each in dict.fromkeys(paths) if each not in self._waiting]
        waits = bool(self._waiting)
        self._waiting += new
        if not waits:
            self._alone = len(new) == 1
            self._go_on()

    def _go_on(self) -> None:
        """Until a file has to wait for an answer."""
        while self._waiting and self._read_next(self._waiting[0]):
            self._waiting = self._waiting[1:]
        if not self._waiting:
            came, self._came = tuple(self._came), []
            if came:
                self.told.emit(came)

    def _through(self, came: Came | None = None) -> None:
        """The file that waited for an answer is through."""
        self._waiting = self._waiting[1:]
        if came is not None:
            self._came.append(came)
        self._go_on()

    def _read_next(self, path: Path) -> bool:
        """Whether the file is through, or nothing came of it."""
        for key in (None, *self._keys):
            try:
                return self._take(read_sealed(self._read, path, key))
            except FileProblem as problem:
                if problem.kind not in _KEYLESS:
                    self._fail(path, messages.problem(problem).sentence)
                    return True
            except Refusal as refused:
                self._refuse(path, refused)
                return True
        take = partial(self._try_key, path)
        OpinionKeyDialog(self._theme, path.name, take, self._leave, self._window).ask()
        return False

    def _try_key(self, path: Path, key: FileKey) -> bool:
        """Whether the key opens the file, which is then through, or waits for the juror's choice."""
        try:
            sealed = read_sealed(self._read, path, key)
        except FileProblem as problem:
            if problem.kind in _KEYLESS:
                return False
            self._fail(path, messages.problem(problem).sentence)
            self._through()
            return True
        except Refusal as refused:
            # It opened: what comes once it is sealed has the same.
            self._keys.append(key)
            self._refuse(path, refused)
            self._through()
            return True
        self._keys.append(key)
        if self._take(sealed):
            self._through()
        return True

    def _leave(self) -> None:
        """Its passphrase isn't at hand."""
        name = self._waiting[0].name
        self._through(Came(f"«\u202f{name}\u202f» n’a pas été ouvert\u202f: rien n’a été repris."))

    def _take(self, sealed: SealedOpinion, choice: Choice | None = None) -> bool:
        """Whether it is through; otherwise its juror is asked which of two opinions stands."""
        office = self._conductor.office
        try:
            brought = bring(office, sealed, choice)
        except Refusal as refused:
            if refused.reason is Reason.OPINION_DIFFERS:
                self._ask_which(sealed)
                return False
            self._fail(sealed.path, refused_words(office, sealed, refused))
        except ReadOnlyFile:
            self._fail(sealed.path, messages.read_only(office.read_only))
        except FileProblem as problem:
            self._fail(sealed.path, messages.problem(problem).sentence)
        else:
            changes = bool(brought.changes)
            self._came.append(Came(brought_words(office, brought), brought.oral, changes))
            if brought.changes:
                self._conductor.changed.emit(brought.changes)
        return True

    def _ask_which(self, sealed: SealedOpinion) -> None:
        invitation = sealed.invitation
        jurors = self._conductor.office.session.jurors
        name = next((each.name for each in jurors if each.key == invitation.juror), "ce membre")
        WhichDialog(self._theme, name, partial(self._chosen, sealed), self._window).ask()

    def _chosen(self, sealed: SealedOpinion, choice: Choice | None) -> None:
        if choice is None:
            self._through(Came("Les deux avis restent ce qu’ils étaient\u202f: rien n’a été repris."))
        elif self._take(sealed, choice):
            self._through()

    def _refuse(self, path: Path, refused: Refusal) -> None:
        if refused.reason is Reason.NOT_AN_OPINION and self._alone:
            # Once the dialog that asked for its passphrase is closed: the window under it may go.
            soon(self, partial(self.foreign.emit, path))
        else:
            self._fail(path, messages.refusal(refused))

    def _fail(self, path: Path, words: str) -> None:
        self._came.append(Came(f"«\u202f{path.name}\u202f»\u202f: {words}"))
