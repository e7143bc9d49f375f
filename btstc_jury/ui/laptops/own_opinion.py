"""Once the oral has ended: a juror's own mark, what is lacking, the seal, and what to do with it then."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from btstc_jury.application.views.deliberation import deliberation_view
from btstc_jury.application.views.guest import GuestView, guest_view
from btstc_jury.ui.deliberation.verdict import VerdictPanel
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.shortcuts import Action, KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, set_role, tell
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import column, flow


class OwnOpinionPanel(Framed):
    """Over the remarks, while the oral is over. ``acts``: of the page."""

    def __init__(self, theme: Theme, presenter: OralPresenter, acts: Mapping[str, Action]) -> None:
        super().__init__("side")
        self._presenter = presenter
        self._copies: list[Path] = []
        self._title = label("Votre avis", "heading")
        self._state = label(role="strong", wrap=True)
        self._follows = label(role="muted", wrap=True)
        self._told = KeyedText(self._follows, self._say)
        self.where = label(role="small", wrap=True)
        self.where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.where.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verdict = VerdictPanel(theme, presenter, acts["verdict.calculated"])
        self.seal = KeyButton.of(acts["opinions.seal"], "primary")
        self.carry = KeyButton.of(acts["opinions.carry"], "primary")
        buttons = QWidget()
        flow(theme, self.carry, self.seal, within=buttons)
        parts = (self._title, self.verdict, self._state, self._follows, self.where, buttons)
        column(theme, *parts, gap=8, margins=(16, 10, 16, 12), within=self)
        self.hide()

    def refresh(self) -> None:
        """What the file holds now."""
        presenter = self._presenter
        over = presenter.oral.stage.facts.over
        self.setVisible(over)
        if not over:
            return
        view = guest_view(presenter.office, presenter.number, presenter.juror or "")
        self.verdict.show_view(deliberation_view(presenter.office, presenter.number, presenter.juror))
        self._show(view)

    def _show(self, view: GuestView) -> None:
        sealed = bool(view.sealed)
        self._state.setText(view.state)
        set_role(self._state, "done strong" if sealed or not view.lacking else "strong")
        self._told.tell(view.follows)
        if not sealed:
            self._copies = []
        tell(self.where, "\n".join((view.where, *(f"Copie\u202f: {each}" for each in self._copies))).strip())
        self.carry.setVisible(sealed)
        set_role(self.seal, "plain" if sealed else "primary")

    def lead(self) -> None:
        """The keys go to the mark, or to what is done with a sealed opinion."""
        marks = (each for each in self.verdict.mark_fields() if isinstance(each, QLineEdit))
        writable = next((each for each in marks if each.isVisible() and not each.isReadOnly()), None)
        (writable or self.carry).setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_copy(self, path: Path) -> None:
        """Where else the sealed file is now."""
        self._copies.append(path)
        self.refresh()

    def flush(self) -> QWidget | None:
        """Record the marks typed; the first field that holds something unrecorded, if any."""
        return None if self.verdict.flush_marks() else self.verdict.flush()

    def _say(self, words: str) -> None:
        tell(self._follows, words)
