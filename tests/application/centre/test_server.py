"""Addresses of servers: what they may say, and that no password stays in one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.centre.server import ServerAddress, WrongAddress, is_address, parsed

FAR = "postgresql://greffe@pg.academie.fr"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    path = tmp_path / "academie.pem"
    path.touch()
    return path


def test_an_address_says_where_and_who() -> None:
    given_one = parsed("postgresql://greffe@pg.academie.fr:5433/centres?centre=0921234A")
    assert given_one.address == ServerAddress(
        "centres", "pg.academie.fr", 5433, "greffe", "require", {}, "0921234A"
    )
    assert given_one.address.shown == "centres sur pg.academie.fr, port 5433"
    assert given_one.address.parameters["sslmode"] == "require"


@pytest.mark.parametrize(
    "text", ["centre.btscentre", "/tmp/postgresql://x", "C:\\postgresql.btscentre", "mysql://x/y"]
)
def test_what_is_no_address_is_a_name_of_a_file(text: str) -> None:
    assert not is_address(text)


def test_a_password_is_taken_out() -> None:
    found = parsed("postgresql://greffe:tr%C3%A8s%3Asecret@localhost/centres")
    assert found.password == "très:secret"
    for told in (found.address.url, str(found.address), repr(found), found.address.shown):
        assert "secret" not in told
    assert "secret" not in str(found.address.parameters)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "127.8.0.1", ""])
@pytest.mark.parametrize("mode", ["disable", "prefer", "require"])
def test_on_this_machine_tls_may_be_left_out(host: str, mode: str) -> None:
    address = parsed(f"postgresql://{host}/centres?sslmode={mode}").address
    assert (address.local, address.mode) == (True, mode)


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer"])
@pytest.mark.parametrize("host", ["pg.academie.fr", "10.0.0.7", "localhost.academie.fr", "[fe80::1]"])
def test_elsewhere_tls_is_required_in_words(host: str, mode: str) -> None:
    with pytest.raises(WrongAddress, match=r"doit être chiffrée \(TLS\)"):
        parsed(f"postgresql://{host}/centres?sslmode={mode}")
    assert parsed(f"postgresql://{host}/centres").address.mode == "require"


def test_with_a_root_the_server_shows_who_it_is(root: Path) -> None:
    address = parsed(f"{FAR}/centres?sslrootcert={root}").address
    assert address.verified
    assert address.parameters["sslrootcert"] == str(root)
    with pytest.raises(WrongAddress, match="verify-full"):
        parsed(f"{FAR}/centres?sslmode=require&sslrootcert={root}")
    with pytest.raises(WrongAddress, match="n’existe pas"):
        parsed(f"{FAR}/centres?sslrootcert={root}.absent")


def test_the_environment_leads_nowhere_else() -> None:
    told = parsed("postgresql://localhost/centres").address.parameters
    assert (told["hostaddr"], told["gssencmode"]) == ("", "disable")


def test_a_socket_is_named_by_its_folder() -> None:
    address = parsed("postgresql://postgres@/centres?host=%2Ftmp%2Fpg&port=6000").address
    assert (address.host, address.port, address.local) == ("/tmp/pg", 6000, True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("postgresql://", "base"),
        ("postgresql://serveur", "base"),
        ("postgresql://serveur/", "base"),
        ("postgresql://serveur/a/b", "base"),
        ("postgresql://a,b/base", "qu’un serveur"),
        ("postgresql://serveur:port/base", "port"),
        ("postgresql://serveur:0/base", "65535"),
        ("postgresql://serveur:99999/base", "port"),
        ("postgresql://serveur/base?options=-c%20x", "options"),
        ("postgresql://serveur/base?service=x", "service"),
        ("postgresql://serveur/base?hostaddr=1.2.3.4", "hostaddr"),
        ("postgresql://serveur/base?passfile=/x", "passfile"),
        ("postgresql://serveur/base?password=secret", "PGPASSWORD"),
        ("postgresql://serveur/base?sslmode=require&sslmode=disable", "deux fois"),
        ("postgresql://serveur/base?sslmode=perhaps", "l’un de"),
        ("postgresql://serveur/base?host=/tmp", "prise locale"),
        ("postgresql:///base?host=pg.academie.fr", "prise locale"),
        ("postgresql://serveur/ba se", "espace"),
        ("postgresql://serveur/b%00", "caractère"),
        ("postgresql://serveur/base#x", "%23"),
        ("postgresql://[::1/base", "lu"),
    ],
)
def test_what_an_address_may_not_say_is_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(WrongAddress, match=why) as refused:
        parsed(text)
    assert "secret" not in str(refused.value)


_WORDS = st.text(st.characters(min_codepoint=33, blacklist_categories=("Cs", "Cc", "Z")), min_size=1)


@given(base=_WORDS, user=st.one_of(st.just(""), _WORDS), centre=st.one_of(st.just(""), _WORDS))
def test_an_address_is_read_again_as_it_was_written(base: str, user: str, centre: str) -> None:
    for host, mode in (("pg.academie.fr", "require"), ("::1", "prefer"), ("/run/pg", "disable")):
        for port in (5432, 6000):
            address = ServerAddress(base, host, port, user, mode, {}, centre)
            assert parsed(address.url).address == address


@given(st.text())
def test_anything_is_read_or_refused_without_its_password(text: str) -> None:
    try:
        told = str(parsed(f"postgresql://greffe:Sesame42@serveur/{text}").address)
    except WrongAddress as refused:
        told = str(refused)
    assert "Sesame42" not in told
