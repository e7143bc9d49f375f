"""Notes beside the criterion that they speak for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from btstc_jury.ui.deliberation.remark_rows import RemarkRows
from btstc_jury.ui.deliberation.side import EvidencePanel
from tests.ui.deliberation.conftest import Deliberate, Table


@pytest.fixture
def panel(page: DeliberationPage) -> EvidencePanel:
    page.criteria.list.select(13)
    return page.evidence


def texts(rows: RemarkRows) -> list[str]:
    return [remark.content.text for remark in rows.remarks()]


def test_the_remarks_of_the_criterion_are_its_evidence(page: DeliberationPage, panel: EvidencePanel) -> None:
    assert page.side.subject.text() == "Critère 13 — pourquoi"
    assert page.side.criterion.text() == "Un traitement efficace des objections"
    assert texts(panel.linked) == ["Esquive l’objection sur le SAV", "Contre-argument chiffré"]
    first = str(panel.linked.model().index(0, 0).data())
    assert first == "4 · 00:20 - Esquive l’objection sur le SAV Camille Fictif"
    assert texts(panel.unlinked) == ["Connaît les normes d’isolation", "Hésite sur la marge"]
    page.criteria.list.select(1)
    assert texts(panel.linked) == []
    assert panel.none.isVisible()


def test_a_key_links_and_another_unlinks(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage, panel: EvidencePanel
) -> None:
    panel.unlinked.setFocus()
    QTest.keyClick(panel.unlinked, Qt.Key.Key_Down)
    QTest.keyClick(panel.unlinked, Qt.Key.Key_Return)
    assert texts(panel.linked)[-1] == "Hésite sur la marge"
    assert texts(panel.unlinked) == ["Connaît les normes d’isolation"]
    QTest.keyClick(panel.unlinked, Qt.Key.Key_Return)
    assert page.criteria.list.hasFocus()
    assert not panel.title.isVisible()
    panel.linked.setFocus()
    QTest.keyClick(panel.linked, Qt.Key.Key_Delete)
    assert texts(panel.unlinked) == ["Esquive l’objection sur le SAV"]
    kept = {remark.content.text: remark.content for remark in table.oral(oral).remarks.values()}
    assert kept["Esquive l’objection sur le SAV"] == RemarkText(
        "Esquive l’objection sur le SAV", Sign.WEAKNESS, None, "a"
    )


def test_a_press_on_the_row_links(qtbot: QtBot, panel: EvidencePanel) -> None:
    press_action(qtbot, panel.unlinked, 0)
    assert texts(panel.linked)[-1] == "Connaît les normes d’isolation"
    press_action(qtbot, panel.linked, 2)
    assert texts(panel.unlinked) == ["Connaît les normes d’isolation", "Hésite sur la marge"]


def press_action(qtbot: QtBot, rows: RemarkRows, row: int) -> None:
    """Press the small button at the end of a row."""
    qtbot.waitUntil(lambda: rows.visualRect(rows.model().index(row, 0)).width() > 100)
    area = rows.visualRect(rows.model().index(row, 0))
    at = QPoint(area.right() - 8, area.top() + 12)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_a_press_beside_the_button_links_nothing(qtbot: QtBot, panel: EvidencePanel) -> None:
    area = panel.unlinked.visualRect(panel.unlinked.model().index(0, 0))
    QTest.mouseClick(
        panel.unlinked.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, area.center()
    )
    assert len(panel.unlinked.remarks()) == 2


def test_many_remarks_without_criterion_wait_behind_their_title(
    qtbot: QtBot, table: Table, deliberate: Deliberate
) -> None:
    number = table.plan()
    table.conduct(number, remarks=tuple(RemarkText(f"note {i}") for i in range(8)))
    panel = deliberate(table.conductor, number).evidence
    assert panel.title.text() == "Remarques sans critère · 8"
    assert not panel.unlinked.isVisible()
    qtbot.waitUntil(panel.title.isVisible)
    QTest.mouseClick(panel.title, Qt.MouseButton.LeftButton)
    assert panel.unlinked.isVisible()
    QTest.mouseClick(panel.title, Qt.MouseButton.LeftButton)
    assert not panel.unlinked.isVisible()
