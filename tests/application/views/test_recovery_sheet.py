"""What the page of the recovery key says."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.passphrases import FileKey, read_recovery_key
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.file_names import recovery_file_name
from btstc_jury.application.views.passphrase import recovery_sheet
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_session
from tests.memory_file import MemoryFiles

RAW = bytes(range(32))
DESK = Desk(MemoryFiles(), FakeLibrary(make_form()), FakeClock())


def test_the_page_bears_the_key_the_file_and_the_day() -> None:
    office = create_file(DESK, Path("juin.btsjury"), make_session(), FileKey(raw=RAW))
    view = recovery_sheet(office)
    assert read_recovery_key("-".join(view.groups)) == RAW
    assert (view.file, view.made) == ("juin.btsjury", "01/06/2026")
    assert view.groups[0] not in repr(view)


def test_a_plain_file_has_none() -> None:
    office = create_file(DESK, Path("mai.btsjury"), make_session())
    with pytest.raises(ValueError, match="plain"):
        recovery_sheet(office)


def test_the_name_of_its_file_is_good_everywhere() -> None:
    assert recovery_file_name(Path("/x/BTS TC 2026: n° 3.btsjury")) == "clé-de-secours_BTS-TC-2026-n-3.pdf"
