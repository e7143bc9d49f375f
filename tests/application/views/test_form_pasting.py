"""Rows of a spreadsheet pasted into a list of a form."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btstc_jury.application.form_editing import FormDraft, Values, blank
from btstc_jury.application.views.form_editor import PAGES, PageSpec
from btstc_jury.application.views.form_pasting import cells_of, guess, paste, targets, told, too_much, twice
from btstc_jury.exchange.form_writing import values_toml
from btstc_jury.exchange.toml_files import parse_toml
from tests.drawn import examples

HEADED = """Bloc\tCritères\tBarème\tTI\tI\tS\tTS
Accueil\tÉcoute\t2 pts\trien\tpeu\tassez\tbien
\tReformule\t3\t\t\t\t
Vente\tArgumente\t5\tnon\tpar cœur\toui\tavec esprit
"""
BARE = """Accueil\tÉcoute le client\t2
\tReformule\t3
Vente\tArgumente\t5
"""


def page(rows: str) -> PageSpec:
    return next(each for each in PAGES if each.rows == rows)


def pasted(rows: str, text: str) -> FormDraft:
    draft = FormDraft(blank())
    draft.values.pop(rows, None)
    cells = cells_of(text)
    headed, taken = guess(page(rows), draft, cells)
    assert twice(page(rows), draft, taken) == ""
    assert paste(page(rows), draft, cells[headed:], taken) == 1
    return draft


@pytest.mark.parametrize("text", [HEADED, BARE])
def test_criteria_in_blocks_come_with_their_blocks_and_points(text: str) -> None:
    draft = pasted("criteria", text)
    assert draft.get("blocks") == [{"title": "Accueil"}, {"title": "Vente"}]
    rows = draft.rows("criteria")
    assert [str(each["text"])[:6] for each in rows] == ["Écoute", "Reform", "Argume"]
    assert [each["block"] for each in rows] == [1, 1, 2]
    assert [each["points"] for each in rows] == [2, 3, 5]
    assert draft.origin("criteria") == {"authority": "default", "note": "saisi par le centre"}


def test_descriptors_stand_at_their_level_or_nowhere() -> None:
    rows = pasted("criteria", HEADED).rows("criteria")
    assert rows[0]["descriptors"] == ["rien", "peu", "assez", "bien"]
    assert "descriptors" not in rows[1]


def test_criteria_alone_are_a_column() -> None:
    text = "Critères\nÉcoute\nArgumente\n"
    assert pasted("criteria", text).rows("criteria") == [{"text": "Écoute"}, {"text": "Argumente"}]


def test_numbers_of_rows_and_codes_are_told_apart() -> None:
    rows = pasted("criteria", "1\tC1.1\tÉcoute\t4\n2\tC1.1, C2\tArgumente\t4\n").rows("criteria")
    assert rows[1] == {"text": "Argumente", "competences": ["C1.1", "C2"], "points": 4}


def test_a_cell_with_line_ends_is_one_value() -> None:
    (row,) = pasted("criteria", '"Écoute\nle ""client"""\t4\n').rows("criteria")
    assert row == {"text": 'Écoute le "client"', "points": 4}


def test_phases_have_their_times() -> None:
    text = "Partie\tDurée\tLe candidat\nExposé\t10 min\tprésente\nEntretien\t0:20:00\trépond\nBilan\t\t\n"
    rows = pasted("phases", text).rows("phases")
    assert [each.get("maximum") for each in rows] == [10, "20:00", None]
    assert [each["limit"] for each in rows] == ["maximum", "maximum", "free"]
    assert rows[0]["short"] == "Exposé"
    assert rows[1]["candidate"] == "répond"


def test_levels_competences_blocks_and_marks_by_what_stands_in_them() -> None:
    levels: list[Values] = pasted("levels", "I\tinsuffisant\t0 %\nS\tsatisfaisant\t100 %\n").rows("levels")
    assert levels == [
        {"letters": "I", "label": "insuffisant", "share": 0},
        {"letters": "S", "label": "satisfaisant", "share": 100},
    ]
    assert pasted("competences", "C1\tAccueillir\nC2\tVendre\n").rows("competences")[1] == {
        "code": "C2",
        "label": "Vendre",
    }
    assert pasted("blocks", "Accueil\t8\nVente\t12\n").rows("blocks")[1] == {"title": "Vente", "points": 12}
    assert pasted("marks", "Écrit\t8\t0,5\nOral\t12\t0,5\n").rows("marks")[0]["maximum"] == 8


def test_what_is_asked_is_told() -> None:
    draft = FormDraft(blank())
    criteria, cells = page("criteria"), cells_of("Écoute\t4\nArgumente\t4")
    assert told(criteria, draft, cells, ["text", "points"]) == (
        "2 lignes à ajouter. La première\u202f: Texte du critère"
        " «\u202fÉcoute\u202f», Points «\u202f4\u202f»."
    )
    assert twice(criteria, draft, ["text", "text"]) == (
        "Deux colonnes sont prises pour «\u202fTexte du critère\u202f»."
    )
    assert twice(criteria, draft, ["", ""])
    assert [each.caption for each in targets(criteria, draft)][-1] == "Descripteur, très satisfaisant"
    assert cells_of("\n \t \n") == ()


def test_a_quote_that_none_ends_swallows_no_row() -> None:
    assert cells_of('5" de large\nÉcoute\n') == (('5" de large',), ("Écoute",))
    assert cells_of('"Écoute\nArgumente') == (('"Écoute',), ("Argumente",))


def test_columns_of_nothing_are_left_out_and_too_many_are_refused() -> None:
    assert cells_of("\tÉcoute\t\t4\n\tArgumente\t\t5\n") == (("Écoute", "4"), ("Argumente", "5"))
    assert too_much(cells_of("")).startswith("Il n’y a rien à coller")
    assert too_much(cells_of("Écoute\n" * 201)).startswith("201 lignes et 1 colonnes")
    assert too_much(cells_of("\t".join("x" * 31)))
    assert too_much(cells_of("Écoute\n" * 200)) == ""


COPIED = st.text(alphabet='é1:\t\n"x, \0\udc80%', max_size=60)


@given(COPIED, st.sampled_from([each for each in PAGES if each.rows]))
@settings(max_examples=examples(150), deadline=None)
def test_whatever_is_copied_is_added_or_refused(text: str, spec: PageSpec) -> None:
    draft, cells = FormDraft(blank()), cells_of(text)
    if too_much(cells):
        return
    headed, taken = guess(spec, draft, cells)
    before = len(draft.rows(spec.rows))
    assert len(taken) == len(cells[0])
    paste(spec, draft, cells[headed:], taken)
    assert len(draft.rows(spec.rows)) == before + len(cells) - headed
    assert parse_toml(values_toml(draft.values), Path("x.toml"))
