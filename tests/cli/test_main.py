"""The command line: what it says, and its exit status."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from btstc_jury import __version__, bootstrap, cli

ROOT = Path(__file__).resolve().parents[2]


def status(*arguments: str) -> int:
    """As ``main`` returns it, or as argparse leaves the program."""
    try:
        return cli.main(arguments)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else -1


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, without a display."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {key: value for key, value in os.environ.items() if key not in hidden}
    return subprocess.run(
        [sys.executable, "-m", "btstc_jury", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=kept | {"PYTHONUTF8": "1"} | environment,
        check=False,
    )


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("--version") == 0
    assert capsys.readouterr().out == f"BTS TC Jury {__version__}\n"


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("--help") == 0
    said = capsys.readouterr().out
    for words in ("btstc-jury", "FICHIER", "--version", "demo", "forms", "verify", "restore"):
        assert words in said
    assert status("demo", "--help") == 0
    assert "--headless" in capsys.readouterr().out
    assert status("forms", "--help") == 0
    said = capsys.readouterr().out
    for words in ("list", "show", "check"):
        assert words in said


def test_every_command_is_known_to_the_parser(capsys: pytest.CaptureFixture[str]) -> None:
    for command in cli.COMMANDS:
        assert status(command, "--help") == 0
    with pytest.raises(SystemExit):
        cli.command_parser().parse_args(["inconnue"])
    told = re.findall(r"'([a-z-]+)'", capsys.readouterr().err.partition("au choix")[2])
    assert sorted(told) == list(cli.COMMANDS)


@pytest.mark.parametrize(
    "words",
    [
        ("bogus",),
        ("bogus", "--json"),
        ("bogus", "--help"),
        ("bogus", "--version"),
        ("bogus", "x.btsjury"),
        ("Check",),
    ],
)
def test_a_word_that_is_no_command_and_no_file_is_told(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no exam file that can't be shown for want of a screen."""
    monkeypatch.setattr(bootstrap, "run_window", lambda _path: 0)
    assert status(*words) == 2
    told = capsys.readouterr().err
    assert f"«\u202f{words[0]}\u202f» n’est ni une commande ni un fichier." in told
    assert all(command in told for command in cli.COMMANDS)


def test_a_command_typed_nearly_right_is_proposed(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("chek") == 2
    assert "Peut-être check\u202f?" in capsys.readouterr().err


def test_a_file_without_an_ending_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bogus").touch()
    monkeypatch.setattr(bootstrap, "run_window", lambda path: 7 if path == Path("bogus") else 0)
    assert status("bogus") == 7


def test_a_command_leaves_no_image_of_the_memory() -> None:
    """It holds the passphrase."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_CORE)
    try:
        assert status("forms", "list") == 0
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("--inconnue") == 2
    assert status("demo", "--inconnue") == 2
    assert status("forms") == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_file_argument_opens_that_file(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path | None] = []

    def run_window(path: Path | None, *, demonstration: bool = False) -> int:
        assert not demonstration
        opened.append(path)
        return 0

    monkeypatch.setattr(bootstrap, "run_window", run_window)
    assert status("examen.btsjury") == 0
    assert status("/tmp/demo et forms.btsjury") == 0
    assert status() == 0
    assert opened == [Path("examen.btsjury"), Path("/tmp/demo et forms.btsjury"), None]


def test_forms_sub_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("forms", "list") == 0
    assert len([line for line in capsys.readouterr().out.splitlines() if "e4-" in line or "e6-" in line]) == 7
    assert status("forms", "show", "e4-ponctuel") == 0
    assert "Présentation de la situation" in capsys.readouterr().out
    assert status("forms", "show", "e9-inconnu") == 1
    assert "e9-inconnu" in capsys.readouterr().err
    assert status("forms", "check", str(ROOT / "forms")) == 0
    faulty = tmp_path / "fausse.toml"
    faulty.write_text("key = 3", encoding="utf-8")
    assert status("forms", "check", str(faulty)) == 1
    assert "fausse.toml" in capsys.readouterr().err


def test_headless_wants_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("demo", "--headless") == 2
    assert "--out DOSSIER" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("arguments", [(), ("demo",), ("examen.btsjury",)])
def test_without_a_display_the_way_out_is_told(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 1
    assert "Aucun écran n’est disponible" in done.stderr
    assert "btstc-jury demo --headless --out DOSSIER" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_given_is_opened_in_the_window(tmp_path: Path) -> None:
    """The whole program as started from a file manager, on a file that is missing: it says so and lives."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QTimer\n"
        "from btstc_jury import bootstrap, cli\n"
        "app = bootstrap.make_application()\n"
        "def look():\n"
        "    shown = [each for each in app.topLevelWidgets() if hasattr(each, 'notices')]\n"
        "    if shown and shown[0].notices.text():\n"
        "        print(shown[0].notices.text(), flush=True)\n"
        "        shown[0].close()\n"
        "timer = QTimer()\n"
        "timer.timeout.connect(look)\n"
        "timer.start(20)\n"
        "sys.exit(cli.main(sys.argv[1:]))\n"
    )
    home = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "absent.btsjury")],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | home | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert "Le fichier «\u202fabsent.btsjury\u202f» est introuvable." in done.stdout, done.stderr
    assert done.returncode == 0
