"""What came of an attempt, in the window: moments by keys, levels, opinions alone, what is written."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import QPoint, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from btstc_jury.application.rehearsing import Setup, attempts_of, begin, grouped, set_up
from btstc_jury.domain import events as ev
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.rehearsal import Handling, Rehearsal
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.cases.preparation import ObserverSheetsDialog
from btstc_jury.ui.rehearsal.review_page import ReviewPage
from tests.attempts import CHARIOTS, play
from tests.documents.reading import page_texts
from tests.ui.hands import listed
from tests.ui.rehearsal.conftest import Teacher
from tests.ui.test_tab import check

KARIM = "1"
QUICK = 1.0
"""Seconds of the processor, whatever else the machine does; a third of it is usual."""


def played(teacher: Teacher, number: str = KARIM, listens: float = 130) -> int:
    """Another attempt of that student, over."""
    hands = teacher.hands
    office = hands.office
    oral, _ = set_up(office, Setup(number, "e4-ponctuel", CHARIOTS))
    list(begin(office, oral))
    running: list[object] = []

    def act(command: object) -> None:
        if type(command).__name__ != "Start":
            running.append(office.act(oral, command))  # type: ignore[arg-type]

    play(act, lambda seconds: hands.clock.advance(Duration.seconds(seconds)), office.now, listens=listens)
    return oral


@pytest.fixture
def reviewed(teacher: Teacher) -> Teacher:
    """Karim's first attempt, just over."""
    teacher.room.open(played(teacher))
    return teacher


def page(teacher: Teacher) -> ReviewPage:
    return teacher.room.review


def rehearsal(teacher: Teacher) -> Rehearsal:
    found = teacher.hands.office.oral(page(teacher).oral).rehearsal
    assert found is not None
    return found


def shown(teacher: Teacher) -> str:
    return teacher.hands.texts(page(teacher))


def test_it_shows_within_a_fraction_of_a_second(teacher: Teacher) -> None:
    oral = played(teacher)
    began = process_time()
    teacher.room.open(oral)
    page(teacher).grab()
    assert process_time() - began < QUICK


def test_keys_go_from_moment_to_moment_and_the_line_tells_each(reviewed: Teacher) -> None:
    hands, line = reviewed.hands, page(reviewed).timeline.line
    assert hands.at(line)
    assert "Votre prix est au-dessus du marché" in shown(reviewed)
    hands.key("Right")
    assert line.current is not None
    assert line.current.head == "L’étudiant coupe l’acheteur"
    hands.key("Right")
    assert "Objection B «\u202fJe ne connais pas votre service après-vente.\u202f»" in shown(reviewed)
    assert "éludée" in shown(reviewed)
    assert "Sort la fiche technique" in shown(reviewed)
    hands.key("End")
    assert line.current.head == "L’étudiant coupe l’acheteur" or line.current is not None
    assert "Conclut par un bon de commande rempli" in shown(reviewed)
    hands.key("Home")
    assert line.currentIndex().row() == 0
    hands.key("Left")
    assert line.currentIndex().row() == 0
    assert len(listed(line)) == 12
    assert listed(line)[4].startswith("2:14, ")


def test_a_click_takes_the_nearest_moment(reviewed: Teacher) -> None:
    line = page(reviewed).timeline.line
    place = line.model().index(6, 0)
    reviewed.hands.click(line.viewport(), line.visualRect(place).center())
    assert line.currentIndex() == place


