"""PostgreSQL for tests: a server of their own, in a temporary folder, gone when the tests are.

Debian's programs (``apt-get install postgresql``) or those of the PATH; run as another user where the tests
are root's, as they refuse to be. Whoever may enter the folder is let in by its socket, as anybody; by TCP, by
password, with TLS if asked for. Nothing of it survives a crash, which makes it quick.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from psycopg import Connection

WHAT_TO_INSTALL = (
    "These tests need PostgreSQL, which isn't installed here. Type this, then try again:\n\n"
    "    sudo apt-get install postgresql\n"
)
OWNER = "postgres"
"""The server's superuser."""
PASSWORD = "Mot de passe d’essai"
"""Of the owner and of who is let in by ``Server.login``."""

_DEBIAN = Path("/usr/lib/postgresql")
_OTHERS = ("postgres", "nobody")
"""Who runs the server where the tests are root's: the first whom the system knows."""
_SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "max_wal_size": "512MB",
    "log_min_messages": "fatal",
    "lc_messages": "'C'",
    "ssl": "on",
    "ssl_cert_file": "'server.crt'",
    "ssl_key_file": "'server.key'",
}
_WHO = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


class Server:
    """A server whose data are in ``folder``, begun by ``start``."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.root = folder / "root.crt"
        """Vouches for ``localhost`` and 127.0.0.1 (``sslrootcert``)."""

    @classmethod
    def made(cls, folder: Path) -> Server:
        """In an empty folder, which becomes the server's; not begun yet."""
        server = cls(folder, _free_port())
        _give(folder)
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        _give(folder / "password")
        server._run(
            "initdb",
            *("--no-sync", "--username", OWNER, "--pwfile", str(folder / "password")),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--auth-host=scram-sha-256", "--auth-local=trust"),
        )
        server._write_settings()
        return server

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        """Ready on return."""
        self._run("pg_ctl", "--wait", "--silent", "--log", str(self.folder / "log.txt"), "start")

    def stop(self, mode: str = "immediate") -> None:
        """``mode``: ``fast`` writes what is in memory, ``immediate`` is a power cut; without a word if it
        doesn't run.
        """
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "--wait", "--silent", "--mode", mode, "stop", needed=False)

    def address(self, base: str, user: str = OWNER) -> str:
        """By the socket: no password is asked for."""
        folder = quote(str(self.folder), safe="")
        return f"postgresql://{user}@/{base}?host={folder}&port={self.port}"

    def tcp(self, base: str, user: str = OWNER, options: str = "") -> str:
        """By TCP: ``PASSWORD`` is asked for. ``options``: « sslmode=require »."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{base}" + (f"?{options}" if options else "")

    @contextmanager
    def connected(self, base: str = "postgres", user: str = OWNER) -> Iterator[Connection[Any]]:
        """Each statement by itself."""
        import psycopg

        with psycopg.connect(self.address(base, user), autocommit=True) as connection:
            yield connection

    def run(self, statement: str, base: str = "postgres") -> list[tuple[Any, ...]]:
        """What it answers, if anything, as the owner."""
        with self.connected(base) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def new(self, template: str = "template0") -> str:
        """The name of a base made now."""
        name = f"t_{secrets.token_hex(6)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def template(self, name: str, make: Callable[[str], object]) -> str:
        """A base of that name, made once by ``make``, which gets its name: for ``new``."""
        from filelock import FileLock

        with FileLock(self.folder / f"{name}.lock"):
            if not self.run(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
                half = self.new()
                make(half)
                # Nobody may be in a base that others are made from.
                self.cut(half)
                self.run(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
        return name

    def drop(self, base: str) -> None:
        """Whoever is in it is thrown out."""
        self.run(f'DROP DATABASE IF EXISTS "{base}" WITH (FORCE)')

    def login(self, *granted: str) -> str:
        """The name of a user made now, of these roles."""
        name = f"u_{secrets.token_hex(6)}"
        roles = "".join(f'; GRANT "{each}" TO "{name}"' for each in granted)
        self.run(f"CREATE ROLE \"{name}\" LOGIN PASSWORD '{PASSWORD}'{roles}")
        return name

    def cut(self, base: str, user: str = "") -> int:
        """How many connections to the base (of that user) were ended, as the server's administrator would."""
        who = f"AND usename = '{user}'" if user else ""
        ended = "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
        found = self.run(f"{ended} WHERE datname = '{base}' {who}")
        return int(found[0][0])

    def _write_settings(self) -> None:
        key, certificate = _certificate()
        self.root.write_bytes(certificate)
        settings = {**_SETTINGS, "port": str(self.port), "unix_socket_directories": f"'{self.folder}'"}
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        for name, content in (
            ("server.key", key),
            ("server.crt", certificate),
            ("pg_hba.conf", _WHO.encode()),
            ("postgresql.conf", lines.encode()),
        ):
            path = self.data / name
            path.write_bytes(content)
            path.chmod(0o600)
            _give(path)

    def _run(self, program: str, *arguments: str, needed: bool = True) -> None:
        """Raises ``RuntimeError`` with what it said."""
        said = self.folder / "said.txt"
        command = [str(programs() / program), "--pgdata", str(self.data), *arguments]
        with said.open("wb") as out:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                check=False,
                **_as_another(),
            )
        if done.returncode and needed:
            log = self.folder / "log.txt"
            words = [each.read_text("utf-8", "replace") for each in (said, log) if each.exists()]
            raise RuntimeError(f"{program} failed:\n" + "\n".join(words))


