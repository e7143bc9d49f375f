"""The acts of the table as actions of the screens: their buttons and menus, the sheet of keys, the settings.

A screen makes an ``Action`` of an act by its name; buttons and menus take that action. ``Keymap.apply`` gives
all that is built the keys that the user chose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from btstc_jury.ui.acts import ACTS, CENTRE, REHEARSAL, Act, Where
from btstc_jury.ui.digits import with_any_digit

if TYPE_CHECKING:
    # The window is painted before anything of an exam is imported.
    from btstc_jury.domain.assessed import Assessed


_BY_NAME: Mapping[str, Act] = {act.name: act for act in ACTS}

_TAKEN: Mapping[str, str] = {
    **{f"Ctrl+{key}": "les champs de texte" for key in ("A", "C", "V", "X", "Y", "Left", "Right")},
    **{f"Ctrl+{key}": "les champs de texte" for key in ("Home", "End", "Backspace", "Del")},
    **{
        keys: "le choix de l’auteur des remarques"
        for number in range(10)
        for keys in with_any_digit(f"Alt+{number}")
    },
    **{f"Alt+{key}": "les menus" for key in ("F", "A", "I", "R", "D", "G", "J", "S", "B", "V", "F4")},
    **{f"Alt+{key}": "le temps d’arrêt à compter ou non" for key in ("C", "N")},
}
"""Keys that no act can have, with what they serve."""

_THROWS = re.compile(r"Alt\+[A-Z]")
_NAMED = re.compile(r"\{([a-z]+\.[a-z]+)\}")

MENUS = {
    Where.DAY: "&Journée",
    Where.LIVE: "Ép&reuve",
    Where.DELIBERATION: "&Délibération",
    Where.GRID: "&Grille",
    Where.SESSIONS: "&Séances",
    Where.ATTEMPT: "&Séance",
    Where.REVIEW: "&Bilan",
    Where.PROGRESS: "Pro&grès",
    Where.CASES: "&Cas",
    Where.CASE: "&Cas",
    **dict.fromkeys(CENTRE, "&Centre"),
    Where.GUEST: "A&vis",
}


def key_words(keys: str) -> str:
    """A key sequence as French keyboards name it: « Ctrl+Maj+Entrée »."""
    names = {
        "Return": "Entrée",
        "Enter": "Entrée",
        "Shift": "Maj",
        "Del": "Suppr",
        "Esc": "Échap",
        "Left": "←",
        "Right": "→",
        "Up": "↑",
        "Down": "↓",
        "Space": "Espace",
        "PgUp": "Pg préc.",
        "PgDown": "Pg suiv.",
    }
    parts = keys.split("+") if keys != "+" else [keys]
    return "+".join(names.get(part, part) for part in parts)


def default_keys(name: str) -> str:
    """The keys that an act has until the user gives it others. Raises ``KeyError``."""
    return _BY_NAME[name].keys


@cache
def same(keys: str) -> str:
    """One spelling for one key sequence: « Ctrl+Shift+P » for « shift+ctrl+p »."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


@cache
def _own_keys() -> frozenset[str]:
    """Those that the table gives."""
    return frozenset(same(keys) for act in ACTS for keys in (act.keys, *act.also))


_OF_AN_ORAL = (
    *("preparation.toggle", "oral.next", "oral.time", "oral.pause", "oral.granted", "oral.interruption"),
    *("oral.fraud", "oral.departure", "notes.criteria", "criteria.next", "criteria.filter"),
    *("criteria.descriptors", "questions.ask", "questions.turn", "oral.undo", "oral.end"),
    *("verdict.settle", "grid.show", "grid.sign"),
    *("window.candidate", "window.cover", "window.lock", "window.help", "window.keys"),
)


