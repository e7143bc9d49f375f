"""``export person``: everything that a file holds about one candidate, as PDF and JSON."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury.application.person_export import PersonTools, export_person
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import Desk
from btstc_jury.application.views import messages
from btstc_jury.application.views.person import PersonProblem
from btstc_jury.passphrase_prompt import NoKey, add_option, open_office

if TYPE_CHECKING:
    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

FAILURE = 1

_EPILOG = (
    "code de sortie\u202f: 0 les deux fichiers sont écrits, 1 échec (candidat inconnu, fichier illisible,"
    " dossier inaccessible), 2 erreur dans la commande"
)


def add_parser(subparsers: SubParsers) -> None:
    """Add ``person`` to the ``export`` commands."""
    person = subparsers.add_parser(
        "person", help="tout ce que le fichier contient sur un candidat (PDF et JSON)", epilog=_EPILOG
    )
    person.add_argument("file", type=Path, metavar="FICHIER", help="fichier d’examen (.btsjury)")
    person.add_argument("--number", required=True, metavar="N", help="numéro du candidat")
    person.add_argument(
        "--out", required=True, type=Path, metavar="DOSSIER", help="où écrire les deux fichiers"
    )
    add_option(person)


def run(args: argparse.Namespace, desk: Desk, tools: PersonTools) -> int:
    """Return the exit status."""
    try:
        office = open_office(desk, args.file, args.passphrase_file)
        try:
            args.out.mkdir(parents=True, exist_ok=True)
            written = export_person(office, args.number, args.out, tools)
        finally:
            office.close()
    except (PersonProblem, NoKey) as problem:
        sys.stderr.write(f"{problem}\n")
        return FAILURE
    except OSError as error:
        sys.stderr.write(f"Le dossier {args.out} n’a pas pu être créé\u202f: {error.strerror}.\n")
        return FAILURE
    except FileProblem as problem:
        told = messages.problem(problem)
        sys.stderr.write(f"{told.title} {told.body}\n")
        return FAILURE
    sys.stdout.writelines(f"{path}\n" for path in written)
    return 0
