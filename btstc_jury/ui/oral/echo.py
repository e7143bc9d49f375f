"""What the last act did, near the eye and to a screen reader, with the way back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.application.office import Changes
from btstc_jury.application.views.echo import Echo, WayBack, echo
from btstc_jury.domain.events import Topic
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.shortcuts import Action, KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import ElidedLabel, label, plain_tip, set_role, tell
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.layouts import row, sized
from btstc_jury.ui.widgets.painting import folded

_HEIGHT = 24
_TALL = 40
"""Of two lines."""
_FILLED = 1.8
"""Lines that words fill at most, where two are there."""
_WAYS = {WayBack.NONE: "", WayBack.UNDO: "Annuler", WayBack.REDO: "Rétablir"}
_SILENT = Echo("")


class _Words(ElidedLabel):
    """``wrapped``: over two lines."""

    wrapped = False

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.wrapped:
            super().paintEvent(event)
            return
        box = self.contentsRect()
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(
            Qt.TextFlag.TextWordWrap
        )
        QPainter(self).drawText(box, flags, folded(self.text(), self.font(), box.width(), 2))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), hint.height() * (2 if self.wrapped else 1))


class EchoLine(QWidget):
    """One line of constant height, so that nothing moves when it changes: « n° 13 : TS → NE · annuler », or
    why nothing happened; what ``explain`` says may take two. ``undo``, ``redo``: the page's own.
    """

    def __init__(self, theme: Theme, presenter: OralPresenter, undo: Action, redo: Action) -> None:
        super().__init__()
        self._presenter = presenter
        self._travel: dict[WayBack, Action | None] = {
            WayBack.NONE: None,
            WayBack.UNDO: undo,
            WayBack.REDO: redo,
        }
        self._echo = _SILENT
        self._said = True
        self._juror: str | None = None
        self._whole, self._acts = False, 1
        self.words = _Words(role="strong small")
        self._keyed = KeyedText(self, partial(tell, self.words))
        self.back = PushButton(role="link small")
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.clicked.connect(self._go_back)
        self.saved = label(role="muted small")
        row(theme, self.words, self.back, 1, self.saved, gap=6, within=self)
        self._theme = theme
        sized(theme, self, height=_HEIGHT)
        theme.changed.connect(self._fit)
        self.saved.hide()
        presenter.hear(self._follow_turn, Topic.OPINIONS)
        presenter.acted.connect(self._on_acted)
        presenter.conductor.changed.connect(self._announce)
        presenter.conductor.refused.connect(self._on_refused)
        self._show(_SILENT)

    def text(self) -> str:
        """As it is read, with what can be clicked."""
        return " · ".join(filter(None, (self.words.text(), self.back.text())))

    def say(self, words: str) -> None:
        """A sentence that is no act's."""
        self._show(Echo(words))
        self._announce()

    def explain(self, words: str, acts: int) -> None:
        """What was just done left aside or cut short, whole, in the place of what was done; its way back
        takes back all of these ``acts``.
        """
        self._show(replace(self._echo, words=words), whole=True)
        self._acts = acts
        self._announce()

    def show_saved(self, words: str) -> None:
        """When it was recorded, at the right."""
        tell(self.saved, words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def refuse(self, why: str) -> None:
        """Why nothing happened; it may name acts."""
        self._show(Echo(self._keyed.fill(why)), "overrun strong small")
        self._announce(urgent=True)

    def follow(self, other: EchoLine) -> None:
        """Another page comes with what it did."""
        self._show(other._echo)
        other._said = True
        self._announce()

    def forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        self._show(_SILENT)
        self.show_saved("")

    def _on_acted(self, changes: Changes) -> None:
        found = echo(self._presenter.office, changes)
        if found.private and self._presenter.juror is None:
            self._show(_SILENT)
        elif found.words and found != self._echo:
            self._juror = self._presenter.juror
            self._show(found)

    def _on_refused(self, why: str) -> None:
        if self.isVisible():
            self.refuse(why)

    def _follow_turn(self) -> None:
        """Nothing that one juror did in secret stays for the next to read."""
        if self._echo.private and self._presenter.juror != self._juror:
            self._show(_SILENT)

    def _show(self, shown: Echo, role: str = "strong small", *, whole: bool = False) -> None:
        self._echo, self._said, self._whole, self._acts = shown, False, whole, 1
        self._keyed.tell("")
        tell(self.words, shown.words)
        set_role(self.words, role)
        way = _WAYS[shown.way_back]
        action = self._travel[shown.way_back]
        self.back.setText(way.lower())
        self.back.setVisible(action is not None)
        self.back.setAccessibleName(f"{way}\u202f: {shown.spoken}" if action else "")
        self.back.setToolTip(plain_tip(f"{way} ({action.keys})" if action else ""))
        self._fit()

    def _fit(self) -> None:
        """A second line where all of it is to be read; when it was recorded gives way then, never the way
        back.
        """
        words, said = self.words, bool(self.saved.text())
        words.ensurePolished()
        gap = self._theme.space(6)
        wanted = words.fontMetrics().horizontalAdvance(words.text())
        room = self.width() - (0 if self.back.isHidden() else self.back.sizeHint().width() + gap)
        beside = self.saved.sizeHint().width() + 2 * gap if said else 0
        wrapped = self._whole and wanted > room - beside
        self.saved.setVisible(said and not (wrapped and wanted > _FILLED * (room - beside)))
        if wrapped is not words.wrapped:
            words.wrapped = wrapped
            words.updateGeometry()
        self.setFixedHeight(self._theme.px(_TALL if wrapped else _HEIGHT))

    def _announce(self, _changes: Changes | None = None, *, urgent: bool = False) -> None:
        """Once what happened is on the screen; the page may have given way to another, which says it."""
        if self.isVisible() and not self._said:
            self._said = True
            announce(self, self._echo.spoken, urgent=urgent)

    def _go_back(self) -> None:
        action = self._travel[self._echo.way_back]
        if action is None:
            return
        for _ in range(self._acts):
            action.trigger()
