"""What came back, by its words: FTS5 finds in a file what is kept, PostgreSQL's own index on a server."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, and_, bindparam, delete, func, literal_column, or_, select, true

from btstc_jury.application.centre.ports import Told
from btstc_jury.application.centre.words import Seen, VersionKey, words_of_version
from btstc_jury.application.faults import Fault
from btstc_jury.application.finding import Passage, Term, pack, unpack
from btstc_jury.domain.centre.collected import Version
from btstc_jury.storage.centre.collection_tables import COLLECTED, PASSAGE, PASSAGE_WORDS
from btstc_jury.storage.centre.data import CentreData, FileData, Row, Statement, here, inserting, sealed
from btstc_jury.storage.centre.tables import CANDIDATE, CENTRE
from btstc_jury.storage.database import Database, check
from btstc_jury.storage.failures import Damage, errors_of_sqlite
from btstc_jury.storage.finding import contained, match
from btstc_jury.storage.passages import has_words

_log = logging.getLogger(__name__)

_LONGEST = 200_000
"""Characters that a server's index is made of, as its migration says; the rest is found by nobody."""
_LONGEST_WORD = 500
_ADD = inserting(PASSAGE)
_OF_RECEIPT = here(PASSAGE), PASSAGE.c.receipt == bindparam("of")
_KNOWN = Statement(select(PASSAGE.c.number, PASSAGE.c.words).where(*_OF_RECEIPT), ["of"])
_REMOVE = Statement(delete(PASSAGE).where(*_OF_RECEIPT), ["of"])
_LAST = Statement(select(func.coalesce(func.max(PASSAGE.c.number), 0)).where(here(PASSAGE)))
_KEEPS = Statement(select(CENTRE.c.texts).where(here(CENTRE)))
_KEYS = Statement(select(PASSAGE.c.receipt, PASSAGE.c.file, PASSAGE.c.oral).where(here(PASSAGE)))
_ALL = Statement(select(PASSAGE).where(here(PASSAGE)))
_MADE = "SELECT 1 FROM sqlite_master WHERE name = 'passage_words'"
_BY_WORDS = """SELECT passage.* FROM passage_words JOIN passage ON passage.number = passage_words.rowid
WHERE passage_words MATCH ?"""
_BY_READING = "SELECT * FROM passage WHERE 1"
_FIND = "INSERT INTO passage_words (rowid, words) VALUES (?, ?)"
_FIND_NO_MORE = "INSERT INTO passage_words (passage_words, rowid, words) VALUES ('delete', ?, ?)"
_MAKE_AGAIN = "INSERT INTO passage_words (passage_words) VALUES ('rebuild')"


def keep_passages(data: CentreData, versions: Iterable[Version], act: int) -> None:
    """In a transaction: of versions that came just now; the act's number."""
    keeps = bool(data.rows(_KEEPS)[0][0])
    last = int(data.rows(_LAST)[0][0])
    rows: list[Row] = []
    for number, each in enumerate(versions, last + 1):
        # What is told of it stands beside the files that came in any case.
        told = tuple(Passage(*passage) for passage in (each.passages if keeps else each.facts.texts))
        words = words_of_version(each.facts, told)
        rows.append(sealed([data.centre, each.receipt, each.file, each.oral, number, words, pack(told), act]))
    if rows:
        data.write(_ADD, rows)
        if isinstance(data, FileData):
            _find_too(data.database, [(row[4], row[5]) for row in rows])


def forget_passages(data: CentreData, receipt: str) -> None:
    """In a transaction."""
    known = data.rows(_KNOWN, receipt)
    if not known:
        return
    data.write(_REMOVE, [[receipt]])
    if isinstance(data, FileData) and _made(data.database):
        try:
            data.database.raw.executemany(_FIND_NO_MORE, [tuple(each) for each in known])
        except errors_of_sqlite() as error:
            _make_again(data.database, error)


def search_passages(
    data: CentreData, terms: Sequence[Term], limit: int, *, everywhere: bool = False
) -> tuple[Seen, ...]:
    """``everywhere``: in all centres of a server. Raises ``FileProblem``, ``Damage``."""
    exact = [each for each in terms if each.exact]
    if isinstance(data, FileData):
        return tuple(map(_seen, _in_file(data.database, terms, exact, limit)))
    return tuple(map(_seen, data.rows(_on_server(exact, limit, everywhere=everywhere), tsquery(terms))))


def centres_with(terms: Sequence[Term], told: Told | None = None) -> Statement:
    """The identities of the centres of a server where something may be found: to be given the query. More may
    be named than have anything, none that has is left out.
    """
    found = select(CENTRE.c.identity)
    if terms:
        found = found.where(_has_words(terms))
    if told is not None:
        found = found.where(_has_told(told))
    return Statement(found, ["query"])


def _has_told(told: Told) -> ColumnElement[bool]:
    """The words are as the migration makes the index."""
    signed = ("true", "false") if told.signed is None else (_AS_JSON[told.signed],)
    words = [f"{status}{_AS_JSON[told.settled]}{each}" for status in sorted(told.statuses) for each in signed]
    standing: ColumnElement[str] = literal_column(_STANDING)
    here = standing.in_([literal_column(f"'{each}'") for each in words])
    return select(COLLECTED.c.oral).where(COLLECTED.c.centre == CENTRE.c.id, here).exists()


