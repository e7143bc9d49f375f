"""The controls of the live oral; each shows its key."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from btstc_jury.application.views.live import Controls
from btstc_jury.ui.shortcuts import default_keys, key_words
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import fit_row

NEXT_KEYS = default_keys("oral.next")
PAUSE_KEYS = default_keys("oral.pause")
GRANTED_KEYS = default_keys("oral.granted")
END_KEYS = default_keys("oral.end")
CANDIDATE_KEYS = default_keys("window.candidate")


class LiveFooter(QWidget):
    """Signals: ``forward_asked`` start or next phase, ``pause_asked`` pause or resume, ``granted_asked`` a
    pause from the allowance, ``end_asked``, ``deliberation_asked``, ``candidate_asked`` the
    candidate's screen. ``menu``: what is seldom done.
    """

    forward_asked = Signal()
    pause_asked = Signal()
    granted_asked = Signal()
    end_asked = Signal()
    deliberation_asked = Signal()
    candidate_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.forward = KeyButton("Commencer l’oral", NEXT_KEYS, "primary")
        self.pause = KeyButton("Suspendre…", PAUSE_KEYS)
        self.granted = KeyButton("Pause accordée", GRANTED_KEYS)
        self._granted_left = ""
        self.more = KeyButton("Plus…")
        self.menu = QMenu(self)
        self._to_candidate = QAction(f"{'Écran du candidat'}\t{key_words(CANDIDATE_KEYS)}", self)
        self._to_candidate.triggered.connect(self.candidate_asked)
        self.candidate = KeyButton("Écran du candidat", CANDIDATE_KEYS)
        self.end = KeyButton("Terminer l’épreuve", END_KEYS)
        self.deliberate = KeyButton("Délibération", "", "primary")
        self.forward.clicked.connect(self.forward_asked)
        self.pause.clicked.connect(self.pause_asked)
        self.granted.clicked.connect(self.granted_asked)
        self.more.clicked.connect(self.show_menu)
        self.candidate.clicked.connect(self.candidate_asked)
        self.end.clicked.connect(self.end_asked)
        self.deliberate.clicked.connect(self.deliberation_asked)
        box = frame("footer")
        self._layout = QHBoxLayout(box)
        box.setMinimumWidth(1)
        for each in (self.forward, self.pause, self.granted, self.candidate, self.more):
            self._layout.addWidget(each)
        self._layout.addStretch(1)
        for each in (self.end, self.deliberate):
            self._layout.addWidget(each)
        seldom = (self.candidate, self.more)
        for each in (self.forward, self.pause, self.granted, *seldom, self.end, self.deliberate):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(box)
        box.setMinimumWidth(1)
        theme.changed.connect(self._space)
        self._space()

    def show_controls(self, controls: Controls) -> None:
        writable = controls.can_write
        starting = controls.stage.waiting
        moving = bool(controls.forward) and not controls.is_last_phase
        self.forward.setVisible(moving)
        self.forward.setEnabled(writable)
        if moving:
            start = "Commencer l’oral"
            self.forward.set_text(start if starting else "Phase suivante")
        self.pause.setVisible(controls.can_pause or controls.can_resume)
        self.pause.setEnabled(writable)
        self.pause.set_text("Reprendre" if controls.can_resume else "Suspendre…")
        self.granted.setVisible(bool(controls.granted))
        self.granted.setEnabled(writable)
        self._granted_left = controls.granted
        self.end.setVisible(controls.can_end)
        self.end.setEnabled(writable)
        set_role(self.end, "primary" if controls.is_last_phase else "plain")
        self.deliberate.setVisible(controls.stage.over)
        self._fit()

    def show_menu(self) -> None:
        """What is seldom done, above its button."""
        at = self.more.mapToGlobal(QPoint(0, 0))
        self.menu.popup(QPoint(at.x(), at.y() - self.menu.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """First the keys go, then words which the tooltip tells whole, last the candidate's screen, which
        has its key and its line in the menu.
        """
        left = self._granted_left
        self.granted.set_text(f"Pause accordée · {left} restent")
        self.candidate.set_text("Écran du candidat")
        self.end.set_text("Terminer l’épreuve")
        self.candidate.show()
        fit_row(self._layout, self.width())
        for button, words in (
            (self.granted, f"Pause {left}"),
            (self.candidate, "Écran"),
            (self.end, "Terminer"),
        ):
            if self._layout.sizeHint().width() > self.width():
                button.setText(words)
                fit_row(self._layout, self.width(), (self.candidate,) if button is self.end else ())
        if self.candidate.isHidden():
            self.menu.addAction(self._to_candidate)
        else:
            self.menu.removeAction(self._to_candidate)

    def _space(self) -> None:
        space = self._theme.space
        self._layout.setContentsMargins(space(16), space(8), space(16), space(8))
        self._layout.setSpacing(space(10))
        self._fit()
