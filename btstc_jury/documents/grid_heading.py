"""The top of the grid: what is examined, where, who, when, and the times used."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.views.grid import GridTime, GridView
from btstc_jury.application.views.paper import PrintedView
from btstc_jury.documents.blocks import Block, LabelPanel, Row, TextPanel, shares
from btstc_jury.documents.sheet import (
    BODY,
    COLUMN_GAP,
    FULL,
    HAIR,
    KIND,
    LABEL,
    LEFT,
    MEDIUM,
    NAME,
    PADDING,
    RIGHT,
    RUNNING,
    STRONG,
    THICK,
    TITLES,
    Sheet,
)
from btstc_jury.documents.tagging import HEADING, Part
from btstc_jury.documents.typesetting import Style, texts

Paper = GridView | PrintedView

_TIMES_SHARE = 0.53
PROVISIONAL = "PROVISOIRE"
_FEW_LINES = 4
_LONGEST_NAME = 4
"""Lines that a name may take in large letters."""


class KindBand(Block):
    """Says on each page, in words, that this is no examination."""

    height = 18.0

    def __init__(self, watermark: str) -> None:
        self._text = watermark

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.box(LEFT, top, FULL, self.height, MEDIUM)
        sheet.words_centred((LEFT + RIGHT) / 2, KIND.baseline(top + 3), self._text, KIND)


class Heading(Block):
    """Diploma, session and exam on the left; centre and commission on the right."""

    gap = 8.0

    def __init__(self, view: Paper, place: str = "Centre") -> None:
        self._place = place.upper()
        places = [*texts(view.centre, BODY, FULL * 0.3), *texts(view.place, BODY, FULL * 0.3)]
        right = max([BODY.width(line) for line in places], default=0.0)
        width = FULL - right - 14
        title = view.heading
        self._style = next((style for style in TITLES if style.width(title) <= width), TITLES[-1])
        above = " · ".join(filter(None, (view.diploma, view.session)))
        self._labels = texts(above.upper(), LABEL, width)
        self._title = texts(title, self._style, width)
        self._details = texts(view.details, BODY, width)
        self._places = places
        title_top = len(self._labels) * LABEL.leading + 1
        left = title_top + len(self._title) * self._style.leading + len(self._details) * BODY.leading
        self.height = max(left, LABEL.leading + 1 + len(places) * BODY.leading) + 6

    def draw(self, sheet: Sheet, top: float) -> None:
        title_top = sheet.lines(LEFT, top, self._labels, LABEL) + 1
        details_top = sheet.lines(LEFT, title_top, self._title, self._style, role=HEADING)
        sheet.lines(LEFT, details_top, self._details, BODY)
        sheet.words_right(RIGHT, LABEL.baseline(top), self._place, LABEL)
        sheet.lines_right(RIGHT, top + LABEL.leading + 1, self._places, BODY)
        sheet.rule(LEFT, top + self.height, FULL, THICK)


class RunningHead(Block):
    """The top of the pages after the first; ``above`` and ``after``: space around its rule, in points."""

    def __init__(self, watermark: str, *parts: tuple[list[str], Style], above: float, after: float) -> None:
        self._band = KindBand(watermark) if watermark else None
        self._parts = parts
        self._after = after
        self._top = self._band.height + 6 if self._band else 0.0
        lines = sum(len(lines) * style.leading for lines, style in parts)
        self.height = self._top + lines + (above + after)

    @property
    def words(self) -> list[str]:
        """Its lines, without those of the kind of file."""
        return [line for lines, _ in self._parts for line in lines]

    def draw(self, sheet: Sheet, top: float) -> None:
        if self._band:
            self._band.draw(sheet, top)
        below = top + self._top
        for lines, style in self._parts:
            below = sheet.lines(LEFT, below, lines, style)
        sheet.rule(LEFT, top + self.height - self._after, FULL, THICK)


def running_head(view: Paper, whose: str = "") -> RunningHead:
    """Enough to bring separated sheets together again. ``whose``: the juror's who writes on them."""
    state = f" · {PROVISIONAL}" if view.provisional else ""
    number = "".join(f" · {line}" for line in view.candidate_lines[:1])
    candidate = _shortened(f"{view.candidate}{number}", RUNNING)
    juror = f"{whose} · " if whose else ""
    exam = _shortened(f"{juror}{view.exam} · {view.session}{state} · {view.centre}", BODY)
    return RunningHead(view.watermark, (candidate, RUNNING), (exam, BODY), above=4, after=10)


def _shortened(text: str, style: Style) -> list[str]:
    """Two lines at most: the first page says the rest."""
    lines = texts(text, style, FULL - style.width("…"))
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]}…"]


