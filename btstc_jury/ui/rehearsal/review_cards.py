"""The cards of what came of an attempt: what happened when, levels, what to keep and to mend, time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from btstc_jury.application.views import formats
from btstc_jury.application.views.rehearsal.feedback import Feedback
from btstc_jury.application.views.rehearsal.review import LevelsView, ReviewView
from btstc_jury.application.views.rehearsal.timeline import Moment, MomentKind, Timeline
from btstc_jury.domain.rehearsal import ENTRIES, Handling, Speaker
from btstc_jury.ui.oral.texts import DurableText
from btstc_jury.ui.rehearsal.level_dots import LevelDots, ScaleHead, paint_sign
from btstc_jury.ui.rehearsal.timeline_painting import paint_handling, voice_look
from btstc_jury.ui.rehearsal.timeline_view import TimelineView
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import SMALL
from btstc_jury.ui.widgets.basics import (
    ElidedLabel,
    Framed,
    clear_layout,
    held,
    label,
    plain_tip,
    set_role,
    tell,
)
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.layouts import column, flow, row, spaced

Draw = Callable[[QPainter, QPointF, float], None]
_SAID = "muted small"


class Legend(QWidget):
    """Signs and what they mean, on as many lines as it takes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._entries: tuple[tuple[Draw, str], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_entries(self, *entries: tuple[Draw, str]) -> None:
        self._entries = entries
        self.setAccessibleName("Légende\u202f: " + ", ".join(words for _, words in entries))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.heightForWidth(max(self.width(), self._theme.px(200))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._line())

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return (places[-1][1] if places else 0) + self._line()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, font = self._theme.px, self._theme.font(SMALL)
        for (draw, words), (x, y) in zip(self._entries, self._places(self.width()), strict=True):
            draw(painter, QPointF(x + px(7), y + self._line() / 2), px(6))
            painter.setFont(font)
            painter.setPen(QColor(self._theme.palette.muted))
            box = QRectF(x + px(18), y, self.width() - x - px(18), self._line())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _line(self) -> int:
        return QFontMetrics(self._theme.font(SMALL)).height() + self._theme.px(4)

    def _places(self, width: int) -> list[tuple[int, int]]:
        metrics, px = QFontMetrics(self._theme.font(SMALL)), self._theme.px
        found: list[tuple[int, int]] = []
        x = y = 0
        for _, words in self._entries:
            wide = px(18) + metrics.horizontalAdvance(words)
            if x and x + wide > width:
                x, y = 0, y + self._line()
            found.append((x, y))
            x += wide + px(14)
        return found


class TimelineCard(Framed):
    """What happened when, and the moment that is current in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("card")
        self._theme = theme
        self._writable = True
        self.line = TimelineView(theme)
        self._length = label(role=_SAID)
        self._stamp = label(role="strong")
        self._words = label(wrap=True)
        self._handled = label(role="strong")
        self._also = ElidedLabel(role="muted")
        held(self._also)
        self._hint = label("← → d’un moment à l’autre", _SAID)
        self._legend = Legend(theme)
        self.told = told = Framed("sunken")
        self.ways = {
            way: KeyButton(way.facts.label.capitalize(), str(place))
            for place, way in enumerate(Handling, start=1)
        }
        for way, button in self.ways.items():
            button.setToolTip(plain_tip(way.facts.meaning))
            button.clicked.connect(partial(self._rate, way))
        ends = (self._handled, *self.ways.values(), self._hint)
        first = row(theme, self._stamp, (self._words, 1), *ends, gap=12)
        column(theme, first, self._also, gap=2, margins=(12, 8), within=told)
        named = label("Ce qui s’est passé, à l’échelle", "heading")
        title = row(theme, named, (self._legend, 1), self._length, gap=20)
        column(theme, title, self.line, told, gap=6, margins=(16, 10), within=self)
        self.line.told.connect(self._tell)

    def show_line(self, line: Timeline, *, writable: bool = True) -> None:
        self._writable = writable
        self._length.setText(f"0:00 — {line.length}")
        self.line.show_line(line)
        self._legend.show_entries(*self._entries(line))

    def _rate(self, way: Handling) -> None:
        moment = self.line.current
        if moment is not None and moment.objection is not None:
            self.line.handled.emit(moment.objection, way)
            self.line.setFocus()

    def _tell(self, moment: Moment | None) -> None:
        rated = self._writable and moment is not None and moment.objection is not None
        for button in self.ways.values():
            button.setVisible(rated)
        self._hint.setVisible(not rated)
        if moment is None:
            self._stamp.setText("")
            self._words.setText("Rien n’a encore été joué.")
            tell(self._handled, "")
            tell(self._also, "")
            return
        said = f"{moment.head} «\u202f{moment.text}\u202f»" if moment.text else moment.head
        self._stamp.setText(moment.stamp)
        self._words.setText(f"{said}. {moment.criterion}." if moment.criterion else f"{said}")
        tell(self._handled, moment.told)
        set_role(self._handled, f"{_TONES[moment.handling]} strong")
        # Its line stays where there is nothing to say: what stands below doesn't move.
        tell(self._also, f"{moment.also}." if moment.also else "")

    def _entries(self, line: Timeline) -> Iterator[tuple[Draw, str]]:
        spoke = {each.speaker for each in line.voices}
        for speaker in filter(spoke.__contains__, Speaker):
            yield self._voice(speaker), speaker.label
        seen = {each.handling: each.told for each in line.moments if each.objection is not None}
        for handling, words in ((way, seen[way]) for way in (*reversed(Handling), None) if way in seen):

            def draw(
                painter: QPainter, at: QPointF, reach: float, handling: Handling | None = handling
            ) -> None:
                paint_handling(painter, self._theme.palette, at, reach, handling)

            yield draw, words
        if line.has(MomentKind.CUT):

            def cross(painter: QPainter, at: QPointF, reach: float) -> None:
                painter.setPen(QPen(QColor(self._theme.palette.overrun), max(reach / 3, 1)))
                part = reach * 0.7
                painter.drawLine(at + QPointF(-part, -part), at + QPointF(part, part))
                painter.drawLine(at + QPointF(-part, part), at + QPointF(part, -part))

            yield cross, "l’étudiant coupe l’acheteur"

    def _voice(self, speaker: Speaker) -> Draw:
        def draw(painter: QPainter, at: QPointF, reach: float) -> None:
            ink, high = voice_look(self._theme.palette, speaker)
            tall = max(2 * reach * high / 16, 2)
            painter.fillRect(QRectF(at.x() - reach, at.y() + reach - tall, 2 * reach, tall), QColor(ink))

        return draw


_TONES: dict[Handling | None, str] = {
    Handling.TURNED: "done",
    Handling.ANSWERED: "accent",
    Handling.EVADED: "overrun",
    None: "muted",
}


class LevelsCard(Framed):
    """``reveal_asked``: the levels are shown though the student hasn't given theirs."""

    reveal_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("card")
        self._theme = theme
        self._blind = True
        self.dots = LevelDots(theme)
        self._head = ScaleHead(theme)
        self._legend = Legend(theme)
        self._hidden = label(
            "Masqués\u202f: l’étudiant donne d’abord les siens, sans avoir vu les autres.", wrap=True
        )
        self.reveal = PushButton("Montrer sans attendre")
        self.reveal.clicked.connect(self.reveal_asked)
        title = label("Niveaux", "heading")
        self._rest = QWidget()
        shown = (
            self._hidden,
            flow(theme, self.reveal),
            (self._rest, 1),
            self._legend,
            self._head,
            (self.dots, 1),
        )
        column(theme, title, *shown, gap=6, margins=(16, 12), within=self)

    def show_levels(self, view: LevelsView, *, blind: bool) -> None:
        """``blind``: nobody had them shown before the student gave theirs."""
        self._blind = blind
        for each in (self._hidden, self.reveal, self._rest):
            each.setVisible(view.hidden)
        for shown in (self._legend, self._head, self.dots):
            shown.setVisible(not view.hidden)
        self._head.show_columns(view.columns)
        self.dots.show_levels(view)
        self._legend.show_entries(*self._entries(view))

    def _entries(self, view: LevelsView) -> Iterator[tuple[Draw, str]]:
        yield self._sign("teacher"), "professeur"
        if view.own_given:
            yield self._sign("own"), "soi-même, avant de savoir" if self._blind else "soi-même"
        if view.observers:
            yield self._sign("observers"), f"observateurs ({view.observers})"
        if view.before:
            yield self._sign("before"), view.before

    def _sign(self, who: str) -> Draw:
        def draw(painter: QPainter, at: QPointF, reach: float) -> None:
            paint_sign(painter, self._theme.palette, who, at, reach)

        return draw


class FeedbackCard(Framed):
    """``write(strengths, goals)`` records them and says whether it did; ``now``: the hour to show then.
    ``refused``: why they aren't recorded, "" once they are.
    """

    refused = Signal(str)

    def __init__(
        self,
        theme: Theme,
        write: Callable[[tuple[str, ...], tuple[str, ...]], bool],
        now: Callable[[], str],
    ) -> None:
        super().__init__("card")
        self._write = write
        self._shown = Feedback((), (), edited=False)
        self.strengths = DurableText(theme, "Trois réussites", self._write_strengths, now, 3)
        self.goals = DurableText(theme, "Trois objectifs", self._write_goals, now, 3)
        self._told = label(role=_SAID, wrap=True)
        told = label("Une par ligne, trois au plus.", _SAID)
        parts = (self.strengths, self.goals, self._told, told)
        column(theme, *parts, 1, gap=8, margins=(16, 12), within=self)

    def begin(self) -> None:
        """Another attempt comes."""
        self.strengths.forget()
        self.goals.forget()

    def show_feedback(self, view: Feedback, *, writable: bool) -> None:
        self._shown = view
        for each in (self.strengths, self.goals):
            each.editor.setReadOnly(not writable)
        self.strengths.show_text("\n".join(view.strengths))
        self.goals.show_text("\n".join(view.goals))
        proposed = "Proposés d’après les remarques, les objections et les mesures\u202f: à relire."
        tell(self._told, "" if view.edited else proposed)

    def flush(self) -> bool:
        """Both are tried, whatever comes of the first."""
        done = [each.flush() for each in (self.strengths, self.goals)]
        return all(done)

    def _write_strengths(self, text: str) -> bool:
        return self._keep(text, "\n".join(self._shown.goals))

    def _write_goals(self, text: str) -> bool:
        return self._keep("\n".join(self._shown.strengths), text)

    def _keep(self, strengths: str, goals: str) -> bool:
        both = tuple(
            tuple(line.strip() for line in text.splitlines() if line.strip()) for text in (strengths, goals)
        )
        if max(map(len, both)) > ENTRIES:
            words = f"{ENTRIES} lignes au plus dans chaque liste\u202f: non consigné."
            tell(self._told, words)
            set_role(self._told, "overrun small")
            self.refused.emit(f"Réussites et objectifs\u202f: {words}")
            return False
        set_role(self._told, _SAID)
        self.refused.emit("")
        return self._write(both[0], both[1])


class TimeCard(Framed):
    """Times, speech, objections, and the way since the attempts before."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("card")
        self._theme = theme
        self._grid = spaced(theme, QGridLayout(), (10, 7))
        self._grid.setColumnStretch(1, 1)
        self._title = label(role="strong", wrap=True)
        self._way = label(wrap=True)
        heading = label("Temps et parole", "heading")
        column(theme, heading, self._grid, self._title, self._way, 1, gap=8, margins=(16, 12), within=self)

    def show_review(self, view: ReviewView) -> None:
        clear_layout(self._grid)
        for place, (name, value, more, over) in enumerate(facts_of(view)):
            self._grid.addWidget(label(name, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
            told = label(value, "overrun strong" if over else "strong", wrap=True)
            both = QWidget()
            column(self._theme, told, *([label(more, _SAID, wrap=True)] if more else []), gap=0, within=both)
            self._grid.addWidget(both, place, 1)
        comparison = view.comparison
        tell(self._title, comparison.title)
        way = [each.words for each in comparison.changes if not each.name[:1].isdigit()]
        tell(self._way, "\n".join(way) if comparison.title else "")


def facts_of(view: ReviewView) -> Iterator[tuple[str, str, str, bool]]:
    """Name, value, what there is to say beside it, and whether it is too much."""
    for each in view.times:
        if each.used == "0:00":
            continue
        over = "dépassé" if each.over else ""
        beside = " · ".join(filter(None, (over, each.before)))
        yield each.name, f"{each.used} / {each.allowed}", beside, each.over
    speech = view.speech
    if speech.percent:
        beside = " · ".join(
            filter(
                None,
                (
                    f"acheteur {speech.buyer}",
                    f"silence {speech.silence}" if speech.silence != "0\u202f%" else "",
                    speech.before,
                ),
            )
        )
        yield "Parole", speech.percent, beside, False
        yield "Monologue", speech.longest, f"le plus long\u202f; {speech.told}", False
    else:
        yield "Parole", "—", speech.told, False
    objections = view.objections
    if objections.thrown:
        counts = ", ".join(f"{each.label} {each.count}" for each in objections.counts if each.count)
        value = f"{objections.handled} sur {objections.thrown} traitées"
        yield "Objections", value, " · ".join(filter(None, (counts, objections.before))), False
    if view.reformulated:
        yield "Reformulation", view.reformulated, "la première", False
    if view.cuts:
        yield "Coupures", formats.count(view.cuts, "fois", "fois"), "l’étudiant coupe l’acheteur", False
    if view.mark:
        yield "Note", view.mark, "d’entraînement, jamais d’examen", False
