"""What harmonising needs of an oral that came back, beside its facts: levels, opinions, times, its form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from btstc_jury.application.evaluation import EvaluationData, RatingData
from btstc_jury.application.office import Office
from btstc_jury.domain.form import Form
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import MarkKind

_SECOND = 1_000_000

Levels: TypeAlias = tuple[tuple[int, str], ...]
"""Letters by criterion, in order."""


class HeardKey(NamedTuple):
    """As of a ``Version``: ``receipt``, SHA-256 (hex); ``file`` and ``oral``, "" and 0 of a signed grid."""

    receipt: str
    file: str
    oral: int


@dataclass(frozen=True, slots=True)
class GivenOpinion:
    """What one juror gave before deliberation; ``name``: as the grid prints it."""

    name: str
    mark: Decimal | None = None
    levels: Levels = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardOral:
    """One oral with a settled mark. ``form``: hash of the form that it was heard by; ``opinions``: none
    unless they were revealed; ``phases``: microseconds of those that were held, by place from 0.
    """

    receipt: str
    file: str
    oral: int
    form: str
    levels: Levels = ()
    opinions: tuple[GivenOpinion, ...] = ()
    phases: tuple[tuple[int, int], ...] = ()

    @property
    def key(self) -> HeardKey:
        return HeardKey(self.receipt, self.file, self.oral)


@dataclass(frozen=True, slots=True)
class Gleaned:
    """``forms``: those of ``orals`` that are known whole, by hash; ``texts``: what a search looks through,
    where it is and what it says, of orals with a mark or without.
    """

    orals: tuple[HeardOral, ...] = ()
    forms: Mapping[str, Form] = field(default_factory=dict)
    texts: Mapping[HeardKey, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.orals or self.forms or self.texts)

    @property
    def receipts(self) -> frozenset[str]:
        return frozenset({each.receipt for each in self.orals} | {each.receipt for each in self.texts})

    def beside(self, more: Gleaned) -> Gleaned:
        """Of what both know, as ``more`` does."""
        orals = {each.key: each for each in (*self.orals, *more.orals)}
        return Gleaned(tuple(orals.values()), {**self.forms, **more.forms}, {**self.texts, **more.texts})


NOTHING_GLEANED = Gleaned()


def gleaned(found: Iterable[tuple[HeardOral, Form | None] | None]) -> Gleaned:
    """Of what is known of each oral."""
    kept = [each for each in found if each is not None]
    forms = {form.hash: form for _, form in kept if form is not None}
    return Gleaned(tuple(oral for oral, _ in kept), forms)


def heard_in(office: Office, key: HeardKey) -> tuple[HeardOral, Form | None] | None:
    """Of an oral of an open exam file; ``None`` where no mark is settled. Raises ``FileProblem``."""
    oral = office.oral(key.oral)
    if oral.stage is not Stage.FINALISED or oral.verdict.mark is None:
        return None
    told = HeardOral(
        receipt=key.receipt,
        file=key.file,
        oral=key.oral,
        form=oral.form.hash,
        levels=tuple(sorted(oral.ratings.items())),
        opinions=tuple(_opinions(oral)),
        phases=tuple(_phases(office, oral)),
    )
    return told, oral.form


def _opinions(oral: Oral) -> Iterator[GivenOpinion]:
    """Nobody's before they were revealed: they are its author's alone until then."""
    if not oral.debate.revealed:
        return
    for juror in oral.jurors:
        opinion = oral.debate.of(juror.key)
        if opinion.given:
            yield GivenOpinion(juror.name, opinion.mark, tuple(sorted(opinion.levels.items())))


def _phases(office: Office, oral: Oral) -> Iterator[tuple[int, int]]:
    begun = {mark.phase for mark in oral.marks if mark.kind in {MarkKind.PHASE, MarkKind.RESTART}}
    for place, each in enumerate(oral.clock(office.now()).phases):
        if place in begun:
            yield place, each.used.us


def heard_told(data: EvaluationData, receipt: str) -> HeardOral | None:
    """Of the data of a signed grid; ``None`` where it bears no mark."""
    if data.verdict.mark is None:
        return None
    names = {each.key: each.name for each in data.commission}
    given = (each for each in data.debate.opinions if each.given and data.debate.revealed)
    return HeardOral(
        receipt=receipt,
        file="",
        oral=0,
        form=data.form.hash,
        levels=_levels(data.ratings),
        opinions=tuple(
            GivenOpinion(
                names.get(each.juror, each.juror),
                None if each.mark is None else Decimal(each.mark),
                _levels(each.ratings),
            )
            for each in given
        ),
        phases=tuple(
            (place, each.used_us) for place, each in enumerate(data.times.phases) if each.used_us > 0
        ),
    )


def _levels(ratings: Sequence[RatingData]) -> Levels:
    return tuple(sorted((each.criterion, each.level) for each in ratings))


def seconds(oral: HeardOral) -> dict[int, float]:
    """Of each phase held."""
    return {place: used / _SECOND for place, used in oral.phases}
