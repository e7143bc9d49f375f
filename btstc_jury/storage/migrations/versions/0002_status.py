"""What each oral is worth, and what its commission still owes, in the index."""

from btstc_jury.storage.migrations import add_to_lines

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # Nothing else could be recorded before this revision.
    add_to_lines((), {"status": "normal", "duties": ""})
