"""The tables of what came back, as the latest migration leaves them; nothing of them is SQLite's alone.

``version`` as in the tables of the days; moments are UTC microseconds, hashes hexadecimal.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from btstc_jury.storage.centre.tables import METADATA, needed, of_centre


def _table(name: str, *columns: Column[Any]) -> Table:
    ends = *needed(Integer, "version"), *needed(LargeBinary, "digest")
    return Table(name, METADATA, of_centre(), *columns, *ends)


def _key(name: str) -> Column[Any]:
    return Column(name, String, primary_key=True)


RECEIPT = _table(
    "receipt",
    _key("sha256"),
    *needed(String, "name", "kind", "outcome", "detail"),
    *needed(BigInteger, "utc", "size"),
    *needed(LargeBinary, "authority"),
)
CONTENT = Table(
    "content",
    METADATA,
    of_centre(),
    _key("sha256"),
    *needed(Integer, "version"),
    *needed(LargeBinary, "content"),
)
"""The bytes of a receipt, read only when asked for: its key is their checksum."""
COLLECTED = _table(
    "collected",
    _key("receipt"),
    _key("file"),
    Column("oral", Integer, primary_key=True, autoincrement=False),
    *needed(Integer, "entries"),
    *needed(LargeBinary, "hashes", "facts"),
)
"""``hashes``: 32 bytes each, one after the other; ``facts``: JSON."""
PASSAGE = Table(
    "passage",
    METADATA,
    of_centre(),
    _key("receipt"),
    _key("file"),
    Column("oral", Integer, primary_key=True, autoincrement=False),
    *needed(Integer, "number"),
    *needed(String, "words"),
    *needed(LargeBinary, "told"),
    *needed(Integer, "version"),
    *needed(LargeBinary, "digest"),
    Index("passage_by_number", "number"),
)
"""What a row of ``COLLECTED`` is found by. ``number``: of no other of the centre, by which FTS5 names it in a
file; ``words``: folded (``application.finding.words_of``); ``told``: its passages (``finding.pack``), none
where the centre keeps no texts.
"""
PASSAGE_WORDS = (
    "CREATE VIRTUAL TABLE passage_words USING fts5(words, content='passage', content_rowid='number',"
    " detail=none, columnsize=0, prefix='1 2', tokenize='unicode61 remove_diacritics 0')"
)
"""As in an exam file; a server has an index of its own."""
CHOICE = _table(
    "choice",
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    *needed(String, "chosen", "others", "reason", "author"),
    *needed(BigInteger, "utc"),
)
"""``others``: names parted by spaces."""
TIE = _table(
    "tie",
    _key("named"),
    *needed(Integer, "candidate"),
    *needed(String, "exam", "author"),
    *needed(BigInteger, "utc"),
)
SENT = _table(
    "sent",
    _key("file"),
    *needed(Integer, "commission"),
    *needed(String, "orals", "name", "passphrase"),
    *needed(BigInteger, "utc"),
)
"""``orals``: a JSON list of number, candidate and exam, or an object of that and of ``jurors``, texts;
``passphrase``: "" unless kept."""
HEARD = _table(
    "heard",
    _key("receipt"),
    _key("file"),
    Column("oral", Integer, primary_key=True, autoincrement=False),
    *needed(LargeBinary, "content"),
)
"""What harmonising needs of a row of ``COLLECTED`` with a mark: JSON."""
HEARD_FORM = _table("heard_form", _key("hash"), *needed(LargeBinary, "content"))
"""The forms that those name, as their files pinned them."""
