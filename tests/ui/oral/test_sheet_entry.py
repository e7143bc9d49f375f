"""A sheet filled in by hand is entered afterwards by keys, as its juror's opinion and behind their code."""

from __future__ import annotations

from decimal import Decimal

import pytest

from btstc_jury.domain import events as ev
from btstc_jury.domain.opinions import Opinion, OpinionMode
from btstc_jury.ui.deliberation.deliberation_page import DeliberationPage
from btstc_jury.ui.deliberation.sheet_entry import SheetEntry
from tests.ui.hands import Hands
from tests.ui.oral.commission import PINS, to_deliberation

ROW = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))
"""What the digits of a French keyboard write without Shift."""


@pytest.fixture
def page(started: Hands) -> DeliberationPage:
    """An E4 that is over, with separate opinions."""
    started.key("Alt+M")
    return to_deliberation(started)


def sheet(page: DeliberationPage) -> SheetEntry:
    return page.sheet


def opinion(hands: Hands, juror: str = "b") -> Opinion:
    return hands.office.oral(hands.live.oral).debate.of(juror)


def open_sheet(hands: Hands, juror: int = 2) -> None:
    """Its key, then the turn of the juror, whose code is chosen."""
    hands.key("Ctrl+Shift+E")
    hands.key(f"Alt+{juror}")
    for _ in range(2):
        hands.write(PINS[juror])
        hands.key("Return")


def test_a_whole_sheet_is_some_thirty_keys_on_a_french_keyboard(
    started: Hands, page: DeliberationPage
) -> None:
    open_sheet(started)
    assert sheet(page).isVisible()
    assert started.at(sheet(page).keys)
    assert "Feuille de Dominique Fictif" in sheet(page)._title.text()
    started.write("".join(ROW[digit] for digit in "34123400123412344"))
    assert started.at(sheet(page).mark)
    levels = [opinion(started).levels[number] for number in range(1, 18)]
    assert " ".join(levels) == "S TS TI I S TS NE NE TI I S TS TI I S TS TS"
    started.write("12,5")
    started.key("Return")
    assert started.at(sheet(page).remark)
    started.write("#13 + chiffres justes")
    started.key("Return")
    started.key("Return")
    assert started.at(sheet(page).give)
    started.key("Return")
    assert opinion(started).mark == Decimal("12.5")
    assert opinion(started).given
    assert not sheet(page).isVisible()
    assert page.presenter.juror is None
    (remark,) = started.office.oral(started.live.oral).remarks.values()
    assert (remark.content.text, remark.content.criterion, remark.content.author) == (
        "chiffres justes",
        13,
        "b",
    )


def test_letters_enter_a_level_once_they_are_whole_and_nothing_else_does(
    started: Hands, page: DeliberationPage
) -> None:
    open_sheet(started)
    started.write("ts")
    assert opinion(started).levels == {1: "TS"}
    started.write("x9")
    assert opinion(started).levels == {1: "TS"}
    assert "«\u202f9\u202f» n’est pas un niveau" in started.texts(sheet(page))
    started.write("t")
    assert opinion(started).levels == {1: "TS"}
    started.key("Backspace")
    started.write("i")
    assert opinion(started).levels == {1: "I"}
    started.key("Space")
    started.write("ne")
    assert opinion(started).levels == {1: "I", 3: "NE"}


def test_it_goes_on_where_it_was_left_and_says_what_is_missing(
    started: Hands, page: DeliberationPage
) -> None:
    open_sheet(started)
    started.write("333")
    started.key("Escape")
    assert not sheet(page).isVisible()
    started.key("Ctrl+Shift+E")
    assert "Critère 4 sur 17" in started.texts(sheet(page))
    assert "Il manque\u202f: 14 niveaux (4, 5, 6, 7, 8, 9…) et la note." in started.texts(sheet(page))
    assert not sheet(page).give.isEnabled()
    started.key("Ctrl+Z")
    assert opinion(started).levels == {1: "S", 2: "S"}
    assert "15 niveaux" in started.texts(sheet(page))


def test_a_wrong_mark_or_remark_stays_with_its_reason(started: Hands, page: DeliberationPage) -> None:
    open_sheet(started)
    sheet(page).mark.setFocus()
    started.write("12,3")
    started.key("Return")
    assert "Le pas est de 0,5" in started.texts(sheet(page))
    assert opinion(started).mark is None
    sheet(page).remark.setFocus()
    started.write("#99 inconnu")
    started.key("Return")
    assert sheet(page).remark.text() == "#99 inconnu"
    assert started.office.oral(started.live.oral).remarks == {}


def test_the_sheet_is_hidden_with_its_author_s_turn(started: Hands, page: DeliberationPage) -> None:
    open_sheet(started)
    started.write("333")
    started.key("F9")
    started.key("F9")
    assert not sheet(page).isVisible()
    assert page.presenter.juror is None
    started.key("Ctrl+Shift+E")
    assert not sheet(page).isVisible()


def test_in_common_work_the_way_to_separate_opinions_is_told(started: Hands) -> None:
    page = to_deliberation(started)
    said: list[str] = []
    started.workspace.conductor.refused.connect(said.append)
    started.key("Ctrl+Shift+E")
    assert not sheet(page).isVisible()
    assert "passe d’abord aux avis séparés" in said[0]
    started.office.act(started.live.oral, ev.ModeChosen(OpinionMode.SEPARATE))
    started.office.act(started.live.oral, ev.Revealed("sans attendre"))
    page.presenter.repaint()
    started.key("Ctrl+Shift+E")
    assert "ne peut pas être saisie" in said[1]


def test_an_opinion_that_is_given_is_taken_back_first(started: Hands, page: DeliberationPage) -> None:
    open_sheet(started)
    started.write("3" * 17)
    started.write("12")
    started.key("Return")
    started.key("Return")
    started.key("Return")
    assert opinion(started).given
    said: list[str] = []
    started.workspace.conductor.refused.connect(said.append)
    started.key("Alt+2")
    started.write(PINS[2])
    started.key("Return")
    started.key("Ctrl+Shift+E")
    assert not sheet(page).isVisible()
    assert said == ["Cet avis est déjà rendu\u202f: reprenez-le pour le modifier."]
