"""No page cites a line of our copy of the arrêté, which nobody else has: a source is a place of it."""

from __future__ import annotations

import re

import pytest

from btstc_jury.application.views.arrival import seat_notices
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.paper_text import paper_text
from btstc_jury.application.views.sources import source_of
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.moments import Duration
from tests.each_status import Orals
from tests.forms_for_tests import JURORS

KEYS = ("e4-ponctuel", "e4-ccf-1", "e4-ccf-2", "e6-ponctuel", "e6-ccf-1", "e6-ccf-2", "e6-ccf-unique")
_LINE = re.compile(r"\bl\.\s?\d")


@pytest.mark.parametrize("key", KEYS)
def test_no_line_of_our_copy_is_on_the_pages(orals: Orals, key: str) -> None:
    oral = orals.plan("Moreau", key)
    jurors = JURORS[:2] if key.startswith("e6") else JURORS
    orals.act(oral, do.Open(jurors, Duration.minutes(40)), do.Start(), ev.Ended())
    form = orals.office.oral(oral).form
    told = paper_text(grid_view(orals.office, oral)).splitlines()
    told += [notice.text for notice in seat_notices(form, JURORS[:1])]
    told += [source_of(form, path) for path in form.origins]
    assert any(f"annexe V, {form.exam}, §\u202f3" in each for each in told)
    assert not [each for each in told if _LINE.search(each)]
