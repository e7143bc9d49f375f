"""``centre slips``, ``centre grids``, ``centre ccf``: what goes out of a centre."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from btstc_jury import bootstrap
from btstc_jury.application.centre.outputs import Naming, sources_of
from btstc_jury.application.centre.slips import SlipBy, slips
from btstc_jury.application.jury_export import WrongSource
from btstc_jury.application.views.centre.slips import Output, grids_output, jury_output, slips_output
from btstc_jury.application.views.file_names import DEFAULT_PATTERN, BadPattern, NamePattern
from btstc_jury.cli.centre_places import add_place, centre_words, read_centre
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.passphrase import every_key
from btstc_jury.cli.terminal import Stop, SubParsers, add_json, sets, show_count, tell

DONE, LACKING, REFUSED = 0, 1, 2
_BY = {
    "centre": SlipBy.CENTRE,
    "commission": SlipBy.COMMISSION,
    "établissement": SlipBy.SCHOOL,
    "épreuve": SlipBy.EXAM,
}
_EPILOG = (
    "Code de sortie\u202f: 0 tout y est, 1 il manque quelque chose, qui est dit, ou il n’y a rien à écrire,"
    " 2 refusé, rien n’est écrit."
)
_INTERRUPTED = "Abandonné\u202f: rien n’a été écrit."


def add_acts(acts: SubParsers) -> None:
    """Below ``centre``."""
    slip = acts.add_parser(
        "slips",
        help="bordereaux récapitulatifs (PDF, XLSX, CSV) de tout ce qui est revenu",
        epilog=_EPILOG,
    )
    _usual(slip)
    slip.add_argument("--by", choices=list(_BY), default="centre", help="un bordereau par quoi")
    slip.add_argument("--decided", action="store_true", help="seulement les notes arrêtées par le jury")
    sets(slip, _slips, failure=REFUSED, words=centre_words, interrupted=_INTERRUPTED)
    grids = acts.add_parser("grids", help="toutes les grilles signées qui sont revenues", epilog=_EPILOG)
    _usual(grids)
    grids.add_argument(
        "--pattern", default=DEFAULT_PATTERN, metavar="MODÈLE", help=f"nom des fichiers ({DEFAULT_PATTERN})"
    )
    grids.add_argument("--merged", action="store_true", help="un seul PDF, pour imprimer")
    sets(grids, _grids, failure=REFUSED, words=centre_words, interrupted=_INTERRUPTED)
    ccf = acts.add_parser("ccf", help="dossier CCF pour le jury, de tous les candidats", epilog=_EPILOG)
    _usual(ccf)
    sets(ccf, _ccf, failure=REFUSED, words=centre_words, interrupted=_INTERRUPTED)


def _usual(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("--out", type=a_path, required=True, metavar="DOSSIER", help="où écrire")
    add_json(parser)


def _slips(options: argparse.Namespace) -> int:
    with read_centre(options) as office:
        made = slips(office, _BY[options.by], decided=options.decided)
    names = bootstrap.centres(bootstrap.SystemFiles().desk).save_slips(made, options.out)
    return _say(options, slips_output(made, names, options.out, decided=options.decided), names)


def _grids(options: argparse.Namespace) -> int:
    try:
        naming = Naming(None if options.merged else NamePattern(options.pattern))
    except BadPattern as bad:
        raise Stop(f"{bad} Rien n’a été écrit.") from bad
    with read_centre(options) as office:
        sources, beside = sources_of(office, every_key(options.passphrase_file)), office.file.path
    centres = bootstrap.centres(bootstrap.SystemFiles().desk)
    made = centres.save_grids(sources, beside, naming, options.out, _progress)
    return _say(options, grids_output(made), made.names)


def _ccf(options: argparse.Namespace) -> int:
    with read_centre(options) as office:
        sources, beside = sources_of(office, every_key(options.passphrase_file)), office.file.path
    centres = bootstrap.centres(bootstrap.SystemFiles().desk)
    try:
        made = centres.save_jury(sources, beside, options.out, _progress)
    except WrongSource as wrong:
        raise Stop(wrong) from wrong
    return _say(options, jury_output(made, sources.lacking), () if made is None else made.names)


def _say(options: argparse.Namespace, output: Output, names: Sequence[str]) -> int:
    content = {
        "folder": None if output.folder is None else str(output.folder),
        "files": list(names),
        "lacking": list(output.lacking),
    }
    told = (*(f"Il manque\u202f: {each}" for each in output.lacking), output.sentence)
    tell(options, "centre-outputs", content, *told)
    return LACKING if output.folder is None or output.lacking else DONE


def _progress(done: int, total: int) -> bool:
    show_count(done, total)
    return True
