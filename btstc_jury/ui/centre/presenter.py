"""Between the pages of a centre and its file: acts go in, topics and sentences come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from btstc_jury.application.centre import ChangedMeanwhile
from btstc_jury.application.centre_office import CentreOffice, CentreTopic
from btstc_jury.application.problems import FileProblem, ReadOnlyFile
from btstc_jury.application.views import messages
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.widgets.fields import documents

_MEANWHILE = (
    "Quelqu’un d’autre a changé cela entre-temps\u202f: rien n’a été écrit."
    " Regardez ce qui est là, puis refaites."
)


_UNDONE = frozenset({CentreTopic.CANDIDATES, CentreTopic.DAY, CentreTopic.PRINTED, CentreTopic.COLLECTED})


class CentrePresenter(QObject):
    """``changed`` carries a set of ``CentreTopic`` after a durable act. Sentences: ``done``, of what was done
    and can be taken back; ``told``, of anything else; ``refused``, why not. ``failed``: a ``Message``. Where
    it was refused or failed nothing was written.
    """

    changed = Signal(object)
    done = Signal(str)
    told = Signal(str)
    refused = Signal(str)
    failed = Signal(object)

    def __init__(self, office: CentreOffice) -> None:
        super().__init__()
        self.office = office
        self.folder: Path | None = None
        """In which something of this centre was written last."""

    def folder_first(self, ports: Ports) -> Path:
        """Where what is to be written next is proposed to go: the same stick again while it is there."""
        if self.folder is not None and self.folder.is_dir():
            return self.folder
        return ports.machine.settings.load().last_folder or documents()

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
        before = self.office.last
        try:
            use_case()
        except ReadOnlyFile:
            self.refused.emit("Ce fichier est en lecture seule\u202f: rien n’a été écrit.")
            return False
        except ChangedMeanwhile:
            self.office.forget()
            self.changed.emit(frozenset(CentreTopic))
            self.refused.emit(_MEANWHILE)
            return False
        except FileProblem as problem:
            self.failed.emit(messages.problem_of_centre(problem))
            return False
        self.changed.emit(frozenset(topics))
        if words:
            (self.told if self.office.last is before else self.done).emit(words)
        return True