def programs() -> Path:
    """The folder of the newest server here; fails the test, saying what to install, if there is none."""
    found = shutil.which("postgres")
    if found and (Path(found).parent / "initdb").exists():
        return Path(found).parent
    made = [each.parent for each in _DEBIAN.glob("*/bin/initdb")]
    if not made:
        pytest.fail(WHAT_TO_INSTALL, pytrace=False)
    return max(made, key=lambda each: [int(part) for part in each.parent.name.split(".") if part.isdigit()])


@contextmanager
def own_server() -> Iterator[Server]:
    """For a test that stops its server: begun; stopped and removed after, whatever happens."""
    folder = _guarded_folder(os.getpid())
    try:
        server = Server.made(folder)
        server.start()
        yield server
    finally:
        _remove(folder)


def shared_server(run: Path) -> Iterator[Server]:
    """One for all who give the same folder ``run``, begun by the first of them; it goes with the test run."""
    from filelock import FileLock

    worker = "PYTEST_XDIST_WORKER" in os.environ
    if not worker:
        with own_server() as server:
            yield server
        return
    known = run / "postgresql.json"
    with FileLock(run / "postgresql.lock"):
        if not known.exists():
            server = Server.made(_guarded_folder(os.getppid()))
            server.start()
            known.write_text(json.dumps([str(server.folder), server.port]), encoding="utf-8")
    folder, port = json.loads(known.read_text("utf-8"))
    yield Server(Path(folder), port)


def _guarded_folder(holder: int) -> Path:
    """A new one; when the process ``holder`` ends, however it does, so do the server in it and the folder."""
    folder = Path(tempfile.mkdtemp(prefix="btstc-pg-", dir="/tmp" if os.name == "posix" else None))
    command = [sys.executable, str(Path(__file__)), str(holder), str(folder)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return folder


def _guard(holder: int, folder: Path) -> None:
    """What the guard does, in a process of its own that nobody waits for."""
    import psutil

    if os.fork():
        os._exit(0)
    os.setsid()
    with suppress(psutil.NoSuchProcess):
        holding = psutil.Process(holder)
        while folder.exists():
            with suppress(psutil.TimeoutExpired):
                holding.wait(1)
                break
    _remove(folder)


def _remove(folder: Path) -> None:
    if folder.exists():
        Server(folder, 0).stop()
    shutil.rmtree(folder, ignore_errors=True)


def _is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def _other() -> tuple[int, int]:
    """User and group that the server runs as where the tests are root's."""
    import pwd

    for name in _OTHERS:
        with suppress(KeyError):
            found = pwd.getpwnam(name)
            return found.pw_uid, found.pw_gid
    raise RuntimeError(f"no user to run the server: none of {', '.join(_OTHERS)} exists")


def _as_another() -> dict[str, Any]:
    if not _is_root():
        return {}
    user, group = _other()
    return {"user": user, "group": group, "extra_groups": []}


def _give(path: Path) -> None:
    if _is_root():
        os.chown(path, *_other())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _certificate() -> tuple[bytes, bytes]:
    """A key and a certificate of itself for this machine, as PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    local = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(local), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    encoding = serialization.Encoding.PEM
    kept = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
    return kept, made.public_bytes(encoding)


if __name__ == "__main__":
    _guard(int(sys.argv[1]), Path(sys.argv[2]))
