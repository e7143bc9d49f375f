"""What stands beside the day: one oral in full, what is wrong, what could be better, who has no place yet."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from btstc_jury.application.views import formats
from btstc_jury.application.views.day_told import Card, DayTold
from btstc_jury.domain.centre.timetable import Slot, SlotKey
from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.digits import digit_of
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS
from btstc_jury.ui.widgets.basics import Framed, clear_layout, fit_height, label, paint_ring, tell
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton, RowButton
from btstc_jury.ui.widgets.layouts import AT_TOP, ColumnScroll, column, flow, panel, row, sized
from btstc_jury.ui.widgets.symbols import SymbolSign

_MOST_CARDS = 12
_MOST_OFFERED = 4
"""To look for free places takes a moment."""
_MOST_ROWS = 7
_WIDTH = 284
_LONGEST = 24
"""Letters of a button that stand beside one another within that width."""


class Offer(NamedTuple):
    """A place that is free. ``words``: « 14 h 20 », with the day and the commission where they differ."""

    slot: Slot
    words: str


class OralPanel(Framed):
    """One oral in full, with the places that are free for it; a digit takes one. ``taken(slot)``: a place was
    chosen; ``left``: Esc.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("card")
        self._theme = theme
        self._title = label("", "strong", wrap=True)
        self._words = label("", "muted", wrap=True)
        self._free = label("", wrap=True)
        self._close = PushButton("Fermer", "link")
        self._close.setAccessibleName("Fermer les détails")
        self._close.clicked.connect(self.left.emit)
        self._places = flow(theme, gap=6)
        self._buttons: list[PushButton] = []
        self._offers: tuple[Offer, ...] = ()
        head = row(theme, (self._title, 1), self._close)
        self._acts = row(theme, 1)
        parts = (head, self._words, self._free, self._places, self._acts)
        column(theme, *parts, gap=6, margins=12, within=self)
        self.hide()

    def give(self, act: QAction) -> None:
        """An act on its candidate."""
        self._acts.insertWidget(0, KeyButton.of(act, "link"))

    def show_oral(self, title: str, words: str, offers: Sequence[Offer]) -> None:
        self._title.setText(title)
        tell(self._words, words)
        self._offers = tuple(offers[:9])
        clear_layout(self._places)
        self._buttons = []
        for number, each in enumerate(self._offers, 1):
            made = PushButton(_folded(f"{number}. {each.words}"))
            made.setAccessibleName(f"{number}. {each.words}")
            made.clicked.connect(partial(self.taken.emit, each.slot))
            self._places.addWidget(made)
            self._buttons.append(made)
        tell(self._free, "Libre\u202f: choisissez, ou tapez le chiffre." if offers else "Rien de libre.")
        self.show()

    def first(self) -> QWidget:
        return self._buttons[0] if self._buttons else self._close

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = digit_of(event)
        if digit and 0 < int(digit) <= len(self._offers):
            self.taken.emit(self._offers[int(digit) - 1].slot)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Line(RowButton):
    """Words that wrap, and can be pressed."""

    def __init__(self, theme: Theme, words: str, role: str = "small", *signs: QWidget) -> None:
        """``signs``: before the words."""
        super().__init__(theme)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        before = [(each, AT_TOP) for each in signs]
        words_of_it = (label(words, role, wrap=True), 1)
        self.lay_out(row(theme, *before, words_of_it, gap=6, margins=(4, 3), within=self))
        fit_height(self, QSizePolicy.Policy.Minimum)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._over:
            painter.fillRect(self.rect(), QColor(self._theme.palette.accent_soft))
        if self.hasFocus():
            paint_ring(painter, self.rect(), self._theme.px(RADIUS))


class FaultCard(Framed):
    """``shown``: its slots are asked for; ``taken(slot)``: a way out was chosen."""

    shown = Signal()
    taken = Signal(object)

    def __init__(self, theme: Theme, card: Card) -> None:
        super().__init__("fault")
        self._theme, self._card = theme, card
        title = Line(theme, card.title, "accent", SymbolSign(theme, Symbol.RESERVED, Tone.ALERT))
        title.setToolTip("Montrer sur la journée")
        title.clicked.connect(self.shown.emit)
        self.title = title
        words = row(theme, label(card.words, "small", wrap=True), margins=(6, 0))
        self._layout = column(theme, title, words, gap=2, margins=(6, 6), within=self)

    def offer(self, offers: Sequence[Offer]) -> None:
        """The ways out, once known."""
        if not offers:
            return
        places = flow(self._theme, label("Libre\u202f:", "small"), gap=4, margins=(6, 0))
        for each in offers[:4]:
            made = PushButton(_folded(each.words), "link small")
            made.setAccessibleName(f"{self._card.title}\u202f: {each.words}")
            made.clicked.connect(partial(self.taken.emit, each.slot))
            places.addWidget(made)
        self._layout.addLayout(places)


