"""What is typed and not yet entered, beside the journals: a program that dies doesn't take it along."""

import sqlalchemy as sa
from alembic import op

from btstc_jury.storage.migrations import needed

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("oral", sa.Integer, nullable=False),
        *needed(sa.String, "place", "juror", "text"),
        sa.Column("remark", sa.Integer),
        sa.Column("utc", sa.Integer),
        sa.Column("mono", sa.Integer),
        sa.Column("boot", sa.String),
        sa.Column("process", sa.String),
        *needed(sa.LargeBinary, "digest"),
        sa.PrimaryKeyConstraint("oral", "place", "juror"),
    )
