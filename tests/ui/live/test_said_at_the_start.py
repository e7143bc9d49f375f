"""What the start leaves aside is said; a level before it, or after the end, is answered."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPoint

from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.events import PlayedRecorded
from btstc_jury.domain.playing import Handed, Played
from btstc_jury.ui.widgets.criteria_list import CriteriaList
from btstc_jury.ui.widgets.criteria_rows import CriteriaDelegate, CriteriaModel
from btstc_jury.ui.widgets.painting import folded
from tests.forms_for_tests import COMPLIANT, explained
from tests.ui.hands import Hands


def said(hands: Hands) -> str:
    """At the foot of the window and above the remark field."""
    return f"{hands.window.notices.text()}\n{hands.live.echo.text()}"


def click_level(hands: Hands, rows: CriteriaList) -> None:
    """The first level of criterion 1, with the mouse."""
    model, delegate = rows.model(), rows.itemDelegate()
    assert isinstance(model, CriteriaModel)
    assert isinstance(delegate, CriteriaDelegate)
    rows.select(1)
    area = rows.visualRect(rows.currentIndex())
    middle = area.center().y()
    across = next(x for x in range(area.left(), area.right()) if delegate.box_at(model, area, x, middle))
    hands.click(rows.viewport(), QPoint(across + 3, middle))


def test_the_start_says_what_is_unchecked_and_a_preparation_cut_short(hands: Hands) -> None:
    hands.key("Ctrl+T")
    hands.pass_time(minutes=12, seconds=40)
    hands.key("Ctrl+Return")
    words = said(hands)
    lacking = "convocation, pièce d’identité, émargement, contrôle du dossier, fiche retenue, modifications"
    assert f"Commencée sans\u202f: {lacking} de la commission, annexes remises." in words
    assert "Préparation écourtée\u202f: 12:40 sur 50:00." in words


def test_what_the_start_cut_short_is_read_whole_and_taken_back_in_the_same_place(hands: Hands) -> None:
    hands.window.resize(1280, 720)
    hands.key("Ctrl+T")
    hands.pass_time(seconds=2)
    for tick in (*hands.live.arrival.presence.ticks(), hands.live.arrival.dossier.compliant):
        hands.click(tick)
    hands.key("Ctrl+Return")
    line = hands.live.echo
    assert "Préparation écourtée\u202f: 0:02 sur 50:00." in line.words.text()
    hands.wait(lambda: line.words.wrapped)
    words = line.words
    assert folded(words.text(), words.font(), words.width(), 2) == words.text()
    assert line.words.height() >= 2 * words.fontMetrics().height()
    assert line.back.isVisible()
    assert line.back.width() >= line.back.sizeHint().width()
    hands.click(line.back)
    assert not hands.oral.stage.begun
    preparation = hands.oral.preparation
    assert preparation is not None
    assert preparation.until is None
    assert not line.words.wrapped


def test_a_start_that_leaves_nothing_aside_says_nothing_of_it(hands: Hands) -> None:
    for tick in (*hands.live.arrival.presence.ticks(), hands.live.arrival.dossier.compliant):
        hands.click(tick)
    played = Played(0, changes="budget réduit", handed=Handed.NONE)
    hands.office.act(hands.live.oral, PlayedRecorded(played))
    hands.key("Ctrl+T")
    hands.pass_time(minutes=51)
    hands.key("Ctrl+Return")
    assert "Commencée sans" not in said(hands)
    assert "écourtée" not in said(hands)


def test_a_level_before_the_start_says_where_it_goes(hands: Hands) -> None:
    click_level(hands, hands.live.criteria.list)
    assert len(hands.oral.ratings) == 1
    assert "Pas encore commencée" in said(hands)
    assert "MOREAU-LEFEBVRE Anaïs" in said(hands)


def test_after_settling_a_click_on_a_level_offers_to_reopen(started: Hands) -> None:
    started.key("Ctrl+Shift+Return")
    act = started.office.act
    act(1, COMPLIANT)
    for command in explained(started.office.oral(1)):
        act(1, command)
    for criterion in started.office.oral(1).form.criteria:
        act(1, ev.Rated(criterion.number, "S"))
    act(1, ev.MarkProposed(Decimal(12)))
    act(1, ev.TextWritten(TextField.APPRECIATION, "Propre et net."))
    act(1, ev.Finalised())
    started.workspace.show_deliberation(1)
    page = started.workspace.deliberation
    levels = dict(started.office.oral(1).ratings)
    click_level(started, page.criteria.list)
    assert page.missing.reopening.isVisible()
    assert started.at(page.missing.reopening.reason)
    started.write("faute de frappe")
    started.key("Return")
    assert started.office.oral(1).version == 1
    assert page.view.editable
    assert dict(started.office.oral(1).ratings) == levels
