"""The screens of a training file, to be looked at; nothing is cut."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from btstc_jury.ui.theme.theme import Mode, Theme
from btstc_jury.ui.widgets.basics import ElidedLabel
from tests.ui.pictures import taken
from tests.ui.rehearsal.conftest import Teacher

LOOKS: tuple[tuple[Mode, float, int, int], ...] = (
    ("light", 1.0, 1366, 768),
    ("light", 1.0, 1280, 720),
    ("dark", 1.0, 1366, 768),
    ("contrast-dark", 1.0, 1366, 768),
    ("light", 1.5, 1280, 720),
)


def looked_at(
    teacher: Teacher, theme: Theme, name: str, looks: tuple[tuple[Mode, float, int, int], ...] = LOOKS
) -> None:
    """In each look and size."""
    window = teacher.hands.window
    for mode, scale, width, height in looks:
        theme.set(mode, scale)
        window.resize(width, height)
        theme.fit(window.size())
        for _ in range(4):
            QApplication.processEvents()
        page = teacher.hands.page
        cut = [
            each.text()
            for each in page.findChildren(QLabel)
            if each.isVisible()
            and not isinstance(each, ElidedLabel)
            and not each.wordWrap()
            and each.width() + 1 < each.minimumSizeHint().width()
        ]
        assert not cut, (mode, scale, width, cut)
        narrow = [
            each.text()
            for each in page.findChildren(QAbstractButton)
            if each.isVisible() and each.text() and each.width() + 1 < each.minimumSizeHint().width()
        ]
        assert not narrow, (mode, scale, width, narrow)
        assert taken(window, f"rehearsal-{name}-{mode}-{scale:g}-{width}") > 3


def test_the_empty_file_is_shown(make: Teacher, theme: Theme) -> None:
    looked_at(make, theme, "sessions-empty")


def test_the_sessions_are_shown(playing: Teacher, theme: Theme) -> None:
    playing.hands.key("Ctrl+Shift+Return")
    playing.hands.key("Alt+Left")
    looked_at(playing, theme, "sessions")


def test_the_attempt_is_shown(playing: Teacher, theme: Theme) -> None:
    hands = playing.hands
    hands.key("Ctrl+Return")
    hands.write("+ se présente, annonce l’ordre du jour")
    hands.key("Return")
    hands.key("F8")
    hands.pass_time(seconds=134)
    hands.key("Alt+A")
    hands.pass_time(seconds=31)
    hands.write("3")
    hands.key("F8")
    hands.pass_time(seconds=60)
    hands.key("Ctrl+G")
    hands.key("Alt+B")
    hands.pass_time(seconds=12)
    hands.write("- coupe la cliente deux fois #8=I")
    hands.key("Return")
    playing.live.refresh_clock()
    looked_at(playing, theme, "attempt")
    hands.key("F2")
    looked_at(playing, theme, "attempt-criteria")
