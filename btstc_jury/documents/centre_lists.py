"""The lists of a centre's days, and what hangs at its doors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from btstc_jury.application.views.centre.paper import (
    CentreListView,
    CentreRow,
    DoorRow,
    DoorView,
    ListLayout,
)
from btstc_jury.application.views.centre.told import Mark
from btstc_jury.documents.blocks import Block, Stack, paginate
from btstc_jury.documents.document import EXPLAINED, Foot, bound, framed, printed
from btstc_jury.documents.grid_heading import RunningHead
from btstc_jury.documents.listing import Columns, ListHead, ListLine, list_sheets, opening
from btstc_jury.documents.sheet import BODY, FULL, HAIR, LEFT, MEDIUM, RIGHT, STRONG, THICK, TOP, Sheet
from btstc_jury.documents.typesetting import MISSING, Face, Style, texts

_COLUMNS: Mapping[ListLayout, Columns] = {
    ListLayout.ROOM: Columns(
        ("Début", 50.0),
        ("Fin", 50.0),
        ("Numéro", 76.0),
        ("Candidat", 162.0),
        ("Épreuve", 92.0),
        ("Préparation", 93.28),
    ),
    ListLayout.PREPARATION: Columns(
        ("Entrée", 50.0),
        ("Conduire", 52.0),
        ("Numéro", 76.0),
        ("Candidat", 150.0),
        ("Vers", 117.0),
        ("Places", 40.0),
        ("E · S", 38.28),
    ),
    ListLayout.SCHOOL: Columns(
        ("Préparation", 84.0),
        ("Début", 46.0),
        ("Numéro", 70.0),
        ("Candidat", 156.0),
        ("Épreuve", 44.0),
        ("Lieu", 123.28),
    ),
    ListLayout.JUROR: Columns(
        ("Début", 46.0),
        ("Fin", 46.0),
        ("Numéro", 70.0),
        ("Candidat", 150.0),
        ("Épreuve", 104.0),
        ("Établissement", 107.28),
    ),
    ListLayout.LACKING: Columns(
        ("Commission", 66.0),
        ("Heure", 46.0),
        ("Numéro", 76.0),
        ("Candidat", 150.0),
        ("Épreuve", 50.0),
        ("Pourquoi", 135.28),
    ),
}
_HOUR = Style(Face.BOLD, 9.6, 12.0)
_WORDS = Style(Face.REGULAR, 9.2, 12.0)
_NAME = Style(Face.BOLD, 9.4, 12.0)
_BELOW = Style(Face.REGULAR, 7.8, 9.8, 0.25)
_CHANGED = Style(Face.BOLD, 8.2, 10.4)
_QUIET = Style(Face.REGULAR, 9.2, 12.0, 0.3)
_CANDIDATE = 3
"""Its column, from 0, in all of them."""
_PAD = 4.0
_BOX = 10.0
_SHADE = 0.93
_STRIKE = (0.9, 0.0)


def list_pdf(view: CentreListView) -> bytes:
    """One list alone; equal views give equal bytes."""
    return printed(view, lambda view: bound(list_pages(view), view.title, view.counts, view.language))


def list_pages(view: CentreListView) -> list[Sheet]:
    """See ``list_sheets``."""
    told = " · ".join(filter(None, (view.heading, view.whose, view.day, view.centre)))
    return list_sheets(view, view.footnote, told, _blocks(view), most=2)


def _blocks(view: CentreListView) -> Iterator[Block]:
    above = " · ".join(filter(None, (view.diploma, view.session)))
    # The day stays whole on its line.
    day = f" —\u00a0{view.day}".replace(view.day, view.day.replace(" ", "\u00a0")) if view.day else ""
    told = ((each, BODY) for each in (view.centre, *view.details))
    counted = view.counts, STRONG
    yield from opening(view.watermark, above, view.whose + day, (view.heading, STRONG), *told, counted)
    columns = _COLUMNS[view.layout]
    for section in view.sections:
        head = ListHead(columns, section.heading)
        # Never alone at the foot of a page.
        yield head.spaced(10.0, keep=True)
        for each in section.rows:
            yield _Row(view.layout, each).under(head)


class _Row(ListLine):
    """What changed has a bar and bold words, who isn't heard here any more is struck out."""

    def __init__(self, layout: ListLayout, row: CentreRow) -> None:
        self._row = row
        self._boxes = layout is ListLayout.PREPARATION and row.mark is not Mark.GONE
        self._columns = columns = _COLUMNS[layout]
        plain = _QUIET if row.pause or row.mark is Mark.GONE else None
        styles = [plain or _style(place, name) for place, name in enumerate(columns.names)]
        super().__init__(
            columns,
            [*zip(row.cells, styles, strict=False)],
            [(row.below, _BELOW), (marked(row.mark, row.told), _CHANGED)],
            left=_CANDIDATE,
            lacks=row.mark is not Mark.NONE,
            pad=_PAD,
        )

    def draw(self, sheet: Sheet, top: float) -> None:
        if self._row.pause:
            sheet.fill(LEFT, top + 0.5, FULL, self.height - 1, _SHADE)
        super().draw(sheet, top)
        if self._row.mark is Mark.GONE:
            for x, lines, style in self._cells:
                strike(sheet, x, top + _PAD, lines, style)
        if self._boxes:
            for place in range(2):
                x = self._columns.starts[-1] + place * (_BOX + 6)
                sheet.box(x, top + _PAD + 1, _BOX, _BOX, MEDIUM)


