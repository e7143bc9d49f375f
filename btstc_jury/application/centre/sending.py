"""The exam files that the centre hands out: one a commission, with its own candidates only."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.receipts import Deposit
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.sessions import SUFFIX, Desk, create_file
from btstc_jury.application.views.file_names import safe_name
from btstc_jury.domain.candidate import Accommodation, Candidate, Plan
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.collected import SentFile
from btstc_jury.domain.centre.day_faults import empty_seats
from btstc_jury.domain.centre.opening import jurors_of
from btstc_jury.domain.centre.timetable import CentreCommission, Slot, SlotKey, SlotState, Timetable
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.session import ExamSession, FileKind


class HandOutState(StrEnum):
    EMPTY = "empty"
    """Nobody is placed before it."""
    NEVER = "never"
    CHANGED = "changed"
    """Its candidates, what it says of them, their hours, its jurors or the centre's name are no longer those
    of the file made last.
    """
    DONE = "done"


@dataclass(frozen=True, slots=True)
class HandOut:
    """What a commission has to be given. ``slots``: of those still to be heard, in their order; ``last``:
    the file made last, ``None`` where there is none; ``more``, ``fewer``: candidates that came or left since;
    ``begun``: those that have begun, or are absent, which stay in the file that has them.
    ``moved``: those that begin at another hour than in it; ``reseated``: other jurors sit; ``renamed``: it
    tells another name of the centre; ``manned``: whether somebody sits; ``empty``: seats of its form that
    nobody has.
    """

    commission: CentreCommission
    slots: tuple[Slot, ...]
    state: HandOutState
    last: SentFile | None = None
    more: int = 0
    fewer: int = 0
    begun: int = 0
    moved: int = 0
    reseated: bool = False
    renamed: bool = False
    corrected: int = 0
    manned: bool = True
    empty: tuple[Role, ...] = ()


def hand_outs(timetable: Timetable, sent: Sequence[SentFile], centre: str = "") -> tuple[HandOut, ...]:
    """One for each commission, in the order of their numbers as they are held. ``centre``: its name, "" where
    that doesn't count.
    """
    latest: dict[int, SentFile] = {}
    for each in sorted(sent, key=lambda one: one.utc):
        latest[each.commission] = each
    return tuple(
        replace(
            _hand_out(timetable, each, latest.get(each.identity), centre),
            manned=bool(jurors_of(timetable, each)),
            empty=empty_seats(timetable, each),
        )
        for each in timetable.commissions.values()
    )


def _hand_out(
    timetable: Timetable, commission: CentreCommission, last: SentFile | None, centre: str
) -> HandOut:
    of_it = [each for each in timetable.slots.values() if each.commission == commission.identity]
    due = [
        each for each in of_it if each.state is SlotState.PLANNED and each.candidate in timetable.candidates
    ]
    due.sort(key=lambda each: (each.oral, each.key))
    if last is None:
        return HandOut(commission, tuple(due), HandOutState.NEVER if due else HandOutState.EMPTY)
    given = {*last.orals.values()}
    # Another file has none of those who have begun: they aren't waited for in it.
    more = len({each.key for each in due} - given)
    fewer = len(given - {each.key for each in of_it})
    hours = {last.orals[number]: hour for number, hour in (last.hours or {}).items() if number in last.orals}
    moved = sum(1 for each in due if hours.get(each.key, each.oral) != each.oral)
    reseated = last.jurors not in {None, told_jurors(timetable, commission)}
    renamed = bool(centre) and last.centre not in {None, centre}
    people = {
        last.orals[number]: told for number, told in (last.people or {}).items() if number in last.orals
    }
    now = {each.key: told_candidate(timetable.candidates[each.candidate]) for each in due}
    corrected = sum(1 for key, told in now.items() if people.get(key, told) != told)
    # Who hears nobody any more needs no other file.
    old = more or fewer or moved or corrected or ((reseated or renamed) and due)
    return HandOut(
        commission,
        tuple(due),
        HandOutState.CHANGED if old else HandOutState.DONE,
        last,
        more,
        fewer,
        len(of_it) - len(due),
        moved,
        reseated,
        renamed,
        corrected,
    )


def told_jurors(timetable: Timetable, commission: CentreCommission) -> frozenset[str]:
    """All that its file says of those who sit, a text each."""
    people = jurors_of(timetable, commission)
    return frozenset(f"{each.identity} {each.role} {each.quality} {each.name}" for each in people)


def told_candidate(person: CentreCandidate) -> str:
    """All that the file of the commission says of a candidate."""
    known = exam_candidate(person)
    born = "" if known.birth is None else known.birth.isoformat()
    names = known.number, known.last_name, known.first_names, born, known.school, known.specialty
    return " · ".join((*names, str(person.extra_time or 0)))


class CantHandOut(Exception):
    """The message says in French why, and what to do."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that is made. ``passphrase``: "" for a plain one."""

    hand_out: HandOut
    path: Path
    passphrase: str


