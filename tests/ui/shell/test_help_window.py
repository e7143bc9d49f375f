"""The guide: true to the program, found by its words, and out of the way of an oral."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from btstc_jury.application.help import HelpPage, search
from btstc_jury.application.settings import Settings
from btstc_jury.system.folders import data_dir
from btstc_jury.system.help_pages import read_help
from btstc_jury.ui.acts import ACTS, Where
from btstc_jury.ui.shell.help_window import PAGES, HelpWindow
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands

ROOT = Path(__file__).resolve().parents[3]
HELP = read_help(data_dir("resources") / "help")
NAMES = [each.name for each in HELP.pages]
_LINK = re.compile(r"(!?)\[[^]]*\]\(([^)]*)\)")
_LABEL = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")


@cache
def _said() -> str:
    """All literals of the program, as they are shown."""
    files = (ROOT / "btstc_jury").rglob("*.py")
    text = "\n".join(each.read_text(encoding="utf-8") for each in files)
    joined = re.sub(r'"\s*\n\s*f?"', "", text)
    return joined.replace("&", "").replace("\\u202f", "\u202f")


def page(name: str) -> HelpPage:
    found = HELP.page(name)
    assert found is not None
    return found


def test_every_screen_has_its_page_and_every_page_is_in_the_contents() -> None:
    assert set(PAGES) == set(Where)
    assert set(PAGES.values()) <= set(NAMES)
    assert {each.stem for each in HELP.folder.glob("*.md")} == set(NAMES)
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_names_only_what_is_there(name: str) -> None:
    text = page(name).text
    assert text.startswith("# ")
    for picture, target in _LINK.findall(text):
        assert (HELP.folder / target).is_file() if picture else target in NAMES, target
    known = {act.name for act in ACTS}
    assert set(re.findall(r"\{([^}]*)\}", text)) <= known
    labels = {part for label in _LABEL.findall(" ".join(text.split())) for part in label.split(" › ")}
    menus = {"Fichier", "Affichage", "Aide"}
    assert [each for each in labels - menus if each not in _said()] == []


def test_words_are_found_whatever_their_accents_and_titles_come_first() -> None:
    found = search(HELP.pages, "deliberation")
    assert found[0].page.name == "deliberation"
    assert {each.page.name for each in search(HELP.pages, "phrase passe")} >= {"fichiers", "portable"}
    (only,) = (each for each in search(HELP.pages, "krippendorff") if each.page.name == "harmonisation")
    assert only.line.startswith("L’alpha de Krippendorff")
    assert search(HELP.pages, "xylophone") == ()
    assert search(HELP.pages, "  ") == ()


def opened(hands: Hands) -> HelpWindow:
    hands.wait(lambda: bool(hands.window.findChildren(HelpWindow)))
    (shown,) = hands.window.findChildren(HelpWindow)
    hands.wait(shown.isActiveWindow)
    return shown


def gone(hands: Hands) -> None:
    hands.wait(lambda: not hands.window.findChildren(HelpWindow))


def test_one_key_opens_the_page_of_the_screen_and_gives_the_field_back(started: Hands) -> None:
    started.write("il reformule")
    started.key("F1")
    shown = opened(started)
    assert shown.page.name == "interrogation"
    assert not shown.isModal()
    clock = started.live.clock
    assert shown.geometry().right() < clock.mapToGlobal(clock.rect().topLeft()).x()
    text = shown.text.toPlainText()
    assert "Ctrl+Entrée commence" in text
    assert "suspendre, reprendre" in text
    started.key("F1")
    gone(started)
    started.back()
    assert started.at(started.live.remarks.field)
    assert started.live.remarks.field.text() == "il reformule"


def test_its_head_leads_to_the_keys_at_its_foot(started: Hands) -> None:
    started.key("F1")
    shown = opened(started)
    bar = shown.text.verticalScrollBar()
    assert shown.text.toPlainText().splitlines()[1] == "Touches de cet écran"
    assert bar.value() == 0
    shown.text.anchorClicked.emit(QUrl("#touches"))
    assert bar.value() > bar.pageStep() // 2
    top = shown.text.cursorForPosition(QPoint(40, 30)).block()
    assert "Touches de cet écran" in {top.text(), top.previous().text()} or bar.value() == bar.maximum()
    assert shown.page.name == "interrogation"
    shown.show_page(page("glossaire"))
    assert "Touches de cet écran" not in shown.text.toPlainText()
    shown.close()


def test_each_screen_opens_its_own(started: Hands) -> None:
    started.day()
    started.key("F1")
    assert opened(started).page.name == "journee"
    started.key("Escape")
    gone(started)


def test_before_the_start_it_is_the_page_of_the_arrival(hands: Hands) -> None:
    hands.open(1)
    assert hands.live.arrival.isVisible()
    hands.key("F1")
    assert opened(hands).page.name == "arrivee"
    hands.key("Escape")
    gone(hands)


def test_the_welcome_has_a_page_too(show_window: ShowWindow) -> None:
    hands = show_window(settings=Settings(keys={"oral.pause": "Ctrl+F5"}))
    hands.key("F1")
    shown = opened(hands)
    assert shown.page.name == "debut"
    assert "Ctrl+F5 : suspendre" in shown.text.toPlainText()
    shown.close()


def test_a_search_shows_its_pages_marked_and_escape_takes_it_back_first(started: Hands) -> None:
    started.key("F1")
    shown = opened(started)
    QTest.keyClicks(shown.asked, "krippendorff")
    assert shown.page.name == "harmonisation"
    assert len(shown.text.extraSelections()) == 1
    QTest.keyClicks(shown.asked, "zz")
    assert shown.list.count() == 0
    assert "Aucune page" in started.texts(shown)
    QTest.keyClick(shown.asked, Qt.Key.Key_Escape)
    assert shown.asked.text() == ""
    assert shown.list.count() > len(NAMES)
    QTest.keyClick(shown.asked, Qt.Key.Key_Down)
    assert shown.page.name == NAMES[NAMES.index("harmonisation") + 1]
    QTest.keyClick(shown.asked, Qt.Key.Key_Escape)
    gone(started)


def test_links_lead_to_pages_and_one_comes_back(started: Hands) -> None:
    started.key("F1")
    shown = opened(started)
    assert not shown.back.isEnabled()
    shown.text.anchorClicked.emit(QUrl("coupure"))
    assert shown.page.name == "coupure"
    shown.back.click()
    assert shown.page.name == "interrogation"
    QTest.keyClick(shown.asked, Qt.Key.Key_Return)
    assert shown.isVisible()
    shown.close()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_page_stays_within_its_width(started: Hands, scale: float) -> None:
    started.window.resize(1280, 720)
    started.theme.set(scale=scale)
    started.key("F1")
    shown = opened(started)
    for each in HELP.pages:
        shown.show_page(each)
        QApplication.processEvents()
        assert shown.text.horizontalScrollBar().maximum() == 0, each.name
    shown.close()


def dialogs() -> Iterator[type[QDialog]]:
    """All that the program has, once each of its files is read."""
    for path in (ROOT / "btstc_jury" / "ui").rglob("*.py"):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    found = [QDialog]
    for each in found:
        found += each.__subclasses__()
    yield from (each for each in found if each.__module__.startswith("btstc_jury."))


def test_the_pages_that_dialogs_name_are_there() -> None:
    named = {each.guide_page for each in dialogs() if hasattr(each, "guide_page")}
    assert "reglages" in named
    assert named - {""} <= set(NAMES)


@pytest.mark.parametrize(
    ("act", "name"), [("settings", "reglages"), ("forms", "formes"), ("verify", "verifier")]
)
def test_over_a_dialog_the_guide_opens_at_its_page_and_takes_the_keys(
    show_window: ShowWindow, act: str, name: str
) -> None:
    hands = show_window()
    getattr(hands.window.acts, act).trigger()
    (dialog,) = (each for each in hands.window.findChildren(QDialog) if each.isVisible())
    hands.wait(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    guide = opened(hands)
    assert guide.page.name == name
    # By its window: what a modal dialog keeps from others never comes.
    QTest.keyClick(guide.windowHandle(), Qt.Key.Key_K)
    hands.wait(lambda: guide.asked.text() == "k")
    QTest.keyClick(guide.windowHandle(), Qt.Key.Key_Escape)
    QTest.keyClick(guide.windowHandle(), Qt.Key.Key_Escape)
    gone(hands)
    assert dialog.isVisible()
    dialog.reject()
