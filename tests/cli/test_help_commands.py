"""The commands that the guide gives to the centre's IT are commands of the program."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from platformdirs.unix import Unix

from btstc_jury import __version__
from btstc_jury.cli import command_parser, window_parser
from btstc_jury.system.folders import centre_folder, config_folder, data_dir

PAGES = sorted((data_dir("resources") / "help").glob("*.md"))
_LINE = re.compile(r"^    btstc-jury (.+)$|`btstc-jury ([^`]+)`", re.MULTILINE)
COMMANDS = sorted(
    {(a or b).strip() for each in PAGES for a, b in _LINE.findall(each.read_text(encoding="utf-8"))}
)


@pytest.mark.parametrize("command", [each for each in COMMANDS if " " in each or each == "doctor"])
def test_it_is_understood(command: str) -> None:
    options = command_parser().parse_args(shlex.split(command))
    assert options.command == command.split(maxsplit=1)[0]


def test_the_guide_gives_some_and_names_the_version_that_it_came_with() -> None:
    assert len(COMMANDS) > 12
    text = (data_dir("resources") / "help" / "informatique.md").read_text(encoding="utf-8")
    assert set(re.findall(r"btstc[-_]jury[-_](\d[\d.]*\d)", text)) == {__version__}


def _every(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from _every(each)


def test_each_command_tells_its_exit_statuses() -> None:
    parsers = [*_every(command_parser()), window_parser()]
    silent = [each.prog for each in parsers if "code de sortie" not in each.format_help().lower()]
    assert silent == []
    assert len(parsers) > 40


def test_where_things_are_is_where_the_program_puts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a desktop that sets no folder of its own; those of Windows and macOS are ``platformdirs``'."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    text = (data_dir("resources") / "help" / "informatique.md").read_text(encoding="utf-8")
    told = re.findall(r"`(~/\.[^`]+)`", text)
    logs = Unix("btstc-jury", appauthor=False).user_log_path
    folders = (config_folder(), centre_folder().parent, logs)
    assert told == [f"~/{folder.relative_to(Path.home())}" for folder in folders]
