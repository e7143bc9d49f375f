"""What is typed on the page of an oral and not yet entered is in the exam file a second later."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from btstc_jury.application.drafts import Draft
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.texts import DurableLine, DurableText
from btstc_jury.ui.soon import soon
from btstc_jury.ui.widgets.fields import WholeLine

WAIT_MS = 1000
"""From the first character not kept to the file."""


class Place(Protocol):
    """Where something is typed. ``watched`` tells of typing by ``textChanged``."""

    @property
    def watched(self) -> QWidget: ...

    def typed(self, oral: int) -> Iterable[Draft]:
        """All that is typed here and not entered."""

    def give_back(self, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
        """Take what an earlier run of the program left; those that have to wait."""


class TextPlace:
    """A field of one text, of the juror in turn. ``name``: of what it is about now; ``typed``: what is not
    recorded of it, or ""; ``put``: has it there again.
    """

    def __init__(
        self,
        presenter: OralPresenter,
        name: Callable[[], str],
        watched: QLineEdit | QWidget,
        typed: Callable[[], str],
        put: Callable[[str], object],
    ) -> None:
        self.watched = watched
        self._presenter = presenter
        self._name = name
        self._typed = typed
        self._put = put

    def typed(self, oral: int) -> Iterable[Draft]:
        text = self._typed()
        return (Draft(oral, self._name(), self._presenter.juror or "", text),) if text.strip() else ()

    def give_back(self, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
        key = self._name(), self._presenter.juror or ""
        mine = next((each for each in drafts if each.key == key), None)
        if mine is None or not self.watched.isVisible() or self._typed():
            return drafts
        self._put(mine.text)
        return tuple(each for each in drafts if each is not mine)


class Drafts(QObject):
    """Of one page. Another oral comes on it between ``leave`` and ``take_up``. Nothing is written of a file
    that is only shown.
    """

    def __init__(self, presenter: OralPresenter, page: QWidget) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._places: list[Place] = []
        self._kept: dict[tuple[str, str], Draft] = {}
        self._waiting: tuple[Draft, ...] = ()
        self._oral = 0
        self._failed = False
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.keep)
        presenter.changed.connect(self._on_changed)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._on_focus)

    def watch(self, *places: Place) -> None:
        for each in places:
            self._places.append(each)
            each.watched.textChanged.connect(self._schedule)  # type: ignore[attr-defined]
            each.watched.installEventFilter(self)

    def text(self, name: str, field: DurableText) -> None:
        """A text that records itself once the typing rests."""
        self.watch(TextPlace(self._presenter, lambda: name, field.editor, field.typed, field.give_back))

    def durable(self, name: Callable[[], str], field: DurableLine) -> None:
        """A line that records itself likewise; ``name``: of what it is about now."""
        self.watch(TextPlace(self._presenter, name, field, field.typed, field.give_back))

    def line(self, name: str, field: QLineEdit, typed: Callable[[], str] | None = None) -> None:
        """A line that Enter gives, as long as it is on the page. ``typed``: where not all of it counts."""
        page = self.parent()

        def shown() -> str:
            there = isinstance(page, QWidget) and field.isVisibleTo(page)
            return field.text() if there and not field.isReadOnly() else ""

        self.watch(TextPlace(self._presenter, lambda: name, field, typed or shown, field.setText))

    @property
    def due(self) -> bool:
        """Whether something typed is not in the file yet."""
        return self._timer.isActive()

    def leave(self) -> None:
        """The oral goes from the page: what is left of it in the fields is kept."""
        self.keep()
        self._oral, self._kept, self._waiting = 0, {}, ()

    def take_up(self) -> None:
        """The oral is on the page: what was typed before the program stopped comes back to its place."""
        if self._presenter.office.read_only or self._oral == self._presenter.number:
            return
        self._oral = self._presenter.number
        try:
            self._waiting = self._presenter.office.file.drafts.of_oral(self._oral)
        except FileProblem as problem:
            self._tell(problem)
            return
        self._kept = {each.key: each for each in self._waiting}
        self.give_back()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A line that comes and goes with what it is about is watched from when it is first entered."""
        page = self.parent()
        if not isinstance(new, WholeLine) or not isinstance(page, QWidget) or not page.isAncestorOf(new):
            return
        name = new.objectName() or new.accessibleName()
        if not name or any(each.watched is new for each in self._living()):
            return
        if isinstance(new, DurableLine):
            self.durable(lambda: name, new)
        else:
            self.line(name, new)
        self.give_back()

    def _living(self) -> list[Place]:
        self._places = [each for each in self._places if isValid(each.watched)]
        return self._places

    def give_back(self) -> None:
        """Where a field shows something else now, its own text may have come up."""
        for place in self._living() if self._waiting else ():
            self._waiting = place.give_back(self._waiting)

    def keep(self) -> None:
        """Write what changed since the last time."""
        self._timer.stop()
        office = self._presenter.office
        if not self._oral or office.read_only:
            return
        waiting = {each.key: each for each in self._waiting}
        now = waiting | {each.key: each for place in self._living() for each in place.typed(self._oral)}
        changed = [each for each in now.values() if self._kept.get(each.key) != each]
        mine = {each.key for each in self._kept.values()}
        gone = mine - now.keys()
        if not changed and not gone:
            return
        try:
            office.file.drafts.keep(self._oral, changed, gone)
        except FileProblem as problem:
            self._tell(problem)
            return
        self._kept, self._failed = now, False

    def forget(self) -> None:
        """The user gives up what is typed."""
        self._timer.stop()
        if self._oral and self._kept and not self._presenter.office.read_only:
            self._presenter.office.file.drafts.keep(self._oral, (), self._kept.keys())
        self._oral, self._kept, self._waiting = 0, {}, ()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            # Once whoever shows it has emptied it for a new entry.
            soon(self, self.give_back)
        elif event.type() is QEvent.Type.Hide:
            self._schedule()
        return False

    def _schedule(self) -> None:
        """Never put off by more typing."""
        if not self._timer.isActive() and self._oral:
            self._timer.start(WAIT_MS)

    def _on_changed(self) -> None:
        """What an act recorded is no draft any more, as soon as its field knows."""
        if self._kept:
            self._timer.start(0)

    def _tell(self, problem: FileProblem) -> None:
        """Once, not every second."""
        if not self._failed:
            self._failed = True
            self._presenter.conductor.failed.emit(messages.problem(problem))
