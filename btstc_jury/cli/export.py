"""``export``: what goes out of an exam file; all its grids, or all that it holds about one candidate."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from btstc_jury import bootstrap
from btstc_jury.application.grid_export import Choice, export_grids
from btstc_jury.application.person_export import export_person
from btstc_jury.application.problems import FileProblem, cause
from btstc_jury.application.views.attendance import attendance_view
from btstc_jury.application.views.conformity import conformity_view
from btstc_jury.application.views.export import Exported, export_problem, lacking_line, outcome_line
from btstc_jury.application.views.file_names import (
    DEFAULT_PATTERN,
    FIELDS,
    BadPattern,
    NamePattern,
    attendance_file_name,
    paper_file_name,
)
from btstc_jury.application.views.person import PersonProblem, orals_of
from btstc_jury.application.views.planning import parse_day
from btstc_jury.application.views.side_papers import SidePaper
from btstc_jury.cli import export_jury
from btstc_jury.cli.export_jury import centre_instead
from btstc_jury.cli.parsing import a_path, statuses_of
from btstc_jury.cli.passphrase import add_option, opened
from btstc_jury.cli.terminal import Stop, SubParsers, add_json, plain_words, sets, show_count, tell
from btstc_jury.system.outbox import FolderOutbox
from btstc_jury.system.settings import FileSettings

LACKING = 1
FAILURE = 2
PERSON_FAILURE = 1
PAPER_FAILURE = 1


def add_parser(subparsers: SubParsers) -> None:
    export = subparsers.add_parser(
        "export", help="ce qui sort d’un fichier d’examen", epilog=statuses_of("export COMMANDE")
    )
    commands = export.add_subparsers(dest="export_command", required=True, metavar="COMMANDE")
    _add_grids(commands)
    _add_person(commands)
    export_jury.add_parsers(commands)
    _add_attendance(commands)
    _add_conformity(commands)


def _add_grids(commands: SubParsers) -> None:
    fields = "\n".join(f"  {{{name}}}: {field.meaning}" for name, field in FIELDS.items())
    grids = commands.add_parser(
        "grids",
        help="toutes les grilles signées d’un fichier, avec un index de toutes les interrogations",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=(
            "Toutes les grilles signées d’un fichier d’examen, les constats des interrogations qui\n"
            "n’ont pas eu lieu, et un index de toutes les interrogations (index.csv, index.pdf).\n"
            "Aucun fichier présent n’est remplacé\u202f: un contenu différent reçoit un nom numéroté.\n"
            "Interrompu ou en échec, l’export ne laisse rien. Dans index.csv, une cellule qui\n"
            "passerait pour une formule (= + - @) est précédée d’une apostrophe."
        ),
        epilog=(
            f"champs du modèle de nom\u202f:\n{fields}\n\n"
            "code de sortie\u202f: 0 tout est exporté et signé, 1 il manque une grille ou une signature,\n"
            "  2 fichier illisible, dossier où l’on ne peut pas écrire ou modèle de nom incorrect"
        ),
    )
    grids.add_argument("file", type=a_path, metavar="FICHIER", help="fichier d’examen (.btsjury)")
    grids.add_argument("--out", type=a_path, required=True, metavar="DOSSIER", help="où écrire")
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
        help="exporte aussi les grilles validées non signées ou signées sur papier, nommées comme telles",
    )
    add_json(grids)
    interrupted = "Export abandonné\u202f: rien n’a été écrit."
    sets(grids, _grids, failure=FAILURE, words=_grids_words, interrupted=interrupted)


def _add_person(commands: SubParsers) -> None:
    person = commands.add_parser(
        "person",
        help="tout ce que le fichier contient sur un candidat (PDF et JSON)",
        epilog="code de sortie\u202f: 0 les deux fichiers sont écrits, 1 échec (candidat inconnu, fichier"
        " illisible, dossier inaccessible), 2 erreur dans la commande",
    )
    person.add_argument("file", type=a_path, metavar="FICHIER", help="fichier d’examen (.btsjury)")
    person.add_argument("--number", required=True, metavar="N", help="numéro du candidat")
    person.add_argument(
        "--out", required=True, type=a_path, metavar="DOSSIER", help="où écrire les deux fichiers"
    )
    add_option(person)
    add_json(person)
    sets(person, _person, failure=PERSON_FAILURE)


def _add_attendance(commands: SubParsers) -> None:
    attendance = commands.add_parser(
        "attendance",
        help="feuilles d’émargement, une par jour (PDF)",
        epilog="code de sortie\u202f: 0 les feuilles sont écrites, 1 échec (aucun candidat ce jour-là,"
        " fichier illisible, dossier inaccessible), 2 erreur dans la commande",
    )
    attendance.add_argument("file", type=a_path, metavar="FICHIER", help="fichier d’examen (.btsjury)")
    attendance.add_argument("--day", metavar="JJ/MM/AAAA", help="ce jour seulement (par défaut\u202f: tous)")
    attendance.add_argument("--out", required=True, type=a_path, metavar="DOSSIER", help="où écrire")
    add_option(attendance)
    add_json(attendance)
    sets(attendance, _attendance, failure=PAPER_FAILURE, words=_attendance_words)


def _add_conformity(commands: SubParsers) -> None:
    conformity = commands.add_parser(
        "conformity",
        help="fiches de contrôle de conformité des dossiers, une par interrogation (PDF)",
        epilog="code de sortie\u202f: 0 les fiches sont écrites, 1 échec (candidat inconnu, fichier"
        " illisible, dossier inaccessible), 2 erreur dans la commande",
    )
    conformity.add_argument("file", type=a_path, metavar="FICHIER", help="fichier d’examen (.btsjury)")
    conformity.add_argument("--number", metavar="N", help="ce candidat seulement (par défaut\u202f: tous)")
    conformity.add_argument("--out", required=True, type=a_path, metavar="DOSSIER", help="où écrire")
    add_option(conformity)
    add_json(conformity)
    sets(conformity, _conformity, failure=PAPER_FAILURE)


def _grids(options: argparse.Namespace) -> int:
    try:
        choice = Choice(NamePattern(options.pattern), options.unsigned)
    except BadPattern as bad:
        raise Stop(bad) from bad
    with opened(options) as office:
        exported = export_grids(bootstrap.SystemFiles().grid_export(office, choice, options.out), show_count)
    lacking = exported.view.lacking
    told = (f"{outcome_line(exported)} {exported.folder}", exported.view.counts, *map(lacking_line, lacking))
    tell(options, "grids-export", _grids_json(exported), *told)
    return LACKING if lacking else 0


def _grids_json(exported: Exported) -> dict[str, object]:
    orals = [
        {
            "day": row.day.isoformat(),
            "time": row.time.isoformat("minutes"),
            "number": row.number,
            "candidate": row.candidate,
            "form": row.form,
            "status": row.status,
            "complete": row.complete,
            "missing": row.missing,
            "file": row.file or None,
            "sha256": row.digest or None,
        }
        for row in exported.view.rows
    ]
    return {"folder": str(exported.folder), "index": list(exported.index), "orals": orals}


def _grids_words(problem: FileProblem, options: argparse.Namespace) -> Sequence[str]:
    told = centre_instead(problem, options.export_command) or export_problem(problem, options.file)
    return tuple(filter(None, (f"{told.title} {told.body}", told.detail)))


def _person(options: argparse.Namespace) -> int:
    files = bootstrap.SystemFiles()
    try:
        with opened(options) as office:
            options.out.mkdir(parents=True, exist_ok=True)
            write = files.write_private
            written = export_person(office, options.number, options.out, files.person_files, write)
    except PersonProblem as problem:
        raise Stop(problem) from problem
    except OSError as error:
        raise Stop(f"Le dossier {options.out} n’a pas pu être créé\u202f: {cause(error)}.") from error
    tell(options, "written", {"files": list(map(str, written))}, *written)
    return 0


def _attendance(options: argparse.Namespace) -> int:
    with opened(options) as office:
        days = tuple(day for day, _ in office.file.index.days())
        if options.day is not None:
            wanted = parse_day(options.day)
            if wanted is None:
                raise Stop(f"{options.day}\u202f: écrivez la date comme 18/05/2027.")
            days = tuple(day for day in days if day == wanted)
        if not days:
            raise Stop("Aucun candidat n’est inscrit ce jour-là." if options.day else "Aucun candidat.")
        papers = bootstrap.DocumentPapers(FileSettings())
        made = [(attendance_file_name(day), papers.pdf(attendance_view(office, day))) for day in days]
    return _written(options, made)


def _attendance_words(problem: FileProblem, options: argparse.Namespace) -> str:
    told = centre_instead(problem, options.export_command)
    return plain_words(problem, options) if told is None else told.sentence


def _conformity(options: argparse.Namespace) -> int:
    try:
        with opened(options) as office:
            every = tuple(each.oral for each in office.file.index.all() if each.stage.facts.listed)
            orals = every if options.number is None else orals_of(office, options.number)
            papers = bootstrap.DocumentPapers(FileSettings())
            name = SidePaper.CONFORMITY.facts.file_name
            made = [
                (paper_file_name(office.oral(each), name), papers.pdf(conformity_view(office, each)))
                for each in orals
            ]
    except PersonProblem as problem:
        raise Stop(problem) from problem
    return _written(options, made)


def _written(options: argparse.Namespace, made: Sequence[tuple[str, bytes]]) -> int:
    """All of them or none; a file that is there is never replaced."""
    outbox = FolderOutbox(options.out)
    try:
        names = [
            name
            for each, content in made
            for name in outbox.put(each.removesuffix(".pdf"), {".pdf": content})
        ]
        outbox.commit()
    finally:
        outbox.discard()
    written = [outbox.folder / name for name in names]
    tell(options, "written", {"files": list(map(str, written))}, *written)
    return 0
