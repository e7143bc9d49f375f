"""``centre list``, ``centre setup``: a base of centres on a server."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files

from btstc_jury.application.centre.ports import CentreAct, CentreServer, ListedCentre
from btstc_jury.application.centre.server import Given
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.server import listed_line, place_words
from btstc_jury.cli.centre_places import a_place, at_server, centre_words
from btstc_jury.cli.terminal import SubParsers, add_json, say, say_json, sets, tell
from btstc_jury.domain.centre.centre import Centre

DONE, REFUSED, UNREADABLE = 0, 1, 2
_JSON_VERSION = 1
_HELP = "adresse de la base, comme postgresql://serveur/base"


def add_acts(acts: SubParsers) -> None:
    """Below ``centre``."""
    listed = acts.add_parser(
        "list",
        help="les centres d’une base PostgreSQL («\u202fcentre ADRESSE\u202f» suffit)",
        description="Les centres que tient une base, avec ce que chacun contient. Le mot de passe est"
        " demandé, ou pris dans PGPASSWORD ou ~/.pgpass.",
        epilog="Code de sortie\u202f: 0 lu, 2 serveur injoignable, refusé, ou erreur dans la commande.",
    )
    _server(listed)
    add_json(listed)
    sets(listed, _list, failure=UNREADABLE, words=centre_words)
    setup = acts.add_parser(
        "setup",
        help="prépare une base PostgreSQL, ou la met à jour",
        description="Fait les tables, ou les met au format de cette version, puis donne leurs droits aux"
        " rôles btstc_lecture, btstc_collecte et btstc_decision. Se lance par le propriétaire de la"
        " base\u202f; se relance sans risque.",
        epilog="Code de sortie\u202f: 0 prête, 2 refusé, rien n’a changé.",
    )
    _server(setup)
    setup.add_argument(
        "--show-roles", action="store_true", help="montre le script SQL des rôles, et ne fait rien d’autre"
    )
    add_json(setup)
    sets(setup, _setup, failure=UNREADABLE, words=centre_words)


def _server(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=_an_address, metavar="ADRESSE", help=_HELP)


def _an_address(text: str) -> Given:
    place = a_place(text)
    if not isinstance(place, Given):
        raise argparse.ArgumentTypeError(f"attendu\u202f: {_HELP} ({text})")
    return place


def _list(options: argparse.Namespace) -> int:
    with at_server(options.file) as server:
        every = server.centres()
    if options.json:
        say_json(
            {
                "schema": "btstc-jury/centres",
                "schema_version": _JSON_VERSION,
                "server": options.file.address.shown,
                "centres": [_json(each) for each in every],
            }
        )
    else:
        say(*_lines(server, every))
    return DONE


def _lines(server: CentreServer, every: Sequence[ListedCentre]) -> list[str]:
    candidates = formats.count(sum(each.candidates for each in every), "candidat")
    receipts = formats.count(sum(each.receipts for each in every), "dépôt")
    total = f"{formats.count(len(every), 'centre')}, {candidates}, {receipts}"
    return [f"{place_words(server.address)}\u202f: {total}.", *(f"  {listed_line(each)}" for each in every)]


def _json(each: ListedCentre) -> dict[str, object]:
    return {
        "identity": each.identity,
        "name": each.centre.name,
        "uai": each.centre.uai,
        "session": each.centre.year,
        "candidates": each.candidates,
        "commissions": each.commissions,
        "slots": each.slots,
        "receipts": each.receipts,
        "acts": each.acts,
        "last_act": datetime.fromtimestamp(each.last / 1_000_000, UTC).isoformat(timespec="seconds"),
    }


def create(options: argparse.Namespace, centre: Centre, act: CentreAct) -> None:
    """On a server."""
    given: Given = options.file
    with at_server(given) as server:
        server.create(centre, act).close()
    name = f"{centre.name}, session {centre.year}"
    content = {"place": given.address.shown, "encrypted": False}
    told = f"Centre créé\u202f: {name}, dans {place_words(given.address)}."
    tell(options, "centre-created", content, told)


def _setup(options: argparse.Namespace) -> int:
    if options.show_roles:
        say(*roles_script().splitlines())
        return DONE
    with at_server(options.file) as server:
        before = server.revision()
        server.upgrade()
        server.give_roles()
        now, count = server.revision(), len(server.centres())
    changed = "déjà à jour" if before == now else f"format {now}"
    done = "préparée" if not before else "mise à jour" if before != now else "vérifiée"
    shown = options.file.address.shown
    content = {"server": shown, "before": before, "revision": now, "centres": count}
    tell(
        options,
        "server-setup",
        content,
        f"Base {done} ({changed}, {formats.count(count, 'centre')})\u202f: {shown}.",
        "Rôles\u202f: btstc_lecture, btstc_collecte, btstc_decision\u202f; à donner par GRANT.",
    )
    return DONE


def roles_script() -> str:
    return files("btstc_jury.storage.centre").joinpath("roles.sql").read_text("utf-8")
