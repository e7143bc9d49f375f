"""Every act that has a key: one table for the screens, their buttons, the sheet of keys and the settings.

A screen asks for a key by the name of the act (``default_keys``); once the window is built, ``rekey`` gives
shortcuts and buttons the keys that the user chose instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from btstc_jury.ui.widgets.buttons import key_words


class Where(StrEnum):
    """The screen on which a key works."""

    WINDOW = "window"
    DAY = "day"
    LIVE = "live"
    DELIBERATION = "deliberation"
    GRID = "grid"


_TALK = frozenset({Where.LIVE, Where.DELIBERATION})
_DAY_TOO = _TALK | {Where.DAY}
_PAGES = _TALK | {Where.GRID}
_WINDOW = frozenset({Where.WINDOW})
_DAY = frozenset({Where.DAY})
_LIVE = frozenset({Where.LIVE})
_DELIBERATION = frozenset({Where.DELIBERATION})
_GRID = frozenset({Where.GRID})


@dataclass(frozen=True, slots=True)
class Act:
    """``name``: as the settings keep it, never to be changed; ``also``: further keys that the act has until
    the user gives it another.
    """

    name: str
    words: str
    keys: str
    where: frozenset[Where]
    also: tuple[str, ...] = ()

    def meets(self, other: Act) -> bool:
        """Whether both can be asked for on one screen."""
        return bool(self.where & other.where) or Where.WINDOW in self.where | other.where


ACTS: tuple[Act, ...] = (
    Act("oral.next", "commencer, phase suivante", "Ctrl+Return", _LIVE, ("Ctrl+Enter",)),
    Act("oral.pause", "suspendre, reprendre", "Ctrl+P", _LIVE),
    Act("oral.granted", "pause accordée au candidat", "Ctrl+Shift+P", _LIVE),
    Act("oral.end", "terminer l’épreuve", "Ctrl+Shift+Return", _LIVE),
    Act("oral.interruption", "signaler une interruption", "Ctrl+B", _LIVE),
    Act("oral.undo", "annuler le dernier acte", "Ctrl+Z", _DAY_TOO),
    Act("oral.redo", "rétablir", "Ctrl+Shift+Z", _DAY_TOO),
    Act("oral.history", "historique de l’oral", "Ctrl+H", _TALK),
    Act("oral.fraud", "signaler une suspicion de fraude", "Ctrl+Shift+F", _TALK),
    Act("oral.transfer", "transférer la feuille", "Ctrl+Shift+T", _DAY_TOO),
    Act("oral.list", "liste du jour", "Alt+Left", _PAGES),
    Act("notes.criteria", "aller aux critères, en revenir (ou Tab)", "F2", _TALK),
    Act("criteria.next", "critère suivant à voir", "F3", _TALK),
    Act("criteria.filter", "pour cette phase, tous, non notés", "F6", _LIVE),
    Act("criteria.competence", "choisir une compétence", "Shift+F6", _LIVE),
    Act("criteria.compact", "une ligne par critère", "F7", _LIVE),
    Act("questions.ask", "poser la première question", "Ctrl+J", _LIVE),
    Act("questions.turn", "faire de la note une question, et retour", "Ctrl+K", _LIVE),
    Act("questions.queue", "aller aux questions", "F8", _LIVE),
    Act("opinions.mode", "avis commun ou séparés", "Alt+M", _TALK),
    Act("opinions.personal", "note personnelle ou partagée", "Alt+P", _LIVE),
    Act("opinions.give", "rendre mon avis", "Ctrl+R", _DELIBERATION),
    Act("opinions.reveal", "révéler les avis", "Ctrl+Shift+R", _DELIBERATION),
    Act("verdict.settle", "arrêter la proposition", "Ctrl+Shift+A", _DELIBERATION),
    Act("grid.show", "voir la grille", "Ctrl+G", frozenset({Where.DAY, Where.DELIBERATION})),
    Act("grid.save", "enregistrer la grille en PDF", "Ctrl+S", _GRID),
    Act("grid.print", "imprimer la grille", "Ctrl+P", _GRID),
    Act("grid.sign", "signer la grille", "Ctrl+Shift+S", _GRID),
    Act("day.add", "ajouter un candidat", "Ctrl+I", _DAY),
    Act("day.edit", "modifier le candidat", "F4", _DAY),
    Act("day.absent", "noter l’absence", "Ctrl+Shift+B", _DAY),
    Act("day.find", "rechercher un nom ou un numéro", "Ctrl+F", _DAY),
    Act(
        "preparation.toggle",
        "lancer ou terminer la préparation",
        "Ctrl+T",
        frozenset({Where.DAY, Where.LIVE}),
    ),
    Act("window.cover", "masquer l’écran, le rétablir", "F9", _WINDOW),
    Act("window.lock", "verrouiller", "Ctrl+L", _WINDOW),
    Act("window.candidate", "écran du candidat", "Ctrl+E", _WINDOW),
    Act("window.return", "revenir à l’épreuve en cours", "Alt+Right", _WINDOW),
    Act("window.keys", "feuille des raccourcis", "F1", _WINDOW, ("Ctrl+?",)),
    Act("window.settings", "réglages", "Ctrl+,", _WINDOW),
    Act("text.larger", "agrandir le texte", "Ctrl++", _WINDOW, ("Ctrl+=",)),
    Act("text.smaller", "réduire le texte", "Ctrl+-", _WINDOW),
    Act("text.usual", "taille normale", "Ctrl+0", _WINDOW),
    Act("file.new", "nouveau fichier", "Ctrl+N", _WINDOW),
    Act("file.open", "ouvrir", "Ctrl+O", _WINDOW),
    Act("file.verify", "vérifier des grilles signées", "Ctrl+Shift+V", _WINDOW),
    Act("file.close", "fermer le fichier", "Ctrl+W", _WINDOW),
    Act("file.quit", "quitter", "Ctrl+Q", _WINDOW),
)

_BY_NAME: Mapping[str, Act] = {act.name: act for act in ACTS}

_TAKEN: Mapping[str, str] = {
    **{f"Ctrl+{key}": "les champs de texte" for key in ("A", "C", "V", "X", "Y", "Left", "Right")},
    **{f"Ctrl+{key}": "les champs de texte" for key in ("Home", "End", "Backspace", "Del")},
    **{f"Alt+{number}": "le choix de l’auteur des notes" for number in range(10)},
    **{f"Alt+{key}": "les menus" for key in ("F", "A", "I", "F4")},
    **{f"Alt+{key}": "le temps d’arrêt à compter ou non" for key in ("C", "N")},
}
"""Keys that no act can have, with what they serve."""

_STRONG = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def default_keys(name: str) -> str:
    """The keys that an act has until the user gives it others. Raises ``KeyError``."""
    return _BY_NAME[name].keys


@cache
def same(keys: str) -> str:
    """One spelling for one key sequence: « Ctrl+Shift+P » for « shift+ctrl+p »."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


