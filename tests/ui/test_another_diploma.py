"""A diploma that nobody programmed: five phases, jurors of other qualities, blocks with points, descriptors;
from its form file to the signed grid, by keys.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from btstc_jury.application.form_content import with_hash
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.verification import Accord, Verdict
from btstc_jury.application.views.grid import grid_view
from btstc_jury.documents.signing.verification.verify import verify_pdf
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.form import Form
from btstc_jury.domain.marking import PartialMark, Rounding
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.exchange.evaluation_json import decode_evaluation
from btstc_jury.exchange.form_files import load_form
from btstc_jury.ui.theme.theme import Mode, Theme
from tests.documents.layout_checks import read_ticks
from tests.documents.reading import squeezed, whole_text
from tests.drawn import mostly_long
from tests.fakes import FakeLibrary
from tests.forms.fictional import FICTIONAL
from tests.forms_for_tests import make_plan
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands
from tests.ui.oral.commission import turn
from tests.ui.pictures import QUICKLY
from tests.ui.test_pictures import FOLDER, problems_of, settle
from tests.ui.test_whole_orals import save_grid, sign

APPRECIATION = "Plan lu et vérifié, moyens chiffrés ; geste hésitant."
NAMES = ("Camille Fictif", "Dominique Fictif", "Claude Fictif")


@cache
def invented(*, marks: bool = False) -> Form:
    """``marks``: each block makes one, and the mark is their sum."""
    form = load_form(FICTIONAL)
    if not marks:
        return form
    parts = (
        PartialMark("Chantier", Decimal(8), Decimal("0.5")),
        PartialMark("Bilan", Decimal(12), Decimal(1)),
    )
    blocks = tuple(replace(block, mark=place) for place, block in enumerate(form.blocks, 1))
    rule = replace(form.mark, summed=True, rounding=Rounding.UNIT_UP)
    return with_hash(replace(form, marks=parts, blocks=blocks, mark=rule))


@pytest.fixture
def form(request: pytest.FixtureRequest) -> Form:
    return invented(marks=getattr(request, "param", "") == "marks")


@pytest.fixture
def library(form: Form) -> FakeLibrary:
    """The one form of this machine."""
    return FakeLibrary(form)


@pytest.fixture
def file(desk: Desk, form: Form, tmp_path: Path) -> Path:
    """One candidate is expected."""
    members = zip("abc", NAMES, form.commission.members, strict=True)
    jurors = tuple(Juror(key, name, role) for key, name, role in members)
    path = tmp_path / "fictif.btsjury"
    office = create_file(desk, path, ExamSession(FileKind.EXAM, 2026, "Lycée fictif", "3", "", jurors))
    office.plan(make_plan(), form.key)
    office.close()
    return path


def conduct(hands: Hands) -> None:
    """The five phases, with levels given while the candidate speaks."""
    hands.key("Return")
    assert hands.page is hands.live
    hands.key("Ctrl+Return")
    for _ in range(4):
        hands.pass_time(minutes=4)
        hands.key("Ctrl+Return")
    assert hands.oral.phase == 4
    hands.remark("#1=M Lit les cotes")
    hands.key("F2")
    hands.write("24")
    hands.write("3f")
    hands.key("F2")
    hands.key("Ctrl+Shift+Return")
    assert hands.page is hands.workspace.deliberation


def test_from_its_form_file_to_the_signed_grid_by_keys(
    show_window: ShowWindow, file: Path, form: Form, tmp_path: Path
) -> None:
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.open_path(file)
    conduct(hands)
    page = hands.workspace.deliberation
    oral = hands.live.oral
    hands.key("Ctrl+M")
    assert hands.office.oral(oral).verdict.mark is None
    assert "2 critères à évaluer (4, 5)" in page.verdict.points.outcome.text()
    hands.write("3")
    hands.key("F3")
    hands.write("0")
    assert hands.office.oral(oral).ratings == {1: "M", 2: "TM", 3: "F", 4: "M", 5: "NE"}
    assert hands.office.oral(oral).verdict.mark is None, "a total is no mark by itself"
    assert "Note calculée" in page.verdict.points.outcome.text()
    hands.key("Ctrl+M")
    assert str(hands.office.oral(oral).verdict.mark) == "12.5"
    assert page.verdict.mark.editor.text() == "12,5"
    hands.key("F2")
    assert hands.at(page.verdict.mark.editor)
    hands.key("Ctrl+A")
    hands.write("13")
    hands.key("Tab")
    assert hands.at(page.verdict.texts[TextField.APPRECIATION].editor)
    assert str(hands.office.oral(oral).verdict.mark) == "13", "the mark is the commission's"
    hands.write("Bien")
    hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+A")
    assert hands.office.oral(oral).stage is Stage.ENDED
    assert [each.text() for each in page.missing.items] == ["les motifs de l’appréciation, en une phrase"]
    hands.key("Ctrl+A")
    hands.write(APPRECIATION)
    hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+A")
    assert hands.office.oral(oral).stage is Stage.FINALISED
    hands.key("Ctrl+G")
    for pin in ("1111", "2222", "3333"):
        sign(hands, pin)
    pdf = save_grid(hands, tmp_path / "grille.pdf")
    report = verify_pdf(pdf, read_data=decode_evaluation)
    assert report.verdict is Verdict.UNVOUCHED, report
    assert report.accord is not None
    assert report.accord.accord is Accord.AGREE, report.accord
    view = grid_view(hands.office, oral)
    assert read_ticks(view, pdf) == {1: "M", 2: "TM", 3: "F", 4: "M", 5: "NE"}
    text = whole_text(pdf)
    for words in (
        "BTS Métiers fictifs",
        "Conducteur de travaux",
        "Préparer le chantier · 8 points",
        "Total : ≈ 12,44 / 20 · arrondi au demi-point supérieur : 12,5",
        "13/20",
        "Appréciation motivée",
        *form.criteria[2].descriptors,
        APPRECIATION,
    ):
        assert squeezed(words).casefold() in squeezed(text).casefold(), words


@pytest.mark.parametrize("form", ["marks"], indirect=True)
def test_a_grid_of_two_marks_by_keys(show_window: ShowWindow, file: Path) -> None:
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.open_path(file)
    conduct(hands)
    page, oral = hands.workspace.deliberation, hands.live.oral
    hands.write("3")
    hands.key("F3")
    hands.write("4")
    assert page.verdict.mark.editor.isReadOnly()
    missing = [each.text() for each in page.missing.items]
    assert missing == ["2 notes partielles (1, 2)", "l’appréciation"]
    hands.wait(page.missing.items[0].isVisible)
    hands.click(page.missing.items[0])
    first, second = page.verdict.partials
    assert hands.at(first.editor)
    hands.write("8,5")
    hands.key("Tab")
    assert "0 à 8" in first.error.text()
    hands.key("Shift+Tab")
    hands.key("Ctrl+A")
    hands.write("6,5")
    hands.key("Tab")
    assert hands.at(second.editor)
    assert hands.office.oral(oral).verdict.mark is None
    hands.write("9")
    hands.key("Ctrl+Return")
    assert str(hands.office.oral(oral).verdict.mark) == "15.5"
    assert page.verdict.mark.editor.text() == "15,5"
    hands.key("Ctrl+M")
    verdict = hands.office.oral(oral).verdict
    assert (dict(verdict.partial), verdict.mark) == ({1: Decimal(7), 2: Decimal(8)}, Decimal(15))
    page.criteria.list.setFocus()
    hands.key("Ctrl+Z")
    verdict = hands.office.oral(oral).verdict
    before = {1: Decimal("6.5"), 2: Decimal(9)}
    assert (dict(verdict.partial), verdict.mark) == (before, Decimal("15.5")), "one act, taken back at once"
    FOLDER.mkdir(parents=True, exist_ok=True)
    assert pictured(hands, page.side, "two-marks") == []


@pytest.mark.parametrize("form", ["marks"], indirect=True)
def test_jurors_who_think_apart_give_each_mark(show_window: ShowWindow, file: Path) -> None:
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.open_path(file)
    conduct(hands)
    page, oral = hands.workspace.deliberation, hands.live.oral
    hands.key("Alt+M")
    turn(hands, 1, first=True)
    first, second = page.verdict.partials
    first.editor.setFocus()
    hands.write("6,5")
    hands.key("Tab")
    hands.write("9")
    hands.key("Ctrl+Return")
    assert page.verdict.mark.editor.text() == "15,5"
    own = hands.office.oral(oral).debate.of("a")
    assert (dict(own.partial), own.mark) == ({1: Decimal("6.5"), 2: Decimal(9)}, Decimal("15.5"))
    assert hands.office.oral(oral).verdict.partial == {}
    first.editor.setFocus()
    hands.key("Ctrl+A")
    hands.write("3")
    turn(hands, 2, first=True)
    assert hands.office.oral(oral).debate.of("a").partial[1] == 3, "what was typed is its author's"
    assert (first.editor.text(), second.editor.text(), page.verdict.mark.editor.text()) == ("", "", "")
    assert "3 notes" in page.states.masked.text()
    hands.key("Ctrl+Shift+R")
    hands.write("les autres sont partis")
    hands.key("Return")
    told = page.marks.partial.text().replace("\u202f", " ").splitlines()
    assert [each.partition(" : ")[0] for each in told] == ["Chantier", "Bilan"]
    assert told[1].count("—") == 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    assert pictured(hands, page.side, "two-marks-apart") == []


def test_descriptors_are_there_at_a_key_or_a_click_and_take_no_focus(
    show_window: ShowWindow, file: Path, form: Form
) -> None:
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.open_path(file)
    hands.key("Return")
    hands.key("Ctrl+Return")
    field, descriptors = hands.live.remarks.field, hands.live.criteria.descriptors
    hands.write("écoute")
    assert not descriptors.isVisible()
    hands.key("F4")
    assert hands.at(field)
    assert field.text() == "écoute"
    said = zip(form.levels, form.criteria[0].descriptors, strict=True)
    assert descriptors.words().splitlines() == [
        "1. Le plan est lu et compris · 4 points",
        *(f"{level.letters} {each}" for level, each in said),
    ]
    hands.live.criteria.list.choose(3)
    assert descriptors.words().startswith("3. Le geste professionnel")
    hands.click(descriptors.shown)
    assert hands.at(field)
    assert not descriptors.isVisible()


def test_a_level_under_the_mouse_tells_its_descriptor(
    show_window: ShowWindow, file: Path, form: Form
) -> None:
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.open_path(file)
    hands.key("Return")
    rated = hands.live.criteria.list
    rated.choose(2)
    levels = rated.current_levels()
    assert levels is not None
    point = levels.places[1][1].center()
    event = QHelpEvent(QEvent.Type.ToolTip, point, rated.viewport().mapToGlobal(point))
    QApplication.sendEvent(rated.viewport(), event)
    assert QToolTip.text().replace("\u202f", " ") == f"F, fragile : {form.criteria[1].descriptors[1]}"
    QToolTip.hideText()


@pytest.mark.parametrize(
    ("mode", "scale", "size"),
    mostly_long((("light", 1.0, (1280, 720)), ("dark", 1.0, (1366, 768)), ("light", 1.5, (1280, 720))), 2),
)
def test_nothing_of_it_is_cut(
    show_window: ShowWindow, theme: Theme, file: Path, mode: Mode, scale: float, size: tuple[int, int]
) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    theme.set(mode, scale)
    hands = show_window()
    hands.window.resize(*size)
    hands.window.open_path(file)
    hands.key("Return")
    hands.key("Ctrl+Return")
    hands.key("F4")
    problems = pictured(hands, hands.live.criteria, f"descriptors-{mode}-{round(scale * 100)}")
    hands.key("Ctrl+Shift+Return")
    hands.key("F4")
    hands.workspace.deliberation.verdict.points.detail.setChecked(True)
    problems += pictured(hands, hands.workspace.deliberation.side, f"points-{mode}-{round(scale * 100)}")
    assert problems == []


def pictured(hands: Hands, part: QWidget, name: str) -> list[str]:
    settle()
    assert hands.window.grab().save(str(FOLDER / f"{name}.png"), None, QUICKLY)
    return problems_of(part)
