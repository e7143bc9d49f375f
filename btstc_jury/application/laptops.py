"""One oral on several laptops: inviting a juror, the juror's own file, bringing the opinion back.

An invitation is a small exam file (``FileKind`` with ``facts.opinion``) that the same program opens on the
juror's laptop: ``invite`` makes it, ``ready``, ``take_clock``, ``begin``, ``seal`` and ``unseal`` are the
juror's, ``read_sealed`` and ``bring`` the commission's. Nothing goes over a network: files are carried.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from btstc_jury.application.office import Changes, Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import ExamFile
from btstc_jury.application.problems import OF_SYSTEM, FileProblem, ProblemKind, cause
from btstc_jury.application.rehearsing import whole_of
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views import people
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.aligning import Alignment, aligned, moved
from btstc_jury.domain.assessment import Noted, Remark
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.form import Form
from btstc_jury.domain.guest import (
    SECRET_BYTES,
    Guest,
    Invitation,
    Moment,
    Seal,
    genuine_proof,
    marks_of,
    moments_of,
    proof_of,
)
from btstc_jury.domain.history import History, open_history
from btstc_jury.domain.moments import ZERO, Duration, Instant, Reading
from btstc_jury.domain.opinions import Opinion
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.session import ExamSession, FileKind, opinion_kind
from btstc_jury.domain.timing import MarkKind, TimeMark, position_at

Read = Callable[[Path, FileKey | None], AbstractContextManager[ExamFile]]
"""Opens a file to be read alone: ``SystemFiles.to_read``."""

ORAL = 1
"""The only oral of an invitation."""
_TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class Made:
    """``path``: of the invitation; ``juror``: who is invited; ``changes``: in the commission's file."""

    path: Path
    juror: Juror
    encrypted: bool
    changes: Changes


def invite(
    office: Office, desk: Desk, number: int, juror: str, path: Path, key: FileKey | None = None
) -> Made:
    """Make the file of an invitation, and note in the oral's journal that it was made; ``juror``: key;
    ``key``: that of the file, ``None`` for a plain one, which whoever finds it reads.

    Opinions are separate from then on. The file is made whole aside, then the journal told, then the file
    named: the journal tells of none that couldn't be made, and nobody gets one that it doesn't know. Raises
    ``Refusal``; ``FileProblem``, ``EXISTS`` where there is a file already.
    """
    oral, seat = office.oral(number), _seat(office, number, juror)
    if os.path.lexists(path):
        raise FileProblem(ProblemKind.EXISTS, path)
    if office.session.kind.facts.opinion:
        raise Refusal(Reason.OF_A_COMMISSION)
    token, secret = secrets.token_hex(_TOKEN_BYTES), secrets.token_hex(SECRET_BYTES)
    invitation = Invitation(
        token=token,
        secret=secret,
        host=office.file.proofs.origin().hex(),
        oral=number,
        juror=juror,
        form=oral.form.hash,
        by=_who_invites(office.session),
        made=office.now().utc,
        total=oral.total or whole_of(oral.form),
        used=oral.used_before,
        moments=moments_of(oral.marks),
    )
    with _aside(path) as made:
        _make(desk, made, key, _session_of(office.session, seat), oral, ev.Invited(invitation, seat))
        changes = office.act(number, ev.JurorInvited(juror, token, secret))
    return Made(path, seat, key is not None, changes)


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """Where to make a file that gets its name at the end, on the same disk. Raises ``FileProblem``."""
    try:
        with TemporaryDirectory(prefix=".", dir=path.parent) as folder:
            made = Path(folder) / path.name
            yield made
            made.rename(path)
    except OSError as error:
        kind = OF_SYSTEM.get(error.errno or 0, ProblemKind.INPUT_OUTPUT)
        raise FileProblem(kind, path, cause(error)) from error


def _seat(office: Office, number: int, juror: str) -> Juror:
    """Before the opening, of the session. Raises ``Refusal``."""
    known = office.oral(number).jurors or office.session.jurors
    found = next((each for each in known if each.key == juror and each.name.strip()), None)
    if found is None:
        raise Refusal(Reason.UNKNOWN_JUROR)
    return found


def _who_invites(session: ExamSession) -> str:
    return " · ".join(filter(None, (session.centre, people.place_of(session))))


def _session_of(host: ExamSession, juror: Juror) -> ExamSession:
    """That juror alone, and no PIN."""
    return replace(host, kind=opinion_kind(host.kind), jurors=(juror,), pins=())


def _known_to_jurors(plan: Plan) -> Plan:
    """Who speaks and how much time they have: neither birth nor where they come from."""
    them = plan.candidate
    bare = Candidate(
        them.number, them.last_name, them.first_names, class_name=them.class_name, group=them.group
    )
    return replace(plan, candidate=bare)


