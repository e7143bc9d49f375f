"""While a juror signs, the page is their sheet: the place on the grid, the pad, the code and « Signer »."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from btstc_jury.application.settings import Settings
from btstc_jury.ui.grid.preview import PageSheet
from tests.ui.hands import Hands
from tests.ui.pictures import taken
from tests.ui.signing.conftest import ShowGrid


@pytest.fixture
def hands(show_grid: ShowGrid) -> Hands:
    made = show_grid(Settings())
    made.window.resize(1280, 720)
    return made


def whole(hands: Hands, part: QWidget) -> bool:
    """Whether all of it is in sight."""
    within = QRect(QPoint(), hands.window.size())
    seen = part.visibleRegion().boundingRect()
    return seen.size() == part.size() and within.contains(
        QRect(part.mapTo(hands.window, QPoint()), part.size())
    )


def test_pad_code_and_signer_are_in_sight_without_scrolling(hands: Hands) -> None:
    page = hands.workspace.grid
    hands.key("Ctrl+Shift+S")
    for _ in range(6):
        QApplication.processEvents()
    form = page.signing.form
    taken(hands.window, "signing-1280x720-light-100")
    for part in (form.drawing, form.pin.pin.line, form.pin.again.line, form.confirm, form.cancel):
        assert whole(hands, part), part.accessibleName()


def test_the_preview_shows_where_the_signer_signs(hands: Hands) -> None:
    page = hands.workspace.grid
    hands.key("Ctrl+Shift+S")
    shown = []
    for card in page.signing.cards:
        page.signing.ask(card.line.juror)
        for _ in range(6):
            QApplication.processEvents()
        (sheet,) = (each for each in page.preview.findChildren(PageSheet) if each._marked is not None)
        assert sheet._marked is not None
        area = sheet.area(sheet._marked)
        corner = sheet.mapTo(page.preview.viewport(), area.topLeft())
        assert page.preview.viewport().rect().contains(QRect(corner, area.size()))
        shown.append((sheet._marked.page, area.x(), area.y()))
    assert len(set(shown)) == len(page.signing.cards), "each juror has a place of their own"
    hands.key("Esc")
    assert all(each._marked is None for each in page.preview.findChildren(PageSheet))
    assert page.footer.isVisible()
