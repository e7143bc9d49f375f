"""``forms``: list, show and check the forms of the exam."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.application.problems import cause
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.terminal import Stop, SubParsers, complain, say, say_json, sets
from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.exchange.form_text import form_json, form_lines, form_table
from btstc_jury.exchange.referential_files import REFERENTIAL_NAME, load_referential
from btstc_jury.exchange.toml_files import FormErrors, FormProblem

FAILURE = 1


def add_parser(subparsers: SubParsers) -> None:
    forms = subparsers.add_parser("forms", help="les formes d’épreuve : liste, contenu, contrôle")
    commands = forms.add_subparsers(dest="forms_command", required=True, metavar="COMMANDE")
    sets(commands.add_parser("list", help="liste des formes disponibles"), _list, failure=FAILURE)
    show = commands.add_parser("show", help="contenu d’une forme, avec l’origine de chaque valeur")
    show.add_argument("key", metavar="CLÉ", help="clé de la forme, comme e4-ponctuel")
    show.add_argument("--json", action="store_true", help="contenu de référence en JSON")
    sets(show, _show, failure=FAILURE)
    check = commands.add_parser("check", help="contrôle de fichiers de formes ou de référentiels")
    check.add_argument(
        "paths", metavar="CHEMIN", nargs="+", type=a_path, help="fichier, ou dossier dont tout est contrôlé"
    )
    sets(check, _check, failure=FAILURE)


def _list(_options: argparse.Namespace) -> int:
    say(*form_table(FormLibrary(bootstrap.form_folders()).all()))
    return 0


def _show(options: argparse.Namespace) -> int:
    form = FormLibrary(bootstrap.form_folders()).get(options.key)
    if options.json:
        say_json(form_json(form))
    else:
        say(*form_lines(form))
    return 0


def _check(options: argparse.Namespace) -> int:
    told: set[FormProblem] = set()
    for path in options.paths:
        for file in _files(path):
            problems = _problems_of(file)
            # Forms that share a faulty referential would repeat its faults.
            complain(*(problem for problem in problems if problem not in told))
            told.update(problems)
            if not problems:
                say(f"OK {file}")
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


def _files(path: Path) -> list[Path]:
    """A file; of a folder every TOML file below it, referentials before the forms beside them, or the folder
    itself where there is none.
    """
    try:
        found = [each for each in path.rglob("*.toml") if each.is_file()] if path.is_dir() else []
    except OSError as error:
        raise Stop(f"{path}\u202f: {cause(error)}.") from error
    return sorted(found, key=lambda each: (each.parent, each.name != REFERENTIAL_NAME, each)) or [path]
