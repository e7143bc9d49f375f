"""The set-up script: version check, freshness of the environment, verdicts."""

import subprocess
import sys
from pathlib import Path

import pytest

import dev
import dev_commands
import linux_libraries
import linux_packages
from dev_environment import Environment, SetupError


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging" / "constraints.txt").write_text("one==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    return tmp_path


def test_the_fingerprint_is_stable(checkout: Path) -> None:
    assert Environment(checkout).fingerprint() == Environment(checkout).fingerprint()


@pytest.mark.parametrize("name", ["pyproject.toml", "packaging/constraints.txt"])
def test_the_fingerprint_follows_each_file_that_decides_what_is_installed(checkout: Path, name: str) -> None:
    before = Environment(checkout).fingerprint()
    (checkout / name).write_text("changed\n")
    assert Environment(checkout).fingerprint() != before


@pytest.mark.parametrize("works", [True, False])
@pytest.mark.parametrize("there", [True, False])
def test_an_environment_that_is_a_link_is_left_alone(
    checkout: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    works: bool,
    there: bool,
) -> None:
    other = tmp_path_factory.mktemp("other") / "environment"
    if there:
        (other / "bin").mkdir(parents=True)
        (other / "kept").write_text("theirs")
    (checkout / ".venv").symlink_to(other, target_is_directory=True)
    monkeypatch.setattr(Environment, "_interpreter_works", lambda _: works)
    with pytest.raises(SetupError, match="is a link to"):
        Environment(checkout).prepare()
    assert (checkout / ".venv").is_symlink()
    assert sorted(each.name for each in other.rglob("*")) == (["bin", "kept"] if there else [])


def test_what_stands_in_the_place_of_the_environment_is_left_alone(checkout: Path) -> None:
    (checkout / ".venv").write_text("mine")
    with pytest.raises(SetupError, match="no folder"):
        Environment(checkout).prepare()
    assert (checkout / ".venv").read_text() == "mine"


def test_the_fingerprint_differs_where_text_moves_from_one_file_to_the_other(checkout: Path) -> None:
    (checkout / "pyproject.toml").write_text("ab")
    (checkout / "packaging" / "constraints.txt").write_text("c")
    before = Environment(checkout).fingerprint()
    (checkout / "pyproject.toml").write_text("a")
    (checkout / "packaging" / "constraints.txt").write_text("bc")
    assert Environment(checkout).fingerprint() != before


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_display_is_needed_on_linux_only(platform: str, variables: dict[str, str], expected: bool) -> None:
    assert dev_commands.has_display(platform, variables) is expected


def test_offscreen_is_a_default_that_the_developer_can_override() -> None:
    assert dev_commands.offscreen({"HOME": "/h"}) == {"HOME": "/h", "QT_QPA_PLATFORM": "offscreen"}
    assert dev_commands.offscreen({"QT_QPA_PLATFORM": "xcb"}) == {"QT_QPA_PLATFORM": "xcb"}


def test_the_verdict_names_every_failed_stage() -> None:
    assert dev_commands.verdict(["mypy", "ruff check"]).strip() == "FAILED: mypy, ruff check"
    assert "passed" in dev_commands.verdict([])


def test_every_stage_runs_and_tells_what_it_found_under_its_own_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stage(words: str, status: int) -> list[str]:
        return [sys.executable, "-c", f"import sys; print({words!r}, file=sys.stderr); sys.exit({status})"]

    stages = {"one": stage("un", 1), "two": stage("deux", 0), "three": stage("trois", 2)}
    assert dev_commands.failed_of(stages) == ["one", "three"]
    assert capsys.readouterr().out.split() == [
        *("==", "one", "==", "un"),
        *("==", "two", "==", "deux"),
        *("==", "three", "==", "trois"),
    ]


def test_the_long_tests_are_asked_for() -> None:
    assert dev_commands.chosen(["-x"]) == ["-m", "not bench and not long", "-x"]
    assert dev_commands.chosen(["-x", "--long", "tests/ui"]) == ["-m", "not bench", "-x", "tests/ui"]


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        dev_commands.main(["paint"])
    assert stop.value.code == 2
    assert "paint" in capsys.readouterr().err


def test_a_library_that_is_missing_is_named(tmp_path: Path) -> None:
    interpreter = tmp_path / "python"
    interpreter.write_text("#!/bin/sh\necho 'ImportError: libEGL.so.1: cannot open' >&2\nexit 1\n")
    interpreter.chmod(0o755)
    assert linux_libraries.missing_library(interpreter) == "ImportError: libEGL.so.1: cannot open"


@pytest.mark.skipif(sys.platform != "linux", reason="loads Linux libraries")
def test_no_library_is_missing_here() -> None:
    assert linux_libraries.missing_library(Path(sys.executable)) is None


def test_a_font_is_found_in_a_folder_below(tmp_path: Path) -> None:
    assert linux_libraries.missing_font([tmp_path, tmp_path / "absent"]) == "the system has no TrueType font"
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "Some.TTF").touch()
    assert linux_libraries.missing_font([tmp_path]) is None


def test_the_command_to_type_names_every_package() -> None:
    assert linux_packages.manual_command(["libegl1", "qpdf"]) == "sudo apt-get install libegl1 qpdf"


def test_a_name_that_leads_to_no_python_is_seen(tmp_path: Path) -> None:
    broken = tmp_path / "python3.11"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    assert not dev.works([str(broken)])
    assert dev.works([sys.executable])


def test_the_script_starts_from_any_folder(tmp_path: Path) -> None:
    script = Path(dev.__file__).resolve()
    done = subprocess.run(
        [sys.executable, str(script), "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "bench" in done.stdout


def test_a_server_that_debian_hides_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(linux_libraries, "HIDDEN_TOOLS", {"postgres": (tmp_path, "*/bin/postgres")})
    assert not linux_libraries.has_tool("postgres")
    (tmp_path / "15" / "bin").mkdir(parents=True)
    (tmp_path / "15" / "bin" / "postgres").touch()
    assert linux_libraries.has_tool("postgres")
