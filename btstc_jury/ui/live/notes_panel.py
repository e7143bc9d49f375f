"""The notes of the live screen: the list, the field that takes the typing, and its author."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.application.note_syntax import Typed, parse, write
from btstc_jury.application.views import messages
from btstc_jury.application.views.live import NoteLine
from btstc_jury.domain.assessment import NoteText
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.refusals import Refusal
from btstc_jury.ui.live.note_entry import NoteEntry
from btstc_jury.ui.live.note_list import NoteList
from btstc_jury.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Draft:
    """A line typed and not recorded. ``edited``: the note that it changes; ``began``: of a new one."""

    text: str
    edited: int | None = None
    began: Reading | None = None


NO_DRAFT = Draft("")

_LEAST_LIST = 40
"""Pixels: at large text the clock and the field come first."""


class NotesPanel(QWidget):
    """Signals: ``typed(Typed, note or None)`` a line to record; ``removed(note)``; ``began``;
    ``criteria_asked``.
    """

    typed = Signal(object, object)
    removed = Signal(int)
    began = Signal()
    criteria_asked = Signal()

    def __init__(self, theme: Theme, overlay: QWidget) -> None:
        super().__init__()
        self._form: Form | None = None
        self._notes: tuple[NoteLine, ...] = ()
        self._edited: int | None = None
        self._before = ""
        self.list = NoteList(theme)
        self.entry = NoteEntry(theme, overlay)
        self.field = self.entry.field
        self._build()

    def show_form(self, form: Form, authors: Iterable[tuple[str, str]]) -> None:
        self._form = form
        self.field.set_form(form)
        self.entry.offer_authors(authors)
        self._edited = None
        self._before = ""
        self._show_hint()

    def show_notes(self, notes: tuple[NoteLine, ...], *, waiting: bool) -> None:
        self._notes = notes
        self.list.show_notes(notes, waiting=waiting)

    def taken(self) -> None:
        """The line was recorded: the field is free again."""
        self._edited = None
        self._before = ""
        self.field.set_line("")
        self._show_hint()

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
        content = NoteText(line.text, line.sign, line.criterion, line.author_key)
        self._before = write(content)
        self.field.set_line(self._before)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_hint()

    def hasHeightForWidth(self) -> bool:
        """The list takes any height: else a layout would take what it prefers for the least it needs."""
        return False

    def least_height(self, *, tight: bool) -> int:
        """The field with one note above it and the hint below; the field alone where it is tight."""
        return self.entry.least_height(tight=tight) + (0 if tight else _LEAST_LIST)

    def set_tight(self, *, tight: bool) -> None:
        """Whether the notes themselves and the keys' hint give way."""
        self.list.setMinimumHeight(0 if tight else _LEAST_LIST)
        self.entry.set_tight(tight=tight)

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
        except Refusal as refused:
            self._refuse(messages.refusal(refused))
            return
        self.typed.emit(typed, self._edited)

    def _refuse(self, text: str) -> None:
        """The line was not recorded: it stays, with the reason."""
        self.field.refuse()
        self.entry.show_hint(text, refused=True)

    def _signer(self) -> str | None:
        line = next((each for each in self._notes if each.number == self._edited), None)
        return self.entry.author if line is None else line.author_key

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
            text = self.tr("Modification\u202f: Entrée garde, Échap laisse, vide + Entrée retire")
        else:
            text = self.tr("Entrée ajoute · #13 critère · #13=S niveau · + − ? en tête")
        self.entry.show_hint(text, needed=editing)

    def _build(self) -> None:
        self.field.committed.connect(self._commit)
        self.field.began.connect(self.began)
        self.field.last_asked.connect(self._edit_last)
        self.field.left.connect(self._leave)
        self.field.criteria_asked.connect(self.criteria_asked)
        self.field.notes_asked.connect(self.list.go_to_last)
        self.list.edit_asked.connect(self.edit)
        self.list.remove_asked.connect(self._remove)
        self.list.left.connect(self.field.setFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.entry)
