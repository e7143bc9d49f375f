"""The kinds of event that the journals hold, each once: one not known is seen when a file is opened."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "kind",
        sa.Column("name", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO kind SELECT DISTINCT kind FROM journal")
    op.execute(
        "CREATE TRIGGER journal_names_its_kinds AFTER INSERT ON journal\n"
        "WHEN NOT EXISTS (SELECT 1 FROM kind WHERE name = NEW.kind)\n"
        "BEGIN INSERT INTO kind (name) VALUES (NEW.kind); END"
    )
