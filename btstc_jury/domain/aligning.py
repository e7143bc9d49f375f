"""The moments of a juror's laptop, brought into those of the commission's journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from btstc_jury.domain.moments import Duration, Instant, Reading, between
from btstc_jury.domain.timing import MarkKind, TimeMark, after

_OVER = -1
"""The end, among the phases that an oral went through."""


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much the laptop's clock was ahead when a phase, from 0, began; behind where that is negative."""

    phase: int
    by: Duration


@dataclass(frozen=True, slots=True)
class Anchor:
    """The beginning of a phase, or the end, in both journals: the laptop's ``there``, the commission's
    ``here``. ``until``: when the commission's next one began.
    """

    phase: int
    there: Reading
    here: Reading
    until: Reading | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """``anchors`` in the order of time."""

    anchors: tuple[Anchor, ...]

    @property
    def shifts(self) -> tuple[Shift, ...]:
        return tuple(
            Shift(each.phase, each.there.utc - each.here.utc) for each in self.anchors if each.phase != _OVER
        )

    def moment(self, there: Reading) -> Reading:
        """In the commission's journal. A moment keeps its distance from the beginning of its phase, and its
        phase where the commission held that too; of another phase, its distance from the one before that
        both held, or from the first. Where there is none it stays what it was.
        """
        past = [each for each in self.anchors if not after(each.there, there)]
        if past:
            anchor = past[-1]
            return _before(moved(anchor.here, between(anchor.there, there).us), anchor.until)
        if not self.anchors:
            return there
        first = self.anchors[0]
        return _before(moved(first.here, -between(there, first.there).us), first.here)


def aligned(here: Iterable[TimeMark], there: Iterable[TimeMark]) -> Alignment:
    """``here``: marks of the commission's journal, ``there``: of the laptop's."""
    ours, theirs = _beginnings(here), _beginnings(there)
    known = dict(ours)
    following = dict(zip((phase for phase, _ in ours), [at for _, at in ours[1:]], strict=False))
    anchors = tuple(
        Anchor(phase, at, known[phase], following.get(phase)) for phase, at in theirs if phase in known
    )
    return Alignment(anchors)


def _beginnings(marks: Iterable[TimeMark]) -> tuple[tuple[int, Reading], ...]:
    found: dict[int, Reading] = {}
    for mark in marks:
        if mark.kind is MarkKind.PHASE:
            found[mark.phase] = mark.reading
        elif mark.kind is MarkKind.END:
            found[_OVER] = mark.reading
    return tuple(found.items())


def moved(at: Reading, us: int) -> Reading:
    """The reading that the same clocks gave ``us`` microseconds later."""
    return replace(at, utc=Instant(at.utc.us + us), mono=at.mono + us)


def _before(at: Reading, limit: Reading | None) -> Reading:
    """What is noted in a phase stays in it, though the juror went on to the next one later."""
    return at if limit is None or after(limit, at) else moved(limit, -1)


def together(shifts: Sequence[Shift]) -> Duration | None:
    """The one shift of all, to the second; ``None`` where they differ by more than one, or there is none."""
    found = [each.by for each in shifts]
    if not found or (max(found) - min(found)).us > Duration.seconds(1).us:
        return None
    return sorted(found)[len(found) // 2]
