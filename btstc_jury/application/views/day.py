"""The day's list: state of every oral, the next one, and what remains to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from btstc_jury.application.office import Office
from btstc_jury.application.summary import OralSummary
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.identity import KIND_LABELS
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Preparation, Stage
from btstc_jury.domain.session import FileKind


class Tone(StrEnum):
    """How a state looks; its words say the same."""

    DONE = "done"
    WARNING = "warning"
    NOW = "now"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class DayRow:
    """``ticking``: the state shows a clock and changes each second. ``action``: label of its button."""

    oral: int
    time: str
    name: str
    number: str
    form: str
    note: str
    state: str
    tone: Tone
    ticking: bool
    next: bool
    action: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something that remains to do; ``oral`` is the one it is about."""

    title: str
    subject: str
    oral: int


@dataclass(frozen=True, slots=True)
class DayView:
    """``days``: every day that has orals, with its title; ``tones``: one per oral, for the drawn summary."""

    title: str
    session: str
    commission: str
    place: str
    kind: FileKind
    kind_label: str
    read_only: str
    day: date | None
    day_title: str
    days: tuple[tuple[date, str], ...]
    counts: str
    rows: tuple[DayRow, ...]
    tasks: tuple[Task, ...]
    tones: tuple[Tone, ...]
    tones_text: str


def day_view(office: Office, day: date | None, today: date) -> DayView:
    """The list of ``day``; without one, of today, or else of the next day that has orals, or the last."""
    session = office.session
    days = office.file.index.days()
    chosen = day or _default_day(tuple(each for each, _ in days), today)
    summaries = office.file.index.on_day(chosen) if chosen else ()
    now = office.now()
    rows = tuple(_rows(summaries, now))
    room = f", {session.room}" if session.room else ""
    return DayView(
        title="BTS Technico-commercial",
        session=f"session {session.year}",
        commission=session.commission,
        place=f"{session.centre}{room}",
        kind=session.kind,
        kind_label=KIND_LABELS[session.kind],
        read_only=messages.read_only(office.read_only),
        day=chosen,
        day_title=formats.long_day(chosen) if chosen else "Aucun oral prévu",
        days=tuple((each, formats.long_day(each)) for each, _ in days),
        counts=_counts(summaries),
        rows=rows,
        tasks=tuple(_tasks(summaries)),
        tones=tuple(row.tone for row in rows),
        tones_text=_tones_text(summaries),
    )


def _default_day(days: tuple[date, ...], today: date) -> date | None:
    return next((each for each in days if each >= today), days[-1] if days else None)


def _rows(summaries: tuple[OralSummary, ...], now: Reading) -> Iterator[DayRow]:
    upcoming = _next(summaries)
    for each in summaries:
        state, tone, ticking = _state(each, now)
        yield DayRow(
            oral=each.oral,
            time=each.scheduled.strftime("%H:%M"),
            name=f"{each.last_name.upper()} {each.first_names}",
            number=each.number,
            form=each.form_name,
            note="temps majoré" if each.extra_time else "",
            state=state,
            tone=tone,
            ticking=ticking,
            next=each is upcoming,
            action=_ACTIONS[each.stage],
        )


_ACTIONS = {
    Stage.PLANNED: "Ouvrir",
    Stage.OPENED: "Ouvrir",
    Stage.RUNNING: "Reprendre",
    Stage.PAUSED: "Reprendre",
    Stage.ENDED: "Délibérer",
    Stage.FINALISED: "Grille",
}


def _next(summaries: tuple[OralSummary, ...]) -> OralSummary | None:
    """The oral under way, or else the first one not begun, or else the first to deliberate."""
    for stages in (
        {Stage.RUNNING, Stage.PAUSED},
        {Stage.PLANNED, Stage.OPENED},
        {Stage.ENDED},
    ):
        found = next((each for each in summaries if each.stage in stages), None)
        if found is not None:
            return found
    return None


def _state(each: OralSummary, now: Reading) -> tuple[str, Tone, bool]:
    preparing = each.preparing
    if each.stage is Stage.PLANNED and preparing is not None:
        return _preparation_state(preparing, now)
    phase = "" if each.phase is None else f", partie {each.phase + 1}"
    return {
        Stage.PLANNED: ("Prévu", Tone.QUIET, False),
        Stage.OPENED: ("Commission installée", Tone.NOW, False),
        Stage.RUNNING: (f"En cours{phase}", Tone.NOW, False),
        Stage.PAUSED: (f"Suspendu{phase}", Tone.WARNING, False),
        Stage.ENDED: ("En délibération", Tone.WARNING, False),
        Stage.FINALISED: (f"Arrêté, version {each.version}", Tone.DONE, False),
    }[each.stage]


def _preparation_state(preparing: Preparation, now: Reading) -> tuple[str, Tone, bool]:
    if preparing.until is not None:
        return "Préparation terminée", Tone.NOW, False
    left = formats.minutes_left(preparing.allowed, preparing.used(now))
    over = left.startswith("+")
    words = f"Préparation dépassée {left}" if over else f"En préparation {left}"
    return words, Tone.WARNING if over else Tone.NOW, True


def _tasks(summaries: tuple[OralSummary, ...]) -> Iterator[Task]:
    for each in summaries:
        name = f"{each.last_name.upper()} {each.first_names}"
        if each.stage is Stage.ENDED:
            what = formats.count(each.missing, "élément manque", "éléments manquent")
            title = f"Délibération à finir\u202f: {what}" if each.missing else "Proposition à arrêter"
            yield Task(title, name, each.oral)
        elif each.stage is Stage.PAUSED:
            yield Task("Oral suspendu", name, each.oral)


def _counts(summaries: tuple[OralSummary, ...]) -> str:
    done = sum(each.stage is Stage.FINALISED for each in summaries)
    total = formats.count(len(summaries), "oral", "oraux")
    return f"{total} · {formats.count(done, 'arrêté')}"


def _tones_text(summaries: tuple[OralSummary, ...]) -> str:
    groups = (
        ("arrêté", "arrêtés", {Stage.FINALISED}),
        ("à délibérer", "à délibérer", {Stage.ENDED}),
        ("en cours", "en cours", {Stage.OPENED, Stage.RUNNING, Stage.PAUSED}),
        ("prévu", "prévus", {Stage.PLANNED}),
    )
    parts = []
    for singular, plural, stages in groups:
        number = sum(each.stage in stages for each in summaries)
        if number:
            parts.append(formats.count(number, singular, plural))
    return " · ".join(parts)
