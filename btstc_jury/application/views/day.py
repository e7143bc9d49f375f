"""The day's list: state of every oral, the next one, and what remains to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from btstc_jury.application.finding import Excerpt
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.summary import OralSummary
from btstc_jury.application.views import formats, messages, statuses
from btstc_jury.application.views.people import named_form
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.proceedings import Duty
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage, Symbol, Tone
from btstc_jury.domain.timing import Preparation


@dataclass(frozen=True, slots=True)
class DayRow:
    """``ticking``: the state shows a clock and changes each second. ``action``: label of its button.
    ``day``: « 18/05/2027 », shown where rows of several days stand together; ``found``: where in the oral the
    words of a search stand, unless in its name.
    """

    oral: int
    day: str
    time: str
    name: str
    number: str
    form: str
    remark: str
    state: str
    tone: Tone
    symbol: Symbol
    ticking: bool
    next: bool
    action: str
    found: Excerpt | None = None

    @property
    def damaged(self) -> bool:
        """Nothing of it can be read."""
        return self.symbol is Symbol.DAMAGED


@dataclass(frozen=True, slots=True)
class Task:
    """Something that remains to do; ``oral`` is the one it is about, ``sitting`` tells it from the others of
    the same candidate: « ponctuelle, 9 h 00 ».
    """

    title: str
    subject: str
    oral: int
    sitting: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawnLine:
    """A candidate who was taken from the lists, and can come back."""

    oral: int
    text: str


@dataclass(frozen=True, slots=True)
class DayView:
    """``days``: every day that has orals, with its title; ``drawn``: tone and sign of each oral, in the order
    of ``legend``, which says what the signs mean and how many there are.
    """

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
    drawn: tuple[tuple[Tone, Symbol], ...]
    legend: tuple[tuple[Tone, Symbol, str], ...]
    withdrawn: tuple[WithdrawnLine, ...] = ()


def day_view(office: Office, day: date | None, today: date) -> DayView:
    """The list of ``day``; without one, of today, or else of the next day that has orals, or the last."""
    session = office.session
    days = office.file.index.days()
    chosen = day or next((each for each, _ in days if each >= today), days[-1][0] if days else None)
    summaries = office.file.index.on_day(chosen) if chosen else ()
    now = office.now()
    upcoming = _next(summaries)
    rows = tuple(day_row(office, each, now, upcoming=each is upcoming) for each in summaries)
    room = f", {session.room}" if session.room else ""
    return DayView(
        title=_diploma(office, summaries),
        session=f"session {session.year}",
        commission=session.commission,
        place=f"{session.centre}{room}",
        kind=session.kind,
        kind_label=session.label,
        read_only=messages.read_only(office.read_only),
        day=chosen,
        day_title=formats.long_day(chosen) if chosen else "Aucune interrogation prévue",
        days=tuple((each, formats.long_day(each)) for each, _ in days),
        counts=_counts(summaries),
        rows=rows,
        tasks=tuple(_tasks(summaries)),
        drawn=tuple((row.tone, symbol) for symbol in Symbol for row in rows if row.symbol is symbol),
        legend=_legend(rows),
        withdrawn=tuple(
            WithdrawnLine(each.oral, f"Remettre {each.full_name} · n°{formats.NARROW}{each.number}")
            for each in office.file.index.withdrawn()
        ),
    )


_SEVERAL = 2
_USUAL = "Brevet de technicien supérieur technico-commercial"


def _diploma(office: Office, summaries: tuple[OralSummary, ...]) -> str:
    """Of the first oral of the day that can be read: a centre's form may be of another one."""
    first = next((each.oral for each in summaries if not each.damaged), None)
    try:
        return _USUAL if first is None else office.oral(first).form.diploma
    except FileProblem:
        return _USUAL


def tick(office: Office, rows: Iterable[DayRow]) -> tuple[tuple[DayRow, ...], Duration | None]:
    """The ticking rows as they stand now, and the time until the first of them shows another second
    (``None``: no clock runs).
    """
    now = office.now()
    found = tuple((row, office.file.index.summary(row.oral)) for row in rows if row.ticking)
    fresh = tuple(day_row(office, each, now, upcoming=row.next) for row, each in found)
    waits = tuple(
        formats.until_next_second(each.preparing.used(now)) for _, each in found if each.preparing is not None
    )
    return fresh, min(waits, default=None)


def day_row(office: Office, each: OralSummary, now: Reading, *, upcoming: bool = False) -> DayRow:
    state, tone, symbol = _state(each, now, loose=_indicative(office, each, now))
    return DayRow(
        oral=each.oral,
        day=formats.short_day(each.scheduled.date()),
        time=formats.clock(each.scheduled),
        name=each.full_name,
        number=each.number,
        form=_form_words(office, each),
        remark=_remark(each),
        state=state,
        tone=tone,
        symbol=symbol,
        ticking=symbol is Symbol.PREPARING,
        next=upcoming,
        action="Détail" if each.damaged else each.stage.facts.action,
    )


def _form_words(office: Office, each: OralSummary) -> str:
    """Its name, and its version where the file holds several of it."""
    if each.damaged or len(office.versions(each.form_key)) < _SEVERAL:
        return each.form_name
    try:
        return named_form(office, office.oral(each.oral).form)
    except FileProblem:
        # Told when the oral is opened; the list is shown all the same.
        return each.form_name


