"""Sets up, runs, checks, tests and measures BTS TC Jury from a checkout.

    python3 packaging/dev.py setup|run|check|test|bench|torture|package|structure [arguments]

This file alone must be readable by an older Python 3, to be able to say that a newer one is needed.
"""

import os
import shutil
import subprocess
import sys

MINIMUM = (3, 11)
KNOWN_MINOR_VERSIONS = (14, 13, 12, 11)


def newer_python() -> "list[str] | None":
    """Return the command of an installed Python that is recent enough, or None."""
    for minor in KNOWN_MINOR_VERSIONS:
        commands = [[f"python3.{minor}"], ["py", f"-3.{minor}"]]
        for command in commands if os.name == "nt" else commands[:1]:
            if shutil.which(command[0]) and works(command):
                return command
    return None


def works(command: "list[str]") -> bool:
    """Tell whether this Python starts: version managers leave names that lead nowhere."""
    null = subprocess.DEVNULL
    return subprocess.call([*command, "--version"], stdout=null, stderr=null) == 0


def main(arguments: "list[str]") -> int:
    """Hand over to dev_commands, under a Python that is recent enough."""
    if sys.version_info >= MINIMUM:
        import dev_commands

        return dev_commands.main(arguments)
    command = newer_python()
    if command is None:
        sys.stderr.write(
            f"BTS TC Jury needs Python 3.11 or newer; this is Python {sys.version.split()[0]} and no newer "
            "one was found.\nInstall one (Debian: apt-get install python3; Windows, macOS: python.org) and "
            "try again.\n"
        )
        return 1
    return subprocess.call([*command, os.path.abspath(__file__), *arguments])  # noqa: PTH100


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