def _make(
    desk: Desk, path: Path, key: FileKey | None, session: ExamSession, oral: Oral, invited: ev.Invited
) -> None:
    """Closed. Raises as ``invite``."""
    with closing(create_file(desk, path, session, key)) as made:
        number, _ = made.plan(_known_to_jurors(oral.plan), oral.form)
        made.act(number, invited)


def guest_of(office: Office) -> Guest | None:
    """What a juror's own file is about; ``None`` for any other file. Raises ``FileProblem``."""
    if not office.session.kind.facts.opinion or not office.file.index.all():
        return None
    return office.oral(ORAL).guest


@dataclass(frozen=True, slots=True)
class Ready:
    """What the clock of a juror's laptop can start from. ``phase``: where the commission is now as the
    invitation tells, from 0, ``None`` where it hadn't begun: one key starts the clock then; ``elapsed``: in
    that phase; ``correction``: how far this clock is ahead as far as it can be known; ``behind``: it reads
    earlier than when the invitation was made, so it is late; ``since``: from the invitation to now.
    """

    phase: int | None
    elapsed: Duration
    correction: Duration
    behind: bool
    since: Duration


def ready(office: Office) -> Ready:
    """Raises ``Refusal`` in another file."""
    oral = office.oral(ORAL)
    guest = ev.guest_of(oral)
    now, made = office.now(), guest.invitation.made
    since = now.utc - made
    correction = ZERO if since.us >= 0 else since
    if not _begun(guest.invitation.moments):
        return Ready(None, ZERO, correction, since.us < 0, since.floored())
    marks = marks_of(guest.invitation.moments, correction, now, ORAL)
    phase, elapsed = position_at(marks, oral.allotment, now)
    return Ready(phase, elapsed, correction, since.us < 0, since.floored())


def _begun(moments: tuple[Moment, ...]) -> bool:
    return any(each.kind is MarkKind.PHASE for each in moments)


def take_clock(office: Office, elapsed: Duration | None = None) -> Changes:
    """The clock goes on where the commission's is. ``elapsed``: in the phase of ``ready``, as the
    commission's screen shows it, where this machine's clock isn't to be trusted. Raises as ``Office.act``.
    """
    known = ready(office)
    ahead = known.correction
    if elapsed is not None:
        ahead = ahead + known.elapsed - elapsed
    return office.act(ORAL, ev.ClockTaken(ahead))


def join(office: Office, phase: int, elapsed: Duration) -> Changes:
    """The clock goes on in ``phase``, from 0, ``elapsed`` of it being over, as the commission's screen shows:
    for an invitation made before the beginning. The phases before are taken to have had their time. Raises
    as ``Office.act``.
    """
    oral, now = office.oral(ORAL), office.now()
    allowed = [each.allowed for each in oral.clock(now).phases[:phase]]
    ago, moments = elapsed, list[Moment]()
    for place in range(phase, -1, -1):
        moments.insert(0, Moment(MarkKind.PHASE, now.utc + Duration(-ago.us), place))
        if place:
            ago = ago + allowed[place - 1]
    return office.act(ORAL, ev.ClockTaken(ZERO, tuple(moments)))


def begin(office: Office) -> Changes:
    """« Commencer », with the commission. Raises as ``Office.act``."""
    return office.act(ORAL, do.Start())


@dataclass(frozen=True, slots=True)
class Sealing:
    """``number``: of this version, from 1; ``path``: what is to be carried to the commission's laptop."""

    number: int
    path: Path
    changes: Changes


def seal(office: Office) -> Sealing:
    """Give the opinion, where that isn't done, and seal it: nothing changes any more. Raises as
    ``Office.act``: ``OPINION_INCOMPLETE``, ``NOT_ENDED`` while the clock runs.
    """
    oral = office.oral(ORAL)
    guest = ev.guest_of(oral)
    if oral.stage.facts.under_way:
        raise Refusal(Reason.NOT_ENDED)
    juror = guest.invitation.juror
    if guest.seal is None and not oral.debate.of(juror).given:
        office.act(ORAL, ev.OpinionGiven(juror), juror)
    proofs, number = office.file.proofs, guest.seals + 1
    head, source = proofs.hashes(ORAL)[-1].hex(), proofs.origin().hex()
    proof = proof_of(guest.invitation.secret, guest.invitation, number, source, head)
    changes = office.act(ORAL, ev.OpinionSealed(number, proof), juror)
    return Sealing(number, office.file.path, changes)


def unseal(office: Office) -> Changes:
    """Take the seal back, and with it the opinion given, to change it. What was carried already counts as
    long as no later version comes. Raises as ``Office.act``.
    """
    juror = ev.guest_of(office.oral(ORAL)).invitation.juror
    changes = office.act(ORAL, ev.SealTakenBack(), juror)
    office.act(ORAL, ev.OpinionTakenBack(juror), juror)
    return changes


