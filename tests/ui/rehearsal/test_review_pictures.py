"""What comes after an attempt, to be looked at: full and empty, with names as long as they come."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from btstc_jury.application.rehearsing import Setup, add_students, begin, set_up
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.rehearsal import Handling
from btstc_jury.ui.rehearsal.progress_table import ProgressTable
from btstc_jury.ui.theme.theme import Theme
from tests.attempts import CHARIOTS
from tests.ui.pictures import taken
from tests.ui.rehearsal.conftest import Teacher
from tests.ui.rehearsal.test_rehearsal_pictures import LOOKS, looked_at
from tests.ui.rehearsal.test_review_page import KARIM, played

_SCALE = ("TI", "I", "S", "TS", "NE")
_FEW = (LOOKS[0], LOOKS[-1])
LONG = Candidate(
    "", "Moreau-Lefebvre de Saint-Exupéry", "Anaïs Marie-Charlotte", class_name="TC2 alternance B"
)


@pytest.fixture
def full(teacher: Teacher) -> Teacher:
    """The third attempt of Karim, with everybody's levels."""
    act = teacher.hands.office.act
    oral = 0
    for turn in range(3):
        oral = played(teacher, KARIM, 130 * turn)
        for number in range(1, 18):
            act(oral, ev.Rated(number, _SCALE[(number + turn) % 4]))
    act(oral, ev.OwnOpinionGiven(tuple((number, _SCALE[number * 3 % 4]) for number in range(1, 18))))
    for place, name in enumerate(("Inès", "Tom", "Lou")):
        levels = tuple((number, _SCALE[(number + place) % 5]) for number in range(1, 18))
        act(oral, ev.Observed(name, levels))
    teacher.room.open(oral)
    return teacher


def test_a_full_review_is_shown(full: Teacher, theme: Theme) -> None:
    looked_at(full, theme, "review")
    full.hands.key("F2")
    looked_at(full, theme, "review-rating", _FEW)
    full.hands.key("Esc")
    full.hands.key("F7")
    looked_at(full, theme, "progress")
    full.hands.key("F8")
    looked_at(full, theme, "class", _FEW)
    # The last look is the one with large text: all of it stands side by side, no heading cut.
    (table,) = full.hands.see(ProgressTable)
    across = table.horizontalHeader()
    assert table.horizontalScrollBar().maximum() == 0
    for place in range(1, across.count()):
        words = str(table.model().headerData(place, Qt.Orientation.Horizontal)).split("\n")
        assert max(map(across.fontMetrics().horizontalAdvance, words)) <= across.sectionSize(place)


def test_a_review_with_next_to_nothing_and_long_names_is_shown(teacher: Teacher, theme: Theme) -> None:
    hands = teacher.hands
    office = hands.office
    hands.workspace.conductor.carry_out(lambda: add_students(office, (LONG,), "e4-ponctuel"))
    case = replace(
        CHARIOTS, title="Rénovation de l’entrepôt frigorifique de la coopérative des Trois-Vallées"
    )
    oral, _ = set_up(office, Setup("3", "e4-ponctuel", case))
    list(begin(office, oral))
    hands.clock.advance(Duration.minutes(4))
    office.act(oral, ev.Ended())
    teacher.room.open(oral)
    looked_at(teacher, theme, "review-empty", _FEW)
    hands.key("F8")
    looked_at(teacher, theme, "review-observer", _FEW)


def test_a_crowded_line_is_shown(teacher: Teacher, theme: Theme) -> None:
    """Twelve objections, one right after the other, and stops in between."""
    hands = teacher.hands
    office = hands.office
    many = replace(CHARIOTS, objections=CHARIOTS.objections * 3)
    oral, _ = set_up(office, Setup(KARIM, "e4-ponctuel", many))
    list(begin(office, oral))
    ways = (*Handling, None)
    for number in range(12):
        hands.clock.advance(Duration.seconds(9 + 20 * (number % 3)))
        office.act(oral, ev.ObjectionThrown(number))
        if (way := ways[number % 4]) is not None:
            office.act(oral, ev.ObjectionHandled(number, way))
        if number == 5:
            office.act(oral, ev.Paused())
            hands.clock.advance(Duration.minutes(3))
            office.act(oral, ev.Resumed())
        if number == 2:
            office.act(oral, ev.PhaseRestarted(0))
    office.act(oral, ev.Ended())
    teacher.room.open(oral)
    looked_at(teacher, theme, "review-crowded", _FEW)


def test_the_projection_is_shown(full: Teacher) -> None:
    full.hands.key("F5")
    projection = full.room.review.projection
    assert projection is not None
    for width, height in ((1920, 1080), (1366, 768), (1024, 768), (1280, 720)):
        projection.resize(width, height)
        for _ in range(4):
            QApplication.processEvents()
        line = projection.card.line
        assert line.height() >= line.sizeHint().height()
        last = projection.findChildren(QLabel)[-1]
        assert last.mapTo(projection, last.rect().bottomLeft()).y() < height
        assert taken(projection, f"rehearsal-projection-{width}") > 3
    projection.close()
