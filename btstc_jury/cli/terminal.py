"""What the commands share: how they print, what stops them, and how that is told."""

from __future__ import annotations

import argparse
import json
import os
import stat
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from btstc_jury.application.problems import FileProblem, ProblemKind, ServerProblem, UnusableForm, cause
from btstc_jury.application.views import messages
from btstc_jury.cli.streams import put, put_again, put_bytes, within
from btstc_jury.domain.wording import escaped, plainly
from btstc_jury.system.folders import forbid_core_dumps

SubParsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001

INTERRUPTED = 130
_JSON_VERSION = 1
"""Of each schema that ``tell`` answers with."""

Words = Callable[[FileProblem, argparse.Namespace], str | Sequence[str]]
"""How a command tells a problem of a file, in one line or several."""


class Stop(Exception):
    """Ends a command; the message says in French why.

    ``status``: the exit status, the command's usual one for a failure when not given.
    """

    def __init__(self, message: object, status: int | None = None) -> None:
        super().__init__(str(message))
        self.status = status


def plain_words(problem: FileProblem, _options: argparse.Namespace) -> str:
    """As the window tells it, with the detail."""
    told = messages.problem(problem)
    refused = _refused(problem)
    if refused:
        return f"{told.title} {refused}"
    return f"{told.title} {told.body}{f' ({told.detail})' if told.detail else ''}"


def _refused(problem: FileProblem) -> str:
    """Whose a file is that this account may not read; "" for any other problem."""
    path = problem.path
    if problem.kind is not ProblemKind.PERMISSION or isinstance(problem, ServerProblem):
        return ""
    try:
        mode = stat.filemode(path.stat().st_mode)
        if os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids):
            return ""
        whose = f" Il est au compte «\u202f{path.owner()}\u202f», avec les droits {mode}."
    except (OSError, KeyError, NotImplementedError):
        # In a folder that is closed to this account, or of an account that the machine doesn't know.
        whose = ""
    return (
        f"Vos droits ne permettent pas de le lire.{whose} Rien n’a été modifié. Demandez-les, ou lancez la"
        " commande sous le compte qui les a."
    )


def sets(
    parser: argparse.ArgumentParser,
    run: Callable[[argparse.Namespace], int],
    *,
    failure: int,
    words: Words = plain_words,
    interrupted: str = "Interrompu.",
) -> None:
    """Have what ``parser`` parses carried out by ``run``, which returns an exit status.

    ``failure``: the status of what stops it; ``interrupted``: what is said after Ctrl+C.
    """
    parser.set_defaults(run=run, failure=failure, words=words, interrupted=interrupted)


def carry_out(options: argparse.Namespace) -> int:
    """Run the command that was parsed; returns the exit status."""
    forbid_core_dumps()
    try:
        return attempt(partial(options.run, options), options)
    except KeyboardInterrupt:
        complain(options.interrupted)
        return INTERRUPTED


def attempt(act: Callable[[], int], options: argparse.Namespace) -> int:
    """The one place where what stops a command becomes words and an exit status."""
    status: int = options.failure
    try:
        return act()
    except Stop as stop:
        complain(stop)
        return status if stop.status is None else stop.status
    except UnusableForm as problem:
        complain(*str(problem).splitlines())
        return status
    except FileProblem as problem:
        told = options.words(problem, options)
        complain(*((told,) if isinstance(told, str) else told))
        return status


def need_folder(path: Path, kept: str) -> None:
    """Raises ``Stop``, which ends with what was ``kept``, unless there is such a folder."""
    try:
        there = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise Stop(f"Dossier «\u202f{path}\u202f»\u202f: {cause(error)}. {kept}") from error
    if not there:
        raise Stop(f"«\u202f{path}\u202f» n’est pas un dossier. {kept}")


def need_no_other(path: Path, kept: str) -> None:
    """Raises ``Stop``, as ``need_folder``, where something else than a folder has that name."""
    if os.path.lexists(path):
        need_folder(path, kept)


def make_folder(path: Path, kept: str) -> None:
    """As exports make theirs, once there is something to write. Raises ``Stop``, as ``need_folder``."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"Le dossier {path} n’a pas pu être créé\u202f: {cause(error)}. {kept}") from error


def say(*lines: object) -> None:
    """Print what was asked for, each argument on one line whatever it holds. Raises ``OutputLost``."""
    put(sys.stdout, (plainly(str(line)) for line in lines))


def say_json(content: object) -> None:
    """Print JSON, indented, in UTF-8 whatever the locale; what nobody would see, or half a character, as a
    name of a file may have, escaped. Raises ``OutputLost``.
    """
    text = escaped(json.dumps(content, ensure_ascii=False, indent=2), json.dumps)
    put_bytes(f"{text}\n".encode())


def add_json(parser: argparse.ArgumentParser) -> None:
    """``tell`` answers it."""
    parser.add_argument("--json", action="store_true", help="répond en JSON (UTF-8)")


def tell(options: argparse.Namespace, schema: str, content: Mapping[str, object], *lines: object) -> None:
    """What was done, for people or for a program (``docs/command-line.md``). Raises ``OutputLost``."""
    if options.json:
        say_json({"schema": f"btstc-jury/{schema}", "schema_version": _JSON_VERSION, **content})
    else:
        say(*lines)


def show_progress(line: str) -> None:
    """On a terminal alone, on one line that is then used again: a log has no use for it."""
    if sys.stderr is not None and sys.stderr.isatty():
        put_again(sys.stderr, line)


def show_count(done: int, total: int) -> None:
    """« 3/12 », as ``show_progress``; the line is left at the end."""
    show_progress(f"{done}/{total}{chr(10) if done == total else ''}")


def complain(*lines: object) -> None:
    """Print what went wrong, as ``say``, however long what was given is."""
    put(sys.stderr, (within(plainly(str(line))) for line in lines))
