"""The lists of a centre's days: by room, for the doors, for the preparation, by school, to sign."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import groupby

from btstc_jury.application.views import formats
from btstc_jury.application.views.attendance import AttendanceRow, AttendanceView
from btstc_jury.application.views.centre.paper import (
    CentreListView,
    CentreRow,
    CentreSection,
    DoorRow,
    DoorView,
    Entry,
    ListLayout,
    Made,
    Papers,
    PaperSource,
    Scope,
    Unit,
)
from btstc_jury.application.views.centre.told import (
    Mark,
    Seen,
    Told,
    capital,
    clock,
    commission_words,
    room_words,
)
from btstc_jury.application.views.grid import GridMember

_NOON = time(12, 30)
_MORNING, _AFTERNOON = "matin", "après-midi"
_RESERVED = "Document réservé au centre d’examen."
Cells = Callable[[PaperSource, Entry, Sequence[Entry]], tuple[str, ...]]
"""What the columns tell of an entry, among those of its paper."""


def fitting(source: PaperSource, papers: Papers, scope: Scope) -> list[Unit]:
    """The papers of which an entry fits, in order."""
    found = source.units(papers)
    return sorted(unit for unit in found if any(source.fits(each.shown, scope) for each in unit[1]))


def in_order(name: str) -> str:
    """By which « B9 » comes before « B10 »."""
    return re.sub(r"\d+", lambda found: found[0].zfill(9), name.casefold())


def by_day(entries: Sequence[Entry]) -> Iterator[tuple[date, tuple[Entry, ...]]]:
    for day, some in groupby(entries, key=lambda each: each.shown.slot.oral.date()):
        yield day, tuple(some)


def place(told: Told) -> str:
    """« commission 3, salle B210 »."""
    return ", ".join(filter(None, (commission_words(told.number), room_words(told.room))))


def row(
    source: PaperSource,
    entry: Entry,
    cells: tuple[str, ...],
    below: str = "",
    *,
    known: bool,
    seen: Seen = Seen.WHOLE,
) -> CentreRow:
    """``below``: told under it, whatever changed; ``known``: the paper was printed before."""
    if entry.gone:
        return CentreRow(cells, "", _gone(source, entry), Mark.GONE)
    told = entry.instead(seen)
    mark = Mark.CHANGED if told else Mark.ADDED if known and entry.before is None else Mark.NONE
    return CentreRow(cells, below, told, mark)


def outdated(entries: Sequence[Entry], seen: Seen = Seen.WHOLE) -> bool:
    """Whether they tell something that wasn't told so before, of what hasn't begun."""
    return any(
        each.before is None
        or (not each.has_begun and (each.gone or each.named_otherwise or bool(each.instead(seen))))
        for each in entries
    )


def was_printed(entries: Sequence[Entry]) -> bool:
    return any(each.before is not None for each in entries)


def _gone(source: PaperSource, entry: Entry) -> str:
    """Where a candidate is heard who isn't heard here any more."""
    if entry.now is not None:
        when = _moment(entry.now, entry.before)
        return f"n’est plus ici\u202f: {when}, {place(entry.now)}"
    why = "absence annoncée" if source.absent(entry.key.candidate) else "sans nouvel horaire"
    return f"n’est plus attendu(e)\u202f: {why}"


def _moment(now: Told, before: Told | None) -> str:
    """The day only where it isn't the one before."""
    if before is not None and now.day == before.day:
        return clock(now.slot.oral)
    return f"{formats.long_day(now.slot.oral, year=False).lower()} à {clock(now.slot.oral)}"


def _rows(
    source: PaperSource, entries: Sequence[Entry], cells: Cells, *, schools: bool = False
) -> tuple[CentreRow, ...]:
    """``schools``: told under the columns."""
    known = was_printed(entries)
    return tuple(
        row(
            source,
            each,
            cells(source, each, entries),
            source.candidate(each.key).school if schools else "",
            known=known,
        )
        for each in entries
    )


def _by_room(told: Told) -> Iterator[tuple[str, ...]]:
    name = room_words(told.room) or commission_words(told.number)
    yield f"{told.day:%Y-%m-%d}", in_order(name), name


def _by_preparation(told: Told) -> Iterator[tuple[str, ...]]:
    if told.preparation_room:
        name = room_words(told.preparation_room)
        yield f"{told.day:%Y-%m-%d}", in_order(name), name


def _day(entries: Sequence[Entry]) -> str:
    return formats.long_day(entries[0].shown.slot.oral)


