"""E1 and E3: some situations are oral and in the file, the written ones are known by their particulars."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.evaluation import evaluation_of
from btstc_jury.application.exams import gathered_of, interrogation_told
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.centre.bordereau import bordereau_view, cells, columns, told_of
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.jury import beside_views, read_decision
from btstc_jury.application.views.synthesis import synthesis_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.commission import CommissionRule, Juror, Role
from btstc_jury.domain.elsewhere import Elsewhere
from btstc_jury.domain.form import NO_DOSSIER, Form, Situation
from btstc_jury.exchange.evaluation_json import decode_evaluation, encode_evaluation
from tests.application.offices import MEMORY, act
from tests.domain.official import LIBRARY
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_plan, make_session
from tests.memory_file import MemoryFiles

ALONE = Juror("a", "Camille Fictif", Role("Professeur de lettres"))


def held(exam: str, *marks: str) -> Office:
    """The oral situations of E1 or E3 as orals 1 and 2, settled with these marks."""
    forms = [each for each in LIBRARY.all() if each.key.partition("-ccf")[0] == exam]
    return settled_orals(*zip(forms, marks, strict=True))


def settled_orals(*marked: tuple[Form, str]) -> Office:
    """An oral of each form, of one candidate, settled with its mark."""
    desk = Desk(MemoryFiles(), FakeLibrary(*(form for form, _ in marked)), FakeClock())
    office = create_file(desk, Path(MEMORY), make_session())
    for oral, (form, mark) in enumerate(marked, 1):
        office.plan(make_plan(), form.key)
        phases = [do.NextPhase() for _ in form.phases[1:]]
        act(office, oral, do.Open((ALONE,)), do.Start(), *phases, ev.Ended())
        act(office, oral, *(ev.Rated(each.number, "S") for each in form.criteria))
        act(office, oral, ev.MarkProposed(Decimal(mark)), ev.TextWritten(TextField.APPRECIATION, "Clair."))
        act(office, oral, ev.Finalised())
    return office


@pytest.fixture
def french() -> Office:
    return held("e1", "12", "14")


def written(office: Office, oral: int, situation: int, mark: str) -> None:
    office.act(
        oral, ev.SituationElsewhere(Elsewhere(situation, date(2026, 5, 4), Decimal(mark), signed=True))
    )


def test_what_is_written_is_waited_for(french: Office) -> None:
    whole = gathered_of(french, 1)
    assert whole.exam.missing == (1, 2)
    told = [(view.situation, view.words) for view in beside_views(french, 1)]
    assert [situation for situation, _ in told] == [1, 2, 4]
    assert told[0][1].endswith("écrite, rien n’en est consigné ici.")
    assert "note proposée 14" in told[2][1]
    assert read_decision(french, 1, "13", "01/06/2026").decision is not None
    assert whole.exam.undecidable is not None


def test_particulars_of_one_journal_hold_for_the_whole_epreuve(french: Office) -> None:
    """Recorded beside either of the two orals, with equal weights (annexe V, E1, § 2.2)."""
    written(french, 1, 1, "9")
    written(french, 2, 2, "11")
    for oral in (1, 2):
        exam = gathered_of(french, oral).exam
        assert (exam.missing, exam.undecidable) == ((), None)
        assert exam.calculation is not None
        assert exam.calculation.mark == Decimal("11.5")
    view = synthesis_view(gathered_of(french, 1))
    assert [sheet.mark for sheet in view.sheets] == ["9", "11", "12", "14"]
    assert "12 × 25" in view.calculation
    assert "L’arrêté ne donne aucun poids" not in " ".join(view.footnotes)
    assert "annexe V, E1" in " ".join(view.footnotes)


def test_the_jury_decides_once_in_both_journals(french: Office) -> None:
    written(french, 1, 1, "9")
    written(french, 1, 2, "11")
    entry = read_decision(french, 1, "11,5", "01/06/2026")
    assert entry.decision is not None
    assert entry.decision.beside == 2
    french.act(1, entry.decision)
    assert french.oral(2).proof.decision == french.oral(1).proof.decision is not None
    assert gathered_of(french, 2).exam.decision is not None


def of_a_centre(number: int, count: int = 4) -> Form:
    """Known by no official key: « atelier-3 », of an épreuve « A1 » of the centre."""
    anybody = CommissionRule((ALONE.role,), None, "", any_quality=True)
    return make_form(
        commission=anybody,
        key=f"atelier-{number}",
        exam="A1",
        situation=Situation(number, "A1", count=count),
        dossier=NO_DOSSIER,
    )


@pytest.fixture
def workshop() -> Office:
    """Four oral situations in one file, settled."""
    return settled_orals(*((of_a_centre(number), str(8 + number)) for number in range(1, 5)))


def test_the_decision_reaches_each_of_four_journals_and_goes_from_each(workshop: Office) -> None:
    entry = read_decision(workshop, 2, "11,5", "01/06/2026")
    assert entry.decision is not None
    workshop.act(2, entry.decision)
    decided = [workshop.oral(number).proof.decision for number in range(1, 5)]
    assert decided == [entry.decision.decision] * 4
    assert gathered_of(workshop, 4).exam.decision == entry.decision.decision
    workshop.act(3, do.Undo())
    assert [workshop.oral(number).proof.decision for number in range(1, 5)] == [None] * 4
    workshop.act(3, do.Redo())
    workshop.act(4, ev.Reopened("note à revoir"))
    assert [workshop.oral(number).proof.decision for number in range(1, 5)] == [None] * 4


def test_a_signed_grid_of_a_centre_s_form_tells_its_situation(workshop: Office, french: Office) -> None:
    data = evaluation_of(workshop, 3, grid_view(workshop, 3))
    content = encode_evaluation(data)
    told = interrogation_told(decode_evaluation(content), "grille.pdf", signed=True)
    assert (told.held.situation, told.held.count, told.ccf) == (3, 4, True)
    official = encode_evaluation(evaluation_of(french, 1, grid_view(french, 1)))
    assert b'"place":{' in content
    assert b'"place":{' not in official, "the key tells it, and signed grids stay as they were"
    assert interrogation_told(decode_evaluation(official), "grille.pdf", signed=True).held.situation == 3


def test_the_bordereau_has_a_column_for_each_situation(french: Office) -> None:
    written(french, 1, 1, "9")
    view = bordereau_view([gathered_of(french, 1)], ["essai"])
    told = told_of(view.rows)
    assert (told.situations, told.partial) == (4, ())
    named = dict(zip(columns(told), cells(view.rows[0], told), strict=True))
    assert [named[f"note proposée situation {each}"] for each in range(1, 5)] == [
        Decimal(9),
        None,
        Decimal(12),
        Decimal(14),
    ]
    assert "situation 2, qui n’est dans aucun des fichiers" in view.rows[0].missing


def test_no_text_weighs_the_situations_of_e3() -> None:
    office = held("e3", "12", "14")
    assert gathered_of(office, 1).exam.missing == (3,)
    written(office, 2, 3, "10")
    exam = gathered_of(office, 1).exam
    assert (exam.undecidable, exam.calculation) == (None, None)


def test_the_bordereau_says_which_points_count() -> None:
    """EF1 (annexe IV, note 1)."""
    office = held("ef1", "12")
    (group,) = bordereau_view([gathered_of(office, 1)], ["essai"]).groups
    assert group.title.endswith("contrôle ponctuel · seuls comptent les points au-dessus de 10")
