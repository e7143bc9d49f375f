"""All keys on one sheet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from btstc_jury.application.remark_syntax import TYPED
from btstc_jury.domain.assessed import Assessed
from btstc_jury.ui.acts import Where
from btstc_jury.ui.shortcuts import Keymap, acts_of, key_words
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, paint_ring
from btstc_jury.ui.widgets.layouts import column, panel, row, spaced

_Keys = tuple[tuple[str, str], ...]
_Section = tuple[str, _Keys]

_NAMED = {
    Where.SESSIONS: "Séances",
    Where.ATTEMPT: "Essai",
    Where.REVIEW: "Bilan",
    Where.PROGRESS: "Progrès",
    Where.CASES: "Cas",
    Where.CASE: "Cas, l’écrire",
    Where.CANDIDATES: "Centre",
    Where.PLACING: "Centre, journée",
    Where.COLLECTION: "Centre, collecte",
    Where.SLIPS: "Centre, bordereaux",
    Where.GUEST: "Portable d’un examinateur",
    Where.HARMONY: "Centre, harmonisation",
}

_OF_A_COMMISSION = frozenset({"window.candidate", "window.return"})
"""Acts of the window that a juror's own laptop has no use for."""

_FIXED: dict[Where, _Keys] = {
    Where.PLACING: (
        ("← → ↑ ↓", "d’une interrogation à l’autre"),
        ("Ctrl+←, →", "la déplacer de 5 min"),
        ("Ctrl+↑, ↓", "la donner à une autre commission"),
        ("1…9", "prendre une place libre, dans les détails"),
        ("Esc", "lâcher ce que la souris déplace"),
    ),
}
"""Keys of a screen that nobody can change."""

_WIDE = 1240
"""Width of the design that three columns need."""


class _Told(QLabel):
    """What a key does. Tab and the arrows go from line to line, for who has them read out; ``reached``."""

    reached = Signal()

    def __init__(self, effect: str, keys: str, section: str) -> None:
        super().__init__(effect)
        self.setTextFormat(Qt.TextFormat.PlainText)
        # The ring of the focus stands around the words.
        self.setContentsMargins(5, 2, 5, 2)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{keys}\u202f: {effect}")
        self.setAccessibleDescription(section)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.reached.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(QPainter(self), self.rect(), 0)


class KeysSheet(QDialog):
    """Not modal: the oral goes on beside it. Escape or the key that opened it takes it away. ``lines``: what
    the oral on the screen assesses; ``place``: the screen that one is on.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        keymap: Keymap,
        lines: Assessed = Assessed.CRITERIA,
        place: Where = Where.WINDOW,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        self._place = place
        self._lines = lines
        self._theme = theme
        self._keymap = keymap
        self._lines_told: list[_Told] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Raccourcis")
        self.setModal(False)
        px = theme.px
        free = parent.size()
        sides = self._sections(wide=free.width() >= px(_WIDE))
        columns = (column(theme, *(self._drawn(*each) for each in side), 1, gap=18) for side in sides)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setAccessibleName("Raccourcis")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ends(scroll)
        scroll.setWidget(panel(row(theme, *columns, gap=32, margins=9)))
        for told in self._lines_told:
            told.reached.connect(partial(scroll.ensureWidgetVisible, told))
        self._lines_told[0].setFocus()
        for each in keymap.sequences("window.keys"):
            QShortcut(QKeySequence(each), self).activated.connect(self.close)
        outer = QVBoxLayout(self)
        outer.addWidget(scroll)
        self.resize(min(px(_WIDE), free.width() - 40), min(px(600), free.height() - 40))

    def _ends(self, scroll: QScrollArea) -> None:
        """Home and End, which an area that scrolls leaves to others."""
        bar = scroll.verticalScrollBar()
        for key, end in ((Qt.Key.Key_Home, bar.minimum), (Qt.Key.Key_End, bar.maximum)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda to=end: bar.setValue(to()))

    def _drawn(self, title: str, keys: _Keys) -> QLayout:
        grid = spaced(self._theme, QGridLayout(), gap=(7, 2))
        grid.setColumnStretch(1, 1)
        for line, (key, effect) in enumerate(keys):
            grid.addWidget(label(key_words(key), "keys"), line, 0)
            told = _Told(self._lines.named(effect), key_words(key), self._lines.named(title))
            self._lines_told.append(told)
            grid.addWidget(told, line, 1)
        return column(self._theme, label(self._lines.named(title), "strong"), grid, gap=6)

    def _sections(self, *, wide: bool) -> tuple[tuple[_Section, ...], ...]:
        """Three columns of sections, two where the window is narrow."""
        typing: tuple[_Section, ...] = (("Remarques", self._remarks()), ("Critères", self._criteria()))
        day = ("Liste du jour", (("Return", "ouvrir l’interrogation"), *self._acts(Where.DAY)))
        oral = ("Interrogation", self._acts(Where.LIVE))
        after: tuple[_Section, ...] = (
            ("Délibération", self._acts(Where.DELIBERATION)),
            ("Grille", self._acts(Where.GRID)),
        )
        window = ("Partout", self._acts(Where.WINDOW))
        others = {place: title for place, title in _NAMED.items() if place is not self._place}
        told = ((title, self._acts(place)) for place, title in others.items())
        rehearsal = tuple(each for each in told if each[1])
        if self._place in _NAMED:
            own = (*self._whole(self._place), *_FIXED.get(self._place, ()))
            here: _Section = (_NAMED[self._place], own)
            if self._place is Where.GUEST:
                # Nothing else of the program is met there.
                met = (act for act in acts_of(Where.WINDOW) if act.name not in _OF_A_COMMISSION)
                last: _Section = ("Partout", tuple((self._keymap.keys(act.name), act.words) for act in met))
                # One person writes: nobody is chosen to sign.
                typed = (("Remarques", self._remarks()[:-1]), typing[1])
                return ((here,), typed, (last,)) if wide else ((here,), (*typed, last))
            if wide:
                return ((here, *rehearsal), (*typing, window), (oral, *after, day))
            return ((here, *rehearsal), (*typing, window, oral, *after, day))
        if wide:
            return ((*typing, day), (oral, *rehearsal), (*after, window))
        return ((*typing, day, window), (oral, *after, *rehearsal))

    def _whole(self, where: Where) -> _Keys:
        """Those of that screen, whichever others have them too."""
        return tuple(self._keymap.on(where))

    def _acts(self, where: Where) -> _Keys:
        return tuple((self._keymap.keys(act.name), act.words) for act in acts_of(where))

    def _remarks(self) -> _Keys:
        return (
            *TYPED,
            ("↑", "champ vide\u202f: reprend la dernière remarque"),
            ("Esc", "laisse la modification"),
            ("Alt+1", "auteur\u202f: 0 commission, 1, 2, 3…"),
        )

    def _criteria(self) -> _Keys:
        return (
            ("13", "va au critère 13"),
            ("1…4", "puis le niveau, ou ses lettres, dans les 3 s"),
            ("0  NE", "non évalué"),
            ("⌫", "efface le niveau"),
            ("→", "montre les remarques du critère"),
            ("abc…", "un texte va au champ de remarque"),
        )
