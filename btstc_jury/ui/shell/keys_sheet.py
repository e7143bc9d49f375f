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
        for side in self._sections():
            column = QVBoxLayout()
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
        room = parent.size()
        self.resize(min(px(860), room.width() - 40), min(px(560), room.height() - 40))

    def _sections(self) -> tuple[tuple[_Section, ...], ...]:
        """Two columns of sections."""
        tr = self.tr
        return (
            (
                (tr("Notes"), self._notes()),
                (tr("Critères"), self._criteria()),
                (tr("Liste du jour"), (("Return", tr("ouvrir l’oral")), *self._acts(Where.DAY))),
                (tr("Grille"), self._acts(Where.GRID)),
            ),
            (
                (tr("Oral"), self._acts(Where.LIVE)),
                (tr("Délibération"), self._acts(Where.DELIBERATION)),
                (tr("Partout"), self._acts(Where.WINDOW)),
            ),
        )

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