@dataclass(frozen=True, slots=True)
class Joined:
    """Where the commission's screen was as the juror read it to come in: ``elapsed`` of ``phase``, from 0."""

    phase: int
    elapsed: Duration


@dataclass(frozen=True, slots=True)
class SealedOpinion:
    """What a sealed file holds, its chain whole; not yet known for an answer to an invitation. ``head``: hash
    of the row before the seal, ``source``: identity of the file, hex; ``sealed``: when, by its clock.
    """

    path: Path
    kind: FileKind
    invitation: Invitation
    seal: Seal
    source: str
    head: str
    sealed: Instant
    opinion: Opinion
    remarks: tuple[Remark, ...]
    marks: tuple[TimeMark, ...]
    joined: Joined | None = None


def read_sealed(read: Read, path: Path, key: FileKey | None = None) -> SealedOpinion:
    """Nothing is written. Raises ``Refusal``: ``NOT_AN_OPINION``, ``NOT_SEALED``, ``FORGED_OPINION`` where a
    row isn't what was written; ``FileProblem``, ``LOCKED``, ``WRONG_KEY`` and ``NEWER`` among them.
    """
    try:
        with read(path, key) as file:
            return _sealed(path, file)
    except FileProblem as problem:
        damaged = problem.kind is ProblemKind.DAMAGED
        if problem.kind is ProblemKind.FOREIGN or (damaged and key is None and not _is_database(path)):
            raise Refusal(Reason.NOT_AN_OPINION) from problem
        if damaged:
            raise Refusal(Reason.FORGED_OPINION) from problem
        raise


_HEADER = b"SQLite format 3\0"


def _is_database(path: Path) -> bool:
    """A plain one: what begins otherwise was never one of the program's, rather than altered."""
    try:
        with path.open("rb") as file:
            return file.read(len(_HEADER)) == _HEADER
    except OSError:
        # What can't be read says so itself.
        return True


def _sealed(path: Path, file: ExamFile) -> SealedOpinion:
    session = file.session()
    if not session.kind.facts.opinion:
        raise Refusal(Reason.NOT_AN_OPINION)
    history = _only_oral(file)
    oral, last = history.oral, history.entries[-1]
    guest = oral.guest
    if guest is None:
        raise Refusal(Reason.NOT_AN_OPINION)
    if guest.seal is None or not isinstance(last.event, ev.OpinionSealed):
        raise Refusal(Reason.NOT_SEALED)
    juror = guest.invitation.juror
    return SealedOpinion(
        path,
        session.kind,
        guest.invitation,
        guest.seal,
        file.proofs.origin().hex(),
        file.proofs.hashes(ORAL)[-2].hex(),
        last.reading.utc,
        oral.debate.of(juror),
        tuple(each for each in oral.remarks.values() if each.content.author == juror),
        _lived(history),
        _joined(history),
    )


def _joined(history: History) -> Joined | None:
    """The last time that the juror came in; ``None`` where the clock was the invitation's."""
    for each in reversed(history.entries):
        if isinstance(each.event, ev.ClockTaken) and each.event.moments:
            last = each.event.moments[-1]
            return Joined(last.phase, each.reading.utc - last.at)
    return None


def _lived(history: History) -> tuple[TimeMark, ...]:
    """Without the phases that were over when the juror came: their beginnings are supposed."""
    joined = {
        each.sequence: len(each.event.moments) - 1
        for each in history.entries
        if isinstance(each.event, ev.ClockTaken)
    }
    return tuple(each for each in history.oral.marks if each.phase >= joined.get(each.sequence, -1))


def _only_oral(file: ExamFile) -> History:
    numbers = [each.oral for each in file.index.all()]
    if numbers != [ORAL]:
        raise Refusal(Reason.NOT_SEALED if not numbers else Reason.FORGED_OPINION)
    forms: dict[str, Form] = dict(file.forms())
    try:
        return open_history(file.entries(ORAL), forms)
    except (KeyError, TypeError) as error:
        raise Refusal(Reason.FORGED_OPINION) from error


class Outcome(StrEnum):
    """``ALREADY``: it was there, nothing changed; ``REMARKS``: the opinion entered here stays, the remarks
    came.
    """

    TAKEN = "taken"
    REPLACED = "replaced"
    REMARKS = "remarks"
    ALREADY = "already"


@dataclass(frozen=True, slots=True)
class Brought:
    """``oral``: its number here; ``shown``: by how much the moments were corrected, in words."""

    oral: int
    juror: str
    outcome: Outcome
    changes: Changes
    shown: str = ""


