"""What can't be is told beside its field as soon as the field is left; a candidate added by mistake goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.form import LimitKind
from btstc_jury.ui.candidates.day_acts import WithdrawalDialog
from btstc_jury.ui.candidates.day_page import DayPage
from tests.ui.candidates.conftest import CTRL, Day
from tests.ui.candidates.test_candidate_dialog import choose
from tests.ui.conftest import Show
from tests.ui.finding import button, called, dialog, fill, press, words


def add(page: DayPage) -> QWidget:
    press(page, Qt.Key.Key_I, CTRL)
    return dialog(page)


def identify(opened: QWidget, number: str, last: str = "Nguyen", first: str = "Paul") -> None:
    fill(opened, "Numéro", number)
    fill(opened, "Nom", last)
    fill(opened, "Prénoms", first)


def said(opened: QWidget, field: str) -> str:
    return called(opened, field).accessibleDescription()


def test_the_number_of_another_person_is_told_on_leaving_the_field_and_refused(day: Day, show: Show) -> None:
    day.plan("Moreau")
    opened = add(show(day.conductor))
    identify(opened, "0213456789")
    press(opened, Qt.Key.Key_Tab)
    assert "Ce numéro est celui de MOREAU Anaïs" in said(opened, "Numéro")
    fill(opened, "Heure", "16:30")
    press(opened, Qt.Key.Key_Return)
    assert called(opened, "Numéro").hasFocus()
    assert len(day.office.file.index.all()) == 1
    fill(opened, "Numéro", "0213456790")
    press(opened, Qt.Key.Key_Return)
    assert len(day.office.file.index.all()) == 2


def test_the_same_person_in_another_encoding_is_taken(day: Day, show: Show) -> None:
    day.plan("Moreau-Lefèbvre")
    opened = add(show(day.conductor))
    identify(opened, "0213456789", "Moreau-Lefe\u0300bvre", "Anai\u0308s")
    fill(opened, "Heure", "17:00")
    press(opened, Qt.Key.Key_Return)
    assert [each.last_name for each in day.office.file.index.all()] == ["Moreau-Lefèbvre"] * 2


def test_two_orals_at_one_time_are_told_and_taken_when_it_is_meant(day: Day, show: Show) -> None:
    day.plan("Moreau", "14:00")
    opened = add(show(day.conductor))
    identify(opened, "0213456790")
    fill(opened, "Heure", "14:00")
    press(opened, Qt.Key.Key_Tab)
    assert "La commission entend déjà MOREAU Anaïs à 14\u202fh\u202f00." in said(opened, "Heure")
    press(opened, Qt.Key.Key_Return)
    assert len(day.office.file.index.all()) == 1
    assert called(opened, "Heure").hasFocus()
    assert "Enregistrez encore" in said(opened, "Heure")
    press(opened, Qt.Key.Key_Return)
    assert len(day.office.file.index.all()) == 2


def test_nothing_is_said_of_the_hour_taken_beside_the_one_proposed_next(day: Day, show: Show) -> None:
    day.plan("Moreau", "14:00")
    opened = add(show(day.conductor))
    identify(opened, "0213456790")
    fill(opened, "Heure", "14:00")
    for _ in range(2):
        press(opened, Qt.Key.Key_Return, CTRL)
    assert len(day.office.file.index.all()) == 2
    assert called(opened, "Heure").property("text") == "15:00"
    assert "entend déjà" not in said(opened, "Heure")
    assert "entend déjà" not in words(opened)


def test_the_hour_proposed_is_one_at_which_nobody_else_is_heard(day: Day, show: Show) -> None:
    day.plan("Moreau", "15:10")
    opened = add(show(day.conductor))
    identify(opened, "0213456790")
    fill(opened, "Heure", "14:00")
    press(opened, Qt.Key.Key_Return, CTRL)
    assert len(day.office.file.index.all()) == 2
    assert called(opened, "Heure").property("text") > "15:10"
    assert "entend déjà" not in words(opened)
    identify(opened, "0213456791", "Petit")
    press(opened, Qt.Key.Key_Return)
    assert len(day.office.file.index.all()) == 3


def test_after_a_third_more_time_the_next_hour_proposed_is_free(day: Day, show: Show) -> None:
    day.plan("Moreau", "14:00", accommodation=Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD))
    opened = add(show(day.conductor))
    press(opened, Qt.Key.Key_Tab)
    proposed = str(called(opened, "Heure").property("text"))
    assert "entend déjà" not in words(opened)
    identify(opened, "0213456790")
    fill(opened, "Heure", "14:50")
    press(opened, Qt.Key.Key_Tab)
    hour = proposed.replace(":", "\u202fh\u202f")
    assert f"Première heure libre\u202f: {hour}." in said(opened, "Heure")


def test_a_day_that_does_not_exist_is_told_on_leaving_the_field(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    fill(opened, "Date", "31/02/2027")
    press(opened, Qt.Key.Key_Tab)
    assert said(opened, "Date") == "Le 31/02 n’existe pas\u202f: février 2027 a 28 jours."
    fill(opened, "Naissance", "31/04/2006")
    press(opened, Qt.Key.Key_Tab)
    assert said(opened, "Naissance") == "Le 31/04 n’existe pas\u202f: avril 2006 a 30 jours."


def paste(opened: QWidget, field: str, text: str) -> str:
    """What the field then holds."""
    QGuiApplication.clipboard().setText(text)
    fill(opened, field, "")
    press(opened, Qt.Key.Key_V, CTRL)
    return str(called(opened, field).property("text"))


def test_a_long_paste_is_kept_whole_and_refused_with_the_count(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    identify(opened, "0213456790")
    assert paste(opened, "Nom", "é" * 1203) == "é" * 1203
    assert "1\u202f203 / 200 caractères" in said(opened, "Nom")
    press(opened, Qt.Key.Key_Return)
    assert day.office.file.index.all() == ()
    assert called(opened, "Nom").hasFocus()
    fill(opened, "Nom", "Nguyen")
    assert said(opened, "Nom") == ""


def test_tabs_and_line_ends_of_a_paste_are_spaces_and_can_be_undone(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    fill(opened, "Nom", "Mo")
    QGuiApplication.clipboard().setText("reau\tde\r\nBrie")
    press(opened, Qt.Key.Key_V, CTRL)
    assert called(opened, "Nom").property("text") == "Moreau de Brie"
    press(opened, Qt.Key.Key_Z, CTRL)
    assert called(opened, "Nom").property("text") == "Mo"


def test_what_nobody_would_see_is_refused_in_words(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    identify(opened, "0213456790")
    for hidden in ("\x00", "\x07", "\u202e", "\u200f"):
        paste(opened, "Nom", f"Ngu{hidden}yen")
        assert f"U+{ord(hidden):04X}" in said(opened, "Nom"), repr(hidden)
        press(opened, Qt.Key.Key_Return)
    assert day.office.file.index.all() == ()


def acts(page: DayPage) -> dict[str, QAction]:
    return {each.text(): each for each in page.actions()}


def test_a_candidate_added_by_mistake_goes_with_a_reason_and_comes_back(day: Day, show: Show) -> None:
    day.plan("Moreau", "14:00")
    twice = day.plan("Moreau", "15:00")
    page = show(day.conductor)
    page.select(twice)
    page._acts.withdraw(twice)
    opened = dialog(page)
    assert isinstance(opened, WithdrawalDialog)
    press(opened, Qt.Key.Key_Return)
    assert "Indiquez le motif" in words(opened)
    fill(opened, "Motif du retrait", "inscrit deux fois")
    press(opened, Qt.Key.Key_Return)
    assert [each.oral for each in day.office.file.index.search("moreau", 9)] == [1]
    assert day.office.history(twice).entries[-1].event == ev.Withdrawn("inscrit deux fois")
    again = acts(page)["Candidats retirés…"]
    assert again.isVisible()
    again.trigger()
    menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
    (line,) = menu.actions()
    assert "MOREAU Anaïs" in line.text()
    line.trigger()
    menu.close()
    assert len(day.office.file.index.search("moreau", 9)) == 2
    assert not again.isVisible()


def test_the_menu_of_a_row_offers_it_as_long_as_nothing_has_begun(day: Day, show: Show) -> None:
    first, second = day.plan("Moreau", "14:00"), day.plan("Nguyen", "15:00")
    day.conduct(second, "running")
    page = show(day.conductor)
    for oral, offered in ((first, True), (second, False)):
        page.select(oral)
        page._menu(page.rows.list.visualRect(page.rows.list.currentIndex()).center())
        menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
        assert ("Retirer de la liste…" in [each.text() for each in menu.actions()]) is offered
        menu.close()


def test_the_last_candidate_withdrawn_can_still_come_back(day: Day, show: Show) -> None:
    only = day.plan("Moreau")
    page = show(day.conductor)
    day.conductor.act(only, ev.Withdrawn("erreur"))
    assert acts(page)["Candidats retirés…"].isVisible()
    assert button(page, "Candidats retirés…").isVisible()


def test_the_form_chosen_shows_all_its_parts_and_times(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    for key in day.office.library.keys():  # noqa: SIM118 - a port, not a mapping
        form = day.office.library.get(key)
        choose(opened, "Forme d’épreuve", form.name)
        told = words(opened).split("\n")
        assert {phase.short for phase in form.phases} <= set(told), form.name
        assert {"Préparation", "Total de l’interrogation"} <= set(told), form.name
        if any(phase.limit is LimitKind.REMAINDER for phase in form.phases):
            assert "ce qui reste du total" in told
