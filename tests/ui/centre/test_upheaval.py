"""« Absence, retard… »: chosen by keys, looked at before anything is written, then applied or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event as Flag

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from btstc_jury.application.centre.placing import SolverStopped
from btstc_jury.application.centre.placing_problem import Found, SolverAnswer, SolverNews, SolverQuestion
from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.application.centre.receipts import Deposit
from btstc_jury.domain.centre.collected import SentFile
from btstc_jury.domain.centre.reprinting import as_printed
from btstc_jury.domain.centre.timetable import SlotKey, SlotState, Timetable, Wish
from btstc_jury.ui.centre.setup_dialog import SetupDialog
from btstc_jury.ui.centre.upheaval_dialog import Event, UpheavalDialog
from btstc_jury.ui.centre.wishes_dialog import WishesDialog
from btstc_jury.ui.theme.theme import Theme
from tests.accessibility.tree import problems
from tests.centres import at, picture_day
from tests.ui.centre.test_setup import Office, choose
from tests.ui.finding import button, called, click, fill, press, words
from tests.ui.hands import Hands
from tests.ui.pictures import taken

KEYS = Qt.Key
AFTERNOON = [SlotKey(candidate, "E4") for candidate in (4, 5, 6)]
"""FAURE, GARNIER and HAMEL, before commission 1."""


@dataclass
class HeldSolver:
    """Answers what it was given to begin with. ``waits``: until it isn't wanted."""

    installed: bool = True
    error: Exception | None = None
    waits: bool = False
    asked: list[SolverQuestion] = field(default_factory=list)

    def solve(
        self, question: SolverQuestion, heard: Callable[[SolverNews], object], wanted: Callable[[], bool]
    ) -> SolverAnswer | None:
        self.asked.append(question)
        heard(SolverNews(len(question.hint), 120))
        while self.waits and wanted():
            Flag().wait(0.005)
        if self.error is not None:
            raise self.error
        return SolverAnswer(Found.PLAN, question.hint) if wanted() else None


def printed_day() -> Timetable:
    day = picture_day()
    return replace(day, printed={key: as_printed(day, each) for key, each in day.slots.items()})


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Office:
    return Office(qtbot, theme, printed_day())


def ask(
    office: Office,
    event: Event = Event.JUROR,
    identity: int = 0,
    solver: HeldSolver | None = None,
    hour: str = "12h10",
) -> UpheavalDialog:
    """On the Tuesday of the picture, at that hour."""
    shown = UpheavalDialog(
        office.theme,
        office.presenter,
        solver or HeldSolver(installed=False),
        office.window,
        event,
        identity,
    )
    shown.ask()
    assert QTest.qWaitForWindowActive(shown)
    fill(shown, "Il est, jour", "18/05")
    fill(shown, "Il est, heure", hour)
    return shown


def rows(dialog: UpheavalDialog) -> list[str]:
    found = []
    for place in range(dialog.table.topLevelItemCount()):
        item = dialog.table.topLevelItem(place)
        assert item is not None
        found.append(
            " | ".join(item.text(column) for column in range(5)).replace("\u202f", " ").replace("\u00a0", " ")
        )
    return found


def away(dialog: UpheavalDialog, begins: str, ends: str) -> None:
    fill(dialog, "Jour", "18/05")
    fill(dialog, "De", begins)
    fill(dialog, "Jusqu’à", ends)


def test_a_juror_who_falls_ill_at_noon(office: Office) -> None:
    before = office.timetable
    dialog = ask(office, identity=3)
    assert "Siège\u202f: commission 1." in words(dialog)
    away(dialog, "12h", "18h")
    press(dialog, KEYS.Key_Return)
    told = rows(dialog)
    assert len(told) == 3
    assert told[0].startswith("FAURE Léo, E4 | mardi 18 mai à ")
    assert "commission 2" in told[0]
    assert "14 h 20" in told[0]
    assert "le candidat" in told[0]
    assert told[0].endswith("à réimprimer")
    assert "Absence de Mme Weiss, mardi 18 mai de 12 h 00 à 18 h 00" in words(dialog).replace("\u202f", " ")
    # Nothing is written before it is applied.
    assert office.timetable == before
    press(dialog, KEYS.Key_Return)
    after = office.timetable
    assert not dialog.isVisible()
    assert all(after.slots[each].commission == 2 for each in AFTERNOON if each in after.slots)
    assert after.slots[SlotKey(1, "E4")].state is SlotState.BEGUN
    assert office.file.acts()[-1].words.startswith("Absence de Mme Weiss")
    assert office.presenter.undo()
    assert office.timetable == before


