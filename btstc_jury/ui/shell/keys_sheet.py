"""All keys on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from btstc_jury.ui.shortcuts import Keymap, Where, acts_of
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.key_button import key_words

_Keys = tuple[tuple[str, str], ...]
_Section = tuple[str, _Keys]

_WIDE = 1240
"""Width of the design that three columns need."""


class KeysSheet(QDialog):
    """Not modal: the oral goes on beside it. Escape or the key that opened it takes it away."""

    def __init__(self, theme: Theme, parent: QWidget, keymap: Keymap) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Raccourcis"))
        self.setModal(False)
        px = theme.px
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setSpacing(px(32))
        columns.setAlignment(Qt.AlignmentFlag.AlignTop)
        room = parent.size()
        for side in self._sections(wide=room.width() >= px(_WIDE)):
            column = QVBoxLayout()
            column.setSpacing(px(6))
            for title, keys in side:
                column.addWidget(label(title, "strong"))
                grid = QGridLayout()
                grid.setColumnStretch(1, 1)
                grid.setHorizontalSpacing(px(12))
                grid.setVerticalSpacing(px(6))
                for line, (key, effect) in enumerate(keys):
                    grid.addWidget(label(key_words(key), "keys"), line, 0)
                    grid.addWidget(label(effect), line, 1)
                column.addLayout(grid)
                column.addSpacing(px(12))
            column.addStretch(1)
            columns.addLayout(column)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        for each in keymap.sequences("window.keys"):
            QShortcut(QKeySequence(each), self).activated.connect(self.close)
        outer = QVBoxLayout(self)
        outer.addWidget(scroll)
        self.resize(min(px(_WIDE), room.width() - 40), min(px(600), room.height() - 40))

    def _sections(self, *, wide: bool) -> tuple[tuple[_Section, ...], ...]:
        """Three columns of sections, two where the window is narrow."""
        tr = self.tr
        typing: tuple[_Section, ...] = ((tr("Notes"), self._notes()), (tr("Critères"), self._criteria()))
        day = (tr("Liste du jour"), (("Return", tr("ouvrir l’oral")), *self._acts(Where.DAY)))
        oral = (tr("Oral"), self._acts(Where.LIVE))
        after: tuple[_Section, ...] = (
            (tr("Délibération"), self._acts(Where.DELIBERATION)),
            (tr("Grille"), self._acts(Where.GRID)),
        )
        window = (tr("Partout"), self._acts(Where.WINDOW))
        if wide:
            return ((*typing, day), (oral,), (*after, window))
        return ((*typing, day, window), (oral, *after))

    def _acts(self, where: Where) -> _Keys:
        return tuple((self._keymap.keys(act.name), act.spoken) for act in acts_of(where))

    def _notes(self) -> _Keys:
        tr = self.tr
        return (
            ("Entrée", tr("enregistre la note")),
            ("+  −  ?", tr("en tête\u202f: point fort, point faible, question")),
            ("#13", tr("rattache au critère 13 (ou #mot)")),
            ("#13=S", tr("note le critère 13 en même temps")),
            ("↑", tr("champ vide\u202f: reprend la dernière note")),
            ("Esc", tr("laisse la modification")),
            ("Alt+1", tr("auteur des notes\u202f: 0 commission, 1, 2, 3…")),
        )

    def _criteria(self) -> _Keys:
        tr = self.tr
        return (
            ("13", tr("va au critère 13")),
            ("1…4", tr("puis le niveau, ou ses lettres")),
            ("0  N", tr("non évalué")),
            ("⌫", tr("efface le niveau")),
            ("→", tr("montre les notes du critère")),
        )
