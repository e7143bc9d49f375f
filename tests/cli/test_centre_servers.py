"""The commands of a centre on a real server: set up, created, listed, filled, read, refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from btstc_jury.application.centre.server import parsed
from tests.cli.printed import Printed
from tests.servers import PASSWORD, Server

LIST = "N° candidat;Nom;Prénom;Établissement;Épreuves\n0213456001;MOREAU;Ana;Lycée Gide;E4 ponctuel\n"
Run = Callable[..., Printed]


@pytest.fixture(scope="module")
def template(server: Server) -> Iterator[str]:
    """A base that was set up by the command, to be copied."""
    from btstc_jury.cli import main

    name = server.new()
    assert main(["centre", "setup", server.address(name)]) == 0
    yield name
    server.drop(name)


@pytest.fixture
def address(server: Server, template: str) -> Iterator[str]:
    """Of a base with the tables and the roles, by its owner."""
    server.cut(template)
    name = server.new(template)
    yield server.address(name)
    server.drop(name)


@pytest.fixture
def told(run: Run) -> Callable[..., Printed]:
    """In French, with that status."""

    def ended(status: int, *arguments: object) -> Printed:
        printed = run([*map(str, arguments)])
        printed.check()
        assert printed.status == status, printed.words + printed.errors
        return printed

    return ended


def base_of(address: str) -> str:
    return parsed(address).address.base


def create(told: Run, address: str, uai: str = "0921234A", year: int = 2027) -> None:
    told(0, "centre", "create", address, "--session", year, "--name", f"Lycée {uai}", "--uai", uai)


def test_a_base_is_set_up_once_and_again(server: Server, base: str, told: Run) -> None:
    address = server.address(base)
    assert "préparée" in told(2, "centre", address).errors
    assert "Base préparée" in told(0, "centre", "setup", address).words
    assert "déjà à jour" in told(0, "centre", "setup", address).words
    assert "0 centre" in told(0, "centre", address).words


def test_the_roles_are_shown_and_nothing_done(server: Server, base: str, told: Run) -> None:
    shown = told(0, "centre", "setup", "--show-roles", server.address(base)).words
    assert "GRANT SELECT ON candidate" in shown
    assert server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", base) == [(0,)]


def test_centres_are_created_and_listed(address: str, told: Run) -> None:
    create(told, address)
    create(told, address, "0751234B")
    listed = told(0, "centre", address).words
    assert "2 centres, 0 candidat, 0 dépôt" in listed
    assert "Lycée 0921234A (0921234A), session 2027 — 0 candidat" in listed
    known = json.loads(told(0, "centre", address, "--json").words)
    assert [each["uai"] for each in known["centres"]] == ["0751234B", "0921234A"]
    again = told(1, "centre", "create", address, "--session", "2027", "--name", "X", "--uai", "0921234A")
    assert "existe déjà" in again.errors


def test_a_list_is_received_and_everything_read(address: str, told: Run, tmp_path: Path) -> None:
    create(told, address)
    create(told, address, "0751234B")
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    which = told(2, "import", address, tmp_path / "liste.csv").errors
    assert "--centre" in which
    assert "Lycée 0751234B" in which
    brought = told(0, "import", address, tmp_path / "liste.csv", "--centre", "0921234A").words
    assert "Liste reçue" in brought
    assert "1 candidat" in told(0, "centre", address).words
    by_address = told(1, "centre", "board", f"{address}&centre=0921234A", "--json")
    assert json.loads(by_address.words)["expected"] == 0
    checked = told(0, "check", address).words
    assert checked.count("sain") == 2
    one = json.loads(told(0, "check", f"{address}&centre=0921234A/2027", "--json").words)
    assert [each["centre"]["candidates"] for each in one["files"]] == [1]


def test_two_sessions_of_one_centre_are_told_apart(address: str, told: Run, tmp_path: Path) -> None:
    create(told, address)
    create(told, address, year=2026)
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    both = told(2, "import", address, tmp_path / "liste.csv", "--centre", "0921234A").errors
    assert "Plusieurs centres" in both
    told(0, "import", address, tmp_path / "liste.csv", "--centre", "0921234A/2026")


def test_a_row_that_somebody_altered_is_named(
    server: Server, address: str, told: Run, tmp_path: Path
) -> None:
    create(told, address)
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    told(0, "import", address, tmp_path / "liste.csv")
    base = base_of(address)
    server.run("UPDATE candidate SET last_name = 'AUTRE'", base)
    found = told(1, "check", address).words
    assert "endommagé" in found
    assert "candidat 1" in found


def test_each_role_is_told_what_it_lacks_and_nothing_is_half_done(
    server: Server, address: str, told: Run, tmp_path: Path
) -> None:
    create(told, address)
    base = base_of(address)
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    before = server.run("SELECT acts FROM centre", base)
    for role in ("btstc_lecture", "btstc_collecte"):
        user = server.login(role)
        theirs = server.address(base, user)
        assert "1 centre" in told(0, "centre", theirs).words
        refused = told(2, "import", theirs, tmp_path / "liste.csv").errors
        assert "btstc_decision" in refused
        told(2, "centre", "setup", theirs)
        told(1, "centre", "create", theirs, "--session", "2028", "--name", "X")
    assert server.run("SELECT acts FROM centre", base) == before
    assert server.run("SELECT count(*) FROM candidate", base) == [(0,)]
    decides = server.address(base, server.login("btstc_decision"))
    told(0, "import", decides, tmp_path / "liste.csv")
    told(0, "check", server.address(base, server.login("btstc_lecture")))


def test_a_password_is_taken_where_libpq_finds_it(
    server: Server, address: str, told: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = base_of(address)
    by_tcp = server.tcp(base, options="sslmode=require")
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    refused = told(2, "centre", by_tcp)
    assert "mot de passe" in refused.errors
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert "0 centre" in told(0, "centre", by_tcp).words
    monkeypatch.setenv("PGPASSWORD", "autre")
    assert "mot de passe" in told(2, "centre", by_tcp).errors
    monkeypatch.delenv("PGPASSWORD")
    kept = tmp_path / "pgpass"
    kept.write_text(f"127.0.0.1:{server.port}:*:*:{PASSWORD}\n", encoding="utf-8")
    kept.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(kept))
    told(0, "centre", by_tcp)


def test_a_server_that_is_not_there_or_no_base_is_told(server: Server, told: Run) -> None:
    assert "ne répond pas" in told(2, "centre", "postgresql://localhost:1/centres").errors
    assert "base" in told(2, "centre", server.address("absente")).errors
    assert "chiffrée" in told(2, "check", "postgresql://pg.academie.fr/x?sslmode=disable").errors


def test_the_server_shows_who_it_is_where_a_root_is_named(
    server: Server, address: str, told: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = base_of(address)
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    told(0, "centre", server.tcp(base, options=f"sslrootcert={server.root}"))
    from tests.servers import _certificate

    other = tmp_path / "autre.crt"
    other.write_bytes(_certificate()[1])
    assert "chiffrée" in told(2, "centre", server.tcp(base, options=f"sslrootcert={other}")).errors


def test_the_centre_option_is_for_servers(told: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.btscentre"
    told(0, "centre", "create", path, "--session", "2027", "--name", "X", "--no-passphrase")
    assert "fichier" in told(2, "centre", "board", path, "--centre", "0921234A").errors
