"""The library of cases: made, varied, brought in, given, taken away and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QWidget

from btstc_jury.application.cases import CaseFile
from btstc_jury.domain.case import Case, Objection, ObjectionKind
from btstc_jury.exchange.case_files import case_bytes
from btstc_jury.ui.cases.bank_dialog import BankDialog
from btstc_jury.ui.cases.bank_entry import EntryDialog
from btstc_jury.ui.cases.case_editor import CaseEditor
from btstc_jury.ui.cases.cases_window import CasesWindow
from btstc_jury.ui.cases.harder_dialog import HarderDialog
from btstc_jury.ui.cases.new_case import NewCaseDialog, TakeDialog
from tests.cases import case_folder, full_case, full_file
from tests.ui.cases.conftest import Teacher
from tests.ui.finding import button, fill, words
from tests.ui.hands import listed


def keep(folder: Path, *files: CaseFile) -> None:
    for each in files:
        case_folder(folder).keep(each)


def drop(target: QWidget, path: Path) -> None:
    """Drag over it and let go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(9, 9), copy, data, left, held))
    QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), copy, data, left, held))


def lines(shown: QListWidget) -> list[str]:
    return [shown.item(row).text() for row in range(shown.count())]


def primaries(window: QWidget) -> list[str]:
    """What the buttons in sight that stand out say."""
    shown = (each for each in window.findChildren(QPushButton) if each.isVisible())
    return [each.text().replace("&", "") for each in shown if "primary" in str(each.property("role"))]


def test_an_empty_library_offers_ready_cases_and_says_what_each_holds(teacher: Teacher) -> None:
    assert "Vous n’avez encore aucun cas" in words(teacher.window)
    assert "«\u202fAjouter les cas prêts à jouer\u202f» met ici" in words(teacher.window)
    assert primaries(teacher.window) == ["Ajouter les cas prêts à jouer (2)"]
    assert teacher.hands.focus is button(teacher.window, "Ajouter les cas prêts à jouer (2)")
    teacher.hands.key("Alt+J")
    teacher.hands.wait(lambda: len(teacher.titles()) == 2)
    assert listed(teacher.library.list) == [
        "Chariots Valdor. E4 · Équipement industriel. 11/11 rubriques. 6 objections · 4 changements",
        "Comptoir Brénoux. E6 · Matériaux de construction. 7/7 rubriques. 6 objections · 4 changements",
    ]
    assert "2 cas ajoutés." in words(teacher.window)
    assert teacher.hands.at(teacher.library.list)
    assert len(primaries(teacher.window)) == 1


def test_a_fiche_that_is_brought_as_a_case_says_where_it_is_read(teacher: Teacher, tmp_path: Path) -> None:
    path = tmp_path / "fiche2.docx"
    path.write_bytes(b"PK")
    teacher.library.acts.take([path])
    told = words(teacher.window)
    assert "«\u202ffiche2.docx\u202f» est un texte, non un cas" in told
    assert "«\u202fLire un fichier\u202f»" in told
    assert teacher.titles() == []


def test_a_new_case_has_the_rubrics_of_its_sheet_and_is_kept_at_once(teacher: Teacher) -> None:
    editor = teacher.new("Portes", exam="E6")
    assert len(editor.sheet.rubrics) == 7
    assert teacher.titles() == ["Portes"]
    assert teacher.library.acts.cases.open(editor.draft.case.key).case.sheet_name == "fiche de synthèse"


def test_a_case_without_a_title_is_not_made(teacher: Teacher) -> None:
    teacher.hands.key("Ctrl+I")
    asked = teacher.opened(NewCaseDialog)
    teacher.hands.key("Return")
    assert "Donnez un titre au cas." in words(asked)
    assert teacher.hands.at(asked.name.line)
    assert teacher.titles() == []


def test_a_case_is_found_opened_and_shown_once(begin: Callable[[], Teacher], folder: Path) -> None:
    keep(folder, full_file(), full_file("case-2", "Granulés"))
    teacher = begin()
    teacher.hands.key("Ctrl+F")
    teacher.hands.write("porte")
    assert [row.split(".")[0] for row in listed(teacher.library.list)] == ["Portes isothermes"]
    teacher.library.setFocus()
    teacher.hands.key("Return")
    editor = teacher.editor
    teacher.window.activateWindow()
    teacher.library.acts.open("case-1")
    assert teacher.hands.see(CaseEditor) == [editor]


