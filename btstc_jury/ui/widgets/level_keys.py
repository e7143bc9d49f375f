"""What the keys mean while the juror moves in the criteria: a number, then a level."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from btstc_jury.application.views.criteria import LevelBox
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


UNSHIFTED = dict(zip("&é\"'(-è_çà", "1234567890", strict=True))
"""What the keys of the digits give on a French keyboard without Shift."""

KeyResult = tuple[Jump | Give, ...]
"""What a key completes, in order; nothing while more is to come."""


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

    def takes(self, text: str) -> bool:
        """Whether this is a character that may begin or go on with a number or a level."""
        return len(text) == 1 and (text in UNSHIFTED or text.isalnum())

    def type(self, character: str) -> KeyResult:
        character = UNSHIFTED.get(character, character)
        if character.isdigit():
            return self._digit(character)
        if character.isalpha():
            return self._letter(character.upper())
        return ()

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
            return (self._jump(int(text)),) if int(text) in self.numbers else ()
        return (self._give(text),) if text in self._letters() else ()

    def _digit(self, character: str) -> KeyResult:
        if not self.pending.isdigit():
            self.pending = ""
        if self.expecting is Expecting.LEVEL and not self.pending:
            return self._level_digit(int(character))
        self.pending += character
        longer = [n for n in self.numbers if str(n).startswith(self.pending) and str(n) != self.pending]
        if longer:
            return ()
        return self.settle()

    def _level_digit(self, digit: int) -> KeyResult:
        if digit == 0:
            return (self._give(NOT_ASSESSED),)
        scale = [box.letters for box in self.boxes if box.rank is not None]
        return (self._give(scale[digit - 1]),) if digit <= len(scale) else ()

    def _letter(self, character: str) -> KeyResult:
        """A letter right after an ambiguous number rates that criterion, not the one before it."""
        first = self.settle() if self.pending.isdigit() else ()
        begun = self._begun(self.pending + character)
        if not begun and self.pending:
            self.pending, begun = "", self._begun(character)
        self.pending = self.pending + character if len(begun) > 1 else ""
        return (*first, self._give(begun[0])) if len(begun) == 1 else first

    def _begun(self, text: str) -> list[str]:
        return [each for each in self._letters() if each.startswith(text)]

    def _letters(self) -> tuple[str, ...]:
        return tuple(box.letters.upper() for box in self.boxes)

    def _give(self, letters: str) -> Give:
        self.expecting = Expecting.NUMBER
        exact = next(box.letters for box in self.boxes if box.letters.upper() == letters.upper())
        return Give(exact)

    def _jump(self, number: int) -> Jump:
        self.expecting = Expecting.LEVEL
        return Jump(number)
