"""Forms written in the window: from nothing, from an official one, with what is wrong beside its field."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QListWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.form_editing import FormDraft
from btstc_jury.application.form_proposals import Taken
from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.form_editor import PAGES
from btstc_jury.application.views.grid import grid_view
from btstc_jury.bootstrap import SystemFiles, form_folders
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.system import folders
from btstc_jury.ui.forms.beginning import BeginDialog
from btstc_jury.ui.forms.differences import DifferencesDialog, ReplaceDialog
from btstc_jury.ui.forms.form_editor import FormEditor
from btstc_jury.ui.forms.form_page import FormPage
from btstc_jury.ui.forms.pasting import PasteDialog
from btstc_jury.ui.forms.value_field import ValueField
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.buttons import Button
from btstc_jury.ui.widgets.fields import Choice
from tests.forms.fictional import FICTIONAL
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "centre" / "formes"
    monkeypatch.setattr(folders, "centre_folder", lambda: folder)
    trials = iter(range(9))

    def for_trial(name: str) -> Path:
        made = tmp_path / f"trial-{next(trials)}"
        made.mkdir()
        return made / name

    monkeypatch.setattr(folders, "passing_path", for_trial)
    return folder


def begun(hands: Hands, choice: str) -> FormEditor:
    hands.key("Ctrl+Shift+N")
    (begin,) = hands.window.findChildren(BeginDialog)
    hands.wait(lambda: hands.focus.window() is begin)
    begin.origin.setCurrentIndex(begin.origin.findData(choice))
    hands.key("Return")
    (editor,) = hands.window.findChildren(FormEditor)
    hands.wait(lambda: hands.focus.window() is editor)
    return editor


def page(editor: FormEditor, title: str) -> FormPage:
    place = next(place for place, each in enumerate(editor.pages) if each.spec.title == title)
    editor.contents.setCurrentRow(place)
    return editor.pages[place]


def field(of: FormPage, path: str) -> ValueField:
    return next(each for each in (*of.fields, *of.of_row) if each.spec.path == path)


def write(hands: Hands, of: FormPage, path: str, text: str) -> None:
    editor = field(of, path).editor
    editor.setFocus()
    hands.key("Ctrl+A")
    hands.write(text)


def test_a_form_is_written_from_nothing_by_keys_and_tried(show_window: ShowWindow, centre: Path) -> None:
    hands = show_window()
    editor = begun(hands, "/blank")
    first = page(editor, "Épreuve")
    assert hands.at(first.fields[0].editor)
    assert not [each for each in first.fields if each.error], "nothing is red before anything is typed"
    lacking = [editor.faults.item(row).text() for row in range(editor.faults.count())]
    assert "Critères\u202f: valeur manquante\u202f; attendu\u202f: au moins une ligne" in lacking
    assert "Diplôme\u202f: valeur manquante\u202f; attendu\u202f: un texte" in lacking
    assert not [each for each in lacking if "guillemets" in each or "[[" in each]
    said = (
        ("key", "bts-fictif"),
        ("diploma", "BTS fictif"),
        ("exam", "E9"),
        ("title", "Projet"),
        ("unit", "U9"),
        ("name", "E9 · oral"),
        ("source", "Circulaire fictive"),
    )
    for path, text in said:
        write(hands, first, path, text)
    phases = page(editor, "Temps et phases")
    for path, text in (("candidate", "présente."), ("commission", "interroge.")):
        write(hands, phases, path, text)
    criteria = page(editor, "Critères")
    criteria.add.setFocus()
    hands.key("Space")
    assert hands.at(field(criteria, "text").editor)
    hands.write("Écoute")
    editor.check()
    assert [editor.faults.item(row).text() for row in range(editor.faults.count())] == []
    editor._keep()
    editor.submit()
    kept = load_form(centre / "bts-fictif.toml")
    assert [each.text for each in kept.criteria] == ["Écoute"]
    assert kept.phases[0].candidate == "présente."
    hands.wait(lambda: not hands.window.findChildren(FormEditor))
    hands.back()
    assert not [*folders.form_drafts().iterdir()]
    editor = begun(hands, "bts-fictif")
    editor.trial.click()
    hands.wait(lambda: hands.window.bench.is_open)
    assert hands.office.session.kind is FileKind.TRAINING
    (oral,) = hands.office.file.index.all()
    assert hands.office.oral(oral.oral).form == kept
    hands.wait(lambda: hands.window.notices.text().startswith("Essai de la forme."))
    hands.window.notices.inform("Forme enregistrée.")
    assert hands.window.notices.text() == "Forme enregistrée."
    # Its folder goes by itself: no file of an exam may be proposed there.
    remembered = hands.window.preferences.value
    assert (remembered.recent, remembered.last_folder) == ((), None)


def test_what_is_wrong_stands_at_its_field_and_the_list_leads_there(
    show_window: ShowWindow, centre: Path
) -> None:
    hands = show_window()
    editor = begun(hands, "e4-ponctuel")
    assert editor.faults.count() == 0
    phases = page(editor, "Temps et phases")
    phases.list.setCurrentRow(1)
    maximum = field(phases, "maximum")
    write(hands, phases, "maximum", "vingt")
    note = page(editor, "Note")
    write(hands, note, "mark.step", "3")
    editor.check()
    assert editor.faults.count() == 2
    assert maximum.error
    assert field(note, "mark.step").error
    editor.submit()
    assert not centre.exists()
    assert editor.isVisible()
    page(editor, "Épreuve")
    editor.faults.setCurrentRow(0)
    editor.faults.setFocus()
    hands.key("Return")
    assert hands.at(maximum.editor)
    hands.key("F8")
    assert hands.at(field(note, "mark.step").editor)
    hands.key("F8")
    assert hands.at(maximum.editor)
    hands.key("Ctrl+PgUp")
    assert hands.at(editor.pages[0].fields[0].editor)
    hands.key("Ctrl+PgDown", 3)
    assert hands.at(page(editor, "Critères").list)
    hands.key("Ctrl+PgUp", 2)
    write(hands, phases, "maximum", "20:00")
    write(hands, note, "mark.step", "0,25")
    editor.check()
    assert editor.faults.count() == 0
    assert editor.draft.get("origins")["phases.2.maximum"]["authority"] == "default"
    assert editor.draft.get("origins")["phases.1.maximum"]["authority"] == "arrete"


def test_the_origin_of_a_value_is_a_key_away_and_back(show_window: ShowWindow, centre: Path) -> None:
    hands = show_window()
    editor = begun(hands, "e4-ponctuel")
    phases = page(editor, "Temps et phases")
    maximum = field(phases, "maximum").editor
    maximum.setFocus()
    hands.key("Alt+O")
    assert hands.at(editor.origin.authority)
    hands.key("End")
    hands.key("Alt+O")
    assert hands.at(maximum)
    assert editor.draft.get("origins")["phases.1.maximum"]["authority"] == "default"
    field(page(editor, "Épreuve"), "exam").editor.setFocus()
    assert editor.origin.authority.currentIndex() == -1, "nobody has said"
    hands.key("Alt+O")
    editor.origin.place.line.setFocus()
    hands.write("BO 12")
    assert editor.draft.get("origins")["exam"] == {
        "authority": "default",
        "place": "BO 12",
        "note": "saisi par le centre",
    }
    editor.origin.authority.setCurrentIndex(editor.origin.authority.findData("circular"))
    editor.origin.note.line.setFocus()
    hands.key("Ctrl+A")
    hands.key("Delete")
    editor.check()
    assert editor.faults.count() == 0, "the place is enough of a circular"
    write(hands, page(editor, "Note"), "mark.maximum", "40")
    page(editor, "Épreuve")
    field(editor.pages[0], "exam").editor.setFocus()
    assert editor.origin.to_all.text().startswith("Pour toute la saisie (")
    assert "Note maximale" in editor.origin.to_all.accessibleDescription()
    editor.origin.to_all.click()
    assert editor.draft.origin("mark.maximum") == {"authority": "circular", "place": "BO 12"}
    hands.key("Return")
    assert editor.isVisible(), "Enter in a field keeps nothing half written"
    editor.contents.setFocus()
    hands.key("Return")
    assert editor.isVisible(), "nor in the list of pages"
    assert not centre.exists()


def test_the_key_of_an_official_form_is_refused(show_window: ShowWindow, centre: Path) -> None:
    hands = show_window()
    editor = begun(hands, "e6-ponctuel")
    first = page(editor, "Épreuve")
    write(hands, first, "key", "e4-ponctuel")
    editor.submit()
    assert "officielle" in field(first, "key").error
    assert not centre.exists()


def test_leaving_asks_and_what_was_left_is_offered_again(show_window: ShowWindow, centre: Path) -> None:
    hands = show_window()
    editor = begun(hands, "e6-ponctuel")
    write(hands, page(editor, "Épreuve"), "name", "E6 du centre")
    editor._keep()
    editor.reject()
    assert editor.isVisible()
    (kept,) = SystemFiles().workshop().drafts().found
    assert (kept.values["name"], kept.base, kept.own) == ("E6 du centre", "e6-ponctuel", "")
    editor.reject()
    begin = BeginDialog(hands.theme, SystemFiles().workshop(), hands.window)
    said = "Reprendre «\u202fE6 du centre\u202f» (e6-ponctuel-centre), laissée le "
    assert begin.origin.currentText().startswith(said)
    begin.deleteLater()


def left_for_later(hands: Hands, choice: str, name: str) -> None:
    editor = begun(hands, choice)
    write(hands, page(editor, "Épreuve"), "name", name)
    editor.reject()
    (later,) = (each for each in editor.findChildren(Button) if each.text() == "Garder pour plus tard")
    later.click()
    hands.wait(lambda: not hands.window.findChildren(FormEditor))
    hands.back()


def test_a_form_that_waits_is_replaced_by_no_other(show_window: ShowWindow, centre: Path) -> None:
    hands = show_window()
    left_for_later(hands, "e6-ponctuel", "La première")
    left_for_later(hands, "e4-ponctuel", "La deuxième")
    (folders.form_drafts() / "9.toml").write_text("= coupée", encoding="utf-8")
    drafts = SystemFiles().workshop().drafts()
    assert sorted(str(each.values["name"]) for each in drafts.found) == ["La deuxième", "La première"]
    assert [each.name for each in drafts.unreadable] == ["9.toml"]
    first = next(each for each in drafts.found if each.values["name"] == "La première")
    editor = begun(hands, f"/draft/{first.place}")
    assert editor.draft.get("name") == "La première"
    editor.reject()
    editor._abandon.click()
    hands.wait(lambda: not hands.window.findChildren(FormEditor))
    assert [each.values["name"] for each in SystemFiles().workshop().drafts().found] == ["La deuxième"]
    begin = BeginDialog(hands.theme, SystemFiles().workshop(), hands.window)
    assert [each for each in begin.findChildren(QLabel) if "9.toml" in each.text()]
    begin.deleteLater()


def kept_already(title: str) -> Path:
    """A form of the centre, made from the official E6."""
    workshop = SystemFiles().workshop()
    official = workshop.form("e6-ponctuel")
    phases = (replace(official.phases[0], title=title), *official.phases[1:])
    return workshop.save(replace(official, key="e6-ponctuel-centre", phases=phases))


def test_a_form_of_the_centre_is_replaced_knowingly(show_window: ShowWindow, centre: Path) -> None:
    hands = show_window()
    file = kept_already("Première version")
    assert file.parent == centre
    before = file.read_bytes()
    editor = begun(hands, "e6-ponctuel")
    write(hands, page(editor, "Temps et phases"), "title", "Deuxième version")
    editor.submit()
    (asked,) = editor.findChildren(ReplaceDialog)
    assert "«\u202fPremière version\u202f» → «\u202fDeuxième version\u202f»" in asked.list.toPlainText()
    assert "remplacer" in field(page(editor, "Épreuve"), "key").editor.accessibleDescription()
    hands.wait(lambda: hands.focus.window() is asked)
    hands.key("Return")
    assert editor.isVisible()
    assert file.read_bytes() == before
    editor.submit()
    asked = editor.findChildren(ReplaceDialog)[-1]
    next(each for each in asked.findChildren(Button) if each.text() == "Remplacer").click()
    assert load_form(file).phases[0].title == "Deuxième version"
    hands.wait(lambda: not hands.window.findChildren(FormEditor))


def test_a_form_that_changed_meanwhile_is_not_lost(show_window: ShowWindow, centre: Path) -> None:
    hands = show_window()
    file = kept_already("Première version")
    editor = begun(hands, "e6-ponctuel-centre")
    write(hands, page(editor, "Temps et phases"), "title", "Mienne")
    file.write_text(file.read_text("utf-8").replace("Première version", "D’une collègue"), encoding="utf-8")
    editor.submit()
    (asked,) = editor.findChildren(ReplaceDialog)
    assert "«\u202fD’une collègue\u202f» → «\u202fMienne\u202f»" in asked.list.toPlainText()
    asked.reject()
    file.write_text("illisible", encoding="utf-8")
    editor.submit()
    asked = editor.findChildren(ReplaceDialog)[-1]
    assert [each for each in asked.findChildren(QLabel) if "ne se lit pas" in each.text()]
    asked.accept()
    assert load_form(file).phases[0].title == "Mienne"


def test_an_oral_that_runs_keeps_the_form_that_it_began_with(
    show_window: ShowWindow, centre: Path, desk: Desk, path: Path
) -> None:
    own = FormLibrary(form_folders(), centre)
    desk = Desk(desk.files, own, desk.clock)
    hands = show_window()
    editor = begun(hands, "e6-ponctuel")
    editor.submit()
    hands.wait(lambda: not hands.window.findChildren(FormEditor))
    hands.back()
    make_file(desk, path, ["e6-ponctuel-centre"])
    hands.window.open_path(path)
    (number,) = (each.oral for each in hands.office.file.index.all())
    hands.key("Return")
    hands.key("Ctrl+Return")
    hands.pass_time(minutes=2)
    hands.remark("+ #1=S accroche juste")
    hands.write("une remarque qui")
    before = hands.oral
    assert (before.stage, before.phase, len(before.remarks)) == (Stage.RUNNING, 0, 1)
    shown = hands.texts(hands.live.bar)
    editor = begun(hands, "e6-ponctuel-centre")
    phases = page(editor, "Temps et phases")
    write(hands, phases, "title", "Tout autre chose")
    hands.pass_time(minutes=1)
    editor.submit()
    changed = load_form(centre / "e6-ponctuel-centre.toml")
    assert changed.phases[0].title == "Tout autre chose"
    assert changed.version != before.form.version
    hands.wait(lambda: not hands.window.findChildren(FormEditor))
    hands.back()
    assert hands.office.oral(number) == before, "the clock runs on, and nothing else"
    assert hands.texts(hands.live.bar) == shown
    hands.live.remarks.field.setFocus()
    assert hands.live.remarks.field.text() == "une remarque qui"
    hands.write(" se finit")
    hands.key("Return")
    assert [each.content.text for each in hands.oral.remarks.values()] == [
        "accroche juste",
        "une remarque qui se finit",
    ]
    for _ in hands.oral.form.phases[1:]:
        hands.pass_time(minutes=10)
        hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+Return")
    assert hands.oral.form == before.form != changed
    told = grid_view(hands.office, number)
    assert told.times[0].title == f"1 {before.form.phases[0].title}"
    assert (told.times[0].used, told.form.rpartition(" ")[2]) == ("13:00", before.form.hash[:8])


def test_a_column_of_a_spreadsheet_is_corrected_before_it_is_begun_from(
    show_window: ShowWindow, centre: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "grille.xlsx"
    with xlsxwriter.Workbook(sheet) as book:
        written = book.add_worksheet("Grille")
        written.write_row(0, 0, ["Critères", "Points", "Insuffisant", "Satisfaisant"])
        written.write_row(1, 0, ["Écoute", 12, "n’écoute pas", "écoute"])
        written.write_row(2, 0, ["Argumente", 8, "récite", "argumente"])
    hands = show_window()
    hands.key("Ctrl+Shift+N")
    (begin,) = hands.window.findChildren(BeginDialog)
    begin.origin.setCurrentIndex(begin.origin.findData("/sheet"))
    begin.preview.read(sheet)
    hands.wait(lambda: bool(begin.preview.columns))
    shown = list(begin.preview.columns.values())
    assert [each.currentData() for each in shown] == [Taken.CRITERION, Taken.POINTS, Taken.LEVEL, Taken.LEVEL]
    shown[1].setCurrentIndex(shown[1].findData(Taken.NOTHING))
    shown[1].activated.emit(shown[1].currentIndex())
    begin.submit()
    (editor,) = hands.window.findChildren(FormEditor)
    rows = editor.draft.rows("criteria")
    assert [each["text"] for each in rows] == ["Écoute", "Argumente"]
    assert rows[0]["descriptors"] == ["n’écoute pas", "écoute"]
    assert "points" not in rows[0]
    editor.check()
    assert editor.faults.count()


def test_what_differs_from_the_form_begun_from_is_told(show_window: ShowWindow, centre: Path) -> None:
    hands = show_window()
    editor = begun(hands, "e4-ponctuel")
    write(hands, page(editor, "Temps et phases"), "maximum", "12:00")
    editor.difference.click()
    (shown,) = editor.findChildren(DifferencesDialog)
    assert "10:00 → 12:00" in shown.list.toPlainText()
    shown.accept()


def test_rows_of_a_spreadsheet_are_pasted_and_arranged_by_keys(show_window: ShowWindow, centre: Path) -> None:
    hands = show_window()
    editor = begun(hands, "/blank")
    criteria = page(editor, "Critères")
    QGuiApplication.clipboard().setText("")
    criteria.paste()
    assert editor._problem.isVisible()
    QGuiApplication.clipboard().setText(
        "Accueil\tÉcoute\t2\n\tReformule\t3\nVente\tArgumente\t5\nVente\tConclut\t4\n"
    )
    criteria.add.setFocus()
    hands.key("Alt+C")
    hands.wait(lambda: bool(criteria.findChildren(PasteDialog)))
    (asked,) = criteria.findChildren(PasteDialog)
    hands.wait(lambda: hands.focus.window() is asked)
    assert [each.currentData() for each in asked.choices] == ["block", "text", "points"]
    hands.key("Return")
    editor.activateWindow()
    hands.wait(lambda: hands.at(criteria.list))
    assert [each["block"] for each in editor.draft.rows("criteria")] == [1, 1, 2, 2]
    hands.key("End")
    hands.key("Ctrl+Up")
    assert [each["text"] for each in editor.draft.rows("criteria")][2:] == ["Conclut", "Argumente"]
    assert criteria.row == 3
    hands.key("Delete")
    assert criteria.list.count() == 3
    assert page(editor, "Blocs").list.item(1).text() == "2. Vente"
    QGuiApplication.clipboard().setText("Un critère de plus\n")
    criteria = page(editor, "Critères")
    criteria.list.setFocus()
    hands.key("Ctrl+V")
    asked = criteria.findChildren(PasteDialog)[-1]
    assert not asked.headed.isChecked()
    asked.submit()
    assert editor.draft.rows("criteria")[-1] == {"text": "Un critère de plus"}


def test_a_draft_that_cannot_be_removed_is_told(
    show_window: ShowWindow, centre: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = show_window()
    editor = begun(hands, "e6-ponctuel")
    write(hands, page(editor, "Épreuve"), "name", "E6 du centre")
    editor._keep()

    def refuse(_path: Path, *, missing_ok: bool) -> None:
        assert missing_ok
        raise PermissionError(13, "refused")

    monkeypatch.setattr(Path, "unlink", refuse)
    editor.reject()
    editor._abandon.click()
    assert not editor.isVisible()
    assert hands.window.notices.isVisible()


def test_rows_that_move_take_along_what_belongs_to_them() -> None:
    draft = FormDraft(
        {
            "blocks": [{"title": "A"}, {"title": "B"}],
            "levels": [{"letters": "I"}, {"letters": "S"}],
            "criteria": [
                {"text": "x", "block": 1, "descriptors": ["faible", "fort"]},
                {"text": "y", "block": 2},
            ],
            "phases": [{"title": "1"}, {"title": "2"}],
            "origins": {"phases.2.title": {"authority": "arrete"}},
        }
    )
    assert draft.move("blocks", 1, 1) == 2
    assert [each["block"] for each in draft.rows("criteria")] == [2, 1]
    draft.remove("blocks", 1)
    assert [each.get("block") for each in draft.rows("criteria")] == [1, None]
    draft.move("levels", 2, -1)
    draft.add("levels", {"letters": "TS"})
    assert draft.rows("criteria")[0]["descriptors"] == ["fort", "faible", ""]
    draft.move("phases", 2, -1)
    assert draft.origin("phases.1.title") == {"authority": "arrete"}
    assert draft.origin("phases.2.title") == {"authority": "default", "note": "saisi par le centre"}


def test_blocks_and_competences_of_a_criterion_are_chosen_by_name(theme: Theme, qtbot: QtBot) -> None:
    draft = FormDraft(
        {
            "blocks": [{"title": "Préparer"}, {"title": "Conduire"}],
            "competences": [{"code": "C1", "label": "Écouter"}, {"code": "C2", "label": "Agir"}],
            "criteria": [{"text": "x", "block": 2, "competences": ["C2", "C9"]}],
        }
    )
    of = FormPage(theme, next(each for each in PAGES if each.rows == "criteria"), draft)
    qtbot.addWidget(of)
    block, ticks = field(of, "block").editor, field(of, "competences").editor
    assert isinstance(block, Choice)
    assert [block.itemText(place) for place in range(block.count())] == [
        "aucun",
        "1. Préparer",
        "2. Conduire",
    ]
    assert block.currentText() == "2. Conduire"
    block.setCurrentIndex(1)
    assert draft.get("criteria.1.block") == 1
    assert isinstance(ticks, QListWidget)
    lines = [ticks.item(row) for row in range(ticks.count())]
    assert [(each.text(), each.checkState() is Qt.CheckState.Checked) for each in lines] == [
        ("C1 Écouter", False),
        ("C2 Agir", True),
        ("C9, que la forme n’a pas", True),
    ]
    lines[0].setCheckState(Qt.CheckState.Checked)
    lines[2].setCheckState(Qt.CheckState.Unchecked)
    assert draft.get("criteria.1.competences") == ["C1", "C2"]


def test_a_faulty_file_opens_with_its_faults_at_their_fields(
    show_window: ShowWindow, centre: Path, tmp_path: Path
) -> None:
    hands = show_window()
    sent = tmp_path / "reçue.toml"
    text = FICTIONAL.read_text(encoding="utf-8")
    for old, new in (
        ("step = 0.5", "step = 0.3"),
        ('unit = "U9"', 'unit = ["U9"]\ncolour = "red"'),
        ('title = "Présentation du chantier"', 'title = "Lecture du plan"'),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    sent.write_text(text, encoding="utf-8")
    hands.key("Ctrl+Shift+N")
    (begin,) = hands.window.findChildren(BeginDialog)
    begin.take_file(sent)
    (editor,) = hands.window.findChildren(FormEditor)
    said = [editor.faults.item(row).text() for row in range(editor.faults.count())]
    assert "Unité\u202f: valeur manquante\u202f; attendu\u202f: un texte" in said
    assert "le pas 0,3 ne divise pas" in field(page(editor, "Note"), "mark.step").error
    assert field(page(editor, "Épreuve"), "unit").error
    assert "unit, colour" in editor._problem_text.text()
    phases = page(editor, "Temps et phases")
    phases.go(2, "phases.2.title")
    assert "figure déjà" in field(phases, "title").error
    editor.done(0)
    hands.wait(lambda: not hands.window.findChildren(FormEditor))


def test_points_that_do_not_make_the_mark_are_to_be_looked_at(show_window: ShowWindow, centre: Path) -> None:
    hands = show_window()
    centre.mkdir(parents=True)
    (centre / "mf-oral.toml").write_text(FICTIONAL.read_text(encoding="utf-8"), encoding="utf-8")
    editor = begun(hands, "mf-oral")
    write(hands, page(editor, "Note"), "mark.maximum", "25")
    editor.check()
    (said,) = [editor.faults.item(row).text() for row in range(editor.faults.count())]
    assert said.startswith("À vérifier\u202f: Note maximale\u202f: les points font 20")
    editor.submit()
    assert load_form(centre / "mf-oral.toml").mark.maximum == 25


def test_a_form_of_the_centre_is_removed_put_back_renamed_and_mended(
    show_window: ShowWindow, centre: Path
) -> None:
    hands = show_window()
    centre.mkdir(parents=True)
    kept = centre / "mf-oral.toml"
    text = FICTIONAL.read_text(encoding="utf-8")
    kept.write_text(text, encoding="utf-8")
    (centre / "renommee.toml").write_text(text, encoding="utf-8")
    hands.key("Ctrl+Shift+N")
    (begin,) = hands.window.findChildren(BeginDialog)
    assert not begin.remove.isVisible() or begin.origin.currentData() == "mf-oral"
    begin.origin.setCurrentIndex(begin.origin.findData("mf-oral"))
    assert begin.origin.currentText().endswith(" (mf-oral), forme du centre")
    begin.remove.click()
    assert not kept.exists()
    assert begin.origin.findData("mf-oral") == -1
    assert "ne pourront commencer" in begin._problem_text.text()
    begin.put_back.click()
    assert kept.read_text(encoding="utf-8") == text
    assert begin.rename_to("mf-oral", "e4-ponctuel").startswith("c’est la clé d’une forme officielle")
    assert "le centre a déjà une forme" in begin.rename_to("mf-oral", "renommee")
    assert begin.rename_to("mf-oral", "mf-autre") == ""
    assert load_form(centre / "mf-autre.toml").key == "mf-autre"
    assert not kept.exists()
    begin.origin.setCurrentIndex(begin.origin.findData("/faulty/renommee"))
    begin.submit()
    (editor,) = hands.window.findChildren(FormEditor)
    editor.submit()
    assert load_form(centre / "renommee.toml").key == "renommee"