def test_a_deleted_case_comes_back_whole(begin: Callable[[], Teacher], folder: Path) -> None:
    keep(folder, full_file())
    teacher = begin()
    teacher.hands.key("Delete")
    assert teacher.titles() == []
    assert "Supprimé\u202f: «\u202fPortes isothermes\u202f»." in words(teacher.window)
    teacher.library.say("Autre chose a été fait depuis.")
    teacher.window.activateWindow()
    teacher.library.search.line.clear()
    teacher.hands.key("Ctrl+Z")
    assert teacher.library.acts.cases.open("case-1") == full_file()


def test_an_open_case_is_not_deleted(begin: Callable[[], Teacher], folder: Path) -> None:
    keep(folder, full_file())
    teacher = begin()
    teacher.hands.key("Return")
    assert teacher.editor.draft.case == full_file().case
    teacher.window.activateWindow()
    teacher.library.setFocus()
    teacher.library.acts.delete()
    assert teacher.titles() == ["Portes isothermes"]
    assert "fermez-le d’abord" in words(teacher.window)


def test_what_cannot_be_read_is_not_deleted_since_it_could_not_come_back(
    begin: Callable[[], Teacher], folder: Path
) -> None:
    keep(folder, full_file())
    (path,) = folder.glob("*.btscas")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"%PDF-1.4 a plan", b"%PDF-1.4 A PLAN"))
    teacher = begin()
    teacher.hands.key("Delete")
    assert path.exists()
    assert "ne peut pas être lu" in words(teacher.window)


def test_a_copy_and_a_harder_variant_name_what_they_come_from(
    begin: Callable[[], Teacher], folder: Path
) -> None:
    keep(folder, full_file())
    teacher = begin()
    teacher.hands.key("Ctrl+D")
    assert teacher.titles() == ["Portes isothermes", "Portes isothermes (copie)"]
    teacher.library.list.select("case-1")
    teacher.hands.key("Ctrl+H")
    asked = teacher.opened(HarderDialog)
    assert all(each.tick.isChecked() for each in asked.proposals)
    price = asked.proposals[0]
    assert price.before.toPlainText() == "11 900 €"
    assert price.text.text() == "11 500 €"
    fill(asked, "Plus difficile, proposition 1", "11 000 €")
    assert "retiré\u202f: 900\u202f; ajouté\u202f: 000" in words(asked)
    for each in asked.proposals[1:]:
        each.tick.setFocus()
        teacher.hands.key("Space")
    teacher.hands.click(teacher.hands.button("&Créer la variante", asked))
    teacher.gone(HarderDialog, teacher.window)
    variant = teacher.library.acts.cases.open(teacher.library.key).case
    assert variant.title == "Portes isothermes, plus difficile"
    assert variant.parent == "case-1"
    assert [each.after for each in variant.changes] == ["11 000 €"]
    assert len(variant.objections) == 2
    assert "variante de «\u202fPortes isothermes\u202f»" in listed(teacher.library.list)[-1]


