"""The address of a server that holds the collections of centres, as somebody writes it.

    postgresql://user@host:port/base?sslmode=verify-full&sslrootcert=/etc/ssl/academie.pem&centre=0921234A

What it may carry is a closed list. A password in it is taken out at once: no address holds one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl, quote, unquote, urlsplit

if TYPE_CHECKING:
    from btstc_jury.application.centre.office import CentreOffice
    from btstc_jury.application.centre.ports import ListedCentre

SCHEMES = ("postgresql://", "postgres://")
_PORT = 5432
_CONNECT_SECONDS = "10"
_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
"""libpq's, the safest last."""
_PARAMETERS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "host", "port", "user", "centre")
_FILES = ("sslrootcert", "sslcert", "sslkey")
_LONGEST = 2000


class WrongAddress(ValueError):
    """An address that isn't one, or not a safe one; the message says in French why, without what it held."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the collections are. ``host``: a name, an address, or the folder of a socket; "" for the usual
    socket; ``user``: "" for the name of who runs the program; ``files``: those of ``_FILES`` that it names;
    ``centre``: UAI, name or identity of the one that is meant, "" for none.
    """

    base: str
    host: str = ""
    port: int = _PORT
    user: str = ""
    mode: str = "prefer"
    files: Mapping[str, str] = field(default_factory=dict, hash=False)
    centre: str = ""

    @property
    def local(self) -> bool:
        """Whether nothing of it leaves this machine."""
        return is_local(self.host)

    @property
    def verified(self) -> bool:
        """Whether the server shows who it is."""
        return self.mode == "verify-full"

    @property
    def url(self) -> str:
        """As it is kept and typed again."""
        asked: dict[str, str] = {}
        host = f"[{self.host}]" if ":" in self.host else self.host
        if self.host.startswith("/"):
            asked, host = {"host": self.host}, ""
        port = "" if self.port == _PORT else f":{self.port}"
        if not host and port:
            asked["port"], port = str(self.port), ""
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        if self.mode != _usual_mode(self.host, self.files):
            asked["sslmode"] = self.mode
        asked |= self.files
        if self.centre:
            asked["centre"] = self.centre
        more = "&".join(f"{name}={quote(value, safe='/')}" for name, value in asked.items())
        return f"postgresql://{user}{host}{port}/{quote(self.base, safe='')}" + (f"?{more}" if more else "")

    @property
    def shown(self) -> str:
        """« base de pg.academie.fr »."""
        host = "cet ordinateur" if self.local else self.host
        port = "" if self.port == _PORT else f", port {self.port}"
        return f"{self.base} sur {host}{port}"

    @property
    def parameters(self) -> dict[str, str]:
        """What libpq takes: all that its environment could lead elsewhere is said. Without the password,
        which it looks for in ``PGPASSWORD`` and in ``~/.pgpass``.
        """
        user = {"user": self.user} if self.user else {}
        host = {"host": self.host} if self.host else {}
        return {
            **host,
            "hostaddr": "",
            "port": str(self.port),
            "dbname": self.base,
            **user,
            "sslmode": self.mode,
            # It would come before TLS, unseen.
            "gssencmode": "disable",
            **self.files,
            "connect_timeout": _CONNECT_SECONDS,
            "application_name": "btstc-jury",
            "client_encoding": "UTF8",
        }

    def of_centre(self, centre: str) -> ServerAddress:
        return replace(self, centre=centre)

    def __str__(self) -> str:
        return self.url


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody wrote. ``password``: his, "" where none stood in it."""

    address: ServerAddress
    password: str = field(default="", repr=False)


class ServerRole(StrEnum):
    """As the server names them; each may what the one before may."""

    READS = "btstc_lecture"
    COLLECTS = "btstc_collecte"
    DECIDES = "btstc_decision"


class ServerDoor(Protocol):
    """What the window asks of servers; in any thread. Everything raises ``FileProblem``. ``password``: "" for
    what libpq finds by itself.
    """

    def centres(self, address: ServerAddress, password: str, /) -> Sequence[ListedCentre]: ...

    def open(self, address: ServerAddress, password: str, identity: str, /) -> CentreOffice: ...


def named(held: Iterable[ListedCentre], asked: str) -> tuple[ListedCentre, ...]:
    """Those meant by « 0921234A », « 0921234A/2027 », a name or an identity."""
    every = tuple(held)
    sought = asked.strip().casefold()
    for tells in (_identity, _uai_and_year, _name_and_year, _uai, _name):
        found = tuple(each for each in every if sought and tells(each).casefold() == sought)
        if found:
            return found
    return ()


def _identity(held: ListedCentre) -> str:
    return held.identity


def _uai(held: ListedCentre) -> str:
    return held.centre.uai


def _name(held: ListedCentre) -> str:
    return held.centre.name


def _uai_and_year(held: ListedCentre) -> str:
    return f"{held.centre.uai}/{held.centre.year}" if held.centre.uai else ""


def _name_and_year(held: ListedCentre) -> str:
    return f"{held.centre.name}/{held.centre.year}"


def is_address(text: str) -> bool:
    """Whether it is meant as the address of a server, not as the name of a file."""
    return text.strip().lower().startswith(SCHEMES)


def parsed(text: str) -> Given:
    """Raises ``WrongAddress``."""
    text = text.strip()
    if not is_address(text):
        raise WrongAddress(
            "Une adresse de serveur commence par postgresql://, comme postgresql://serveur/base."
        )
    if len(text) > _LONGEST or re.search(r"[\s\x00-\x1f\x7f]", text):
        raise WrongAddress("Cette adresse contient une espace ou un caractère qui n’y a pas sa place.")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise WrongAddress("Le serveur ou le port de cette adresse ne peut pas être lu.") from error
    if parts.fragment:
        raise WrongAddress("Une adresse ne contient pas de «\u202f#\u202f»\u202f: écrivez %23.")
    asked = _asked(parts.query)
    base = _word(parts.path.removeprefix("/"), "base")
    if not base or "/" in parts.path[1:]:
        raise WrongAddress("Il manque le nom de la base, comme postgresql://serveur/base.")
    host, port = _place(host, port, asked)
    user = _word(parts.username or "", "utilisateur") or asked.get("user", "")
    files = {name: asked[name] for name in _FILES if asked.get(name)}
    mode = _mode(asked.get("sslmode", ""), host, files)
    address = ServerAddress(base, host, port, user, mode, files, asked.get("centre", ""))
    return Given(address, unquote(parts.password or ""))


def is_local(host: str) -> bool:
    """A socket, or this machine as it calls itself."""
    if not host or host.startswith("/") or host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _asked(query: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict")
    except ValueError as error:
        raise WrongAddress("Ce qui suit «\u202f?\u202f» dans l’adresse ne peut pas être lu.") from error
    names = [name for name, _ in pairs]
    if "password" in names:
        raise WrongAddress(
            "Le mot de passe ne s’écrit pas après «\u202f?\u202f»\u202f: il est demandé, ou lu dans"
            " PGPASSWORD ou ~/.pgpass."
        )
    unknown = [name for name in names if name not in _PARAMETERS]
    if unknown:
        raise WrongAddress(
            f"L’adresse ne peut pas porter «\u202f{_plain(unknown)}\u202f»\u202f; elle peut porter\u202f: "
            + ", ".join(_PARAMETERS)
            + "."
        )
    if len(set(names)) < len(names):
        raise WrongAddress("L’adresse dit deux fois la même chose après «\u202f?\u202f».")
    return dict(pairs)


def _plain(names: Iterable[str]) -> str:
    """A name may hold anything."""
    return re.sub(r"[^\w-]", "?", next(iter(names)))[:40]


def _word(text: str, what: str) -> str:
    try:
        word = unquote(text, errors="strict")
    except UnicodeDecodeError as error:
        raise WrongAddress(f"Le nom ({what}) n’est pas en UTF-8 dans cette adresse.") from error
    if re.search(r"[\x00-\x1f\x7f]", word):
        raise WrongAddress(f"Le nom ({what}) contient un caractère qui n’y a pas sa place.")
    return word


def _place(host: str, port: int | None, asked: Mapping[str, str]) -> tuple[str, int]:
    folder = asked.get("host", "")
    if folder and (host or not folder.startswith("/")):
        raise WrongAddress(
            "Le serveur se dit avant la base\u202f; «\u202f?host=\u202f» ne sert qu’au dossier d’une prise"
            " locale."
        )
    host = _word(host, "serveur") or folder
    if "," in host:
        raise WrongAddress("Une adresse ne nomme qu’un serveur.")
    if host and not host.startswith("/") and not re.fullmatch(r"[\w.:%-]+", host):
        raise WrongAddress("Le nom du serveur ne peut pas être celui d’une machine.")
    told = asked.get("port", "")
    if told:
        if port is not None or not (told.isascii() and told.isdigit() and len(told) < 6):
            raise WrongAddress("Le port de cette adresse ne peut pas être lu.")
        port = int(told)
    if port is not None and not 0 < port < 65536:
        raise WrongAddress("Le port est un nombre de 1 à 65535.")
    return host, port or _PORT


def _usual_mode(host: str, files: Mapping[str, str]) -> str:
    if "sslrootcert" in files:
        return "verify-full"
    return "prefer" if is_local(host) else "require"


def _mode(asked: str, host: str, files: Mapping[str, str]) -> str:
    usual = _usual_mode(host, files)
    if not asked:
        return _with_files(usual, files)
    if asked not in _MODES:
        raise WrongAddress(f"sslmode est l’un de\u202f: {', '.join(_MODES)}.")
    if _MODES.index(asked) < _MODES.index("require") and not is_local(host):
        raise WrongAddress(
            f"La liaison avec {host} doit être chiffrée (TLS)\u202f: «\u202fsslmode={asked}\u202f» ne l’exige"
            " pas. Ôtez-le, ou écrivez sslmode=require ou sslmode=verify-full."
        )
    if "sslrootcert" in files and asked != "verify-full":
        raise WrongAddress(
            "Avec sslrootcert, l’identité du serveur est vérifiée entièrement\u202f: ôtez sslmode, ou écrivez"
            " sslmode=verify-full."
        )
    return _with_files(asked, files)


def _with_files(mode: str, files: Mapping[str, str]) -> str:
    for name, path in files.items():
        # libpq's own word for the system's authorities.
        if not (name == "sslrootcert" and path == "system") and not Path(path).is_file():
            raise WrongAddress(f"Le fichier de {name} n’existe pas, ou n’est pas un fichier.")
    return mode