@cache
def _by_default_keys() -> Mapping[str, tuple[Act, ...]]:
    found: dict[str, tuple[Act, ...]] = {}
    for act in ACTS:
        for keys in {same(each) for each in (act.keys, *act.also)}:
            found[keys] = (*found.get(keys, ()), act)
    return found


class Keymap:
    """The keys in force. ``chosen``: those that the user changed; a choice that can't hold any more (a later
    version needs its keys) gives way to the default.
    """

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        self._chosen: dict[str, str] = {}
        for name, keys in (chosen or {}).items():
            if name in _BY_NAME and not self.refusal(name, keys):
                self._put(name, keys)

    def keys(self, name: str) -> str:
        return self._chosen.get(name, _BY_NAME[name].keys)

    def sequences(self, name: str) -> tuple[str, ...]:
        """All keys of an act, the one shown first."""
        act = _BY_NAME[name]
        return (self._chosen[name],) if name in self._chosen else (act.keys, *act.also)

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
        for other in ACTS:
            if other is not act and act.meets(other) and wanted in map(same, self.sequences(other.name)):
                words = "{keys} sert déjà à\u202f: {what}."
                return words.format(keys=key_words(wanted), what=other.words)
        return ""

    def find(self, keys: str, where: Where) -> Act | None:
        """The act that has these keys by default on a screen."""
        found = _by_default_keys().get(same(keys), ())
        return next((act for act in found if act.where & {where, Where.WINDOW}), None)

    def spoken(self, text: str, where: Where | None = None) -> str:
        """A sentence of the program, with the keys in force in place of the default ones; ``where``: of one
        screen, where it matters that a key has another sense elsewhere.
        """
        changed = {
            key_words(act.keys): key_words(self._chosen[act.name])
            for act in ACTS
            if act.name in self._chosen and (where is None or act.where & {where, Where.WINDOW})
        }
        if not changed:
            return text
        # In one pass: a key may be given to another act that the sentence names too.
        known = "|".join(re.escape(each) for each in sorted(changed, key=len, reverse=True))
        return re.sub(rf"(?<![\w+])(?:{known})(?![\w+])", lambda found: changed[found[0]], text)

    def _put(self, name: str, keys: str) -> None:
        if same(keys) == same(_BY_NAME[name].keys):
            self._chosen.pop(name, None)
        else:
            self._chosen[name] = same(keys)


def acts_of(where: Where) -> Iterator[Act]:
    """The acts of a screen, each told once: on the first screen that has it."""
    order = (Where.LIVE, Where.DELIBERATION, Where.DAY, Where.GRID, Where.WINDOW)
    for act in ACTS:
        if next(each for each in order if each in act.where) is where:
            yield act


def _usable(keys: str) -> bool:
    sequence = QKeySequence(keys)
    if sequence.count() != 1:
        return False
    pressed = sequence[0]  # type: ignore[index]
    key, modifiers = pressed.key(), pressed.keyboardModifiers()
    return bool(modifiers & _STRONG) or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
