"""What is printed of one oral beside the grid, and of a purge, in the look of the grid."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.purging import ReceiptView
from btstc_jury.application.scenarios import ScenarioView
from btstc_jury.application.views.grid import GridMember
from btstc_jury.application.views.reports import MarkStatementView, ReportView
from btstc_jury.documents.blocks import Block, Panel, Row, TextPanel
from btstc_jury.documents.document import paper
from btstc_jury.documents.grid_body import DENSITIES, MarkPanel, Signatures
from btstc_jury.documents.grid_heading import CandidatePanel, masthead
from btstc_jury.documents.sheet import BODY, COLUMN_GAP, FULL, Sheet
from btstc_jury.documents.typesetting import Face, Style, texts

_STATEMENT = Style(Face.BOLD, 13.0, 17.0)
_GAP = 9.0
_PADDING = 9.0
_MARK_WIDTH = 190.0
_CENTRE = GridMember("Pour le centre d’examen", "")


class StatementPanel(Panel):
    """In large letters what it comes to, and what follows."""

    def __init__(self, statement: str, follows: str) -> None:
        super().__init__(FULL)
        self._statement = texts(statement, _STATEMENT, FULL - 2 * _PADDING)
        self._follows = texts(follows, BODY, FULL - 2 * _PADDING)
        lines = len(self._statement) * _STATEMENT.leading + len(self._follows) * BODY.leading
        self.height = lines + 2 * _PADDING

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        left, top = x + _PADDING, top + _PADDING
        below = sheet.lines(left, top, self._statement, _STATEMENT)
        sheet.lines(left, below, self._follows, BODY)


def report_pdf(view: ReportView) -> bytes:
    return paper(view, _report_blocks)


def _report_blocks(view: ReportView) -> Iterator[Block]:
    yield from masthead(view)
    yield Row([CandidatePanel(view, FULL)]).spaced(_GAP)
    yield Row([StatementPanel(view.statement, view.follows)]).spaced(_GAP)
    for number, part in enumerate(view.parts, start=1):
        last = number == len(view.parts)
        yield Row([TextPanel(part.label, part.text)]).spaced(_GAP, keep=last and bool(view.signers))
    if view.signers:
        yield Signatures(view.signers, DENSITIES[0]).spaced(_GAP)


def scenario_pdf(view: ScenarioView) -> bytes:
    return paper(view, _scenario_blocks)


def _scenario_blocks(view: ScenarioView) -> Iterator[Block]:
    yield from masthead(view)
    yield Row([CandidatePanel(view, FULL)]).spaced(_GAP)
    for part in view.parts:
        yield Row([TextPanel(part.label, part.text)]).spaced(_GAP)


def mark_statement_pdf(view: MarkStatementView) -> bytes:
    return paper(view, _statement_blocks)


def _statement_blocks(view: MarkStatementView) -> Iterator[Block]:
    yield from masthead(view)
    candidate = CandidatePanel(view, FULL - _MARK_WIDTH - COLUMN_GAP)
    mark = MarkPanel("Note", _MARK_WIDTH, view.mark, view.out_of, view.decided)
    yield Row([candidate, mark]).spaced(_GAP)
    for number, part in enumerate(view.parts, start=1):
        yield Row([TextPanel(part.label, part.text)]).spaced(_GAP, keep=number == len(view.parts))
    yield Signatures((_CENTRE,), DENSITIES[0]).spaced(_GAP)


def receipt_pdf(view: ReceiptView) -> bytes:
    return paper(view, _receipt_blocks)


def _receipt_blocks(view: ReceiptView) -> Iterator[Block]:
    yield from masthead(view)
    yield Row([StatementPanel(view.statement, "\n".join(view.sitting_lines))]).spaced(_GAP)
    for part in view.parts:
        yield Row([TextPanel(part.label, part.text)]).spaced(_GAP)
