"""What happened when, for the whole class: large, on a screen of its own, without anybody's name."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPalette, QResizeEvent, QScreen
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.rehearsal.review import ReviewView
from btstc_jury.ui.rehearsal.review_cards import TimelineCard, facts_of
from btstc_jury.ui.theme.stylesheet import stylesheet
from btstc_jury.ui.theme.theme import Mode, Theme
from btstc_jury.ui.theme.tokens import BODY
from btstc_jury.ui.widgets.basics import Framed, label, tell
from btstc_jury.ui.widgets.layouts import column, flow, panel, row

_SIZES = (2.0, 1.85, 1.7, 1.55, 1.4, 1.25, 1.1, 1.0)
"""Of text: the largest with which all is in sight."""
_FILLED = 0.85
"""Of the height: a moment with a remark beside it needs another line."""
_BESIDE = 6
"""Measures beside the timeline at most."""


class Projection(QWidget):
    """A window of its own: Escape or the act that opened it closes it; P shows the student's first name, or
    hides it again; arrows go from moment to moment. Neither a mark, nor the teacher's remarks, nor what rates
    an objection is there. ``at``: of the moment that is looked at, along the line.
    """

    def __init__(self, theme: Theme, view: ReviewView, at: float) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Ce qui s’est passé — ENTRAÎNEMENT")
        view = view.for_class()
        self._view = view
        self._named = False
        # Another theme than the program's: larger, in the same colours, and told of no change.
        self._theme = Theme(_fixed(theme), _SIZES[0])
        self._title = label(role="title")
        self._hint = label("← → moments · P prénom · Échap fermer", "muted small")
        self.card = TimelineCard(self._theme)
        self._facts = flow(self._theme, *_told(view), gap=24, margins=(16, 4))
        kind = Framed("notice-entrainement")
        row(self._theme, label("ENTRAÎNEMENT", "kind-entrainement"), 1, margins=(16, 4), within=kind)
        title = row(self._theme, self._title, 1, self._hint, margins=(20, 12))
        parts = (kind, title, self.card, panel(self._facts))
        self._parts = column(self._theme, *parts, 1, gap=12, margins=16, within=self)
        self.setAutoFillBackground(True)
        colors = self.palette()
        colors.setColor(QPalette.ColorRole.Window, QColor(self._theme.palette.background))
        self.setPalette(colors)
        self.show_view(view)
        before = [each for each in view.line.moments if each.at <= at]
        self.card.line.setCurrentIndex(self.card.line.model().index(max(len(before) - 1, 0), 0))

    def show_view(self, view: ReviewView) -> None:
        """What is known now."""
        self._view = view.for_class()
        self.card.show_line(self._view.line, writable=False)
        self._show_title()

    def open_on(self, screen: QScreen) -> None:
        """Over all of that screen."""
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()
        self.card.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape | Qt.Key.Key_F5:
                self.close()
            case Qt.Key.Key_P:
                self._named = not self._named
                self._show_title()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size() != event.oldSize():
            self._dress(event.size())

    def _dress(self, room: QSize) -> None:
        """The words of a label without a role are the program's otherwise, not as large."""
        theme = self._theme
        for each in _SIZES:
            theme.scale = each
            theme.fit(room)
            usual = f"QWidget {{ font-size: {theme.px(BODY)}px; }}\n"
            self.setStyleSheet(usual + stylesheet(theme.palette, theme.px, theme.space))
            theme.changed.emit()
            self._parts.invalidate()
            if self._parts.totalHeightForWidth(room.width()) <= room.height() * _FILLED:
                return

    def _show_title(self) -> None:
        name = self._view.first_name if self._named else ""
        tell(self._title, " · ".join(filter(None, (name, self._view.title))))


def _told(view: ReviewView) -> list[QWidget]:
    return [
        label(f"{name} {value}", "strong") for name, value, _beside, _over in list(facts_of(view))[:_BESIDE]
    ]


def _fixed(theme: Theme) -> Mode:
    """The colours in force, whatever the system does meanwhile."""
    return next((each for each in get_args(Mode) if each == theme.palette.name), "light")


def other_screen(window: QWidget) -> QScreen:
    """The projector's, where there are two; else the one that ``window`` is on."""
    here = window.screen()
    return next((each for each in QGuiApplication.screens() if each is not here), here)
