"""Texts that record themselves, on leaving the field or after a second; lines that Enter gives."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QSignalBlocker, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from btstc_jury.application.views import formats
from btstc_jury.application.views.messages import unfit
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.wording import in_lines, one_line
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import held, label, set_role, tell
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import (
    Field,
    WholeLine,
    goes_to_page,
    keeps_escape,
    part_from_here,
)
from btstc_jury.ui.widgets.layouts import column, flow

IDLE_MS = 1000
_TALLEST = 12
"""Lines that a field shows at most; it scrolls beyond."""


class TextEditor(QPlainTextEdit):
    """``left``: the focus goes elsewhere on the page; ``commit_asked``: Ctrl+Enter, or what was recorded is
    undone. Grows with its text, from ``lines`` to ``tallest``.
    """

    left = Signal()
    commit_asked = Signal()

    def __init__(self, lines: int, tallest: int = _TALLEST) -> None:
        super().__init__(tabChangesFocus=True)
        self._lines = lines
        self._tallest = tallest
        self.unrecorded = False
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def text(self) -> str:
        """As typed or pasted: ``toPlainText`` would turn no-break spaces into plain ones."""
        raw = self.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    @property
    def emptied_by_undo(self) -> bool:
        """Whether one more undo would be an act of the oral that nobody meant."""
        document = self.document()
        return not self.text() and not document.isUndoAvailable() and document.isRedoAvailable()

    def event(self, event: QEvent) -> bool:
        document, text = self.document(), bool(self.text()) or self.emptied_by_undo
        left = goes_to_page(
            event, can_undo=text or document.isUndoAvailable(), can_redo=text or document.isRedoAvailable()
        )
        return not left and super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        undo = event.matches(QKeySequence.StandardKey.Undo)
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.commit_asked.emit()
        elif undo and not self.unrecorded:
            super().keyPressEvent(event)
            self.commit_asked.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isVisible():
            once_released(self, self.left.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._grow(self.document().documentLayout().documentSize())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._grow(self.document().documentLayout().documentSize())

    def _grow(self, size: QSizeF) -> None:
        """A plain text document measures its height in lines."""
        wanted = round(size.height())
        lines = min(max(wanted, self._lines), self._tallest)
        needed, never = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(needed if wanted > self._tallest else never)
        margins = round(2 * self.document().documentMargin())
        frame = self.height() - self.viewport().height()
        line = ceil(QFontMetricsF(self.font()).lineSpacing())
        self.setFixedHeight(lines * line + margins + max(frame, 0) + 2)


class Paragraph(TextEditor):
    """One paragraph of a dialog, on as many lines as it needs: Enter is the dialog's, undo its own."""

    def __init__(self) -> None:
        super().__init__(2, 6)
        self.unrecorded = True

    def text(self) -> str:
        return one_line(super().text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ParagraphField(Field):
    """A paragraph of at most ``TEXT_LIMIT`` characters, in a dialog."""

    def __init__(self, theme: Theme, caption: str, hint: str = "") -> None:
        self.paragraph = Paragraph()
        super().__init__(theme, caption, self.paragraph, hint)

    def text(self) -> str:
        """As it is typed, without blanks around."""
        return self.paragraph.text().strip()

    def show_text(self, text: str) -> None:
        self.paragraph.setPlainText(text)

    def need(self, words: str) -> None:
        """``words`` are the error while nothing is typed."""
        self.set_error("" if self.text() else words)

    def set_error(self, error: str) -> None:
        """What is in it and can't be kept comes before."""
        super().set_error(unfit(self.text(), TEXT_LIMIT) or error)


class DurableText(QWidget):
    """A titled text of at most ``TEXT_LIMIT`` characters. ``write`` records it and says whether it did;
    ``now``: the hour to show once recorded.
    """

    def __init__(
        self, theme: Theme, title: str, write: Callable[[str], bool], now: Callable[[], str], lines: int = 3
    ) -> None:
        super().__init__()
        self._write = write
        self._now = now
        self._recorded = ""
        self._saved_at = ""
        self.editor = TextEditor(lines)
        self.editor.setAccessibleName(title)
        self.status = held(label(role="muted small"))
        title_label = label(title, "muted small strong")
        title_label.setBuddy(self.editor)
        self._head = flow(theme, title_label, self.status)
        column(theme, self._head, self.editor, gap=4, within=self)
        self._idle = _idle(self, self.flush)
        self.editor.textChanged.connect(self._typed)
        self.editor.left.connect(self.flush)
        self.editor.commit_asked.connect(self.flush)

    def add_action(self, button: QPushButton) -> None:
        """Put a button beside the title."""
        self._head.removeWidget(self.status)
        self._head.addWidget(button)
        self._head.addWidget(self.status)

    def show_text(self, recorded: str) -> None:
        """What the oral holds; typing not yet recorded stays."""
        self._recorded = recorded
        if self.editor.unrecorded:
            self._typed()
            return
        if self.editor.text() != recorded:
            self._replace(recorded)
        self._tell()

    def forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        self._idle.stop()
        self._recorded = self._saved_at = ""
        self._replace("")
        self._tell()

    def insert(self, text: str) -> None:
        """Add at the end, as if typed."""
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.editor.insertPlainText(text)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> str:
        """What is not recorded, or ""."""
        return self.editor.text() if self.editor.unrecorded else ""

    def give_back(self, text: str) -> None:
        """As if typed anew."""
        if not self.editor.isReadOnly():
            self._replace(text)
            self._typed()

    def flush(self) -> bool:
        """Record what is typed; whether nothing is left unrecorded."""
        self._idle.stop()
        if not self.editor.unrecorded:
            return True
        text = in_lines(self.editor.text())
        if unfit(text, TEXT_LIMIT) or not self._write(text):
            return False
        self._recorded = text
        self._saved_at = self._now()
        # What is typed next is undone apart from what is recorded.
        self.editor.document().setModified(False)
        self._typed()
        return True

    def _replace(self, text: str) -> None:
        with QSignalBlocker(self.editor):
            self.editor.setPlainText(text)
            if self.editor.hasFocus():
                self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.editor.unrecorded = False

    def _typed(self) -> None:
        self.editor.unrecorded = self.editor.text() != self._recorded
        if self.editor.unrecorded:
            self._idle.start()
        else:
            self._idle.stop()
        self._tell()

    def _tell(self) -> None:
        length = len(self.editor.text())
        too_long = length > TEXT_LIMIT
        unseen = "" if too_long else unfit(self.editor.text(), TEXT_LIMIT)
        words = [f"{_thousands(length)} / {_thousands(TEXT_LIMIT)}"] if length else []
        if too_long:
            words.append("trop long\u202f: non consigné")
        elif unseen:
            words.append(f"{unseen} Non consigné.")
        elif self._saved_at and not self.editor.unrecorded:
            words.append(f"consigné {self._saved_at}")
        tell(self.status, " · ".join(words))
        wrong = too_long or bool(unseen)
        set_role(self.status, "overrun small" if wrong else "muted small")
        set_role(self.editor, "invalid" if wrong else "")
        self.editor.setAccessibleDescription(self.status.text())


class DurableLine(WholeLine):
    """One line that records itself, and that can't be emptied once it was recorded."""

    def __init__(self, write: Callable[[str], bool]) -> None:
        super().__init__(limit=TEXT_LIMIT)
        self._write = write
        self._recorded = ""
        self._idle = _idle(self, self.flush)
        self.textEdited.connect(lambda _text: self._idle.start())
        self.editingFinished.connect(self._leave)

    def show_text(self, recorded: str) -> None:
        if self._unrecorded():
            return
        self._recorded = recorded
        if self.text().strip() != recorded:
            self.setText(recorded)

    def typed(self) -> str:
        """What is not recorded, or ""."""
        return self.text() if self._unrecorded() else ""

    def give_back(self, text: str) -> None:
        """As if typed anew."""
        if not self.isReadOnly():
            self.setText(text)
            self._idle.start()

    def flush(self) -> bool:
        """Record what is typed; whether nothing is left unrecorded."""
        self._idle.stop()
        if not self._unrecorded():
            return True
        if not self.text().strip():
            if not self.hasFocus():
                self.setText(self._recorded)
            return True
        if not self._write(self.text().strip()):
            return False
        self._recorded = self.text().strip()
        part_from_here(self)
        return True

    def drop(self) -> None:
        """Give up what isn't recorded."""
        self._idle.stop()
        self.setText(self._recorded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What was recorded is recorded again as soon as it is undone."""
        back = event.matches(QKeySequence.StandardKey.Undo) and not self._unrecorded()
        super().keyPressEvent(event)
        if back:
            self.flush()

    def _leave(self) -> None:
        """A field that goes with its page was recorded before, if it could be."""
        if self.isVisible():
            once_released(self, self.flush)

    def _unrecorded(self) -> bool:
        return self.text().strip() != self._recorded


_POLL_MS = 30


def once_released(owner: QWidget, slot: Callable[[], object]) -> None:
    """At once, or when the mouse is up again: what is recorded may move a button that is being clicked."""
    if QGuiApplication.mouseButtons() is Qt.MouseButton.NoButton:
        slot()
    else:
        soon(owner, lambda: once_released(owner, slot), _POLL_MS)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", formats.NARROW)


def _idle(owner: QWidget, flush: Callable[[], object]) -> QTimer:
    """Records once nothing was typed for a while."""
    made = QTimer(owner, singleShot=True, interval=IDLE_MS)
    made.timeout.connect(flush)
    return made


class EntryLine(WholeLine):
    """``entered``: Enter; ``given_up``: Escape, kept from the screen's own use of it. Undo is its own."""

    entered = Signal()
    given_up = Signal()

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(limit=limit, placeholder=name)
        self.setAccessibleName(name)

    def event(self, event: QEvent) -> bool:
        return keeps_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape:
                self.given_up.emit()
            case _:
                super().keyPressEvent(event)


class ReasonLine(EntryLine):
    """``given(text)``: Enter, or the button ``confirm``, once something is typed; stripped."""

    given = Signal(str)

    def __init__(self, name: str, confirm: str) -> None:
        super().__init__(name, TEXT_LIMIT)
        self.confirm = PushButton(confirm)
        self.confirm.setEnabled(False)
        self.textChanged.connect(lambda text: self.confirm.setEnabled(bool(text.strip())))
        self.entered.connect(self._give)
        self.confirm.clicked.connect(self._give)

    def _give(self) -> None:
        if text := self.text().strip():
            self.given.emit(text)
