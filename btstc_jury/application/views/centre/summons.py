"""A candidate's convocation: where to be when, for all orals, and with what. Jurors aren't named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.paper import (
    Entry,
    Made,
    PaperSource,
    Scope,
    SummonsOral,
    SummonsStep,
    SummonsView,
    name_key,
)
from btstc_jury.application.views.centre.told import (
    Mark,
    Told,
    capital,
    clock,
    commission_words,
    instead,
    lasting,
    room_words,
    span,
)
from btstc_jury.domain.centre.timetable import SlotKey, needs
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Instant

_FOOTNOTES = (
    "Présentez-vous à l’heure du premier horaire, avec cette convocation et une pièce d’identité avec photo.",
    "En cas d’empêchement ou de retard, prévenez sans attendre le centre d’examen.",
)

_AND = "\u202f; "


class Summoning:
    """Those of a timetable, made one by one."""

    def __init__(self, source: PaperSource) -> None:
        self._source = source
        self._keys: dict[int, list[SlotKey]] = {}
        for key in (*source.now, *(each for each in source.before if each not in source.now)):
            if key.candidate in source.timetable.candidates:
                self._keys.setdefault(key.candidate, []).append(key)
        self._waiting: dict[int, list[str]] = {}
        for need in needs(source.timetable):
            if need.key not in source.now:
                self._waiting.setdefault(need.candidate, []).append(need.exam)

    def whom(self, scope: Scope) -> list[int]:
        """The candidates who get one, by school, then by name: so they are sent."""
        people = self._source.timetable.candidates
        found = [each for each in self._keys if not self._source.absent(each) and self._asked(each, scope)]
        return sorted(found, key=lambda each: (self._source.schools[each], name_key(people[each]), each))

    def _asked(self, candidate: int, scope: Scope) -> bool:
        tables = self._source.now, self._source.before
        told = (table[key] for key in self._keys[candidate] for table in tables if key in table)
        return any(self._source.fits(each, scope) for each in told)

    def made(self, candidate: int) -> Made:
        """His, to be made."""
        view = self.view(candidate)
        before, now = self._source.before, self._source.now
        entries = tuple(Entry(key, now.get(key), before.get(key)) for key in self._keys[candidate])
        known = any(each.before is not None for each in entries)
        told = any(
            each.named_otherwise or oral.mark is not Mark.NONE
            for each, oral in zip(entries, view.orals, strict=True)
            if not each.has_begun
        )
        return Made(view, entries, not known or told)

    def view(self, candidate: int) -> SummonsView:
        source = self._source
        person = source.timetable.candidates[candidate]
        keys = self._keys[candidate]
        told_once = any(key in source.before for key in keys)
        orals = tuple(self._oral(key, told_once=told_once) for key in keys)
        entries = [Entry(key, source.now.get(key), source.before.get(key)) for key in keys]
        marked = any(each.mark is not Mark.NONE for each in orals)
        marked = marked or any(each.named_otherwise for each in entries)
        birth = f"né(e) le {formats.short_day(person.birth)}" if person.birth else ""
        lines = (
            " · ".join(filter(None, (f"N° {person.number}" if person.number else "", birth))),
            person.school,
        )
        return SummonsView(
            **source.heading("Convocation", person.full_name),
            lines=tuple(filter(None, lines)),
            replaces=self._replaces(keys) if marked else "",
            orals=orals,
            pending=self._pending(candidate),
            footnotes=_FOOTNOTES,
        )

    def _pending(self, candidate: int) -> str:
        told = {each.exam for each in self._keys[candidate] if each not in self._source.now}
        exams = [each for each in self._waiting.get(candidate, []) if each not in told]
        return f"Horaire à venir\u202f: {', '.join(exams)}. Une autre convocation le dira." if exams else ""

    def _replaces(self, keys: list[SlotKey]) -> str:
        utc = max(each.utc for key in keys if (each := self._source.printed(key)) is not None)
        day = formats.long_day(formats.local(Instant(utc)).date()).lower()
        return f"Annule et remplace la convocation du {day}."

    def _oral(self, key: SlotKey, *, told_once: bool) -> SummonsOral:
        source = self._source
        now, before = source.now.get(key), source.before.get(key)
        if now is None:
            return _cancelled(source.before[key], source.exam(source.before[key]))
        words = instead(before, now) if before is not None else ""
        added = before is None and told_once
        mark = Mark.CHANGED if words else Mark.ADDED if added else Mark.NONE
        day = formats.long_day(now.slot.oral)
        form = source.form(now)
        bring = () if form is None else tuple(_bring(form))
        return SummonsOral(source.exam(now), day, tuple(_steps(now)), mark, words, bring)


def _cancelled(before: Told, exam: str) -> SummonsOral:
    oral = before.slot.oral
    told = (
        f"L’horaire donné ({formats.long_day(oral, year=False).lower()} à {clock(oral)}) n’est plus valable."
        " Attendez une nouvelle convocation."
    )
    return SummonsOral(exam, "Sans horaire", (), Mark.CHANGED, told, ())


def _steps(told: Told) -> Iterator[SummonsStep]:
    slot = told.slot
    if told.prepared:
        yield _step("Préparation", (slot.preparation, slot.oral), room_words(told.preparation_room))
    places = commission_words(told.number), room_words(told.room)
    yield _step("Interrogation", (slot.oral, slot.ends), ", ".join(filter(None, places)))


def _step(what: str, when: tuple[datetime, datetime], where: str) -> SummonsStep:
    begins, ends = when
    return SummonsStep(what, clock(begins), span(begins, ends), lasting(ends - begins), capital(where))


def _bring(form: Form) -> Iterator[str]:
    """As the form has it."""
    dossier = form.dossier
    if dossier.documents:
        yield f"Votre dossier\u202f: {_AND.join(dossier.documents)}."
    if dossier.permissions:
        yield f"Vous pouvez apporter\u202f: {_AND.join(dossier.permissions)}."
    if dossier.tools:
        yield dossier.tools
