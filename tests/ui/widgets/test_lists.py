"""The model of rows tells the view no more than it has to know."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt

from btstc_jury.ui.widgets.lists import ROW, RowsModel


class Line(NamedTuple):
    number: int | None
    text: str
    counted: int = 0


FIRST, SECOND, HEADING = Line(1, "un"), Line(2, "deux"), Line(None, "Titre")


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def model(told: list[str]) -> RowsModel[Line]:
    made: RowsModel[Line] = RowsModel(
        lambda line: line.text,
        lambda line: line.number,
        shape=lambda line: line[:2],
        tip=lambda line: "" if line.number == 1 else f"n° {line.number}",
    )
    made.show((HEADING, FIRST))
    made.modelReset.connect(lambda: told.append("reset"))
    made.rowsInserted.connect(lambda _parent, first, last: told.append(f"{first}-{last} in"))
    made.dataChanged.connect(lambda first, last: told.append(f"{first.row()}-{last.row()} changed"))
    return made


def test_what_is_known_is_not_told_again(model: RowsModel[Line], told: list[str]) -> None:
    model.show((HEADING, FIRST))
    assert told == []


def test_rows_that_follow_are_put_below(model: RowsModel[Line], told: list[str]) -> None:
    model.show((HEADING, FIRST, SECOND))
    assert told == ["2-2 in"]


def test_a_row_of_the_same_shape_is_painted_anew(model: RowsModel[Line], told: list[str]) -> None:
    model.show((HEADING, Line(1, "un", counted=5)))
    assert told == ["1-1 changed"]
    assert model.place(1).data(ROW).counted == 5


def test_another_order_is_told_anew(model: RowsModel[Line], told: list[str]) -> None:
    model.show((FIRST, HEADING))
    model.show((FIRST,))
    assert told == ["reset", "reset"]


def test_rows_are_found_by_their_key(model: RowsModel[Line]) -> None:
    assert model.place(1).row() == 1
    assert not model.place(7).isValid()
    assert model.row(model.place(1)) == FIRST


def test_a_heading_can_not_be_selected(model: RowsModel[Line]) -> None:
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_a_row_speaks(model: RowsModel[Line]) -> None:
    model.show((FIRST, SECOND))
    first, second = model.place(1), model.place(2)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == first.data() == "un"
    assert (first.data(Qt.ItemDataRole.ToolTipRole), second.data(Qt.ItemDataRole.ToolTipRole)) == (
        None,
        "n° 2",
    )
