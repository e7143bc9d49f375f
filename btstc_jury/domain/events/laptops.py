"""Jurors on laptops of their own: who was invited, what is theirs there, what came back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from btstc_jury.domain.aligning import Shift, together
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.events.base import COLON, Act, Context, Event, Place, Topic
from btstc_jury.domain.events.opinions import with_opinion
from btstc_jury.domain.events.planning import Opened
from btstc_jury.domain.guest import Guest, Invitation, Moment, Seal, marks_of
from btstc_jury.domain.moments import Duration, Instant
from btstc_jury.domain.opinions import Bringing, Called, Opinion, OpinionMode
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal, refuse_begun, refuse_finalised, refuse_stopped
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import MarkKind

_OPINIONS = frozenset({Topic.OPINIONS})
_SEALING = frozenset({Topic.OPINIONS, Topic.REMARKS})


def guest_of(oral: Oral) -> Guest:
    """Raises ``Refusal`` where the oral isn't one juror's."""
    if oral.guest is None:
        raise Refusal(Reason.OPINION_FILE_ONLY)
    return oral.guest


@dataclass(frozen=True, slots=True)
class JurorInvited(Act):
    """An invitation was made for a juror, who gives an opinion on a laptop. Opinions are then separate. The
    arrêté says nothing of it (our decision).
    """

    kind = "juror-invited"
    topics = _OPINIONS
    undoable = False

    juror: str
    token: str
    secret: str = field(repr=False)

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        refuse_stopped(oral)
        if oral.debate.revealed:
            raise Refusal(Reason.ALREADY_REVEALED)
        if oral.jurors:
            _refuse_absent(oral, self.juror)
        if self.token in oral.debate.called:
            raise Refusal(Reason.ALREADY_INVITED)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        called = {**oral.debate.called, self.token: Called(self.juror, self.secret, place.reading.utc)}
        return replace(oral, debate=replace(oral.debate, called=called, mode=OpinionMode.SEPARATE))

    def words(self, context: Context) -> str:
        return f"Invitation faite pour le portable de {context.juror(self.juror)}{COLON} avis séparés"


def _refuse_absent(oral: Oral, juror: str) -> None:
    if juror not in {each.key for each in oral.jurors}:
        raise Refusal(Reason.UNKNOWN_JUROR)
    if juror not in {each.key for each in oral.sitting}:
        raise Refusal(Reason.JUROR_GONE)


@dataclass(frozen=True, slots=True)
class Invited(Act):
    """This oral is what one juror notes of an oral of another file; only in a file of such an opinion."""

    kind = "invited"
    topics = frozenset({Topic.OPINIONS, Topic.STAGE})
    undoable = False
    wall = True
    travels = False

    invitation: Invitation
    juror: Juror

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        """The juror sits alone: the seats are those of the commission's file."""
        if oral.guest is not None:
            raise Refusal(Reason.ALREADY_INVITED)
        refuse_begun(oral)
        invitation = self.invitation
        return (self, Opened(invitation.total, (self.juror,), (), invitation.used))

    def apply(self, oral: Oral, place: Place) -> Oral:
        debate = replace(oral.debate, mode=OpinionMode.SEPARATE)
        return replace(oral, guest=Guest(self.invitation), debate=debate)

    def words(self, context: Context) -> str:
        return f"Invitation de la commission{COLON} {self.invitation.by}"


@dataclass(frozen=True, slots=True)
class ClockTaken(Act):
    """The clock goes on where the moments of the invitation leave it. ``correction``: how far this clock is
    taken to be ahead of the commission's. ``moments``: where the invitation was made before the beginning,
    the phases up to the one that the commission's screen showed, by this clock.
    """

    kind = "clock-taken"
    topics = frozenset({Topic.CLOCK, Topic.STAGE})
    travels = False

    correction: Duration
    moments: tuple[Moment, ...] = ()

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        guest = guest_of(oral)
        if oral.stage is not Stage.OPENED:
            raise Refusal(Reason.ALREADY_STARTED)
        begun = any(each.kind is MarkKind.PHASE for each in guest.invitation.moments)
        if begun is bool(self.moments):
            raise Refusal(Reason.ALREADY_STARTED if begun else Reason.NO_MOMENTS)
        told = [each.phase for each in self.moments if each.kind is MarkKind.PHASE]
        if told != list(range(len(self.moments))) or len(told) > len(oral.form.phases):
            raise Refusal(Reason.NO_MOMENTS)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        guest = guest_of(oral)
        moments = self.moments or guest.invitation.moments
        marks = marks_of(moments, self.correction, place.reading, place.number)
        last = marks[-1].kind
        stage = Stage.PAUSED if last is MarkKind.PAUSE else Stage.RUNNING
        return replace(
            oral,
            marks=marks,
            stage=Stage.ENDED if last is MarkKind.END else stage,
            guest=replace(guest, correction=None if self.moments else self.correction),
        )

    def words(self, context: Context) -> str:
        if self.moments:
            return f"Temps repris à l’écran de la commission, en phase {len(self.moments)}"
        return f"Temps repris de la commission, {clock_words(self.correction)}"


