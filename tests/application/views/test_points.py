"""The calculated total in words, the groups of a form with blocks, and what the grid and the data carry."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from btstc_jury.application.discords import discords
from btstc_jury.application.evaluation import evaluation_of
from btstc_jury.application.exams import gathered_of, interrogation_told
from btstc_jury.application.form_content import decode_form, encode_form, with_hash
from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.centre.bordereau import bordereau_view, cells, columns, told_of
from btstc_jury.application.views.criteria import CriteriaFilter, criteria_view
from btstc_jury.application.views.deliberation import calculated_marks, deliberation_view
from btstc_jury.application.views.evaluation import evaluation_sections
from btstc_jury.application.views.grid import GridMark, grid_view
from btstc_jury.application.views.paper_text import paper_text
from btstc_jury.application.views.people import identity_view
from btstc_jury.application.views.person import person_record
from btstc_jury.application.views.points import points_views, points_words
from btstc_jury.documents.bordereau import bordereau_pdf
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.commands import ProposeMarks
from btstc_jury.domain.commission import Role, RoleWords
from btstc_jury.domain.form import Form
from btstc_jury.domain.marking import NotAssessed, PartialMark, Rounding
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.exchange.bordereau import bordereau_csv, bordereau_xlsx
from btstc_jury.exchange.evaluation_json import decode_evaluation, encode_evaluation
from btstc_jury.exchange.form_files import load_form
from tests.application.offices import act, office_with
from tests.documents.reading import squeezed, whole_text
from tests.forms.fictional import FICTIONAL
from tests.forms_for_tests import JURORS, explained, make_form

FORM = with_hash(replace(load_form(FICTIONAL), commission=make_form().commission))
"""With the jurors of the other tests."""
LEVELS = {1: "M", 2: "TM", 3: "F", 4: "M", 5: "TM"}
MARKS = (
    PartialMark("Chantier", Decimal(8), Decimal("0.5")),
    PartialMark("Compte rendu", Decimal(12), Decimal("0.5")),
)


def ruled(**rules: object) -> Form:
    return with_hash(replace(FORM, mark=replace(FORM.mark, **rules)))  # type: ignore[arg-type]


def of_two_marks() -> Form:
    blocks = tuple(replace(block, mark=place) for place, block in enumerate(FORM.blocks, 1))
    return with_hash(replace(ruled(summed=True), blocks=blocks, marks=MARKS))


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(5, 2), "2,5"),
        (Fraction(1, 8), "≈ 0,13"),
        (Fraction(10, 3), "≈ 3,33"),
        (Fraction(0), "0"),
        (Fraction(1999, 100), "19,99"),
        (Fraction(19999, 1000), "≈ 20"),
    ],
)
def test_points_are_told_as_they_are_or_said_to_be_rounded(value: Fraction, shown: str) -> None:
    assert plain(formats.points(value)) == shown


def test_one_point_is_singular() -> None:
    assert [points_words(Decimal(each)) for each in ("0", "1", "1.5", "2")] == [
        "0 point",
        "1 point",
        "1,5 point",
        "2 points",
    ]


def test_the_calculation_is_told_line_by_line() -> None:
    (view,) = points_views(FORM, LEVELS)
    assert [plain(line.how) for block in view.blocks for line in block.lines] == [
        "M, 2/3 de 4 points",
        "TM, 100 % de 4 points",
        "F, 1/3 de 5 points",
        "M, 2/3 de 4 points",
        "TM, 100 % de 3 points",
    ]
    assert [(block.title, plain(block.points)) for block in view.blocks] == [
        ("Préparer le chantier", "≈ 6,67 / 8"),
        ("Conduire et rendre compte", "≈ 7,33 / 12"),
    ]
    assert view.total == "14 / 20"
    assert plain(view.outcome) == "Note calculée : 14 / 20"
    assert view.proposal == 14


def test_a_total_off_the_scale_of_the_mark_tells_how_it_gets_there() -> None:
    form = ruled(not_assessed=NotAssessed.LEFT_OUT)
    (view,) = points_views(form, {**LEVELS, 5: "NE"})
    assert [plain(each) for each in view.steps] == [
        "ramené sur 20 : ≈ 12,94",
        "arrondi au demi-point supérieur : 13",
    ]
    assert view.blocks[1].lines[2].points == "—"
    assert "laissé de côté" in view.rules[0]


def test_what_counts_zero_is_told_so() -> None:
    (view,) = points_views(ruled(not_assessed=NotAssessed.ZERO), {**LEVELS, 5: "NE"})
    assert (view.blocks[1].lines[2].how, view.blocks[1].lines[2].points) == (
        "non évalué, compte zéro",
        "0 / 3",
    )


def test_without_rounding_nothing_is_proposed_between_two_steps() -> None:
    (view,) = points_views(ruled(rounding=Rounding.NONE), {**LEVELS, 1: "TM"})
    assert view.proposal is None
    assert "tombe entre deux pas de la note" in view.outcome
    assert plain(view.rules[1]) == "Arrondi : aucun."


def test_nothing_assessed_and_nothing_rated_are_told() -> None:
    (view,) = points_views(FORM, dict.fromkeys(LEVELS, "NE"))
    assert plain(view.outcome) == "Aucun critère n’est évalué : il n’y a pas de total."
    (view,) = points_views(FORM, {})
    assert plain(view.outcome) == "Total incomplet : 5 critères à évaluer (1, 2, 3, 4, 5)"
    assert view.blocks[0].lines[0].points == "— / 4"
    assert points_views(make_form(), {1: "S"}) == ()


@pytest.fixture
def office() -> Office:
    return office_with(FORM)


def test_criteria_stand_under_their_blocks_with_points_and_descriptors(office: Office) -> None:
    view = criteria_view(office, 1, CriteriaFilter.ALL)
    assert [(group.codes, group.label) for group in view.groups] == [
        ("Préparer le chantier", "8 points"),
        ("Conduire et rendre compte", "12 points"),
    ]
    line = view.groups[1].lines[0]
    assert (line.number, line.points) == (3, "5 points")
    assert line.descriptors == FORM.criteria[2].descriptors


def test_a_proposed_appreciation_names_blocks_and_not_their_points(office: Office) -> None:
    act(office, 1, *(ev.Rated(number, "M") for number in LEVELS))
    proposal = deliberation_view(office, 1).proposal
    assert "réparer le chantier" in proposal
    assert "points" not in proposal


def test_while_opinions_are_hidden_each_juror_sees_their_own_total() -> None:
    office = office_with(FORM)
    act(office, 1, ev.ModeChosen(OpinionMode.SEPARATE), ev.OpinionRated("a", 1, "TM"))
    assert deliberation_view(office, 1, "a").points[0].total == "4 / 20"
    assert deliberation_view(office, 1, "b").points[0].total == "0 / 20"
    assert deliberation_view(office, 1).points[0].total == "0 / 20"


def test_the_totals_of_a_juror_apart_make_the_whole_mark() -> None:
    office = office_with(of_two_marks())
    assert calculated_marks(deliberation_view(office, 1)) is None
    act(office, 1, ev.ModeChosen(OpinionMode.SEPARATE))
    act(office, 1, *(ev.OpinionRated("a", number, level) for number, level in LEVELS.items()))
    view = deliberation_view(office, 1, "a")
    assert not view.summed, "a juror may give the whole mark alone"
    marks = calculated_marks(view)
    assert marks == ProposeMarks(((1, Decimal(7)), (2, Decimal("7.5"))))
    assert calculated_marks(deliberation_view(office, 1, "b")) is None
    assert marks is not None
    office.act(1, replace(marks, juror="a"))
    own, other, nobody = (deliberation_view(office, 1, juror) for juror in ("a", "b", None))
    assert (own.mark, [each.mark for each in own.partials], own.summed) == ("14,5", ["7", "7,5"], True)
    assert (other.mark, [each.mark for each in other.partials]) == ("", ["", ""])
    assert (nobody.mark, nobody.partials) == ("", ())
    assert "ÉG 5 niveaux, 3 notes" in other.opinions.masked
    office.act(1, ev.OpinionPartialMarked("a", 2, None))
    lacking = deliberation_view(office, 1, "a").opinions.own
    assert lacking is not None
    assert plain(lacking.lacking) == "la note « Compte rendu »"
    single = office_with(FORM)
    act(single, 1, ev.ModeChosen(OpinionMode.SEPARATE))
    act(single, 1, *(ev.OpinionRated("a", number, level) for number, level in LEVELS.items()))
    assert calculated_marks(deliberation_view(single, 1, "a")) == ProposeMarks(((0, Decimal(14)),))
    assert calculated_marks(deliberation_view(single, 1)) is None


def test_the_totals_of_the_commission_are_taken_up_mark_by_mark() -> None:
    office = office_with(of_two_marks())
    act(office, 1, *(ev.Rated(number, level) for number, level in LEVELS.items()))
    marks = ProposeMarks(((1, Decimal(7)), (2, Decimal("7.5"))))
    assert calculated_marks(deliberation_view(office, 1)) == marks


def settle(office: Office, *marks: ev.Event) -> None:
    act(office, 1, ev.Ended(), *(ev.Rated(number, level) for number, level in LEVELS.items()))
    act(office, 1, *marks)  # type: ignore[arg-type]
    act(office, 1, ev.TextWritten(TextField.APPRECIATION, "Plan lu, moyens chiffrés, geste hésitant."))


def test_the_grid_and_its_data_carry_every_mark_and_the_totals() -> None:
    office = office_with(of_two_marks())
    settle(office, ev.PartialMarked(1, Decimal("6.5")), ev.PartialMarked(2, Decimal(8)))
    view = grid_view(office, 1)
    assert view.mark == "14,5"
    assert view.scoring
    assert view.scoring.marks == (GridMark("Chantier", "6,5", "8"), GridMark("Compte rendu", "8", "12"))
    assert view.scoring.summed
    assert view.scoring.motivated
    assert [plain(each.title) for each in view.scoring.totals] == [
        "Total calculé : Chantier",
        "Total calculé : Compte rendu",
    ]
    data = evaluation_of(office, 1, view)
    assert data.verdict.partial
    assert [(each.title, each.mark) for each in data.verdict.partial] == [
        ("Chantier", "6.5"),
        ("Compte rendu", "8"),
    ]
    assert data.verdict.calculated
    assert [(each.reached, each.possible, each.rounded) for each in data.verdict.calculated] == [
        ("20/3", "8", "7"),
        ("22/3", "12", "15/2"),
    ]
    assert list(discords(data)) == []
    content = encode_evaluation(data)
    assert encode_evaluation(decode_evaluation(content)) == content
    other = replace(data, verdict=replace(data.verdict, partial=data.verdict.partial[:1]))
    assert list(discords(other)) == ["les notes partielles"]


def test_each_mark_of_each_juror_is_shown_printed_and_carried_once_revealed() -> None:
    office = office_with(of_two_marks())
    act(office, 1, ev.ModeChosen(OpinionMode.SEPARATE))
    for juror, second in (("a", 8), ("b", 9), ("c", 8)):
        act(office, 1, *(ev.OpinionRated(juror, number, level) for number, level in LEVELS.items()))
        marks = ((1, Decimal("6.5")), (2, Decimal(second)))
        act(office, 1, ProposeMarks(marks, juror), ev.OpinionGiven(juror))
    assert b"6.5" not in encode_evaluation(evaluation_of(office, 1, grid_view(office, 1)))
    act(office, 1, ev.Revealed())
    marks_view = deliberation_view(office, 1).opinions.marks
    assert marks_view is not None
    told = [(each.title, [one.mark for one in each.marks], each.spread) for each in marks_view.partial]
    assert told == [("Chantier", ["6,5"] * 3, ""), ("Compte rendu", ["8", "9", "8"], "écart 1")]
    view = grid_view(office, 1, annex=True)
    assert view.annex is not None
    assert view.annex.opinions is not None
    assert [
        (each.title, each.marks, each.spread, each.decision) for each in view.annex.opinions.all_marks
    ] == [
        ("Chantier", ("6,5", "6,5", "6,5"), "", "6,5"),
        ("Compte rendu", ("8", "9", "8"), "1", "—"),
        ("", ("14,5", "15,5", "14,5"), "1", "—"),
    ]
    text = plain(paper_text(view))
    assert "Note Compte rendu : ÉG 8, STI 9, Pro. 8, décision —" in text
    assert "Chantier : 6,5 sur 8\nCompte rendu : aucune\nNote proposée : aucune" in text
    data = evaluation_of(office, 1, view)
    carried = [[each.mark for each in opinion.partial or ()] for opinion in data.debate.opinions]
    assert carried == [["6.5", "8"], ["6.5", "9"], ["6.5", "8"]]
    content = encode_evaluation(data)
    assert encode_evaluation(decode_evaluation(content)) == content
    told_again = dict(line for section in evaluation_sections(data) for line in section.lines)
    assert told_again[JURORS[1].name].startswith("note 15,5 — Chantier 6,5, Compte rendu 9 — 1 M")
    assert plain(told_again["Note «\u202fChantier\u202f»"]) == "6,5/8"


def test_the_slip_for_the_jury_has_each_mark_with_its_title() -> None:
    office = office_with(of_two_marks())
    settle(office, ev.PartialMarked(1, Decimal("6.5")), ev.PartialMarked(2, Decimal(8)))
    assert [each.mark for each in gathered_of(office, 1).last.partial] == [None, None], (
        "nothing is proposed yet"
    )
    act(office, 1, *explained(office.oral(1)), ev.Finalised())
    data = evaluation_of(office, 1, grid_view(office, 1))
    told = interrogation_told(data, "grille.pdf", signed=True)
    assert told.partial == gathered_of(office, 1).last.partial, "a signed grid tells the same as its file"
    view = bordereau_view([gathered_of(office, 1)], ["essai"])
    assert plain(view.rows[0].partial_words) == "Chantier : 6,5/8 · Compte rendu : 8/12"
    kinds = told_of(view.rows)
    named = dict(zip(columns(kinds), cells(view.rows[0], kinds), strict=True))
    assert named["note «\u202fChantier\u202f» sur 8"] == Decimal("6.5")
    assert named["note «\u202fCompte rendu\u202f» sur 12"] == Decimal(8)
    assert named["note proposée"] == Decimal("14.5")
    (row,) = csv.DictReader(StringIO(bordereau_csv(view).decode("utf-8-sig")), delimiter=";")
    assert row["note «\u202fChantier\u202f» sur 8"] == "6,5"
    sheet = CalamineWorkbook.from_object(BytesIO(bordereau_xlsx(view))).get_sheet_by_index(0).to_python()
    assert dict(zip(sheet[-2], sheet[-1], strict=True))["note «\u202fCompte rendu\u202f» sur 12"] == 8
    assert squeezed("Chantier : 6,5/8 · Compte rendu : 8/12") in whole_text(bordereau_pdf(view))


def test_a_candidate_is_told_no_partial_mark_before_the_jury_decides() -> None:
    office = office_with(of_two_marks())
    settle(office, ev.PartialMarked(1, Decimal("6.5")), ev.PartialMarked(2, Decimal(8)))
    told = repr(person_record(office, "0012"))
    assert "Note partielle, Chantier" in told
    assert "6,5" not in told
    assert "14,5" not in told


def test_a_form_without_points_leaves_no_trace_of_them() -> None:
    office = office_with(make_form())
    view = grid_view(office, 1)
    assert view.scoring is msgspec.UNSET
    row = view.groups[0].rows[0]
    assert row.points is row.descriptors is msgspec.UNSET
    content = encode_evaluation(evaluation_of(office, 1, view))
    assert not {b"scoring", b"descriptors", b"partial", b"calculated"} & {
        *content.replace(b'"', b" ").split()
    }


@pytest.mark.parametrize("assessed", [Assessed.AIMS, Assessed.COMPETENCES])
def test_where_aims_or_competences_are_assessed_no_criterion_is_spoken_of(assessed: Assessed) -> None:
    office = office_with(with_hash(replace(of_two_marks(), assessed=assessed)))
    told = repr((points_views(office.oral(1).form, {}), grid_view(office, 1).scoring))
    assert "itère" not in told


def test_a_role_is_called_as_the_form_calls_it_on_screen_page_and_in_the_data() -> None:
    words = {
        Role.STI: RoleWords("Chef d’atelier", "Atelier", "CA"),
        Role.PROFESSIONAL: RoleWords(short="Hôte"),
    }
    form = with_hash(replace(FORM, commission=replace(FORM.commission, roles=words)))
    assert form.hash != FORM.hash
    assert decode_form(encode_form(form)) == form
    office = office_with(form)
    act(office, 1, ev.Ended())
    view = grid_view(office, 1)
    assert [each.role for each in view.members] == [
        "Professeur d’économie et gestion",
        "Chef d’atelier",
        "Professionnel",
    ]
    assert people.columns(office.oral(1)) == ("ÉG", "CA", "Pro.")
    assert [seat for seat, _ in identity_view(office, 1).jurors] == ["Éco-gestion", "Atelier", "Hôte"]
    data = evaluation_of(office, 1, view)
    assert [each.title for each in data.commission] == [msgspec.UNSET, "Chef d’atelier", msgspec.UNSET]
    assert [*discords(decode_evaluation(encode_evaluation(data)))] == []