def _here(entries: Sequence[Entry]) -> list[Entry]:
    return [each for each in entries if not each.gone]


def _count(entries: Sequence[Entry]) -> str:
    return formats.count(len(_here(entries)), "interrogation")


def room_lists(source: PaperSource, scope: Scope) -> Iterator[Made]:
    """One a room and day; one a commission that has no room."""
    for (_, _, name), entries in fitting(source, _by_room, scope):
        view = CentreListView(
            **source.heading("Liste par salle", capital(name)),
            layout=ListLayout.ROOM,
            day=_day(entries),
            details=(),
            counts=_count(entries),
            sections=(CentreSection("", _rows(source, entries, _room_cells, schools=True)),),
            footnote=_RESERVED,
        )
        yield Made(view, entries, outdated(entries))


def _room_cells(source: PaperSource, entry: Entry, _others: Sequence[Entry]) -> tuple[str, ...]:
    told, candidate = entry.shown, source.candidate(entry.key)
    slot = told.slot
    prepared = f"{clock(slot.preparation)}, {room_words(told.preparation_room)}" if told.prepared else ""
    heard = f"{slot.exam}, {commission_words(told.number)}"
    return (
        clock(slot.oral),
        clock(slot.ends),
        candidate.number,
        candidate.full_name,
        heard,
        prepared.rstrip(", "),
    )


_SEATS = "Places\u202f: celles qui sont prises à cette entrée."


def preparation_lists(source: PaperSource, scope: Scope) -> Iterator[Made]:
    """One a room and day, in the order in which they come in."""
    seats = {each.name: each.seats for each in source.timetable.rooms.values()}
    for (_, _, name), found in fitting(source, _by_preparation, scope):
        entries = tuple(sorted(found, key=lambda each: (each.shown.slot.preparation, each.key)))
        room = entries[0].shown.preparation_room
        view = CentreListView(
            **source.heading("Liste de préparation", capital(name)),
            layout=ListLayout.PREPARATION,
            day=_day(entries),
            details=(formats.count(seats[room], "place"),) if room in seats else (),
            counts=formats.count(len(_here(entries)), "préparation"),
            sections=(CentreSection("", _rows(source, entries, _preparation_cells)),),
            footnote=f"{_SEATS} À cocher à l’entrée, puis à la sortie. {_RESERVED}",
        )
        yield Made(view, entries, outdated(entries))


def _preparation_cells(source: PaperSource, entry: Entry, others: Sequence[Entry]) -> tuple[str, ...]:
    told, candidate = entry.shown, source.candidate(entry.key)
    slot = told.slot
    seats = next((r.seats for r in source.timetable.rooms.values() if r.name == told.preparation_room), 0)
    taken = sum(
        each.shown.slot.preparation <= slot.preparation < each.shown.slot.oral for each in _here(others)
    )
    filled = f"{taken}\u202f/\u202f{seats}" if seats else str(taken)
    return (
        clock(slot.preparation),
        clock(slot.oral),
        candidate.number,
        candidate.full_name,
        capital(place(told)),
        "" if entry.gone else filled,
    )


def school_lists(source: PaperSource, scope: Scope) -> Iterator[Made]:
    """What goes to a school with its convocations."""

    def by_school(told: Told) -> Iterator[tuple[str, ...]]:
        # Of which school somebody was who isn't in the centre any more isn't known.
        if (person := source.timetable.candidates.get(told.slot.candidate)) is not None:
            yield in_order(person.school), source.schools[told.slot.candidate]

    for _, entries in fitting(source, by_school, scope):
        people = [source.candidate(each.key) for each in entries]
        name = next((each.school for each in people if each.school), "Sans établissement connu")
        code = next((each.school_code for each in people if each.school_code), "")
        counted = len({each.key.candidate for each in _here(entries)})
        view = CentreListView(
            **source.heading("Candidats convoqués", name),
            layout=ListLayout.SCHOOL,
            day="",
            details=(f"UAI {code}",) if code else (),
            counts=f"{formats.count(counted, 'candidat')}, {_count(entries)}",
            sections=tuple(
                CentreSection(formats.long_day(day), _rows(source, some, _school_cells))
                for day, some in by_day(entries)
            ),
            footnote="À remettre aux candidats avec leur convocation, qui dit aussi ce qu’ils apportent.",
        )
        yield Made(view, entries, outdated(entries))


