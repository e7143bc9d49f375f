"""The guide beside the window: the page of the screen one is on, the others, and a search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QTextBrowser, QTextEdit, QWidget

from btstc_jury.application.finding import fold
from btstc_jury.application.help import Help, HelpPage, search
from btstc_jury.domain.assessed import Assessed
from btstc_jury.ui.acts import Where
from btstc_jury.ui.shortcuts import Keymap
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, HEADING, TITLE
from btstc_jury.ui.widgets.basics import label, plain_tip
from btstc_jury.ui.widgets.buttons import Button
from btstc_jury.ui.widgets.fields import line_edit
from btstc_jury.ui.widgets.layouts import column, panel, row

PAGES: Mapping[Where, str] = {
    Where.WINDOW: "debut",
    Where.DAY: "journee",
    Where.LIVE: "interrogation",
    Where.DELIBERATION: "deliberation",
    Where.GRID: "grille",
    Where.SESSIONS: "seances",
    Where.ATTEMPT: "essai",
    Where.REVIEW: "bilan",
    Where.PROGRESS: "progres",
    Where.CASES: "cas",
    Where.CASE: "cas",
    Where.CANDIDATES: "candidats",
    Where.PLACING: "placement",
    Where.COLLECTION: "collecte",
    Where.SLIPS: "bordereaux",
    Where.HARMONY: "harmonisation",
    Where.GUEST: "portable",
}
"""The page of each screen; that of the welcome where there is none."""

_PLAYED = Where.LIVE | Where.ATTEMPT | Where.GUEST
_SIZE = (1080, 640)
_NARROW = 640
"""Width that the guide needs where it leaves room for a clock."""
_BESIDE_CLOCK = 0.55
"""Share of a screen's width at the left of its clock."""
_LEFT = 300
_SPACED = QTextFormat.Property.UserProperty.value + 1
"""Of the form of a heading: the room above it."""
_KEYS, _TO_KEYS = "Touches de cet écran", "#touches"
_IN_PART = "\N{EM SPACE}"
"""Sets a page apart from the heading of its part, in the contents."""
_SIDE = 24
"""Pixels that a picture leaves at the side of its page."""


@runtime_checkable
class _OnPage(Protocol):
    """A dialog, or a part of a screen's work, with a page of its own."""

    guide_page: str


def page_of(front: object) -> str:
    """Of what has the keys or, where it has none, of what it stands in or came from."""
    while isinstance(front, QWidget):
        shown: object = front
        if isinstance(shown, _OnPage) and shown.guide_page:
            return shown.guide_page
        front = front.parentWidget()
    return ""


