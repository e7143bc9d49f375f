"""Where demonstration files live: apart from exam files, and not for long."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from platformdirs import user_data_path

from btstc_jury.system.atomic import problem_of
from btstc_jury.system.private import private_folder

_KEPT = 3


def fresh_folder() -> Path:
    """A new folder for one demonstration; only the latest few are kept. Raises ``FileProblem``."""
    root = user_data_path("btstc-jury", appauthor=False) / "demonstrations"
    try:
        private_folder(root)
        earlier = sorted(root.iterdir(), key=lambda each: each.stat().st_mtime)
        for folder in earlier[: max(0, len(earlier) - _KEPT + 1)]:
            shutil.rmtree(folder, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix="demonstration-", dir=root))
    except OSError as error:
        raise problem_of(root, error) from error
