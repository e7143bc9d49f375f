"""The grid as it is printed: every word and figure, no layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.annex import AnnexView, annex_view
from btstc_jury.application.views.arrival import commission_lines, dossier_lines, opinion_line, presence_lines
from btstc_jury.application.views.criteria import headed
from btstc_jury.application.views.departures import departure_lines, renewal_lines
from btstc_jury.application.views.incidents import (
    gap_words,
    interruption_words,
    part_lines,
    pause_reasons,
    pause_words,
    place_words,
)
from btstc_jury.application.views.planning import eaten_words
from btstc_jury.application.views.points import (
    AN_AID,
    PointsLine,
    PointsView,
    partial_views,
    points_views,
    share_words,
)
from btstc_jury.application.views.signing import replaced_words
from btstc_jury.application.views.sources import scale_words, source_of
from btstc_jury.application.views.statuses import status_lines
from btstc_jury.application.views.transfer import transfer_lines
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.form import NOT_ASSESSED, Form, LimitKind, SettingKind
from btstc_jury.domain.history import History
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral, version_made
from btstc_jury.domain.points import share_of
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.timing import ClockFace, PhaseTime

FOR_THE_JURY = "Document réservé à la commission et au jury."


@dataclass(frozen=True, slots=True)
class GridTime:
    """One line of the table of times: ``allowed`` and ``used`` as m:ss; ``overrun`` « +0:25 » or ""."""

    title: str
    allowed: str
    used: str
    overrun: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """``level``: letters of the box ticked, or "" when not rated. ``points``: « 2 / 3 »;
    ``descriptors``: of each level, lowest first; both left out where the form has none.
    """

    number: int
    text: str
    level: str
    points: str | msgspec.UnsetType = msgspec.UNSET
    descriptors: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class GridGroup:
    codes: str
    label: str
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class GridLevel:
    """A column of boxes."""

    letters: str
    label: str


_UNDER_RESERVE = "sous réserve de vérification"
_UNRATED = GridLevel(NOT_ASSESSED, "non évalué")


@dataclass(frozen=True, slots=True)
class GridMember:
    """One signature place. ``signed``: what is said there of a signature on paper that was recorded before
    the page was made, left out otherwise.
    """

    role: str
    name: str
    signed: str | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class GridMark:
    """One of several marks. ``mark``: « 7,5 » or ""."""

    title: str
    mark: str
    out_of: str


@dataclass(frozen=True, slots=True)
class GridTotal:
    """The total calculated from points: ``title``, « Total calculé », and of which mark; ``lines``: by block,
    then what becomes of it and by which rules.
    """

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridScoring:
    """``marks``: the several marks of the form; ``summed``: the mark is their sum; ``totals``: calculated
    from points; ``motivated``: the appreciation is.
    """

    marks: tuple[GridMark, ...] = ()
    summed: bool = False
    totals: tuple[GridTotal, ...] = ()
    motivated: bool = False


@dataclass(frozen=True, slots=True)
class GridView:
    """The whole grid. ``provisional``: not yet signed by all (watermark PROVISOIRE); ``watermark``: the
    kind's own watermark, "" for an exam. ``mark``: « 12,5 » or "". ``journal``: hash of the journal, hex.
    ``situation``: presence, dossier, reserve; ``commission``: what its composition called for, who left, how
    opinions were given, codes chosen anew; ``members``: who sits to the end; ``source``: where the criteria
    come from; ``uncovered``: competences assessed that no criterion bears; ``replaces``: the
    signed version that it replaces, and why; ``version``: what it has, or will have once settled.
    ``scoring``: left out where the form says nothing of it, so that what grids signed before carry is still
    written as it was; ``assessed``: what the lines are, left out for
    criteria; ``counted``: which points of the mark count, left out where all do; ``held``: that the mark is
    under reserve, left out where it isn't.
    """

    file_kind: FileKind
    provisional: bool
    watermark: str
    version: int
    diploma: str
    session: str
    exam: str
    details: str
    centre: str
    place: str
    candidate: str
    candidate_lines: tuple[str, ...]
    sitting_lines: tuple[str, ...]
    times: tuple[GridTime, ...]
    total: GridTime
    incidents: tuple[str, ...]
    levels: tuple[GridLevel, ...]
    groups: tuple[GridGroup, ...]
    mark: str
    out_of: str
    appreciation: str
    strengths: str
    weaknesses: str
    remarks: str
    reopenings: tuple[str, ...]
    members: tuple[GridMember, ...]
    scale_note: str
    secrecy: str
    form: str
    journal: str
    situation: tuple[str, ...] = ()
    commission: tuple[str, ...] = ()
    source: str = ""
    uncovered: str = ""
    annex: AnnexView | None = None
    replaces: str = ""
    scoring: GridScoring | msgspec.UnsetType = msgspec.UNSET
    language: str = "fr-FR"
    assessed: Assessed | msgspec.UnsetType = msgspec.UNSET
    counted: str | msgspec.UnsetType = msgspec.UNSET
    held: str | msgspec.UnsetType = msgspec.UNSET

    @property
    def title(self) -> str:
        return f"{self.heading} — {self.candidate} ({self.state})"

    @property
    def heading(self) -> str:
        return f"Grille d’aide à l’évaluation — {self.exam}"

    @property
    def lines(self) -> Assessed:
        """What is rated."""
        return Assessed.CRITERIA if self.assessed is msgspec.UNSET else self.assessed

    @property
    def state(self) -> str:
        """What the foot of each page says of the document."""
        return "provisoire" if self.provisional else f"version {self.version}"

    @property
    def footnotes(self) -> tuple[str, ...]:
        """The small print of each page."""
        scale = formats.scale(self.levels)
        remark = f" — {self.scale_note}" if self.scale_note else ""
        source = f"{self.lines.facts.short}{formats.NARROW}: {self.source}." if self.source else ""
        secrecy = f"{FOR_THE_JURY} {self.secrecy}".strip()
        return tuple(filter(None, (f"{scale}{remark}.", source, self.uncovered, secrecy)))


def grid_view(office: Office, number: int, *, annex: bool = False, to_sign: bool = False) -> GridView:
    """The grid of an oral at any moment of its life; ``annex``: with the revealed opinions, if there are;
    ``to_sign``: of a settled oral, as its commission signs it.

    Raises ``FileProblem`` where it can't be read.
    """
    oral, session = office.oral(number), office.session
    clock, form = oral.clock(office.now()), oral.form
    return GridView(
        file_kind=session.kind,
        provisional=not (oral.signed or to_sign),
        version=version_made(oral),
        details=_details(form),
        sitting_lines=tuple(sitting_lines(oral, office)),
        times=tuple(phase_times(form, clock)),
        total=total_time(clock),
        incidents=(*_incidents(oral, clock), *transfer_lines(office, number)),
        levels=grid_levels(form),
        groups=tuple(grid_groups(form, oral.ratings)),
        mark=formats.mark(oral.verdict.mark),
        out_of=formats.mark(form.mark.maximum),
        appreciation=oral.verdict.appreciation,
        strengths=oral.verdict.strengths,
        weaknesses=oral.verdict.weaknesses,
        remarks=oral.verdict.observations,
        reopenings=oral.reopenings,
        members=tuple(
            GridMember(people.seat(j, form.commission), j.name) for j in oral.sitting or session.jurors
        ),
        scale_note=scale_words(form),
        secrecy=form.secrecy,
        situation=(*status_lines(oral), *presence_lines(oral), *dossier_lines(oral)),
        commission=tuple(_commission(oral, office.history(number))),
        source=_source(form),
        uncovered=_uncovered(form),
        annex=annex_view(office, number) if annex else None,
        assessed=msgspec.UNSET if form.assessed is Assessed.CRITERIA else form.assessed,
        counted=formats.counted_above(form.mark) or msgspec.UNSET,
        held=_UNDER_RESERVE if oral.proceedings.reserved else msgspec.UNSET,
        scoring=_scoring(oral),
        replaces=replaced_words(oral),
        **people.heading_of(office, number),
    )


def _scoring(oral: Oral) -> GridScoring | msgspec.UnsetType:
    form = oral.form
    made = GridScoring(
        tuple(
            GridMark(each.title, each.mark, each.out_of) for each in partial_views(form, oral.verdict.partial)
        ),
        form.mark.summed,
        grid_totals(form, oral.ratings),
        form.motivated,
    )
    return msgspec.UNSET if made == GridScoring() else made


def _details(form: Form) -> str:
    """The coefficient is that of the épreuve: the grid of one of its situations says so."""
    of_exam = " pour l’épreuve" if form.situation is not None else ""
    weighed = "" if form.coefficient is None else f" · coefficient {form.coefficient}{of_exam}"
    return f"Unité {form.unit}{weighed} · {form.name}"


def _uncovered(form: Form) -> str:
    """« C3.3.1 … n’a pas de critère … » (annexe V, E6, § 3); "" where each competence has one."""
    without = form.without_criterion
    if not without:
        return ""
    named = ", ".join(f"{each.code} «{formats.NARROW}{each.label}{formats.NARROW}»" for each in without)
    have = "n’a pas de critère propre" if len(without) == 1 else "n’ont pas de critère propre"
    source = source_of(form, "criteria")
    have = form.assessed.named(have)
    return f"{named} {have}{f' dans la liste de l’arrêté ({source})' if source else ''}."


def _source(form: Form) -> str:
    """Where the criteria stand, then where the form does."""
    criteria = source_of(form, "criteria")
    return f"{criteria}. Épreuve{formats.COLON} {form.source}" if criteria else form.source


def sitting_lines(oral: Oral, office: Office) -> Iterator[str]:
    """When it took place, with which preparation and accommodation."""
    if oral.started is None:
        yield f"Prévue le {formats.day_and_hour(oral.plan.scheduled)}, non commencée"
    else:
        day = formats.long_day(formats.local(oral.started.utc).date())
        until = f" – {formats.hour(oral.ended.utc)}" if oral.ended else ", en cours"
        yield f"{day}, {formats.hour(oral.started.utc)}{until}"
    if oral.preparation is not None:
        granted = "indicatives" if oral.form.preparation.indicative else "accordées"
        allowed = formats.minutes(oral.preparation.allowed)
        used = formats.minutes(oral.preparation.used(office.now()))
        yield f"Préparation{formats.NARROW}: {used} sur {allowed} {granted}"
    elif oral.form.preparation.kind is not SettingKind.NONE:
        yield f"Préparation{formats.NARROW}: non chronométrée"
    accommodation = oral.plan.accommodation
    if accommodation.extends_time:
        eaten = eaten_words(oral.form, accommodation)
        yield f"Temps majoré selon l’aménagement accordé{f'. {eaten}' if eaten else ''}"
    if oral.used_before is not None and oral.total is not None:
        whole = formats.minutes(oral.total.scaled(1 + accommodation.total))
        yield f"Temps utilisé en situation 1{formats.NARROW}: {formats.minutes(oral.used_before)} sur {whole}"
    if accommodation.pauses:
        used = formats.minutes(oral.clock(office.now()).granted_pauses)
        allowed = formats.minutes(accommodation.pauses)
        yield f"Pauses selon l’aménagement{formats.NARROW}: {used} sur {allowed} accordées"


def _commission(oral: Oral, history: History) -> Iterator[str]:
    yield from commission_lines(oral)
    yield from departure_lines(oral)
    if opinions := opinion_line(history):
        yield opinions
    yield from renewal_lines(oral)


FREE, REMAINDER = "libre", "reste"
_NO_MAXIMUM = {LimitKind.MAXIMUM: "", LimitKind.FREE: FREE, LimitKind.REMAINDER: REMAINDER}


def phase_times(form: Form, clock: ClockFace) -> Iterator[GridTime]:
    """In whole seconds that add up to the total, rounded down itself."""
    reached = -1 if clock.phase is None else clock.phase
    alone = len(form.phases) == 1
    rounded = _adding_up(clock)
    for index, (phase, time) in enumerate(zip(form.phases, rounded, strict=True)):
        # A single part has the total, whatever a remainder would be of.
        own = clock.total if alone else time
        allowed = formats.granted(own) if alone or time.own_maximum else _NO_MAXIMUM[phase.limit]
        used = formats.minutes(time.used) if index <= reached else "—"
        yield GridTime(f"{index + 1} {phase.title}", allowed, used, _overrun(time))


def _adding_up(clock: ClockFace) -> Iterator[PhaseTime]:
    """What rounding each part down leaves of the total goes, a second each, to those that come closest to the
    next one; a part at its maximum isn't shown to pass it for that, as long as another can take it.
    """
    seconds = [time.used.whole_seconds for time in clock.phases]

    def last(index: int) -> tuple[bool, bool, int]:
        time = clock.phases[index]
        beyond = time.used - Duration.seconds(seconds[index])
        at_its_maximum = time.own_maximum and seconds[index] == time.allowed.whole_seconds
        return not beyond, at_its_maximum, -beyond.us

    left = clock.total_used.whole_seconds - sum(seconds)
    closest = set(sorted(range(len(seconds)), key=last)[:left])
    for index, time in enumerate(clock.phases):
        yield replace(time, used=Duration.seconds(seconds[index] + (index in closest)))


def total_time(clock: ClockFace) -> GridTime:
    whole = clock.total
    used = "—" if clock.phase is None else formats.minutes(whole.used)
    return GridTime("Total", formats.granted(whole), used, _overrun(whole))


def _overrun(time: PhaseTime) -> str:
    shown = time.overrun.whole_seconds > 0
    return f"+{formats.minutes(time.overrun)}" if shown else ""


def _incidents(oral: Oral, clock: ClockFace) -> Iterator[str]:
    yield from part_lines(oral)
    reasons = pause_reasons(oral)
    for pause in clock.pauses:
        usual = "selon l’aménagement" if pause.granted else "motif non précisé"
        yield f"{pause_words(pause)}{formats.COLON} {reasons[pause.sequence] or usual}"
    decision = {None: "décision attendue", True: "temps compté", False: "temps non compté"}
    for gap in clock.gaps:
        yield f"{gap_words(gap)}{formats.COLON} {decision[gap.counted]}"
    for each in oral.proceedings.interruptions:
        yield interruption_words(each.interruption, place_words(each.phase, each.at))


def grid_levels(form: Form) -> tuple[GridLevel, ...]:
    """The columns of the boxes."""
    return (*(GridLevel(each.letters, each.label) for each in form.levels), _UNRATED)


def grid_groups(form: Form, ratings: Mapping[int, str]) -> Iterator[GridGroup]:
    """The criteria under their competences; ``ratings``: the level to tick, by criterion."""
    known = {line.criterion: line.points for line in _lines(form, ratings)}
    for codes, label, criteria in headed(form, form.criteria):
        rows = (
            GridRow(
                each.number,
                each.text,
                ratings.get(each.number, ""),
                known.get(each.number, msgspec.UNSET),
                each.descriptors or msgspec.UNSET,
            )
            for each in criteria
        )
        named = (" · ".join(filter(None, (codes, label))), "") if form.blocks else (codes, label)
        yield GridGroup(*named, tuple(rows))


def _lines(form: Form, ratings: Mapping[int, str]) -> Iterator[PointsLine]:
    for view in points_views(form, ratings):
        for block in view.blocks:
            yield from block.lines


def grid_totals(form: Form, ratings: Mapping[int, str]) -> tuple[GridTotal, ...]:
    return tuple(
        GridTotal(f"Total calculé{formats.COLON} {view.title}" if view.title else "Total calculé", lines)
        for view in points_views(form, ratings)
        for lines in (tuple(_total_lines(form, view)),)
    )


def _total_lines(form: Form, view: PointsView) -> Iterator[str]:
    for block in view.blocks:
        if block.title:
            yield f"{block.title}{formats.COLON} {block.points}"
    yield " · ".join((f"Total{formats.COLON} {view.total}", *view.steps))
    yield view.outcome
    shares = ", ".join(f"{each.letters} {share_words(share_of(form, each.letters))}" for each in form.levels)
    of_one = form.assessed.named("Part des points d’un critère")
    yield f"{of_one}{formats.COLON} {shares}. {' '.join(view.rules)} {AN_AID}"
