"""What the frame of a centre asks of its pages."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.office import CentreOffice, CentreTopic
from btstc_jury.application.problems import FileProblem
from btstc_jury.ui.acts import Where
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.layouts import Part, Step
from btstc_jury.ui.widgets.leading import Leading


class CentrePage(Leading):
    """Made by ``Page(theme, presenter, ports)`` when it is first shown. A subclass says ``title`` (on its
    chip), ``act`` (the name, in the table of acts, of what shows it), ``where`` (its own acts stand there),
    ``hears``; it lays itself out, and fills ``foot`` with its buttons (an ``int`` is a stretch) and
    ``beside`` with what stands at the right of the heading. Its acts without a key are added with
    ``addAction``.

    ``foot_steps``: how its foot gives way where there is no room; ``whole_foot``: takes that back (see
    ``Narrowing``).

    Undo, redo and the echo of what was done are the frame's. ``day_asked(slot)``: that interrogation is to be
    shown in its day; ``output_asked(output)``: that is to go out, as the page of the bordereaux offers it.
    """

    day_asked = Signal(object)
    output_asked = Signal(object)

    title: ClassVar[str]
    act: ClassVar[str]
    where: ClassVar[Where]
    hears: ClassVar[AbstractSet[CentreTopic]]

    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports) -> None:
        super().__init__()
        self.theme = theme
        self.presenter = presenter
        self.office = presenter.office
        self.ports = ports
        self.foot: tuple[Part, ...] = ()
        self.foot_steps: tuple[Step, ...] = ()
        self.whole_foot: Callable[[], object] | None = None
        self.beside: tuple[QWidget, ...] = ()
        self._stale: AbstractSet[CentreTopic] = frozenset(CentreTopic)
        presenter.changed.connect(self._on_changed)

    @classmethod
    def count(cls, _office: CentreOffice) -> int | None:
        """On its chip, asked after each act, whether or not the page was ever shown; ``None`` for none."""
        return None

    def refresh(self, topics: AbstractSet[CentreTopic]) -> None:
        """Show again what is of ``topics``, all of them at first. Never while it is out of sight."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()

    def _on_changed(self, topics: AbstractSet[CentreTopic]) -> None:
        self._stale = self._stale | (topics & self.hears)
        if self.isVisible():
            self.catch_up()

    def catch_up(self) -> None:
        """Show what changed since it was last in sight, or couldn't be read."""
        stale, self._stale = self._stale, frozenset[CentreTopic]()
        if not stale:
            return
        try:
            self.refresh(stale)
        except FileProblem as problem:
            # Shown again with what comes next.
            self._stale = self._stale | stale
            self.presenter.tell(problem)
