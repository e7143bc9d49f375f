"""The grid page of a settled E4 in the real window."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk
from btstc_jury.application.settings import Settings
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.grid.grid_page import GridPage
from tests.fakes import FakeClock
from tests.forms_for_tests import COMPLIANT, JURORS
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file

ShowGrid = Callable[[Settings], Hands]


def settle(office: Office, clock: FakeClock, oral: int, jurors: tuple[Juror, ...] = JURORS) -> None:
    """From the arrival to the decision, without a screen."""
    act = office.act
    act(oral, COMPLIANT)
    act(oral, do.Open(jurors))
    act(oral, do.Start())
    for _ in office.oral(oral).form.phases[1:]:
        clock.advance(Duration.minutes(8))
        act(oral, do.NextPhase())
    clock.advance(Duration.minutes(5))
    act(oral, ev.Ended())
    conclude(office, oral)


def conclude(office: Office, oral: int) -> None:
    for criterion in office.oral(oral).form.criteria:
        office.act(oral, ev.Rated(criterion.number, "S"))
    office.act(oral, ev.MarkProposed(Decimal("13.5")))
    office.act(
        oral, ev.TextWritten(TextField.APPRECIATION, "Négociation structurée, écoute réelle du client.")
    )
    office.act(oral, ev.Finalised())


@pytest.fixture
def show_grid(show_window: ShowWindow, desk: Desk, path: Path, clock: FakeClock) -> ShowGrid:
    """The grid page of the settled oral, at 1366x768; ``settings``: of the window and of what signs."""

    def show(settings: Settings) -> Hands:
        make_file(desk, path)
        store = Kept(settings)
        hands = show_window(store, settings)
        hands.window.resize(1366, 768)
        assert hands.window.open_path(path)
        settle(hands.office, clock, 1)
        hands.workspace.day.refresh()
        hands.open(1)
        assert hands.shows(hands.workspace.grid)
        hands.wait(lambda: hands.workspace.grid.ready)
        return hands

    return show


class Kept:
    """Settings that stay those of the test."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def load(self) -> Settings:
        return self._settings

    def save(self, settings: Settings) -> None:
        """The window's place may change; what signs does not."""


@pytest.fixture
def hands(show_grid: ShowGrid) -> Hands:
    return show_grid(Settings())


@pytest.fixture
def page(hands: Hands) -> GridPage:
    return hands.workspace.grid
