"""A centre's candidates and days, done, taken back and done again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.people import (
    add_candidate,
    candidate_of,
    correct_candidate,
    withdraw_candidates,
)
from btstc_jury.application.centre.ports import ChangedMeanwhile, Enrolment
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.timetable import Wish
from btstc_jury.storage.centre import SqliteCentreFiles
from tests.centres import a_pictured_centre, an_office

ZOE = CentreCandidate("0213", last_name="Dupont", first_names="Zoé")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CentreOffice]:
    made = an_office(a_pictured_centre(tmp_path))
    yield made
    made.close()


def state(office: CentreOffice) -> object:
    people = {each.identity: each.candidate for each in office.candidates}
    return people, office.timetable


def test_whoever_is_added_is_taken_away_again_and_comes_back_as_the_same(office: CentreOffice) -> None:
    before = state(office)
    add_candidate(office, ZOE)
    identity = office.candidates[-1].identity
    after = state(office)
    assert candidate_of(office, identity) == ZOE
    assert office.undo() == "Candidat ajouté\u202f: DUPONT Zoé"
    assert state(office) == before
    assert [each.identity for each in office.file.withdrawn()] == [identity]
    assert office.redo() == "Candidat ajouté\u202f: DUPONT Zoé"
    assert state(office) == after
    add_candidate(office, ZOE)
    assert office.candidates[-1].identity == identity + 1
    office.undo()
    add_candidate(office, ZOE)
    assert office.candidates[-1].identity == identity + 2


def test_a_correction_is_taken_back(office: CentreOffice) -> None:
    held = office.candidates[0]
    correct_candidate(office, held.identity, held.candidate._replace(school="Lycée Sand"))
    told = f"Candidat corrigé\u202f: {held.candidate.full_name}"
    assert candidate_of(office, held.identity).school == "Lycée Sand"
    office.undo()
    assert candidate_of(office, held.identity) == held.candidate
    assert [each.words for each in office.file.acts()][-2:] == [told, f"Annulé\u202f: {told}"]


def test_who_is_withdrawn_goes_with_what_was_placed_and_comes_back_with_it(office: CentreOffice) -> None:
    placed = next(iter(office.timetable.slots)).candidate
    with_wish = {**office.timetable.wishes, placed: Wish(placed, absent=True)}
    office.replan(replace(office.timetable, wishes=with_wish), "Souhait")
    before = state(office)
    withdraw_candidates(office, [placed])
    assert placed not in office.timetable.candidates
    assert placed not in office.timetable.wishes
    assert all(key.candidate != placed for key in office.timetable.slots)
    with pytest.raises(ChangedMeanwhile):
        correct_candidate(office, placed, ZOE)
    office.undo()
    assert state(office) == before
    office.redo()
    path = office.file.path
    office.close()
    with SqliteCentreFiles().to_read(path) as again:
        assert placed not in {each.identity for each in again.candidates()}
        assert placed in {each.identity for each in again.withdrawn()}
        assert all(key.candidate != placed for key in again.timetable().slots)


def test_what_a_list_brought_is_taken_back_whole(office: CentreOffice) -> None:
    before, people = state(office), office.candidates
    changed = people[0].candidate._replace(school="Lycée Sand")
    office.file.enrol(Enrolment(office.act("Liste reçue"), [ZOE], [(people[0], changed)]))
    office.note(people, "Liste reçue")
    office.undo()
    assert state(office) == before


def test_who_was_changed_meanwhile_is_left_as_that_was(office: CentreOffice) -> None:
    held = office.candidates[0]
    correct_candidate(office, held.identity, ZOE)
    office.file.enrol(Enrolment(office.act("Liste"), changed=[(office.candidates[0], held.candidate)]))
    with pytest.raises(ChangedMeanwhile):
        office.undo()
    assert candidate_of(office, held.identity) == held.candidate
