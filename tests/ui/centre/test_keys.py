"""The pages of a centre by keys: the table of acts, the chips, the sheet of keys."""

from __future__ import annotations

from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from btstc_jury.ui.acts import ACTS, CENTRE, Where
from btstc_jury.ui.centre.frame import PAGES
from btstc_jury.ui.centre.head import Chip
from btstc_jury.ui.shell.keys_sheet import KeysSheet
from btstc_jury.ui.shortcuts import Keymap
from tests.ui.centre.conftest import frame_of
from tests.ui.centre.test_candidates_page import page_of
from tests.ui.hands import Hands
from tests.ui.test_shortcuts import promised, where

NOT_OF_THE_TABLE = {(Where.CANDIDATES, "Ctrl+V"), (Where.COLLECTION, "Ctrl+V")}
"""What every program pastes with: nobody changes it."""


def bound(hands: Hands) -> dict[tuple[Where, str], int]:
    """The keys that the pages of a centre listen to, with how many of their parts do."""
    frame = frame_of(hands)
    places: dict[QWidget, Where] = {}
    for kind in PAGES:
        frame.show_page(kind)
        places[frame.page] = frame.page.where
    every: list[QShortcut | QAction] = [*frame.findChildren(QShortcut), *frame.findChildren(QAction)]
    found: dict[tuple[Where, str], int] = {}
    for each in every:
        sequences = each.shortcuts() if isinstance(each, QAction) else [each.key()]
        own = where(each, places)
        shown_on = [kind.where for kind in PAGES] if own is Where.WINDOW else [own]
        for keys in filter(None, (sequence.toString() for sequence in sequences)):
            for place in shown_on:
                found[place, keys] = found.get((place, keys), 0) + 1
    return found


def test_the_pages_listen_to_the_keys_of_the_table_and_to_no_others(hands: Hands) -> None:
    found = bound(hands)
    built = {kind.where for kind in PAGES}
    missing = {act.keys for act in ACTS if act.name.startswith("centre.")} - {
        act.keys for act in ACTS if act.name in {kind.act for kind in PAGES}
    }
    expected = {
        (place, keys)
        for place, keys in promised(Keymap(), but=())
        if place in built and not (place in CENTRE and any(keys in alike(each) for each in missing))
    }
    assert set(found) - NOT_OF_THE_TABLE == expected
    assert {place: count for place, count in found.items() if count > 1} == {}


def alike(keys: str) -> set[str]:
    """Of a page that isn't there."""
    return {each for act in ACTS if act.keys == keys for each in Keymap().sequences(act.name)}


def test_a_chip_and_its_key_show_its_page_and_the_arrows_the_next(hands: Hands) -> None:
    frame = frame_of(hands)
    chips = frame.head.findChildren(Chip)
    hands.key("Ctrl+2")
    assert isinstance(frame.page, PAGES[1])
    assert [each.isChecked() for each in chips][:2] == [False, True]
    hands.key("Ctrl+&")
    assert isinstance(frame.page, PAGES[0])
    hands.click(chips[1])
    assert isinstance(frame.page, PAGES[1])
    chips[1].setFocus()
    hands.key("Left")
    assert isinstance(frame.page, PAGES[0])
    assert hands.at(chips[0])
    hands.key("Left")
    assert isinstance(frame.page, PAGES[-1])


def test_a_key_of_the_page_works_on_its_chip_and_not_on_another_page(hands: Hands) -> None:
    frame = frame_of(hands)
    chips = frame.head.findChildren(Chip)
    chips[0].setFocus()
    hands.key("Ctrl+F")
    assert hands.at(page_of(hands).search)
    frame.show_page(PAGES[1])
    chips[1].setFocus()
    hands.key("Ctrl+F")
    assert hands.at(chips[1])


def test_the_menu_is_that_of_the_page(hands: Hands) -> None:
    menu = hands.window.menus._of_page
    menu.aboutToShow.emit()
    words = [
        each.text().replace("&", "").partition("\t")[0] for each in menu.actions() if not each.isSeparator()
    ]
    wanted = {"Recevoir une liste…", "Ajouter…", "Coller une liste", "Pages du centre", "Annuler"}
    assert wanted <= {*words}
    (pages,) = (found for each in menu.actions() if isinstance(found := each.menu(), QMenu))
    assert [each.text().replace("&", "").partition("\t")[0] for each in pages.actions()][:2] == [
        "Candidats",
        "Journée",
    ]


def test_the_sheet_of_keys_begins_with_the_page(hands: Hands) -> None:
    hands.key("Shift+F1")
    sheet = hands.window.findChild(KeysSheet)
    assert isinstance(sheet, KeysSheet)
    words = hands.texts(sheet).split("\n")
    assert {act.words for act in ACTS} <= {*words}
    assert words[0] == "Centre"
    sheet.resize(sheet.width(), 240)
    (area,) = sheet.findChildren(QScrollArea)
    bar = area.verticalScrollBar()
    hands.wait(lambda: bar.maximum() > 0 and sheet.isActiveWindow())
    hands.key("End")
    assert bar.value() == bar.maximum()
    hands.key("Home")
    assert bar.value() == 0
    sheet.close()
