"""Who may do what on a server, by the server itself: each role tried on each table."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest

from btstc_jury.storage import centre
from btstc_jury.storage.centre.tables import METADATA
from tests.servers import Server

SCRIPT = Path(centre.__file__).with_name("roles.sql")
READS, COLLECTS, DECIDES = ROLES = ("btstc_lecture", "btstc_collecte", "btstc_decision")
KINDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
ALL = {"INSERT", "UPDATE", "DELETE"}
RECEIVED: Mapping[str, set[str]] = {
    "act": {"INSERT"},
    "content": {"INSERT"},
    "receipt": ALL,
    "collected": ALL,
    "passage": ALL,
    "heard": ALL,
    "heard_form": {"INSERT"},
}
"""What who collects writes."""
DECIDED: Mapping[str, set[str]] = {
    "centre": {"INSERT"},
    "candidate": {"INSERT", "UPDATE"},
    **dict.fromkeys(
        ("mapping", "rules", "juror", "room", "commission", "wish", "slot", "printed", "paper"), ALL
    ),
    **dict.fromkeys(("choice", "tie", "sent"), ALL),
}
"""What who decides writes beside it."""


def _tables(server: Server, base: str) -> None:
    import sqlalchemy

    url = sqlalchemy.make_url(server.address(base)).set(drivername="postgresql+psycopg")
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    METADATA.create_all(engine)
    server.run("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)", base)


@pytest.fixture(scope="module")
def ruled(server: Server) -> Iterator[str]:
    """A base with the tables and the roles."""
    name = server.new()
    _tables(server, name)
    server.run(SCRIPT.read_text("utf-8"), name)
    yield name
    server.drop(name)


def _given(server: Server, base: str, role: str) -> dict[str, set[str]]:
    """Of each table, whole; ``SELECT`` beside the others."""
    found = server.run(
        "SELECT c.relname, p.kind FROM pg_class c, unnest(ARRAY["
        + ", ".join(f"'{each}'" for each in KINDS)
        + "]) AS p(kind) WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
        f" AND has_table_privilege('{role}', c.oid, p.kind)",
        base,
    )
    given: dict[str, set[str]] = {}
    for table, kind in found:
        given.setdefault(table, set()).add(kind)
    return given


def test_each_role_has_what_is_said_of_every_table_and_no_more(server: Server, ruled: str) -> None:
    names = {*METADATA.tables, "alembic_version"}
    reads: dict[str, set[str]] = {name: {"SELECT"} for name in names}
    collects = {name: {"SELECT", *RECEIVED.get(name, set())} for name in names}
    decides = {name: collects[name] | DECIDED.get(name, set()) for name in names}
    for role, wanted in zip(ROLES, (reads, collects, decides), strict=True):
        assert _given(server, ruled, role) == wanted, role


def test_of_what_a_centre_is_its_name_alone_is_changed_by_who_decides(server: Server, ruled: str) -> None:
    counts = {"acts", "candidates", "versions", "version", "tally", "digest"}
    for role, wanted in ((COLLECTS, counts), (DECIDES, counts | {"name", "uai"})):
        allowed = {
            column
            for column in (each.name for each in METADATA.tables["centre"].columns)
            if server.run(f"SELECT has_column_privilege('{role}', 'centre', '{column}', 'UPDATE')", ruled)
            == [(True,)]
        }
        assert allowed == wanted


def test_the_script_says_the_same_twice_and_takes_back_what_it_does_not_say(
    server: Server, ruled: str
) -> None:
    before = {role: _given(server, ruled, role) for role in ROLES}
    server.run(f"GRANT DELETE ON candidate TO {READS}; GRANT ALL ON act TO PUBLIC", ruled)
    server.run(SCRIPT.read_text("utf-8"), ruled)
    assert {role: _given(server, ruled, role) for role in ROLES} == before


def test_nobody_logs_in_as_a_role_nor_without_one(server: Server, ruled: str) -> None:
    roles = server.run("SELECT rolname FROM pg_roles WHERE rolname LIKE 'btstc%' AND rolcanlogin", ruled)
    assert roles == []
    stranger = server.login()
    with pytest.raises(psycopg.OperationalError, match="CONNECT"), server.connected(ruled, stranger):
        pass


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        (READS, "INSERT INTO act SELECT * FROM act"),
        (READS, "SELECT * FROM centre FOR UPDATE"),
        (COLLECTS, "UPDATE slot SET fixed = 1"),
        (COLLECTS, "UPDATE candidate SET state = ''"),
        (COLLECTS, "DELETE FROM content"),
        (COLLECTS, "INSERT INTO centre SELECT * FROM centre"),
        (COLLECTS, "UPDATE centre SET name = ''"),
        (DECIDES, "DELETE FROM candidate"),
        (DECIDES, "UPDATE centre SET year = 2028"),
        (DECIDES, "UPDATE act SET words = ''"),
        (DECIDES, "DELETE FROM act"),
        (DECIDES, "UPDATE content SET content = ''"),
        (DECIDES, "CREATE TABLE mine (of_me integer)"),
        (DECIDES, "DROP TABLE slot"),
        (DECIDES, "TRUNCATE slot"),
    ],
)
def test_the_server_refuses_what_a_role_must_not_do(
    server: Server, ruled: str, role: str, statement: str
) -> None:
    user = server.login(role)
    with server.connected(ruled, user) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())
