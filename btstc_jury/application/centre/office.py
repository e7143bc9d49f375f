"""One centre file open: what it holds, and the acts on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from btstc_jury.application.centre.ports import (
    CentreAct,
    CentreFile,
    CentreFiles,
    ChangedMeanwhile,
    Clash,
    Enrolled,
    Enrolment,
)
from btstc_jury.application.centre.rebasing import changed_as
from btstc_jury.application.centre.receipts import Decisions, Deposit
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Clock, FormSource
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.timetable import FormTimes, Timetable, situated
from btstc_jury.domain.form import Form, TimeRule, in_ccf


class CentreTopic(StrEnum):
    """What a page shows again once it changed."""

    CANDIDATES = "candidates"
    DAY = "day"
    PRINTED = "printed"
    SENT = "sent"
    COLLECTED = "collected"
    NAME = "name"
    """Of the centre, and its UAI."""


class CentreOffice:
    """Everything raises ``FileProblem``; what writes, ``ReadOnlyFile`` and ``ChangedMeanwhile`` too: then
    nothing was written. ``author``: who works on it, for its acts.
    """

    def __init__(self, file: CentreFile, library: FormSource, clock: Clock, author: str) -> None:
        self.file = file
        self.library = library
        self.clock = clock
        self.author = author
        self._centre: Centre | None = None
        self._timetable: Timetable | None = None
        self._seen = 0
        """The last act that it knows of."""
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self.refused: Step | None = None
        """What wasn't written last because somebody else had changed it."""

    @property
    def read_only(self) -> str:
        """See ``ports.GuardedOffice``: whoever has a centre file open writes in it."""
        return ""

    def close(self) -> None:
        self.file.close()

    @property
    def centre(self) -> Centre:
        """What others call it is known with what else they did."""
        if self._centre is None:
            self._centre = self.file.centre()
        return self._centre

    @property
    def candidates(self) -> tuple[Enrolled, ...]:
        return self.file.candidates()

    @property
    def timetable(self) -> Timetable:
        """Whole, with the candidates and the forms as they are now."""
        days, people = self._now()
        known = {each.identity: each.candidate for each in people}
        return replace(days, candidates=known, forms=self._forms)

    def _now(self) -> tuple[Timetable, tuple[Enrolled, ...]]:
        """Both of one moment, whoever else writes."""
        sharing = self.file.sharing
        while True:
            people, view = self.candidates, sharing.view
            if self._timetable is None or self._seen != view:
                self._timetable, self._seen = self.file.timetable(), view
            if sharing.view == view:
                return self._timetable, people

    @cached_property
    def _forms(self) -> Mapping[str, FormTimes]:
        keys = self.library.keys()
        return {key: form_times(self.library.get(key)) for key in keys}

    def act(self, words: str) -> CentreAct:
        """By the author, now."""
        return CentreAct(self.clock.now().utc.us, self.author, words)

    def replan(self, after: Timetable, words: str) -> None:
        """``words``: what was done, « Commission 3 ajoutée ». What papers told, alone, isn't taken back."""
        before = self.timetable
        step = Step(words, days=(before, after))
        if replace(after, printed=before.printed, papers=before.papers) == before:
            self._write(step, words)
        else:
            self.carry_out(step)

    def note(self, before: Sequence[Enrolled], words: str, added: CentreCandidate | None = None) -> None:
        """What was just written in the file can be taken back. ``before``: the candidates until then;
        ``added``: the only one that was.
        """
        known = {each.identity: each.candidate for each in before}
        people = {
            each.identity: (known.get(each.identity), each.candidate)
            for each in self.candidates
            if known.get(each.identity) != each.candidate and added in {None, each.candidate}
        }
        if added is not None:
            # Others may have added theirs meanwhile.
            people = dict([*people.items()][-1:])
        if people:
            self._note_done(Step(words, people))

    def _note_done(self, step: Step) -> None:
        self._done.append(step)
        self._undone.clear()

    @property
    def last(self) -> Step | None:
        """What ``undo`` would take back."""
        return self._done[-1] if self._done else None

    @property
    def undone(self) -> Step | None:
        """The same of ``redo``."""
        return self._undone[-1] if self._undone else None

    def undo(self) -> str:
        """Take the last act back; returns its words, "" where there is none."""
        return self._again(self._done, self._undone, "Annulé")

    def redo(self) -> str:
        return self._again(self._undone, self._done, "Rétabli")

    def forget(self, *, steps: bool = True) -> None:
        """What was read of the file is read again. ``steps``: nothing can be taken back any more; otherwise
        what nobody changed since.
        """
        self._centre = self._timetable = None
        if steps:
            self._done.clear()
            self._undone.clear()

    def _again(self, taken: list[Step], given: list[Step], how: str) -> str:
        if not taken:
            return ""
        back = self._on_paper(taken[-1].back)
        self._write(back, f"{how}\u202f: {back.words}")
        taken.pop()
        given.append(back)
        return back.words

    def _on_paper(self, step: Step) -> Step:
        """On what is there by now, others' changes too. What is on paper stays so, whatever is taken back."""
        if step.days is None:
            return step
        now, (before, after) = self.timetable, step.days
        both = changed_as(now, after, before), changed_as(now, before, after)
        was, wanted = (replace(each, printed=now.printed, papers=now.papers) for each in both)
        return replace(step, days=(was, wanted))

    def carry_out(self, step: Step) -> None:
        """To be taken back with ``undo``."""
        self._write(step, step.words)
        self._note_done(step)

    def _write(self, step: Step, words: str) -> None:
        try:
            self._write_act(step, self.act(words))
        except ChangedMeanwhile:
            self.refused = step
            raise

    def _write_act(self, step: Step, act: CentreAct) -> None:
        sharing = self.file.sharing
        before_it = sharing.view
        if step.decided is not None:
            before, after = step.decided
            deposit = Deposit(act, choices=after.choices, ties=after.ties, withdrawn=before)
            self.file.collection.keep(deposit)
        elif step.people:
            self.file.enrol(self._enrolment(step, act))
        elif step.renamed is not None:
            self.file.rename(*step.renamed, act)
            self._centre = step.renamed[1]
        elif step.days is not None:
            self.file.replan(*step.days, act)
        if step.days is not None:
            self._timetable = step.days[1]
        if self._seen == before_it and sharing.view == before_it + 1:
            # Nobody else wrote meanwhile.
            self._seen = sharing.view
        else:
            self._timetable = None

    def _enrolment(self, step: Step, act: CentreAct) -> Enrolment:
        """Raises ``ChangedMeanwhile`` where somebody isn't any more what was to be changed."""
        held = {each.identity: each for each in (*self.candidates, *self.file.withdrawn())}
        changed: list[tuple[Enrolled, CentreCandidate]] = []
        removed: list[Enrolled] = []
        for identity, (before, after) in step.people.items():
            found = held.get(identity)
            if found is None or before != (found.candidate if found.version > 0 else None):
                there = None if found is None or found.version < 0 else found.candidate
                raise ChangedMeanwhile((), [Clash("candidate", identity, before, there, after)])
            if after is None:
                removed.append(found)
            else:
                changed.append((found, after))
        return Enrolment(act, changed=changed, removed=removed, days=step.days)


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, before and after. ``people``: by identity, ``None`` for one who isn't there;
    ``decided``: about what came back, alone; ``renamed``: the centre, alone.
    """

    words: str
    people: Mapping[int, tuple[CentreCandidate | None, CentreCandidate | None]] = field(default_factory=dict)
    days: tuple[Timetable, Timetable] | None = None
    decided: tuple[Decisions, Decisions] | None = None
    renamed: tuple[Centre, Centre] | None = None

    @property
    def back(self) -> Step:
        """What takes it back."""
        people = {identity: (after, before) for identity, (before, after) in self.people.items()}
        days = None if self.days is None else (self.days[1], self.days[0])
        decided = None if self.decided is None else (self.decided[1], self.decided[0])
        renamed = None if self.renamed is None else (self.renamed[1], self.renamed[0])
        return Step(self.words, people, days, decided, renamed)


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
    exam = situated(form.exam, 0 if form.situation is None else form.situation.number)
    rule = form.commission
    seats = () if rule.any_quality else rule.members
    return FormTimes(
        exam, in_ccf(form.key), _minutes(form.preparation), _minutes(form.total), seats, form.name
    )


def _minutes(rule: TimeRule) -> int:
    """Rounded up; 0 where the form gives none."""
    return 0 if rule.duration is None else -(-rule.duration.us // 60_000_000)
