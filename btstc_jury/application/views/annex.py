"""The annex of the grid: what each juror thought, what was decided and why, how the candidate signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.opinions import MarksView, OpinionsView, level_spread, opinions_view
from btstc_jury.application.views.points import partial_views
from btstc_jury.domain.events import PresenceChecked
from btstc_jury.domain.form import NOT_ASSESSED
from btstc_jury.domain.history import History, entries_without
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.proceedings import Attendance, Presence, WithdrawnFraud


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """``levels``: letters of each juror, « — » for none; ``spread``: « 2 », « NE », or ""."""

    number: int
    text: str
    levels: tuple[str, ...]
    spread: str
    decision: str
    divergent: bool


@dataclass(frozen=True, slots=True)
class AnnexMark:
    """One of several marks: each juror's, « — » for none, their ``spread`` and the commission's."""

    title: str
    marks: tuple[str, ...]
    spread: str
    decision: str


@dataclass(frozen=True, slots=True)
class AnnexRemark:
    """Reason and dissents about one decision, a line each."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AnnexOpinions:
    """``columns``: the seats in a few letters, in the order of every tuple of the rows; ``marks`` likewise,
    « — » for none. ``mark``: the commission's. ``partial``: of several marks, left out where jurors gave none
    of them, so that what grids signed before carry is still written as it was.
    """

    revealed: str
    columns: tuple[str, ...]
    members: tuple[str, ...]
    rows: tuple[AnnexRow, ...]
    marks: tuple[str, ...]
    mark_spread: str
    mark: str
    remarks: tuple[AnnexRemark, ...]
    partial: tuple[AnnexMark, ...] | msgspec.UnsetType = msgspec.UNSET

    @property
    def all_marks(self) -> tuple[AnnexMark, ...]:
        """The several marks first, then the mark itself."""
        return (*(self.partial or ()), AnnexMark("", self.marks, self.mark_spread, self.mark))


@dataclass(frozen=True, slots=True)
class AnnexSignature:
    """How the candidate signed the attendance sheet. ``strokes`` as in ``Presence``, empty unless drawn."""

    text: str
    strokes: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexView:
    """``opinions``: ``None`` where they were common or aren't revealed. ``withdrawn``: reports of fraud."""

    title: str
    opinions: AnnexOpinions | None = None
    signature: AnnexSignature | None = None
    withdrawn: tuple[AnnexRemark, ...] = ()


def annex_view(office: Office, number: int) -> AnnexView | None:
    """``None`` where there is nothing to say."""
    opinions = _opinions(office, number)
    signature = _signature(office.history(number))
    withdrawn = tuple(map(_withdrawn, office.oral(number).proceedings.withdrawn))
    if opinions is None and signature is None and not withdrawn:
        return None
    about = " — avis des membres de la commission" if opinions else ""
    return AnnexView(f"Annexe{about}", opinions, signature, withdrawn)


def _withdrawn(gone: WithdrawnFraud) -> AnnexRemark:
    fraud = gone.reported.fraud
    lines = (
        f"Signalée {_moment(gone.reported.reported)}{formats.NARROW}: {fraud.facts}",
        f"Témoins{formats.NARROW}: {fraud.witnesses}" if fraud.witnesses else "",
        f"Retirée {_moment(gone.withdrawn)}{formats.NARROW}: {gone.reason}",
    )
    return AnnexRemark("Suspicion de fraude retirée", "\n".join(filter(None, lines)))


def _moment(reading: Reading) -> str:
    """« le lundi 1er juin 2026 à 09:02 »."""
    return f"le {formats.day_and_hour(formats.local(reading.utc))}"


def _signature(history: History) -> AnnexSignature | None:
    presence = history.oral.proceedings.presence
    if presence is None or presence.attendance is Attendance.NOT_SIGNED:
        return None
    where, at = presence.attendance.where, _moment(_signed(history))
    words = f"Émargement du candidat{formats.NARROW}: signé {where} {at}"
    return AnnexSignature(words, presence.strokes)


def _signed(history: History) -> Reading:
    """When the signature came to be as it is; a box ticked afterwards doesn't make it later."""
    kept = entries_without(history.entries, frozenset(history.undone))
    at = history.entries[0].reading
    before: Presence | None = None
    for entry in kept:
        if isinstance(entry.event, PresenceChecked):
            now = entry.event.presence
            same = before is not None and (before.attendance, before.strokes) == (now.attendance, now.strokes)
            at, before = (at if same else entry.reading), now
    return at


def _opinions(office: Office, number: int) -> AnnexOpinions | None:
    oral = office.oral(number)
    view = opinions_view(office, number)
    if view.marks is None:
        return None
    columns = people.columns(oral)
    return AnnexOpinions(
        revealed=f"{view.revealed}.",
        columns=columns,
        members=tuple(
            f"{column}{formats.NARROW}: {juror.name} — {people.seat(juror, oral.form.commission)}"
            for column, juror in zip(columns, oral.jurors, strict=True)
        ),
        rows=tuple(_rows(oral)),
        marks=tuple(each.mark or "—" for each in view.marks.marks),
        mark_spread=view.marks.spread.removeprefix("écart "),
        mark=formats.mark(oral.verdict.mark) or "—",
        remarks=tuple(_remarks(oral, view)),
        partial=tuple(_partial(oral, view.marks)) or msgspec.UNSET,
    )


def _partial(oral: Oral, marks: MarksView) -> Iterator[AnnexMark]:
    settled = {each.title: each.mark for each in partial_views(oral.form, oral.verdict.partial)}
    for each in marks.partial:
        given = tuple(mark.mark or "—" for mark in each.marks)
        yield AnnexMark(
            each.title, given, each.spread.removeprefix("écart "), settled.get(each.title, "") or "—"
        )


def _rows(oral: Oral) -> Iterator[AnnexRow]:
    opinions = [oral.debate.of(juror.key) for juror in oral.jurors]
    for criterion in oral.form.criteria:
        spread = level_spread(oral, criterion.number)
        apart = [str(spread.width)] if spread.width else []
        yield AnnexRow(
            criterion.number,
            criterion.text,
            tuple(opinion.levels.get(criterion.number, "—") for opinion in opinions),
            " ".join((*apart, NOT_ASSESSED) if spread.unlike else apart),
            oral.ratings.get(criterion.number, "—"),
            spread.divergent,
        )


def _remarks(oral: Oral, view: OpinionsView) -> Iterator[AnnexRemark]:
    for criterion in oral.form.criteria:
        spread = level_spread(oral, criterion.number)
        lines = tuple(_lines(view, criterion.number, spread.reason if spread.wanted else ""))
        if lines:
            yield AnnexRemark(oral.form.assessed.named(f"Critère {criterion.number}"), "\n".join(lines))
    marks = view.marks
    lines = tuple(_lines(view, None, marks.reason if marks and marks.wanted else ""))
    if lines:
        yield AnnexRemark("Note proposée", "\n".join(lines))


def _lines(view: OpinionsView, criterion: int | None, reason: str) -> Iterator[str]:
    if reason:
        yield f"Motif de la décision{formats.NARROW}: {reason}"
    for each in view.about(criterion):
        yield f"Désaccord de {each.name}{formats.NARROW}: {each.text}"
