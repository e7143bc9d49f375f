"""A server's centre in the program's window, on a real server: opened, shared, cut off, refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from btstc_jury.application.centre.office import CentreOffice, CentreTopic
from btstc_jury.application.centre.ports import CentreAct, Enrolment
from btstc_jury.application.centre.server import parsed
from btstc_jury.application.problems import FileProblem
from btstc_jury.server_tools import centre_servers
from btstc_jury.ui.centre.clash_dialog import ClashDialog
from btstc_jury.ui.shell.following import Following
from btstc_jury.ui.shell.server_dialog import ServerDialog
from btstc_jury.ui.shell.server_guard import ServerGuard
from tests.centres import CENTRE, an_office, at, picture_day, pictured_candidates
from tests.servers import Server
from tests.ui.centre.conftest import chips, frame_of
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands

MADE = CentreAct(1, "Alix", "Centre créé.")


def _fill(server: Server, base: str) -> None:
    """With the roles, and a centre whose day is that of the picture."""
    made = centre_servers().at(parsed(server.address(base)).address)
    made.upgrade()
    made.give_roles()
    file = made.create(CENTRE, MADE)
    file.enrol(Enrolment(CentreAct(2, "Alix", "Liste reçue."), pictured_candidates()))
    file.replan(file.timetable(), picture_day(), CentreAct(3, "Alix", "Journée placée"))
    file.close()
    made.close()


@pytest.fixture
def base(server: Server) -> Iterator[str]:
    name = server.new(server.template("served_template", lambda half: _fill(server, half)))
    yield name
    server.drop(name)


@pytest.fixture
def other(server: Server, base: str) -> Iterator[CentreOffice]:
    """The same centre on another workstation."""
    place = centre_servers().at(parsed(server.address(base)).address)
    office = an_office(place.open(place.centres()[0].identity))
    office.author = "M. Santos"
    yield office
    office.close()
    place.close()


Open = Callable[..., Hands]


@pytest.fixture
def opened(server: Server, base: str, show_window: ShowWindow) -> Open:
    """The window on that centre, by the dialog; ``user``: of the server."""

    def show(user: str = "postgres") -> Hands:
        hands = show_window()

        def fill() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, ServerDialog)
            dialog.where.line.setText(server.address(base, user))
            dialog.go.click()
            hands.wait(lambda: dialog.list.count() == 1)
            dialog.go.click()

        QTimer.singleShot(0, hands.window, fill)
        hands.window.acts.server.trigger()
        return hands

    return show


def following(hands: Hands) -> Following:
    (found,) = frame_of(hands).findChildren(Following)
    return found


def move(office: CentreOffice, hour: str) -> None:
    """The first oral of the day."""
    key, slot = next(iter(sorted(office.timetable.slots.items())))
    now = office.timetable
    moved = replace(slot, oral=at(hour))
    office.replan(replace(now, slots={**now.slots, key: moved}), f"Créneau déplacé à {hour}")


def hour(office: CentreOffice) -> str:
    _, slot = next(iter(sorted(office.timetable.slots.items())))
    return f"{slot.oral:%H:%M}"


def test_it_says_where_the_data_is_and_is_found_again(opened: Open, server: Server, base: str) -> None:
    hands = opened()
    assert chips(hands)[0] == "Candidats 13"
    room = hands.window.bench.centres.room
    assert room is not None
    assert isinstance(room.protection, ServerGuard)
    assert base in hands.window.notices._file.text()
    assert "sauvegardes" in hands.window.notices._file.text()
    (known,) = hands.window.preferences.value.servers
    assert base in known.address
    hands.window.acts.home.trigger()
    assert hands.window.welcome._rows[0].isVisible()
    assert "Lycée Fictif" in hands.window.welcome._rows[0].accessibleName()


def test_what_another_did_comes_by_itself(opened: Open, other: CentreOffice) -> None:
    hands = opened()
    office = frame_of(hands).presenter.office
    before = hour(office)
    move(other, "15:10")
    assert hour(office) == before
    following(hands).look()
    hands.wait(lambda: "M. Santos" in frame_of(hands).echo.text())
    assert hour(office) == "15:10"


def test_two_move_the_same_oral_and_the_second_chooses(opened: Open, other: CentreOffice) -> None:
    hands = opened()
    presenter = frame_of(hands).presenter

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ClashDialog)
        dialog.again.click()

    move(other, "15:10")
    key, slot = next(iter(sorted(presenter.office.timetable.slots.items())))
    now = presenter.office.timetable
    mine = replace(now, slots={**now.slots, key: replace(slot, oral=at("16:10"))})
    QTimer.singleShot(600, hands.window, press)
    assert presenter.replan(mine, "Créneau déplacé à 16:10")
    assert hour(presenter.office) == "16:10"
    other.file.sharing.follow()
    other.forget()
    assert hour(other) == "16:10"


def test_a_cut_connection_is_made_again_and_the_act_written_once(
    opened: Open, server: Server, base: str
) -> None:
    hands = opened()
    presenter = frame_of(hands).presenter
    acts = len(presenter.office.file.acts())
    server.cut(base)
    assert presenter.carry_out(lambda: move(presenter.office, "15:10"), {CentreTopic.DAY}, "Déplacé")
    server.cut(base)
    assert presenter.undo()
    assert len(presenter.office.file.acts()) == acts + 2


def test_a_reader_is_told_which_role_he_needs(opened: Open, server: Server, base: str) -> None:
    hands = opened(server.login("btstc_lecture"))
    presenter = frame_of(hands).presenter
    before = hour(presenter.office)
    assert not presenter.carry_out(lambda: move(presenter.office, "15:10"), {CentreTopic.DAY}, "Déplacé")
    assert "btstc_decision" in hands.window.notices.text()
    assert hour(presenter.office) == before


def test_passphrases_are_not_offered_and_that_is_said(opened: Open) -> None:
    hands = opened()
    hands.window.acts.passphrase.trigger()
    assert "rôles" in hands.window.notices.text()
    assert not hands.window.acts.recovery.isEnabled()


def test_what_is_asked_while_the_server_is_gone_waits(opened: Open, server: Server, base: str) -> None:
    hands = opened()
    presenter = frame_of(hands).presenter
    server.run(f'ALTER DATABASE "{base}" ALLOW_CONNECTIONS false')
    server.cut(base)
    assert not presenter.carry_out(lambda: move(presenter.office, "15:10"), {CentreTopic.DAY}, "Déplacé")
    with pytest.raises(FileProblem):
        presenter.office.file.sharing.is_behind()
    assert "Déplacé" in frame_of(hands).lost.text()
    server.run(f'ALTER DATABASE "{base}" ALLOW_CONNECTIONS true')
    frame_of(hands).lost.again.click()
    hands.wait(lambda: hour(presenter.office) == "15:10")
    assert frame_of(hands).lost.text() == ""
