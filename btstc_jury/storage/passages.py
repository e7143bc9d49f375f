"""What is kept of each oral for the search: its passages, and the words of FTS5 by which they are found."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from btstc_jury.application.faults import Fault
from btstc_jury.application.finding import Held, pack, unpack
from btstc_jury.storage.database import Database, Values, check, summed
from btstc_jury.storage.failures import Damage, errors_of_sqlite
from btstc_jury.storage.tables import PASSAGE, PASSAGE_WORDS

_log = logging.getLogger(__name__)

RECIPE = 2
"""Of what ``finding.held_of`` takes from an oral: what was read by another one is read again."""

_READ_BY_THIS = -RECIPE
"""Stands among the orals that wait: all that others read wait too. To see it in the passages themselves takes
as long as there are many of them.
"""

HELD = tuple(column.name for column in PASSAGE.columns)[1:]
_COLUMNS = ", ".join(("oral", *HELD))
_MADE = "SELECT 1 FROM sqlite_master WHERE name = 'passage_words'"
_KEPT = f"SELECT {_COLUMNS} FROM passage WHERE oral = ?"  # noqa: S608 - our own names, here and below
_SET = f"INSERT OR REPLACE INTO passage ({_COLUMNS}) VALUES ({', '.join('?' * (len(HELD) + 1))})"  # noqa: S608
_OLDER = "SELECT oral FROM passage WHERE recipe <> ?"
_UNSET = "DELETE FROM passage WHERE oral = ?"
_SETTLED = "DELETE FROM passage_due WHERE oral = ?"
_SET_DUE = "INSERT OR IGNORE INTO passage_due (oral) VALUES (?)"
_ALL_DUE = "INSERT OR IGNORE INTO passage_due (oral) SELECT oral FROM oral"
_DUE = "SELECT oral FROM passage_due"
_IS_DUE = "SELECT 1 FROM passage_due WHERE oral = ?"
_FIND = "INSERT INTO passage_words (rowid, words) VALUES (?, ?)"
_FIND_NO_MORE = "INSERT INTO passage_words (passage_words, rowid, words) VALUES ('delete', ?, ?)"
_MAKE_AGAIN = "INSERT INTO passage_words (passage_words) VALUES ('rebuild')"
_LEAVE_NOTHING = "INSERT INTO passage_words (passage_words) VALUES ('optimize')"
_VOCABULARY = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, passage_words, row)"


_ASCII = re.compile("[a-z0-9]+")


def has_words(database: Database) -> bool:
    """Whether the library of this machine has FTS5."""
    return bool(database.raw.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0])


def row_of_held(oral: int, held: Held) -> tuple[Any, ...]:
    """Of the table ``passage``."""
    values: Values = {"oral": oral, "recipe": RECIPE, "words": held.words, "told": pack(held.passages)}
    return tuple(summed(values).values())


def read_passages(row: Sequence[Any]) -> Held:
    """``row``: of the table ``passage``. Raises ``Damage``."""
    place = f"passage {row[0]}"
    check(place, row[:-1], row[-1])
    try:
        return Held(row[2], unpack(row[3]))
    except msgspec.MsgspecError as error:
        raise Damage(Fault.UNREADABLE_LINE, place) from error


class Passages:
    """Its functions that write are to be called in a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.due: set[int] = set()
        """Orals that are known to wait: they need not be told of again."""

    def put_off(self, orals: Iterable[int]) -> None:
        """Their passages are read later; those of before are found no more."""
        for oral in orals:
            if oral not in self.due:
                self._database.raw.execute(_SET_DUE, (oral,))

    def older(self) -> list[int]:
        """The orals whose passages another version read."""
        raw = self._database.raw
        if raw.execute(_IS_DUE, (_READ_BY_THIS,)).fetchone() is not None:
            return []
        return [oral for (oral,) in raw.execute(_OLDER, (RECIPE,))]

    def put_older_off(self) -> None:
        """A version that reads otherwise finds its own mark missing, and looks through all of them again."""
        raw = self._database.raw
        if raw.execute(_IS_DUE, (_READ_BY_THIS,)).fetchone() is None:
            self.put_off(self.older())
            raw.execute("DELETE FROM passage_due WHERE oral < 0")
            raw.execute(_SET_DUE, (_READ_BY_THIS,))

    def forget(self, orals: Iterable[int]) -> None:
        """Nothing is left of their passages, in the segments of FTS5 either, where each word stays until
        they are made anew.
        """
        raw = self._database.raw
        held = [row for oral in orals for row in raw.execute(_KEPT, (oral,)).fetchall()]
        raw.executemany(_UNSET, [(row[0],) for row in held])
        if not held or not self._there():
            return
        if not self.made():
            self._empty()
            return
        try:
            raw.executemany(_FIND_NO_MORE, [(row[0], row[2]) for row in held])
            raw.execute(_LEAVE_NOTHING)
        except errors_of_sqlite() as error:
            _log.info("the words of the search are made anew: %s", error)
            self.make_again()

    def set(self, oral: int, held: Held) -> None:
        """Only what isn't there yet is written."""
        raw = self._database.raw
        row = row_of_held(oral, held)
        before = raw.execute(_KEPT, (oral,)).fetchone()
        if before is None or tuple(before) != row:
            made = self.made()
            if made and before is not None:
                raw.execute(_FIND_NO_MORE, (oral, before[2]))
            raw.execute(_SET, row)
            if made:
                raw.execute(_FIND, (oral, held.words))
        raw.execute(_SETTLED, (oral,))

    def made(self) -> bool:
        """Whether there is a table of FTS5 that can be used here."""
        return self._there() and has_words(self._database)

    @property
    def locked(self) -> bool:
        """Whether there is one that can't be kept up with here."""
        return self._there() and not has_words(self._database)

    def make(self) -> None:
        if has_words(self._database) and not self._there():
            self._database.raw.execute(PASSAGE_WORDS)
            self._database.raw.execute(_MAKE_AGAIN)

    def make_again(self) -> None:
        """From the passages that are kept."""
        self._database.raw.execute("DROP TABLE IF EXISTS passage_words")
        self.make()

    def begin_again(self) -> None:
        """Nothing is kept, and every oral is to be read."""
        raw = self._database.raw
        raw.execute("DELETE FROM passage")
        if self.locked:
            self._empty()
        else:
            raw.execute("DROP TABLE IF EXISTS passage_words")
        raw.execute("DELETE FROM passage_due")
        raw.execute(_ALL_DUE)

    def _there(self) -> bool:
        return self._database.raw.execute(_MADE).fetchone() is not None

    def _empty(self) -> None:
        """Where FTS5 isn't there to do it: one that is finds it damaged, and makes it anew."""
        for table in ("data", "idx"):
            self._database.raw.execute(f"DELETE FROM passage_words_{table}")  # noqa: S608


