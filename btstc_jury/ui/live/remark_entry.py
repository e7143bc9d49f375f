"""Where a remark is typed: the field, who signs it, and below what the keys do or what was refused."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from btstc_jury.application.remark_syntax import complete, is_number, proposals, turned
from btstc_jury.domain.form import Criterion, Form
from btstc_jury.domain.wording import one_line
from btstc_jury.ui.oral.echo import EchoLine
from btstc_jury.ui.oral.texts import TextEditor
from btstc_jury.ui.shortcuts import KeyedText
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce, refuse_at
from btstc_jury.ui.widgets.basics import Framed, label, set_role
from btstc_jury.ui.widgets.buttons import toggle
from btstc_jury.ui.widgets.fields import Choice
from btstc_jury.ui.widgets.layouts import column, row, spaced

_SHOWN = 6


class ProposalList(QListWidget):
    """Criteria that « # » may mean, above the field. Never takes the focus: how many there are, and the one
    that the keys are at, is announced.
    """

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._over = over
        self._form: Form | None = None
        self._found: tuple[Criterion, ...] = ()
        self.reached = False
        """Whether the arrows led to the one chosen."""
        self.setProperty("role", "proposals")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName("Critères proposés")
        self.hide()

    def show_form(self, form: Form) -> None:
        self._form = form
        self.setAccessibleName(form.assessed.named("Critères proposés"))

    def propose(self, found: tuple[Criterion, ...], field: QWidget) -> None:
        self.clear()
        self.reached = False
        for criterion in found:
            item = QListWidgetItem(f"{criterion.number}   {criterion.text}")
            item.setData(Qt.ItemDataRole.UserRole, criterion)
            self.addItem(item)
        self.setVisible(bool(found))
        if found:
            self.setCurrentRow(0)
            self.place(field)
            self.raise_()
        if found != self._found:
            self._found = found
            self._say_found(field)

    def place(self, field: QWidget) -> None:
        """Above the field, wherever it is now, up to the edge of the screen."""
        height = self.sizeHintForRow(0) * min(self.count(), _SHOWN) + 2 * self._theme.px(6)
        top = field.mapTo(self._over, QPoint(0, 0))
        width = self._over.width() - top.x() - self._theme.px(16)
        self.setGeometry(top.x(), top.y() - height - self._theme.px(4), width, height)

    def chosen(self) -> Criterion | None:
        item: QListWidgetItem | None = self.currentItem()
        if item is None or not self.isVisible():
            return None
        found = item.data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, Criterion) else None

    def move_by(self, step: int, field: QWidget) -> None:
        self.reached = True
        self.setCurrentRow(min(max(self.currentRow() + step, 0), self.count() - 1))
        if criterion := self.chosen():
            announce(field, f"{_told(criterion)}, {self.currentRow() + 1} sur {self.count()}", urgent=True)

    def put_away(self) -> None:
        self._found = ()
        self.hide()

    def _say_found(self, field: QWidget) -> None:
        criterion = self.chosen()
        if criterion is None or self._form is None:
            return
        count = self.count()
        words = "Un seul critère proposé" if count == 1 else f"{count} critères proposés"
        announce(field, f"{self._form.assessed.named(words)}. {_told(criterion)}")


def _told(criterion: Criterion) -> str:
    return f"N°\u202f{criterion.number}, {criterion.text}"


class RemarkField(TextEditor):
    """One paragraph, on up to three lines. Signals: ``began`` at the first character of a line; ``committed``
    on Enter; ``last_asked`` on Up when empty; ``escaped`` on Escape; ``criteria_asked`` on Tab;
    ``remarks_asked`` on Shift+Tab; ``emptied``: one more undo is asked for than there was typing.
    """

    began = Signal()
    committed = Signal(str)
    last_asked = Signal()
    escaped = Signal()
    criteria_asked = Signal()
    remarks_asked = Signal()
    emptied = Signal()

    def __init__(self, theme: Theme, overlay: QWidget) -> None:
        super().__init__(1, _TALLEST)
        self.form: Form | None = None
        self._was_empty = True
        self._setting = False
        self._list = ProposalList(theme, overlay)
        self._list.itemClicked.connect(lambda _item: self._complete())
        self.setProperty("role", "note")
        self.setAccessibleName("Remarque")
        self.textChanged.connect(self._edited)

    def show_form(self, form: Form) -> None:
        """Another oral comes: its criteria are proposed."""
        self.form = form
        self._list.show_form(form)

    def set_line(self, text: str) -> None:
        """Put a line to edit; it doesn't count as begun by typing, and the one before can't be undone to."""
        self._setting = True
        self.setPlainText(text)
        self._setting = False
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._was_empty = not text
        self._list.put_away()
        self._accept()

    def insert(self, text: str) -> None:
        """As if typed where the cursor is."""
        self.insertPlainText(one_line(text))

    def take(self, text: str) -> None:
        """What was typed elsewhere and is a remark goes on here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        before = self.text()[: self.cursor_position]
        self.insert(f" {text}" if before and not before[-1].isspace() else text)

    @property
    def cursor_position(self) -> int:
        return self.textCursor().position()

    def turn(self) -> None:
        """Make a question of the line, or a plain remark of a question."""
        if self.isReadOnly():
            return
        before, position = self.text(), self.cursor_position
        after = turned(before)
        self._replace(len(before), after, max(len(after) - len(before) + position, 0))

    def refuse(self, why: str) -> None:
        """Keep what was typed, and show and say that it wasn't taken."""
        set_role(self, "note invalid")
        refuse_at(self, why)

    def _accept(self) -> None:
        set_role(self, "note")
        refuse_at(self, "")

    def proposing(self) -> bool:
        return self._list.isVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.proposing():
            # Once the screen around it is laid out anew.
            soon(self._list, lambda: self._list.place(self))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z and event.key() not in _FIELD_KEYS
            if event.modifiers() == Qt.KeyboardModifier.ControlModifier and letter:
                # Some systems edit with the keys that are the oral's here.
                event.ignore()
                return False
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._tab(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & ~_KEYPAD:
                self._enter()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                event.ignore()
            case Qt.Key.Key_Up | Qt.Key.Key_Down if self._vertical(event.key()):
                pass
            case Qt.Key.Key_Escape if self.proposing():
                self._list.put_away()
            case Qt.Key.Key_Escape:
                self.escaped.emit()
            case _ if event.matches(QKeySequence.StandardKey.Undo) and self.emptied_by_undo:
                self.document().clearUndoRedoStacks()
                self.emptied.emit()
            case _:
                super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insert(source.text())

    def _replace(self, length: int, text: str, position: int) -> None:
        """Another text in place of the first characters, which an undo brings back."""
        cursor = self.textCursor()
        cursor.setPosition(0)
        cursor.setPosition(length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        cursor.setPosition(position)
        self.setTextCursor(cursor)

    def _tab(self, event: QKeyEvent) -> bool:
        """Tab completes or goes to the criteria, Shift+Tab to the remarks; whether this was one of them."""
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Backtab or (event.key() == Qt.Key.Key_Tab and shift):
            self.remarks_asked.emit()
            return True
        if event.key() != Qt.Key.Key_Tab or event.modifiers():
            return False
        if not self._complete():
            self.criteria_asked.emit()
        return True

    def _enter(self) -> None:
        typed = self.text()[: self.cursor_position].rpartition("#")[2].strip()
        if self._list.isVisible() and (self._list.reached or not is_number(typed)):
            self._complete()
            return
        self._list.put_away()
        self.committed.emit(self.text())

    def _vertical(self, key: int) -> bool:
        """Whether the key did something else than move in the text."""
        if self._list.isVisible():
            self._list.move_by(-1 if key == Qt.Key.Key_Up else 1, self)
            return True
        if key == Qt.Key.Key_Up and not self.text():
            self.last_asked.emit()
            return True
        return False

    def _edited(self) -> None:
        if self._setting:
            return
        text, position = self.text(), self.cursor_position
        self._accept()
        if self._was_empty and text:
            self.began.emit()
        self._was_empty = not text
        before, after = text[:position], text[position:]
        within = self.form is None or after[:1].isalnum()
        self._list.propose(() if within or self.form is None else proposals(before, self.form), self)

    def _complete(self) -> bool:
        criterion = self._list.chosen()
        if criterion is None:
            return False
        position = self.cursor_position
        rest = self.text()[position:]
        done = complete(self.text()[:position], criterion)
        self._replace(position + len(rest) - len(rest.lstrip()), done, len(done))
        self._list.put_away()
        announce(self, f"N°\u202f{criterion.number} repris dans la remarque")
        return True


_TALLEST = 3
"""Lines that the field shows at most; it scrolls beyond."""

_FIELD_KEYS = frozenset({Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Z, Qt.Key.Key_Y})
"""Letters that edit with Ctrl everywhere; all others are the screen's, whichever keys the user chose."""

_KEYPAD = Qt.KeyboardModifier.KeypadModifier


_COMMISSION = "Commission"


class RemarkAuthor(QWidget):
    """While opinions are hidden the juror in turn signs, shown over the criteria, and may keep a remark to
    themselves.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._following = False
        self._editable = True
        self.choice = Choice(theme)
        self.choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.choice.setAccessibleName("Auteur des remarques")
        self.choice.setToolTip("Auteur des prochaines remarques (Alt+0, Alt+1…)")
        self.personal = toggle("Personnelle", Qt.FocusPolicy.TabFocus)
        tip = "Pour son auteur seul jusqu’à la révélation ({opinions.personal})"
        KeyedText(self.personal, self.personal.setToolTip, tip)
        self.personal.hide()
        row(theme, self.personal, self.choice, within=self)

    @property
    def author(self) -> str | None:
        """Key of the juror who signs, ``None`` for the commission."""
        return self.choice.currentData() or None

    def show_authors(self, authors: Iterable[tuple[str, str]]) -> None:
        """Key and name of those who may sign."""
        kept = self.author
        self.choice.clear()
        self.choice.addItem(_COMMISSION, "")
        for key, name in authors:
            self.choice.addItem(name, key)
        self._choose_key(kept)

    def choose(self, position: int) -> None:
        """0 is the commission, then the jurors in order."""
        if 0 <= position < self.choice.count():
            self.choice.setCurrentIndex(position)

    def fit(self, width: int) -> None:
        """So wide, or wider where the commission's own name asks for it."""
        words = self.choice.fontMetrics().horizontalAdvance(_COMMISSION)
        self.choice.setFixedWidth(max(width, words + self.choice.around))

    def set_editable(self, editable: bool) -> None:
        self._editable = editable
        self.choice.setEnabled(editable and not self._following)

    def follow_turn(self, juror: str | None, *, hidden: bool) -> None:
        """``hidden``: opinions are; ``juror``: the one in turn."""
        self._following = hidden
        self.choice.setHidden(hidden)
        self.set_editable(self._editable)
        if hidden:
            self._choose_key(juror)
        shown = hidden and juror is not None
        if not shown:
            self.personal.setChecked(False)
        self.personal.setVisible(shown)

    def toggle_personal(self) -> None:
        """Whether the next remark is for its author alone until the reveal."""
        if self.personal.isVisible():
            self.personal.toggle()

    def _choose_key(self, juror: str | None) -> None:
        self.choice.setCurrentIndex(max(self.choice.findData(juror or ""), 0))


_MARGIN = 7
_TIGHT_MARGIN = 3
_AUTHOR_SHARE = 0.34
"""Share of the width that the author takes at most."""


class RemarkEntry(Framed):
    """``overlay``: the screen over which the proposals of criteria appear; ``echo``: above the field."""

    def __init__(self, theme: Theme, overlay: QWidget, echo: EchoLine) -> None:
        super().__init__("surface")
        self.echo = echo
        self._theme = theme
        self._tight = False
        self._needed = False
        self.field = RemarkField(theme, overlay)
        self.signer = RemarkAuthor(theme)
        self._hint = label(role="muted small", wrap=True)
        self._build()
        theme.changed.connect(self._narrow)

    def set_editable(self, editable: bool) -> None:
        self.field.setReadOnly(not editable)
        self.signer.set_editable(editable)

    def show_hint(self, text: str, *, needed: bool = False, refused: bool = False) -> None:
        """``needed``: told even where it is tight."""
        self._needed = needed or refused
        self._hint.setText(text)
        set_role(self._hint, "overrun small" if refused else "muted small")
        self._hint.setVisible(self._needed or not self._tight)

    def set_tight(self, *, tight: bool) -> None:
        """Whether there is no height for the keys' hint."""
        if tight is not self._tight:
            self._tight = tight
            self._hint.setVisible(self._needed or not tight)
            self._set_margins()

    def least_height(self, *, tight: bool) -> int:
        """Under which something would be cut, in pixels."""
        space = self._theme.space
        field = max(self.field.minimumHeight(), self.signer.sizeHint().height())
        margins = 2 * space(_TIGHT_MARGIN if tight else _MARGIN)
        height = field + self.echo.minimumHeight() + space(4) + margins
        if not tight or self._needed:
            width = self.width() - 2 * space(16)
            height += self._hint.heightForWidth(max(width, 1)) + space(4)
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow()

    def _build(self) -> None:
        line = row(self._theme, (self.field, 1), self.signer)
        self._column = column(self._theme, self.echo, line, self._hint, within=self)
        self._set_margins()

    def _set_margins(self) -> None:
        margin = _TIGHT_MARGIN if self._tight else _MARGIN
        spaced(self._theme, self._column, gap=4, margins=(16, margin))

    def _narrow(self) -> None:
        share = max(round(self.width() * _AUTHOR_SHARE), 1)
        self.signer.fit(min(self._theme.px(150), share))
