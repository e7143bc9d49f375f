"""The key of an exam file for the tools of the command line: asked for, or given by a script."""

from __future__ import annotations

import argparse
import os
import sys
from getpass import getpass
from pathlib import Path

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey, Mistyped, typed_key
from btstc_jury.application.ports import ExamFiles
from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.passphrase import mistyped

VARIABLE = "BTSTC_JURY_PASSPHRASE"


class NoKey(Exception):
    """No usable key was given; the message says in French what to do."""


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--passphrase-file`` to a command that opens an exam file."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FICHIER",
        help=f"première ligne\u202f: phrase de passe ou clé de secours (sinon {VARIABLE}, sinon demandée)",
    )


def open_office(desk: Desk, path: Path, passphrase_file: Path | None) -> Office:
    """An exam file for a command: nothing is written in its journals. Raises ``NoKey``, ``FileProblem``."""
    file = desk.files.open(path, key_for(path, desk.files, passphrase_file))
    try:
        return Office(file, desk.library, desk.clock)
    except BaseException:
        file.close()
        raise


def key_for(path: Path, files: ExamFiles, passphrase_file: Path | None) -> FileKey | None:
    """The key that opens ``path``, ``None`` for a plain file: from ``passphrase_file``, from the environment,
    or asked for without showing it. A recovery key serves as well as a passphrase.

    Raises ``NoKey``, or ``FileProblem`` where there is no such file. Whether it is the right key shows when
    the file is opened.
    """
    if not files.is_encrypted(path):
        return None
    try:
        return typed_key(_text(path, passphrase_file))
    except Mistyped as error:
        raise NoKey(mistyped(error)) from error
    except ValueError as error:
        raise NoKey("La phrase de passe est vide.") from error


def _text(path: Path, passphrase_file: Path | None) -> str:
    if passphrase_file is not None:
        try:
            lines = passphrase_file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise NoKey(f"Le fichier de la phrase de passe ne peut pas être lu\u202f: {error}") from error
        return lines[0] if lines else ""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise NoKey(
            f"«\u202f{path.name}\u202f» est chiffré\u202f: donnez sa phrase de passe par --passphrase-file"
            f" FICHIER ou par la variable {VARIABLE}."
        )
    try:
        return getpass(f"Phrase de passe de «\u202f{path.name}\u202f»\u202f: ")
    except EOFError as error:
        raise NoKey("Aucune phrase de passe n’a été donnée.") from error
