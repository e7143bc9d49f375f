"""The command line is in French, whatever is wrong with it."""

from __future__ import annotations

import argparse
import ast
import inspect
import re

import pytest

from btstc_jury import cli
from btstc_jury.cli.parsing import WORDS
from tests.cli.test_main import status

Output = pytest.CaptureFixture[str]

_ENGLISH = re.compile(
    r"\b(usage|error|arguments? (is|are)|options?:|help message|exit|the|invalid|choose from|required|"
    r"expected|unrecognized|following|not allowed|positional|ambiguous|could match)\b"
)
_OF_PROGRAMMERS = {
    ".__call__() not defined",
    "conflicting subparser: %s",
    "conflicting subparser alias: %s",
    'argument "-" with mode %r',
    "can't open '%(filename)s': %(error)s",
    "cannot merge actions - two groups are named %r",
    "'required' is an invalid argument for positionals",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "conflicting option string: %s",
    "conflicting option strings: %s",
    "mutually exclusive arguments must be optional",
    "cannot have multiple subparser arguments",
}
"""What only a fault in the declaration of a command could show, or a kind of argument that none has."""


def _commands(parser: argparse.ArgumentParser, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [before]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, each in action.choices.items():
                found += _commands(each, (*before, name))
    return found


COMMANDS = _commands(cli.command_parser())


def test_every_word_of_argparse_that_a_user_may_read_is_translated() -> None:
    """Of this Python; another one may have others."""
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call))
    said = {
        words.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}
        for words in call.args
        if isinstance(words, ast.Constant) and isinstance(words.value, str)
    }
    assert said, "argparse says its words in another way"
    assert said - _OF_PROGRAMMERS <= WORDS.keys()


def test_what_stands_for_a_value_stays() -> None:
    place = re.compile(r"%(?:\(\w+\))?[rs]")
    for english, french in WORDS.items():
        assert set(place.findall(french)) <= set(place.findall(english)), english


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_in_french(command: tuple[str, ...], capsys: Output) -> None:
    assert status(*command, "--help") == 0
    said = capsys.readouterr().out
    assert said.startswith("utilisation\u202f: ")
    assert "montre cette aide" in said
    assert not _ENGLISH.search(said)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("forms",), "il manque\u202f: COMMANDE"),
        (("forms", "rien"), "valeur inconnue\u202f: 'rien' (au choix\u202f: "),
        (("check",), "il manque\u202f: FICHIER"),
        (("check", "x", "--passphrase-file"), "--passphrase-file\u202f: une valeur est attendue"),
        (("check", "x", "--frob"), "arguments inconnus\u202f: --frob"),
        (("purge", "x", "--yes=3", "--receipt", "y"), "--yes\u202f: n’a pas de valeur ('3')"),
        (("purge", "x", "--b", "y"), "option ambiguë\u202f: --b peut être"),
        (("--frob",), "arguments inconnus\u202f: --frob"),
        (("x.btsjury", "y.btsjury"), "arguments inconnus\u202f: y.btsjury"),
    ],
)
def test_errors_are_in_french(words: tuple[str, ...], told: str, capsys: Output) -> None:
    assert status(*words) == 2
    said = capsys.readouterr().err
    assert told in said
    assert not _ENGLISH.search(said)


def test_what_was_typed_does_nothing_to_the_terminal(capsys: Output) -> None:
    assert status("check", "x", "--\x1b[2Jvalide\n\u202e") == 2
    said = capsys.readouterr().err
    assert said.endswith("--␛[2Jvalide␊\ufffd\n")
    assert "\x1b" not in said
