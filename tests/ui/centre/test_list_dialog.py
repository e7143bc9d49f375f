"""A list shown, mapped, decided on and taken in, in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from btstc_jury.application.centre.columns import ListField
from btstc_jury.application.centre.importing import Resolution
from btstc_jury.application.views.centre.list import LineKind
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.ui.centre.list_dialog import ListDialog
from btstc_jury.ui.centre.list_source import ListSource
from tests.exchange import lists
from tests.ui.centre.conftest import PEOPLE, MakeCentre, chips
from tests.ui.centre.test_candidates_page import back_in_window, held, page_of, said
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
LIST = """Candidats de la session 2027
N° candidat;Nom;Prénom;Établissement
02134560;MOREAU;Ana;Lycée Sand
02134561;BENALI;Karim;Lycée Gide
02134569;KERN;Odile;Lycée Gide
"""


def dialog_of(hands: Hands) -> ListDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, ListDialog)
    hands.wait(lambda: not found._beside.busy)
    return found


def receive(hands: Hands, text: str) -> ListDialog:
    page = page_of(hands)
    page.receive(ListSource.of_text(text, page.ports.centres))
    return dialog_of(hands)


def lines(dialog: ListDialog) -> list[tuple[str, str, str]]:
    return [(each.verdict, each.name, each.told) for each in dialog.table.rows.rows]


def test_a_pasted_list_is_shown_then_taken_in_and_taken_back(hands: Hands) -> None:
    QGuiApplication.clipboard().setText(LIST)
    page_of(hands).table.setFocus()
    hands.key("Ctrl+V")
    dialog = dialog_of(hands)
    assert lines(dialog) == [
        ("≠ modifié", "MOREAU Ana", "établissement\u202f: Lycée Gide → Lycée Sand"),
        ("+ nouveau", "KERN Odile", ""),
        ("− absent de la liste", "DIALLO Sékou", "n’est pas dans la liste\u202f: gardé tel quel"),
    ]
    hands.click(dialog.kinds[LineKind.SAME])
    assert "= inchangé" in {verdict for verdict, _, _ in lines(dialog)}
    assert len(held(hands)) == 3
    hands.click(dialog.receive)
    assert chips(hands)[0] == "Candidats 4"
    assert held(hands)[0].school == "Lycée Sand"
    assert held(hands)[0].exams == "E4, E6"
    assert "reçue\u202f: 1 nouveau, 1 modifié, 1 inchangé" in said(hands)
    back_in_window(hands)
    hands.key("Ctrl+Z")
    assert held(hands) == [*PEOPLE]


def test_a_file_dropped_on_the_page_is_shown(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(LIST, "cp1252")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    page = page_of(hands)
    enter = QDragEnterEvent(QPoint(200, 200), COPY, data, LEFT, NONE)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(200, 200), COPY, data, LEFT, NONE))
    dialog = dialog_of(hands)
    assert "liste.csv\u202f: Windows-1252" in hands.texts(dialog)
    assert len(lines(dialog)) == 3


def test_what_is_neither_list_nor_file_is_not_pasted(hands: Hands) -> None:
    QGuiApplication.clipboard().clear()
    hands.key("Ctrl+V")
    assert said(hands) == "Le presse-papiers ne contient ni liste ni fichier."


def test_an_error_keeps_the_whole_list_out_and_says_where(hands: Hands) -> None:
    head = "N° candidat;Nom;Prénom;Né(e) le\n"
    dialog = receive(hands, f"{head}1;KERN;Odile;31/02/2005\n2;LOPEZ;Ana;01/02/2005\n")
    verdict, name, told = lines(dialog)[0]
    assert (verdict, name) == ("× erreur", "Né(e) le")
    assert "«\u202f31/02/2005\u202f»\u202f; attendu\u202f: une date qui existe" in told
    assert not dialog.receive.isEnabled()
    assert "1 erreur à corriger" in hands.texts(dialog)
    assert f"{name}\u202f: {told}" in hands.texts(dialog), "whole, below, without being asked for"
    birth = dialog.columns.choices[3]
    birth.setCurrentIndex(0)
    birth.activated.emit(0)
    dialog = dialog_of(hands)
    assert dialog.receive.isEnabled()
    hands.click(dialog.receive)
    assert len(held(hands)) == 5
    again = receive(hands, f"{head}1;KERN;Odile;31/02/2005\n")
    assert again.columns.choices[3].currentData() is None
    assert again.receive.isEnabled()


def test_the_row_of_headings_and_a_column_are_chosen_by_hand(hands: Hands) -> None:
    dialog = receive(hands, "A;B;C\nKERN;Odile;7\nLOPEZ;Ana;8\n")
    assert not dialog.receive.isEnabled()
    dialog.headings.setCurrentIndex(0)
    dialog.headings.activated.emit(0)
    dialog = dialog_of(hands)
    for place, field in ((0, ListField.LAST_NAME), (1, ListField.FIRST_NAMES), (2, ListField.NUMBER)):
        choice = dialog.columns.choices[place]
        choice.setCurrentIndex(choice.findData(field))
        choice.activated.emit(choice.currentIndex())
        dialog = dialog_of(hands)
    assert [name for verdict, name, _ in lines(dialog) if verdict == "+ nouveau"] == [
        "KERN Odile",
        "LOPEZ Ana",
    ]
    hands.key("Esc")
    assert dialog.isVisible()
    hands.click(hands.button("Abandonner la saisie", dialog))
    assert len(held(hands)) == 3


def test_whoever_is_in_doubt_waits_for_a_decision(hands: Hands) -> None:
    text = "N° candidat;Nom;Prénom\n02134560;KERN;Odile\n02134561;LOPEZ;Ana\n"
    dialog = receive(hands, text)
    assert [each for each, _, _ in lines(dialog)][:2] == ["? douteux", "? douteux"]
    assert not dialog.receive.isEnabled()
    assert "2 à décider" in hands.texts(dialog)
    dialog.table.selectRow(0)
    hands.click(dialog.answers[Resolution.OTHER])
    assert "1 à décider" in hands.texts(dialog)
    dialog.for_all.setChecked(True)
    hands.click(dialog.answers[Resolution.LEAVE])
    dialog.for_all.setChecked(False)
    dialog.table.selectRow(0)
    hands.click(dialog.answers[Resolution.SAME])
    assert dialog.receive.isEnabled()
    hands.click(dialog.receive)
    assert [each.full_name for each in held(hands)] == ["KERN Odile", "BENALI Karim", "DIALLO Sékou"]


def test_what_is_no_list_is_said_and_nothing_is_done(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "page.csv"
    path.write_text("<html>rien</html>")
    page = page_of(hands)
    page.receive(ListSource.of_file(path, page.ports.centres))
    dialog = dialog_of(hands)
    assert "c’est une page web ou un document, pas une liste" in hands.texts(dialog)
    assert not dialog.receive.isEnabled()
    hands.key("Esc")
    assert not dialog.isVisible()


def test_ten_thousand_lines_show_how_far_they_are_and_can_be_given_up(
    show_window: ShowWindow, make_centre: MakeCentre
) -> None:
    hands = show_window()
    hands.window.open_path(make_centre(CentreCandidate("1", last_name="Seul", first_names="Un")))
    rows = "".join(f"{number:08};NOM{number};Ana\n" for number in range(10_000))
    page = page_of(hands)
    page.receive(ListSource.of_text(f"N° candidat;Nom;Prénom\n{rows}", page.ports.centres))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ListDialog)
    seen: list[int] = []
    dialog._progress.valueChanged.connect(seen.append)
    hands.wait(lambda: not dialog._beside.busy)
    assert len({*seen}) > 5
    assert dialog.receive.isEnabled()
    dialog._look()
    assert not dialog.receive.isEnabled()
    dialog.reject()
    QThreadPool.globalInstance().waitForDone()
    assert not dialog.isVisible()
    assert len(held(hands)) == 1


@pytest.mark.parametrize(
    ("name", "content", "new"),
    [
        ("nationale.csv", lists.national().encode("utf-8-sig"), 5),
        ("nationale-16.txt", lists.national(separator="\t").encode("utf-16"), 5),
        ("maison.csv", lists.national(end="\r").encode("cp1252", "replace"), 5),
        ("bureau.xlsx", lists.office_xlsx(), None),
        ("libre.ods", lists.free_ods(), None),
    ],
)
def test_each_kind_of_file_is_received(
    show_window: ShowWindow,
    make_centre: MakeCentre,
    tmp_path: Path,
    name: str,
    content: bytes,
    new: int | None,
) -> None:
    hands = show_window()
    hands.window.open_path(make_centre())
    path = tmp_path / name
    path.write_bytes(content)
    page = page_of(hands)
    page.receive(ListSource.of_file(path, page.ports.centres))
    dialog = dialog_of(hands)
    read = [each for each in dialog.lines if each.kind in {LineKind.NEW, LineKind.DOUBTFUL}]
    assert len(read) == new or (new is None and read)
    assert dialog.columns.choices
    hands.click(dialog.receive)
    assert [each.full_name for each in held(hands)] == [
        each.name for each in sorted(read, key=lambda each: each.place)
    ]
