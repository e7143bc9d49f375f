"""A sheet filled under the wrong candidate goes, whole and with a reason, to the right one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from btstc_jury.application.views.transfer import TransferTarget, TransferView, transfer_view
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label, tell
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.drawer import Drawer
from btstc_jury.ui.widgets.fields import line_edit
from btstc_jury.ui.widgets.layouts import ColumnScroll, column, row

_SHOWN = 8
"""Candidates in sight; the list scrolls beyond."""


class TransferDrawer(Drawer):
    """``transferred(target)``: done; the page shows where the sheet is now."""

    transferred = Signal(int)

    def __init__(self, theme: Theme, conductor: Conductor, page: QWidget, anchor: QWidget) -> None:
        super().__init__(theme, page, anchor, "Transférer la feuille")
        self._conductor = conductor
        self._source = 0
        self._said = label(role="", wrap=True)
        self._obstacle = label(role="warning strong", wrap=True)
        self._ask_whom = label("À quel candidat\u202f?", "strong")
        self.targets = QListWidget()
        self.targets.setAccessibleName("Candidat qui reçoit la feuille")
        self.targets.setProperty("role", "proposals")
        self.targets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.targets.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._ask_why = label("Motif", "strong")
        self.reason = line_edit(
            placeholder="par exemple\u202f: saisie sous le mauvais candidat", limit=TEXT_LIMIT
        )
        self.reason.setAccessibleName("Motif du transfert")
        self.confirm = KeyButton("Transférer", "Return", "primary")
        self._foot = frame("footer")
        self._scroll = ColumnScroll()
        self._outcome = label(role="muted small", wrap=True)
        self._fill()

    def ask(self, source: int) -> None:
        """Show what would move and to whom it can go. Raises ``FileProblem``."""
        self._source = source
        view = transfer_view(self._conductor.office, source)
        self._show(view)
        self.reason.clear()
        self.open_drawer()
        (self.leave if view.obstacle else self.targets).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, view: TransferView) -> None:
        possible = not view.obstacle
        tell(self._obstacle, view.obstacle)
        asked = (self._ask_whom, self.targets, self._ask_why, self.reason, self._outcome, self._foot)
        for each in asked:
            each.setVisible(possible)
        what = f"Tout ce qui est consigné sous {view.source} passe à l’autre candidat"
        tell(self._said, f"{what}\u202f: {', '.join(view.moved)}." if possible else "")
        self.targets.clear()
        for target in view.targets:
            item = QListWidgetItem(target.text)
            item.setData(Qt.ItemDataRole.UserRole, target)
            self.targets.addItem(item)
        if len(view.targets) == 1:
            self.targets.setCurrentRow(0)
        rows = min(max(len(view.targets), 1), _SHOWN)
        self.targets.setFixedHeight(rows * max(self.targets.sizeHintForRow(0), 1) + 2 * self._theme.px(8))
        self._check()

    def _choose(self, item: QListWidgetItem) -> None:
        item.setSelected(True)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self._outcome)

    def _chosen(self) -> TransferTarget | None:
        chosen = self.targets.selectedItems()
        found = chosen[0].data(Qt.ItemDataRole.UserRole) if chosen else None
        return found if isinstance(found, TransferTarget) else None

    def _check(self) -> None:
        target = self._chosen()
        self.confirm.setEnabled(target is not None and bool(self.reason.text().strip()))
        self._outcome.setText(
            "Choisissez le candidat qui reçoit la feuille."
            if target is None
            else f"La feuille de {target.name} sera remplie, l’autre redeviendra vierge. Le transfert est"
            " inscrit au journal et sur la grille des deux candidats\u202f; il ne s’annule pas, mais peut se"
            " refaire en sens inverse."
        )

    def _transfer(self) -> None:
        target, reason = self._chosen(), self.reason.text().strip()
        if target is None or not reason or not self.isVisible():
            return
        if self._conductor.transfer(self._source, target.oral, reason):
            self.hide()
            self.transferred.emit(target.oral)

    def _fill(self) -> None:
        self.targets.itemSelectionChanged.connect(self._check)
        self.targets.itemActivated.connect(self._choose)
        self.reason.textChanged.connect(lambda _text: self._check())
        self.reason.returnPressed.connect(self._transfer)
        self.confirm.clicked.connect(self._transfer)
        inside = QWidget()
        asked = (self._obstacle, self._said, self._ask_whom, self.targets, self._ask_why, self.reason)
        column(self._theme, *asked, self._outcome, 1, margins=(16, 12), within=inside)
        row(self._theme, 1, self.confirm, margins=(16, 8, 12, 8), within=self._foot)
        self._scroll.setWidget(inside)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self._foot)
