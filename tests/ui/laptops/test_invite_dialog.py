"""Who is invited, where the file goes, with which passphrase."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.views.laptops import Invitee
from btstc_jury.ui.laptops.invite_dialog import InviteDialog, Made, Offer, Wanted
from btstc_jury.ui.shortcuts import Keymap
from btstc_jury.ui.theme.theme import Theme
from tests.ui.pictures import taken

ASKED = (
    Invitee("a", "Camille Fictif (Éco-gestion)", "", can=True),
    Invitee("b", "Dominique Fictif (STI)", "invitation faite à 14:02, avis attendu", can=True),
    Invitee("c", "Claude Fictif (Professionnel)", "parti", can=False),
)


class Making:
    """What becomes of each file that is asked for."""

    def __init__(self) -> None:
        self.wanted: list[Wanted] = []
        self.problem: dict[str, str] = {}

    def __call__(self, wanted: Wanted) -> Made:
        self.wanted.append(wanted)
        problem = self.problem.get(wanted.juror, "")
        return Made(None if problem else wanted.folder / f"Avis {wanted.juror}.btsjury", problem)


@pytest.fixture
def making() -> Making:
    return Making()


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def shown(
    parent: QWidget, theme: Theme, making: Making, folder: Path, *, encrypts: bool = True, stick: bool = True
) -> InviteDialog:
    phrases = iter(("babo cudi fegi", "hako lemi nopu", "rasi tovu zabe"))
    offer = Offer("Interrogation de …", ASKED, folder, stick, (lambda: next(phrases)) if encrypts else None)
    dialog = InviteDialog(theme, offer, making, Keymap(), parent)
    dialog.ask()
    return dialog


def test_each_juror_has_a_passphrase_of_their_own(
    parent: QWidget, theme: Theme, making: Making, tmp_path: Path
) -> None:
    dialog = shown(parent, theme, making, tmp_path)
    first, second, gone = dialog.choices
    assert not first.tick.isChecked()
    assert not second.tick.isChecked()
    assert not gone.tick.isEnabled()
    dialog.submit()
    assert making.wanted == []
    for each in (first, second):
        each.tick.click()
    dialog.submit()
    keys = [each.key.passphrase for each in making.wanted if each.key is not None]
    assert keys == ["babo cudi fegi", "hako lemi nopu"]
    assert [each.juror for each in making.wanted] == ["a", "b"]
    assert dialog.go.text() == "&Fermer"
    assert taken(dialog, "inviter-faits") > 3
    dialog.submit()
    assert not dialog.isVisible()


def test_without_a_passphrase_it_is_said_what_that_means(
    parent: QWidget, theme: Theme, making: Making, tmp_path: Path
) -> None:
    dialog = shown(parent, theme, making, tmp_path)
    dialog.choices[0].tick.click()
    assert dialog.choices[0].phrase.isVisible()
    assert taken(dialog, "inviter") > 3
    dialog.plain.click()
    assert "quiconque trouve la clé" in dialog.plain.accessibleDescription()
    assert not dialog.choices[0].phrase.isVisible()
    dialog.submit()
    assert [each.key for each in making.wanted] == [None]


def test_a_weak_passphrase_is_pointed_at_and_nothing_made(
    parent: QWidget, theme: Theme, making: Making, tmp_path: Path
) -> None:
    dialog = shown(parent, theme, making, tmp_path)
    dialog.choices[0].tick.click()
    dialog.choices[0].phrase.line.setText("soleil")
    dialog.submit()
    assert "vite devinée" in dialog.choices[0].phrase.error
    assert making.wanted == []


def test_a_file_that_cannot_be_made_keeps_the_others(
    parent: QWidget, theme: Theme, making: Making, tmp_path: Path
) -> None:
    making.problem["b"] = "le disque est plein"
    dialog = shown(parent, theme, making, tmp_path)
    for each in dialog.choices[:2]:
        each.tick.click()
    dialog.submit()
    assert dialog.go.text() == "&Fermer"
    assert "Dominique Fictif (STI)\u202f: le disque est plein" in dialog._problem_text.text()


def test_where_this_machine_cannot_encrypt_only_plain_files_are_offered(
    parent: QWidget, theme: Theme, making: Making, tmp_path: Path
) -> None:
    dialog = shown(parent, theme, making, tmp_path, encrypts=False, stick=False)
    assert dialog.plain.isChecked()
    assert not dialog.plain.isEnabled()
    dialog.choices[0].tick.click()
    dialog.submit()
    assert [each.key for each in making.wanted] == [None]
