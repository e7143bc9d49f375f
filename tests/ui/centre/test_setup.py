"""« Commissions, salles, règles… »: what an office worker enters, by keys and by mouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.centre.ports import ChangedMeanwhile
from btstc_jury.application.centre.setup import add_several
from btstc_jury.application.problems import FileProblem, Message, ProblemKind
from btstc_jury.application.views.centre.setup import missing_seats
from btstc_jury.domain.centre.timetable import CentreCommission, CentreJuror, Timetable, Window, Wish
from btstc_jury.domain.commission import Role
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.setup_commission import CommissionDialog
from btstc_jury.ui.centre.setup_dialog import SetupDialog
from btstc_jury.ui.centre.setup_people import JurorDialog
from btstc_jury.ui.centre.wishes_dialog import WishesDialog
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.form_dialog import FormDialog
from tests.accessibility.tree import problems
from tests.centres import MemoryCentre, an_office, picture_day, pictured_candidates
from tests.ui.finding import button, called, click, fill, press, words, write
from tests.ui.pictures import taken

CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = Qt.Key


class Office:
    """A centre in memory, and the dialogs over one window."""

    def __init__(self, qtbot: QtBot, theme: Theme, timetable: Timetable | None) -> None:
        people = pictured_candidates()
        self.file = MemoryCentre(*people, timetable=timetable)
        self.presenter = CentrePresenter(an_office(self.file))
        self.theme = theme
        self.window = QWidget()
        self.window.resize(1280, 720)
        theme.dress(self.window)
        qtbot.addWidget(self.window)
        self.window.show()

    @property
    def timetable(self) -> Timetable:
        return self.presenter.office.timetable

    def setup(self, section: int = 0) -> SetupDialog:
        shown = SetupDialog(self.theme, self.presenter, self.window, section)
        shown.ask()
        assert QTest.qWaitForWindowActive(shown)
        return shown

    def wishes(self, candidate: int) -> WishesDialog:
        shown = WishesDialog(self.theme, self.presenter, candidate, self.window)
        shown.ask()
        assert QTest.qWaitForWindowActive(shown)
        return shown


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Office:
    return Office(qtbot, theme, picture_day())


@pytest.fixture
def empty(qtbot: QtBot, theme: Theme) -> Office:
    return Office(qtbot, theme, None)


def over(parent: QWidget) -> FormDialog:
    """The dialog that was opened over another one."""
    QApplication.processEvents()
    found = [each for each in parent.findChildren(FormDialog) if each.isVisible()]
    assert found
    found[-1].activateWindow()
    QApplication.processEvents()
    return found[-1]


def choose(parent: QWidget, name: str, text: str) -> None:
    field = called(parent, name)
    assert isinstance(field, QComboBox)
    place = field.findText(text)
    assert place >= 0, [field.itemText(each) for each in range(field.count())]
    field.setCurrentIndex(place)


def window(begins: str, ends: str, day: int = 18) -> Window:
    return Window(*(datetime.fromisoformat(f"2027-05-{day}T{each}") for each in (begins, ends)))


def test_twelve_commissions_with_their_half_days(empty: Office) -> None:
    setup = empty.setup()
    assert "Aucune commission" in words(setup)
    click(button(setup, "Ajouter plusieurs…"))
    dialog = over(setup)
    fill(dialog, "Combien", "12")
    fill(dialog, "Première salle", "B01")
    click(button(dialog, "Ajouter"))
    made = [*empty.timetable.commissions.values()]
    assert [each.number for each in made] == [str(each) for each in range(1, 13)]
    assert made[-1].room == "B12"
    assert setup.commissions.table.topLevelItemCount() == 12
    assert "Commissions 1 à 12 ajoutées" in words(setup)
    # Those that are new are chosen.
    click(button(setup, "Demi-journées…"))
    dialog = over(setup)
    fill(dialog, "Jours", "du 18/05 au 19/05")
    assert "mardi 18 mai, mercredi 19 mai (2 j)" in words(dialog)
    fill(dialog, "Matin, début", '_h"à')
    fill(dialog, "Après-midi, fin", "1730")
    press(dialog, KEYS.Key_Return)
    wanted = (
        window("08:30", "12:30"),
        window("13:30", "17:30"),
        window("08:30", "12:30", 19),
        window("13:30", "17:30", 19),
    )
    assert {each.half_days for each in empty.timetable.commissions.values()} == {wanted}
    assert len(empty.file.acts()) == 2


def test_a_commission_is_corrected_by_keys(office: Office) -> None:
    setup = office.setup()
    press(setup, KEYS.Key_Down)
    press(setup, KEYS.Key_Return)
    dialog = over(setup)
    assert dialog.windowTitle() == "Commission 2"
    fill(dialog, "Salle", "D07")
    click(button(dialog, "Ajouter une demi-journée"))
    fill(dialog, "Demi-journée 3, date", "20/05")
    press(dialog, KEYS.Key_Tab)
    write(dialog, "9h")
    press(dialog, KEYS.Key_Tab)
    write(dialog, "11 h 30")
    fill(dialog, "Interrogation, minutes", "à(")
    press(dialog, KEYS.Key_Return)
    changed = office.timetable.commissions[2]
    assert (changed.room, changed.oral_minutes) == ("D07", 5)
    assert changed.half_days[-1] == window("09:00", "11:30", 20)
    assert office.file.acts()[-1].words == "Commission 2 modifiée"


def test_hours_and_lacking_jurors_are_written_as_elsewhere(office: Office) -> None:
    dialog = CommissionDialog(office.theme, office.presenter, office.timetable.commissions[1], office.window)
    dialog.show()
    first = called(dialog, "Demi-journée 1, début")
    assert isinstance(first, QLineEdit)
    assert first.text() == "8\u202fh\u202f00"
    assert dialog.half_days.check() == office.timetable.commissions[1].half_days
    assert "Il manque, selon la forme\u202f: STI." in words(dialog)
    form = office.presenter.office.library.get("e4-ponctuel")
    assert missing_seats(form, ()) == "La forme demande\u202f: Éco-gestion, STI, Pro."


def test_a_role_that_no_form_has_is_not_kept(office: Office) -> None:
    day = office.timetable
    odd = replace(day.jurors[2], role=Role("professeur"))
    dialog = JurorDialog(office.theme, office.presenter, odd, office.window)
    dialog.show()
    assert dialog.role.findText("Autre qualité…") < 0
    dialog.submit()
    assert "Aucune forme d’épreuve n’a ce rôle" in words(dialog)
    assert office.timetable == day
    dialog.role.choose((Role.STI, False))
    dialog.submit()
    assert office.timetable.jurors[2].role is Role.STI


def test_a_fault_stands_at_its_field_and_nothing_is_lost(office: Office) -> None:
    setup = office.setup()
    click(button(setup, "Ajouter…"))
    dialog = over(setup)
    fill(dialog, "Numéro", "2")
    fill(dialog, "Demi-journée 1, début", "25h")
    press(dialog, KEYS.Key_Return)
    assert "Ligne 1, attendu\u202f: une heure, comme 8h30." in words(dialog)
    assert dialog.focusWidget() is called(dialog, "Demi-journée 1, début")
    fill(dialog, "Demi-journée 1, début", "8h")
    press(dialog, KEYS.Key_Return)
    assert "La commission 2 existe déjà." in words(dialog)
    fill(dialog, "Demi-journée 2, début", "12h")
    press(dialog, KEYS.Key_Return)
    assert "ne se recouvrent pas" in words(dialog)
    assert len(office.timetable.commissions) == 3
    press(dialog, KEYS.Key_Escape)
    assert "n’est pas enregistré" in words(dialog)
    click(button(dialog, "Continuer la saisie"))
    fill(dialog, "Demi-journée 2, début", "13h30")
    fill(dialog, "Numéro", "9")
    press(dialog, KEYS.Key_Return)
    assert office.timetable.commissions[4].number == "9"


def test_what_cannot_be_written_stays_in_the_dialog(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(*_: object) -> None:
        raise ChangedMeanwhile

    setup = office.setup()
    press(setup, KEYS.Key_Return)
    dialog = over(setup)
    fill(dialog, "Salle", "D07")
    monkeypatch.setattr(office.file, "replan", elsewhere)
    press(dialog, KEYS.Key_Return)
    assert dialog.isVisible()
    assert "Quelqu’un d’autre a changé" in words(dialog)
    monkeypatch.undo()
    press(dialog, KEYS.Key_Return)
    assert office.timetable.commissions[1].room == "D07"


def test_a_file_that_is_gone_is_told_and_the_dialog_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise FileProblem(ProblemKind.NOT_FOUND, office.file.path)

    told: list[Message] = []
    office.presenter.failed.connect(told.append)
    setup = office.setup()
    monkeypatch.setattr(office.file, "candidates", gone)
    press(setup, KEYS.Key_Return)
    assert len(told) == 1
    press(setup, KEYS.Key_Delete)
    assert "est introuvable" in words(setup)
    monkeypatch.undo()
    press(setup, KEYS.Key_Return)
    assert over(setup).windowTitle() == "Commission 1"


def test_removing_says_what_follows_and_is_taken_back(office: Office) -> None:
    setup = office.setup()
    before = office.timetable
    press(setup, KEYS.Key_Down)
    press(setup, KEYS.Key_Delete)
    assert "Commission 2 retirée. 4 interrogations ne sont plus placées." in words(setup)
    assert setup.commissions.table.chosen() == (3,)
    press(setup, KEYS.Key_Z, CTRL)
    assert office.timetable == before
    assert "Annulé." in words(setup)
    press(setup, KEYS.Key_Y, CTRL)
    assert 2 not in office.timetable.commissions
    click(button(setup, "Annuler cet acte"))
    assert office.timetable == before


def test_a_double_by_its_key(office: Office) -> None:
    setup = office.setup()
    press(setup, KEYS.Key_D, CTRL)
    assert "Commission 4 ajoutée, comme la 1" in words(setup)
    assert office.timetable.commissions[4].half_days == office.timetable.commissions[1].half_days


def test_jurors_of_a_spreadsheet_all_or_none(office: Office) -> None:
    setup = office.setup(1)
    copied = "Nom\tRôle\tUAI\tCommissions\nZoé Fictive\tSTI\t075\t1\nLéo Fictif\tchef\t\t\n"
    QGuiApplication.clipboard().setText(copied)
    press(setup, KEYS.Key_V, CTRL)
    dialog = over(setup)
    press(dialog, KEYS.Key_Tab)
    click(button(dialog, "Reprendre ces lignes"))
    lines = called(dialog, "Erreurs")
    told = [lines.item(place).text() for place in range(lines.count())]  # type: ignore[attr-defined]
    assert told[0].startswith("Ligne 2, «\u202fUAI\u202f»\u202f: «\u202f075\u202f», attendu")
    assert told[1].startswith("Ligne 3, «\u202fRôle\u202f»\u202f: «\u202fchef\u202f», attendu")
    assert "2 erreurs\u202f: rien n’a été repris." in words(dialog)
    assert len(office.timetable.jurors) == 6
    mended = copied.replace("\t075\t", "\t0750123A\t").replace("chef", "professionnel")
    dialog.text.setPlainText(mended)  # type: ignore[attr-defined]
    click(button(dialog, "Reprendre ces lignes"))
    assert [each.name for each in office.timetable.jurors.values()][-2:] == ["Zoé Fictive", "Léo Fictif"]
    assert office.timetable.commissions[1].jurors[-1] == 7
    QGuiApplication.clipboard().clear()


def test_a_juror_typed_without_shift(office: Office) -> None:
    setup = office.setup(1)
    click(button(setup, "Ajouter…"))
    dialog = over(setup)
    fill(dialog, "Nom", "Zoé Fictive")
    fill(dialog, "UAI", "à-")
    press(dialog, KEYS.Key_Return)
    assert "sept chiffres et une lettre" in words(dialog)
    fill(dialog, "UAI", "à(à&é\"'A".replace("'", '"'))
    click(called(dialog, "Commission 3"))
    press(dialog, KEYS.Key_Return)
    made = office.timetable.jurors[7]
    assert (made.school_code, made.role) == ("0501233A", Role.EG)
    assert office.timetable.commissions[3].jurors == (5, 6, 7)


def test_seats_in_the_order_of_the_grid(office: Office) -> None:
    setup = office.setup()
    press(setup, KEYS.Key_Return)
    dialog = over(setup)
    assert "Il manque, selon la forme\u202f: STI." in words(dialog)
    choose(dialog, "À ajouter\u202f: examinateurs", "M. Santos, STI, Lycée du Parc")
    click(button(dialog, "Ajouter\u202f: examinateurs"))
    assert "Il manque" not in words(dialog)
    called(dialog, "Examinateurs").setFocus()
    press(dialog, KEYS.Key_Up, CTRL)
    click(button(dialog, "Enregistrer"))
    assert office.timetable.commissions[1].jurors == (3, 2, 4)


def test_a_room_to_prepare_in(office: Office) -> None:
    setup = office.setup(2)
    click(button(setup, "Ajouter…"))
    dialog = over(setup)
    fill(dialog, "Nom de la salle", "b10")
    press(dialog, KEYS.Key_Return)
    assert "La salle b10 existe déjà." in words(dialog)
    fill(dialog, "Nom de la salle", "B11")
    press(dialog, KEYS.Key_Return)
    assert office.timetable.rooms[2].name == "B11"
    setup.rooms.table.setFocus()
    press(setup, KEYS.Key_Home)
    press(setup, KEYS.Key_Delete)
    assert "Les commissions 1, 2\u202f: plus de salle de préparation." in words(setup)


def test_rules_and_what_they_weigh(office: Office) -> None:
    setup = office.setup(3)
    assert "12\u202fh\u202f30 à 13\u202fh\u202f30" in words(setup)
    press(setup, KEYS.Key_Space)
    dialog = over(setup)
    fill(dialog, "Délibération", "15")
    fill(dialog, "De", "1215")
    fill(dialog, "À", "12h")
    press(dialog, KEYS.Key_Return)
    assert "La pause finit après son début." in words(dialog)
    fill(dialog, "À", "13h15")
    click(button(dialog, "E6"))
    fill(dialog, "Candidat qui attend", "5")
    fill(dialog, "Trous d’une commission", "0")
    press(dialog, KEYS.Key_Return)
    rules = office.timetable.rules
    assert (rules.deliberation, rules.gap, rules.exams) == (15, 30, ("E6",))
    assert rules.lunch == (time(12, 15), time(13, 15))
    assert (rules.weights.waiting, rules.weights.holes, rules.weights.balance) == (5, 0, 100)
    assert "15 min" in words(setup)


def test_the_wishes_of_a_candidate(office: Office) -> None:
    dialog = office.wishes(10)
    assert "Temps majoré" in words(dialog)
    assert "De son lycée, évités sans l’écrire\u202f: Mme Okoye." in words(dialog)
    choose(dialog, "À ajouter\u202f: examinateurs à éviter", "M. Santos, STI, Lycée du Parc")
    click(button(dialog, "Ajouter\u202f: examinateurs à éviter"))
    fill(dialog, "Pas avant, jour", "&_:à(")
    fill(dialog, "Pas avant, heure", "930")
    fill(dialog, "Pas après, heure", "16h")
    press(dialog, KEYS.Key_Return)
    assert "Attendu\u202f: une date, comme 18/05/2027." in words(dialog)
    fill(dialog, "Pas après, jour", "17/05")
    press(dialog, KEYS.Key_Return)
    assert "Ce moment est après le premier." in words(dialog)
    fill(dialog, "Pas après, jour", "18/05")
    press(dialog, KEYS.Key_Return)
    at = datetime.fromisoformat
    wish = Wish(10, (2,), at("2027-05-18T09:30"), at("2027-05-18T16:00"))
    assert office.timetable.wishes[10] == wish
    dialog = office.wishes(10)
    click(button(dialog, "Celles-ci seulement"))
    click(button(dialog, "E6"))
    press(dialog, KEYS.Key_Return)
    assert office.timetable.wishes[10] == replace(wish, exams=("E4", "E6"))


def crowded() -> Timetable:
    """Twelve commissions with names as long as they come."""
    name = "Mme Marie-Hélène de La Rochefoucauld-Vraisemblablement-Fictive"
    jurors = {
        each: CentreJuror(each, f"{name} {each}", Role.EG, "", "Lycée polyvalent de la très longue vallée")
        for each in range(1, 37)
    }
    week = tuple(window("08:00", "12:30", day) for day in range(17, 22))
    pattern = CentreCommission(0, "1", "e4-ponctuel", "Bâtiment C, salle 101", 1, (1, 2, 3), week)
    return add_several(replace(picture_day(), jurors=jurors, commissions={}, slots={}), pattern, 12).after


@pytest.mark.parametrize("copied", ["", "Nom\tRôle\nROY Ève\tprofesseur de lettres"])
def test_what_is_copied_is_pasted_once_and_left_without_a_question(empty: Office, copied: str) -> None:
    QGuiApplication.clipboard().setText(copied)
    setup = empty.setup(1)
    click(button(setup, "Coller…"))
    dialog = over(setup)
    assert "Professeur d’économie et gestion, " in words(dialog)
    (text,) = dialog.findChildren(QPlainTextEdit)
    text.paste()
    assert text.toPlainText() == copied
    press(dialog, KEYS.Key_Escape)
    assert not dialog.isVisible()
    assert not empty.timetable.jurors


@pytest.mark.parametrize(("mode", "scale"), [("light", 1.0), ("dark", 1.5)])
def test_pictures(qtbot: QtBot, theme: Theme, mode: str, scale: float) -> None:
    theme.fit(QSize(1280, 720))
    theme.set(mode, scale)  # type: ignore[arg-type]
    office = Office(qtbot, theme, crowded())
    for section, name in enumerate(("commissions", "examinateurs", "salles", "règles")):
        setup = office.setup(section)
        assert taken(setup, f"centre-saisie-{name}-{mode}-{scale}") > 5
        setup.accept()
    setup = office.setup()
    for words_of, name in (
        ("Ajouter…", "commission"),
        ("Ajouter plusieurs…", "plusieurs"),
        ("Demi-journées…", "demi-journées"),
        ("Coller…", "coller"),
    ):
        click(button(setup, words_of))
        dialog = over(setup)
        assert not problems(dialog)
        assert taken(dialog, f"centre-saisie-{name}-{mode}-{scale}") > 5
        dialog.reject()
    wishes = office.wishes(1)
    assert taken(wishes, f"centre-contraintes-{mode}-{scale}") > 5
