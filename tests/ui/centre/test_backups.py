"""The backups of a centre file in the window: at its opening, after a list, and before it closes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from btstc_jury.application.centre import Enrolment
from btstc_jury.application.centre_office import CentreTopic
from btstc_jury.application.settings import Settings
from btstc_jury.domain.centre.timetable import PlacingRules
from btstc_jury.storage.centre import SqliteCentreFiles
from tests.ui.centre.conftest import PEOPLE, MakeCentre
from tests.ui.centre.test_protection import room_of
from tests.ui.conftest import ShowWindow


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
