"""The commands of dev.py."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import linux_libraries
from dev_environment import ROOT, Environment, SetupError

Command = Callable[[Environment, list[str]], int]

DOMAIN_COVERAGE = [
    *("tests/domain", "-m", "not hypothesis", "-qq"),
    *("--cov=btstc_jury.domain", "--cov-branch", "--cov-fail-under=100"),
    "--cov-report=term-missing:skip-covered",
]
"""The plain examples alone must reach every branch: chance plays no part, and it takes seconds."""

ON_EVERY_CORE = ["-n", "logical", "--dist", "worksteal"]
"""Each core has its share of the folders and takes from another's when it is done: so what the tests of a
file share, the demonstration that takes half a minute above all, is made once. One process more than cores
gained a tenth of the time, and lost keys that are typed into windows of another process.
"""

COLLECTION = "collection"
COLLECTED = ["--collect-only", "-qqq"]
"""Beside mypy, which leaves a core idle. In a clean clone it compiles all modules, asserts rewritten: else
each of the processes that share the tests does that for itself. What it lists is of no use.
"""

LONG = "--long"


def chosen(arguments: list[str]) -> list[str]:
    """What pytest is told. What measures has its own command; what tries again what an ordinary test tries,
    with more draws or in more ways, is asked for.
    """
    if LONG in arguments:
        return ["-m", "not bench", *(each for each in arguments if each != LONG)]
    return ["-m", "not bench and not long", *arguments]


HELP = """commands:
  setup   make or refresh the virtual environment and Qt's system libraries
  run     start the program; without a display, conduct the demonstration offscreen
  check   lint, format, types and import table
  test    check, see that the tests of the domain reach its every branch, then
          run the tests; --long: also those that try the same more often or in
          more ways; further arguments go to pytest
  bench   measure speed and memory
  torture kill the program, damage files, fill disks: count what is lost
  package build what is installed, in dist/: wheel, sources, one folder with an
          interpreter of its own, Debian package; each is tried
  structure
          draw docs/structure.svg again, from the imports
