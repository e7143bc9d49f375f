"""The plan of an oral as it is typed, day, hour, extra time; and the preparation before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import assert_never

from btstc_jury.application.enrolment import no_such_day
from btstc_jury.application.keyboards import as_figures, without_shift
from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.domain.candidate import NO_EXTRA, Accommodation, Plan
from btstc_jury.domain.commands import ChangePlan
from btstc_jury.domain.form import Form, LimitKind, SettingKind
from btstc_jury.domain.moments import Duration

_FIRST = time(8, 30)
_APART = timedelta(hours=1)


def change_plan(office: Office, number: int, plan: Plan, of: Form | str) -> ChangePlan:
    """The command for a plan as edited; ``of``: its form, or the key of one: that of an oral whose key is
    unchanged is the pinned one.
    """
    if not isinstance(of, str):
        return ChangePlan(plan, of)
    pinned = office.oral(number).form
    return ChangePlan(plan, pinned if of == pinned.key else office.library.get(of))


def next_slot(office: Office, day: date | None) -> datetime:
    """One hour after the last oral of the day; of today when the file has no oral yet."""
    chosen = day or formats.local(office.now().utc).date()
    last = max((each.scheduled for each in office.file.index.on_day(chosen)), default=None)
    if last is None:
        return datetime.combine(chosen, _FIRST)
    later = last + _APART
    return later if later.date() == chosen else last


def early_words(office: Office, number: int) -> str:
    """That a candidate noted absent now isn't expected yet; "" from the hour of the oral on."""
    due, now = office.oral(number).plan.scheduled, formats.local(office.now().utc)
    if now.replace(tzinfo=None) >= due:
        return ""
    if now.date() != due.date():
        day = formats.long_day(now.date()).lower()
        return f"Convocation le {formats.day_and_hour(due)}\u202f: nous sommes le {day}."
    return f"Convocation à {formats.clock(due)}\u202f: il est {formats.clock(now)}."


_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})", re.ASCII)
_DASHED = re.compile(r"(.{1,2})-(.{1,2})-(.{4})")
_STROKES = {":": "/", ";": "."}
_TIME = re.compile(r"(\d{1,2})\s*[:hH.]\s*(\d{2})?|(\d{2})(\d{2})|(\d{1,2})", re.ASCII)


def _read_day(text: str) -> re.Match[str] | None:
    """Typed without Shift, « - » is a 6 and a stroke: a stroke where the figures make no date otherwise."""
    typed = text.strip()
    if found := _DAY.fullmatch(as_figures(typed, _STROKES)):
        return found
    parts = _DASHED.fullmatch(typed)
    return parts and _DAY.fullmatch("/".join(without_shift(each, {}) for each in parts.groups()))


def parse_day(text: str) -> date | None:
    """« 04/02/2006 », « 4-2-2006 », « 04022006 »; ``None`` when that is no day of the calendar."""
    found = _read_day(text)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_error(text: str) -> str:
    """Why ``parse_day`` finds no day; "" where the text isn't even written as one."""
    found = _read_day(text)
    if found is None:
        return ""
    day, month, year = (int(part) for part in found.groups() if part is not None)
    return no_such_day(day, month, year) if year else ""


def parse_time(text: str) -> time | None:
    """« 8:30 », « 8h30 », « 14 h », « 0830 », « 9 »; ``None`` when that is no time of day."""
    found = _TIME.fullmatch(as_figures(text.strip(), {";": "."}))
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part is not None]
    hour, minute = (*parts, 0)[:2]
    return time(hour, minute) if hour < 24 and minute < 60 else None


_LENGTH = re.compile(r"(\d{1,3})\s*(?:[:.hm'](?:\s*(\d{1,2}))?)?\s*(?:min)?", re.ASCII)


