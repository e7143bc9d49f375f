"""``invite`` and ``bring``: a juror's opinion, on a laptop of their own, goes out and comes back by file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.application.laptops import Brought, SealedOpinion, bring, invite, read_sealed
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey, passphrase_key, strength
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import open_file
from btstc_jury.application.views import messages, people
from btstc_jury.application.views.laptops import brought_words
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.passphrase import add_option, every_key, first_line, key_for
from btstc_jury.cli.terminal import (
    Stop,
    SubParsers,
    add_json,
    complain,
    plain_words,
    say,
    say_json,
    sets,
    tell,
)
from btstc_jury.domain.commands import Choice
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.wording import folded

DONE, REFUSED, FAILURE = 0, 1, 2
_JSON_VERSION = 1
_SHOWN = 20
"""Orals named where the one that was asked for isn't there."""


def add_parser(subparsers: SubParsers) -> None:
    _add_invite(subparsers)
    _add_bring(subparsers)


def _add_invite(subparsers: SubParsers) -> None:
    asked = subparsers.add_parser(
        "invite",
        help="le fichier d’avis d’un membre de la commission, pour son portable",
        description="Écrit le fichier par lequel un membre de la commission note une interrogation sur son"
        " portable, sans réseau\u202f: la forme d’épreuve, le candidat et les moments déjà passés, rien"
        " des autres avis. L’invitation est consignée dans le journal\u202f; les avis sont alors séparés.",
        epilog="Code de sortie\u202f: 0 le fichier est écrit, 1 refusé, 2 fichier illisible ou erreur dans la"
        " commande.",
    )
    asked.add_argument("file", type=a_path, metavar="FICHIER", help="fichier d’examen (.btsjury), fermé")
    asked.add_argument("--oral", type=int, required=True, metavar="N", help="numéro de l’interrogation")
    asked.add_argument("--juror", required=True, metavar="NOM", help="membre de la commission, par son nom")
    asked.add_argument("--out", type=a_path, required=True, metavar="AVIS", help="fichier à écrire")
    closed = asked.add_mutually_exclusive_group(required=True)
    closed.add_argument(
        "--seal-with",
        type=a_path,
        metavar="FICHIER",
        help="chiffre l’avis\u202f; première ligne\u202f: la phrase de passe à dire à ce membre",
    )
    closed.add_argument(
        "--plain",
        action="store_true",
        help="avis non chiffré\u202f: qui trouve le fichier le lit et peut l’imiter",
    )
    add_json(asked)
    add_option(asked)
    sets(asked, _invite, failure=FAILURE)


def _add_bring(subparsers: SubParsers) -> None:
    asked = subparsers.add_parser(
        "bring",
        help="reprend dans le fichier de la commission les avis scellés sur d’autres portables",
        description="Lit chaque avis sans rien y écrire et le reprend, en un acte, dans le journal de son"
        " interrogation\u202f: masqué jusqu’à la révélation. Un avis tardif, d’un autre fichier, altéré ou"
        " pas encore scellé est refusé, et rien ne change.",
        epilog="Code de sortie\u202f: 0 tous sont là, 1 l’un d’eux est refusé, 2 fichier de la commission"
        " illisible ou erreur dans la commande.",
    )
    asked.add_argument("file", type=a_path, metavar="FICHIER", help="fichier d’examen (.btsjury), fermé")
    asked.add_argument("opinions", nargs="+", type=a_path, metavar="AVIS", help="fichiers d’avis scellés")
    asked.add_argument(
        "--keep",
        choices=tuple(_KEPT),
        help="si un autre avis a été saisi ici pour ce membre, celui qu’il garde\u202f: «\u202fici\u202f» ou"
        " «\u202fportable\u202f»",
    )
    asked.add_argument(
        "--opinion-passphrases",
        type=a_path,
        metavar="FICHIER",
        help="phrases de passe des avis, une par ligne (sinon demandées)",
    )
    add_json(asked)
    add_option(asked)
    sets(asked, _bring_all, failure=FAILURE)


_KEPT: Mapping[str, Choice] = {"ici": Choice.HERE, "portable": Choice.LAPTOP}


@contextmanager
def _at_work(options: argparse.Namespace) -> Iterator[Office]:
    """The commission's file, to be written: the time that passed since it was closed is found first."""
    desk = bootstrap.SystemFiles().desk()
    path: Path = options.file
    office, _ = open_file(desk, path, key_for(path, desk.files, options.passphrase_file))
    complain(*messages.beside(office.file.aside))
    try:
        if office.read_only:
            raise Stop(f"{messages.read_only(office.read_only)} Rien n’a été écrit.")
        yield office
    finally:
        office.close()


