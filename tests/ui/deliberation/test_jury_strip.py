"""The jury's decision recorded on the page of the grid, and what the candidate may then be given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.signing import JuryDecision, Means, Signature
from btstc_jury.ui.grid.decision_dialog import DecisionDialog
from btstc_jury.ui.grid.grid_page import GridPage
from tests.documents.reading import squeezed, whole_text
from tests.ui.deliberation.conftest import Table


@pytest.fixture
def settled(qtbot: QtBot, table: Table, oral: int, grid: GridPage) -> GridPage:
    """The grid of a settled proposal of 14, signed by all."""
    table.rate(oral)
    table.office.act(oral, ev.MarkProposed(Decimal(14)))
    table.office.act(oral, ev.TextWritten(TextField.APPRECIATION, "Bien."))
    table.office.act(oral, ev.Finalised())
    for juror in table.oral(oral).signatures_due:
        table.office.act(oral, ev.GridSigned(Signature(juror.key, Means.PAPER)))
    grid.show_oral(oral)
    grid.activateWindow()
    qtbot.waitUntil(lambda: grid.ready)
    return grid


def asked(page: GridPage) -> DecisionDialog:
    """The dialog in sight."""
    return next(each for each in page.findChildren(DecisionDialog) if each.isVisible())


def decide(page: GridPage, mark: str, day: str) -> None:
    """Type a decision into the fields, Enter."""
    form = asked(page)
    form.mark.line.setText("")
    QTest.keyClicks(form.mark.line, mark)
    form.day.line.setText("")
    QTest.keyClicks(form.day.line, day)
    QTest.keyClick(form.day.line, Qt.Key.Key_Return)


def test_nothing_is_asked_of_a_proposal_that_is_not_settled(qtbot: QtBot, grid: GridPage, oral: int) -> None:
    grid.show_oral(oral)
    qtbot.waitUntil(lambda: grid.ready)
    assert not grid.jury.isVisible()


def test_before_the_decision_the_document_is_refused_with_its_reason(settled: GridPage) -> None:
    strip = settled.jury
    assert strip.words.text() == "Décision du jury sur l’épreuve E4\u202f: pas encore consignée."
    strip.statement.click()
    assert "pas communicable avant la décision du jury" in strip.why.text()
    assert asked(settled).mark.line.text() == ""


def test_a_decision_that_is_none_is_told_beside_its_field(table: Table, oral: int, settled: GridPage) -> None:
    settled.jury.record.click()
    decide(settled, "21", "31/02/2026")
    form = asked(settled)
    assert "Hors de l’intervalle" in form.mark.error
    assert "n’existe pas" in form.day.error
    assert table.oral(oral).proof.decision is None
    QTest.keyClick(form.day.line, Qt.Key.Key_Escape)
    assert form.isVisible(), "what is typed isn't lost unasked"
    form._abandon.click()
    assert not form.isVisible()
    assert settled.jury.record.isVisible()


def test_from_the_decision_to_the_candidates_document(
    qtbot: QtBot, table: Table, oral: int, settled: GridPage, tmp_path: Path
) -> None:
    settled.jury.record.click()
    decide(settled, "13,5", "01/06/2026")
    assert table.oral(oral).proof.decision == JuryDecision(Decimal("13.5"), date(2026, 6, 1), exam="E4")
    assert (
        settled.jury.words.text()
        == "Note de l’épreuve E4 arrêtée par le jury le 01/06/2026\u202f: 13,5 sur 20."
    )
    assert not any(each.isVisible() for each in settled.findChildren(DecisionDialog))
    settled.jury.statement.click()
    assert settled.state.text() == "Pour le candidat qui en fait la demande, après la décision du jury."
    assert not settled.jury.isVisible()
    qtbot.waitUntil(lambda: settled.ready)
    assert settled.output.save_to(tmp_path / "note.pdf")
    QThreadPool.globalInstance().waitForDone()
    text = whole_text((tmp_path / "note.pdf").read_bytes())
    assert squeezed("Note et appréciations") in text
    assert "13,5" in text
    assert "14/20" not in text
    settled.activateWindow()
    qtbot.waitUntil(settled.isActiveWindow)
    QTest.keyClick(settled.preview, Qt.Key.Key_Escape)
    assert settled.jury.isVisible()
    assert settled.state.text().startswith("Grille signée par tous")


def test_a_decision_is_corrected_and_a_reopening_takes_the_document_away(
    qtbot: QtBot, table: Table, oral: int, settled: GridPage
) -> None:
    table.conductor.act(oral, ev.JuryDecided(JuryDecision(Decimal(12), date(2026, 6, 1))))
    assert settled.jury.record.text() == "Corriger…"
    settled.jury.record.click()
    assert asked(settled).mark.line.text() == "12"
    decide(settled, "12,5", "01/06/2026")
    settled.jury.statement.click()
    table.conductor.act(oral, ev.Reopened("à revoir"))
    assert settled.state.text().startswith("PROVISOIRE")
    assert not settled.jury.isVisible()
    qtbot.waitUntil(lambda: settled.ready)
