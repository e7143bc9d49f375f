"""Pictures of the pages, to be looked at: build/screens/."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.domain import commands as do
from btstc_jury.domain.assessment import TextField
from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from btstc_jury.ui.deliberation.grid_page import GridPage
from btstc_jury.ui.theme.theme import Mode, Theme
from tests.ui.deliberation.conftest import Table

SCREENS = Path(__file__).resolve().parents[3] / "build" / "screens"
APPRECIATION = (
    "Négociation structurée, écoute réelle du client. L’objection sur le service après-vente, d’abord "
    "éludée, est reprise avec une contrepartie chiffrée."
)


@pytest.fixture(params=[("light", 1.0), ("dark", 1.0), ("light", 1.5)], ids=["light", "dark", "light-150"])
def look(request: pytest.FixtureRequest, theme: Theme) -> Iterator[str]:
    """The name of the look in force."""
    chosen: tuple[Mode, float] = request.param
    theme.set(*chosen)
    yield f"{chosen[0]}-{chosen[1]:.0%}".replace("%", "")
    theme.set("light", 1.0)


def taken(page: QWidget, name: str) -> int:
    """Keep a picture of a page; how many colours are found in it."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for _ in range(3):
        QCoreApplication.processEvents()
    picture = page.grab()
    assert picture.save(str(SCREENS / f"{name}.png"))
    image = picture.toImage()
    return len({image.pixel(x, y) for y in range(0, image.height(), 7) for x in range(0, image.width(), 3)})


def test_deliberation(qtbot: QtBot, table: Table, oral: int, page: DeliberationPage, look: str) -> None:
    table.rate(oral, but=frozenset({13}))
    table.office.act(oral, do.ProposeMark(Decimal(13)))
    table.conductor.act(oral, do.WriteText(TextField.APPRECIATION, APPRECIATION))
    page.criteria.list.select(13)
    page.resize(1366, 768)
    qtbot.waitUntil(lambda: page.width() == 1366 and page.missing.items[0].isVisible())
    assert taken(page, f"deliberation-{look}") > 20


def test_grid(qtbot: QtBot, oral: int, grid: GridPage, look: str) -> None:
    grid.resize(1366, 768)
    grid.show_oral(oral)
    qtbot.waitUntil(lambda: grid.ready and grid.preview.wanted() == grid.preview._sheets[0]._image.width())
    assert taken(grid, f"grille-{look}") > 20
