"""What the screen and the command line say of an export of grids."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from btstc_jury.application.grid_export import Exported, Tally
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.export_index import IndexRow
from btstc_jury.application.views.formats import NARROW
from btstc_jury.application.views.message import Message

_COLON = f"{NARROW}:"

_REASONS = {
    ProblemKind.DISK_FULL: "Le disque est plein. Libérez de la place ou choisissez un autre dossier.",
    ProblemKind.READ_ONLY: "L’emplacement est en lecture seule. Choisissez un autre dossier.",
    ProblemKind.PERMISSION: "L’accès au dossier est refusé. Choisissez un autre dossier.",
    ProblemKind.NOT_FOUND: "Le dossier est introuvable. Rebranchez la clé ou choisissez un autre dossier.",
    ProblemKind.EXISTS: "Un fichier porte déjà ce nom. Choisissez un autre dossier.",
}
_OTHER = "Le dossier n’a pas pu être lu ou écrit. Vérifiez le disque ou la clé, puis recommencez."


def export_problem(found: FileProblem, exam_file: Path) -> Message:
    """Of the exam file itself, or of the folder where the grids were to go."""
    if found.path.absolute() in {exam_file.absolute(), exam_file.resolve()}:
        return messages.problem(found)
    title = "Les grilles n’ont pas été exportées."
    body = f"Rien n’a été écrit dans «{NARROW}{found.path.name}{NARROW}». {_REASONS.get(found.kind, _OTHER)}"
    return Message(title, body, found.detail)


def outcome_line(exported: Exported) -> str:
    """« 12 documents exportés, index.csv et index.pdf dans : »."""
    documents = formats.count(exported.files, "document exporté", "documents exportés")
    return f"{documents}, {' et '.join(exported.index)} dans{_COLON}"


def lacking_line(row: IndexRow) -> str:
    """« 18/05/2027 14:00 MOREAU Anaïs (E4 ponctuel) : signature de … »."""
    when = f"{formats.short_day(row.day)} {row.time}"
    return f"{when} {row.candidate} ({row.form}){_COLON} {row.missing}"


def tally_lines(tally: Tally, *, unsigned: bool) -> Iterator[str]:
    """What an export would do with the orals of a file; ``unsigned``: see ``Choice``."""
    if not tally.total:
        yield "Aucun oral dans ce fichier."
    if tally.signed:
        signed = formats.count(tally.signed, "grille signée par tous", "grilles signées par tous")
        paper = "les grilles signées sur papier aussi" if unsigned else "sauf celles signées sur papier"
        yield f"{signed}{_COLON} PDF signés tels quels, {paper}"
    if tally.partial:
        partial = formats.count(tally.partial, "grille signée en partie", "grilles signées en partie")
        yield f"{partial}{_COLON} PDF nommés «{NARROW}signatures incomplètes{NARROW}»"
    if tally.unsigned:
        bare = formats.count(
            tally.unsigned, "grille arrêtée sans signature", "grilles arrêtées sans signature"
        )
        follows = f"PDF nommés «{NARROW}non signée{NARROW}»" if unsigned else "dans l’index seulement"
        yield f"{bare}{_COLON} {follows}"
    if tally.stopped:
        stopped = formats.count(tally.stopped, "oral qui n’a pas eu lieu", "oraux qui n’ont pas eu lieu")
        yield f"{stopped}{_COLON} constat"
    if tally.pending:
        pending = formats.count(
            tally.pending, "oral sans proposition arrêtée", "oraux sans proposition arrêtée"
        )
        yield f"{pending}{_COLON} dans l’index seulement"
