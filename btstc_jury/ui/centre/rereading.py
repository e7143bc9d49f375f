"""Receipts of before something was kept of them are read again beside the window, and kept; what is locked
can be given a passphrase.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.harmony import Reread, Unread, glean, keep_gleaned, to_glean
from btstc_jury.application.centre.heard import Gleaned
from btstc_jury.application.centre.outputs import OutputStopped
from btstc_jury.application.centre.ports import ChangedMeanwhile
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.views import messages
from btstc_jury.ui.background import Background
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.protection.secret_fields import SecretOfFile
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import fill

_READING = "Les fichiers reçus sont relus…"
_LOCKED = (
    "Ces fichiers reçus sont chiffrés, et le centre n’a pas leur phrase de passe. Elle sert à les relire"
    " maintenant, et n’est pas gardée."
)


class Rereading(QObject):
    """``what``: for which the act that keeps it says it was read. ``more``: what was read and could not be
    kept, as long as the window is there; ``unread``: by receipt. ``ended``: what could be read is there;
    ``stopped``: it was given up, or failed; ``told``: how far it is.
    """

    ended = Signal()
    stopped = Signal(object)
    told = Signal(str)

    def __init__(self, presenter: CentrePresenter, ports: Ports, what: str, owner: QObject) -> None:
        super().__init__(owner)
        self._presenter, self._ports, self._what = presenter, ports, what
        self.beside = Background(self)
        self.more = Gleaned()
        self.unread: dict[str, Unread] = {}
        self._keys: list[FileKey] = []
        self._tried: set[str] = set()

    @property
    def locked(self) -> tuple[Unread, ...]:
        """Those not read for want of a passphrase."""
        return tuple(each for each in self.unread.values() if each.locked)

    def read(self, lacking: Iterable[str]) -> bool:
        """Whether anything of these receipts is read now: what was tried isn't. Raises ``FileProblem``."""
        wanted = [each for each in lacking if each not in self._tried]
        if not wanted:
            return False
        asked = to_glean(self._presenter.office, wanted, self._keys)
        self.told.emit(_READING)
        tools = self._ports.centres.deposits(self._presenter.office.file.path)
        self._tried.update(wanted)
        self.beside.do(
            lambda run: glean(asked, tools, lambda at, every: run.tell((at, every))),
            self._take,
            failed=self.stopped.emit,
            told=(FileProblem, OutputStopped),
            news=lambda at: self.told.emit(f"{_READING} {at[0]} sur {at[1]}"),
        )
        return True

    def give_up(self) -> None:
        """What is given up on the way is read again."""
        if self.beside.busy:
            self._tried.clear()
        self.beside.cancel()

    def take_key(self, key: FileKey) -> None:
        """All that is locked may be read again, with it."""
        self._keys.append(key)
        self._tried -= {each for each, why in self.unread.items() if why.locked}
        self.unread = {each: why for each, why in self.unread.items() if not why.locked}

    def _take(self, found: Reread) -> None:
        self.unread |= {each.receipt: each for each in found.unread}
        self._keep(found.found)
        self.ended.emit()

    def _keep(self, found: Gleaned) -> None:
        """In the centre's file, or where nothing may be written in it, until the window closes."""
        try:
            keep_gleaned(self._presenter.office, found, self._what)
            return
        except (ReadOnlyFile, ChangedMeanwhile):
            pass
        except FileProblem as problem:
            if problem.kind is not ProblemKind.DENIED:
                self._presenter.failed.emit(messages.problem_of_centre(problem))
        self.more = self.more.beside(found)


class KeyDialog(FormDialog):
    """What opens received files that are locked. ``taken``: a key that may be one."""

    def __init__(
        self, theme: Theme, names: Sequence[str], taken: Callable[[FileKey], object], parent: QWidget
    ) -> None:
        super().__init__(theme, "Relire des fichiers chiffrés", 560, parent)
        self._taken = taken
        listed = label("\n".join(names), "small muted", wrap=True)
        self.secret = SecretOfFile(theme, "&Phrase de passe, ou clé de secours")
        fill(self.body, label(_LOCKED, wrap=True), listed, self.secret)
        self.secret.show()
        self.secret.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.add_usual_buttons("&Relire")

    def submit(self) -> None:
        try:
            key = self.secret.key()
        except ValueError:
            return
        if key is not None:
            self.secret.put_away()
            self.accept()
            self._taken(key)
