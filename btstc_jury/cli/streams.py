"""Standard output and error, be they a terminal, a file of another encoding or a pipe that was closed."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TextIO

from btstc_jury.application.problems import cause

LOST = 74
"""The exit status when what was to be printed could not be: a full disk (``EX_IOERR``)."""

_NEAREST = {
    "\u202f": ("\xa0", " "),
    "\xa0": (" ",),
    "’": ("'",),
    "‘": ("'",),
    "“": ('"',),
    "”": ('"',),
    "«": ('"',),
    "»": ('"',),
    "–": ("-",),
    "—": ("-",),
    "…": ("...",),
    "·": ("-",),
    "→": ("->",),
    "œ": ("oe",),
    "Œ": ("OE",),
    "€": ("EUR",),
    "\ufffd": ("?",),
}
"""What stands for a character that the output's encoding lacks, the best first."""
_CLOSED = frozenset({errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN})
"""What the systems call a pipe that nobody reads any more; Windows, an invalid argument."""
_HANDLER = "btstc-jury.nearest"


_LONGEST = 6000
"""Characters of a line that tells what went wrong: the longest path, and words."""


class OutputLost(Exception):
    """Standard output could not be written; the message says in French why."""


def prepare() -> None:
    """Have every character printed, as itself or as what comes nearest, whatever the output's encoding."""
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        _set_errors(stream, _HANDLER)
    _set_errors(sys.stdin, "surrogateescape")


def printing(run: Callable[[], int]) -> int:
    """The exit status of ``run``, or ``LOST`` where anything that it prints, its usage included, can't be."""
    try:
        status = run()
        # What is left, while it can still be told that it can't be printed.
        for stream in (sys.stdout, sys.stderr):
            _attempt(stream, lambda _: None)
    except OutputLost as lost:
        # Where standard error is lost too, the status alone says so.
        with suppress(OutputLost):
            put(sys.stderr, [str(lost)])
        return LOST
    return status


def put(stream: TextIO | None, lines: Iterable[str]) -> None:
    """Write lines at once. A reader that went away is no error: what the command does, it does to its end.

    Raises ``OutputLost``.
    """
    text = "".join(f"{line}\n" for line in lines)
    _attempt(stream, lambda to: to.write(text))


def put_again(stream: TextIO | None, line: str) -> None:
    """Write over the line that is being written. Raises ``OutputLost``."""
    _attempt(stream, lambda to: to.write(f"\r{line}"))


def within(line: str) -> str:
    """Its beginning, where nobody would read it to its end."""
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def put_bytes(content: bytes) -> None:
    """Write bytes on standard output, whatever its encoding. Raises ``OutputLost``."""

    def write(to: TextIO) -> None:
        to.flush()
        to.buffer.write(content)

    _attempt(sys.stdout, write)


def ask(question: str) -> str:
    """The line that is answered, without the spaces around it; "" where there is nobody to ask.

    Raises ``OutputLost``.
    """
    _attempt(sys.stderr, lambda to: to.write(question))
    return "" if sys.stdin is None else sys.stdin.readline().strip()


def _attempt(stream: TextIO | None, write: Callable[[TextIO], object]) -> None:
    # A program without a console has no streams.
    if stream is None or stream.closed:
        return
    try:
        write(stream)
        stream.flush()
    except OSError as error:
        _abandon(stream)
        if error.errno not in _CLOSED:
            raise OutputLost(f"La sortie n’a pas pu être écrite\u202f: {cause(error)}.") from error


def _abandon(stream: TextIO) -> None:
    """What is left in it, and what comes, goes nowhere: Python would fail again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _set_errors(stream: object, handler: str) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=handler)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wanted = error.object[error.start : error.end]
    return "".join(_stand_in(each, error.encoding) for each in wanted), error.end


def _stand_in(character: str, encoding: str) -> str:
    for each in _NEAREST.get(character, ()):
        if _has(encoding, each):
            return each
    return "?"


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
