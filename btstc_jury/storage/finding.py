"""Full text in an exam file: what an oral is found by, its passages, is kept in a table, read from its
journal after the acts in it. FTS5, where the library has it, finds in them what reading them would find.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from btstc_jury.application.finding import (
    Found,
    Held,
    Hit,
    Sought,
    Term,
    held_of,
    matches,
)
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.summary import OralSummary
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import open_history
from btstc_jury.domain.standing import Sieve, Stage
from btstc_jury.storage.database import Database
from btstc_jury.storage.failures import Damage, errors_of_sqlite, told_of
from btstc_jury.storage.index import COLUMNS, SqliteOralIndex, read_line
from btstc_jury.storage.journals import journal_of, read_entries
from btstc_jury.storage.kept import check_named, read_readable_forms
from btstc_jury.storage.passages import HELD, Passages, read_passages

_log = logging.getLogger(__name__)

_NOT_NOW = {
    ProblemKind.DISK_FULL,
    ProblemKind.BUSY,
    ProblemKind.READ_ONLY,
    ProblemKind.PERMISSION,
    ProblemKind.INPUT_OUTPUT,
}

FEW = 2000
"""Orals of a state whose texts are sooner looked at one by one than found among all."""

_LONGEST_NAME = 1000
"""Characters of a pattern; SQLite has a limit."""

_STAGES = ", ".join(f"'{each}'" for each in Stage if each.facts.listed)
_LISTED = f"oral.stage IN ({_STAGES})"
_LINE = ", ".join(f"oral.{name}" for name in COLUMNS)
_HELD = ", ".join(f"passage.{name}" for name in HELD)
_NOT_DUE = "NOT EXISTS (SELECT 1 FROM passage_due WHERE passage_due.oral = oral.oral)"
_BY_WORDS = f"""SELECT {_LINE}, {_HELD} FROM passage_words
CROSS JOIN passage ON passage.oral = passage_words.rowid CROSS JOIN oral ON oral.oral = passage.oral
WHERE passage_words MATCH ? AND {_NOT_DUE}{{exact}} AND """  # noqa: S608 - our own names, here and below
_BY_READING = f"""SELECT {_LINE}, {_HELD} FROM passage CROSS JOIN oral ON oral.oral = passage.oral
WHERE {_NOT_DUE} AND """  # noqa: S608
_BY_NAME = f"SELECT {_LINE} FROM oral WHERE oral IN (SELECT oral FROM oral INDEXED BY {{by}} WHERE "  # noqa: S608
_SOME = "SELECT oral FROM oral INDEXED BY oral_by_state WHERE "
# From the few that wait to the many that there are: SQLite would rather look through all of these.
_DUE = "SELECT oral FROM passage_due CROSS JOIN oral USING (oral) ORDER BY passage_due.oral"
_COUNT_DUE = "SELECT count(*) FROM passage_due CROSS JOIN oral USING (oral)"


class SqliteFinder:
    """See ``application.finding.Finder``."""

    def __init__(
        self, database: Database, index: SqliteOralIndex, passages: Passages, read_only: Callable[[], str]
    ) -> None:
        self._database = database
        self._index = index
        self._passages = passages
        self._read_only = read_only
        self._forms: dict[str, Form] = {}
        self._aside: dict[int, tuple[bytes, Held]] = {}
        """Of a file that isn't written: what was read, and the head of the journal then."""
        self._by_words = True
        self._up_to_date = False

    def due(self) -> int:
        with told_of(self._database.path):
            count: int = self._database.raw.execute(_COUNT_DUE).fetchone()[0]
            return count

    def read(self, most: int, /) -> int:
        with told_of(self._database.path):
            self._database.keep_alone()
            self._put_older_off()
            orals = [oral for (oral,) in self._database.raw.execute(_DUE)]
            if self._read_only() or self._passages.locked:
                return self._read_aside(orals, most)
            if orals and most:
                try:
                    self._write([(oral, self._held(oral)) for oral in orals[:most]])
                except FileProblem as problem:
                    if problem.kind not in _NOT_NOW:
                        raise
                    # A search writes nothing that matters: it goes on without.
                    _log.info("the passages can't be written: %s", problem.kind)
                    return self._read_aside(orals, most)
            self._aside = {}
            return max(0, len(orals) - most)

    def search(self, sought: Sought, limit: int) -> Found:
        with told_of(self._database.path):
            self._database.keep_alone()
            if not sought:
                return Found(())
            hits = {each.summary.oral: each for each in self._named(sought, limit + 1)}
            aside = self._still_so()
            if sought.terms and len(hits) <= limit:
                found = sorted((*_matching(aside, sought), *self._told(sought, limit + 1)), key=_when)
                for each in found:
                    hits.setdefault(each.summary.oral, each)
            unread = self.due() - len(aside) if sought.terms else 0
            return Found(tuple(hits.values())[:limit], len(hits) > limit, unread)

    def _put_older_off(self) -> None:
        """What another version found orals by is read again, once in the life of an open file."""
        if not self._up_to_date:
            older = self._passages.older()
            if older and not self._read_only():
                with self._database.transaction():
                    self._passages.put_older_off()
            self._up_to_date = True

    def _named(self, sought: Sought, limit: int) -> list[Hit]:
        where, values = _picked(sought.sieve)
        words = []
        for each in sought.terms:
            column = "' ' || search || ' '" if each.whole else "search"
            ways = each.sought if each.whole else each.ways
            if max(map(len, ways)) <= _LONGEST_NAME:
                # Twice as fast; nothing of what is folded stands for anything else in a pattern.
                where += f" AND ({' OR '.join(f'{column} GLOB ?' for _ in ways)})"
                words += [f"*{way}*" for way in ways]
            else:
                where += _any_of(column, each)
                words += ways
        # In the order of names, it ends with the last that is wanted; of a state, there may be few.
        by = "oral_by_name" if sought.sieve is None else "oral_by_state"
        order = "ORDER BY oral.search, oral.oral"
        rows = self._rows(
            f"{_BY_NAME.format(by=by)}{where} ORDER BY search, oral LIMIT ?) {order}",
            (*values, *words, limit),
        )
        return [Hit(read_line(row).summary) for row in rows]

    def _told(self, sought: Sought, limit: int) -> list[Hit]:
        where, values = _picked(sought.sieve)
        few = self._few(where, values) if sought.sieve is not None else None
        if few is not None:
            where, values = f"oral.oral IN ({', '.join('?' * len(few))})", tuple(few)
        if few is None and self._by_words and self._passages.made():
            terms = _needed(sought.terms)
            exact, ways = contained([term for term in terms if term.exact])
            sql = f"{_BY_WORDS.format(exact=exact)}{where} ORDER BY passage_words.rowid LIMIT ?"
            try:
                return self._hits(self._rows(sql, (match(terms), *ways, *values, limit)))
            except errors_of_sqlite() as error:
                self._mend(error)
        exact, ways = contained(sought.terms)
        sql = f"{_BY_READING}{where}{exact} ORDER BY passage.oral LIMIT ?"
        return self._hits(self._rows(sql, (*values, *ways, limit)))

    def _few(self, where: str, values: Sequence[Any]) -> list[int] | None:
        """The orals of a state, where they are few."""
        found = [oral for (oral,) in self._rows(f"{_SOME}{where} LIMIT {FEW + 1}", values)]
        return found if len(found) <= FEW else None

    def _hits(self, rows: Iterable[Sequence[Any]]) -> list[Hit]:
        hits = []
        for row in rows:
            held = read_passages((row[0], *row[len(COLUMNS) :]))
            hits.append(Hit(read_line(row[: len(COLUMNS)]).summary, held))
        return hits

    def _still_so(self) -> list[tuple[OralSummary, Held]]:
        """What was read aside of orals that nobody acted in since."""
        found = []
        for (oral,) in self._rows(_DUE, ()) if self._aside else ():
            head, held = self._aside.get(oral, (b"", None))
            line = self._index.line(oral) if held is not None else None
            if held is not None and line is not None and line.head.hash == head:
                found.append((line.summary, held))
        return found

    def _rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self._database.raw.execute(sql, values).fetchall()

    def _mend(self, error: Exception) -> None:
        """What finds by words is damaged: it is made anew where the file may be written, and done without
        until then. What it would find is read from the passages themselves.
        """
        _log.info("the words of the search are made anew: %s", error)
        self._by_words = False
        if not self._read_only():
            try:
                with self._database.transaction():
                    self._passages.make_again()
                self._by_words = True
            except FileProblem as problem:
                _log.info("they can't be: %s", problem.detail)

    def _read_aside(self, orals: Sequence[int], most: int) -> int:
        left = 0
        known, self._aside = self._aside, {}
        for oral in orals:
            head = self._index.head(oral)
            if oral in known and known[oral][0] == head:
                self._aside[oral] = known[oral]
            elif most > 0:
                most -= 1
                self._aside[oral] = head, self._held(oral)
            else:
                left += 1
        return left

    def _write(self, read: Sequence[tuple[int, Held]]) -> None:
        try:
            self._write_all(read)
        except FileProblem as problem:
            if problem.kind is not ProblemKind.DAMAGED or not self._passages.made():
                raise
            self._mend(problem)
            self._write_all(read)

    def _write_all(self, read: Sequence[tuple[int, Held]]) -> None:
        with self._database.transaction():
            self._passages.make()
            self._passages.put_older_off()
            for oral, held in read:
                self._passages.set(oral, held)
        self._passages.due.difference_update(oral for oral, _ in read)

    def _held(self, oral: int) -> Held:
        """Of an oral that can't be read nothing is found but its name; that it can't is told elsewhere."""
        name = journal_of(oral)
        try:
            entries = read_entries(self._database, name, self._index.line(oral).head)
            forms = self._readable()
            try:
                check_named(entries, forms)
            except Damage:
                # Pinned since.
                self._forms = {}
                forms = self._readable()
                check_named(entries, forms)
            return held_of(open_history(entries, forms).oral)
        except (Damage, FileProblem) as problem:
            _log.info("%s is not searched: %s", name, problem)
            return Held("", ())

    def _readable(self) -> dict[str, Form]:
        self._forms = self._forms or read_readable_forms(self._database)
        return self._forms


