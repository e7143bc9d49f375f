"""The technical log: what failed and where, never who."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from copy import copy
from functools import partial
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from traceback import format_tb
from types import TracebackType
from typing import TypeAlias, cast

from platformdirs import user_log_path

from btstc_jury.system.folders import private_folder, private_opener

_log = logging.getLogger(__name__)

_Trace: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_SIZE = 500_000
_KEPT = 3


def install_logging() -> None:
    """Log to a rotating file of the user's log folder; to the console alone where it can't be written.

    What fails in other threads is logged too; ``sys.excepthook`` is left to the interface.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    form = _Nameless("%(asctime)s %(levelname)s %(name)s %(message)s")
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
    threading.excepthook = partial(_log_failed, "in a thread")
    sys.unraisablehook = partial(_log_failed, "while cleaning up")


class _Nameless(logging.Formatter):
    """Of an exception: where it came from and its type. Its message may quote what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        # What another handler made of the exception is kept in the record.
        bare = copy(record)
        bare.exc_text = None
        return super().format(bare)

    def formatException(self, ei: _Trace) -> str:  # noqa: N802 - logging's name
        return "\n".join(_lines(ei[1], set()))


def _lines(error: BaseException | None, seen: set[int]) -> Iterator[str]:
    """The exceptions that led to it first, as Python shows them."""
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    yield from _lines(error.__cause__ or error.__context__, seen)
    yield from (line.rstrip() for line in format_tb(error.__traceback__))
    code = f" errno {error.errno}" if isinstance(error, OSError) else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{code}"


class _PrivateFileHandler(RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        opened = open(  # noqa: SIM115 - Path.open takes no opener; the handler closes it
            self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors, opener=private_opener
        )
        return cast("TextIOWrapper", opened)


def _log_failed(where: str, failed: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> None:
    if failed.exc_value is not None:
        trace = (failed.exc_type, failed.exc_value, failed.exc_traceback)
        _log.critical("unexpected error %s", where, exc_info=trace)
