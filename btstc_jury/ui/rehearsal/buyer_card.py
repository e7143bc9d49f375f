"""The card of who plays the buyer: read whole at a glance where there is room, further by a key where not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.rehearsal.live import BuyerView
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, Framed, label, tell
from btstc_jury.ui.widgets.layouts import ColumnScroll, column, panel, row

_NARROWEST = 210
"""Width, in pixels of the design, under which a card is hard to read at a glance."""
_NARROW = 155
"""The same where the height is short: better three beginnings than two."""
_GAP = 10
_AIR = 1.08
"""How much longer than its words a text is where it wraps."""
_AROUND = 32
"""Beside the cards."""
_SIDES, _HEADING = 24, 46
"""Of a card: what it has beside its text, and above and below it."""
_LEAST = 110
"""Characters that each card counts for beside its text."""


class BuyerCard(Framed):
    def __init__(self, theme: Theme, heading: str, text: str, *, dense: bool) -> None:
        super().__init__("card")
        told = (label(heading, "strong", wrap=True), label(text, "small" if dense else "", wrap=True))
        column(theme, *told, 1, gap=4, margins=(12, 6 if dense else 9), within=self)


class BuyerCards(QWidget):
    """As many side by side as the width has room for, the one that says most the widest; in small text where
    the height asks for it.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view: BuyerView | None = None
        self._laid = (0, False)
        self._layout = column(theme, gap=_GAP, within=self)

    def show_view(self, view: BuyerView | None) -> bool:
        """Whether it is another one: it is then to be fitted."""
        if view == self._view:
            return False
        self._view = view
        self._laid = (0, False)
        return True

    def fit(self, width: int, height: int) -> None:
        """Lay them out anew where another number fits, or another size of the text."""
        cards = () if self._view is None else self._view.cards
        across = self._across(width, _NARROWEST)
        dense = self._reckoned(width, across) > height
        laid = self._across(width, _NARROW) if dense else across, dense
        across = laid[0]
        if laid == self._laid:
            return
        self._laid = laid
        while (item := self._layout.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        for start in range(0, len(cards), across):
            beside = cards[start : start + across]
            made = [BuyerCard(self._theme, *each, dense=laid[1]) for each in beside]
            shared = zip(made, _shares(beside), strict=True)
            self._layout.addWidget(panel(row(self._theme, *shared, gap=_GAP)))

    def _across(self, width: int, narrowest: int) -> int:
        cards = 0 if self._view is None else len(self._view.cards)
        return max(1, min(width // self._theme.px(narrowest), max(cards, 1), 3))

    def _reckoned(self, width: int, across: int) -> int:
        """The height that they ask for in text of the usual size, well enough to choose one."""
        cards, theme, metrics = (
            () if self._view is None else self._view.cards,
            self._theme,
            self.fontMetrics(),
        )
        high = 0
        for start in range(0, len(cards), across):
            beside = cards[start : start + across]
            shares = _shares(beside)
            lines = 0
            for (_, text), share in zip(beside, shares, strict=True):
                room = (width - theme.px(_GAP) * (len(beside) - 1)) * share / sum(shares) - theme.px(_SIDES)
                wide = (metrics.horizontalAdvance(each) * _AIR for each in text.split("\n"))
                lines = max(lines, sum(int(each // max(room, 1)) + 1 for each in wide))
            high += lines * metrics.lineSpacing() + theme.px(_HEADING + _GAP)
        return high

    def minimumSizeHint(self) -> QSize:
        """As if one stood alone on its line: what the cards ask for now mustn't keep them from giving way."""
        return QSize(self._theme.px(_NARROWEST) // 2, super().minimumSizeHint().height())


def _shares(cards: tuple[tuple[str, str], ...]) -> list[int]:
    """Of the width: the more a card says the wider, and each as wide as its heading asks for."""
    return [len(text) + _LEAST for _, text in cards]


class CardPane(QWidget):
    """The card under who it is of, which stays in sight. ``opened``: it takes the place of the objections."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.opened = False
        self._room = 0
        self._title = ElidedLabel(role="heading")
        self._more = label(role="strong small")
        self._never = ElidedLabel("jamais sur l’écran de la classe", "muted small")
        self.cards = BuyerCards(theme)
        self._inside = panel(column(theme, self.cards, gap=0, margins=(_AROUND // 2, 0, _AROUND // 2, 2)))
        self.port = ColumnScroll(self._inside)
        self._head = panel(
            row(theme, (self._title, 1), self._more, self._never, gap=12, margins=(16, 8, 16, 5))
        )
        column(theme, self._head, self.port, gap=0, within=self)
        self._inside.installEventFilter(self)
        bar = self.port.verticalScrollBar()
        bar.rangeChanged.connect(self._tell)
        bar.valueChanged.connect(self._tell)

    def show_view(self, view: BuyerView | None) -> bool:
        """Whether it is another one."""
        self._title.setText("" if view is None else view.title)
        self.setVisible(view is not None)
        return self.cards.show_view(view)

    @property
    def head(self) -> int:
        """The height of what stays."""
        return self._head.sizeHint().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the scrolling keeps from who is around it: the cards ask for another height."""
        done = super().eventFilter(watched, event)
        if watched is self._inside and event.type() is QEvent.Type.LayoutRequest:
            self.fit(self._room)
        return done

    def fit(self, room: int) -> None:
        """``room``: the height that the cards may take, and take only as far as they need it."""
        self._room = room
        self.cards.fit(self.width() - self._theme.px(_AROUND), room)
        layout = self._inside.layout()
        wanted = 0 if layout is None else max(layout.totalHeightForWidth(self.width()), 0)
        high = min(wanted, max(room, 0))
        # A bar that was there would make the text narrower, and so be needed.
        policy = Qt.ScrollBarPolicy
        self.port.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if high == wanted else policy.ScrollBarAsNeeded
        )
        self.port.setFixedHeight(high)
        # Of its own too: what is around it hears at once.
        self.setFixedHeight(self.head + high)
        self._tell()

    def turn(self, pages: int) -> bool:
        """By most of what is in sight; whether it went anywhere."""
        bar = self.port.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + pages * bar.pageStep() * 4 // 5)
        return bar.value() != before

    @property
    def cut(self) -> bool:
        """Whether something of it is out of sight."""
        return self.port.verticalScrollBar().maximum() > 0

    def _tell(self) -> None:
        bar = self.port.verticalScrollBar()
        words = ""
        if bar.value() < bar.maximum():
            words = "Page suiv.\u202f: la suite"
        elif self.opened:
            words = "Page préc.\u202f: les objections"
        elif bar.maximum():
            words = "Page préc.\u202f: le début"
        tell(self._more, words)
        self._never.setVisible(not words)
