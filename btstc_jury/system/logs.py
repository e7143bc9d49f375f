"""The technical log: what failed and where, never who."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from platformdirs import user_log_path

_SIZE = 500_000
_KEPT = 3


def install_logging() -> None:
    """Log to a rotating file of the user's log folder; to the console alone where it can't be written."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    form = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        folder = user_log_path("btstc-jury", appauthor=False, ensure_exists=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "btstc-jury.log", maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8"
        )
    except OSError as error:
        handler = logging.StreamHandler()
        logging.getLogger(__name__).info("no log file: %s", error.strerror)
    handler.setFormatter(form)
    root.addHandler(handler)
