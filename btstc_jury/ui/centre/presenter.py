"""Between the pages of a centre and its file, or its server: acts go in, topics and sentences come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.conflicts import catch_up, clashes, rebased
from btstc_jury.application.centre.office import CentreOffice, CentreTopic, Step
from btstc_jury.application.centre.ports import ChangedMeanwhile, GivenUp
from btstc_jury.application.centre.server import ServerRole
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.application.views.centre.conflict import ClashView, act_line, clash_views, others_line
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.widgets.fields import ask_where, documents
from btstc_jury.ui.widgets.last_folders import last_folder

_MEANWHILE = (
    "Quelqu’un d’autre a changé cela entre-temps\u202f: rien n’a été écrit."
    " Regardez ce qui est là, puis refaites."
)
_THEIRS = "Ce qu’a fait l’autre poste est gardé\u202f; votre changement n’est pas écrit."
_UNDONE = frozenset(CentreTopic) - {CentreTopic.SENT}
_TRIES = 4
"""Of one act that others cross."""
WAITS = frozenset({ProblemKind.UNREACHABLE, ProblemKind.OCCUPIED})
"""Problems that go by themselves."""


@dataclass(frozen=True, slots=True)
class Met:
    """Two changed the same. ``mine``: what was refused, in words; ``acts``: what others did since."""

    mine: str
    acts: tuple[str, ...]
    views: tuple[ClashView, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An act that a server which doesn't answer has not taken yet."""

    act: Callable[[], object]
    topics: frozenset[CentreTopic]
    words: str


class CentrePresenter(QObject):
    """``changed`` carries a set of ``CentreTopic`` after a durable act. Sentences: ``done``, of what was done
    and can be taken back; ``told``, of anything else; ``refused``, why not; ``others``, of what others did.
    ``failed``: a ``Message``; ``lost``: the same of a server that doesn't answer. Where it was refused,
    failed or lost nothing was written.
    """

    changed = Signal(object)
    done = Signal(str)
    told = Signal(str)
    refused = Signal(str)
    failed = Signal(object)
    lost = Signal(object)
    others = Signal(str)

    def __init__(self, office: CentreOffice) -> None:
        super().__init__()
        self.office = office
        self.waiting: Waiting | None = None
        self.let_go()

    def let_go(self) -> None:
        """Of the screens: nobody is asked any more."""
        self.choose: Callable[[Met], bool] = lambda _met: False
        """Asks whether what was refused is to be done all the same."""
        self.patient: Callable[[Callable[[], object]], object] = lambda act: act()
        """Carries out what writes, so that the window lives meanwhile."""
        self.keeps: Callable[[], bool] = lambda: False
        """Whether an act that a server hasn't taken is kept for later: not where a dialog still holds it."""

    def replan(self, after: Timetable, words: str) -> bool:
        """Whether it is durable."""
        return self.carry_out(lambda: self.office.replan(after, words), {CentreTopic.DAY}, words)

    def undo(self) -> bool:
        last = self.office.last
        return self.carry_out(self.office.undo, _UNDONE, f"Annulé\u202f: {last.words}" if last else "")

    def redo(self) -> bool:
        last = self.office.undone
        return self.carry_out(self.office.redo, _UNDONE, f"Rétabli\u202f: {last.words}" if last else "")

    def carry_out(
        self, use_case: Callable[[], object], topics: Iterable[CentreTopic], words: str = ""
    ) -> bool:
        """Do what writes; whether it is durable."""
        wanted = frozenset(topics)
        before = self.office.last
        try:
            if not self._attempt(use_case):
                return False
        except ReadOnlyFile:
            self.refused.emit("Ce fichier est en lecture seule\u202f: rien n’a été écrit.")
            return False
        except GivenUp:
            self.refused.emit("Abandonné\u202f: rien n’a été écrit.")
            return False
        except FileProblem as problem:
            self._tell(problem, Waiting(use_case, wanted, words))
            return False
        self.waiting = None
        self.changed.emit(wanted)
        if words:
            (self.told if self.office.last is before else self.done).emit(words)
        return True

    def follow(self) -> None:
        """Show what others did. Raises ``FileProblem``."""
        acts = catch_up(self.office)
        if acts:
            self.changed.emit(frozenset(CentreTopic))
            self.others.emit(others_line(acts))

    def retry(self) -> None:
        """What waited, now that the server answers."""
        waiting, self.waiting = self.waiting, None
        if waiting is not None:
            self.carry_out(waiting.act, waiting.topics, waiting.words)

    def tell(self, problem: FileProblem) -> None:
        """A problem met in reading."""
        self._tell(problem, None)

    def _tell(self, problem: FileProblem, waiting: Waiting | None) -> None:
        message = messages.problem_of_centre(problem, _needed(waiting))
        if problem.kind not in WAITS or self.office.file.sharing.place.server is None:
            self.failed.emit(message)
            return
        if waiting is not None and self.keeps():
            self.waiting = waiting
        else:
            # A dialog that holds what was typed says why.
            self.failed.emit(message)
        self.lost.emit(message)

    def _attempt(self, use_case: Callable[[], object]) -> bool:
        """Whether it was done. Raises what it does, but for ``ChangedMeanwhile``."""
        act = use_case
        for _ in range(_TRIES):
            self.office.refused = None
            try:
                self.patient(act)
            except ChangedMeanwhile as met:
                step = self.office.refused
                if not self._goes_on(met, step):
                    return False
                act = partial(_again, self.office, step)
            else:
                return True
        self.refused.emit(_MEANWHILE)
        return False

    def _goes_on(self, met: ChangedMeanwhile, step: Step | None) -> bool:
        """Whether what was refused is made again on what is there by now."""
        catch_up(self.office)
        acts = tuple(map(act_line, met.acts))
        both = () if step is None else clashes(self.office, step, met.clashes)
        self.changed.emit(frozenset(CentreTopic))
        if step is None:
            self.refused.emit(" ".join((_MEANWHILE, *acts)))
            return False
        if both and not self.choose(Met(step.words, acts, clash_views(self.office.timetable, both))):
            self.refused.emit(_THEIRS)
            return False
        return True


def folder_first(beside: QWidget, ports: Ports, shelf: Shelf) -> Path:
    """Where what is to be written next on that ``shelf`` is proposed to go: the same stick again while it is
    there.
    """
    return last_folder(beside, shelf, ports.machine.settings.load().last_folder or documents())


def ask_where_to_print(
    beside: QWidget, ports: Ports, title: str, name: str, chosen: Callable[[Path], object]
) -> None:
    """Where a paper of the centre goes as a PDF file of that ``name``, which is proposed."""
    proposed = folder_first(beside, ports, Shelf.PAPERS) / name
    ask_where(beside, title, "PDF (*.pdf)", proposed, lambda to: chosen(Path(to)), shelf=Shelf.PAPERS)


def _needed(waiting: Waiting | None) -> ServerRole:
    """The role that an act takes, or reading."""
    if waiting is None:
        return ServerRole.READS
    return ServerRole.DECIDES


def _again(office: CentreOffice, step: Step | None) -> None:
    if step is not None:
        office.carry_out(rebased(office, step))
