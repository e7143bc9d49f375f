"""Pictures of the candidate's screen, the cover, the settings and the keys: build/screens/."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from btstc_jury.application.views.candidate import WAITING, CandidateFace, FaceState
from btstc_jury.ui.candidate_screen.candidate_window import CandidateWindow
from btstc_jury.ui.settings.settings_dialog import SettingsDialog
from btstc_jury.ui.shell.keys_sheet import KeysSheet
from btstc_jury.ui.theme.theme import Mode, Theme
from tests.ui.hands import Hands
from tests.ui.pictures import QUICKLY

SCREENS = Path(__file__).resolve().parents[3] / "build" / "screens"

FACES = {
    "passage": CandidateFace(
        FaceState.RUNNING, "Simulation de la négociation", "18:03", 0.41, "phase 2 sur 4"
    ),
    "depassement": CandidateFace(
        FaceState.RUNNING,
        "Soutenance du projet et entretien avec la commission d’interrogation",
        "+101:12",
        1.0,
        "phase 1 sur 2",
        overrun=True,
    ),
    "suspendu": CandidateFace(FaceState.PAUSED, "Présentation", "07:00", 0.3, "phase 1 sur 4"),
    "classe": CandidateFace(
        FaceState.RUNNING,
        "Simulation de la négociation",
        "14:02",
        0.4,
        "ENTRAÎNEMENT · phase 1 sur 2",
        told="Simulation de la négociation technico-commerciale à partir de la situation modifiée proposée"
        " par la commission. Pour cette épreuve, le candidat pourra se munir d’outils nomades.",
    ),
    "preparation": CandidateFace(FaceState.PREPARING, "Préparation", "49:59", 0.01),
    "attente": WAITING,
}


@pytest.fixture(params=[("light", 1.0), ("dark", 1.0), ("light", 1.5)], ids=["light", "dark", "light-150"])
def look(request: pytest.FixtureRequest, theme: Theme) -> str:
    """The name of the look in force."""
    chosen: tuple[Mode, float] = request.param
    theme.set(*chosen)
    return f"{chosen[0]}-{chosen[1]:.0%}".replace("%", "")


def keep(page: QWidget, name: str) -> set[int]:
    """Keep a picture of a page; the colours on its edges."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for _ in range(3):
        QCoreApplication.processEvents()
    picture = page.grab()
    assert picture.save(str(SCREENS / f"{name}.png"), None, QUICKLY)
    image = picture.toImage()
    last = image.width() - 1
    return {image.pixel(x, y) for y in range(image.height() - 24) for x in (0, 2, last - 2, last)}


@pytest.mark.parametrize(
    "size", [(1366, 768), (1024, 768), (400, 225), (200, 113)], ids=lambda size: str(size[0])
)
@pytest.mark.parametrize("name", FACES)
def test_nothing_of_a_face_is_cut_at_its_edges(
    theme: Theme, look: str, name: str, size: tuple[int, int]
) -> None:
    window = CandidateWindow(theme)
    window.resize(*size)
    window.show()
    window.view.show_face(FACES[name])
    ground = QColor(theme.palette.background).rgb()
    assert keep(window, f"candidat-{name}-{size[0]}-{look}") == {ground}
    window.close()
    window.deleteLater()


def test_cover_settings_and_keys(started: Hands, look: str) -> None:
    started.key("F9")
    keep(started.window, f"masque-{look}")
    started.key("F9")
    for signal, kind, name in (
        (started.window.acts.settings.trigger, SettingsDialog, "reglages"),
        (started.window.acts.keys.trigger, KeysSheet, "raccourcis"),
    ):
        signal()
        shown = started.window.findChild(kind)
        assert isinstance(shown, QDialog)
        keep(shown, f"{name}-{look}")
        words = [each for each in shown.findChildren(QLabel) if each.isVisible() and each.text()]
        assert len(words) > 40
        ends = [each.mapTo(shown, each.rect().topRight()).x() for each in words]
        assert max(ends) < shown.width(), name
        shown.reject()
