"""Verifying on screen, with the keys, the mouse and by dropping files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from btstc_jury.application.evaluation import ReopeningData
from btstc_jury.application.ports import KeptAuthority
from btstc_jury.documents.signing.authority import certificate_pem, new_authority
from btstc_jury.documents.signing.identity import fingerprint
from btstc_jury.ui.verification.verification_dialog import VerificationDialog
from tests.documents.signing.signers import NOW, authority
from tests.documents.signing.verification.envelope_of import broken_second
from tests.documents.signing.verification.grids import der, evaluation, ready, signed, usual
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands


@pytest.fixture
def welcome(show_window: ShowWindow) -> Hands:
    return show_window()


@pytest.fixture
def grid(tmp_path: Path) -> Path:
    path = tmp_path / "grille.pdf"
    path.write_bytes(usual())
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "changée.pdf"
    path.write_bytes(broken_second(usual()))
    return path


@pytest.fixture
def dialog(welcome: Hands) -> Iterator[VerificationDialog]:
    welcome.key("Ctrl+Shift+V")
    shown = welcome.window.findChild(VerificationDialog)
    assert shown is not None
    yield shown
    shown.close()


def settled(hands: Hands, dialog: VerificationDialog) -> None:
    hands.wait(lambda: not dialog.busy)


def rows(dialog: VerificationDialog) -> list[tuple[str, str]]:
    """Every row as it is read: title and state."""
    return [(item.text(0).split("\n")[0], item.text(1)) for item in dialog.tree.rows()]


def below(dialog: VerificationDialog) -> list[str]:
    """What stands under the name of each file."""
    return [item.text(0).partition("\n")[2] for item in dialog.tree.files()]


def drop(target: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(20, 20), *how))
    QApplication.sendEvent(target, QDropEvent(QPointF(20, 20), *how))


def test_a_grid_dropped_on_the_welcome_page_is_verified(welcome: Hands, grid: Path) -> None:
    drop(welcome.window, grid)
    dialog = welcome.window.findChild(VerificationDialog)
    assert dialog is not None
    settled(welcome, dialog)
    assert rows(dialog) == [
        ("grille.pdf", "intacte, noms non garantis"),
        ("Camille Fictif (signature 1)", "valide, non garantie"),
        ("Dominique Fictif (signature 2)", "valide, non garantie"),
        ("Claude Fictif (signature 3)", "valide, non garantie"),
        ("Pages et données", "concordent"),
    ]
    assert "DURAND Élodie" in dialog.details.text()
    assert dialog.preview.page_count() == 1
    dialog.close()


def test_what_is_no_pdf_is_not_taken(welcome: Hands, tmp_path: Path) -> None:
    drop(welcome.window, tmp_path / "notes.txt")
    assert welcome.window.findChild(VerificationDialog) is None


def test_each_row_says_why_with_the_arrows(welcome: Hands, dialog: VerificationDialog, broken: Path) -> None:
    drop(dialog, broken)
    settled(welcome, dialog)
    assert [state for _, state in rows(dialog)] == [
        "NON VALIDE",
        "valide, non garantie",
        "NON VALIDE",
        "NON VALIDE",
    ]
    assert "2 signatures non valides." in dialog.details.text()
    dialog.tree.setFocus()
    welcome.key("Down", 2)
    assert dialog.details.text().startswith("Le document a été modifié dans la partie que cette signature")
    why = "Seule une grille intacte est montrée\u202f: rien ne prouve ce que celle-ci dit."
    assert why in welcome.texts(dialog.preview.parentWidget())
    assert dialog.preview.page_count() == 0
    welcome.button("&Données jointes", dialog).click()
    assert why in welcome.texts(dialog.data)


def test_the_row_of_a_file_says_whose_grid_it_is_or_why_not(
    welcome: Hands, dialog: VerificationDialog, broken: Path, tmp_path: Path
) -> None:
    other = tmp_path / "0213456802 BENALI E6 v1.pdf"
    other.write_bytes(usual())
    dialog.verify([other, broken])
    settled(welcome, dialog)
    wrong, named = below(dialog)
    assert named.startswith("DURAND Élodie · ")
    assert wrong == (
        "Ne l’acceptez pas\u202f: le document a été modifié dans la partie que cette signature couvre."
    )
    dialog.tree.setFocus()
    welcome.key("End")
    welcome.key("Home")
    said = dialog.details.text()
    assert "N’acceptez pas ce fichier\u202f: demandez à la commission de le renvoyer." in said
    assert "D’après le fichier, sans que rien le prouve\u202f: " in said
    assert "DURAND Élodie" in said
    assert dialog.preview.page_count() == 0


def test_what_was_found_is_counted(
    welcome: Hands, dialog: VerificationDialog, grid: Path, broken: Path
) -> None:
    assert not dialog.totals.isVisible()
    dialog.verify([grid, broken, broken.parent / "rien.pdf"])
    settled(welcome, dialog)
    assert dialog.totals.text() == "3 fichiers\u202f: 1 non valide, 1 illisible, 1 intacte sans garant"


def test_a_chosen_row_keeps_the_colour_of_its_verdict(
    welcome: Hands, dialog: VerificationDialog, broken: Path
) -> None:
    dialog.verify([broken])
    settled(welcome, dialog)
    tree = dialog.tree
    item = next(tree.files())
    assert tree.currentItem() is item
    index = tree.indexFromItem(item, 1)
    picture = tree.viewport().grab(tree.visualRect(index)).toImage()
    alert = item.foreground(1).color().rgb()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    assert any(picture.pixel(x, y) == alert for x, y in places)


def test_a_trusted_certificate_vouches(
    welcome: Hands,
    dialog: VerificationDialog,
    grid: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificate = tmp_path / "autorité.crt"
    certificate.write_bytes(certificate_pem(der(authority().certificate)))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(grid)], ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(certificate), ""))
    welcome.click(welcome.button("&Ajouter des grilles…", dialog))
    settled(welcome, dialog)
    welcome.click(welcome.button("&Certificat de confiance…", dialog))
    settled(welcome, dialog)
    assert {state for _, state in rows(dialog)} == {"valide", "concordent"}
    assert dialog.trust.text() == (
        "Vous vous fiez à\nautorité.crt\u202f: Lycée Jean-Monnet, session 2027, commission 3, empreinte "
        + fingerprint(authority().certificate)
    )


def test_a_certificate_is_taken_away_again(
    welcome: Hands, dialog: VerificationDialog, grid: Path, tmp_path: Path
) -> None:
    paths = []
    for folder, each in (("une", authority()), ("autre", new_authority("Lycée", 2027, "3", now=NOW))):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "autorite.crt")
        paths[-1].write_bytes(certificate_pem(der(each.certificate)))
    remove = dialog.remove
    assert not remove.isVisible()
    dialog.verify([grid])
    for path in paths:
        dialog.add_trust(path)
    settled(welcome, dialog)
    assert rows(dialog)[0] == ("grille.pdf", "valide")
    welcome.click(remove)
    (menu,) = dialog.findChildren(QMenu)
    assert [each.text() for each in menu.actions()] == ["autorite.crt (une)", "autorite.crt (autre)"]
    menu.actions()[0].trigger()
    menu.close()
    settled(welcome, dialog)
    assert rows(dialog)[0] == ("grille.pdf", "NON VALIDE")
    welcome.click(remove)
    settled(welcome, dialog)
    assert rows(dialog)[0] == ("grille.pdf", "intacte, noms non garantis")
    assert not remove.isVisible()


def test_two_authorities_of_one_name_and_one_file_name_are_told_apart(
    dialog: VerificationDialog, tmp_path: Path
) -> None:
    twin = new_authority("Lycée Jean-Monnet", 2027, "3", now=NOW)
    for folder, each in (("une", authority()), ("autre", twin)):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "autorite.crt"
        path.write_bytes(certificate_pem(der(each.certificate)))
        dialog.add_trust(path)
    told = dialog.trust.text()
    assert fingerprint(authority().certificate) in told
    assert fingerprint(twin.certificate) in told


def test_a_file_that_is_no_certificate_is_told(
    welcome: Hands, dialog: VerificationDialog, grid: Path
) -> None:
    dialog.add_trust(grid)
    assert "grille.pdf\u202f: Ce fichier n’est pas un certificat lisible" in welcome.texts(dialog)


def test_the_data_of_a_valid_grid_are_shown(welcome: Hands, dialog: VerificationDialog, grid: Path) -> None:
    dialog.verify([grid])
    settled(welcome, dialog)
    welcome.button("&Données jointes", dialog).click()
    said = welcome.texts(dialog.data)
    for words in ("DURAND Élodie", "12,5/20", "Oral maîtrisé.", "Avis commun de la commission"):
        assert words in said


def test_the_same_file_again_keeps_its_row(welcome: Hands, dialog: VerificationDialog, grid: Path) -> None:
    dialog.verify([grid, grid])
    settled(welcome, dialog)
    assert dialog.tree.topLevelItemCount() == 1


def test_a_file_that_is_gone_is_told(welcome: Hands, dialog: VerificationDialog, tmp_path: Path) -> None:
    dialog.verify([tmp_path / "rien.pdf"])
    settled(welcome, dialog)
    assert rows(dialog) == [("rien.pdf", "ILLISIBLE")]
    assert dialog.details.text() == "Ce fichier n’existe pas."
    assert dialog.preview.page_count() == 0


def test_another_look_repaints(welcome: Hands, dialog: VerificationDialog, grid: Path) -> None:
    dialog.verify([grid])
    settled(welcome, dialog)
    before = next(dialog.tree.files()).foreground(1).color()
    welcome.theme.set("dark", 1.5)
    assert next(dialog.tree.files()).foreground(1).color() != before
    settled(welcome, dialog)


def test_the_authority_of_the_open_file_vouches_and_is_told_as_such(hands: Hands, grid: Path) -> None:
    hands.office.file.proofs.keep_authority(KeptAuthority(der(authority().certificate), b"key"))
    drop(hands.window, grid)
    dialog = hands.window.findChild(VerificationDialog)
    assert dialog is not None
    settled(hands, dialog)
    assert rows(dialog)[0] == ("grille.pdf", "valide")
    assert dialog.trust.text() == (
        "Vous vous fiez à\nl’autorité du fichier d’examen ouvert\u202f: Lycée Jean-Monnet, session 2027,"
        f" commission 3, empreinte {fingerprint(authority().certificate)}"
    )
    hands.window.bench.close_file()
    dialog.verify([grid])
    settled(hands, dialog)
    assert rows(dialog)[0] == ("grille.pdf", "intacte, noms non garantis")
    assert "Aucun certificat de confiance" in dialog.trust.text()
    dialog.close()


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    """Twelve of which two were changed, and the last is no PDF."""
    made = [tmp_path / f"grille {number:02}.pdf" for number in range(12)]
    for number, path in enumerate(made):
        path.write_bytes(broken_second(usual()) if number in {3, 7} else usual())
    made[11].write_bytes(b"rien")
    return made


def names(dialog: VerificationDialog) -> list[str]:
    return [item.text(0).split("\n")[0] for item in dialog.tree.files()]


def signatures(dialog: VerificationDialog) -> list[tuple[str, str]]:
    """What belongs to the first file."""
    first = next(dialog.tree.files())
    return [
        (item.text(0).split("\n")[0], item.text(1)) for item in dialog.tree.rows() if item.parent() is first
    ]


def test_among_many_the_bad_ones_stand_first_and_in_sight(
    welcome: Hands, dialog: VerificationDialog, many: list[Path]
) -> None:
    dialog.verify(many)
    settled(welcome, dialog)
    assert names(dialog)[:4] == ["grille 03.pdf", "grille 07.pdf", "grille 11.pdf", "grille 00.pdf"]
    assert names(dialog)[3:] == sorted(names(dialog)[3:]), "those of one verdict as they came"
    tree = dialog.tree
    for item in list(tree.files())[:3]:
        assert tree.viewport().rect().contains(tree.visualItemRect(item))
    assert not any(item.isExpanded() for item in tree.files())
    assert "2 signatures non valides." in dialog.details.text(), "the worst is the one explained"
    below_it = [(name.partition(" (")[0], state) for name, state in signatures(dialog)]
    assert below_it[1] == ("Dominique Fictif", "NON VALIDE"), "what belongs to a file keeps its order"


def test_the_headings_and_the_menu_sort(welcome: Hands, dialog: VerificationDialog, many: list[Path]) -> None:
    dialog.verify([*many[5:8], many[2]])
    settled(welcome, dialog)
    assert names(dialog)[0] == "grille 07.pdf"
    header = dialog.tree.header()
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, Qt.SortOrder.AscendingOrder)
    click = QPoint(header.sectionViewportPosition(0) + 20, header.height() // 2)
    welcome.click(header.viewport(), click)
    assert names(dialog) == sorted(names(dialog))
    welcome.click(header.viewport(), click)
    assert names(dialog) == sorted(names(dialog), reverse=True)
    below_it = [name.partition(" (")[0] for name, _ in signatures(dialog)]
    assert below_it == ["Camille Fictif", "Dominique Fictif", "Claude Fictif"]
    menu = asked_menu(welcome, dialog)
    next(each for each in menu.actions() if each.text() == "Trier par &verdict").trigger()
    assert names(dialog)[0] == "grille 07.pdf"
    next(each for each in menu.actions() if each.text() == "Trier par &verdict").trigger()
    assert names(dialog)[-1] == "grille 07.pdf"
    menu.close()


def asked_menu(hands: Hands, dialog: VerificationDialog) -> QMenu:
    at = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, dialog.tree.viewport().mapToGlobal(at))
    QApplication.sendEvent(dialog.tree.viewport(), event)
    (menu,) = hands.see(QMenu, dialog)
    return menu


def test_what_the_user_folds_and_chooses_stays(
    welcome: Hands, dialog: VerificationDialog, many: list[Path]
) -> None:
    dialog.verify(many[5:8])
    settled(welcome, dialog)
    tree = dialog.tree
    assert all(item.isExpanded() for item in tree.files())
    tree.setFocus()
    welcome.key("End")
    *_, chosen = tree.files()
    list(tree.files())[1].setExpanded(False)
    kept = [item.isExpanded() for item in tree.files()]
    dialog.verify(many[5:8])
    settled(welcome, dialog)
    assert [item.isExpanded() for item in tree.files()] == kept
    dialog.verify([many[3]])
    settled(welcome, dialog)
    assert names(dialog)[1] == "grille 03.pdf"
    assert tree.currentItem() is chosen


def test_rows_are_copied_as_they_read(
    welcome: Hands, dialog: VerificationDialog, broken: Path, grid: Path
) -> None:
    dialog.verify([grid, broken])
    settled(welcome, dialog)
    dialog.tree.setFocus()
    welcome.key("Home")
    welcome.key("Ctrl+C")
    copied = QApplication.clipboard().text().replace("\u202f", " ")
    assert copied.splitlines()[0] == "changée.pdf : NON VALIDE"
    assert "2 signatures non valides." in copied
    welcome.key("Down", 2)
    welcome.key("Ctrl+C")
    assert QApplication.clipboard().text().replace("\u202f", " ").startswith("changée.pdf : ")
    welcome.key("Ctrl+A")
    welcome.key("Ctrl+C")
    assert "grille.pdf : intacte" in QApplication.clipboard().text().replace("\u202f", " ")


def test_a_version_that_another_of_the_files_replaces_says_so(
    welcome: Hands, dialog: VerificationDialog, grid: Path, tmp_path: Path
) -> None:
    first = evaluation()
    replaces = "Annule et remplace la version 1, signée. Motif\u202f: erreur de report"
    page = replace(first.grid, version=2, replaces=replaces, reopenings=("erreur de report",))
    again = replace(first, version=2, reopenings=(ReopeningData(1, "erreur de report"),), grid=page)
    (tmp_path / "version 2.pdf").write_bytes(signed(ready(again)))
    dialog.verify([grid])
    settled(welcome, dialog)
    assert "remplacée" not in "".join(below(dialog))
    dialog.verify([tmp_path / "version 2.pdf"])
    settled(welcome, dialog)
    told = dict(zip((path.name for path in dialog.tree.paths()), below(dialog), strict=True))
    assert told["grille.pdf"].startswith("remplacée par la version 2 · ")
    assert "remplacée" not in told["version 2.pdf"]


def test_a_place_without_signature_names_its_member_and_what_to_look_for(
    welcome: Hands, dialog: VerificationDialog, tmp_path: Path
) -> None:
    path = tmp_path / "papier.pdf"
    path.write_bytes(signed(ready(evaluation()), (1, 2)))
    dialog.verify([path])
    settled(welcome, dialog)
    name = evaluation().grid.members[2].name
    assert (f"Signature 3 — {name}", "pas dans ce fichier") in rows(dialog)
    item = next(each for each in dialog.tree.rows() if each.text(0).startswith("Signature 3"))
    dialog.tree.setCurrentItem(item)
    assert "l’original sur papier" in dialog.details.text()


def test_a_whole_folder_is_added(
    welcome: Hands, dialog: VerificationDialog, grid: Path, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below_it = grid.parent / "commission 2"
    below_it.mkdir()
    grid.rename(below_it / grid.name)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(grid.parent))
    welcome.click(welcome.button("Un d&ossier…", dialog))
    settled(welcome, dialog)
    assert {path.name for path in dialog.tree.paths()} == {"grille.pdf", broken.name}
