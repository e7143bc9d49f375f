"""A centre that others write in too, in the window: what they did, who is first, a server that is silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.centre.office import CentreOffice, CentreTopic
from btstc_jury.application.centre.ports import CentreAct, ChangedMeanwhile, GivenUp, Place
from btstc_jury.application.centre.server import parsed
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk
from btstc_jury.bootstrap import DocumentPapers, SystemFiles, centres
from btstc_jury.domain.centre.timetable import SlotKey, Timetable, slot_at
from btstc_jury.rehearsal_tools import SystemRehearsals
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.centre.clash_dialog import ClashDialog
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.centre.presenter import CentrePresenter, Met
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shell.following import Following
from btstc_jury.ui.theme.theme import Theme
from tests.centres import MemoryCentre, an_office, at, picture_day, pictured_candidates
from tests.fakes import FakeBattery, FakeKeepAwake, FakeMachine

MOREAU = SlotKey(1, "E4")
SERVER = parsed("postgresql://greffe@localhost/centres").address
THEIRS = CentreAct(1_800_000_000_000_000, "M. Santos", "Créneau de MOREAU déplacé.")


class Shared(MemoryCentre):
    """``cross``: what another workstation does before the next act is written; ``down``: no answer."""

    def __init__(self) -> None:
        super().__init__(*pictured_candidates(), timetable=picture_day())
        self.sharing = self  # type: ignore[assignment] # both in one
        self.place = Place("centres sur cet ordinateur", SERVER)
        self.cross: Callable[[Timetable], Timetable] | None = None
        self.down = False
        self.given_up = Event()
        self._new: list[CentreAct] = []

    view = 0

    def is_behind(self) -> bool:
        self._answer()
        return bool(self._new)

    def follow(self) -> tuple[CentreAct, ...]:
        self._answer()
        found, self._new = tuple(self._new), []
        return found

    def give_up(self) -> None:
        self.given_up.set()

    def others(self, change: Callable[[Timetable], Timetable]) -> None:
        self._timetable = change(self._timetable)
        self._new.append(THEIRS)

    def replan(self, before: Timetable, after: Timetable, act: CentreAct) -> None:
        self._answer()
        if self.cross is not None:
            change, self.cross = self.cross, None
            self.others(change)
            raise ChangedMeanwhile([THEIRS])
        super().replan(before, after, act)

    def _answer(self) -> None:
        if self.down:
            raise FileProblem(ProblemKind.UNREACHABLE, Path("centres sur cet ordinateur"))


class Seen:
    def __init__(self, file: Shared, office: CentreOffice, frame: CentreFrame, following: Following) -> None:
        self.file, self.office, self.frame, self.following = file, office, frame, following
        self.presenter: CentrePresenter = frame.presenter

    def move(self, hour: str) -> bool:
        now = self.office.timetable
        return self.presenter.replan(moved(now, hour), "Créneau de MOREAU déplacé")

    @property
    def hour(self) -> str:
        return f"{self.office.timetable.slots[MOREAU].oral:%H:%M}"


def moved(now: Timetable, hour: str) -> Timetable:
    day = picture_day()
    slot = slot_at(day, day.commissions[1], MOREAU, at(hour))
    return replace(now, slots={**now.slots, MOREAU: slot})


@pytest.fixture
def ports(desk: Desk) -> Ports:
    store = ForgetfulSettings()
    machine = FakeMachine(store, FakeBattery(), FakeKeepAwake())
    files, others = SystemFiles(None), SystemRehearsals(lambda: desk)
    return Ports(DocumentPapers(store), files, machine, others, centres(lambda: desk))


@pytest.fixture
def seen(qtbot: QtBot, theme: Theme, ports: Ports) -> Iterator[Seen]:
    file = Shared()
    office = an_office(file)
    frame = CentreFrame(theme, CentrePresenter(office), ports)
    following = Following(theme, frame)
    qtbot.addWidget(frame)
    with qtbot.waitExposed(frame):
        frame.show()
    frame.show_page()
    yield Seen(file, office, frame, following)
    following.close()


def answer(button: Callable[[ClashDialog], QWidget], told: list[str]) -> None:
    """What the dialog that comes says, and what is pressed in it."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ClashDialog)
        told.extend(each.text() for each in dialog.findChildren(QWidget) if hasattr(each, "text"))
        button(dialog).click()  # type: ignore[attr-defined]

    QTimer.singleShot(50, press)


