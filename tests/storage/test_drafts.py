"""What is typed and not yet entered stands in the exam file, and leaves it without a trace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.application.drafts import REMARK, Draft
from btstc_jury.application.findings import Part
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.domain.moments import Instant, Reading
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.examination import examine
from tests.storage.keyed import KEY
from tests.storage.make_old_files import make_file

BEGAN = Reading(Instant(1_780_300_800_000_000), 42, "boot", "process")
TYPED = (
    Draft(1, "appreciation", "", "Un très bon"),
    Draft(1, REMARK, "a", "écoute du client Quatremain", None, BEGAN),
)


def test_drafts_come_back_as_they_were_and_each_oral_has_its_own(path: Path) -> None:
    make_file(path)
    file = SqliteExamFiles().open(path)
    file.drafts.keep(1, TYPED)
    changed = Draft(2, REMARK, "", "autre", 7)
    file.drafts.keep(2, (changed,))
    file.close()
    file = SqliteExamFiles().open(path)
    assert file.drafts.of_oral(1) == TYPED
    assert file.drafts.of_oral(2) == (changed,)
    file.drafts.keep(1, (replace(TYPED[0], text="Un très bon oral"),))
    assert [each.text for each in file.drafts.of_oral(1)] == ["Un très bon oral", TYPED[1].text]
    file.drafts.keep(1, (), gone=(TYPED[1].key,))
    assert [each.text for each in file.drafts.of_oral(1)] == ["Un très bon oral"]
    assert file.drafts.of_oral(2) == (changed,)
    file.close()


def test_what_was_typed_is_nowhere_in_the_file_once_it_is_closed_without_it(path: Path) -> None:
    make_file(path)
    file = SqliteExamFiles().open(path)
    file.drafts.keep(1, TYPED)
    file.drafts.keep(1, (), gone=[each.key for each in TYPED])
    file.close()
    assert b"Quatremain" not in path.read_bytes()
    assert [each.name for each in path.parent.iterdir() if b"Quatremain" in each.read_bytes()] == []


def test_nothing_of_a_draft_is_plain_in_an_encrypted_file(path: Path) -> None:
    make_file(path)
    file = SqliteExamFiles().open(path)
    file.protection.change(KEY)
    file.drafts.keep(1, TYPED)
    # While the file is open, so that the -wal is searched too.
    names = [each.name for each in path.parent.iterdir() if b"Quatremain" in each.read_bytes()]
    file.close()
    assert names == []
    file = SqliteExamFiles().open(path, FileKey(raw=KEY.raw))
    assert file.drafts.of_oral(1) == TYPED
    file.close()


def test_a_second_instance_writes_none(path: Path) -> None:
    make_file(path)
    writing = SqliteExamFiles().open(path)
    writing.drafts.keep(1, TYPED)
    second = SqliteExamFiles().open(path)
    with pytest.raises(ReadOnlyFile):
        second.drafts.keep(1, (), gone=(TYPED[0].key,))
    second.close()
    assert writing.drafts.of_oral(1) == TYPED
    writing.close()


def test_a_damaged_draft_is_told_and_named_by_the_whole_check(path: Path) -> None:
    make_file(path)
    file = SqliteExamFiles().open(path)
    file.drafts.keep(1, TYPED)
    file.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE draft SET text = 'Un très mauvais' WHERE place = 'appreciation'")
        connection.commit()
    file = SqliteExamFiles().open(path)
    with pytest.raises(FileProblem) as caught:
        file.drafts.of_oral(1)
    assert caught.value.kind is ProblemKind.DAMAGED
    file.close()
    assert [each.part for each in examine(path).findings] == [Part.DRAFT]
