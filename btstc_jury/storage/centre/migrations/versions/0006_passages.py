"""What came back is found by its texts, where the centre keeps them: a file does, a server's only by choice.

What came before is found by what is told of it, until it comes again.
"""

import sqlalchemy as sa
from alembic import op

from btstc_jury.storage.database import checksum

revision = "0006"
down_revision = "0005"

_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_BEFORE = "id, identity, name, uai, year, created"
_AFTER = "acts, candidates, versions, version, tally"
_LONGEST = 200_000
"""Characters of which a server makes an index: a tsvector holds a megabyte."""


def upgrade() -> None:
    on_server = op.get_bind().dialect.name == "postgresql"
    _choose_texts(0 if on_server else 1)
    op.create_table(
        "passage",
        sa.Column("centre", sa.Integer, autoincrement=False, nullable=False),
        *(sa.Column(name, _TEXT, nullable=False) for name in ("receipt", "file")),
        sa.Column("oral", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("words", _TEXT, nullable=False),
        sa.Column("told", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("centre", "receipt", "file", "oral"),
        sa.ForeignKeyConstraint(["centre"], ["centre.id"]),
    )
    op.create_index("passage_by_number", "passage", ["number"])
    if on_server:
        words = f"to_tsvector('simple', left(words, {_LONGEST}))"
        op.execute(f"CREATE INDEX passage_by_words ON passage USING gin (({words}))")


def _choose_texts(texts: int) -> None:
    """The table is made anew, with the column where the program has it."""
    bind = op.get_bind()
    rows = bind.execute(sa.text(f"SELECT {_BEFORE}, {_AFTER}, digest FROM centre")).all()  # noqa: S608
    if bind.dialect.name == "postgresql":
        # Every other table refers to it; where its column stands is all that would differ.
        op.add_column("centre", sa.Column("texts", sa.Integer, nullable=False, server_default="0"))
        op.alter_column("centre", "texts", server_default=None)
    else:
        op.drop_table("centre")
        op.create_table(
            "centre",
            sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
            *(sa.Column(name, _TEXT, nullable=False) for name in ("identity", "name", "uai")),
            sa.Column("year", sa.Integer, nullable=False),
            sa.Column("created", sa.BigInteger, nullable=False),
            sa.Column("texts", sa.Integer, nullable=False),
            *(sa.Column(name, sa.Integer, nullable=False) for name in _AFTER.split(", ")[:4]),
            sa.Column("tally", _TEXT, nullable=False),
            sa.Column("digest", sa.LargeBinary, nullable=False),
            sa.PrimaryKeyConstraint("id"),
        )
    names = [*_BEFORE.split(", "), "texts", *_AFTER.split(", "), "digest"]
    for row in rows:
        *before, digest = row
        now = [*before[:6], texts, *before[6:]]
        # A row that wasn't whole doesn't become so.
        values = [*now, checksum(now) if checksum(before) == digest else digest]
        _put(names, values)


def _put(names: list[str], values: list[object]) -> None:
    bind = op.get_bind()
    told = dict(zip(names, values, strict=True))
    if bind.dialect.name == "postgresql":
        change = sa.text("UPDATE centre SET texts = :texts, digest = :digest WHERE id = :id")
        bind.execute(change, {name: told[name] for name in ("texts", "digest", "id")})
    else:
        marks = ", ".join(f":{name}" for name in names)
        bind.execute(sa.text(f"INSERT INTO centre ({', '.join(names)}) VALUES ({marks})"), told)  # noqa: S608
