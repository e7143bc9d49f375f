"""A centre file in the window: opened, made, its pages, closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from btstc_jury.application.centre.office import CentreDesk, create_centre, open_centre
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.ui.centre.candidates_page import CandidatesPage
from btstc_jury.ui.centre.collection_page import CollectionPage
from btstc_jury.ui.centre.day_page import DayPage
from btstc_jury.ui.centre.frame import PAGES, CentreFrame
from btstc_jury.ui.centre.page import CentrePage
from btstc_jury.ui.shell.new_centre import NewCentreDialog
from btstc_jury.ui.shortcuts import acts_on
from btstc_jury.ui.widgets.basics import ElidedLabel
from btstc_jury.ui.widgets.buttons import KeyButton
from tests.centres import picture_day
from tests.ui.centre.conftest import CENTRE, PEOPLE, MakeCentre, chips, frame_of
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands
from tests.ui.shell.test_drop_of_exam_files import drop


def test_it_says_which_centre_and_how_many_candidates(hands: Hands) -> None:
    frame = frame_of(hands)
    words = hands.texts(frame.head)
    assert "Centre · session 2027" in words
    assert "Lycée des Bords de Marne (0941234A)" in words
    assert chips(hands)[:2] == ["Candidats 3", "Journée"]
    assert hands.window.windowTitle() == "Lycée des Bords de Marne, session 2027 — BTS TC Jury"
    assert "Marne.btscentre" in hands.texts(hands.window.notices)


def test_what_stands_at_the_right_of_another_page_cuts_nothing(hands: Hands) -> None:
    frame = frame_of(hands)

    def cut() -> list[str]:
        told = [frame.head.findChild(QLabel), *frame.head.findChildren(KeyButton)]
        shown = [each for each in told if each is not None and each.isVisible()]
        return [each.text() for each in shown if each.width() < each.sizeHint().width()]

    for width in range(900, 1340, 40):
        hands.window.resize(width, 740)
        for kind in (CandidatesPage, DayPage, CandidatesPage, CollectionPage):
            frame.show_page(kind)
            hands.wait(lambda: not cut())


def cut(frame: CentreFrame) -> list[str]:
    """What stands in the heading and isn't whole."""
    shown = [each for each in frame.head.findChildren(QWidget) if each.isVisible()]
    told = [each for each in shown if isinstance(each, QLabel | QPushButton)]
    whole = [each for each in told if not isinstance(each, ElidedLabel)]
    return [each.text() for each in whole if each.width() < each.sizeHint().width()]


def in_head(frame: CentreFrame) -> list[str]:
    return [each.text() for each in frame.head.findChildren(KeyButton) if each.isVisible()]


def test_the_heading_stays_whole_as_days_come_and_text_grows_and_shrinks(hands: Hands) -> None:
    frame = frame_of(hands)
    key = QAction("Clé de secours à imprimer…", frame)
    frame.head.remind(key)
    folder = "Dossier de sauvegarde à choisir…"
    hands.window.resize(1280, 740)
    frame.show_page(CollectionPage)
    frame.show_page(DayPage)
    page = frame.page
    assert isinstance(page, DayPage)
    hands.wait(lambda: folder in in_head(frame) and not cut(frame))
    page.days.show_days(picture_day())
    hands.wait(lambda: page.days.isVisible() and not cut(frame))
    before = (in_head(frame), page.days.width())
    assert page.days.width() == page.days.sizeHint().width()
    hands.key("Ctrl++", 5)
    hands.wait(lambda: hands.theme.factor > 1.4 and not cut(frame))
    hands.key("Ctrl+0")
    hands.wait(lambda: (in_head(frame), page.days.width()) == before and not cut(frame))