def parse_length(text: str) -> Duration | None:
    """« 26:05 », « 26 », « 26 min »: minutes, and seconds; ``None`` when it can't be read."""
    found = _LENGTH.fullmatch(as_figures(text.replace("\u202f", " ").strip().lower(), {";": "."}))
    if found is None or int(found[2] or 0) > 59:
        return None
    return Duration.seconds(int(found[1]) * 60 + int(found[2] or 0))


MOST = Fraction(2)
"""The largest extra time taken: beyond, the entry is a slip of the keyboard."""

_FINEST = 10_000
"""Steps of one per cent that can be typed: four decimals."""

_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?\s*%?", re.ASCII)
_FRACTION = re.compile(r"(\d{1,7})\s*/\s*(\d{1,7})", re.ASCII)


@dataclass(frozen=True, slots=True)
class GrantedTime:
    """One time of a form; ``granted`` is "" where the accommodation leaves it as it is."""

    label: str
    usual: str
    granted: str


def parse_extra(text: str) -> Fraction | None:
    """« 1/3 », « 33 % », « 12,5 » (a percentage); empty is none. ``None`` when it can't be read."""
    plain = as_figures(text.replace("\u202f", " ").replace("\u00a0", " ").strip(), _STROKES)
    if not plain:
        return NO_EXTRA
    if found := _FRACTION.fullmatch(plain):
        return _within(int(found[1]), int(found[2]))
    if found := _PERCENT.fullmatch(plain):
        decimals = found[2] or ""
        return _within(int(found[1] + decimals), 100 * 10 ** len(decimals))
    return None


def _within(numerator: int, denominator: int) -> Fraction | None:
    if not denominator:
        return None
    value = Fraction(numerator, denominator)
    return value if value <= MOST else None


def extra_text(value: Fraction) -> str:
    """What ``parse_extra`` reads back as the same value; "" for none."""
    if not value:
        return ""
    parts = value * 100 * _FINEST
    if parts.denominator > 1 or value.denominator in {2, 4}:
        return f"{value.numerator}/{value.denominator}"
    whole, decimals = divmod(parts.numerator, _FINEST)
    shown = f"{whole},{decimals:04d}".rstrip("0").rstrip(",")
    return f"{shown}\u202f%"


def form_times(form: Form, accommodation: Accommodation) -> Iterator[GrantedTime]:
    """All parts of a form, those without a time of their own too, then as ``granted_times``."""
    if form.preparation.kind is SettingKind.NONE:
        yield GrantedTime("Préparation", "aucune", "")
    timed = iter(tuple(granted_times(form, accommodation)))
    if form.preparation.kind is not SettingKind.NONE:
        yield next(timed)
    for phase in form.phases:
        match phase.limit:
            case LimitKind.MAXIMUM:
                yield next(timed)
            case LimitKind.REMAINDER:
                yield GrantedTime(phase.short, "ce qui reste du total", "")
            case LimitKind.FREE:
                yield GrantedTime(phase.short, "dans le total", "")
            case _:
                assert_never(phase.limit)
    yield from timed


def granted_times(form: Form, accommodation: Accommodation) -> Iterator[GrantedTime]:
    """Preparation, phases with a maximum of their own, total, and allowance of pauses."""
    if form.preparation.kind is not SettingKind.NONE:
        rule = form.preparation
        yield _time("Préparation", rule.duration, accommodation.preparation, indicative=rule.indicative)
    for phase in form.phases:
        if phase.limit is LimitKind.MAXIMUM:
            yield _time(phase.short, phase.maximum, accommodation.phases, indicative=phase.indicative)
    if form.total.complement_of is not None:
        yield _shared(form.total.complement_of, accommodation.total)
    else:
        whole = form.total
        yield _time(_TOTAL, whole.duration, accommodation.total, indicative=whole.indicative)
    if accommodation.pauses:
        yield GrantedTime("Pauses, horloge arrêtée", "", formats.minutes(accommodation.pauses))


_TOTAL = "Total de l’interrogation"


