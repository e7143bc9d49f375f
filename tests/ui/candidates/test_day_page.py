"""The day's list, by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.views.day import DayRow
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.candidates.day_list import DayDelegate, DayLayout, DayList, DayModel
from btstc_jury.ui.candidates.day_page import DayPage
from btstc_jury.ui.candidates.day_rows import DayBar
from btstc_jury.ui.candidates.day_side import DayStrip, LegendSign
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel
from tests.each_status import DOUBT
from tests.ui.candidates.conftest import CTRL, Day
from tests.ui.conftest import Show
from tests.ui.finding import button, called, click, middle, press, row_of, spoken, words, write

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def orals(page: DayPage) -> DayList:
    found = called(page, "Interrogations")
    assert isinstance(found, DayList)
    return found


def test_the_pill_of_the_commission_is_as_wide_as_its_words(day: Day, show: Show) -> None:
    page = show(day.conductor)
    page.resize(1280, 720)
    QApplication.processEvents()
    (pill,) = (each for each in page.findChildren(ElidedLabel) if each.text().startswith("Commission "))
    around = pill.width() - pill.fontMetrics().horizontalAdvance(pill.text())
    assert 0 <= around <= 2 * 12


def test_each_stage_has_its_words(day: Day, show: Show) -> None:
    stages = ("opened", "running", "paused", "ended", "final")
    planned = {stage: day.plan(stage, f"{hour:02d}:00") for hour, stage in enumerate(stages, start=9)}
    for stage in sorted(stages, key=lambda each: each == "running"):
        day.conduct(planned[stage], stage)
    day.plan("planned", "15:00", accommodation=Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD))
    page = show(day.conductor)
    rows = spoken(orals(page))
    assert [row.split(", ", 4)[-1] for row in rows] == [
        "Commission installée, Ouvrir",
        "En cours, phase 1, prochaine interrogation, Reprendre",
        "Suspendue, phase 1, Reprendre",
        "En délibération, Délibérer",
        "À signer, version 1, Grille",
        "temps majoré, Prévue, Ouvrir",
    ]
    assert rows[0].startswith("9\u202fh\u202f00, OPENED Anaïs, n° 0213456789, E4 · ponctuel, ")
    legend = ("1 à signer", "1 à délibérer", "1 suspendue", "1 en cours", "1 prête", "1 prévue")
    assert "\n".join(legend) in words(page)
    assert len(page.findChildren(LegendSign)) == len(legend)
    assert "6 interrogations · 1 proposition validée" in words(page)
    assert page.findChildren(DayStrip)[0].accessibleName().startswith("1 à signer")


def test_the_header_says_which_session_and_what_it_is_worth(day: Day, show: Show) -> None:
    day.plan("Garnier")
    said = words(show(day.conductor))
    for part in ("session 2026", "Commission 3", "Lycée fictif, salle B12", "EXAMEN", "Lundi 1er juin 2026"):
        assert part in said


def test_enter_opens_the_next_oral_and_arrows_reach_the_others(day: Day, show: Show) -> None:
    first, second = day.plan("Garnier", "08:30"), day.plan("Hamel", "09:30")
    third = day.plan("Imbert", "10:30")
    day.conduct(first, "final")
    page = show(day.conductor)
    chosen: list[int] = []
    page.oral_chosen.connect(chosen.append)
    assert orals(page).hasFocus()
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Enter)
    press(page, Qt.Key.Key_Home)
    press(page, Qt.Key.Key_Return)
    assert chosen == [second, third, first]


def test_letters_jump_to_a_name(day: Day, show: Show) -> None:
    day.plan("Garnier", "08:30")
    imbert = day.plan("Imbert", "10:30")
    page = show(day.conductor)
    press(page, Qt.Key.Key_I)
    assert orals(page).current == imbert


def test_the_mouse_opens_by_the_button_of_any_row(day: Day, show: Show) -> None:
    first, second = day.plan("Garnier", "08:30"), day.plan("Hamel", "09:30")
    page = show(day.conductor)
    listed = orals(page)
    view = listed.viewport()
    chosen: list[int] = []
    page.oral_chosen.connect(chosen.append)
    hamel = row_of(listed, "HAMEL")
    where = QPoint(*listed.button_at(row_of(listed, "GARNIER")))
    click(view, where)
    assert chosen == [first]
    click(view, QPoint(150, middle(listed, hamel).y()))
    assert chosen == [first], "beside the button a click only selects"
    assert listed.current == second
    click(view, QPoint(where.x(), middle(listed, hamel).y()))
    assert chosen == [first, second]
    QTest.mouseDClick(view, LEFT, NONE, QPoint(150, middle(listed, hamel).y()))
    assert chosen == [first, second, second]


def test_a_preparation_counts_down_in_its_row(qtbot: QtBot, day: Day, show: Show) -> None:
    oral = day.plan("Nguyen")
    day.prepare(oral, Duration.seconds(60.99))
    page = show(day.conductor)
    listed = orals(page)
    assert "En préparation 49:00" in spoken(listed)[0]
    day.clock.advance(Duration.seconds(1))
    qtbot.waitUntil(lambda: "En préparation 48:59" in spoken(listed)[0])


def test_a_preparation_beyond_its_time_says_so(day: Day, show: Show) -> None:
    day.prepare(day.plan("Nguyen"), Duration.minutes(51))
    assert "Dépassement +01:00" in spoken(orals(show(day.conductor)))[0]


def test_a_hidden_page_reads_nothing_and_is_right_when_it_comes_back(day: Day, show: Show) -> None:
    oral = day.plan("Nguyen")
    day.prepare(oral, Duration.seconds(0))
    page = show(day.conductor)
    page.hide()
    day.clock.advance(Duration.minutes(10))
    day.conductor.act(oral, ev.PreparationEnded())
    assert "En préparation 50:00" in spoken(orals_of(page))[0]
    page.show()
    assert "Préparation terminée" in spoken(orals_of(page))[0]


def orals_of(page: DayPage) -> DayList:
    return page.findChildren(DayList)[0]


def test_what_happens_elsewhere_shows_at_once(day: Day, show: Show) -> None:
    oral = day.plan("Nguyen")
    page = show(day.conductor)
    day.conductor.act(oral, do.StartPreparation())
    assert "En préparation 50:00" in spoken(orals(page))[0]


def test_tasks_lead_to_their_oral(day: Day, show: Show) -> None:
    oral = day.plan("Imbert", "10:30")
    day.conduct(oral, "ended")
    complete = day.plan("Keller", "11:30")
    day.conduct(complete, "complete")
    page = show(day.conductor)
    chosen: list[int] = []
    page.oral_chosen.connect(chosen.append)
    click(button(page, "Proposition à valider, KELLER Anaïs"))
    task = called(page, "Délibération à finir\u202f: 5 éléments manquent, IMBERT Anaïs")
    task.setFocus()
    QTest.keyClick(task, Qt.Key.Key_Return)
    assert chosen == [complete, oral]


def test_a_search_goes_through_the_whole_file(day: Day, show: Show) -> None:
    day.plan("Garnier", "08:30")
    day.plan("Moreau", "14:00")
    later = day.plan("Morel", "09:00", day="2026-06-02")
    page = show(day.conductor)
    chosen: list[int] = []
    page.oral_chosen.connect(chosen.append)
    press(page, Qt.Key.Key_F, CTRL)
    write(page, "mor")
    rows = spoken(orals(page))
    assert [row.split(", ")[:3] for row in rows] == [
        ["01/06/2026", "14\u202fh\u202f00", "MOREAU Anaïs"],
        ["02/06/2026", "9\u202fh\u202f00", "MOREL Anaïs"],
    ]
    assert "2 résultats pour «\u202fmor\u202f»" in words(page)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Return)
    assert chosen == [later]
    press(page, Qt.Key.Key_F, CTRL)
    press(page, Qt.Key.Key_Escape)
    assert len(spoken(orals(page))) == 2
    assert orals(page).hasFocus()


def test_a_search_without_result_says_so(day: Day, show: Show) -> None:
    day.plan("Garnier")
    page = show(day.conductor)
    press(page, Qt.Key.Key_F, CTRL)
    write(page, "xyz")
    assert "Aucun candidat ne correspond à «\u202fxyz\u202f»" in words(page)


def test_days_are_chosen_one_after_the_other(day: Day, show: Show) -> None:
    day.plan("Garnier")
    day.plan("Hamel", day="2026-06-02")
    page = show(day.conductor)
    assert not button(page, "Jour précédent").isEnabled()
    click(button(page, "Jour suivant"))
    assert "HAMEL" in spoken(orals(page))[0]
    assert not button(page, "Jour suivant").isEnabled()
    click(button(page, "Jour précédent"))
    assert "GARNIER" in spoken(orals(page))[0]


def test_select_goes_to_the_day_of_the_oral(day: Day, show: Show) -> None:
    day.plan("Garnier")
    oral = day.plan("Hamel", day="2026-06-02")
    page = show(day.conductor)
    page.select(oral)
    assert orals(page).current == oral


def test_an_empty_file_asks_for_its_first_candidate(day: Day, show: Show) -> None:
    page = show(day.conductor)
    assert "Aucun candidat dans ce fichier" in words(page)
    assert button(page, "Ajouter un candidat…").property("role") == "primary"


def test_a_file_open_elsewhere_is_only_read(day: Day, show: Show, desk: Desk) -> None:
    day.plan("Garnier")
    reader, _ = open_file(desk, day.office.file.path)
    page = show(Conductor(reader))
    assert "Lecture seule" in words(page)
    press(page, Qt.Key.Key_F4)
    press(page, Qt.Key.Key_I, CTRL)
    press(page, Qt.Key.Key_T, CTRL)
    assert QApplication.activeModalWidget() is None
    assert reader.oral(1).preparation is None
    reader.close()


def test_the_grid_is_asked_for_with_its_key(qtbot: QtBot, day: Day, show: Show) -> None:
    oral = day.plan("Garnier")
    page = show(day.conductor)
    with qtbot.waitSignal(page.grid_asked, check_params_cb=lambda asked: asked == oral):
        press(page, Qt.Key.Key_G, CTRL)


def test_other_file_and_keys_are_asked_of_the_shell(qtbot: QtBot, day: Day, show: Show) -> None:
    page = show(day.conductor)
    with qtbot.waitSignal(page.home.triggered):
        click(button(page, "Autre fichier…"))
    with qtbot.waitSignal(page.sheet.triggered):
        click(button(page, "? aide"))


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_page_fits_the_smallest_window(day: Day, show: Show, theme: Theme, scale: float) -> None:
    day.plan("Dacosta de la Rochefoucauld-Montmirail", form="e6-ccf-unique")
    day.plan("Hamel", day="2026-06-02")
    theme.set(scale=scale)
    page = show(day.conductor)
    page.resize(1280, 720)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= 1280
    assert page.minimumSizeHint().height() <= 720
    assert page.width() == 1280
    theme.set(scale=1.0)


def test_the_text_size_changes_under_the_eyes(day: Day, show: Show, theme: Theme) -> None:
    day.conduct(day.plan("Imbert", "10:30"), "ended")
    page = show(day.conductor)
    listed = orals(page)
    before = listed.sizeHintForRow(0)
    theme.set("dark", 2.0)
    QApplication.processEvents()
    assert listed.sizeHintForRow(0) > before
    assert page.width() == 1366
    theme.set("light", 1.0)
    QApplication.processEvents()
    assert listed.sizeHintForRow(0) == before


def test_a_day_of_many_orals_stays_one_list(theme: Theme, day: Day, show: Show) -> None:
    page = show(day.conductor)
    numbers = [day.plan(f"Nom{each:04d}", f"{8 + each // 60:02d}:{each % 60:02d}") for each in range(200)]
    page.refresh()
    press(page, Qt.Key.Key_End)
    assert orals(page).current == numbers[-1]
    assert orals(page).visualRect(row_of(orals(page), "NOM0199")).bottom() <= orals(page).viewport().height()


def laid_out(listed: DayList) -> DayLayout:
    delegate = listed.itemDelegate()
    assert isinstance(delegate, DayDelegate)
    return delegate.layout()


def shown_rows(listed: DayList) -> tuple[DayRow, ...]:
    model = listed.model()
    assert isinstance(model, DayModel)
    return model.rows


def test_a_long_name_wraps_beside_its_number(day: Day, show: Show) -> None:
    for name, hour in (("Fouquet", "09:00"), ("Garnier", "09:30")):
        day.plan(name, hour)
    day.plan("Nguyễn-Vraisemblablement de La Très Longue Vallée Fictive du Haut", "10:00")
    page = show(day.conductor)
    page.resize(1100, 720)
    QApplication.processEvents()
    listed = orals(page)
    short, long = (listed.visualRect(listed.model().index(row, 0)).height() for row in (1, 2))
    assert short < long
    layout, row = laid_out(listed), shown_rows(listed)[2]
    words = layout.name_height(row) + QFontMetrics(layout.small_font).height()
    assert long - words >= layout.gap, "the words don't touch the edges"


def test_a_remark_longer_than_its_form_is_not_cut_where_there_is_room(day: Day, show: Show) -> None:
    oral = day.plan("Garnier", "09:00", accommodation=Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD))
    day.office.act(oral, ev.DossierChecked(DOUBT))
    page = show(day.conductor)
    page.resize(1280, 700)
    QApplication.processEvents()
    listed = orals(page)
    layout, row = laid_out(listed), shown_rows(listed)[0]
    cells = layout.cells(listed.visualRect(listed.model().index(0, 0)), row)
    assert row.remark
    assert QFontMetrics(layout.small_font).horizontalAdvance(row.remark) <= cells.form.width()


def test_a_text_is_found_and_where_it_stands_is_told(day: Day, show: Show) -> None:
    oral = day.plan("Garnier", "08:30")
    day.plan("Moreau", "14:00")
    day.conduct(oral, "running")
    day.office.act(oral, do.AddRemark(day.office.now(), RemarkText("Reformule le besoin du client")))
    page = show(day.conductor)
    press(page, Qt.Key.Key_F, CTRL)
    write(page, "besoin cli")
    (row,) = spoken(orals(page))
    assert "GARNIER" in row
    assert "Remarque, 00:00, " in row
    assert "Reformule le besoin du client" in row
    page.grab()
    day.office.act(oral, ev.Ended())
    press(page, Qt.Key.Key_Escape)
    assert len(spoken(orals(page))) == 2


def test_orals_are_chosen_by_state_and_every_state_widens_the_search(day: Day, show: Show) -> None:
    day.conduct(day.plan("Garnier", "08:30"), "final")
    day.plan("Moreau", "14:00", day="2026-06-02")
    page = show(day.conductor)
    (state,) = (each.state for each in page.findChildren(DayBar))
    state.setCurrentText("À signer")
    assert ["GARNIER" in row for row in spoken(orals(page))] == [True]
    press(page, Qt.Key.Key_F, CTRL)
    write(page, "moreau")
    told = words(page)
    assert "Aucun candidat ne correspond à «\u202fmoreau\u202f» dans l’état «\u202fÀ signer\u202f»" in told
    assert "«\u202fTous les états\u202f» élargit la recherche." in told
    click(button(page, "Tous les états"))
    assert ["MOREAU" in row for row in spoken(orals(page))] == [True]
    press(page, Qt.Key.Key_Escape)
    assert state.currentText() == "Tous les états"
    assert orals(page).hasFocus()


def test_orals_that_wait_to_be_read_are_read_while_the_window_answers(
    day: Day, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        day.plan(f"Nom{number}")
    monkeypatch.setattr("btstc_jury.application.views.found.AT_ONCE", 2)
    monkeypatch.setattr("btstc_jury.ui.candidates.day_rows._A_FEW", 2)
    page = show(day.conductor)
    press(page, Qt.Key.Key_F, CTRL)
    write(page, "n")
    qtbot.waitUntil(lambda: day.office.file.finder.due() == 0)
    qtbot.waitUntil(lambda: len(spoken(orals(page))) == 5)
    assert not any("à lire" in each for each in words(page))
