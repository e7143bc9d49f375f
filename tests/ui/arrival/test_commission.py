"""Who sits, by keyboard, on the real screen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from btstc_jury.application.sessions import Desk
from btstc_jury.domain import events as ev
from btstc_jury.domain.commission import Role, Vacancy
from btstc_jury.domain.standing import Stage
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.ui.arrival.commission import CommissionSection
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


def section(hands: Hands) -> CommissionSection:
    return hands.live.arrival.commission


def stage(hands: Hands) -> Stage:
    return hands.oral.stage


def untick(hands: Hands, place: int) -> None:
    section(hands).rows[place].tick.setFocus()
    hands.key("Space")


def add(hands: Hands, name: str, seat: str) -> None:
    section(hands).add.setFocus()
    hands.key("Return")
    hands.write(name)
    hands.key("Tab")
    place = section(hands).seat.findText(seat)
    assert place >= 0
    hands.key("Home")
    hands.key("Down", place)
    hands.key("Return")


def test_a_replacement_added_on_the_spot_sits_in_the_professionals_seat(hands: Hands) -> None:
    untick(hands, 2)
    assert "Le professionnel est absent." in hands.texts(section(hands))
    add(hands, "Alix Fictif", "Professeur d’économie et gestion, remplaçant le professionnel")
    assert "Le professionnel est remplacé." in hands.texts(section(hands))
    assert not section(hands).vacancies
    hands.key("Ctrl+Return")
    added = hands.oral.jurors[-1]
    assert (added.name, added.role, added.replaces_professional) == ("Alix Fictif", Role.EG, True)
    assert stage(hands) is Stage.RUNNING
    assert hands.oral.proceedings.vacancies == ()


def test_a_member_added_on_the_spot_is_kept_before_the_oral_opens(
    hands: Hands, desk: Desk, path: Path
) -> None:
    untick(hands, 1)
    section(hands).vacancies[Role.STI].president.setFocus()
    hands.write("Mme Présidente")
    untick(hands, 2)
    add(hands, "Alix Fictif", "Professeur d’économie et gestion, remplaçant le professionnel")
    assert stage(hands) is Stage.PLANNED
    kept = hands.office.file.session().jurors[-1]
    assert (kept.name, kept.role, kept.replaces_professional) == ("Alix Fictif", Role.EG, True)
    assert [row.ticked() for row in section(hands).rows] == [True, False, False, True]
    assert section(hands).vacancies[Role.STI].president.text() == "Mme Présidente"
    assert hands.at(section(hands).rows[-1].tick)
    second, _ = hands.office.plan(hands.oral.plan, "e4-ponctuel")
    hands.day()
    hands.workspace.open_oral(second)
    proposed = [(row.juror.name, row.ticked()) for row in section(hands).rows]
    assert proposed[2:] == [("Claude Fictif", True), ("Alix Fictif", False)]


def test_a_member_added_is_there_after_a_crash(hands: Hands, tmp_path: Path) -> None:
    add(hands, "Alix Fictif", "Professeur de sciences et techniques industrielles")
    copy = tmp_path / "apres-la-panne.btsjury"
    with closing(sqlite3.connect(hands.office.file.path)) as found, closing(sqlite3.connect(copy)) as kept:
        found.backup(kept)
    again = SqliteExamFiles().open(copy)
    try:
        assert again.session().jurors[-1].name == "Alix Fictif"
    finally:
        again.close()


def test_the_replacement_is_what_a_commission_without_a_professional_is_offered(hands: Hands) -> None:
    untick(hands, 2)
    section(hands).add.setFocus()
    hands.key("Return")
    assert section(hands).seat.currentText().endswith("remplaçant le professionnel")


def test_a_second_professor_of_the_session_may_take_the_seat(hands: Hands) -> None:
    untick(hands, 2)
    add(hands, "Alix Fictif", "Professeur d’économie et gestion")
    surplus = "une seule siège comme professeur d’économie et gestion"
    assert surplus in hands.texts(section(hands))
    row = section(hands).rows[-1]
    assert row.replaces.isVisible()
    row.replaces.setFocus()
    hands.key("Space")
    assert "Le professionnel est remplacé." in hands.texts(section(hands))
    hands.key("Ctrl+Return")
    assert hands.oral.jurors[-1].replaces_professional


def test_an_empty_seat_asks_for_the_presidents_decision(hands: Hands) -> None:
    untick(hands, 1)
    assert "L’arrêté ne règle pas ce cas" in hands.texts(section(hands))
    hands.key("Ctrl+Return")
    assert stage(hands) is Stage.PLANNED
    assert "Une place est vide" in hands.window.notices.text()
    form = section(hands).vacancies[Role.STI]
    assert hands.at(form.president)
    assert hands.texts(section(hands)).count("À remplir avant de commencer.") == 2
    hands.write("Mme Présidente")
    assert hands.texts(section(hands)).count("À remplir avant de commencer.") == 1
    hands.key("Ctrl+Return")
    assert stage(hands) is Stage.PLANNED
    assert hands.at(form.reason)
    hands.write("siège sans STI, intempéries")
    hands.key("Ctrl+Return")
    assert stage(hands) is Stage.RUNNING
    vacancy = Vacancy(Role.STI, "Mme Présidente", "siège sans STI, intempéries")
    assert hands.oral.proceedings.vacancies == (vacancy,)


def test_a_decision_typed_stays_while_the_seat_is_taken_and_left(hands: Hands) -> None:
    untick(hands, 1)
    section(hands).vacancies[Role.STI].president.setFocus()
    hands.write("Mme Présidente")
    untick(hands, 1)
    assert not section(hands).vacancies
    assert "n’est plus demandée" in hands.texts(section(hands))
    untick(hands, 1)
    assert "n’est plus demandée" not in hands.texts(section(hands))
    assert section(hands).vacancies[Role.STI].president.text() == "Mme Présidente"


def test_nobody_ticked_is_told_and_no_decision_is_asked_for(hands: Hands) -> None:
    """The start would refuse it, whatever was decided."""
    for place in range(3):
        untick(hands, place)
    assert "Personne ne siège\u202f: il faut au moins un membre." in hands.texts(section(hands))
    assert not section(hands).vacancies
    hands.key("Ctrl+Return")
    assert stage(hands) is Stage.PLANNED
    assert "au moins un membre" in hands.window.notices.text()


def test_tab_goes_from_member_to_member_then_to_their_decision_and_the_next_member(hands: Hands) -> None:
    untick(hands, 1)
    rows, (form,) = section(hands).rows, section(hands).vacancies.values()
    rows[0].tick.setFocus()
    for following in (rows[1].tick, rows[2].tick, form.president, form.reason, section(hands).add):
        hands.key("Tab")
        assert hands.at(following)
    for before in (form.reason, form.president, rows[2].tick, rows[1].tick, rows[0].tick):
        hands.key("Shift+Tab")
        assert hands.at(before)
    hands.key("Shift+Tab")
    assert not section(hands).isAncestorOf(hands.focus), "what stands above comes before"


def test_two_teachers_conduct_an_e6_alone(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    make_file(desk, path, ("e6-ponctuel",))
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    untick(hands, 2)
    assert "les deux enseignants conduiront seuls l’interrogation" in hands.texts(section(hands))
    assert section(hands).seat.findText("Professeur d’économie et gestion, remplaçant le professionnel") < 0
    hands.key("Ctrl+Return")
    assert [juror.role for juror in hands.oral.jurors] == [Role.EG, Role.STI]
    assert stage(hands) is Stage.RUNNING


def test_the_next_oral_begins_with_the_commission_of_the_one_before(hands: Hands) -> None:
    first = hands.live.oral
    second, _ = hands.office.plan(hands.oral.plan, "e4-ponctuel")
    untick(hands, 2)
    add(hands, "Alix Fictif", "Professeur d’économie et gestion, remplaçant le professionnel")
    hands.key("Ctrl+Return")
    hands.office.act(first, ev.Ended())
    hands.day()
    hands.workspace.open_oral(second)
    assert [(row.juror.name, row.ticked()) for row in section(hands).rows] == [
        ("Camille Fictif", True),
        ("Dominique Fictif", True),
        ("Claude Fictif", False),
        ("Alix Fictif", True),
    ]
    assert "Comme pour MOREAU-LEFEBVRE" in hands.texts(section(hands))


def test_a_decision_taken_over_from_the_oral_before_is_told_where_the_panel_begins(hands: Hands) -> None:
    """Its fields are out of sight there, and the start would record it unseen."""
    first = hands.live.oral
    second, _ = hands.office.plan(hands.oral.plan, "e4-ponctuel")
    untick(hands, 1)
    section(hands).vacancies[Role.STI].president.setFocus()
    hands.write("Mme Présidente")
    hands.key("Tab")
    hands.write("siège sans STI, intempéries")
    ready = hands.live.arrival.ready
    assert "Place vide comme à" not in ready.text(), "it is typed here, nothing is taken over"
    hands.key("Ctrl+Return")
    hands.office.act(first, ev.Ended())
    hands.day()
    hands.workspace.open_oral(second)
    seat = "professeur de sciences et techniques industrielles, décision de Mme Présidente"
    assert f"Place vide comme à l’interrogation précédente\u202f: {seat}." in ready.text()
    assert not ready.visibleRegion().isEmpty()
    untick(hands, 1)
    assert "Place vide comme à" not in ready.text()


def test_a_member_without_a_name_is_not_added(hands: Hands) -> None:
    section(hands).add.setFocus()
    hands.key("Return")
    hands.key("Return")
    assert "À remplir." in hands.texts(section(hands))
    assert len(section(hands).rows) == 3
    hands.key("Escape")
    assert not section(hands).member_form.isVisible()


def test_another_quality_is_written_over_the_last_line(hands: Hands) -> None:
    """A role is a word of the form, or one's own."""
    added = section(hands)
    hands.click(added.add)
    hands.write("Dominique Essai")
    seat = added.seat
    seat.setFocus()
    seat.setCurrentIndex(seat.count() - 1)
    seat.activated.emit(seat.count() - 1)
    hands.write("Professeur de lettres")
    hands.key("Return", 2)
    assert hands.office.session.jurors[-1].role == "Professeur de lettres"
    assert added.seat.findText("Professeur de lettres") >= 0
