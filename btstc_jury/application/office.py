"""An open exam file at work: every act of a commission passes through here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from btstc_jury.application.attempts import Attempts
from btstc_jury.application.ports import Clock, Document, ExamFile, FormSource, OralIndex, Part
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.summary import OralSummary, summarise
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.commands import ChangePlan, Command
from btstc_jury.domain.commission import JurorPin
from btstc_jury.domain.decide import decide, describe_session, plan_oral
from btstc_jury.domain.events import Entry, SheetGiven, SheetReceived, Topic
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import History, carried, extend, open_history
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.tied import echoed, other_journals

_KEPT = 32
"""Histories kept in memory; the oldest is read again when asked for."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a use case altered; the screens concerned repaint from it and from nothing else.

    ``oral``: its number, ``None`` for the session. ``events``: what was written in the journal; ``before``:
    the oral that they changed, ``None`` for the session and a new oral.
    """

    oral: int | None
    topics: frozenset[Topic]
    events: tuple[ev.Event, ...] = ()
    before: Oral | None = field(default=None, compare=False)

    def __bool__(self) -> bool:
        return bool(self.topics)


class Office:
    """Loads orals, applies commands, makes them durable. Not thread-safe: one thread uses it."""

    def __init__(self, file: ExamFile, library: FormSource, clock: Clock, pace: int = 1) -> None:
        """``pace``: how many times as fast as life ``clock`` goes."""
        self.file = file
        self.library = library
        self._clock = clock
        self.pace = pace
        self._session = file.session()
        self._forms: Mapping[str, Form] = file.forms()
        self._histories: dict[int, History] = {}
        self._code_attempts: dict[str, Attempts] = {}

    @property
    def session(self) -> ExamSession:
        return self._session

    @property
    def read_only(self) -> str:
        return self.file.read_only

    def versions(self, key: str) -> tuple[Form, ...]:
        """The forms of that key that are in the file."""
        return tuple(each for each in self._forms.values() if each.key == key)

    def now(self) -> Reading:
        return self._clock.now()

    def code_attempts(self, juror: str) -> Attempts:
        """At a juror's PIN, as long as the file is open, whatever screen asks for it."""
        return self._code_attempts.setdefault(juror, Attempts(self._clock))

    def history(self, oral: int) -> History:
        """Raises ``FileProblem`` where the journal can't be read."""
        known = self._histories.get(oral)
        if known is None:
            entries = self.file.entries(oral)
            try:
                known = open_history(entries, self._forms)
            except KeyError:
                # Read-only: the instance that writes has pinned a form since this one opened the file.
                self._forms = self.file.forms()
                known = open_history(entries, self._forms)
            self._check_kind(oral, known.oral)
            self._keep(oral, known)
        return known

    def oral(self, oral: int) -> Oral:
        return self.history(oral).oral

    def act(
        self,
        oral: int,
        command: Command,
        author: str = "",
        *,
        documents: tuple[Document, ...] = (),
        erased: tuple[int, ...] = (),
    ) -> Changes:
        """Do what the command asks; on return it is durable, with the ``documents`` that go with it.
        ``erased``: sequences of the entries whose content it erases.

        Raises ``Refusal`` (rules), ``FileProblem`` or ``ReadOnlyFile`` (environment): nothing changed.
        """
        self._check_writable()
        if isinstance(command, ev.RehearsalSet) and self._session.kind is not FileKind.TRAINING:
            raise Refusal(Reason.TRAINING_ONLY)
        if isinstance(command, ev.Invited) and not self._session.kind.facts.opinion:
            raise Refusal(Reason.OPINION_FILE_ONLY)
        history = self.history(oral)
        happened = decide(history, command)
        if not happened:
            return Changes(oral, frozenset())
        entries = self._entries(history.last_sequence, happened, author)
        together = self._together(oral, history, happened, author)
        asked = {command.form.hash: command.form} if isinstance(command, ChangePlan) else {}
        forms = {**self._forms, **asked}
        after = extend(history, entries, forms)
        check_alone(self.file.index, oral, history.oral.stage, after.oral.stage)
        part = Part(entries, after.oral.form, summarise(oral, after), documents, erased)
        self.file.append_all((part, *(Part(*each) for each in together.values())))
        self._forms = forms
        self._keep(oral, after)
        for number in together:
            # Read again when asked for: it is seldom the one at hand.
            self._histories.pop(number, None)
        if erased:
            # Only the file knows what is left.
            del self._histories[oral]
        return changes_of(oral, happened, _shown(history, happened), history.oral)

    def _together(
        self, oral: int, history: History, happened: tuple[ev.Event, ...], author: str
    ) -> dict[int, tuple[tuple[Entry, ...], Form, OralSummary]]:
        """What goes into other journals in the same transaction: a decision of the jury on several situations
        stands in each. Raises as ``act``.
        """
        parts = {}
        for number in other_journals(history, happened):
            other = self.history(number)
            answer = echoed(history, happened, other, oral, number)
            if answer:
                entries = self._entries(other.last_sequence, answer, author)
                after = extend(other, entries, self._forms)
                parts[number] = (entries, after.oral.form, summarise(number, after))
        return parts

    def plan(self, plan: Plan, of: Form | str) -> tuple[int, Changes]:
        """Add an oral to the list; its number and what changed. ``of``: its form, or the key of one of this
        machine's. Raises as ``act``.
        """
        self._check_writable()
        if self._session.kind.facts.opinion and self.file.index.all():
            raise Refusal(Reason.OF_A_COMMISSION)
        form = self.library.get(of) if isinstance(of, str) else of
        event = plan_oral(plan, form)
        entries = self._entries(0, (event,), "")
        forms = {**self._forms, form.hash: form}
        history = open_history(entries, forms)
        number = self.file.create_oral(entries[0], form, summarise(0, history))
        self._forms = forms
        self._keep(number, history)
        return number, changes_of(number, (event,), (event,))

    def describe(self, session: ExamSession) -> Changes:
        """Change the session's particulars, never its kind nor the jurors' PINs; those of an opinion are its
        commission's. Raises as ``act``.
        """
        if self._session.kind.facts.opinion:
            raise Refusal(Reason.OF_A_COMMISSION)
        return self._describe(replace(session, kind=self._session.kind, pins=self._session.pins))

    def keep_pins(self, pins: tuple[JurorPin, ...]) -> Changes:
        """Raises as ``act``."""
        return self._describe(replace(self._session, pins=pins))

    def transfer(self, source: int, target: int, reason: str) -> tuple[Changes, Changes]:
        """Hand a whole sheet over to another oral of the same form, in one transaction; what changed in
        either. Raises as ``act``.
        """
        self._check_writable()
        giving, receiving = self.history(source), self.history(target)
        if giving.oral.form.hash != receiving.oral.form.hash:
            raise Refusal(Reason.OTHER_FORM)
        received = decide(receiving, SheetReceived(source, reason))
        prepared = receiving.oral.preparation is not None
        given = decide(giving, SheetGiven(target, reason, keeps_preparation=prepared))
        receipt = self._entries(receiving.last_sequence, received, "")
        sheet = carried(giving, receipt[0].sequence, preparation=not prepared)
        parts = []
        for number, history, entries in (
            (source, giving, self._entries(giving.last_sequence, given, "")),
            (target, receiving, (*receipt, *sheet)),
        ):
            after = extend(history, entries, self._forms)
            parts.append((number, entries, after))
        self.file.append_all(
            tuple(Part(entries, after.oral.form, summarise(n, after)) for n, entries, after in parts)
        )
        for number, _, after in parts:
            self._keep(number, after)
        return (
            changes_of(source, given, given, giving.oral),
            changes_of(target, received, received, receiving.oral),
        )

    def forget(self, orals: Sequence[int]) -> Changes:
        """Nothing is left of these orals of a training file. Raises as ``act``."""
        self._check_writable()
        if self._session.kind is not FileKind.TRAINING:
            raise Refusal(Reason.TRAINING_ONLY)
        self.file.append_all((), forgotten=orals)
        for oral in orals:
            self._histories.pop(oral, None)
        return Changes(None, frozenset({Topic.PLAN}))

    def _describe(self, kept: ExamSession) -> Changes:
        self._check_writable()
        event = describe_session(kept, self._session)
        sequence = self.file.session_length() + 1
        self.file.describe(Entry(sequence, sequence, self.now(), "", event), kept)
        self._session = kept
        return changes_of(None, (event,), (event,))

    def close(self) -> None:
        self._histories.clear()
        self.file.close()

    def _check_kind(self, number: int, oral: Oral) -> None:
        """No act makes such an oral here: it was brought in from elsewhere. Raises ``FileProblem``."""
        kind = self._session.kind
        if oral.rehearsal is not None and kind is not FileKind.TRAINING:
            raise FileProblem(ProblemKind.DAMAGED, self.file.path, f"essai, interrogation {number}")
        if oral.guest is not None and not kind.facts.opinion:
            raise FileProblem(ProblemKind.DAMAGED, self.file.path, f"avis, interrogation {number}")

    def _check_writable(self) -> None:
        if self.file.read_only:
            raise ReadOnlyFile(self.file.read_only)

    def _keep(self, oral: int, history: History) -> None:
        self._histories.pop(oral, None)
        self._histories[oral] = history
        while len(self._histories) > _KEPT:
            del self._histories[next(iter(self._histories))]

    def _entries(self, last: int, happened: Sequence[ev.Event], author: str) -> tuple[Entry, ...]:
        reading = self.now()
        return tuple(
            Entry(last + offset, last + 1, reading, author, event)
            for offset, event in enumerate(happened, start=1)
        )


