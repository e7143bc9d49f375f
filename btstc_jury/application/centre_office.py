"""One centre file open: what it holds, and the acts on its days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from btstc_jury.application.centre import CentreAct, CentreFile, CentreFiles, Enrolled
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Clock, FormSource
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.timetable import FormTimes, Timetable
from btstc_jury.domain.form import Form, TimeRule, in_ccf


class CentreTopic(StrEnum):
    """What a page shows again once it changed."""

    CANDIDATES = "candidates"
    DAY = "day"
    PRINTED = "printed"
    SENT = "sent"
    COLLECTED = "collected"


class CentreOffice:
    """Everything raises ``FileProblem``; what writes, ``ReadOnlyFile`` and ``ChangedMeanwhile`` too: then
    nothing was written. ``author``: who works on it, for its acts.
    """

    def __init__(self, file: CentreFile, library: FormSource, clock: Clock, author: str) -> None:
        self.file = file
        self.library = library
        self.clock = clock
        self.author = author
        self._timetable: Timetable | None = None
        self._done: list[tuple[Timetable, Timetable, str]] = []
        self._undone: list[tuple[Timetable, Timetable, str]] = []

    @property
    def read_only(self) -> str:
        """See ``ports.GuardedOffice``: whoever has a centre file open writes in it."""
        return ""

    def close(self) -> None:
        self.file.close()

    @cached_property
    def centre(self) -> Centre:
        return self.file.centre()

    @property
    def candidates(self) -> tuple[Enrolled, ...]:
        return self.file.candidates()

    @property
    def timetable(self) -> Timetable:
        """Whole, with the candidates and the forms as they are now."""
        if self._timetable is None:
            self._timetable = self.file.timetable()
        known = {each.identity: each.candidate for each in self.candidates}
        return replace(self._timetable, candidates=known, forms=self._forms)

    @cached_property
    def _forms(self) -> Mapping[str, FormTimes]:
        keys = self.library.keys()
        return {key: form_times(self.library.get(key)) for key in keys}

    def act(self, words: str) -> CentreAct:
        """By the author, now."""
        return CentreAct(self.clock.now().utc.us, self.author, words)

    def replan(self, after: Timetable, words: str) -> None:
        """``words``: what was done, « Commission 3 ajoutée »."""
        before = self.timetable
        self._write(before, after, words)
        self._done.append((before, after, words))
        self._undone.clear()

    def tell(self, after: Timetable, words: str) -> None:
        """Write what papers told, in ``printed`` and ``papers`` of ``after``: nothing takes it back."""
        before = self.timetable
        self._write(before, replace(before, printed=after.printed, papers=after.papers), words)

    @property
    def last(self) -> str:
        """Words of what ``undo`` would take back, "" for nothing."""
        return self._done[-1][2] if self._done else ""

    @property
    def undone(self) -> str:
        """The same of ``redo``."""
        return self._undone[-1][2] if self._undone else ""

    def undo(self) -> str:
        """Take the last act on the days back; returns its words, "" where there is none."""
        return self._again(self._done, self._undone, "Annulé")

    def redo(self) -> str:
        return self._again(self._undone, self._done, "Rétabli")

    def forget(self) -> None:
        """What was read of the file is read again; nothing can be taken back any more."""
        self._timetable = None
        self._done.clear()
        self._undone.clear()

    def _again(
        self,
        taken: list[tuple[Timetable, Timetable, str]],
        given: list[tuple[Timetable, Timetable, str]],
        how: str,
    ) -> str:
        if not taken:
            return ""
        before, after, words = taken[-1]
        now = self.timetable
        # What is on paper stays so, whatever is taken back.
        to = replace(before, printed=now.printed, papers=now.papers)
        self._write(now, to, f"{how}\u202f: {words}")
        taken.pop()
        given.append((after, before, words))
        return words

    def _write(self, before: Timetable, after: Timetable, words: str) -> None:
        self.file.replan(before, after, self.act(words))
        self._timetable = after


@dataclass(frozen=True, slots=True)
class CentreDesk:
    """What creating and opening centre files need. ``author``: who works on them."""

    files: CentreFiles
    library: FormSource
    clock: Clock
    author: str

    def office(self, file: CentreFile) -> CentreOffice:
        return CentreOffice(file, self.library, self.clock, self.author)


def create_centre(desk: CentreDesk, path: Path, centre: Centre, key: FileKey | None = None) -> CentreOffice:
    """A new file at ``path``, plain without a ``key``. Raises ``FileProblem``."""
    words = f"Fichier créé\u202f: {centre.name}, session {centre.year}."
    act = CentreAct(desk.clock.now().utc.us, desk.author, words)
    return desk.office(desk.files.create(path, centre, act, key))


def open_centre(desk: CentreDesk, path: Path, key: FileKey | None = None) -> CentreOffice:
    """Raises ``FileProblem``, ``LOCKED`` and ``WRONG_KEY`` among them."""
    office = desk.office(desk.files.open(path, key))
    try:
        # What can't be read is told now, not by the screens.
        _ = office.centre, office.candidates
    except BaseException:
        office.close()
        raise
    return office


def form_times(form: Form) -> FormTimes:
    return FormTimes(form.exam, in_ccf(form.key), _minutes(form.preparation), _minutes(form.total))


def _minutes(rule: TimeRule) -> int:
    """Rounded up; 0 where the form gives none."""
    return 0 if rule.duration is None else -(-rule.duration.us // 60_000_000)
