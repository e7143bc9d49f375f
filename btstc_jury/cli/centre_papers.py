"""``centre papers``: the papers of a centre's days, a PDF a kind."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.ports import ChangedMeanwhile
from btstc_jury.application.centre.printing import CentrePrinting, Wanted
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.day import conflict_words
from btstc_jury.application.views.centre.paper import CentrePaper, Scope
from btstc_jury.cli.centre_places import add_place, centre_words, opened_centre, read_centre
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.terminal import (
    Stop,
    SubParsers,
    add_json,
    complain,
    make_folder,
    need_no_other,
    say,
    sets,
    show_count,
    tell,
)
from btstc_jury.domain.centre.day_faults import day_faults
from btstc_jury.domain.wording import folded, unaccented

DONE, REFUSED, UNREADABLE = 0, 1, 2
_T = TypeVar("_T")
_NOTHING = "Rien n’a été écrit."


def add_parser(acts: SubParsers) -> None:
    """Among those of ``centre``."""
    papers = acts.add_parser(
        "papers",
        help="convocations, listes, affiches de porte, émargement, fiches des membres",
        description="Écrit en PDF les documents des journées d’un centre, un fichier par sorte, et retient ce"
        " qu’ils disent\u202f: ce qui change ensuite y sera marqué. Aucun fichier présent n’est remplacé.",
        epilog="Code de sortie\u202f: 0 écrit, ou rien n’a changé, 1 rien à imprimer, 2 fichier illisible ou"
        " erreur dans la commande.",
    )
    add_place(papers)
    papers.add_argument(
        "--out",
        type=a_path,
        required=True,
        metavar="DOSSIER",
        help="dossier où écrire, fait s’il n’y est pas",
    )
    papers.add_argument(
        "--kind",
        type=_kind,
        action="append",
        metavar="SORTE",
        help=f"sorte de document, option répétable ({_kinds()})\u202f; toutes sans cette option",
    )
    papers.add_argument("--only-changed", action="store_true", help="seulement ce qui a changé depuis")
    papers.add_argument("--day", metavar="JOUR", help="un seul jour, comme 2027-05-18")
    papers.add_argument("--commission", metavar="NUMÉRO", help="une seule commission")
    papers.add_argument("--school", metavar="ÉTABLISSEMENT", help="un seul établissement, par son nom ou UAI")
    papers.add_argument("--candidate", metavar="NUMÉRO", help="un seul candidat, par son numéro")
    papers.add_argument("--no-record", action="store_true", help="ne retient pas que c’est imprimé")
    add_json(papers)
    sets(papers, _papers, failure=UNREADABLE, words=centre_words, interrupted=f"Abandonné. {_NOTHING}")


def _kinds() -> str:
    return ", ".join(each.facts.name for each in CentrePaper)


def _kind(text: str) -> CentrePaper:
    found = next((each for each in CentrePaper if unaccented(each.facts.name) == unaccented(text)), None)
    if found is None:
        raise argparse.ArgumentTypeError(f"attendu\u202f: {_kinds()} ({text})")
    return found


def _papers(options: argparse.Namespace) -> int:
    need_no_other(options.out, _NOTHING)
    with (read_centre if options.no_record else opened_centre)(options) as office:
        scope = _scope(options, office)
        kinds = [each for each in CentrePaper if each in (options.kind or CentrePaper)]
        asked = [Wanted(frozenset({each}), scope, options.only_changed) for each in kinds]
        made = [each for each in (CentrePrinting(office, wanted) for wanted in asked) if each.total]
        if not made and options.only_changed and office.timetable.slots:
            nothing = "Rien n’a changé depuis la dernière impression\u202f: aucun document."
            tell(options, "centre-papers", {"files": []}, nothing)
            return DONE
        if not made:
            raise Stop(f"Aucun horaire n’est placé pour ce qui est demandé. {_NOTHING}", REFUSED)
        days = office.timetable
        warned = conflict_words(days, day_faults(days), scope.day)
        if warned:
            complain(warned)
        make_folder(options.out, _NOTHING)
        written = [_write(each, options.out, aloud=not options.json) for each in made]
        if not options.no_record:
            _record(office, made, Wanted(frozenset(kinds), scope, options.only_changed))
    if options.json:
        tell(options, "centre-papers", {"files": written})
    return DONE


def _write(printing: CentrePrinting, folder: Path, *, aloud: bool) -> dict[str, object]:
    from btstc_jury.documents.centre_papers import write_papers
    from btstc_jury.system.files import export_made

    path = _free(folder / printing.file_name)
    export_made(path, partial(printing.write, write=write_papers, progress=_progress))
    told, kind = formats.count(printing.total, "document"), printing.papers[0].facts
    if aloud:
        say(f"{kind.label}\u202f: {path} ({told}).")
    return {"kind": kind.name, "file": str(path), "documents": printing.total}


def _record(office: CentreOffice, made: list[CentrePrinting], wanted: Wanted) -> None:
    told = CentrePrinting(office, wanted._replace(papers=frozenset(each.papers[0] for each in made)))
    try:
        told.record(office)
    except ChangedMeanwhile as changed:
        raise Stop(
            "Le fichier du centre a changé entre-temps\u202f: les documents sont écrits, mais rien n’est"
            " retenu de ce qu’ils disent. Recommencez."
        ) from changed


def _progress(done: int, total: int) -> bool:
    show_count(done, total)
    return True


def _free(path: Path) -> Path:
    """A name that nothing has."""
    names = (path.with_stem(f"{path.stem}{f' ({number})' if number > 1 else ''}") for number in count(1))
    return next(each for each in names if not os.path.lexists(each))


def _scope(options: argparse.Namespace, office: CentreOffice) -> Scope:
    """Raises ``Stop`` for what nobody has an hour in."""
    choices = CentrePrinting(office, Wanted(frozenset())).choices
    days = {f"{each:%Y-%m-%d}": each for each in choices.days}
    schools = {name: key for key, name in choices.schools} | {key: key for key, _ in choices.schools if key}
    commissions = {number: each for each, number in choices.commissions}
    numbers = {each.candidate.number: each.identity for each in office.candidates if each.candidate.number}
    return Scope(
        candidate=_one(options.candidate, numbers, "Candidat", shown=False),
        commission=_one(options.commission, commissions, "Commission"),
        school=_one(options.school, schools, "Établissement"),
        day=_one(options.day, days, "Jour"),
    )


def _one(asked: str | None, known: Mapping[str, _T], what: str, *, shown: bool = True) -> _T | None:
    """``shown``: those known are told where it isn't one of them."""
    if asked is None:
        return None
    found = {_plain(name): each for name, each in known.items()}.get(_plain(asked))
    if found is None:
        among = f" ({', '.join(known) or 'il n’y en a pas'})" if shown else ""
        raise Stop(f"{what} sans horaire ou inconnu\u202f: «\u202f{asked}\u202f»{among}. {_NOTHING}")
    return found


def _plain(name: str) -> str:
    """However its case, spaces and accents are typed."""
    return unaccented(folded(name))
