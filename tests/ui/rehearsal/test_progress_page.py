"""A student's attempts and a class, by keys: what each cell tells, and the way to the review and to files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from btstc_jury.application.settings import Shelf
from btstc_jury.domain import events as ev
from btstc_jury.ui.rehearsal.progress_page import ProgressPage
from tests.ui.rehearsal.conftest import Teacher
from tests.ui.rehearsal.test_review_page import KARIM, played

ANAIS = "2"


@pytest.fixture
def progressed(teacher: Teacher) -> Teacher:
    """Karim played twice, Anaïs once; some levels."""
    act = teacher.hands.office.act
    for number, listens, level in ((KARIM, 0, "TI"), (KARIM, 130, "S"), (ANAIS, 130, "S")):
        oral = played(teacher, number, listens)
        act(oral, ev.Rated(2, level))
        act(oral, ev.Rated(3, "NE"))
    teacher.room.show_progress(KARIM)
    return teacher


def page(teacher: Teacher) -> ProgressPage:
    return teacher.room.progress


def heard(teacher: Teacher) -> list[str]:
    """Every cell but the names, as it is heard."""
    model = page(teacher).table.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [
        str(model.index(row, column).data(role))
        for row in range(model.rowCount())
        for column in range(1, model.columnCount())
    ]


def test_attempts_stand_side_by_side(progressed: Teacher) -> None:
    told = heard(progressed)
    assert "Parole de l’étudiant, 1er essai\u202f: 65\u202f%" in told
    assert "Parole de l’étudiant, 2e essai\u202f: 51\u202f%" in told
    assert "Objections traitées, 2e essai\u202f: 2 sur 3" in told
    assert any(each.endswith("2e essai\u202f: S (plus haut)") for each in told)
    assert "une différence, pas encore une tendance" in progressed.hands.texts(page(progressed))


def test_keys_go_through_the_table_and_open_a_review(progressed: Teacher) -> None:
    hands, table = progressed.hands, page(progressed).table
    assert hands.at(table)
    hands.key("Right")
    hands.key("Down")
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 2)
    hands.key("Left")
    hands.key("Return")
    assert hands.page is progressed.room.review
    assert "1er essai" in hands.texts(progressed.room.review)
    hands.key("F7")
    assert hands.page is page(progressed)


def test_the_class_counts_where_its_students_stand(progressed: Teacher) -> None:
    hands = progressed.hands
    hands.key("F8")
    told = heard(progressed)
    assert any("S, satisfaisant\u202f: 2 sur 2" in each.lower().replace("s, ", "S, ", 1) for each in told)
    shown = hands.texts(page(progressed))
    assert "2 étudiants" in shown
    assert "Ni classement, ni total" in shown
    assert "BENALI" not in shown.upper()
    hands.key("Alt+Left")
    assert hands.page is progressed.sessions


def test_a_class_without_attempts_says_so(teacher: Teacher) -> None:
    teacher.room._show_class()
    assert "Aucun essai terminé" in teacher.hands.texts(page(teacher))
    assert not page(teacher)._save.isEnabled()


@pytest.mark.parametrize("whose", ["student", "class"])
@pytest.mark.parametrize(("keys", "ending"), [("Ctrl+S", ".pdf"), ("Ctrl+Shift+S", ".xlsx")])
def test_it_is_saved(
    progressed: Teacher,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    whose: str,
    keys: str,
    ending: str,
) -> None:
    hands = progressed.hands
    if whose == "class":
        hands.key("F8")
    written: list[Path] = []

    def choose(
        _page: object, _title: str, _kind: str, proposed: Path, chosen: object, *, shelf: Shelf
    ) -> None:
        assert shelf is Shelf.PAPERS
        written.append(tmp_path / proposed.name)
        chosen(str(written[0]))  # type: ignore[operator]

    monkeypatch.setattr("btstc_jury.ui.rehearsal.saving.ask_where", choose)
    hands.key(keys)
    hands.qtbot.waitUntil(lambda: bool(written) and written[0].exists())
    name = "Progrès BENALI Karim" if whose == "student" else "Classe TC2 A, Mme Fictif"
    assert written[0].name == f"{name}{ending}"
    assert written[0].read_bytes()[:4] in {b"%PDF", b"PK\x03\x04"}


def test_what_a_group_of_criteria_counts_is_told_as_levels(progressed: Teacher) -> None:
    progressed.hands.key("F8")
    rows = [each for each in heard(progressed) if "niveaux sur" in each]
    assert rows
    assert not [each for each in rows if each[:1].isdigit()]