def _style(place: int, name: str) -> Style:
    if place == _CANDIDATE:
        return _NAME
    return _HOUR if name in {"Début", "Entrée"} else _WORDS


def marked(mark: Mark, told: str) -> str:
    """« MODIFIÉ : au lieu de 10 h 50 »."""
    word = mark.value.upper() if mark in {Mark.CHANGED, Mark.ADDED} else ""
    return "\u202f: ".join(filter(None, (word, told)))


def strike(sheet: Sheet, x: float, top: float, lines: list[str], style: Style) -> None:
    for number, text in enumerate(lines):
        middle = style.baseline(top + number * style.leading) - style.size * 0.3
        sheet.rule(x, middle, style.width(text), _STRIKE)


_ROOM = tuple(Style(Face.BOLD, size, size * 1.15) for size in (52.0, 44.0, 36.0, 28.0))
_DAY = Style(Face.BOLD, 22.0, 28.0)
_WHAT = Style(Face.REGULAR, 15.0, 20.0)
_AGAIN = Style(Face.BOLD, 20.0, 26.0)
_DOOR_HOUR = Style(Face.BOLD, 25.0, 30.0)
_DOOR_NAME = Style(Face.BOLD, 21.0, 26.0)
_DOOR_NUMBER = Style(Face.REGULAR, 13.0, 17.0, 0.2)
_DOOR_TOLD = Style(Face.BOLD, 14.0, 18.0)
_HOURS = 112.0
"""What the hour takes of the width."""
_DOOR_PAD = 6.0
_LARGE_PAGE = 70.0


def door_pages(view: DoorView) -> list[Sheet]:
    """In letters that one reads a metre away; to be called by way of ``printed``."""
    replaced = f" {EXPLAINED}" if MISSING in repr(view) else ""
    foot = Foot(f"{view.centre} · {view.session}{replaced}", _LARGE_PAGE)
    told = " — ".join(filter(None, (view.whose, view.brief, view.day)))
    again = texts(told, _AGAIN, FULL)
    head = RunningHead(view.watermark, (again[:2], _AGAIN), above=3, after=9)
    return framed(view, foot, paginate([*_door_blocks(view)], TOP, foot.top, head))


def _door_blocks(view: DoorView) -> Iterator[Block]:
    style = next((each for each in _ROOM if each.width(view.whose) <= FULL), _ROOM[-1])
    yield Stack((view.whose, style), (view.day, _DAY), (view.what, _WHAT), below=8.0, rule=THICK)
    for row in view.rows:
        yield _DoorLine(row)


class _DoorLine(Block):
    def __init__(self, row: DoorRow) -> None:
        self._row = row
        told = marked(row.mark, row.told)
        room = FULL - _HOURS
        name = replace(_DOOR_NAME, grey=0.35) if row.mark is Mark.GONE else _DOOR_NAME
        self._name = (texts(row.candidate, name, room), name)
        self._rest = [
            (texts(row.number, _DOOR_NUMBER, room), _DOOR_NUMBER),
            (texts(told, _DOOR_TOLD, room), _DOOR_TOLD),
        ]
        lines = (self._name, *self._rest)
        self.height = 2 * _DOOR_PAD + sum(len(each) * style.leading for each, style in lines)

    def draw(self, sheet: Sheet, top: float) -> None:
        below = top + _DOOR_PAD
        lines, style = self._name
        hour = replace(_DOOR_HOUR, grey=style.grey)
        sheet.lines(LEFT, below, [self._row.hour], hour, beside=_DOOR_HOUR)
        if self._row.mark is Mark.GONE:
            strike(sheet, LEFT, below, [self._row.hour], hour)
            strike(sheet, LEFT + _HOURS, below, lines, style)
        for each, looks in (self._name, *self._rest):
            below = sheet.lines(LEFT + _HOURS, below, each, looks)
        if self._row.mark is not Mark.NONE:
            sheet.solid(RIGHT - 5, top + _DOOR_PAD, 5, self.height - 2 * _DOOR_PAD)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)
