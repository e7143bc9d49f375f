"""``purge``: remove a session whose term is over, and leave a receipt."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from getpass import getuser
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.office import Office
from btstc_jury.application.purging import (
    WORD,
    PurgeOrder,
    PurgeRefused,
    PurgeTools,
    Term,
    carry_out,
    other_names,
    prepare_purge,
    term_of,
    term_words,
    under_way_words,
)
from btstc_jury.application.views import messages
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.passphrase import add_option, key_for, opened
from btstc_jury.cli.streams import ask
from btstc_jury.cli.terminal import Stop, SubParsers, add_json, need_folder, say, sets, tell

REFUSED = 1
_OF_CENTRE = (
    "un fichier de centre ne se purge pas ici. Purgez d’abord chaque fichier d’examen reçu\u202f; le fichier"
    " du centre et ses copies se suppriment ensuite comme tout fichier. Rien n’a été supprimé."
)
INCOMPLETE = 3

_DESCRIPTION = (
    "Supprime un fichier d’examen dont le terme de conservation est atteint, ce qui l’accompagne et ses"
    " copies de sauvegarde connues, après avoir écrit un reçu sans aucune donnée sur les candidats. Les"
    " fichiers sont supprimés, pas réécrits."
)
_EPILOG = (
    "code de sortie\u202f: 0 tout est supprimé, ou listé à blanc, 1 refus (terme non atteint, sauf à blanc,"
    " interrogation en cours, fichier illisible ou occupé, non confirmé), 2 erreur dans la commande, 3 des"
    " fichiers n’ont pas pu être supprimés (voir le reçu)"
)


def add_parser(subparsers: SubParsers) -> None:
    purge = subparsers.add_parser(
        "purge",
        help="suppression d’une session à son terme, avec reçu",
        description=_DESCRIPTION,
        epilog=_EPILOG,
    )
    purge.add_argument("file", type=a_path, metavar="FICHIER", help="fichier d’examen (.btsjury)")
    purge.add_argument("--receipt", type=a_path, required=True, metavar="DOSSIER", help="où écrire le reçu")
    purge.add_argument(
        "--backups",
        type=a_path,
        action="append",
        default=[],
        metavar="DOSSIER",
        help="dossier où chercher les copies de ce fichier (option répétable)",
    )
    purge.add_argument("--by", default="", metavar="NOM", help="qui demande la purge (sinon l’utilisateur)")
    purge.add_argument("--dry-run", action="store_true", help="dit ce qui serait supprimé, et s’arrête là")
    purge.add_argument("--yes", action="store_true", help="sans confirmation une fois le terme atteint")
    purge.add_argument(
        "--before-term",
        default="",
        metavar="MOTIF",
        help=f"purge avant le terme, pour ce motif\u202f; il faut alors taper {WORD}, même avec --yes",
    )
    add_option(purge)
    add_json(purge)
    sets(purge, _purge, failure=REFUSED)


def _purge(options: argparse.Namespace) -> int:
    if options.file.suffix == CENTRE_SUFFIX:
        raise Stop(f"{options.file}\u202f: {_OF_CENTRE}")
    tools = bootstrap.SystemFiles().purge_tools()
    for folder in (options.receipt, *options.backups):
        need_folder(folder, "Rien n’a été supprimé.")
    if options.dry_run:
        return _try(options, tools)
    if options.json and (options.before_term or not options.yes):
        raise Stop(
            "purge --json ne demande rien\u202f: ajoutez --yes, ou --dry-run\u202f; avant le terme, une"
            " personne confirme. Rien n’a été supprimé."
        )
    try:
        with opened(options) as office:
            term = term_of(office, tools.months)
            order = _order(options, term)
            prepared = prepare_purge(office, order, tools.months)
        targets = tools.removal.targets(options.file, prepared.identity, options.backups)
        if not options.json:
            say(*_listed(term, targets))
        if (order.forced or not options.yes) and not _confirmed():
            raise Stop("Purge non confirmée\u202f: rien n’a été supprimé.")
        receipt, path = carry_out(prepared, options.file, targets, options.receipt, tools)
    except PurgeRefused as refused:
        raise Stop(f"{refused} Rien n’a été supprimé.") from refused
    removed = [{"file": each.name, "problem": each.problem} for each in receipt.removals]
    content = {**_json(options, term), "files": removed, "receipt": str(path)}
    lines = [f"{each.name}\u202f: {each.problem or 'supprimé'}" for each in receipt.removals]
    tell(options, "purge", content, *lines, f"Reçu\u202f: {path}")
    return 0 if receipt.complete else INCOMPLETE


def _try(options: argparse.Namespace, tools: PurgeTools) -> int:
    """What a purge would delete, term or not, and whether it would be refused; nothing is written."""
    system = bootstrap.SystemFiles()
    desk = system.desk()
    key = key_for(options.file, desk.files, options.passphrase_file)
    with system.to_read(options.file, key) as file:
        office = Office(file, desk.library, desk.clock)
        term = term_of(office, tools.months)
        shut = messages.read_only(tools.removal.read_only(options.file))
        obstacle = f"{shut} La purge serait refusée." if shut else under_way_words(office.file.index.all())
        identity = file.proofs.origin()
    targets = tools.removal.targets(options.file, identity, options.backups)
    lines = [*_listed(term, targets)]
    if not term.over:
        lines.append("Avant ce terme, la purge demande --before-term MOTIF.")
    nothing = "Essai à blanc\u202f: rien n’a été supprimé."
    files = [{"file": str(each), "problem": ""} for each in targets]
    content = {**_json(options, term), "files": files, "receipt": None}
    tell(options, "purge", content, *lines, *(() if obstacle else (nothing,)))
    if obstacle:
        raise Stop(f"{obstacle} {nothing}")
    return 0


def _json(options: argparse.Namespace, term: Term) -> dict[str, object]:
    until = None if term.until is None else term.until.isoformat()
    return {"file": str(options.file), "dry_run": options.dry_run, "until": until, "over": term.over}


def _listed(term: Term, targets: Sequence[Path]) -> Iterator[str]:
    left = other_names(targets)
    yield from (term_words(term), "À supprimer\u202f:")
    yield from (f"  {each}" + (f" ({left[each]})" if each in left else "") for each in targets)


def _order(options: argparse.Namespace, term: Term) -> PurgeOrder:
    forced = bool(options.before_term.strip()) and not term.over
    reason = options.before_term if forced else "Terme de conservation atteint"
    return PurgeOrder(options.by or getuser(), reason, forced)


def _confirmed() -> bool:
    return ask(f"Tapez {WORD} pour confirmer\u202f: ") == WORD
