"""Creating and opening exam files, and finding what was running when the program last stopped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Clock, ExamFile, ExamFiles, FormSource
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.decide import describe_session
from btstc_jury.domain.events import Entry, GapCause, GapFound
from btstc_jury.domain.moments import Duration, Reading, between
from btstc_jury.domain.session import ExamSession

SUFFIX = ".btsjury"
SLEEP = Duration.seconds(10)
"""A beat later than this after the one before: the machine slept or the program hung."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What creating and opening need. ``pace``: how many times as fast as life the clock goes, in a drill."""

    files: ExamFiles
    library: FormSource
    clock: Clock
    pace: int = 1


def create_file(desk: Desk, path: Path, session: ExamSession, key: FileKey | None = None) -> Office:
    """A new exam file at ``path``, plain without a ``key``. Raises ``FileProblem``; ``Refusal`` without
    centre or juror.
    """
    entry = Entry(1, 1, desk.clock.now(), "", describe_session(session))
    return Office(desk.files.create(path, entry, session, key), desk.library, desk.clock, desk.pace)


def open_file(desk: Desk, path: Path, key: FileKey | None = None) -> tuple[Office, int | None]:
    """An existing exam file, and the oral that was under way when it was last left.

    The time during which the program did not run is written in the journal of each running oral, for the
    jury to count it or not. A damaged file comes read-only, as far as it can be read. Raises ``FileProblem``,
    ``LOCKED`` and ``WRONG_KEY`` among them.
    """
    try:
        return _opened(desk, desk.files.open(path, key))
    except FileProblem as problem:
        if problem.kind is not ProblemKind.DAMAGED:
            raise
        try:
            return _opened(desk, desk.files.open_damaged(path, key))
        except FileProblem:
            # What was found first says more than what comes of it.
            raise problem from None


def _opened(desk: Desk, file: ExamFile) -> tuple[Office, int | None]:
    try:
        office = Office(file, desk.library, desk.clock)
        under_way = file.index.under_way()
        if not office.read_only:
            report_stop(office, under_way)
    except Exception:
        file.close()
        raise
    return office, under_way[-1] if under_way else None


def report_stop(office: Office, orals: tuple[int, ...]) -> None:
    """Write in each journal the gap between the last sign of life and now."""
    beat = office.file.heart.last_beat()
    process = office.now().process
    lasts: dict[int, Reading] = {}
    for oral in orals:
        try:
            lasts[oral] = office.history(oral).last_act
        except FileProblem as problem:
            if problem.kind is ProblemKind.NEWER:
                raise
            # One damaged journal must not keep the others from being opened: it is told when it is opened.
    for oral, last in lasts.items():
        alive = _later(last, beat)
        if alive.process != process:
            office.act(oral, GapFound(alive, GapCause.STOP))


def _later(reading: Reading, beat: Reading | None) -> Reading:
    if beat is None or beat.process != reading.process:
        return reading if beat is None or reading.utc >= beat.utc else beat
    return beat if beat.mono > reading.mono else reading


class Pulse:
    """The sign of life of a running oral, and the detection of a sleep of the machine."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._last: Reading | None = None

    def beat(self) -> bool:
        """To be called every few seconds while an oral runs; whether a gap was found.

        Raises ``FileProblem`` when the sign of life or a gap can't be written; the gap is then written with
        a later beat.
        """
        now = self._office.now()
        last = self._last or now
        slept = between(last, now).us > SLEEP.us * self._office.pace
        if slept:
            for oral in self._office.file.index.under_way():
                self._office.act(oral, GapFound(last, GapCause.SLEEP))
        self._last = now
        self._office.file.heart.beat(now)
        return slept

    def pause(self) -> None:
        """Nothing runs any more: the time until the next beat is no gap."""
        self._last = None
