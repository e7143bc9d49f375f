"""Before the oral on a juror's laptop: whose opinion it will be, how it goes, and the key that starts."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.guest import GuestView, read_elapsed
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.shortcuts import Action, KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, tell
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.fields import LineField
from btstc_jury.ui.widgets.layouts import AT_LEFT, ColumnScroll, column


class BeforeCard(ColumnScroll):
    """``start``: the act that begins. It alone takes the keys."""

    def __init__(self, theme: Theme, start: Action) -> None:
        super().__init__()
        self._title = label("Avant de commencer", "heading")
        self._ready = label("", wrap=True)
        self._told = KeyedText(self._ready, self._ready.setText)
        self._elapsed = LineField(theme, "Temps écoulé à l’écran de la commission, s’il diffère", limit=10)
        self.line = self._elapsed.line
        self._elapsed.set_hint("Minutes et secondes de la phase\u202f: 11:58")
        self._how = label("", "muted", wrap=True)
        self._guide = KeyedText(self._how, self._how.setText)
        self._permitted = label("", "small", wrap=True)
        self.start = KeyButton.of(start, "primary")
        card = Framed("card")
        parts = (self._ready, self._elapsed, (self.start, AT_LEFT), self._how)
        column(theme, *parts, gap=12, margins=(16, 14), within=card)
        inside = QWidget()
        column(theme, self._title, card, self._permitted, 1, gap=12, margins=(16, 12, 16, 16), within=inside)
        self.setWidget(inside)
        self.setFocusProxy(self.start)

    def show_view(self, view: GuestView) -> None:
        self._told.tell(view.ready)
        self._guide.tell("\n".join(view.how))
        self._elapsed.setVisible(view.joins)
        tell(self._permitted, view.permitted)

    def elapsed(self) -> Duration | None:
        """As it is typed; ``None`` where nothing is. Raises ``ValueError``."""
        return read_elapsed(self._elapsed.text())

    def point_out(self) -> None:
        """What is typed is no time."""
        self._elapsed.set_error("Écrivez des minutes et des secondes, 11:58, ou rien.")
        self._elapsed.line.setFocus()
