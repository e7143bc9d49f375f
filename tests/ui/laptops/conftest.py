"""A juror's own laptop, with its invitation."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.laptops import invite
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import Opinion
from btstc_jury.domain.oral import Oral
from btstc_jury.ui.laptops.guest_page import GuestPage
from tests.fakes import FakeMachine
from tests.forms_for_tests import JURORS
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


class Juror:
    """One examiner before their own laptop."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    @property
    def machine(self) -> FakeMachine:
        machine = self.hands.window.bench.shell.ports.machine
        assert isinstance(machine, FakeMachine)
        return machine

    @property
    def page(self) -> GuestPage:
        """The one screen there is."""
        guest = self.hands.workspace.guest
        assert guest is not None
        assert self.hands.page is guest.page
        return guest.page

    @property
    def oral(self) -> Oral:
        return self.hands.office.oral(self.page.oral)

    @property
    def opinion(self) -> Opinion:
        return self.oral.debate.of(JURORS[0].key)

    @property
    def echo(self) -> str:
        return self.page.echo.text()

    def remark(self, text: str) -> None:
        assert self.hands.at(self.page.remarks.field)
        self.hands.write(text)
        self.hands.key("Return")

    def conduct(self) -> None:
        """From « Commencer » to the end, four minutes a phase."""
        for _ in self.oral.form.phases:
            self.hands.key("Ctrl+Return")
            self.hands.clock.advance(Duration.minutes(4))
        self.hands.key("Ctrl+Shift+Return")


def make_invitation(desk: Desk, host: Path, path: Path) -> None:
    """For the first juror, from a fresh file of the commission."""
    make_file(desk, host)
    office, _ = open_file(desk, host)
    invite(office, desk, office.file.index.all()[0].oral, JURORS[0].key, path)
    office.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Avis de Camille Fictif.btsjury"


@pytest.fixture
def juror(show_window: ShowWindow, desk: Desk, path: Path) -> Juror:
    """Whose invitation was just opened."""
    make_invitation(desk, path.with_name("commission.btsjury"), path)
    hands = show_window()
    hands.window.resize(1366, 768)
    assert hands.window.open_path(path)
    return Juror(hands)
