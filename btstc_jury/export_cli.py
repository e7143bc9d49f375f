"""The ``export`` sub-commands: what goes out of an exam file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury.application.grid_export import Choice, GridExport, export_grids
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.export import Exported, export_problem, lacking_line, outcome_line
from btstc_jury.application.views.file_names import DEFAULT_PATTERN, FIELDS, BadPattern, NamePattern
from btstc_jury.passphrase_prompt import NoKey, add_option, open_office

if TYPE_CHECKING:
    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

LACKING = 1
FAILURE = 2
INTERRUPTED = 130

StartExport = Callable[[Office, Choice, Path], GridExport]


def add_parser(subparsers: SubParsers) -> SubParsers:
    """Add ``export`` to the program's command line; its sub-commands, for others to be added."""
    export = subparsers.add_parser("export", help="ce qui sort d’un fichier d’examen")
    commands: SubParsers = export.add_subparsers(dest="export_command", required=True, metavar="COMMANDE")
    _add_grids(commands)
    return commands


def _add_grids(commands: SubParsers) -> None:
    fields = "\n".join(f"  {{{name}}}: {meaning}" for name, meaning in FIELDS.items())
    grids = commands.add_parser(
        "grids",
        help="toutes les grilles signées d’un fichier, avec un index de tous les oraux",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=(
            "Toutes les grilles signées d’un fichier d’examen, les constats des oraux qui n’ont pas eu\n"
            "lieu, et un index de tous les oraux (index.csv, index.pdf). Aucun fichier présent n’est\n"
            "remplacé\u202f: un contenu différent reçoit un nom numéroté. Interrompu ou en échec, l’export\n"
            "ne laisse rien. Dans index.csv, une cellule qui passerait pour une formule (= + - @) est\n"
            "précédée d’une apostrophe."
        ),
        epilog=(
            f"champs du modèle de nom\u202f:\n{fields}\n\n"
            "code de sortie\u202f: 0 tout est exporté et signé, 1 il manque une grille ou une signature,\n"
            "  2 fichier illisible, dossier où l’on ne peut pas écrire ou modèle de nom incorrect"
        ),
    )
    grids.add_argument("file", type=Path, metavar="FICHIER", help="fichier d’examen (.btsjury)")
    grids.add_argument("--out", type=Path, required=True, metavar="DOSSIER", help="où écrire")
    add_option(grids)
    grids.add_argument(
        "--pattern",
        default=DEFAULT_PATTERN,
        metavar="MODÈLE",
        help=f"nom des fichiers, sans .pdf (par défaut\u202f: « {DEFAULT_PATTERN} »)",
    )
    grids.add_argument(
        "--unsigned",
        action="store_true",
        help="exporte aussi les grilles arrêtées non signées ou signées sur papier, nommées comme telles",
    )


def run(args: argparse.Namespace, desk: Desk, start_export: StartExport) -> int:
    """Export the grids; return the exit status."""
    try:
        choice = Choice(NamePattern(args.pattern), args.unsigned)
    except BadPattern as bad:
        _complain([str(bad)])
        return FAILURE
    try:
        office = open_office(desk, args.file, args.passphrase_file)
        try:
            exported = export_grids(start_export(office, choice, args.out), _progress)
        finally:
            office.close()
    except NoKey as missing:
        _complain([str(missing)])
        return FAILURE
    except FileProblem as problem:
        said = export_problem(problem, args.file)
        _complain([f"{said.title} {said.body}", *filter(None, [said.detail])])
        return FAILURE
    except KeyboardInterrupt:
        _complain(["Export abandonné\u202f: rien n’a été écrit."])
        return INTERRUPTED
    if exported is None:
        raise AssertionError("nobody cancels")
    return _tell(exported)


def _tell(exported: Exported) -> int:
    _say([f"{outcome_line(exported)} {exported.folder}", exported.view.counts])
    lacking = exported.view.lacking
    _say(map(lacking_line, lacking))
    return LACKING if lacking else 0


def _progress(done: int, total: int) -> None:
    """Shown to people only: a log has no use for it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{total}{chr(10) if done == total else ''}")
        sys.stderr.flush()


def _say(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _complain(lines: Iterable[str]) -> None:
    sys.stderr.writelines(f"{line}\n" for line in lines)
