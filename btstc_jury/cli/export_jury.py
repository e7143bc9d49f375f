"""``export ccf`` and ``export bordereau``: what goes to the jury out of several files at once."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.application import faults
from btstc_jury.application.faults import Fault
from btstc_jury.application.jury_export import JuryExport, Made, WrongSource, export_for_jury
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, Message, ProblemKind
from btstc_jury.application.verification import UnusableCertificate, Verified
from btstc_jury.application.views.centre.bordereau import BordereauRow, cells, columns, told_of
from btstc_jury.application.views.export import export_problem
from btstc_jury.application.views.folder import FolderEntry, complete_words, files_words, made_lines
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.passphrase import add_option, opened_at
from btstc_jury.cli.terminal import Stop, SubParsers, say, say_json, sets, show_count
from btstc_jury.domain.wording import plainly

LACKING = 1
FAILURE = 2
_JSON_VERSION = 1
_SEVERAL = (
    "fichiers d’examen (.btsjury) et grilles signées (.pdf)\u202f: les deux situations d’un candidat peuvent"
    " venir de fichiers différents"
)
_STATUS = (
    "code de sortie\u202f: 0 il ne manque rien, 1 il manque quelque chose (dit ligne par ligne),\n"
    "  2 fichier illisible, grille qui n’est pas sûre, dossier où l’on ne peut pas écrire"
)


def add_parsers(commands: SubParsers) -> None:
    ccf = commands.add_parser(
        "ccf",
        help="le dossier CCF pour le jury\u202f: grilles, fiches de synthèse, bordereau, index",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=(
            "Le dossier que l’établissement adresse au jury (annexe V, E4 et E6, § 4.A)\u202f: pour chaque\n"
            "candidat les grilles de ses situations, les constats et rapports, la fiche de synthèse de\n"
            "l’épreuve, le bordereau récapitulatif (PDF, XLSX, CSV) et un index qui dit ce qui manque.\n"
            "Aucun fichier présent n’est remplacé. Interrompu ou en échec, l’export ne laisse rien."
        ),
        epilog=_STATUS,
    )
    _add_common(ccf)
    ccf.add_argument("--zip", action="store_true", help="range aussi le dossier dans un fichier ZIP, à côté")
    bordereau = commands.add_parser(
        "bordereau",
        help="le bordereau récapitulatif (PDF, XLSX, CSV), contrôle ponctuel ou CCF",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=(
            "Une ligne par candidat et par épreuve\u202f: statut, note proposée, note arrêtée, remarque."
        ),
        epilog=_STATUS,
    )
    _add_common(bordereau)
    interrupted = "Export abandonné\u202f: rien n’a été écrit."
    for parser, whole in ((ccf, True), (bordereau, False)):
        parser.set_defaults(whole=whole)
        sets(parser, _export, failure=FAILURE, words=_words, interrupted=interrupted)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=a_path, metavar="FICHIER", help=_SEVERAL)
    parser.add_argument("--out", type=a_path, required=True, metavar="DOSSIER", help="où écrire")
    parser.add_argument(
        "--trust",
        metavar="CERTIFICAT",
        action="append",
        type=a_path,
        default=[],
        help="certificat d’une autorité à laquelle vous vous fiez, pour les grilles signées",
    )
    parser.add_argument("--json", action="store_true", help="résultat en JSON")
    add_option(parser)


def _export(options: argparse.Namespace) -> int:
    files = bootstrap.SystemFiles()
    exams = [path for path in options.files if path.suffix.lower() != ".pdf"]
    grids = _verified([path for path in options.files if path.suffix.lower() == ".pdf"], options.trust)
    try:
        with _opened(exams, options.passphrase_file) as offices:
            export: JuryExport = files.jury_export(offices, grids, options.out, whole=options.whole)
            made = export_for_jury(export, show_count)
    except WrongSource as wrong:
        raise Stop(wrong) from wrong
    packed = files.zip(made.folder, made.names) if options.whole and options.zip else None
    if options.json:
        say_json(_json(made, packed))
    else:
        _say(made, packed)
    return 0 if made.view.complete else LACKING


def _verified(paths: Sequence[Path], trusted: Sequence[Path]) -> list[Verified]:
    try:
        trust = [bootstrap.DocumentPapers.certificate(path) for path in trusted]
    except UnusableCertificate as problem:
        raise Stop(problem) from problem
    return [bootstrap.DocumentPapers.verify(path, trust) for path in paths]


@contextmanager
def _opened(paths: Sequence[Path], passphrase_file: Path | None) -> Iterator[list[Office]]:
    with ExitStack() as stack:
        yield [stack.enter_context(opened_at(path, passphrase_file)) for path in paths]


def _say(made: Made, packed: Path | None) -> None:
    documents = len(made.names)
    say(f"{files_words(documents, len(made.bordereau.rows))}, dans\u202f: {made.folder}")
    if packed is not None:
        say(f"ZIP\u202f: {packed}")
    say(made.view.counts)
    lines = [*made_lines(made.view)]
    say(*(f"Manque — {line}" for line in lines) if lines else (complete_words(made.view),))


_OF_CENTRE = {"grids": "grids", "ccf": "ccf", "bordereau": "slips", "attendance": "papers"}
"""By the export of an exam file, the act of ``centre`` that does the same."""


def centre_instead(problem: FileProblem, export: str) -> Message | None:
    """Where a centre file was given: what is asked of it instead. ``None`` for another problem."""
    if problem.kind is not ProblemKind.FOREIGN or problem.detail != faults.told(Fault.CENTRE_FILE):
        return None
    name = problem.path.name
    return Message(
        f"«\u202f{name}\u202f» est un fichier de centre, non d’examen.",
        "Il n’a pas été modifié et rien n’a été écrit. Demandez-le ainsi\u202f: btstc-jury centre"
        f" {_OF_CENTRE[export]} «\u202f{name}\u202f» --out DOSSIER",
    )


def _words(problem: FileProblem, options: argparse.Namespace) -> Sequence[str]:
    exam = next((each for each in options.files if problem.path == each), options.files[0])
    told = centre_instead(problem, options.export_command) or export_problem(problem, exam)
    return tuple(filter(None, (f"{told.title} {told.body}", told.detail)))


def _json(made: Made, packed: Path | None) -> dict[str, object]:
    return {
        "schema": "btstc-jury/jury-export",
        "schema_version": _JSON_VERSION,
        "folder": str(made.folder),
        "zip": None if packed is None else str(packed),
        "files": list(made.names),
        "complete": made.view.complete,
        "lines": [_line(row) for row in made.bordereau.rows],
        "missing": [_missing(each) for each in made.view.lacking],
        "lost": [plainly(each) for each in made.view.lost],
    }


def _line(row: BordereauRow) -> dict[str, str | None]:
    told = told_of([row])
    named = zip(columns(told), cells(row, told), strict=True)
    return {name: None if value is None else str(value) for name, value in named}


def _missing(entry: FolderEntry) -> dict[str, object]:
    return {
        "number": entry.number,
        "candidate": entry.candidate,
        "exam": entry.exam,
        "missing": entry.missing,
    }
