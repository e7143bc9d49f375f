"""The plan as it is edited."""

from __future__ import annotations

from datetime import datetime

from btstc_jury.application.office import Office
from btstc_jury.application.views.planning import form_locked, next_slot
from btstc_jury.domain import commands as do
from btstc_jury.domain.standing import Stage
from tests.application.offices import bring, note, plan


def test_a_form_is_locked_from_the_first_work_on_it(office: Office) -> None:
    assert not form_locked(office, 1)
    note(office, 1, "dossier complet")
    assert form_locked(office, 1)
    office.act(1, do.Undo())
    assert not form_locked(office, 1)
    bring(office, 1, Stage.OPENED)
    assert form_locked(office, 1)


def test_the_next_oral_comes_an_hour_after_the_last_of_the_day(office: Office) -> None:
    plan(office, "Petit", "2026-06-01 11:30")
    plan(office, "Roux", "2026-06-02 16:00")
    assert next_slot(office, None) == datetime.fromisoformat("2026-06-01 12:30")
