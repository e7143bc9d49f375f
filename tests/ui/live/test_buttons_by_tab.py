"""Ctrl+F6 leads from the remark line to the buttons of a live oral, Tab through all of them; what is written
there is a remark's all the same.
"""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.level_choice import LevelChoice
from tests.ui.hands import Hands
from tests.ui.test_tab import name

BUTTONS = (QAbstractButton, QComboBox)


def usable(hands: Hands) -> set[QWidget]:
    """The buttons in sight but for the levels, which the arrows of the criteria reach."""
    return {
        each
        for kind in BUTTONS
        for each in hands.see(kind, hands.live)
        if each.isEnabled() and not isinstance(each.parentWidget(), LevelChoice)
    }


def beside_chosen(each: QWidget, reached: list[QWidget]) -> bool:
    """Whether the arrows lead there from the one that is chosen of its group, as among radio buttons."""
    group = each.group() if isinstance(each, QAbstractButton) else None
    return group is not None and group.checkedButton() in reached


def walked_from_buttons(hands: Hands) -> list[QWidget]:
    hands.key("Ctrl+F6")
    seen: list[QWidget] = []
    while not hands.at(hands.live.remarks.field):
        seen.append(hands.focus)
        assert len(seen) < 60, [name(each) for each in seen]
        hands.key("Tab")
    return seen


def test_every_button_is_reached_and_the_line_last(started: Hands) -> None:
    started.write("? un devis")
    started.key("Return")
    live = started.live
    reached = walked_from_buttons(started)
    assert reached[0] is live.footer.forward
    missed = {each for each in usable(started) - set(reached) if not beside_chosen(each, reached)}
    assert not missed, sorted(map(name, missed))
    assert live.remarks.signer.choice in reached
    assert live.criteria.list in reached


def test_tab_of_the_line_still_goes_to_the_criteria_and_back(started: Hands) -> None:
    live = started.live
    started.key("Tab")
    assert started.at(live.criteria.list)
    started.key("Tab")
    assert started.at(live.remarks.field)
    started.remark("noté")
    started.key("Shift+Tab")
    assert started.at(live.remarks.list)


def test_a_click_on_a_button_leaves_the_keys_to_the_line(started: Hands) -> None:
    live = started.live
    started.write("un dé")
    for each in (live.criteria._unrated, live.criteria._compact, live.turns.mode.buttons[OpinionMode.COMMON]):
        started.click(each)
    started.write("but")
    assert live.remarks.field.text() == "un début"


@pytest.mark.parametrize("back", ["Ctrl+F6", "Escape"])
def test_the_same_key_and_escape_come_back(started: Hands, back: str) -> None:
    started.write("une phrase")
    started.key("Ctrl+F6")
    started.key("Tab", 2)
    started.key(back)
    assert started.at(started.live.remarks.field)
    started.write(" entière")
    assert started.live.remarks.field.text() == "une phrase entière"


def test_what_is_written_on_a_button_is_a_remark(started: Hands) -> None:
    live = started.live
    for each in walked_from_buttons(started):
        if each is live.criteria.list or not isinstance(each, BUTTONS):
            continue
        each.setFocus()
        values = live.remarks.signer.author, live.criteria.competence
        started.write("mtc é")
        assert (live.remarks.signer.author, live.criteria.competence) == values, name(each)
        assert started.at(live.remarks.field), name(each)
        assert live.remarks.field.text() == "mtc é", name(each)
        started.key("Ctrl+A")
        started.key("Backspace")
    assert started.oral.stage is Stage.RUNNING
    assert not started.oral.ratings


def test_the_arrows_choose_among_the_filters(started: Hands) -> None:
    criteria = started.live.criteria
    started.remark("#1=S")
    rows = criteria.list.model().rowCount()
    started.key("Ctrl+F6")
    while started.focus not in criteria._filters.values():
        started.key("Tab")
    before = criteria.shown
    started.key("Right")
    assert criteria.shown is not before
    assert started.at(criteria._filters[criteria.shown])
    assert criteria.list.model().rowCount() != rows


def test_space_does_what_the_button_says(started: Hands) -> None:
    started.key("Ctrl+F6")
    started.key("Space")
    assert started.oral.phase == 1


def test_each_button_says_its_name_and_its_key(started: Hands) -> None:
    live = started.live
    for each in usable(started):
        told = QAccessible.queryAccessibleInterface(each)
        assert told.text(QAccessible.Text.Name), name(each)
        if isinstance(each, KeyButton) and each.keys:
            assert each.keys in told.text(QAccessible.Text.Description), name(each)
    keys = {each.act.name: each.keys for each in live.findChildren(Action)}
    for button, act in (
        (live.criteria._unrated, "criteria.filter"),
        (live.criteria._compact, "criteria.compact"),
        (live.footer.forward, "oral.next"),
        (live.footer.end, "oral.end"),
    ):
        described = QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Description)
        assert keys[act] in described, act


def test_before_the_start_it_leads_to_the_foot_and_back(hands: Hands) -> None:
    before = hands.focus
    hands.key("Ctrl+F6")
    assert hands.at(hands.live.footer.forward)
    hands.key("Escape")
    assert hands.at(before)


def test_the_focus_is_a_ring_alone(started: Hands) -> None:
    """Qt's own frame around the words stood within it, as if they were selected."""
    made = started.live.turns.mode.buttons[OpinionMode.COMMON]
    words = made.rect().adjusted(7, 5, -7, -5)
    without, ringless = made.grab(words).toImage(), made.grab().toImage()
    started.key("Ctrl+F6")
    while not started.at(made):
        started.key("Tab")
    assert made.grab().toImage() != ringless
    assert made.grab(words).toImage() == without
