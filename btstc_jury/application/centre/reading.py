"""A candidates' list, from its rows to people, and all that is wrong: line, column, value, expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from btstc_jury.application.centre.columns import ListField, ListMapping
from btstc_jury.application.centre.rows import (
    ListFault,
    Preamble,
    RawList,
    Sorted,
    preamble_of,
    sort_rows,
)
from btstc_jury.application.centre.values import READERS, TEXT, Named, Wrong, person_of
from btstc_jury.application.views.formats import count
from btstc_jury.domain.centre.candidates import CentreCandidate, Doubt, number_key
from btstc_jury.domain.centre.comparing import Again, Twice, gathered

GoOn = Callable[[int, int], bool]
"""Called with what is done and all there is to do; whether to go on."""
_STEP = 1000
_SHOWN = 80
_NAMED = 12
_SURE: frozenset[Doubt] = frozenset()
_DOUBTS = {each: frozenset({each}) for each in Doubt}
_IDENTIFYING = (
    ListField.NUMBER,
    ListField.LAST_NAME,
    ListField.FULL_NAME,
    ListField.FIRST_NAMES,
    ListField.INE,
)


class ImportStopped(Exception):
    """The user gave up; nothing was written."""


@dataclass(frozen=True, slots=True)
class ReadList:
    """``people``: each once, ``lines``: the first of each; ``rows``: how many lines are of somebody.
    ``remarks``: what was noticed and changes nothing, in sentences. ``session``: the year that the list is
    of, 0 where it says none; ``spoiled``: keys of the numbers of those who have an error.
    """

    name: str
    source: str
    mapping: ListMapping
    heading_line: int
    people: tuple[CentreCandidate, ...]
    lines: tuple[int, ...]
    rows: int
    faults: tuple[ListFault, ...]
    remarks: tuple[str, ...]
    session: int = 0
    spoiled: frozenset[str] = frozenset()


def read_list(
    raw: RawList, heading: int, mapping: ListMapping, go_on: GoOn = lambda _done, _total: True
) -> ReadList:
    """``heading``: place of the row of headings. Raises ``ImportStopped``."""
    identified = [place for each in _IDENTIFYING if (place := mapping.place(each)) is not None]
    rows = sort_rows(raw, heading, identified)
    preamble = preamble_of(raw.rows[:heading])
    reading = _Reading(raw, mapping, preamble)
    for start in range(0, len(rows.people), _STEP):
        _ask(go_on, start, len(rows.people))
        reading.take(rows.people[start : start + _STEP])
    _ask(go_on, len(rows.people), len(rows.people))
    once, again = gathered(_zeros_lost(reading.people))
    remarks = [*raw.remarks, *reading.repeated(again), *reading.said(rows)]
    return ReadList(
        raw.name,
        raw.source,
        mapping,
        raw.lines[heading],
        tuple(once.values()),
        tuple(reading.lines[place] for place in once),
        len(rows.people),
        tuple(sorted((*raw.faults, *reading.faults))),
        tuple(remarks),
        preamble.session,
        frozenset(reading.spoiled - {""}),
    )


def _ask(go_on: GoOn, done: int, total: int) -> None:
    if not go_on(done, total):
        raise ImportStopped


def _zeros_lost(people: Sequence[CentreCandidate]) -> Sequence[CentreCandidate]:
    """In a text too: numbers shorter than those of the list that begin with a zero may have had one."""
    full = max(
        (len(each.number) for each in people if each.number[:1] == "0" and each.number.isdigit()), default=0
    )
    if all(len(each.number) >= full for each in people):
        return people
    return [
        each._replace(doubts=each.doubts | _DOUBTS[Doubt.ZEROS])
        if 0 < len(each.number) < full and each.number[0] != "0" and each.number.isdigit()
        else each
        for each in people
    ]


@dataclass(slots=True)
class _Reading:
    """What was read so far. ``lines``: of ``people``, in their order; ``known``, ``wrong``: by column, what
    was made of each text, and the texts that are errors; ``spoiled``: numbers of those with an error.
    """

    raw: RawList
    mapping: ListMapping
    preamble: Preamble
    people: list[CentreCandidate] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[ListFault] = field(default_factory=list)
    known: dict[int, dict[str, Any]] = field(default_factory=dict)
    wrong: dict[int, set[str]] = field(default_factory=dict)
    spoiled: set[str] = field(default_factory=set)

    def take(self, places: Sequence[int]) -> None:
        """Read some rows; one with an error is nobody's."""
        rows = [self.raw.rows[place] for place in places]
        cells = [*zip_longest(*rows, fillvalue="")]
        bad: set[int] = set()
        values: dict[str, Sequence[Any]] = {}
        for column, told in enumerate(self.mapping.columns):
            if told.field is not None:
                found = cells[column] if column < len(cells) else ("",) * len(rows)
                values[told.field.value] = self._column(found, column, told.field, places, bad)
        self._beyond(cells, places, bad)
        _spread(values)
        self._unnamed(values, places, bad)
        doubts = self._doubts(values, places)
        for name, told_above in (
            ("school", self.preamble.school),
            ("school_code", self.preamble.school_code),
        ):
            if told_above and name not in values:
                values[name] = (told_above,) * len(rows)
        made = _made(values, doubts)
        self.spoiled.update(number_key(made[row].number) for row in bad if isinstance(made[row].number, str))
        self.people += [each for row, each in enumerate(made) if row not in bad]
        self.lines += [self.raw.lines[place] for row, place in enumerate(places) if row not in bad]

    def _column(
        self, cells: Sequence[str], column: int, of: ListField, places: Sequence[int], bad: set[int]
    ) -> list[Any]:
        """The values of a column, each different text read once."""
        read = person_of if of is ListField.FULL_NAME else READERS.get(of.value, TEXT).read
        reader = READERS.get(of.value, TEXT)
        if not self.raw.kinds and reader.takes(cells):
            return [*cells]
        known = self.known.setdefault(column, {})
        found = {each: read(each) for each in {*cells} - known.keys()}
        known.update(found)
        wrong = self.wrong.setdefault(column, set())
        wrong.update(each for each, value in found.items() if isinstance(value, Wrong))
        if wrong:
            for row, cell in enumerate(cells):
                if cell in wrong:
                    self._fault(places[row], column, cell, known[cell].expected)
                    bad.add(row)
        if self.raw.kinds and not READERS.get(of.value, TEXT).dated:
            for row, place in enumerate(places):
                if self.raw.kind(place, column) == "d" and row not in bad:
                    self._fault(
                        place, column, cells[row], "ce qui a été tapé\u202f: le tableur en a fait une date"
                    )
                    bad.add(row)
        return [*map(known.__getitem__, cells)]

    def _fault(self, row: int, column: int, cell: str, expected: str) -> None:
        name = self.mapping.columns[column].name
        value = cell.strip()
        value = value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
        self.faults.append(ListFault(self.raw.lines[row], name, value, expected))

    def _beyond(self, cells: Sequence[Sequence[str]], places: Sequence[int], bad: set[int]) -> None:
        """A row longer than the headings: a separator inside a value has moved what follows it."""
        width = len(self.mapping.columns)
        for column in cells[width:]:
            for row, cell in enumerate(column):
                if cell and cell.strip() and row not in bad:
                    expected = f"{count(width, 'cellule')} au plus, autant que d’en-têtes"
                    self._fault(places[row], width - 1, cell, expected)
                    bad.add(row)

    def _unnamed(self, values: Mapping[str, Sequence[Any]], places: Sequence[int], bad: set[int]) -> None:
        column = self.mapping.place(ListField.LAST_NAME)
        column = self.mapping.place(ListField.FULL_NAME) if column is None else column
        for row, name in enumerate(values["last_name"]):
            if not name and row not in bad:
                self._fault(places[row], column or 0, "", "le nom du candidat")
                bad.add(row)

    def _doubts(self, values: Mapping[str, Sequence[Any]], places: Sequence[int]) -> list[frozenset[Doubt]]:
        firsts = values.get("first_names") or ("",) * len(places)
        unsure = values.get("unsure") or (False,) * len(places)
        doubts = [
            _DOUBTS[Doubt.FORMULA]
            if str(last)[:1] in _FORMULA
            else _DOUBTS[Doubt.NAMES]
            if doubt or not first
            else _SURE
            for last, first, doubt in zip(values["last_name"], firsts, unsure, strict=True)
        ]
        number = self.mapping.place(ListField.NUMBER)
        if self.raw.kinds and number is not None:
            for row, place in enumerate(places):
                if self.raw.kind(place, number) == "n":
                    doubts[row] |= _DOUBTS[Doubt.ZEROS]
        return doubts

    def repeated(self, again: Sequence[Again]) -> list[str]:
        """Remarks on lines that come again; those of two people with one number are errors."""
        told = []
        for each in again:
            candidate, line, first = self.people[each.place], self.lines[each.place], self.lines[each.first]
            if each.kind is Twice.REPEATED:
                names = [ListField(name).facts.label for name in each.fields if name in _LABELLED]
                differs = f", avec une autre valeur\u202f: {', '.join(names)}" if names else ""
                told.append(
                    f"Ligne {line}\u202f: {candidate.full_name} figure déjà ligne {first}{differs}\u202f;"
                    " ce candidat est compté une fois, avec ce que dit d’abord la liste."
                )
                continue
            of, value, expected = _TWICE[each.kind]
            column = self.mapping.place(of)
            name = of.facts.label if column is None else self.mapping.columns[column].name
            shown = value(candidate)
            self.faults.append(ListFault(line, name, shown, expected.format(line=first)))
        return told

    def said(self, rows: Sorted) -> list[str]:
        told = []
        for line, number in rows.counts:
            if number != len(rows.people):
                announced, read = count(number, "candidat"), count(len(rows.people), "ligne")
                told.append(f"Ligne {line}\u202f: la liste annonce {announced}, elle en compte {read}.")
        lost = [
            line for line, each in zip(self.lines, self.people, strict=True) if Doubt.ZEROS in each.doubts
        ]
        if lost:
            some = ", ".join(map(str, lost[:_NAMED])) + ("…" if len(lost) > _NAMED else "")
            told.append(
                f"{count(len(lost), 'numéro a', 'numéros ont')} pu perdre des zéros de tête dans un tableur"
                f" (ligne{'s' if len(lost) > 1 else ''} {some})\u202f: rien n’est ajouté."
            )
        lacking = sum(not each.number for each in self.people)
        if lacking:
            told.append(f"{count(lacking, 'candidat')} sans numéro\u202f: à compléter, aucun n’est inventé.")
        if lacking and lacking == sum(bool(each.registration) for each in self.people):
            told.append(
                "Si le numéro d’inscription est ici leur numéro de candidat, dites-le de sa colonne"
                " («\u202fnuméro de candidat\u202f»)."
            )
        return told