def test_a_figure_that_is_made_harder_is_so_in_the_whole_case_or_one_is_told_where_not(
    begin: Callable[[], Teacher], folder: Path
) -> None:
    file = full_file()
    said = Objection("11 900 € ? Trop cher.", ObjectionKind.PRICE)
    keep(folder, replace(file, case=replace(file.case, objections=(said,))))
    teacher = begin()

    def vary(title: str, *, carries: bool) -> Case:
        teacher.library.list.select("case-1")
        teacher.hands.key("Ctrl+H")
        asked = teacher.opened(HarderDialog)
        assert "«\u202f11 900 €\u202f» devient «\u202f11 500 €\u202f»\u202f: objection A." in words(asked)
        fill(asked, "Plus difficile, proposition 1", "11 000 €")
        assert "devient «\u202f11 000 €\u202f»\u202f: objection A." in words(asked)
        if not carries:
            teacher.hands.key("Alt+R")
            teacher.hands.wait(lambda: not asked.carries.isChecked())
            assert "est devenu «\u202f11 000 €\u202f», sauf ici\u202f: objection A." in words(asked)
        fill(asked, "Titre de la variante, facultatif", title)
        teacher.hands.click(teacher.hands.button("&Créer la variante", asked))
        teacher.gone(HarderDialog, teacher.window)
        return teacher.library.acts.cases.open(teacher.library.key).case

    assert vary("Reporté", carries=True).objections[0].words == "11 000 € ? Trop cher."
    assert vary("Laissé", carries=False).objections[0].words == said.words
    # The one who opens it is still told, and does it there.
    teacher.hands.key("Return")
    editor = teacher.editor
    assert "est devenu «\u202f11 000 €\u202f», sauf ici\u202f: objection A." in words(editor)
    teacher.hands.click(editor.figures.carry)
    assert "Chiffres à vérifier" not in words(editor)
    assert editor.draft.case.objections[0].words == "11 000 € ? Trop cher."
    editor.draft.undo()
    assert editor.draft.case.objections[0].words == said.words
    assert "Chiffres à vérifier" in words(editor)


def test_a_customary_value_is_told_as_one_and_never_as_the_case_s(teacher: Teacher) -> None:
    teacher.hands.key("Alt+J")
    teacher.hands.wait(lambda: len(teacher.titles()) == 2)
    teacher.library.list.select("livre-e4-chariots-valdor")
    teacher.hands.key("Ctrl+H")
    asked = teacher.opened(HarderDialog)
    usual = [
        each for each in asked.proposals if each.before.toPlainText() == "Acompte de 30\u202f% à la commande"
    ]
    (proposed,) = usual
    assert "Valeur d’usage, non écrite dans le cas" in words(proposed)
    assert "Dans le cas" not in words(proposed)
    assert proposed.before.accessibleName().startswith("Valeur d’usage")
    assert all("Dans le cas" in words(each) for each in asked.proposals if each is not proposed)
    teacher.hands.click(teacher.hands.button("&Créer la variante", asked))
    teacher.gone(HarderDialog, teacher.window)
    variant = teacher.library.acts.cases.open(teacher.library.key).case
    assert variant.changes[-1].after.startswith("Le client refuse tout acompte")
    assert variant.changes[-1].before == ""


def test_with_every_proposal_left_out_nothing_is_made(begin: Callable[[], Teacher], folder: Path) -> None:
    keep(folder, full_file())
    teacher = begin()
    teacher.hands.key("Ctrl+H")
    asked = teacher.opened(HarderDialog)
    for each in asked.proposals:
        each.tick.setChecked(False)
    asked.submit()
    assert "Cochez au moins une proposition" in words(asked)
    assert teacher.titles() == ["Portes isothermes"]


def test_a_case_dropped_on_the_window_is_taken_in(teacher: Teacher, tmp_path: Path) -> None:
    path = tmp_path / "given.btscas"
    path.write_bytes(case_bytes(full_file()))
    drop(teacher.hands.window, path)
    assert teacher.titles() == ["Portes isothermes"]
    assert "Importé\u202f: «\u202fPortes isothermes\u202f»." in words(teacher.window)
    drop(teacher.hands.window, path)
    assert "est déjà dans vos cas, tel quel" in words(teacher.window)


def test_a_case_of_one_key_with_another_content_replaces_or_stands_beside(
    begin: Callable[[], Teacher], folder: Path, tmp_path: Path
) -> None:
    keep(folder, full_file())
    path = tmp_path / "given.btscas"
    path.write_bytes(case_bytes(full_file(title="Portes rapides")))
    teacher = begin()
    drop(teacher.hands.window, path)
    asked = teacher.opened(TakeDialog)
    assert "Le vôtre s’appelle «\u202fPortes isothermes\u202f»" in words(asked)
    teacher.hands.key("Return")
    teacher.gone(TakeDialog, teacher.window)
    assert teacher.titles() == ["Portes isothermes", "Portes rapides"]
    drop(teacher.hands.window, path)
    asked = teacher.opened(TakeDialog)
    teacher.hands.key("Alt+P")
    teacher.gone(TakeDialog, teacher.window)
    assert teacher.titles() == ["Portes rapides", "Portes rapides"]
    teacher.library.setFocus()
    teacher.hands.key("Ctrl+Z")
    assert teacher.titles() == ["Portes isothermes", "Portes rapides"]


