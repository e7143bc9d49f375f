"""An attempt played by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMenu

from btstc_jury.application.rehearsing import Setup, begin, grouped, set_up
from btstc_jury.application.views.rehearsal.feedback import feedback
from btstc_jury.application.views.rehearsal.review import measures
from btstc_jury.domain import events as ev
from btstc_jury.domain.case import Case, ObjectionKind
from btstc_jury.domain.rehearsal import Handling, Rehearsal, Scope, Speaker
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.acts import ACTS, Where
from btstc_jury.ui.digits import with_any_digit
from btstc_jury.ui.rehearsal.buyer_side import BuyerSide
from btstc_jury.ui.rehearsal.objections import ObjectionRows
from btstc_jury.ui.shortcuts import Keymap, same
from btstc_jury.ui.theme.tokens import SMALL
from tests.cases import case_folder
from tests.ui.rehearsal.conftest import Teacher


def rehearsal(teacher: Teacher) -> Rehearsal:
    found = teacher.state.rehearsal
    assert found is not None
    return found


def test_an_objection_is_thrown_by_its_letter_and_handled_by_a_digit(playing: Teacher) -> None:
    hands = playing.hands
    hands.key("Alt+B")
    assert playing.live.remarks.field.text() == ""
    hands.pass_time(seconds=20)
    hands.write("é")
    assert rehearsal(playing).thrown[1].handling is Handling.ANSWERED
    assert playing.live.remarks.field.text() == ""
    assert "Objection B\u202f: traitée" in playing.live.echo.text()
    hands.key("Ctrl+Z")
    assert rehearsal(playing).thrown[1].handling is None
    hands.key("3")
    assert rehearsal(playing).thrown[1].handling is Handling.TURNED


def test_a_digit_is_a_digit_again_once_the_objection_is_handled(playing: Teacher) -> None:
    hands = playing.hands
    hands.key("Alt+A")
    hands.write("&")
    hands.pass_time(seconds=1)
    hands.write("3 fois")
    assert playing.live.remarks.field.text() == "3 fois"
    hands.key("Alt+B")
    hands.write("2")
    assert playing.live.remarks.field.text() == "3 fois2"
    hands.key("Alt+É")
    assert rehearsal(playing).thrown[1].handling is Handling.ANSWERED


@pytest.mark.parametrize("words", ["2 chariots proposés #4=S", "15 % de remise", "3e relance"])
def test_a_remark_may_begin_with_a_digit(playing: Teacher, words: str) -> None:
    hands = playing.hands
    hands.key("Alt+A")
    hands.write(words)
    assert playing.live.remarks.field.text() == words
    assert rehearsal(playing).thrown[0].handling is None
    hands.key("Return")
    assert [each.content.text for each in playing.state.remarks.values()] == [words.partition(" #")[0]]
    hands.write("2")
    assert rehearsal(playing).thrown[0].handling is Handling.ANSWERED


def test_it_may_do_so_after_a_thought_and_that_is_told(playing: Teacher) -> None:
    hands = playing.hands
    hands.key("Alt+A")
    hands.write("2")
    hands.pass_time(seconds=1)
    hands.write(" ")
    assert playing.live.remarks.field.text() == "2 "
    assert rehearsal(playing).thrown[0].handling is None
    assert "commence une remarque" in playing.live.echo.text()


def test_who_speaks_is_one_key(playing: Teacher) -> None:
    hands = playing.hands
    for keys, speaker in (("F8", Speaker.STUDENT), ("F8", Speaker.BUYER), ("Shift+F8", Speaker.SILENCE)):
        hands.key(keys)
        assert rehearsal(playing).speaker is speaker
        hands.pass_time(seconds=30)
    hands.key("Ctrl+Shift+I")
    assert len(rehearsal(playing).cuts) == 1
    assert "étudiant 34\u202f%" in playing.live.buyer.speech._shares.text()


def test_an_improvised_objection_is_thrown_at_once(playing: Teacher) -> None:
    hands = playing.hands
    hands.key("Ctrl+I")
    hands.write("Et la garantie ?")
    hands.key("Return")
    case = rehearsal(playing).case
    assert case is not None
    assert case.objections[-1].words == "Et la garantie ?"
    # Nobody said what it is about.
    assert case.objections[-1].kind is ObjectionKind.OTHER
    place = len(case.objections) - 1
    assert place in rehearsal(playing).thrown
    assert hands.at(playing.live.remarks.field)
    hands.write("3")
    (turned,) = feedback(
        playing.state, hands.office.now(), measures(playing.state, hands.office.now()), with_levels=True
    ).strengths
    assert turned.startswith("Retourne l’objection D (")


def test_remarks_and_criteria_are_those_of_the_exam(playing: Teacher) -> None:
    hands = playing.hands
    hands.write("+ reformule #9=S")
    hands.key("Return")
    assert playing.state.ratings == {9: "S"}
    hands.key("F2")
    assert hands.at(playing.live.criteria.list)
    hands.key("F2")
    assert hands.at(playing.live.remarks.field)
    assert playing.live.buyer.isVisible()


def test_a_phase_begins_again_and_the_attempt_ends_in_the_review(playing: Teacher) -> None:
    hands = playing.hands
    hands.key("Alt+A")
    hands.pass_time(seconds=40)
    hands.key("Ctrl+Shift+R")
    assert rehearsal(playing).thrown == {}
    oral = playing.live.oral
    hands.key("Ctrl+Shift+Return")
    assert hands.office.oral(oral).stage is Stage.ENDED
    assert hands.page is playing.room.review
    hands.key("Alt+Left")
    assert hands.page is playing.sessions


def test_no_menu_has_the_letter_of_an_objection(playing: Teacher) -> None:
    window = playing.hands.window
    letters = playing.live.throwing.letters
    assert letters == {"A", "B", "C"}
    titles = [each.title() for each in window.menuBar().findChildren(QMenu) if each.title()]
    mnemonics = [each.partition("&")[2][:1].upper() for each in titles]
    assert not letters & set(mnemonics)
    assert len(set(mnemonics)) == len(mnemonics)
    playing.hands.key("Alt+Left")
    titles = [each.title() for each in window.menuBar().findChildren(QMenu)]
    assert "&Affichage" in titles


@pytest.mark.parametrize("key", ["Alt+C", "Alt+N"])
def test_what_counts_a_stop_leaves_the_letters_to_objections(playing: Teacher, key: str) -> None:
    found = [each for each in playing.live.findChildren(QShortcut) if each.key() == QKeySequence(key)]
    assert len(found) == (key == "Alt+C")


HELD = {
    *((Where.ATTEMPT, f"Alt+{each}") for each in ("A", "B", "C", "1", "2", "3")),
    (Where.ATTEMPT, "Ctrl+Shift+C"),
    (Where.ATTEMPT, "Ctrl+Shift+X"),
}
"""Keys that go with what is on the screen: nobody changes them."""


def test_every_key_of_the_live_page_is_one_of_the_table_and_the_other_way_round(playing: Teacher) -> None:
    hands = playing.hands
    places = {playing.live: Where.ATTEMPT, playing.sessions: Where.SESSIONS}
    found: list[tuple[Where, str]] = []
    for page, place in places.items():
        every: list[QShortcut | QAction] = [*page.findChildren(QShortcut), *page.findChildren(QAction)]
        for each in every:
            sequences = each.shortcuts() if isinstance(each, QAction) else [each.key()]
            found += [(place, keys) for sequence in sequences if (keys := sequence.toString())]
    told = {
        (place, same(keys))
        for act in ACTS
        for place in places.values()
        if place in act.where
        for keys in hands.window.keymap.sequences(act.name)
    }
    own = {each for each in found if each not in HELD and each[1] not in _SIGNS}
    assert own == told
    assert len(own) == len([each for each in found if each in own])


_SIGNS = {each for number in "123" for each in with_any_digit(f"Alt+{number}")}


@pytest.mark.parametrize("name", ["speech.change", "objections.add", "window.keys"])
def test_no_act_of_this_page_takes_the_letter_of_an_objection(name: str) -> None:
    assert "objection" in Keymap().give(name, "Alt+E")


@pytest.mark.parametrize(("scale", "least"), [(1.0, 4), (1.5, 2)])
def test_objections_are_one_look_away_under_a_long_card(
    teacher: Teacher, case: Case, scale: float, least: int
) -> None:
    hands, office = teacher.hands, teacher.hands.office
    long = replace(case.buyer, when_asked="Le concurrent livre en trois semaines. " * 20)
    many = replace(case, buyer=long, objections=case.objections * 3)
    hands.theme.set(scale=scale)
    hands.window.resize(1280, 720)
    oral, _ = set_up(office, Setup(teacher.sessions.student, "e4-ponctuel", many))
    hands.workspace.open_oral(oral)
    buyer = teacher.live.buyer
    port = buyer._scroll.viewport()

    def in_sight() -> int:
        rows = [each for each in buyer.objections._rows if each.isVisible()]
        tops = [each.mapTo(port, each.rect().bottomLeft()).y() for each in rows]
        return sum(0 <= bottom <= port.height() for bottom in tops)

    hands.wait(lambda: in_sight() >= least)


def delivered() -> Case:
    """The longest card that the program comes with."""
    folder = Path(__file__).parents[3] / "resources" / "rehearsal"
    ready = case_folder(folder, folder).ready()
    return max((each.case for each in ready), key=lambda each: len(repr(each.buyer)))


def play(teacher: Teacher, case: Case, scale: float = 1.0) -> BuyerSide:
    hands, office = teacher.hands, teacher.hands.office
    hands.theme.set(scale=scale)
    hands.window.resize(1366, 740)
    oral, _ = set_up(office, Setup(teacher.sessions.student, "e4-ponctuel", case))
    hands.workspace.conductor.carry_out(lambda: begin(office, oral))
    hands.workspace.open_oral(oral)
    buyer = teacher.live.buyer
    hands.wait(lambda: buyer.card.port.height() > 0)
    return buyer


def told(buyer: BuyerSide, part: str) -> bool:
    """Whether the whole of a text of the card is in sight."""
    port = buyer.card.port.viewport()
    found = next(each for each in buyer.card.cards.findChildren(QLabel) if part in each.text())
    below = found.mapTo(port, found.rect().bottomLeft()).y()
    return 0 < below <= port.height()


def test_a_whole_card_is_read_at_a_glance_over_four_objections(teacher: Teacher) -> None:
    buyer = play(teacher, delivered())
    teacher.hands.wait(
        lambda: all(told(buyer, each) for each in ("Mobiles", "Quatre caristes", "Concession 3"))
    )
    assert not buyer.card.cut
    assert "jamais sur l’écran de la classe" in teacher.hands.texts(buyer)
    rows = [each for each in buyer.objections._rows if each.isVisible()]
    port = buyer._scroll.viewport()
    assert rows[3].mapTo(port, rows[3].rect().bottomLeft()).y() <= port.height()
    # Nothing is cut: there is nothing to turn to.
    height = buyer.card.height()
    teacher.hands.key("PgDown")
    assert buyer.card.height() == height


def test_what_is_cut_says_so_and_is_read_by_a_key_while_a_remark_is_typed(teacher: Teacher) -> None:
    hands = teacher.hands
    buyer = play(teacher, delivered(), 1.5)
    hands.wait(lambda: "Page suiv.\u202f: la suite" in hands.texts(buyer))
    low = buyer.card.height()
    hands.write("bon début")
    for _ in range(9):
        hands.key("PgDown")
    hands.wait(lambda: buyer.card.height() > 1.5 * low and told(buyer, "Concession 3"))
    assert "Page préc.\u202f: les objections" in hands.texts(buyer)
    for _ in range(9):
        hands.key("PgUp")
    hands.wait(lambda: buyer.card.height() == low)
    assert teacher.live.remarks.field.text() == "bon début"
    hands.key("PgDown")
    hands.key("Alt+A")
    # What was thrown waits to be told: the objections are back, with room for all of it.
    hands.wait(lambda: buyer.card.height() < low)


def test_the_hint_names_what_the_attempt_assesses(teacher: Teacher) -> None:
    hands, office = teacher.hands, teacher.hands.office
    number, other = list(grouped(office))
    forms = ("e1-ccf-3", "e4-ponctuel")
    for student, form, word in zip((number, other), forms, ("compétence", "critère"), strict=True):
        oral, _ = set_up(office, Setup(student, form))
        hands.workspace.open_oral(oral)
        assert f"#13 {word}" in hands.texts(teacher.live)


def test_a_part_played_alone_is_the_one_shown_before_it_begins(teacher: Teacher) -> None:
    hands, office = teacher.hands, teacher.hands.office
    alone = Scope((1,))
    oral, _ = set_up(office, Setup(teacher.sessions.student, "e4-ponctuel", scope=alone))
    hands.workspace.open_oral(oral)
    assert teacher.live.clock._left.text() == "25:00"


def test_an_end_that_a_line_holds_back_says_why(playing: Teacher, spoken: list[str]) -> None:
    hands = playing.hands
    hands.write("#99=S")
    hands.key("Ctrl+Shift+Return")
    assert playing.state.stage is Stage.RUNNING
    assert spoken[-1].startswith("La séance n’est pas terminée : la ligne tapée reste à corriger")
    assert "99" in spoken[-1]
    hands.key("Ctrl+A")
    hands.key("Backspace")
    hands.key("Ctrl+Shift+Return")
    assert playing.state.stage is Stage.ENDED


def test_nothing_of_the_attempt_before_stays_on_the_objections(playing: Teacher) -> None:
    hands, rows = playing.hands, playing.live.buyer.objections
    fresh = [weight(rows, place) for place in range(3)]
    for letter in "ABC":
        hands.key(f"Alt+{letter}")
        hands.key("2")
    playing.hands.key("Ctrl+Shift+Return")
    oral = played_next(playing)
    playing.hands.workspace.open_oral(oral)
    assert [weight(rows, place) for place in range(3)] == fresh
    assert playing.live.buyer._scroll.verticalScrollBar().value() == 0


def weight(rows: ObjectionRows, place: int) -> tuple[bool, bool]:
    shown = rows.row_at(place)
    assert shown is not None
    shown._words.ensurePolished()
    return shown._words.font().bold(), shown._words.font().strikeOut()


def played_next(teacher: Teacher) -> int:
    """The same case, by another student, running."""
    office = teacher.hands.office
    number = next(each for each in grouped(office) if each != teacher.state.plan.candidate.number)
    oral, _ = set_up(office, Setup(number, "e4-ponctuel", (teacher.state.rehearsal or Rehearsal()).case))
    list(begin(office, oral))
    return oral


def test_large_text_keeps_what_matters_in_sight(teacher: Teacher) -> None:
    hands = teacher.hands
    buyer = play(teacher, delivered(), 1.5)
    hands.wait(lambda: all(told(buyer, each) for each in ("Ce qui compte", "Seulement si", "Jusqu’où aller")))
    hands.key("Alt+B")
    port, thrown = buyer._scroll.viewport(), buyer.objections.row_at(1)
    assert thrown is not None

    def places() -> tuple[int, int]:
        top, bottom = thrown.rect().topLeft(), thrown._choices.rect().bottomLeft()
        return thrown.mapTo(port, top).y(), thrown._choices.mapTo(port, bottom).y()

    # Nothing above it is cut in two, and how it was handled can be clicked.
    hands.wait(lambda: places()[0] == 0 and places()[1] < port.height())
    bar = teacher.live.bar
    bold = QFontMetrics(hands.theme.font(SMALL, bold=True))
    titles = [f"{each.number} {each.title}" for each in bar._cells]
    assert all(
        bold.horizontalAdvance(title) < area.width() for title, area in zip(titles, bar._areas(), strict=True)
    )
    hands.key("2")
    hands.key("Ctrl+Shift+Return")
    name = teacher.room.review.head.name
    hands.wait(lambda: name.width() >= name.sizeHint().width())


def test_the_criteria_that_the_case_looks_at_are_counted(teacher: Teacher, case: Case) -> None:
    office = teacher.hands.office
    play(teacher, replace(case, criteria=(8, 9)))
    office.act(teacher.live.oral, ev.Rated(8, "S"))
    office.act(teacher.live.oral, ev.Rated(1, "S"))
    teacher.live.presenter.repaint()
    assert teacher.live.criteria._progress.text() == "1 évalué sur 2"