class KeptPassages:
    """What is kept, to be compared with the journals; nothing is written."""

    def __init__(self, database: Database) -> None:
        self._raw = database.raw
        self._due = {oral for (oral,) in database.raw.execute(_DUE)}

    def check(self, oral: int, held: Callable[[], Held]) -> None:
        """``held``: what the journal says, asked for where the same rules read it. Raises ``Damage``, and
        the ``Error`` of the library.
        """
        if oral in self._due:
            return
        row = self._raw.execute(_KEPT, (oral,)).fetchone()
        if row is None:
            raise Damage(Fault.NO_PASSAGES)
        read_passages(row)
        if row[1] == RECIPE and tuple(row) != row_of_held(oral, held()):
            raise Damage(Fault.OTHER_PASSAGES)


def check_words(database: Database) -> None:
    """Whether FTS5 has each word in as many orals as the passages; nothing where it isn't there. Raises
    ``Damage``, and the ``Error`` of the library.
    """
    raw = database.raw
    if not Passages(database).made():
        return
    kept: Counter[str] = Counter()
    for (words,) in raw.execute("SELECT words FROM passage"):
        kept.update(set(words.split()))
    # A letter that the library doesn't know parts a word for it.
    parted = {part for word in kept if not word.isascii() for part in _ASCII.findall(word)}
    raw.execute(_VOCABULARY)
    try:
        found: dict[str, int] = dict(raw.execute("SELECT term, doc FROM temp.vocabulary"))
    except errors_of_sqlite() as error:
        raise Damage(Fault.OTHER_WORDS) from error
    finally:
        raw.execute("DROP TABLE temp.vocabulary")
    if _comparable(found, parted) != _comparable(kept, parted):
        raise Damage(Fault.OTHER_WORDS)


def _comparable(counts: Mapping[str, int], parted: Container[str]) -> dict[str, int]:
    return {word: count for word, count in counts.items() if word.isascii() and word not in parted}
