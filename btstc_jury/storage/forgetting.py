"""Removing whole orals from a training file: of a rehearsal nothing has to be proved."""

from __future__ import annotations

from collections.abc import Iterable

from btstc_jury.storage.database import Database
from btstc_jury.storage.journals import journal_of
from btstc_jury.storage.tables import TRIGGERS

_KEEPS = next(each for each in TRIGGERS if "journal_keeps_its_rows" in each)
_OF_ORAL = tuple(
    f"DELETE FROM {table} WHERE oral = ?"  # noqa: S608 - our own names
    for table in ("document", "draft", "passage_due", "oral")
)


def remove_orals(database: Database, orals: Iterable[int]) -> None:
    """Journals, lines of the index, documents, drafts; to be called in a transaction. The rule that rows stay
    is lifted within it alone.
    """
    raw = database.raw
    raw.execute("DROP TRIGGER journal_keeps_its_rows")
    for oral in orals:
        raw.execute("DELETE FROM journal WHERE journal = ?", (journal_of(oral),))
        for statement in _OF_ORAL:
            raw.execute(statement, (oral,))
    raw.execute(_KEEPS)
