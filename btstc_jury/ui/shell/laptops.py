"""Jurors on their own laptops, as the commission's window has them: invited, and taken in again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from btstc_jury.application.laptops import invite
from btstc_jury.application.problems import FileProblem, Message, ReadOnlyFile
from btstc_jury.application.sessions import SUFFIX
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.application.views.laptops import awaits, free_path, invitees, received_words
from btstc_jury.domain.events import Topic
from btstc_jury.domain.refusals import Refusal
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.settings.preferences import Preferences
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.shortcuts import Action, Keymap
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import documents
from btstc_jury.ui.widgets.last_folders import last_folder, note_folder

if TYPE_CHECKING:
    from btstc_jury.ui.laptops.invite_dialog import Made, Wanted
    from btstc_jury.ui.laptops.receiving import Came, Receiver
    from btstc_jury.ui.oral.presenter import OralPresenter
    from btstc_jury.ui.shell.workspace import Workspace


class Laptops(QObject):
    """``foreign(path)``: a file given as an opinion is none, and wants to be opened."""

    foreign = Signal(object)

    def __init__(
        self,
        theme: Theme,
        conductor: Conductor,
        ports: Ports,
        notices: NoticeBar,
        preferences: Preferences,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._theme, self._conductor, self._ports = theme, conductor, ports
        self._notices, self._preferences, self._window = notices, preferences, window
        self._receiver: Receiver | None = None
        self._workspace: Workspace | None = None
        self._told: Message | None = None

    def follow(self, workspace: Workspace) -> None:
        """What is shown; opinions are received on the day's list too."""
        self._workspace = workspace
        if workspace.guest is None:
            Action("opinions.receive", workspace.day, self.ask_files)

    def join(self, page: QWidget, presenter: OralPresenter, menu: QMenu) -> None:
        """Its acts on the page of an oral; ``menu``: of what is seldom done."""
        inviting = Action("opinions.invite", page, lambda: self.ask(presenter.number))
        receiving = Action("opinions.receive", page, self.ask_files)
        menu.addActions([inviting, receiving])

        def show() -> None:
            can = any(each.can for each in invitees(presenter.office, presenter.number))
            inviting.setVisible(can)

        presenter.hear(show, Topic.OPINIONS, Topic.STAGE, Topic.PLAN)

    @property
    def _shown(self) -> int:
        """The oral on the screen, 0 for none."""
        return 0 if self._workspace is None else self._workspace.oral

    @property
    def receiver(self) -> Receiver:
        if self._receiver is None:
            from btstc_jury.ui.laptops.receiving import Receiver  # noqa: PLC0415 - seldom asked for

            made = Receiver(self._theme, self._conductor, self._ports.files.to_read, self._window)
            made.told.connect(self._tell)
            made.foreign.connect(self.foreign)
            self._receiver = made
        return self._receiver

    def ask(self, number: int) -> None:
        """Who is invited to that oral, where the file goes."""
        from btstc_jury.application.centre.sending import new_passphrase  # noqa: PLC0415 - seldom asked for
        from btstc_jury.ui.laptops.invite_dialog import InviteDialog, Offer  # noqa: PLC0415

        office = self._conductor.office
        oral = office.oral(number)
        sticks = self._ports.machine.sticks()
        candidate = oral.plan.candidate
        offer = Offer(
            f"Interrogation de {candidate.full_name} · {oral.form.name}",
            invitees(office, number),
            next(iter(sticks), last_folder(self._window, Shelf.OPINIONS, documents())),
            stick=bool(sticks),
            passphrase=new_passphrase if self._ports.files.desk().files.can_encrypt else None,
        )
        make = partial(self._make, number)
        InviteDialog(self._theme, offer, make, Keymap(self._preferences.value.keys), self._window).ask()

    def _make(self, number: int, wanted: Wanted) -> Made:
        from btstc_jury.application.views.file_names import safe_name  # noqa: PLC0415 - it brings the pages
        from btstc_jury.ui.laptops.invite_dialog import Made  # noqa: PLC0415

        office = self._conductor.office
        oral = office.oral(number)
        known = oral.jurors or office.session.jurors
        name = next((each.name for each in known if each.key == wanted.juror), "")
        path = free_path(wanted.folder, safe_name(f"Avis {name} {oral.plan.candidate.number}"))
        try:
            made = invite(office, self._ports.files.desk(), number, wanted.juror, path, wanted.key)
        except Refusal as refused:
            return Made(None, messages.refusal(refused, oral.form.assessed))
        except ReadOnlyFile:
            return Made(None, messages.read_only(office.read_only))
        except FileProblem as problem:
            return Made(None, messages.problem(problem).sentence)
        note_folder(self._window, Shelf.OPINIONS, wanted.folder)
        self.receiver.know(wanted.key)
        self._conductor.changed.emit(made.changes)
        return Made(path)

    def ask_files(self) -> None:
        """Several opinions at once, from the stick where there is one."""
        last = last_folder(self._window, Shelf.OPINIONS, documents())
        folder = next(iter(self._ports.machine.sticks()), last)
        pattern = f"Avis d’examinateurs (*{SUFFIX})"
        chosen, _ = QFileDialog.getOpenFileNames(self._window, "Recevoir des avis", str(folder), pattern)
        if chosen:
            note_folder(self._window, Shelf.OPINIONS, Path(chosen[0]).parent)
            self.receiver.receive([Path(each) for each in chosen])

    def takes(self, paths: Sequence[Path]) -> bool:
        """Whether these files, given to the window, are opinions for the open file, which are then taken in;
        an encrypted one is held for such as long as one is awaited.
        """
        office, files = self._conductor.office, self._ports.files.desk().files
        if office.session.kind.facts.opinion or office.file.path in {each.absolute() for each in paths}:
            return False
        try:
            locked = [files.is_encrypted(each) for each in paths]
        except FileProblem:
            # Told where it is opened.
            return False
        if all(locked) and not awaits(office):
            return False
        if not any(locked) and not any(map(self._is_opinion, paths)):
            return False
        self.receiver.receive(paths)
        return True

    def _is_opinion(self, path: Path) -> bool:
        """Of a plain file, sealed or not."""
        try:
            with self._ports.files.to_read(path, None) as file:
                return file.session().kind.facts.opinion
        except FileProblem:
            return False

    def _tell(self, came: Sequence[Came]) -> None:
        """What is in is echoed on the page of its oral already."""
        if len(came) == 1:
            (one,) = came
            if not one.oral:
                self._warn(Message(one.words, ""))
            elif one.oral != self._shown or not one.changes:
                self._notices.inform(one.words)
            return
        taken = sum(bool(each.oral) and each.changes for each in came)
        already = sum(bool(each.oral) and not each.changes for each in came)
        head = received_words(taken, already, len(came))
        self._warn(Message(head, "\n".join(each.words for each in came)))

    def _warn(self, message: Message) -> None:
        self._told = message
        self._notices.warn(message)

    def leave(self) -> None:
        """The file closes: what became of its opinions is no longer told."""
        if self._told is not None:
            self._notices.take_back(self._told)
