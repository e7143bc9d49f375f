"""``centre harmonisation``: what all commissions gave, described, never corrected."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from btstc_jury import bootstrap
from btstc_jury.application.centre.harmony import (
    FormOrals,
    Harmony,
    Unread,
    by_form,
    glean,
    harmony_of,
    to_glean,
)
from btstc_jury.application.centre.harmony_findings import Findings, findings
from btstc_jury.application.views.centre.harmony import NOTHING, HarmonyView, Part
from btstc_jury.application.views.centre.harmony_data import harmony_data
from btstc_jury.application.views.centre.harmony_sections import harmony_view
from btstc_jury.cli.centre_places import add_place, centre_words, read_centre
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.passphrase import every_key
from btstc_jury.cli.terminal import Stop, SubParsers, add_json, say, say_json, sets, show_count

DONE, LACKING, REFUSED = 0, 1, 2


def add_act(acts: SubParsers) -> None:
    """Below ``centre``."""
    parser = acts.add_parser(
        "harmonisation",
        help="notes, avis, niveaux et temps de toutes les commissions, décrits forme par forme (PDF, JSON)",
        description="Notes par commission et par examinateur, écarts, divergences avant délibération, accord"
        " entre examinateurs, niveaux, temps. Rien n’est corrigé, et rien n’est écrit dans le fichier du"
        " centre.",
        epilog="Code de sortie\u202f: 0 tout y est, 1 quelque chose n’est pas revenu ou n’a pas pu être lu, 2"
        " refusé, ou rien à montrer.",
    )
    add_place(parser)
    parser.add_argument("--out", type=a_path, metavar="PDF", help="où écrire les pages")
    add_json(parser)
    sets(parser, _harmonise, failure=REFUSED, words=centre_words)


def _harmonise(options: argparse.Namespace) -> int:
    if options.out is None and not options.json:
        raise Stop("Indiquez par --out où écrire le PDF, ou demandez les chiffres par --json.")
    harmony, forms, unread = _read(options)
    if not forms:
        raise Stop(NOTHING)
    centres = bootstrap.centres(bootstrap.SystemFiles().desk)
    found = [findings(each, centres.agreement()) for each in forms]
    views = [harmony_view(harmony, each, unread) for each in found]
    if options.out is not None:
        bootstrap.SystemFiles().write(options.out, centres.harmony_pdf(*views))
    if options.json:
        say_json(harmony_data(harmony, found, unread))
    else:
        for view, told in zip(views, found, strict=True):
            _say(view, told)
        say(f"Écrit\u202f: {options.out}")
    return LACKING if harmony.missing or unread else DONE


def _read(options: argparse.Namespace) -> tuple[Harmony, tuple[FormOrals, ...], Sequence[Unread]]:
    """What was gleaned stays out of the centre's file, which is only read."""
    with read_centre(options) as office:
        harmony = harmony_of(office)
        unread: tuple[Unread, ...] = ()
        if harmony.lacking:
            asked = to_glean(office, harmony.lacking, every_key(options.passphrase_file))
            found, unread = glean(asked, bootstrap.deposits(office.file.path), _progress)
            harmony = harmony_of(office, found)
        return harmony, by_form(harmony, office.library), unread


def _progress(done: int, total: int) -> bool:
    show_count(done, total)
    return True


def _say(view: HarmonyView, found: Findings) -> None:
    say(f"{view.heading}\u202f: {view.counts}.", *view.partial)
    for section in view.sections:
        if section.part is Part.COMMISSIONS and section.told:
            say(f"  {section.told}")
    far = len(found.notable)
    if far:
        say(f"  {Part.NOTABLE.facts.label}\u202f: {far}.")
