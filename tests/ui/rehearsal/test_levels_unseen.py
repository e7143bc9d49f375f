"""No level of the teacher stays anywhere on the screen that the student comes to."""

from __future__ import annotations

from tests.ui.rehearsal.conftest import Teacher


def test_the_line_below_does_not_tell_the_level_that_the_teacher_gave(playing: Teacher) -> None:
    hands, review = playing.hands, playing.room.review
    hands.key("Ctrl+Shift+Return")
    assert hands.page is review
    before = hands.texts(hands.window.statusBar())
    hands.key("F2")
    hands.key("4")
    hands.key("Esc")
    assert list(hands.office.oral(review.oral).ratings.values()) == ["TS"]
    hands.key("F6")
    assert hands.texts(hands.window.statusBar()) == before
