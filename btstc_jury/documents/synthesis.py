"""The « fiche de synthèse » of an épreuve in two situations, in the look of the grid."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.views.synthesis import SituationSheet, SynthesisView
from btstc_jury.documents.blocks import Block, Row, TextPanel
from btstc_jury.documents.document import paper
from btstc_jury.documents.grid_body import DENSITIES, MarkPanel, Signatures
from btstc_jury.documents.grid_heading import CandidatePanel, masthead
from btstc_jury.documents.sheet import COLUMN_GAP, FULL

_GAP = 9.0
_MARK_WIDTH = 150.0


def synthesis_pdf(view: SynthesisView) -> bytes:
    return paper(view, _blocks)


def _blocks(view: SynthesisView) -> Iterator[Block]:
    yield from masthead(view)
    yield Row([CandidatePanel(view, FULL)]).spaced(_GAP)
    for sheet in view.sheets:
        yield from _sheet(sheet)
    if view.calculation:
        yield Row([TextPanel("Note proposée de l’épreuve, calculée", view.calculation)]).spaced(_GAP)
    if view.warnings:
        yield Row([TextPanel("À savoir", view.warnings)]).spaced(_GAP)
    mark = MarkPanel("Note arrêtée par le jury", _MARK_WIDTH, view.decided, view.out_of, view.decision)
    remark = TextPanel("Remarques et observations du jury", view.remark, FULL - _MARK_WIDTH - COLUMN_GAP)
    yield Row([mark, remark]).spaced(_GAP, keep=True)
    yield Signatures(view.signers, DENSITIES[0]).spaced(_GAP)


def _sheet(sheet: SituationSheet) -> Iterator[Block]:
    label = f"{sheet.title}, note proposée"
    mark = MarkPanel(label, _MARK_WIDTH, sheet.mark or "—", sheet.out_of)
    held = TextPanel(sheet.title, "\n".join(sheet.lines), FULL - _MARK_WIDTH - COLUMN_GAP)
    yield Row([held, mark]).spaced(_GAP, keep=bool(sheet.texts))
    for each in sheet.texts:
        yield Row([TextPanel(each.label, each.text)]).spaced(_GAP)