class HelpWindow(QDialog):
    """Not modal: the oral goes on beside it. Escape or the key that opened it takes it away. ``lines``: what
    the oral on the screen assesses; ``place``: the screen that one is on; ``named``: the page
    to open, where it isn't that screen's.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        pages: Help,
        keymap: Keymap,
        lines: Assessed = Assessed.CRITERIA,
        place: Where = Where.WINDOW,
        named: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self._theme, self._help, self._keymap = theme, pages, keymap
        self._beside = parent
        while (below := self._beside.parentWidget()) is not None:
            self._beside = below.window()
        self._lines, self._place = lines, place
        self._past: list[HelpPage] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.asked = line_edit(placeholder="Rechercher dans l’aide")
        self.asked.setAccessibleName("Rechercher dans l’aide")
        self.list = QListWidget()
        self.list.setAccessibleName("Pages de l’aide")
        self.list.setProperty("role", "boxed")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = _PageText(theme, pages)
        self.back = Button("&Revenir", "plain")
        self.back.setAutoDefault(False)
        self._none = label("Aucune page n’a tous ces mots.", "muted", wrap=True)
        self._none.hide()
        self._lay_out()
        self._connect()
        self._show_contents()
        self.show_page(pages.page(named or PAGES[place]) or pages.pages[0])
        self.asked.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def page(self) -> HelpPage:
        return self._page

    def show_page(self, page: HelpPage) -> None:
        """With the keys of the screen, where it is the page of one."""
        self._page = page
        self.setWindowTitle(f"Aide — {page.title}")
        self.text.show_text(self._with_keys(self._told(page), self._keys(page)), self.asked.text())
        self.text.setAccessibleName(page.title)
        self.back.setEnabled(bool(self._past))
        for place in range(self.list.count()):
            if self.list.item(place).data(Qt.ItemDataRole.UserRole) == page.name:
                self.list.setCurrentRow(place)
                break

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, the arrows go through the pages and the larger ones through the text."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
                bar = self.text.verticalScrollBar()
                down = event.key() == Qt.Key.Key_PageDown
                bar.setValue(bar.value() + (bar.pageStep() if down else -bar.pageStep()))
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the page chosen, and never leaves; Escape empties the search first."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.list.currentItem())
        elif event.key() == Qt.Key.Key_Escape and self.asked.text():
            self.asked.clear()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        theme = self._theme
        left = panel(column(theme, self.asked, self._none, (self.list, 1), self.back, gap=8, margins=12))
        left.setFixedWidth(theme.px(_LEFT))
        row(theme, left, (self.text, 1), gap=0, within=self)
        free = self._beside.size()
        width = min(theme.px(_SIZE[0]), free.width() - 40)
        height = min(theme.px(_SIZE[1]), free.height() - 40)
        beside = round(free.width() * _BESIDE_CLOCK)
        if self._place & _PLAYED and theme.px(_NARROW) <= beside:
            # The clock, at the right, stays in sight.
            width = beside
            self.move(self._beside.mapToGlobal(QPoint(0, (free.height() - height) // 2)))
        self.resize(width, height)

    def _connect(self) -> None:
        self.asked.installEventFilter(self)
        self.asked.textChanged.connect(self._search)
        self.list.itemClicked.connect(self._open)
        self.text.anchorClicked.connect(self._follow)
        self.back.clicked.connect(self._go_back)
        for keys in self._keymap.sequences("window.help"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self._go_back)

    def _told(self, page: HelpPage) -> str:
        return self._lines.named(self._keymap.told(page.text))

    def _with_keys(self, told: str, keys: str) -> str:
        """At the foot, where a table takes nothing from what explains; the head leads there."""
        if not keys:
            return told
        title, _, rest = told.partition("\n")
        return f"{title}\n\n[{_KEYS}]({_TO_KEYS})\n{rest}\n\n## {_KEYS}\n\n{keys}"

    def _keys(self, page: HelpPage) -> str:
        """A table of what the table of acts gives the screen of that page, "" for nothing."""
        here = self._place if PAGES[self._place] == page.name else None
        wheres = [here] if here else [each for each, name in PAGES.items() if name == page.name]
        found = dict.fromkeys(pair for where in wheres for pair in self._keymap.on(where))
        # As code: Markdown would take some keys for its own marks.
        lines = (f"| `{keys}` | {self._lines.named(words)} |" for keys, words in found)
        return "\n".join(("| touche | effet |\n|---|---|", *lines)) if found else ""

    def _show_contents(self) -> None:
        self.list.clear()
        for part, pages in groupby(self._help.pages, lambda each: each.part):
            heading = QListWidgetItem(part)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setFont(self._theme.font(BODY, bold=True))
            heading.setForeground(QColor(self._theme.palette.muted))
            self.list.addItem(heading)
            for page in pages:
                self._add(page, f"{_IN_PART}{page.title}")

    def _add(self, page: HelpPage, words: str) -> None:
        item = QListWidgetItem(self._lines.named(words))
        item.setData(Qt.ItemDataRole.UserRole, page.name)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, self._lines.named(words.lstrip(_IN_PART)))
        item.setToolTip(plain_tip(page.title))
        self.list.addItem(item)

    def _search(self, asked: str) -> None:
        if not asked.strip():
            self._none.hide()
            self._show_contents()
            self.show_page(self._page)
            return
        self.list.clear()
        for each in search(self._help.pages, asked):
            line = self._keymap.told(each.line)
            self._add(each.page, f"{each.page.title}\n{line}" if line else each.page.title)
        self._none.setVisible(not self.list.count())
        self.list.setCurrentRow(0)
        if self.list.count():
            self._open(self.list.item(0))

    def _step(self, by: int) -> None:
        place = self.list.currentRow() + by
        while 0 <= place < self.list.count() and not self.list.item(place).flags():
            place += by
        if 0 <= place < self.list.count():
            self.list.setCurrentRow(place)
            self._open(self.list.item(place))

    def _open(self, item: QListWidgetItem | None) -> None:
        page = None if item is None else self._help.page(str(item.data(Qt.ItemDataRole.UserRole)))
        if page is not None:
            self._go(page)

    def _follow(self, url: QUrl) -> None:
        if url.toString() == _TO_KEYS:
            self.text.go_to_heading(_KEYS)
            return
        page = self._help.page(url.toString())
        if page is not None:
            self._go(page)

    def _go(self, page: HelpPage) -> None:
        if page is not self._page:
            self._past.append(self._page)
        self.show_page(page)

    def _go_back(self) -> None:
        if self._past:
            self.show_page(self._past.pop())


class _PageText(QTextBrowser):
    """Pictures are as wide as the page at most; words that were looked for are marked."""

    def __init__(self, theme: Theme, pages: Help) -> None:
        super().__init__()
        self._theme, self._folder = theme, pages.folder
        self._shown = ""
        self._asked = ""
        self.setOpenLinks(False)
        theme.changed.connect(self._write)

    def show_text(self, text: str, asked: str) -> None:
        """Markdown; ``asked``: to be marked in it."""
        moved = text != self._shown
        self._shown, self._asked = text, asked
        self._write()
        if moved:
            self.verticalScrollBar().setValue(0)
        self._go_to_mark()

    def go_to_heading(self, words: str) -> None:
        """The last one that says so, to the top as far as the page has text below it."""
        block = self.document().lastBlock()
        while block.isValid() and not (block.blockFormat().headingLevel() and block.text() == words):
            block = block.previous()
        if block.isValid():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(QTextCursor(block)).top())

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        picture = QImage(str(self._folder / QUrl(name).toString()))
        room = self.viewport().width() - 2 * self._theme.px(_SIDE) - self._theme.px(_SIDE)
        if picture.width() > room > 0:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self._shown:
            self._write()

    def _write(self) -> None:
        """Anew too where the colours or the size of the text change."""
        at = self.verticalScrollBar().value()
        # A document that was dressed would lend its forms to the next text.
        page = QTextDocument(self)
        page.setDocumentMargin(self._theme.px(_SIDE))
        page.setDefaultFont(self._theme.font(BODY))
        page.setMarkdown(self._shown)
        self.setDocument(page)
        self._dress()
        self._mark()
        self.verticalScrollBar().setValue(at)

    def _dress(self) -> None:
        """Qt takes the colours of links from the desktop, and headings as large as a poster's."""
        self._part_paragraphs()
        for start, end, form in tuple(self._dressed()):
            cursor = self._selected(start, end)
            if not form.hasProperty(_SPACED):
                cursor.mergeCharFormat(form)
            else:
                # What Markdown says of its size goes.
                cursor.setCharFormat(form)
                block = cursor.blockFormat()
                block.setTopMargin(self._theme.px(form.intProperty(_SPACED)))
                block.setBottomMargin(self._theme.px(4))
                cursor.setBlockFormat(block)

    def _part_paragraphs(self) -> None:
        """Qt leaves no air between two of them."""
        block = self.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            if block.textList() is None and cursor.currentTable() is None:
                form = block.blockFormat()
                form.setBottomMargin(self._theme.px(8))
                cursor.setBlockFormat(form)
            block = block.next()

    def _dressed(self) -> Iterator[tuple[int, int, QTextCharFormat]]:
        """All of them before any is changed: a change moves the pieces."""
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                heading = QTextCharFormat()
                heading.setFont(self._theme.font(TITLE if level == 1 else HEADING, bold=True))
                heading.setProperty(_SPACED, 0 if level == 1 else 16)
                yield block.position(), block.position() + block.length() - 1, heading
            pieces = block.begin()
            while not pieces.atEnd():
                piece = pieces.fragment()
                form = self._form_of(piece.charFormat())
                if form is not None:
                    yield piece.position(), piece.position() + piece.length(), form
                pieces += 1
            block = block.next()

    def _form_of(self, form: QTextCharFormat) -> QTextCharFormat | None:
        made = QTextCharFormat()
        if form.isAnchor():
            made.setForeground(QColor(self._theme.palette.accent))
            return made
        if form.fontFixedPitch():
            made.setFont(self._theme.font(BODY, bold=True))
            return made
        return None

    def _selected(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self) -> None:
        ground = QColor(self._theme.palette.accent_soft)
        marks = []
        for start, end in _places(self.toPlainText(), self._asked):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._selected(start, end)
            mark.format.setBackground(ground)
            marks.append(mark)
        self.setExtraSelections(marks)

    def _go_to_mark(self) -> None:
        marks = self.extraSelections()
        if marks:
            at = self.cursorRect(marks[0].cursor)
            if not self.viewport().rect().contains(at):
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + at.top() - self.viewport().height() // 3)


def _places(text: str, asked: str) -> Iterator[tuple[int, int]]:
    """Beginning and end of the words of a text that begin as one of those asked for."""
    wanted = tuple(fold(asked).split())
    if not wanted:
        return
    begun = None
    for place, letter in enumerate(f"{text} "):
        if letter.isalnum():
            begun = place if begun is None else begun
        elif begun is not None:
            if fold(text[begun:place]).startswith(wanted):
                yield begun, place
            begun = None
