"""Whatever is typed after the program's name: words in French, a status that the help tells, and nothing that
acts on the terminal.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from btstc_jury import bootstrap
from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.cli import COMMANDS
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.storage.centre import SqliteCentreFiles
from tests.cli.printed import Printed

SEED = 20261128
TRIES = 260
STATUSES = {
    "bring": {0, 1, 2},
    "centre": {0, 1, 2},
    "check": {0, 1, 2},
    "collect": {0, 1, 2},
    "demo": {0, 1, 2},
    "export": {0, 1, 2},
    "find": {0, 1, 2},
    "forms": {0, 1, 2},
    "import": {0, 1, 2},
    "invite": {0, 1, 2},
    "purge": {0, 1, 2, 3},
    "rebuild-index": {0, 1, 2},
    "restore": {0, 1, 2},
    "settings": {0, 1, 2},
    "verify": {0, 1, 2, 4, 5, 6, 7},
}
"""Of each command; 2 of any is what isn't understood."""

_SUBCOMMANDS = (
    "list",
    "show",
    "check",
    "grids",
    "person",
    "attendance",
    "conformity",
    "jury",
    "bordereau",
    "tout",
    *("create", "files", "papers", "board", "choose", "confirm", "slips", "ccf"),
)
_OPTIONS = (
    *("--json", "--out", "--to", "--list", "--yes", "--dry-run", "--receipt", "--by", "--backups", "--trust"),
    *("--number", "--before-term", "--passphrase-file", "--headless", "--version", "--help", "-h", "-", "--"),
    *("--j", "--o", "--out=", "--json=x", "--yes=\x1b[2J", "-x", "--\udcff", "--=", "---", "--by=\u202e"),
)
_FILES = (
    "sound",
    "locked",
    "cut",
    "text",
    "empty",
    "folder",
    "absent.btsjury",
    "page.pdf",
    "liste.csv",
    "e4-ponctuel",
    ".",
)
_GARBAGE = (
    *("", " ", "\n", "\t\r", "\x1b[2J\x1b]0;x\x07", "\x9b31m", "\u202eftp\u2066", "\u200b", "\ufeff", "\x7f"),
    *("\ud800", "\udcff\udcfe", "e\u0301\u0301\u0301", "漢字", "😀", "%s%n", "{0}", "%(prog)s", "<b>x</b>"),
    *("x" * 300, "é" * 200_000, "0", "-1", "9" * 400, "NaN", "2026-13-45", "\u2028", "\u00ad", "@liste"),
)
_RIGHT = (
    ("check", "sound", "--json"),
    ("check", "sound", "sound"),
    ("rebuild-index", "sound"),
    ("find", "sound", "durand", "« un", "--json"),
    ("find", "sound", "--state", "absent"),
    ("invite", "sound", "--oral", "1", "--juror", "Camille", "--out", "avis.btsjury", "--plain"),
    ("bring", "sound", "sound", "--keep", "ici", "--json"),
    ("verify", "page.pdf", "--trust", "text", "--json"),
    ("verify", "page.pdf", "page.pdf"),
    ("forms", "show", "e4-ponctuel", "--json"),
    ("forms", "check", "text"),
    ("settings", "export", "neuf.toml"),
    ("settings", "import", "reglages.toml", "--dry-run", "--json"),
    ("settings", "import", "reglages.toml", "--yes"),
    ("restore", "sound", "--to", "neuf.btsjury", "--yes"),
    ("restore", "--list", "."),
    ("export", "grids", "sound", "--out", "sortie"),
    ("export", "person", "sound", "--number", "0012", "--out", "sortie", "--json"),
    ("purge", "sound", "--receipt", "folder", "--by", "Alix", "--yes", "--dry-run"),
    ("demo", "--headless", "--out", "sortie"),
    ("centre", "create", "neuf.btscentre", "--session", "2027", "--name", "Lycée", "--no-passphrase"),
    ("import", "centre.btscentre", "liste.csv", "--json"),
    ("import", "centre.btscentre", "liste.csv", "--dry-run", "--column", "B=nom", "--headings", "1"),
    ("collect", "centre.btscentre", "sound", "page.pdf", "folder", "--json"),
    ("collect", "centre.btscentre", "cut", "text", "--trust", "text"),
    ("centre", "board", "centre.btscentre", "--json"),
    ("centre", "choose", "centre.btscentre", "0012/E4", "abcd", "--reason", "vu"),
    ("centre", "confirm", "centre.btscentre", "0012/E4"),
    ("centre", "files", "centre.btscentre", "--out", "sortie"),
    ("centre", "papers", "centre.btscentre", "--out", "sortie"),
    ("centre", "slips", "centre.btscentre", "--by", "établissement", "--out", "sortie"),
    ("centre", "grids", "centre.btscentre", "--out", "sortie", "--merged"),
    ("centre", "ccf", "centre.btscentre", "--out", "sortie"),
)


