"""A second file in one run of the program: nothing of the first is left that could still be told of."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.shell import questions, tasks
from btstc_jury.ui.theme.theme import Mode
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


def forgotten() -> None:
    """What is to be deleted is."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def second(show_window: ShowWindow, desk: Desk, tmp_path: Path) -> Hands:
    """All screens of the first file were shown; the second is open on its list."""
    hands = show_window()
    for name in ("one", "two"):
        path = tmp_path / f"{name}.btsjury"
        make_file(desk, path)
        assert hands.window.open_path(path)
        forgotten()
        if name == "one":
            hands.workspace.open_oral(1)
            hands.workspace.show_deliberation(1)
            hands.workspace.show_grid(1)
            hands.wait(lambda: hands.workspace.grid.ready)
            hands.workspace.show_day()
    return hands


def test_screens_change_without_a_word_to_those_of_the_first(second: Hands) -> None:
    second.workspace.open_oral(1)
    second.workspace.show_day()
    for action in second.window.acts:
        action.changed.emit()


@pytest.mark.parametrize("mode", ["dark", "contrast-light"])
def test_another_look_too(second: Hands, mode: Mode) -> None:
    second.theme.set(mode, 1.5)
    second.theme.set("light", 1.0)


def test_keys_that_change_too(second: Hands) -> None:
    preferences = second.window.preferences
    preferences.put(preferences.value._replace(keys={"window.cover": "F12"}))
    second.workspace.open_oral(1)
    second.workspace.show_deliberation(1)


@pytest.mark.parametrize("kind", [FileKind.EXAM, FileKind.TRAINING])
def test_no_screen_of_a_closed_file_stays_in_memory(
    show_window: ShowWindow, desk: Desk, path: Path, kind: FileKind
) -> None:
    """What calls a screen when something happens must not keep it, nor all that it knows of candidates."""
    make_file(desk, path, kind=kind)
    bench = show_window().window.bench
    bench.open_path(path)
    workspace = bench.opened.workspace
    workspace.show_live(1)
    workspace.show_deliberation(1)
    workspace.show_grid(1)
    screens = [weakref.ref(each) for each in (workspace, *workspace.places)]
    shown = [type(each).__name__ for each in (workspace, *workspace.places)]
    del workspace
    QApplication.processEvents()
    bench.leave_file()
    forgotten()
    assert [name for name, screen in zip(shown, screens, strict=True) if screen() is not None] == []


def words_asked(monkeypatch: pytest.MonkeyPatch, *, agreed: bool) -> list[str]:
    """The words of each question, answered so."""
    said: list[str] = []

    def answer(_theme: object, _parent: object, _title: str, words: str, *_more: object) -> bool:
        said.append(words)
        return agreed

    monkeypatch.setattr(questions, "agrees", answer)
    return said


def test_a_new_file_given_up_leaves_no_clock_running_behind_it(
    started: Hands, desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = words_asked(monkeypatch, agreed=True)
    running: list[bool] = []

    def given_up(*_values: object, training: bool = False) -> None:
        running.append(started.window.bench.is_open)

    monkeypatch.setattr(tasks, "make_new_file", given_up)
    started.window.acts.new.trigger()
    assert running == [False]
    assert started.window.welcome.isVisible()
    assert "Un nouveau fichier s’ouvrira à la place" in said[0]
    office, under_way = open_file(desk, path)
    assert under_way == 1
    office.close()


def test_a_new_file_given_up_leaves_the_day_as_it_is(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    def given_up(*_values: object, training: bool = False) -> None:
        assert hands.window.bench.is_open

    monkeypatch.setattr(tasks, "make_new_file", given_up)
    hands.window.acts.new.trigger()
    assert hands.window.bench.is_open


def test_whoever_stays_goes_on(started: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = words_asked(monkeypatch, agreed=False)
    window = started.window
    monkeypatch.setattr(tasks, "make_new_file", lambda *_values: pytest.fail("nothing is made"))
    window.acts.new.trigger()
    window.acts.demonstration.trigger()
    window.bench.open_other(tmp_path / "other.btsjury")
    window.bench.open_other(tmp_path / "trial.btsjury", passing=True)
    assert [words.split("\n")[0] for words in said] == [
        "Un nouveau fichier s’ouvrira à la place de celui-ci.",
        "La démonstration s’ouvrira à la place de ce fichier.",
        "Le fichier choisi s’ouvrira à la place de celui-ci.",
        "L’essai de la forme a un fichier d’entraînement, qui s’ouvrira à la place de celui-ci.",
    ]
    assert started.page is started.live
