"""One opinion for the commission, or one for each juror: chosen for each oral."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from btstc_jury.application.changes import Changes
from btstc_jury.application.views.opinions import MODE_NAMES, OpinionsView, opinions_view
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.room_commands import ChooseMode
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.shortcuts import KeyedText, default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.buttons import PushButton

MODE_KEYS = default_keys("opinions.mode")


class ModeChoice(QWidget):
    """Follows the oral it is told by itself; gone once the choice is made for good. ``toggle`` is for the
    screen's shortcut (``MODE_KEYS``).
    """

    def __init__(
        self, theme: Theme, conductor: Conductor, focus: Qt.FocusPolicy = Qt.FocusPolicy.NoFocus
    ) -> None:
        super().__init__()
        self._theme = theme
        self._conductor = conductor
        self._oral: int | None = None
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.buttons = {mode: self._button(mode, focus) for mode in OpinionMode}
        conductor.changed.connect(self._on_changed)
        theme.changed.connect(self._space)
        self._space()

    def show_oral(self, oral: int) -> None:
        self._oral = oral
        self.show_view(opinions_view(self._conductor.office, oral))

    def show_view(self, view: OpinionsView) -> None:
        for mode, button in self.buttons.items():
            button.setChecked(view.mode is mode)
        self.setVisible(view.choosable)

    def toggle(self) -> None:
        """The other mode; refused, with the reason, once opinions have begun."""
        if self._oral is not None:
            now = self._conductor.office.oral(self._oral).debate.mode
            self._choose(next(mode for mode in OpinionMode if mode is not now))

    def _choose(self, mode: OpinionMode) -> None:
        if self._oral is not None and not self._conductor.act(self._oral, ChooseMode(mode)):
            self.show_oral(self._oral)

    def _on_changed(self, changes: Changes) -> None:
        if self._oral is not None and changes.oral == self._oral:
            self.show_oral(self._oral)

    def _button(self, mode: OpinionMode, focus: Qt.FocusPolicy) -> QPushButton:
        made = PushButton(MODE_NAMES[mode])
        made.setProperty("role", "toggle")
        made.setCheckable(True)
        made.setFocusPolicy(focus)
        tips = {
            OpinionMode.COMMON: "La commission décide d’une seule voix ({opinions.mode})",
            OpinionMode.SEPARATE: "Chacun donne son avis, révélé quand tous l’ont rendu ({opinions.mode})",
        }
        KeyedText(made, made.setToolTip, tips[mode])
        made.clicked.connect(lambda: self._choose(mode))
        self._group.addButton(made)
        self._row.addWidget(made)
        return made

    def _space(self) -> None:
        self._row.setSpacing(self._theme.space(4))
