"""A dialog in which people type: it scrolls, keeps its buttons in sight and never drops an entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QPushButton, QWidget

from btstc_jury.ui.shortcuts import share
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.layouts import ColumnScroll, column, panel, row
from btstc_jury.ui.widgets.tabbing import keyed_within


class Checked(Protocol):
    """A field that knows what is wrong with its entry."""

    error: str

    @property
    def editor(self) -> QWidget: ...


class FormDialog(QDialog):
    """Subclasses fill ``body`` and ``buttons``, at its right, and give ``entries`` and ``submit``; Enter
    submits, Esc leaves.

    The key of the guide works in it: ``guide_page`` is its page, that of the screen below without one.
    Leaving with entries changed since ``remember`` asks first, in the dialog itself.
    """

    guide_page = ""

    def __init__(self, theme: Theme, title: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._width = width
        self._remembered: tuple[object, ...] = ()
        self._left: QWidget | None = None
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.body = column(theme, gap=16)
        self._content = column(theme, self.body, 1, margins=(24, 16, 24, 24))
        inside = panel(self._content)
        self._scroll = ColumnScroll(inside)
        self._problem_text = label("", wrap=True)
        self._problem = panel(row(theme, self._problem_text, margins=(24, 8)), "notice")
        self._problem.hide()
        self._question = self._make_question()
        self.buttons = row(theme, 1, margins=(24, 12))
        self._footer = panel(self.buttons, "footer")
        self._head = panel(row(theme, label(title, "heading", wrap=True), margins=(24, 12)), "banner")
        parts = (self._head, self._scroll, self._problem, self._question, self._footer)
        self._strips: list[QWidget] = []
        self._parts = column(theme, *parts, gap=0, within=self)
        for each in (inside, self._problem, self._question):
            each.installEventFilter(self)

    def entries(self) -> tuple[object, ...]:
        """All that is typed or chosen, to tell whether something would be lost; nothing that is worth asking
        for, where a subclass doesn't say.
        """
        return ()

    def submit(self) -> None:
        """Check what is typed and hand it over; errors are shown beside the fields."""
        raise NotImplementedError

    def ask(self) -> None:
        """Open it; it is gone once it is left."""
        self.finished.connect(self.deleteLater)
        self.open()

    def remember(self) -> None:
        """What stands in the fields now is not to be lost sight of as typing."""
        self._remembered = self.entries()

    def show_problem(self, text: str) -> None:
        """Why what was typed could not be kept; "" takes the sentence away."""
        self._problem_text.setText(text)
        self._problem.setVisible(bool(text))
        soon(self, self._grow)
        announce(self, text, urgent=True)

    def first_invalid(self, fields: Sequence[Checked]) -> bool:
        """Go to the first field in error, if there is one."""
        wrong = next((field for field in fields if field.error), None)
        if wrong is None:
            return False
        self._scroll.ensureWidgetVisible(wrong.editor)
        wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(wrong.editor, wrong.error, urgent=True)
        return True

    def _add_strip(self, strip: QWidget) -> None:
        """Always in sight, above the buttons."""
        self._parts.insertWidget(self._parts.indexOf(self._problem), strip)
        self._strips.append(strip)
        strip.installEventFilter(self)

    def add_button(self, text: str, slot: Callable[[], object], *, primary: bool = False) -> QPushButton:
        made = PushButton(text, "primary" if primary else "")
        made.setAutoDefault(primary)
        made.setDefault(primary)
        made.clicked.connect(slot)
        self.buttons.addWidget(made)
        return made

    def add_usual_buttons(self, primary: str) -> QPushButton:
        """One that leaves and one that submits, which says what happens then."""
        self.add_button("Annuler", self.reject)
        return self.add_button(primary, self.submit, primary=True)

    def add_answer(self, text: str, slot: Callable[[], object]) -> None:
        """To the question that leaving asks, before the one that gives up what was typed."""
        made = PushButton(text)
        made.clicked.connect(slot)
        self._answers.insert(-1, made)
        self._asked.insertWidget(self._asked.count() - 1, made)

    def lets_go(self) -> bool:
        """Whether the window below may close; otherwise it is asked here whether the entries go with it."""
        if not self.isVisible() or self.entries() == self._remembered:
            return True
        if not self._question.isVisible():
            self.reject()
        self.raise_()
        self.activateWindow()
        return False

    def reject(self) -> None:
        if self._question.isVisible():
            self._go_on()
        elif self.entries() != self._remembered:
            self._left = keyed_within(self)
            self._place_question()
            self._question.show()
            self._stay.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().reject()

    def sizeHint(self) -> QSize:
        """As large as the content wants, within the screen."""
        free = self.screen().availableGeometry().size()
        width = min(self.theme.px(self._width), free.width() - self.theme.px(16))
        return QSize(width, self._tall(width))

    def showEvent(self, event: QShowEvent) -> None:
        share("window.help", self)
        self.resize(self.sizeHint())
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the content says now may need more room than what it said at first."""
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            soon(self, self._grow)
        return super().eventFilter(watched, event)

    def _tall(self, width: int) -> int:
        """The height that is wanted at a width, within the screen."""
        fixed = (self._head, *self._strips, self._problem, self._question, self._footer)
        parts = [each.layout() for each in fixed if not each.isHidden()]
        height = sum(_height_of(each, width) for each in (self._content, *parts) if each is not None)
        return min(height + 2, self.screen().availableGeometry().height() - self.theme.px(32))

    def _grow(self) -> None:
        """Never smaller than it was: buttons stay under the hand, unless they would leave the screen."""
        bar = self._scroll.verticalScrollBar()
        # Once there, it goes only where the words have room beside it too.
        taken = bar.width() if bar.isVisible() else 0
        self.resize(self.width(), max(self.height(), self._tall(self.width() - taken)))
        beyond = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if beyond > 0:
            self.move(self.x(), self.y() - beyond)

    def _make_question(self) -> QWidget:
        said = label("Ce que vous avez saisi n’est pas enregistré.", wrap=True)
        self._stay = PushButton("Continuer la saisie")
        self._abandon = PushButton("Abandonner la saisie", "danger")
        self._stay.clicked.connect(self._go_on)
        self._abandon.clicked.connect(self._leave)
        self._answers = [self._stay, self._abandon]
        self._asked = row(self.theme, (said, 1), self._stay, self._abandon, margins=(24, 8))
        strip = panel(self._asked, "notice")
        strip.hide()
        return strip

    def _place_question(self) -> None:
        """Between the fields and the buttons for Tab too."""
        below = self._footer.findChildren(QPushButton)[0]
        # After the first of the buttons, which then comes after them: who stands before it is not asked.
        for one, other in pairwise((below, *self._answers, below)):
            QWidget.setTabOrder(one, other)

    def _go_on(self) -> None:
        self._question.hide()
        if self._left is not None:
            self._left.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        super().reject()


def _height_of(layout: QLayout, width: int) -> int:
    """What it wants at a width, where that makes a difference to it."""
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()
