"""Pictures of the day, of its dialogs and of the way in, to be looked at: build/screens/."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.sessions import Desk
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.events import TextWritten
from btstc_jury.domain.moments import Duration
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.ui.candidates.candidate_dialog import CandidateDialog, Draft
from btstc_jury.ui.shell.new_file import NewFileDialog
from btstc_jury.ui.shell.welcome_page import WelcomePage
from btstc_jury.ui.theme.theme import Theme
from tests.ui.candidates.conftest import Day
from tests.ui.conftest import Show
from tests.ui.hands import idle_acts
from tests.ui.pictures import taken

THIRD = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD)


def fill_day(day: Day) -> None:
    """Twelve orals, at every stage."""
    for name, hour, until in (
        ("Garnier", "08:30", "final"),
        ("Hamel", "09:30", "final"),
        ("Imbert", "10:30", "ended"),
        ("Keller-Vandenberghe", "11:30", "complete"),
    ):
        day.conduct(day.plan(name, hour), until)
    day.prepare(day.plan("Dacosta de la Rochefoucauld-Montmirail", "14:45"), Duration.minutes(32))
    day.plan("Moreau-Lefebvre", "14:00", accommodation=THIRD)
    day.prepare(day.plan("Nguyen", "14:30"), Duration.seconds(1133))
    for name, hour, form in (
        ("Olivier", "15:30", "e4-ccf-2"),
        ("Petit-Radel", "16:15", "e6-ponctuel"),
        ("Quere", "17:00", "e6-ccf-unique"),
        ("Roy", "17:30", "e6-ccf-1"),
        ("Zola", "18:00", "e4-ccf-1"),
    ):
        day.plan(name, hour, form)


def test_day(day: Day, show: Show, look: str) -> None:
    fill_day(day)
    assert taken(show(day.conductor), f"accueil-{look}") > 20


def test_empty_day(day: Day, show: Show, look: str) -> None:
    assert taken(show(day.conductor), f"accueil-vide-{look}") > 10


def test_candidate(qtbot: QtBot, day: Day, theme: Theme, library: FormLibrary, look: str) -> None:
    oral = day.office.oral(day.plan("Moreau-Lefebvre", accommodation=THIRD))
    draft = Draft(oral.plan.scheduled, plan=oral.plan, pinned=oral.form)
    dialog = CandidateDialog(theme, library, draft, lambda _plan, _key: "")
    qtbot.addWidget(dialog)
    theme.dress(dialog)
    dialog.show()
    assert taken(dialog, f"candidat-{look}") > 20


def test_ways_in(qtbot: QtBot, theme: Theme, desk: Desk, tmp_path: Path, look: str) -> None:
    (tmp_path / "juin.btsjury").touch()
    window = QWidget()
    welcome = WelcomePage(theme, idle_acts(window))
    for each in (window, welcome):
        qtbot.addWidget(each)
        theme.dress(each)
    welcome.resize(1366, 768)
    welcome.show_recent((tmp_path / "juin.btsjury", tmp_path / "mai.btsjury"))
    welcome.show()
    assert taken(welcome, f"fichiers-{look}") > 10
    assistant = NewFileDialog(theme, None, desk, tmp_path)
    qtbot.addWidget(assistant)
    theme.dress(assistant)
    assistant.show()
    assert taken(assistant, f"nouveau-fichier-{look}") > 20


def test_found_in_texts(day: Day, show: Show, look: str) -> None:
    fill_day(day)
    for oral, text in (
        (3, "Reformule le besoin, mais oublie la TVA du devis remis au client fictif"),
        (4, "TVA"),
    ):
        day.office.act(oral, TextWritten(TextField.STRENGTHS, text))
    page = show(day.conductor)
    page.rows._bar.search.setText("tva « devis remis »")
    assert taken(page, f"recherche-{look}") > 10
    page.rows._bar.search.setText("tva introuvable")
    page.rows._bar.state.setCurrentIndex(3)
    assert taken(page, f"recherche-vide-{look}") > 10