_AS_JSON = {True: "true", False: "false"}
_FACTS = "encode(facts, 'escape')"
_STANDING = " || ".join(
    (
        f'substring({_FACTS} from \'"status":"([a-z_]+)"\')',
        f"substring({_FACTS} from ',\"settled\":([a-z]+),')",
        f"substring({_FACTS} from ',\"signed\":([a-z]+),')",
    )
)


def _has_words(terms: Sequence[Term]) -> ColumnElement[bool]:
    said = (
        or_(*(and_(true(), *map(_in_letters, filter(str.isascii, way.split(" ")))) for way in term.ways))
        for term in terms
    )
    people = select(CANDIDATE.c.centre).where(CANDIDATE.c.version > 0, *said)
    texts = select(PASSAGE.c.centre).where(_found_on_server())
    return or_(CENTRE.c.id.in_(people), CENTRE.c.id.in_(texts))


def _in_letters(word: str) -> ColumnElement[bool]:
    """Of what a candidate is found by, a server keeps the letters of the alphabet and the digits, one after
    the other, so that a word is there however it is written.
    """
    letters: ColumnElement[str] = literal_column("candidate.letters")
    return func.strpos(letters, word) > 0


def _found_on_server() -> ColumnElement[bool]:
    """The vector is made as that of the index is."""
    # Whoever asks a server has its dialect loaded already.
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    server: Any = postgresql
    simple: ColumnElement[Any] = literal_column("'simple'")
    vector = server.to_tsvector(simple, func.left(PASSAGE.c.words, literal_column(str(_LONGEST))))
    found: ColumnElement[bool] = vector.op("@@")(server.to_tsquery(simple, bindparam("query")))
    return found


def _on_server(exact: Sequence[Term], limit: int, *, everywhere: bool) -> Statement:
    """To be given the query."""
    where = [_found_on_server()]
    where += (or_(*(func.strpos(PASSAGE.c.words, way) > 0 for way in each.sought)) for each in exact)
    if not everywhere:
        where.append(here(PASSAGE))
    found = select(PASSAGE).where(*where).order_by(PASSAGE.c.centre, PASSAGE.c.number).limit(limit)
    return Statement(found, ["query"])


def read_searched(data: CentreData) -> frozenset[VersionKey]:
    """The versions that a search finds. Raises ``FileProblem``."""
    return frozenset(VersionKey(*each) for each in data.rows(_KEYS))


def read_all_passages(data: CentreData) -> None:
    """Raises ``FileProblem``, ``Damage``."""
    for row in data.rows(_ALL):
        _seen(row)


def tsquery(terms: Iterable[Term]) -> str:
    """Every word in quotes, so that none is an operator; the last of a term may be a beginning."""
    return " & ".join(f"({' | '.join(_way(each, term) for each in term.ways)})" for term in terms)


def _way(words: str, term: Term) -> str:
    *before, last = (each[:_LONGEST_WORD] for each in words.split(" "))
    return " & ".join((*(f"'{each}'" for each in before), f"'{last}'" if term.whole else f"'{last}':*"))


def _seen(row: Sequence[Any]) -> Seen:
    centre, receipt, file, oral, _, words, told, *_ = row
    place = f"textes reçus {receipt[:12]}"
    check(place, row[:-1], row[-1])
    try:
        return Seen(centre, receipt, file, oral, words, unpack(told))
    except msgspec.MsgspecError as error:
        raise Damage(Fault.UNREADABLE_LINE, place) from error


def _in_file(
    database: Database, terms: Sequence[Term], exact: Sequence[Term], limit: int
) -> list[Sequence[Any]]:
    if _made(database):
        where, ways = contained(exact)
        sql = f"{_BY_WORDS}{where} ORDER BY passage_words.rowid LIMIT ?"
        try:
            return database.raw.execute(sql, (match(terms), *ways, limit)).fetchall()
        except errors_of_sqlite() as error:
            _log.info("the words of the search are read one by one: %s", error)
    where, ways = contained(terms)
    sql = f"{_BY_READING}{where} ORDER BY number LIMIT ?"
    return database.raw.execute(sql, (*ways, limit)).fetchall()


def _made(database: Database) -> bool:
    return has_words(database) and database.raw.execute(_MADE).fetchone() is not None


def _find_too(database: Database, rows: Sequence[tuple[int, str]]) -> None:
    if not has_words(database):
        return
    if not _made(database):
        database.raw.execute(PASSAGE_WORDS)
        database.raw.execute(_MAKE_AGAIN)
        return
    try:
        database.raw.executemany(_FIND, rows)
    except errors_of_sqlite() as error:
        _make_again(database, error)


def _make_again(database: Database, error: Exception) -> None:
    _log.info("the words of the search are made anew: %s", error)
    database.raw.execute("DROP TABLE passage_words")
    database.raw.execute(PASSAGE_WORDS)
    database.raw.execute(_MAKE_AGAIN)
