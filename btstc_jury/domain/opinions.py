"""Three opinions, blind until revealed, and what the commission makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from btstc_jury.domain.aligning import Shift
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Instant, Reading


class OpinionMode(StrEnum):
    """``COMMON``: the commission speaks at once; ``SEPARATE``: each juror gives an opinion of their own."""

    COMMON = "common"
    SEPARATE = "separate"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One juror's own levels and mark. ``given``: finished; nobody else sees it before the reveal.
    ``partial``: where the form has several marks, by their places, from 1.
    """

    levels: Mapping[int, str] = field(default_factory=dict)
    mark: Decimal | None = None
    given: bool = False
    partial: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dissent:
    """``criterion``: ``None`` when it is about the mark."""

    juror: str
    text: str
    criterion: int | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """An invitation that went to a juror's laptop. ``secret``: 32 bytes, hex, by which what comes back is
    known for an answer to it.
    """

    juror: str
    secret: str = field(repr=False)
    made: Instant


@dataclass(frozen=True, slots=True)
class Bringing:
    """What came back from a laptop. ``number``: which sealed version, from 1; ``source``: identity of the
    file that it came in, ``head``: hash of the last row of its journal before the seal, hex; ``opinion``: as
    it stood there; ``taken``: it became this juror's, rather than the one entered here; ``shifts``: how far
    that laptop's clock was ahead, by phase, from 0; ``remarks``: how many came; ``at``: when it was brought.
    """

    token: str
    number: int
    source: str
    head: str
    opinion: Opinion
    taken: bool
    shifts: tuple[Shift, ...]
    remarks: int
    at: Reading


@dataclass(frozen=True, slots=True)
class Debate:
    """``reveal_reason``: why the reveal didn't wait for all, "" when all had given. ``reasons``: why a
    settled level differs from every opinion, by criterion; ``mark_reason`` likewise for the mark.
    ``called``: invitations to laptops, by token; ``brought``: what came back last from a juror's laptop.
    """

    mode: OpinionMode = OpinionMode.COMMON
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    revealed: bool = False
    reveal_reason: str = ""
    reasons: Mapping[int, str] = field(default_factory=dict)
    mark_reason: str = ""
    dissents: tuple[Dissent, ...] = ()
    called: Mapping[str, Called] = field(default_factory=dict)
    brought: Mapping[str, Bringing] = field(default_factory=dict)

    def of(self, juror: str) -> Opinion:
        return self.opinions.get(juror, Opinion())

    @property
    def hidden(self) -> bool:
        """Whether opinions exist that nobody but their author may see."""
        return self.mode is OpinionMode.SEPARATE and not self.revealed

    def closed(self, juror: str) -> bool:
        """Whether this juror's opinion came from a laptop and waits for the reveal: here nobody sees it nor
        changes it, whatever code they know.
        """
        known = self.brought.get(juror)
        return self.hidden and known is not None and known.taken


@dataclass(frozen=True, slots=True)
class Spread:
    """The levels of one criterion on the scale: ``lowest`` and ``highest`` ranks from 0, ``None`` where no
    juror placed it on the scale. ``unlike``: some assessed it and some did not.
    """

    lowest: int | None
    highest: int | None
    unlike: bool = False

    @property
    def width(self) -> int:
        """How many full levels lie between the lowest and the highest opinion."""
        if self.lowest is None or self.highest is None:
            return 0
        return self.highest - self.lowest


def spread(form: Form, levels: Sequence[str | None]) -> Spread:
    """``levels``: each juror's letters for one criterion, ``None`` where not given."""
    ranks = {level.letters: rank for rank, level in enumerate(form.levels)}
    placed = [ranks[each] for each in levels if each in ranks]
    given = [each for each in levels if each is not None]
    if not placed:
        return Spread(None, None)
    return Spread(min(placed), max(placed), unlike=len(placed) != len(given))


def diverges(form: Form, found: Spread) -> bool:
    """Whether a criterion is shown as divergent: from the form's number of full levels, or assessed by
    some and « non évalué » by others.
    """
    return found.unlike or found.width >= form.mark.divergence_levels


def mark_spread(marks: Sequence[Decimal | None]) -> Decimal:
    """Points between the lowest and the highest mark proposed; zero with fewer than two."""
    given = [mark for mark in marks if mark is not None]
    return max(given) - min(given) if given else Decimal(0)
