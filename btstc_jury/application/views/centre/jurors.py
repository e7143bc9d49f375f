"""What a member of the commissions is given: days, commissions, hours, candidates, pauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.lists import by_day, fitting, in_order, outdated, place, row
from btstc_jury.application.views.centre.paper import (
    CentreListView,
    CentreRow,
    CentreSection,
    Entry,
    ListLayout,
    Made,
    PaperSource,
    Scope,
)
from btstc_jury.application.views.centre.told import Seen, Told, capital, clock, commission_words, span
from btstc_jury.domain.centre.timetable import CentreCommission, CentreJuror, Window

_SHORTEST = timedelta(minutes=5)
"""Of a pause that is told."""


def juror_sheets(source: PaperSource, scope: Scope) -> Iterator[Made]:
    """One for each who hears somebody."""
    jurors = {each.name: each for each in source.timetable.jurors.values()}

    def by_juror(told: Told) -> Iterator[tuple[str, ...]]:
        for name in told.jurors:
            yield in_order(name), name

    for (_, name), found in fitting(source, by_juror, scope):
        entries = [_for_one(each, name) for each in found]
        juror = jurors.get(name)
        seat = "" if juror is None else ", ".join(filter(None, (juror.role.facts.title, juror.quality)))
        heard = sum(not each.gone for each in entries)
        view = CentreListView(
            **source.heading("Fiche de membre de commission", name),
            layout=ListLayout.JUROR,
            day="",
            details=tuple(filter(None, (seat, "" if juror is None else juror.school))),
            counts=formats.count(heard, "interrogation"),
            sections=tuple(_days(source, entries, juror)),
            footnote="Document personnel, réservé au membre de la commission.",
        )
        yield Made(view, found, outdated(entries, Seen.ORAL))


def _for_one(entry: Entry, name: str) -> Entry:
    """What was told to others wasn't told to him."""
    told = entry.before is not None and name in entry.before.jurors
    return entry if told else entry._replace(before=None)


def _days(
    source: PaperSource, entries: Sequence[Entry], juror: CentreJuror | None
) -> Iterator[CentreSection]:
    known = any(each.before is not None for each in entries)
    for day, some in by_day(entries):
        here = [each.shown for each in some if not each.gone]
        commissions = [
            source.timetable.commissions[each] for each in sorted({told.slot.commission for told in here})
        ]
        present = _present(commissions, juror, day)
        places = dict.fromkeys(capital(place(each)) for each in here)
        told = (formats.long_day(day), *places, f"Présence {present}" if present else "")
        rows = tuple(_rows(source, some, commissions, known=known))
        yield CentreSection(" · ".join(filter(None, told)), rows)


def _rows(
    source: PaperSource, entries: Sequence[Entry], commissions: Sequence[CentreCommission], *, known: bool
) -> Iterator[CentreRow]:
    several = len(commissions) > 1
    free: datetime | None = None
    for each in entries:
        slot = each.shown.slot
        if not each.gone:
            if free is not None and slot.oral - free >= _SHORTEST:
                yield _pause(source, commissions, Window(free, slot.oral))
            free = slot.free if free is None else max(free, slot.free)
        below = capital(commission_words(each.shown.number)) if several and not each.gone else ""
        yield row(source, each, _cells(source, each), below, known=known, seen=Seen.ORAL)


def _cells(source: PaperSource, entry: Entry) -> tuple[str, ...]:
    slot, candidate = entry.shown.slot, source.candidate(entry.key)
    form = source.form(entry.shown)
    exam = slot.exam if form is None else form.name
    return clock(slot.oral), clock(slot.ends), candidate.number, candidate.full_name, exam, candidate.school


def _pause(source: PaperSource, commissions: Sequence[CentreCommission], gap: Window) -> CentreRow:
    lunch = source.timetable.rules.lunch
    breaks = [each for commission in commissions for each in commission.breaks]
    if lunch is not None and gap.begins.time() < lunch[1] and lunch[0] < gap.ends.time():
        what = "Déjeuner"
    elif any(each.begins < gap.ends and gap.begins < each.ends for each in breaks):
        what = "Pause"
    else:
        what = "Sans candidat"
    return CentreRow((clock(gap.begins), clock(gap.ends), "", what), pause=True)


def _present(commissions: Sequence[CentreCommission], juror: CentreJuror | None, day: date) -> str:
    """« 8 h 00 – 12 h 30, 13 h 30 – 18 h 00 »: when the commissions sit and the juror is there."""
    windows = sorted({each for one in commissions for each in one.half_days if each.begins.date() == day})
    if juror is not None and juror.hours:
        common = (
            Window(max(one.begins, other.begins), min(one.ends, other.ends))
            for one in windows
            for other in juror.hours
        )
        windows = [each for each in common if each.begins < each.ends]
    return ", ".join(span(*each) for each in windows)
