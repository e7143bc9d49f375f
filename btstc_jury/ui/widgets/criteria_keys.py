"""The keyboard in the list of criteria: numbers and levels as they are typed, and what the next key means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from btstc_jury.application.views.criteria import LevelBox
from btstc_jury.domain.assessed import Assessed
from btstc_jury.ui.digits import digit_of
from btstc_jury.ui.widgets.level_keys import Expecting, Give, Jump, KeyResult, LevelKeys, Sentence, Unknown

_STRONG = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_DELAY_MS = 700
"""How long an ambiguous beginning (1 of 10..17) waits for another key."""

_PATIENCE_MS = 3000
"""How long a criterion waits for its level."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the next key means: ``asked`` in large, « Critère 13 → niveau ? », and how in small."""

    asked: str
    how: str


class Rated(Protocol):
    """The list that is rated."""

    def current(self) -> int | None: ...

    def select(self, criterion: int) -> bool: ...

    def hasFocus(self) -> bool: ...


class CriteriaKeys(QObject):
    """``prompted``: the ``Prompt``, ``None`` once the keys go elsewhere; ``sentence(text)``: typed here and
    neither a number nor a level; ``absent(criterion)``: its number was typed and the list doesn't show it;
    ``remarks_asked(criterion)`` on Right; ``left()`` on Escape.
    """

    prompted = Signal(object)
    sentence = Signal(str)
    absent = Signal(int)
    remarks_asked = Signal(int)
    left = Signal()

    def __init__(self, rated: Rated, give: Callable[[str | None], None]) -> None:
        """``give``: rates the current criterion."""
        super().__init__()
        self.editable = True
        self._lasting = False
        # What becomes of any other text.
        self.beside = "tout autre texte va aux remarques"
        self.assessed = Assessed.CRITERIA
        self._give = give
        self._rated = rated
        self._level = LevelKeys()
        self._unknown = ""
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self._settle)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self.lapse)

    def rate_alone(self) -> None:
        """Nothing but levels is typed here, from now on: the current criterion waits for its own as long as
        it takes, and what is typed is taken at once, since it begins no word.
        """
        self._lasting = self._level.wordless = True

    def show(self, numbers: frozenset[int], boxes: tuple[LevelBox, ...]) -> None:
        """What can be typed."""
        self._level.numbers, self._level.boxes = numbers, boxes

    def set_editable(self, editable: bool) -> None:
        """When not, nothing is rated nor asked for; one can still move and read."""
        if editable is not self.editable:
            self.editable = editable
            self.enter()

    def enter(self) -> None:
        """The list has the keys."""
        if self._lasting and self._rated.current() is not None:
            self._level.chosen()
        else:
            self._level.entered()
        self._tell()

    def leave(self) -> None:
        self._delay.stop()
        self._patience.stop()
        self._level.entered()
        self.prompted.emit(None)

    def choose(self) -> None:
        """A criterion was chosen by arrows or mouse: a digit is its level."""
        self._level.chosen()
        self._tell()

    def flush(self) -> None:
        """A level that only waits for whether letters follow is given."""
        if not self._level.pending.isdigit():
            self._apply(self._level.settle())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A level that waits for whether letters follow is given before a key of the page does anything."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            named = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
            if named or event.modifiers() & _STRONG:
                self.flush()
        return super().eventFilter(watched, event)

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key means something here."""
        if self._command(event.key()):
            self._tell()
            return True
        if event.text() and event.text().isprintable():
            self.write(event.text(), digit_of(event))
            return True
        return False

    def write(self, text: str, digit: str) -> None:
        """``digit``: see ``digit_of``. What comes together is typed together."""
        for place, each in enumerate(text):
            result = self._level.type(each, digit)
            self._apply(tuple(found for found in result if not isinstance(found, Sentence)))
            for found in result:
                if isinstance(found, Sentence):
                    self._delay.stop()
                    self.sentence.emit(found.text + text[place + 1 :])
                    return
        if self._level.pending:
            self._delay.start()
        self._tell()

    def lapse(self) -> None:
        """Nothing was typed for a while."""
        current, begun = self._rated.current(), self._level.pending
        if not self._level.lapse() or current is None:
            self._tell()
            return
        what = f"→ {begun}\u202f: niveau incomplet" if begun else "\u202f: délai passé"
        self._say(f"Critère {current}{' ' if begun else ''}{what}, rien n’a changé")

    def _command(self, key: int) -> bool:
        """Keys that aren't a number or a level; whether this was one."""
        current = self._rated.current()
        match key:
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete if self._level.pending:
                self._level.entered()
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete if current is not None:
                self._apply((self._level.clear(),))
            case Qt.Key.Key_Right if current is not None:
                self.remarks_asked.emit(current)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._delay.stop()
                self._apply(self._level.enter())
            case _:
                return False
        return True

    def _settle(self) -> None:
        self._apply(self._level.settle())
        self._tell()

    def _apply(self, result: KeyResult) -> None:
        for each in result:
            match each:
                case Jump(criterion):
                    if not self._rated.select(criterion):
                        self.absent.emit(criterion)
                case Give(level):
                    self._give(level)
                case Sentence(text):
                    self.sentence.emit(text)
                case Unknown(text):
                    self._unknown = f"«\u202f{text}\u202f» n’est ni un critère ni un niveau"

    def _tell(self) -> None:
        """Say what is expected now, and begin to wait for it."""
        if not self._rated.hasFocus():
            return
        if self._level.waits and not self._lasting:
            self._patience.start()
        else:
            self._patience.stop()
        unknown, self._unknown = self._unknown, ""
        self._say(unknown)

    def _say(self, words: str) -> None:
        """``words``: in place of what is asked for, which is nothing where nothing can be rated."""
        if not self.editable:
            self.prompted.emit(None)
            return
        prompt = self._prompt()
        self.prompted.emit(Prompt(self.assessed.named(words or prompt.asked), prompt.how))

    def _prompt(self) -> Prompt:
        """What the next key means."""
        keys, current = self._level, self._rated.current()
        moves = f"un n°, puis un niveau · ↑ ↓ · {self.beside}"
        if keys.pending.isdigit():
            return Prompt(f"Critère {keys.pending}…", moves)
        if current is None or keys.expecting is Expecting.NUMBER:
            return Prompt("Critère n°\u202f?", moves)
        if keys.pending:
            return Prompt(f"Critère {current} → {keys.pending}…", self._levels(current))
        if keys.expecting is Expecting.LETTERS:
            how = f"les lettres du niveau, ou un autre n° · ↑ ↓ · {self.beside}"
            return Prompt(f"Critère {current}", f"n°\u202f{current}\u202f: {how}")
        return Prompt(f"Critère {current} → niveau\u202f?", self._levels(current))

    def _levels(self, current: int) -> str:
        count = sum(1 for box in self._level.boxes if box.rank is not None)
        return f"n°\u202f{current}\u202f: niveau 1 à {count}, ou ses lettres\u202f; 0 ou NE non évalué"
