"""What Qt needs from a Linux system beside its own package, and the tools that the tests call."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import linux_packages
from dev_environment import SetupError

# Debian's names of the libraries that Qt's xcb, Wayland and offscreen platforms load, and one font.
QT_PACKAGES = [
    "libegl1",
    "libgl1",
    "libglib2.0-0",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "fonts-dejavu-core",
]
# The programs that the tests read PDF documents back with; those of the walk with a screen reader's ear: a
# display, its keyboard, a bus; Debian's validators of what is installed. With the packages they come in.
TEST_TOOLS = {
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "setxkbmap": "x11-xkb-utils",
    "dbus-daemon": "dbus",
    "/usr/libexec/at-spi2-registryd": "at-spi2-core",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "update-mime-database": "shared-mime-info",
    "postgres": "postgresql",
}
# Debian keeps a server's programs out of the PATH, each version's in a folder of its own.
HIDDEN_TOOLS = {"postgres": (Path("/usr/lib/postgresql"), "*/bin/postgres")}
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")

# Loading the platform plugins tells exactly what is missing, on any distribution.
PROBE = """
import ctypes, pathlib, PySide6
from PySide6 import QtWidgets, QtPrintSupport
for name in ("libqoffscreen.so", "libqxcb.so"):
    ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / name))
"""


def ensure(python: Path, *, for_tests: bool) -> None:
    """Install what is missing of Qt's libraries, and of the tests' tools if asked; Linux only.

    Raises SetupError with the command to type if a library is missing and cannot be installed here.
    """
    if sys.platform != "linux":
        return
    problem = missing_library(python) or missing_font(FONT_FOLDERS)
    if problem:
        install_libraries(problem)
        problem = missing_library(python) or missing_font(FONT_FOLDERS)
        if problem:
            raise SetupError(f"Qt still cannot start, although its packages are installed: {problem}")
    if for_tests:
        ensure_test_tools()


def missing_library(python: Path) -> str | None:
    """Return what the system's loader says of the first library that Qt misses, or None."""
    probe = subprocess.run([str(python), "-c", PROBE], capture_output=True, text=True, check=False)
    if probe.returncode == 0:
        return None
    lines = probe.stderr.strip().splitlines()
    return lines[-1] if lines else f"Qt ended with status {probe.returncode}"


def missing_font(folders: Iterable[Path]) -> str | None:
    """Return what is wrong if the system has no font at all, or None."""
    for folder in folders:
        if any(path.suffix.lower() in {".ttf", ".otf", ".ttc"} for path in folder.rglob("*")):
            return None
    return "the system has no TrueType font"


def install_libraries(problem: str) -> None:
    """Install Qt's packages, or raise SetupError saying what to do instead."""
    if not linux_packages.available():
        raise SetupError(
            f"Qt cannot start: {problem}\n\nInstall what your distribution calls these Debian packages, "
            f"then try again:\n\n    {' '.join(QT_PACKAGES)}\n"
        )
    if not linux_packages.install(QT_PACKAGES):
        raise SetupError(
            f"Qt cannot start: {problem}\n\nType this, then try again:\n\n"
            f"    {linux_packages.manual_command(QT_PACKAGES)}\n"
        )


def ensure_test_tools() -> None:
    """Install the programs that the tests call; without the rights, only say which are missing."""
    packages = sorted({package for tool, package in TEST_TOOLS.items() if not has_tool(tool)})
    if not packages or (linux_packages.available() and linux_packages.install(packages)):
        return
    print(
        "Some tests need programs that are missing and cannot be installed from here. "
        f"Type this for them: {linux_packages.manual_command(packages)}",
        file=sys.stderr,
    )


def has_tool(tool: str) -> bool:
    """Tell whether a program is there, in the PATH or where Debian hides it."""
    if shutil.which(tool):
        return True
    folder, pattern = HIDDEN_TOOLS.get(tool, (None, ""))
    return folder is not None and any(folder.glob(pattern))