class CandidatePanel(LabelPanel):
    """Who is examined, and when."""

    def __init__(self, view: Paper, width: float, label: str = "Candidat") -> None:
        super().__init__(label, width)
        self._name_style = NAME
        self._name = texts(view.candidate, NAME, self.inside)
        if len(self._name) > _LONGEST_NAME:
            self._name_style = STRONG
            self._name = texts(view.candidate, STRONG, self.inside)
        self._candidate = _wrapped(view.candidate_lines, self.inside)
        self._sitting = _wrapped(view.sitting_lines, self.inside)
        lines = len(self._candidate) + len(self._sitting)
        self.set_content_height(len(self._name) * self._name_style.leading + 5 + lines * BODY.leading)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        lines_top = sheet.lines(x, top, self._name, self._name_style) + 1
        sitting_top = sheet.lines(x, lines_top, self._candidate, BODY) + 4
        sheet.lines(x, sitting_top, self._sitting, BODY)


def _wrapped(lines: tuple[str, ...], width: float) -> list[str]:
    return [part for line in lines for part in texts(line, BODY, width)]


class _TimesPanel(LabelPanel):
    _FIGURE = 42.0
    _OVERRUN = 40.0
    _PAD = 1.6

    def __init__(self, view: GridView, width: float) -> None:
        super().__init__("Temps", width)
        rows = (*view.times, view.total)
        over = max(STRONG.width(row.overrun) for row in rows)
        self._over = max(over + 8, self._OVERRUN) if over else 0.0
        figures = 2 * self._FIGURE + self._over
        self._rows = [(row, texts(row.title, BODY, self.inside - figures)) for row in rows]
        self.set_content_height(sum(self._row_height(title) for _, title in self._rows))

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        right = x + self.inside
        used = right - self._over
        heading = LABEL.baseline(top - self.label_height)
        sheet.tags.begin(Part.HEAD)
        sheet.tags.cell(1)
        sheet.words_right(used - self._FIGURE, heading, "ACCORDÉ", LABEL)
        sheet.tags.cell()
        sheet.words_right(used, heading, "UTILISÉ", LABEL)
        if self._over:
            sheet.tags.cell()
            sheet.words_right(right, heading, "DÉPASSÉ", LABEL)
        last = len(self._rows) - 1
        for number, (row, title) in enumerate(self._rows):
            sheet.rule(x, top, self.inside, MEDIUM if number == last else HAIR)
            self._draw_row(sheet, (x, top + self._PAD), row, title, strong=number == last)
            top += self._row_height(title)
        sheet.tags.begin(Part.FLOW)

    def _draw_row(
        self, sheet: Sheet, at: tuple[float, float], row: GridTime, title: list[str], *, strong: bool
    ) -> None:
        style = STRONG if strong else BODY
        x, top = at
        right = x + self.inside
        baseline = BODY.baseline(top)
        sheet.tags.begin(Part.ROW)
        sheet.tags.cell()
        sheet.lines(x, top, title, style)
        sheet.tags.cell()
        sheet.words_right(right - self._over - self._FIGURE, baseline, row.allowed, style)
        sheet.tags.cell()
        sheet.words_right(right - self._over, baseline, row.used, STRONG if row.overrun else style)
        if self._over:
            sheet.tags.cell()
        if row.overrun:
            sheet.words_right(right, baseline, row.overrun, STRONG)

    def _row_height(self, title: list[str]) -> float:
        return len(title) * BODY.leading + 2 * self._PAD


def masthead(view: Paper, place: str = "Centre") -> Iterator[Block]:
    """How every document of one oral begins. ``place``: what the names on the right are."""
    if view.watermark:
        yield KindBand(view.watermark)
    yield Heading(view, place)


def heading_blocks(view: GridView, gap: float) -> Iterator[Block]:
    """Everything above the criteria."""
    yield from masthead(view)
    if view.replaces:
        yield Row([TextPanel(f"Version {view.version}", view.replaces)]).spaced(gap)
    times = (FULL - COLUMN_GAP) * _TIMES_SHARE
    candidate = FULL - COLUMN_GAP - times
    yield Row([CandidatePanel(view, candidate), _TimesPanel(view, times)]).spaced(gap)
    yield from _sitting(view, gap)
    if view.incidents:
        yield Row([TextPanel("Incidents", "\n".join(view.incidents))]).spaced(gap)


def _sitting(view: GridView, gap: float) -> Iterator[Block]:
    """The situation of the candidate beside what there is to say of the commission; together where it is
    little, so that a usual grid keeps to one page.
    """
    together = " · ".join((*view.situation, *view.commission))
    if 0 < len(texts(together, BODY, FULL - 2 * PADDING)) <= _FEW_LINES:
        yield Row([TextPanel("Situation", together)]).spaced(gap)
        return
    named = [("Situation", view.situation), ("Commission", view.commission)]
    present = [(label, "\n".join(lines)) for label, lines in named if lines]
    if present:
        width = shares(len(present))
        yield Row([TextPanel(label, text, width) for label, text in present]).spaced(gap)
