"""The first minute: pointed at, left at any time, and never over a real oral."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from btstc_jury.application.settings import Settings
from btstc_jury.ui.shell.questions import Question
from btstc_jury.ui.shell.tour import STEPS, Tour
from btstc_jury.ui.soon import soon
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands


@pytest.fixture
def first(show_window: ShowWindow) -> Hands:
    hands = show_window()
    hands.window.resize(1280, 720)
    hands.click(hands.button("&Visite d’une minute"))
    hands.wait(lambda: bool(hands.see(Tour)))
    return hands


def tour(hands: Hands) -> Tour:
    (shown,) = hands.see(Tour)
    return shown


def ring(hands: Hands) -> QWidget:
    QApplication.processEvents()
    (found,) = [each for each in hands.window.children() if type(each).__name__ == "_Ring"]
    assert isinstance(found, QWidget)
    return found


def around(hands: Hands, part: QWidget) -> bool:
    place = QRect(part.mapTo(hands.window, QPoint(0, 0)), part.size())
    shown = ring(hands)
    return shown.isVisible() and shown.geometry().contains(place.intersected(hands.window.rect()))


def agree() -> None:
    question = QApplication.activeModalWidget()
    assert isinstance(question, Question)
    question.agree.click()


def test_each_step_points_at_what_it_speaks_of(first: Hands) -> None:
    assert "DÉMONSTRATION" in first.texts()
    for number, step in enumerate(STEPS, 1):
        first.wait(lambda: first.at(tour(first).next))
        assert f"Visite {number}/{len(STEPS)}" in first.texts(tour(first))
        part = step.place(first.workspace)
        first.wait(partial(around, first, part))
        assert first.shows(first.live if step.live else first.workspace.day)
        assert "{" not in tour(first).words
        first.key("Return")
    first.wait(lambda: not first.see(Tour))
    assert first.at(first.live.remarks.field)
    first.write("essai")
    assert first.live.remarks.field.text() == "essai"


def test_escape_leaves_it_and_it_is_there_again_in_the_menu(first: Hands) -> None:
    first.wait(lambda: first.at(tour(first).next))
    first.key("Escape")
    first.wait(lambda: not first.see(Tour))
    assert first.page is first.workspace.day
    first.window.acts.tour.trigger()
    first.wait(lambda: bool(first.see(Tour)))
    first.window.acts.tour.trigger()
    assert len(first.see(Tour)) == 1


def test_it_ends_with_the_demonstration(first: Hands) -> None:
    soon(first.window, agree)
    first.window.acts.home.trigger()
    first.wait(lambda: not first.see(Tour))
    assert first.window.welcome.isVisible()


def test_one_may_try_what_is_shown_and_go_on(first: Hands) -> None:
    for _ in range(4):
        tour(first).next.click()
    field = first.live.remarks.field
    first.click(field)
    first.remark("une remarque pour essayer")
    assert "une remarque pour essayer" in first.texts(first.live)
    tour(first).next.click()
    assert first.workspace.page is first.live
    first.key("Alt+Left")
    first.wait(lambda: not ring(first).isVisible())


def test_the_keys_are_those_in_force(show_window: ShowWindow) -> None:
    hands = show_window(settings=Settings(keys={"oral.next": "F12"}))
    hands.window.acts.tour.trigger()
    hands.wait(lambda: bool(hands.see(Tour)))
    tour(hands).next.click()
    tour(hands).next.click()
    assert "F12 passe à la suivante" in tour(hands).words


def test_a_real_oral_is_not_left_for_it(started: Hands) -> None:
    asked: list[str] = []

    def stay() -> None:
        question = QApplication.activeModalWidget()
        assert question is not None
        asked.append("asked")
        QTest.keyClick(question, Qt.Key.Key_Escape)

    soon(started.window, stay)
    started.window.acts.tour.trigger()
    assert asked == ["asked"]
    assert not started.see(Tour)
    assert started.page is started.live


def test_whoever_has_files_is_not_shown_it_at_the_start(show_window: ShowWindow, tmp_path: Path) -> None:
    hands = show_window(settings=Settings()._replace(recent=(tmp_path / "a.btsjury",)))
    assert "Visite d’une minute" not in hands.texts(hands.window.welcome)


def test_escape_leaves_it_from_the_field_that_one_tries_too(first: Hands) -> None:
    for _ in range(4):
        tour(first).next.click()
    field = first.live.remarks.field
    first.click(field)
    first.write("essai")
    first.key("Escape")
    first.wait(lambda: not first.see(Tour))
    assert first.at(field)
    assert field.text() == "essai"
