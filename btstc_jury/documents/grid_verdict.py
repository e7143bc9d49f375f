"""What the commission proposes, and the places to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btstc_jury.application.views.grid import GridMember, GridView
from btstc_jury.documents.flow import Block
from btstc_jury.documents.grid_look import (
    COLUMN_GAP,
    FULL,
    LABEL,
    MARK,
    OUT_OF,
    PADDING,
    STRONG,
    Density,
)
from btstc_jury.documents.lines import texts
from btstc_jury.documents.panels import LabelPanel, Panel, Row, TextPanel, first_baseline, shares
from btstc_jury.documents.sheet import Sheet
from btstc_jury.documents.signing.places import SEAL_FIELD, signature_field

_MARK_WIDTH = 108.0
_TALLEST_COLUMN = 200.0
_SIGNATURES_A_ROW = 3
_SEAL_HEIGHT = 22.0
_UNDER = 3.0
"""Between a signature and the frame below it."""


class _MarkPanel(LabelPanel):
    def __init__(self, view: GridView) -> None:
        super().__init__("Note proposée", _MARK_WIDTH)
        self._mark = view.mark or "—"
        self._out_of = f"/{view.out_of}"
        self.set_content_height(MARK.leading + 2)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        baseline = first_baseline(top, MARK)
        sheet.words(x, baseline, self._mark, MARK)
        sheet.words(x + MARK.width(self._mark) + 4, baseline, self._out_of, OUT_OF)


class _SignaturePanel(LabelPanel):
    """``field``: name of the signature field that fills the room under the name."""

    def __init__(self, member: GridMember, width: float, room: float, field: str) -> None:
        super().__init__(member.role, width)
        self._field = field
        self._name = texts(member.name, STRONG, self.inside)
        self._name_height = len(self._name) * STRONG.leading
        self.set_content_height(self._name_height + room)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.lines(x, first_baseline(top, STRONG), self._name, STRONG)
        top += self._name_height
        sheet.words(x, first_baseline(top, LABEL), "Signature", LABEL)
        above = PADDING - 2 + self.label_height + self._name_height
        sheet.reserve(self._field, x, top, self.inside, self.height - above - _UNDER)


class _SealPanel(LabelPanel):
    """The centre's seal, as wide as the page."""

    def __init__(self) -> None:
        super().__init__("Sceau du centre", FULL)
        self.set_content_height(_SEAL_HEIGHT)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.reserve(SEAL_FIELD, x, top, self.inside, _SEAL_HEIGHT)


class Signatures(Block):
    """All the places together, three to a row; ``seal``: with a place for the centre's seal under them."""

    def __init__(self, members: Sequence[GridMember], density: Density, *, seal: bool = False) -> None:
        width = shares(min(len(members), _SIGNATURES_A_ROW))
        panels = [
            _SignaturePanel(member, width, density.signing, signature_field(number))
            for number, member in enumerate(members, start=1)
        ]
        starts = range(0, len(panels), _SIGNATURES_A_ROW)
        self._rows = [_row(panels[start : start + _SIGNATURES_A_ROW]) for start in starts]
        if seal:
            self._rows.append(Row([_SealPanel()]))
        self._between = density.gap
        between = self._between * (len(self._rows) - 1)
        self.height = sum(row.height for row in self._rows) + between

    def draw(self, sheet: Sheet, top: float) -> None:
        for row in self._rows:
            row.draw(sheet, top)
            top += row.height + self._between


def _row(panels: Sequence[Panel]) -> Row:
    """The room to sign reaches the foot of the row."""
    tallest = max(panel.height for panel in panels)
    for panel in panels:
        panel.height = tallest
    return Row(panels)


def verdict_blocks(view: GridView, density: Density, *, seal: bool = False) -> Iterator[Block]:
    """Everything under the criteria."""
    rows = [*_remarks(view)]
    for row in rows[:-1]:
        yield row.spaced(density.gap)
    yield rows[-1].spaced(density.gap, keep=bool(view.members))
    if view.members:
        yield Signatures(view.members, density, seal=seal).spaced(density.gap)


def _remarks(view: GridView) -> Iterator[Row]:
    appreciation = TextPanel("Appréciation", view.appreciation, FULL - _MARK_WIDTH - COLUMN_GAP)
    yield Row([_MarkPanel(view), appreciation])
    yield from _strengths(view)
    if view.remarks:
        yield Row([TextPanel("Remarques", view.remarks)])
    if view.reopenings:
        yield Row([TextPanel("Réouvertures", "\n".join(view.reopenings))])


def _strengths(view: GridView) -> Iterator[Row]:
    named = [("Points forts", view.strengths), ("Points à améliorer", view.weaknesses)]
    present = [(label, text) for label, text in named if text]
    if not present:
        return
    beside: list[Panel] = [TextPanel(label, text, shares(len(present))) for label, text in present]
    if max(panel.height for panel in beside) <= _TALLEST_COLUMN:
        yield Row(beside)
    else:
        for label, text in present:
            yield Row([TextPanel(label, text)])
