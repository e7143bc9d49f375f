"""A commission that gives separate opinions by keyboard, each behind a PIN."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QApplication

from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from tests.ui.hands import Hands

PINS = {1: "1111", 2: "2222", 3: "3333"}


def page_of(hands: Hands) -> DeliberationPage:
    assert isinstance(hands.page, DeliberationPage)
    return hands.page


def turn(hands: Hands, juror: int, *, first: bool = False) -> None:
    """Take the turn of a juror, from 1; ``first``: the PIN is chosen, so typed twice."""
    hands.key(f"Alt+{juror}")
    for _ in range(2 if first else 1):
        hands.write(PINS[juror])
        hands.key("Return")


def opine(hands: Hands, levels: Mapping[int, str], mark: str) -> None:
    """In one's turn in the deliberation: the levels given, satisfactory for the others, the mark."""
    page = page_of(hands)
    for _ in hands.office.oral(hands.live.oral).form.criteria:
        hands.key("F3")
        number = page.criteria.list.current()
        assert number is not None
        hands.write(levels.get(number, "3"))
    hands.key("F2")
    assert hands.at(page.verdict.mark.editor)
    hands.write(mark)


def tab_to(hands: Hands, name: str) -> None:
    """Press Tab until the field of that name has the keys."""
    for _ in range(60):
        hands.key("Tab")
        if hands.focus.accessibleName() == name or getattr(hands.focus, "text", str)() == name:
            return
    raise AssertionError(f"nothing called « {name} » is reached by Tab")


def to_deliberation(hands: Hands) -> DeliberationPage:
    """Through the remaining phases to the end of the oral."""
    phases = len(hands.oral.form.phases)
    while hands.oral.phase is None or hands.oral.phase + 1 < phases:
        hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+Return")
    QApplication.processEvents()
    return page_of(hands)
