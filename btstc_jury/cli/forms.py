"""``forms``: list, show, check and compare the forms; take one away, bring one of the centre's."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.application.form_proposals import Proposal, SheetProposer, Taken, Wanted, column_place
from btstc_jury.application.problems import UnusableForm, cause
from btstc_jury.application.views import formats
from btstc_jury.application.views.form_diff import differences
from btstc_jury.cli.parsing import a_path, statuses_of
from btstc_jury.cli.terminal import Stop, SubParsers, add_json, complain, say, say_json, sets, tell
from btstc_jury.domain.form import Form
from btstc_jury.exchange.form_files import load_form, parse_form, read_form
from btstc_jury.exchange.form_points import doubts
from btstc_jury.exchange.form_text import form_json, form_lines, form_table
from btstc_jury.exchange.form_writing import checked, to_fill
from btstc_jury.exchange.referential_files import REFERENTIAL_NAME, load_referential
from btstc_jury.exchange.toml_files import FormErrors, FormProblem
from btstc_jury.system.folders import keep_text

FAILURE = 1
_SUFFIX, _GRID_SUFFIX = ".toml", ".xlsx"
_TAKEN = {
    "critère": Taken.CRITERION,
    "compétence": Taken.GROUP,
    "niveau": Taken.LEVEL,
    "points": Taken.POINTS,
    "rien": Taken.NOTHING,
}
_KEY_HELP = "clé de la forme, comme e4-ponctuel, ou fichier .toml"


def add_parser(subparsers: SubParsers) -> None:
    forms = subparsers.add_parser(
        "forms",
        help="les formes d’épreuve\u202f: liste, contenu, contrôle, comparaison, échange",
        epilog=statuses_of("forms COMMANDE"),
    )
    commands = forms.add_subparsers(dest="forms_command", required=True, metavar="COMMANDE")
    listed = commands.add_parser(
        "list",
        help="liste des formes disponibles, celles du centre comprises",
        epilog=_statuses("toutes sont utilisables", "une forme du centre ne l’est pas"),
    )
    add_json(listed)
    sets(listed, _list, failure=FAILURE)
    show = commands.add_parser(
        "show",
        help="contenu d’une forme, avec l’origine de chaque valeur",
        epilog=_statuses("montrée", "forme inconnue, ou fautive"),
    )
    show.add_argument("key", metavar="CLÉ", help=_KEY_HELP)
    show.add_argument("--json", action="store_true", help="contenu de référence en JSON")
    sets(show, _show, failure=FAILURE)
    memento = commands.add_parser(
        "memento",
        help="une page à imprimer\u202f: parties, temps, critères et touches d’une forme",
        epilog=_statuses("écrit", "refusé, rien n’est écrit"),
    )
    memento.add_argument("key", metavar="CLÉ", help=_KEY_HELP)
    memento.add_argument("--out", metavar="FICHIER.pdf", type=a_path, required=True, help="document nouveau")
    add_json(memento)
    sets(memento, _memento, failure=FAILURE)
    _add_checks(commands)
    _add_exchange(commands)


def _add_checks(commands: SubParsers) -> None:
    check = commands.add_parser(
        "check",
        help="contrôle de fichiers de formes ou de référentiels",
        epilog=_statuses("tous sont justes", "une faute, qui est dite"),
    )
    check.add_argument(
        "paths", metavar="CHEMIN", nargs="+", type=a_path, help="fichier, ou dossier dont tout est contrôlé"
    )
    add_json(check)
    sets(check, _check, failure=FAILURE)
    diff = commands.add_parser(
        "diff",
        help="ce qui diffère entre deux formes, valeur par valeur",
        epilog=_statuses("comparées, qu’elles diffèrent ou non", "forme inconnue, ou fautive"),
    )
    diff.add_argument("first", metavar="CLÉ", help=_KEY_HELP)
    diff.add_argument("second", metavar="CLÉ2", help="l’autre")
    add_json(diff)
    sets(diff, _diff, failure=FAILURE)


def _statuses(done: str, failed: str) -> str:
    return f"Code de sortie\u202f: 0 {done}, {FAILURE} {failed}, 2 erreur dans la commande."


def _add_exchange(commands: SubParsers) -> None:
    export = commands.add_parser(
        "export",
        help="une forme en un fichier TOML entier, ou sa grille en un classeur",
        epilog=_statuses("écrite", "refusée, rien n’est écrit"),
    )
    export.add_argument(
        "key", metavar="CLÉ", nargs="?", help=f"{_KEY_HELP}\u202f; sans elle, un classeur modèle"
    )
    export.add_argument(
        "--out",
        metavar="FICHIER",
        type=a_path,
        required=True,
        help="fichier nouveau\u202f: .toml, dont le nom devient la clé de la forme, ou .xlsx, la grille à"
        " remplir ou à changer dans un tableur",
    )
    add_json(export)
    sets(export, _export, failure=FAILURE)
    _add_import(commands)


def _add_import(commands: SubParsers) -> None:
    bring = commands.add_parser(
        "import",
        help="une forme TOML dans le dossier du centre, ou un classeur en une forme TOML",
        epilog=_statuses("gardée, ou proposée", "refusée, rien n’est écrit"),
    )
    bring.add_argument(
        "file", metavar="FICHIER", type=a_path, help="forme .toml, ou classeur .xlsx, .xls ou .ods"
    )
    bring.add_argument(
        "--out",
        metavar="FICHIER.toml",
        type=a_path,
        help="d’un classeur\u202f: fichier nouveau de la forme proposée",
    )
    bring.add_argument(
        "--sheet", metavar="FEUILLE", default="", help="d’un classeur\u202f: le nom de la feuille à lire"
    )
    bring.add_argument(
        "--headings",
        metavar="LIGNE",
        type=_row,
        default=0,
        help="d’un classeur\u202f: la ligne des en-têtes, s’ils ne sont pas trouvés",
    )
    bring.add_argument(
        "--column",
        metavar="LETTRE=RÔLE",
        type=_column,
        action="append",
        default=[],
        help="d’un classeur\u202f: ce qu’est une colonne, comme B=critère\u202f; rôles\u202f: "
        + ", ".join(_TAKEN),
    )
    bring.add_argument(
        "--replace", action="store_true", help="remplace la forme du centre qui a déjà cette clé"
    )
    add_json(bring)
    sets(bring, _import, failure=FAILURE)


def _list(options: argparse.Namespace) -> int:
    library = bootstrap.form_library()
    forms, problems = library.usable()
    listed = [
        {
            "key": each.key,
            "name": each.name,
            "version": each.version,
            "exam": each.exam,
            "phases": len(each.phases),
            "criteria": len(each.criteria),
            "of_centre": library.of_centre(each.key),
        }
        for each in forms
    ]
    content = {"forms": listed, "problems": list(map(str, problems))}
    tell(options, "forms", content, *form_table(forms, library.of_centre))
    complain(*problems)
    return FAILURE if problems else 0


def _show(options: argparse.Namespace) -> int:
    form = _form_of(options.key)
    if options.json:
        say_json(form_json(form))
    else:
        say(*form_lines(form))
    return 0


def _memento(options: argparse.Namespace) -> int:
    from btstc_jury.application.views.memento import memento_view
    from btstc_jury.documents.memento import memento_pdf
    from btstc_jury.system.settings import FileSettings
    from btstc_jury.ui.shortcuts import Keymap

    form = _form_of(options.key)
    _refuse_known(options.out)
    keys = Keymap(FileSettings().load().keys).from_start_to_grid()
    bootstrap.SystemFiles().write(options.out, memento_pdf(memento_view(form, keys)))
    tell(options, "written", _written(options.out), f"Mémento écrit\u202f: {options.out}")
    return 0


def _diff(options: argparse.Namespace) -> int:
    first, second = _form_of(options.first), _form_of(options.second)
    found = differences(first, second)
    told = [{"place": each.place, "first": each.before, "second": each.after} for each in found]
    content = {"first": options.first, "second": options.second, "differences": told}
    words = [each.words for each in found] or ["Aucune différence."]
    tell(options, "forms-diff", content, *words)
    return 0


def _export(options: argparse.Namespace) -> int:
    if options.out.suffix == _GRID_SUFFIX:
        return _export_grid(options)
    if options.key is None:
        raise Stop(
            "il manque la clé de la forme\u202f: sans elle, --out FICHIER.xlsx écrit un classeur modèle."
        )
    form = _form_of(options.key)
    _write_new(options.out, form)
    told = f"Forme «\u202f{form.name}\u202f» écrite\u202f: {options.out} (clé {options.out.stem})."
    tell(options, "written", _written(options.out), told)
    return 0


def _written(path: Path) -> dict[str, object]:
    return {"files": [str(path)]}


def _export_grid(options: argparse.Namespace) -> int:
    from btstc_jury.exchange.grid_workbook import MODEL, grid_of, grid_workbook

    key, out = options.key, options.out
    grid = MODEL if key is None else grid_of(_form_of(key))
    _refuse_known(out)
    bootstrap.SystemFiles().write(out, grid_workbook(grid))
    then = "Une fois remplie\u202f: btstc-jury forms import, avec --out FICHIER.toml."
    tell(options, "written", _written(out), f"Grille «\u202f{grid.title}\u202f» écrite\u202f: {out}.", then)
    return 0


def _import(options: argparse.Namespace) -> int:
    # The library of workbooks is loaded for these alone.
    from btstc_jury.exchange.form_sheets import is_workbook

    if is_workbook(options.file):
        return _import_sheet(options)
    given = ("out", options.out), ("sheet", options.sheet), ("headings", options.headings)
    for option, value in (*given, ("column", options.column)):
        if value:
            raise Stop(
                f"--{option} est pour un classeur (XLSX, XLS, ODS)\u202f: une forme TOML va dans le dossier"
                " du centre. Rien n’a été écrit."
            )
    form = read_form(options.file, load_referential, named=False)
    library = bootstrap.form_library()
    target = bootstrap.centre_folder() / f"{form.key}{_SUFFIX}"
    taken = library.taken(form.key)
    if taken:
        raise Stop(f"«\u202f{form.key}\u202f»\u202f: {taken}. Rien n’a été écrit.")
    if os.path.lexists(target) and not options.replace:
        raise Stop(
            f"le centre a déjà une forme «\u202f{form.key}\u202f» ({target})\u202f: --replace la remplace."
            " Rien n’a été écrit."
        )
    kept, text = checked(form, target)
    keep_text(target, _as_written(options.file, kept) or text)
    told = f"Forme «\u202f{form.name}\u202f» gardée parmi celles du centre\u202f: {target} (clé {form.key})."
    tell(options, "forms-import", {**_imported(form.key, target)}, told)
    return 0


def _imported(
    key: str, file: Path, lacking: Sequence[str] = (), remarks: Sequence[str] = ()
) -> dict[str, object]:
    return {"file": str(file), "key": key, "lacking": list(lacking), "remarks": list(remarks)}


def _as_written(file: Path, kept: Form) -> str | None:
    """The file's own text, with its comments, unless it took something from a referential."""
    with suppress(FormErrors, UnicodeDecodeError, OSError):
        text = file.read_bytes().decode("utf-8-sig")
        if parse_form(text, Path(f"{kept.key}{_SUFFIX}")) == kept:
            return text
    return None


