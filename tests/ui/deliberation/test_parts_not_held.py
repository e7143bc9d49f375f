"""Parts of an oral that were not held, as the deliberation asks for their reason and the grid prints it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from btstc_jury.application.views.grid import grid_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.standing import Stage
from tests.forms_for_tests import COMPLIANT, JURORS
from tests.ui.deliberation.conftest import Deliberate, Table


def _cut_short(table: Table, form: str) -> int:
    """Ended after its first part; nothing else is missing."""
    oral = table.plan("Interrompu", form)
    for command in (COMPLIANT, do.Open(JURORS), do.Start(), ev.Ended()):
        table.office.act(oral, command)
    table.rate(oral)
    for said in (ev.MarkProposed(Decimal(9)), ev.TextWritten(TextField.APPRECIATION, "Malaise.")):
        table.office.act(oral, said)
    return oral


def test_parts_of_an_e4_that_were_not_held_are_explained_before_it_is_settled(
    qtbot: QtBot, table: Table, deliberate: Deliberate
) -> None:
    """« L’épreuve se déroule en quatre parties » (annexe V, E4, § 4.B)."""
    oral = _cut_short(table, "e4-ponctuel")
    page = deliberate(table.conductor, oral)
    (item,) = page.missing.items
    assert item.text() == "le motif de 3 parties non tenues (2, 3, 4)"
    item.click()
    qtbot.waitUntil(page.account.parts[1].field.hasFocus)
    for part in (1, 2, 3):
        field = page.account.parts[part].field
        field.setFocus()
        QTest.keyClicks(field, "malaise")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert dict(table.oral(oral).proceedings.part_reasons) == dict.fromkeys((1, 2, 3), "malaise")
    page.footer.settle.click()
    assert table.oral(oral).stage is Stage.FINALISED
    assert page.account.parts[1].field.isReadOnly()
    told = "Partie 2 non tenue, simulation de la négociation\u202f: malaise"
    assert grid_view(table.office, oral).incidents[0] == told


def test_phases_of_an_e6_that_were_not_held_are_a_remark(table: Table, deliberate: Deliberate) -> None:
    """Annexe V, E6, § 4.A gives no number of parts: the reason is taken, not asked for."""
    oral = _cut_short(table, "e6-ponctuel")
    page = deliberate(table.conductor, oral)
    assert not page.missing.items
    assert page.account.parts[1].field.placeholderText() == "Motif, facultatif"
    page.footer.settle.click()
    assert table.oral(oral).stage is Stage.FINALISED
    assert (
        grid_view(table.office, oral).incidents[0] == "Partie 2 non tenue, missions préparatoires et projet"
    )
