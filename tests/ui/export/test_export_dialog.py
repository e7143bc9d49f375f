"""The export of a file's grids, from the day's list to the closing summary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QProgressBar

from btstc_jury.application.grid_export import Choice, GridExport, Piece
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.bootstrap import SystemFiles
from btstc_jury.domain.signing import Means
from btstc_jury.domain.standing import Status
from btstc_jury.ui.export.export_dialog import Begin, ExportDialog
from btstc_jury.ui.theme.theme import Mode, Theme
from btstc_jury.ui.widgets.buttons import TickBox
from tests.each_status import Orals
from tests.fakes import FakeClock
from tests.signed_grids import sign
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, session
from tests.ui.pictures import QUICKLY
from tests.ui.test_pictures import EACH_LOOK, FOLDER, problems_of

ALL = (Means.INTERNAL,) * 3

pytestmark = pytest.mark.usefixtures("plain_documents")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "centre"


@pytest.fixture
def hands(show_window: ShowWindow, desk: Desk, clock: FakeClock, path: Path) -> Hands:
    """The day's list of a file with an oral of each status and one to come; two grids are signed."""
    office = create_file(desk, path, session())
    orals = Orals(office, clock)
    made = orals.each()
    sign(office, made[Status.NORMAL], *ALL)
    sign(office, made[Status.RESERVED], *ALL[:2])
    orals.plan("Moreau-Lefebvre de Saint-Exupéry d’Aubigny-sur-Nère")
    office.close()
    hands = show_window()
    hands.window.resize(1366, 768)
    assert hands.window.open_path(path)
    return hands


def opened(hands: Hands, out: Path) -> ExportDialog:
    """The dialog, every oral counted, with that folder typed."""
    hands.click(hands.button("Exporter les grilles…"))
    dialog = hands.window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    hands.wait(lambda: "1 interrogation sans proposition validée" in hands.texts(dialog))
    field(hands, dialog, "Dossier de destination").setText(str(out))
    return dialog


def field(hands: Hands, dialog: ExportDialog, name: str) -> QLineEdit:
    (found,) = (each for each in hands.see(QLineEdit, dialog) if each.accessibleName() == name)
    return found


def lacking(hands: Hands, dialog: ExportDialog) -> list[str]:
    (shown,) = hands.see(QListWidget, dialog)
    return [shown.item(row).text() for row in range(shown.count())]


class Held:
    """An export whose writing waits for the test, in its own thread. ``reached``: something waits."""

    def __init__(self) -> None:
        self.reached, self.go_on = Event(), Event()

    def begin(self, office: Office, choice: Choice, folder: Path) -> GridExport:
        export = SystemFiles().grid_export(office, choice, folder)
        write: Callable[[Piece], None] = export.write

        def held(piece: Piece) -> None:
            write(piece)
            self.reached.set()
            assert self.go_on.wait(30)

        vars(export)["write"] = held
        return export


def hold(dialog: ExportDialog) -> Held:
    held = Held()
    begin: Begin = held.begin
    dialog._begin = begin
    return held


def test_from_the_list_to_the_summary(hands: Hands, out: Path) -> None:
    dialog = opened(hands, out)
    said = hands.texts(dialog)
    for words in (
        "1 grille signée par tous",
        "1 grille signée en partie",
        "1 grille validée sans signature\u202f: dans l’index seulement",
        "3 interrogations qui n’ont pas eu lieu\u202f: constat",
        "Exemple\u202f: 0213456789 MOREAU E4 v1.pdf",
    ):
        assert words in said
    hands.click(hands.button("&Exporter", dialog))
    hands.wait(lambda: bool(hands.see(QListWidget, dialog)))
    assert "5 documents exportés, index.csv et index.pdf" in hands.texts(dialog)
    assert [each.split(" (")[0].partition("\u202f00 ")[2] for each in lacking(hands, dialog)] == [
        "MOREAU-LEFEBVRE DE SAINT-EXUPÉRY D’AUBIGNY-SUR-NÈRE Anaïs",
        "RESERVE Anaïs",
        "RETENU Anaïs",
    ]
    assert len(list(out.iterdir())) == 7
    hands.click(hands.button("Fermer", dialog))
    assert not dialog.isVisible()
    hands.back()
    assert hands.page is hands.workspace.day


def test_enter_closes_the_summary(hands: Hands, out: Path) -> None:
    dialog = opened(hands, out)
    hands.click(hands.button("&Exporter", dialog))
    hands.wait(lambda: bool(hands.see(QListWidget, dialog)))
    assert hands.at(hands.button("Fermer", dialog))
    hands.key("Return")
    assert not dialog.isVisible()


