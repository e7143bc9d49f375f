"""Which papers go out, and what is kept of what they told."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

import pytest

from btstc_jury.application.centre.naming import rename
from btstc_jury.application.centre.office import CentreOffice, Step
from btstc_jury.application.centre.printing import Abandoned, CentrePrinting, Wanted
from btstc_jury.application.views.centre.paper import CentrePaper, PaperView, Scope, SummonsView
from btstc_jury.application.views.day_told import day_told
from btstc_jury.domain.centre.reprinting import centre_printed, changed_since_printed
from btstc_jury.domain.centre.timetable import PaperKey, SlotKey, SlotState, Timetable, Wish
from tests.centre_days import days_of, moved
from tests.centres import MemoryCentre, an_office

SUMMONS, DOORS, ROOMS, JURORS = (
    CentrePaper.SUMMONS,
    CentrePaper.DOORS,
    CentrePaper.ROOMS,
    CentrePaper.JURORS,
)
ALL = frozenset(CentrePaper)
EVERY = Scope()


def office_of(table: Timetable) -> CentreOffice:
    return an_office(MemoryCentre(*table.candidates.values(), timetable=table))


@pytest.fixture
def office() -> CentreOffice:
    return office_of(days_of(6, 2))


def asked(
    office: CentreOffice, *papers: CentrePaper, scope: Scope = EVERY, changed: bool = False
) -> CentrePrinting:
    return CentrePrinting(office, Wanted(frozenset(papers), scope, changed))


def counts(office: CentreOffice, scope: Scope = EVERY) -> dict[CentrePaper, int]:
    """Of what changed."""
    found = {each: asked(office, each, scope=scope, changed=True).total for each in CentrePaper}
    return {each: number for each, number in found.items() if number}


def put(office: CentreOffice, after: Timetable) -> None:
    office.replan(after, "Déplacé")


def told(office: CentreOffice, paper: CentrePaper) -> dict[SlotKey, str]:
    papers = office.timetable.papers
    return {
        SlotKey(key.candidate, key.exam): f"{each.slot.oral:%H:%M}"
        for key, each in papers.items()
        if key.paper == paper
    }


def test_everything_is_new_until_it_is_printed_then_nothing(office: CentreOffice) -> None:
    whole = asked(office, *CentrePaper, changed=True)
    assert whole.total == asked(office, *CentrePaper).total > 20
    whole.record(office)
    assert counts(office) == {}


def test_one_that_moved_is_printed_again_where_it_was_told(office: CentreOffice) -> None:
    asked(office, *CentrePaper).record(office)
    put(office, moved(office.timetable, 2, 30))
    found = counts(office)
    # Its convocation; the list of its school, of its room, where one prepares; two doors; two jurors.
    assert found == {
        SUMMONS: 1,
        CentrePaper.SCHOOLS: 1,
        ROOMS: 1,
        DOORS: 2,
        CentrePaper.PREPARATION: 1,
        CentrePaper.ATTENDANCE: 1,
        JURORS: 2,
    }
    asked(office, DOORS, changed=True).record(office)
    assert {*counts(office)} == ALL - {DOORS}
    assert told(office, DOORS)[SlotKey(2, "E4")] == "09:30"
    assert told(office, SUMMONS)[SlotKey(2, "E4")] == "09:00"
    # What the candidate was told is what his convocation told.
    assert f"{office.timetable.printed[SlotKey(2, 'E4')].slot.oral:%H:%M}" == "09:00"


def test_a_paper_for_the_centre_tells_a_candidate_who_had_no_convocation(office: CentreOffice) -> None:
    asked(office, ROOMS).record(office)
    assert len(office.timetable.printed) == 6
    assert counts(office)[SUMMONS] == 6
    (first, *_) = asked(office, SUMMONS).made()
    assert isinstance(first.view, SummonsView)
    assert first.view.replaces == ""


def test_printing_is_one_act_that_undo_leaves_alone(office: CentreOffice) -> None:
    put(office, moved(office.timetable, 2, 30))
    before = len(office.file.acts())
    asked(office, *CentrePaper).record(office)
    assert len(office.file.acts()) == before + 1
    assert office.undo() == "Déplacé"
    assert told(office, SUMMONS)[SlotKey(2, "E4")] == "09:30"
    assert counts(office)[SUMMONS] == 1
    assert office.redo() == "Déplacé"
    assert counts(office) == {}


def test_who_is_sent_elsewhere_is_struck_here_and_told_there(office: CentreOffice) -> None:
    asked(office, *CentrePaper).record(office)
    put(office, moved(office.timetable, 2, 24 * 60 + 20, 1))
    found = counts(office)
    assert (found[ROOMS], found[JURORS]) == (2, 4)
    # The list of one room alone: the other still tells the hour before.
    asked(office, ROOMS, scope=Scope(commission=2), changed=True).record(office)
    assert told(office, ROOMS)[SlotKey(2, "E4")] == "09:00"
    asked(office, ROOMS, changed=True).record(office)
    assert told(office, ROOMS)[SlotKey(2, "E4")] == "09:20"
    assert ROOMS not in counts(office)


def test_who_has_no_hour_any_more_is_told_so_once(office: CentreOffice) -> None:
    asked(office, *CentrePaper).record(office)
    table = office.timetable
    put(office, replace(table, slots={key: each for key, each in table.slots.items() if key.candidate != 3}))
    found = counts(office)
    assert (found[SUMMONS], found[ROOMS]) == (1, 1)
    asked(office, *CentrePaper, changed=True).record(office)
    assert counts(office) == {}
    assert PaperKey(3, "E4", SUMMONS) not in office.timetable.papers
    assert SlotKey(3, "E4") not in office.timetable.printed


@pytest.mark.parametrize("by_wish", [True, False])
def test_who_is_absent_gets_no_convocation_and_leaves_the_lists(office: CentreOffice, by_wish: bool) -> None:
    asked(office, *CentrePaper).record(office)
    table, key = office.timetable, SlotKey(3, "E4")
    if by_wish:
        slots = {each: slot for each, slot in table.slots.items() if each != key}
        put(office, replace(table, slots=slots, wishes={3: Wish(3, absent=True)}))
    else:
        gone = replace(table.slots[key], state=SlotState.ABSENT)
        put(office, replace(table, slots={**table.slots, key: gone}))
    found = counts(office)
    assert SUMMONS not in found
    assert found[ROOMS] == 1


def test_who_was_withdrawn_is_struck_from_the_lists_and_gets_no_convocation(office: CentreOffice) -> None:
    asked(office, *CentrePaper).record(office)
    table = office.timetable
    people = {each: person for each, person in table.candidates.items() if each != 6}
    slots = {key: each for key, each in table.slots.items() if key.candidate != 6}
    without = office_of(replace(table, candidates=people, slots=slots))
    found = counts(without)
    assert SUMMONS not in found
    assert (found[ROOMS], found[DOORS], found[JURORS]) == (1, 2, 2)
    asked(without, *CentrePaper, changed=True).record(without)
    assert counts(without) == {}
    assert {key.candidate for key in without.timetable.papers} == {1, 2, 3, 4, 5}
    assert SlotKey(6, "E4") not in without.timetable.printed


def test_another_juror_gets_a_sheet_as_the_one_before_does(office: CentreOffice) -> None:
    asked(office, *CentrePaper).record(office)
    table = office.timetable
    another = replace(table.commissions[1], jurors=(1, 4))
    put(office, replace(table, commissions={**table.commissions, 1: another}))
    assert counts(office) == {JURORS: 2}


def test_convocations_are_in_the_order_of_schools_then_of_names(office: CentreOffice) -> None:
    views = [each.view for each in asked(office, SUMMONS).made()]
    told = [(each.lines[1], each.whose) for each in views if isinstance(each, SummonsView)]
    assert [school for school, _ in told] == [
        *["Lycée Jean-Monnet"] * 2,
        *["Lycée Paul-Éluard"] * 2,
        *["CFA du Commerce"] * 2,
    ]
    assert told[2:4] == [
        ("Lycée Paul-Éluard", "BENALI Karim"),
        ("Lycée Paul-Éluard", "OLIVIER Élodie"),
    ]


def test_an_exam_without_an_hour_yet_is_announced() -> None:
    table = days_of(2, 2)
    both = {
        each: person._replace(exams="E4 ponctuel, E6 ponctuel") for each, person in table.candidates.items()
    }
    commission = replace(table.commissions[2], form="e6-ponctuel")
    office = office_of(replace(table, candidates=both, commissions={**table.commissions, 2: commission}))
    (first, *_) = [each.view for each in asked(office, SUMMONS).made()]
    assert isinstance(first, SummonsView)
    assert first.pending.startswith("Horaire à venir\u202f: E6.")


def test_a_centre_without_hours_has_nothing_to_print() -> None:
    office = office_of(replace(days_of(2), slots={}))
    assert asked(office, *CentrePaper).total == 0
    assert asked(office).choices == ((), (), (), ())


def test_names_of_files_are_good_on_every_system(office: CentreOffice) -> None:
    names = {
        asked(office, SUMMONS, scope=scope, changed=changed).file_name: None
        for scope in (EVERY, Scope(candidate=3), Scope(commission=2), Scope(school="0931234B"))
        for changed in (False, True)
    }
    assert [*names] == [
        "convocations_2027.pdf",
        "convocations_2027_modifiés.pdf",
        "convocations_0213400003_PETIT-RADEL-Léa_2027.pdf",
        "convocations_0213400003_PETIT-RADEL-Léa_2027_modifiés.pdf",
        "convocations_commission-2_2027.pdf",
        "convocations_commission-2_2027_modifiés.pdf",
        "convocations_Lycée-Paul-Éluard_2027.pdf",
        "convocations_Lycée-Paul-Éluard_2027_modifiés.pdf",
    ]
    (day,) = asked(office).choices.days
    assert asked(office, SUMMONS, DOORS, scope=Scope(day=day)).file_name == (
        "documents-du-centre_2027-05-18.pdf"
    )


def test_writing_goes_on_paper_by_paper_until_it_is_given_up(office: CentreOffice) -> None:
    seen: list[tuple[int, int]] = []

    def write(out: BinaryIO, views: Iterator[PaperView], title: str, subject: str, done: object) -> int:
        assert callable(done)
        for number, view in enumerate(views, 1):
            out.write(view.title.encode())
            done(number)
        return 1

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 3

    with pytest.raises(Abandoned):
        asked(office, SUMMONS).write(BytesIO(), write, progress)
    assert seen == [(1, 6), (2, 6), (3, 6)]


def test_another_name_of_the_centre_makes_all_that_is_printed_old(office: CentreOffice) -> None:
    asked(office, *CentrePaper).record(office)
    assert changed_since_printed(office.timetable, centre_printed(office.centre)).renamed == ()
    rename(office, replace(office.centre, name="Lycée Corrigé"))
    assert {*counts(office)} == ALL
    (first, *_) = asked(office, SUMMONS, changed=True).made()
    assert isinstance(first.view, SummonsView)
    assert first.view.replaces.startswith("Annule et remplace ")
    found = day_told(office.timetable, office.centre).printed
    assert [each.words for each in found] == [
        "6 horaires imprimés portent un autre nom du centre\u202f: à réimprimer."
    ]
    asked(office, *CentrePaper, changed=True).record(office)
    assert counts(office) == {}
    (card,) = day_told(office.timetable, office.centre).printed
    assert card.words == "Tout ce qui est imprimé est à jour."
    # What was printed before names were kept is believed.
    table = office.timetable
    kept = {key: replace(each, centre=None, person=None) for key, each in table.papers.items()}
    put(office, replace(table, papers=kept))
    rename(office, replace(office.centre, name="Lycée Encore"))
    assert counts(office) == {}


@pytest.mark.parametrize(
    ("correction", "old"),
    [
        ({"birth": date(2006, 3, 2)}, {SUMMONS, CentrePaper.ATTENDANCE}),
        ({"school": "Lycée Autre"}, {SUMMONS, CentrePaper.SCHOOLS, ROOMS, CentrePaper.ATTENDANCE, JURORS}),
        ({"number": "0999"}, ALL),
        ({"last_name": "Corrigé"}, ALL),
        ({"division": "2 TC"}, set()),
    ],
)
def test_what_a_paper_says_of_a_candidate_makes_it_old(
    office: CentreOffice, correction: dict[str, Any], old: AbstractSet[CentrePaper]
) -> None:
    asked(office, *CentrePaper).record(office)
    before = next(each for each in office.candidates if each.identity == 2)
    after = before.candidate._replace(**correction)
    office.carry_out(Step("Candidat corrigé", {2: (before.candidate, after)}))
    assert {*counts(office)} == old
    (card,) = day_told(office.timetable, office.centre).printed
    expected = "1 candidat corrigé\u202f: à réimprimer." if old else "Tout ce qui est imprimé est à jour."
    assert card.words == expected
    asked(office, *CentrePaper, changed=True).record(office)
    assert counts(office) == {}


def test_who_has_begun_at_another_hour_is_not_summoned_again(office: CentreOffice) -> None:
    asked(office, *CentrePaper).record(office)
    table = moved(office.timetable, 2, 30)
    key = SlotKey(2, "E4")
    begun = replace(table.slots[key], state=SlotState.BEGUN)
    put(office, replace(table, slots={**table.slots, key: begun}))
    assert counts(office) == {}
    # Whole, the paper says what is true.
    (whole,) = asked(office, SUMMONS, scope=Scope(candidate=2)).made()
    assert isinstance(whole.view, SummonsView)
    assert whole.view.replaces
