"""The sheets that jurors write on: for whom, and that they hold nothing of what is recorded."""

from __future__ import annotations

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.views.file_names import sheets_file_name
from btstc_jury.application.views.juror_sheet import juror_sheets, level_keys, sheets_of_day
from btstc_jury.application.views.sheet_entry import KeyMeaning, read_key, sheet_entry_view
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.form import Level
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.standing import Stage
from tests.application.offices import act, bring, plan
from tests.forms_for_tests import make_form

FORM = make_form()


def test_a_sheet_for_each_juror_and_candidate(office: Office) -> None:
    plan(office, "Petit", "2026-06-01 10:00", accommodation=Accommodation(phases=ONE_THIRD))
    view = juror_sheets(office, (1, 2))
    assert [(sheet.candidate, sheet.juror) for sheet in view.sheets] == [
        (name, juror)
        for name in ("DURAND Élodie", "PETIT Jo")
        for juror in ("Camille Fictif", "Dominique Fictif", "Claude Fictif")
    ]
    first, later = view.sheets[0], view.sheets[3]
    assert first.seat == "Professeur d’économie et gestion"
    assert first.keys == "À la saisie\u202f: 1 TI · 2 I · 3 S · 4 TS · 0 NE"
    assert [(part.title, part.allowed) for part in first.parts] == [
        ("1 Présentation", "10:00"),
        ("2 Entretien", "reste du total"),
    ]
    assert later.parts[0].allowed == "13:20"
    assert (first.out_of, first.step) == ("20", "0,5")


def test_nothing_recorded_is_on_a_sheet(office: Office) -> None:
    before = juror_sheets(office, (1,))
    bring(office, 1, Stage.ENDED)
    assert juror_sheets(office, (1,)) == before


def test_who_left_gets_none(office: Office) -> None:
    bring(office, 1, Stage.RUNNING)
    act(office, 1, ev.JurorLeft("b", "malaise"))
    assert [sheet.juror for sheet in juror_sheets(office, (1,)).sheets] == ["Camille Fictif", "Claude Fictif"]


def test_a_day_has_sheets_for_what_is_not_settled(office: Office) -> None:
    plan(office, "Petit", "2026-06-01 10:00")
    plan(office, "Grand", "2026-06-02 09:00")
    day = office.oral(1).plan.scheduled.date()
    assert sheets_of_day(office, day) == (1, 2)
    bring(office, 1, Stage.FINALISED)
    assert sheets_of_day(office, day) == (2,)
    assert sheets_file_name(office, (1, 2)) == "feuilles_2026-06-01.pdf"
    assert sheets_file_name(office, (2,)).endswith("_feuilles.pdf")


@pytest.mark.parametrize(
    ("pending", "typed", "meant"),
    [
        ("", "1", KeyMeaning("TI")),
        ("", "4", KeyMeaning("TS")),
        ("", "0", KeyMeaning("NE")),
        ("", "5", KeyMeaning()),
        ("", "t", KeyMeaning(pending="T")),
        ("T", "s", KeyMeaning("TS")),
        ("T", "x", KeyMeaning()),
        ("", "i", KeyMeaning("I")),
        ("", "n", KeyMeaning("NE")),
        ("", "é", KeyMeaning()),
    ],
)
def test_what_a_key_means(pending: str, typed: str, meant: KeyMeaning) -> None:
    assert read_key(FORM, pending, typed) == meant


def test_levels_and_their_number_come_from_the_form() -> None:
    two = make_form(levels=(Level("N", "non acquis"), Level("A", "acquis")))
    assert level_keys(two) == "1 N · 2 A · 0 NE"
    assert read_key(two, "", "3") == KeyMeaning()
    assert read_key(two, "", "n") == KeyMeaning(pending="N")


def test_an_entry_is_its_juror_s_alone(running: Office) -> None:
    act(running, 1, ev.ModeChosen(OpinionMode.SEPARATE), ev.OpinionRated("a", 2, "S"))
    view = sheet_entry_view(running, 1, "b")
    assert {line.level for line in view.lines} == {""}
    assert view.first_empty() == 0
    own = sheet_entry_view(running, 1, "a")
    assert [line.level for line in own.lines] == ["", "S", ""]
    assert own.lacking == "Il manque\u202f: 2 niveaux (1, 3) et la note."
    assert own.title == "Feuille de Camille Fictif"
