"""Before the oral on a juror's laptop: whose opinion it will be, how it goes, and the key that starts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.guest import GuestView, read_elapsed
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.shortcuts import Action, KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, tell
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.layouts import AT_LEFT, ColumnScroll, column

_AT_ONCE = "Elle n’a pas encore commencé"
_ELAPSED = "Temps écoulé à l’écran de la commission"


class BeforeCard(ColumnScroll):
    """``start``: the act that begins, which takes the keys first. ``chosen``: where the commission is, for an
    invitation made before it began.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, start: Action) -> None:
        super().__init__()
        self._joins = False
        self._title = label("Avant de commencer", "heading")
        self._ready = label("", wrap=True)
        self._told = KeyedText(self._ready, self._ready.setText)
        self.where = Choice(theme)
        self._where = Field(theme, "Où en est la commission", self.where)
        self.where.currentIndexChanged.connect(lambda _place: self._choose())
        self._elapsed = LineField(theme, _ELAPSED, limit=10)
        self.line = self._elapsed.line
        self._elapsed.set_hint("Minutes et secondes de la phase\u202f: 11:58")
        self._how = label("", "muted", wrap=True)
        self._guide = KeyedText(self._how, self._how.setText)
        self._permitted = label("", "small", wrap=True)
        self.start = KeyButton.of(start, "primary")
        card = Framed("card")
        parts = (self._ready, self._where, self._elapsed, (self.start, AT_LEFT), self._how)
        column(theme, *parts, gap=12, margins=(16, 14), within=card)
        inside = QWidget()
        column(theme, self._title, card, self._permitted, 1, gap=12, margins=(16, 12, 16, 16), within=inside)
        self.setWidget(inside)
        self.setFocusProxy(self.start)

    def show_view(self, view: GuestView) -> None:
        self._told.tell(view.ready)
        self._guide.tell("\n".join(view.how))
        self._joins = view.joins
        known = [self.where.itemText(place) for place in range(1, self.where.count())]
        if known != list(view.phases):
            self.where.clear()
            self.where.addItems([_AT_ONCE, *view.phases])
        self._where.setVisible(bool(view.phases))
        self._elapsed.set_caption(f"{_ELAPSED}, s’il diffère" if view.joins else _ELAPSED)
        self._show_elapsed()
        tell(self._permitted, view.permitted)

    @property
    def phase(self) -> int | None:
        """From 0, that which the commission's screen shows; ``None`` where it hasn't begun, or the invitation
        knows.
        """
        return self.where.currentIndex() - 1 if self.where.currentIndex() > 0 else None

    def _choose(self) -> None:
        self._elapsed.set_error("")
        self._show_elapsed()
        self.chosen.emit()

    def _show_elapsed(self) -> None:
        self._elapsed.setVisible(self._joins or self.phase is not None)

    def elapsed(self) -> Duration | None:
        """As it is typed; ``None`` where nothing is. Raises ``ValueError``."""
        return read_elapsed(self._elapsed.text())

    def point_out(self) -> None:
        """What is typed is no time."""
        nothing = "" if self.phase is not None else ", ou rien"
        self._elapsed.set_error(f"Écrivez des minutes et des secondes, 11:58{nothing}.")
        self._elapsed.line.setFocus()
