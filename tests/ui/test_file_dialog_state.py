"""What Qt's own file dialogs keep between two runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_CHOSEN = """
import sys
import shiboken6
from PySide6.QtWidgets import QApplication, QFileDialog
from btstc_jury.bootstrap import make_application
app = make_application() if sys.argv[1] == "ours" else QApplication([])
dialog = QFileDialog(None, "Choisir", sys.argv[2])
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.show()
app.processEvents()
dialog.selectFile("grille.pdf")
dialog.accept()
shiboken6.delete(dialog)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own dialogs are shown")
@pytest.mark.parametrize(("whose", "kept"), [("ours", False), ("any", True)])
def test_the_folders_that_were_shown_are_kept_nowhere(whose: str, kept: bool, tmp_path: Path) -> None:
    """Any program's are kept: the test would tell if Qt kept them elsewhere."""
    home, folder = tmp_path / "home", tmp_path / "candidats"
    folder.mkdir()
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(_ROOT)}
    environment.pop("XDG_CONFIG_HOME", None)
    subprocess.run([sys.executable, "-c", _CHOSEN, whose, str(folder)], env=environment, check=True)
    told = [each for each in home.rglob("*") if each.is_file() and b"candidats" in each.read_bytes()]
    assert bool(told) is kept
