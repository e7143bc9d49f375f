"""``find``: words looked for in a whole file, in names and in texts."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from getpass import getuser
from pathlib import Path
from typing import TypeVar

from btstc_jury import bootstrap
from btstc_jury.application.centre.finding import CentreFinder, CentreHit, told_in, unsearched
from btstc_jury.application.centre.harmony import Unread, glean, to_glean
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.centre.server import Given
from btstc_jury.application.finding import Excerpt, Hit, asked, excerpt
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.board import Box, OralLine
from btstc_jury.application.views.day import DayRow, day_row
from btstc_jury.application.views.found import excerpt_words, unread_words
from btstc_jury.cli.centre_places import a_place, at_server, centre_words, chosen, read_centre
from btstc_jury.cli.passphrase import add_option, every_key, opened
from btstc_jury.cli.terminal import (
    Stop,
    SubParsers,
    add_json,
    plain_words,
    say,
    say_json,
    sets,
    show_count,
    show_progress,
)
from btstc_jury.domain.standing import Sieve

FOUND, NOTHING, UNREADABLE = 0, 1, 2
_JSON_VERSION = 1
_MORE = " (il y en a d’autres\u202f: --limit N)"
_STEP = 200
_MOST = 200
_STATES: Mapping[str, Sieve] = {each.facts.key: each for each in Sieve}


_BOARD: Mapping[str, Box] = {
    "terminee": Box.DONE,
    "absent": Box.ABSENT,
    "sous-reserve": Box.RESERVED,
    "fraude": Box.WITHHELD,
    "a-confirmer": Box.UNCONFIRMED,
    "a-signer": Box.UNSIGNED,
    "a-valider": Box.UNSETTLED,
    "a-choisir": Box.CONTRADICTORY,
    "pas-recue": Box.NOT_RECEIVED,
    "absence-consignee": Box.NOTED,
}
"""Of a centre."""


_DESCRIPTION = (
    "Cherche dans tout un fichier d’examen ou de centre les interrogations dont le nom, le numéro,\n"
    "l’établissement, une remarque, l’appréciation ou un autre texte contiennent chaque mot.\n"
    "Majuscules et accents ne comptent pas, un début de mot suffit\u202f; une suite de mots se met\n"
    "entre guillemets («\u202fun devis\u202f»). Un avis qui n’est pas révélé n’est pas cherché."
)


def add_parser(subparsers: SubParsers) -> None:
    states = "\n".join(f"  {key}\u202f: {each.facts.label}" for key, each in _STATES.items())
    board = "\n".join(f"  {key}\u202f: {each.facts.label}" for key, each in _BOARD.items())
    find = subparsers.add_parser(
        "find",
        help="cherche des mots dans tout un fichier\u202f: noms, remarques, appréciations",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_DESCRIPTION,
        epilog=(
            f"états d’un fichier d’examen\u202f:\n{states}\n\n"
            f"états d’un centre\u202f:\n{board}\n\n"
            "code de sortie\u202f: 0 trouvé, 1 rien ne correspond, 2 fichier illisible"
        ),
    )
    find.add_argument(
        "file",
        type=a_place,
        metavar="FICHIER",
        help="fichier .btsjury ou .btscentre, ou adresse d’un serveur (postgresql://…)",
    )
    find.add_argument("sought", nargs="*", metavar="MOT", help="mots cherchés, tous nécessaires")
    find.add_argument(
        "--state",
        choices=tuple(dict.fromkeys((*_STATES, *_BOARD))),
        metavar="ÉTAT",
        help="cet état seulement",
    )
    find.add_argument(
        "--limit",
        type=_a_number,
        default=_MOST,
        metavar="N",
        help=f"résultats au plus (par défaut\u202f: {_MOST})",
    )
    find.add_argument("--centre", default="", metavar="UAI", help="sur un serveur\u202f: ce centre seulement")
    add_json(find)
    add_option(find)
    sets(find, _find, failure=UNREADABLE, words=_words)


def _words(problem: FileProblem, options: argparse.Namespace) -> str:
    centre = isinstance(options.file, Given) or options.file.suffix.casefold() == CENTRE_SUFFIX
    return centre_words(problem, options) if centre else plain_words(problem, options)


def _a_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"«\u202f{text}\u202f»\u202f: écrivez un nombre d’au moins 1")
    return int(text)


def _find(options: argparse.Namespace) -> int:
    text = " ".join(options.sought)
    if not (asked(text).terms or options.state):
        raise Stop("Donnez au moins un mot, ou un état (--state).")
    if isinstance(options.file, Given):
        return _find_on_server(options, options.file, text)
    if options.file.suffix.casefold() == CENTRE_SUFFIX:
        return _find_in_centre(options, text)
    sought = asked(text, _of(_STATES, options.state))
    with opened(options) as office:
        _read_all(office)
        found = office.file.finder.search(sought, options.limit)
        now = office.now()
        rows = [(each, day_row(office, each.summary, now)) for each in found.hits]
    if options.json:
        told = [_json(hit, row, text) for hit, row in rows]
        say_json({**_asked(options, text), "more": found.more, "unread": found.unread, "found": told})
    else:
        for hit, row in rows:
            _say(hit, row, text)
        say(*_foot(len(rows), text, unread_words(0, found.unread), more=found.more))
    return FOUND if rows else NOTHING


_T = TypeVar("_T")


def _of(states: Mapping[str, _T], key: str | None) -> _T | None:
    """Raises ``Stop``."""
    if key is not None and key not in states:
        raise Stop(f"«\u202f{key}\u202f» n’est pas un état de ce fichier\u202f: {', '.join(states)}.")
    return None if key is None else states[key]


def _find_in_centre(options: argparse.Namespace, text: str) -> int:
    box = _of(_BOARD, options.state)
    with read_centre(options) as office:
        finder, unread = _finder(office, options, text)
        found = finder.find(text, box, options.limit)
    return _told(options, text, [("", each) for each in found.hits], unread, more=found.more)


def _finder(
    office: CentreOffice, options: argparse.Namespace, text: str
) -> tuple[CentreFinder, tuple[Unread, ...]]:
    """What came before there was a search is read again, and stays out of the centre's file, which is only
    read.
    """
    finder = CentreFinder(office)
    lacking = unsearched(office) if asked(text).terms else ()
    if not lacking:
        return finder, ()
    asked_for = to_glean(office, lacking, every_key(options.passphrase_file))
    found, unread = glean(asked_for, bootstrap.deposits(office.file.path), _progress)
    finder.take(found)
    return finder, unread


def _progress(done: int, total: int) -> bool:
    show_count(done, total)
    return True


def _find_on_server(options: argparse.Namespace, given: Given, text: str) -> int:
    """In the centre that the address names, or in all of them; a centre of which nothing can be found isn't
    opened.
    """
    box = _of(_BOARD, options.state)
    terms = asked(text).terms
    desk = bootstrap.SystemFiles().desk()
    hits: list[tuple[str, CentreHit]] = []
    unread: list[Unread] = []
    with at_server(given) as server:
        named = options.centre or server.address.centre
        listed = (chosen(server, options),) if named else server.centres()
        holding = server.holding(terms, told_in(box))
        opened_ones = [each for each in listed if each.identity in holding]
        for number, each in enumerate(opened_ones, 1):
            if len(hits) > options.limit:
                break
            show_progress(f"{number} / {len(opened_ones)} centres\r")
            with server.to_read(each.identity) as file:
                office = CentreOffice(file, desk.library, desk.clock, getuser())
                finder, lacking = _finder(office, options, text)
                found = finder.find(text, box, options.limit + 1)
            name = f"{each.centre.name}, session {each.centre.year}"
            hits += [(name, hit) for hit in found.hits]
            unread += lacking
    return _told(options, text, hits[: options.limit], unread, more=len(hits) > options.limit)


def _told(
    options: argparse.Namespace,
    text: str,
    hits: Sequence[tuple[str, CentreHit]],
    unread: Sequence[Unread],
    *,
    more: bool,
) -> int:
    """``hits``: of a server, with the name of the centre; ``unread``: receipts whose texts were not read."""
    if options.json:
        told = [{**({"centre": name} if name else {}), **_json_of_centre(hit)} for name, hit in hits]
        say_json({**_asked(options, text), "more": more, "unread": len(unread), "found": told})
    else:
        for name, hit in hits:
            line = hit.line
            state = () if line is None else (line.exam, _commission(line), line.box.facts.label)
            number = hit.number and f"n°\u202f{hit.number}"
            say(" · ".join(filter(None, (name, hit.name, number, *state))))
            words = excerpt_words(hit.where)
            if words:
                say(f"  {words}")
        say(*_foot(len(hits), text, more=more))
        for each in unread:
            say(f"Textes pas relus\u202f: {each.name} ({each.why}).")
    return FOUND if hits else NOTHING


def _commission(line: OralLine) -> str:
    return f"commission {line.commission}" if line.commission else ""


def _json_of_centre(hit: CentreHit) -> dict[str, object]:
    line, where = hit.line, hit.where
    return {
        "candidate": hit.candidate,
        "number": hit.number,
        "name": hit.name,
        "exam": None if line is None else line.exam,
        "commission": None if line is None else line.commission,
        "state": None if line is None else line.box.value,
        **_json_where(where),
    }


def _read_all(office: Office) -> None:
    """What was written since the last search."""
    due = office.file.finder.due()
    left = due
    while left:
        left = office.file.finder.read(_STEP)
        if due > _STEP:
            show_progress(f"{due - left:,} / {due:,} interrogations\r".replace(",", "\u202f"))


def _say(hit: Hit, row: DayRow, text: str) -> None:
    told = (f"{row.day} {row.time}", row.name, f"n°\u202f{row.number}", row.form, row.remark, row.state)
    say(" · ".join(filter(None, told)))
    words = excerpt_words(excerpt(hit, asked(text).terms))
    if words:
        say(f"  {words}")


def _foot(count: int, text: str, unread: str = "", *, more: bool) -> list[str]:
    if not count:
        of = f" ne contient «\u202f{text}\u202f»" if text else " n’est dans cet état"
        words = f"Aucune interrogation{of}."
    else:
        words = f"{formats.count(count, 'résultat')}{_MORE if more else ''}."
    return [words, *([f"{unread}."] if unread else [])]


def _named(place: Path | Given) -> str:
    return place.address.shown if isinstance(place, Given) else str(place)


def _asked(options: argparse.Namespace, text: str) -> dict[str, object]:
    schema = {"schema": "btstc-jury/find", "schema_version": _JSON_VERSION}
    return {**schema, "file": _named(options.file), "words": text, "state": options.state}


def _json(hit: Hit, row: DayRow, text: str) -> dict[str, object]:
    summary, where = hit.summary, excerpt(hit, asked(text).terms)
    return {
        "oral": summary.oral,
        "number": summary.number,
        "name": summary.full_name,
        "scheduled": summary.scheduled.isoformat(),
        "form": row.form,
        "state": row.state,
        **_json_where(where),
    }


def _json_where(where: Excerpt | None) -> dict[str, object]:
    return {
        "where": None if where is None else where.where,
        "excerpt": None if where is None else where.text,
        "marked": [] if where is None else [each.text for each in where.pieces if each.found],
    }
