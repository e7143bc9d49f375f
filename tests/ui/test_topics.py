"""A screen hears the topics that it shows: what an act doesn't touch is not asked for again."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from types import ModuleType

import pytest

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from tests.ui.hands import Hands

WATCHED = {
    "identity_view": ("live.live_board", "deliberation.deliberation_board", "shell.surroundings"),
    "window_title": ("shell.surroundings",),
    "under_way_line": ("shell.under_way",),
    "controls": ("live.live_board",),
    "clock_view": ("live.live_board",),
    "criteria_view": ("live.live_board",),
    "opinions_view": ("live.live_board",),
    "fraud_view": ("live.live_board", "deliberation.deliberation_board"),
    "remark_lines": ("live.remarks_panel",),
    "timeline": ("live.remarks_panel",),
    "questions_view": ("live.remarks_panel",),
    "arrival_view": ("live.live_board", "deliberation.deliberation_board"),
    "status_notice": ("oral.status_strip",),
    "erasing_view": ("deliberation.foot",),
    "deliberation_view": ("deliberation.deliberation_board",),
}
"""The views that the screens ask for, with the modules that do."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each view was asked for."""
    counted: Counter[str] = Counter()

    def watch(module: ModuleType, name: str) -> None:
        view = getattr(module, name)

        def counting(*given: object, **named: object) -> object:
            counted[name] += 1
            return view(*given, **named)

        monkeypatch.setattr(module, name, counting)

    for name, modules in WATCHED.items():
        for module in modules:
            watch(import_module(f"btstc_jury.ui.{module}"), name)
    return counted


def built(hands: Hands) -> list[str]:
    """What the menus of the window say, and whether each entry is there."""
    return [f"{each.text()} {each.isEnabled()}" for each in hands.window.menuBar().actions()]


REMARKS = {"remark_lines": 1, "timeline": 1, "questions_view": 1}


def test_a_remark_repaints_remarks_and_their_count_beside_the_criteria(
    started: Hands, asked: Counter[str]
) -> None:
    menus, title = built(started), started.window.windowTitle()
    asked.clear()
    started.remark("#1 une remarque")
    assert asked == {**REMARKS, "criteria_view": 1}
    assert (built(started), started.window.windowTitle()) == (menus, title)


def test_a_level_repaints_the_criteria_alone(started: Hands, asked: Counter[str]) -> None:
    asked.clear()
    started.key("F2")
    started.write("3s")
    assert started.oral.ratings == {3: "S"}
    assert asked == {"criteria_view": 1}


def test_a_phase_is_told_everywhere(started: Hands, asked: Counter[str]) -> None:
    asked.clear()
    started.key("Ctrl+Return")
    assert {"identity_view", "window_title", "controls", "clock_view", *REMARKS} <= set(asked)


def deliberated(hands: Hands) -> int:
    """The number of the oral, its deliberation on the screen."""
    hands.key("Ctrl+Shift+Return")
    assert hands.page is hands.workspace.deliberation
    return hands.live.oral


def test_a_remark_linked_in_the_deliberation_leaves_the_rest(started: Hands, asked: Counter[str]) -> None:
    number = deliberated(started)
    asked.clear()
    now = started.office.now()
    assert started.workspace.conductor.act(number, do.AddRemark(now, RemarkText("après coup", criterion=2)))
    assert asked == {"deliberation_view": 1, "erasing_view": 1}


def test_a_mark_or_a_text_leaves_identity_status_and_report(started: Hands, asked: Counter[str]) -> None:
    number = deliberated(started)
    asked.clear()
    assert started.workspace.conductor.act(number, ev.MarkProposed(None)) is True
    started.key("F2")
    started.write("12")
    started.key("Ctrl+Return")
    assert started.office.oral(number).verdict.mark is not None
    assert asked == {"deliberation_view": 1}


def test_what_changed_while_a_page_was_away_is_shown_when_it_comes_back(
    started: Hands, asked: Counter[str]
) -> None:
    number = deliberated(started)
    started.day()
    asked.clear()
    assert started.workspace.conductor.act(number, ev.Rated(2, "S"))
    assert not asked["deliberation_view"]
    started.workspace.show_deliberation(number)
    assert asked["deliberation_view"]