_FORMULA = frozenset("=+@")
_LABELLED = frozenset(each.value for each in ListField)
_TWICE: Mapping[Twice, tuple[ListField, Callable[[CentreCandidate], str], str]] = {
    Twice.REPEATED: (ListField.LAST_NAME, lambda each: each.full_name, "une ligne par candidat"),
    Twice.NUMBER: (
        ListField.NUMBER,
        lambda each: each.number or each.ine,
        "un numéro que n’a pas une autre personne (ligne {line})",
    ),
    Twice.PERSON: (
        ListField.LAST_NAME,
        lambda each: each.full_name,
        "de quoi distinguer cette personne de celle de la ligne {line}, ou le même numéro",
    ),
}


def _spread(values: dict[str, Sequence[Any]]) -> None:
    """A column of whole people gives those that have no column of their own; names are always there."""
    whole = values.pop("full_name", None)
    if whole is not None and "last_name" not in values:
        people = [each if isinstance(each, Named) else Named("", "") for each in whole]
        values["last_name"] = [each.last_name for each in people]
        if "first_names" not in values:
            values["first_names"] = [each.first_names for each in people]
            values["unsure"] = [not each.sure for each in people]
        values.setdefault("ine", [each.ine for each in people])
        values.setdefault("number", [each.number for each in people])
    values.setdefault("last_name", ())


def _made(values: Mapping[str, Sequence[Any]], doubts: Sequence[frozenset[Doubt]]) -> list[CentreCandidate]:
    columns = [
        values.get(name) or (default,) * len(doubts)
        for name, default in zip(CentreCandidate._fields, CentreCandidate(), strict=True)
        if name != "doubts"
    ]
    return [*map(CentreCandidate._make, zip(*columns, doubts, strict=True))]
