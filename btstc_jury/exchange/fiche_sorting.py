"""Sorts the lines of a fiche under its rubrics, and tells what it found: nothing is lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from btstc_jury.application.fiche_reading import Finding, FindingKind, ReadFiche
from btstc_jury.domain.case import Rubric
from btstc_jury.domain.wording import folded, unaccented
from btstc_jury.exchange.fiche_headings import Heading, Headings
from btstc_jury.exchange.fiche_lines import Cell, Document, Line, Table, Unreadable, lines_of, row_lines

_LONGEST_RUBRIC = 900_000
"""Characters, as a case file takes them."""
_MOST_TOLD = 40
_MOST_ALONE = 4
"""Rubrics whose headings stand alone: from there on, the others do too."""
_LONGEST_TITLE = 100
_NO_TITLE = re.compile(
    r"\b(?:noms?|prenoms?|candidate?|etudiante?|eleve|auteur|numero|session|bts|epreuve|e[46]|u[46]|academie|lycee|"
    r"cfa|centre|fiches?|annee|date|ne le|ponctuel|ccf|option|examen|professeur|classe|mme|mlle|rubriques?|"
    r"contenus?|consignes?|attendus?)\b|n°|@|^m\. "
)
_SAID = re.compile(
    r"^(?:titre|intitul[eé]|situation|cas|objet|sujet|th[eè]me)[^:]{0,40}:\s*(?P<title>.+)$", re.IGNORECASE
)
_PERSON = re.compile(r"(?:[A-ZÀ-Ý][\w’'-]+ ?){1,4}")


@dataclass(slots=True)
class _Sorting:
    """``texts``: lines under each rubric; ``place``: of the one being filled, ``None`` before the first."""

    titles: Sequence[str]
    headings: Headings
    texts: list[list[str]]
    before: list[Line] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)
    place: int | None = None
    named: dict[int, set[str]] = field(default_factory=dict)
    """The headings that a rubric had."""
    inline: bool = True
    """Whether a heading that isn't written as the form has it may be followed by its text on its line."""
    begun: dict[int, int] = field(default_factory=dict)
    """How many lines a rubric had when its heading came again, and where that was."""
    number: int = 0

    def add(self, line: Line) -> None:
        self.number += 1
        strong = line.heading or line.strong or _capitals(line.text)
        found = self.headings.find(line.text, strong=strong) if line.text else None
        if found is not None and self._begins(found, line, strong=strong):
            self.begin(found, line.text)
            return
        if line.heading and line.text and self.place is not None:
            words = (
                f"«\u202f{_cut(line.text)}\u202f» n’est pas une rubrique\u202f: gardé comme texte sous "
                f"«\u202f{_cut(self.titles[self.place])}\u202f»."
            )
            self.told.append(Finding(FindingKind.UNKNOWN, words, self.number, line.text))
        self.write(line)

    def _begins(self, found: Heading, line: Line, *, strong: bool) -> bool:
        """A part of the rubric that is being filled may be named like it, and « Client : … » be a line of any
        other.
        """
        if found.exact:
            return True
        if found.rest and not strong and not self.inline:
            return False
        known = self.named.get(found.place, set())
        return found.place != self.place or folded(_head(found, line.text)) in known

    def begin(self, found: Heading, text: str) -> None:
        self.place = found.place
        title = self.titles[found.place]
        if found.place in self.named and any(self.texts[found.place]):
            self.begun[found.place] = self.number
        self.named.setdefault(found.place, set()).add(folded(_head(found, text)))
        if not found.exact:
            words = f"«\u202f{_cut(_head(found, text))}\u202f» a été lu comme «\u202f{_cut(title)}\u202f»."
            self.told.append(Finding(FindingKind.INEXACT, words, self.number, text))
        self.texts[found.place].append("")
        if found.rest:
            self.write(Line(found.rest))

    def write(self, line: Line) -> None:
        if self.place is None:
            self.before.append(line)
            return
        text = f"- {line.text}" if line.item and line.text else line.text
        self.texts[self.place].append(text)
        if text and self.place in self.begun:
            number = self.begun.pop(self.place)
            title = self.titles[self.place]
            words = (
                f"La rubrique «\u202f{_cut(title)}\u202f» figure deux fois\u202f: les textes ont été joints."
            )
            self.told.append(Finding(FindingKind.DOUBLED, words, number, title))

    def table(self, table: Table) -> None:
        """A row of headings names the columns of the rows below it."""
        columns: list[Heading] = []
        for row in table.rows:
            headings = [self._heading_of(cell) for cell in row]
            whole = [each for each in headings if each is not None and not each.rest]
            if len(whole) == len(row) > 1:
                columns = whole
                self.number += 1
                continue
            if columns and len(columns) == len(row) and not any(headings):
                for heading, cell in zip(columns, row, strict=True):
                    self.begin(heading, self.titles[heading.place])
                    for line in cell:
                        self.add(line)
                continue
            columns = []
            for line in _lines_with_headings(row, headings) if any(headings) else row_lines(row):
                self.add(line)

    def _heading_of(self, cell: Cell) -> Heading | None:
        """Of a cell that begins with one."""
        first = next((line.text for line in cell if line.text), "")
        return self.headings.find(first, strong=True) if first else None