def _import_sheet(options: argparse.Namespace) -> int:
    from btstc_jury.exchange.form_proposing import WorkbookProposer

    out: Path | None = options.out
    if out is None:
        raise Stop("d’un classeur, --out FICHIER.toml dit où écrire la forme proposée. Rien n’a été écrit.")
    wanted = Wanted(options.sheet, options.headings, dict(options.column))
    proposer = WorkbookProposer(bootstrap.sheet_reader().read(options.file), out.stem)
    try:
        proposal = proposer.propose(wanted)
    except UnusableForm as problem:
        raise Stop(_with_options(str(problem), proposer, wanted)) from problem
    _refuse_name(out)
    text, lacking = to_fill(proposal.form, out)
    bootstrap.SystemFiles().write(out, text.encode())
    told = [*_proposal_lines(proposal), f"Forme proposée écrite\u202f: {out} (clé {out.stem})."]
    if lacking:
        paths = ", ".join(lacking)
        told.append(
            f"Elle ne peut servir avant que soit rempli ce que le classeur ne dit pas\u202f: {paths}."
        )
    remarks = [str(each) for each in proposal.remarks]
    tell(options, "forms-import", _imported(out.stem, out, list(lacking), remarks), *told)
    return 0


def _with_options(problem: str, proposer: SheetProposer, wanted: Wanted) -> str:
    """With what the sheet has, and the options that say what is what."""
    if wanted.sheet and wanted.sheet not in proposer.sheets:
        return problem
    layout = proposer.layout(wanted)
    columns = ", ".join(
        f"{each.letter} «\u202f{each.heading or each.example}\u202f»" for each in layout.columns
    )
    return (
        f"{problem} Feuille «\u202f{layout.sheet}\u202f», ligne {layout.heading_row}\u202f: {columns}. Pour"
        " les désigner\u202f: --sheet FEUILLE, --headings LIGNE, --column B=critère."
    )


