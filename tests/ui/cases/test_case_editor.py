"""A case written by keys, from the fiche to the sheet that the student gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from btstc_jury.application.cases import CaseFile, Cases
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views.case_words import Section
from btstc_jury.domain.case import Motive, ObjectionKind, Parameter, Step
from btstc_jury.exchange.case_library import CaseFolder
from btstc_jury.ui.cases.bank_dialog import BankDialog
from btstc_jury.ui.cases.case_editor import CaseEditor
from btstc_jury.ui.cases.cases_window import CasesWindow
from btstc_jury.ui.cases.draft import CaseDraft
from btstc_jury.ui.cases.found_fiche import FoundFicheDialog
from btstc_jury.ui.cases.preparation import PreparationDialog
from btstc_jury.ui.shell.help_window import HelpWindow
from btstc_jury.ui.shell.keys_sheet import KeysSheet
from tests.cases import case_folder, full_case, full_file
from tests.exchange.fiche_files import E4, docx, with_parts
from tests.ui.cases.conftest import Teacher
from tests.ui.cases.test_case_library import drop, keep, lines
from tests.ui.finding import fill, words

BUYER_SECRETS = (
    "jamais plus de 12 000",
    "le patron est pressé",
    "Un concurrent est passé",
    "pour voir s’il écoute",
)


@pytest.fixture
def open_case(begin: Callable[[], Teacher], folder: Path) -> Callable[[CaseFile], tuple[Teacher, CaseEditor]]:
    def make(file: CaseFile) -> tuple[Teacher, CaseEditor]:
        keep(folder, file)
        teacher = begin()
        teacher.hands.key("Return")
        return teacher, teacher.editor

    return make


Open = Callable[[CaseFile], tuple[Teacher, CaseEditor]]


def fiche(path: Path, *texts: str) -> Path:
    """In a file of a word processor, as many rubrics as there are texts."""
    blocks = [part for title, text in zip(E4, texts, strict=False) for part in ((title, "Heading 1"), text)]
    path.write_bytes(docx("BTS technico-commercial", *blocks))
    return path


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def kept(teacher: Teacher, editor: CaseEditor) -> CaseFile:
    """As the folder has it."""
    assert editor.draft.keep()
    return case_folder(teacher.folder).open(editor.draft.case.key)


def test_a_whole_case_by_keys_from_a_fiche_to_the_sheet(teacher: Teacher, tmp_path: Path) -> None:
    hands = teacher.hands
    editor = teacher.new("Portes isothermes")
    assert hands.at(editor.sheet.rubrics[0].editor)
    drop(editor, fiche(tmp_path / "fiche.docx", *(f"Texte de la rubrique {each}." for each in range(1, 11))))
    found = teacher.opened(FoundFicheDialog)
    assert "10 rubriques sur 11 y ont un texte." in words(found)
    hands.key("Return")
    teacher.gone(FoundFicheDialog, editor)
    assert editor.sheet.rubrics[9].text() == "Texte de la rubrique 10."
    assert "10/11 rubriques, à remplir\u202f: 11" in words(editor)
    _change(teacher, editor)
    _buyer(teacher, editor)
    _objections(teacher, editor)
    hands.key("Ctrl+P")
    sheet = teacher.opened(PreparationDialog)
    hands.wait(lambda: sheet.pdf is not None)
    assert sheet.pdf is not None
    text = text_of(sheet.pdf)
    assert "Texte de la rubrique 10." in text
    assert "11 900" in text
    assert not [each for each in (*BUYER_SECRETS, "Trop cher pour nous") if each in text]
    path = tmp_path / "fiche.pdf"
    sheet.save_to(str(path))
    assert f"Enregistré\u202f: {path}" in words(sheet)
    hands.key("Escape")
    teacher.gone(PreparationDialog, editor)
    hands.key("Escape")
    teacher.gone(CaseEditor, teacher.window)
    case = case_folder(teacher.folder).open(teacher.library.key).case
    assert case.missing == (10,)
    assert case.changes[0].why == BUYER_SECRETS[3]
    assert case.buyer.motives == (Motive.SECURITY,)
    assert [each.gives for each in case.buyer.concessions] == ["le transport", "deux pour cent"]
    assert [(each.words, each.minute, each.step) for each in case.objections] == [
        ("Trop long pour nous", None, Step.CONTACT),
        ("Trop cher pour nous", 6, None),
    ]


def _change(teacher: Teacher, editor: CaseEditor) -> None:
    hands = teacher.hands
    hands.key("Ctrl+PgDown")
    assert hands.at(editor.changes.rows.add)
    hands.key("Return")
    assert hands.at(editor.changes.parameter)
    fill(editor, "Avant, comme dans la fiche", "12 400 € pièce")
    hands.key("Tab")
    hands.write("11 900 € pièce")
    fill(editor, "Pourquoi ce changement, pour le professeur", BUYER_SECRETS[3])
    assert "retiré\u202f: 12 400\u202f; ajouté\u202f: 11 900" in words(editor)
    hands.click(editor.changes.propose)
    proposed = editor.changes.sentences.text()
    assert proposed == "Prix et remise\u202f: 11 900 € pièce, au lieu de «\u202f12 400 € pièce\u202f»."


def _buyer(teacher: Teacher, editor: CaseEditor) -> None:
    hands = teacher.hands
    hands.key("Ctrl+PgDown")
    assert hands.at(editor.buyer.name.line)
    assert "À compléter\u202f: fonction, enjeux, mobiles, ce qu’il dit, limites" in words(editor)
    hands.write("Mme Ferrand")
    hands.key("Return")
    assert hands.at(editor.buyer.name.line), "Enter leaves neither the field nor the editor"
    hands.key("Tab")
    hands.write("directrice des achats")
    fill(editor, "Enjeux\u202f: ce qu’il veut, ce qu’il risque", BUYER_SECRETS[1])
    fill(editor, "Ce qu’il dit d’emblée", "Je compare.")
    fill(editor, "Ce qu’il ne dit que si on le lui demande", BUYER_SECRETS[2])
    fill(editor, "Limites\u202f: jusqu’où il va", BUYER_SECRETS[0])
    editor.buyer.motives[Motive.SECURITY].setFocus()
    hands.key("Space")
    for gives in ("deux pour cent", "le transport"):
        editor.buyer.rows.add.setFocus()
        hands.key("Return")
        hands.write(gives)
    editor.buyer.rows.list.setFocus()
    hands.key("Ctrl+Up")
    assert lines(editor.buyer.rows.list)[0] == "1. le transport"
    assert "À compléter" not in words(editor.buyer)
    assert "Rien ne manque pour jouer l’acheteur." in words(editor.buyer)


def _objections(teacher: Teacher, editor: CaseEditor) -> None:
    hands = teacher.hands
    hands.key("Ctrl+PgDown")
    for said, minute, step in (("Trop cher pour nous", "6", None), ("Trop long pour nous", "", Step.CONTACT)):
        editor.objections.rows.add.setFocus()
        hands.key("Return")
        assert hands.at(editor.objections.words.editor)
        hands.write(said)
        fill(editor, "Minute, facultatif", minute)
        editor.objections.step.setCurrentIndex(editor.objections.step.findData(step))
    editor.objections.rows.list.setFocus()
    assert lines(editor.objections.rows.list) == [
        "A · prix · minute 6 · sincère · «\u202fTrop cher pour nous\u202f»",
        "B · prix · prise de contact · sincère · «\u202fTrop long pour nous\u202f»",
    ]
    hands.key("Ctrl+Up")
    assert lines(editor.objections.rows.list)[0].startswith("A · prix · prise de contact")


def test_nothing_typed_is_lost_to_a_fiche_that_is_read(open_case: Open, tmp_path: Path) -> None:
    teacher, editor = open_case(full_file())
    own = editor.draft.case.rubrics[0].text
    # The two rubrics of this case are not those of the form.
    read = tmp_path / "fiche.docx"
    read.write_bytes(
        docx(("contexte", "Heading 1"), "Autre texte.", ("résultats obtenus", "Heading 1"), "Vendu.")
    )
    editor.sheet.read(read)
    found = teacher.opened(FoundFicheDialog)
    assert "Une rubrique lue est déjà écrite dans le cas" in words(found)
    found.submit()
    assert [each.text for each in editor.draft.case.rubrics] == [own, "Vendu."]
    teacher.gone(FoundFicheDialog, editor)
    editor.contents.setFocus()
    teacher.hands.key("Ctrl+Z")
    assert [each.text for each in editor.draft.case.rubrics] == [own, ""]
    for choose, becomes in (("append", f"{own}\n\nAutre texte."), ("replace", "Autre texte.")):
        editor.sheet.read(read)
        found = teacher.opened(FoundFicheDialog)
        getattr(found, choose).setChecked(True)
        found.submit()
        teacher.gone(FoundFicheDialog, editor)
        assert editor.sheet.rubrics[0].text() == becomes
        editor.draft.undo()
    assert editor.sheet.rubrics[0].text() == own


def test_what_cannot_be_read_as_a_fiche_is_told_and_changes_nothing(open_case: Open, tmp_path: Path) -> None:
    teacher, editor = open_case(full_file())
    before = editor.draft.case
    for name, content in (
        ("faux.docx", b"PK\x03\x04 no zip"),
        ("bombe.docx", with_parts(docx("Texte."), {"word/media/image.bin": bytes(32 << 20)})),
        ("vieux.doc", b"\xd0\xcf\x11\xe0" + bytes(600)),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        drop(editor, path)
        teacher.hands.wait(partial(_said, editor, name))
    assert editor.draft.case == before
    assert not teacher.hands.see(FoundFicheDialog)


def test_a_fiche_with_macros_is_read_without_them_and_says_so(open_case: Open, tmp_path: Path) -> None:
    teacher, editor = open_case(full_file())
    text = docx(("résultats obtenus", "Heading 1"), "Vendu.")
    path = tmp_path / "fiche.docx"
    path.write_bytes(with_parts(text, {"word/vbaProject.bin": b"macro"}))
    drop(editor, path)
    found = teacher.opened(FoundFicheDialog)
    told = lines(found.findings)
    assert any("macros" in each for each in told)
    assert any("contexte" in each for each in told), "the rubric that lacks is told too"
    teacher.hands.key("Escape")
    teacher.gone(FoundFicheDialog, editor)
    assert editor.draft.file == full_file()


def _said(editor: CaseEditor, name: str) -> bool:
    return f"«\u202f{name}\u202f»" in words(editor) and "Lecture de" not in words(editor)


def test_other_files_that_are_dropped_become_annexes(open_case: Open, tmp_path: Path) -> None:
    teacher, editor = open_case(CaseFile(full_case()))
    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(200, 200)
    path = tmp_path / "plan.pdf"
    document.save(path)
    drop(editor, path)
    teacher.hands.wait(lambda: bool(editor.draft.case.annexes))
    assert editor.section is Section.ANNEXES
    assert lines(editor.annexes.rows.list) == ["plan.pdf, 3 pages, 1\u202fKio · remise à l’étudiant"]
    editor.annexes.handed.setFocus()
    teacher.hands.key("Space")
    assert lines(editor.annexes.rows.list)[0].endswith("gardée par le professeur")
    (annex,) = kept(teacher, editor).case.annexes
    assert not annex.handed
    editor.annexes.rows.list.setFocus()
    teacher.hands.key("Delete")
    assert editor.draft.case.annexes == ()
    teacher.hands.key("Ctrl+Z")
    assert kept(teacher, editor).annexes == {annex.digest: path.read_bytes()}


def test_an_annex_that_could_act_is_saved_and_not_opened(open_case: Open, tmp_path: Path) -> None:
    _, editor = open_case(CaseFile(full_case()))
    editor.annexes._attached("outil.exe", (b"MZ", None))
    editor.turn_to(Section.ANNEXES)
    editor.annexes.open.click()
    assert "n’est pas ouverte d’ici" in words(editor)
    editor.annexes._save_to(b"MZ", str(tmp_path / "outil.exe"))
    assert f"Enregistré\u202f: {tmp_path / 'outil.exe'}" in words(editor)


def test_what_is_typed_is_kept_after_a_pause_and_survives_the_program(open_case: Open) -> None:
    teacher, editor = open_case(full_file())
    fill(editor, "Titre du cas", "Portes rapides")
    assert "En cours de saisie" in words(editor)
    teacher.hands.wait(lambda: teacher.titles() == ["Portes rapides"])
    teacher.hands.wait(lambda: "Tout est gardé." in words(editor))
    assert editor.windowTitle() == "Portes rapides"


def test_a_case_without_a_title_is_asked_about_before_it_goes(open_case: Open) -> None:
    teacher, editor = open_case(full_file())
    fill(editor, "Titre du cas", "")
    assert "sans titre, il ne peut pas être gardé" in words(editor)
    editor.turn_to(Section.AIMS)
    teacher.hands.key("Escape")
    assert "Ce que vous avez saisi n’est pas enregistré." in words(editor)
    assert editor.section is Section.SHEET
    teacher.hands.key("Escape")
    assert teacher.hands.at(editor.sheet.title.line)
    fill(editor, "Titre du cas", "Portes")
    assert "sans titre" not in words(editor)
    teacher.hands.key("Escape")
    teacher.gone(CaseEditor, teacher.window)
    assert teacher.titles() == ["Portes"]


def test_a_text_too_long_is_told_at_its_field_and_stays(open_case: Open) -> None:
    teacher, editor = open_case(full_file())
    editor.turn_to(Section.BUYER)
    field = editor.buyer.stakes
    field.text_editor.setPlainText("x" * 10_001)
    assert field.error == "Trop long\u202f: 10\u202f001 / 10\u202f000 caractères."
    assert not editor.draft.keep()
    assert "ne peut pas être gardé" in words(editor)
    field.text_editor.setPlainText("tenir le budget")
    assert not field.error
    assert kept(teacher, editor).case.buyer.stakes == "tenir le budget"


def test_a_full_disk_is_told_and_what_is_typed_waits(
    open_case: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher, editor = open_case(full_file())

    def full(_store: CaseFolder, file: CaseFile) -> Path:
        raise FileProblem(ProblemKind.DISK_FULL, teacher.folder)

    with monkeypatch.context() as patch:
        patch.setattr(CaseFolder, "keep", full)
        fill(editor, "Titre du cas", "Portes rapides")
        teacher.hands.key("Escape")
        assert "disque" in words(editor)
        assert "n’est pas enregistré" in words(editor)
        assert not teacher.window.lets_go()
    teacher.hands.key("Escape")
    assert kept(teacher, editor).case.title == "Portes rapides"


def test_what_differs_is_marked_by_more_than_a_colour(open_case: Open) -> None:
    _, editor = open_case(full_file())
    editor.turn_to(Section.CHANGES)
    marked = editor.changes.marked
    cursor = marked.right.textCursor()
    cursor.setPosition(marked.right.toPlainText().index("900") + 1)
    assert cursor.charFormat().fontUnderline()
    assert cursor.charFormat().fontWeight() == QFont.Weight.Bold
    cursor = marked.left.textCursor()
    cursor.setPosition(marked.left.toPlainText().index("400") + 1)
    assert cursor.charFormat().fontStrikeOut()
    cursor.setPosition(len("12 400 €"))
    assert not cursor.charFormat().fontStrikeOut()


def test_changes_and_objections_are_drawn_from_the_bank_by_keys(open_case: Open) -> None:
    teacher, editor = open_case(full_file())
    editor.turn_to(Section.OBJECTIONS)
    editor.pages[Section.OBJECTIONS].begin()
    teacher.hands.key("F7")
    bank = teacher.opened(BankDialog)
    assert bank.trade.currentText() == "Équipement industriel"
    bank.submit()
    assert "Cochez d’abord une entrée" in words(bank)
    bank.list.setFocus()
    teacher.hands.key("Space")
    teacher.hands.key("Down")
    teacher.hands.key("Space")
    assert "2 cochées" in words(bank)
    teacher.hands.key("Return")
    teacher.gone(BankDialog, editor)
    assert len(editor.draft.case.objections) == 4
    assert "2 objections reprises de la banque." in words(editor)
    editor.turn_to(Section.CHANGES)
    editor.pages[Section.CHANGES].begin()
    teacher.hands.key("F7")
    bank = teacher.opened(BankDialog)
    bank.list.setFocus()
    teacher.hands.key("Space")
    teacher.hands.key("Return")
    teacher.gone(BankDialog, editor)
    assert len(editor.draft.case.changes) == 2
    editor.draft.undo()
    editor.draft.undo()
    assert kept(teacher, editor) == full_file()


def test_a_row_taken_away_comes_back_where_it_stood_with_what_was_typed_since(open_case: Open) -> None:
    teacher, editor = open_case(full_file())
    editor.turn_to(Section.OBJECTIONS)
    editor.pages[Section.OBJECTIONS].begin()
    teacher.hands.key("Delete")
    assert "Objection A retirée." in words(editor)
    fill(editor, "Paroles de l’acheteur, comme elles seront dites", "Bien trop long.")
    editor.objections.rows.list.setFocus()
    teacher.hands.key("Ctrl+Z")
    assert [each.words for each in editor.draft.case.objections] == ["C’est trop cher.", "Bien trop long."]


def test_a_moment_is_a_minute_a_step_or_none(open_case: Open) -> None:
    _, editor = open_case(full_file())
    editor.turn_to(Section.OBJECTIONS)
    fill(editor, "Minute, facultatif", "9999")
    assert "9999" in editor.objections.minute.text()
    fill(editor, "Minute, facultatif", "700")
    assert editor.objections.minute.error == "Une minute de 0 à 600, ou rien."
    assert editor.draft.case.objections[0].minute == 70
    fill(editor, "Minute, facultatif", "")
    editor.objections.step.setCurrentIndex(0)
    editor.objections.kind.setCurrentIndex(editor.objections.kind.findData(ObjectionKind.RISK))
    assert lines(editor.objections.rows.list)[0] == (
        "A · risque · au besoin · tactique · «\u202fC’est trop cher.\u202f»"
    )


def test_aims_are_criteria_by_their_words_and_none_is_all(open_case: Open) -> None:
    teacher, editor = open_case(full_file())
    editor.turn_to(Section.AIMS)
    assert "Critères regardés\u202f: 8, 9" in words(editor)
    editor.aims.boxes[10].setFocus()
    teacher.hands.key("Space")
    assert kept(teacher, editor).case.criteria == (8, 9, 10)
    editor.aims.none.click()
    assert "Tous les critères sont regardés." in words(editor.aims)
    assert editor.draft.case.criteria == ()


def test_sections_go_round_by_keys_and_say_what_they_lack(teacher: Teacher) -> None:
    editor = teacher.new("Portes")
    seen: list[Section] = []
    firsts: list[QWidget] = []
    for _ in Section:
        seen.append(editor.section)
        firsts.append(teacher.hands.focus)
        teacher.hands.key("Ctrl+PgDown")
    assert seen == [*Section]
    assert editor.section is Section.SHEET
    assert len(set(map(id, firsts))) == len(Section)
    teacher.hands.key("Ctrl+PgUp")
    assert editor.section is Section.AIMS
    assert not [each for page in editor.pages for each in [page.first_error()] if each is not None]


def test_a_case_whose_form_is_elsewhere_says_so_where_it_matters(open_case: Open) -> None:
    _, editor = open_case(CaseFile(replace(full_case(), exam="E9")))
    editor.turn_to(Section.AIMS)
    assert "La forme d’épreuve E9 n’est pas sur ce poste" in words(editor.aims)
    editor.show_sheet()
    assert "la fiche de préparation en a besoin" in words(editor)
    assert editor.draft.case.criteria == (8, 9)


def test_a_heavy_case_is_written_less_often(theme: object, folder: Path, qtbot: object) -> None:
    cases = Cases(case_folder(folder), None, None, str)  # type: ignore[arg-type]
    light = CaseDraft(cases, full_file(), None)  # type: ignore[arg-type]
    heavy = CaseDraft(cases, CaseFile(full_case(), {"a": bytes(5 << 20)}), None)  # type: ignore[arg-type]
    for each in (light, heavy):
        each.put(replace(each.case, title="Autre"))
    assert light._idle.interval() < heavy._idle.interval()


def test_the_parameter_is_chosen_by_its_name(open_case: Open) -> None:
    _, editor = open_case(full_file())
    editor.turn_to(Section.CHANGES)
    shown = [editor.changes.parameter.itemText(row) for row in range(editor.changes.parameter.count())]
    assert shown == [each.label for each in Parameter]
    editor.changes.parameter.setCurrentIndex(shown.index(Parameter.DELAY.label))
    assert lines(editor.changes.rows.list) == ["Délai\u202f: 12 400 € → 11 900 €"]


def test_the_sheet_of_keys_comes_over_the_editor_and_over_the_library(teacher: Teacher) -> None:
    editor = teacher.new("Portes")
    for window in (CaseEditor, CasesWindow):
        teacher.opened(window)
        teacher.hands.key("Shift+F1")
        assert "lire la fiche d’un fichier" in words(teacher.opened(KeysSheet))
        teacher.hands.key("Shift+F1")
        teacher.hands.wait(lambda: not teacher.hands.see(KeysSheet))
    assert editor.isVisible()


def test_the_guide_opens_at_the_cases_over_the_editor_and_over_the_library(teacher: Teacher) -> None:
    teacher.new("Portes")
    for window in (CaseEditor, CasesWindow):
        teacher.opened(window)
        teacher.hands.key("F1")
        assert teacher.opened(HelpWindow).page.name == "cas"
        teacher.hands.key("F1")
        teacher.hands.wait(lambda: not teacher.hands.see(HelpWindow))
