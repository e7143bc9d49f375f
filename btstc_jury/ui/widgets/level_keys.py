"""What the keys mean while the juror moves in the criteria: a number, then a level; else a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from btstc_jury.application.views.criteria import LevelBox
from btstc_jury.domain.form import NOT_ASSESSED
from btstc_jury.ui.digits import as_digit


class Expecting(Enum):
    """``LEVEL``: of the criterion just chosen, as digit or letters. ``LETTERS``: it was chosen by arrows or
    mouse a while ago; its letters still count, a digit is a number again. ``NUMBER``: no level is expected.
    """

    NUMBER = auto()
    LEVEL = auto()
    LETTERS = auto()


@dataclass(frozen=True, slots=True)
class Jump:
    criterion: int


@dataclass(frozen=True, slots=True)
class Give:
    """``level``: letters, or ``None`` to clear."""

    level: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """All that was typed since the last level, which is neither a number nor a level."""

    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A number that isn't a criterion's, a digit or letters that aren't a level."""

    text: str


KeyResult = tuple[Jump | Give | Sentence | Unknown, ...]
"""What a key completes, in order; nothing while more is to come."""


@dataclass(slots=True)
class LevelKeys:
    """Feed it characters; it says when they are complete. ``pending``: the digits or letters that wait for
    another key; ``typed``: all characters since the last level, as they came. ``wordless``: what is typed
    never begins a word.

    ``settle`` is to be called when the short delay is over (``enter`` on Enter): what can be complete is then
    taken as it stands; ``lapse`` when nothing was typed for longer.
    """

    numbers: frozenset[int] = frozenset()
    boxes: tuple[LevelBox, ...] = ()
    expecting: Expecting = Expecting.NUMBER
    wordless: bool = False
    pending: str = field(default="", init=False)
    typed: str = field(default="", init=False)
    _by_number: bool = field(default=False, init=False)
    _by_sign: bool = field(default=False, init=False)

    def type(self, character: str, digit: str | None = None) -> KeyResult:
        """``digit``: what the key stands for where a digit is expected, "" for none; told from the character
        where it isn't given.
        """
        if not self.typed and not character.strip():
            return ()
        self.typed += character
        if character.isspace():
            return ()
        found = as_digit(character) if digit is None else digit
        # « s' » and « té » begin words; « 13ts' » is a level, then a 4.
        if found and (not self.pending.isalpha() or self._by_number or self._by_sign or _plain(character)):
            return self._digit(found)
        return self._letter(character.upper()) if character.isalpha() else self._sentence()

    def clear(self) -> Give:
        """Backspace: the level is taken away, and another may follow at once."""
        self.chosen()
        return Give(None)

    def chosen(self) -> None:
        """A criterion was chosen by arrows or mouse: a digit is now a level."""
        self._await(Expecting.LEVEL)

    def entered(self) -> None:
        """The list was just entered: a digit is a number."""
        self._await(Expecting.NUMBER)

    def settle(self) -> KeyResult:
        """The short delay is over; letters that aren't a level yet go on waiting."""
        if self.pending.isdigit():
            return self._number()
        return (self._give(self.pending),) if self.pending in self._letters() else ()

    def enter(self) -> KeyResult:
        """Enter: nothing goes on waiting, the criterion chosen does."""
        waiting = self.pending
        result = self.settle()
        if result or not waiting:
            return result
        self.pending = self.typed = ""
        return (Unknown(waiting),)

    def lapse(self) -> bool:
        """Nothing was typed for a while: nothing is expected any more but letters for a criterion chosen by
        arrows or mouse. Whether something typed was given up.
        """
        given_up = bool(self.pending) or self._by_number
        by_number = self._by_number
        self._await(Expecting.NUMBER if by_number or not self._chosen else Expecting.LETTERS)
        return given_up

    @property
    def _chosen(self) -> bool:
        return self.expecting is not Expecting.NUMBER

    @property
    def waits(self) -> bool:
        """Whether a level, or more of what was begun, is expected for a while."""
        return bool(self.pending) or self.expecting is Expecting.LEVEL

    def _await(self, expecting: Expecting) -> None:
        self.expecting = expecting
        self.pending = self.typed = ""
        self._by_number = self._by_sign = False

    def _digit(self, digit: str) -> KeyResult:
        first: KeyResult = ()
        if self.pending.isalpha():
            if self.pending not in self._letters():
                return self._sentence()
            last = self.typed[-1]
            first = (self._give(self.pending),)
            self.typed = last
        if self.expecting is Expecting.LEVEL and not self.pending:
            return self._level_digit(int(digit))
        self.pending += digit
        longer = [n for n in self.numbers if str(n).startswith(self.pending) and str(n) != self.pending]
        return first if longer else (*first, *self._number())

    def _level_digit(self, digit: int) -> KeyResult:
        """« é » may begin a word; so may « ( » where no number was typed."""
        scale = [box.letters for box in self.boxes if box.rank is not None]
        if digit > len(scale):
            return self._unknown(str(digit))
        letters = scale[digit - 1] if digit else NOT_ASSESSED
        character = self.typed[-1]
        if self.wordless or _plain(character) or (self._by_number and not character.isalpha()):
            return (self._give(letters),)
        self.pending, self._by_sign = letters.upper(), True
        return ()

    def _letter(self, character: str) -> KeyResult:
        """A letter right after an ambiguous number belongs to that criterion, not to the one before it.
        Letters make a level at once after a number in digits; elsewhere they may begin a word, and wait.
        """
        first = self._number() if self.pending.isdigit() else ()
        if first and not isinstance(first[0], Jump):
            return self._sentence()
        begun = [each for each in self._letters() if each.startswith(self.pending + character)]
        if self._by_sign:
            return self._sentence()
        if self.expecting is Expecting.NUMBER or not begun:
            return (*first, *self._sentence())
        self.pending += character
        sure = self.wordless or (self._by_number and _plain(self.typed[: -len(self.pending)]))
        return (*first, self._give(self.pending)) if begun == [self.pending] and sure else first

    def _number(self) -> KeyResult:
        text, self.pending = self.pending, ""
        if int(text) not in self.numbers:
            return self._unknown(text)
        self.expecting = Expecting.LEVEL
        self._by_number = True
        return (Jump(int(text)),)

    def _unknown(self, text: str) -> KeyResult:
        """What isn't written in digits may be the beginning of a word, « à revoir »."""
        if not _plain(self.typed):
            return self._sentence()
        self.pending = self.typed = ""
        return (Unknown(text),)

    def _sentence(self) -> KeyResult:
        text = self.typed
        self.entered()
        return (Sentence(text),)

    def _letters(self) -> tuple[str, ...]:
        return tuple(box.letters.upper() for box in self.boxes)

    def _give(self, letters: str) -> Give:
        self._await(Expecting.NUMBER)
        return Give(next(box.letters for box in self.boxes if box.letters.upper() == letters.upper()))


def _plain(text: str) -> bool:
    """Whether these are digits, which begin no word."""
    return all(each.isascii() and each.isdigit() for each in text)
