"""The screens of cases, rendered into ``build/screens/`` and measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QDialog, QWidget

from btstc_jury.application.cases import CaseFile
from btstc_jury.application.fiche_reading import Finding, FindingKind, ReadFiche
from btstc_jury.domain.case import Change, Concession, Objection, ObjectionKind, Parameter, Rubric
from btstc_jury.ui.cases.bank_dialog import BankDialog
from btstc_jury.ui.cases.bank_entry import EntryDialog
from btstc_jury.ui.cases.case_editor import CaseEditor
from btstc_jury.ui.cases.found_fiche import FoundFicheDialog
from btstc_jury.ui.cases.harder_dialog import HarderDialog
from btstc_jury.ui.cases.new_case import NewCaseDialog
from btstc_jury.ui.cases.preparation import PreparationDialog
from btstc_jury.ui.theme.theme import Mode, Theme
from tests.accessibility.tree import shared_letters
from tests.cases import full_file
from tests.drawn import mostly_long
from tests.exchange.fiche_files import E4
from tests.ui.cases.conftest import Teacher
from tests.ui.cases.test_case_library import keep
from tests.ui.test_pictures import FOLDER, problems_of, settle

LOOKS: list[tuple[Mode, float]] = [
    ("light", 1.0),
    ("dark", 1.5),
    ("contrast-light", 1.0),
    ("contrast-dark", 1.5),
]
SMALL = QRect(0, 0, 1280, 680)
LONG = "Une parole que l’on n’arrête pas, avec des incises, des retours, des chiffres et des dates. " * 6
WORD = "Anticonstitutionnellement" * 12


def long_file() -> CaseFile:
    """Every text long, one of them without a blank, every list full."""
    file = full_file(title=f"{LONG[:150]}")
    case = file.case
    changes = tuple(Change(each, LONG, f"{WORD} {LONG}", LONG) for each in Parameter)
    objections = tuple(Objection(LONG, each, minute=6, answer=LONG) for each in ObjectionKind) * 3
    buyer = replace(case.buyer, stakes=LONG, says=WORD, concessions=(Concession(LONG, WORD),) * 8)
    return replace(
        file,
        case=replace(
            case,
            rubrics=tuple(Rubric(each, LONG) for each in E4),
            changes=changes,
            objections=objections,
            buyer=buyer,
            trade=LONG[:99],
        ),
    )


class Camera:
    """``problems``: what is wrong with what was taken."""

    def __init__(self, look: str) -> None:
        self.look = look
        self.problems: list[str] = []
        FOLDER.mkdir(parents=True, exist_ok=True)

    def take(self, shown: QWidget, name: str) -> None:
        settle()
        settle()
        title = f"cases-{name}-{self.look}"
        assert shown.grab().save(str(FOLDER / f"{title}.png"), None, 70)
        found = (*problems_of(shown), *shared_letters(shown))
        self.problems += [f"{title}: {each}" for each in found]

    def over(self, teacher: Teacher, kind: type[QDialog], ask: Callable[[], object], name: str) -> None:
        """A dialog, left again."""
        ask()
        dialog = teacher.opened(kind)
        if isinstance(dialog, PreparationDialog):
            teacher.hands.wait(lambda: dialog.pdf is not None)
        self.take(dialog, name)
        dialog.reject()
        settle()

    def sections(self, editor: CaseEditor, name: str, each: int = 1) -> None:
        """``each``: one in so many."""
        for place, page in [*enumerate(editor.pages)][::each]:
            editor.contents.select(place)
            page.begin()
            self.take(editor, f"{name}-{place}")


@pytest.mark.parametrize(("mode", "scale"), mostly_long(LOOKS, 1))
def test_every_screen_of_cases_fits_a_small_one(
    begin: Callable[[], Teacher],
    folder: Path,
    theme: Theme,
    mode: Mode,
    scale: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: SMALL)
    theme.set(mode, scale)
    camera = Camera(f"{mode}-{round(scale * 100)}")
    teacher = begin()
    acts = teacher.library.acts
    camera.take(teacher.window, "library-empty")
    acts.take_ready()
    (folder / "faux.btscas").write_bytes(b"nothing")
    keep(folder, long_file())
    teacher.library.refresh("livre-e4-chariots-valdor")
    camera.take(teacher.window, "library")
    camera.over(teacher, HarderDialog, acts.ask_harder, "harder")
    acts.open("livre-e4-chariots-valdor")
    camera.sections(teacher.editor, "editor")
    # Contrast changes no size: of the dialogs, the others are enough.
    if not mode.startswith("contrast"):
        the_dialogs(teacher, camera)
    teacher.editor.reject()
    settle()
    if mode == "dark":
        acts.open("case-1")
        camera.sections(teacher.editor, "long")
    elif mode == "light":
        blank_and_left(teacher, camera)
    assert not camera.problems, "\n".join(camera.problems)


def the_dialogs(teacher: Teacher, camera: Camera) -> None:
    """Of the library and of the editor in sight."""
    acts, editor = teacher.library.acts, teacher.editor
    camera.over(teacher, BankDialog, acts.show_bank, "bank")
    camera.over(teacher, NewCaseDialog, acts.ask_new, "new")
    camera.over(teacher, PreparationDialog, editor.show_sheet, "sheet")
    camera.over(teacher, BankDialog, editor.show_bank, "bank-pick")
    rubrics = editor.draft.case.rubrics
    found = FoundFicheDialog(teacher.hands.theme, "fiche.docx", editor.draft.case, read(rubrics), editor)
    camera.over(teacher, FoundFicheDialog, found.ask, "found")


def blank_and_left(teacher: Teacher, camera: Camera) -> None:
    """A case that was just begun, then one that can't be kept."""
    camera.sections(teacher.new("Un cas à écrire"), "blank", 2)
    editor = teacher.editor
    editor.sheet.title.line.setText("")
    editor.sheet._type()
    editor.reject()
    camera.take(editor, "leaving")
    editor._leave()


def read(rubrics: tuple[Rubric, ...]) -> ReadFiche:
    told = (
        Finding(FindingKind.MISSING, "Aucun titre ne nomme la rubrique «\u202fcontexte\u202f»."),
        Finding(FindingKind.LEFT_OUT, "Le fichier contient une macro, qui n’a pas été lue."),
    )
    texts = tuple(replace(each, text=f"{each.text} Lu." if each.text else "") for each in rubrics)
    return ReadFiche(texts, "Nom de l’étudiant\u202f: Jean Fictif", "Un autre titre", told)


def test_an_entry_of_the_bank_fits_a_small_screen(
    teacher: Teacher, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: SMALL)
    theme.set("light", 1.5)
    camera = Camera("light-150")
    teacher.library.acts.show_bank()
    bank = teacher.opened(BankDialog)
    camera.over(teacher, EntryDialog, bank._add, "entry")
    bank.sort.setCurrentIndex(1)
    camera.over(teacher, EntryDialog, bank._edit, "entry-change")
    assert not camera.problems, "\n".join(camera.problems)
