"""The exam file: a SQLite database holding the journal and its index."""

from btstc_jury.storage.exam_files import SqliteExamFiles

__all__ = ["SqliteExamFiles"]