def _shared(whole: Duration, extra: Fraction) -> GrantedTime:
    """The extra time goes to the whole, before what situation 1 used is taken away."""
    usual, granted = (
        f"{formats.minutes(each)} moins la situation 1" for each in (whole, whole.scaled(1 + extra))
    )
    return GrantedTime(_TOTAL, usual, granted if extra else "")


def eaten_words(form: Form, accommodation: Accommodation) -> str:
    """That parts made longer leave less to the last one, the total being what it was; "" where they don't
    (our decision: the arrêté gives maxima, annexe V, E4, § 4.B and E6, § 4.A).
    """
    limited = any(each.limit is LimitKind.MAXIMUM for each in form.phases)
    if not limited or accommodation.phases <= accommodation.total:
        return ""
    return "Le total n’est pas majoré d’autant\u202f: les parties majorées prennent sur ce qui reste."


def _time(label: str, usual: Duration | None, extra: Fraction, *, indicative: bool) -> GrantedTime:
    if usual is None:
        granted = f"majorée de {extra_text(extra)}" if extra else ""
        return GrantedTime(label, "fixée par la commission", granted)
    granted = formats.length(usual.scaled(1 + extra), indicative=indicative) if extra else ""
    return GrantedTime(label, formats.length(usual, indicative=indicative), granted)


LONGEST = 240
"""Minutes that a commission may give, before accommodation."""


@dataclass(frozen=True, slots=True)
class PreparationOffer:
    """``running``: the act is to stop it. ``obstacle``: why nothing can be done, or "".
    ``asks_length``: the form leaves the length to the commission; ``proposed`` is then in minutes.
    """

    name: str
    running: bool
    obstacle: str
    asks_length: bool
    proposed: int
    extra: bool


def preparation_offer(office: Office, number: int) -> PreparationOffer:
    oral = office.oral(number)
    rule = oral.form.preparation
    running = oral.preparation is not None and oral.preparation.until is None
    return PreparationOffer(
        name=oral.plan.candidate.full_name,
        running=running,
        obstacle=_obstacle(office, number),
        asks_length=rule.kind is SettingKind.AT_OPENING and not running,
        proposed=rule.duration.whole_seconds // 60 if rule.duration else 50,
        extra=oral.plan.accommodation.preparation != NO_EXTRA,
    )


def granted_length(office: Office, number: int, minutes: int) -> str:
    """What the candidate gets for a length before accommodation: « 40:00 »."""
    extra = office.oral(number).plan.accommodation.preparation
    return formats.minutes(Duration.minutes(minutes).scaled(1 + extra))


def _obstacle(office: Office, number: int) -> str:
    oral = office.oral(number)
    if office.read_only:
        return "Le fichier est ouvert en lecture seule."
    if oral.form.preparation.kind is SettingKind.NONE:
        return "Cette forme d’épreuve n’a pas de préparation."
    if oral.proceedings.stopped:
        return "L’interrogation n’a pas lieu."
    if oral.preparation is not None:
        return "" if oral.preparation.until is None else "La préparation est terminée."
    if not oral.stage.facts.waiting:
        return "L’interrogation a déjà commencé."
    return ""


class Preparations:
    """Kept up to date oral by oral, from those that run when the file is opened, whatever their day."""

    def __init__(self, office: Office) -> None:
        self._office = office
        running = office.file.index.preparing()
        self._since = {each.oral: each.preparing.since for each in running if each.preparing is not None}

    def follow(self, number: int) -> None:
        """Something changed in that oral, or it is looked at. Raises ``FileProblem``."""
        self._since.pop(number, None)
        preparation = self._office.oral(number).preparation
        if preparation is not None and preparation.until is None:
            self._since[number] = preparation.since

    def running(self) -> tuple[int, ...]:
        """The first begun first."""
        return tuple(sorted(self._since, key=lambda number: self._since[number].utc))