def _lines_with_headings(row: Sequence[Cell], headings: Sequence[Heading | None]) -> list[Line]:
    """Cell by cell, but for a number before its heading."""
    first = next(place for place, each in enumerate(headings) if each is not None)
    lines = [each for cell in row[:first] for each in cell if any(map(str.isalpha, each.text))]
    return [*lines, *(each for cell in row[first:] for each in cell)]


def sorted_fiche(document: Document, titles: Sequence[str]) -> ReadFiche:
    """``titles``: of the rubrics, in the form's order. Raises ``Unreadable``."""
    sorting = _Sorting(titles, Headings(titles), [[] for _ in titles])
    sorting.inline = _alone(document, sorting.headings) < _MOST_ALONE
    for block in document.blocks:
        if isinstance(block, Table):
            sorting.table(block)
        else:
            sorting.add(block)
    texts = [_joined(each) for each in sorting.texts]
    if any(len(each) > _LONGEST_RUBRIC for each in texts):
        raise Unreadable(
            "Le document est trop grand\u202f: une rubrique dépasse trois cents pages. "
            "Réduisez-la, puis recommencez."
        )
    before = _joined([each.text for each in sorting.before])
    told = [*document.findings, *_bounded(sorting.told), *_lacking(sorting, texts, before)]
    rubrics = tuple(Rubric(title, text) for title, text in zip(titles, texts, strict=True))
    return ReadFiche(rubrics, before, _title(sorting.before), tuple(told))


def _alone(document: Document, headings: Headings) -> int:
    """How many rubrics have a heading on a line of its own."""
    lines = lines_of(document.blocks)
    found = (headings.find(each.text, strong=each.heading or each.strong) for each in lines if each.text)
    return len({each.place for each in found if each is not None and not each.rest})


def _bounded(told: list[Finding]) -> list[Finding]:
    if len(told) <= _MOST_TOLD:
        return told
    more = f"Et {len(told) - _MOST_TOLD} autres remarques de ce genre\u202f: relisez toute la fiche."
    return [*told[:_MOST_TOLD], Finding(told[-1].kind, more)]


def _lacking(sorting: _Sorting, texts: Sequence[str], before: str) -> Iterator[Finding]:
    if not sorting.named:
        words = (
            "Aucun titre de rubrique n’a été reconnu\u202f: tout le texte est gardé à part. "
            "Copiez-le sous chaque rubrique."
        )
        yield Finding(FindingKind.MISSING, words)
        return
    if before:
        words = (
            "Le texte placé avant la première rubrique est gardé à part\u202f: il peut nommer une personne."
        )
        yield Finding(FindingKind.BEFORE, words, 1)
    for place, title in enumerate(sorting.titles):
        if place not in sorting.named:
            words = f"La rubrique «\u202f{_cut(title)}\u202f» n’a pas été trouvée."
            yield Finding(FindingKind.MISSING, words, 0, title)
        elif not texts[place]:
            words = f"Rien ne suit le titre de la rubrique «\u202f{_cut(title)}\u202f»."
            yield Finding(FindingKind.EMPTY, words, 0, title)


def _head(found: Heading, text: str) -> str:
    return text.removesuffix(found.rest).strip(" :–—-|")


def _joined(lines: Sequence[str]) -> str:
    """One empty line at most between two paragraphs."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def _capitals(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return len(letters) > 3 and all(each.isupper() for each in letters)


def _title(before: Sequence[Line]) -> str:
    """What says what the case is about: said to be its title, else a line that names no exam and nobody."""
    lines = [each for each in before if each.text and len(each.text) <= _LONGEST_TITLE]
    for line in lines:
        said = _SAID.match(line.text)
        if said and not _NO_TITLE.search(unaccented(said["title"])):
            return said["title"].strip(' «»\u202f"')
    titles = [each for each in lines if not _NO_TITLE.search(unaccented(each.text))]
    likely = [each.text for each in titles if each.heading or not _PERSON.fullmatch(each.text)]
    return likely[0].strip(' :«»\u202f"') if likely else ""
