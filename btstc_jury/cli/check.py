"""``check`` and ``rebuild-index``: damage in exam files, found and mended."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury import bootstrap
from btstc_jury.application.centre.ports import CentreServer, ListedCentre
from btstc_jury.application.centre.server import Given, named
from btstc_jury.application.findings import Examined, Finding, Part, finding_line
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.centre.server import session_words
from btstc_jury.cli.centre_places import a_place, at_server
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.passphrase import add_option, key_for
from btstc_jury.cli.terminal import (
    Stop,
    SubParsers,
    add_json,
    attempt,
    plain_words,
    say,
    say_json,
    sets,
    show_progress,
    tell,
)

if TYPE_CHECKING:
    from btstc_jury.storage.cipher import Cipher

SOUND, DAMAGED, UNREADABLE = 0, 1, 2
_STATES = {SOUND: "sound", DAMAGED: "damaged", UNREADABLE: "unreadable"}
_JSON_VERSION = 1


def add_parser(subparsers: SubParsers) -> None:
    check = subparsers.add_parser(
        "check",
        help="contrôle complet de fichiers d’examen ou de centre",
        description="Relit tout ce que contient un fichier d’examen fermé, sans rien y écrire\u202f: pages,"
        " journaux, index, formes, documents signés\u202f; ou un fichier de centre\u202f: candidats, journée,"
        " actes, ce qui est revenu\u202f; ou tous les centres d’un serveur.",
        epilog="Code de sortie\u202f: 0 tout est sain, 1 endommagé, 2 illisible.",
    )
    check.add_argument(
        "files",
        nargs="+",
        type=a_place,
        metavar="FICHIER",
        help="fichiers .btsjury ou .btscentre, ou adresses de serveurs (postgresql://serveur/base)",
    )
    add_json(check)
    rebuild = subparsers.add_parser(
        "rebuild-index",
        help="recalcule l’index d’un fichier d’examen à partir des journaux",
        description="Recalcule en une fois ce que montrent les listes. Une copie du fichier est d’abord"
        " gardée à côté. Un journal rompu garde sa ligne telle quelle, et est signalé.",
        epilog="Code de sortie\u202f: 0 fait, 1 fait mais le fichier reste endommagé, 2 rien n’a été changé.",
    )
    add_option(check)
    add_option(rebuild)
    add_json(rebuild)
    rebuild.add_argument("file", type=a_path, metavar="FICHIER", help="fichier .btsjury, fermé")
    sets(check, _check_all, failure=UNREADABLE, words=_words)
    sets(rebuild, _rebuild, failure=UNREADABLE, words=_words)


def _check_all(options: argparse.Namespace) -> int:
    """Each file, whatever became of the one before; the worst status of all."""
    told: list[dict[str, object]] = []
    statuses = [
        attempt(partial(_check_server if isinstance(each, Given) else _check, each, options, told), options)
        for each in options.files
    ]
    if options.json:
        say_json({"schema": "btstc-jury/check", "schema_version": _JSON_VERSION, "files": told})
    return max(statuses)


def _check(path: Path, options: argparse.Namespace, told: list[dict[str, object]]) -> int:
    """``told``: takes what JSON says of the file; why one is unreadable is complained of too."""
    this = _unread(str(path), told)
    with _reason(this, options):
        return _tell(str(path), _examined(path, options), options, this)


def _check_server(given: Given, options: argparse.Namespace, told: list[dict[str, object]]) -> int:
    """Every centre of a base, or the one that its address names; the worst status of all."""
    with at_server(given) as server:
        asked = server.address.centre
        every = named(server.centres(), asked) if asked else server.centres()
        if asked and not every:
            raise Stop(f"Aucun centre de cette base n’est «\u202f{asked}\u202f».")
        if not every and not options.json:
            say(f"{given.address.shown}\u202f: sain (aucun centre).")
        return max([SOUND, *(_check_centre(server, each, options, told) for each in every)])


def _check_centre(
    server: CentreServer, centre: ListedCentre, options: argparse.Namespace, told: list[dict[str, object]]
) -> int:
    name = f"{server.address.shown}, {session_words(centre.centre)}"
    this = _unread(name, told)

    def examine() -> int:
        with _reason(this, options):
            return _tell(name, server.check(centre.identity), options, this)

    return attempt(examine, options)


def _unread(name: str, told: list[dict[str, object]]) -> dict[str, object]:
    """What JSON says of it until it is read."""
    this: dict[str, object] = {"file": name, "state": _STATES[UNREADABLE], "orals": 0, "findings": []}
    this["beside"] = []
    told.append(this)
    return this


@contextmanager
def _reason(this: dict[str, object], options: argparse.Namespace) -> Iterator[None]:
    """Why it is unreadable, for JSON too; what waits beside it."""
    try:
        yield
    except Stop as stop:
        this["reason"] = str(stop)
        raise
    except FileProblem as problem:
        this["reason"] = plain_words(problem, options)
        if problem.kind is ProblemKind.UNFINISHED:
            this["beside"] = [problem.detail]
        raise


def _tell(path: str, found: Examined, options: argparse.Namespace, this: dict[str, object]) -> int:
    status = DAMAGED if found.findings else SOUND
    this |= {"state": _STATES[status], "orals": found.orals, "findings": list(map(_json, found.findings))}
    this["beside"] = [*found.beside, *found.spent]
    if found.held:
        this["centre"] = dict(found.held)
    if options.json:
        return status
    if not found.findings:
        say(f"{path}\u202f: sain ({_held(found)}).")
    else:
        say(f"{path}\u202f: endommagé.", *_lines(found.findings))
    say(*(_BESIDE.format(name=each) for each in found.beside))
    say(*(_SPENT.format(name=each) for each in found.spent))
    return status


def _held(found: Examined) -> str:
    if not found.held:
        return formats.count(found.orals, "interrogation")
    return ", ".join(formats.count(number, *_HELD[name]) for name, number in found.held.items())


_HELD: Mapping[str, tuple[str, ...]] = {
    "candidates": ("candidat",),
    "commissions": ("commission",),
    "slots": ("créneau", "créneaux"),
    "receipts": ("dépôt",),
    "acts": ("acte",),
}

_BESIDE = (
    "  à côté, {name} n’est pas de ce fichier ou n’en est plus\u202f: il n’est pas lu, et sera mis de côté à"
    " la prochaine ouverture."
)


_SPENT = (
    "  à côté, {name} est resté d’un arrêt\u202f: le fichier est entier sans lui. Le programme l’effacera"
    " la prochaine fois qu’il ouvrira, puis fermera ce fichier."
)


def _examined(path: Path, options: argparse.Namespace) -> Examined:
    from btstc_jury.storage.centre.examination import examine_centre
    from btstc_jury.storage.crew import CORES
    from btstc_jury.storage.examination import examine
    from btstc_jury.storage.probe import is_centre

    cipher = _cipher(path, options)
    try:
        if is_centre(path, cipher):
            return examine_centre(path, cipher)
        return examine(
            path,
            cipher,
            read=bootstrap.read_kept,
            keys=bootstrap.check_keys,
            progress=_progress,
            cores=CORES,
        )
    except FileProblem as problem:
        if problem.kind is not ProblemKind.DAMAGED:
            raise
        return Examined(0, (Finding(Part.PAGES, None, problem.detail),))


def _json(finding: Finding) -> dict[str, object]:
    """``docs/reliability.md`` tells what stands in it."""
    part = finding.part
    return {"part": part.name.lower(), "label": part, "oral": finding.oral, "detail": finding.detail}


def _rebuild(options: argparse.Namespace) -> int:
    from btstc_jury.storage.crew import CORES
    from btstc_jury.storage.probe import is_centre
    from btstc_jury.storage.rebuilding import rebuild_index

    path: Path = options.file
    cipher = _cipher(path, options)
    if is_centre(path, cipher):
        raise Stop(f"{path}\u202f: un fichier de centre n’a pas d’index à recalculer. Rien n’a été changé.")
    now = datetime.now(UTC).astimezone().replace(tzinfo=None)
    rebuilt = rebuild_index(path, now, cipher, _progress, CORES)
    left = dict.fromkeys((*rebuilt.refused, *_examined(path, options).findings))
    lines = formats.count(rebuilt.changed, "ligne changée", "lignes changées")
    content = {
        "file": str(path),
        "orals": rebuilt.orals,
        "changed": rebuilt.changed,
        "kept": str(rebuilt.aside),
        "beside": list(map(str, rebuilt.beside)),
        "findings": list(map(_json, left)),
    }
    told = [
        f"{formats.count(rebuilt.orals, 'interrogation')}, {lines}.",
        f"Fichier d’avant gardé\u202f: {rebuilt.aside}",
        *messages.beside(rebuilt.beside),
    ]
    if left:
        told += ["Le fichier reste endommagé\u202f:", *_lines(left)]
    tell(options, "rebuild-index", content, *told)
    return DAMAGED if left else SOUND


def _cipher(path: Path, options: argparse.Namespace) -> Cipher | None:
    """What reads the file, ``None`` for a plain one. Raises ``Stop``, ``FileProblem``."""
    from btstc_jury.storage.cipher import unlock

    return unlock(path, key_for(path, bootstrap.SystemFiles().desk().files, options.passphrase_file))


def _progress(done: int, of: int) -> None:
    if done and of > _LONG:
        show_progress(f"{done:,} / {of:,} interrogations\r".replace(",", "\u202f"))


_LONG = 5000
"""Orals that take long enough to be told of."""


def _lines(findings: Iterable[Finding]) -> Iterable[str]:
    return (f"  {finding_line(each)}" for each in findings)


def _words(problem: FileProblem, options: argparse.Namespace) -> str:
    return f"{problem.path}\u202f: {plain_words(problem, options)}"
