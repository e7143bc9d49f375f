"""What the buttons beside a list do to its rows in the draft, with their way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from btstc_jury.application.cases import CaseFile
from btstc_jury.domain.case import Case
from btstc_jury.ui.cases.draft import Back, CaseDraft
from btstc_jury.ui.cases.pieces import RowsEditor, moved, put_back, without_row

_Row = TypeVar("_Row")
_Rows = Callable[[Case], tuple[_Row, ...]]


@dataclass(frozen=True, slots=True)
class RowKind(Generic[_Row]):
    """``held``, ``put``: the rows of a case, and the case with others; ``new``: an empty one; ``gone``: words
    for the one taken away from that place.
    """

    held: _Rows[_Row]
    put: Callable[[Case, tuple[_Row, ...]], Case]
    new: _Row
    gone: Callable[[_Row, int], str]


class RowActs(Generic[_Row]):
    """``shown``: the chosen row stands in the fields beside; ``begun``: the keys are given to a new one's."""

    def __init__(
        self,
        draft: CaseDraft,
        rows: RowsEditor[_Row],
        kind: RowKind[_Row],
        shown: Callable[[], None],
        begun: Callable[[], None],
    ) -> None:
        self._draft, self._rows, self._kind = draft, rows, kind
        self._shown, self._begun = shown, begun
        rows.turned.connect(shown)
        rows.asked.connect(self._on_asked)

    def take(self, taken: tuple[_Row, ...], words: str) -> None:
        """From elsewhere, at the end."""
        every = (*self._kind.held(self._draft.case), *taken)

        def back(file: CaseFile) -> CaseFile:
            kept = [*self._kind.held(file.case)]
            for each in taken:
                if each in kept:
                    kept.remove(each)
            return self._with(file, tuple(kept))

        self._put(every, len(every) - 1, words, back)

    def _on_asked(self, act: str) -> None:
        rows, place = self._kind.held(self._draft.case), self._rows.place
        match act:
            case "add":
                self._put((*rows, self._kind.new), len(rows))
                self._begun()
            case "remove" if place >= 0:
                gone = rows[place]

                def back(file: CaseFile) -> CaseFile:
                    return self._with(file, put_back(self._kind.held(file.case), place, gone))

                self._put(without_row(rows, place), place, self._kind.gone(gone, place), back)
            case "up" | "down" if place >= 0:
                self._put(*moved(rows, place, -1 if act == "up" else 1))

    def _put(self, rows: tuple[_Row, ...], place: int, words: str = "", back: Back | None = None) -> None:
        self._draft.act(self._with(self._draft.file, rows), words, back)
        self._rows.show_rows(rows, place)
        self._shown()

    def _with(self, file: CaseFile, rows: tuple[_Row, ...]) -> CaseFile:
        return replace(file, case=self._kind.put(file.case, rows))
