"""A centre file in the program's window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from btstc_jury.application.centre.office import CentreDesk, CentreOffice, create_centre
from btstc_jury.application.centre.ports import Enrolment
from btstc_jury.application.sessions import Desk
from btstc_jury.bootstrap import centres
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.ui.centre.frame import CentreFrame
from btstc_jury.ui.centre.head import Chip
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands

CENTRE = Centre("Lycée des Bords de Marne", 2027, "0941234A")
PEOPLE = (
    CentreCandidate("02134560", last_name="Moreau", first_names="Ana", school="Lycée Gide", exams="E4, E6"),
    CentreCandidate("02134561", last_name="Benali", first_names="Karim", school="Lycée Gide"),
    CentreCandidate("02134562", last_name="Diallo", first_names="Sékou", school="Lycée Sand"),
)


def frame_of(hands: Hands) -> CentreFrame:
    room = hands.window.bench.centres.room
    assert room is not None
    return room.frame


def chips(hands: Hands) -> list[str]:
    return [each.text() for each in frame_of(hands).head.findChildren(Chip)]


@pytest.fixture
def centre_desk(desk: Desk) -> CentreDesk:
    return centres(lambda: desk).desk()


@pytest.fixture
def centre_path(tmp_path: Path) -> Path:
    return tmp_path / "Marne.btscentre"


MakeCentre = Callable[..., Path]


@pytest.fixture
def make_centre(centre_desk: CentreDesk, centre_path: Path) -> MakeCentre:
    """A closed file with those candidates."""

    def make(*people: CentreCandidate) -> Path:
        office: CentreOffice = create_centre(centre_desk, centre_path, CENTRE)
        if people:
            office.file.enrol(Enrolment(office.act("Liste reçue."), added=people))
        office.close()
        return centre_path

    return make


@pytest.fixture
def hands(show_window: ShowWindow, make_centre: MakeCentre) -> Hands:
    """On the page of candidates of a centre of three."""
    found = show_window()
    assert found.window.open_path(make_centre(*PEOPLE))
    return found
