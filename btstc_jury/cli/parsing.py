"""The parser of the command line, in French: argparse has its own words in English only."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO, cast

from btstc_jury.cli.streams import put, within
from btstc_jury.domain.wording import plainly

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

WRONG = 2
"""The exit status of a command that isn't understood."""

WORDS = {
    "usage: ": "utilisation\u202f: ",
    "positional arguments": "arguments\u202f",
    "options": "options\u202f",
    "optional arguments": "options\u202f",
    "show this help message and exit": "montre cette aide",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s\u202f: %(message)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "commande inconnue %(parser_name)r (au choix\u202f: %(choices)s)"
    ),
    "unrecognized arguments: %s": "arguments inconnus\u202f: %s",
    "not allowed with argument %s": "ne va pas avec %s",
    "ignored explicit argument %r": "n’a pas de valeur (%r)",
    "the following arguments are required: %s": "il manque\u202f: %s",
    "one of the arguments %s is required": "il faut l’un de\u202f: %s",
    "expected one argument": "une valeur est attendue",
    "expected at most one argument": "une valeur au plus est attendue",
    "expected at least one argument": "au moins une valeur est attendue",
    "expected %s argument": "%s valeur est attendue",
    "expected %s arguments": "%s valeurs sont attendues",
    "ambiguous option: %(option)s could match %(matches)s": (
        "option ambiguë\u202f: %(option)s peut être %(matches)s"
    ),
    "unexpected option string: %s": "option inattendue\u202f: %s",
    "%r is not callable": "%r ne peut pas être appelé",
    "invalid %(type)s value: %(value)r": "valeur non admise\u202f: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "valeur inconnue\u202f: %(value)r (au choix\u202f: %(choices)s)"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "valeur inconnue\u202f: %(value)r, peut-être %(closest)r\u202f? (au choix\u202f: %(choices)s)"
    ),
    "%(prog)s: error: %(message)s\n": "%(prog)s\u202f: erreur\u202f: %(message)s\n",
}
"""What a user may read of argparse's words, of every Python that the program runs on."""


def a_path(text: str) -> Path:
    """Of an argument. A name that no system takes Python would tell as a fault of the program."""
    try:
        possible = b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        raise argparse.ArgumentTypeError(f"ce nom est impossible («\u202f{plainly(text)}\u202f»)")
    return Path(text)


def speak_french() -> None:
    """Have argparse take its words from here; it asks for each when it says it."""
    setattr(argparse, "_", lambda words: WORDS.get(words, words))  # noqa: B010 - no name that mypy knows
    setattr(argparse, "ngettext", _counted)  # noqa: B010


def statuses_of(each: str) -> str:
    """The epilog of a command that has others below it; ``each``: how their help is asked for."""
    return (
        f"Code de sortie\u202f: celui de la commande choisie, que dit btstc-jury {each} --help\u202f; {WRONG}"
        " commande inconnue ou incomplète."
    )


class Parser(argparse.ArgumentParser):
    """Its errors are one line that does nothing to a terminal, after how the command is called."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        put(sys.stderr if file is None else cast("TextIO", file), [message.rstrip("\n")])

    def error(self, message: str) -> NoReturn:
        put(sys.stderr, [self.format_usage().rstrip(), within(plainly(f"{self.prog}\u202f: {message}"))])
        raise SystemExit(WRONG)


def _counted(one: str, several: str, count: int) -> str:
    words = one if count == 1 else several
    return WORDS.get(words, words)
