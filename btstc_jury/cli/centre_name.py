"""``centre rename``: the name and the UAI of a centre, corrected once it is made."""

from __future__ import annotations

import argparse

from btstc_jury.application.centre.naming import Told, bearing, corrected, rename
from btstc_jury.application.views.centre.naming import old_name_lines
from btstc_jury.cli.centre_places import add_place, centre_words, opened_centre
from btstc_jury.cli.terminal import Stop, SubParsers, add_json, sets, tell
from btstc_jury.domain.centre.centre import Centre, WrongCentre

DONE, REFUSED, WRONG = 0, 1, 2
NOTHING = Told(frozenset(), (), received=False)


def add_act(acts: SubParsers) -> None:
    """Below ``centre``."""
    named = acts.add_parser(
        "rename",
        help="corrige le nom ou l’UAI du centre",
        description="Corrige le nom ou l’UAI du centre, et dit ce qui a été imprimé ou préparé sous l’ancien."
        " La session ne change pas.",
        epilog="Code de sortie\u202f: 0 corrigé, 1 refusé, rien n’est écrit, 2 erreur dans la commande.",
    )
    add_place(named)
    named.add_argument("--name", metavar="NOM", help="nom du centre d’examen")
    named.add_argument("--uai", metavar="UAI", help='numéro UAI du centre, "" pour l’ôter')
    add_json(named)
    sets(named, _rename, failure=REFUSED, words=centre_words)


def _rename(options: argparse.Namespace) -> int:
    if options.name is None and options.uai is None:
        raise Stop("Donnez --name, --uai ou les deux. Rien n’a été écrit.", WRONG)
    with opened_centre(options) as office:
        before = office.centre
        name = before.name if options.name is None else options.name
        uai = before.uai if options.uai is None else options.uai
        try:
            wanted = corrected(before, name, uai)
        except WrongCentre as wrong:
            raise Stop(f"{wrong} Rien n’a été écrit.", REFUSED) from wrong
        told = bearing(office)
        changed = wanted != before
        lines = ["Le centre s’appelle déjà ainsi\u202f: rien n’a été écrit."]
        if changed:
            lines = [rename(office, wanted), *old_name_lines(told, name=wanted.name != before.name)]
    tell(options, "centre-renamed", _json(wanted, told if changed else NOTHING, changed=changed), *lines)
    return DONE


def _json(centre: Centre, bears: Told, *, changed: bool) -> dict[str, object]:
    return {
        "name": centre.name,
        "uai": centre.uai or None,
        "changed": changed,
        "papers": sorted(bears.papers),
        "files": list(bears.files),
    }