def test_no_level_is_seen_before_the_student_gave_theirs(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.office.act(review.oral, ev.Rated(1, "TI"))
    review.presenter.repaint()
    assert review.levels.dots.isHidden()
    hands.key("F6")
    assert "Auto-évaluation de Karim" in shown(reviewed)
    assert hands.at(review.opinion.criteria)
    assert "TI" not in {line.split("— ")[-1] for line in listed(review.opinion.criteria)}
    assert review.opinion.criteria.current() == 1
    hands.write("TS")
    hands.key("Ctrl+R")
    assert rehearsal(reviewed).own is None
    assert "critères sans niveau (2, 3, " in shown(reviewed)
    hands.key("Ctrl+R")
    own = rehearsal(reviewed).own
    assert own is not None
    assert own.levels == {1: "TS"}
    assert review.levels.dots.isVisible()
    assert any("se voit 3 niveaux au-dessus" in each for each in listed(review.levels.dots))
    assert hands.at(review.timeline.line)


def test_levels_are_given_one_after_the_other_by_a_key_each(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.key("F6")
    first = review.opinion.criteria.current()
    hands.key("3")
    hands.key("2")
    assert list(review.opinion.levels.values()) == ["S", "I"]
    assert first == next(iter(review.opinion.levels))
    hands.key("Esc")
    assert "2 niveaux entrés seraient perdus" in shown(reviewed)
    hands.key("Esc")
    assert rehearsal(reviewed).own is None
    assert hands.at(review.timeline.line)


def test_a_level_may_take_its_time(reviewed: Teacher) -> None:
    hands, keys = reviewed.hands, page(reviewed).opinion.criteria.keys
    hands.key("F6")
    keys.lapse()
    assert not keys._patience.isActive()
    hands.key("Down")
    hands.key("Down")
    hands.key("Up")
    hands.key("1")
    hands.key("Backspace")
    hands.key("2")
    assert page(reviewed).opinion.levels == {2: "TI", 3: "I"}


def test_levels_are_typed_without_shift_and_by_letters_at_once(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.key("F6")
    hands.write("é&\"'à")
    assert review.opinion.levels == {1: "I", 2: "TI", 3: "S", 4: "TS", 5: "NE"}
    hands.write("tsine")
    assert review.opinion.levels == {
        1: "I",
        2: "TI",
        3: "S",
        4: "TS",
        5: "NE",
        6: "TS",
        7: "I",
        8: "NE",
    }
    hands.write("x")
    assert "« x » n’est pas un niveau" in shown(reviewed).replace("\u202f", " ")
    hands.write("4")
    assert review.opinion.levels[9] == "TS"


def test_an_opinion_that_is_not_given_holds_the_screen(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.key("F6")
    hands.key("3")
    hands.key("Alt+Left")
    assert hands.page is review
    assert "renoncez-y" in shown(reviewed)
    assert not review.flush()
    hands.key("Esc")
    hands.key("4")
    hands.key("Esc")
    assert len(review.opinion.levels) == 2
    hands.key("Esc")
    hands.key("Alt+Left")
    assert hands.page is reviewed.sessions


def test_observers_take_turns_and_see_nothing_of_each_other(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.key("F8")
    assert hands.at(review.opinion.name_line)
    hands.write("Inès")
    hands.key("Return")
    hands.key("4")
    hands.key("Ctrl+R")
    assert "Avis gardé\u202f: Inès" in shown(reviewed)
    assert hands.at(review.opinion.name_line)
    assert review.opinion.levels == {}
    hands.write("Tom")
    hands.key("Tab")
    hands.key("Space")
    hands.key("F8")
    hands.key("Tab")
    hands.key("3")
    hands.key("Ctrl+R")
    hands.key("Esc")
    seen = rehearsal(reviewed).observed
    assert {name: (tuple(each.levels.values()), each.on_paper) for name, each in seen.items()} == {
        "Inès": (("TS",), False),
        "Tom": (("S",), True),
    }


def test_an_observer_needs_a_name_and_a_level(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.key("F8")
    hands.key("Ctrl+R")
    assert "au moins un niveau" in shown(reviewed)
    hands.key("Return")
    hands.key("4")
    hands.key("Ctrl+R")
    assert rehearsal(reviewed).observed == {}
    assert hands.at(review.opinion.name_line)
    assert review.opinion.levels


def test_the_teacher_rates_afterwards_and_each_level_is_kept_at_once(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.key("F2")
    hands.key("3")
    hands.key("4")
    assert list(hands.office.oral(review.oral).ratings.values()) == ["S", "TS"]
    hands.key("Esc")
    hands.key("Ctrl+Z")
    assert list(hands.office.oral(review.oral).ratings.values()) == ["S"]


def test_a_mark_is_given_only_where_the_teacher_wants_one(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.key("F2")
    review.opinion.mark_line.setFocus()
    hands.write("21")
    hands.key("Return")
    assert rehearsal(reviewed).mark is None
    assert "20" in hands.texts(review.opinion)
    hands.key("Ctrl+A")
    hands.write("12,5")
    hands.key("Return")
    assert rehearsal(reviewed).mark == Decimal("12.5")
    review.opinion.leave.click()
    hands.wait(lambda: "d’entraînement, jamais d’examen" in shown(reviewed))
    hands.key("F2")
    assert review.opinion.mark_line.text() == "12,5"


def test_a_whole_paper_sheet_takes_a_name_and_a_key_a_criterion(reviewed: Teacher) -> None:
    hands = reviewed.hands
    hands.key("F8")
    hands.write("Inès")
    hands.key("Return")
    hands.write("4321" * 4 + "0")
    hands.key("Ctrl+R")
    levels = rehearsal(reviewed).observed["Inès"].levels
    assert "".join(levels[number][0] for number in range(1, 18)) == "TSIT" * 4 + "N"


def test_the_end_is_taken_back_and_the_attempt_goes_on(reviewed: Teacher) -> None:
    hands = reviewed.hands
    oral = page(reviewed).oral
    hands.key("Ctrl+Z")
    assert hands.page is reviewed.live
    assert hands.office.oral(oral).stage is Stage.RUNNING


def test_what_is_proposed_is_edited_in_place(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    assert "Proposés d’après" in shown(reviewed)
    review.feedback.goals.editor.setFocus()
    hands.key("Ctrl+A")
    hands.write("Parler moins")
    assert review.flush()
    found = rehearsal(reviewed)
    assert found.goals == ("Parler moins",)
    assert found.strengths is not None
    assert len(found.strengths) == 3
    assert "Proposés d’après" not in shown(reviewed)
    review.timeline.line.setFocus()
    hands.key("Ctrl+Shift+R")
    assert rehearsal(reviewed).goals == (
        "Corriger\u202f: «\u202fSort la fiche technique, la laisse sur la table\u202f» (5:10)",
    )


def test_a_fourth_line_is_not_kept_and_stays_where_it_is(reviewed: Teacher) -> None:
    review = page(reviewed)
    review.feedback.goals.give_back("a\nb\nc\nd")
    assert not review.flush()
    assert rehearsal(reviewed).goals is None
    assert "3 lignes au plus" in shown(reviewed)
    review.feedback.goals.give_back("a\nb\nc")
    assert review.flush()


def test_it_is_projected_without_a_name_until_that_is_asked_for(reviewed: Teacher) -> None:
    hands = reviewed.hands
    page(reviewed).presenter.act(ev.TrainingMarkGiven(Decimal("11.5")))
    assert page(reviewed).view().mark == "11,5"
    hands.key("F5")
    projection = page(reviewed).projection
    assert projection is not None
    hands.qtbot.waitExposed(projection).__enter__()
    hands.qtbot.waitUntil(projection.card.line.hasFocus)
    told = hands.texts(projection)
    assert "BENALI" not in told.upper()
    assert "Karim" not in told
    assert "11,5" not in told
    assert "ENTRAÎNEMENT" in told
    assert not [each.text() for each in projection.card.ways.values() if each.isVisible()]
    told += "".join(listed(projection.card.line))
    assert "service après-vente" in told
    for written in (
        "Sort la fiche technique",
        "Reformule avant d’annoncer",
        "Quel délai réel",
        "Conclut par",
    ):
        assert written in "".join(listed(page(reviewed).timeline.line))
        assert written not in told
    before = projection.card.line.currentIndex().row()
    hands.key("Right")
    assert projection.card.line.currentIndex().row() == before + 1
    hands.key("P")
    assert "Karim" in hands.texts(projection)
    assert "11,5" not in hands.texts(projection)
    hands.key("Esc")
    hands.qtbot.waitUntil(lambda: page(reviewed).projection is None)


def test_what_is_projected_goes_with_its_page(reviewed: Teacher) -> None:
    hands = reviewed.hands
    hands.key("F5")
    assert page(reviewed).projection is not None
    hands.workspace.show_day()
    hands.qtbot.waitUntil(lambda: page(reviewed).projection is None)


def test_the_second_attempt_is_told_beside_the_first(reviewed: Teacher) -> None:
    reviewed.room.open(played(reviewed, listens=0))
    told = shown(reviewed)
    assert "Différence avec le 1er essai" in told
    assert "Parole\u202f: 51\u202f% → 65\u202f%" in told
    assert "2e essai" in told
    assert len(attempts_of(reviewed.hands.office, KARIM)) == 2
    assert set(grouped(reviewed.hands.office)) == {"1", "2"}


def test_the_sheet_is_saved_by_a_key(reviewed: Teacher, hands_saves: list[str]) -> None:
    reviewed.hands.key("Ctrl+S")
    reviewed.hands.qtbot.waitUntil(lambda: bool(hands_saves))
    assert hands_saves == ["Fiche de retour BENALI Karim essai 1.pdf"]
    assert "Aucun objectif n’est écrit" not in shown(reviewed)
    QThreadPool.globalInstance().waitForDone()


def test_a_sheet_without_a_goal_is_saved_and_said_to_have_none(
    reviewed: Teacher, hands_saves: list[str]
) -> None:
    review = page(reviewed)
    review.feedback.goals.give_back("")
    reviewed.hands.key("Ctrl+S")
    reviewed.hands.qtbot.waitUntil(lambda: bool(hands_saves))
    assert "Aucun objectif n’est écrit" in shown(reviewed)
    QThreadPool.globalInstance().waitForDone()
    review.feedback.goals.give_back("Reformuler")
    reviewed.hands.key("Ctrl+S")
    reviewed.hands.qtbot.waitUntil(lambda: len(hands_saves) == 2)
    assert "Aucun objectif n’est écrit" not in shown(reviewed)
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def hands_saves(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that are proposed."""
    asked: list[str] = []
    monkeypatch.setattr(
        "btstc_jury.ui.rehearsal.saving.ask_where",
        lambda _page, _title, _kind, proposed, _chosen, **_how: asked.append(proposed.name),
    )
    return asked


def test_tab_reaches_everything(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.office.act(review.oral, ev.Rated(1, "S"))
    review._reveal()
    check(hands, review, 10)
    review.timeline.line.setFocus()
    hands.key("F8")
    check(hands, review.opinion, 5)
    hands.key("Esc")
    hands.key("F7")
    check(hands, reviewed.room.progress, 4)
    hands.key("F8")
    check(hands, reviewed.room.progress, 3)


def test_in_a_small_window_a_moment_brings_its_words_into_sight(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.window.resize(960, 490)
    QApplication.processEvents()
    hands.key("Right")
    QApplication.processEvents()
    told, view = review.timeline.told, review._content.viewport()
    assert told.mapTo(view, told.rect().bottomLeft()).y() <= view.height()


def test_the_levels_scroll_with_their_page_which_follows_the_keys(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.window.resize(960, 490)
    hands.click(review.levels.reveal)
    QApplication.processEvents()
    dots, view = review.levels.dots, review._content.viewport()
    assert dots.verticalScrollBar().maximum() == 0
    dots.setFocus()
    hands.key("End")
    QApplication.processEvents()
    last = dots.visualRect(dots.currentIndex())
    assert dots.currentIndex().row() == dots.model().rowCount() - 1
    assert view.rect().contains(dots.viewport().mapTo(view, last.center()))


def test_nothing_of_the_teachers_levels_stays_on_the_observers_screen(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.key("F2")
    number = review.opinion.criteria.current()
    assert number is not None
    hands.key("1")
    assert hands.office.oral(review.oral).ratings == {number: "TI"}
    for voice in ("F8", "F6"):
        hands.key(voice)
        told = hands.window.bench.shell.notices.text()
        assert "TI" not in hands.texts(hands.window).split()
        assert " TI" not in told
        assert "n°" not in told
        hands.key("Ctrl+Z")
        assert hands.office.oral(review.oral).ratings == {number: "TI"}
        hands.key("Esc")
    hands.key("Ctrl+Z")
    assert hands.office.oral(review.oral).ratings == {}
    hands.office.act(review.oral, ev.TrainingMarkGiven(Decimal(7)))
    hands.key("Ctrl+Z")
    assert hands.window.bench.shell.notices.text() == "Annulé\u202f: note d’entraînement"


def test_sheets_for_observers_are_printed_from_the_sessions_and_the_review(
    reviewed: Teacher, tmp_path: Path
) -> None:
    hands = reviewed.hands
    for back in (False, True):
        if back:
            hands.key("Alt+Left")
            assert hands.page is reviewed.sessions
        hands.key("Ctrl+Shift+E")
        dialog = reviewed.dialog()
        assert isinstance(dialog, ObserverSheetsDialog)
        assert hands.at(dialog.count)
        hands.key("Up")
        hands.key("Up")
        hands.wait(partial(_has_pages, dialog, 3))
        # Only the pages scroll.
        assert not dialog._scroll.verticalScrollBar().isVisible()
        dialog.save_to(str(tmp_path / "feuilles.pdf"))
        assert "Enregistré" in hands.texts(dialog)
        assert len(page_texts((tmp_path / "feuilles.pdf").read_bytes())) == 3
        assert dialog.printing.isEnabled()
        dialog.reject()
        hands.window.activateWindow()
        hands.wait(hands.window.isActiveWindow)


def _has_pages(dialog: ObserverSheetsDialog, count: int) -> bool:
    return dialog.pages == count


def test_an_objection_is_rated_afterwards_too(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.office.act(review.oral, ev.ObjectionHandled(0, None))
    review.presenter.repaint()
    hands.key("Home")
    moment = review.timeline.line.current
    while moment is not None and moment.objection != 0:
        hands.key("Right")
        moment = review.timeline.line.current
    assert "à apprécier" in shown(reviewed)
    hands.key("3")
    assert rehearsal(reviewed).thrown[0].handling is Handling.TURNED
    assert "retournée" in shown(reviewed)
    hands.click(review.timeline.ways[Handling.EVADED])
    assert rehearsal(reviewed).thrown[0].handling is Handling.EVADED
    assert hands.at(review.timeline.line)
    hands.key("Home")
    hands.key("2")
    assert review.timeline.ways[Handling.EVADED].isHidden()
    assert rehearsal(reviewed).thrown[0].handling is Handling.EVADED


def test_a_fourth_goal_is_refused_where_it_is_seen(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    review.feedback.goals.editor.setPlainText("un\ndeux\ntrois\nquatre")
    hands.key("Ctrl+S")
    told = review._told
    assert not told.isHidden()
    assert told.mapTo(review, told.rect().bottomLeft()).y() <= review.height()
    assert "3 lignes au plus" in told.text()
    review.feedback.goals.editor.setPlainText("un\ndeux")
    assert review.flush()
    assert told.isHidden()


def test_the_observer_is_chosen_from_the_class_by_keys(reviewed: Teacher) -> None:
    hands, review = reviewed.hands, page(reviewed)
    hands.key("F8")
    hands.key("Down")
    popup = review.opinion.name_line.completer().popup()
    assert popup is not None
    hands.wait(popup.isVisible)
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == ["MOREAU Anaïs"]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert review.opinion.name_line.text() == "MOREAU Anaïs"
    assert review.opinion.name_line.width() >= review.opinion.name_line.fontMetrics().averageCharWidth() * 35


@pytest.mark.parametrize("typed", ["anais", "MOREAU A", "ANAÏ", "moreau-an"])
def test_the_observer_is_found_whatever_the_case_and_the_accents(reviewed: Teacher, typed: str) -> None:
    hands, line = reviewed.hands, page(reviewed).opinion.name_line
    hands.key("F8")
    hands.write(typed)
    popup = line.completer().popup()
    assert popup is not None
    hands.wait(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "MOREAU Anaïs"


def test_the_keys_are_where_the_mouse_says(reviewed: Teacher) -> None:
    hands, sheet = reviewed.hands, page(reviewed).opinion
    hands.key("F8")
    hands.write("Inès")
    hands.click(sheet.paper, QPoint(8, sheet.paper.height() // 2))
    assert sheet.paper.isChecked()
    assert hands.at(sheet.name_line)
    rows = sheet.criteria
    hands.click(rows.viewport(), rows.visualRect(rows.model().index(2, 0)).center())
    assert hands.at(rows)
    chosen = rows.current()
    assert chosen is not None
    hands.key("3")
    assert sheet.levels == {chosen: "S"}
    sheet.name_line.setFocus()
    following = rows.current()
    assert following is not None
    given = rows.current_levels()
    assert given is not None
    hands.click(rows.viewport(), given.places[0][1].center())
    hands.key("4")
    assert list(sheet.levels.values()) == ["S", "TI", "TS"]
    assert sheet.levels[following] == "TI"


def test_what_stands_beside_the_name_is_on_its_line(reviewed: Teacher) -> None:
    sheet = page(reviewed).opinion
    reviewed.hands.key("F8")
    middles = {
        each.mapTo(sheet, each.rect().center()).y() for each in (sheet.name_line, sheet.choose, sheet.paper)
    }
    assert max(middles) - min(middles) <= 2


def test_another_attempt_is_shown_from_its_beginning(reviewed: Teacher) -> None:
    reviewed.hands.window.resize(1000, 560)
    bar = page(reviewed)._content.verticalScrollBar()
    reviewed.hands.wait(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    reviewed.room.open(played(reviewed))
    assert bar.value() == 0
