"""Whatever is pasted where a person or a place is named: refused at its field, or kept as it is seen, shown
as text and printed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.application.views.attendance import attendance_view
from btstc_jury.application.views.grid import grid_view
from btstc_jury.documents.attendance import attendance_pdf
from btstc_jury.documents.grid import grid_pdf
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.candidates.day_page import DayPage
from btstc_jury.ui.conductor import Conductor
from tests.documents.reading import squeezed, whole_text
from tests.ui.candidates.test_day_page import orals
from tests.ui.conftest import Show
from tests.ui.finding import button, called, click, dialog, fill, press, spoken, words
from tests.ui.hands import session

CTRL = Qt.KeyboardModifier.ControlModifier
_HTML = "<b>Du</b><img src=file:///x> &amp;"
KEPT = {
    _HTML: _HTML,
    "Du\nrand\tÉl\u2028o": "Du rand Él o",
    unicodedata.normalize("NFD", "Éloïse"): "Éloïse",
    "{last_name} %s \\n": "{last_name} %s \\n",
    "漢字 😀": "漢字 😀",
    # Qt itself drops half a character.
    "Du\ud800pont": "Dupont",
}
"""What is pasted, and what is kept of it."""
REFUSED = (
    "Du\x1b[2Jrand",
    "Du\u202edna",
    "Du\x9brand",
    "Du\u200brand",
    "Du\ufeffrand",
    "x" * 10_000,
)


@pytest.fixture
def office(desk: Desk, path: Path) -> Iterator[Office]:
    made = create_file(desk, path, session(FileKind.EXAM))
    yield made
    made.close()


@pytest.fixture
def page(show: Show, office: Office) -> DayPage:
    return show(Conductor(office))


def paste(field: QWidget, text: str) -> None:
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)


def named(opened: QWidget, name: str) -> QLineEdit:
    """The first visible field of that name."""
    return next(each for each in opened.findChildren(QLineEdit) if each.accessibleName() == name)


def refusals(opened: QWidget) -> list[str]:
    said = words(opened).splitlines()
    return [each for each in said if "Caractère invisible refusé" in each or each.startswith("Trop long")]


def plain(page: QWidget) -> bool:
    """Whether no label would take what was pasted for HTML."""
    shown = [each for each in page.findChildren(QLabel) if "<" in each.text()]
    return all(each.textFormat() is Qt.TextFormat.PlainText for each in shown)


def test_a_pasted_candidate(page: DayPage, office: Office, desk: Desk, path: Path) -> None:
    press(page, Qt.Key.Key_I, CTRL)
    opened = dialog(page)
    fill(opened, "Numéro", "0012")
    for name in ("Numéro", "Nom", "Prénoms"):
        for text in REFUSED:
            for each, right in (("Numéro", "0012"), ("Nom", "Durand"), ("Prénoms", "Anaïs")):
                paste(called(opened, each), text if each == name else right)
            press(opened, Qt.Key.Key_Return)
            assert len(refusals(opened)) == 1, (name, text[:20])
            assert called(opened, name).hasFocus()
    assert not office.file.index.all()
    for number, pasted in enumerate(KEPT):
        paste(called(opened, "Numéro"), f"{number}{pasted}")
        paste(called(opened, "Nom"), pasted)
        paste(called(opened, "Prénoms"), pasted)
        last = number + 1 == len(KEPT)
        press(opened, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier if last else CTRL)
        assert last or not refusals(opened)
    kept = [office.oral(each.oral).plan.candidate for each in office.file.index.all()]
    assert {each.first_names for each in kept} == set(KEPT.values())
    assert {each.last_name for each in kept} == set(KEPT.values())
    assert plain(page)
    rows = "\n".join(spoken(orals(page)))
    sheet = whole_text(attendance_pdf(attendance_view(office, date(2026, 6, 1))))
    for each in KEPT.values():
        assert each.upper() in rows.upper()
        if "漢" not in each:
            assert squeezed(each).casefold() in sheet.casefold()
    for number in range(1, len(KEPT) + 1):
        assert grid_pdf(grid_view(office, number)).startswith(b"%PDF")
    office.close()
    again, _ = open_file(desk, path)
    assert len(again.file.index.all()) == len(KEPT)
    again.close()


@pytest.mark.parametrize(
    "field", ["Nom et prénom", "Précision sur la qualité", "Centre d’examen", "Salle, facultatif"]
)
def test_a_pasted_member_or_centre(field: str, page: DayPage, office: Office) -> None:
    click(button(page, "Session…"))
    opened = dialog(page)
    before = office.session
    for text in REFUSED:
        paste(named(opened, field), text)
        press(opened, Qt.Key.Key_Return)
        assert len(refusals(opened)) == 1, (text[:20], words(opened))
        assert office.session == before
    for number, (text, kept) in enumerate(KEPT.items()):
        if number:
            click(button(page, "Session…"))
            opened = dialog(page)
        paste(named(opened, field), text)
        press(opened, Qt.Key.Key_Return)
        found = office.session
        juror = found.jurors[0]
        now = {"Nom": juror.name, "Pré": juror.quality, "Cen": found.centre, "Sal": found.room}
        assert now[field[:3]] == kept
        assert plain(page)
