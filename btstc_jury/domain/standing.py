"""Where an oral stands and what it is worth: each stage and each status, with all that is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a state looks; its words say the same."""

    DONE = "done"
    WARNING = "warning"
    NOW = "now"
    QUIET = "quiet"
    ALERT = "alert"


class Symbol(StrEnum):
    """The sign drawn beside the words of a state, in the order in which a day is summed up."""

    DONE = "done"
    TO_SIGN = "to_sign"
    RESERVED = "reserved"
    RESERVE_UPHELD = "reserve_upheld"
    WITHHELD = "withheld"
    FRAUD_UPHELD = "fraud_upheld"
    NOT_VALIDATED = "not_validated"
    ABSENT = "absent"
    JUSTIFIED = "justified"
    DELIBERATING = "deliberating"
    PAUSED = "paused"
    RUNNING = "running"
    READY = "ready"
    PREPARING = "preparing"
    PLANNED = "planned"
    DAMAGED = "damaged"

    @property
    def counted(self) -> tuple[str, str]:
        """Of one oral, of several: « signé », « signés »."""
        return _COUNTED[self]


_COUNTED: Mapping[Symbol, tuple[str, str]] = {
    Symbol.DONE: ("signée", "signées"),
    Symbol.TO_SIGN: ("à signer", "à signer"),
    Symbol.RESERVED: ("sous réserve", "sous réserve"),
    Symbol.RESERVE_UPHELD: ("réserve confirmée", "réserves confirmées"),
    Symbol.WITHHELD: ("résultat retenu", "résultats retenus"),
    Symbol.FRAUD_UPHELD: ("fraude établie", "fraudes établies"),
    Symbol.NOT_VALIDATED: ("non validé", "non validés"),
    Symbol.ABSENT: ("absent", "absents"),
    Symbol.JUSTIFIED: ("absent justifié", "absents justifiés"),
    Symbol.DELIBERATING: ("à délibérer", "à délibérer"),
    Symbol.PAUSED: ("suspendue", "suspendues"),
    Symbol.RUNNING: ("en cours", "en cours"),
    Symbol.READY: ("prête", "prêtes"),
    Symbol.PREPARING: ("en préparation", "en préparation"),
    Symbol.PLANNED: ("prévue", "prévues"),
    Symbol.DAMAGED: ("endommagée", "endommagées"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """``state``, ``tone``, ``symbol``: in the day's list, ``state`` being ended by the phase where
    ``tells_phase``; ``label``: in the centre's index; ``action``: what its button in the list does.

    ``waiting``: to take place, not begun; ``under_way``: begun and not over; ``over``: it took place and has
    ended; ``seated``: its commission sits or sat; ``settled``: nothing is left to decide, or it doesn't take
    place; ``listed``: it stands in the lists of its day.
    """

    label: str
    state: str
    tone: Tone
    symbol: Symbol
    action: str
    waiting: bool = False
    under_way: bool = False
    over: bool = False
    seated: bool = False
    settled: bool = False
    listed: bool = True


class Stage(StrEnum):
    """Where an oral stands. Preparation has its own clock and is told apart from it.

    ``CLOSED``: the oral doesn't take place (absence, dossier). ``WITHDRAWN``: it was entered by mistake.
    """

    PLANNED = "planned"
    OPENED = "opened"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    FINALISED = "finalised"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def facts(self) -> StageFacts:
        return _STAGES[self]

    @property
    def begun(self) -> bool:
        """Whether the candidate is or was examined."""
        return self.facts.under_way or self.facts.over


_STAGES: Mapping[Stage, StageFacts] = {
    Stage.PLANNED: StageFacts(
        label="Pas commencée",
        state="Prévue",
        tone=Tone.QUIET,
        symbol=Symbol.PLANNED,
        action="Ouvrir",
        waiting=True,
    ),
    Stage.OPENED: StageFacts(
        label="Pas commencée",
        state="Commission installée",
        tone=Tone.NOW,
        symbol=Symbol.READY,
        action="Ouvrir",
        waiting=True,
        seated=True,
    ),
    Stage.RUNNING: StageFacts(
        label="En cours",
        state="En cours",
        tone=Tone.NOW,
        symbol=Symbol.RUNNING,
        action="Reprendre",
        under_way=True,
        seated=True,
    ),
    Stage.PAUSED: StageFacts(
        label="Suspendue",
        state="Suspendue",
        tone=Tone.WARNING,
        symbol=Symbol.PAUSED,
        action="Reprendre",
        under_way=True,
        seated=True,
    ),
    Stage.ENDED: StageFacts(
        label="En délibération",
        state="En délibération",
        tone=Tone.WARNING,
        symbol=Symbol.DELIBERATING,
        action="Délibérer",
        over=True,
        seated=True,
    ),
    Stage.FINALISED: StageFacts(
        label="Proposition validée",
        state="Proposition validée",
        tone=Tone.DONE,
        symbol=Symbol.DONE,
        action="Grille",
        over=True,
        seated=True,
        settled=True,
    ),
    Stage.CLOSED: StageFacts(
        label="N’a pas eu lieu",
        state="N’a pas lieu",
        tone=Tone.QUIET,
        symbol=Symbol.ABSENT,
        action="Constat",
        settled=True,
    ),
    Stage.WITHDRAWN: StageFacts(
        label="Retirée de la liste",
        state="Retirée de la liste",
        tone=Tone.QUIET,
        symbol=Symbol.ABSENT,
        action="Remettre",
        settled=True,
        listed=False,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """``label``: as slips, pages and indexes print it. ``state``, ``tone`` and ``symbol``: in the day's list,
    once nothing is left to decide, ``state`` being "" where the signatures say more. ``aside``: what the list
    remarks beside another state before that, or "".

    ``held``: the oral takes place, and gives a mark; ``withheld``: its result waits for an authority.
    ``open``: it waits for what somebody else verifies or decides.
    ``report``: what the president of the jury is to be given, as a task of the commission; "" for nothing.
    """

    label: str
    state: str = ""
    tone: Tone = Tone.DONE
    symbol: Symbol = Symbol.DONE
    aside: str = ""
    held: bool = True
    withheld: bool = False
    open: bool = False
    report: str = ""


class Status(StrEnum):
    """What an oral is worth, each with its own consequence and its own line on the slip."""

    NORMAL = "normal"
    ABSENT = "absent"
    ABSENT_JUSTIFIED = "absent_justified"
    NOT_VALIDATED = "not_validated"
    RESERVED = "reserved"
    WITHHELD = "withheld"
    RESERVE_UPHELD = "reserve_upheld"
    FRAUD_UPHELD = "fraud_upheld"

    @property
    def worth(self) -> Worth:
        return _WORTH[self]


_WORTH: Mapping[Status, Worth] = {
    Status.NORMAL: Worth(label="Présent, noté"),
    Status.ABSENT: Worth(
        label="Absent (AB)", state="Absent", tone=Tone.QUIET, symbol=Symbol.ABSENT, held=False
    ),
    Status.ABSENT_JUSTIFIED: Worth(
        label="Absent justifié, force majeure",
        state="Absent justifié",
        tone=Tone.QUIET,
        symbol=Symbol.JUSTIFIED,
        held=False,
    ),
    Status.NOT_VALIDATED: Worth(
        label="Présent, non validé (NV)",
        state="Non validé",
        tone=Tone.ALERT,
        symbol=Symbol.NOT_VALIDATED,
        held=False,
    ),
    Status.RESERVED: Worth(
        label="Noté sous réserve",
        state="Sous réserve",
        tone=Tone.WARNING,
        symbol=Symbol.RESERVED,
        aside="sous réserve",
        open=True,
        report="Réserve à transmettre au président du jury",
    ),
    Status.WITHHELD: Worth(
        label="Résultat retenu, suspicion de fraude",
        state="Résultat retenu",
        tone=Tone.ALERT,
        symbol=Symbol.WITHHELD,
        aside="suspicion de fraude",
        withheld=True,
        open=True,
        report="Procès-verbal de fraude à transmettre au président du jury",
    ),
    Status.RESERVE_UPHELD: Worth(
        label="Noté, réserve confirmée",
        state="Réserve confirmée",
        tone=Tone.ALERT,
        symbol=Symbol.RESERVE_UPHELD,
        aside="réserve confirmée",
        report="Réserve à transmettre au président du jury",
    ),
    Status.FRAUD_UPHELD: Worth(
        label="Fraude établie par l’autorité",
        state="Fraude établie",
        tone=Tone.ALERT,
        symbol=Symbol.FRAUD_UPHELD,
        aside="fraude établie",
        report="Procès-verbal de fraude à transmettre au président du jury",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SieveFacts:
    """``label``: as it is chosen, after « Interrogations »; ``key``: in a command. What an oral must be:
    ``stages``, ``statuses``: one of these; ``signed``: whether it bears all signatures due, ``None``: either.
    """

    label: str
    key: str
    stages: frozenset[Stage] = frozenset(Stage)
    statuses: frozenset[Status] = frozenset(Status)
    signed: bool | None = None


class Sieve(StrEnum):
    """A state by which orals are picked out of all those of a file."""

    TO_COME = "to_come"
    UNDER_WAY = "under_way"
    PAUSED = "paused"
    DELIBERATING = "deliberating"
    UNSIGNED = "unsigned"
    SIGNED = "signed"
    RESERVED = "reserved"
    WITHHELD = "withheld"
    ABSENT = "absent"
    NOT_VALIDATED = "not_validated"

    @property
    def facts(self) -> SieveFacts:
        return _SIEVES[self]

    def holds(self, stage: Stage, status: Status, *, signed: bool) -> bool:
        facts = self.facts
        return stage in facts.stages and status in facts.statuses and facts.signed in {None, signed}


_SIEVES: Mapping[Sieve, SieveFacts] = {
    Sieve.TO_COME: SieveFacts(
        label="Prévues", key="prevue", stages=frozenset(each for each in Stage if each.facts.waiting)
    ),
    Sieve.UNDER_WAY: SieveFacts(
        label="En cours", key="en-cours", stages=frozenset(each for each in Stage if each.facts.under_way)
    ),
    Sieve.PAUSED: SieveFacts(label="Suspendues", key="suspendue", stages=frozenset({Stage.PAUSED})),
    Sieve.DELIBERATING: SieveFacts(label="À délibérer", key="a-deliberer", stages=frozenset({Stage.ENDED})),
    Sieve.UNSIGNED: SieveFacts(
        label="À signer", key="a-signer", stages=frozenset({Stage.FINALISED}), signed=False
    ),
    Sieve.SIGNED: SieveFacts(label="Signées", key="signee", stages=frozenset({Stage.FINALISED}), signed=True),
    Sieve.RESERVED: SieveFacts(
        label="Sous réserve",
        key="sous-reserve",
        statuses=frozenset({Status.RESERVED, Status.RESERVE_UPHELD}),
    ),
    Sieve.WITHHELD: SieveFacts(
        label="Suspicion de fraude",
        key="fraude",
        statuses=frozenset({Status.WITHHELD, Status.FRAUD_UPHELD}),
    ),
    Sieve.ABSENT: SieveFacts(
        label="Absents", key="absent", statuses=frozenset({Status.ABSENT, Status.ABSENT_JUSTIFIED})
    ),
    Sieve.NOT_VALIDATED: SieveFacts(
        label="Non validés", key="non-valide", statuses=frozenset({Status.NOT_VALIDATED})
    ),
}
