"""Fields with their caption above and what is wrong with them below; which keys are theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from btstc_jury.application.settings import Shelf
from btstc_jury.application.views.messages import unfit
from btstc_jury.domain.wording import one_line
from btstc_jury.ui.digits import digit_of
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS
from btstc_jury.ui.widgets.basics import label, plain_tip, set_role, tell
from btstc_jury.ui.widgets.buttons import aside
from btstc_jury.ui.widgets.last_folders import last_folder, note_folder
from btstc_jury.ui.widgets.layouts import column, row
from btstc_jury.ui.widgets.painting import paint_chevron
from btstc_jury.ui.widgets.steady import Steady
from btstc_jury.ui.widgets.written import written


class Field(QWidget):
    """``caption`` may hold a mnemonic (« &Nom »). ``hint`` stands below until an error takes its place."""

    def __init__(self, theme: Theme, caption: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        self._warning = ""
        self.error = ""
        self._unfit = False
        self._below = label(hint, "small muted", wrap=True)
        self._above = QLabel(caption)
        self._above.setProperty("role", "small strong")
        self._above.setBuddy(editor)
        editor.setAccessibleName(caption.replace("&", ""))
        if isinstance(editor, WholeLine):
            editor.textChanged.connect(self._watch)
        self._layout = column(theme, self._above, editor, self._below, gap=4, within=self)
        self._below.setVisible(bool(hint))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def caption_height(self) -> int:
        """How far below the top the editor begins."""
        return self._above.sizeHint().height() + self._layout.spacing()

    def set_caption(self, caption: str) -> None:
        """Another thing is asked for in the same place."""
        self._above.setText(caption)
        self.editor.setAccessibleName(caption.replace("&", ""))

    def _watch(self) -> None:
        """What can't be kept is said at once, and no more once it is mended."""
        problem = self.editor.problem() if isinstance(self.editor, WholeLine) else ""
        if problem or self._unfit:
            self._unfit = bool(problem)
            self.set_error(problem)

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self.set_error(self.error)

    def set_warning(self, warning: str) -> None:
        """What is to be looked at in an entry that is taken all the same, in place of the hint; or ""."""
        self._warning = warning
        self.set_error(self.error)

    def set_error(self, error: str) -> None:
        """The sentence shown in place of the hint; "" when the entry is right."""
        self.error = error
        said = error or self._warning or self._hint
        tell(self._below, said)
        role = "overrun" if error else "warning" if self._warning else "muted"
        set_role(self._below, f"small {role}")
        set_role(self.editor, "invalid" if error else "")
        self.editor.setAccessibleDescription(said)


_COMING_BACK = frozenset(
    {
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    }
)
"""Why a line loses the keys for a moment."""


class WholeLine(QLineEdit):
    """One line that keeps what is typed or pasted whole: nothing is cut, breaks become spaces. ``limit``: in
    characters; beyond it the line has a ``problem``, as with what nobody would see. A text longer than the
    line shows its beginning while the keys go elsewhere.
    """

    def __init__(self, text: str = "", *, limit: int, placeholder: str = "") -> None:
        super().__init__(one_line(text), placeholderText=placeholder)
        self.limit = limit
        self._typing_at: int | None = None
        self.textChanged.connect(self._flatten)
        self._show_beginning()

    def setText(self, text: str | None) -> None:
        super().setText(text)
        if not self.hasFocus():
            self._show_beginning()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _COMING_BACK:
            self._show_beginning()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._typing_at is not None:
            self.setCursorPosition(self._typing_at)
            self._typing_at = None
        super().focusInEvent(event)

    def _show_beginning(self) -> None:
        if not self.hasSelectedText():
            self._typing_at = self.cursorPosition()
            self.setCursorPosition(0)

    def problem(self) -> str:
        """Why it can't be kept, or ""."""
        return unfit(self.text().strip(), self.limit)

    def event(self, event: QEvent) -> bool:
        """With text in it, undo and redo are never the page's."""
        return not goes_to_page(event, **field_history(self)) and super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A paste can be undone, which a text put in its place could not."""
        if event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            if not self.hasSelectedText():
                # What is typed before is undone apart from it.
                part_from_here(self)
            self.insert(one_line(QGuiApplication.clipboard().text()))
        else:
            super().keyPressEvent(event)

    def _flatten(self, text: str) -> None:
        """Whatever way it came."""
        flat = one_line(text)
        if flat != text:
            after = len(one_line(text[: self.cursorPosition()]))
            self.setText(flat)
            self.setCursorPosition(after)


class LineField(Field):
    """One line of text, as long as any name needs unless ``limit`` says otherwise."""

    def __init__(
        self,
        theme: Theme,
        caption: str,
        text: str = "",
        hint: str = "",
        *,
        placeholder: str = "",
        limit: int = 200,
        figures: bool = False,
    ) -> None:
        """``figures``: nothing but a number is typed there."""
        kind = FigureLine if figures else WholeLine
        self.line: WholeLine = kind(text, limit=limit, placeholder=placeholder)
        super().__init__(theme, caption, self.line, hint)
        self._needed = ""
        self.line.textChanged.connect(self._have)

    def text(self) -> str:
        """As it is typed, without blanks around."""
        return self.line.text().strip()

    def need(self, words: str) -> None:
        """``words`` are the error while nothing is typed."""
        self._needed = words
        self.set_error("" if self.text() else words)

    def _have(self) -> None:
        """What was asked for is there: it is asked for no more."""
        if self.error and self.error == self._needed and self.text():
            self.set_error("")

    def set_error(self, error: str) -> None:
        """What is in it and can't be kept comes before."""
        super().set_error(self.line.problem() or error)


