"""All keys on one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.key_button import key_words

_Keys = tuple[tuple[str, str], ...]
_Section = tuple[str, _Keys]


class KeysSheet(QDialog):
    """Not modal: the oral goes on beside it. Escape or one of the keys ``closing`` takes it away."""

    def __init__(self, theme: Theme, parent: QWidget, closing: Sequence[str]) -> None:
        super().__init__(parent)
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
        for each in closing:
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
                (tr("Liste du jour"), self._day()),
                (tr("Fenêtre"), self._window()),
            ),
            ((tr("Oral"), self._oral()), (tr("Critères"), self._criteria())),
        )

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
            ("F2", tr("aller aux critères, en revenir (ou Tab)")),
            ("13", tr("va au critère 13")),
            ("1…4", tr("puis le niveau, ou ses lettres")),
            ("0  N", tr("non évalué")),
            ("⌫", tr("efface le niveau")),
            ("→", tr("montre les notes du critère")),
            ("F3", tr("critère suivant sans niveau")),
            ("F6", tr("pour cette phase, tous, non notés")),
            ("Shift+F6", tr("choisir une compétence")),
            ("F7", tr("une ligne par critère")),
        )

    def _oral(self) -> _Keys:
        tr = self.tr
        return (
            ("Ctrl+Return", tr("commencer, phase suivante")),
            ("Ctrl+P", tr("suspendre, reprendre")),
            ("Ctrl+Shift+Return", tr("terminer l’épreuve")),
            ("Ctrl+Z", tr("annuler le dernier acte")),
            ("Ctrl+Shift+Z", tr("rétablir")),
            ("Ctrl+T", tr("lancer ou terminer la préparation")),
            ("Alt+Left", tr("liste du jour")),
        )

    def _day(self) -> _Keys:
        tr = self.tr
        return (
            ("Ctrl+I", tr("ajouter un candidat")),
            ("F4", tr("modifier le candidat")),
            ("Return", tr("ouvrir l’oral")),
            ("Ctrl+F", tr("rechercher un nom ou un numéro")),
            ("Ctrl+G", tr("voir la grille")),
        )

    def _window(self) -> _Keys:
        tr = self.tr
        return (
            ("F1", tr("cette feuille")),
            ("Ctrl++", tr("agrandir le texte")),
            ("Ctrl+-", tr("réduire le texte")),
            ("Ctrl+N", tr("nouveau fichier")),
            ("Ctrl+O", tr("ouvrir")),
            ("Ctrl+W", tr("fermer le fichier")),
        )
