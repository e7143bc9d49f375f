"""The recorded orals that the program is delivered with: whole, and fitting their forms."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from btstc_jury.application.drills import Drill, Who
from btstc_jury.bootstrap import form_folders
from btstc_jury.exchange.drill_files import read_drills
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.system.folders import data_dir

DRILLS = read_drills(data_dir("resources") / "drills")


def test_a_negotiation_and_a_project_are_delivered() -> None:
    assert {each.form for each in DRILLS} == {"e4-ponctuel", "e6-ponctuel"}


@pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill.key)
def test_what_is_said_fits_into_the_times_of_the_form(drill: Drill) -> None:
    form = FormLibrary(form_folders()).get(drill.form)
    assert {each.phase for each in drill.acts} == set(range(len(form.phases)))
    for each in drill.acts:
        maximum = form.phases[each.phase].maximum
        assert maximum is None or each.at < maximum
    assert len({(each.phase, each.at) for each in drill.acts}) == len(drill.acts)
    assert sum(each.who is Who.CANDIDATE for each in drill.acts) > 12


@pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill.key)
def test_the_recorded_levels_are_of_the_scale(drill: Drill) -> None:
    form = FormLibrary(form_folders()).get(drill.form)
    assert all(form.criterion(number) is not None for number in drill.levels)
    assert set(drill.levels.values()) <= set(form.level_letters)


def test_a_faulty_one_is_a_bug_and_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "essai.toml").write_text('title = "Essai"\n', encoding="utf-8")
    with pytest.raises(msgspec.ValidationError):
        read_drills(tmp_path)
