"""Everything that a file holds about one person, on A4 pages, in the look of the grid."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.views.person import PersonOral, PersonRecord, Section
from btstc_jury.application.views.person_events import PersonEvent
from btstc_jury.documents.blocks import Block, Row, Stack, TextPanel
from btstc_jury.documents.document import paper
from btstc_jury.documents.grid_heading import CandidatePanel, masthead
from btstc_jury.documents.sheet import FULL, HAIR, LEFT, MEDIUM, TITLES, Sheet
from btstc_jury.documents.typesetting import Face, Style, texts

_GAP = 9.0
_LABEL_WIDTH = 168.0
_CRITERIA = dict.fromkeys(("levels", "own", "observers"), FULL * 0.74) | {"opinions": FULL * 0.52}
"""Width of the labels where they are criteria."""
_LABEL = Style(Face.REGULAR, 8.2, 10.6, 0.3)
_TEXT = Style(Face.REGULAR, 8.4, 10.6)
_STRIKE = Style(Face.REGULAR, 8.4, 10.6, 0.45)
_TITLE = Style(Face.BOLD, 9.5, 12.0)
_PAD = 1.8
_HOUR_WIDTH = 86.0
_SEQUENCE_WIDTH = 24.0
_FEWEST = 2
"""Lines of a text kept together at a page's end or beginning."""


def _title(text: str, style: Style) -> Block:
    """A heading of its own line, above what it names."""
    return Stack((text, style), below=3, rule=MEDIUM)


class _Line(Block):
    """A label and its text beside it, over as many lines and pages as they need."""

    def __init__(self, label: list[str], lines: list[str], at: float, style: Style = _TEXT) -> None:
        self._label = label
        self._lines = lines
        self._at = at
        self._style = style
        self.height = max(len(label), len(lines)) * style.leading + 2 * _PAD

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.lines(LEFT, top + _PAD, self._label, _LABEL, beside=self._style)
        sheet.lines(LEFT + self._at, top + _PAD, self._lines, self._style)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)

    def split(self, free: float) -> tuple[Block, Block] | None:
        count = int((free - 2 * _PAD) // self._style.leading)
        enough = max(len(self._label), _FEWEST)
        if count < enough or len(self._lines) - count < _FEWEST:
            return None
        head = _Line(self._label, self._lines[:count], self._at, self._style)
        return head.spaced(self.gap), _Line([], self._lines[count:], self._at, self._style)


def person_pdf(record: PersonRecord) -> bytes:
    return paper(record, _blocks)


def _blocks(record: PersonRecord) -> Iterator[Block]:
    yield from masthead(record)
    yield Row([CandidatePanel(record, FULL, record.who)]).spaced(_GAP)
    if record.warning:
        yield Row([TextPanel("À savoir", record.warning)]).spaced(_GAP)
    yield from _section(record.identity)
    for oral in record.orals:
        yield from _oral(oral)


def _oral(oral: PersonOral) -> Iterator[Block]:
    yield _title(oral.heading, TITLES[-1]).spaced(2 * _GAP, keep=True)
    for section in oral.sections:
        yield from _section(section)
    what = "de l’essai" if "case" in {each.key for each in oral.sections} else "de l’interrogation"
    yield _title(f"Journal {what}, acte par acte (heure locale)", _TITLE).spaced(_GAP, keep=True)
    for event in oral.events:
        yield _event(event)


def _section(section: Section) -> Iterator[Block]:
    width = _CRITERIA.get(section.key, _LABEL_WIDTH)
    yield _title(section.title, _TITLE).spaced(_GAP, keep=True)
    for item in section.items:
        label = texts(item.label, _LABEL, width - 10)
        yield _Line(label, texts(item.text, _TEXT, FULL - width), width)


def _event(event: PersonEvent) -> Block:
    at = _HOUR_WIDTH + _SEQUENCE_WIDTH
    words = f"{event.words} (annulé)" if event.undone else event.words
    told = f"{words} — {event.author}" if event.author else words
    style = _STRIKE if event.undone else _TEXT
    label = [f"{event.sequence}   {event.hour}"]
    return _Line(label, texts(told, style, FULL - at), at, style)
