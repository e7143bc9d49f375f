"""A demonstration without a screen: where it is drawn, and how it went."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from btstc_jury.application.problems import FileProblem, cause
from btstc_jury.application.views import messages
from btstc_jury.demonstration.driver import DemonstrationFailed


def screens(folder: Path) -> str:
    """Qt's platform with the screens of a class room, a laptop's and a projector's, told in ``folder``. On
    Windows, whose paths Qt can't take there, the one screen that it has by itself.
    """
    if sys.platform == "win32":
        return "offscreen"
    common = {"y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    laptop = {"name": "Portable", "x": 0, "width": 1366, "height": 768, **common}
    projector = {"name": "Projecteur", "x": 1366, "width": 1280, "height": 720, **common}
    told = folder / "ecrans.json"
    told.write_text(json.dumps({"screens": [laptop, projector]}), encoding="utf-8")
    return f"offscreen:configfile={told}"


def _quiet() -> None:
    """Qt remarks on what a screen in memory can't do; whoever reads the terminal can do nothing of it."""

    def tell(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if not words.startswith(_REMARK):
            sys.stderr.write(f"{words}\n")

    qInstallMessageHandler(tell)


_OTHERS = 0o077
_REMARK = "This plugin does not support "


def carried_out(conduct: Callable[[], None], out: Path, done: str) -> tuple[int, str]:
    """Exit status 0 when all went through, and how it went; ``done``: what then is said."""
    _quiet()
    # Candidates' names, as in exports: Qt gives pictures the permissions that the system leaves.
    others = os.umask(_OTHERS)
    try:
        out.mkdir(parents=True, exist_ok=True)
        conduct()
    except DemonstrationFailed as failure:
        return 1, f"La démonstration s’est arrêtée\u202f: {failure}"
    except FileProblem as problem:
        if problem.kind in messages.OF_SERVER:
            return (
                1,
                f"La démonstration n’a pas pu se faire\u202f: {messages.problem_of_centre(problem).sentence}",
            )
        return 1, f"La démonstration n’a pas pu écrire dans {out}\u202f: {messages.problem(problem).title}"
    except OSError as error:
        return 1, f"La démonstration n’a pas pu écrire dans {out}\u202f: {cause(error)}."
    finally:
        os.umask(others)
    return 0, f"{done} Résultats\u202f: {out}"
