"""The candidates of a centre, one by one: added, corrected, withdrawn; each act can be taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from btstc_jury.application.centre.office import CentreOffice, Step
from btstc_jury.application.centre.ports import ChangedMeanwhile, Enrolment
from btstc_jury.domain.centre.candidates import CentreCandidate


def candidate_of(office: CentreOffice, identity: int) -> CentreCandidate:
    """Raises ``ChangedMeanwhile`` for one who isn't there any more."""
    for each in office.candidates:
        if each.identity == identity:
            return each.candidate
    raise ChangedMeanwhile


def add_candidate(office: CentreOffice, candidate: CentreCandidate) -> None:
    before, words = office.candidates, f"Candidat ajouté\u202f: {candidate.full_name}"
    office.file.enrol(Enrolment(office.act(words), added=[candidate]))
    office.note(before, words, candidate)


def correct_candidate(office: CentreOffice, identity: int, candidate: CentreCandidate) -> None:
    """Raises ``ChangedMeanwhile`` too."""
    before = candidate_of(office, identity)
    office.carry_out(Step(f"Candidat corrigé\u202f: {candidate.full_name}", {identity: (before, candidate)}))


def withdraw_candidates(office: CentreOffice, identities: Collection[int]) -> None:
    """With all that is placed of them, and their wishes. Raises ``ChangedMeanwhile`` too."""
    people = {each: (candidate_of(office, each), None) for each in identities}
    before = office.timetable
    after = replace(
        before,
        wishes={key: each for key, each in before.wishes.items() if key not in people},
        slots={key: each for key, each in before.slots.items() if key.candidate not in people},
        printed={key: each for key, each in before.printed.items() if key.candidate not in people},
    )
    office.carry_out(Step(withdrawn_words([each for each, _ in people.values()]), people, (before, after)))


def withdrawn_words(people: Collection[CentreCandidate]) -> str:
    if len(people) > 1:
        return f"{len(people)} candidats retirés"
    return "".join(f"Candidat retiré\u202f: {each.full_name}" for each in people)
