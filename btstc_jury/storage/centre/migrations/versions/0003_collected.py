"""What came back: receipts, their bytes, what was made of them, choices, and the files that were sent."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _create_receipts()
    _create_decisions()


def _create_receipts() -> None:
    _create(
        "receipt",
        _key("sha256"),
        *_needed(sa.String, "name", "kind", "outcome", "detail"),
        *_needed(sa.BigInteger, "utc", "size"),
        *_needed(sa.LargeBinary, "authority"),
    )
    op.create_table(
        "content",
        _key("sha256"),
        *_needed(sa.Integer, "version"),
        *_needed(sa.LargeBinary, "content"),
    )
    _create(
        "collected",
        _key("receipt"),
        _key("file"),
        sa.Column("oral", sa.Integer, primary_key=True, autoincrement=False),
        *_needed(sa.Integer, "entries"),
        *_needed(sa.LargeBinary, "hashes", "facts"),
    )


def _create_decisions() -> None:
    _create(
        "choice",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        *_needed(sa.String, "chosen", "others", "reason", "author"),
        *_needed(sa.BigInteger, "utc"),
    )
    _create(
        "tie",
        _key("named"),
        *_needed(sa.Integer, "candidate"),
        *_needed(sa.String, "exam", "author"),
        *_needed(sa.BigInteger, "utc"),
    )
    _create(
        "sent",
        _key("file"),
        *_needed(sa.Integer, "commission"),
        *_needed(sa.String, "orals", "name", "passphrase"),
        *_needed(sa.BigInteger, "utc"),
    )


def _create(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(name, *columns, *_needed(sa.Integer, "version"), *_needed(sa.LargeBinary, "digest"))


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String, primary_key=True)


def _needed(
    kind: type[sa.BigInteger | sa.Integer | sa.LargeBinary | sa.String], *names: str
) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]
