"""The remarks as lists: all with their moment, newest last; the questions that wait, in asking order."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QListView, QMenu, QSizePolicy, QStyleOptionViewItem, QWidget

from btstc_jury.application.views.live import InterruptionLine, QuestionsView, RemarkLine, TimelineLine
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.assessment import Sign
from btstc_jury.domain.events import QuestionsOrdered, QuestionTicked
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.basics import ElidedLabel, Framed, label, paint_tick, set_role
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import column, row
from btstc_jury.ui.widgets.lists import ROW, Index, RowDelegate, RowsModel, TallList
from btstc_jury.ui.widgets.painting import (
    folded,
    is_selected,
    lines_height,
    paint_box,
    paint_selected,
    paint_sign,
    sign_ink,
    write,
    write_lines,
)


def _spoken(line: TimelineLine, lines: Assessed) -> str:
    """As a screen reader says it."""
    if isinstance(line, InterruptionLine):
        return f"{line.stamp} {line.text}"
    content = line.content
    words = " ".join(filter(None, (line.stamp, _SIGNS[content.sign], content.text)))
    linked = lines.named(f"critère {content.criterion}") if content.criterion is not None else ""
    return ", ".join(filter(None, (words, linked, line.signature))) + (" (posée)" if line.asked else "")


_SIGNS = {Sign.NONE: "", Sign.STRENGTH: "+", Sign.WEAKNESS: "−", Sign.QUESTION: "?"}
"""A screen reader passes over a hyphen."""


class RemarkModel(RowsModel[TimelineLine]):
    """Notes, found by their number, and interruptions."""

    def __init__(self) -> None:
        super().__init__(lambda line: _spoken(line, self.assessed), _number)
        self.assessed = Assessed.CRITERIA

    def line(self, index: Index) -> RemarkLine | None:
        row = self.row(index)
        return row if isinstance(row, RemarkLine) else None


def _number(line: TimelineLine) -> int | None:
    return line.number if isinstance(line, RemarkLine) else None


_FOLDED = 3
"""Lines of a long remark until it is chosen."""


_MOST_KNOWN = 1000


class _Laid(NamedTuple):
    """``height``: of ``text``, in pixels."""

    text: str
    height: int


class NoteDelegate(RowDelegate):
    """Moment, sign in a box, text, linked criterion and author. ``unfolded``: row whose text is whole however
    long it is.
    """

    unfolded = -1

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view)
        self._known: dict[tuple[str, int, bool, int], _Laid] = {}
        """By words, width, whether they are whole, and size of the text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px, line, width = self._theme.px, index.data(ROW), self._width()
        free = self._text_area(QRect(0, 0, width, px(28)), line).width()
        height = self._laid(index, free).height
        return QSize(width, max(px(28), height + px(9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px, colors = self._theme.px, self._theme.palette
        line: TimelineLine = index.data(ROW)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected(option) and self._view.hasFocus():
            paint_selected(self._theme, painter, area)
        stamp = QRect(area.left() + px(16), area.top() + px(6), px(72), px(18))
        write(painter, stamp, line.stamp, self._theme.font(SMALL), colors.muted)
        self._paint_sign(painter, self._box(area), line)
        ink = colors.warning if isinstance(line, InterruptionLine) else colors.text
        box = self._text_area(area, line)
        write_lines(painter, box, self._shown(index, box.width()), self._theme.font(BODY), ink)
        if isinstance(line, RemarkLine) and line.content.criterion is not None:
            self._paint_link(painter, area, line.content.criterion)
        painter.restore()

    def _box(self, area: QRect) -> QRect:
        """Where the sign of a row is."""
        px = self._theme.px
        return QRect(area.left() + px(90), area.top() + px(6), px(17), px(17))

    def _paint_sign(self, painter: QPainter, box: QRect, line: TimelineLine) -> None:
        if isinstance(line, InterruptionLine):
            paint_box(self._theme, painter, box, "!", self._theme.palette.warning)
        elif line.asked:
            paint_box(self._theme, painter, box, "", sign_ink(self._theme, line.content.sign))
            paint_tick(painter, QRectF(box), QColor(self._theme.palette.quiet), self._theme.px(2))
        else:
            paint_sign(self._theme, painter, box, line.content.sign)

    def _paint_link(self, painter: QPainter, area: QRect, criterion: int) -> None:
        px, colors = self._theme.px, self._theme.palette
        chip = QRect(area.right() - px(16) - px(46), area.top() + px(6), px(46), px(17))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent_soft))
        painter.drawRoundedRect(chip, px(3), px(3))
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(QColor(colors.accent))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), f"n°\u202f{criterion}")

    def _text_area(self, area: QRect, line: TimelineLine) -> QRect:
        px = self._theme.px
        linked = isinstance(line, RemarkLine) and line.content.criterion is not None
        right = px(70) if linked else px(16)
        return area.adjusted(px(117), px(5), -right, -px(3))

    def _shown(self, index: Index, width: int) -> str:
        return self._laid(index, width).text

    def _laid(self, index: Index, width: int) -> _Laid:
        """Each new remark has the list measure all those before it again."""
        words, whole = self._words(index.data(ROW)), index.row() == self.unfolded
        asked = (words, width, whole, self._theme.px(1000))
        known = self._known.get(asked)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            font = self._theme.font(BODY)
            text = words if whole else folded(words, font, width, _FOLDED)
            known = self._known[asked] = _Laid(text, lines_height(text, font, width))
        return known

    @staticmethod
    def _words(line: TimelineLine) -> str:
        if not isinstance(line, RemarkLine):
            return line.text
        return f"{line.content.text}  — {line.signature}" if line.signature else line.content.text


