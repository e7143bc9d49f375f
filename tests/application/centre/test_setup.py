"""What is entered so that a day can be placed: acts on the days, hours as they are typed, pasted rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.centre import setup
from btstc_jury.application.centre.hours import (
    Unreadable,
    days_words,
    next_window,
    read_day,
    read_days,
    read_hour,
    read_windows,
)
from btstc_jury.application.centre.pasting import (
    Pasted,
    PasteFaults,
    form_called,
    role_called,
    taken_in,
)
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    CentreJuror,
    PreparationRoom,
    SlotState,
    Timetable,
    Window,
    Wish,
)
from btstc_jury.domain.commission import Role
from btstc_jury.exchange.form_library import FormLibrary
from tests.centres import picture_day, pictured_candidates

LIBRARY = FormLibrary(form_folders())
FORMS = {key: LIBRARY.get(key) for key in LIBRARY.keys()}  # noqa: SIM118 - no mapping


@pytest.fixture
def day() -> Timetable:
    """Three commissions, two rooms of orals of E4 and one of E6, some placed."""
    return replace(picture_day(), candidates=dict(enumerate(pictured_candidates(), 1)))


def window(begins: str, ends: str, day: int = 18) -> Window:
    return Window(*(datetime.fromisoformat(f"2027-05-{day}T{each}") for each in (begins, ends)))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("8h30", time(8, 30)),
        ("8 h 30", time(8, 30)),
        ("8\u202fh\u202f30", time(8, 30)),
        ("830", time(8, 30)),
        ("0830", time(8, 30)),
        ('_"à', time(8, 30)),
        ('_h"à', time(8, 30)),
        ("14", time(14)),
        ("8:30", time(8, 30)),
    ],
)
def test_an_hour_as_it_is_typed(text: str, read: time) -> None:
    assert read_hour(text) == read


@pytest.mark.parametrize("text", ["", "25h", "8h75", "890", "midi", "12345"])
def test_no_hour(text: str) -> None:
    with pytest.raises(Unreadable, match="8h30"):
        read_hour(text)


@pytest.mark.parametrize("text", ["18/05/2027", "18/05", "18052027", "&_:à(:éàéè", "&_:à(", "18.05"])
def test_a_day_as_it_is_typed(text: str) -> None:
    assert read_day(text, 2027) == date(2027, 5, 18)


@pytest.mark.parametrize("text", ["", "31/02/2027", "31/02", "mardi", "18"])
def test_no_day(text: str) -> None:
    with pytest.raises(Unreadable, match="18/05/2027"):
        read_day(text, 2027)


def test_days_of_a_range_have_no_weekend() -> None:
    week = read_days("du 20/05 au 25/05", 2027)
    assert [each.day for each in week] == [20, 21, 24, 25]
    assert read_days("22/05/2027 ; 18/05, 18/05 et 20/05", 2027) == tuple(
        date(2027, 5, each) for each in (18, 20, 22)
    )


@pytest.mark.parametrize("text", ["", "du 25/05 au 18/05", "du 01/01 au 01/06", "18/05, hier"])
def test_no_days(text: str) -> None:
    with pytest.raises(Unreadable):
        read_days(text, 2027)


def test_windows_of_a_cell() -> None:
    windows = (window("08:30", "12:30"), window("13:30", "17:00"), window("09:00", "12:00", 19))
    assert (
        read_windows("18/05/2027 8h30-12h30 ; 18/05/2027 13h30-17h00 ; 19/05/2027 9h00-12h00", 2027)
        == windows
    )
    assert read_windows("18/05 8h30 à 12h30\n18/05/2027 1330-17h; 19/05: 9 h – 12 h", 2027) == windows
    assert read_windows("18/05 8h30-12h30, 18/05/2027 13h30-17h et 19/05 9h-12h", 2027) == windows
    with pytest.raises(Unreadable, match="deux heures pour chacune"):
        read_windows("18/05 8h30-12h30 puis 18/05/2027 13h30-17h", 2027)
    assert days_words(windows) == "18/05 matin et après-midi, 19/05 matin"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18/05/2027", "une date et deux heures"),
        ("18/05 12h-8h", "une fin après 12\u202fh\u202f00"),
        ("31/02 8h-9h", "une date"),
        ("18/05 8h-12h; 18/05 11h-13h", "ne se recouvrent pas"),
    ],
)
def test_no_windows(text: str, expected: str) -> None:
    with pytest.raises(Unreadable, match=expected):
        read_windows(text, 2027)


@given(st.text(max_size=60))
def test_nothing_typed_is_a_fault_of_ours(text: str) -> None:
    for read in (read_day, read_days, read_windows):
        try:
            read(text, 2027)
        except Unreadable:
            continue
    try:
        read_hour(text)
    except Unreadable:
        return


def test_what_is_typed_next_is_proposed() -> None:
    today = date(2027, 5, 20)
    assert next_window((), today) == (today, time(8), time(12, 30))
    morning = window("08:30", "12:30", 21)
    assert next_window((morning,), today) == (date(2027, 5, 21), time(13, 30), time(18))
    # The next day is a Monday, and mornings begin as they did.
    both = (morning, window("13:30", "17:30", 21))
    assert next_window(both, today) == (date(2027, 5, 24), time(8, 30), time(12, 30))


def test_twelve_commissions_in_one_act() -> None:
    pattern = CentreCommission(0, "1", "e4-ponctuel", "B09", half_days=(window("08:00", "12:30"),))
    done = setup.add_several(Timetable(), pattern, 12)
    made = [*done.after.commissions.values()]
    assert [each.number for each in made] == [str(number) for number in range(1, 13)]
    assert [each.room for each in made][:4] == ["B09", "B10", "B11", "B12"]
    assert [each.identity for each in made] == [*range(1, 13)]
    assert {each.half_days for each in made} == {pattern.half_days}
    assert done.words == "Commissions 1 à 12 ajoutées"
    with pytest.raises(setup.NotDone, match=r"Déjà pris.*12"):
        setup.add_several(done.after, replace(pattern, number="12"), 3)
    with pytest.raises(setup.NotDone, match="finir par un nombre"):
        setup.add_several(done.after, replace(pattern, number="A"), 2)
    with pytest.raises(setup.NotDone, match="de 1 à"):
        setup.add_several(done.after, replace(pattern, number="13"), setup.MOST_AT_ONCE + 1)


def test_two_commissions_have_two_numbers(day: Timetable) -> None:
    with pytest.raises(setup.NotDone, match="1 existe"):
        setup.save_commission(day, CentreCommission(0, "1", "e4-ponctuel"))
    own = day.commissions[1]
    assert setup.save_commission(day, replace(own, room="B99")).after.commissions[1].room == "B99"


def test_a_double_has_neither_room_nor_jurors(day: Timetable) -> None:
    done = setup.duplicate(day, 1)
    made = done.after.commissions[4]
    assert (made.number, made.room, made.jurors) == ("4", "", ())
    assert made.half_days == day.commissions[1].half_days
    assert done.words == "Commission 4 ajoutée, comme la 1"


def test_removing_says_what_is_not_placed_any_more(day: Timetable) -> None:
    here = [each for each in day.slots.values() if each.commission == 2]
    done = setup.remove_commissions(day, {2})
    assert {each.commission for each in done.after.slots.values()} == {1, 3}
    assert done.told == f"Commission 2 retirée. {len(here)} interrogations ne sont plus placées."
    again = setup.save_commission(done.after, CentreCommission(0, "9", "e4-ponctuel"))
    assert max(again.after.commissions) == 4


def test_what_has_begun_stays(day: Timetable) -> None:
    slot = next(each for each in day.slots.values() if each.commission == 2)
    begun = replace(day, slots={**day.slots, slot.key: replace(slot, state=SlotState.BEGUN)})
    with pytest.raises(setup.NotDone, match="commission 2 a déjà"):
        setup.remove_commissions(begun, {1, 2})
    with pytest.raises(setup.NotDone, match="a déjà interrogé"):
        setup.save_commission(begun, replace(begun.commissions[2], form="e6-ponctuel"))


def test_another_form_takes_the_orals_of_the_first_out(day: Timetable) -> None:
    done = setup.save_commission(day, replace(day.commissions[3], form="e4-ponctuel"))
    assert not [each for each in done.after.slots.values() if each.commission == 3]
    assert "ne sont plus placées" in done.follows


def test_a_juror_sits_where_is_said(day: Timetable) -> None:
    added = setup.save_juror(day, CentreJuror(0, "Zoé Fictive", Role.EG), {1, 3})
    new = max(added.after.jurors)
    assert added.after.commissions[1].jurors == (*day.commissions[1].jurors, new)
    assert new in added.after.commissions[3].jurors
    moved = setup.save_juror(added.after, added.after.jurors[new], {2}).after
    assert [key for key, each in moved.commissions.items() if new in each.jurors] == [2]


def test_a_juror_who_goes_leaves_seats_and_wishes(day: Timetable) -> None:
    done = setup.remove_jurors(day, {1})
    assert all(1 not in each.jurors for each in done.after.commissions.values())
    assert all(1 not in each.avoids for each in done.after.wishes.values())
    assert done.after.slots == day.slots
    where = [each.number for each in day.commissions.values() if 1 in each.jurors]
    assert where[0] in done.follows
    # Another one isn't taken for the one who left.
    assert 1 in day.jurors


def test_a_room_that_goes_is_no_commissions_any_more(day: Timetable) -> None:
    done = setup.remove_rooms(day, {1})
    assert {each.preparation_room for each in done.after.commissions.values()} == {0}
    assert "plus de salle de préparation" in done.follows
    with pytest.raises(setup.NotDone, match="existe"):
        setup.save_room(day, PreparationRoom(0, day.rooms[1].name.lower(), 4))


@pytest.mark.parametrize(
    ("name", "told"), [("B10", "Salle\u00a0B10"), ("Salle B10", "Salle B10"), ("CDI", "CDI")]
)
def test_a_room_is_called_one_once(name: str, told: str) -> None:
    done = setup.save_room(Timetable(), PreparationRoom(0, name, 4))
    assert done.told == f"{told} ajoutée"
    assert setup.remove_rooms(done.after, {1}).told.startswith(f"{told} retirée")


def test_half_days_of_several_at_once(day: Timetable) -> None:
    added = setup.set_half_days(day, {1, 2}, [window("08:00", "12:00", 19)], instead=False).after
    assert added.commissions[1].half_days == (
        *day.commissions[1].half_days,
        window("08:00", "12:00", 19),
    )
    assert added.commissions[3] == day.commissions[3]
    # New hours of a half-day take the place of the old ones.
    later = setup.set_half_days(added, {1}, [window("09:00", "12:30", 19)], instead=False).after
    assert window("09:00", "12:30", 19) in later.commissions[1].half_days
    assert window("08:00", "12:00", 19) not in later.commissions[1].half_days
    alone = setup.set_half_days(later, {1}, [window("09:00", "12:30", 19)], instead=True)
    assert alone.after.commissions[1].half_days == (window("09:00", "12:30", 19),)


def test_a_wish_that_says_nothing_is_not_kept(day: Timetable) -> None:
    told = setup.save_wish(day, Wish(1, avoids=(1,))).after
    assert told.wishes[1].avoids == (1,)
    assert 1 not in setup.save_wish(told, Wish(1)).after.wishes
    out = setup.save_wish(day, Wish(1, exams=()))
    assert not [each for each in out.after.slots if each.candidate == 1]
    assert "n’est plus placée" in out.follows


def paste(day: Timetable, pasted: Pasted, *rows: str) -> setup.Replanned:
    return taken_in(day, pasted, "\r\n".join(rows), FORMS, 2027)


def faults(day: Timetable, pasted: Pasted, *rows: str) -> list[tuple[int, str, str, str]]:
    with pytest.raises(PasteFaults) as caught:
        paste(day, pasted, *rows)
    return [tuple(each) for each in caught.value.faults]  # type: ignore[misc]


def test_jurors_and_commissions_of_a_spreadsheet() -> None:
    rooms = setup.save_room(Timetable(), PreparationRoom(0, "B10", 6)).after
    jurors = paste(
        rooms,
        Pasted.JURORS,
        "Nom\tPrénom\tRôle\tÉtablissement\tCode UAI\tPrésences",
        "OKOYE\tAwa\tÉco-gestion\tLycée Fictif\t0750123a\t18/05 8h30-12h30",
        "MARTIN\tLéo\tprofessionnel\tEntreprise\t\t",
        "",
        "ROY\tÈve\tProfesseur de lettres\t—\t\t",
    )
    assert jurors.words == "Collage\u202f: 3 examinateurs ajoutés"
    okoye, martin, roy = jurors.after.jurors.values()
    assert (okoye.name, okoye.role, okoye.school_code) == ("Awa OKOYE", Role.EG, "0750123A")
    assert okoye.hours == (window("08:30", "12:30"),)
    assert (martin.role, roy.role.value, roy.school) == (Role.PROFESSIONAL, "Professeur de lettres", "")
    done = paste(
        jurors.after,
        Pasted.COMMISSIONS,
        "Commission;Épreuve;Salle;Salle de préparation;Examinateurs;Demi-journées",
        '1;E4 ponctuel;B12;b10;Okoye Awa / Léo Martin;"18/05 8h-12h30\n18/05 13h30-17h"',
        "2;e6-ponctuel;C02;;;19/05/2027 8h-12h",
    )
    first, second = done.after.commissions.values()
    assert (first.form, first.room, first.preparation_room) == ("e4-ponctuel", "B12", 1)
    assert first.jurors == (okoye.identity, martin.identity)
    assert first.half_days == (window("08:00", "12:30"), window("13:30", "17:00"))
    assert (second.form, second.half_days) == ("e6-ponctuel", (window("08:00", "12:00", 19),))
    # The same again changes nothing but what it says.
    again = paste(done.after, Pasted.COMMISSIONS, "Commission\tÉpreuve\tSalle", "1\tE4 ponctuel\tB20")
    assert again.after.commissions[1] == replace(first, room="B20")
    assert again.words == "Collage\u202f: 1 modifiée"


def test_each_error_has_line_column_value_and_what_was_expected(day: Timetable) -> None:
    found = faults(
        day,
        Pasted.COMMISSIONS,
        "N°\tÉpreuve\tPréparation\tDemi-journées\tDurée\tExaminateurs",
        "7\tE9\tB10\t31/02 8h-9h\t900\tPersonne",
        "\tE4 ponctuel\t\t\t\t",
        "8\tE4 ponctuel\tZ99\t\t\t",
        "8\tE4 ponctuel\t\t\t\t",
    )
    assert [(line, column, value) for line, column, value, _ in found] == [
        (2, "Épreuve", "E9"),
        (2, "Examinateurs", "Personne"),
        (2, "Demi-journées", "31/02 8h-9h"),
        (2, "Durée", "900"),
        (3, "N°", ""),
        (4, "Préparation", "Z99"),
        (5, "N°", "8"),
    ]
    assert all(expected for *_, expected in found)
    assert "B10" in found[5][3]


def test_without_headings_nothing_is_taken(day: Timetable) -> None:
    ((line, column, value, expected),) = faults(day, Pasted.JURORS, "Awa Okoye\tÉco-gestion")
    assert (line, column, value) == (1, "", "Awa Okoye Éco-gestion")
    assert "nom" in expected
    assert faults(day, Pasted.JURORS, "")[0][0] == 0
    assert "sous les en-têtes" in faults(day, Pasted.JURORS, "Nom\tRôle")[0][3]


def test_a_new_juror_has_a_role_and_an_old_one_keeps_his(day: Timetable) -> None:
    known = day.jurors[1]
    rows = ("Nom\tRôle\tQualité\tCommissions", f"{known.name}\t\tcertifié\t", "Nadia Neuve\t\t\t")
    assert [each[0] for each in faults(day, Pasted.JURORS, *rows)] == [3]
    done = paste(day, Pasted.JURORS, *rows[:2]).after
    assert done.jurors[1] == replace(known, quality="certifié")
    assert done.commissions == day.commissions
    ((line, column, _, expected),) = faults(
        day, Pasted.JURORS, "Nom\tRôle\tCommissions", "Nadia Neuve\tSTI\t1, 99"
    )
    assert (line, column) == (2, "Commissions")
    assert "99" in expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("E4 ponctuel", "e4-ponctuel"),
        ("e4-ccf-1", "e4-ccf-1"),
        ("E4 CCF 1", "e4-ccf-1"),
        ("E6 · CCF situation unique", "e6-ccf-unique"),
        ("EF1", "ef1"),
        ("E4", None),
        ("E9", None),
    ],
)
def test_forms_as_people_call_them(text: str, key: str | None) -> None:
    assert form_called(FORMS, text) == key


def test_roles_as_people_call_them() -> None:
    told = ("Éco-gestion", "économie et gestion", "STI", "Pro.", "professionnelle", "Enseignante de lettres")
    roles = [role_called(FORMS, each) for each in told]
    letters = Role("Professeur de lettres")
    assert roles == [Role.EG, Role.EG, Role.STI, Role.PROFESSIONAL, Role.PROFESSIONAL, letters]
    for each in ("Professeure d’éco-gestion", "prof d'économie gestion", "Professeur d’économie et gestion"):
        assert role_called(FORMS, each) is Role.EG
    for each in ("chef", "professeur", "Professeurs", "professeur de danse"):
        assert role_called(FORMS, each) is None


def test_a_role_that_no_form_has_is_refused_with_those_that_there_are(day: Timetable) -> None:
    rows = ("Nom\tRôle", "Awa Okoye\tprofesseur", "Léo Martin\tProfesseur de danse", "Ève Roy\tSTI")
    (first, second) = faults(day, Pasted.JURORS, *rows)
    assert first[:3] == (2, "Rôle", "professeur")
    assert "« professeur » en dit plusieurs" in first[3]
    assert "Professeur d’économie et gestion ou Professeur de sciences et techniques" in first[3]
    assert "Professionnel" not in first[3]
    assert second[:3] == (3, "Rôle", "Professeur de danse")
    assert second[3].startswith(
        "un rôle qu’a une forme d’épreuve\u202f: Professeur d’économie et gestion, Professeur de sciences et"
        " techniques industrielles, Professionnel, "
    )


@given(st.text(max_size=80), st.sampled_from(Pasted))
def test_nothing_pasted_is_a_fault_of_ours(text: str, pasted: Pasted) -> None:
    try:
        done = taken_in(Timetable(), pasted, text, FORMS, 2027)
    except PasteFaults as why:
        found = why.faults
    else:
        found = ()
        assert done.after != Timetable()
    assert all(each.expected for each in found)
