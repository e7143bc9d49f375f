"""A real exam file, its clock, and the day page on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import Accommodation, Candidate, Plan
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.theme.theme import Theme
from tests.fakes import FakeClock
from tests.forms_for_tests import COMPLIANT, JURORS, NO_ACCOMMODATION, explained

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass
class Day:
    """An exam file whose clock stands at 2026-06-01 08:00 UTC."""

    office: Office
    clock: FakeClock
    conductor: Conductor

    def plan(
        self,
        name: str,
        at: str = "14:00",
        form: str = "e4-ponctuel",
        accommodation: Accommodation = NO_ACCOMMODATION,
        day: str = "2026-06-01",
    ) -> int:
        number = f"{213456789 + len(self.office.file.index.all()):010}"
        plan = Plan(Candidate(number, name, "Anaïs"), datetime.fromisoformat(f"{day}T{at}"), accommodation)
        return self.office.plan(plan, form)[0]

    def conduct(self, oral: int, until: str) -> None:
        """As far as ``until``: opened, running, paused, ended, complete or final."""
        steps: dict[str, Callable[[], object]] = {
            "opened": lambda: self.office.act(oral, do.Open(JURORS)),
            "running": lambda: self.office.act(oral, do.Start()),
            "paused": lambda: self.office.act(oral, ev.Paused("alarme")),
            "ended": lambda: self.office.act(oral, ev.Ended()),
            "complete": lambda: self._complete(oral),
            "final": lambda: self.office.act(oral, ev.Finalised()),
        }
        for step, act in steps.items():
            if step != "paused" or until == "paused":
                act()
            if step == until:
                return

    def prepare(self, oral: int, passed: Duration) -> None:
        self.office.act(oral, do.StartPreparation())
        self.clock.advance(passed)

    def _complete(self, oral: int) -> None:
        for command in (COMPLIANT, *explained(self.office.oral(oral))):
            self.office.act(oral, command)
        for criterion in self.office.oral(oral).form.criteria:
            self.office.act(oral, ev.Rated(criterion.number, "S"))
        self.office.act(oral, ev.MarkProposed(Decimal("12.5")))
        self.office.act(oral, ev.TextWritten(TextField.APPRECIATION, "Propre et net."))


@pytest.fixture
def day(desk: Desk, clock: FakeClock, path: Path, theme: Theme) -> Iterator[Day]:
    session = ExamSession(FileKind.EXAM, 2026, "Lycée fictif", "3", "salle B12", JURORS)
    office = create_file(desk, path, session)
    yield Day(office, clock, Conductor(office))
    office.close()
