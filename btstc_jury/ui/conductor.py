"""Between the screens and an open exam file: acts go in, changes and refusals come out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from btstc_jury.application.erasing import erase_remarks
from btstc_jury.application.office import Changes, Office
from btstc_jury.application.pins import Warrant, choose_pin, renew_pin
from btstc_jury.application.problems import FileProblem, ReadOnlyFile
from btstc_jury.application.views import messages
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.commands import Command
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.form import Form
from btstc_jury.domain.refusals import Refusal
from btstc_jury.domain.session import ExamSession

if TYPE_CHECKING:
    from btstc_jury.application.signing import SigningOutcome
    from btstc_jury.domain.playing import Scenario

_log = logging.getLogger(__name__)


class Conductor(QObject):
    """``changed`` carries ``Changes`` after a durable act; ``refused`` a sentence; ``failed`` a
    ``Message``: then nothing was written. ``informed``: a sentence on what was done beside the file.
    """

    changed = Signal(object)
    refused = Signal(str)
    failed = Signal(object)
    informed = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office

    def sign(self, outcome: SigningOutcome) -> bool:
        """Whether the signature is kept. Raises ``SigningProblem`` where something else came first."""
        from btstc_jury.application.signing import record  # noqa: PLC0415 - it brings the grid

        return self._attempt(lambda: record(self.office, outcome)) is not None

    def act(self, oral: int, command: Command, tell: Callable[[str], object] | None = None) -> bool:
        """Whether the act was taken and is durable (an act that changes nothing counts as taken). ``tell``:
        shows a refusal where the act was asked for, in place of ``refused``.
        """
        return self._attempt(lambda: self.office.act(oral, command), tell, oral) is not None

    def keep_scenario(
        self,
        oral: int,
        scenario: Scenario,
        added: tuple[str, bytes] | None,
        tell: Callable[[str], object],
    ) -> bool:
        """Whether the situation to be handed over is recorded. ``added``: a document, with its name."""
        from btstc_jury.application.scenarios import keep_scenario  # noqa: PLC0415 - it brings its page

        return self._attempt(lambda: keep_scenario(self.office, oral, scenario, added), tell) is not None

    def carry_out(
        self, use_case: Callable[[], Iterable[Changes]], tell: Callable[[str], object] | None = None
    ) -> bool:
        """Several acts that belong together, each durable by itself; whether all were taken. ``tell``: as in
        ``act``.
        """
        done: list[Changes] = []

        def run() -> Changes:
            done.extend(use_case())
            return Changes(None, frozenset())

        taken = self._attempt(run, tell) is not None
        for changes in filter(None, done):
            self.changed.emit(changes)
        return taken

    def plan(self, plan: Plan, form: Form | str) -> int | None:
        """As ``Office.plan``: the number of the oral added, ``None`` when refused."""
        changes = self._attempt(lambda: self.office.plan(plan, form)[1])
        return None if changes is None else changes.oral

    def describe(self, session: ExamSession) -> bool:
        return self._attempt(lambda: self.office.describe(session)) is not None

    def add_juror(self, juror: Juror) -> bool:
        """Whether the session now has this juror too."""
        session = self.office.session
        return self.describe(replace(session, jurors=(*session.jurors, juror)))

    def erase_remarks(self, oral: int) -> bool:
        """Whether the words of the working remarks are gone for good."""
        return self._attempt(lambda: erase_remarks(self.office, oral)) is not None

    def choose_pin(self, juror: str, pin: str) -> bool:
        """Whether the juror's first PIN is kept. Raises ``ValueError`` for one that is too short."""
        return self._attempt(lambda: choose_pin(self.office, juror, pin)) is not None

    def renew_pin(self, oral: int, juror: str, pin: str, warrant: Warrant) -> bool:
        """Whether the juror has another PIN. Raises ``WrongCode`` for the voucher's."""
        kept: list[Changes] = []

        def use_case() -> Changes:
            told, session = renew_pin(self.office, oral, juror, pin, warrant)
            kept.append(session)
            return told

        done = self._attempt(use_case) is not None
        for changes in kept:
            self.changed.emit(changes)
        return done

    def transfer(self, source: int, target: int, reason: str) -> bool:
        """Whether the whole sheet now belongs to ``target``."""
        received: list[Changes] = []

        def use_case() -> Changes:
            given, got = self.office.transfer(source, target, reason)
            received.append(got)
            return given

        done = self._attempt(use_case) is not None
        for changes in received:
            self.changed.emit(changes)
        return done

    def _attempt(
        self,
        use_case: Callable[[], Changes],
        tell: Callable[[str], object] | None = None,
        oral: int | None = None,
    ) -> Changes | None:
        """``oral``: whose form says what the lines of its grid are called."""
        tell = tell or self.refused.emit
        try:
            changes = use_case()
        except Refusal as refused:
            known = Assessed.CRITERIA if oral is None else self.office.oral(oral).form.assessed
            tell(messages.refusal(refused, known))
            return None
        except ReadOnlyFile:
            tell(messages.read_only(self.office.read_only))
            return None
        except FileProblem as problem:
            _log.warning("an act was not written: %s", problem.kind)
            self.failed.emit(messages.problem(problem))
            return None
        if changes:
            self.changed.emit(changes)
        return changes