class Keymap:
    """The keys in force. ``chosen``: those that the user changed; a choice that can't hold any more (a later
    version needs its keys) gives way to the default.
    """

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        self._chosen: dict[str, str] = {}
        for name, keys in (chosen or {}).items():
            if name in _BY_NAME:
                self._put(name, keys)
        # Only now: two acts may have changed their keys for each other's.
        while self._drop_last():
            pass

    def keys(self, name: str) -> str:
        return self._chosen.get(name, _BY_NAME[name].keys)

    def sequences(self, name: str) -> tuple[str, ...]:
        """All keys of an act, the one shown first; a digit without Shift too, unless another act has that."""
        act = _BY_NAME[name]
        given = (self._chosen[name],) if name in self._chosen else (act.keys, *act.also)
        every = dict.fromkeys(each for keys in given for each in with_any_digit(keys))
        return tuple(each for each in every if each in given or same(each) not in _own_keys())

    def chosen(self) -> dict[str, str]:
        """What differs from the defaults, for the settings."""
        return dict(self._chosen)

    def give(self, name: str, keys: str) -> str:
        """Give an act other keys; why it can't have them, or "" once it does."""
        refused = self.refusal(name, keys)
        if not refused:
            self._put(name, keys)
        return refused

    def refusal(self, name: str, keys: str) -> str:
        """Why an act can't have these keys; "" when it can."""
        wanted = same(keys)
        if not _usable(wanted):
            return "Choisissez une touche de fonction, ou une touche avec Ctrl ou Alt."
        if wanted in _TAKEN:
            return f"{key_words(wanted)} sert déjà pour {_TAKEN[wanted]}."
        act = _BY_NAME[name]
        if _THROWS.fullmatch(wanted) and act.where & (Where.ATTEMPT | Where.WINDOW):
            return f"{key_words(wanted)} lance une objection."
        for other in ACTS:
            if other is not act and act.meets(other) and wanted in map(same, self.sequences(other.name)):
                return f"{key_words(wanted)} sert déjà à\u202f: {other.words}."
        return ""

    def told(self, text: str) -> str:
        """A sentence that names acts, « {oral.undo} la remet », with their keys."""
        return _NAMED.sub(
            lambda found: key_words(self.keys(found[1])) if found[1] in _BY_NAME else found[0], text
        )

    def on(self, where: Where) -> list[tuple[str, str]]:
        """The keys of a screen, as French keyboards name them, and what they do there."""
        return [(key_words(self.keys(act.name)), act.words) for act in ACTS if where & act.where]

    def from_start_to_grid(self) -> list[tuple[str, str]]:
        """The keys that one oral needs, in its order, for a page beside the screen."""
        return [(key_words(self.keys(name)), _BY_NAME[name].words) for name in _OF_AN_ORAL]

    def apply(self, window: QObject) -> None:
        """Give these keys to all that is built in ``window``."""
        for action in window.findChildren(Action):
            action.take_keys(self)
        for words in window.findChildren(KeyedText):
            words.take_keys(self)

    def _drop_last(self) -> bool:
        """Drop, from the last on, the choices that can't hold beside the others; whether there were any."""
        before = len(self._chosen)
        for name in reversed([*self._chosen]):
            if self.refusal(name, self._chosen[name]):
                del self._chosen[name]
        return len(self._chosen) < before

    def _put(self, name: str, keys: str) -> None:
        if same(keys) == same(_BY_NAME[name].keys):
            self._chosen.pop(name, None)
        else:
            self._chosen[name] = same(keys)