def test_what_gets_worse_and_files_to_make_again_are_in_the_preview(office: Office) -> None:
    day = office.timetable
    orals = dict(enumerate((SlotKey(7, "E4"), SlotKey(8, "E4"))))
    sent = SentFile("a" * 32, 2, orals, "commission 2.btsjury", 1, "")
    office.file.collection.keep(Deposit(CentreAct(1, "Alix", "Fichier préparé"), sent=(sent,)))
    avoids = {each.candidate: Wish(each.candidate, avoids=(1,)) for each in AFTERNOON}
    assert office.presenter.replan(replace(day, wishes=avoids), "À éviter")
    dialog = ask(office, identity=3)
    away(dialog, "12h", "18h")
    press(dialog, KEYS.Key_Return)
    said = words(dialog)
    assert "FAURE Léo devant Mme Okoye, à éviter (règle souple)." in said
    assert "Fichier à refaire\u202f: commission 2." in said


def test_who_is_preparing_is_named_before_his_turn_goes(office: Office) -> None:
    dialog = ask(office, identity=3, hour="13h40")
    away(dialog, "14h", "15h")
    press(dialog, KEYS.Key_Return)
    assert (
        "Préparation déjà commencée, sujet connu : FAURE Léo (E4, depuis 13 h 30)."
        " Avant d’appliquer, voyez si l’interrogation peut seulement attendre."
    ) in plain(words(dialog))
    assert not office.file.acts()


def test_what_the_hour_alone_changes_is_in_the_preview(office: Office) -> None:
    dialog = ask(office, Event.ABSENT, 10, hour="11h15")
    press(dialog, KEYS.Key_Return)
    told = "À 11 h 15, {}."
    begun = [key for key, each in office.timetable.slots.items() if each.preparation <= at("11:15")]
    assert len(begun) > 1
    assert told.format(f"{len(begun)} interrogations seront marquées commencées") in plain(words(dialog))
    # The hour of before: nothing of it.
    fill(dialog, "Il est, heure", "7h00")
    press(dialog, KEYS.Key_Return)
    assert "commencée" not in words(dialog)
    fill(dialog, "Il est, heure", "11h15")
    press(dialog, KEYS.Key_Return)
    press(dialog, KEYS.Key_Return)
    after = office.timetable.slots
    assert {key for key, each in after.items() if each.state is SlotState.BEGUN} == {*begun}
    # They are known by now.
    again = ask(office, Event.ABSENT, 9, hour="11h15")
    press(again, KEYS.Key_Return)
    assert "commencée" not in words(again)


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_giving_up_writes_nothing(office: Office) -> None:
    dialog = ask(office, identity=3)
    away(dialog, "12h", "18h")
    press(dialog, KEYS.Key_Return)
    press(dialog, KEYS.Key_Escape)
    assert not dialog.isVisible()
    assert not office.file.acts()


def test_other_entries_ask_for_another_preview(office: Office) -> None:
    dialog = ask(office, identity=3)
    away(dialog, "12h", "18h")
    press(dialog, KEYS.Key_Return)
    assert dialog.found is not None
    click(button(dialog, "Quelqu’un le remplace, dès maintenant"))
    assert dialog.found is None
    click(button(dialog, "Voir ce qui change"))
    assert "Indiquez le nom du remplaçant." in words(dialog)
    choose(dialog, "Remplacé par", "Mme Weiss, Éco-gestion, Lycée du Parc")
    click(button(dialog, "Voir ce qui change"))
    assert "Choisissez quelqu’un d’autre." in words(dialog)
    choose(dialog, "Remplacé par", "Mme Adjani, Éco-gestion, Lycée Montaigne")
    click(button(dialog, "Voir ce qui change"))
    click(button(dialog, "Appliquer"))
    assert office.timetable.commissions[1].jurors == (5, 4)