def _school_cells(source: PaperSource, entry: Entry, _others: Sequence[Entry]) -> tuple[str, ...]:
    told, candidate = entry.shown, source.candidate(entry.key)
    slot = told.slot
    prepared = f"{clock(slot.preparation)}, {room_words(told.preparation_room)}" if told.prepared else ""
    return (
        prepared.rstrip(", "),
        clock(slot.oral),
        candidate.number,
        candidate.full_name,
        slot.exam,
        capital(place(told)),
    )


def doors(source: PaperSource, scope: Scope) -> Iterator[Made]:
    """Of the rooms where one is heard, then of those where one prepares."""
    for papers, preparing in ((_by_room, False), (_by_preparation, True)):
        for (_, _, name), found in fitting(source, papers, scope):
            seen = Seen.PREPARATION if preparing else Seen.ORAL
            entries = sorted(found, key=lambda each: (_door_hour(each.shown, seen), each.key))
            known = was_printed(entries)
            view = DoorView(
                **source.heading("Affiche de porte", capital(name)),
                day=_day(entries),
                what="Préparation" if preparing else _heard(source, entries),
                brief="Préparation" if preparing else "",
                rows=tuple(_door_row(source, each, seen, known=known) for each in entries),
            )
            yield Made(view, entries, outdated(entries, seen))


def _door_hour(told: Told, seen: Seen) -> datetime:
    return told.slot.preparation if seen is Seen.PREPARATION else told.slot.oral


def _heard(source: PaperSource, entries: Sequence[Entry]) -> str:
    """« E4 · Négociation technico-commerciale, commission 3 », all that the room hears."""
    shown = [each.shown for each in _here(entries) or entries]
    return "\n".join(dict.fromkeys(f"{source.exam(each)}, {commission_words(each.number)}" for each in shown))


def _door_row(source: PaperSource, entry: Entry, seen: Seen, *, known: bool) -> DoorRow:
    candidate = source.candidate(entry.key)
    found = row(source, entry, (), known=known, seen=seen)
    # Why somebody isn't waited for is nobody's business at a door.
    told = "n’est plus ici" if entry.gone and entry.now is None else found.told
    hour = clock(_door_hour(entry.shown, seen))
    return DoorRow(hour, candidate.full_name, candidate.number, told, found.mark)


def attendances(source: PaperSource, scope: Scope) -> Iterator[Made]:
    """One a commission and half-day."""
    lunch = source.timetable.rules.lunch
    noon = _NOON if lunch is None else lunch[0]

    def by_half_day(told: Told) -> Iterator[tuple[str, ...]]:
        late = told.slot.oral.time() >= noon
        day = f"{told.day:%Y-%m-%d}"
        yield day, in_order(told.number), str(int(late)), str(told.slot.commission)

    for (_, _, late, _), entries in fitting(source, by_half_day, scope):
        here = _here(entries)
        if not here:
            continue
        first = here[0].shown
        half = _AFTERNOON if int(late) else _MORNING
        named = capital(commission_words(first.number)), capital(room_words(first.room))
        view = AttendanceView(
            watermark="",
            heading="Feuille d’émargement",
            diploma=source.diploma,
            session=source.session,
            centre=source.place,
            place=" · ".join(filter(None, named)),
            day=f"{_day(here)}, {half}",
            counts=_count(here),
            rows=tuple(_attendance_row(source, each) for each in here),
            signers=_signers(source, first.slot.commission),
        )
        yield Made(view, entries, outdated(entries, Seen.ORAL))


def _attendance_row(source: PaperSource, entry: Entry) -> AttendanceRow:
    told, candidate = entry.shown, source.candidate(entry.key)
    birth = f"né(e) le {formats.short_day(candidate.birth)}" if candidate.birth else ""
    instead = entry.instead(Seen.ORAL)
    changed = f"modifié, {instead}" if instead else ""
    return AttendanceRow(
        time=formats.clock(told.slot.oral),
        number=candidate.number,
        candidate=candidate.full_name,
        details=" · ".join(filter(None, (birth, candidate.school, changed))),
        form=form.name if (form := source.form(told)) is not None else told.slot.exam,
    )


def _signers(source: PaperSource, commission: int) -> tuple[GridMember, ...]:
    table = source.timetable
    jurors = (table.jurors[each] for each in table.commissions[commission].jurors if each in table.jurors)
    return tuple(
        GridMember(", ".join(filter(None, (each.role.facts.title, each.quality))), each.name)
        for each in jurors
    )
