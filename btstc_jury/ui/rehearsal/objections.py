"""The buyer's objections: what to say and when, thrown by a letter, told by a digit how they were handled."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from btstc_jury.application.views.rehearsal.live import ObjectionLine, ObjectionsView
from btstc_jury.domain.rehearsal import Handling
from btstc_jury.ui.rehearsal.timeline_painting import paint_handling
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import NO_FOCUS, FiguresLabel, Framed, label, plain_tip, set_role, tell
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.layouts import column, flow, row
from btstc_jury.ui.widgets.symbols import drawn_icon


class HandlingMark(QWidget):
    """The shape of a handling, drawn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._handling: Handling | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_handling(self, handling: Handling | None) -> None:
        self._handling = handling
        self.setVisible(handling is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(14), self._theme.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._handling is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _paint_in(self._theme, painter, QRectF(self.rect()), self._handling)


def _paint_in(theme: Theme, painter: QPainter, box: QRectF, handling: Handling) -> None:
    paint_handling(painter, theme.palette, box.center(), box.width() / 2 - 1, handling)


_ROLES = {Handling.EVADED: "overrun", Handling.ANSWERED: "accent", Handling.TURNED: "done"}


_SIDE = 12


class ObjectionRow(Framed):
    """``thrown``: it was just said; ``handled(handling)``: how."""

    thrown = Signal()
    handled = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__("line-bottom")
        self._theme = theme
        self._letter = label(role="keys")
        self._letter.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = label(wrap=True)
        self._good = label(role="muted small", wrap=True)
        self._when = label(role="muted small")
        self._answer = FiguresLabel("strong small")
        self._mark = HandlingMark(theme)
        self._how = label(role="strong small")
        self._throw = PushButton("Lancer", "small")
        self._choices = QWidget()
        self._buttons: dict[Handling, PushButton] = {}
        for digit, handling in enumerate(Handling, start=1):
            button = PushButton(f"{digit} {handling.facts.label}", "toggle")
            button.setToolTip(plain_tip(f"{handling.facts.meaning} (Alt+{digit})"))
            button.clicked.connect(partial(self.handled.emit, handling))
            self._buttons[handling] = button
        for each in (self._throw, *self._buttons.values()):
            each.setProperty("focusPolicy", NO_FOCUS)
        flow(theme, *self._buttons.values(), gap=6, within=self._choices)
        self._throw.clicked.connect(self.thrown)
        theme.changed.connect(self._draw_choices)
        self._draw_choices()
        # The choices first: where there is little room, they are what must be in sight.
        said = column(theme, self._words, self._choices, self._good, gap=4)
        right = (self._when, self._answer, self._mark, self._how, self._throw)
        row(theme, self._letter, (said, 1), *right, gap=10, margins=(12, 2), within=self)

    def _draw_choices(self) -> None:
        theme = self._theme
        for handling, button in self._buttons.items():
            paint = partial(_paint_in, theme, handling=handling)
            button.setIcon(drawn_icon(theme.px(_SIDE), self.devicePixelRatioF(), paint))
            button.setIconSize(QSize(theme.px(_SIDE), theme.px(_SIDE)))

    def show_line(self, line: ObjectionLine, *, throwable: bool, led: bool) -> None:
        """``led``: it is the one that the eye should find."""
        self._letter.setText(line.letter)
        self._throw.setAccessibleName(f"Lancer l’objection {line.letter}")
        for handling, button in self._buttons.items():
            button.setAccessibleName(f"Objection {line.letter}\u202f: {handling.facts.label}")
        self._words.setText(line.words)
        # A font of its own: the one it has now would hold on to the weight of the line before.
        font = QFont()
        font.setStrikeOut(line.handling is not None)
        self._words.setFont(font)
        set_role(self._words, "strong" if led else "muted" if line.handling is not None else "")
        tell(self._good, f"Une bonne réponse\u202f: {line.good}" if line.good and line.asked else "")
        self._when.setText(line.when)
        tell(self._answer, f"réponse {line.answer}" if line.asked else "")
        self._choices.setVisible(line.asked)
        self._mark.show_handling(line.handling)
        tell(self._how, line.handling.facts.label if line.handling is not None else "")
        if line.handling is not None:
            set_role(self._how, f"strong small {_ROLES[line.handling]}")
        self._throw.setVisible(throwable and not line.thrown)
        set_role(self._throw, "primary" if line.next else "")
        set_role(self, "strip" if led else "line-bottom")
        state = line.handling.facts.label if line.handling is not None else "lancée" if line.thrown else ""
        self.setAccessibleName(", ".join(filter(None, (line.letter, line.words, line.when, state))))


class ObjectionRows(QWidget):
    """``thrown(place)``, ``handled(place, handling)``."""

    thrown = Signal(int)
    handled = Signal(int, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[ObjectionRow] = []
        self._layout: QVBoxLayout = column(theme, gap=0, within=self)
        self._view: ObjectionsView | None = None

    def show_view(self, view: ObjectionsView) -> None:
        if view == self._view:
            return
        self._view = view
        while len(self._rows) < len(view.lines):
            self._add()
        for place, each in enumerate(self._rows):
            shown = place < len(view.lines) and (not view.alone or _in_sight(view, place))
            each.setVisible(shown)
            if shown:
                led = place == (view.next if view.asked is None else view.asked) and view.throwable
                each.show_line(view.lines[place], throwable=view.throwable, led=led)

    def row_at(self, place: int) -> ObjectionRow | None:
        return self._rows[place] if place < len(self._rows) else None

    def _add(self) -> None:
        place, made = len(self._rows), ObjectionRow(self._theme)
        made.thrown.connect(partial(self.thrown.emit, place))
        made.handled.connect(partial(self.handled.emit, place))
        self._rows.append(made)
        self._layout.addWidget(made)


def _in_sight(view: ObjectionsView, place: int) -> bool:
    """One after the other: what was thrown, and the one that comes."""
    return view.lines[place].thrown or place == view.next