_Painting = TypeVar("_Painting", bound=NoteDelegate)


class NoteList(TallList, Generic[_Painting]):
    """A long remark unfolds when it is chosen, by keys or by a click, and folds when the keys leave it."""

    def __init__(self, theme: Theme, delegate: type[_Painting]) -> None:
        super().__init__(theme)
        self._model = RemarkModel()
        self._delegate = delegate(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(lambda now: self._unfold(now.row()))
        self.clicked.connect(lambda index: self._unfold(index.row()))

    def call_lines(self, assessed: Assessed) -> None:
        """What the lines of the grid are, to which a remark is linked."""
        self._model.assessed = assessed

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._unfold(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._unfold(-1)

    def _unfold(self, row: int) -> None:
        if row != self._delegate.unfolded:
            self._delegate.unfolded = row
            self.measure()


class RemarkList(NoteList[NoteDelegate]):
    """Signals: ``edit_asked(remark)`` and ``remove_asked(remark)``; ``wait_asked(remark)``: a question asked
    waits again; ``left`` on Escape.

    Notes can be reached by Tab and arrows: Enter edits, Delete removes, Space puts a question back.
    """

    wait_asked = Signal(int)
    edit_asked = Signal(int)
    remove_asked = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, NoteDelegate)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.doubleClicked.connect(self._edit)
        self.setAccessibleName("Remarques")
        self._at_last = True
        self.verticalScrollBar().rangeChanged.connect(self._follow)
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def show_lines(self, rows: tuple[TimelineLine, ...]) -> None:
        last = self._at_last or len(rows) != self._model.rowCount()
        self._model.show(rows)
        self._at_last = last
        if last:
            self.scrollToBottom()

    def _follow(self, _least: int, most: int) -> None:
        """Rows that are measured again, or less height for them, leave the last one in sight."""
        if self._at_last:
            self.verticalScrollBar().setValue(most)

    def _moved(self, place: int) -> None:
        self._at_last = place >= self.verticalScrollBar().maximum()

    def reveal(self, remark: int) -> None:
        """Scroll to a remark and make it current."""
        index = self._model.place(remark)
        if index.isValid():
            self.setCurrentIndex(index)

    def go_to_last(self) -> None:
        """Take the keys, at the remark written last."""
        last = self._model.rowCount() - 1
        if last < 0:
            return
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(last))
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self._model.line(self.currentIndex())
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if line is not None:
                self.edit_asked.emit(line.number)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if line is not None:
                self.remove_asked.emit(line.number)
            case Qt.Key.Key_Space if line is not None and line.asked:
                self.wait_asked.emit(line.number)
            case _:
                super().keyPressEvent(event)

    def _edit(self, index: QModelIndex) -> None:
        line = self._model.line(index)
        if line is not None:
            self.edit_asked.emit(line.number)

    def _open_menu(self, at: QPoint) -> None:
        line = self._model.line(self.indexAt(at))
        if line is None:
            return
        menu = QMenu(self)
        menu.addAction("Modifier la remarque", lambda: self.edit_asked.emit(line.number))
        menu.addAction("Retirer la remarque", lambda: self.remove_asked.emit(line.number))
        if line.asked:
            menu.addAction("Remettre en attente", lambda: self.wait_asked.emit(line.number))
        menu.popup(self.viewport().mapToGlobal(at))


