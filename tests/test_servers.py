"""The server that tests of PostgreSQL get: who is let in, and that nothing of it stays."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests import servers
from tests.servers import OWNER, PASSWORD, Server

HOLDER = """
import os
import sys
from tests.servers import _guarded_folder, Server
server = Server.made(_guarded_folder(os.getpid()))
server.start()
print(server.folder, server.port, flush=True)
sys.stdin.read()
"""


def test_by_tcp_a_password_is_asked_for(server: Server, base: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(server.tcp(base))
    rooted = server.tcp(base, options=f"sslmode=verify-full&sslrootcert={server.root}")
    with psycopg.connect(rooted, password=PASSWORD) as connection:
        (tls,) = connection.execute(
            "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).fetchone() or [None]
    assert tls is True


def test_a_base_is_made_from_a_template_that_is_made_once(server: Server) -> None:
    made: list[str] = []

    def make(name: str) -> None:
        made.append(name)
        server.run("CREATE TABLE held AS SELECT 7 AS figure", name)

    server.template("tried_template", make)
    bases = [server.new(server.template("tried_template", make)) for _ in range(2)]
    try:
        assert [server.run("SELECT figure FROM held", each) for each in bases] == [[(7,)]] * 2
        assert len(made) == 1
    finally:
        for each in (*bases, "tried_template"):
            server.drop(each)


def test_a_user_has_the_roles_given(server: Server, base: str) -> None:
    user = server.login("pg_read_all_data")
    server.run("CREATE TABLE held AS SELECT 7 AS figure", base)
    with server.connected(base, user) as connection:
        assert connection.execute("SELECT figure FROM held").fetchall() == [(7,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM held")
        assert server.cut(base, user) == 1
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_a_server_goes_with_who_holds_it_however_he_ends() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        folder, port = holder.stdout.readline().split()
        left = Server(Path(folder), int(port))
        assert left.run("SELECT current_user") == [(OWNER,)]
        pid = int((left.data / "postmaster.pid").read_text().splitlines()[0])
        holder.kill()
    import psutil

    _, alive = psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=20)
    assert not alive
    for _ in range(200):
        if not left.folder.exists():
            break
        # The guard has removed the server; its folder goes next.
        subprocess.run([sys.executable, "-c", ""], check=True)
    assert not left.folder.exists()


def test_where_no_server_is_tests_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(servers, "_DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(pytest.fail.Exception, match="apt-get install postgresql"):
        servers.programs()
