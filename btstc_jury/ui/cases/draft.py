"""A case while it is written: kept after a pause, as whole as it stands, whatever is still to be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from btstc_jury.application.case_figures import Left, carried, left_behind, taken_back
from btstc_jury.application.cases import CaseFile, Cases, UnusableCase, base_of
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.domain.case import Case

Back = Callable[[CaseFile], CaseFile]
"""What takes an act back from the case as it is by then: what was typed since stays."""

_KEEP_MS = 1500
_HEAVY_MS = 6000
_HEAVY = 4 << 20
"""Bytes of annexes: the file is written whole each time."""


class CaseDraft(QObject):
    """``changed``: by whoever; ``replaced``: not by typing, so that fields are to be filled anew;
    ``undoable(words)``: what was done can be taken back, "" once nothing can; ``stood``: whether it is kept
    was settled, see ``problem``.
    """

    changed = Signal()
    replaced = Signal()
    undoable = Signal(str)
    stood = Signal()

    def __init__(self, cases: Cases, file: CaseFile, owner: QObject) -> None:
        super().__init__(owner)
        self.cases = cases
        self.file = file
        self._base = base_of(cases.store, file.case)
        self.problem = ""
        """Why it isn't kept as it stands."""
        self._kept = file
        self._back: list[tuple[str, Back]] = []
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.keep)

    @property
    def case(self) -> Case:
        return self.file.case

    @property
    def left(self) -> tuple[Left, ...]:
        """The figures that are no longer everywhere what they were in the case that it was made from."""
        return left_behind(self._base, self.case)

    def carry(self) -> None:
        """Change those everywhere, where it is known to what."""
        before = self.case
        after = carried(self._base, before)
        self.act(
            replace(self.file, case=after),
            "Les chiffres changés sont reportés dans le reste du cas.",
            lambda file: replace(file, case=taken_back(file.case, before, after)),
        )

    @property
    def unkept(self) -> bool:
        return self.file != self._kept

    def put(self, case: Case) -> None:
        """As typed by now."""
        if case != self.case:
            self.file = replace(self.file, case=case)
            self._wait()

    def act(self, file: CaseFile, words: str = "", back: Back | None = None) -> None:
        """Something done at once; ``back`` takes it back, ``words`` say what."""
        self.file = file
        if back is not None:
            self._back.append((words, back))
            self.undoable.emit(words)
        self._wait()
        self.replaced.emit()

    def undo(self) -> None:
        """The last act that can be taken back."""
        if not self._back:
            return
        _, back = self._back.pop()
        self.file = back(self.file)
        self.undoable.emit(self._back[-1][0] if self._back else "")
        self._wait()
        self.replaced.emit()

    def keep(self) -> bool:
        """Whether all of it is durable now."""
        self._idle.stop()
        self.problem = ""
        if self.unkept:
            try:
                self.cases.keep(self.file)
            except FileProblem as problem:
                self.problem = messages.problem(problem).sentence
            except UnusableCase as problem:
                self.problem = str(problem)
            else:
                self._kept = self.file
        self.stood.emit()
        return not self.unkept

    def _wait(self) -> None:
        heavy = sum(map(len, self.file.annexes.values())) > _HEAVY
        self._idle.start(_HEAVY_MS if heavy else _KEEP_MS)
        self.changed.emit()
