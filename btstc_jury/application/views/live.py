"""What the live screen shows beside time: notes, criteria, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.criteria import by_competence, for_phase
from btstc_jury.application.views.opinions import LevelSpread, OpinionBox, levels_shown, note_shown
from btstc_jury.domain.assessment import Note, NoteText, Sign
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.form import NOT_ASSESSED, Criterion, Form
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral, Stage


@dataclass(frozen=True, slots=True)
class NoteLine:
    """``stamp``: « 2 · 11:58 »; ``author``: short name, or ""; ``asked``: a question put to the candidate;
    ``personal`` as in ``NoteText``.
    """

    number: int
    stamp: str
    sign: Sign
    text: str
    criterion: int | None
    author: str
    author_key: str | None
    asked: bool = False
    personal: bool = False

    @property
    def signature(self) -> str:
        """« M. Lanvin · personnelle »."""
        return f"{self.author} · personnelle" if self.personal else self.author

    @property
    def content(self) -> NoteText:
        """The note as it was written."""
        return NoteText(self.text, self.sign, self.criterion, self.author_key, self.personal)


@dataclass(frozen=True, slots=True)
class LevelBox:
    """``rank``: 0 (lowest) .. 1 (highest) on the scale, ``None`` for « non évalué »."""

    letters: str
    label: str
    rank: float | None


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """``level``: letters, or ``None`` when not yet rated; ``notes``: how many are linked to it.

    ``opinions`` (in the order of the commission) and ``spread``: once opinions are revealed.
    """

    number: int
    text: str
    level: str | None
    notes: int
    opinions: tuple[OpinionBox, ...] = ()
    spread: LevelSpread | None = None


@dataclass(frozen=True, slots=True)
class CriterionGroup:
    codes: str
    label: str
    lines: tuple[CriterionLine, ...]


class CriteriaFilter(StrEnum):
    PHASE = "phase"
    ALL = "all"
    UNRATED = "unrated"


@dataclass(frozen=True, slots=True)
class CriteriaView:
    """``phase_count``: criteria named for the phase, 0 when the form names none for it."""

    groups: tuple[CriterionGroup, ...]
    boxes: tuple[LevelBox, ...]
    rated: int
    total: int
    phase_count: int
    progress: str


def level_boxes(form: Form) -> tuple[LevelBox, ...]:
    """The scale of the form, lowest level first, then « non évalué »."""
    steps = max(len(form.levels) - 1, 1)
    scale = tuple(
        LevelBox(level.letters, level.label, index / steps) for index, level in enumerate(form.levels)
    )
    return (*scale, LevelBox(NOT_ASSESSED, "non évalué", None))


def criteria_view(
    office: Office, number: int, shown: CriteriaFilter, competence: str = "", juror: str | None = None
) -> CriteriaView:
    """Criteria in the order of the filter. ``competence``: only those that bear this code, "" for all;
    ``juror``: the one in turn, whose own levels are shown while opinions are hidden.

    ``PHASE`` puts the phase's own criteria first and the others after them: nothing is out of reach.
    """
    oral = office.oral(number)
    form = oral.form
    levels = levels_shown(oral, juror)
    first = for_phase(form, oral.phase or 0)
    chosen = _chosen(form, levels, shown, first)
    if competence:
        chosen = tuple(each for each in chosen if competence in each.competences)
    linked = _linked(oral, juror)
    groups = tuple(
        CriterionGroup(
            group.codes,
            group.label,
            tuple(
                CriterionLine(c.number, c.text, levels.get(c.number), linked.get(c.number, 0))
                for c in group.criteria
            ),
        )
        for group in by_competence(form, chosen)
    )
    rated, total = len(levels), len(form.criteria)
    progress = f"{formats.count(rated, 'noté')} sur {total}"
    return CriteriaView(groups, level_boxes(form), rated, total, len(first), progress)


def _chosen(
    form: Form, levels: Mapping[int, str], shown: CriteriaFilter, first: tuple[Criterion, ...]
) -> tuple[Criterion, ...]:
    every = form.criteria
    if shown is CriteriaFilter.UNRATED:
        return tuple(each for each in every if each.number not in levels)
    if shown is CriteriaFilter.PHASE and first:
        return first
    return every


def _linked(oral: Oral, juror: str | None) -> dict[int, int]:
    counts: dict[int, int] = {}
    for note in oral.notes.values():
        if note.content.criterion is not None and note_shown(oral, note, juror):
            counts[note.content.criterion] = counts.get(note.content.criterion, 0) + 1
    return counts


def note_lines(office: Office, number: int, juror: str | None = None) -> tuple[NoteLine, ...]:
    """The notes in the order in which they were begun; others' personal ones only once revealed.

    ``juror``: the one in turn.
    """
    oral = office.oral(number)
    jurors = {juror.key: juror for juror in (*office.session.jurors, *oral.jurors)}
    notes = sorted((each for each in oral.notes.values() if note_shown(oral, each, juror)), key=_order)
    return tuple(note_line(note, jurors, asked=note.number in oral.room.asked) for note in notes)


def _order(note: Note) -> tuple[int, int, int]:
    return (-1 if note.phase is None else note.phase, note.at.us, note.number)


def stamp(phase: int | None, at: Duration) -> str:
    """« 2 · 11:58 »; « avant » for what precedes the first phase."""
    return "avant" if phase is None else f"{phase + 1} · {formats.minutes(at).rjust(5, '0')}"


def note_line(note: Note, jurors: dict[str, Juror], *, asked: bool = False) -> NoteLine:
    content = note.content
    juror = jurors.get(content.author or "")
    return NoteLine(
        number=note.number,
        stamp=stamp(note.phase, note.at),
        sign=content.sign,
        text=content.text,
        criterion=content.criterion,
        author=juror.name if juror else "",
        author_key=content.author,
        asked=asked and content.sign is Sign.QUESTION,
        personal=content.personal,
    )


@dataclass(frozen=True, slots=True)
class Controls:
    """What can be done now. ``forward``: label of the primary button, "" when there is none; ``granted``:
    « 4:30 », what is left of the candidate's allowance of pauses, "" when nothing can be drawn from it now.
    """

    stage: Stage
    forward: str
    is_last_phase: bool
    can_pause: bool
    can_resume: bool
    can_end: bool
    can_write: bool
    granted: str = ""


def controls(office: Office, number: int) -> Controls:
    oral = office.oral(number)
    under_way = oral.stage in {Stage.RUNNING, Stage.PAUSED}
    last = oral.phase is not None and oral.phase + 1 >= len(oral.form.phases)
    forward = ""
    if oral.stage in {Stage.PLANNED, Stage.OPENED}:
        forward = "Commencer l’oral"
    elif under_way:
        forward = "Terminer l’épreuve" if last else "Phase suivante"
    return Controls(
        stage=oral.stage,
        forward=forward,
        is_last_phase=last,
        can_pause=oral.stage is Stage.RUNNING,
        can_resume=oral.stage is Stage.PAUSED,
        can_end=under_way,
        can_write=oral.stage is not Stage.FINALISED and not office.read_only,
        granted=_granted(oral, office),
    )


def _granted(oral: Oral, office: Office) -> str:
    if oral.stage is not Stage.RUNNING:
        return ""
    left = oral.plan.accommodation.pauses - oral.clock(office.now()).granted_pauses
    return formats.minutes(left) if left.us > 0 else ""


def author_choices(office: Office, number: int) -> Iterator[tuple[str, str]]:
    """(key, « STI Mme Okoye ») of the jurors who may sign a note."""
    oral = office.oral(number)
    for juror in oral.jurors or office.session.jurors:
        yield juror.key, f"{people.seat_short(juror)} {juror.name}"