def changes_of(
    oral: int | None,
    happened: tuple[ev.Event, ...],
    shown: tuple[ev.Event, ...],
    before: Oral | None = None,
) -> Changes:
    """``shown``: the events whose effect appears or disappears (those of the act undone, for an undo)."""
    topics = frozenset[Topic]().union(*(event.topics for event in shown))
    return Changes(oral, topics, happened, before)


def _shown(history: History, happened: tuple[ev.Event, ...]) -> tuple[ev.Event, ...]:
    first = happened[0]
    if isinstance(first, ev.Undone | ev.Redone):
        return tuple(entry.event for entry in history.act(first.act))
    return happened


def running_beside(index: OralIndex, oral: int | None) -> OralSummary | None:
    """The oral whose clock runs, other than ``oral``; the latest to act where there are several."""
    for number in reversed(index.under_way()):
        if number != oral:
            summary = index.summary(number)
            if summary.stage is Stage.RUNNING:
                return summary
    return None


def check_alone(index: OralIndex, oral: int, before: Stage, after: Stage) -> None:
    """Refuse that the clock of ``oral`` starts, or goes on, while another runs. Raises ``Refusal``."""
    starts = after is Stage.RUNNING and before is not Stage.RUNNING
    if starts and running_beside(index, oral) is not None:
        raise Refusal(Reason.OTHER_RUNNING)
