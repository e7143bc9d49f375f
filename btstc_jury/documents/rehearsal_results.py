"""After an attempt: the feedback sheet, one page; the attempts of a student side by side; a class.

Every sign has a shape of its own, so that a photocopier keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from btstc_jury.application.views import formats
from btstc_jury.application.views.rehearsal.progress import ClassGroup, CompetenceGroup, ProgressView
from btstc_jury.application.views.rehearsal.results import (
    ClassPaperView,
    FeedbackSheetView,
    ProgressPaperView,
)
from btstc_jury.application.views.rehearsal.review import Change, LevelLine, LevelsView, ReviewView
from btstc_jury.application.views.rehearsal.timeline import NOT_TOLD, Moment, MomentKind, Timeline
from btstc_jury.documents.blocks import Block, LabelPanel, Placed, Row, Stack, TextPanel, paginate, shares
from btstc_jury.documents.document import document, framed, paper, paper_foot, printed
from btstc_jury.documents.grid_heading import CandidatePanel, masthead, running_head
from btstc_jury.documents.sheet import (
    BODY,
    COLUMN_GAP,
    FULL,
    HAIR,
    LEFT,
    MEDIUM,
    RIGHT,
    STRONG,
    TITLES,
    TOP,
    Sheet,
)
from btstc_jury.documents.tagging import Part
from btstc_jury.documents.typesetting import Face, Style, texts
from btstc_jury.domain.assessment import Sign
from btstc_jury.domain.rehearsal import Handling, SpanKind, Speaker

_GAP = 7.0
_SMALL = Style(Face.REGULAR, 7.4, 9.4)
_TINY = Style(Face.REGULAR, 6.4, 8.0)
_SECTION = TITLES[-1]
_LABELS = 52.0
"""Width of what names the lines of the timeline."""
_BAND = 13.0
_SPEAKERS: Mapping[Speaker, float | None] = {
    Speaker.STUDENT: 0.25,
    Speaker.BUYER: 0.72,
    Speaker.SILENCE: None,
}
"""Greys of the line of speech; silence is left white."""
_HALF = 3.2
"""Half the width of a sign, in points."""
_BESIDE = 7.0
"""From the middle of a sign to the words beside it."""


Points = tuple[tuple[float, float], ...]


def _square(x: float, y: float, half: float = _HALF) -> Points:
    return (x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)


def _diamond(x: float, y: float, half: float = _HALF + 1) -> Points:
    return (x, y - half), (x + half, y), (x, y + half), (x - half, y)


def _circle(x: float, y: float, radius: float = _HALF) -> Points:
    return tuple((x + radius * cos(turn * pi / 12), y + radius * sin(turn * pi / 12)) for turn in range(24))


def _triangle(x: float, y: float, *, down: bool = False, half: float = _HALF + 0.6) -> Points:
    way = -1 if down else 1
    return (x, y - way * half), (x + half, y + way * half), (x - half, y + way * half)


def _handled(sheet: Sheet, x: float, y: float, handling: Handling | None, ink: float = 0.0) -> None:
    """Turned: a triangle up; answered: a disc; evaded: a triangle down, hollow; not told: a hollow disc.
    ``ink``: grey from 0, black.
    """
    match handling:
        case Handling.TURNED:
            sheet.polygon(_triangle(x, y), ink)
        case Handling.ANSWERED:
            sheet.polygon(_circle(x, y), ink)
        case Handling.EVADED:
            sheet.polygon(_triangle(x, y, down=True))
        case None:
            sheet.polygon(_circle(x, y))


@dataclass(frozen=True, slots=True)
class _Thrown:
    """An objection on the line. ``lane``: from 0, downwards; ``words``: beside its sign."""

    moment: Moment
    x: float
    lane: int
    words: str


class _Line(Block):
    """What happened when, to scale."""

    def __init__(self, line: Timeline) -> None:
        self._line = line
        self._thrown = [*self._laned()]
        lanes = 1 + max((each.lane for each in self._thrown), default=-1)
        self._rows = [
            ("Phases", self._phases, 1),
            *([("Parole", self._speech, 1)] if line.spoken else []),
            *([("Objections", self._objections, lanes)] if lanes else []),
            *([("Remarques", self._remarks, 1)] if line.has(MomentKind.REMARK, MomentKind.QUESTION) else []),
        ]
        self.height = sum(lanes * _BAND + 6 for *_, lanes in self._rows) + 10

    def draw(self, sheet: Sheet, top: float) -> None:
        for name, draw, lanes in self._rows:
            sheet.words(LEFT, _SMALL.baseline(top + 2), name, _SMALL)
            draw(sheet, top)
            top += lanes * _BAND + 6
        for tick in self._line.ticks:
            x = self._place(tick.at)
            sheet.stroke([(x, top - 2), (x, top + 1)])
            sheet.words_centred(x, _TINY.baseline(top + 1), tick.label, _TINY)

    def _place(self, at: float) -> float:
        return LEFT + _LABELS + at * (FULL - _LABELS)

    def _phases(self, sheet: Sheet, top: float) -> None:
        for each in self._line.stretches:
            x = self._place(each.since)
            width = self._place(each.until) - x
            played = each.kind is SpanKind.PLAYED
            if not played:
                sheet.fill(x, top, width, _BAND, 0.9 if each.kind is SpanKind.DROPPED else 0.8)
            sheet.box(x, top, width, _BAND, MEDIUM if played else HAIR)
            label = each.label if _SMALL.width(each.label) < width - 4 else ""
            sheet.words(x + 3, _SMALL.baseline(top + 2), label, _SMALL)

    def _speech(self, sheet: Sheet, top: float) -> None:
        for each in self._line.voices:
            x = self._place(each.since)
            width = self._place(each.until) - x
            grey = _SPEAKERS[each.speaker]
            if grey is not None:
                sheet.polygon(((x, top), (x + width, top), (x + width, top + _BAND), (x, top + _BAND)), grey)
        sheet.box(LEFT + _LABELS, top, FULL - _LABELS, _BAND, HAIR)

    def _objections(self, sheet: Sheet, top: float) -> None:
        """Its letter beside each sign."""
        for each in self._thrown:
            down = top + each.lane * _BAND
            grey = 0.75 if each.moment.dropped else 0.0
            _handled(sheet, each.x, down + _BAND / 2, each.moment.handling, grey)
            sheet.words(each.x + _BESIDE, _SMALL.baseline(down + 2), each.words, _SMALL)

    def _laned(self) -> Iterator[_Thrown]:
        """One that would lie on another stands below it; what it is about is left out before that."""
        moments = self._of(MomentKind.OBJECTION)
        ends: list[float] = []
        for place, each in enumerate(moments):
            letters = each.mark.partition(" ")[0]
            x = min(self._place(each.at), RIGHT - _BESIDE - _SMALL.width(letters))
            following = self._place(moments[place + 1].at) if place + 1 < len(moments) else RIGHT + _BESIDE
            fits = x + _BESIDE + _SMALL.width(each.mark) < following - _BESIDE
            words = each.mark if fits else letters
            lane = next((lane for lane, end in enumerate(ends) if end <= x - _BESIDE), len(ends))
            ends[lane : lane + 1] = [x + _BESIDE + _SMALL.width(words)]
            yield _Thrown(each, x, lane, words)

    def _remarks(self, sheet: Sheet, top: float) -> None:
        for each in self._of(MomentKind.REMARK, MomentKind.QUESTION):
            sign = {Sign.NONE: "·"}.get(each.sign, each.sign.shown)
            x = min(max(self._place(each.at), LEFT + _LABELS + 3), RIGHT - 3)
            sheet.words_centred(x, STRONG.baseline(top + 1), sign, STRONG)

    def _of(self, *kinds: MomentKind) -> list[Moment]:
        return [each for each in self._line.moments if each.kind in kinds]


class _Legend(Block):
    """A sign, then what it says; as many lines as they need."""

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        self._placed: list[tuple[float, float, str, str]] = []
        x, line = 0.0, 0
        for sign, words in entries:
            width = _SMALL.width(words) + 24
            if x + width > FULL and x:
                x, line = 0.0, line + 1
            self._placed.append((x, line * (_SMALL.leading + 1), sign, words))
            x += width
        self.height = (line + 1) * (_SMALL.leading + 1)

    def draw(self, sheet: Sheet, top: float) -> None:
        for x, down, sign, words in self._placed:
            _sign(sheet, sign, LEFT + x + 5, top + down + _SMALL.leading / 2)
            sheet.words(LEFT + x + 13, _SMALL.baseline(top + down), words, _SMALL)


def _sign(sheet: Sheet, sign: str, x: float, y: float) -> None:
    match sign:
        case "teacher":
            sheet.polygon(_square(x, y), 0.0)
        case "own":
            sheet.polygon(_circle(x, y))
        case "observers":
            sheet.polygon(_diamond(x, y))
        case "before":
            sheet.polygon(_square(x, y, _HALF - 0.8), 0.6)
        case "student" | "buyer":
            grey = 0.25 if sign == "student" else 0.72
            sheet.polygon(_square(x, y, _HALF), grey)
        case _:
            _handled(sheet, x, y, next((each for each in Handling if each == sign), None))


class _Level(Block):
    """One criterion on the scale: who stands where. Signs that would lie on one another stand in two rows."""

    def __init__(self, line: LevelLine, columns: Mapping[str, float], width: float, lines: int) -> None:
        self._line = line
        self._style = style = _TINY if lines == 1 else _SMALL
        self._columns = columns
        words = texts(f"{line.number} {line.text}", style, width)
        if len(words) > lines:
            words = [*words[: lines - 1], f"{words[lines - 1].rstrip()}…"]
        self._text = words
        self.height = max(len(self._text) * style.leading, 8.0 if lines == 1 else 14.0) + 2.5

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.lines(LEFT, top + 1.5, self._text, self._style)
        middle = top + self.height / 2
        sheet.rule(min(self._columns.values()), middle, _spread(self._columns), HAIR)
        shown = [
            ("before", self._line.before),
            ("own", self._line.own),
            ("teacher", self._line.teacher),
        ]
        beside: dict[str, int] = {}
        for sign, letters in shown:
            self._put(sheet, sign, letters, middle, beside)
        for given in self._line.observers:
            self._put(sheet, "observers", given.letters, middle, beside, count=given.count)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)

    def _put(
        self,
        sheet: Sheet,
        sign: str,
        letters: str,
        middle: float,
        beside: dict[str, int],
        *,
        count: int = 0,
    ) -> None:
        if letters not in self._columns:
            return
        place = beside.get(letters, 0)
        beside[letters] = place + 1
        x = self._columns[letters] + (0, 10, -10, 20)[place % 4]
        _sign(sheet, sign, x, middle)
        if count > 1:
            sheet.words(x + 5, _TINY.baseline(middle - 4), str(count), _TINY)


def _spread(columns: Mapping[str, float]) -> float:
    return max(columns.values()) - min(columns.values())


class _LevelHead(Block):
    keep = True

    def __init__(self, columns: Mapping[str, float]) -> None:
        self._columns = columns
        self.height = STRONG.leading + 4

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.tags.cell()
        for letters, x in self._columns.items():
            sheet.tags.cell()
            sheet.words_centred(x, STRONG.baseline(top + 1), letters, STRONG)
        sheet.rule(LEFT, top + self.height, FULL, MEDIUM)


_SCALE = 0.42
"""Part of the width that the scale takes."""


def _columns_of(letters: Sequence[str]) -> dict[str, float]:
    width = FULL * _SCALE
    step = width / max(len(letters), 1)
    return {each: RIGHT - width + step * (place + 0.5) for place, each in enumerate(letters)}


def feedback_pdf(view: FeedbackSheetView) -> bytes:
    """One page: texts are cut before it would take a second."""
    return printed(view, _feedback)


def _feedback(view: FeedbackSheetView) -> bytes:
    foot = paper_foot(view)
    pages: list[list[Placed]] = []
    for lines, entry in ((3, 4), (2, 3), (1, 3), (1, 2), (1, 1)):
        blocks = [*_feedback_blocks(view, lines, entry)]
        pages = paginate(blocks, TOP, foot.top, running_head(view))
        if len(pages) == 1:
            break
    return document(view, framed(view, foot, pages))


def _feedback_blocks(view: FeedbackSheetView, lines: int, entry: int) -> Iterator[Block]:
    review = view.review
    yield from masthead(view, "Classe")
    student = CandidatePanel(view, FULL * 0.55, "Étudiant")
    yield Row((student, _TimesPanel(review, FULL * 0.45 - COLUMN_GAP))).spaced(_GAP)
    half = shares(2)
    strengths = _Numbered(
        "Trois réussites", review.feedback.strengths, half, entry, "Aucune réussite écrite."
    )
    goals = _Numbered("Trois objectifs", review.feedback.goals, half, entry, "Aucun objectif écrit.")
    yield Row((strengths, goals)).spaced(_GAP)
    yield Stack(("Ce qui s’est passé", _SECTION), above=2, below=1).spaced(_GAP, keep=True)
    yield _Line(review.line).spaced(2)
    yield _Legend(_line_legend(review.line)).spaced(1)
    for name, kind in (("Étapes", MomentKind.STEP), ("Interruptions", MomentKind.PAUSE)):
        if told := [_told_of(each) for each in review.line.moments if each.kind is kind]:
            yield Stack((f"{name}{formats.COLON} {' · '.join(told)}", _SMALL)).spaced(1)
    yield from _levels(review.levels, lines)
    told = [*map(_change_words, review.comparison.changes)][: 4 * lines]
    if told and (lines, entry) != (1, 1):
        yield Row([TextPanel(review.comparison.title, "\n".join(told))]).spaced(_GAP)


def _told_of(moment: Moment) -> str:
    """« Reformulation 1:52 », « Suspendu 0:30 à 4:10 »."""
    at = f"{' à' if moment.kind is MomentKind.PAUSE else ''} {moment.stamp}" if moment.stamp else ""
    return f"{moment.head.removeprefix('Étape ')}{at}"


def _change_words(change: Change) -> str:
    """« Parole : 74 %, puis 61 %, en baisse »."""
    values = ", puis ".join(change.values)
    return f"{change.name}\u202f: {values}{f', {change.way}' if change.way else ''}"


def _line_legend(line: Timeline) -> list[tuple[str, str]]:
    told = [("student", "étudiant"), ("buyer", "acheteur")] if line.spoken else []
    if line.has(MomentKind.OBJECTION):
        told += [(each.value, each.facts.label) for each in reversed(Handling)]
        if any(each.told == NOT_TOLD for each in line.moments):
            told.append(("untold", NOT_TOLD))
    return told


def _levels(levels: LevelsView, lines: int) -> Iterator[Block]:
    if not levels.lines:
        return
    columns = _columns_of([each.letters for each in levels.columns])
    yield Stack(("Niveaux", _SECTION), above=2, below=1).spaced(_GAP, keep=True)
    legend = [("teacher", "professeur")]
    if levels.own_given:
        legend.append(("own", "soi-même"))
    if levels.observers:
        legend.append(("observers", f"observateurs ({levels.observers})"))
    if levels.before:
        legend.append(("before", levels.before))
    yield _Legend(legend).spaced(1, keep=True)
    scale = formats.scale(levels.columns)
    yield Stack((scale, _SMALL)).spaced(1, keep=True)
    yield _LevelHead(columns).spaced(1, keep=True)
    for line in levels.lines:
        yield _Level(line, columns, FULL * (1 - _SCALE) - 12, lines)


class _Numbered(LabelPanel):
    """At most three entries, of so many lines each; the last of a cut one ends with « … »."""

    def __init__(self, label: str, entries: Sequence[str], width: float, lines: int, none: str) -> None:
        super().__init__(label, width)
        self._none = "" if entries else none
        self._entries: list[list[str]] = []
        for entry in entries or (none,):
            words = texts(entry, BODY, self.inside - 14)
            cut = len(words) > lines
            self._entries.append([*words[: lines - 1], f"{words[lines - 1]}…"] if cut else words)
        self.set_content_height(sum(len(each) * BODY.leading + 2 for each in self._entries))

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        if self._none:
            sheet.lines(x, top, self._entries[0], BODY)
            return
        for number, words in enumerate(self._entries, start=1):
            sheet.words(x, BODY.baseline(top), f"{number}.", STRONG)
            top = sheet.lines(x + 14, top, words, BODY) + 2


class _TimesPanel(LabelPanel):
    """Time, speech, objections: a label and a value a line."""

    def __init__(self, review: ReviewView, width: float) -> None:
        super().__init__("Temps, parole, objections", width)
        self._rows = [*_facts(review)]
        self.set_content_height(len(self._rows) * BODY.leading)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        for name, value in self._rows:
            sheet.words(x, BODY.baseline(top), name, BODY)
            sheet.words_right(x + self.inside, BODY.baseline(top), value, STRONG)
            top += BODY.leading


def _facts(review: ReviewView) -> Iterator[tuple[str, str]]:
    for each in review.times:
        yield each.name, f"{each.used} / {each.allowed}"
    if len(review.times) > 1:
        yield review.total.name, f"{review.total.used} / {review.total.allowed}"
    if review.speech.percent:
        yield "Parole de l’étudiant", review.speech.percent
        yield "Plus long monologue", review.speech.longest
    if review.objections.thrown:
        yield "Objections traitées", f"{review.objections.handled} sur {review.objections.thrown}"
    if review.cuts:
        yield "Acheteur coupé", f"{review.cuts} fois"
    if review.mark:
        yield "Note d’entraînement", review.mark


def progress_pdf(view: ProgressPaperView) -> bytes:
    return paper(view, _progress)


def _progress(view: ProgressPaperView) -> Iterator[Block]:
    progress = view.progress
    yield from masthead(view, "Classe")
    yield Row([CandidatePanel(view, FULL, "Étudiant")]).spaced(_GAP)
    if not progress.columns:
        yield Row([TextPanel("Essais", "Aucun essai n’a encore commencé.")]).spaced(_GAP)
        return
    head = _TableHead(("", *(each.title for each in progress.columns)))
    yield head.spaced(_GAP, keep=True)
    for name, cells in _measures(progress):
        yield _TableRow(name, cells).under(head)
    for group in progress.groups:
        yield from _criteria(group, head, len(progress.columns))
    legend = formats.scale(progress.scale)
    yield Stack((legend, _SMALL), above=4).spaced(2)


def _measures(progress: ProgressView) -> Iterator[tuple[str, tuple[str, ...]]]:
    columns = progress.columns
    rows = (
        ("Date", tuple(each.day for each in columns)),
        ("Cas", tuple(each.case for each in columns)),
        ("Joué", tuple(each.played or "en entier" for each in columns)),
        ("Temps utilisé", tuple(f"{each.time}{' (dépassé)' if each.over else ''}" for each in columns)),
        ("Parole de l’étudiant", tuple(each.speech for each in columns)),
        ("Plus long monologue", tuple(each.longest for each in columns)),
        ("Objections traitées", tuple(each.handled for each in columns)),
        ("Acheteur coupé", tuple(str(each.cuts) if each.cuts else "" for each in columns)),
    )
    for name, cells in rows:
        if any(cells):
            yield name, cells


def _criteria(group: CompetenceGroup, head: Block, count: int) -> Iterator[Block]:
    yield _GroupBand(f"{group.codes} {group.label}".strip()).under(head)
    for row in group.rows:
        cells = tuple(
            f"{level or '—'}{f' (soi-même {own})' if own else ''}"
            for level, own in zip(row.levels, row.own, strict=True)
        )
        yield _TableRow(f"{row.number} {row.text}", cells[:count]).under(head)


class _TableHead(Block):
    keep = True
    part = Part.HEAD

    def __init__(self, heads: Sequence[str]) -> None:
        self._heads = heads
        self.height = STRONG.leading + 6

    def draw(self, sheet: Sheet, top: float) -> None:
        for x, head in zip(_starts(len(self._heads) - 1), self._heads, strict=True):
            sheet.words(x, STRONG.baseline(top + 2), head, STRONG)
        sheet.rule(LEFT, top + self.height, FULL, MEDIUM)


_NAMES = 0.34
"""Part of the width that what names a row takes at least."""
_CELL = 0.2
"""And what a single column does at most."""


def _named(count: int) -> float:
    """Width of what names a row beside so many columns."""
    return FULL * max(_NAMES, 1 - _CELL * max(count, 1) - 0.08)


def _starts(count: int) -> list[float]:
    named = _named(count)
    step = (FULL - named) / max(count, 1)
    return [LEFT, *(LEFT + named + 6 + place * step for place in range(count))]


class _TableRow(Block):
    part = Part.ROW

    def __init__(self, name: str, cells: Sequence[str]) -> None:
        named = _named(len(cells))
        width = (FULL - named) / max(len(cells), 1) - 8
        self._columns = [
            (texts(name, _SMALL, named - 4), _SMALL),
            *((texts(each or "—", _SMALL, width), _SMALL) for each in cells),
        ]
        self.height = max(len(lines) for lines, _ in self._columns) * _SMALL.leading + 4

    def draw(self, sheet: Sheet, top: float) -> None:
        for x, (lines, style) in zip(_starts(len(self._columns) - 1), self._columns, strict=True):
            sheet.lines(x, top + 2, lines, style)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)


class _GroupBand(Block):
    keep = True
    part = Part.ROW

    def __init__(self, words: str) -> None:
        self._words = texts(words, STRONG, FULL - 8)
        self.height = len(self._words) * STRONG.leading + 4

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.fill(LEFT, top, FULL, self.height, 0.93)
        sheet.lines(LEFT + 4, top + 2, self._words, STRONG)


def class_pdf(view: ClassPaperView) -> bytes:
    return paper(view, _class)


def _class(view: ClassPaperView) -> Iterator[Block]:
    standing = view.standing
    yield from masthead(view, "Classe")
    yield Row([CandidatePanel(view, FULL, "Classe")]).spaced(_GAP)
    if not standing.groups:
        yield Row([TextPanel("Niveaux", "Aucun essai terminé.")]).spaced(_GAP)
        return
    letters = [each.letters for each in standing.groups[0].rows[0].standings]
    columns = _columns_of([each or "sans" for each in letters])
    head = _LevelHead(columns)
    head.part = Part.HEAD
    yield head.spaced(_GAP, keep=True)
    for group in standing.groups:
        yield from _class_group(group, head, columns, standing.students)
    legend = formats.scale(standing.scale)
    yield Stack((legend, _SMALL), above=4).spaced(2)


def _class_group(
    group: ClassGroup, head: Block, columns: Mapping[str, float], students: int
) -> Iterator[Block]:
    yield _GroupBand(f"{group.codes} {group.label}".strip()).under(head)
    for row in group.rows:
        counts = {each.letters or "sans": each.count for each in row.standings}
        yield _CountRow(f"{row.number} {row.text}", counts, columns, students).under(head)


class _CountRow(Block):
    """How many stand where: a figure, and a bar as wide as their part of the class."""

    part = Part.ROW

    def __init__(
        self, name: str, counts: Mapping[str, int], columns: Mapping[str, float], students: int
    ) -> None:
        self._text = texts(name, _SMALL, FULL * (1 - _SCALE) - 12)
        self._counts = counts
        self._columns = columns
        self._most = max(students, 1)
        self._wide = FULL * _SCALE / max(len(columns), 1) - 6
        self.height = max(len(self._text) * _SMALL.leading, 17.0) + 3

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.lines(LEFT, top + 1.5, self._text, _SMALL)
        for letters, x in self._columns.items():
            count = self._counts.get(letters, 0)
            sheet.words_centred(x, STRONG.baseline(top + 1), str(count) if count else "·", STRONG)
            width = self._wide * count / self._most
            if count:
                left, below = x - width / 2, top + STRONG.leading + 2
                corners = ((left, below), (left + width, below), (left + width, below + 3), (left, below + 3))
                sheet.polygon(corners, 0.3)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)