def test_somebody_who_was_not_in_the_centre_replaces(office: Office) -> None:
    dialog = ask(office, identity=3)
    click(button(dialog, "Quelqu’un le remplace, dès maintenant"))
    fill(dialog, "Nom du remplaçant", "M. Neuf")
    press(dialog, KEYS.Key_Return)
    assert "Remplacement de Mme Weiss par M. Neuf" in words(dialog)
    press(dialog, KEYS.Key_Return)
    made = office.timetable.jurors[7]
    assert (made.name, made.role, made.school_code) == ("M. Neuf", office.timetable.jurors[3].role, "")
    assert office.timetable.commissions[1].jurors == (7, 4)


def test_faults_stand_at_their_fields(office: Office) -> None:
    dialog = ask(office, identity=3)
    away(dialog, "18h", "12h")
    press(dialog, KEYS.Key_Return)
    assert "une fin après 18\u202fh\u202f00" in words(dialog)
    assert dialog.focusWidget() is called(dialog, "Jusqu’à")
    fill(dialog, "Il est, heure", "midi")
    press(dialog, KEYS.Key_Return)
    assert dialog.focusWidget() is called(dialog, "Il est, heure")
    assert dialog.found is None


def test_a_candidate_is_late(office: Office) -> None:
    dialog = ask(office, Event.LATE, 4, hour="13h20")
    fill(dialog, "Là à partir de, jour", "18/05")
    fill(dialog, "Là à partir de, heure", "1530")
    press(dialog, KEYS.Key_Return)
    assert rows(dialog)[0].startswith("FAURE Léo, E4 | ")
    press(dialog, KEYS.Key_Return)
    slot = office.timetable.slots.get(AFTERNOON[0])
    assert slot is None or slot.preparation >= at("15:30")
    assert office.timetable.wishes[4].not_before == at("15:30")


def test_a_candidate_is_absent_from_one_exam(office: Office) -> None:
    dialog = ask(office, Event.ABSENT, 9, hour="07h30")
    choose(dialog, "Absent à", "E6")
    press(dialog, KEYS.Key_Return)
    press(dialog, KEYS.Key_Return)
    assert office.timetable.slots[SlotKey(9, "E6")].state is SlotState.ABSENT
    assert office.timetable.slots[SlotKey(9, "E4")].state is SlotState.PLANNED


def test_a_candidate_is_added(office: Office) -> None:
    dialog = ask(office, Event.ADDED, 1, hour="07h30")
    press(dialog, KEYS.Key_Return)
    assert "Cochez au moins une épreuve." in words(dialog)
    click(button(dialog, "E6"))
    press(dialog, KEYS.Key_Return)
    assert any(each.startswith("MOREAU Adèle, E6 | ") for each in rows(dialog))
    press(dialog, KEYS.Key_Return)
    assert office.timetable.slots[SlotKey(1, "E6")].commission == 3


def test_a_room_is_lost(office: Office) -> None:
    dialog = ask(office, Event.ROOM, 3, hour="13h10")
    press(dialog, KEYS.Key_Return)
    assert "Indiquez la nouvelle salle." in words(dialog)
    fill(dialog, "Nouvelle salle", "C09")
    press(dialog, KEYS.Key_Return)
    assert "salle C09" in rows(dialog)[0]
    press(dialog, KEYS.Key_Return)
    assert office.timetable.commissions[3].room == "C09"
    dialog = ask(office, Event.ROOM, 3, hour="13h10")
    click(button(dialog, "Aucune autre\u202f: elle s’arrête"))
    away(dialog, "13h15", "18h")
    press(dialog, KEYS.Key_Return)
    assert "sans place" in rows(dialog)[0]
    press(dialog, KEYS.Key_Return)
    assert office.timetable.commissions[3].lost
    assert SlotKey(13, "E6") not in office.timetable.slots