def _invite(options: argparse.Namespace) -> int:
    key = _new_key(options)
    with _at_work(options) as office:
        number = _known_oral(office, options.oral)
        juror = _known_juror(office, number, options.juror)
        try:
            made = invite(office, bootstrap.SystemFiles().desk(), number, juror.key, options.out, key)
        except Refusal as refused:
            raise Stop(messages.refusal(refused), REFUSED) from refused
        whose = f"{juror.name}, {office.oral(number).plan.candidate.full_name}"
    content = {"file": str(made.path), "oral": number, "juror": juror.name, "encrypted": made.encrypted}
    tell(options, "invite", content, f"{made.path}\u202f: {whose}.")
    if not made.encrypted:
        complain("Avis non chiffré\u202f: remettez-le en main propre.")
    return DONE


def _new_key(options: argparse.Namespace) -> FileKey | None:
    if options.seal_with is None:
        return None
    text = first_line(options.seal_with)
    found = strength(text)
    if not found.accepted:
        raise Stop(f"Phrase de passe trop faible. {found.weaknesses[0] if found.weaknesses else ''}".strip())
    return passphrase_key(text)


def _known_oral(office: Office, number: int) -> int:
    every = {each.oral: each for each in office.file.index.all() if each.stage.facts.listed}
    if number in every:
        return number
    lines = [f"  {each.oral}\u202f: {each.full_name}, n°\u202f{each.number}" for each in every.values()]
    more = [f"  … et {len(lines) - _SHOWN} autres"] if len(lines) > _SHOWN else []
    complain(f"Pas d’interrogation {number} dans ce fichier\u202f:", *lines[:_SHOWN], *more)
    raise Stop("Rien n’a été écrit.", REFUSED)


def _known_juror(office: Office, number: int, name: str) -> Juror:
    oral = office.oral(number)
    jurors = oral.jurors or office.session.jurors
    found = [each for each in jurors if folded(name) in folded(each.name)] if folded(name) else []
    exact = [each for each in found if folded(each.name) == folded(name)]
    if len(exact or found) == 1:
        return (exact or found)[0]
    known = " · ".join(people.named(each, oral.form.commission) for each in jurors)
    why = "plusieurs membres ont" if found else "aucun membre de la commission n’a"
    raise Stop(f"«\u202f{name}\u202f»\u202f: {why} ce nom ({known}). Rien n’a été écrit.", REFUSED)


def _bring_all(options: argparse.Namespace) -> int:
    """Each opinion, whatever became of the one before."""
    keys = every_key(options.opinion_passphrases)
    told: list[dict[str, object]] = []
    with _at_work(options) as office:
        told.extend(_bring(office, path, keys, options) for path in options.opinions)
    if options.json:
        say_json({"schema": "btstc-jury/bring", "schema_version": _JSON_VERSION, "opinions": told})
    return REFUSED if any(each["outcome"] == "refused" for each in told) else DONE


def _bring(
    office: Office, path: Path, keys: tuple[FileKey, ...], options: argparse.Namespace
) -> dict[str, object]:
    """What JSON says of it; told in words too, unless it is JSON that is asked for."""
    this: dict[str, object] = {"file": str(path), "outcome": "refused", "oral": None, "juror": None}
    this |= {"correction": "", "reason": "", "words": ""}
    try:
        brought = bring(office, _read(path, keys), options.keep and _KEPT[options.keep])
    except Refusal as refused:
        this |= {"reason": refused.reason.value, "words": _refused(refused)}
    except FileProblem as problem:
        this |= {"reason": problem.kind.value, "words": plain_words(problem, options)}
    except Stop as stop:
        this |= {"reason": ProblemKind.LOCKED.value, "words": str(stop)}
    else:
        this |= {"outcome": brought.outcome.value, "oral": brought.oral, "correction": brought.shown}
        this |= {"juror": _name(office, brought), "words": brought_words(office, brought)}
    if not options.json:
        put: Callable[[object], None] = complain if this["outcome"] == "refused" else say
        put(f"{path}\u202f: {this['words']}")
    return this


def _refused(refused: Refusal) -> str:
    words = messages.refusal(refused)
    if refused.reason is Reason.OPINION_DIFFERS:
        return f"{words} Donnez son choix par --keep ici ou --keep portable."
    return words


def _name(office: Office, brought: Brought) -> str:
    return next(each.name for each in office.oral(brought.oral).jurors if each.key == brought.juror)


def _read(path: Path, keys: tuple[FileKey, ...]) -> SealedOpinion:
    """Raises ``Refusal``, ``FileProblem``, ``Stop``."""
    files = bootstrap.SystemFiles()
    if not files.desk().files.is_encrypted(path):
        return read_sealed(files.to_read, path)
    wrong: FileProblem | None = None
    for key in keys or _asked(path):
        try:
            return read_sealed(files.to_read, path, key)
        except FileProblem as problem:
            if problem.kind is not ProblemKind.WRONG_KEY:
                raise
            wrong = problem
    raise wrong or FileProblem(ProblemKind.LOCKED, path)


def _asked(path: Path) -> tuple[FileKey, ...]:
    """On a terminal, where nothing was given."""
    if not sys.stdin.isatty():
        return ()
    key = key_for(path, bootstrap.SystemFiles().desk().files, None)
    return () if key is None else (key,)