class QuestionDelegate(NoteDelegate):
    """A question as a remark; where it may be asked, the next one stands out."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(theme, parent)
        self.askable = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self.askable and index.row() == 0:
            area: QRect = option.rect
            bar = QRect(area.left(), area.top(), self._theme.px(4), area.height())
            painter.fillRect(bar, QColor(self._theme.palette.quiet))
        super().paint(painter, option, index)

    def box_of(self, area: QRect) -> QRect:
        """Where a click ticks the row of ``area``."""
        margin = self._theme.px(5)
        return self._box(area).adjusted(-margin, -margin, margin, margin)


class QuestionList(NoteList[QuestionDelegate]):
    """Signals: ``asked(remark)`` a question put to the candidate; ``moved(remark, place)``;
    ``edit_asked(remark)``; ``remove_asked(remark)``; ``left`` on Escape.
    """

    asked = Signal(int)
    moved = Signal(int, int)
    edit_asked = Signal(int)
    remove_asked = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, QuestionDelegate)
        self._waiting: tuple[RemarkLine, ...] = ()
        self._editable = False
        self._pressed: QPoint | None = None
        self._carried: int | None = None
        self._place = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Questions en attente")

    def show_view(self, view: QuestionsView) -> None:
        row, current = self.currentIndex().row(), self._current()
        self._waiting = view.waiting
        self._editable = view.editable
        self._delegate.askable = view.askable
        self._model.show(view.waiting)
        kept = self._model.place(current.number) if current else QModelIndex()
        row = kept.row() if kept.isValid() else row
        if view.waiting and row >= 0:
            self.setCurrentIndex(self._model.index(min(row, len(view.waiting) - 1)))
        self.measure()

    def select_first(self) -> None:
        """Make the next question current, unless another one already is."""
        if self._waiting and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._content_height())

    def minimumSizeHint(self) -> QSize:
        """The first question whole, where it has no more than two lines."""
        first = self.sizeHintForRow(0) if self._waiting else 0
        return QSize(1, min(first + self._theme.px(2), self._theme.px(58)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self._current()
        steps = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif line is None or not self._editable:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.moved.emit(line.number, max(self.currentIndex().row() + steps[event.key()], 0))
        else:
            self._do(event, line.number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.select_first()
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self._current() is not None:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        line, at = self._current(), event.position().toPoint()
        if self._pressed is None or line is None or not self._editable:
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far or self._carried is not None:
            self._carried = line.number
            self._place = self._gap_at(at)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, carried = self._pressed, self._carried
        self._pressed = self._carried = None
        super().mouseReleaseEvent(event)
        self.viewport().update()
        if pressed is None or not self._editable:
            return
        if carried is not None:
            row = self._model.place(carried).row()
            self.moved.emit(carried, self._place - 1 if self._place > row else self._place)
            return
        line, index = self._current(), self.currentIndex()
        if line is not None and self._delegate.box_of(self.visualRect(index)).contains(pressed):
            self.asked.emit(line.number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        line = self._model.line(self.indexAt(event.position().toPoint()))
        if line is not None and self._editable:
            self.edit_asked.emit(line.number)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._carried is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(self._theme.palette.quiet), self._theme.px(2)))
        y = self._gap_height(self._place)
        painter.drawLine(self._theme.px(16), y, self.viewport().width() - self._theme.px(16), y)
        painter.end()

    def _do(self, event: QKeyEvent, remark: int) -> None:
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.asked.emit(remark)
            case Qt.Key.Key_F4 | Qt.Key.Key_NumberSign:
                self.edit_asked.emit(remark)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.remove_asked.emit(remark)
            case _:
                super().keyPressEvent(event)

    def _current(self) -> RemarkLine | None:
        return self._model.line(self.currentIndex())

    def _gap_at(self, at: QPoint) -> int:
        """Before which row, from 0, the row carried would be put down."""
        for place in range(len(self._waiting)):
            if at.y() < self.visualRect(self._model.index(place)).center().y():
                return place
        return len(self._waiting)

    def _gap_height(self, place: int) -> int:
        last = place == len(self._waiting)
        area = self.visualRect(self._model.index(place - 1 if last else place))
        return area.bottom() if last else max(area.top(), 1)

    def _content_height(self) -> int:
        return sum(self.sizeHintForRow(row) for row in range(len(self._waiting))) + self._theme.px(2)

    def measure(self) -> None:
        super().measure()
        self.setMaximumHeight(self._content_height())
        self.updateGeometry()


class QuestionQueue(Framed):
    """``page``: the screen, of which three acts are done here."""

    def __init__(self, theme: Theme, presenter: OralPresenter, page: QWidget) -> None:
        super().__init__("line-bottom")
        self._theme = theme
        self._presenter = presenter
        self._view = QuestionsView("", (), askable=False, editable=False)
        self._most = 0
        self._tight = False
        self.list = QuestionList(theme)
        self.list.asked.connect(lambda remark: presenter.act(QuestionTicked(remark, asked=True)))
        self.list.moved.connect(self._move)
        self._title = label(role="question strong small")
        self._hint = ElidedLabel("Espace\u202f: posée · Alt+↑ ↓\u202f: ordre", "muted small")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.ask = KeyButton.of(Action("questions.ask", page, self.ask_next), words="Poser la première")
        self.ask.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = row(theme, self._title, (self._hint, 1000), 1, self.ask, margins=(16, 5, 16, 3))
        column(theme, head, (self.list, 1), gap=0, margins=(0, 0, 0, 4), within=self)
        QWidget.setTabOrder(self.ask, self.list)
        self.hide()

    def show_view(self, view: QuestionsView) -> None:
        self._view = view
        had_focus = self.list.hasFocus()
        self._title.setText(view.title)
        set_role(self._title, "question strong" if view.askable else "question strong small")
        set_role(self, "queue" if view.askable else "line-bottom")
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
        return self._view.askable and self._view.editable

    def _show_head(self) -> None:
        self._title.setVisible(not self._tight)
        asked_about = self.list.hasFocus() or not self._view.askable
        self._hint.setVisible(asked_about and not self._tight)
        self.ask.setVisible(self._askable and not self._tight)

    def hold_within(self, height: int) -> None:
        """``height``: pixels that the remarks leave; never less than one question."""
        self._most = height
        self._hold()

    def _hold(self) -> None:
        self.setMaximumHeight(max(min(self.sizeHint().height(), self._most), self.minimumSizeHint().height()))

    @property
    def holding(self) -> bool:
        """Whether a question waits."""
        return bool(self._view.waiting)

    def enter(self) -> bool:
        """Give the keys to the list; whether anything waits."""
        if not self.isVisible():
            return False
        self.list.select_first()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def ask_next(self) -> None:
        """The first question is put to the candidate, where that may be done now."""
        if self._askable and self._view.waiting:
            self._presenter.act(QuestionTicked(self._view.waiting[0].number, asked=True))

    def _move(self, remark: int, place: int) -> None:
        if (order := self._view.moved(remark, place)) != self._view.order:
            self._presenter.act(QuestionsOrdered(order))
