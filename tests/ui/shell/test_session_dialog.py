"""Correcting the particulars of the open file from the day page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.candidates.day_page import DayPage
from btstc_jury.ui.conductor import Conductor
from tests.ui.conftest import Show
from tests.ui.finding import button, called, click, dialog, fill, press, words, write
from tests.ui.hands import session

GUEST = Juror("d", "Sacha Fictif", Role.EG, replaces_professional=True)


@pytest.fixture
def office(desk: Desk, path: Path) -> Iterator[Office]:
    described = session(FileKind.TRAINING)
    made = create_file(desk, path, replace(described, jurors=(*described.jurors[:2], GUEST)))
    yield made
    made.close()


@pytest.fixture
def page(show: Show, office: Office) -> DayPage:
    return show(Conductor(office))


def test_a_correction_is_durable_and_shown(page: DayPage, office: Office, desk: Desk, path: Path) -> None:
    click(button(page, "Session…"))
    opened = dialog(page)
    assert "ENTRAÎNEMENT" in words(opened)
    fill(opened, "Centre d’examen", "Lycée des Essais")
    fill(opened, "Salle, facultatif", "C 4")
    press(opened, Qt.Key.Key_Return)
    assert "Lycée des Essais, C 4" in words(page)
    office.close()
    again, _ = open_file(desk, path)
    assert again.session.centre == "Lycée des Essais"
    assert again.session.kind is FileKind.TRAINING
    assert again.session.jurors[2] == GUEST
    again.close()


def test_a_juror_keeps_key_and_capacity(page: DayPage, office: Office) -> None:
    click(button(page, "Session…"))
    opened = dialog(page)
    seats = [each for each in opened.findChildren(QComboBox) if each.accessibleName() == "Qualité"]
    assert seats[2].currentText() == "Professeur d’économie et gestion, remplaçant le professionnel"
    seats[2].setFocus()
    press(opened, Qt.Key.Key_Up)
    press(opened, Qt.Key.Key_Return)
    assert office.session.jurors[2] == Juror("d", "Sacha Fictif", Role.PROFESSIONAL)


def test_what_is_said_of_a_member_without_a_name_is_not_lost(page: DayPage, office: Office) -> None:
    click(button(page, "Session…"))
    opened = dialog(page)
    click(button(opened, "Ajouter un membre"))
    press(opened, Qt.Key.Key_Tab)
    press(opened, Qt.Key.Key_Tab)
    write(opened, "Durand Paul")
    press(opened, Qt.Key.Key_Return)
    assert "Indiquez le nom de ce membre" in words(opened)
    assert opened.focusWidget().accessibleName() == "Nom et prénom"
    write(opened, "Paul Durand")
    press(opened, Qt.Key.Key_Return)
    assert [(each.name, each.quality) for each in office.session.jurors[-1:]] == [
        ("Paul Durand", "Durand Paul")
    ]


def test_an_empty_centre_is_refused(page: DayPage, office: Office) -> None:
    click(button(page, "Session…"))
    opened = dialog(page)
    fill(opened, "Centre d’examen", "")
    press(opened, Qt.Key.Key_Return)
    assert "Indiquez le centre d’examen." in words(opened)
    assert called(opened, "Centre d’examen").hasFocus()
    assert office.session.centre == "Lycée fictif des Essais"
    press(opened, Qt.Key.Key_Escape)
    click(button(opened, "Abandonner la saisie"))
