"""The day of a centre, by keys and by mouse: what is moved is written at once, and what is wrong is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.centre.moves import with_slot
from btstc_jury.application.centre.naming import rename
from btstc_jury.application.centre.office import CentreOffice, CentreTopic
from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.application.centre.receipts import Deposit
from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.day_board import board_view
from btstc_jury.bootstrap import DocumentPapers, SystemFiles, centres
from btstc_jury.domain.centre.collected import SentFile
from btstc_jury.domain.centre.timetable import (
    Slot,
    SlotKey,
    SlotState,
    Timetable,
    slot_at,
)
from btstc_jury.rehearsal_tools import SystemRehearsals
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.centre.day_page import DayPage
from btstc_jury.ui.centre.day_side import FaultCard
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.print_dialog import PrintDialog
from btstc_jury.ui.centre.setup_dialog import SetupDialog
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.buttons import PushButton
from tests.centres import (
    MemoryCentre,
    an_office,
    at,
    manned,
    picture_day,
    pictured_candidates,
    some_candidates,
)
from tests.fakes import FakeBattery, FakeKeepAwake, FakeMachine
from tests.ui.test_tab import name, wanted

KERN_E4, KERN_E6, LOPEZ, MOREAU = (SlotKey(9, "E4"), SlotKey(9, "E6"), SlotKey(10, "E4"), SlotKey(1, "E4"))


PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
FRAME = 0.016
"""Seconds of the processor: a picture for each that a screen shows."""
STEPS = timedelta(minutes=10)


class Worker:
    """At the page of the day, on the day of the picture with one fault: KERN has no time between his two
    orals.
    """

    def __init__(self, frame: CentreFrame, office: CentreOffice) -> None:
        self.frame, self.office = frame, office
        page = frame.page
        assert isinstance(page, DayPage)
        self.page, self.board, self.side = page, page.board, page.side
        QApplication.processEvents()

    def slot(self, key: SlotKey) -> Slot:
        return self.office.timetable.slots[key]

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.board, key, held)

    def choose(self, key: SlotKey) -> None:
        assert self.board.choose(key)
        self.board.setFocus()

    def place(self, key: SlotKey) -> QPoint:
        """The middle of its oral, in the viewport."""
        block = next(at for at, each in enumerate(self.board.view.blocks) if each.key == key)
        return self.board.visualRect(self.board.model().index(block, 0)).center()

    def drag(self, since: QPoint, *ways: QPoint) -> None:
        """Press and go there, still held."""
        where = self.board.viewport()
        QTest.mousePress(where, Qt.MouseButton.LeftButton, pos=since)
        for each in ways:
            move(self.board.viewport(), each)

    def release(self, there: QPoint) -> None:
        QTest.mouseRelease(self.board.viewport(), Qt.MouseButton.LeftButton, pos=there)

    def minutes(self, number: int) -> int:
        """In pixels."""
        block = self.board.view.blocks[0]
        wide = self.board.visualRect(self.board.model().index(0, 0)).width()
        return round(number * wide / (block.ends - block.oral))

    def says(self) -> str:
        return self.frame.echo.text()

    def told(self) -> str:
        return "\n".join(each.text() for each in self.side.findChildren(QLabel) if each.isVisible())


def move(where: QWidget, to: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    at_all = QPointF(where.mapToGlobal(to))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(to), at_all, left, left, PLAIN)
    QApplication.sendEvent(where, event)


OpenDay = Callable[..., Worker]


@pytest.fixture
def open_day(qtbot: QtBot, theme: Theme, desk: Desk) -> OpenDay:
    def show(day: Timetable, size: tuple[int, int] = (1366, 768)) -> Worker:
        office = an_office(MemoryCentre(*day.candidates.values(), timetable=manned(day)))
        store = ForgetfulSettings()
        machine = FakeMachine(store, FakeBattery(), FakeKeepAwake())
        ports = Ports(
            DocumentPapers(store), SystemFiles(None), machine, SystemRehearsals(lambda: desk),
            centres(lambda: desk),
        )  # fmt: skip
        frame = CentreFrame(theme, CentrePresenter(office), ports)
        qtbot.addWidget(frame)
        theme.dress(frame)
        frame.resize(*size)
        frame.show_page(DayPage)
        with qtbot.waitActive(frame):
            frame.show()
            frame.activateWindow()
        return Worker(frame, office)

    return show


@pytest.fixture
def worker(open_day: OpenDay) -> Worker:
    return open_day(picture_day())


def test_it_shows_every_commission_and_says_what_is_wrong(worker: Worker) -> None:
    assert worker.page.days.text() == "mardi 18 mai"
    assert [each.title for each in worker.board.view.lines] == [
        "Commission 1",
        "Commission 2",
        "Commission 3",
    ]
    wrong = [each.key for each in worker.board.view.blocks if each.faulty]
    assert wrong == [KERN_E4, KERN_E6]
    told = worker.told()
    assert "Ce qui ne va pas · 1" in told
    assert "E4 à 10\u202fh\u202f50, mais son E6 finit à 10\u202fh\u202f10" in told
    assert "LOPEZ Mathis devant Mme Okoye, de son lycée (règle souple)." in told


def test_the_arrows_go_from_oral_to_oral(worker: Worker) -> None:
    worker.choose(MOREAU)
    worker.key(Qt.Key.Key_Right)
    assert worker.board.current is not None
    assert worker.board.current.name == "BENALI K."
    worker.key(Qt.Key.Key_Down)
    assert worker.board.current.name == "JOLY P."
    worker.key(Qt.Key.Key_End)
    assert worker.board.current.name == "LOPEZ M."
    worker.key(Qt.Key.Key_Home)
    worker.key(Qt.Key.Key_Up)
    assert worker.board.current.name == "MOREAU A."
    assert "interrogation de 8\u202fh\u202f50 à 9\u202fh\u202f40 — Mme Weiss" in worker.page.told.text()


def test_control_and_arrows_move_it_and_each_step_is_written(worker: Worker) -> None:
    worker.choose(LOPEZ)
    worker.key(Qt.Key.Key_Right, CONTROL)
    assert worker.slot(LOPEZ).oral == at("14:25")
    assert worker.says() == ("LOPEZ Mathis, E4\u202f: mardi 18 mai, 14\u202fh\u202f25, commission 2")
    worker.key(Qt.Key.Key_Up, CONTROL)
    assert worker.slot(LOPEZ).commission == 1
    assert worker.board.current is not None
    assert worker.board.current.key == LOPEZ
    assert worker.board.current.faulty
    worker.key(Qt.Key.Key_Up, CONTROL)
    assert worker.says() == "Plus haut, aucune commission n’entend cette épreuve (E4)."
    worker.frame.undo.trigger()
    worker.frame.undo.trigger()
    assert worker.slot(LOPEZ).oral == at("14:20")


def test_what_has_begun_is_marked_and_moves_no_more(worker: Worker) -> None:
    worker.choose(MOREAU)
    worker.key(Qt.Key.Key_C)
    assert worker.slot(MOREAU).state is SlotState.BEGUN
    assert "commencé" in worker.page.told.text()
    worker.key(Qt.Key.Key_Right, CONTROL)
    assert worker.slot(MOREAU).oral == at("08:50")
    assert worker.says() == "MOREAU Adèle a commencé\u202f: cela ne bouge plus."
    worker.key(Qt.Key.Key_C)
    assert worker.slot(MOREAU).state is SlotState.PLANNED
    worker.key(Qt.Key.Key_A)
    assert worker.slot(MOREAU).state is SlotState.ABSENT


def test_that_a_file_is_old_stays_in_sight_while_it_is_true(worker: Worker) -> None:
    presenter, office = worker.page.presenter, worker.page.office
    title, said = "Fichiers des commissions", "Fichier à refaire\u202f: commission 1."

    def shown() -> str:
        # What is new in a layout is laid out, and shown, with the next events.
        QApplication.processEvents()
        return worker.told()

    day = office.timetable
    first = [each for each in day.slots.values() if each.commission == 1]
    orals = dict(enumerate((each.key for each in first), 1))
    hours = {number: day.slots[key].oral for number, key in orals.items()}
    sent = SentFile("a" * 32, 1, orals, "commission 1.btsjury", 1, hours=hours, centre=office.centre.name)
    office.file.collection.keep(Deposit(CentreAct(1, "Alix", "Fichier préparé"), sent=(sent,)))
    presenter.changed.emit(frozenset({CentreTopic.SENT}))
    assert title not in shown()
    later = replace(first[0], oral=first[0].oral + timedelta(minutes=5))
    assert presenter.replan(with_slot(office.timetable, later), "Plus tard")
    assert title in shown()
    assert said in shown()
    # Whatever else is done.
    other = next(each for each in day.slots.values() if each.commission == 2)
    assert presenter.replan(with_slot(office.timetable, replace(other, fixed=True)), "Fixé")
    assert said in shown()
    presenter.undo()
    presenter.undo()
    assert title not in shown()
    assert rename(office, replace(office.centre, name="Lycée Corrigé"))
    presenter.changed.emit(frozenset({CentreTopic.NAME}))
    assert said in shown()


def test_fixing_and_taking_out_by_a_key(worker: Worker) -> None:
    worker.choose(MOREAU)
    worker.key(Qt.Key.Key_P)
    assert worker.slot(MOREAU).fixed
    assert worker.page.acts["placing.fix"].words == "Ne plus fixer"
    worker.key(Qt.Key.Key_Right, CONTROL)
    assert worker.slot(MOREAU).fixed
    worker.key(Qt.Key.Key_Delete)
    assert MOREAU not in worker.office.timetable.slots
    assert worker.says() == "MOREAU Adèle, E4\u202f: retiré du planning"
    assert "Non placés · 1" in worker.told()
    assert worker.side.tray.current_key() == MOREAU


def test_carrying_it_by_the_mouse_says_before_whether_it_is_free(worker: Worker) -> None:
    since = worker.place(LOPEZ)
    there = since + QPoint(worker.minutes(60), 0)
    worker.drag(since, since + QPoint(20, 0), there)
    trial = worker.board.trial
    assert trial is not None
    assert trial.why == ""
    assert worker.page.told.text().endswith("15\u202fh\u202f20, commission 2, libre")
    over = worker.place(SlotKey(8, "E4"))
    move(worker.board.viewport(), over)
    assert worker.board.trial is not None
    assert "JOLY Pauline" in worker.board.trial.why
    assert worker.board.trial.why in worker.page.told.text()
    move(worker.board.viewport(), there)
    worker.release(there)
    assert worker.slot(LOPEZ).oral == at("15:20")
    assert not worker.board.carrying


def test_escape_gives_up_what_is_carried(worker: Worker) -> None:
    since = worker.place(LOPEZ)
    there = since + QPoint(worker.minutes(60), 0)
    worker.drag(since, since + QPoint(20, 0), there)
    assert worker.board.carrying
    worker.key(Qt.Key.Key_Escape)
    worker.release(there)
    assert worker.slot(LOPEZ).oral == at("14:20")


def test_what_another_exam_hears_is_refused_where_it_is_let_go(worker: Worker) -> None:
    since, over = worker.place(LOPEZ), worker.place(KERN_E6)
    worker.drag(since, since + QPoint(20, 0), over)
    worker.release(over)
    assert worker.slot(LOPEZ).commission == 2
    assert worker.says() == "La commission 3 n’entend pas cette épreuve (E4)."


def test_who_has_no_place_is_carried_from_the_list(worker: Worker) -> None:
    there = worker.place(LOPEZ)
    worker.choose(LOPEZ)
    worker.key(Qt.Key.Key_Delete)
    tray = worker.side.tray
    QApplication.processEvents()
    since = tray.visualItemRect(tray.item(0)).center()
    QTest.mousePress(tray.viewport(), Qt.MouseButton.LeftButton, pos=since)
    way = worker.board.viewport().mapToGlobal(there)
    for each in (since + QPoint(-30, 0), tray.viewport().mapFromGlobal(way)):
        move(tray.viewport(), each)
    assert worker.board.carrying
    QTest.mouseRelease(tray.viewport(), Qt.MouseButton.LeftButton, pos=tray.viewport().mapFromGlobal(way))
    assert worker.slot(LOPEZ).commission == 2
    assert not tray.isVisible()


def test_a_card_leads_to_its_orals(worker: Worker) -> None:
    card = worker.page.faults[0]
    worker.page.show_card(card)
    assert worker.board.marked == {KERN_E4, KERN_E6}
    assert worker.board.current is not None
    assert worker.board.current.key == KERN_E4
    assert worker.board.hasFocus(), (QApplication.focusWidget(), worker.frame.isActiveWindow())
    worker.key(Qt.Key.Key_Escape)
    assert not worker.board.marked


def test_days_are_gone_through_by_keys(open_day: OpenDay) -> None:
    day = picture_day()
    other = slot_at(day, day.commissions[2], LOPEZ, at("14:20", 19))
    worker = open_day(replace(day, slots={**day.slots, LOPEZ: other}))
    worker.board.setFocus()
    worker.page.acts["placing.after"].trigger()
    assert worker.page.days.text() == "mercredi 19 mai"
    assert [each.key for each in worker.board.view.blocks] == [LOPEZ]
    assert not worker.page.acts["placing.after"].isEnabled()
    worker.page.acts["placing.before"].trigger()
    assert worker.page.days.text() == "mardi 18 mai"


def test_without_candidates_or_commissions_it_says_where_to_begin(open_day: OpenDay) -> None:
    worker = open_day(Timetable())
    assert worker.page.empty.isVisible()
    assert "Pas encore de candidats" in [each.text() for each in worker.page.findChildren(QLabel)]
    nobody_sits = Timetable(dict(enumerate(pictured_candidates(), 1)))
    worker = open_day(nobody_sits)
    assert "Pas encore de commission" in [each.text() for each in worker.page.findChildren(QLabel)]


def test_a_change_is_painted_within_a_frame(open_day: OpenDay) -> None:
    """Twelve commissions of fifty orals: only what changed is painted anew."""
    day = full_day()
    worker = open_day(day, (1280, 720))
    worker.board.repaint()
    took = []
    for minutes in (5, 10, 15, 20, 25):
        key = next(iter(day.slots))
        moved = slot_at(day, day.commissions[1], key, day.slots[key].oral + timedelta(minutes=minutes))
        view = board_view(with_slot(day, moved), at("08:00").date(), {})
        worker.board.show_view(view, "journée")
        QApplication.processEvents()
        since = process_time()
        worker.board.viewport().repaint()
        took.append(process_time() - since)
    assert min(took) < FRAME


def full_day() -> Timetable:
    """50 orals for each of 12 commissions, one after the other."""
    day = picture_day()
    commissions = {
        each: replace(
            day.commissions[1], identity=each, number=str(each), preparation_minutes=0, oral_minutes=5
        )
        for each in range(1, 13)
    }
    day = replace(
        day,
        candidates=dict(enumerate(some_candidates(600), 1)),
        commissions=commissions,
        rules=replace(day.rules, deliberation=0, lunch=None),
        slots={},
    )
    slots = [
        slot_at(day, commissions[1 + place // 50], SlotKey(place + 1, "E4"), at("08:00") + place % 50 * STEPS)
        for place in range(600)
    ]
    return replace(day, slots={each.key: each for each in slots})


def test_enter_tells_all_of_an_oral_and_a_digit_takes_a_free_place(worker: Worker) -> None:
    worker.choose(KERN_E4)
    worker.key(Qt.Key.Key_Return)
    oral = worker.side.oral
    assert oral.isVisible()
    told = worker.told()
    assert "KERN Odile · E4" in told
    assert "Préparation à 10\u202fh\u202f00, interrogation de 10\u202fh\u202f50 à 11\u202fh\u202f40" in told
    offers = [each.text() for each in oral.findChildren(PushButton) if each.text()[:1].isdecimal()]
    assert offers[0].startswith("1. ")
    worker.key(Qt.Key.Key_1)
    assert not oral.isVisible()
    assert worker.slot(KERN_E4).oral != at("10:50")
    assert worker.slot(KERN_E4).fixed
    assert not [each for each in worker.board.view.blocks if each.faulty]
    assert "Rien\u202f: tout tient." in worker.told()
    assert worker.board.hasFocus()


def test_escape_leaves_the_details_and_changes_nothing(worker: Worker) -> None:
    worker.choose(KERN_E4)
    worker.key(Qt.Key.Key_Return)
    worker.key(Qt.Key.Key_Escape)
    assert not worker.side.oral.isVisible()
    assert worker.board.hasFocus()
    assert worker.slot(KERN_E4).oral == at("10:50")


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_side_is_never_wider_than_its_view(worker: Worker, theme: Theme, scale: float) -> None:
    worker.choose(KERN_E6)
    worker.key(Qt.Key.Key_Delete)
    theme.set(scale=scale)
    worker.frame.resize(1280, 740)
    worker.page.open_oral(KERN_E6)
    QApplication.processEvents()
    offers = [each for each in worker.side.oral.findChildren(PushButton) if each.text()[:1].isdecimal()]
    assert "commission" in offers[0].accessibleName()
    seen, view = worker.side.viewport(), worker.side.viewport().rect()
    for each in worker.side.oral.findChildren(PushButton):
        box = each.rect().translated(each.mapTo(seen, QPoint()))
        assert view.left() <= box.left() <= box.right() <= view.right(), each.text()
        assert each.width() >= each.sizeHint().width(), each.text()


def test_places_are_looked_for_once_the_edit_is_shown(worker: Worker, qtbot: QtBot) -> None:
    worker.page.refresh(frozenset({CentreTopic.DAY}))
    card = worker.side.findChildren(FaultCard)[-1]
    assert not card.findChildren(PushButton)
    qtbot.waitUntil(lambda: bool(card.findChildren(PushButton)))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_fault_shows_its_orals_by_key(worker: Worker, key: Qt.Key) -> None:
    card = worker.side.findChild(FaultCard)
    assert card is not None
    shown: list[bool] = []
    card.shown.connect(lambda: shown.append(True))
    QTest.keyClick(card.title, key)
    assert shown == [True]


def test_a_fault_proposes_places_one_click_away(worker: Worker) -> None:
    card = worker.side.findChild(FaultCard)
    assert card is not None
    ways = card.findChildren(PushButton)
    assert ways
    ways[0].click()
    assert worker.slot(KERN_E4).oral != at("10:50")
    QApplication.processEvents()
    assert "Ce qui ne va pas · " not in worker.told()


def test_who_has_no_place_is_placed_by_keys(worker: Worker) -> None:
    worker.choose(LOPEZ)
    worker.key(Qt.Key.Key_Delete)
    worker.page.acts["placing.unplaced"].trigger()
    assert worker.side.tray.hasFocus()
    worker.key(Qt.Key.Key_Return)
    worker.key(Qt.Key.Key_1)
    assert worker.slot(LOPEZ).exam == "E4"
    assert worker.board.current is not None
    assert worker.board.current.key == LOPEZ


def test_commissions_are_set_up_from_here(worker: Worker) -> None:
    worker.page.acts["placing.setup"].trigger()
    shown = worker.frame.findChild(SetupDialog)
    assert shown is not None
    assert shown.isVisible()
    shown.reject()


def test_the_papers_are_asked_for_at_the_foot_and_a_convocation_of_the_one_chosen(open_day: OpenDay) -> None:
    worker = open_day(picture_day())
    worker.page.acts["placing.print"].trigger()
    (whole,) = worker.frame.findChildren(PrintDialog)
    assert whole.choice.whom.currentText() == "Tous"
    whole.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    worker.choose(LOPEZ)
    worker.page.acts["placing.summons"].trigger()
    (one,) = (each for each in worker.frame.findChildren(PrintDialog) if each.isVisible())
    assert one.choice.who.currentText() == "LOPEZ Mathis 0213456010"
    one.reject()


def test_tab_reaches_every_part_and_comes_round(worker: Worker) -> None:
    worker.choose(KERN_E4)
    seen: list[QWidget] = []
    at_now: QWidget | None = QApplication.focusWidget()
    while at_now is not None and at_now not in seen:
        seen.append(at_now)
        QTest.keyClick(at_now, Qt.Key.Key_Tab)
        at_now = QApplication.focusWidget()
    missed = wanted(worker.frame) - set(seen)
    assert not missed, [name(each) for each in missed]


def test_commissions_are_gone_through_by_pages_too(worker: Worker) -> None:
    worker.choose(MOREAU)
    worker.key(Qt.Key.Key_PageDown)
    assert worker.board.current is not None
    assert worker.board.current.line == 2
    worker.key(Qt.Key.Key_PageUp)
    assert worker.board.current.line == 0
