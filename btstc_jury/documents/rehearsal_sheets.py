"""Before an attempt: the sheet that a student prepares with, and those that observers fill in by hand."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from btstc_jury.application.views.paper import Labelled
from btstc_jury.application.views.rehearsal.paper import (
    ComparedChange,
    ObserverSheets,
    ObserverSheetView,
    PreparationSheetView,
)
from btstc_jury.documents.blocks import (
    WRITTEN_LINE,
    Block,
    LabelPanel,
    Placed,
    Row,
    RuledPanel,
    Stack,
    TextPanel,
    paginate,
    shares,
)
from btstc_jury.documents.document import bound, fitting, framed, paper_foot, printed
from btstc_jury.documents.grid_body import DENSITIES, Density, described, table_blocks
from btstc_jury.documents.grid_heading import CandidatePanel, masthead, running_head
from btstc_jury.documents.sheet import (
    BODY,
    COLUMN_GAP,
    FULL,
    HAIR,
    LABEL,
    LEFT,
    MEDIUM,
    STRONG,
    TITLES,
    TOP,
    Sheet,
)
from btstc_jury.documents.tagging import Part
from btstc_jury.documents.typesetting import texts

_GAP = 8.0
_LINES = (22, 18, 14, 11, 8, 6, 4, 3)
"""To write on, of an observer's two panels: as many as the page has room for."""
_LABEL_SHARE = 0.24
_PAD = 3.0
_SECTION = TITLES[-1]
_NAME_SHARE = 0.3
_SHORT = 90.0
"""Height of a rubric that can stand beside another one."""
_OBSERVER_WIDTH = 210.0


class _ChangeHead(Block):
    """Over the changes: what was, and what is."""

    keep = True
    part = Part.HEAD

    def __init__(self) -> None:
        self.height = STRONG.leading + 6

    def draw(self, sheet: Sheet, top: float) -> None:
        baseline = STRONG.baseline(top + 2)
        for x, head in zip(_columns(), ("Ce qui change", "Dans la fiche", "Aujourd’hui"), strict=True):
            sheet.words(x, baseline, head, STRONG)
        sheet.rule(LEFT, top + self.height, FULL, MEDIUM)


def _columns() -> tuple[float, float, float]:
    """Where the parameter, what was and what is begin."""
    label = FULL * _LABEL_SHARE
    half = (FULL - label) / 2
    return LEFT, LEFT + label, LEFT + label + half


class _Change(Block):
    """One parameter; what is stands in bold, so that it survives a photocopier."""

    part = Part.ROW

    def __init__(self, change: ComparedChange) -> None:
        label, half = FULL * _LABEL_SHARE - 8, (FULL - FULL * _LABEL_SHARE) / 2 - 8
        self._cells = (
            (texts(change.label, BODY, label), BODY),
            (texts(change.before or "—", BODY, half), BODY),
            (texts(change.after or "—", STRONG, half), STRONG),
        )
        self.height = max(len(lines) for lines, _ in self._cells) * BODY.leading + 2 * _PAD

    def draw(self, sheet: Sheet, top: float) -> None:
        for x, (lines, style) in zip(_columns(), self._cells, strict=True):
            sheet.lines(x, top + _PAD, lines, style)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)


def preparation_pdf(view: PreparationSheetView) -> bytes:
    return fitting(view, [partial(_preparation, rubrics=each) for each in (_framed, _paired, _tabled)])


_Rubrics = Callable[[Sequence[Labelled]], Iterator[Block]]


def _preparation(view: PreparationSheetView, rubrics: _Rubrics) -> Iterator[Block]:
    """``rubrics``: how those of the fiche are set."""
    yield from masthead(view, "Classe")
    yield Row([CandidatePanel(view, FULL, "Étudiant")]).spaced(_GAP)
    if view.changes or view.sentences:
        yield _section("Situation modifiée")
    if view.changes:
        head = _ChangeHead()
        yield head.spaced(2, keep=True)
        for change in view.changes:
            yield _Change(change).under(head)
    if view.sentences:
        yield Row([TextPanel("Ce qui est modifié", view.sentences)]).spaced(_GAP)
    if view.annexes:
        yield Row([TextPanel("Annexes remises", "\n".join(view.annexes))]).spaced(_GAP)
    if view.fiche:
        yield _section(view.fiche_name[:1].upper() + view.fiche_name[1:])
        yield from rubrics(view.fiche)
    yield _section("Déroulement")
    yield from rubrics(view.exam_phases)


