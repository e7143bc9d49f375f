"""Beside the list: what remains to do, the day drawn, and the way to other files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from btstc_jury.application.views.day import DayView, Task
from btstc_jury.ui.candidates.day_strip import DayStrip
from btstc_jury.ui.candidates.task_button import TaskButton
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import clear_layout, frame, label, rule
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import FlowLayout

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
