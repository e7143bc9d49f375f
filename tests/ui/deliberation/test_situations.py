"""Both situations of a CCF on the page of the grid: annexe V, E4, § 4.A (l.5336-5406)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from btstc_jury.application.passphrases import typed_key
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.side_papers import SidePaper
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.elsewhere import Elsewhere, Source
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.ui.grid.decision_dialog import DecisionDialog
from btstc_jury.ui.grid.grid_page import GridPage
from btstc_jury.ui.grid.situation_dialog import SituationDialog
from tests.fakes import FakeClock
from tests.forms_for_tests import COMPLIANT, JURORS
from tests.ui.deliberation.conftest import Table

PASSPHRASE = "quatre mots pour ouvrir"


def settle(table: Table, oral: int) -> None:
    act = table.office.act
    act(oral, COMPLIANT)
    act(oral, do.Open(JURORS, Duration.minutes(20)))
    act(oral, do.Start())
    for _ in table.oral(oral).form.phases[1:]:
        table.clock.advance(Duration.minutes(8))
        act(oral, do.NextPhase())
    act(oral, ev.Ended())
    for criterion in table.oral(oral).form.criteria:
        act(oral, ev.Rated(criterion.number, "S"))
    act(oral, ev.MarkProposed(Decimal(14)))
    act(oral, ev.TextWritten(TextField.APPRECIATION, "Bien."))
    act(oral, ev.Finalised())
    for juror in table.oral(oral).signatures_due:
        act(oral, ev.GridSigned(Signature(juror.key, Means.PAPER)))


@pytest.fixture
def first(table: Table) -> int:
    oral = table.plan("Adam", "e4-ccf-1")
    settle(table, oral)
    return oral


def show(qtbot: QtBot, grid: GridPage, oral: int) -> None:
    grid.show_oral(oral)
    grid.activateWindow()
    qtbot.waitUntil(lambda: grid.ready)


def opened(grid: GridPage) -> SituationDialog:
    grid.situation.bring.click()
    dialog = grid.findChild(SituationDialog)
    assert dialog is not None
    return dialog


def test_a_key_leads_to_the_other_situation_and_one_decision_is_of_both(
    qtbot: QtBot, table: Table, first: int, grid: GridPage
) -> None:
    second = table.plan("Adam", "e4-ccf-2")
    show(qtbot, grid, first)
    assert grid.situation.words.text().endswith("Il reste 42:00 pour la situation 2.")
    settle(table, second)
    show(qtbot, grid, first)
    assert grid.situation.words.text().startswith("Situation 2\u202f: interrogation du 01/06/2026, ")
    assert "note proposée 14" in grid.situation.words.text()
    assert not grid.situation.bring.isVisible()
    QTest.keyClick(grid.preview, Qt.Key.Key_F4)
    assert grid.situation.words.text().startswith("Situation 1\u202f: ")
    grid.jury.record.click()
    (form,) = grid.findChildren(DecisionDialog)
    for field, text in ((form.mark, "13"), (form.day, "01/06/2026")):
        field.line.setText(text)
    form.remark.paragraph.setPlainText("Vu le dossier.")
    QTest.keyClick(form.remark.paragraph, Qt.Key.Key_Return)
    assert table.oral(first).proof.decision == table.oral(second).proof.decision
    assert "Remarque du jury\u202f: Vu le dossier." in grid.jury.words.text()
    grid.jury.undo.click()
    assert table.oral(first).proof.decision is table.oral(second).proof.decision is None
    assert not grid.jury.undo.isVisible()
    qtbot.waitUntil(lambda: grid.ready)


def test_one_situation_alone_says_why_nothing_is_decided(qtbot: QtBot, first: int, grid: GridPage) -> None:
    show(qtbot, grid, first)
    assert grid.situation.words.text() == "Situation 2\u202f: elle n’est pas dans ce fichier."
    assert not grid.jury.unsigned.isVisible()
    assert "Ajoutez l’autre situation" in grid.jury.undecidable.text()
    assert not grid.jury.record.isVisible()
    assert grid.situation.bring.text() == "Situation 2 tenue ailleurs…"


def test_what_is_typed_of_the_other_situation_is_checked_and_kept(
    qtbot: QtBot, table: Table, first: int, grid: GridPage
) -> None:
    show(qtbot, grid, first)
    dialog = opened(grid)
    dialog.used.line.setText("26:75")
    dialog.submit()
    assert "Écrivez la date ainsi" in dialog.on.error
    assert dialog.mark.error == "Indiquez la note proposée à cette situation."
    assert "26:00" in dialog.used.error
    for field, text in ((dialog.on, "01/06/2026"), (dialog.mark, "12,5"), (dialog.used, "26:00")):
        field.line.setText(text)
    dialog.place.line.setText("Lycée B · Commission 2")
    dialog.submit()
    assert grid.jury.unsigned.text() == "Signatures manquantes\u202f: situation 2 (grille signée non vue)"
    assert grid.jury.record.isVisible()
    dialog = opened(grid)
    dialog.signed.setChecked(True)
    dialog.submit()
    assert not grid.jury.unsigned.isVisible()
    (told,) = table.oral(first).elsewhere
    assert told == Elsewhere(
        2,
        date(2026, 6, 1),
        Decimal("12.5"),
        Duration.minutes(26),
        signed=True,
        place="Lycée B · Commission 2",
    )
    assert "26:00 utilisées, note proposée 12,5, saisie d’après sa grille." in grid.situation.words.text()
    assert grid.jury.record.isVisible()
    assert grid.situation.bring.text() == "Modifier la situation 2…"
    qtbot.waitUntil(lambda: grid.ready)


def test_the_other_situation_is_read_in_its_file_which_may_be_encrypted(
    qtbot: QtBot, table: Table, first: int, grid: GridPage, tmp_path: Path
) -> None:
    path = tmp_path / "autre.btsjury"
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)
    office = create_file(desk, path, table.office.session, typed_key(PASSPHRASE))
    when = datetime(2026, 6, 1, 14, 0)  # noqa: DTZ001 - wall time of the centre
    office.plan(Plan(Candidate("0213456789", "Adam", "Anaïs"), when), "e4-ccf-2")
    office.plan(Plan(Candidate("0213456780", "Autre", "Jo"), when), "e4-ccf-2")
    office.close()
    show(qtbot, grid, first)
    dialog = opened(grid)
    dialog.read_in(path)
    qtbot.waitUntil(lambda: dialog.secret_field.isVisible() and dialog.read.isEnabled())
    dialog.secret.setText("une autre phrase de passe")
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.secret_field.error))
    dialog.secret.setText(PASSPHRASE)
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.source.text()))
    assert "lue dans un autre fichier d’examen" in dialog.source.text()
    dialog.mark.line.setText("11")
    dialog.submit()
    (kept,) = table.oral(first).elsewhere
    assert kept is not None
    assert (kept.source, kept.mark) == (Source.TYPED, Decimal(11)), "what was typed over counts as typed"
    QThreadPool.globalInstance().waitForDone()
    qtbot.waitUntil(lambda: grid.ready)


def test_a_file_that_has_no_such_situation_fills_nothing(
    qtbot: QtBot, table: Table, first: int, grid: GridPage, tmp_path: Path
) -> None:
    path = tmp_path / "autre.btsjury"
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), FakeClock())
    create_file(desk, path, table.office.session).close()
    show(qtbot, grid, first)
    dialog = opened(grid)
    dialog.read_in(path)
    qtbot.waitUntil(lambda: "n’a pas de situation 2" in dialog._problem_text.text())
    assert dialog.on.text() == ""
    dialog.reject()


def test_the_synthesis_stands_among_the_papers(qtbot: QtBot, first: int, grid: GridPage) -> None:
    show(qtbot, grid, first)
    grid.show_paper(first, SidePaper.SYNTHESIS)
    qtbot.waitUntil(lambda: grid.ready)
    assert grid.state.text() == "Fiche de synthèse des deux situations, pour le jury."
    assert not grid.situation.isVisible()
    grid.footer.text.click()
    assert "Situation 2" in grid.text.toPlainText()
