"""What the commission writes and decides: remarks, levels, mark, appreciation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from btstc_jury.domain.form import MarkRule
from btstc_jury.domain.marking import PartialMark
from btstc_jury.domain.moments import Duration, Instant, Reading

TEXT_LIMIT = 4000
"""Characters at most in a remark, an appreciation or another free text."""


class Sign(StrEnum):
    """What a remark says of the candidate; a question waits for the interview."""

    NONE = ""
    STRENGTH = "+"
    WEAKNESS = "-"
    QUESTION = "?"

    @property
    def shown(self) -> str:
        """As it is read; a weakness has a true minus."""
        return "\u2212" if self is Sign.WEAKNESS else self.value


@dataclass(frozen=True, slots=True)
class RemarkText:
    """The part of a remark that can be edited. ``author``: a juror's key; ``criterion``: its number.

    ``personal``: seen by its author alone until the opinions are revealed.
    """

    text: str
    sign: Sign = Sign.NONE
    criterion: int | None = None
    author: str | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """When a remark that came from a juror's laptop was noted by the clock of that laptop. ``token``: of the
    invitation; ``phase`` and ``elapsed``: as in ``Remark``.
    """

    token: str
    at: Instant
    phase: int | None
    elapsed: Duration


@dataclass(frozen=True, slots=True)
class Remark:
    """A note with where in the oral its typing began.

    ``number`` is the journal sequence of its first writing; ``phase`` counts from 0, ``None`` before the
    first phase; ``at`` is the time elapsed in that phase at ``began``. ``noted``: of one that came from a
    laptop, whose moments were brought into those of this journal.
    """

    number: int
    began: Reading
    phase: int | None
    at: Duration
    content: RemarkText
    noted: Noted | None = None


class TextField(StrEnum):
    """The free texts of a deliberation."""

    APPRECIATION = "appreciation"
    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    OBSERVATIONS = "remarks"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    TextField.APPRECIATION: "Appréciation",
    TextField.STRENGTHS: "Points forts",
    TextField.WEAKNESSES: "Points à améliorer",
    TextField.OBSERVATIONS: "Remarques",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the commission proposes to the jury (l.5406). ``partial``: by their places in the form, from 1."""

    mark: Decimal | None = None
    appreciation: str = ""
    strengths: str = ""
    weaknesses: str = ""
    observations: str = ""
    partial: Mapping[int, Decimal] = field(default_factory=dict)

    def text(self, field: TextField) -> str:
        return {
            TextField.APPRECIATION: self.appreciation,
            TextField.STRENGTHS: self.strengths,
            TextField.WEAKNESSES: self.weaknesses,
            TextField.OBSERVATIONS: self.observations,
        }[field]

    def with_text(self, field: TextField, text: str) -> Verdict:
        match field:
            case TextField.APPRECIATION:
                return replace(self, appreciation=text)
            case TextField.STRENGTHS:
                return replace(self, strengths=text)
            case TextField.WEAKNESSES:
                return replace(self, weaknesses=text)
            case TextField.OBSERVATIONS:
                return replace(self, observations=text)
            case _:
                assert_never(field)


class MissingKind(StrEnum):
    LEVEL = "level"
    MARK = "mark"
    PARTIAL_MARK = "partial_mark"
    APPRECIATION = "appreciation"
    MOTIVE = "motive"
    PAUSE_REASON = "pause_reason"
    GAP = "gap"
    NOT_ENDED = "not_ended"
    PART = "part"
    REVEAL = "reveal"
    REASON = "reason"
    MARK_REASON = "mark_reason"
    DOSSIER = "dossier"
    INFORM = "inform"
    COUNTERSIGNATURE = "countersignature"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing without which the grid can't be finalised.

    ``subjects``: criterion numbers for ``LEVEL`` and ``REASON``, journal sequences for pauses and gaps, parts
    from 1 for ``PART``, places for ``PARTIAL_MARK``, else empty.
    """

    kind: MissingKind
    subjects: tuple[int, ...] = ()


_FEWEST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{2,}")


def gives_reasons(appreciation: str) -> bool:
    """Whether an appreciation may be a motivated one: more than « Bon travail » (our choice)."""
    return len(_WORD.findall(appreciation)) >= _FEWEST_WORDS


def fits(mark: Decimal, rule: MarkRule | PartialMark) -> bool:
    """Whether a mark is within 0..maximum and on the form's step; nothing is ever rounded."""
    return mark.is_finite() and 0 <= mark <= rule.maximum and mark % rule.step == 0
