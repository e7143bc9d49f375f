"""Between the pages of a centre and its file: acts go in, topics and sentences come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from btstc_jury.application.centre import ChangedMeanwhile
from btstc_jury.application.centre_office import CentreOffice, CentreTopic
from btstc_jury.application.problems import FileProblem, ReadOnlyFile
from btstc_jury.application.views import messages
from btstc_jury.domain.centre.timetable import Timetable

_MEANWHILE = (
    "Quelqu’un d’autre a changé cela entre-temps\u202f: rien n’a été écrit."
    " Regardez ce qui est là, puis refaites."
)


_UNDONE = frozenset({CentreTopic.CANDIDATES, CentreTopic.DAY, CentreTopic.PRINTED, CentreTopic.COLLECTED})


class CentrePresenter(QObject):
    """``changed`` carries a set of ``CentreTopic`` after a durable act; ``told``: what was done, a sentence;
    ``refused``: why not, a sentence; ``failed``: a ``Message``. Nothing was written in these two cases.
    """

    changed = Signal(object)
    told = Signal(str)
    refused = Signal(str)
    failed = Signal(object)

    def __init__(self, office: CentreOffice) -> None:
        super().__init__()
        self.office = office

    def replan(self, after: Timetable, words: str) -> bool:
        """Whether it is durable."""
        return self.carry_out(lambda: self.office.replan(after, words), {CentreTopic.DAY}, words)

    def undo(self) -> bool:
        words = self.office.last
        return self.carry_out(self.office.undo, _UNDONE, words and f"Annulé\u202f: {words}")

    def redo(self) -> bool:
        words = self.office.undone
        return self.carry_out(self.office.redo, _UNDONE, words and f"Rétabli\u202f: {words}")

    def carry_out(
        self, use_case: Callable[[], object], topics: Iterable[CentreTopic], words: str = ""
    ) -> bool:
        """Do what writes; whether it is durable."""
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
            self.told.emit(words)
        return True
