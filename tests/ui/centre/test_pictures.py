"""Pictures of the page of candidates and of a list, in the looks of all screens; nothing is cut."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtWidgets import QApplication

from btstc_jury.domain.centre.candidates import CentreCandidate, Doubt
from btstc_jury.ui.centre.candidate_dialog import CandidateDialog
from btstc_jury.ui.centre.list_dialog import ListDialog
from btstc_jury.ui.centre.list_source import ListSource
from btstc_jury.ui.theme.theme import Mode, Theme
from tests.accessibility.tree import problems as unheard
from tests.drawn import mostly_long
from tests.ui.centre.conftest import PEOPLE, MakeCentre
from tests.ui.centre.test_candidates_page import page_of
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands
from tests.ui.test_pictures import EACH_LOOK, FOLDER, LOOKS, opened, picture, problems_of, settle, sizes

LONG = CentreCandidate(
    "0213456789",
    last_name="Petit-Radel de la Tour d’Auvergne-Lauraguais",
    first_names="Anaïs Marie-Charlotte Élisabeth",
    birth=date(2005, 2, 28),
    school="Lycée polyvalent régional du bâtiment et des travaux publics de Saint-Lambert",
    exams="E4 ponctuel, E6 ponctuel",
    extra_time=Fraction(1, 3),
    state="INSCRIT",
    doubts=frozenset({Doubt.NAMES, Doubt.ZEROS}),
)
LIST = (
    "Session : 2027\nN° candidat;Nom;Prénom;Né(e) le;Établissement;UAI;Classe;Épreuves;TT;Spécialité;Océan\n"
    "02134560;MOREAU;Ana;01/02/2005;Lycée Sand;0941234A;2TC1;E4, E6;non;Énergie;-\n"
    "02134561;LOPEZ;Ana;01/02/2005;Lycée Sand;0941234A;2TC1;E4, E6;non;Énergie;-\n"
    "02134570;KERN;Odile;31/02/2005;Lycée Sand;0941234A;2TC1;E4, E6;oui;Énergie;-\n"
    "02134571;FAURE;Léa;01/02/2005;Lycée Sand;0941234A;2TC1;E4, E6;oui;Énergie;-\n"
)


@pytest.mark.parametrize(("mode", "scale"), EACH_LOOK)
def test_the_page_of_candidates_fits(
    show_window: ShowWindow, theme: Theme, make_centre: MakeCentre, mode: Mode, scale: float
) -> None:
    hands = opened(show_window, theme, make_centre(*PEOPLE, LONG), mode, scale)
    page = page_of(hands)
    problems = []
    for each in sizes(hands):
        page.table.selectRow(0)
        problems += picture(hands, "centre-candidates", each)
        page.search.setText("personne d’autre")
        problems += picture(hands, "centre-candidates-none", each[:1])
        page.search.setText("")
        page.table.selectRow(3)
        page._withdraw()
        problems += picture(hands, "centre-candidates-withdrawn", each[:1])
        hands.key("Ctrl+Z")
    problems += unheard(hands.window)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(("mode", "scale"), mostly_long((LOOKS[0], LOOKS[1], LOOKS[-2]), 2))
def test_an_empty_centre_and_its_dialogs_fit(
    show_window: ShowWindow, theme: Theme, make_centre: MakeCentre, mode: Mode, scale: float
) -> None:
    hands = opened(show_window, theme, make_centre(), mode, scale)
    problems = picture(hands, "centre-empty")
    page = page_of(hands)
    page._ask_new()
    problems += taken(hands, CandidateDialog, "centre-candidate")
    page.receive(ListSource.of_text(LIST, page.ports.centres))
    problems += taken(hands, ListDialog, "centre-list")
    assert not problems, "\n".join(problems)


def test_a_list_to_decide_on_fits(hands: Hands) -> None:
    page = page_of(hands)
    page.receive(ListSource.of_text(LIST, page.ports.centres))
    assert not taken(hands, ListDialog, "centre-list-doubts")


def taken(hands: Hands, kind: type[CandidateDialog | ListDialog], name: str) -> list[str]:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    if isinstance(dialog, ListDialog):
        reading = dialog._beside
        hands.wait(lambda: not reading.busy)
    settle()
    look = f"{hands.theme.palette.name}-{round(hands.theme.scale * 100)}"
    assert dialog.grab().save(str(FOLDER / f"{name}-{look}.png"))
    problems = [f"{name}-{look}: {each}" for each in problems_of(dialog)]
    dialog.done(0)
    settle()
    return problems