def beside(field: Field, button: QWidget) -> QVBoxLayout:
    """``button`` at the height of the editor of ``field``, to stand in one row with it."""
    layout = QVBoxLayout()
    layout.setSpacing(0)
    layout.addWidget(_AsCaption(field))
    layout.addWidget(button)
    layout.addStretch(1)
    return layout


class _AsCaption(QWidget):
    """Air as high as the caption of a field, whatever its size is by then."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, self._field.caption_height())


class Choice(Steady, QComboBox):
    """A list to choose from, drawn like the text fields."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cut = ""
        self.hold_still()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where only Tab leads here, writing is a remark's: the page has it."""
        written_here = written(event).strip() and self.focusPolicy() == Qt.FocusPolicy.TabFocus
        if written_here:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not even with the keys: what scrolls under the hand would change them unseen."""
        event.ignore()

    def setAccessibleName(self, name: str) -> None:
        """On Linux, Qt gives a combo's value as its name: what it is for is in its description too."""
        super().setAccessibleName(name)
        self.setAccessibleDescription("")

    def setAccessibleDescription(self, description: str) -> None:
        told = (self.accessibleName(), description)
        super().setAccessibleDescription(". ".join(filter(None, told)))

    @property
    def around(self) -> int:
        """Pixels that the words leave at their sides."""
        return self._theme.px(8 + 8 + 24)

    def sizeHint(self) -> QSize:
        """As wide as its longest words."""
        size, px = super().sizeHint(), self._theme.px
        texts = (self.itemText(place) for place in range(self.count()))
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        return QSize(widest + self.around, max(size.height(), self.fontMetrics().height() + px(14)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(96), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """What is cut is the tooltip."""
        if event.type() is QEvent.Type.ToolTip and self.toolTip() == self._cut:
            room = self.width() - self._theme.px(9 + 28)
            cut = self.fontMetrics().horizontalAdvance(self.currentText()) > room
            self.setToolTip(plain_tip(self.currentText()) if cut else "")
            self._cut = self.toolTip()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, px = self._theme.palette, self._theme.px
        line, focus = QColor(palette.text if self.hasFocus() else palette.border), self.hasFocus()
        wrong = self.property("role") == "invalid"
        edge = 2 if focus or wrong else 1
        painter.setPen(QPen(QColor(palette.overrun) if wrong and not focus else line, edge))
        painter.setBrush(QColor(palette.surface if self.isEnabled() else palette.sunken))
        box = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(box, px(RADIUS), px(RADIUS))
        painter.setPen(QColor(palette.text if self.isEnabled() else palette.muted))
        words = self.rect().adjusted(px(9), 0, -px(28), 0)
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        paint_chevron(self._theme, painter, QPointF(self.width() - px(15), self.height() / 2))


class FigureLine(WholeLine):
    """A number: « &é,( » is 12,5 without Shift, and the point, that of the keypad too, is the comma."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        figure = "" if self.isReadOnly() else self._figure(event)
        if figure == "," and self.text() == "-":
            self.selectAll()
            figure = "6,"
        if figure:
            self.insert(figure)
        else:
            super().keyPressEvent(event)

    def _figure(self, event: QKeyEvent) -> str:
        """« - » is the 6 without Shift, and may begin a number below zero where the key isn't known."""
        if event.text() in {".", ";", ","}:
            return ","
        digit = digit_of(event)
        return "" if event.text() == "-" and not event.nativeScanCode() and not self.text() else digit


def line_edit(text: str = "", placeholder: str = "", limit: int = 200) -> WholeLine:
    """One line of text, as long as any name needs unless ``limit`` says otherwise."""
    return WholeLine(text, limit=limit, placeholder=placeholder)


def ask_where(
    page: QWidget,
    title: str,
    kind: str,
    proposed: Path,
    chosen: Callable[[str], object],
    *,
    shelf: Shelf | None = None,
) -> None:
    """To write a file of a ``kind`` like « PDF (*.pdf) », with the ending of ``proposed``. The dialog itself
    asks about a file that is there. It begins where the user went last for what is on that ``shelf``.
    """
    folder = proposed.parent if shelf is None else last_folder(page, shelf, proposed.parent)
    dialog = QFileDialog(page, title, str(folder), kind)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix.removeprefix("."))
    dialog.selectFile(proposed.name)
    if shelf is not None:
        dialog.fileSelected.connect(lambda name: note_folder(page, shelf, Path(name).parent))
    dialog.fileSelected.connect(chosen)
    dialog.open()


def ask_files(
    page: QWidget,
    title: str,
    kind: str,
    chosen: Callable[[list[Path]], object],
    shelf: Shelf,
    usual: Path | None = None,
    *,
    several: bool = False,
) -> None:
    """To read files of a ``kind``, of any where it is ""; begins where the user went last for such, else at
    ``usual``, his documents when not given.
    """
    dialog = QFileDialog(page, title, str(last_folder(page, shelf, usual or documents())), kind)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    modes = QFileDialog.FileMode
    dialog.setFileMode(modes.ExistingFiles if several else modes.ExistingFile)

    def take(names: Sequence[str]) -> None:
        note_folder(page, shelf, Path(names[0]).parent)
        chosen([Path(each) for each in names])

    dialog.filesSelected.connect(take)
    dialog.open()


def ask_folder(
    page: QWidget, title: str, folder: str, chosen: Callable[[str], object], *, shelf: Shelf | None = None
) -> None:
    """To read or write in; ``folder``: where the dialog begins, unless the user went elsewhere last for what
    is on that ``shelf``.
    """
    begin = folder if shelf is None else str(last_folder(page, shelf, Path(folder)))
    dialog = QFileDialog(page, title, begin)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    if shelf is not None:
        dialog.fileSelected.connect(lambda name: note_folder(page, shelf, Path(name)))
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def documents() -> Path:
    """The user's own folder for documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


class FolderField(QWidget):
    """``needed``: what is said when it is left empty, "" where it may be; ``made``: it is made where it
    doesn't exist. See ``form_dialog.Checked``.
    """

    def __init__(
        self,
        theme: Theme,
        caption: str,
        hint: str = "",
        *,
        folder: Path | None = None,
        needed: str = "",
        made: bool = False,
    ) -> None:
        super().__init__()
        self._needed = needed
        self._made = made
        self.error = ""
        self.text = self.editor = line_edit("" if folder is None else str(folder), limit=4096)
        self._field = Field(theme, caption, self.text, hint)
        self.choose = aside("Choisir…", self._choose)
        self.choose.setAccessibleName("Choisir\u202f: {what}".format(what=caption.replace("&", "")))
        row(theme, (self._field, 1), beside(self._field, self.choose), within=self)
        self.setFocusProxy(self.text)

    def folder(self) -> Path | None:
        """``None`` where it is left empty."""
        typed = self.text.text().strip()
        return Path(typed).expanduser() if typed else None

    def check(self) -> None:
        """Say what is wrong with it, if anything."""
        self.error = self._wrong()
        self._field.set_error(self.error)

    def _wrong(self) -> str:
        folder = self.folder()
        if folder is None:
            return self._needed
        if not folder.is_absolute():
            return "Indiquez le dossier en entier, ou choisissez-le."
        if self._made:
            return ""
        try:
            there = folder.is_dir()
        except (OSError, ValueError):
            there = False
        return "" if there else "Ce dossier n’existe pas\u202f: choisissez-en un autre."

    def _choose(self) -> None:
        ask_folder(self, self.text.accessibleName(), self.text.text(), self.text.setText)


def keeps_escape(event: QEvent) -> bool:
    """Accept Esc before a shortcut of the page does; whether it was that. The key then comes to
    ``keyPressEvent``.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() != Qt.Key.Key_Escape:
        return False
    event.accept()
    return True


def goes_to_page(event: QEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Leave this key to the page's shortcut where the field is empty and has nothing of its own to undo or
    redo; with text in it, undo is never an act of the page. Whether it was left; kept, it comes to
    ``keyPressEvent``.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
    if (undo and not can_undo) or (redo and not can_redo):
        event.ignore()
        return True
    if undo or redo:
        # A line accepts it only where there is something to undo.
        event.accept()
    return False


class History(TypedDict):
    """For ``goes_to_page``."""

    can_undo: bool
    can_redo: bool


def field_history(field: QLineEdit) -> History:
    """One that was just emptied by undo takes one more of them, which nobody meant for the page."""
    text = bool(field.text()) or field.isRedoAvailable()
    return {"can_undo": text or field.isUndoAvailable(), "can_redo": text}


def part_from_here(field: QLineEdit) -> None:
    """What is typed next is undone apart from what is there."""
    position = field.cursorPosition()
    field.setCursorPosition(0 if position else 1)
    field.setCursorPosition(position)


def replace_text(field: QLineEdit, text: str) -> None:
    """Put ``text`` where the typing goes on; the field forgets what it could undo, which is another's."""
    position = field.cursorPosition()
    field.setText(text)
    field.setCursorPosition(position)