def test_a_room_to_prepare_in_is_another(office: Office) -> None:
    dialog = ask(office, Event.PREPARATION, 1, hour="13h10")
    fill(dialog, "Remplacée par", "D01")
    fill(dialog, "Places", "1")
    press(dialog, KEYS.Key_Return)
    assert rows(dialog)
    press(dialog, KEYS.Key_Return)
    assert (office.timetable.rooms[1].name, office.timetable.rooms[1].seats) == ("D01", 1)


def test_the_solver_looks_further_and_can_be_given_up(office: Office, qtbot: QtBot) -> None:
    solver = HeldSolver(waits=True)
    dialog = ask(office, identity=3, solver=solver)
    away(dialog, "12h", "18h")
    press(dialog, KEYS.Key_Return)
    shown = rows(dialog)
    click(button(dialog, "Chercher mieux…"))
    qtbot.waitUntil(lambda: bool(solver.asked))
    press(dialog, KEYS.Key_Escape)
    qtbot.waitUntil(dialog.go.isEnabled)
    assert dialog.isVisible()
    assert rows(dialog) == shown
    solver.waits = False
    click(button(dialog, "Chercher mieux…"))
    qtbot.waitUntil(dialog.go.isEnabled)
    # What has begun isn't asked for, what was placed by hand is as it was.
    click(button(dialog, "Appliquer"))
    assert office.timetable.commissions[1].lost
    assert not any(each.fixed for each in office.timetable.slots.values())


def test_a_solver_that_stops_is_told_and_the_preview_stays(office: Office, qtbot: QtBot) -> None:
    dialog = ask(office, identity=3, solver=HeldSolver(error=SolverStopped()))
    away(dialog, "12h", "18h")
    press(dialog, KEYS.Key_Return)
    shown = rows(dialog)
    click(button(dialog, "Chercher mieux…"))
    qtbot.waitUntil(dialog.go.isEnabled)
    assert rows(dialog) == shown
    assert "calcul" in words(dialog)


@pytest.mark.parametrize(("mode", "scale"), [("light", 1.0), ("dark", 1.5)])
def test_pictures(qtbot: QtBot, theme: Theme, mode: str, scale: float) -> None:
    theme.fit(QSize(1280, 720))
    theme.set(mode, scale)  # type: ignore[arg-type]
    office = Office(qtbot, theme, printed_day())
    for event in Event:
        dialog = ask(office, event, 1, HeldSolver())
        assert not problems(dialog)
        assert dialog.part.who.currentData() == 1
        assert taken(dialog, f"centre-imprévu-{event}-{mode}-{scale}") > 5
        dialog.reject()
    dialog = ask(office, Event.JUROR, 3, HeldSolver())
    away(dialog, "12h", "18h")
    press(dialog, KEYS.Key_Return)
    assert taken(dialog, f"centre-imprévu-aperçu-{mode}-{scale}") > 5


def test_the_pages_of_a_centre_lead_here(hands: Hands) -> None:
    """By the keys that their buttons show."""
    press(hands.window, KEYS.Key_Down)
    hands.key("Ctrl+K")
    wishes = hands.window.findChild(WishesDialog)
    assert wishes is not None
    assert wishes.windowTitle() == "Contraintes de BENALI Karim"
    wishes.reject()
    hands.key("Ctrl+2")
    hands.key("F6")
    setup = hands.window.findChild(SetupDialog)
    assert setup is not None
    assert setup.isVisible()
    setup.accept()
    hands.key("F7")
    upheaval = hands.window.findChild(UpheavalDialog)
    assert upheaval is not None
    assert "Il n’y a personne à choisir." not in words(upheaval)
    press(upheaval, KEYS.Key_Return)
    assert "Il n’y a personne à choisir." in words(upheaval)
    upheaval.reject()
