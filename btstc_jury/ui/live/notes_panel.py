"""The notes of the live screen: the questions in waiting, the list, the field that takes the typing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.application.note_syntax import Typed, is_question, parse, write
from btstc_jury.application.views import messages
from btstc_jury.application.views.live import NoteLine, QuestionsView, TimelineLine
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.refusals import Refusal
from btstc_jury.ui.live.note_entry import NoteEntry
from btstc_jury.ui.live.questions import QuestionQueue
from btstc_jury.ui.oral.note_list import NoteList
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label


class NotesRoom(IntEnum):
    """From the roomiest."""

    ALL = 0
    TIGHT = 1
    """Without the keys' hint and the title of the questions; the notes take what is left."""
    FIELD = 2
    """The field alone: notes and questions come back by themselves."""


_LEAST_LIST = 40
"""Height of one note."""

_SLIVER = 20
"""Height under which no note could be read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A line typed and not recorded. ``edited``: the note that it changes; ``began``: of a new one."""

    text: str
    edited: int | None = None
    began: Reading | None = None


NO_DRAFT = Draft("")


_QUEUE_SHARE = 0.45
"""Of the height, at most, for the questions in waiting; the list scrolls beyond."""


class NotesPanel(QWidget):
    """Signals: ``typed(Typed, note or None)`` a line to record; ``removed(note)``; ``began``;
    ``criteria_asked``. Questions tell by ``queue``.
    """

    typed = Signal(object, object)
    removed = Signal(int)
    began = Signal()
    criteria_asked = Signal()

    def __init__(self, theme: Theme, overlay: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._form: Form | None = None
        self._notes: tuple[NoteLine, ...] = ()
        self._edited: int | None = None
        self._before = ""
        self._titled = False
        self._room = NotesRoom.ALL
        self.queue = QuestionQueue(theme)
        self.list = NoteList(theme)
        self._notes_title = label("Notes", "muted strong small")
        self.entry = NoteEntry(theme, overlay)
        self.field = self.entry.field
        self.signer = self.entry.signer
        self._build()
        theme.changed.connect(self._space)
        self._space()

    def show_form(self, form: Form, authors: Iterable[tuple[str, str]]) -> None:
        self._form = form
        self.field.set_form(form)
        self.signer.show_authors(authors)
        self._edited = None
        self._before = ""
        self._show_hint()

    def show_notes(
        self, notes: tuple[NoteLine, ...], lines: tuple[TimelineLine, ...], questions: QuestionsView
    ) -> None:
        """``lines``: what stands in the list; questions in waiting stand above it."""
        self._notes = notes
        self.queue.show_view(questions)
        self._titled = bool(questions.waiting and lines)
        self._fit()
        self.list.show_lines(lines)

    def least_height(self, room: NotesRoom) -> int:
        """Under which something would be cut, in pixels."""
        tight = room is not NotesRoom.ALL
        queue = self.queue.least_height(tight=tight) if self._queued(room) else 0
        rows = 0 if tight else self._theme.space(_LEAST_LIST)
        return self.entry.least_height(tight=tight) + rows + queue

    def set_room(self, room: NotesRoom) -> None:
        if room is not self._room:
            self._room = room
            self.queue.set_tight(tight=room is not NotesRoom.ALL)
            self.entry.set_tight(tight=room is not NotesRoom.ALL)
        self._fit()

    def _queued(self, room: NotesRoom) -> bool:
        return room is not NotesRoom.FIELD and self.queue.holding

    def taken(self) -> None:
        """The line was recorded: the field is free again."""
        self._edited = None
        self._before = ""
        self.field.set_line("")
        self._show_hint()

    def _refuse(self, text: str) -> None:
        """The line was not recorded: it stays, with the reason."""
        self.field.refuse()
        self.entry.show_hint(text, refused=True)

    @property
    def unrecorded(self) -> bool:
        """Whether something is typed and not recorded; an edited note left as it was is recorded."""
        text = self.field.text()
        return bool(text.strip()) and text != self._before

    def draft(self) -> str:
        """What is typed and not recorded."""
        return self.field.text()

    def put_aside(self, began: Reading | None) -> Draft:
        return Draft(self.field.text(), self._edited, began)

    def take_up(self, draft: Draft) -> Reading | None:
        """Put a draft of this oral back in the field; when its typing began."""
        self._edited = draft.edited
        self.field.set_line(draft.text)
        self._show_hint()
        return draft.began

    def edit(self, note: int) -> None:
        """Put a note back in the field."""
        line = next((each for each in self._notes if each.number == note), None)
        if line is None or self.field.isReadOnly():
            return
        self._edited = note
        self._before = write(line.content)
        self.field.set_line(self._before)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_hint()

    def commit(self) -> None:
        """Record what is typed, as Enter does."""
        self._commit(self.field.text())

    def _commit(self, text: str) -> None:
        if self._form is None:
            return
        if not text.strip():
            if self._edited is not None:
                self.removed.emit(self._edited)
                self.taken()
            return
        try:
            typed: Typed = parse(text, self._form, self._signer())
            typed = replace(typed, content=replace(typed.content, personal=self._personal()))
        except Refusal as refused:
            self._refuse(messages.refusal(refused))
            return
        self.typed.emit(typed, self._edited)

    def _signer(self) -> str | None:
        line = next((each for each in self._notes if each.number == self._edited), None)
        return self.signer.author if line is None else line.author_key

    def _personal(self) -> bool:
        """A note edited stays as private as it was."""
        if self._edited is None:
            return self.signer.personal.isChecked()
        return any(each.number == self._edited and each.personal for each in self._notes)

    def _edit_last(self) -> None:
        if self._notes:
            self.edit(max(self._notes, key=lambda each: each.number).number)

    def _leave(self) -> None:
        if self._edited is not None:
            self.taken()

    def _remove(self, note: int) -> None:
        self.removed.emit(note)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_hint(self) -> None:
        editing = self._edited is not None
        if editing:
            text = "Modification\u202f: Entrée garde, Échap laisse, vide + Entrée retire"
        elif is_question(self.field.text()):
            text = "? garde la question pour l’entretien"
        else:
            text = "Entrée ajoute · #13 critère · #13=S niveau · + − ? en tête"
        self.entry.show_hint(text, needed=editing)

    def _build(self) -> None:
        self.field.committed.connect(self._commit)
        self.field.began.connect(self.began)
        self.field.textChanged.connect(self._show_hint)
        self.field.last_asked.connect(self._edit_last)
        self.field.left.connect(self._leave)
        self.field.criteria_asked.connect(self.criteria_asked)
        self.list.edit_asked.connect(self.edit)
        self.list.remove_asked.connect(self._remove)
        self.field.notes_asked.connect(self.list.go_to_last)
        self.list.left.connect(self.field.setFocus)
        self.list.wait_asked.connect(lambda note: self.queue.ticked.emit(note, False))
        self.queue.list.edit_asked.connect(self.edit)
        self.queue.list.remove_asked.connect(self._remove)
        self.queue.list.left.connect(self.field.setFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.queue)
        layout.addWidget(self._notes_title)
        layout.addWidget(self.list, 1000)
        layout.addStretch(1)
        layout.addWidget(self.entry)
        self.list.setMinimumHeight(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, it is the rows' and the field's."""
        queued = self._queued(self._room)
        left = self.height() - self.least_height(self._room)
        self.queue.hold_within(round(self.height() * _QUEUE_SHARE))
        self.queue.setVisible(queued)
        self.list.setVisible(self._room is NotesRoom.ALL or left >= self._theme.px(_SLIVER))
        titled = self._titled and queued and self.height() > self._theme.px(240)
        self._notes_title.setVisible(titled)

    def _space(self) -> None:
        space = self._theme.space
        self._notes_title.setContentsMargins(space(16), space(6), space(16), space(2))
