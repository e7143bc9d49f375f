"""What a juror's laptop knows of the oral to which it was invited, and by what its answer is known."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from btstc_jury.domain.moments import Duration, Instant, Reading
from btstc_jury.domain.timing import MarkKind, TimeMark

SECRET_BYTES = 32
_OURS = b"btstc-jury/opinion/1"


@dataclass(frozen=True, slots=True)
class Moment:
    """What had happened to the commission's clock; ``kind``: never a gap, nor a restart. ``phase``: of
    ``PHASE``, from 0. ``granted``: as in ``TimeMark``.
    """

    kind: MarkKind
    at: Instant
    phase: int = -1
    granted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """``token``: of this one alone; ``secret``: as in ``opinions.Called``; ``host``: identity of the
    commission's file, hex, ``oral``: number in it; ``juror``: key; ``form``: hash; ``by``: who invites, in
    words. ``made``: when, by the commission's clock, which had gone through ``moments`` by then. ``total``:
    before accommodation, ``used``: of it, by situation 1.
    """

    token: str
    secret: str = field(repr=False)
    host: str
    oral: int
    juror: str
    form: str
    by: str
    made: Instant
    total: Duration
    used: Duration | None = None
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Seal:
    """``number``: of the version sealed, from 1; ``proof``: see ``proof_of``."""

    number: int
    proof: str


@dataclass(frozen=True, slots=True)
class Guest:
    """``seals``: how many versions were sealed so far; ``seal``: of the one that stands. ``correction``: how
    far ahead of the commission's clock this one was taken to be; ``None`` where the moments of the
    invitation aren't those of the clock.
    """

    invitation: Invitation
    seal: Seal | None = None
    seals: int = 0
    correction: Duration | None = None


def moments_of(marks: Sequence[TimeMark]) -> tuple[Moment, ...]:
    """Of the commission's clock. Time that the jury didn't count is a pause."""
    return tuple(_moments(marks))


def _moments(marks: Sequence[TimeMark]) -> Iterator[Moment]:
    for mark in marks:
        if mark.kind is MarkKind.GAP:
            if mark.counted is False and mark.since is not None:
                yield Moment(MarkKind.PAUSE, mark.since.utc)
                yield Moment(MarkKind.RESUME, mark.reading.utc)
        elif mark.kind is not MarkKind.RESTART:
            yield Moment(mark.kind, mark.reading.utc, mark.phase, mark.granted)


def marks_of(
    moments: Sequence[Moment], correction: Duration, now: Reading, sequence: int
) -> tuple[TimeMark, ...]:
    """For a clock that reads ``now`` and is ``correction`` ahead of that of the moments: as if it had seen
    them itself, so that setting its wall clock later changes nothing. ``sequence``: of all of them.
    """
    return tuple(
        TimeMark(
            sequence, each.kind, _seen(each.at + correction, now), phase=each.phase, granted=each.granted
        )
        for each in moments
    )


def _seen(at: Instant, now: Reading) -> Reading:
    return replace(now, utc=at, mono=now.mono - (now.utc - at).us)


def proof_of(secret: str, invitation: Invitation, number: int, source: str, head: str) -> str:
    """Hex. Only who has the invitation can make it; it binds the whole journal up to its row ``head``, which
    has what was noted and the invitation itself, in the file ``source``, to this oral of this commission.
    """
    told = (
        invitation.token,
        invitation.host,
        str(invitation.oral),
        invitation.juror,
        invitation.form,
        str(number),
        source,
        head,
    )
    parts = [len(each.encode()).to_bytes(4, "big") + each.encode() for each in told]
    return hmac.new(bytes.fromhex(secret), _OURS + b"".join(parts), hashlib.sha256).hexdigest()


def genuine_proof(secret: str, invitation: Invitation, seal: Seal, source: str, head: str) -> bool:
    """Whether a seal is the one that this secret makes."""
    return hmac.compare_digest(proof_of(secret, invitation, seal.number, source, head), seal.proof)
