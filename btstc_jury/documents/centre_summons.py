"""A candidate's convocation: one page, an hour that one sees first."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.views.centre.paper import SummonsOral, SummonsStep, SummonsView
from btstc_jury.documents.blocks import Block, LabelPanel, Row, Stack, TextPanel
from btstc_jury.documents.centre_lists import marked
from btstc_jury.documents.grid_heading import KindBand
from btstc_jury.documents.listing import list_sheets
from btstc_jury.documents.sheet import BODY, FULL, HAIR, LABEL, MEDIUM, NAME, STRONG, THICK, Sheet
from btstc_jury.documents.typesetting import Face, Style, texts

_TITLE = Style(Face.BOLD, 22.0, 27.0)
_CENTRE = Style(Face.BOLD, 11.0, 14.0)
_EXAM = Style(Face.BOLD, 11.0, 14.0)
_DAY = Style(Face.BOLD, 14.0, 18.0)
_HOUR = Style(Face.BOLD, 17.0, 22.0)
_WHAT = Style(Face.BOLD, 11.0, 22.0)
_TOLD = Style(Face.BOLD, 10.0, 13.0)
_TEXT = Style(Face.REGULAR, 9.6, 12.6)
_HOURS, _WHATS = 84.0, 96.0
"""What the hour, and what happens then, take of the width of a frame."""
_LASTS = 150.0
_GAP = 9.0
_FOOTNOTE = "Les durées indiquées sont celles qui vous sont accordées."


def summons_pages(view: SummonsView) -> list[Sheet]:
    """To be called by way of ``printed``."""
    running = " · ".join((view.heading, view.whose, *view.lines[:1], view.centre))
    return list_sheets(view, _FOOTNOTE, running, _blocks(view), most=2)


def _blocks(view: SummonsView) -> Iterator[Block]:
    above = " · ".join(filter(None, (view.diploma, view.session))).upper()
    yield Stack((above, LABEL), (view.centre, _CENTRE), below=5.0, rule=THICK)
    yield Stack((view.heading, _TITLE)).spaced(14.0)
    if view.replaces:
        yield KindBand(view.replaces).spaced(4.0)
    yield Row([_PersonPanel(view)]).spaced(_GAP)
    for oral in view.orals:
        yield Row([_OralPanel(oral)]).spaced(_GAP)
    if view.pending:
        yield Row([TextPanel("À venir", view.pending)]).spaced(_GAP)
    yield Stack(*((each, _TEXT) for each in view.footnotes)).spaced(14.0)


class _PersonPanel(LabelPanel):
    def __init__(self, view: SummonsView) -> None:
        super().__init__("Candidat", FULL)
        self._name = texts(view.whose, NAME, self.inside)
        self._lines = [part for line in view.lines for part in texts(line, _TEXT, self.inside)]
        self.set_content_height(len(self._name) * NAME.leading + len(self._lines) * _TEXT.leading + 2)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        below = sheet.lines(x, top, self._name, NAME) + 1
        sheet.lines(x, below, self._lines, _TEXT)


class _OralPanel(LabelPanel):
    """Its day, then an hour a line; what changed in bold under them."""

    def __init__(self, oral: SummonsOral) -> None:
        super().__init__("Épreuve", FULL)
        self._exam = texts(oral.exam, _EXAM, self.inside)
        self._day = texts(oral.day, _DAY, self.inside)
        self._steps = [(each, self._where(each)) for each in oral.steps]
        self._told = texts(marked(oral.mark, oral.told), _TOLD, self.inside - 10)
        self._bring = [part for line in oral.bring for part in texts(line, BODY, self.inside)]
        self._bring_height = (len(self._bring) * BODY.leading + STRONG.leading + 6) if self._bring else 0.0
        told_height = len(self._told) * _TOLD.leading + (6 if self._told else 0)
        steps = sum(_height(where) for _, where in self._steps)
        day = len(self._exam) * _EXAM.leading + len(self._day) * _DAY.leading + 2
        self.set_content_height(day + steps + told_height + self._bring_height)

    def _where(self, step: SummonsStep) -> list[str]:
        return texts(step.where, _TEXT, self.inside - _HOURS - _WHATS - _LASTS)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        below = sheet.lines(x, top, self._exam, _EXAM)
        below = sheet.lines(x, below, self._day, _DAY) + 2
        for step, where in self._steps:
            self._draw_step(sheet, (x, below), step, where)
            below += _height(where)
        if self._told:
            sheet.solid(x, below + 4, 3, len(self._told) * _TOLD.leading - 2)
            below = sheet.lines(x + 10, below + 3, self._told, _TOLD) + 3
        if self._bring:
            sheet.rule(x, below + 2, self.inside, HAIR)
            below = sheet.lines(x, below + 5, ["À apporter"], STRONG)
            sheet.lines(x, below, self._bring, BODY)

    def _draw_step(self, sheet: Sheet, at: tuple[float, float], step: SummonsStep, where: list[str]) -> None:
        x, top = at
        sheet.rule(x, top, self.inside, MEDIUM)
        sheet.lines(x, top + 2, [step.begins], _HOUR)
        sheet.lines(x + _HOURS, top + 2, [step.what], _WHAT, beside=_HOUR)
        lasts = f"{step.hours} ({step.lasts})"
        sheet.lines(x + _HOURS + _WHATS, top + 2, [lasts], _TEXT, beside=_HOUR)
        sheet.lines(x + _HOURS + _WHATS + _LASTS, top + 2, where, _TEXT, beside=_HOUR)


def _height(where: list[str]) -> float:
    return max(_HOUR.leading, (len(where) - 1) * _TEXT.leading + _HOUR.leading) + 4
