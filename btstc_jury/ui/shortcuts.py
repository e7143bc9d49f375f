"""Every act that has a key: one table for the screens, their buttons and menus, the sheet of keys and the
settings.

A screen makes an ``Action`` of an act by its name; buttons and menus take that action. ``Keymap.apply`` gives
all that is built the keys that the user chose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Flag, auto
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from btstc_jury.ui.digits import with_any_digit

if TYPE_CHECKING:
    # The window is painted before anything of an exam is imported.
    from btstc_jury.domain.assessed import Assessed


class Where(Flag):
    """The screen on which a key works, or several."""

    WINDOW = auto()
    DAY = auto()
    LIVE = auto()
    DELIBERATION = auto()
    GRID = auto()
    SESSIONS = auto()
    """Of a training file, as those that follow."""
    ATTEMPT = auto()
    REVIEW = auto()
    PROGRESS = auto()
    CASES = auto()
    CASE = auto()
    CANDIDATES = auto()
    """Of a centre file, as those that follow."""
    PLACING = auto()
    COLLECTION = auto()
    SLIPS = auto()


CENTRE = (Where.CANDIDATES, Where.PLACING, Where.COLLECTION, Where.SLIPS)
"""The screens of a centre file."""
REHEARSAL = (Where.SESSIONS, Where.ATTEMPT, Where.REVIEW, Where.PROGRESS, Where.CASES, Where.CASE)
"""The screens of a training file."""

_TALK = Where.LIVE | Where.DELIBERATION
_DAY_TOO = _TALK | Where.DAY
_PLAYED = Where.LIVE | Where.ATTEMPT
_RATED = _TALK | Where.ATTEMPT
_REHEARSED = Where.ATTEMPT | Where.REVIEW
_CENTRE = Where.CANDIDATES | Where.PLACING | Where.COLLECTION | Where.SLIPS
_UNDONE = _DAY_TOO | _REHEARSED | Where.CASES | Where.CASE | _CENTRE
_SEANCE = Where.ATTEMPT | Where.REVIEW | Where.PROGRESS | Where.CASES | Where.CASE


class Act(NamedTuple):
    """``name``: as the settings keep it, never to be changed; ``words``: for the sheet of keys; ``also``:
    further keys that the act has until the user gives it another; ``text``: for menus and buttons, where they
    don't say the same.
    """

    name: str
    words: str
    keys: str
    where: Where
    also: tuple[str, ...] = ()
    text: str = ""

    @property
    def told(self) -> str:
        """In menus and on buttons, with its mnemonic."""
        return self.text or f"{self.words[:1].upper()}{self.words[1:]}"

    def meets(self, other: Act) -> bool:
        """Whether both can be asked for on one screen."""
        return bool(self.where & other.where) or Where.WINDOW in self.where | other.where


ACTS: tuple[Act, ...] = (
    Act(
        "oral.next",
        "commencer, phase suivante",
        "Ctrl+Return",
        _PLAYED,
        ("Ctrl+Enter",),
        text="Commencer l’interrogation",
    ),
    Act("oral.pause", "suspendre, reprendre", "Ctrl+P", _PLAYED, text="Suspendre…"),
    Act("oral.granted", "pause accordée au candidat", "Ctrl+Shift+P", Where.LIVE, text="Pause accordée"),
    Act("oral.time", "dire le temps restant", "F5", _PLAYED),
    Act("oral.end", "terminer l’interrogation", "Ctrl+Shift+Return", _PLAYED),
    Act("oral.interruption", "signaler une interruption", "Ctrl+B", Where.LIVE),
    Act("oral.undo", "annuler le dernier acte", "Ctrl+Z", _UNDONE, text="Annuler"),
    Act("oral.redo", "rétablir", "Ctrl+Shift+Z", _DAY_TOO | _REHEARSED | _CENTRE),
    Act("oral.history", "historique de l’interrogation", "Ctrl+H", _RATED),
    Act(
        "oral.fraud",
        "signaler une suspicion de fraude",
        "Ctrl+Shift+F",
        _TALK,
        text="Signaler une suspicion de fraude…",
    ),
    Act(
        "oral.departure",
        "consigner le départ d’un membre",
        "Ctrl+Shift+D",
        _TALK,
        text="Consigner le départ d’un membre…",
    ),
    Act(
        "oral.played",
        "consigner ce qui est joué",
        "Ctrl+Shift+J",
        _TALK,
        text="Consigner ce qui est joué…",
    ),
    Act("oral.transfer", "transférer la feuille", "Ctrl+Shift+T", _DAY_TOO, text="Transférer la feuille…"),
    Act("oral.list", "liste du jour", "Alt+Left", _TALK | Where.GRID | _SEANCE),
    Act(
        "notes.criteria",
        "aller aux critères, en revenir (ou Tab)",
        "F2",
        _RATED,
        text="Aller aux critères, en revenir",
    ),
    Act("criteria.next", "critère suivant à voir", "F3", _RATED, text="Prochain à évaluer"),
    Act("criteria.filter", "pour cette phase, tous, à évaluer", "F6", _PLAYED, text="Changer de filtre"),
    Act(
        "criteria.competence",
        "choisir une compétence",
        "Shift+F6",
        _PLAYED,
        text="Choisir une compétence…",
    ),
    Act(
        "criteria.descriptors",
        "descripteurs du critère, les cacher",
        "F4",
        _RATED,
        text="Descripteurs du critère",
    ),
    Act("criteria.compact", "une ligne par critère", "F7", _PLAYED),
    Act("questions.ask", "poser la première question", "Ctrl+J", _PLAYED),
    Act(
        "questions.turn",
        "remarque en question, et retour",
        "Ctrl+K",
        _PLAYED,
        text="Faire de la remarque une question, et retour",
    ),
    Act("questions.queue", "aller aux questions", "F8", Where.LIVE),
    Act("opinions.mode", "avis commun ou séparés", "Alt+M", _TALK),
    Act("opinions.personal", "remarque personnelle ou partagée", "Alt+P", Where.LIVE),
    Act("opinions.give", "rendre mon avis", "Ctrl+R", Where.DELIBERATION | Where.REVIEW),
    Act("opinions.reveal", "révéler les avis", "Ctrl+Shift+R", Where.DELIBERATION),
    Act(
        "verdict.calculated",
        "reprendre le total calculé comme note",
        "Ctrl+M",
        Where.DELIBERATION,
        text="Reprendre le total calculé",
    ),
    Act("verdict.settle", "valider la proposition", "Ctrl+Shift+A", Where.DELIBERATION),
    Act("grid.show", "voir la grille", "Ctrl+G", Where.DAY | Where.DELIBERATION),
    Act("grid.other", "aller à l’autre situation", "F4", Where.GRID, text="Aller à l’autre situation"),
    Act("grid.save", "enregistrer la grille en PDF", "Ctrl+S", Where.GRID, text="Enregistrer en PDF…"),
    Act("grid.print", "imprimer la grille", "Ctrl+P", Where.GRID, text="Imprimer…"),
    Act("grid.sign", "signer la grille", "Ctrl+Shift+S", Where.GRID, text="Signer…"),
    Act("day.add", "ajouter un candidat", "Ctrl+I", Where.DAY, text="Ajouter un candidat…"),
    Act("day.edit", "modifier le candidat", "F4", Where.DAY, text="Modifier…"),
    Act("day.absent", "consigner l’absence", "Ctrl+Shift+B", Where.DAY),
    Act(
        "sheets.print",
        "feuilles d’évaluation à remplir à la main",
        "Ctrl+Shift+E",
        Where.DAY,
        text="Feuilles d’évaluation…",
    ),
    Act(
        "sheets.enter",
        "saisir la feuille d’un membre",
        "Ctrl+Shift+E",
        Where.DELIBERATION,
        text="Saisir une feuille…",
    ),
    Act("day.find", "rechercher un nom ou un numéro", "Ctrl+F", Where.DAY, text="Rechercher"),
    Act(
        "preparation.toggle",
        "lancer ou terminer la préparation",
        "Ctrl+T",
        Where.DAY | _PLAYED,
        text="Lancer la préparation",
    ),
    Act(
        "attempt.new",
        "nouvel essai",
        "Ctrl+Return",
        Where.SESSIONS | Where.REVIEW | Where.CASES,
        ("Ctrl+Enter",),
        text="Nouvel essai…",
    ),
    Act("students.add", "ajouter des étudiants", "Ctrl+I", Where.SESSIONS, text="Ajouter des étudiants…"),
    Act("students.edit", "modifier l’étudiant", "F4", Where.SESSIONS, text="Modifier…"),
    Act("students.find", "rechercher un étudiant", "Ctrl+F", Where.SESSIONS, text="Rechercher"),
    Act(
        "observers.print",
        "feuilles d’observateurs à remplir à la main",
        "Ctrl+Shift+E",
        Where.SESSIONS | Where.REVIEW,
        text="Feuilles d’observateurs (PDF, imprimer)…",
    ),
    Act("cases.new", "nouveau cas", "Ctrl+I", Where.CASES, text="Nouveau cas…"),
    Act("cases.edit", "ouvrir le cas", "F4", Where.CASES, text="Ouvrir"),
    Act("cases.copy", "dupliquer le cas", "Ctrl+D", Where.CASES, text="Dupliquer"),
    Act("cases.harder", "même cas, plus difficile", "Ctrl+H", Where.CASES, text="Même cas, plus difficile…"),
    Act("cases.find", "rechercher un cas", "Ctrl+F", Where.CASES, text="Rechercher"),
    Act("cases.import", "importer des cas", "Ctrl+Shift+I", Where.CASES, text="Importer…"),
    Act("cases.export", "exporter le cas", "Ctrl+S", Where.CASES, text="Exporter…"),
    Act(
        "cases.bank",
        "banque d’objections et de modifications",
        "F7",
        Where.CASES | Where.CASE,
        text="Banque…",
    ),
    Act("case.read", "lire la fiche d’un fichier", "Ctrl+Shift+O", Where.CASE, text="Lire un fichier…"),
    Act("case.sheet", "fiche de préparation", "Ctrl+P", Where.CASE, text="Fiche de préparation (PDF)…"),
    Act("cases.show", "cas, les choisir et les écrire", "F6", Where.SESSIONS, text="Cas"),
    Act("review.rate", "niveaux du professeur", "F2", Where.REVIEW, text="Niveaux du professeur…"),
    Act("review.own", "auto-évaluation de l’étudiant", "F6", Where.REVIEW, text="Auto-évaluation…"),
    Act("review.observer", "avis d’un observateur", "F8", Where.REVIEW, text="Avis d’un observateur…"),
    Act("review.project", "projeter pour la classe", "F5", Where.REVIEW, text="Projeter"),
    Act(
        "review.sheet",
        "fiche de retour en PDF",
        "Ctrl+S",
        Where.REVIEW,
        text="Fiche de retour (PDF)…",
    ),
    Act(
        "review.remarks",
        "reprendre les remarques + et −",
        "Ctrl+Shift+R",
        Where.REVIEW,
        text="Reprendre les remarques + et −",
    ),
    Act("progress.student", "progrès de l’étudiant", "F7", Where.SESSIONS | Where.REVIEW, text="Progrès"),
    Act("progress.class", "la classe", "F8", Where.SESSIONS | Where.PROGRESS, text="Classe"),
    Act("progress.save", "enregistrer les progrès en PDF", "Ctrl+S", Where.PROGRESS, text="PDF…"),
    Act(
        "progress.table",
        "enregistrer les progrès pour un tableur",
        "Ctrl+Shift+S",
        Where.PROGRESS,
        text="Tableur (XLSX, CSV)…",
    ),
    Act("speech.change", "qui parle, étudiant ou acheteur", "F8", Where.ATTEMPT, text="L’autre parle"),
    Act("speech.silence", "silence", "Shift+F8", Where.ATTEMPT),
    Act(
        "speech.cut",
        "l’étudiant coupe l’acheteur",
        "Ctrl+Shift+I",
        Where.ATTEMPT,
        text="L’étudiant coupe l’acheteur",
    ),
    Act("objections.next", "lancer la prochaine objection", "Ctrl+Space", Where.ATTEMPT),
    Act("objections.add", "objection improvisée", "Ctrl+I", Where.ATTEMPT, text="Objection improvisée…"),
    Act("steps.next", "étape suivante de la simulation", "Ctrl+G", Where.ATTEMPT, text="Étape suivante"),
    Act("attempt.restart", "recommencer la phase", "Ctrl+Shift+R", Where.ATTEMPT),
    Act("centre.candidates", "candidats du centre", "Ctrl+1", _CENTRE, text="Candidats"),
    Act("centre.day", "journée du centre", "Ctrl+2", _CENTRE, text="Journée"),
    Act("centre.collection", "collecte", "Ctrl+3", _CENTRE, text="Collecte"),
    Act("centre.slips", "bordereaux", "Ctrl+4", _CENTRE, text="Bordereaux"),
    Act("window.cover", "masquer l’écran, le rétablir", "F9", Where.WINDOW, text="&Masquer l’écran"),
    Act("window.lock", "verrouiller", "Ctrl+L", Where.WINDOW, text="&Verrouiller"),
    Act("window.candidate", "écran du candidat", "Ctrl+E", Where.WINDOW, text="&Écran du candidat…"),
    Act("window.return", "revenir à l’interrogation en cours", "Alt+Right", Where.WINDOW, text="Revenir"),
    Act("window.keys", "liste des raccourcis", "F1", Where.WINDOW, ("Ctrl+?",), text="&Raccourcis"),
    Act("window.settings", "réglages", "Ctrl+,", Where.WINDOW, text="&Réglages…"),
    Act("text.larger", "agrandir le texte", "Ctrl++", Where.WINDOW, ("Ctrl+=",), text="&Agrandir le texte"),
    Act("text.smaller", "réduire le texte", "Ctrl+-", Where.WINDOW, text="&Réduire le texte"),
    Act("text.usual", "taille normale", "Ctrl+0", Where.WINDOW, text="Taille &normale"),
    Act("file.new", "nouveau fichier", "Ctrl+N", Where.WINDOW, text="&Nouveau fichier d’examen…"),
    Act("file.open", "ouvrir", "Ctrl+O", Where.WINDOW, text="&Ouvrir…"),
    Act(
        "file.verify",
        "vérifier des grilles signées",
        "Ctrl+Shift+V",
        Where.WINDOW,
        text="&Vérifier des grilles…",
    ),
    Act(
        "file.forms",
        "écrire une forme d’épreuve",
        "Ctrl+Shift+N",
        Where.WINDOW,
        text="For&mes d’épreuve…",
    ),
    Act("file.cases", "cas d’entraînement", "Ctrl+Shift+C", Where.WINDOW, text="&Cas d’entraînement…"),
    Act("file.close", "fermer le fichier", "Ctrl+W", Where.WINDOW, text="&Fermer le fichier"),
    Act("file.quit", "quitter", "Ctrl+Q", Where.WINDOW, text="&Quitter"),
)

_BY_NAME: Mapping[str, Act] = {act.name: act for act in ACTS}

_TAKEN: Mapping[str, str] = {
    **{f"Ctrl+{key}": "les champs de texte" for key in ("A", "C", "V", "X", "Y", "Left", "Right")},
    **{f"Ctrl+{key}": "les champs de texte" for key in ("Home", "End", "Backspace", "Del")},
    **{
        keys: "le choix de l’auteur des remarques"
        for number in range(10)
        for keys in with_any_digit(f"Alt+{number}")
    },
    **{f"Alt+{key}": "les menus" for key in ("F", "A", "I", "R", "D", "G", "J", "S", "B", "F4")},
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
        "Space": "Espace",
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

    def apply(self, window: QObject) -> None:
        """Give these keys to all that is built in ``window``."""
        for action in window.findChildren(Action):
            action.take_keys(self)
        for words in window.findChildren(KeyedText):
            words.take_keys(self)

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
    order = (Where.LIVE, Where.DELIBERATION, Where.DAY, Where.GRID, *REHEARSAL, *CENTRE, Where.WINDOW)
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
