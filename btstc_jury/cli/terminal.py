"""What the commands share: how they print, what stops them, and how that is told."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from btstc_jury.application.problems import FileProblem, UnusableForm
from btstc_jury.application.views import messages

SubParsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001

INTERRUPTED = 130

Words = Callable[[FileProblem, argparse.Namespace], str]
"""How a command tells a problem of a file."""


class Stop(Exception):
    """Ends a command; the message says in French why.

    ``status``: the exit status, the command's usual one for a failure when not given.
    """

    def __init__(self, message: object, status: int | None = None) -> None:
        super().__init__(str(message))
        self.status = status


def plain_words(problem: FileProblem, _options: argparse.Namespace) -> str:
    """As the window tells it."""
    told = messages.problem(problem)
    return f"{told.title} {told.body}"


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
        complain(problem)
        return status
    except FileProblem as problem:
        complain(options.words(problem, options))
        return status


def say(*lines: object) -> None:
    """Print what was asked for."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def complain(*lines: object) -> None:
    """Print what went wrong."""
    sys.stderr.writelines(f"{line}\n" for line in lines)
