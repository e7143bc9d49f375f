"""Pictures of the pages, to be looked at: build/screens/."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot

from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from btstc_jury.ui.grid.grid_page import GridPage
from tests.ui.deliberation.conftest import Table
from tests.ui.pictures import taken

APPRECIATION = (
    "Négociation structurée, écoute réelle du client. L’objection sur le service après-vente, d’abord "
    "éludée, est reprise avec une contrepartie chiffrée."
)


def test_deliberation(qtbot: QtBot, table: Table, oral: int, page: DeliberationPage, look: str) -> None:
    table.rate(oral, but=frozenset({13}))
    table.office.act(oral, ev.MarkProposed(Decimal(13)))
    table.conductor.act(oral, ev.TextWritten(TextField.APPRECIATION, APPRECIATION))
    page.criteria.list.select(13)
    page.resize(1366, 768)
    qtbot.waitUntil(lambda: page.width() == 1366 and page.missing.items[0].isVisible())
    assert taken(page, f"deliberation-{look}") > 20


def test_grid(qtbot: QtBot, oral: int, grid: GridPage, look: str) -> None:
    grid.resize(1366, 768)
    grid.show_oral(oral)
    qtbot.waitUntil(lambda: grid.ready and grid.preview.wanted() == grid.preview._sheets[0]._image.width())
    assert taken(grid, f"grille-{look}") > 20
