"""Rows of a file with signed grids edited at random: does the check tell every one."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.storage.examination import examine
from tests.reliability.damages import Undetected
from tests.reliability.fuzz import Traceback
from tests.signed_file import (
    READ,
    all_gone,
    appended,
    change_document,
    change_index,
    cut,
    earlier_exchanged,
    edit,
    exchanged,
    lost,
    not_begun,
    of_another_kind,
    of_no_oral,
    of_the_other,
    of_version,
    signed_file,
    void_first,
)

_PLACES = ("number", "last_name", "first_names", "mark")


class EditedRows:
    """One edited copy of a file whose first oral is signed by two members, the second one by one; in every
    other one the first was reopened since, and settled with another mark.
    """

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._copy = folder / "retouche.btsjury"
        self._chance = chance
        self._ways: tuple[Callable[[sqlite3.Connection], object], ...] = (
            lost,
            of_the_other,
            of_no_oral,
            of_version(7),
            earlier_exchanged,
            of_another_kind,
            not_begun,
            all_gone,
            exchanged("mark-proposed", b"12.5", b"13"),
            exchanged("grid-signed", b'"juror":"b"', b'"juror":"c"'),
            exchanged("grid-signed", b'"certificate":"', b'"certificate":"0'),
            self._cut,
            self._byte_of_a_document,
            self._cell_of_the_index,
        )

    def one(self) -> None:
        """Raises ``Undetected`` or ``Traceback``."""
        shutil.copy(signed_file(), self._copy)
        ways = self._ways
        if self._chance.random() < 0.5:
            void_first(self._copy)
        else:
            # What nobody signed admits whatever follows.
            ways = (*ways, appended(ev.TextWritten(TextField.APPRECIATION, "Nul.")))
        way = self._chance.choice(ways)
        edit(self._copy, way)
        self.tally["files edited"] += 1
        try:
            found = examine(self._copy, read=READ).findings
        except Exception as error:
            raise Traceback(f"{type(error).__name__}: {error}") from error
        if not found:
            raise Undetected(f"an edited file was found sound: {getattr(way, '__name__', way)}")
        self.tally["told"] += 1

    def _cut(self, database: sqlite3.Connection) -> None:
        cut(self._chance.randrange(1, 8))(database)

    def _byte_of_a_document(self, database: sqlite3.Connection) -> None:
        """With the digest of its row mended."""
        ((content,),) = database.execute("SELECT content FROM document WHERE oral = 1 AND revision = 2")
        changed = bytearray(content)
        changed[self._chance.randrange(len(changed))] ^= self._chance.randrange(1, 256)
        change_document(database, bytes(changed))

    def _cell_of_the_index(self, database: sqlite3.Connection) -> None:
        """With the digest of its row mended."""
        change_index(database, self._chance.choice(_PLACES), "9")
