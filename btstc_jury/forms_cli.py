"""The ``forms`` sub-commands: list, show and check the forms of the exam."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.form_library import FormLibrary, UnknownForm
from btstc_jury.exchange.form_problems import FormErrors, FormProblem
from btstc_jury.exchange.form_text import form_json, form_lines, form_table
from btstc_jury.exchange.referential_files import REFERENTIAL_NAME, load_referential

if TYPE_CHECKING:
    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

FAILURE = 1


def add_parser(subparsers: SubParsers) -> None:
    """Add ``forms`` and its sub-commands to the program's command line."""
    forms = subparsers.add_parser("forms", help="les formes d’épreuve : liste, contenu, contrôle")
    commands = forms.add_subparsers(dest="forms_command", required=True, metavar="COMMANDE")
    commands.add_parser("list", help="liste des formes disponibles")
    show = commands.add_parser("show", help="contenu d’une forme, avec l’origine de chaque valeur")
    show.add_argument("key", metavar="CLÉ", help="clé de la forme, comme e4-ponctuel")
    show.add_argument("--json", action="store_true", help="contenu de référence en JSON")
    check = commands.add_parser("check", help="contrôle de fichiers de formes ou de référentiels")
    check.add_argument(
        "paths", metavar="CHEMIN", nargs="+", type=Path, help="fichier, ou dossier dont tout est contrôlé"
    )


def run(args: argparse.Namespace, folders: Sequence[Path]) -> int:
    """Run the sub-command that was parsed; ``folders`` hold the forms. Return the exit status."""
    try:
        match args.forms_command:
            case "list":
                _say(form_table(FormLibrary(folders).all()))
            case "show":
                form = FormLibrary(folders).get(args.key)
                _say([form_json(form)] if args.json else form_lines(form))
            case "check":
                return _check(args.paths)
    except FormErrors as errors:
        _complain(errors.problems)
        return FAILURE
    except UnknownForm as error:
        _complain([error])
        return FAILURE
    return 0


def _check(paths: Iterable[Path]) -> int:
    told: set[FormProblem] = set()
    for path in paths:
        for file in _toml_files(path) if path.is_dir() else [path]:
            problems = _problems_of(file)
            # Forms that share a faulty referential would repeat its faults.
            _complain(problem for problem in problems if problem not in told)
            told.update(problems)
            if not problems:
                _say([f"OK {file}"])
    return FAILURE if told else 0


def _problems_of(file: Path) -> tuple[FormProblem, ...]:
    if file.is_dir():
        return (FormProblem(file, "", "aucun fichier .toml dans ce dossier"),)
    load: Callable[[Path], object] = load_referential if file.name == REFERENTIAL_NAME else load_form
    try:
        load(file)
    except FormErrors as errors:
        return errors.problems
    return ()


def _toml_files(folder: Path) -> list[Path]:
    """Every TOML file below a folder, referentials before the forms beside them; none: the folder itself."""
    files = (path for path in folder.rglob("*.toml") if path.is_file())
    return sorted(files, key=lambda path: (path.parent, path.name != REFERENTIAL_NAME, path)) or [folder]


def _say(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _complain(faults: Iterable[object]) -> None:
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
