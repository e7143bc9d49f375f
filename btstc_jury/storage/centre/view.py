"""What was read of a centre, all of one moment, until somebody moves it on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.centre.data import CentreData

_T = TypeVar("_T")
Reader = Callable[[CentreData], Any]


class View:
    """``last_act``: reads the number of the centre's last act."""

    def __init__(self, data: CentreData, last_act: Callable[[CentreData], int]) -> None:
        self.data = data
        self.at = 0
        """The number of the last act that it knows of, 0 before anything was read."""
        self._last_act = last_act
        self._held: dict[Reader, Any] = {}

    def look(self) -> int:
        """The act known by now; where nothing was read yet, the last one."""
        if not self.at:
            with self.data.told():
                self.at = self._last_act(self.data)
        return self.at

    def once(self, read: Callable[[CentreData], _T]) -> _T:
        """What ``read`` gives, the same object as long as nothing is written. If others wrote since, whatever
        was read before is read again too.
        """
        if read in self._held:
            held: _T = self._held[read]
            return held
        try:
            return self._read(read)
        except FileProblem as problem:
            # The connection was lost: once more on another.
            if problem.kind is not ProblemKind.UNREACHABLE:
                raise
            return self._read(read)

    def _read(self, read: Callable[[CentreData], _T]) -> _T:
        with self.data.told(), self.data.snapshot():
            self.move(self._last_act(self.data))
            found = self._held[read] = read(self.data)
        return found

    def held(self, read: Reader) -> Any:  # noqa: ANN401 - what ``read`` gives
        """``None`` where it isn't held."""
        return self._held.get(read)

    def move(self, act: int) -> None:
        """To the act of that number."""
        if act != self.at:
            self._held.clear()
            self.at = act

    def forget(self) -> None:
        self._held.clear()

    def wrote(self, act: int, changed: Mapping[Reader, Any]) -> None:
        """One's own act. ``changed``: what is held from now on of what it wrote, ``None`` to be read
        again.
        """
        if act != self.at + 1:
            self._held.clear()
        for read, value in changed.items():
            self._held.pop(read, None)
            if value is not None:
                self._held[read] = value
        self.at = act