def test_what_is_ticked_changes_what_goes_out(hands: Hands, out: Path) -> None:
    dialog = opened(hands, out)
    (box,) = hands.see(TickBox, dialog)
    hands.click(box)
    assert "1 grille validée sans signature\u202f: PDF nommés «\u202fnon signée\u202f»" in hands.texts(dialog)
    pattern = field(hands, dialog, "Nom des fichiers")
    pattern.setText("{last_name}")
    assert "Exemple\u202f: MOREAU.pdf" in hands.texts(dialog)
    pattern.setFocus()
    hands.key("Return")
    hands.wait((out / "RETENU (non signée).pdf").exists)
    hands.wait(lambda: bool(hands.see(QListWidget, dialog)))
    hands.key("Esc")
    assert not dialog.isVisible()


def test_a_wrong_pattern_or_folder_is_said_beside_the_field(hands: Hands, out: Path) -> None:
    dialog = opened(hands, out)
    pattern = field(hands, dialog, "Nom des fichiers")
    pattern.setText("{surnom}")
    assert "Champ inconnu dans le modèle de nom\u202f: {surnom}" in hands.texts(dialog)
    hands.click(hands.button("&Exporter", dialog))
    assert hands.at(pattern)
    pattern.setText("{number}")
    place = field(hands, dialog, "Dossier de destination")
    for wrong, why in (("", "Indiquez où exporter"), ("ici", "Indiquez le dossier en entier")):
        place.setText(wrong)
        hands.click(hands.button("&Exporter", dialog))
        assert why in hands.texts(dialog)
        assert hands.at(place)
    out.write_bytes(b"x")
    place.setText(str(out))
    hands.click(hands.button("&Exporter", dialog))
    hands.wait(lambda: "Rien n’a été écrit dans" in hands.texts(dialog))
    assert place.isVisible()
    assert out.read_bytes() == b"x"
    hands.key("Esc")
    assert not dialog.isVisible()


def test_the_window_lives_during_an_export_and_a_cancel_leaves_nothing(hands: Hands, out: Path) -> None:
    dialog = opened(hands, out)
    held = hold(dialog)
    hands.click(hands.button("&Exporter", dialog))
    hands.wait(held.reached.is_set)
    (bar,) = hands.see(QProgressBar, dialog)
    assert (bar.value(), bar.maximum()) == (0, 7)
    assert [each.name for each in out.iterdir() if not each.name.startswith(".")] == []
    hands.key("Esc")
    assert dialog.isVisible()
    held.go_on.set()
    hands.wait(lambda: "Export annulé\u202f: rien n’a été écrit." in hands.texts(dialog))
    assert not out.exists()
    hands.click(hands.button("&Exporter", dialog))
    hands.wait(lambda: bool(hands.see(QListWidget, dialog)))
    assert len(list(out.iterdir())) == 7
    hands.key("Esc")


def test_a_file_closed_during_an_export_leaves_nothing(hands: Hands, out: Path) -> None:
    dialog = opened(hands, out)
    held = hold(dialog)
    hands.click(hands.button("&Exporter", dialog))
    hands.wait(held.reached.is_set)
    held.go_on.set()
    assert hands.window.close()
    QApplication.processEvents()
    assert not out.exists()


class Opened(QObject):
    """What the system is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url)


def test_the_summary_opens_the_folder(hands: Hands, out: Path) -> None:
    dialog = opened(hands, out)
    hands.click(hands.button("&Exporter", dialog))
    hands.wait(lambda: bool(hands.see(QListWidget, dialog)))
    asked = Opened()
    QDesktopServices.setUrlHandler("file", asked, "open")  # type: ignore[arg-type]  # The stub says bytes.
    try:
        hands.click(hands.button("Ouvrir le dossier", dialog))
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [Path(each.toLocalFile()) for each in asked.urls] == [out]
    hands.key("Esc")


@pytest.mark.parametrize(("mode", "scale"), EACH_LOOK)
def test_the_dialog_fits(hands: Hands, theme: Theme, tmp_path: Path, mode: Mode, scale: float) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    theme.set(mode, scale)
    out = tmp_path / "Grilles de la très longue session de mai du lycée polyvalent des métiers"
    dialog = opened(hands, out)
    held = hold(dialog)
    problems = look(dialog, f"export-choice-{mode}-{scale:.0%}")
    hands.click(hands.button("&Exporter", dialog))
    hands.wait(held.reached.is_set)
    problems += look(dialog, f"export-progress-{mode}-{scale:.0%}")
    held.go_on.set()
    hands.wait(lambda: bool(hands.see(QListWidget, dialog)))
    problems += look(dialog, f"export-summary-{mode}-{scale:.0%}")
    hands.key("Esc")
    assert not problems, "\n".join(problems)


def look(dialog: ExportDialog, name: str) -> list[str]:
    for _ in range(6):
        QApplication.processEvents()
    assert dialog.grab().save(str(FOLDER / f"{name.replace('%', '')}.png"), None, QUICKLY)
    assert dialog.findChildren(QLabel)
    return [f"{name}: {each}" for each in problems_of(dialog)]
