"""One épreuve of one candidate: the interrogations that make it, and what may follow from them.

A ponctuel, or the single situation of a CCF, is one by itself. Otherwise a CCF has several situations: two
(annexe V, E2, § 2.2; E4, § 4.A, l.5336-5384; E6, § 4.A, l.5750-5754), three (E3, § 4.B) or four (E1, § 2.2),
some of them written; each has a proposed mark. The jury decides on the mark of the épreuve (l.5406,
l.5762), never on that of a situation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from btstc_jury.domain.moments import Duration
from btstc_jury.domain.refusals import Reason
from btstc_jury.domain.signing import JuryDecision
from btstc_jury.domain.standing import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One interrogation, as far as its épreuve needs to know it.

    ``oral``: its number in the file, 0 for one held elsewhere. ``situation``: 0 for the whole épreuve;
    ``count``: how many situations the épreuve has.
    ``proposed``: its proposal is settled; ``settled``: that, or it doesn't take place. ``weight``: its part
    of the épreuve's mark, ``None`` where weights aren't used.
    """

    situation: int
    on: date
    status: Status
    oral: int = 0
    proposed: bool = True
    settled: bool = True
    signed: bool = False
    mark: Decimal | None = None
    used: Duration | None = None
    weight: Decimal | None = None
    decision: JuryDecision | None = None
    count: int = 2

    @property
    def begun(self) -> bool:
        return self.proposed or self.used is not None

    @property
    def unsigned(self) -> bool:
        """Whether its grid lacks a signature."""
        return self.proposed and not self.signed


@dataclass(frozen=True, slots=True)
class Calculation:
    """The mark that weights give: ``terms``: (mark, weight) of each situation; ``mark``: exact."""

    terms: tuple[tuple[Decimal, Decimal], ...]
    mark: Fraction


@dataclass(frozen=True, slots=True)
class Exam:
    """``code``: « E4 »; ``held``: by situation, then by day. Never empty."""

    code: str
    held: tuple[Held, ...]

    @property
    def tied(self) -> bool:
        """Whether it is made of situations."""
        return any(each.situation for each in self.held)

    @property
    def situations(self) -> tuple[int, ...]:
        """In the order in which they are held."""
        return tuple(range(1, max(each.count for each in self.held) + 1))

    @property
    def missing(self) -> tuple[int, ...]:
        """Situations of which nothing is known."""
        there = {each.situation for each in self.held}
        return tuple(each for each in self.situations if self.tied and each not in there)

    @property
    def twice(self) -> tuple[int, ...]:
        """Situations held more than once, so that nobody can say which one counts."""
        found = [each.situation for each in self.held]
        return tuple(each for each in self.situations if found.count(each) > 1)

    @property
    def misplanned(self) -> bool:
        """Whether one is to be held before the one that it follows, as situation 2 of E4 follows the
        context of situation 1 (l.5378-5379), none having been held.
        """
        return not any(each.begun for each in self.held) and _reversed(self.held) is not None

    @property
    def reversed(self) -> tuple[int, int] | None:
        """The situation that came too early, and the one that it follows."""
        begun = any(each.begun for each in self.held)
        return _reversed(each for each in self.held if each.begun or not begun)

    @property
    def status(self) -> Status:
        """The gravest of its interrogations', for the slip: what waits for somebody comes first."""
        return max((each.status for each in self.held), key=_gravity)

    @property
    def decision(self) -> JuryDecision | None:
        """What the jury decided on the épreuve; a decision of old on one situation alone is none."""
        found = {each.decision for each in self.held if each.decision is not None}
        found = {each for each in found if each.exam or not self.tied}
        return None if self.missing or len(found) != 1 else found.pop()

    @property
    def of_one_situation(self) -> tuple[Held, ...]:
        """Those with a decision that isn't one on the épreuve."""
        standing = self.decision
        return tuple(each for each in self.held if each.decision is not None and each.decision != standing)

    @property
    def undecidable(self) -> Reason | None:
        """Why the jury can't decide yet (l.5403-5406, l.5758-5762)."""
        if self.twice:
            return Reason.SITUATION_TWICE
        if self.missing:
            return Reason.OTHER_SITUATION_MISSING
        if not all(each.settled for each in self.held):
            return Reason.SITUATION_OPEN
        return None if any(each.proposed for each in self.held) else Reason.NOTHING_PROPOSED

    @property
    def incommunicable(self) -> Reason | None:
        """Why the candidate can't be told the mark: the épreuve's, once decided, and never that of one
        situation (l.5391).
        """
        if self.undecidable is not None:
            return self.undecidable
        if self.decision is None:
            return Reason.NOT_DECIDED
        if any(each.status.worth.withheld for each in self.held):
            return Reason.RESULT_WITHHELD
        if any(each.status.worth.open for each in self.held):
            return Reason.RESERVE_OPEN
        return Reason.SIGNATURES_MISSING if self.unsigned else None

    @property
    def unsigned(self) -> bool:
        """Whether a grid of it lacks a signature: nothing that holds the jury back."""
        return any(each.unsigned for each in self.held)

    @property
    def calculation(self) -> Calculation | None:
        """``None`` unless the form has its weights switched on and every situation has its mark."""
        if self.twice or self.missing:
            return None
        terms = tuple(
            (each.mark, each.weight)
            for each in self.held
            if each.mark is not None and each.weight is not None
        )
        whole = sum((weight for _, weight in terms), Decimal(0))
        if not self.tied or len(terms) < len(self.held) or not whole:
            return None
        parts = sum((Fraction(mark) * Fraction(weight) for mark, weight in terms), Fraction(0))
        return Calculation(terms, parts / Fraction(whole))

    def beside(self, oral: int) -> tuple[int, ...]:
        """The orals of the same file in whose journals the decision stands too."""
        return tuple(each.oral for each in self.held if each.oral and each.oral != oral)


def _gravity(status: Status) -> tuple[bool, bool, bool, int]:
    worth = status.worth
    return worth.withheld, bool(worth.report), not worth.held, list(Status).index(status)


def _reversed(held: Iterable[Held]) -> tuple[int, int] | None:
    """(2, 1) where situation 2 has a day before one of situation 1."""
    days: dict[int, list[date]] = {}
    for each in held:
        days.setdefault(each.situation, []).append(each.on)
    placed = sorted(days)
    found = (
        (later, former)
        for former, later in pairwise(placed)
        if former and min(days[later]) < max(days[former])
    )
    return next(found, None)