class Action(QAction):
    """An act on one screen: it works while the focus is within ``page``, everywhere in the window for an act
    of the window. Whether it can be done now is ``setEnabled``, whether it exists now ``setVisible``: buttons
    and menus that take it follow. ``keys``: as they are shown, « Ctrl+Maj+Entrée ».
    """

    def __init__(self, name: str, page: QWidget, slot: Callable[[], object]) -> None:
        super().__init__(page)
        self.act = _BY_NAME[name]
        self._words = self.act.told
        self._lines: Assessed | None = None
        self.keys = ""
        self._ready = True
        self.take_keys(Keymap())
        if Where.WINDOW not in self.act.where:
            # Elsewhere it is the window's, as Qt has it.
            self.setShortcutContext(QtCore.Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setAutoRepeat(False)
        self.triggered.connect(lambda _checked: slot())
        page.addAction(self)

    @property
    def words(self) -> str:
        """What a button says, without its key and mnemonic."""
        return self._named.replace("&", "")

    @property
    def ready(self) -> bool:
        """Whether nothing that it needs is missing. Its button is off until then; its key tries all the same,
        since what is just being typed may be what was missing.
        """
        return self._ready

    def set_ready(self, ready: bool) -> None:
        if ready is not self._ready:
            self._ready = ready
            self.changed.emit()

    def say(self, words: str) -> None:
        """Name the act as it is now: « Reprendre » for « Suspendre… »."""
        self._words = words
        self._tell()

    def call_lines(self, assessed: Assessed) -> None:
        """The oral shown calls the lines of its grid so: « Aller aux objectifs, en revenir »."""
        self._lines = assessed
        self._tell()

    def take_keys(self, keymap: Keymap) -> None:
        self.setShortcuts([QKeySequence(each) for each in keymap.sequences(self.act.name)])
        self.keys = key_words(keymap.keys(self.act.name))
        self._tell()

    @property
    def _named(self) -> str:
        return self._words if self._lines is None else self._lines.named(self._words)

    def _tell(self) -> None:
        # A menu would name the keys in Qt's words otherwise.
        text = f"{self._named}\t{self.keys}"
        if text != self.text():
            self.setText(text)
            self.setToolTip(f"{self.words} ({self.keys})")


class KeyedText(QObject):
    """Words that name acts, « Critères montrés ({criteria.filter}) »: a hint, a tooltip. ``write`` shows them
    on ``owner`` with the keys in force.
    """

    def __init__(self, owner: QObject, write: Callable[[str], object], text: str = "") -> None:
        super().__init__(owner)
        self._write = write
        self._keymap = Keymap()
        self._text = ""
        self.tell(text)

    def tell(self, text: str) -> None:
        """Other words."""
        self._text = text
        if text:
            self._write(self._keymap.told(text))

    def fill(self, text: str) -> str:
        """The words as they would be shown."""
        return self._keymap.told(text)

    def take_keys(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self.tell(self._text)


def call_lines(page: QWidget, assessed: Assessed) -> None:
    """All acts of a page speak of what its oral assesses."""
    for action in page.findChildren(Action):
        action.call_lines(assessed)


_STAND_WITH = {"notes": "criteria", "verdict": "opinions", "grid": "opinions", "preparation": "oral"}


def _group(act: Act) -> str:
    """The acts that stand together in a menu have the beginning of their names in common, but for a few."""
    kind = act.name.partition(".")[0]
    return _STAND_WITH.get(kind, kind)


def acts_on(page: QWidget) -> list[list[QAction]]:
    """What can be done on a screen, in groups for its menu: the acts of the table in its order, then the
    page's own actions without a key.
    """
    own = page.actions()
    acts = [each for each in own if isinstance(each, Action)]
    acts.sort(key=lambda each: ACTS.index(each.act))
    groups: dict[str, list[QAction]] = {}
    for action in acts:
        groups.setdefault(_group(action.act), []).append(action)
    others = [each for each in own if not isinstance(each, Action)]
    return [*groups.values(), others] if others else [*groups.values()]


def fill_menu(menu: QMenu, page: QWidget, where: Where) -> None:
    """The menu of the screen one is on: *Épreuve* or *Délibération*."""
    empty_menu(menu)
    menu.setTitle(MENUS[where])
    for group in acts_on(page):
        if menu.actions():
            menu.addSeparator()
        menu.addActions(group)


def empty_menu(menu: QMenu) -> None:
    """Take the actions out of a menu; ``QMenu.clear`` would delete those of other widgets."""
    for action in menu.actions():
        menu.removeAction(action)
        if action.isSeparator():
            action.deleteLater()


def acts_of(where: Where) -> Iterator[Act]:
    """The acts of a screen, each told once: on the first screen that has it."""
    order = (
        Where.LIVE,
        Where.DELIBERATION,
        Where.DAY,
        Where.GRID,
        *REHEARSAL,
        *CENTRE,
        Where.GUEST,
        Where.WINDOW,
    )
    for act in ACTS:
        if next(each for each in order if each in act.where) is where:
            yield act


def _usable(keys: str) -> bool:
    sequence = QKeySequence(keys)
    if sequence.count() != 1:
        return False
    pressed = sequence[0]  # type: ignore[index]
    key, modifiers = pressed.key(), pressed.keyboardModifiers()
    held = QtCore.Qt.KeyboardModifier
    strong = bool(modifiers & (held.ControlModifier | held.AltModifier))
    return strong or QtCore.Qt.Key.Key_F1 <= key <= QtCore.Qt.Key.Key_F35


def share(name: str, beside: QWidget) -> None:
    """Let an act of the main window work, by the same keys, in one that stands beside it and isn't modal."""
    above = beside.parentWidget()
    while above is not None:
        for action in above.actions():
            if isinstance(action, Action) and action.act.name == name:
                beside.addAction(action)
                return
        above = above.parentWidget()
