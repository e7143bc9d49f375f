"""What orals are found by. The texts of those that there are wait to be read, at the first search: a file of
thousands of orals opens at once.
"""

import sqlalchemy as sa
from alembic import op

from btstc_jury.storage.migrations import needed

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_index("oral_by_state", "oral", ["stage", "status", "complete", "search"])
    op.create_table(
        "passage",
        sa.Column("oral", sa.Integer, nullable=False),
        *needed(sa.Integer, "recipe"),
        *needed(sa.String, "words"),
        *needed(sa.LargeBinary, "told", "digest"),
        sa.PrimaryKeyConstraint("oral"),
    )
    op.create_table(
        "passage_due",
        sa.Column("oral", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("oral"),
    )
    op.execute("INSERT INTO passage_due SELECT oral FROM oral")
