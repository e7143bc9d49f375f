"""The screens of a training file, to be looked at; nothing is cut."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget

from btstc_jury.application.rehearsing import Setup, add_students, begin, grouped, set_up
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.case import Case
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
    teacher: Teacher,
    theme: Theme,
    name: str,
    looks: tuple[tuple[Mode, float, int, int], ...] = LOOKS,
    dialog: QWidget | None = None,
) -> None:
    """In each look and size; ``dialog``: over the window."""
    window = teacher.hands.window
    for mode, scale, width, height in looks:
        theme.set(mode, scale)
        window.resize(width, height)
        theme.fit(window.size())
        for _ in range(4):
            QApplication.processEvents()
        page = dialog or teacher.hands.page
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
        assert taken(dialog or window, f"rehearsal-{name}-{mode}-{scale:g}-{width}") > 3


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


LONG = (
    Candidate(
        "",
        "de La Rochefoucauld-Vraisemblablement",
        "Marie-Hélène Anne Apolline",
        class_name="BTS TC deuxième année, groupe des alternants",
        group="du mercredi matin",
    ),
)


def test_long_names_and_a_full_class_are_shown(teacher: Teacher, theme: Theme, kept_case: Case) -> None:
    hands, office = teacher.hands, teacher.hands.office
    many = (*LONG, *(Candidate("", f"Fictif{each}", "Claude", class_name="TC1") for each in range(28)))
    hands.workspace.conductor.carry_out(lambda: add_students(office, many, "e4-ponctuel"))
    number = next(
        number
        for number, each in grouped(office).items()
        if each[0].state.plan.candidate.last_name.startswith("de La")
    )
    title = "Chariots élévateurs Valdor pour un entrepôt frigorifique, plus difficile"
    for case in (replace(kept_case, title=title), None):
        oral, _ = set_up(office, Setup(number, "e4-ponctuel", case))
        hands.workspace.conductor.carry_out(partial(begin, office, oral))
        hands.workspace.open_oral(oral)
        looked_at(teacher, theme, "attempt-long" if case else "attempt-no-case")
        theme.set("light", 1.0)
        hands.key("Ctrl+Shift+Return")
        hands.key("Alt+Left")
    teacher.sessions.select(number)
    looked_at(teacher, theme, "sessions-full")


def test_what_is_set_up_is_shown(teacher: Teacher, theme: Theme, kept_case: Case) -> None:
    teacher.hands.key("Return")
    dialog = teacher.dialog()
    looked_at(teacher, theme, "setup", dialog=dialog)
    dialog.reject()


def test_the_list_of_the_class_is_shown(teacher: Teacher, theme: Theme) -> None:
    teacher.hands.key("Ctrl+I")
    dialog = teacher.dialog()
    (pasted,) = teacher.hands.see(QPlainTextEdit, dialog)
    pasted.setPlainText("MOREAU Anaïs;TC2 A;2\nSEUL\nDURAND Élodie;TC2 A")
    looked_at(teacher, theme, "students", dialog=dialog)
    pasted.clear()
    dialog.reject()
