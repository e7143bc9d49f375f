"""Every screen as a screen reader has it: each control with name, role and state, nothing empty or twice."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from btstc_jury.application.settings import Settings
from btstc_jury.application.views import formats
from btstc_jury.application.views.grid import grid_view
from tests.accessibility.tree import name_of, problems, visible
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands
from tests.ui.test_pictures import Day, day, live_screens, other_screens

__all__ = ["day"]


def spoken(hands: Hands, role: QAccessible.Role) -> list[QAccessibleInterface]:
    QApplication.processEvents()
    return [each for each in visible(hands.window) if each.role() is role]


@pytest.fixture
def opened(show_window: ShowWindow, day: Day, path: Path) -> Hands:
    hands = show_window()
    hands.window.resize(1366, 768)
    assert hands.window.open_path(path)
    return hands


def test_every_control_of_every_screen_has_a_name_a_role_and_no_double(
    opened: Hands,
    day: Day,
) -> None:
    found: list[str] = []
    for screen in chain(live_screens(opened, day), other_screens(opened, day)):
        QApplication.processEvents()
        found += [f"{screen}: {problem}" for problem in problems(opened.window)]
        assert sum(1 for _ in visible(opened.window)) > 20, screen
    assert not found, "\n".join(found)


def test_the_first_window_is_told_whole(show_window: ShowWindow, tmp_path: Path) -> None:
    known = tmp_path / "session-de-mai.btsjury"
    known.touch()
    for recent in ((), (known,)):
        hands = show_window(settings=Settings(recent=recent))
        QApplication.processEvents()
        assert not problems(hands.window)
        hands.window.close()


def test_the_levels_of_the_current_criterion_are_controls_with_a_state(started: Hands) -> None:
    started.remark("#9=S reformule le besoin")
    started.live.criteria.show_all()
    criteria = started.live.criteria.list
    assert criteria.select(9)
    levels = spoken(started, QAccessible.Role.RadioButton)
    states = {name_of(each): bool(each.state().checked) for each in levels}
    assert states == {
        "TI, très insuffisant": False,
        "I, insuffisant": False,
        "S, satisfaisant": True,
        "TS, très satisfaisant": False,
        "NE, non évalué": False,
    }
    best = next(each for each in levels if name_of(each).startswith("TS"))
    action = best.actionInterface()
    action.doAction(action.actionNames()[0])
    started.wait(lambda: started.oral.ratings[9] == "TS")
    again = {name_of(each)[:2]: bool(each.state().checked) for each in spoken(started, best.role())}
    assert [name for name, on in again.items() if on] == ["TS"]


def test_the_levels_stand_where_the_eye_sees_them(started: Hands) -> None:
    started.live.criteria.show_all()
    criteria = started.live.criteria.list
    assert criteria.select(9)
    levels = spoken(started, QAccessible.Role.RadioButton)
    assert len(levels) == 5
    row = criteria.visualRect(criteria.currentIndex())
    top = criteria.viewport().mapToGlobal(row.topLeft())
    assert all(row.translated(top - row.topLeft()).contains(each.rect()) for each in levels)


def test_a_row_names_its_remarks_and_a_remark_its_criterion(started: Hands) -> None:
    started.remark("- #9=S reformule le besoin")
    started.live.criteria.show_all()
    assert started.live.criteria.list.select(9)
    rows = [name_of(each) for each in spoken(started, QAccessible.Role.ListItem)]
    assert any(each.startswith("9. ") and each.endswith("satisfaisant — 1 remarque") for each in rows), rows
    assert any("− reformule le besoin, critère 9" in each for each in rows), rows


def test_the_phases_say_how_far_each_is(started: Hands) -> None:
    started.live.refresh_clock()
    (bar,) = [each for each in visible(started.window) if name_of(each) == "Phases de l’interrogation"]
    told = bar.text(QAccessible.Text.Description).split(", ")
    assert [each.rsplit(" ", 2)[-2:] == ["en", "cours"] for each in told].count(True) == 1
    assert len(told) == len(started.oral.form.phases)


def test_a_combo_is_told_what_it_is_for(started: Hands) -> None:
    combos = spoken(started, QAccessible.Role.ComboBox)
    assert combos
    assert {each.text(QAccessible.Text.Description) for each in combos} >= {"Auteur des remarques"}


def test_the_grid_is_read_as_text_before_it_is_signed(opened: Hands, day: Day) -> None:
    workspace = opened.workspace
    workspace.show_grid(day.orals["grid"])
    opened.wait(lambda: workspace.grid.ready)
    opened.key("T")
    assert opened.at(workspace.grid.text)
    text = workspace.grid.text.toPlainText()
    view = grid_view(opened.office, day.orals["grid"])
    assert f"Note proposée{formats.COLON} {view.mark} sur {view.out_of}" in text
    labels = {each.letters: each.label for each in view.levels}
    rows = [row for group in view.groups for row in group.rows]
    for row in rows:
        level = f"{row.level}, {labels[row.level]}"
        assert f"{row.number}. {row.text}{formats.COLON} {level}" in text
    for each in (view.appreciation, view.candidate, *(member.name for member in view.members)):
        assert each in text
    opened.key("T")
    assert opened.at(workspace.grid.preview)
