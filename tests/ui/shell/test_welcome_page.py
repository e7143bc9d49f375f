"""The first thing that a juror sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.ui.shell.welcome_page import RecentRow, WelcomePage
from btstc_jury.ui.shortcuts import Keymap
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.window_acts import WindowActs
from tests.ui.finding import button, click, press, words
from tests.ui.hands import idle_acts


@pytest.fixture
def acts() -> Iterator[WindowActs]:
    window = QWidget()
    yield idle_acts(window)
    window.deleteLater()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, acts: WindowActs) -> WelcomePage:
    made = WelcomePage(theme, acts)
    qtbot.addWidget(made)
    theme.dress(made)
    made.resize(1280, 720)
    made.show_recent(())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def known(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two files that are there, the older one between, and one that is gone."""
    paths = (tmp_path / "gone.btsjury", tmp_path / "mai.btsjury", tmp_path / "juin.btsjury")
    for path in paths[1:]:
        path.touch()
    return paths


def primary(page: WelcomePage) -> list[str]:
    buttons = page.findChildren(QPushButton)
    return [each.text() for each in buttons if each.property("role") == "primary" and each.isVisible()]


def test_a_first_visit_is_offered_the_demonstration(
    qtbot: QtBot, page: WelcomePage, acts: WindowActs
) -> None:
    assert "Conduire les épreuves orales du BTS" in words(page)
    assert primary(page) == ["Essayer la démonstration"]
    with qtbot.waitSignal(acts.demonstration.triggered):
        press(page, Qt.Key.Key_Return)


def test_each_of_its_users_finds_a_door(qtbot: QtBot, page: WelcomePage, acts: WindowActs) -> None:
    said = words(page)
    doors: dict[str, dict[str, QAction]] = {
        "Commission d’interrogation": {
            "Nouveau fichier d’examen…": acts.new,
            "Ouvrir un fichier…": acts.open,
        },
        "Professeur et étudiants": {"training": acts.training},
        "Centre d’examen": {"centre": acts.centre, "Ouvrir un centre d’un serveur…": acts.server},
    }
    for whom, ways in doors.items():
        assert whom in said
        for name, act in ways.items():
            with qtbot.waitSignal(act.triggered):
                click(button(page, name))


def test_with_files_known_the_ways_in_stand_below_them(
    qtbot: QtBot, page: WelcomePage, acts: WindowActs, known: tuple[Path, Path, Path]
) -> None:
    page.show_recent(known)
    assert "Commission d’interrogation" not in words(page)
    for name, act in (("Nouveau fichier d’examen…", acts.new), ("Ouvrir un fichier…", acts.open)):
        with qtbot.waitSignal(act.triggered):
            click(button(page, name))


def test_the_key_of_the_guide_is_told_and_follows_a_change(page: WelcomePage, acts: WindowActs) -> None:
    assert "F1 ouvre, partout, la page de l’aide" in words(page)
    keymap = Keymap({"window.help": "F12"})
    acts.help.take_keys(keymap)
    assert "F12 ouvre, partout" in words(page)


def test_the_file_opened_last_comes_first(page: WelcomePage, known: tuple[Path, Path, Path]) -> None:
    gone, may, june = known
    chosen: list[Path] = []
    page.recent_chosen.connect(chosen.append)
    page.show_recent((may, june, gone))
    said = words(page)
    assert "mai" in said
    assert "introuvable" in said
    assert primary(page) == ["Ouvrir"]
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Return)
    click(button(page, "Ouvrir"))
    assert chosen == [may, june, may]


def test_a_missing_file_does_not_open_and_can_be_taken_away(
    page: WelcomePage, known: tuple[Path, Path, Path]
) -> None:
    gone, may, _ = known
    chosen: list[Path] = []
    removed: list[Path] = []
    page.recent_chosen.connect(chosen.append)
    page.recent_removed.connect(removed.append)
    page.show_recent((gone, may))
    assert "introuvable" in words(page)
    missing = next(each for each in page.findChildren(RecentRow) if each.missing and each.isVisible())
    click(missing)
    click(button(page, "Retirer de la liste"))
    page.setFocus()
    press(page, Qt.Key.Key_Delete)
    assert chosen == []
    assert removed == [gone, may]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_it_fits_the_smallest_window(
    page: WelcomePage, theme: Theme, known: tuple[Path, Path, Path], scale: float
) -> None:
    page.show_recent(known)
    theme.set(scale=scale)
    assert page.minimumSizeHint().width() <= 1280
    assert page.minimumSizeHint().height() <= 720


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("height", [600, 660, 720])
def test_the_buttons_stay_in_sight_below_many_recent_files(
    qtbot: QtBot, page: WelcomePage, theme: Theme, tmp_path: Path, scale: float, height: int
) -> None:
    """A window of 720 has some 660 for the page."""
    paths = [tmp_path / f"{number}.btsjury" for number in range(10)]
    for path in paths:
        path.touch()
    theme.set(scale=scale)
    page.resize(1280, height)
    page.show_recent(paths)
    qtbot.waitUntil(lambda: not button(page, "Ouvrir un fichier…").visibleRegion().isEmpty())
    last = button(page, "Ouvrir un fichier…")
    assert last.visibleRegion().boundingRect().height() == last.height()
    rows = [each for each in page.findChildren(RecentRow) if each.isVisible()]
    assert 1 <= len(rows) < 10
    click(button(page, f"{10 - len(rows)} autres fichiers récents"))
    assert len([each for each in page.findChildren(RecentRow) if each.isVisible()]) == 10
    assert page.findChildren(RecentRow)[len(rows)].hasFocus()


def test_all_recent_files_are_shown_where_there_is_room(page: WelcomePage, tmp_path: Path) -> None:
    page.show_recent([tmp_path / f"{number}.btsjury" for number in range(3)])
    page.resize(1280, 1000)
    assert len([each for each in page.findChildren(RecentRow) if each.isVisible()]) == 3
    assert "fichiers récents\n" not in words(page).removeprefix("Fichiers récents")
