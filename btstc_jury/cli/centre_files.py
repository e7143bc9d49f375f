"""``centre files``: the exam files that the centre hands out to its commissions."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.sending import (
    CantHandOut,
    Handed,
    HandOut,
    HandOutState,
    hand_outs,
    passphrase_for,
    proposed_path,
)
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.centre.sending import hand_out_line, sealed_pages
from btstc_jury.cli.centre_places import add_place, centre_words, opened_centre, our_centres
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.terminal import Stop, SubParsers, add_json, complain, say, sets, tell
from btstc_jury.domain.refusals import Refusal

DONE, REFUSED = 0, 1


def add_files(acts: SubParsers) -> None:
    """``centre files``."""
    files = acts.add_parser(
        "files",
        help="fichiers d’examen à remettre aux commissions",
        description="Fait un fichier d’examen chiffré par commission, avec ses seuls candidats, et les pages"
        " de leurs phrases de passe, à mettre sous pli. Sans --commission, ceux qui ne sont pas encore"
        " faits ou dont les candidats ont changé.",
        epilog="Code de sortie\u202f: 0 fichiers faits, ou rien à faire, 1 refusé, 2 erreur de commande.",
    )
    add_place(files)
    files.add_argument("--out", type=a_path, required=True, metavar="DOSSIER", help="où écrire les fichiers")
    files.add_argument(
        "--seal", type=a_path, metavar="PDF", help="où écrire les pages des phrases de passe (PDF)"
    )
    files.add_argument(
        "--commission",
        action="append",
        default=[],
        metavar="NUMÉRO",
        help="seulement cette commission (option répétable)",
    )
    files.add_argument("--no-passphrase", action="store_true", help="ne chiffre pas les fichiers")
    add_json(files)
    sets(files, _files, failure=REFUSED, words=centre_words)


def _files(options: argparse.Namespace) -> int:
    if not options.no_passphrase:
        if options.seal is None:
            raise Stop(
                "Indiquez par --seal où écrire les phrases de passe, ou demandez des fichiers non chiffrés"
                " par --no-passphrase. Rien n’a été écrit."
            )
        if os.path.lexists(options.seal):
            raise Stop(f"{options.seal} existe déjà\u202f: choisissez un autre nom. Rien n’a été écrit.")
    if not options.out.is_dir():
        raise Stop(f"{options.out}\u202f: ce dossier n’existe pas. Rien n’a été écrit.")
    with opened_centre(options) as office:
        centre = office.centre
        every = hand_outs(office.timetable, office.file.collection.sent(), centre.name)
        wanted = _wanted(every, options.commission, aloud=not options.json)
        plain = options.no_passphrase
        planned = [
            Handed(each, proposed_path(options.out, each, centre.year), "" if plain else passphrase_for(each))
            for each in wanted
        ]
        # Before the files: no file is made whose passphrase can't be written down.
        _seal(office, planned, options.seal)
        made = _make(office, planned, options.out, aloud=not options.json)
        if made != planned and options.seal is not None and not plain:
            if made:
                _seal(office, made, options.seal)
            else:
                # It has the passphrases of files that aren't there.
                options.seal.unlink(missing_ok=True)
    lines = []
    if options.seal is not None and made:
        lines = [f"Phrases de passe à mettre sous pli\u202f: {options.seal}"]
    elif not wanted:
        lines = ["Rien à faire\u202f: chaque commission a le fichier de ses candidats."]
    tell(options, "centre-files", _json(made, planned, options.seal), *lines)
    return REFUSED if len(made) < len(planned) else DONE


def _json(made: Sequence[Handed], planned: Sequence[Handed], seal: Path | None) -> dict[str, object]:
    files = [
        {
            "commission": each.hand_out.commission.number,
            "file": str(each.path),
            "encrypted": bool(each.passphrase),
        }
        for each in made
    ]
    return {"files": files, "asked": len(planned), "seal": str(seal) if seal and made else None}


def _wanted(every: Sequence[HandOut], numbers: Sequence[str], *, aloud: bool) -> list[HandOut]:
    if not numbers:
        for line in map(hand_out_line, every if aloud else ()):
            say(f"{line.title}\u202f: {line.told}")
        return [each for each in every if hand_out_line(each).wanted]
    found = {each.commission.number: each for each in every}
    for number in numbers:
        if number not in found:
            known = ", ".join(found) or "aucune"
            raise Stop(f"Pas de commission {number} dans ce centre ({known}). Rien n’a été écrit.")
        if found[number].state is HandOutState.EMPTY:
            raise Stop(f"La commission {number} n’a aucun candidat à entendre. Rien n’a été écrit.")
    return [found[number] for number in dict.fromkeys(numbers)]


def _make(office: CentreOffice, planned: Sequence[Handed], folder: Path, *, aloud: bool) -> list[Handed]:
    """Those that could be made; why the next one couldn't is told."""
    made: list[Handed] = []
    for each in planned:
        try:
            made.append(our_centres().hand_out(office, each.hand_out, folder, each.passphrase))
        except (CantHandOut, Refusal) as refused:
            said = messages.refusal(refused) if isinstance(refused, Refusal) else str(refused)
            complain(f"{said} Fichiers faits\u202f: {len(made)} sur {len(planned)}.")
            break
        except FileProblem as problem:
            told = messages.problem(problem)
            complain(f"{told.title} {told.body} Fichiers faits\u202f: {len(made)} sur {len(planned)}.")
            break
        if aloud:
            say(f"{made[-1].path}")
    return made


def _seal(office: CentreOffice, handed: Sequence[Handed], path: Path | None) -> None:
    if path is None or not any(each.passphrase for each in handed):
        return
    kept = office.file.collection.keeps_passphrases
    pages = sealed_pages(office.centre, handed, datetime.now().astimezone().date(), kept=kept)
    bootstrap.SystemFiles().write_private(path, our_centres().sealed_pdf(pages))
