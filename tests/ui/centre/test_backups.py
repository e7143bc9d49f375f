"""The backups of a centre file in the window: at its opening, after a list, and before it closes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer

from btstc_jury.application.centre.office import CentreTopic
from btstc_jury.application.centre.ports import Enrolment
from btstc_jury.application.settings import Settings
from btstc_jury.domain.centre.timetable import PlacingRules
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.ui.shell.restoring import RestoreDialog
from tests.ui.centre.conftest import PEOPLE, MakeCentre
from tests.ui.centre.test_protection import room_of
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands


def test_copies_are_made_as_of_an_exam_file(
    show_window: ShowWindow, make_centre: MakeCentre, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    hands = show_window(settings=Settings(backup_folder=folder))

    def copies() -> list[Path]:
        return sorted(folder.glob("*.btscentre"))

    assert hands.window.open_path(make_centre(*PEOPLE[:1]))
    room = room_of(hands)
    backups = room.backups
    assert backups is not None
    hands.wait(lambda: len(copies()) == 1 and not backups._beside.busy)
    office, presenter = room.office, room.presenter
    added = Enrolment(office.act("Liste reçue."), added=PEOPLE[1:])
    assert presenter.carry_out(lambda: office.file.enrol(added), {CentreTopic.CANDIDATES})
    hands.wait(lambda: len(copies()) == 2 and not backups._beside.busy)
    before = office.timetable
    assert presenter.replan(replace(before, rules=PlacingRules(gap=20)), "Règles changées")
    assert not backups._beside.busy, "the days are moved too often"
    hands.key("Ctrl+W")
    assert len(copies()) == 3
    latest = max(copies(), key=lambda each: each.stat().st_mtime_ns)
    with SqliteCentreFiles().to_read(latest) as last:
        assert len(last.candidates()) == 3
        assert last.timetable().rules.gap == 20


def test_one_is_put_back_in_its_place_from_the_menu(
    show_window: ShowWindow, make_centre: MakeCentre, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "Marne – 2027-05-01 10h00m00.btsjury").write_bytes(b"of a commission")
    hands = show_window(settings=Settings(backup_folder=folder))
    assert hands.window.open_path(make_centre(*PEOPLE))
    room = room_of(hands)
    backups = room.backups
    assert backups is not None
    path = room.office.file.path
    hands.wait(lambda: len(list(folder.glob("*.btscentre"))) == 1 and not backups._beside.busy)
    room.presenter.replan(replace(room.office.timetable, rules=PlacingRules(gap=20)), "Règles changées")
    seen: list[str] = []
    QTimer.singleShot(0, partial(take, hands, seen, -1))
    hands.window.acts.restore.trigger()
    assert "Centre, session 2027 · 3 candidats" in seen[0]
    assert "btsjury" not in seen[0]
    assert str(path) in seen[0], "what would be replaced is named"
    assert room_of(hands).office.timetable.rules.gap != 20
    assert room_of(hands).office.file.path == path
    assert "est restaurée" in hands.window.notices.text()
    (aside,) = (each for each in path.parent.glob("*.btscentre") if "remplacé le" in each.name)
    with SqliteCentreFiles().to_read(aside) as replaced:
        assert replaced.timetable().rules.gap == 20


def take(hands: Hands, done: list[str], place: int) -> None:
    """In the dialog of restoring: choose that line once all are read."""
    dialog = hands.window.findChild(RestoreDialog)
    assert dialog is not None
    if not all(each.isEnabled() for each in dialog.rows):
        QTimer.singleShot(10, partial(take, hands, done, place))
        return
    hands.click(dialog.rows[place])
    done.append(hands.texts(dialog))
    hands.click(dialog.restore)


def test_a_centre_reminds_of_the_folder_that_is_not_chosen(
    show_window: ShowWindow, make_centre: MakeCentre, tmp_path: Path
) -> None:
    hands = show_window()
    assert hands.window.open_path(make_centre(*PEOPLE))
    head = room_of(hands).frame.head
    button = hands.button("Dossier de sauvegarde à choisir…", head)
    preferences = hands.window.preferences
    preferences.put(preferences.value._replace(backup_folder=tmp_path))
    assert not button.isVisible()
