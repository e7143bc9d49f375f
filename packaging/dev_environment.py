"""The virtual environment of a checkout: made once, refreshed when what it depends on changed."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import linux_packages

ROOT = Path(__file__).resolve().parents[1]
# They come first, so that they too have the versions of the constraints file: hatchling and editables
# build the project, setuptools the font package, which is published as source.
BUILD_TOOLS = ("hatchling", "editables", "setuptools")


class SetupError(Exception):
    """Something that the developer has to do first; the message says what."""


class Environment:
    """The folder ``.venv`` of a checkout, or another one of it, with other extras."""

    def __init__(self, root: Path, name: str = ".venv", extras: str = "dev,centre") -> None:
        self.root = root
        self.folder = root / name
        self._extras = extras
        self._constraints = root / "packaging" / "constraints.txt"
        self._stamp = self.folder / "installed-for.txt"

    @property
    def python(self) -> Path:
        """The interpreter of the environment."""
        return self.script("python")

    def script(self, name: str) -> Path:
        """Return the path of a program installed in the environment."""
        if os.name == "nt":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    def prepare(self) -> None:
        """Make the environment and install the project, unless both are up to date.

        Raises SetupError if that cannot be done.
        """
        fingerprint = self.fingerprint()
        if self._interpreter_works() and self._recorded_fingerprint() == fingerprint:
            return
        self._refuse_anothers()
        if not self._interpreter_works():
            self._create()
        self._install()
        self._stamp.write_text(fingerprint, encoding="ascii")

    def fingerprint(self) -> str:
        """Return a digest of everything that decides what is installed, and where."""
        digest = hashlib.sha256()
        for part in (
            (self.root / "pyproject.toml").read_bytes(),
            self._constraints.read_bytes(),
            sys.version.encode(),
            os.fsencode(self.root),
        ):
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()

    def _refuse_anothers(self) -> None:
        """A link leads to an environment that others use: installing there would point it at this checkout,
        and making it again would delete it.
        """
        target = self.folder.resolve()
        # A junction of Windows is no symbolic link.
        if self.folder.is_symlink() or target != self.root.resolve() / self.folder.relative_to(self.root):
            raise SetupError(
                f"{self.folder} is a link to {target}, which may be another checkout's "
                "environment; it was left alone.\nRemove the link (not what it leads to), then try again: "
                "this checkout gets an environment of its own."
            )
        if self.folder.exists() and not self.folder.is_dir():
            raise SetupError(f"{self.folder} is no folder; it was left alone. Remove it, then try again.")

    def _recorded_fingerprint(self) -> str | None:
        return self._stamp.read_text(encoding="ascii") if self._stamp.is_file() else None

    def _interpreter_works(self) -> bool:
        """Tell whether the environment has an interpreter of this version, with pip."""
        if not self.python.is_file():
            return False
        code = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
        return subprocess.call([str(self.python), "-c", code], stderr=subprocess.DEVNULL) == 0

    def _create(self) -> None:
        ensure_venv_support()
        print(f"Making the virtual environment {self.folder.relative_to(self.root)} …", flush=True)
        if self.folder.exists():
            shutil.rmtree(self.folder)
        try:
            venv.create(self.folder, with_pip=True, symlinks=os.name != "nt")
        except subprocess.CalledProcessError as error:
            raise SetupError(f"The virtual environment could not be made: {error}.") from error

    def _install(self) -> None:
        print("Installing the packages that the project needs …", flush=True)
        self._pip(*BUILD_TOOLS)
        self._pip("--no-build-isolation", "--use-pep517", "--editable", f"{self.root}[{self._extras}]")

    def _pip(self, *arguments: str) -> None:
        command = [
            *(str(self.python), "-m", "pip", "install"),
            # Of what is installed a part alone is ever imported: Python compiles that by itself.
            *("--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"),
            *("--constraint", str(self._constraints)),
            *arguments,
        ]
        if subprocess.call(command, cwd=self.root):
            raise SetupError("pip could not install the packages; its message is above. Then try again.")


def ensure_venv_support() -> None:
    """Make sure that Python can make environments: Debian packs that part apart.

    Raises SetupError with the command to type if it is missing and cannot be installed from here.
    """
    if importlib.util.find_spec("ensurepip"):
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not linux_packages.available():
        raise SetupError(
            "This Python has no ensurepip, which making a virtual environment needs: install Python in full."
        )
    if not linux_packages.install([package]):
        raise SetupError(
            "Python's venv support is missing. Type this, then try again:\n\n"
            f"    {linux_packages.manual_command([package])}\n"
        )
    importlib.invalidate_caches()
