"""The verification in each look, rendered into ``build/screens/``: nothing is clipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from btstc_jury.ui.theme.theme import Mode, Theme
from btstc_jury.ui.verification.verification_dialog import VerificationDialog
from tests.documents.signing.verification.envelope_of import broken_second
from tests.documents.signing.verification.grids import usual
from tests.ui.conftest import ShowWindow
from tests.ui.pictures import QUICKLY
from tests.ui.test_pictures import EACH_LOOK, FOLDER, problems_of


@pytest.mark.parametrize(("mode", "scale"), EACH_LOOK)
def test_the_verification_fits(
    show_window: ShowWindow, theme: Theme, tmp_path: Path, mode: Mode, scale: float
) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    theme.set(mode, scale)
    good, bad = tmp_path / "E4-ponctuel_0213456789_MOREAU-LEFEBVRE-DE-SAINT_v1.pdf", tmp_path / "changée.pdf"
    good.write_bytes(usual())
    bad.write_bytes(broken_second(usual()))
    hands = show_window()
    hands.window.resize(1280, 720)
    hands.window.tasks.verify((good, bad))
    dialog = hands.window.findChild(VerificationDialog)
    assert dialog is not None
    hands.wait(lambda: not dialog.busy)
    problems = []
    for name in ("&Pages", "&Données jointes"):
        hands.button(name, dialog).click()
        for _ in range(6):
            QApplication.processEvents()
        hands.wait(lambda: not dialog.busy)
        look = f"{theme.palette.name}-{round(scale * 100)}"
        title = f"verification-{name.strip('&').split()[0].lower()}-{look}"
        assert dialog.grab().save(str(FOLDER / f"{title}.png"), None, QUICKLY)
        problems += [f"{title}: {problem}" for problem in problems_of(dialog)]
    dialog.close()
    assert not problems, "\n".join(problems)
