"""``centre create`` and ``import``: a centre file, and the candidates' lists that it is filled from."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from getpass import getpass, getuser
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.application.centre.columns import ListField, field_named
from btstc_jury.application.centre.importing import (
    Author,
    ImportRefused,
    Preview,
    Resolution,
    Wanted,
    preview,
    refuse,
    take_in,
)
from btstc_jury.application.centre.ports import CENTRE_SUFFIX, CentreAct, CentreFile
from btstc_jury.application.centre.rows import UnusableList
from btstc_jury.application.centre.server import Given
from btstc_jury.application.form_proposals import column_place
from btstc_jury.application.passphrases import FileKey, passphrase_key
from btstc_jury.application.views.centre.importing import ImportView, counts, doubt_words, import_view
from btstc_jury.cli import (
    centre_collect,
    centre_harmony,
    centre_name,
    centre_papers,
    centre_servers,
    centre_slips,
)
from btstc_jury.cli.centre_files import add_files
from btstc_jury.cli.centre_places import a_place, add_place, centre_words, opened_centre, read_centre
from btstc_jury.cli.parsing import a_path, statuses_of
from btstc_jury.cli.passphrase import VARIABLE, add_option, first_line
from btstc_jury.cli.terminal import (
    Stop,
    SubParsers,
    add_json,
    complain,
    say,
    say_json,
    sets,
    show_count,
    tell,
)
from btstc_jury.domain.centre.centre import Centre, WrongCentre, centre_of

DONE, REFUSED, UNREADABLE = 0, 1, 2
_JSON_VERSION = 1
_SHOWN = 40
_DECISIONS = {"meme": Resolution.SAME, "autre": Resolution.OTHER, "laisser": Resolution.LEAVE}
_NOT_KEPT = frozenset({"", "rien", "aucun", "-"})


def add_parser(subparsers: SubParsers) -> None:
    centre = subparsers.add_parser(
        "centre", help="fichier du centre d’examen (.btscentre)", epilog=statuses_of("centre ACTE")
    )
    acts = centre.add_subparsers(dest="act", required=True, metavar="ACTE")
    create = acts.add_parser(
        "create",
        help="crée un fichier de centre",
        description="Crée un fichier de centre, chiffré par une phrase de passe demandée deux fois, ou prise"
        f" de --passphrase-file ou de {VARIABLE}. Aucun fichier présent n’est remplacé.",
        epilog="Code de sortie\u202f: 0 créé, 1 refusé, rien n’est écrit, 2 erreur dans la commande.",
    )
    create.add_argument(
        "file",
        type=a_place,
        metavar="FICHIER",
        help=f"fichier à créer ({CENTRE_SUFFIX}), ou adresse du serveur qui tiendra le centre",
    )
    create.add_argument("--session", type=_year, required=True, metavar="ANNÉE", help="session, comme 2027")
    create.add_argument("--name", required=True, metavar="NOM", help="nom du centre d’examen")
    create.add_argument("--uai", default="", metavar="UAI", help="numéro UAI du centre, comme 0921234A")
    create.add_argument(
        "--keep-texts",
        action="store_true",
        help="sur un serveur\u202f: y garde les remarques reçues, pour la recherche (un fichier les garde)",
    )
    create.add_argument("--no-passphrase", action="store_true", help="ne chiffre pas le fichier")
    add_option(create)
    add_json(create)
    sets(create, _create, failure=REFUSED, words=centre_words)
    centre_name.add_act(acts)
    add_files(acts)
    centre_papers.add_parser(acts)
    centre_collect.add_acts(acts)
    centre_slips.add_acts(acts)
    centre_harmony.add_act(acts)
    centre_servers.add_acts(acts)
    _add_import(subparsers)
    centre_collect.add_collect(subparsers)


def _add_import(subparsers: SubParsers) -> None:
    bring = subparsers.add_parser(
        "import",
        help="liste de candidats reçue dans un fichier de centre",
        description="Lit une liste de candidats (CSV ou texte de tout séparateur et encodage, XLSX, XLS,"
        " ODS), dit qui est nouveau, modifié, inchangé, absent ou douteux, puis l’écrit tout entière ou pas"
        " du tout. Personne n’est jamais retiré.",
        epilog="Code de sortie\u202f: 0 liste reçue (ou recevable, avec --dry-run), 1 erreurs dans la liste"
        " ou doutes à trancher\u202f: rien n’est écrit, 2 fichier illisible ou erreur dans la commande.",
    )
    add_place(bring)
    bring.add_argument("list", type=a_path, metavar="LISTE", help="liste de candidats")
    bring.add_argument("--dry-run", action="store_true", help="montre ce qui serait fait, et s’arrête là")
    add_json(bring)
    bring.add_argument("--sheet", default="", metavar="FEUILLE", help="feuille du classeur")
    bring.add_argument("--headings", type=_line, default=0, metavar="LIGNE", help="ligne des en-têtes")
    bring.add_argument(
        "--column",
        type=_column,
        action="append",
        default=[],
        metavar="B=CHAMP",
        help="ce que donne une colonne, comme B=nom, C=prénoms, D=INE, E=établissement, ou F=rien (option"
        " répétable, retenue pour les listes aux mêmes en-têtes)",
    )
    bring.add_argument(
        "--doubtful",
        choices=list(_DECISIONS),
        help="qui ne se distingue pas d’un candidat connu est le même, une autre personne, ou laissé de côté",
    )
    interrupted = "Import abandonné\u202f: rien n’a été écrit."
    sets(bring, _import, failure=UNREADABLE, words=centre_words, interrupted=interrupted)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"attendu\u202f: une année, comme 2027 ({text})")
    return int(text)


def _line(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:7]) > 0 and len(text) < 8):
        raise argparse.ArgumentTypeError(f"attendu\u202f: un numéro de ligne, comme 9 ({text})")
    return int(text)


def _column(text: str) -> tuple[int, ListField | None]:
    """« B=nom », « C=rien »."""
    letters, _, told = text.partition("=")
    field = field_named(told)
    letters = letters.strip().upper()
    if not (letters.isascii() and letters.isalpha() and len(letters) < 4) or (
        field is None and told.strip().casefold() not in _NOT_KEPT
    ):
        raise argparse.ArgumentTypeError(
            f"attendu\u202f: une lettre de colonne et ce qu’elle donne, comme B=nom ({text})\u202f; au choix"
            "\u202f: " + ", ".join(each.facts.label for each in ListField) + ", rien"
        )
    return column_place(letters), field


def _create(options: argparse.Namespace) -> int:
    from btstc_jury.storage.centre import SqliteCentreFiles

    if isinstance(options.file, Given):
        return _create_served(options)
    path: Path = options.file
    if path.suffix != CENTRE_SUFFIX:
        raise Stop(f"{path}\u202f: le nom doit finir par {CENTRE_SUFFIX}. Rien n’a été écrit.")
    centre = _centre(options)
    if os.path.lexists(path):
        raise Stop(f"{path} existe déjà\u202f: choisissez un autre nom. Rien n’a été écrit.")
    key = None if options.no_passphrase else _new_key(options)
    author = _author()
    act = _made(author, centre, "Fichier")
    SqliteCentreFiles().create(path, centre, act, key).close()
    kept = "" if key is None else ", chiffré\u202f: personne ne l’ouvrira sans sa phrase de passe"
    content = {"place": str(path), "encrypted": key is not None}
    tell(options, "centre-created", content, f"Fichier de centre créé\u202f: {path}{kept}.")
    return DONE


def _create_served(options: argparse.Namespace) -> int:
    """On a server, whose roles say who may read it: it has no passphrase."""
    if options.passphrase_file is not None or options.no_passphrase:
        raise Stop("Un centre d’un serveur n’a pas de phrase de passe\u202f: ses rôles disent qui peut quoi.")
    centre = _centre(options)
    centre_servers.create(options, centre, _made(_author(), centre, "Centre"))
    return DONE


def _centre(options: argparse.Namespace) -> Centre:
    """Raises ``Stop``."""
    try:
        centre = centre_of(options.name, options.session, options.uai)
        return replace(centre, keeps_texts=options.keep_texts)
    except WrongCentre as wrong:
        raise Stop(f"{wrong} Rien n’a été écrit.") from wrong


def _made(author: Author, centre: Centre, what: str) -> CentreAct:
    return CentreAct(author.utc, author.name, f"{what} créé\u202f: {centre.name}, session {centre.year}.")


def _new_key(options: argparse.Namespace) -> FileKey:
    """Given by a file or the environment, or asked for twice. Raises ``Stop``."""
    given = os.environ.get(VARIABLE)
    if options.passphrase_file is not None:
        given = first_line(options.passphrase_file)
    if given is None:
        given = _asked()
    if not given:
        raise Stop("La phrase de passe est vide. Rien n’a été écrit.")
    return passphrase_key(given)


def _asked() -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise Stop(
            f"Donnez une phrase de passe par --passphrase-file FICHIER ou par la variable {VARIABLE}, ou"
            " demandez un fichier non chiffré par --no-passphrase. Rien n’a été écrit."
        )
    try:
        text = getpass("Phrase de passe du nouveau fichier\u202f: ")
        if getpass("La même, encore une fois\u202f: ") != text:
            raise Stop("Les deux phrases de passe diffèrent. Rien n’a été écrit.")
    except EOFError as error:
        raise Stop("Aucune phrase de passe n’a été donnée. Rien n’a été écrit.") from error
    return text


def _author() -> Author:
    from btstc_jury.system.clock import SystemClock

    return Author(getuser(), SystemClock().now().utc.us)


def _import(options: argparse.Namespace) -> int:
    from btstc_jury.exchange.candidate_lists import read_file

    try:
        # A dry run reads, whoever writes it.
        with (read_centre if options.dry_run else opened_centre)(options) as office:
            file = office.file
            reader = bootstrap.sheet_reader()
            raw, heading = read_file(options.list, reader.read_list, options.sheet)
            wanted = Wanted(options.headings, dict(options.column))
            shown = preview(file, raw, heading, wanted, _progress)
            view = import_view(shown, file.centre().year)
            refused = _carry_out(options, file, shown)
    except UnusableList as unusable:
        raise Stop(unusable) from unusable
    except ImportRefused as refused_first:
        raise Stop(refused_first, REFUSED) from refused_first
    written = refused is None and not options.dry_run
    if options.json:
        say_json(_json(shown, view, written=written))
    else:
        _say(view, written=written)
    if refused is not None:
        complain(refused)
        return REFUSED
    return DONE


def _carry_out(options: argparse.Namespace, file: CentreFile, shown: Preview) -> ImportRefused | None:
    """Why nothing was, or would be, written."""
    chosen = _DECISIONS.get(options.doubtful)
    decisions = {} if chosen is None else dict.fromkeys(shown.undecided, chosen)
    try:
        if options.dry_run:
            refuse(shown, decisions)
        else:
            take_in(file, shown, _author(), decisions)
    except ImportRefused as refused:
        return refused
    return None


def _progress(done: int, total: int) -> bool:
    show_count(done, total)
    return True


def _say(view: ImportView, *, written: bool) -> None:
    say(view.source, *(f"  {each}" for each in view.columns))
    _some(
        [
            f"Ligne {each.line}\u202f: {each.verdict}, {each.name}"
            + (f", n° {each.number}" if each.number else "")
            + (f" ({each.told})" if each.told else "")
            for each in view.rows
        ]
    )
    _some([f"Absent de la liste, gardé\u202f: {each}" for each in view.missing])
    say(*(f"Remarque\u202f: {each}" for each in view.remarks))
    _some([f"Erreur\u202f: {each}" for each in view.errors], 1000)
    say(f"{view.counts}." + (" Liste reçue." if written else ""))


def _some(lines: list[str], most: int = _SHOWN) -> None:
    say(*lines[:most])
    if len(lines) > most:
        say(f"… et {len(lines) - most} de plus (--json les donne toutes)")


def _json(shown: Preview, view: ImportView, *, written: bool) -> dict[str, object]:
    read = shown.read
    return {
        "schema": "btstc-jury/centre-import",
        "schema_version": _JSON_VERSION,
        "source": view.source,
        "heading_line": read.heading_line,
        "columns": [
            {"letters": each.letters, "name": each.name, "field": each.field and each.field.value}
            for each in read.mapping.columns
        ],
        **counts(shown),
        "undecided": len(shown.undecided),
        "errors": [each._asdict() for each in read.faults],
        "doubts": [
            {"line": line, "candidate": candidate.full_name, "reason": doubt_words(shown, compared)}
            for line, candidate, compared in zip(read.lines, read.people, shown.compared, strict=True)
            if doubt_words(shown, compared)
        ],
        "remarks": list(view.remarks),
        "written": written,
    }