@pytest.fixture
def place(odd_things: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, from which nothing leads out: no piece holds a separator."""
    for name in ("sound", "locked", "cut", "text", "empty"):
        shutil.copy(odd_things[name], tmp_path / name)
    (tmp_path / "folder").mkdir()
    (tmp_path / "liste.csv").write_text("N°;Nom;Prénom\n01;DUPONT;Zoé\n", encoding="utf-8")
    SqliteCentreFiles().create(
        tmp_path / "centre.btscentre", Centre("Lycée", 2027), CentreAct(0, "essai", "créé")
    ).close()
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "reglages.toml").write_text('format = 1\ntheme = "dark"\n', encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(chance: random.Random) -> Iterator[list[str]]:
    """Half of them right but for a word or two, the others anything after a command, or begun anyhow."""
    pieces = (_SUBCOMMANDS, _OPTIONS, _FILES, _GARBAGE)
    for number in range(TRIES):
        if number % 2:
            # Each in its turn: by chance alone some command might never be begun rightly.
            words = list(_RIGHT[number // 2 % len(_RIGHT)])
            # The first time as it is, but for JSON, which is UTF-8 on any output.
            spoiled = chance.randrange(1, 3) if number // 2 >= len(_RIGHT) or "--json" in words else 0
            for _ in range(spoiled):
                words[chance.randrange(1, len(words))] = chance.choice(chance.choice(pieces))
            yield words
            continue
        first = chance.choice(
            (*COMMANDS, *COMMANDS, "chek", chance.choice(_GARBAGE), chance.choice(_OPTIONS))
        )
        yield [first, *(chance.choice(chance.choice(pieces)) for _ in range(chance.randrange(6)))]


def test_any_words(place: Path, run: Callable[..., Printed], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "run_window", lambda *_given, **_how: 0)
    monkeypatch.setattr(bootstrap, "run_headless", lambda _out, played, _base: (0, f"fait {played}"))
    sound = (place / "sound").read_bytes()
    reached = set()
    for words in lines(random.Random(SEED)):
        try:
            printed = run(words, random.Random(len(words)).choice(("utf-8", "cp1252", "ascii")))
            printed.check()
        except Exception as problem:
            raise AssertionError([each[:40] for each in words]) from problem
        told = [each[:40] for each in words], printed.status, printed.errors[:300]
        assert printed.status in STATUSES.get(words[0], {0, 2}), told
        assert printed.status == 0 or printed.words or printed.errors, told
        assert len(printed.errors) < 20_000, told
        reached.add((words[0], printed.status))
        if not (place / "sound").exists():
            (place / "sound").write_bytes(sound)
    # Most of it gets past the parser.
    assert {command for command, status in reached if status != 2} >= {"check", "forms", "verify", "restore"}
    assert len(reached) > 15


@pytest.mark.parametrize("command", STATUSES)
def test_the_statuses_are_those_of_the_help(command: str, run: Callable[..., Printed]) -> None:
    said = " ".join(run([command, "--help"]).words.split())
    told = re.search(r"code de sortie\s*:(.*)", said)
    if told is not None:
        assert {int(each) for each in re.findall(r"(?<![\d])\d(?![\d])", told[1])} <= STATUSES[command]
