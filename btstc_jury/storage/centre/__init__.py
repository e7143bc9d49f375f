"""The centre file: a SQLite database of its own kind, locked, encrypted and told of as exam files are."""

from btstc_jury.storage.centre.files import SqliteCentreFiles

__all__ = ["SqliteCentreFiles"]
