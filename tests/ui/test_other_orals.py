"""The orals of E1, E2, E3 and EF1 by keys, from the arrival to the signed grid: one interrogator, no dossier,
aims or competences in place of criteria, indicative times.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.arrival import unchecked
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.played import played_lines, unsaid_words
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.shell.keys_sheet import KeysSheet
from tests.documents.layout_checks import read_ticks
from tests.documents.reading import squeezed, whole_text
from tests.domain.official import LIBRARY
from tests.drawn import mostly_long
from tests.forms_for_tests import make_plan
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, listed

ALONE = Juror("j1", "Camille Fictif", Role("Professeur de langue vivante étrangère"))
APPRECIATION = "Propos clair et construit."


def session() -> ExamSession:
    return ExamSession(FileKind.EXAM, 2026, "Lycée fictif des Essais", "3", "B 12", (ALONE,))


@pytest.fixture
def begun(show_window: ShowWindow, desk: Desk, path: Path) -> Callable[[str], Hands]:
    """The arrival of a candidate, of a form, before the only interrogator of the session."""

    def begin(form: str) -> Hands:
        office = create_file(desk, path, session())
        office.plan(make_plan(), form)
        office.close()
        hands = show_window()
        hands.window.open_path(path)
        hands.key("Return")
        assert hands.page is hands.live
        return hands

    return begin


def arrive(hands: Hands, about: str) -> None:
    """Presence and what is said of the oral, by Enter and Tab; the interrogator of the session sits."""
    hands.key("Return", 3)
    form, card = hands.oral.form, hands.live.arrival.played
    if form.subject is not None:
        assert hands.at(card.subject)
        hands.write(about)
        hands.key("Tab")
    if form.playing is not None:
        assert hands.at(card.words)
        hands.write("Article de presse")
        hands.key("Tab")
    assert not tuple(unchecked(hands.oral))


def rate_all(hands: Hands) -> None:
    page = hands.workspace.deliberation
    for _ in hands.oral.form.criteria:
        if page.footer.next.isEnabled():
            hands.key("F3")
            hands.write("3")
    hands.key("F2")
    hands.write("12,5")
    hands.key("Tab")
    assert hands.at(page.verdict.texts[TextField.APPRECIATION].editor)
    hands.write(APPRECIATION)
    hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+A")


def said_by_dialog(hands: Hands, keys: str, kind: type[QDialog]) -> str:
    """What the dialog of that key says; the key takes it away again."""
    hands.key(keys)
    (dialog,) = hands.window.findChildren(kind)
    said = all_said(dialog)
    dialog.close()
    hands.wait(lambda: not hands.window.findChildren(kind))
    hands.back()
    return said


def all_said(root: QWidget) -> str:
    """Every word of a screen: in sight or not, under the mouse, for a screen reader, in its menu."""
    said: list[str] = [root.windowTitle()]
    for each in (root, *root.findChildren(QWidget)):
        said += (each.toolTip(), each.accessibleName(), each.accessibleDescription())
        said += (each.text() if isinstance(each, QLabel | QAbstractButton | QLineEdit) else "",)
        said += (each.placeholderText() if isinstance(each, QLineEdit) else "",)
        said += [word for action in each.actions() for word in (action.text(), action.toolTip())]
        if isinstance(each, QAbstractItemView):
            said += listed(each)
        if isinstance(each, QComboBox):
            said += [each.itemText(place) for place in range(each.count())]
    return "\n".join(filter(None, said))


def test_a_language_that_was_planned_is_there_at_the_arrival_and_can_be_corrected(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    office = create_file(desk, path, session())
    office.plan(replace(make_plan(), subject="italien"), "ef1")
    office.close()
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    card = hands.live.arrival.played
    assert card.subject.text() == "italien"
    assert [*unsaid_words(hands.oral)] == ["documents remis"]
    assert [each.replace("\u202f", " ") for each in played_lines(hands.oral)] == ["Langue : italien"]
    hands.key("Return", 3)
    assert hands.at(card.subject)
    hands.key("Tab")
    assert hands.oral.proceedings.played is None, "what was planned is in the plan"
    hands.key("Shift+Tab")
    hands.key("Ctrl+A")
    hands.write("espagnol")
    hands.key("Tab")
    assert [each.replace("\u202f", " ") for each in played_lines(hands.oral)] == ["Langue : espagnol"]
    assert hands.oral.plan.subject == "italien"


@pytest.mark.parametrize(("form", "lines"), [("e2-ponctuel", "objectif"), ("e1-ccf-4", "compétence")])
def test_no_screen_speaks_of_criteria_where_there_are_none(
    begun: Callable[[str], Hands], form: str, lines: str
) -> None:
    hands = begun(form)
    sheet_of_keys = said_by_dialog(hands, "Shift+F1", KeysSheet)
    assert f"aller aux {lines}s, en revenir (ou Tab)" in sheet_of_keys
    found = [all_said(hands.live), sheet_of_keys]
    arrive(hands, "anglais")
    hands.key("Ctrl+Return")
    hands.remark("#1=3 en place")
    hands.remark("+ #99 rien")
    found.append(all_said(hands.live))
    hands.key("Ctrl+A")
    hands.remark("#1 #2=3 deux")
    found.append(all_said(hands.live))
    hands.key("Ctrl+A")
    hands.key("Del")
    hands.key("F2")
    hands.write("1")
    found.append(all_said(hands.live))
    hands.key("F6")
    hands.key("F7")
    hands.key("Ctrl+H")
    found.append(all_said(hands.live))
    hands.key("Escape")
    hands.key("Ctrl+Shift+Return")
    assert hands.page is hands.workspace.deliberation
    page = hands.workspace.deliberation
    found.append(all_said(page))
    rate_all(hands)
    found += [all_said(page), said_by_dialog(hands, "Shift+F1", KeysSheet)]
    hands.key("Ctrl+G")
    hands.wait(lambda: hands.workspace.grid.ready)
    found += [all_said(hands.workspace.grid), all_said(hands.window.menuBar())]
    told = "\n".join(found)
    assert [line for line in told.splitlines() if "critère" in line.lower()] == []
    hands.day()
    assert "aller aux critères" in said_by_dialog(hands, "Shift+F1", KeysSheet)


CONDUCTED = [
    (
        "e1-ccf-3",
        "La sobriété",
        ("Sujet du dossier", "Compétences à évaluer", "coefficient 3 pour l’épreuve"),
        2,
    ),
    ("e1-ccf-4", "Stage chez Fictif", ("Activité présentée", "Compétences à évaluer", "indicatives"), 2),
    ("e2-ponctuel", "anglais", ("Langue", "Objectifs évalués", "Article de presse", "coefficient 3"), 1),
    ("e2-ccf-1", "anglais", ("Langue", "Objectifs évalués", "coefficient 3 pour l’épreuve"), 1),
    ("e2-ccf-2", "anglais", ("Langue", "Objectifs évalués", "coefficient 3 pour l’épreuve"), 1),
    ("e3-ccf-1", "Marchés, contrats", ("Thèmes étudiés", "Critères d’évaluation", "coefficient 2"), 2),
    ("e3-ccf-2", "Marchés, contrats", ("Thèmes étudiés", "Critères d’évaluation", "coefficient 2"), 2),
    ("ef1", "italien", ("Langue", "Objectifs évalués", "au-dessus de 10"), 1),
]
"""Each form of E1, E2, E3 and EF1: what its oral is about, words of its page, parts."""


def test_every_oral_of_these_is_conducted() -> None:
    theirs = {form.key for form in LIBRARY.all() if form.exam in {"E1", "E2", "E3", "EF1"}}
    assert theirs == {key for key, *_ in CONDUCTED}
    assert len(theirs) == 8


@pytest.mark.parametrize(("form", "about", "words", "times"), mostly_long(CONDUCTED, 0, 2, 5, 7))
def test_each_oral_without_a_commission_of_three(
    begun: Callable[[str], Hands],
    tmp_path: Path,
    form: str,
    about: str,
    words: tuple[str, ...],
    times: int,
) -> None:
    hands = begun(form)
    while not hands.at(hands.live.arrival.presence.ticks()[0]):
        hands.key("Tab")
    arrive(hands, about)
    hands.key("Ctrl+Return")
    assert hands.oral.phase == 0
    hands.pass_time(minutes=8)
    hands.remark("+ propos clair")
    hands.remark("#1=3 en place")
    for _ in range(times - 1):
        hands.key("Ctrl+Return")
    hands.pass_time(minutes=30)
    shown = hands.texts(hands.live)
    late = hands.oral.form.total.indicative
    assert ("dépassement" in shown) is not late
    hands.key("Ctrl+Shift+Return")
    assert hands.page is hands.workspace.deliberation
    told = shown + hands.texts(hands.workspace.deliberation)
    if hands.oral.form.assessed is not Assessed.CRITERIA:
        assert "critère" not in told.lower()
    assert "dossier" not in hands.texts(hands.workspace.deliberation.missing).lower()
    rate_all(hands)
    assert hands.oral.stage is Stage.FINALISED
    hands.key("Ctrl+G")
    hands.key("Ctrl+Shift+S")
    hands.wait(hands.workspace.grid.signing.form.isVisible)
    hands.workspace.grid.signing.form.pin.pin.line.setFocus()
    hands.write("1111")
    hands.key("Return")
    hands.write("1111")
    hands.key("Return")
    hands.wait(lambda: hands.office.oral(1).signed)
    hands.wait(lambda: hands.workspace.grid.ready)
    out = tmp_path / f"{form}.pdf"
    assert hands.workspace.grid.output.save_to(out, replace=True)
    pdf = out.read_bytes()
    assert pdf.count(b"/ByteRange") == 1
    view = grid_view(hands.office, 1)
    assert read_ticks(view, pdf) == dict(hands.office.oral(1).ratings)
    if len(view.times) == 1:
        assert view.times[0].allowed == view.total.allowed, "nothing is left to a single part: it has it all"
    text = whole_text(pdf)
    for each in (
        *words,
        about,
        APPRECIATION,
        "12,5/20",
        ALONE.name,
        "PROFESSEUR DE LANGUE VIVANTE ÉTRANGÈRE",
    ):
        assert squeezed(each) in text, each
    for absent in ("trois personnes", "PROFESSIONNEL", "Contrôle du dossier", "Avis commun", "RÉSERVE"):
        assert squeezed(absent) not in text, absent