"""


def main(arguments: list[str]) -> int:
    """Carry out one command and return its exit status; 1 too if the set-up cannot be done."""
    parser = argparse.ArgumentParser(
        prog="dev.py", epilog=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    environment = Environment(ROOT)
    try:
        environment.prepare()
        return COMMANDS[options.command](environment, options.arguments)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def has_display(platform: str, variables: Mapping[str, str]) -> bool:
    """Tell whether windows can be shown; outside Linux they always can."""
    return platform != "linux" or bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def setup(environment: Environment, arguments: list[str]) -> int:
    """Make everything ready that the other commands need."""
    if arguments:
        raise SetupError("setup takes no arguments.")
    linux_libraries.ensure(environment.python, for_tests=True)
    print(f"Ready: {environment.python}")
    return 0


def run(environment: Environment, arguments: list[str]) -> int:
    """Start the program; its demonstration where there is no display and nothing else is asked."""
    linux_libraries.ensure(environment.python, for_tests=False)
    program = [str(environment.python), "-m", "btstc_jury"]
    if arguments or has_display(sys.platform, os.environ):
        return subprocess.call([*program, *arguments], cwd=ROOT)
    print("There is no display, so the demonstration is conducted offscreen into build/demo.", flush=True)
    return subprocess.call(
        [*program, "demo", "--headless", "--out", "build/demo"], cwd=ROOT, env=offscreen(os.environ)
    )


def check(environment: Environment, arguments: list[str]) -> int:
    """Run every static check, even after a failure, and name those that failed."""
    if arguments:
        raise SetupError("check takes no arguments.")
    failed = failed_of(checks(environment))
    print(verdict(failed), flush=True)
    return 1 if failed else 0


def test(environment: Environment, arguments: list[str]) -> int:
    """Run the checks, then the tests, whose summary closes the output."""
    linux_libraries.ensure(environment.python, for_tests=True)
    tests = {"domain coverage": DOMAIN_COVERAGE, COLLECTION: COLLECTED}
    stages = {name: [str(environment.python), "-m", "pytest", *more] for name, more in tests.items()}
    failed = failed_of({**checks(environment), **stages})
    print(verdict(failed))
    heading("pytest")
    return pytest(environment, [*ON_EVERY_CORE, *chosen(arguments)]) or (1 if failed else 0)


def pytest(environment: Environment, arguments: list[str]) -> int:
    """Run pytest and return its exit status."""
    return subprocess.call(
        [str(environment.python), "-m", "pytest", *arguments], cwd=ROOT, env=offscreen(os.environ)
    )


def bench(environment: Environment, arguments: list[str]) -> int:
    """Measure speed and memory: the tests that measure, then the table."""
    linux_libraries.ensure(environment.python, for_tests=True)
    command = [str(environment.python), "-m", "tests.benchmarks", *arguments]
    failed = 0 if arguments else pytest(environment, ["-q", "-m", "bench"])
    return subprocess.call(command, cwd=ROOT, env=offscreen(os.environ)) or failed


def torture(environment: Environment, arguments: list[str]) -> int:
    """Try the reliability of the program for as long as wanted."""
    linux_libraries.ensure(environment.python, for_tests=True)
    return subprocess.call(
        [str(environment.python), "-m", "tests.reliability", *arguments], cwd=ROOT, env=offscreen(os.environ)
    )


def package(environment: Environment, arguments: list[str]) -> int:
    """Build and try what is installed."""
    import package_build as build
    import package_trials as trials

    if arguments:
        raise SetupError("package takes no arguments.")
    linux_libraries.ensure(environment.python, for_tests=False)
    build.clear()
    for each in build.python_packages(environment.python):
        print(f"{each.name}: {each.stat().st_size / 1e6:.1f} MB", flush=True)
    program = build.folder(build.packager(ROOT))
    for line in trials.folder_tried(program, build.WORK / "folder-trial"):
        print(line, flush=True)
    if not build.makes_debian_packages():
        print("No Debian package here: dpkg-deb is missing.")
        return 0
    build.ensure_validators()
    tree = build.staged(program, build.version(), build.source_day(), build.WORK / "debian")
    made = build.debian_package(tree, build.version())
    amiss = build.validated(tree) + trials.installed_and_removed(made, build.WORK / "debian-trial")
    print(f"{made.name}: {made.stat().st_size / 1e6:.0f} MB")
    print(
        "\n".join(amiss) or "Debian's validators accept it; installed and removed, nothing was left behind."
    )
    return 1 if amiss else 0


def structure(environment: Environment, arguments: list[str]) -> int:
    """Draw the picture of the program's structure."""
    if arguments:
        raise SetupError("structure takes no arguments.")
    return subprocess.call([str(environment.python), "packaging/structure.py"], cwd=ROOT)


COMMANDS: dict[str, Command] = {
    "setup": setup,
    "run": run,
    "check": check,
    "test": test,
    "bench": bench,
    "torture": torture,
    "package": package,
    "structure": structure,
}


def checks(environment: Environment) -> dict[str, list[str]]:
    """The commands of the static checks by name, the longest first."""
    stages = {
        "mypy": ["mypy"],
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "lint-imports": ["lint-imports"],
    }
    return {name: [str(environment.script(stage[0])), *stage[1:]] for name, stage in stages.items()}


def failed_of(stages: Mapping[str, list[str]]) -> list[str]:
    """Run all of them, on every core, even after a failure; return the names of those that failed."""
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, done in zip(stages, pool.map(_told, stages.values()), strict=True):
            if name == COLLECTION and not done.returncode:
                continue
            heading(name)
            print(done.stdout, end="", flush=True)
            if done.returncode:
                failed.append(name)
    return failed


def _told(command: list[str]) -> subprocess.CompletedProcess[str]:
    """What it says is kept, so that what several say at once doesn't mix."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=offscreen(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def verdict(failed: list[str]) -> str:
    """Sum up the checks in one line."""
    return f"\nFAILED: {', '.join(failed)}" if failed else "\nThe checks passed."


def heading(stage: str) -> None:
    """Announce a stage; flushed, so that it stands before the output of the stage."""
    print(f"\n== {stage} ==", flush=True)


def offscreen(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables with Qt drawing to memory, unless they already choose a platform."""
    return {"QT_QPA_PLATFORM": "offscreen", **variables}
