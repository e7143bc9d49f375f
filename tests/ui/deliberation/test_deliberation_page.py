"""From the end of the oral to the settled proposal, by keys and clicks."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.events import DossierChecked
from btstc_jury.domain.standing import Stage, Status
from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel
from tests.ui.deliberation.conftest import Deliberate, Table

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def key(
    qtbot: QtBot, page: DeliberationPage, name: Qt.Key, modifier: Qt.KeyboardModifier | None = None
) -> None:
    """A key where the focus is."""
    QTest.keyClick(page.focusWidget(), name, modifier or Qt.KeyboardModifier.NoModifier)


def missing(page: DeliberationPage) -> list[str]:
    return [item.text() for item in page.missing.items]


def press_missing(qtbot: QtBot, page: DeliberationPage, beginning: str) -> None:
    item = next(each for each in page.missing.items if each.text().startswith(beginning))
    qtbot.waitUntil(item.isVisible)
    QTest.mouseClick(item, Qt.MouseButton.LeftButton)


def test_a_whole_deliberation_by_keyboard_alone(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage
) -> None:
    assert missing(page) == ["le niveau de 17 critères (1, 2, 3, 4, 5, 6…)", "la note", "l’appréciation"]
    assert not page.footer.settle.isEnabled()
    assert page.criteria.list.hasFocus()
    for _ in range(17):
        key(qtbot, page, Qt.Key.Key_F3)
        key(qtbot, page, Qt.Key.Key_3)
    assert set(table.oral(oral).ratings.values()) == {"S"}
    assert missing(page) == ["la note", "l’appréciation"]
    key(qtbot, page, Qt.Key.Key_Tab)
    QTest.keyClicks(page.focusWidget(), "12,5")
    key(qtbot, page, Qt.Key.Key_Tab)
    assert table.oral(oral).verdict.mark == Decimal("12.5")
    QTest.keyClicks(page.focusWidget(), "Propre et net.")
    key(qtbot, page, Qt.Key.Key_Return, CTRL)
    assert table.oral(oral).verdict.appreciation == "Propre et net."
    assert missing(page) == []
    assert page.footer.settle.isEnabled()
    key(qtbot, page, Qt.Key.Key_A, CTRL | SHIFT)
    assert table.oral(oral).stage is Stage.FINALISED
    with qtbot.waitSignal(page.grid_asked) as asked:
        key(qtbot, page, Qt.Key.Key_Space)
    assert asked.args == [oral]


def test_the_settled_proposal_says_so_and_takes_nothing_more(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage
) -> None:
    complete(table, oral)
    hint = page.criteria.findChild(ElidedLabel, "hint")
    assert hint is not None
    assert "prochain à évaluer" in hint.text()
    QTest.mouseClick(page.footer.settle, Qt.MouseButton.LeftButton)
    assert "prochain" not in hint.text(), "nothing is to be rated any more"
    assert page.missing.title.text().startswith("Proposition validée le lundi 1er juin 2026")
    assert page.missing.title.text().endswith("version 1.")
    for field in page.verdict.fields():
        QTest.keyClicks(field, "7")
    page.criteria.list.setFocus()
    page.criteria.list.select(1)
    key(qtbot, page, Qt.Key.Key_1)
    key(qtbot, page, Qt.Key.Key_Z, CTRL)
    assert table.oral(oral).verdict.mark == Decimal(14)
    assert table.oral(oral).verdict.appreciation == "Bien."
    assert table.oral(oral).ratings[1] == "S"
    assert not page.footer.settle.isVisible()
    assert not page.evidence.title.isHidden()


def test_reopening_needs_a_reason(qtbot: QtBot, table: Table, oral: int, page: DeliberationPage) -> None:
    complete(table, oral)
    table.conductor.act(oral, ev.Finalised())
    QTest.mouseClick(page.footer.reopen, Qt.MouseButton.LeftButton)
    form = page.missing.reopening
    assert form.reason.hasFocus()
    QTest.keyClicks(form.reason, "  ")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    assert not form.confirm.isEnabled()
    assert table.oral(oral).stage is Stage.FINALISED
    QTest.keyClick(form.reason, Qt.Key.Key_Escape)
    assert not form.isVisible()
    QTest.mouseClick(page.footer.reopen, Qt.MouseButton.LeftButton)
    QTest.keyClicks(form.reason, "erreur de report")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    assert table.oral(oral).stage is Stage.ENDED
    assert table.oral(oral).reopenings == ("erreur de report",)
    assert page.missing.history.text() == "Rouverte\u202f: erreur de report"
    assert page.footer.settle.isEnabled()
    assert not page.verdict.mark.editor.isReadOnly()


def test_a_decision_too_early_says_what_is_missing_and_goes_there(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage
) -> None:
    for _ in range(17):
        key(qtbot, page, Qt.Key.Key_F3)
        key(qtbot, page, Qt.Key.Key_3)
    key(qtbot, page, Qt.Key.Key_A, CTRL | SHIFT)
    assert table.oral(oral).stage is Stage.ENDED
    assert page.echo.text() == "La proposition n’est pas validée\u202f: il manque la note."
    assert page.verdict.mark.editor.hasFocus()


def test_each_missing_thing_leads_to_where_it_is_given(
    qtbot: QtBot, table: Table, page: DeliberationPage, oral: int
) -> None:
    press_missing(qtbot, page, "la note")
    assert page.verdict.mark.editor.hasFocus()
    press_missing(qtbot, page, "l’appréciation")
    assert page.verdict.texts[TextField.APPRECIATION].editor.hasFocus()
    table.rate(oral, but=frozenset({11}))
    table.conductor.act(oral, ev.Rated(11, None))
    table.conductor.act(oral, ev.MarkProposed(Decimal(10)))
    press_missing(qtbot, page, "le niveau de 1 critère (11)")
    assert page.criteria.list.hasFocus()
    assert page.criteria.list.current() == 11
    table.conductor.act(oral, DossierChecked(DossierCheck(Outcome.PENDING)))
    press_missing(qtbot, page, "le contrôle du dossier")
    section = page.dossier
    assert section.compliant.hasFocus()
    qtbot.waitUntil(lambda: not section.compliant.visibleRegion().isEmpty())
    QTest.keyClick(section.compliant, Qt.Key.Key_Space)
    dossier = table.oral(oral).proceedings.dossier
    assert dossier is not None
    assert dossier.outcome is Outcome.COMPLIANT
    assert "le contrôle du dossier" not in missing(page)
    assert section.isVisible()


def test_a_dossier_doubted_after_the_oral_is_said_here_but_turns_nobody_away(
    qtbot: QtBot, table: Table, page: DeliberationPage, oral: int
) -> None:
    table.conductor.act(oral, DossierChecked(DossierCheck(Outcome.PENDING)))
    section = page.dossier
    assert not section.faulty.isVisible()
    assert not section.none.isVisible()
    QTest.mouseClick(section.doubt, Qt.MouseButton.LeftButton)
    QTest.keyClicks(section.reason, "fiches semblables")
    QTest.keyClick(section.reason, Qt.Key.Key_Return)
    assert table.oral(oral).proceedings.status is Status.RESERVED
    assert "l’information du candidat sur la réserve" in missing(page)


def test_a_dossier_concluded_at_the_arrival_takes_no_room_here(page: DeliberationPage) -> None:
    assert not page.dossier.isVisible()


def test_incidents_are_explained_and_decided_here(qtbot: QtBot, table: Table, deliberate: Deliberate) -> None:
    oral = table.plan()
    table.conduct(oral, incidents=True)
    page = deliberate(table.conductor, oral)
    press_missing(qtbot, page, "le motif de 1 suspension")
    (pause,) = page.account.pauses.values()
    assert pause.field.hasFocus()
    QTest.keyClicks(pause.field, "alarme")
    QTest.keyClick(pause.field, Qt.Key.Key_Return)
    press_missing(qtbot, page, "la décision sur 1 arrêt")
    (gap,) = page.account.gaps.values()
    assert gap.counted.hasFocus()
    used = table.oral(oral).clock(table.clock.now()).total_used
    QTest.mouseClick(gap.left_out, Qt.MouseButton.LeftButton)
    lost = used.us - table.oral(oral).clock(table.clock.now()).total_used.us
    assert lost == 70_000_000
    assert gap.left_out.isChecked()
    assert not gap.counted.isChecked()
    assert missing(page) == ["le niveau de 17 critères (1, 2, 3, 4, 5, 6…)", "la note", "l’appréciation"]


def test_the_time_of_each_phase_shows_its_overrun(page: DeliberationPage) -> None:
    shown = [cell.text() for cells in page.account.times._cells for cell in cells]
    assert shown[:3] == ["1 Présentation de la situation", "8:00 / 10:00", ""]
    assert shown[6:9] == ["3 Entretien sur le déroulement et le suivi", "8:00 / 5:00", "+3:00"]
    assert shown[-3:] == ["Total", "30:20 / 50:00", ""]


def test_undoing_the_end_brings_the_oral_back(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage
) -> None:
    with qtbot.waitSignal(page.oral_resumed) as resumed:
        key(qtbot, page, Qt.Key.Key_Z, CTRL)
    assert resumed.args == [oral]
    assert table.oral(oral).stage is Stage.RUNNING


def test_undo_and_redo_of_a_level(qtbot: QtBot, table: Table, oral: int, page: DeliberationPage) -> None:
    table.conductor.act(oral, ev.Rated(2, "TS"))
    QTest.mouseClick(page.footer.undo, Qt.MouseButton.LeftButton)
    assert 2 not in table.oral(oral).ratings
    key(qtbot, page, Qt.Key.Key_Z, CTRL | SHIFT)
    assert table.oral(oral).ratings[2] == "TS"


def test_going_to_and_fro_keeps_the_field(qtbot: QtBot, page: DeliberationPage) -> None:
    remarks = page.verdict.texts[TextField.OBSERVATIONS].editor
    remarks.setFocus()
    key(qtbot, page, Qt.Key.Key_F2)
    assert page.criteria.list.hasFocus()
    key(qtbot, page, Qt.Key.Key_F2)
    assert remarks.hasFocus()


def test_the_keyboard_goes_from_criteria_to_mark_to_texts(qtbot: QtBot, page: DeliberationPage) -> None:
    expected: list[QWidget] = [page.criteria.list, *page.verdict.fields()]
    for widget in expected:
        assert page.focusWidget() is widget
        key(qtbot, page, Qt.Key.Key_Tab)


def test_not_yet_rated_come_first_and_stay_where_they_are(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage
) -> None:
    table.rate(oral, but=frozenset({9, 13}))
    table.conductor.act(oral, ev.Rated(1, "TI"))
    QTest.mouseClick(page.criteria.unrated, Qt.MouseButton.LeftButton)
    model = page.criteria.list.model()
    rows = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    heads = [row.partition(".")[0].strip() for row in rows[:4]]
    assert heads == ["À évaluer d’abord", "9", "13", "Déjà évalués"]
    assert page.criteria.list.current() == 9
    key(qtbot, page, Qt.Key.Key_F3)
    key(qtbot, page, Qt.Key.Key_1)
    assert str(model.index(1, 0).data()).startswith("9.")
    assert table.oral(oral).ratings[13] == "TI"


def test_a_settled_proposal_asks_for_no_level(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage
) -> None:
    table.rate(oral)
    table.conductor.act(oral, ev.MarkProposed(Decimal(14)))
    table.conductor.act(oral, ev.TextWritten(TextField.APPRECIATION, "Bien."))
    rated, prompt = page.criteria.list, page.criteria.prompt
    rated.setFocus()
    assert prompt.isVisible()
    asked = prompt.asked.text()
    table.conductor.act(oral, ev.Finalised())
    assert not prompt.isVisible()
    page.footer.grid.setFocus()
    rated.setFocus()
    key(qtbot, page, Qt.Key.Key_Down)
    assert rated.hasFocus()
    assert not prompt.isVisible()
    table.conductor.act(oral, ev.Reopened("à revoir"))
    assert prompt.isVisible()
    assert prompt.asked.text() == asked


def test_leaving_by_escape_and_by_the_arrow(qtbot: QtBot, page: DeliberationPage) -> None:
    with qtbot.waitSignal(page.home_asked):
        key(qtbot, page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.home_asked):
        key(qtbot, page, Qt.Key.Key_Left, ALT)


def test_a_hidden_page_is_right_when_it_comes_back(
    qtbot: QtBot, table: Table, oral: int, page: DeliberationPage
) -> None:
    page.hide()
    table.conductor.act(oral, ev.MarkProposed(Decimal(9)))
    page.show()
    assert page.verdict.mark.editor.text() == "9"


def test_an_oral_not_ended_leads_back_to_it(qtbot: QtBot, table: Table, deliberate: Deliberate) -> None:
    number = table.plan()
    page = deliberate(table.conductor, number)
    with qtbot.waitSignal(page.oral_resumed):
        press_missing(qtbot, page, "la fin de l’interrogation")


def test_all_fits_a_small_window_at_every_text_size(
    qtbot: QtBot, theme: Theme, page: DeliberationPage
) -> None:
    for scale in (1.0, 1.5, 2.0):
        theme.set(scale=scale)
        page.resize(1280, 720)
        qtbot.waitUntil(lambda: fits(page))
    theme.set(scale=1.0)


def fits(page: DeliberationPage) -> bool:
    """Whether the page has the size asked for and cuts nothing off at the right."""
    settle, inside = page.footer.settle, page._scroll.widget()
    return (
        (page.width(), page.height()) == (1280, 720)
        and settle.width() >= settle.sizeHint().width()
        and inside is not None
        and inside.width() <= page._scroll.viewport().width()
    )


def complete(table: Table, oral: int) -> None:
    """All that the grid needs."""
    for criterion in table.oral(oral).form.criteria:
        table.conductor.act(oral, ev.Rated(criterion.number, "S"))
    table.conductor.act(oral, ev.MarkProposed(Decimal(14)))
    table.conductor.act(oral, ev.TextWritten(TextField.APPRECIATION, "Bien."))
