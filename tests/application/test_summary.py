"""The line of the index."""

from __future__ import annotations

from decimal import Decimal

from btstc_jury.application.office import Office
from btstc_jury.application.summary import OralSummary, summarise
from btstc_jury.domain import commands as do
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.standing import Stage
from tests.application.offices import bring, plan
from tests.forms_for_tests import make_form, make_plan


def test_a_line_tells_what_a_list_shows(office: Office) -> None:
    planned = make_plan()
    assert summarise(7, office.history(1)) == OralSummary(
        oral=7,
        number="0012",
        last_name="Durand",
        first_names="Élodie",
        birth=planned.candidate.birth,
        form_key="essai",
        form_name=make_form().name,
        scheduled=planned.scheduled,
        stage=Stage.PLANNED,
        extra_time=False,
        preparing=None,
        phase=None,
        mark=None,
        missing=5,
        version=0,
    )


def test_a_line_follows_the_oral_to_its_end(office: Office) -> None:
    bring(office, 1, Stage.FINALISED)
    line = summarise(1, office.history(1))
    assert (line.stage, line.phase, line.mark, line.missing, line.version) == (
        Stage.FINALISED,
        1,
        Decimal("12.5"),
        0,
        1,
    )


def test_a_line_tells_of_extra_time_and_preparation(office: Office) -> None:
    number = plan(office, "Petit", accommodation=Accommodation(total=ONE_THIRD))
    office.act(number, do.StartPreparation())
    line = summarise(number, office.history(number))
    assert line.extra_time
    assert line.preparing == office.oral(number).preparation is not None
