"""A centre that is called otherwise: what bears the new name, and what went out under the old one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.application.centre.collecting import collect
from btstc_jury.application.centre.conflicts import clashes, rebased
from btstc_jury.application.centre.naming import bearing, corrected, rename, wrong_uai
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.printing import CentrePrinting, Wanted
from btstc_jury.application.centre.sending import HandOutState, hand_outs, make_hand_out
from btstc_jury.application.centre.slips import SlipBy, slips
from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.centre.conflict import clash_views
from btstc_jury.application.views.centre.naming import old_name_lines
from btstc_jury.application.views.centre.paper import CentrePaper
from btstc_jury.domain.centre.centre import Centre, WrongCentre
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.examination import examine_held
from btstc_jury.system.files import remove_file
from tests.centres import CENTRE, MemoryCentre, a_pictured_centre, an_office
from tests.collected_files import TestTools, brought

NEW = Centre("Lycée d’à côté", CENTRE.year, "0751234B")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CentreOffice]:
    with closing(an_office(a_pictured_centre(tmp_path))) as opened:
        yield opened


def test_it_is_an_act_that_is_kept_and_taken_back(office: CentreOffice) -> None:
    rename(office, NEW)
    assert office.centre == NEW
    assert office.file.acts()[-1].words == (
        f"Centre renommé\u202f: Lycée d’à côté (0751234B), auparavant {CENTRE.name} ({CENTRE.uai})."
    )
    path = office.file.path
    assert office.undo().startswith("Centre renommé")
    assert office.centre == CENTRE
    office.redo()
    office.close()
    with SqliteCentreFiles().to_read(path) as kept:
        assert kept.centre() == NEW
        assert [each.words.split("\u202f")[0] for each in kept.acts()[-3:]] == [
            "Centre renommé",
            "Annulé",
            "Rétabli",
        ]
        # All that seals the file is right.
        with kept.snapshot() as data:
            assert examine_held(data).findings == ()


def test_what_is_made_afterwards_bears_the_new_name(office: CentreOffice, tmp_path: Path) -> None:
    rename(office, NEW)
    printing = CentrePrinting(office, Wanted(frozenset(CentrePaper)))
    assert {each.view.centre for each in printing.made()} == {"Lycée d’à côté · UAI 0751234B"}
    assert "Lycée d’à côté" in printing.title
    assert {each.view.centre for each in slips(office, SlipBy.CENTRE)} == {"Lycée d’à côté · 0751234B"}
    made = make_hand_out(office, exams(office), hand_outs(office.timetable, ())[0], tmp_path, "", remove_file)
    with closing(SqliteExamFiles().open(made.path)) as exam:
        assert exam.session().centre == "Lycée d’à côté"


def exams(office: CentreOffice) -> Desk:
    return Desk(SqliteExamFiles(), office.library, office.clock)


def test_what_went_out_under_the_old_one_is_told(office: CentreOffice, tmp_path: Path) -> None:
    assert old_name_lines(bearing(office), name=True) == ()
    papers = CentrePrinting(office, Wanted(frozenset({CentrePaper.SUMMONS, CentrePaper.DOORS})))
    papers.record(office)
    for each in hand_outs(office.timetable, ())[:2]:
        make_hand_out(office, exams(office), each, tmp_path, "", remove_file)
    path = tmp_path / "evening.btsjury"
    path.write_bytes(brought().evening)
    collect(office, [path], TestTools(office.file.path))
    told = bearing(office)
    assert old_name_lines(told, name=True) == (
        "Déjà imprimé avec l’ancien\u202f: convocations, affiches de porte. À réimprimer.",
        "Fichiers d’examen faits avec l’ancien nom, qui ira sur leurs grilles\u202f: commissions 1 et 2.",
        "Bordereaux, dossiers et grilles déjà reçus ou enregistrés gardent l’ancien.",
    )
    # An exam file doesn't tell the UAI.
    assert len(old_name_lines(told, name=False)) == 2
    rename(office, NEW)
    states = [each.state for each in hand_outs(office.timetable, office.file.collection.sent(), NEW.name)]
    assert states == [HandOutState.CHANGED, HandOutState.CHANGED, HandOutState.NEVER]
    alone = told._replace(papers=frozenset(), received=False, files=("3",))
    assert old_name_lines(alone, name=True)[0].endswith("\u202f: commission 3.")


def test_it_is_checked_as_where_it_is_made() -> None:
    kept = replace(CENTRE, keeps_texts=True)
    assert corrected(kept, "  Lycée  d’à côté ", "0751234b ").uai == "0751234B"
    assert corrected(kept, "Autre", "").keeps_texts
    for name, uai in (("", ""), ("Lycée", "12"), ("x" * 400, "")):
        with pytest.raises(WrongCentre):
            corrected(kept, name, uai)
    assert wrong_uai("12").startswith("Un UAI a sept chiffres")
    assert wrong_uai("") == wrong_uai("0751234B") == ""


def test_two_who_call_it_otherwise_see_both() -> None:
    office = an_office(MemoryCentre())
    mine = replace(CENTRE, name="Lycée Mien")
    rename(office, mine)
    step = office.last
    assert step is not None
    office.undo()
    assert clashes(office, step) == ()
    rename(office, NEW)
    (view,) = clash_views(office.timetable, clashes(office, step))
    assert view == ("Nom et UAI du centre", "Lycée d’à côté (0751234B)", f"Lycée Mien ({CENTRE.uai})")
    office.carry_out(rebased(office, step))
    assert office.centre == mine
    office.undo()
    assert office.centre == NEW
