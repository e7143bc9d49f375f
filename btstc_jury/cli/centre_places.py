"""Where a command finds a centre: a file, or a base of a server, and which of its centres."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from getpass import getpass, getuser
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.application.centre.office import CentreOffice, open_centre
from btstc_jury.application.centre.ports import CENTRE_SUFFIX, CentreFile, CentreServer, ListedCentre
from btstc_jury.application.centre.server import Given, ServerRole, WrongAddress, is_address, named, parsed
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import messages
from btstc_jury.application.views.centre.server import listed_line
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.passphrase import add_option, key_for
from btstc_jury.cli.terminal import Stop, complain
from btstc_jury.server_tools import centre_servers
from btstc_jury.ui.ports import Centres

_TRIES = 3
_SHOWN = 20


def a_place(text: str) -> Path | Given:
    """Of an argument."""
    if not is_address(text):
        return a_path(text)
    try:
        return parsed(text)
    except WrongAddress as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def add_place(parser: argparse.ArgumentParser) -> None:
    """The centre that a command is about, and what opens it."""
    parser.add_argument(
        "file",
        type=a_place,
        metavar="CENTRE",
        help=f"fichier de centre ({CENTRE_SUFFIX}), ou adresse d’un serveur (postgresql://serveur/base)",
    )
    parser.add_argument(
        "--centre",
        default="",
        metavar="UAI",
        help="sur un serveur\u202f: lequel de ses centres, par son UAI, son nom, ou l’un d’eux et l’année,"
        " comme 0921234A/2027",
    )
    add_option(parser)


def centre_words(problem: FileProblem, options: argparse.Namespace) -> str:
    """What can't be done with a centre, in one line."""
    told = messages.problem_of_centre(problem, _needed(options))
    return f"{told.title} {told.body}{f' ({told.detail})' if told.detail else ''}"


def _needed(options: argparse.Namespace) -> ServerRole | None:
    """``None`` of what the owner of the base alone may."""
    match options.command:
        case "collect":
            return ServerRole.COLLECTS
        case "check" | "find":
            return ServerRole.READS
        case "import":
            return ServerRole.READS if options.dry_run else ServerRole.DECIDES
        case _:
            return None if options.act == "setup" else _OF_ACT.get(options.act, ServerRole.DECIDES)


_OF_ACT = dict.fromkeys(("list", "board", "slips", "grids", "ccf", "harmonisation", "find"), ServerRole.READS)


@contextmanager
def opened_centre(options: argparse.Namespace) -> Iterator[CentreOffice]:
    """The centre ``options.file``, to write in. Raises ``FileProblem``, ``Stop``."""
    desk = our_centres().desk()
    if isinstance(options.file, Given):
        with at_server(options.file) as server:
            file: CentreFile = server.open(chosen(server, options).identity)
            office = CentreOffice(file, desk.library, desk.clock, desk.author)
            try:
                yield office
            finally:
                office.close()
        return
    _no_centre(options)
    office = open_centre(desk, options.file, key_for(options.file, desk.files, options.passphrase_file))
    complain(*messages.beside(office.file.aside))
    try:
        yield office
    finally:
        office.close()


@contextmanager
def read_centre(options: argparse.Namespace) -> Iterator[CentreOffice]:
    """To be read, whoever writes it. Raises ``FileProblem``, ``Stop``."""
    from btstc_jury.storage.centre import SqliteCentreFiles

    desk, files = bootstrap.SystemFiles().desk(), SqliteCentreFiles()
    if isinstance(options.file, Given):
        with (
            at_server(options.file) as server,
            server.to_read(chosen(server, options).identity) as file,
        ):
            yield CentreOffice(file, desk.library, desk.clock, getuser())
        return
    _no_centre(options)
    key = key_for(options.file, files, options.passphrase_file)
    with files.to_read(options.file, key) as kept:
        yield CentreOffice(kept, desk.library, desk.clock, getuser())


def our_centres() -> Centres:
    return bootstrap.centres(bootstrap.SystemFiles().desk)


@contextmanager
def at_server(given: Given) -> Iterator[CentreServer]:
    """A base that answers, its password asked for where it needs one and it is nowhere to be found. Raises
    ``FileProblem``, ``Stop``.
    """
    server = _answering(given, lambda server: server.revision())
    try:
        yield server
    finally:
        server.close()


def chosen(server: CentreServer, options: argparse.Namespace) -> ListedCentre:
    """The one that is meant, the only one where none is named. Raises ``Stop``, ``FileProblem``."""
    asked = options.centre or server.address.centre
    every = server.centres()
    found = named(every, asked) if asked else every
    if len(found) == 1:
        return found[0]
    lines = [f"  {listed_line(each)}" for each in (found or every)[:_SHOWN]]
    if not every:
        why = "Cette base ne contient encore aucun centre (btstc-jury centre create)."
    elif asked and not found:
        why = f"Aucun centre de cette base n’est «\u202f{asked}\u202f»\u202f:"
    elif asked:
        why = f"Plusieurs centres sont «\u202f{asked}\u202f»\u202f: donnez l’UAI et l’année (0921234A/2027)."
    else:
        why = "Dites lequel des centres par --centre UAI\u202f:"
    complain(why, *lines)
    more = len(found or every) - _SHOWN
    raise Stop(f"  … et {more} de plus." if more > 0 else "Rien n’a été fait.")


def _no_centre(options: argparse.Namespace) -> None:
    if options.centre:
        raise Stop("--centre choisit un centre d’un serveur\u202f: un fichier n’en tient qu’un.")


def _answering(given: Given, ask: Callable[[CentreServer], object]) -> CentreServer:
    servers, password = centre_servers(), given.password
    for left in reversed(range(_TRIES)):
        server = servers.at(given.address, password)
        try:
            ask(server)
        except FileProblem as problem:
            server.close()
            if problem.kind is not ProblemKind.LOGIN or not left or not _at_terminal():
                raise
            password = _asked(given)
        except BaseException:
            server.close()
            raise
        else:
            return server
    raise AssertionError


def _at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _asked(given: Given) -> str:
    user = given.address.user or getuser()
    try:
        return getpass(f"Mot de passe de {user} sur {given.address.shown}\u202f: ")
    except EOFError as error:
        raise Stop("Aucun mot de passe n’a été donné.") from error
