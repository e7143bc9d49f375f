"""The commission's choice to erase its working remarks, with the decision or later."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from btstc_jury.ui.deliberation.foot import EraseRemarksDialog
from tests.ui.deliberation.conftest import Table


@pytest.fixture
def ready(table: Table, oral: int, page: DeliberationPage) -> DeliberationPage:
    """Nothing is missing: the proposal can be settled."""
    table.rate(oral)
    table.office.act(oral, ev.MarkProposed(Decimal(14)))
    table.conductor.act(oral, ev.TextWritten(TextField.APPRECIATION, "Bien."))
    return page


def dialog_of(page: DeliberationPage) -> EraseRemarksDialog:
    """The one in sight."""
    return next(each for each in page.findChildren(EraseRemarksDialog) if each.isVisible())


def test_the_choice_is_offered_once_nothing_is_missing_and_off_by_itself(
    table: Table, oral: int, page: DeliberationPage
) -> None:
    assert not page.missing.erase.isVisible()
    table.rate(oral)
    table.office.act(oral, ev.MarkProposed(Decimal(14)))
    table.conductor.act(oral, ev.TextWritten(TextField.APPRECIATION, "Bien."))
    assert page.missing.erase.isVisible()
    page.footer.settle.click()
    assert table.oral(oral).stage is Stage.FINALISED
    assert len(table.oral(oral).remarks) == 4
    assert not page.missing.erase.isVisible()


def test_ticked_the_remarks_go_with_the_decision(table: Table, oral: int, ready: DeliberationPage) -> None:
    QTest.keyClick(ready.missing.erase, Qt.Key.Key_Space)
    ready.footer.settle.click()
    state = table.oral(oral)
    assert (state.stage, state.remarks, state.proof.remarks_erased) == (Stage.FINALISED, {}, True)
    assert len(state.ratings) == 17
    assert not ready.eraser.action.isEnabled()


def test_the_choice_of_one_oral_is_not_that_of_the_next(
    table: Table, oral: int, ready: DeliberationPage
) -> None:
    ready.missing.erase.setChecked(True)
    other = table.plan("Autre")
    table.conduct(other)
    ready.show_oral(other)
    ready.show_oral(oral)
    assert not ready.missing.erase.isChecked()


def test_later_the_menu_asks_first_and_says_what_stays(
    table: Table, oral: int, ready: DeliberationPage
) -> None:
    action = ready.eraser.action
    assert not action.isEnabled()
    ready.footer.settle.click()
    assert action in ready.drawers.menu.actions()
    action.trigger()
    dialog = dialog_of(ready)
    words = " ".join(each.text() for each in dialog.findChildren(QLabel))
    for said in ("MOREAU-LEFEBVRE Anaïs", "4 remarques de travail", "empreinte", "copies de sauvegarde"):
        assert said in words
    dialog.keep.click()
    assert len(table.oral(oral).remarks) == 4
    assert not dialog.isVisible()
    action.trigger()
    dialog_of(ready).erase.click()
    assert table.oral(oral).remarks == {}
    assert not action.isEnabled()
    assert action.toolTip() == "Il n’y a pas de remarque de travail à effacer."