def bring(
    office: Office, sealed: SealedOpinion, choice: do.Choice | None = None, expected: int | None = None
) -> Brought:
    """One act in the journal of the oral: the opinion given, the remarks personal until the reveal, their
    moments in the phases of the journal. ``choice``: the juror's, after ``OPINION_DIFFERS``; ``expected``:
    the oral at hand, ``None`` for any of the file.

    Raises ``Refusal``, nothing being changed: late (``ALREADY_REVEALED``, ``FINALISED``), foreign
    (``OTHER_FILE_OPINION``, ``OTHER_ORAL_OPINION``, ``OTHER_FORM_OPINION``, ``UNKNOWN_JUROR``,
    ``JUROR_GONE``, ``UNKNOWN_INVITATION``), altered (``FORGED_OPINION``), ``OLDER_OPINION``,
    ``OPINION_DIFFERS``; and as ``Office.act``.
    """
    number = whose(office, sealed)
    oral, invitation = office.oral(number), sealed.invitation
    if expected is not None and expected != number:
        raise Refusal(Reason.OTHER_ORAL_OPINION, office.file.index.summary(number).full_name)
    called = oral.debate.called.get(invitation.token)
    if called is None or called.juror != invitation.juror:
        raise Refusal(Reason.UNKNOWN_INVITATION)
    if not genuine_proof(called.secret, invitation, sealed.seal, sealed.source, sealed.head):
        raise Refusal(Reason.FORGED_OPINION)
    if invitation.form != oral.form.hash:
        raise Refusal(Reason.OTHER_FORM_OPINION)
    before = oral.debate.brought.get(invitation.juror)
    alignment = aligned(_as_supposed(oral, sealed.joined, office.now()), sealed.marks)
    remarks = tuple(_brought(sealed, alignment))
    command = do.BringOpinion(_opinion(sealed, alignment), remarks, choice)
    changes = office.act(number, command, invitation.juror)
    event = next((each for each in changes.events if isinstance(each, ev.OpinionBrought)), None)
    if event is None:
        return Brought(number, invitation.juror, Outcome.ALREADY, changes)
    outcome = Outcome.TAKEN if before is None else Outcome.REPLACED
    shown = ev.shift_words(event.shifts)
    return Brought(number, invitation.juror, outcome if event.taken else Outcome.REMARKS, changes, shown)


def _as_supposed(oral: Oral, joined: Joined | None, now: Reading) -> Iterator[TimeMark]:
    """The commission's marks, for a juror who supposed that the phase had begun just the time before that its
    clock showed: as much later as the clock had stood still in it by then.
    """
    if joined is None:
        yield from oral.marks
        return
    face = oral.clock(now)
    stood = sum(each.length.us for each in face.pauses if _before(each.phase, each.at, joined))
    for gap in face.gaps:
        _, at = position_at(oral.marks, oral.allotment, gap.since)
        stood += gap.length.us if gap.counted is False and _before(gap.phase, at, joined) else 0
    for mark in oral.marks:
        begun = mark.kind is MarkKind.PHASE and mark.phase == joined.phase
        yield replace(mark, reading=moved(mark.reading, stood)) if begun else mark


def _before(phase: int, at: Duration, joined: Joined) -> bool:
    return phase == joined.phase and at.us < joined.elapsed.us


def whose(office: Office, sealed: SealedOpinion) -> int:
    """The oral that was invited to; where its sheet went to another candidate since, that one. Raises
    ``Refusal``.
    """
    invitation = sealed.invitation
    if invitation.host != office.file.proofs.origin().hex():
        raise Refusal(Reason.OTHER_FILE_OPINION)
    if sealed.kind is not opinion_kind(office.session.kind):
        raise Refusal(Reason.FORGED_OPINION)
    known = {each.oral for each in office.file.index.all()}
    number, seen = invitation.oral, set[int]()
    while number in known and number not in seen:
        if invitation.token in office.oral(number).debate.called:
            return number
        seen.add(number)
        given = [
            each.event.to for each in office.history(number).entries if isinstance(each.event, ev.SheetGiven)
        ]
        number = given[-1] if given else number
    raise Refusal(Reason.UNKNOWN_INVITATION)


def _opinion(sealed: SealedOpinion, alignment: Alignment) -> ev.OpinionBrought:
    opinion = sealed.opinion
    return ev.OpinionBrought(
        juror=sealed.invitation.juror,
        token=sealed.invitation.token,
        number=sealed.seal.number,
        source=sealed.source,
        head=sealed.head,
        sealed=sealed.sealed,
        levels=tuple(sorted(opinion.levels.items())),
        mark=opinion.mark,
        partial=tuple(sorted(opinion.partial.items())),
        shifts=alignment.shifts,
    )


def _brought(sealed: SealedOpinion, alignment: Alignment) -> Iterator[ev.RemarkAdded]:
    token = sealed.invitation.token
    for each in sealed.remarks:
        noted = Noted(token, each.began.utc, each.phase, each.at)
        yield ev.RemarkAdded(alignment.moment(each.began), each.content, noted)
