"""Orals with separate opinions, from the first turn to the grid with its annex, by keyboard alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.grid import grid_view
from btstc_jury.documents.grid import grid_pdf
from btstc_jury.domain import events as ev
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.standing import Stage
from tests.documents.layout_checks import assert_laid_out, read_ticks
from tests.documents.reading import page_texts, squeezed
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file
from tests.ui.oral.commission import opine, page_of, tab_to, to_deliberation, turn


def annex_text(office: Office, oral: int) -> str:
    """The last page of the grid, read back from its PDF."""
    view = grid_view(office, oral, annex=True)
    pdf = grid_pdf(view)
    assert_laid_out(pdf)
    assert read_ticks(grid_view(office, oral), grid_pdf(grid_view(office, oral))) == {
        row.number: row.level for group in view.groups for row in group.rows
    }
    assert len(page_texts(pdf)) == len(page_texts(grid_pdf(grid_view(office, oral)))) + 1
    return squeezed(page_texts(pdf)[-1])


def give_three_opinions(hands: Hands) -> None:
    """From the choice of the mode in the live oral to three opinions given; 2, 5 and 13 divide them."""
    hands.key("Alt+M")
    assert hands.oral.debate.mode is OpinionMode.SEPARATE
    turn(hands, 1, first=True)
    assert hands.at(hands.live.remarks.field)
    hands.key("Alt+P")
    hands.remark("#13=1 esquive le SAV")
    hands.key("Alt+0")
    assert "esquive" not in hands.texts()
    to_deliberation(hands)
    turn(hands, 1)
    opine(hands, {2: "2"}, "11,5")
    hands.key("Ctrl+R")
    turn(hands, 2, first=True)
    opine(hands, {2: "4", 5: "0"}, "14")
    hands.key("Ctrl+R")
    turn(hands, 3, first=True)
    opine(hands, {}, "13,5")
    hands.key("Ctrl+R")


def settle(hands: Hands) -> None:
    """What divides the commission is decided, with reasons and a dissent."""
    page = page_of(hands)
    assert page.criteria.list.current() == 2
    assert page.criteria.list.hasFocus()
    hands.write("3")
    hands.key("F3")
    assert page.criteria.list.current() == 13
    hands.write("2")
    assert [item.text() for item in page.missing.items] == [
        "la décision sur 1 critère (5)",
        "le motif de 1 décision (13)",
        "la note",
        "l’appréciation",
        "le contrôle du dossier",
    ]
    tab_to(hands, "Motif de la décision")
    hands.write("entre les deux avis")
    hands.key("Return")
    tab_to(hands, "Consigner un désaccord…")
    hands.key("Space")
    hands.write("une esquive reste une esquive")
    hands.key("Return")
    hands.click(page.missing.items[0])
    assert page.criteria.list.current() == 5
    hands.write("3")
    hands.key("F2")
    hands.write("13")
    tab_to(hands, "Motif de la décision")
    hands.write("moyenne discutée")
    hands.key("Return")
    tab_to(hands, "Appréciation")
    hands.write("Oral solide.")
    hands.key("Ctrl+Return")
    assert [item.text() for item in page.missing.items] == ["le contrôle du dossier"]
    tab_to(hands, "Dossier conforme")
    hands.key("Space")
    assert page.missing.items == []


def test_an_e4_with_three_blind_opinions(started: Hands) -> None:
    hands = started
    number = hands.live.oral
    give_three_opinions(hands)
    debate = hands.office.oral(number).debate
    assert [debate.of(key).given for key in "abc"] == [True] * 3
    assert page_of(hands).presenter.juror is None
    assert hands.office.oral(number).ratings == {}
    hands.key("Ctrl+Shift+R")
    oral = hands.office.oral(number)
    assert oral.debate.revealed
    assert len(oral.ratings) == 14
    settle(hands)
    hands.key("Ctrl+Shift+A")
    oral = hands.office.oral(number)
    assert oral.stage is Stage.FINALISED
    assert oral.verdict.mark == Decimal(13)
    assert oral.debate.mark_reason == "moyenne discutée"
    hands.key("Space")
    grid = hands.workspace.grid
    hands.wait(lambda: grid.ready)
    before = grid.preview.page_count()
    hands.key("A")
    hands.wait(lambda: grid.preview.page_count() == before + 1)
    text = annex_text(hands.office, number)
    for words in ("entrelesdeuxavis", "moyennediscutée", "DésaccorddeCamilleFictif", "Avisrévélésà"):
        assert words in text
    assert "esquivereste" in text
    kinds = [type(entry.event) for entry in hands.office.history(number).entries]
    assert ev.Revealed in kinds
    assert kinds.count(ev.OpinionGiven) == 3


def test_an_e6_with_two_teachers_reveals_between_two(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    make_file(desk, path, ("e6-ponctuel",))
    hands = show_window()
    assert hands.window.open_path(path)
    hands.key("Return")
    boxes = hands.live.arrival.findChildren(QAbstractButton)
    next(box for box in boxes if box.text() == "Claude Fictif").click()
    hands.key("Ctrl+Return")
    assert [juror.key for juror in hands.oral.jurors] == ["a", "b"]
    hands.key("Alt+M")
    page = to_deliberation(hands)
    number = hands.live.oral
    for juror, levels, mark in ((1, {4: "4"}, "12"), (2, {}, "12")):
        turn(hands, juror, first=True)
        opine(hands, levels, mark)
        hands.key("Ctrl+R")
    hands.key("Ctrl+Shift+R")
    oral = hands.office.oral(number)
    assert len(oral.ratings) == 27
    assert oral.verdict.mark == Decimal(12)
    assert page.verdict.mark.editor.text() == "12"
    assert page.criteria.list.current() == 4
    hands.write("4")
    assert [item.text() for item in page.missing.items] == ["l’appréciation", "le contrôle du dossier"]
    assert "ÉG" in annex_text(hands.office, number)


def test_every_act_is_undone_and_redone_in_order(started: Hands) -> None:
    hands = started
    hands.key("Alt+M")
    page = to_deliberation(hands)
    number = hands.live.oral
    turn(hands, 1, first=True)
    opine(hands, {}, "11")
    hands.key("Ctrl+Shift+R")
    assert hands.at(page.states.reason)
    hands.write("les autres sont partis")
    hands.key("Return")
    oral = hands.office.oral(number)
    assert oral.debate.reveal_reason == "les autres sont partis"
    assert oral.ratings == {}
    page.criteria.list.setFocus()
    hands.key("Ctrl+Z")
    assert not hands.office.oral(number).debate.revealed
    assert hands.office.oral(number).debate.of("a").mark == Decimal(11)
    hands.key("Ctrl+Z")
    assert hands.office.oral(number).debate.of("a").mark == Decimal(11), "another's act waits for their turn"
    hands.key("Ctrl+Shift+Z")
    assert hands.office.oral(number).debate.revealed
    hands.key("Ctrl+Z")
    turn(hands, 1)
    hands.key("Ctrl+Z")
    assert hands.office.oral(number).debate.of("a").mark is None
    hands.key("Ctrl+Z")
    assert len(hands.office.oral(number).debate.of("a").levels) == 16
    hands.key("Ctrl+Shift+Z", 2)
    assert hands.office.oral(number).debate.of("a").mark == Decimal(11)
    assert page_of(hands) is page


def test_a_level_that_waits_is_given_before_the_next_criterion(started: Hands) -> None:
    """« S » may begin a word: F3, a click or a key of the page ends the waiting."""
    hands = started
    hands.key("Ctrl+Shift+Return")
    page = page_of(hands)
    for number in (1, 2, 3):
        assert page.criteria.list.current() == number
        hands.write("s")
        hands.key("F3")
    assert [hands.office.oral(1).ratings.get(number) for number in (1, 2, 3)] == ["S", "S", "S"]