def _section(title: str) -> Block:
    return Stack((title, _SECTION), above=4, below=2).spaced(_GAP, keep=True)


def _framed(parts: Sequence[Labelled]) -> Iterator[Block]:
    for part in parts:
        if part.text:
            yield Row([TextPanel(part.label, part.text)]).spaced(5)


def _paired(parts: Sequence[Labelled]) -> Iterator[Block]:
    """Short ones side by side."""
    waiting = deque(part for part in parts if part.text)
    while waiting:
        beside = [TextPanel(each.label, each.text, shares(2)) for each in islice(waiting, 2)]
        alone = waiting.popleft()
        if len(beside) == 2 and max(panel.height for panel in beside) <= _SHORT:
            waiting.popleft()
            yield Row(beside).spaced(5)
        else:
            yield Row([TextPanel(alone.label, alone.text)]).spaced(5)


def _tabled(parts: Sequence[Labelled]) -> Iterator[Block]:
    """Short ones without frames, each beside its name: the tightest."""
    for part in filter(lambda each: each.text, parts):
        line = _Beside(part)
        yield Row([TextPanel(part.label, part.text)]).spaced(5) if line.height > _SHORT else line


class _Beside(Block):
    part = Part.ROW

    def __init__(self, part: Labelled) -> None:
        self._label = texts(part.label.upper(), LABEL, FULL * _NAME_SHARE - 10)
        self._text = texts(part.text, BODY, FULL * (1 - _NAME_SHARE))
        self.height = max(len(self._label) * LABEL.leading, len(self._text) * BODY.leading) + 2 * _PAD

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.lines(LEFT, top + _PAD, self._label, LABEL, beside=BODY)
        sheet.lines(LEFT + FULL * _NAME_SHARE, top + _PAD, self._text, BODY)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)


def observer_sheets_pdf(view: ObserverSheets) -> bytes:
    """Each sheet counts its own pages."""
    return printed(view, _sheets)


def _sheets(view: ObserverSheets) -> bytes:
    pages = [page for sheet in view.sheets for page in _observed(sheet)]
    return bound(pages, view.title, view.subject, view.language)


def _observed(view: ObserverSheetView) -> list[Sheet]:
    foot = paper_foot(view)
    pages: list[list[Placed]] = []
    for density in DENSITIES:
        for lines in _LINES:
            pages = paginate([*_filled_in(view, density, lines)], TOP, foot.top, running_head(view))
            if len(pages) == 1:
                return framed(view, foot, pages)
    return framed(view, foot, pages)


def _filled_in(view: ObserverSheetView, density: Density, lines: int) -> Iterator[Block]:
    yield from masthead(view, "Classe")
    student = CandidatePanel(view, FULL - COLUMN_GAP - _OBSERVER_WIDTH, "Étudiant observé")
    yield Row((student, _ObserverPanel(view, _OBSERVER_WIDTH))).spaced(_GAP)
    yield from table_blocks(view, density, described=described(view))
    half = shares(2)
    yield Row((RuledPanel("Réussites", lines, half), RuledPanel("À améliorer", lines, half))).spaced(_GAP)


class _ObserverPanel(LabelPanel):
    """Room for the observer's name, and what to type for each level."""

    def __init__(self, view: ObserverSheetView, width: float) -> None:
        super().__init__("Observateur", width)
        self._keys = texts(view.keys, BODY, self.inside)
        self.set_content_height(WRITTEN_LINE + len(self._keys) * BODY.leading)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.rule(x, top + WRITTEN_LINE - 5, self.inside, HAIR)
        sheet.lines(x, top + WRITTEN_LINE, self._keys, BODY)