class Tray(QListWidget):
    """Who has no place yet. ``opened(key)``: to be placed; ``carried(key, at)``: over the screen, by the
    mouse, until ``let_go``; ``given_up``: Esc meanwhile.
    """

    opened = Signal(object)
    carried = Signal(object, QPoint)
    let_go = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._since: QPoint | None = None
        self._carrying = False
        self.setProperty("role", "boxed")
        self.setAccessibleName("Candidats non placés")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(Qt.ItemDataRole.UserRole)))

    def show_needs(self, told: Sequence[tuple[SlotKey, str]]) -> None:
        place = self.currentRow()
        if [(self._key(at), self.item(at).text()) for at in range(self.count())] == [*told]:
            return
        self.clear()
        for key, words in told:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.addItem(item)
        self.setCurrentRow(min(max(place, 0), self.count() - 1))
        self.updateGeometry()

    def current_key(self) -> SlotKey | None:
        return self._key(self.currentRow())

    def sizeHint(self) -> QSize:
        rows = min(max(self.count(), 1), _MOST_ROWS)
        high = self.sizeHintForRow(0) if self.count() else self.fontMetrics().height()
        return QSize(self._theme.px(200), rows * max(high, 1) + self._theme.px(14))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key()
        if event.key() == Qt.Key.Key_Escape and self._carrying:
            self._end()
            self.given_up.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and key is not None:
            self.opened.emit(key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = event.position().toPoint()
        self._since = at if self.itemAt(at) is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, key = event.position().toPoint(), self.current_key()
        if self._since is None or key is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (at - self._since).manhattanLength() >= QApplication.startDragDistance()
        if self._carrying or far:
            self._carrying = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.carried.emit(key, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        carrying = self._carrying
        self._end()
        if carrying:
            self.let_go.emit()
        else:
            super().mouseReleaseEvent(event)

    def _end(self) -> None:
        self._since, self._carrying = None, False
        self.viewport().unsetCursor()

    def _key(self, row: int) -> SlotKey | None:
        if not 0 <= row < self.count():
            return None
        return SlotKey(*self.item(row).data(Qt.ItemDataRole.UserRole))


class DaySide(ColumnScroll):
    """``shown(card)``: its slots are asked for; ``taken(slot)``: a place was chosen for its oral."""

    shown = Signal(object)
    taken = Signal(object)

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.oral = OralPanel(theme)
        self.tray = Tray(theme)
        self._wrong_title = label("Ce qui ne va pas", "heading", wrap=True)
        self._wrong = column(theme, gap=8)
        self._fine = label("Rien\u202f: tout tient.", "muted", wrap=True)
        self._better_title = label("Ce qui pourrait aller mieux", "heading", wrap=True)
        self._better = column(theme, gap=4)
        self._unplaced_title = label("", "heading", wrap=True)
        self._printed_title = label("Depuis la dernière impression", "heading", wrap=True)
        self._printed = column(theme, gap=4)
        self._files_title = label("Fichiers des commissions", "heading", wrap=True)
        self._files = column(theme, gap=4)
        self._more = label("", "muted", wrap=True)
        parts = (
            self.oral,
            *(self._wrong_title, self._fine, self._wrong, self._more),
            *(self._unplaced_title, self.tray),
            *(self._better_title, self._better, self._printed_title, self._printed),
            *(self._files_title, self._files),
        )
        super().__init__(panel(column(theme, *parts, 1, gap=10, margins=(16, 14)), "surface"))
        self.setProperty("role", "side")
        sized(theme, self, width=_WIDTH)
        self.oral.taken.connect(self.taken)
        self._waiting: deque[Callable[[], None]] = deque()
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._offer_next)

    def show_told(self, told: DayTold, day: date, free: Callable[[SlotKey], Sequence[Offer]]) -> None:
        """``free``: where an oral could be instead; asked of the first faults only, one at a time, when
        nothing else is to be done: it takes longer than the rest.
        """
        cards = told.on(day)
        clear_layout(self._wrong)
        self._waiting.clear()
        self._wrong_title.setText(f"Ce qui ne va pas · {len(cards)}" if cards else "Ce qui ne va pas")
        self._fine.setVisible(not cards)
        for place, each in enumerate(cards[:_MOST_CARDS]):
            made = FaultCard(self._theme, each)
            if each.slots and place < _MOST_OFFERED:
                self._waiting.append(partial(_offer, made, free, each.slots[-1]))
            made.shown.connect(partial(self.shown.emit, each))
            made.taken.connect(self.taken)
            self._wrong.addWidget(made)
        left = len(cards) - _MOST_CARDS
        tell(self._more, f"… et {formats.count(left, 'autre', 'autres')}." if left > 0 else "")
        self._fill(self._better_title, self._better, told.costs)
        self._fill(self._printed_title, self._printed, told.printed)
        self._fill(self._files_title, self._files, told.files)
        self._show_unplaced(told.unplaced)
        if self._waiting:
            self._idle.start()

    def _offer_next(self) -> None:
        if self._waiting:
            self._waiting.popleft()()
        if self._waiting:
            self._idle.start()

    def _show_unplaced(self, told: Sequence[tuple[SlotKey, str]]) -> None:
        self._unplaced_title.setText(f"Non placés · {len(told)}")
        self._unplaced_title.setVisible(bool(told))
        self.tray.setVisible(bool(told))
        self.tray.show_needs(told)

    def _fill(self, title: QWidget, layout: QVBoxLayout, cards: Sequence[Card]) -> None:
        clear_layout(layout)
        title.setVisible(bool(cards))
        for each in cards[:_MOST_CARDS]:
            if each.slots:
                made = Line(self._theme, each.words)
                made.clicked.connect(partial(self.shown.emit, each))
                layout.addWidget(made)
            else:
                layout.addWidget(label(each.words, "small", wrap=True))


def _folded(words: str) -> str:
    """On two lines, the day on its own, where one would be wider than the side is."""
    return words.replace(", ", ",\n", 1) if len(words) > _LONGEST else words


def _offer(card: FaultCard, free: Callable[[SlotKey], Sequence[Offer]], key: SlotKey) -> None:
    card.offer(free(key))