def make_hand_out(
    office: CentreOffice,
    desk: Desk,
    hand_out: HandOut,
    folder: Path,
    passphrase: str,
    remove: Callable[[Path], object],
) -> Handed:
    """Make the exam file of a commission in ``folder``, never over a file, and note it in the centre's, which
    keeps the passphrase where it is encrypted itself. Either is done or neither: ``remove`` takes a file away
    that couldn't be finished. Raises ``CantHandOut``, ``FileProblem``, ``ChangedMeanwhile``.
    """
    timetable, centre = office.timetable, office.centre
    session = _session(timetable, hand_out, centre.name, centre.year)
    path = proposed_path(folder, hand_out, centre.year)
    hours = {each.key: each.oral for each in hand_out.slots}
    people = {each.key: told_candidate(timetable.candidates[each.candidate]) for each in hand_out.slots}
    key = passphrase_key(passphrase) if passphrase else None
    exam = create_file(desk, path, session, key)
    try:
        with closing(exam):
            orals = _fill(exam, timetable, hand_out)
            identity = exam.file.proofs.origin().hex()
        store = office.file.collection
        kept = passphrase if store.keeps_passphrases else ""
        jurors = told_jurors(timetable, hand_out.commission)
        sent = SentFile(
            identity,
            hand_out.commission.identity,
            orals,
            path.name,
            office.clock.now().utc.us,
            kept,
            jurors,
            {number: hours[key] for number, key in orals.items()},
            centre.name,
            {number: people[key] for number, key in orals.items()},
        )
        words = f"Fichier de la commission {session.commission} préparé\u202f: {path.name}."
        store.keep(Deposit(office.act(words), sent=(sent,)))
    except BaseException:
        remove(path)
        raise
    return Handed(hand_out, path, passphrase)


def _session(timetable: Timetable, hand_out: HandOut, centre: str, year: int) -> ExamSession:
    commission = hand_out.commission
    if not hand_out.slots:
        raise CantHandOut(f"La commission {commission.number} n’a plus de candidat à entendre.")
    people = jurors_of(timetable, commission)
    if not people:
        raise CantHandOut(
            f"La commission {commission.number} n’a pas d’examinateur\u202f: indiquez-les d’abord."
        )
    jurors = tuple(
        Juror(f"juror-{each.identity}", each.name, each.role, quality=each.quality) for each in people
    )
    return ExamSession(FileKind.EXAM, year, centre, commission.number, commission.room, jurors)


def _fill(exam: Office, timetable: Timetable, hand_out: HandOut) -> Mapping[int, SlotKey]:
    orals = {}
    for slot in hand_out.slots:
        person = timetable.candidates[slot.candidate]
        extra = person.extra_time or Fraction(0)
        plan = Plan(exam_candidate(person), slot.oral, Accommodation(extra, extra, extra))
        number, _ = exam.plan(plan, hand_out.commission.form)
        orals[number] = slot.key
    return orals


def exam_candidate(person: CentreCandidate) -> Candidate:
    """As the exam file has to know who it is, and no more."""
    specialty = person.specialty or person.specialty_code
    return Candidate(
        person.exam_number, person.last_name, person.first_names, person.birth, person.school, specialty
    )


def proposed_path(folder: Path, hand_out: HandOut, year: int) -> Path:
    """A name that no file there has: an earlier one may be on the same stick, and goes on being used."""
    follows = " suite" if hand_out.last is not None else ""
    stem = safe_name(f"BTS TC {year} commission {hand_out.commission.number}{follows}")
    path, number = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path = folder / f"{stem} ({number}){SUFFIX}"
        number += 1
    return path


_FIRST, _SECOND = "bdfgjkmnprstvz", "aeiou"
"""Small letters that nobody takes for another one, or for a digit, and that make what can be read out."""
_SYLLABLES, _GROUP = 12, 2


def passphrase_for(hand_out: HandOut) -> str:
    """The one that the commission has in its envelope already, where the centre keeps it; a new one else."""
    known = "" if hand_out.last is None else hand_out.last.passphrase
    return known or new_passphrase()


def new_passphrase() -> str:
    """Six groups of four small letters that can be read out and typed anywhere, 73 bits."""
    syllables = [secrets.choice(_FIRST) + secrets.choice(_SECOND) for _ in range(_SYLLABLES)]
    return " ".join("".join(syllables[at : at + _GROUP]) for at in range(0, _SYLLABLES, _GROUP))
