"""What was built is tried as people would: elsewhere, under other names, installed and removed."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from dev_environment import SetupError
from package_build import APP, KINDS

_STARTS = 5


def folder_tried(program: Path, work: Path) -> list[str]:
    """Conduct orals from a copy in a folder with spaces, under an account with accents; what was measured, in
    lines. Raises SetupError where something fails.
    """
    shutil.rmtree(work, ignore_errors=True)
    copy = work / "Copie d’un programme" / "btstc-jury"
    shutil.copytree(program, copy, symlinks=True)
    account = _account(work / "Zoé Élève-Noël")
    run = [str(copy / "btstc-jury")]
    started = []
    for _ in range(_STARTS):
        begun = time.perf_counter()
        _done([*run, "--version"], account)
        started.append(time.perf_counter() - begun)
    # Ends with 1 where a part is missing that nobody works without.
    _done([*run, "doctor"], account)
    out = work / "démonstration d’un jour"
    begun = time.perf_counter()
    _done([*run, "demo", "--headless", "--out", str(out)], account)
    took = time.perf_counter() - begun
    grids = sorted(out.rglob("*.pdf"))
    if not grids:
        raise SetupError(f"The demonstration left no grid in {out}.")
    files = sorted(out.rglob("*.btsjury"))
    # The check starts processes of the program's own.
    for each in files:
        _done([*run, "check", str(each)], account)
    # The solver of a centre's days is a process too, of libraries that nothing else loads.
    centre = work / "démonstration d’un centre"
    _done([*run, "demo", "--headless", "--centre", "--out", str(centre)], account)
    papers = len(list(centre.rglob("*.pdf")))
    size = sum(each.stat().st_size for each in program.rglob("*") if not each.is_symlink() and each.is_file())
    return [
        f"folder: {size / 1e6:.0f} MB; starts in {median(started):.2f} s (median of {_STARTS}, --version)",
        f"two orals to their signed grids in {took:.1f} s; {len(grids)} PDF, {len(files)} files checked",
        f"a centre's days placed, printed, collected: {papers} PDF",
    ]


def installed_and_removed(package: Path, root: Path) -> list[str]:
    """Install the Debian package in a root of its own and remove it; what is amiss, none if nothing."""
    root.mkdir(parents=True)
    database = root / "var" / "lib" / "dpkg"
    (database / "info").mkdir(parents=True)
    (database / "updates").mkdir()
    (database / "status").touch()
    before = _tree(root)
    # Nothing is done outside of that root: its dependencies aren't there, and no trigger is run.
    dpkg = [
        "dpkg",
        "--root",
        str(root),
        "--force-not-root,depends,script-chrootless",
        "--no-triggers",
        "--log=/dev/null",
    ]
    amiss = []
    _done([*dpkg, "--install", str(package)], os.environ)
    expected = [
        *("usr/bin/btstc-jury", "usr/lib/btstc-jury/btstc-jury", f"usr/share/applications/{APP}.desktop"),
        *(f"usr/share/metainfo/{APP}.metainfo.xml", "usr/share/mime/packages/btstc-jury.xml"),
        *(
            f"usr/share/icons/hicolor/scalable/mimetypes/application-vnd.btstc-jury.{kind}.svg"
            for kind in KINDS
        ),
    ]
    amiss += [f"not installed: {each}" for each in expected if not os.path.lexists(root / each)]
    if not (root / "usr/bin/btstc-jury").resolve().is_file():
        amiss.append("the command leads nowhere")
    _done([*dpkg, "--purge", "btstc-jury"], os.environ)
    left = sorted(each for each in _tree(root) - before if not each.startswith("var/lib/dpkg"))
    return amiss + [f"left behind: {each}" for each in left]


def _account(home: Path) -> Mapping[str, str]:
    home.mkdir(parents=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    name = {"HOME": str(home), "USER": "zoé", "LOGNAME": "zoé", "QT_QPA_PLATFORM": "offscreen"}
    return {**kept, **name}


def _tree(root: Path) -> set[str]:
    return {str(each.relative_to(root)) for each in root.rglob("*")}


def _done(command: list[str], variables: Mapping[str, str]) -> None:
    done = subprocess.run(command, env=dict(variables), capture_output=True, text=True, check=False)
    if done.returncode:
        words = f"{done.stdout[-2000:]}{done.stderr[-2000:]}"
        raise SetupError(f"{' '.join(command)} ended with status {done.returncode}:\n{words}")
