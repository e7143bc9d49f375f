"""The assistant for a new exam file, down to the file itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain.commission import Role
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.shell.new_file import NewFileDialog
from btstc_jury.ui.theme.theme import Theme
from tests.fakes import FakeLibrary
from tests.forms_for_tests import make_form
from tests.ui.finding import button, called, click, fill, press, words, write
from tests.ui.hands import session

Ask = Callable[[Path], NewFileDialog]


def close(dialog: NewFileDialog) -> None:
    assert dialog.made is not None
    dialog.made.close()


@pytest.fixture
def ask(qtbot: QtBot, theme: Theme, desk: Desk) -> Ask:
    """The assistant, creating real files, plain ones."""

    def make(folder: Path) -> NewFileDialog:
        made = NewFileDialog(theme, None, desk, folder)
        made.accepted.connect(lambda: close(made))
        qtbot.addWidget(made)
        theme.dress(made)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.protect.plain.setChecked(True)
        made.remember()
        return made

    return make


def names(parent: QWidget) -> list[QLineEdit]:
    found = parent.findChildren(QLineEdit)
    return [each for each in found if each.accessibleName() == "Nom et prénom" and each.isVisible()]


def name(parent: QWidget, place: int, text: str) -> None:
    names(parent)[place].setFocus()
    write(parent, text)


def typed(parent: QWidget, field: str) -> str:
    editor = called(parent, field)
    assert isinstance(editor, QLineEdit)
    return editor.text()


def test_a_file_is_made_by_keys_alone(ask: Ask, desk: Desk, tmp_path: Path) -> None:
    opened = ask(tmp_path)
    write(opened, "Lycée fictif")
    press(opened, Qt.Key.Key_Tab)
    fill(opened, "Session", "2027")
    fill(opened, "Numéro de la commission", "3")
    fill(opened, "Salle, facultatif", "B12")
    for place, juror in enumerate(("Camille Fictif", "Dominique Fictif", "Claude Fictif")):
        name(opened, place, juror)
    press(opened, Qt.Key.Key_Return)
    assert opened.result() == NewFileDialog.DialogCode.Accepted
    path = tmp_path / "BTS TC 2027 examen commission 3.btsjury"
    assert opened.path() == path
    office, under_way = open_file(desk, path)
    session = office.session
    office.close()
    assert under_way is None
    assert (session.kind, session.year, session.centre) == (FileKind.EXAM, 2027, "Lycée fictif")
    assert (session.commission, session.room) == ("3", "B12")
    assert [(juror.name, juror.role) for juror in session.jurors] == [
        ("Camille Fictif", Role.EG),
        ("Dominique Fictif", Role.STI),
        ("Claude Fictif", Role.PROFESSIONAL),
    ]


def test_a_centre_with_forms_of_another_diploma_is_proposed_a_name_without_ours(
    qtbot: QtBot, theme: Theme, desk: Desk, tmp_path: Path
) -> None:
    library = FakeLibrary(make_form(), make_form(key="fromage", diploma="BTS Produits laitiers"))
    made = NewFileDialog(theme, None, replace(desk, library=library), tmp_path)
    qtbot.addWidget(made)
    assert made.path().name.startswith("Oraux ")


def test_errors_stand_beside_their_fields(ask: Ask, tmp_path: Path) -> None:
    opened = ask(tmp_path)
    fill(opened, "Session", "27")
    fill(opened, "Numéro de la commission", "")
    press(opened, Qt.Key.Key_Return)
    said = words(opened)
    for error in (
        "Indiquez le centre d’examen.",
        "Écrivez l’année\u202f: 2027.",
        "Indiquez le numéro de la commission.",
        "Indiquez au moins un membre de la commission.",
    ):
        assert error in said
    assert called(opened, "Centre d’examen").hasFocus()
    assert list(tmp_path.iterdir()) == []


def test_a_rehearsal_says_what_it_is_worth(ask: Ask, tmp_path: Path) -> None:
    opened = ask(tmp_path)
    assert "«\u202fENTRAÎNEMENT – sans valeur d’examen\u202f»" in words(opened)
    click_choice(opened, "Entraînement")
    assert "entraînement" in typed(opened, "Fichier")
    assert opened.session().kind is FileKind.TRAINING


def click_choice(parent: QWidget, text: str) -> None:
    choice = button(parent, text)
    assert isinstance(choice, QRadioButton)
    choice.setFocus()
    press(parent, Qt.Key.Key_Space)


def test_the_proposed_name_follows_until_somebody_types_one(ask: Ask, tmp_path: Path) -> None:
    opened = ask(tmp_path)
    fill(opened, "Numéro de la commission", "7/B")
    assert typed(opened, "Fichier").endswith("commission 7B.btsjury")
    fill(opened, "Fichier", str(tmp_path / "juin"))
    fill(opened, "Numéro de la commission", "8")
    assert opened.path() == tmp_path / "juin.btsjury"


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ("", "Indiquez où garder le fichier."),
        ("juin", "Indiquez le dossier en entier, ou choisissez-le."),
        ("{folder}/nulle-part/juin", "Ce dossier n’existe pas\u202f: choisissez-en un autre."),
        ("{folder}/" + "x" * 300, "Ce nom ne peut pas servir\u202f: trop long, ou dossier inaccessible."),
        ("{folder}/pris", "Ce fichier existe déjà\u202f: choisissez un autre nom."),
    ],
)
def test_a_place_that_does_not_do(ask: Ask, tmp_path: Path, place: str, error: str) -> None:
    (tmp_path / "pris.btsjury").touch()
    opened = ask(tmp_path)
    fill(opened, "Fichier", place.format(folder=tmp_path))
    press(opened, Qt.Key.Key_Return)
    assert error in words(opened)


def test_a_place_that_refuses_leaves_all_that_was_typed(ask: Ask, desk: Desk, tmp_path: Path) -> None:
    opened = ask(tmp_path)
    path = tmp_path / "juin.btsjury"
    holder = create_file(desk, path, session())
    path.unlink()
    write(opened, "Lycée fictif")
    name(opened, 0, "Camille Fictif")
    fill(opened, "Fichier", str(path))
    press(opened, Qt.Key.Key_Return)
    holder.close()
    assert opened.isVisible()
    assert "Un autre programme occupe le fichier" in words(opened)
    assert typed(opened, "Centre d’examen") == "Lycée fictif"


def test_members_are_added_and_taken_away(ask: Ask, tmp_path: Path) -> None:
    opened = ask(tmp_path)
    write(opened, "Lycée fictif")
    name(opened, 1, "Dominique Fictif")
    click(button(opened, "Ajouter un membre"))
    write(opened, "Camille Fictif")
    removals = [each for each in opened.findChildren(QPushButton) if each.text() == "Retirer"]
    click(removals[0])
    kept = [(juror.key, juror.name) for juror in opened.session().jurors]
    assert kept == [("j2", "Dominique Fictif"), ("j4", "Camille Fictif")]


def test_leaving_with_something_typed_asks_first(ask: Ask, tmp_path: Path) -> None:
    opened = ask(tmp_path)
    write(opened, "Lycée fictif")
    press(opened, Qt.Key.Key_Escape)
    assert "Ce que vous avez saisi n’est pas enregistré." in words(opened)
    press(opened, Qt.Key.Key_Escape)
    assert called(opened, "Centre d’examen").hasFocus()
    opened.close()
    assert opened.isVisible()
    click(button(opened, "Abandonner la saisie"))
    assert not opened.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_buttons_stay_in_sight(ask: Ask, theme: Theme, tmp_path: Path, scale: float) -> None:
    theme.set(scale=scale)
    opened = ask(tmp_path)
    create = button(opened, "Créer le fichier")
    bottom = create.mapTo(opened, create.rect().bottomRight())
    assert opened.rect().contains(bottom)
    assert opened.height() <= opened.screen().availableGeometry().height()


def test_tab_goes_through_the_fields_as_they_are_read(ask: Ask, tmp_path: Path) -> None:
    opened = ask(tmp_path)
    write(opened, "Lycée fictif")
    for text in ("", "", "B12"):
        press(opened, Qt.Key.Key_Tab)
        if text:
            write(opened, text)
    for juror in ("Camille Fictif", "Dominique Fictif", "Claude Fictif"):
        press(opened, Qt.Key.Key_Tab)
        write(opened, juror)
        for _seat_quality_button in range(3):
            press(opened, Qt.Key.Key_Tab)
    press(opened, Qt.Key.Key_Tab)
    focused = opened.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Ajouter un &membre"
    assert typed(opened, "Salle, facultatif") == "B12"
    assert [juror.name for juror in opened.session().jurors] == [
        "Camille Fictif",
        "Dominique Fictif",
        "Claude Fictif",
    ]
