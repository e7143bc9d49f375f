"""What stands at the head of the pages of an attempt: whose it is, which, of what case."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.application.office import Office
from btstc_jury.application.rehearsing import attempt_of
from btstc_jury.application.views.rehearsal.sessions import attempt_row
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, Framed, label, tell
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import row

_SHARE = 4
"""Of the width, the part that a name may keep for itself."""


class _Whose(ElidedLabel):
    """Cut after all that stands beside it."""

    def minimumSizeHint(self) -> QSize:
        least, around = super().minimumSizeHint(), self.parentWidget()
        room = 0 if around is None else around.width() // _SHARE
        return QSize(max(least.width(), min(self.sizeHint().width(), room)), least.height())


class _Beside(ElidedLabel):
    """Gives way altogether."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class AttemptHead(Framed):
    """``beside``: at the right, of the page's own."""

    def __init__(self, theme: Theme, home: Action, *beside: QWidget) -> None:
        super().__init__("banner")
        home.say("Séances")
        self._home = KeyButton.of(home)
        self._home.show_keys(False)
        self.name = _Whose(role="heading")
        self._place = label(role="pill")
        self._played = _Beside(role="pill", by_parts=True)
        self._case = _Beside(role="pill")
        told = (self._home, self.name, self._place, self._played, self._case)
        self._line = row(theme, *told, 1, *beside, margins=(16, 10), within=self)
        self._place.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def offer_cover(self, action: Action) -> None:
        """``action``: hides the screen, the buyer's card with it."""
        made = KeyButton.of(action, words="Masquer")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._line.addWidget(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.name.updateGeometry()

    def show_attempt(self, office: Office, oral: int) -> None:
        """Raises ``FileProblem``."""
        attempt = attempt_of(office, oral)
        line = attempt_row(attempt)
        self.name.setText(attempt.state.plan.candidate.full_name)
        self._place.setText(line.title)
        self._played.setText(line.played)
        rehearsal = attempt.state.rehearsal
        case = None if rehearsal is None else rehearsal.case
        tell(self._case, f"Cas\u202f: {case.title}" if case is not None else "")
