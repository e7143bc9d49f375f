"""Separate opinions on the live screen: the line over the criteria, and whose typing it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.note_syntax import Typed
from btstc_jury.application.views.opinions import opinions_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import OpinionRated
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.live.notes_panel import NO_DRAFT, Draft, NotesPanel
from btstc_jury.ui.oral.turn import MODE_KEYS, ModeChoice, OpinionTurn, TurnBar
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import shortcut

PERSONAL_KEYS = default_keys("opinions.personal")


class LiveTurn(QObject):
    """``bar`` stands over the criteria. ``changed``: what may be seen changed; paint levels and notes anew.

    ``current`` tells the oral on the page.
    """

    changed = Signal()

    def __init__(
        self, theme: Theme, conductor: Conductor, page: QWidget, notes: NotesPanel, current: Callable[[], int]
    ) -> None:
        super().__init__(page)
        self._conductor = conductor
        self._page = page
        self._notes = notes
        self._current = current
        self._hidden = False
        self._aside: dict[tuple[int, str], Draft] = {}
        self.mode = ModeChoice(theme, conductor)
        self.turn = OpinionTurn(theme, conductor)
        self.bar = TurnBar(theme, self.mode, self.turn)
        self.turn.leaving.connect(self._put_aside)
        self.turn.changed.connect(self._turn_changed)
        self.turn.finished.connect(notes.field.setFocus)
        shortcut(page, MODE_KEYS, self.mode.toggle)
        shortcut(page, PERSONAL_KEYS, notes.signer.toggle_personal)

    @property
    def juror(self) -> str | None:
        """Key of the one in turn."""
        return self.turn.juror

    @property
    def unrecorded(self) -> bool:
        """Whether a juror's line waits for their next turn."""
        return bool(self._aside)

    def leave(self) -> None:
        """Hide at once what only the juror in turn may see."""
        self.turn.end()

    def refresh(self) -> None:
        oral = self._current()
        view = opinions_view(self._conductor.office, oral, self.juror)
        self._hidden = view.hidden
        self.mode.show_oral(oral)
        self.turn.show_view(oral, view)
        self.bar.show_view(view)
        self._notes.signer.follow_turn(self.juror, hidden=view.hidden)

    def choose_author(self, position: int) -> None:
        """Who signs the next notes; while opinions are hidden, whose turn it is."""
        if self._hidden and self.turn.isVisible():
            self.turn.ask(position)
        else:
            self._notes.signer.choose(position)

    def rating(self, criterion: int, level: str | None) -> do.Command:
        """What a level given on the screen means: the commission's, or the opinion of the juror in turn."""
        if self._hidden:
            return OpinionRated(self.juror or "", criterion, level)
        return ev.Rated(criterion, level)

    def recording(self, typed: Typed, edited: int | None, command: do.Command) -> do.Command:
        """``command``, unless the line would rate in the name of a juror who isn't in turn: then one that
        says so when it is refused.
        """
        content = typed.content
        if not self._hidden or typed.level is None or content.criterion is None:
            return command
        if not content.text:
            return self.rating(content.criterion, typed.level)
        if content.author != self.juror or self.juror is None:
            return OpinionRated("", content.criterion, typed.level)
        return command

    def _put_aside(self) -> None:
        """What the juror typed is recorded, or else waits for their next turn: nobody else reads it."""
        if self._page.isVisible() and self._notes.unrecorded:
            self._notes.commit()
        if self._notes.unrecorded and self.juror is not None:
            self._aside[self._current(), self.juror] = self._notes.put_aside(None)
        self._notes.take_up(NO_DRAFT)

    def _turn_changed(self) -> None:
        if not self._page.isVisible():
            return
        self.changed.emit()
        draft = self._aside.pop((self._current(), self.juror), None) if self.juror else None
        if draft is not None:
            self._notes.take_up(draft)