def _row(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,6}", text):
        raise argparse.ArgumentTypeError(f"attendu\u202f: un numéro de ligne, comme 12 ({text})")
    return int(text)


def _column(text: str) -> tuple[int, Taken]:
    """« B=critère »."""
    letters, _, taken = text.partition("=")
    if not re.fullmatch(r"[A-Za-z]{1,3}", letters) or taken.strip().casefold() not in _TAKEN:
        raise argparse.ArgumentTypeError(
            f"attendu\u202f: une lettre de colonne et son rôle, comme B=critère ({text})"
        )
    return column_place(letters.upper()), _TAKEN[taken.strip().casefold()]


def _proposal_lines(proposal: Proposal) -> list[str]:
    form = proposal.form
    lines = [f"Feuille «\u202f{proposal.sheet}\u202f», en-têtes à la ligne {proposal.heading_row}"]
    lines += [f"  {each.words}" for each in proposal.columns]
    levels = ", ".join(f"{each.letters} {each.label}" for each in form.levels)
    assessed = formats.count(len(form.criteria), form.assessed.named("critère"))
    lines.append(f"{assessed}, {formats.count(len(form.blocks), 'bloc')}\u202f; niveaux\u202f: {levels}")
    lines += [f"Remarque\u202f: {each}." for each in proposal.remarks]
    lines.append(
        "À compléter dans le fichier\u202f: diplôme, épreuve, unité, temps, phases et commission,"
        " qu’un classeur ne dit pas."
    )
    return lines


