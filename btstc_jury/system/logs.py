"""The technical log: what failed and where, never who."""

from __future__ import annotations

import logging
import sys
import threading
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from typing import cast

from platformdirs import user_log_path

from btstc_jury.system.private import private_folder, private_opener

_log = logging.getLogger(__name__)

_SIZE = 500_000
_KEPT = 3


def install_logging() -> None:
    """Log to a rotating file of the user's log folder; to the console alone where it can't be written.

    What fails in other threads is logged too; ``sys.excepthook`` is left to the interface.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    form = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    unavailable = ""
    try:
        folder = private_folder(user_log_path("btstc-jury", appauthor=False))
        handler: logging.Handler = _PrivateFileHandler(
            folder / "btstc-jury.log", maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8"
        )
    except OSError as error:
        handler = logging.StreamHandler()
        unavailable = error.strerror or type(error).__name__
    handler.setFormatter(form)
    root.addHandler(handler)
    if unavailable:
        _log.info("no log file: %s", unavailable)
    threading.excepthook = _log_thread
    sys.unraisablehook = _log_unraisable


class _PrivateFileHandler(RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        opened = open(  # noqa: SIM115 - Path.open takes no opener; the handler closes it
            self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors, opener=private_opener
        )
        return cast("TextIOWrapper", opened)


def _log_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        trace = (failed.exc_type, failed.exc_value, failed.exc_traceback)
        _log.critical("unexpected error in a thread", exc_info=trace)


def _log_unraisable(failed: sys.UnraisableHookArgs) -> None:
    if failed.exc_value is not None:
        trace = (failed.exc_type, failed.exc_value, failed.exc_traceback)
        _log.critical("unexpected error while cleaning up", exc_info=trace)