def _matching(aside: Iterable[tuple[OralSummary, Held]], sought: Sought) -> list[Hit]:
    return [
        Hit(summary, held)
        for summary, held in aside
        if sought.lets_through(summary) and matches(held.words, sought.terms)
    ]


def _when(hit: Hit) -> tuple[Any, ...]:
    summary: OralSummary = hit.summary
    return summary.scheduled, summary.last_name, summary.oral


def _picked(sieve: Sieve | None) -> tuple[str, tuple[str | int, ...]]:
    """A condition on ``oral`` and its values."""
    if sieve is None:
        return _LISTED, ()
    facts = sieve.facts
    stages = sorted(each for each in facts.stages if each.facts.listed)
    statuses = sorted(facts.statuses)
    signed = "" if facts.signed is None else f" AND oral.complete = {int(facts.signed)}"
    where = f"oral.stage IN ({_marks(stages)}) AND oral.status IN ({_marks(statuses)}){signed}"
    return where, (*(each.value for each in stages), *(each.value for each in statuses))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _needed(terms: Sequence[Term]) -> list[Term]:
    """Without beginnings of what is sought besides: « dev » beside « devis »."""
    return [
        each
        for place, each in enumerate(terms)
        if each.whole
        or each.also
        or not any(
            all(each.sought[0] in way for way in other.sought) and (other.sought != each.sought or at < place)
            for at, other in enumerate(terms)
            if at != place
        )
    ]


def match(terms: Iterable[Term]) -> str:
    """For FTS5: every word in quotes, so that none is an operator; the last of a term may be a beginning."""
    return " AND ".join(f"({' OR '.join(_way(each, term) for each in term.ways)})" for term in terms)


def _way(words: str, term: Term) -> str:
    *before, last = words.split(" ")
    every = [*(f'"{each}"' for each in before), f'"{last}"' if term.whole else f'"{last}" *']
    return f"({' AND '.join(every)})"


def contained(terms: Iterable[Term]) -> tuple[str, list[str]]:
    """A condition on the words of a passage, each term standing in them, and its values."""
    found = list(terms)
    values = [each for term in found for each in term.sought]
    return "".join(_any_of("passage.words", term) for term in found), values


def _any_of(column: str, term: Term) -> str:
    return f" AND ({' OR '.join(f'instr({column}, ?)' for _ in term.ways)})"
