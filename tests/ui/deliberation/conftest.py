"""A real exam file whose E4 has just ended, and the pages on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.bootstrap import form_folders, ports
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from btstc_jury.ui.grid.grid_page import GridPage
from btstc_jury.ui.theme.theme import Theme
from tests.fakes import FakeClock
from tests.forms_for_tests import COMPLIANT, JURORS

REMARKS = (
    RemarkText("Esquive l’objection sur le SAV", Sign.WEAKNESS, 13, "a"),
    RemarkText("Contre-argument chiffré", Sign.STRENGTH, 13, "b"),
    RemarkText("Connaît les normes d’isolation", Sign.STRENGTH),
    RemarkText("Hésite sur la marge"),
)


@dataclass
class Table:
    """The commission's table: an exam file, its clock, and what the screens act through."""

    office: Office
    clock: FakeClock
    conductor: Conductor

    def plan(self, name: str = "Moreau-Lefebvre", form: str = "e4-ponctuel") -> int:
        candidate = Candidate("0213456789", name, "Anaïs")
        return self.office.plan(Plan(candidate, datetime(2026, 6, 1, 14, 0)), form)[0]  # noqa: DTZ001 - wall time of the centre

    def conduct(
        self, oral: int, *, remarks: tuple[RemarkText, ...] = REMARKS, incidents: bool = False
    ) -> None:
        """From the opening to the end, eight minutes a phase."""
        act = self.office.act
        act(oral, COMPLIANT)
        act(oral, do.Open(JURORS))
        act(oral, do.Start())
        for _ in self.office.oral(oral).form.phases[1:]:
            self.clock.advance(Duration.minutes(8))
            act(oral, do.NextPhase())
        for remark in remarks:
            self.clock.advance(Duration.seconds(20))
            act(oral, do.AddRemark(self.clock.now(), remark))
        if incidents:
            self.disturb(oral)
        self.clock.advance(Duration.minutes(5))
        act(oral, ev.Ended())

    def disturb(self, oral: int) -> None:
        """A pause without a reason, and a stop of the program that the jury has to decide on."""
        self.office.act(oral, ev.Paused())
        self.clock.advance(Duration.minutes(2))
        self.office.act(oral, ev.Resumed())
        since = self.clock.now()
        self.clock.restart(Duration.seconds(70))
        self.office.act(oral, ev.GapFound(since, GapCause.STOP))

    def rate(self, oral: int, *, but: frozenset[int] = frozenset()) -> None:
        for criterion in self.office.oral(oral).form.criteria:
            if criterion.number not in but:
                self.office.act(oral, ev.Rated(criterion.number, "S"))

    def oral(self, number: int) -> Oral:
        """As the file has it."""
        return self.office.oral(number)


@pytest.fixture
def desk() -> Desk:
    return Desk(SqliteExamFiles(), FormLibrary(form_folders()), FakeClock())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.btsjury"


@pytest.fixture
def table(desk: Desk, path: Path) -> Iterator[Table]:
    session = ExamSession(FileKind.EXAM, 2026, "Lycée fictif", "3", "B12", JURORS)
    office = create_file(desk, path, session)
    assert isinstance(desk.clock, FakeClock)
    yield Table(office, desk.clock, Conductor(office))
    office.close()


@pytest.fixture
def oral(table: Table) -> int:
    """An E4 that has ended, with four remarks and nothing decided."""
    number = table.plan()
    table.conduct(number)
    return number


@pytest.fixture
def theme(qapp: object) -> Theme:
    made = Theme("light")
    made.apply()
    return made


Deliberate = Callable[[Conductor, int], DeliberationPage]


@pytest.fixture
def deliberate(qtbot: QtBot, theme: Theme) -> Deliberate:
    """Show the deliberation of an oral."""

    def show(conductor: Conductor, oral: int) -> DeliberationPage:
        page = DeliberationPage(theme, conductor)
        qtbot.addWidget(page)
        theme.dress(page)
        page.resize(1366, 768)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        page.show_oral(oral)
        return page

    return show


@pytest.fixture
def page(deliberate: Deliberate, table: Table, oral: int) -> DeliberationPage:
    return deliberate(table.conductor, oral)


@pytest.fixture
def grid(qtbot: QtBot, theme: Theme, table: Table) -> GridPage:
    """The page of the grid, without an oral."""
    made = GridPage(theme, table.conductor, ports(table.clock, ForgetfulSettings()))
    qtbot.addWidget(made)
    theme.dress(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    return made
