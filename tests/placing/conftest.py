from __future__ import annotations

from collections.abc import Iterator

import pytest

from btstc_jury.application.centre.placing import MODULE, ProcessSolver
from btstc_jury.system.long_worker import LongWorker
from btstc_jury.system.worker import Stopped


@pytest.fixture(scope="module")
def solver() -> Iterator[ProcessSolver]:
    """The real one, in its process."""
    worker = LongWorker(MODULE)
    yield ProcessSolver(worker.ask, Stopped, lambda: True)
    worker.close()