@pytest.mark.parametrize("kind", PAGES)
def test_the_menu_of_a_page_has_what_its_foot_has_at_any_size(hands: Hands, kind: type[CentrePage]) -> None:
    frame = frame_of(hands)
    hands.window.resize(1280, 740)
    frame.show_page(kind)
    page = frame.page

    def foot() -> list[str]:
        made = [each for each in page.foot if isinstance(each, QPushButton)]
        return [each.accessibleName() or each.text().replace("&", "") for each in made if each.isVisible()]

    hands.wait(lambda: bool(foot()))
    before = foot()
    told = {each.text().replace("&", "").split("\t")[0] for group in acts_on(page) for each in group}
    assert not set(before) - told
    hands.key("Ctrl++", 5)
    hands.wait(lambda: hands.theme.factor > 1.4)
    hands.key("Ctrl+0")
    hands.wait(lambda: foot() == before)


@pytest.mark.parametrize(("keys", "verb"), [("Ctrl+Z", "annuler"), ("Ctrl+Shift+Z", "rétablir")])
def test_nothing_to_take_back_is_said(hands: Hands, keys: str, verb: str) -> None:
    frame = frame_of(hands)
    for kind in PAGES:
        frame.show_page(kind)
        hands.key(keys)
        assert frame.echo.text() == f"Il n’y a rien à {verb} depuis que ce centre est ouvert."
        assert not [each for each in frame.echo.findChildren(KeyButton) if each.isVisible()]


def test_the_menus_are_a_centre_s(hands: Hands) -> None:
    titles = [each.text() for each in hands.window.menuBar().actions() if each.isVisible()]
    assert titles == ["&Fichier", "&Centre", "&Affichage", "A&ide"]
    acts = hands.window.acts
    assert acts.home.isEnabled()
    assert acts.lock.isEnabled()
    assert not (acts.purge.isEnabled())
    assert not (acts.candidate.isEnabled())
    assert not (acts.export.isEnabled())


def test_closing_it_comes_back_to_the_welcome_where_it_is_first(
    hands: Hands, centre_desk: CentreDesk
) -> None:
    hands.key("Ctrl+W")
    assert hands.window.bench.centres.room is None
    assert hands.window.welcome.isVisible()
    assert "Marne" in hands.texts(hands.window.welcome)
    path = hands.window.preferences.value.recent[0]
    open_centre(centre_desk, path).close()


def test_a_file_dropped_on_the_welcome_opens(show_window: ShowWindow, make_centre: MakeCentre) -> None:
    hands = show_window()
    assert drop(hands, QUrl.fromLocalFile(str(make_centre(*PEOPLE))))
    assert chips(hands)[:2] == ["Candidats 3", "Journée"]


def test_an_encrypted_one_asks_for_its_passphrase(
    show_window: ShowWindow, centre_desk: CentreDesk, centre_path: Path
) -> None:
    create_centre(centre_desk, centre_path, CENTRE, passphrase_key("six mots pour un centre")).close()
    hands = show_window()
    assert not hands.window.open_path(centre_path)
    page = hands.window.bench.unlocking.page
    assert page is not None
    hands.write("faux")
    hands.key("Return")
    assert hands.window.bench.centres.room is None
    hands.write("six mots pour un centre")
    hands.key("Return")
    assert chips(hands)[:2] == ["Candidats 0", "Journée"]
    hands.key("Ctrl+L")
    assert hands.window.bench.guard.locked


def test_a_new_centre_is_made_in_the_window(show_window: ShowWindow, tmp_path: Path) -> None:
    hands = show_window()
    path = tmp_path / "Nouveau.btscentre"

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewCentreDialog)
        dialog.submit()
        assert dialog.name.error == "Indiquez le nom du centre."
        dialog.name.line.setText("Lycée Gide")
        dialog.uai.line.setText("092123")
        dialog.place.field.line.setText(str(path))
        dialog.protect.plain.setChecked(True)
        dialog.submit()
        assert "sept chiffres" in dialog.uai.error
        dialog.uai.line.setText("0921234a")
        dialog.submit()

    QTimer.singleShot(0, hands.window, fill)
    hands.window.acts.centre.trigger()
    assert path.is_file()
    assert "Lycée Gide (0921234A)" in hands.texts(frame_of(hands).head)
