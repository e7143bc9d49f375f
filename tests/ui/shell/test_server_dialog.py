"""A centre of a server chosen in the window: asked beside the interface, told calmly, opened once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.ports import ListedCentre
from btstc_jury.application.centre.server import ServerAddress, parsed
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.ui.shell.server_dialog import ServerDialog
from btstc_jury.ui.theme.theme import Theme
from tests.centres import MemoryCentre, an_office

ADDRESS = parsed("postgresql://greffe@localhost/centres").address
MARNE = ListedCentre("a" * 32, Centre("Lycée des Bords de Marne", 2027, "0941234A"), 350, 12, 420, 12, 40, 0)
SEINE = ListedCentre("b" * 32, Centre("Lycée de Seine", 2027, "0751234B"), 1, 0, 0, 0, 1, 0)


class Door:
    """``held``: what it answers, or raises; it waits for ``free``."""

    def __init__(self) -> None:
        self.held: tuple[ListedCentre, ...] | Exception = (MARNE, SEINE)
        self.free = Event()
        self.free.set()
        self.asked: list[tuple[ServerAddress, str]] = []
        self.opened: list[tuple[str, Closing]] = []

    def centres(self, address: ServerAddress, password: str) -> tuple[ListedCentre, ...]:
        self.asked.append((address, password))
        self.free.wait(10)
        if isinstance(self.held, Exception):
            raise self.held
        return self.held

    def open(self, _address: ServerAddress, _password: str, identity: str) -> CentreOffice:
        self.free.wait(10)
        file = Closing()
        self.opened.append((identity, file))
        return an_office(file)


class Closing(MemoryCentre):
    closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def door() -> Iterator[Door]:
    made = Door()
    yield made
    made.free.set()


Ask = Callable[..., ServerDialog]


@pytest.fixture
def ask(qtbot: QtBot, theme: Theme, door: Door) -> Ask:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_dialog(known: ServerAddress | None = ADDRESS) -> ServerDialog:
        dialog = ServerDialog(theme, door, known, window)
        dialog.open()
        return dialog

    return open_dialog


def connect(qtbot: QtBot, dialog: ServerDialog) -> None:
    dialog.go.click()
    qtbot.waitUntil(dialog.go.isEnabled)


def lines(dialog: ServerDialog) -> list[str]:
    return [dialog.list.item(place).text() for place in range(dialog.list.count())]


def test_the_centres_of_a_server_are_listed_and_one_is_opened(qtbot: QtBot, ask: Ask, door: Door) -> None:
    dialog = ask(None)
    dialog.where.line.setText("postgresql://localhost/centres")
    dialog.user.line.setText("greffe")
    dialog.secret.setText("sésame")
    connect(qtbot, dialog)
    assert door.asked == [(ADDRESS, "sésame")]
    assert lines(dialog) == [
        "Lycée des Bords de Marne (0941234A), session 2027 — 350 candidats, 420 créneaux, 12 dépôts",
        "Lycée de Seine (0751234B), session 2027 — 1 candidat, 0 créneau, 0 dépôt",
    ]
    dialog.list.setCurrentRow(1)
    dialog.go.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [identity for identity, _ in door.opened] == [SEINE.identity]
    assert dialog.made is not None
    assert dialog.address == ADDRESS.of_centre(SEINE.identity)
    assert dialog.secret.text() == ""


def test_a_known_centre_is_chosen_already(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask(ADDRESS.of_centre(SEINE.identity))
    connect(qtbot, dialog)
    assert dialog.list.currentRow() == 1


def test_many_centres_are_searched(qtbot: QtBot, ask: Ask, door: Door) -> None:
    door.held = tuple(
        ListedCentre(f"{each:032}", Centre(f"Lycée n° {each}", 2027, f"{each:07}A"), each, 0, 0, 0, 1, 0)
        for each in range(1, 301)
    )
    dialog = ask()
    connect(qtbot, dialog)
    assert len(lines(dialog)) == 300
    dialog.search.line.setText("0000299a")
    assert len(lines(dialog)) == 1


@pytest.mark.parametrize(
    ("kind", "said"), [(ProblemKind.UNREACHABLE, "ne répond pas"), (ProblemKind.NEWER, "plus récente")]
)
def test_what_the_server_refuses_is_said_and_what_is_typed_stays(
    qtbot: QtBot, ask: Ask, door: Door, kind: ProblemKind, said: str
) -> None:
    door.held = FileProblem(kind, Path("centres"))
    dialog = ask()
    dialog.secret.setText("sésame")
    connect(qtbot, dialog)
    assert said in dialog._problem_text.text()
    assert (dialog.where.text(), dialog.secret.text()) == (ADDRESS.url, "sésame")
    door.held = (MARNE,)
    connect(qtbot, dialog)
    assert len(lines(dialog)) == 1


def test_an_unsafe_address_is_refused_before_anything_is_sent(ask: Ask, door: Door) -> None:
    dialog = ask(None)
    dialog.where.line.setText("postgresql://pg.academie.fr/centres?sslmode=disable")
    dialog.go.click()
    assert "chiffrée" in dialog.where.error
    assert door.asked == []


def test_a_password_in_the_address_goes_where_nobody_reads_it(qtbot: QtBot, ask: Ask, door: Door) -> None:
    dialog = ask(None)
    dialog.where.line.setText("postgresql://greffe:Sesame42@localhost/centres")
    connect(qtbot, dialog)
    assert "Sesame42" not in dialog.where.text()
    assert door.asked == [(ADDRESS, "Sesame42")]


def test_who_leaves_waits_for_nothing_and_no_centre_stays_open(qtbot: QtBot, ask: Ask, door: Door) -> None:
    dialog = ask()
    connect(qtbot, dialog)
    door.free.clear()
    dialog.go.click()
    dialog.reject()
    assert not dialog.isVisible()
    door.free.set()
    qtbot.waitUntil(lambda: bool(door.opened) and door.opened[0][1].closed)
    assert dialog.made is None


def test_another_user_sees_other_centres(qtbot: QtBot, ask: Ask, door: Door) -> None:
    dialog = ask()
    connect(qtbot, dialog)
    dialog.user.line.setText("autre")
    assert not dialog.list.isVisible()
    connect(qtbot, dialog)
    assert door.asked[-1][0].user == "autre"


def test_a_server_without_centres_says_what_to_do(qtbot: QtBot, ask: Ask, door: Door) -> None:
    door.held = ()
    dialog = ask()
    connect(qtbot, dialog)
    assert "centre create" in dialog._problem_text.text()
