"""What people install: wheel, sources, one folder with an interpreter of its own, Debian package."""

import gzip
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import linux_packages
from dev_environment import ROOT, Environment, SetupError

DIST = ROOT / "dist"
WORK = ROOT / "build" / "package"
_SPEC = ROOT / "packaging" / "frozen" / "btstc-jury.spec"
_DEBIAN = ROOT / "packaging" / "debian"
_ICONS = ROOT / "resources" / "icons"
APP = "fr.btstc_jury.Jury"
KINDS = {"exam": ".btsjury", "case": ".btscas", "centre": ".btscentre"}
"""Of files: the end of their media type and icon, and their suffix."""
VALIDATORS = {
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "update-mime-database": "shared-mime-info",
}
_LIBRARIES = (
    *("libc6", "libegl1", "libgl1", "libdbus-1-3", "libfontconfig1", "libglib2.0-0", "libxkbcommon-x11-0"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0"),
    *("libxcb-render-util0", "libxcb-shape0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xkb1", "libx11-xcb1"),
)
"""What Qt loads of the system; the rest is in the folder."""


def clear() -> None:
    """Nothing of an earlier build is taken for this one's."""
    for each in (DIST, WORK):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir(parents=True)


def version() -> str:
    """Of the program, as it says it itself."""
    found = re.search(
        r'__version__ = "([^"]+)"', (ROOT / "btstc_jury" / "__init__.py").read_text(encoding="utf-8")
    )
    if found is None:
        raise SetupError("btstc_jury/__init__.py has no version.")
    return found[1]


def python_packages(python: Path) -> list[Path]:
    """Build the wheel and the source distribution."""
    _called([str(python), "-m", "hatchling", "build", "-d", str(DIST)])
    return sorted([*DIST.glob("*.whl"), *DIST.glob("*.tar.gz")])


def folder(python: Path) -> Path:
    """Build the program with all that it needs in one folder; returns it."""
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    _called([*command, "--distpath", str(DIST), "--workpath", str(WORK / "folder"), str(_SPEC)])
    return DIST / "btstc-jury"


def packager(root: Path) -> Path:
    """The interpreter that builds the folder: nothing that only developers need is near."""
    environment = Environment(root, "build/package-env", "centre,package")
    environment.prepare()
    return environment.python


def staged(program: Path, version: str, day: datetime, tree: Path) -> Path:
    """Lay out ``tree`` as the Debian package installs it. ``program``: the folder that ``folder`` built."""
    share = tree / "usr" / "share"
    shutil.copytree(program, tree / "usr" / "lib" / "btstc-jury", symlinks=True)
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / "btstc-jury").symlink_to("../lib/btstc-jury/btstc-jury")
    _written(share / "applications" / f"{APP}.desktop", _text(f"{APP}.desktop"))
    told = _text(f"{APP}.metainfo.xml").replace("@VERSION@", version).replace("@DATE@", f"{day:%Y-%m-%d}")
    _written(share / "metainfo" / f"{APP}.metainfo.xml", told)
    _written(share / "mime" / "packages" / "btstc-jury.xml", _text("mime.xml"))
    icons = share / "icons" / "hicolor" / "scalable"
    _written(icons / "apps" / "btstc-jury.svg", (_ICONS / "btstc-jury.svg").read_text(encoding="utf-8"))
    for kind in KINDS:
        icon = (_ICONS / f"{kind}.svg").read_text(encoding="utf-8")
        _written(icons / "mimetypes" / f"application-vnd.btstc-jury.{kind}.svg", icon)
    documents = share / "doc" / "btstc-jury"
    _written(documents / "copyright", _copyright())
    _zipped(documents / "changelog.gz", (ROOT / "CHANGELOG.md").read_bytes())
    _zipped(share / "man" / "man1" / "btstc-jury.1.gz", (_DEBIAN / "btstc-jury.1").read_bytes())
    _made_plain(tree)
    size = sum(each.stat().st_size for each in tree.rglob("*") if each.is_file() and not each.is_symlink())
    _written(tree / "DEBIAN" / "control", _control(version, size // 1024))
    return tree


def debian_package(tree: Path, version: str, out: Path = DIST) -> Path:
    """Build the package of what ``staged`` laid out."""
    made = out / f"btstc-jury_{version}_{architecture()}.deb"
    _called(["dpkg-deb", "--root-owner-group", "--build", str(tree), str(made)])
    return made


def validated(tree: Path) -> list[str]:
    """What Debian's validators have against the desktop entry, the media types and the AppStream data."""
    share = tree / "usr" / "share"
    trial = tree.with_name("mime-trial")
    shutil.copytree(share / "mime", trial)
    commands = [
        ["desktop-file-validate", "--warn-kde", str(share / "applications" / f"{APP}.desktop")],
        ["appstreamcli", "validate", "--no-net", str(share / "metainfo" / f"{APP}.metainfo.xml")],
        ["update-mime-database", str(trial)],
    ]
    found = []
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            found.append(f"{command[0]}: {done.stdout}{done.stderr}".strip())
    shutil.rmtree(trial)
    return found


def makes_debian_packages() -> bool:
    """Whether this system has what builds them."""
    return shutil.which("dpkg-deb") is not None


def ensure_validators() -> None:
    """Install Debian's validators where they are missing. Raises SetupError."""
    packages = sorted({each for tool, each in VALIDATORS.items() if not shutil.which(tool)})
    if packages and not (linux_packages.available() and linux_packages.install(packages)):
        raise SetupError(f"Type this, then try again:\n\n    {linux_packages.manual_command(packages)}\n")


def architecture() -> str:
    """As Debian calls that of this machine."""
    done = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def source_day() -> datetime:
    """When what is packed was last changed: the packages of one commit name one day."""
    command = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    known = done.stdout.strip() or os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(known), UTC) if known else datetime.now(UTC)


def _text(name: str) -> str:
    return (_DEBIAN / name).read_text(encoding="utf-8")


def _written(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _zipped(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, mtime=0))


def _copyright() -> str:
    """Debian's form of it, the licence indented under its name."""
    _, _, terms = (ROOT / "LICENSE").read_text(encoding="utf-8").partition("\n\n")
    lines = [f" {line}" if line.strip() else " ." for line in terms.strip().splitlines()]
    return f"{_text('copyright')}{chr(10).join(lines[2:])}\n"


def _control(version: str, kilobytes: int) -> str:
    fields = {
        "Package": "btstc-jury",
        "Version": version,
        "Section": "education",
        "Priority": "optional",
        "Architecture": architecture(),
        "Maintainer": "BTS TC Jury contributors <btstc-jury@example.org>",
        "Installed-Size": str(kilobytes),
        "Depends": ", ".join(_LIBRARIES),
        "Recommends": "fonts-dejavu-core",
        "Description": "live oral evaluations of the French BTS Technico-commercial",
    }
    long = (
        " Conducts the oral evaluations for a commission of three on one laptop, without\n"
        " a network: time, criteria, remarks, deliberation, and the grid that is signed.\n"
        " Teachers rehearse with it, exam centres place the orals and collect the grids.\n"
    )
    return "".join(f"{name}: {value}\n" for name, value in fields.items()) + long


def _made_plain(tree: Path) -> None:
    """Whatever the builder's own permissions: all may read, and run what is to be run."""
    for each in tree.rglob("*"):
        if each.is_symlink():
            continue
        runs = each.is_dir() or (each.stat().st_mode & 0o100 and each.suffix not in {".py", ".toml", ".svg"})
        each.chmod(0o755 if runs else 0o644)


def _called(command: list[str]) -> None:
    """Raises SetupError with what it said."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetupError(f"{' '.join(command[:3])} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
