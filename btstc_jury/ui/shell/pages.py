"""The screens of one oral, each built when it is first gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.shortcuts import Where
from btstc_jury.ui.theme.theme import Theme

if TYPE_CHECKING:
    from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
    from btstc_jury.ui.grid.grid_page import GridPage
    from btstc_jury.ui.live.live_page import LivePage
    from btstc_jury.ui.services import Services


class Pages(QObject):
    """A file opens without them: each is imported, built and told of (``live_built(LivePage)``…) at its
    first use, and what was never built has nothing to hide or to record.
    """

    live_built = Signal(QWidget)
    deliberation_built = Signal(QWidget)
    grid_built = Signal(QWidget)

    def __init__(self, theme: Theme, conductor: Conductor, services: Services) -> None:
        super().__init__()
        self._theme = theme
        self._conductor = conductor
        self._services = services
        self._live: LivePage | None = None
        self._deliberation: DeliberationPage | None = None
        self._grid: GridPage | None = None

    @property
    def live(self) -> LivePage:
        if self._live is None:
            from btstc_jury.ui.live.live_page import LivePage  # noqa: PLC0415

            self._live = LivePage(self._theme, self._conductor)
            self.live_built.emit(self._live)
        return self._live

    @property
    def deliberation(self) -> DeliberationPage:
        if self._deliberation is None:
            from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage  # noqa: PLC0415

            self._deliberation = DeliberationPage(self._theme, self._conductor)
            self.deliberation_built.emit(self._deliberation)
        return self._deliberation

    @property
    def grid(self) -> GridPage:
        if self._grid is None:
            from btstc_jury.ui.grid.grid_page import GridPage  # noqa: PLC0415

            self._grid = GridPage(self._theme, self._conductor, self._services)
            self.grid_built.emit(self._grid)
        return self._grid

    @property
    def places(self) -> dict[QWidget, Where]:
        """The screens built so far, which may have keys of their own."""
        places: tuple[tuple[QWidget | None, Where], ...] = (
            (self._live, Where.LIVE),
            (self._deliberation, Where.DELIBERATION),
            (self._grid, Where.GRID),
        )
        return {page: where for page, where in places if page is not None}

    @property
    def candidate_button(self) -> QWidget | None:
        """The button that asks for the candidate's screen, where it is in sight."""
        button = None if self._live is None else self._live.footer.candidate
        return button if button is not None and button.isVisible() else None

    def shows_live(self, page: QWidget) -> bool:
        """Whether ``page`` is the live screen."""
        return self._live is not None and page is self._live

    def end_turns(self) -> None:
        """Hide what only the juror in turn may see."""
        if self._live is not None:
            self._live.turns.turn.leave()
        if self._deliberation is not None:
            self._deliberation.turns.turn.end()

    def leave(self, page: QWidget) -> bool:
        """Texts of a deliberation are recorded before it is left; a note being typed waits in its field."""
        return self._deliberation is None or page is not self._deliberation or self._deliberation.flush()

    def flush(self) -> bool:
        """Record all that is typed; whether nothing is left unrecorded."""
        recorded = [page.flush() for page in (self._live, self._deliberation) if page is not None]
        return all(recorded)