def test_the_second_writer_sees_the_first_ones_change_and_keeps_it(seen: Seen) -> None:
    seen.file.cross = lambda now: moved(now, "16:10")
    told: list[str] = []
    answer(lambda dialog: dialog.keep, told)
    assert not seen.move("15:10")
    assert seen.hour == "16:10"
    assert any("M. Santos" in each for each in told)
    assert any("16\u202fh\u202f10" in each for each in told)
    assert any("15\u202fh\u202f10" in each for each in told)
    assert "gardé" in seen.frame.echo.text()


def test_or_puts_his_own_over_it(seen: Seen) -> None:
    seen.file.cross = lambda now: moved(now, "16:10")
    answer(lambda dialog: dialog.again, [])
    assert seen.move("15:10")
    assert seen.hour == "15:10"
    assert seen.frame.echo.text() == "Créneau de MOREAU déplacé"


def test_changes_of_different_rows_ask_nothing(seen: Seen) -> None:
    seen.file.cross = lambda now: replace(now, rules=replace(now.rules, gap=20))
    assert seen.move("15:10")
    assert (seen.hour, seen.office.timetable.rules.gap) == ("15:10", 20)


def test_what_others_did_is_shown_and_said(qtbot: QtBot, seen: Seen) -> None:
    heard: list[object] = []
    seen.presenter.changed.connect(heard.append)
    seen.file.others(lambda now: moved(now, "16:10"))
    seen.following.look()
    qtbot.waitUntil(lambda: "M. Santos" in seen.frame.echo.text())
    assert heard == [frozenset(CentreTopic)]
    assert seen.hour == "16:10"


def test_while_a_dialog_is_open_it_waits(qtbot: QtBot, theme: Theme, seen: Seen) -> None:
    dialog = ClashDialog(theme, Met("", (), ()), seen.frame)
    dialog.open()
    seen.file.others(lambda now: moved(now, "16:10"))
    seen.following.look()
    qtbot.waitUntil(lambda: not seen.following._beside.busy)
    assert seen.hour == "08:50"
    dialog.reject()
    seen.following.look()
    qtbot.waitUntil(lambda: seen.hour == "16:10")


def test_a_server_that_falls_silent_keeps_the_act_until_it_answers(qtbot: QtBot, seen: Seen) -> None:
    seen.file.down = True
    assert not seen.move("15:10")
    assert "ne répond pas" in seen.frame.lost.text()
    assert "Créneau de MOREAU déplacé" in seen.frame.lost.text()
    seen.frame.lost.again.click()
    qtbot.waitUntil(lambda: not seen.following._beside.busy)
    assert seen.hour == "08:50"
    seen.file.down = False
    seen.frame.lost.again.click()
    qtbot.waitUntil(lambda: seen.hour == "15:10")
    assert not seen.frame.lost.isVisible()
    assert len(seen.file.planned) == 1, "written once"


def test_the_act_that_waits_can_be_given_up(qtbot: QtBot, seen: Seen) -> None:
    seen.file.down = True
    assert not seen.move("15:10")
    seen.frame.lost.give_up.click()
    seen.file.down = False
    seen.following.look()
    qtbot.waitUntil(lambda: not seen.frame.lost.isVisible())
    assert (seen.hour, seen.file.planned) == ("08:50", [])


def test_a_long_act_can_be_given_up(seen: Seen) -> None:
    def act() -> None:
        assert seen.file.given_up.wait(20)
        raise GivenUp

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        next(each for each in dialog.findChildren(QWidget) if hasattr(each, "click")).click()

    QTimer.singleShot(700, press)
    assert not seen.presenter.carry_out(act, {CentreTopic.DAY}, "Long")
    assert "Abandonné" in seen.frame.echo.text()
