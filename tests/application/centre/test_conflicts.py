"""Two workstations on one centre: what was refused, beside what is there, and made again over it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.centre.conflicts import clashes, rebased
from btstc_jury.application.centre.office import CentreOffice, Step
from btstc_jury.application.centre.ports import CentreAct, Clash
from btstc_jury.application.centre.receipts import Decisions
from btstc_jury.application.views.centre.conflict import act_line, clash_views, others_line
from btstc_jury.domain.centre.collected import Choice
from btstc_jury.domain.centre.timetable import CentreJuror, SlotKey, slot_at
from btstc_jury.domain.commission import Role
from tests.centres import MemoryCentre, an_office, at, picture_day, pictured_candidates

MOREAU, BENALI = SlotKey(1, "E4"), SlotKey(2, "E4")


@pytest.fixture
def office() -> CentreOffice:
    return an_office(MemoryCentre(*pictured_candidates(), timetable=picture_day()))


def moved(office: CentreOffice, key: SlotKey, hour: str, commission: int = 1) -> Step:
    """That oral goes there."""
    before = office.timetable
    slot = slot_at(before, before.commissions[commission], key, at(hour))
    return Step(
        f"Créneau déplacé à {hour}", days=(before, replace(before, slots={**before.slots, key: slot}))
    )


def test_different_slots_are_no_clash_and_both_stay(office: CentreOffice) -> None:
    mine, theirs = moved(office, MOREAU, "15:10"), moved(office, BENALI, "16:10")
    office.carry_out(theirs)
    assert clashes(office, mine) == ()
    office.carry_out(rebased(office, mine))
    assert (office.timetable.slots[MOREAU].oral, office.timetable.slots[BENALI].oral) == (
        at("15:10"),
        at("16:10"),
    )


def test_the_same_slot_is_shown_on_both_sides(office: CentreOffice) -> None:
    mine, theirs = moved(office, MOREAU, "15:10"), moved(office, MOREAU, "16:10", 2)
    office.carry_out(theirs)
    (both,) = clashes(office, mine)
    assert (both.part, both.key) == ("slots", MOREAU)
    (view,) = clash_views(office.timetable, [both])
    assert view == (
        "MOREAU Adèle, E4",
        "mardi 18 mai à 16\u202fh\u202f10, commission 2",
        "mardi 18 mai à 15\u202fh\u202f10, commission 1",
    )
    office.carry_out(rebased(office, mine))
    assert office.timetable.slots[MOREAU].oral == at("15:10")
    office.undo()
    assert office.timetable.slots[MOREAU].oral == at("16:10"), "theirs comes back"


def test_what_both_did_alike_is_no_clash(office: CentreOffice) -> None:
    mine, theirs = moved(office, MOREAU, "15:10"), moved(office, MOREAU, "15:10")
    office.carry_out(theirs)
    assert clashes(office, mine) == ()


def test_a_slot_that_was_taken_out_is_nothing_there(office: CentreOffice) -> None:
    mine = moved(office, MOREAU, "15:10")
    before = office.timetable
    left = {key: slot for key, slot in before.slots.items() if key != MOREAU}
    office.carry_out(Step("Créneau retiré", days=(before, replace(before, slots=left))))
    (view,) = clash_views(office.timetable, clashes(office, mine))
    assert view.there == "rien"


def test_two_corrections_of_a_candidate_are_told_by_what_differs(office: CentreOffice) -> None:
    held = office.candidates[0].candidate
    mine = Step("Candidat corrigé", {1: (held, held._replace(school="Lycée Gide"))})
    office.carry_out(Step("Candidat corrigé", {1: (held, held._replace(school="Lycée Sand"))}))
    (view,) = clash_views(office.timetable, clashes(office, mine))
    assert view.what == "Candidat MOREAU Adèle"
    assert (view.there, view.mine) == ("établissement\u202f: Lycée Sand", "établissement\u202f: Lycée Gide")
    office.carry_out(rebased(office, mine))
    assert office.candidates[0].candidate.school == "Lycée Gide"


def test_rules_are_compared_line_by_line(office: CentreOffice) -> None:
    before = office.timetable
    mine = Step("Règles", days=(before, replace(before, rules=replace(before.rules, gap=20))))
    office.carry_out(Step("Règles", days=(before, replace(before, rules=replace(before.rules, gap=45)))))
    (view,) = clash_views(office.timetable, clashes(office, mine))
    assert "45 min" in view.there
    assert "20 min" in view.mine
    assert "midi" not in view.mine


def test_rooms_jurors_wishes_and_commissions_have_words(office: CentreOffice) -> None:
    before = office.timetable
    changes: dict[str, dict[int, object]] = {
        "rooms": {1: replace(before.rooms[1], seats=9)},
        "jurors": {1: replace(before.jurors[1], school="Lycée Gide")},
        "wishes": {2: replace(before.wishes[2], absent=True)},
        "commissions": {1: replace(before.commissions[1], room="Z9")},
    }
    others: dict[str, dict[int, object]] = {
        "rooms": {1: replace(before.rooms[1], seats=2)},
        "jurors": {1: replace(before.jurors[1], school="Lycée Sand")},
        "wishes": {2: replace(before.wishes[2], avoids=())},
        "commissions": {1: replace(before.commissions[1], room="A1")},
    }
    after, theirs = (
        replace(before, **{part: {**getattr(before, part), **new} for part, new in each.items()})  # type: ignore[arg-type]
        for each in (changes, others)
    )
    office.replan(theirs, "Tout")
    views = clash_views(office.timetable, clashes(office, Step("Tout", days=(before, after))))
    told = {view.what: (view.there, view.mine) for view in views}
    assert told["Salle de préparation"] == ("B10, 2 places", "B10, 9 places")
    assert told["Examinateur Mme Okoye"][1].endswith("Lycée Gide")
    assert told["Souhaits de BENALI Karim"][1].endswith("absent")
    assert told["Commission 1"][0].startswith("salle A1")


def test_two_who_each_add_something_both_keep_it(office: CentreOffice) -> None:
    before = office.timetable
    number = max(before.jurors) + 1
    mine, theirs = CentreJuror(number, "M. Roy", Role.STI), CentreJuror(number, "Mme Cloud", Role.EG)
    first = before.commissions[1]
    sits = {1: replace(first, jurors=(*first.jurors, number))}
    step = Step(
        "Examinateur ajouté",
        days=(
            before,
            replace(
                before,
                jurors={**before.jurors, number: mine},
                commissions={**before.commissions, **sits},
            ),
        ),
    )
    office.replan(replace(before, jurors={**before.jurors, number: theirs}), "Mme Cloud ajoutée")
    assert clashes(office, step) == ()
    office.carry_out(rebased(office, step))
    now = office.timetable
    assert (now.jurors[number], now.jurors[number + 1].name) == (theirs, "M. Roy")
    assert now.commissions[1].jurors == (*first.jurors, number + 1)
    office.undo()
    assert office.timetable.jurors[number] == theirs
    assert office.timetable.commissions[1] == first


def test_another_choice_made_meanwhile_is_shown(office: CentreOffice) -> None:
    theirs = Choice("a", frozenset({"b"}), "vue au procès-verbal", "Camille", 5)
    mine = Choice("b", frozenset({"a"}), "la plus récente", "Alix", 6)
    step = Step("Version choisie", decided=(Decisions(), Decisions(choices=(mine,))))
    assert clashes(office, step) == ()
    (both,) = clashes(office, step, [Clash("choice", "b", None, theirs, mine)])
    (view,) = clash_views(office.timetable, [both])
    assert view.there == "autre version choisie par Camille\u202f: vue au procès-verbal"


def test_what_others_did_is_one_calm_line() -> None:
    acts = [CentreAct(each, "M. Santos", f"Acte {each}.") for each in range(1, 6)]
    assert others_line(acts[:1]) == "M. Santos\u202f: Acte 1"
    assert others_line(acts).endswith("M. Santos\u202f: Acte 5 · 2 autres actes avant")
    assert act_line(acts[0]).endswith("M. Santos\u202f: Acte 1.")
