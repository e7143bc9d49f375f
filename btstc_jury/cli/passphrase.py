"""The key of an exam file for the commands: asked for, or given by a script."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import Protocol

from btstc_jury import bootstrap
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey, Mistyped, typed_key
from btstc_jury.application.ports import ExamFile, ExamFiles
from btstc_jury.application.problems import FileProblem, ProblemKind, cause
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
    with opened_at(options.file, options.passphrase_file) as office:
        yield office


@contextmanager
def opened_at(path: Path, passphrase_file: Path | None) -> Iterator[Office]:
    """The same of any file. Of several lines of ``passphrase_file`` the one that opens it counts."""
    desk = bootstrap.SystemFiles().desk()
    file = _open_with(path, desk.files, passphrase_file)
    complain(*messages.beside(file.aside))
    try:
        yield Office(file, desk.library, desk.clock)
    finally:
        file.close()


def _open_with(path: Path, files: ExamFiles, passphrase_file: Path | None) -> ExamFile:
    if passphrase_file is None or not files.is_encrypted(path):
        return files.open(path, key_for(path, files, passphrase_file))
    wrong: FileProblem | None = None
    for text in _lines(passphrase_file) or [""]:
        try:
            return files.open(path, _key(text))
        except FileProblem as problem:
            if problem.kind is not ProblemKind.WRONG_KEY:
                raise
            wrong = problem
    if wrong is None:
        raise AssertionError
    raise wrong


class Lockable(Protocol):
    """Files of a kind that may be encrypted."""

    def is_encrypted(self, path: Path) -> bool: ...


def key_for(path: Path, files: Lockable, passphrase_file: Path | None) -> FileKey | None:
    """The key that opens ``path``, ``None`` for a plain file: from ``passphrase_file``, from the environment,
    or asked for without showing it. A recovery key serves as well as a passphrase.

    Raises ``Stop`` when no usable key is given, ``FileProblem`` where there is no such file. Whether it is
    the right key shows when the file is opened.
    """
    return _key(_text(path, passphrase_file)) if files.is_encrypted(path) else None


def _key(text: str) -> FileKey:
    try:
        return typed_key(text)
    except Mistyped as error:
        raise Stop(mistyped(error)) from error
    except ValueError as error:
        raise Stop("La phrase de passe est vide.") from error


def _text(path: Path, passphrase_file: Path | None) -> str:
    if passphrase_file is not None:
        return first_line(passphrase_file)
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


def every_key(passphrase_file: Path | None) -> tuple[FileKey, ...]:
    """Of each line of the file, and of the environment: what may open files that somebody gave. Raises
    ``Stop``.
    """
    lines = [] if passphrase_file is None else _lines(passphrase_file)
    given = os.environ.get(VARIABLE)
    return tuple(_key(each) for each in (*lines, *([] if given is None else [given])) if each)


def first_line(passphrase_file: Path) -> str:
    """Empty where there is none. Raises ``Stop``."""
    return next(iter(_lines(passphrase_file)), "")


def _lines(passphrase_file: Path) -> list[str]:
    """Of a file, or of a pipe that a script gives; never without end."""
    try:
        with passphrase_file.open("rb") as file:
            content = file.read(_LONGEST + 1)
    except OSError as error:
        raise Stop(f"Le fichier de la phrase de passe ne peut pas être lu\u202f: {cause(error)}.") from error
    if len(content) > _LONGEST or b"\0" in content:
        raise Stop("Ce fichier ne contient pas de phrase de passe.")
    try:
        return content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        why = "il n’est pas en UTF-8"
        raise Stop(f"Le fichier de la phrase de passe ne peut pas être lu\u202f: {why}.") from error


_LONGEST = 65_536
"""Bytes of a file that may hold passphrases."""
