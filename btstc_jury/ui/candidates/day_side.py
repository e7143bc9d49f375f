"""Beside the list: what remains to do, the day drawn, and the way to other files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from btstc_jury.application.views.day import DayView, Task
from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS
from btstc_jury.ui.widgets.basics import clear_layout, frame, label, rule
from btstc_jury.ui.widgets.buttons import KeyButton, RowButton
from btstc_jury.ui.widgets.layouts import FlowLayout
from btstc_jury.ui.widgets.symbols import draw_symbol, tone_color


class TaskButton(RowButton):
    """Two lines that wrap: what to do, and about whom."""

    def __init__(self, theme: Theme, task: Task) -> None:
        super().__init__(theme)
        self.task = task
        self.setAccessibleName(f"{task.title}, {task.subject}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QVBoxLayout(self)
        self.lay_out(layout)
        margin = theme.px(8)
        layout.setContentsMargins(margin, margin // 2, margin, margin // 2)
        layout.setSpacing(theme.px(2))
        for each in (label(task.title, "strong", wrap=True), label(task.subject, "small muted", wrap=True)):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(each)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(RADIUS)
        if self._over or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.palette.sunken))
            painter.drawRoundedRect(self.rect(), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)


Drawn = tuple[tuple[Tone, Symbol], ...]

_SQUARE = 26
_SMALLEST = 20
_GAP = 3
_MOST_LINES = 4


class DayStrip(QWidget):
    """Each square bears the sign of its state; the words stand beside, in the side panel."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._drawn: Drawn = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_states(self, drawn: Drawn, words: str) -> None:
        self._drawn = drawn
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(bool(drawn))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.heightForWidth(self._theme.px(200)))

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        side, gap = self._side(width), self._theme.px(_GAP)
        return side if lines > _MOST_LINES else max(lines, 1) * (side + gap) - gap

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._lines(self.width()) > _MOST_LINES:
            for box, tone in self._segments():
                painter.fillRect(box, self._fill(tone))
            return
        radius = self._theme.px(3)
        for box, (tone, symbol) in zip(self._squares(), self._drawn, strict=False):
            painter.setBrush(self._fill(tone))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, radius, radius)
            inside = box.width() * 0.24
            ink = QColor(self._theme.palette.muted if tone is Tone.QUIET else self._theme.palette.on_level)
            draw_symbol(painter, symbol, box.adjusted(inside, inside, -inside, -inside), ink)

    def _fill(self, tone: Tone) -> QColor:
        quiet = tone is Tone.QUIET
        return QColor(self._theme.palette.line) if quiet else tone_color(self._theme.palette, tone)

    def _side(self, width: int) -> int:
        """Squares shrink a little rather than leave one alone on a second line."""
        gap = self._theme.px(_GAP)
        fitting = (width + gap) // max(len(self._drawn), 1) - gap
        usual = self._theme.px(_SQUARE)
        return min(usual, fitting) if fitting >= self._theme.px(_SMALLEST) else usual

    def _per_line(self, width: int) -> int:
        gap = self._theme.px(_GAP)
        return max((width + gap) // (self._side(width) + gap), 1)

    def _lines(self, width: int) -> int:
        return -(-len(self._drawn) // self._per_line(width))

    def _squares(self) -> Iterator[QRectF]:
        side = self._side(self.width())
        step = side + self._theme.px(_GAP)
        across = self._per_line(self.width())
        for place in range(len(self._drawn)):
            yield QRectF(place % across * step, place // across * step, side, side)

    def _segments(self) -> Iterator[tuple[QRectF, Tone]]:
        left, whole = 0.0, len(self._drawn)
        for tone, group in groupby(self._drawn, key=lambda each: each[0]):
            width = self.width() * sum(1 for _ in group) / whole
            yield QRectF(left, 0, width, self.height()), tone
            left += width


_MOST = 12


class DaySide(QFrame):
    """``task_chosen`` carries the oral, ``reminder_chosen`` what is about none; the buttons below are the
    page's own acts.
    """

    task_chosen = Signal(int)
    reminder_chosen = Signal()
    session_asked = Signal()
    focus_left = Signal()
    folder_asked = Signal()
    home_asked = Signal()
    export_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self._theme = theme
        self._shown: tuple[Task, ...] | None = None
        self._asked = False
        self._of_day: tuple[Task, ...] = ()
        self._reminder: Task | None = None
        content = QWidget()
        self._content = QVBoxLayout(content)
        self._tasks = QVBoxLayout()
        self._nothing = label("Rien d’autre pour l’instant.", "muted", wrap=True)
        self._more = label("", "small muted", wrap=True)
        self._rule = rule()
        self._strip = DayStrip(theme)
        self._words = label("", "small muted", wrap=True)
        self._heading = label("À faire", "heading")
        self._top, self._below = QVBoxLayout(), QVBoxLayout()
        self._top.addWidget(self._heading)
        for each in (self._nothing, self._more, self._rule, self._strip, self._words):
            self._below.addWidget(each)
        for part in (self._top, self._tasks, self._below):
            self._content.addLayout(part)
        self._content.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._make_acts())
        theme.changed.connect(self._space)
        self._space()

    def show_day(self, view: DayView) -> None:
        self._words.setText(view.tones_text)
        self._strip.show_states(view.drawn, view.tones_text)
        self._rule.setVisible(bool(view.rows))
        self._words.setVisible(bool(view.rows))
        self._session.setEnabled(not view.read_only)
        self._of_day = view.tasks
        self._show_all()

    def remind(self, reminder: Task | None) -> None:
        """Something about the file itself that remains to do, before all else."""
        self._reminder = reminder
        self._show_all()

    def _show_all(self) -> None:
        tasks = (*filter(None, (self._reminder,)), *self._of_day)
        self._nothing.setVisible(not tasks and not self._asked)
        if tasks != self._shown:
            self._show_tasks(tasks)

    def ask_for_folder(self, *, asked: bool) -> None:
        """Say that the file has no copy anywhere, until a folder for it is chosen."""
        if asked == self._asked:
            return
        self._asked = asked
        if self._shown is not None:
            self._nothing.setVisible(not self._shown and not asked)
            self._show_tasks(self._shown)

    def _folder_task(self) -> Task:
        return Task(
            "Choisir un dossier de sauvegarde",
            "Sur une clé USB ou un autre disque\u202f: ce fichier n’existe qu’à un seul endroit.",
            0,
        )

    def _show_tasks(self, tasks: Sequence[Task]) -> None:
        self._shown = tuple(tasks)
        at = self.window().focusWidget()
        if isinstance(at, TaskButton):
            # Its own task is done and the button goes: the keys of the page must not go with it.
            self.focus_left.emit()
        clear_layout(self._tasks)
        for task in tasks[:_MOST]:
            button = TaskButton(self._theme, task)
            if task is self._reminder:
                button.clicked.connect(self.reminder_chosen)
            else:
                button.clicked.connect(lambda _=False, oral=task.oral: self.task_chosen.emit(oral))
            self._tasks.addWidget(button)
        if self._asked:
            folder = TaskButton(self._theme, self._folder_task())
            folder.clicked.connect(self.folder_asked)
            self._tasks.addWidget(folder)
        left = len(tasks) - _MOST
        self._more.setText(f"et {left} autres")
        self._more.setVisible(left > 0)

    def _make_acts(self) -> QFrame:
        acts = frame("footer")
        self._session = KeyButton("Session…", role="link")
        self._session.setToolTip("Session, centre, salle et commission")
        self._home = KeyButton("Autre fichier…", role="link")
        self._export = KeyButton("Exporter les grilles…", role="link")
        self._export.setToolTip("Toutes les grilles signées du fichier, avec un index des oraux")
        self._acts = FlowLayout(acts)
        for each, signal in (
            (self._session, self.session_asked),
            (self._home, self.home_asked),
            (self._export, self.export_asked),
        ):
            each.clicked.connect(signal)
            self._acts.addWidget(each)
        return acts

    def _space(self) -> None:
        space = self._theme.space
        self._shown = None
        self._content.setContentsMargins(space(14), space(16), space(14), space(16))
        self._content.setSpacing(space(8))
        for part in (self._top, self._below):
            part.setContentsMargins(space(8), 0, space(8), 0)
            part.setSpacing(space(12))
        self._tasks.setSpacing(space(4))
        self._acts.setContentsMargins(space(18), space(12), space(18), space(12))
        self._acts.setSpacing(space(8))
