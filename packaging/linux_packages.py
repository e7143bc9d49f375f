"""Installs Debian packages, where that is possible without asking anybody for a password."""

import os
import shutil
import subprocess
from pathlib import Path


def available() -> bool:
    """Tell whether this system takes Debian packages."""
    return shutil.which("apt-get") is not None


def manual_command(packages: list[str]) -> str:
    """Return what the developer has to type to install the packages."""
    return "sudo apt-get install " + " ".join(packages)


def install(packages: list[str]) -> bool:
    """Install the packages and tell whether that worked; False at once without the rights."""
    privilege = _privilege()
    if privilege is None:
        return False
    print(f"Installing system packages: {' '.join(packages)} …", flush=True)
    # dpkg calls programs of the system folders, which a developer's PATH may lack.
    path = f"PATH={os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    apt = [*privilege, "env", path, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    command = [*apt, "install", "--no-install-recommends", "--yes", *packages]
    if _lists_present() and subprocess.call(command, stdout=subprocess.DEVNULL) == 0:
        return True
    # No package list yet, or one so old that the versions it names are gone.
    subprocess.call([*apt, "update"])
    return subprocess.call(command, stdout=subprocess.DEVNULL) == 0


def _privilege() -> list[str] | None:
    """Return what to put before a command to run it as root, or None if that needs a password."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    probe = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if probe.returncode == 0 else None


def _lists_present() -> bool:
    return any(Path("/var/lib/apt/lists").glob("*_Packages*"))
