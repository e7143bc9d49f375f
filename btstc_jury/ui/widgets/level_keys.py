"""What the keys mean while the juror moves in the criteria: a number, then a level."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from btstc_jury.application.views.live import LevelBox
from btstc_jury.domain.form import NOT_ASSESSED


class Expecting(Enum):
    """After a criterion is chosen a digit is a level; after a level is given a digit is a number."""

    NUMBER = auto()
    LEVEL = auto()


@dataclass(frozen=True, slots=True)
class Jump:
    criterion: int


@dataclass(frozen=True, slots=True)
class Give:
    """``level``: letters, or ``None`` to clear."""

    level: str | None


KeyResult = Jump | Give | None


@dataclass(slots=True)
class LevelKeys:
    """Feed it characters; it says when they are complete. ``pending`` is what waits for another key.

    ``settle`` is to be called when the short delay is over (or on Enter): an ambiguous beginning is then
    taken as it stands.
    """

    numbers: frozenset[int] = frozenset()
    boxes: tuple[LevelBox, ...] = ()
    expecting: Expecting = Expecting.NUMBER
    pending: str = field(default="", init=False)

    def type(self, character: str) -> KeyResult:
        if character.isdigit():
            return self._digit(character)
        if character.isalpha():
            return self._letter(character.upper())
        return None

    def clear(self) -> Give:
        """Backspace: the level is taken away, and another may follow at once."""
        self.pending = ""
        self.expecting = Expecting.LEVEL
        return Give(None)

    def chosen(self) -> None:
        """A criterion was chosen by arrows or mouse: a digit is now a level."""
        self.pending = ""
        self.expecting = Expecting.LEVEL

    def entered(self) -> None:
        """The list was just entered: a digit is a number."""
        self.pending = ""
        self.expecting = Expecting.NUMBER

    def settle(self) -> KeyResult:
        text, self.pending = self.pending, ""
        if text.isdigit():
            return self._jump(int(text)) if int(text) in self.numbers else None
        return self._give(text) if text in self._letters() else None

    def _digit(self, character: str) -> KeyResult:
        if not self.pending.isdigit():
            self.pending = ""
        if self.expecting is Expecting.LEVEL and not self.pending:
            return self._level_digit(int(character))
        self.pending += character
        longer = [n for n in self.numbers if str(n).startswith(self.pending) and str(n) != self.pending]
        if longer:
            return None
        return self.settle()

    def _level_digit(self, digit: int) -> KeyResult:
        if digit == 0:
            return self._give(NOT_ASSESSED)
        scale = [box.letters for box in self.boxes if box.rank is not None]
        return self._give(scale[digit - 1]) if digit <= len(scale) else None

    def _letter(self, character: str) -> KeyResult:
        if self.pending.isdigit():
            self.settle()
        self.pending += character
        begun = [each for each in self._letters() if each.startswith(self.pending)]
        if not begun and len(self.pending) > 1:
            self.pending = ""
            return self._letter(character)
        if not begun:
            self.pending = ""
            return None
        if len(begun) == 1:
            self.pending = ""
            return self._give(begun[0])
        return None

    def _letters(self) -> tuple[str, ...]:
        return tuple(box.letters.upper() for box in self.boxes)

    def _give(self, letters: str) -> Give:
        self.expecting = Expecting.NUMBER
        exact = next(box.letters for box in self.boxes if box.letters.upper() == letters.upper())
        return Give(exact)

    def _jump(self, number: int) -> Jump:
        self.expecting = Expecting.LEVEL
        return Jump(number)
