"""The solver of the days, in its process."""

from __future__ import annotations

import atexit
from functools import cache
from importlib.util import find_spec

from btstc_jury.application.centre.placing import MODULE, ProcessSolver
from btstc_jury.system.long_worker import LongWorker
from btstc_jury.system.worker import Stopped


@cache
def day_solver() -> ProcessSolver:
    """One for the program: it takes a second to start, which it does when first asked."""
    worker = LongWorker(MODULE)
    atexit.register(worker.close)
    return ProcessSolver(worker.ask, Stopped, installed)


def installed() -> bool:
    """Whether OR-Tools is, without loading it."""
    return find_spec("ortools") is not None
