"""Centres on a real server: listed, opened, written by several at once, never twice and never half."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from btstc_jury.application.centre import CentreAct, Enrolled, Enrolment
from tests.servers import Server
from tests.storage.centre.servers_centres import CENTRE, MADE, Stations, stations
from tests.storage.centre.test_centre_file import SEAN, ZOE
from tests.storage.centre.test_collection import BYTES, DEPOSIT, HELD, SHA, all_of
from tests.storage.centre.test_days import whole_day

ACT = CentreAct(2, "Alix", "Liste reçue.")
OTHER = CentreAct(3, "Camille", "Candidat corrigé.")


@pytest.fixture
def there(server: Server) -> Iterator[Stations]:
    with stations(server) as found:
        yield found


def test_what_is_written_is_read_elsewhere(there: Stations) -> None:
    file = there.open()
    file.enrol(Enrolment(ACT, [ZOE, SEAN], mapping=("abc", ("number", "", "last_name"))))
    file.replan(file.timetable(), whole_day(), OTHER)
    file.collection.keep(DEPOSIT)
    for centre in (file, there.open()):
        assert centre.centre() == CENTRE
        assert centre.candidates() == (Enrolled(1, 1, ZOE), Enrolled(2, 1, SEAN))
        assert centre.mappings() == {"abc": ("number", "", "last_name")}
        assert centre.timetable() == whole_day()
        assert all_of(centre) == HELD
        assert centre.collection.content(SHA) == BYTES
        assert centre.acts() == (MADE, ACT, OTHER, DEPOSIT.act)
    (listed,) = there.served.centres()
    assert listed.centre == CENTRE
    assert (listed.candidates, listed.slots, listed.receipts, listed.acts) == (2, 14, 1, 4)
    assert listed.last == DEPOSIT.act.utc
    found = there.served.check(there.identity)
    assert found.findings == ()
    assert found.held["slots"] == 14
