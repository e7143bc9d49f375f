"""Beside the clock of an attempt: the buyer's card, the objections, who speaks, the steps."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from btstc_jury.application.views.rehearsal.live import (
    BuyerView,
    ObjectionsView,
    SpeechView,
    StepLine,
)
from btstc_jury.domain.case import Step
from btstc_jury.domain.standing import Symbol
from btstc_jury.ui.rehearsal.buyer_card import CardPane
from btstc_jury.ui.rehearsal.objections import ObjectionRows
from btstc_jury.ui.shortcuts import Action, KeyedText
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS
from btstc_jury.ui.widgets.basics import ElidedLabel, label, tell
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton, toggle
from btstc_jury.ui.widgets.layouts import ColumnScroll, column, flow, panel, row
from btstc_jury.ui.widgets.symbols import symbol_icon

_SIGN = 10
"""Pixels of the design: of the step that one is at."""


class SpeechBar(QWidget):
    """Shares of what was told: the student from the left, plain, the buyer from the right, hatched; nothing
    between them where it was silent.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shares = (0.0, 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_shares(self, student: float, buyer: float, words: str) -> None:
        self.setAccessibleName(f"Qui parle\u202f: {words}" if words else "Qui parle")
        if (student, buyer) != self._shares:
            self._shares = student, buyer
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(16))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self._theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, box = self._theme.palette, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        student, buyer = (share * box.width() for share in self._shares)
        painter.fillRect(box, QColor(colors.sunken))
        painter.fillRect(QRectF(box.left(), box.top(), student, box.height()), QColor(colors.accent))
        other = QRectF(box.right() - buyer, box.top(), buyer, box.height())
        painter.fillRect(other, QColor(colors.warning_soft))
        painter.fillRect(other, QBrush(QColor(colors.warning), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QColor(colors.border))
        painter.drawRoundedRect(box, self._theme.px(RADIUS - 3), self._theme.px(RADIUS - 3))


_CARD_SHARE = 1 / 3
"""Of the height, at least, that the card may take."""
_OBJECTIONS, _STEPS = 210, 110
"""Pixels of the design that it leaves: for four objections and their heading, or for the steps alone."""
_SHORT, _TWO, _THROWN = 300, 84, 112
"""Under so high, the heading goes: it leaves room for two objections, or for one that was thrown."""


class BuyerSide(QWidget):
    """Never on the class's screen. ``reached(step)``: tapped. Who speaks is always in sight; the rest scrolls
    where there is little room.
    """

    reached = Signal(object)

    def __init__(self, theme: Theme, acts: dict[str, Action]) -> None:
        """``acts``: of the page, by name."""
        super().__init__()
        self._theme = theme
        self.card = CardPane(theme)
        self.objections = ObjectionRows(theme)
        self._none = label(role="muted", wrap=True)
        self._hint = ElidedLabel(role="muted small", by_parts=True)
        self._keyed = KeyedText(self._hint, self._hint.setText)
        self._steps: dict[Step, PushButton] = {}
        self._led: int | None = None
        self._asked: int | None = None
        self.speech = SpeechStrip(theme, acts)
        self._inside = panel(self._laid_out(theme, acts))
        self._scroll = ColumnScroll(self._inside)
        column(theme, self.card, (self._scroll, 1), self.speech, gap=0, within=self)

    def begin(self) -> None:
        """Another attempt comes: nothing of where the one before was read to."""
        self._led = self._asked = None
        self._scroll.verticalScrollBar().setValue(0)
        self._open(opened=False)

    def show_buyer(self, view: BuyerView | None) -> None:
        if self.card.show_view(view):
            self._open(opened=False)
        without = "Cet essai se joue sans cas\u202f: ni carte de l’acheteur, ni objections."
        tell(self._none, without if view is None else "")

    def show_objections(self, view: ObjectionsView) -> None:
        self._objections_box.setVisible(bool(view.lines))
        self.objections.show_view(view)
        words = "Alt + lettre\u202f: lancée · puis 1 éludée, 2 traitée, 3 retournée"
        if view.alone:
            words = "{objections.next}\u202f: la suivante · puis 1 éludée, 2 traitée, 3 retournée"
        self._keyed.tell(words)
        led = view.next if view.asked is None else view.asked
        if view.asked is not None and view.asked != self._asked:
            # It waits to be told how it was handled.
            self._open(opened=False)
        if view.asked != self._asked:
            self._asked = view.asked
            self._fit()
        if led is not None and view.throwable and led != self._led:
            # Once the rows have their height.
            soon(self, self._reveal)
        self._led = led

    def turn_pages(self, pages: int) -> None:
        """Of a card that is cut: it takes the place of the objections first, and gives it back last."""
        if pages > 0 and not self.card.opened and self.card.cut:
            self._open(opened=True)
        elif not self.card.turn(pages) and pages < 0 and self.card.opened:
            self._open(opened=False)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._fit()
        return done

    def _open(self, *, opened: bool) -> None:
        self.card.opened = opened
        self._scroll.setMinimumHeight(1 if opened else 0)
        if not opened:
            self.card.port.verticalScrollBar().setValue(0)
        self._fit()

    def _fit(self) -> None:
        """What the card may take of the height."""
        whole, px = self.height() - self.speech.sizeHint().height() - self.card.head, self._theme.px
        short = whole < px(_SHORT)
        self._named.setVisible(not short)
        left = px(_STEPS if self._objections_box.isHidden() else _OBJECTIONS)
        if short and not self._objections_box.isHidden():
            left = px(_TWO if self._asked is None else _THROWN)
        self.card.fit(whole if self.card.opened else max(round(whole * _CARD_SHARE), whole - left))

    def _reveal(self) -> None:
        """The objection that the eye should find."""
        shown = None if self._led is None else self.objections.row_at(self._led)
        if shown is None:
            return
        # With the heading where both fit; else it from its top, and nothing above that would be cut in two.
        inside, bar = self._inside, self._scroll.verticalScrollBar()
        top = shown.mapTo(inside, QPoint(0, 0)).y()
        first = self._objections_box.mapTo(inside, QPoint(0, 0)).y()
        room = self._scroll.viewport().height()
        bar.setValue(first if top + shown.height() - first <= room else top)

    def show_steps(self, lines: tuple[StepLine, ...], *, tappable: bool) -> None:
        for line in lines:
            button = self._steps[line.step]
            button.setChecked(line.reached)
            button.setEnabled(tappable)
            button.setText(line.label)
            button.setIcon(self._current_sign() if line.current else QIcon())

    def _laid_out(self, theme: Theme, acts: dict[str, Action]) -> QVBoxLayout:
        add = KeyButton.of(acts["objections.add"])
        self._named = panel(row(theme, label("Objections", "heading"), (self._hint, 1), add, gap=12))
        boxed = panel(column(theme, self.objections, gap=0), "card")
        self._objections_box = panel(column(theme, self._named, boxed, gap=6))
        for step in Step:
            button = toggle(step.label, Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self._tap, step))
            self._steps[step] = button
        chip = label(role="keys")
        KeyedText(chip, chip.setText, "{steps.next}")
        others = [KeyButton.of(acts[name], "link") for name in ("speech.silence", "speech.cut")]
        for each in (add, *others):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        named_steps = flow(theme, label("Étapes", "strong"), chip, *others, gap=12)
        steps = flow(theme, *self._steps.values(), gap=6)
        told = (self._none, self._objections_box, named_steps, steps)
        return column(theme, *told, 1, gap=10, margins=(16, 6))

    def _current_sign(self) -> QIcon:
        theme = self._theme
        ink = QColor(theme.palette.accent)
        return symbol_icon(theme, self.devicePixelRatioF(), Symbol.RUNNING, ink, _SIGN)

    def _tap(self, step: Step) -> None:
        """What is checked is what the journal says."""
        self._steps[step].setChecked(True)
        self.reached.emit(step)


class SpeechStrip(QWidget):
    """Who speaks, and how much each has spoken so far."""

    def __init__(self, theme: Theme, acts: dict[str, Action]) -> None:
        super().__init__()
        self._bar = SpeechBar(theme)
        self._shares = ElidedLabel(role="small")
        self._speaking = label(role="strong small")
        change = KeyButton.of(acts["speech.change"], words="Qui parle")
        change.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = row(theme, change, self._speaking, (self._bar, 1), self._shares, gap=12, margins=(16, 6))
        column(theme, panel(line, "footer"), gap=0, within=self)

    def show_speech(self, view: SpeechView) -> None:
        self._bar.show_shares(view.student, view.buyer, view.words)
        told = view.words or "pas encore mesuré"
        self._shares.setText(" · ".join(filter(None, (told, view.cuts))))
        tell(self._speaking, view.now)
