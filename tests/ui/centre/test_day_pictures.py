"""The day of a centre in every look, to be looked at; nothing is cut, and a screen reader has all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QLabel

from btstc_jury.application.views.day_board import board_view
from btstc_jury.domain.centre.reprinting import as_printed
from btstc_jury.domain.centre.timetable import SlotKey, SlotState, Timetable, slot_at
from btstc_jury.ui.centre.day_layout import DayLayout
from btstc_jury.ui.centre.head import Chip
from btstc_jury.ui.centre.placing_dialog import PlacingDialog
from btstc_jury.ui.theme.theme import Mode, Theme
from tests.accessibility.tree import name_of, problems, visible
from tests.centres import at, picture_day, some_candidates, window
from tests.ui.centre.test_day_page import KERN_E4, LOPEZ, OpenDay, Worker, open_day
from tests.ui.centre.test_placing_dialog import HeldSolver
from tests.ui.pictures import taken
from tests.ui.test_pictures import problems_of, settle

__all__ = ["open_day"]

LOOKS: tuple[tuple[Mode, float, int, int], ...] = (
    ("light", 1.0, 1366, 768),
    ("light", 1.0, 1280, 720),
    ("dark", 1.0, 1366, 768),
    ("contrast-light", 1.0, 1280, 720),
    ("contrast-dark", 1.0, 1280, 720),
    ("light", 1.5, 1280, 720),
    ("light", 2.0, 1280, 720),
)


def every_mark() -> Timetable:
    """What has begun, is fixed, absent, printed otherwise, wrong, unplaced; lost time and a break."""
    day = picture_day()
    slots = dict(day.slots)
    slots[SlotKey(1, "E4")] = replace(slots[SlotKey(1, "E4")], state=SlotState.BEGUN)
    slots[SlotKey(2, "E4")] = replace(slots[SlotKey(2, "E4")], state=SlotState.ABSENT)
    slots[SlotKey(4, "E4")] = replace(slots[SlotKey(4, "E4")], fixed=True)
    printed = {key: as_printed(day, slot) for key, slot in slots.items()}
    slots[SlotKey(5, "E4")] = slot_at(day, day.commissions[1], SlotKey(5, "E4"), at("15:30"))
    del slots[SlotKey(6, "E4")]
    commissions = {
        **day.commissions,
        2: replace(day.commissions[2], breaks=(window("15:10", "15:25"),), lost=(window("16:30", "17:30"),)),
    }
    return replace(day, slots=slots, printed=printed, commissions=commissions)


def twelve() -> Timetable:
    """Commissions that hear nine each, of names as long as they come."""
    day = picture_day()
    long = {
        each: person._replace(
            last_name="De La Rochefoucauld-Liancourt" if each % 5 == 0 else person.last_name,
            first_names="Marie-Hélène Charlotte",
            extra_time=Fraction(1, 3) if each % 7 == 0 else None,
        )
        for each, person in enumerate(some_candidates(60), 1)
    }
    commissions = {
        each: replace(
            day.commissions[1 if each % 3 else 3],
            identity=each,
            number=str(each),
            room=f"Amphithéâtre {each}, bâtiment C",
        )
        for each in range(1, 13)
    }
    day = replace(day, candidates=long, commissions=commissions, slots={})
    hours = ("08:50", "09:50", "11:10", "14:20", "15:20")
    slots = [
        slot_at(
            day, commissions[1 + place // 5], SlotKey(place + 1, "E4" if (1 + place // 5) % 3 else "E6"),
            at(hours[place % 5]),
        )
        for place in range(60)
    ]  # fmt: skip
    return replace(day, slots={each.key: each for each in slots})


def carried(worker: Worker) -> None:
    since = worker.place(LOPEZ)
    worker.drag(since, since + QPoint(20, 0), since + QPoint(-worker.minutes(60), 0))


def opened(worker: Worker) -> None:
    worker.choose(KERN_E4)
    worker.board.opened.emit()


def nothing(_: Worker) -> None:
    pass


SCENES: dict[str, tuple[Callable[[], Timetable], Callable[[Worker], None]]] = {
    "marks": (every_mark, nothing),
    "twelve": (twelve, nothing),
    "details": (every_mark, opened),
    "carried": (picture_day, carried),
    "empty": (Timetable, nothing),
}


@pytest.mark.parametrize("scene", SCENES)
def test_the_day_fits_in_every_look(open_day: OpenDay, theme: Theme, scene: str) -> None:
    make, do = SCENES[scene]
    worker = open_day(make())
    wrong = []
    for mode, scale, width, height in LOOKS:
        theme.set(mode, scale)
        worker.frame.resize(width, height)
        theme.fit(QSize(width, height))
        settle()
        do(worker)
        settle()
        assert taken(worker.frame, f"centre-day-{scene}-{mode}-{scale:g}-{width}") > 3
        assert worker.frame.width() == width, (mode, scale, worker.frame.minimumSizeHint())
        wrong += [f"{mode} {scale} {width}: {each}" for each in problems_of(worker.frame)]
        worker.board.give_up()
    wrong += problems(worker.frame)
    assert not wrong, "\n".join(wrong)


def test_chips_stay_together_where_the_title_has_gone(open_day: OpenDay, theme: Theme) -> None:
    theme.set("light", 2.0)
    worker = open_day(every_mark(), (1280, 720))
    theme.fit(QSize(1280, 720))
    settle()
    head, days = worker.frame.head, worker.page.days
    across = head.layout()
    assert across is not None
    shown = [each.text() for each in head.findChildren(QLabel) if each.isVisible()]
    assert "Centre · session 2027" not in shown
    chips = head.findChildren(Chip)
    gaps = {after.x() - before.geometry().right() - 1 for before, after in pairwise(chips)}
    assert gaps == {across.spacing()}
    margins = across.contentsMargins()
    assert chips[0].x() == margins.left()
    assert days.mapTo(head, days.rect().topRight()).x() + 1 == head.width() - margins.right()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_placing_fits(open_day: OpenDay, theme: Theme, scale: float) -> None:
    theme.set("light", scale)
    worker = open_day(every_mark(), (1280, 720))
    dialog = PlacingDialog(theme, worker.page.presenter, HeldSolver(), worker.frame)
    dialog.ask()
    settle()
    wrong = looked_at(dialog, f"centre-placing-{scale:g}")
    dialog.place_in_order()
    settle()
    wrong += looked_at(dialog, f"centre-placing-result-{scale:g}")
    dialog.reject()
    assert not wrong, "\n".join(wrong)


def looked_at(dialog: QDialog, name: str) -> list[str]:
    assert taken(dialog, name) > 3
    return problems_of(dialog)


def test_a_screen_reader_goes_from_oral_to_oral_with_all_that_is_known(open_day: OpenDay) -> None:
    worker = open_day(every_mark())
    settle()
    board = next(each for each in visible(worker.frame) if name_of(each) == "Journée du mardi 18 mai")
    items = [board.child(place) for place in range(board.childCount())]
    said = [name_of(each) for each in items if each.role() is QAccessible.Role.ListItem]
    assert len(said) == len(worker.board.view.blocks)
    assert said[0] == (
        "MOREAU Adèle, E4, commission 1, préparation à 8\u202fh\u202f00, interrogation de 8\u202fh\u202f50 à"
        " 9\u202fh\u202f40, commencé"
    )
    assert any("candidat absent" in each for each in said)
    assert any("modifié depuis l’impression" in each for each in said)
    assert any("ne tiennent pas" in each for each in said)
    place = worker.board.visualRect(worker.board.model().index(3, 0))
    shown = next(each for each in items if name_of(each) == said[3]).rect()
    assert shown.center() == worker.board.viewport().mapToGlobal(place.center())


@pytest.mark.parametrize("height", range(240, 480, 16))
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_words_on_the_ground_lie_on_no_block(theme: Theme, scale: float, height: int) -> None:
    theme.set(scale=scale)
    layout = DayLayout(theme, board_view(every_mark(), at("08:00").date(), {}), QSize(1000, height))
    assert layout.view.lunch is not None
    left, width = layout.span(layout.view.lunch)
    told = []
    for line in range(len(layout.view.lines)):
        spot = layout.free_spot(line, QRectF(left, 0, width, theme.px(15)))
        if spot is None:
            continue
        told.append(line)
        assert QRectF(layout.line_rect(line)).contains(spot)
        places = (part for each in layout.places for part in each)
        assert not any(spot.intersects(part) for part in places)
    assert told
