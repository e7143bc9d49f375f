"""The program where no interpreter is beside it: it then is the one that its own processes are started by."""

import multiprocessing
import runpy
import sys

_OWN = "btstc_jury.cli."
"""Of the modules that the program starts as processes, with an interpreter's words: ``-m MODULE``."""


def main() -> int:
    """Run what is asked for, and return its exit status."""
    multiprocessing.freeze_support()
    given = sys.argv[1:]
    if len(given) == 2 and given[0] == "-m" and given[1].startswith(_OWN):
        runpy.run_module(given[1], run_name="__main__", alter_sys=True)
        return 0
    from btstc_jury.cli import main as program

    return program()


if __name__ == "__main__":
    sys.exit(main())
