"""The questions in waiting above the notes; in the interview they come to the fore."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from btstc_jury.application.views.live import QuestionsView
from btstc_jury.ui.live.question_list import QuestionList
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, frame, label, set_role
from btstc_jury.ui.widgets.buttons import KeyButton

ASK_KEYS = default_keys("questions.ask")
QUEUE_KEYS = default_keys("questions.queue")


class QuestionQueue(QWidget):
    """Signals: ``ticked(note, asked)``; ``ordered(numbers)``, first to ask first."""

    ticked = Signal(int, bool)
    ordered = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view: QuestionsView | None = None
        self._most = 0
        self._tight = False
        self.list = QuestionList(theme)
        self.list.asked.connect(lambda note: self.ticked.emit(note, True))
        self.list.moved.connect(self._move)
        self._title = label(role="question strong small")
        self._hint = ElidedLabel("Espace\u202f: posée · Alt+↑ ↓\u202f: ordre", "muted small")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.ask = KeyButton("Poser la première", ASK_KEYS)
        self.ask.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ask.clicked.connect(self.ask_next)
        self._box = frame("line-bottom")
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._hint, 1000)
        self._head.addStretch(1)
        self._head.addWidget(self.ask)
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(self._head)
        inside.addWidget(self.list, 1)
        self._inside = inside
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._box)
        theme.changed.connect(self._space)
        self._space()
        self.hide()

    def show_view(self, view: QuestionsView) -> None:
        self._view = view
        had_focus = self.list.hasFocus()
        self._title.setText(view.title)
        set_role(self._title, "question strong" if view.askable else "question strong small")
        set_role(self._box, "queue" if view.askable else "line-bottom")
        self._show_head()
        self.list.show_view(view)
        self._hold()
        if had_focus and not view.waiting:
            self.list.left.emit()

    def set_tight(self, *, tight: bool) -> None:
        """Whether there is no height for more than the questions: the key asks the first one all the same."""
        if tight is not self._tight:
            self._tight = tight
            self._show_head()
            self._hold()

    def least_height(self, *, tight: bool) -> int:
        """Under which the first question would be cut, in pixels."""
        head = 0 if tight else self._head_height()
        return self.list.minimumSizeHint().height() + head + self._theme.space(4) + 1

    def _head_height(self) -> int:
        """Of the title and, where questions may be put, the button."""
        words = max(self._title.sizeHint().height(), self._hint.sizeHint().height())
        button = self.ask.sizeHint().height() if self._askable else 0
        return max(words, button) + self._theme.space(5) + self._theme.space(3)

    @property
    def _askable(self) -> bool:
        return self._view is not None and self._view.askable and self._view.editable

    def _show_head(self) -> None:
        self._title.setVisible(not self._tight)
        asked_about = self._view is None or self.list.hasFocus() or not self._view.askable
        self._hint.setVisible(asked_about and not self._tight)
        self.ask.setVisible(self._askable and not self._tight)

    def hold_within(self, height: int) -> None:
        """``height``: pixels that the notes leave; never less than one question."""
        self._most = height
        self._hold()

    def _hold(self) -> None:
        self.setMaximumHeight(max(min(self.sizeHint().height(), self._most), self.minimumSizeHint().height()))

    @property
    def holding(self) -> bool:
        """Whether a question waits."""
        return self._view is not None and bool(self._view.waiting)

    def enter(self) -> bool:
        """Give the keys to the list; whether anything waits."""
        if not self.isVisible():
            return False
        self.list.select_first()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def ask_next(self) -> None:
        """The first question is put to the candidate, where that may be done now."""
        view = self._view
        if view is not None and view.askable and view.editable and view.waiting:
            self.ticked.emit(view.waiting[0].number, True)

    def _move(self, note: int, place: int) -> None:
        view = self._view
        if view is not None and (order := view.moved(note, place)) != view.order:
            self.ordered.emit(order)

    def _space(self) -> None:
        space = self._theme.space
        self._head.setContentsMargins(space(16), space(5), space(16), space(3))
        self._head.setSpacing(space(8))
        self._inside.setContentsMargins(0, 0, 0, space(4))