def _write_new(out: Path, form: Form) -> None:
    """Raises ``Stop`` rather than write over a file, ``FormErrors`` where the form is faulty."""
    _refuse_name(out)
    _, text = checked(form, out)
    bootstrap.SystemFiles().write(out, text.encode())


def _refuse_name(out: Path) -> None:
    if out.suffix != _SUFFIX:
        raise Stop(f"{out}\u202f: le nom doit finir par {_SUFFIX}. Rien n’a été écrit.")
    _refuse_known(out)


def _refuse_known(out: Path) -> None:
    if os.path.lexists(out):
        raise Stop(f"{out} existe déjà\u202f: choisissez un autre nom. Rien n’a été écrit.")


def _form_of(named: str) -> Form:
    """By key, or from a file, by its name."""
    try:
        path = a_path(named)
    except argparse.ArgumentTypeError as error:
        raise Stop(error) from error
    no_form = _no_form(path)
    if no_form:
        raise Stop(f"{path}\u202f: {no_form}.")
    return load_form(path) if named.endswith(_SUFFIX) else bootstrap.form_library().get(named)


def _no_form(path: Path) -> str:
    """Why there is no form to read there, and what to do; "" for what is to be tried."""
    if path.suffix == _SUFFIX:
        if os.path.lexists(path):
            return ""
        return (
            "fichier introuvable\u202f; vérifiez son nom et son dossier, ou donnez une clé (btstc-jury forms"
            " list les montre)"
        )
    from btstc_jury.exchange.form_sheets import SUFFIXES

    if path.suffix.lower() not in SUFFIXES or (os.path.lexists(path) and not path.is_file()):
        return ""
    return (
        "c’est un classeur, pas une forme\u202f; pour en tirer une\u202f: btstc-jury forms import"
        f" «\u202f{path.name}\u202f» --out FORME.toml"
    )


def _check(options: argparse.Namespace) -> int:
    told: set[FormProblem] = set()
    checked_files: list[dict[str, object]] = []
    for path in options.paths:
        for file in _files(path):
            problems = _problems_of(file)
            # Forms that share a faulty referential would repeat its faults.
            complain(*(problem for problem in problems if problem not in told))
            told.update(problems)
            doubted = [] if problems else _doubts_of(file)
            checked_files.append(_check_json(file, problems, doubted))
            if not (problems or options.json):
                say(f"OK {file}", *(f"  à vérifier\u202f: {where}\u202f: {why}" for where, why in doubted))
    if options.json:
        tell(options, "forms-check", {"files": checked_files})
    return FAILURE if told else 0


def _check_json(
    file: Path, problems: Sequence[FormProblem], doubted: Sequence[tuple[str, str]]
) -> dict[str, object]:
    return {
        "file": str(file),
        "usable": not problems,
        "problems": [
            {"file": str(each.file), "path": each.key_path, "words": each.expected} for each in problems
        ],
        "doubts": [{"path": where, "words": why} for where, why in doubted],
    }


def _doubts_of(file: Path) -> list[tuple[str, str]]:
    return [] if file.name == REFERENTIAL_NAME else [*doubts(load_form(file))]


def _problems_of(file: Path) -> tuple[FormProblem, ...]:
    no_form = _no_form(file)
    if no_form:
        return (FormProblem(file, "", no_form),)
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
