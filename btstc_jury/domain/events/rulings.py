"""What others found or decided, recorded by the commission once it is told; often long after the grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from btstc_jury.domain.events.base import Act, Context, Event, Place, Topic
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal, refuse_unnamed, refuse_unsaid
from btstc_jury.domain.rulings import Matter, Ruling

_TOPICS = frozenset({Topic.PROCEEDINGS, Topic.PROOF})


def _recorded(oral: Oral, matter: Matter, ruling: Ruling | None) -> Ruling | None:
    """As it is kept. Raises ``Refusal``."""
    if matter not in oral.proceedings.ruled_on:
        raise Refusal(Reason.NO_RESERVE if matter is Matter.RESERVE else Reason.NO_FRAUD)
    if not oral.stage.facts.over:
        raise Refusal(Reason.NOT_ENDED)
    if ruling is None:
        return None
    refuse_unnamed(ruling.by)
    refuse_unsaid(ruling.found)
    return replace(ruling, by=ruling.by.strip(), found=ruling.found.strip())


def _after(oral: Oral, matter: Matter, ruling: Ruling | None, place: Place) -> Oral:
    return oral.with_proceedings(oral.proceedings.ruled(matter, ruling), place.reading)


def _words(matter: Matter, ruling: Ruling | None, context: Context) -> str:
    if ruling is None:
        return matter.facts.removed
    return matter.facts.told(ruling, context.formats.short_day(ruling.on))


@dataclass(frozen=True, slots=True)
class ReserveVerified(Act):
    """The verification under which the mark stood (l.5450, l.5725) has lifted or confirmed the reserve.

    ``ruling``: ``None`` takes back the one recorded; another one replaces it.
    """

    kind = "reserve-verified"
    topics = _TOPICS
    travels = False
    own = True
    late = True

    ruling: Ruling | None

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        ruling = _recorded(oral, Matter.RESERVE, self.ruling)
        same = oral.proceedings.rulings.get(Matter.RESERVE) == ruling
        return () if same else (ReserveVerified(ruling),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return _after(oral, Matter.RESERVE, self.ruling, place)

    def words(self, context: Context) -> str:
        return _words(Matter.RESERVE, self.ruling, context)


@dataclass(frozen=True, slots=True)
class FraudRuled(Act):
    """The authority has decided on the suspicion of fraud; until then the result is withheld.

    ``ruling``: as of ``ReserveVerified``.
    """

    kind = "fraud-ruled"
    topics = _TOPICS
    late = True

    ruling: Ruling | None

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        ruling = _recorded(oral, Matter.FRAUD, self.ruling)
        same = oral.proceedings.rulings.get(Matter.FRAUD) == ruling
        return () if same else (FraudRuled(ruling),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return _after(oral, Matter.FRAUD, self.ruling, place)

    def words(self, context: Context) -> str:
        return _words(Matter.FRAUD, self.ruling, context)


RULED: Mapping[Matter, Callable[[Ruling | None], Act]] = {
    Matter.RESERVE: ReserveVerified,
    Matter.FRAUD: FraudRuled,
}
"""What records a ruling on each matter."""