def clock_words(ahead: Duration) -> str:
    """« horloge en avance de 12 s », « en retard de 1 min 05 s », « à l’heure »."""
    return f"horloge {_lag(ahead)}"


def shift_words(shifts: tuple[Shift, ...]) -> str:
    """« horloge en avance de 12 s, corrigé »; by phase where they differ: then it was the juror, as well."""
    if not shifts:
        return "sans phase commune\u202f: moments gardés tels quels"
    whole = together(shifts)
    if whole is None:
        parts = ", ".join(f"{_begun(each.by)} en phase {each.phase + 1}" for each in shifts)
        return f"phases commencées, à l’heure du portable, {parts}{COLON} moments replacés"
    return clock_words(whole) + (", corrigé" if _seconds(whole) else "")


def _seconds(length: Duration) -> int:
    return round(abs(length.us) / 1_000_000)


def _lag(ahead: Duration) -> str:
    return (
        f"en {'avance' if ahead.us > 0 else 'retard'} de {_told(ahead)}" if _seconds(ahead) else "à l’heure"
    )


def _begun(later: Duration) -> str:
    return f"{_told(later)} {'après' if later.us > 0 else 'avant'}" if _seconds(later) else "à l’heure"


def _told(length: Duration) -> str:
    minutes, left = divmod(_seconds(length), 60)
    hours, minutes = divmod(minutes, 60)
    told = f"{left}\u202fs"
    if hours:
        told = f"{hours}\u202fh {minutes:02}\u202fmin {left:02}\u202fs"
    elif minutes:
        told = f"{minutes}\u202fmin {left:02}\u202fs"
    return told


@dataclass(frozen=True, slots=True)
class OpinionSealed(Act):
    """The opinion is ready to be carried: nothing changes any more unless the seal is taken back. ``proof``:
    see ``guest.proof_of``.
    """

    kind = "opinion-sealed"
    topics = _SEALING
    undoable = False
    wall = True
    travels = False

    number: int
    proof: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        guest = guest_of(oral)
        if oral.stage.facts.under_way:
            raise Refusal(Reason.NOT_ENDED)
        if not oral.debate.of(guest.invitation.juror).given:
            raise Refusal(Reason.OPINION_INCOMPLETE)
        if self.number != guest.seals + 1:
            raise Refusal(Reason.OLDER_OPINION)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        seal = Seal(self.number, self.proof)
        return replace(oral, guest=replace(guest_of(oral), seal=seal, seals=self.number))

    def words(self, context: Context) -> str:
        again = f", version {self.number}" if self.number > 1 else ""
        return f"Avis scellé{again}, à rapporter dans le fichier de la commission"


@dataclass(frozen=True, slots=True)
class SealTakenBack(Act):
    """What was carried already stays what it is: the next seal is of another version."""

    kind = "seal-taken-back"
    topics = _SEALING
    undoable = False
    wall = True
    travels = False

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        if guest_of(oral).seal is None:
            raise Refusal(Reason.NOT_SEALED)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, guest=replace(guest_of(oral), seal=None))

    def words(self, context: Context) -> str:
        return "Scellé retiré\u202f: l’avis se modifie à nouveau"


@dataclass(frozen=True, slots=True)
class OpinionBrought(Event):
    """A juror's opinion came back from their laptop; their remarks follow in the same act. ``number``,
    ``source``, ``head``, ``taken``, ``shifts``: as in ``opinions.Bringing``; ``sealed``: when, by the
    laptop's clock.
    """

    kind = "opinion-brought"
    topics = frozenset({Topic.OPINIONS, Topic.REMARKS})

    juror: str
    token: str
    number: int
    source: str
    head: str
    sealed: Instant
    levels: tuple[tuple[int, str], ...]
    mark: Decimal | None
    partial: tuple[tuple[int, Decimal], ...] = ()
    shifts: tuple[Shift, ...] = ()
    remarks: int = 0
    taken: bool = True

    @property
    def opinion(self) -> Opinion:
        return Opinion(dict(self.levels), self.mark, given=True, partial=dict(self.partial))

    def apply(self, oral: Oral, place: Place) -> Oral:
        brought = Bringing(
            self.token,
            self.number,
            self.source,
            self.head,
            self.opinion,
            self.taken,
            self.shifts,
            self.remarks,
            place.reading,
        )
        known = {**oral.debate.brought, self.juror: brought}
        after = replace(oral, debate=replace(oral.debate, brought=known))
        return with_opinion(after, self.juror, self.opinion) if self.taken else after

    def words(self, context: Context) -> str:
        """Nothing of what it says: everybody in the room may read it before the reveal."""
        plural = "s" if self.remarks > 1 else ""
        count = f"{self.remarks} remarque{plural}" if self.remarks else "sans remarque"
        head = "Avis" if self.taken else "Remarques (avis d’ici gardé)"
        who = context.juror(self.juror)
        return f"{head} de {who}, de son portable{COLON} {count}, {shift_words(self.shifts)}"
