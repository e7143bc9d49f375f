"""``collect``, ``centre board``, ``centre choose``, ``centre confirm``: what comes back to a centre."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from getpass import getpass

from btstc_jury import bootstrap
from btstc_jury.application.centre.collecting import Collecting, Told, Wanted, collect
from btstc_jury.application.centre.collection import NotDecided, choose, confirm, stock_of, unconfirmed
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.receipts import Outcome
from btstc_jury.application.passphrases import FileKey, Mistyped, typed_key
from btstc_jury.application.verification import UnusableCertificate
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.board import (
    BoardView,
    Box,
    CommissionRow,
    ContradictionView,
    OralLine,
    board_view,
    counts,
)
from btstc_jury.application.views.centre.report import passed_words
from btstc_jury.application.views.passphrase import mistyped
from btstc_jury.cli.centre_places import add_place, centre_words, opened_centre, read_centre
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.passphrase import every_key
from btstc_jury.cli.terminal import Stop, SubParsers, add_json, complain, say, say_json, sets, show_count
from btstc_jury.domain.centre.awaited import Stock

DONE, LACKING, UNREADABLE = 0, 1, 2
_JSON_VERSION = 1
_SHOWN = 12


def add_collect(subparsers: SubParsers) -> None:
    parser = subparsers.add_parser(
        "collect",
        help="reçoit fichiers d’examen et grilles signées dans un fichier de centre",
        description="Vérifie chaque fichier d’examen (.btsjury), chaque grille signée (.pdf), tout dossier et"
        " tout ZIP qui en contient, et en garde ce qui est nouveau, dans n’importe quel ordre et autant de"
        " fois qu’on veut. Rien de ce qui est reçu n’est remplacé\u202f: deux versions d’une interrogation"
        " restent côte à côte jusqu’à ce que « centre choose » dise laquelle compte.",
        epilog="Code de sortie\u202f: 0 tout est reçu, 1 un fichier n’a pas été pris, est endommagé, ou une"
        " version est à choisir, 2 fichier de centre illisible ou erreur dans la commande.",
    )
    _centre(parser)
    parser.add_argument(
        "files", nargs="+", type=a_path, metavar="FICHIER", help="fichier, grille, dossier ou ZIP"
    )
    parser.add_argument(
        "--trust",
        metavar="CERTIFICAT",
        action="append",
        type=a_path,
        default=[],
        help="certificat d’une autorité à laquelle vous vous fiez, en plus de celles des fichiers reçus",
    )
    sets(parser, _collect, failure=UNREADABLE, words=centre_words, interrupted=_INTERRUPTED)


def add_acts(acts: SubParsers) -> None:
    """Below ``centre``."""
    board = acts.add_parser(
        "board",
        help="ce qui est revenu, ce qui manque, ce qui se contredit",
        epilog="Code de sortie\u202f: 0 il ne manque rien, 1 il manque quelque chose, 2 fichier illisible.",
    )
    _centre(board)
    sets(board, _board, failure=UNREADABLE, words=centre_words)
    chosen = acts.add_parser(
        "choose",
        help="dit laquelle de deux versions compte, et pourquoi",
        epilog="Code de sortie\u202f: 0 fait, 1 refusé, rien n’est écrit, 2 fichier illisible.",
    )
    _centre(chosen)
    chosen.add_argument(
        "oral", metavar="INTERROGATION", help="comme 0213456010/E4 («\u202fcentre board\u202f»)"
    )
    chosen.add_argument("version", metavar="VERSION", help="le code de la version, ou son début")
    chosen.add_argument("--reason", required=True, metavar="MOTIF", help="pourquoi elle compte")
    sets(chosen, _choose, failure=LACKING, words=centre_words)
    tied = acts.add_parser(
        "confirm",
        help="confirme ce qui est rattaché par le numéro du candidat",
        description="Sans INTERROGATION, tout ce que « centre board » dit « à confirmer ». Le code de ce qui"
        " n’est rattaché à rien, parce que le nom est un autre, le rattache.",
        epilog="Code de sortie\u202f: 0 fait, 1 refusé, rien n’est écrit, 2 fichier illisible.",
    )
    _centre(tied)
    tied.add_argument("orals", nargs="*", metavar="INTERROGATION", help="comme 0213456010/E4, ou un code")
    sets(tied, _confirm, failure=LACKING, words=centre_words)


_INTERRUPTED = "Interrompu\u202f: ce qui était déjà reçu est gardé, le fichier en cours ne l’est pas."


def _centre(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    add_json(parser)


def _collect(options: argparse.Namespace) -> int:
    try:
        trust = [bootstrap.DocumentPapers.certificate(path) for path in options.trust]
    except UnusableCertificate as problem:
        raise Stop(problem) from problem
    keys = every_key(options.passphrase_file)
    with opened_centre(options) as office:
        tools = bootstrap.deposits(office.file.path)
        found = collect(office, options.files, tools, Wanted(keys, _ask, trust, _progress))
        stock = stock_of(office)
    known = counts(stock)
    if options.json:
        say_json({**_head("centre-collection"), **_collected(found), "board": known})
    else:
        for each in found.told:
            say(*_told(each))
        if found.passed:
            say(passed_words(found.passed))
        say(_counted(known))
    faults = any(each.outcome.facts.fault for each in found.told) or known["contradictory"]
    return LACKING if faults else DONE


def _ask(name: str, again: bool) -> FileKey | None:  # noqa: FBT001 - as ``Wanted.ask``
    """At a terminal alone; an empty answer leaves the file."""
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    if again:
        complain("Cette phrase de passe ne l’ouvre pas.")
    try:
        text = getpass(f"Phrase de passe de «\u202f{name}\u202f» (Entrée\u202f: le laisser)\u202f: ")
        return typed_key(text) if text else None
    except EOFError:
        return None
    except Mistyped as error:
        raise Stop(mistyped(error)) from error


def _progress(done: int, total: int, _name: str) -> bool:
    show_count(done, total)
    return True


def _head(name: str) -> dict[str, object]:
    return {"schema": f"btstc-jury/{name}", "schema_version": _JSON_VERSION}


def _collected(found: Collecting) -> dict[str, object]:
    """``docs/centre-collection.md`` tells what stands in it."""
    files = [
        {
            "file": each.name,
            "kind": each.kind and each.kind.value,
            "outcome": each.outcome.value,
            "label": each.outcome.facts.label,
            "sha256": each.sha256,
            "orals": each.orals,
            "new": each.new,
            "later": each.later,
            "same": each.same,
            "details": list(each.details),
        }
        for each in found.told
    ]
    return {"files": files, "passed_over": len(found.passed)}


def _told(each: Told) -> Iterator[str]:
    shown = None if each.outcome is Outcome.NO_GRID else each.kind
    kind = "" if shown is None else f" ({shown.label})"
    orals = ""
    if each.outcome.facts.read and each.orals:
        parts = (
            (each.new, "nouvelle", ""),
            (each.later, "plus récente", "plus récentes"),
            (each.same, "connue", ""),
        )
        told = ", ".join(formats.count(number, one, more) for number, one, more in parts if number)
        orals = f", {formats.count(each.orals, 'interrogation')} ({told})"
    yield f"{each.name}{kind}\u202f: {each.outcome.facts.label}{orals}."
    if each.outcome.facts.todo:
        yield f"  {each.outcome.facts.todo}"
    yield from (f"  {detail}" for detail in each.details)


def _counted(known: Mapping[str, int]) -> str:
    parts = (
        f"{formats.count(known[box.value], *box.facts.several)}"
        for box in Box
        # Absences that the centre noted are among those not received.
        if box not in {Box.DONE, Box.NOTED} and known[box.value]
    )
    return (
        "\u202f; ".join([f"{formats.count(known['received'], 'reçue')} sur {known['expected']}", *parts])
        + "."
    )


def _board(options: argparse.Namespace) -> int:
    with read_centre(options) as office:
        stock = stock_of(office)
        view = _view(office, stock)
    known = counts(stock)
    if options.json:
        say_json({**_head("centre-board"), **known, **_board_json(view)})
    else:
        say(*_board_lines(view), _counted(known))
    return LACKING if view.missing or view.strays or not view.expected else DONE


def _view(office: CentreOffice, stock: Stock) -> BoardView:
    now = office.clock.now().utc
    return board_view(stock, office.timetable, office.file.collection.receipts(), now)


def _board_json(view: BoardView) -> dict[str, object]:
    return {
        "commissions": [
            {
                "title": row.title,
                "validated": row.validated,
                "signed": row.signed,
                "due": row.due,
                "last_deposit": row.last,
                "orals": [
                    {
                        "oral": each.reference,
                        "state": each.box.value,
                        "name": each.name,
                        "words": each.words,
                        "tie": each.tie,
                    }
                    for each in row.orals
                ],
            }
            for row in view.rows
        ],
        "contradictions": [_contradiction_json(each) for each in view.contradictions],
        "unknown": [{"code": each.code, "name": each.name, "words": each.words} for each in view.strays],
        "damaged": list(view.damaged),
    }


def _contradiction_json(each: ContradictionView) -> dict[str, object]:
    names = ("code", "title", "mark", "signed", "when", "reason", "source", "chosen")
    return {
        "oral": each.line.reference,
        "open": each.open,
        "decided": each.decided,
        "differences": list(each.differences),
        "versions": [{name: getattr(card, name) for name in names} for card in each.cards],
    }


def _board_lines(view: BoardView) -> Iterator[str]:
    yield f"{view.received} {view.heading}"
    for row in view.rows:
        yield from _row_lines(row)
    for line in view.missing:
        where = f" ({line.where})" if line.where else ""
        yield f"{line.count} {line.words}{where}"
        yield from (f"  {_oral_words(each)}" for each in line.orals[:_SHOWN])
        if line.count > _SHOWN:
            yield f"  … et {line.count - _SHOWN} de plus (--json les donne toutes)"
    for each in view.contradictions:
        yield from _contradiction_lines(each)
    for stray in view.strays:
        yield f"À rattacher, ou d’ailleurs\u202f: {stray.name} [{stray.code}]. {stray.words}"
    yield from (f"À redemander\u202f: {each}" for each in view.damaged)


def _row_lines(row: CommissionRow) -> Iterator[str]:
    signs = " ".join(each.box.facts.sign for each in row.orals)
    last = f" — {row.last}" if row.last else ""
    yield f"{row.title}  {signs}  validées {row.validated}/{row.due}, signées {row.signed}/{row.due}{last}"


def _oral_words(each: OralLine) -> str:
    return ", ".join(filter(None, (f"{each.name} [{each.reference}]", each.hour, each.words)))


def _contradiction_lines(each: ContradictionView) -> Iterator[str]:
    state = "à choisir" if each.open else "choisie"
    yield f"{each.line.name} [{each.line.reference}]\u202f: version {state}"
    for card in each.cards:
        mark = "→" if card.chosen else " "
        told = (card.mark, card.signed, card.when, card.reason, card.source)
        yield f"{mark} [{card.code}] {card.title}\u202f: {' · '.join(filter(None, told))}"
    yield from (f"    {line}" for line in (*each.differences, each.common, each.decided) if line)


def _choose(options: argparse.Namespace) -> int:
    with opened_centre(options) as office:
        view = _view(office, stock_of(office))
        found = [each for each in view.contradictions if _is(each.line, options.oral)]
        if len(found) != 1:
            raise Stop(f"{options.oral}\u202f: aucune version n’y est à choisir. Rien n’a été écrit.")
        cards = [each for each in found[0].cards if each.code.startswith(options.version.casefold())]
        if len(cards) != 1:
            codes = ", ".join(each.code for each in found[0].cards)
            raise Stop(f"{options.version}\u202f: donnez un de ces codes\u202f: {codes}. Rien n’a été écrit.")
        try:
            choose(office, found[0].oral, cards[0].version, options.reason)
        except NotDecided as refused:
            raise Stop(f"{refused} Rien n’a été écrit.") from refused
    card = cards[0]
    if options.json:
        say_json({**_head("centre-choice"), "oral": found[0].line.reference, "version": card.code})
    else:
        say(f"{card.title}, {card.mark}\u202f: cette version compte ({options.reason.strip()}).")
    return DONE


def _is(line: OralLine, named: str) -> bool:
    return named.strip().casefold() in {
        line.reference.casefold(),
        f"{line.place.candidate}/{line.exam}".casefold(),
    }


def _confirm(options: argparse.Namespace) -> int:
    with opened_centre(options) as office:
        stock = stock_of(office)
        view = _view(office, stock)
        waiting = {each.place: each for each in unconfirmed(stock)}
        lines = [each for row in view.rows for each in row.orals if each.place in waiting]
        chosen = []
        for each in options.orals:
            ours = [waiting[line.place] for line in lines if _is(line, each)]
            strays = [stray for stray in view.strays if stray.code == each and stray.proposed is not None]
            chosen += [(awaited.oral, awaited.place) for awaited in ours if awaited.oral is not None]
            chosen += [(stray.oral, stray.proposed) for stray in strays if stray.proposed is not None]
            if not (ours or strays):
                raise Stop(f"{each}\u202f: il n’y a rien à confirmer sous ce nom. Rien n’a été écrit.")
        if not options.orals:
            chosen = [(each.oral, each.place) for each in waiting.values() if each.oral is not None]
        number = confirm(office, chosen)
    if options.json:
        say_json({**_head("centre-confirmed"), "confirmed": number})
    else:
        say(f"{formats.count(number, 'rattachement confirmé', 'rattachements confirmés')}.")
    return DONE
