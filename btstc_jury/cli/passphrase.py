"""The key of an exam file for the commands: asked for, or given by a script."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path

from btstc_jury import bootstrap
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey, Mistyped, typed_key
from btstc_jury.application.ports import ExamFiles
from btstc_jury.application.problems import cause
from btstc_jury.application.views import messages
from btstc_jury.application.views.passphrase import mistyped
from btstc_jury.cli.parsing import a_path
from btstc_jury.cli.terminal import Stop, complain

VARIABLE = "BTSTC_JURY_PASSPHRASE"


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--passphrase-file`` to a command that opens an exam file."""
    parser.add_argument(
        "--passphrase-file",
        type=a_path,
        metavar="FICHIER",
        help=f"première ligne\u202f: phrase de passe ou clé de secours (sinon {VARIABLE}, sinon demandée)",
    )


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Office]:
    """The exam file ``options.file``: no journal is written in. Raises ``Stop``, ``FileProblem``."""
    desk = bootstrap.SystemFiles().desk()
    file = desk.files.open(options.file, key_for(options.file, desk.files, options.passphrase_file))
    complain(*messages.beside(file.aside))
    try:
        yield Office(file, desk.library, desk.clock)
    finally:
        file.close()


def key_for(path: Path, files: ExamFiles, passphrase_file: Path | None) -> FileKey | None:
    """The key that opens ``path``, ``None`` for a plain file: from ``passphrase_file``, from the environment,
    or asked for without showing it. A recovery key serves as well as a passphrase.

    Raises ``Stop`` when no usable key is given, ``FileProblem`` where there is no such file. Whether it is
    the right key shows when the file is opened.
    """
    if not files.is_encrypted(path):
        return None
    try:
        return typed_key(_text(path, passphrase_file))
    except Mistyped as error:
        raise Stop(mistyped(error)) from error
    except ValueError as error:
        raise Stop("La phrase de passe est vide.") from error


def _text(path: Path, passphrase_file: Path | None) -> str:
    if passphrase_file is not None:
        return _first_line(passphrase_file)
    given = os.environ.get(VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Stop(
            f"«\u202f{path.name}\u202f» est chiffré\u202f: donnez sa phrase de passe par --passphrase-file"
            f" FICHIER ou par la variable {VARIABLE}."
        )
    try:
        return getpass(f"Phrase de passe de «\u202f{path.name}\u202f»\u202f: ")
    except EOFError as error:
        raise Stop("Aucune phrase de passe n’a été donnée.") from error


def _first_line(path: Path) -> str:
    """Of a file, or of a pipe that a script gives; never without end."""
    try:
        with path.open("rb") as file:
            line = file.readline(_LONGEST)
    except OSError as error:
        raise Stop(f"Le fichier de la phrase de passe ne peut pas être lu\u202f: {cause(error)}.") from error
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        why = "il n’est pas en UTF-8"
        raise Stop(f"Le fichier de la phrase de passe ne peut pas être lu\u202f: {why}.") from error
    first, *_ = text.splitlines() or [""]
    if len(line) >= _LONGEST or "\0" in first:
        raise Stop("La première ligne de ce fichier n’est pas une phrase de passe.")
    return first


_LONGEST = 4096
"""Bytes of a line that may be a passphrase."""