def _remark(each: OralSummary) -> str:
    """What distinguishes the oral; its status is said by the state once it is over."""
    if each.damaged:
        return ""
    extra = ("temps majoré",) if each.extra_time else ()
    aside = "" if each.stage.facts.settled else each.status.worth.aside
    unsaid = each.status.worth.state and each.stage is Stage.FINALISED
    signing = "à signer" if not each.complete else "papier à joindre" if Duty.JOIN in each.duties else ""
    return " · ".join((*extra, *filter(None, (aside, signing if unsaid else ""))))


def _next(summaries: tuple[OralSummary, ...]) -> OralSummary | None:
    """The oral under way, or else the first one not begun, or else the first to deliberate."""
    open_ = [each for each in summaries if not each.damaged and not each.stage.facts.settled]
    return min(
        open_, key=lambda each: (not each.stage.facts.under_way, not each.stage.facts.waiting), default=None
    )


def _indicative(office: Office, each: OralSummary, now: Reading) -> bool:
    """Whether a preparation beyond its time is none that exceeds it."""
    preparing = each.preparing
    if preparing is None or preparing.until is not None or preparing.used(now) <= preparing.allowed:
        return False
    try:
        return office.oral(each.oral).form.preparation.indicative
    except FileProblem:
        # Told when the oral is opened; the list is shown all the same.
        return False


def _state(each: OralSummary, now: Reading, *, loose: bool = False) -> tuple[str, Tone, Symbol]:
    if each.damaged:
        return "Endommagée", Tone.ALERT, Symbol.DAMAGED
    worth, stage = each.status.worth, each.stage.facts
    if each.stage.facts.settled and worth.state:
        return f"{worth.state} v{each.version}" if worth.held else worth.state, worth.tone, worth.symbol
    if each.stage is Stage.FINALISED:
        return _signing_state(each)
    preparing = each.preparing
    if each.stage is Stage.PLANNED and preparing is not None:
        return _preparation_state(preparing, now, loose=loose)
    phase = f", phase {each.phase + 1}" if each.stage.facts.under_way and each.phase is not None else ""
    return f"{stage.state}{phase}", stage.tone, stage.symbol


def _signing_state(each: OralSummary) -> tuple[str, Tone, Symbol]:
    if each.complete:
        paper = "papier à joindre" if Duty.JOIN in each.duties else f"version {each.version}"
        return f"Signée, {paper}", Tone.DONE, Symbol.DONE
    done = f"{formats.count(each.signed, 'signature')}, à finir"
    return done if each.signed else f"À signer, version {each.version}", Tone.WARNING, Symbol.TO_SIGN


def _preparation_state(preparing: Preparation, now: Reading, *, loose: bool) -> tuple[str, Tone, Symbol]:
    if preparing.until is not None:
        return "Préparation terminée", Tone.NOW, Symbol.READY
    left = formats.minutes_left(preparing.allowed, preparing.used(now))
    if left.startswith("+") and not loose:
        return f"Dépassement {left}", Tone.WARNING, Symbol.PREPARING
    return f"En préparation {left}", Tone.NOW, Symbol.PREPARING


def _tasks(summaries: tuple[OralSummary, ...]) -> Iterator[Task]:
    for each in (each for each in summaries if not each.damaged):
        sitting = f"{each.form_name}, {formats.clock(each.scheduled)}"
        if each.stage is Stage.ENDED:
            what = formats.count(each.missing, "élément manque", "éléments manquent")
            title = f"Délibération à finir\u202f: {what}" if each.missing else "Proposition à valider"
            yield Task(title, each.full_name, each.oral, sitting)
        elif each.stage is Stage.PAUSED:
            yield Task("Interrogation suspendue", each.full_name, each.oral, sitting)
        elif each.stage is Stage.FINALISED and not each.complete:
            yield Task("Grille à signer", each.full_name, each.oral, sitting)
        for duty in each.duties:
            if duty is not Duty.JOIN:
                yield Task(statuses.task(duty, each.status), each.full_name, each.oral, sitting)
    yield from _papers([each for each in summaries if not each.damaged and Duty.JOIN in each.duties])


def _papers(signed: list[OralSummary]) -> Iterator[Task]:
    """In one line: a commission that signs on paper does so all day."""
    for first in signed[:1]:
        names = ", ".join(each.full_name for each in signed)
        yield Task(statuses.task(Duty.JOIN, first.status), names, first.oral)


def _counts(summaries: tuple[OralSummary, ...]) -> str:
    done = sum(each.stage is Stage.FINALISED and not each.damaged for each in summaries)
    total = formats.count(len(summaries), "interrogation")
    return f"{total} · {formats.count(done, 'proposition validée', 'propositions validées')}"


def _legend(rows: tuple[DayRow, ...]) -> tuple[tuple[Tone, Symbol, str], ...]:
    numbers = Counter(row.symbol for row in rows)
    tones = {row.symbol: row.tone for row in rows}
    return tuple(
        (tones[symbol], symbol, formats.count(numbers[symbol], *symbol.counted))
        for symbol in Symbol
        if numbers[symbol]
    )