def test_hostile_files_are_told_and_touch_nothing(teacher: Teacher, tmp_path: Path) -> None:
    for name, content in (("faux", b"nothing"), ("vide", b""), ("zip", b"PK\x05\x06" + bytes(18))):
        path = tmp_path / f"{name}.btscas"
        path.write_bytes(content)
        drop(teacher.hands.window, path)
        assert f"«\u202f{name}.btscas\u202f» ne peut pas être lu comme un cas" in words(teacher.window)
    assert teacher.titles() == []


def test_faulty_files_of_the_folder_are_told_beside_the_others(
    begin: Callable[[], Teacher], folder: Path
) -> None:
    keep(folder, full_file())
    (folder / "faux.btscas").write_bytes(b"nothing")
    teacher = begin()
    assert len(listed(teacher.library.list)) == 1
    (told,) = lines(teacher.library._faults)
    assert "faux.btscas" in told


def test_an_exported_case_says_where_and_is_read_again(
    begin: Callable[[], Teacher], folder: Path, tmp_path: Path
) -> None:
    keep(folder, full_file())
    teacher = begin()
    path = tmp_path / "out.btscas"
    teacher.library.acts.export_to("case-1", str(path))
    assert f"Exporté\u202f: {path}" in words(teacher.window)
    assert case_folder(tmp_path).read(path) == full_file()
    teacher.library.acts.export_to("case-1", str(tmp_path / "none" / "out.btscas"))
    assert "Exporté" not in words(teacher.window)


def test_the_bank_is_searched_added_to_left_out_of_and_shared(teacher: Teacher, tmp_path: Path) -> None:
    teacher.hands.key("F7")
    bank = teacher.opened(BankDialog)
    every = bank.list.count()
    assert every >= 60
    teacher.hands.write("palette")
    assert 0 < bank.list.count() < every
    teacher.hands.key("Return")
    assert teacher.hands.at(bank.list)
    first = bank.list.item(0).text()
    teacher.hands.key("Delete")
    assert first not in lines(bank.list)
    teacher.hands.click(bank.back)
    assert first in lines(bank.list)
    bank.add.click()
    entry = teacher.opened(EntryDialog)
    entry.submit()
    assert "Écrivez ce texte." in words(entry)
    fill(entry, "Secteur d’activité", "Nautisme")
    fill(entry, "Paroles de l’acheteur", "Votre palette coule.")
    entry.submit()
    teacher.gone(EntryDialog, bank)
    assert "«\u202fVotre palette coule.\u202f» · prix · sincère · à vous" in lines(bank.list)
    path = tmp_path / "banque-partagee.toml"
    bank.export_to(str(path))
    assert f"Exporté\u202f: {path}" in words(bank)
    bank.take_file(path)
    assert "Rien de nouveau" in words(bank)
    path.write_text("nothing = [")
    bank.take_file(path)
    assert path.name in words(bank)


def test_the_library_goes_with_its_window_and_opens_once(teacher: Teacher) -> None:
    teacher.hands.window.activateWindow()
    teacher.hands.window.tasks.show_cases()
    assert len(teacher.hands.see(CasesWindow)) == 1
    teacher.window.reject()
    teacher.hands.wait(lambda: not teacher.hands.see(CasesWindow))


def test_titles_are_names_of_files_and_texts_are_never_markup(
    begin: Callable[[], Teacher], folder: Path
) -> None:
    title = "<b>A/B</b> & «\u202fC\u202f»" + "x" * 120
    keep(folder, CaseFile(full_case(title=title)))
    teacher = begin()
    assert listed(teacher.library.list)[0].startswith(title)
    teacher.hands.key("Return")
    assert teacher.editor.windowTitle() == title
