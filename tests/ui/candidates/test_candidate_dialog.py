"""Adding and correcting candidates, from the keys of the day page to the exam file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import get_type_hints

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.form_content import with_hash
from btstc_jury.application.problems import UnusableForm
from btstc_jury.application.views.day import day_view
from btstc_jury.application.views.people import identity_view
from btstc_jury.domain.candidate import NO_EXTRA, ONE_THIRD, Accommodation, Candidate, Course, Plan
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.exchange.form_writing import form_toml
from btstc_jury.ui.candidates.candidate_dialog import CandidateDialog, Draft
from btstc_jury.ui.candidates.day_page import DayPage
from btstc_jury.ui.theme.theme import Theme
from tests.accessibility.tree import problems
from tests.exchange.form_folder import OFFICIAL_FORMS
from tests.ui.candidates.conftest import CTRL, Day
from tests.ui.candidates.test_day_page import orals
from tests.ui.conftest import Show
from tests.ui.finding import button, called, click, dialog, fill, press, spoken, words, write

AT = datetime.fromisoformat("2026-06-01T14:00")


def add(page: DayPage) -> QWidget:
    press(page, Qt.Key.Key_I, CTRL)
    return dialog(page)


def edit(page: DayPage) -> QWidget:
    press(page, Qt.Key.Key_F4)
    return dialog(page)


def choose(parent: QWidget, name: str, text: str) -> None:
    """Choose with the keys of the list."""
    field = called(parent, name)
    assert isinstance(field, QComboBox)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Home)
    while field.currentText() != text:
        before = field.currentIndex()
        QTest.keyClick(field, Qt.Key.Key_Down)
        assert field.currentIndex() > before, text


def typed(parent: QWidget, name: str) -> str:
    field = called(parent, name)
    assert isinstance(field, QLineEdit)
    return field.text()


def identify(opened: QWidget, number: str = "0213456789", last: str = "Moreau") -> None:
    fill(opened, "Numéro", number)
    fill(opened, "Nom", last)
    fill(opened, "Prénoms", "Anaïs")


_ANY: dict[object, Callable[[int], object]] = {
    str: lambda place: f"texte {place}",
    date | None: lambda place: date(2001, 2, 3 + place),
    Course | None: lambda _place: Course.DISTANCE,
    datetime: lambda place: datetime(2026, 6, 1, 9, place),  # noqa: DTZ001 - wall time
    Fraction: lambda place: Fraction(1, 5 + place),
    Duration: lambda place: Duration.minutes(5 + place),
}


def any_of(cls: type) -> object:
    """One with another value in each of its fields than the one they have by default."""
    hints = get_type_hints(cls)
    values = {
        each.name: _ANY[hint](place) if (hint := hints[each.name]) in _ANY else any_of(hint)
        for place, each in enumerate(fields(cls))
    }
    made: object = cls(**values)
    return made


def test_every_field_of_a_plan_is_in_the_dialog(qtbot: QtBot, theme: Theme, library: FormLibrary) -> None:
    """One that isn't would be lost when the candidate is modified."""
    plan = any_of(Plan)
    assert isinstance(plan, Plan)
    draft = Draft(AT, plan=plan, pinned=library.get("e4-ponctuel"))
    made = CandidateDialog(theme, library, draft, lambda _plan, _key: "")
    qtbot.addWidget(made)
    theme.dress(made)
    assert made.plan() == plan


def test_a_candidate_is_added_by_keys_alone(day: Day, show: Show) -> None:
    page = show(day.conductor)
    opened = add(page)
    for text in ("0012", "04022006", "Moreau-Lefebvre", "Anaïs", "Lycée fictif", "Énergie"):
        write(opened, text)
        press(opened, Qt.Key.Key_Tab)
    choose(opened, "Voie", "Expérience professionnelle de trois ans")
    choose(opened, "Forme d’épreuve", "E6 · ponctuel")
    fill(opened, "Date", "2-6-2026")
    fill(opened, "Heure", "9h30")
    press(opened, Qt.Key.Key_Return)
    oral = day.office.oral(1)
    assert oral.form.key == "e6-ponctuel"
    assert oral.plan == Plan(
        Candidate(
            "0012",
            "Moreau-Lefebvre",
            "Anaïs",
            date(2006, 2, 4),
            "Lycée fictif",
            "Énergie",
            Course.EXPERIENCE,
        ),
        datetime.fromisoformat("2026-06-02T09:30"),
    )
    assert QApplication.activeModalWidget() is None
    assert orals(page).current == 1


def chosen(parent: QWidget, name: str) -> str:
    field = called(parent, name)
    assert isinstance(field, QComboBox)
    return field.currentText()


SCHOOL = "Voie scolaire, établissement public ou privé sous contrat"


def test_the_course_proposes_its_form_and_then_the_next_situation(day: Day, show: Show) -> None:
    """Annexe IV (l.4707-4760): E4 in CCF; the two situations come in this order (l.5333)."""
    page = show(day.conductor)
    opened = add(page)
    identify(opened)
    choose(opened, "Voie", SCHOOL)
    assert chosen(opened, "Forme d’épreuve") == "E4 · CCF situation 1"
    press(opened, Qt.Key.Key_Return, CTRL)
    identify(opened)
    press(opened, Qt.Key.Key_Tab)
    assert chosen(opened, "Forme d’épreuve") == "E4 · CCF situation 2"
    press(opened, Qt.Key.Key_Return)
    known = [day.office.oral(number) for number in (1, 2)]
    assert [(each.form.key, each.plan.candidate.course) for each in known] == [
        ("e4-ccf-1", Course.SCHOOL),
        ("e4-ccf-2", Course.SCHOOL),
    ]


def test_what_an_oral_is_to_be_about_is_planned_where_its_form_asks_for_it(day: Day, show: Show) -> None:
    page = show(day.conductor)
    opened = add(page)
    identify(opened)
    choose(opened, "Forme d’épreuve", "EF1 · facultative")
    fill(opened, "Langue", "italien")
    press(opened, Qt.Key.Key_Return, CTRL)
    assert typed(opened, "Langue") == "", "the next candidate has a language of their own"
    language = called(opened, "Langue")
    choose(opened, "Forme d’épreuve", "E4 · ponctuel")
    assert not language.isVisible()
    choose(opened, "Forme d’épreuve", "EF1 · facultative")
    press(opened, Qt.Key.Key_Escape)
    assert day.office.oral(1).plan.subject == "italien"
    page.setFocus()
    opened = edit(page)
    assert typed(opened, "Langue") == "italien"
    fill(opened, "Langue", "espagnol")
    press(opened, Qt.Key.Key_Return)
    assert day.office.oral(1).plan.subject == "espagnol"


def test_another_form_than_the_course_implies_is_a_warning_and_is_kept(day: Day, show: Show) -> None:
    """Annexe IV: recorded as the centre has it, whatever the columns say."""
    opened = add(show(day.conductor))
    identify(opened)
    choose(opened, "Forme d’épreuve", "E6 · ponctuel")
    choose(opened, "Forme d’épreuve", "E4 · ponctuel")
    choose(opened, "Voie", SCHOOL)
    assert chosen(opened, "Forme d’épreuve") == "E4 · ponctuel"
    warned = "Pour cette voie, l’annexe IV prévoit l’épreuve E4 par contrôle en cours de formation."
    assert warned in words(opened)
    press(opened, Qt.Key.Key_Return)
    assert day.office.oral(1).form.key == "e4-ponctuel"


def test_a_candidate_who_is_corrected_keeps_the_form(day: Day, show: Show) -> None:
    oral = day.plan("Moreau", form="e6-ponctuel")
    opened = edit(show(day.conductor))
    choose(opened, "Voie", "Formation continue, établissement public habilité")
    assert chosen(opened, "Forme d’épreuve") == "E6 · ponctuel"
    assert "l’annexe IV prévoit l’épreuve E6 par contrôle en cours de formation" in words(opened)
    press(opened, Qt.Key.Key_Return)
    assert day.office.oral(oral).plan.candidate.course is Course.CONTINUING_PUBLIC


def test_nothing_is_kept_until_all_is_right(day: Day, show: Show) -> None:
    page = show(day.conductor)
    opened = add(page)
    fill(opened, "Naissance", "31/02/2006")
    fill(opened, "Date", "demain")
    fill(opened, "Heure", "25:00")
    press(opened, Qt.Key.Key_Return)
    said = words(opened)
    for error in (
        "Indiquez le numéro du candidat.",
        "Indiquez le nom.",
        "Indiquez le prénom.",
        "Le 31/02 n’existe pas\u202f: février 2006 a 28 jours.",
        "Écrivez la date\u202f: 18/05/2027.",
        "Écrivez l’heure\u202f: 14:00.",
    ):
        assert error in said
    assert called(opened, "Numéro").hasFocus()
    assert called(opened, "Nom").accessibleDescription() == "Indiquez le nom."
    assert day.office.file.index.days() == ()
    identify(opened)
    fill(opened, "Naissance", "")
    fill(opened, "Date", "01/06/2026")
    fill(opened, "Heure", "14")
    press(opened, Qt.Key.Key_Return)
    assert day.office.oral(1).plan == Plan(Candidate("0213456789", "Moreau", "Anaïs"), AT)


def test_a_birth_after_the_oral_is_refused(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    identify(opened)
    fill(opened, "Naissance", "01/06/2026")
    press(opened, Qt.Key.Key_Return)
    assert "Cette date n’est pas possible." in words(opened)


def test_dates_and_hours_are_read_without_shift(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    for name, keys, shown in (
        ("Naissance", "à':àé:éàà-", "04/02/2006"),
        ("Date", "àé:à-:éàé-", "02/06/2026"),
        ("Heure", "&'h\"à", "14:30"),
    ):
        fill(opened, name, keys)
        press(opened, Qt.Key.Key_Tab)
        assert typed(opened, name) == shown


def test_candidates_follow_one_another(day: Day, show: Show) -> None:
    page = show(day.conductor)
    opened = add(page)
    identify(opened, "1", "Garnier")
    fill(opened, "Établissement", "Lycée fictif")
    fill(opened, "Heure", "08:30")
    press(opened, Qt.Key.Key_Return, CTRL)
    assert "GARNIER Anaïs est inscrit." in words(opened)
    assert called(opened, "Numéro").hasFocus()
    assert (typed(opened, "Nom"), typed(opened, "Établissement")) == ("", "Lycée fictif")
    assert typed(opened, "Heure") == "09:30"
    identify(opened, "2", "Hamel")
    click(button(opened, "Enregistrer et ajouter un autre"))
    press(opened, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    told = [row.replace("\u202f", " ").split(" Anaïs")[0] for row in spoken(orals(page))]
    assert told == ["8 h 30, GARNIER", "9 h 30, HAMEL"]


def test_leaving_with_something_typed_asks_first(day: Day, show: Show) -> None:
    page = show(day.conductor)
    opened = add(page)
    fill(opened, "Nom", "Moreau")
    press(opened, Qt.Key.Key_Escape)
    assert "Ce que vous avez saisi n’est pas enregistré." in words(opened)
    press(opened, Qt.Key.Key_Return)
    assert "Ce que vous avez saisi" not in words(opened)
    assert called(opened, "Nom").hasFocus()
    assert typed(opened, "Nom") == "Moreau"
    opened.close()
    click(button(opened, "Abandonner la saisie"))
    assert QApplication.activeModalWidget() is None
    assert day.office.file.index.days() == ()


def test_leaving_without_typing_asks_nothing(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    press(opened, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_a_correction_follows_the_oral_to_its_new_day(day: Day, show: Show) -> None:
    oral = day.plan("Moreau")
    day.plan("Nguyen", "15:00")
    page = show(day.conductor)
    opened = edit(page)
    assert typed(opened, "Numéro") == "0213456789"
    fill(opened, "Nom", "Moreau-Lefebvre")
    fill(opened, "Date", "03/06/2026")
    press(opened, Qt.Key.Key_Return)
    assert day.office.oral(oral).plan.candidate.last_name == "Moreau-Lefebvre"
    assert orals(page).current == oral
    assert len(spoken(orals(page))) == 1


def test_the_form_is_fixed_once_the_preparation_has_begun(day: Day, show: Show) -> None:
    page = show(day.conductor)
    oral = day.plan("Moreau")
    page.refresh()
    opened = edit(page)
    choose(opened, "Forme d’épreuve", "E4 · CCF situation 1")
    press(opened, Qt.Key.Key_Return)
    assert day.office.oral(oral).form.key == "e4-ccf-1"
    other = day.plan("Nguyen")
    day.prepare(other, ZERO)
    page.select(other)
    opened = edit(page)
    assert not called(opened, "Forme d’épreuve").isEnabled()
    assert "Ne change plus\u202f: la préparation ou l’interrogation a commencé." in words(opened)
    fill(opened, "Prénoms", "Paul")
    press(opened, Qt.Key.Key_Return)
    assert day.office.oral(other).plan.candidate.first_names == "Paul"


def test_one_third_more_shows_its_times(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    identify(opened)
    choose(opened, "Forme d’épreuve", "E4 · ponctuel")
    choose(opened, "Aménagement", "Un tiers de plus (1/3)")
    for granted in ("→ 66:40", "→ 13:20", "→ 33:20", "→ 6:40"):
        assert granted in words(opened)
    fill(opened, "Aides accordées", "lecteur")
    press(opened, Qt.Key.Key_Return)
    accommodation = day.office.oral(1).plan.accommodation
    assert accommodation == Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD, "lecteur")


def test_extra_time_and_particulars_hold_for_the_next_oral_of_a_candidate(day: Day, show: Show) -> None:
    page = show(day.conductor)
    opened = add(page)
    identify(opened)
    choose(opened, "Forme d’épreuve", "E4 · CCF situation 1")
    choose(opened, "Aménagement", "Un tiers de plus (1/3)")
    fill(opened, "Naissance", "04/02/2006")
    fill(opened, "Établissement", "Lycée fictif")
    press(opened, Qt.Key.Key_Return)
    opened = add(page)
    identify(opened)
    fill(opened, "Établissement", "Un autre")
    assert "ses renseignements et son aménagement sont repris" in words(opened)
    choose(opened, "Forme d’épreuve", "E4 · CCF situation 2")
    press(opened, Qt.Key.Key_Return)
    first, second = (day.office.oral(number).plan for number in (1, 2))
    assert second.accommodation == first.accommodation == Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD)
    assert (second.candidate.birth, second.candidate.school) == (first.candidate.birth, "Un autre")


def retype_a_known_number(opened: QWidget) -> None:
    """That of a candidate with extra time, added just before for a situation 1."""
    identify(opened)
    choose(opened, "Forme d’épreuve", "E4 · CCF situation 1")
    choose(opened, "Aménagement", "Un tiers de plus (1/3)")
    fill(opened, "Naissance", "04/02/2006")
    QTest.keyClick(opened, Qt.Key.Key_Return, CTRL)
    fill(opened, "Numéro", "0213456789")
    called(opened, "Nom").setFocus()


def test_a_known_number_fills_in_who_it_is(day: Day, show: Show) -> None:
    """For the second situation of a CCF; it is not told to be another person's before a name is typed."""
    page = show(day.conductor)
    opened = add(page)
    retype_a_known_number(opened)
    assert [typed(opened, name) for name in ("Nom", "Prénoms", "Naissance")] == [
        "Moreau",
        "Anaïs",
        "04/02/2006",
    ]
    assert "Ce numéro est celui de" not in words(opened)
    choose(opened, "Forme d’épreuve", "E4 · CCF situation 2")
    press(opened, Qt.Key.Key_Return)
    first, second = (day.office.oral(number).plan for number in (1, 2))
    assert (second.candidate, second.accommodation) == (first.candidate, first.accommodation)


def test_extra_time_taken_over_by_a_slip_in_the_number_goes_with_it(day: Day, show: Show) -> None:
    page = show(day.conductor)
    opened = add(page)
    retype_a_known_number(opened)
    fill(opened, "Numéro", "0213456788")
    called(opened, "Nom").setFocus()
    assert [typed(opened, name) for name in ("Nom", "Prénoms", "Naissance")] == ["", "", ""]
    fill(opened, "Nom", "Bonnet")
    fill(opened, "Prénoms", "Zoé")
    press(opened, Qt.Key.Key_Return)
    assert day.office.oral(2).plan.accommodation == Accommodation()
    assert day.office.oral(2).plan.candidate.birth is None


def test_what_was_asked_for_is_asked_for_no_more_once_it_is_there(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    press(opened, Qt.Key.Key_Return)
    assert "Indiquez le nom." in words(opened)
    fill(opened, "Nom", "Moreau")
    assert "Indiquez le nom." not in words(opened)


def test_extra_times_of_their_own(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    identify(opened)
    choose(opened, "Forme d’épreuve", "E4 · ponctuel")
    choose(opened, "Aménagement", "Autre majoration")
    assert problems(opened) == []
    fill(opened, "Préparation", "beaucoup")
    fill(opened, "Parties", "12,5 %")
    fill(opened, "Total", "")
    press(opened, Qt.Key.Key_Return)
    assert "Écrivez 1/3 ou 33\u202f%, au plus 200\u202f%." in words(opened)
    assert called(opened, "Préparation").hasFocus()
    fill(opened, "Préparation", "1/3")
    assert "les parties majorées prennent sur ce qui reste" in words(opened)
    press(opened, Qt.Key.Key_Return)
    accommodation = day.office.oral(1).plan.accommodation
    assert accommodation == Accommodation(ONE_THIRD, Fraction(1, 8), NO_EXTRA)


def test_the_times_asked_of_the_commission_say_so(day: Day, show: Show) -> None:
    opened = add(show(day.conductor))
    choose(opened, "Forme d’épreuve", "E6 · CCF situation 1")
    choose(opened, "Aménagement", "Un tiers de plus (1/3)")
    assert "fixée par la commission" in words(opened)
    assert "→ majorée de 1/3" in words(opened)
    press(opened, Qt.Key.Key_Escape)
    click(button(opened, "Abandonner la saisie"))


def test_a_form_of_the_centre_is_offered_and_said_to_be_one(
    theme: Theme, library: FormLibrary, tmp_path: Path, qtbot: QtBot
) -> None:
    own = replace(library.get("e4-ponctuel"), key="e4-lycee", name="E4 du lycée")
    (tmp_path / "e4-lycee.toml").write_text(form_toml(own), encoding="utf-8")
    library = FormLibrary([OFFICIAL_FORMS], tmp_path)
    made = CandidateDialog(theme, library, Draft(AT), lambda _plan, _key: "")
    qtbot.addWidget(made)
    made.show()
    choose(made, "Forme d’épreuve", "E4 du lycée (forme du centre)")
    assert made.form_key() == "e4-lycee"


def test_another_version_of_a_form_in_the_file_is_told_and_can_be_chosen(day: Day, show: Show) -> None:
    usual = day.office.library.get("e4-ponctuel")
    older = with_hash(replace(usual, version="2006.0"))
    day.office.plan(Plan(Candidate("77", "Ancien", "Paul"), AT), older)
    page = show(day.conductor)
    opened = add(page)
    choose(opened, "Forme d’épreuve", f"{usual.name}, version {usual.version}")
    assert "D’autres interrogations de ce fichier ont la version 2006.0" in words(opened)
    choose(opened, "Forme d’épreuve", f"{usual.name}, version 2006.0")
    assert "D’autres interrogations de ce fichier" not in words(opened)
    identify(opened)
    click(button(opened, "Enregistrer"))
    by_number = {each.number: day.office.oral(each.oral).form for each in day.office.file.index.all()}
    assert by_number["0213456789"] == older
    day.office.plan(Plan(Candidate("78", "Récent", "Paul"), AT), usual)
    rows = {row.number: row.form for row in day_view(day.office, AT.date(), AT.date()).rows}
    assert rows["78"] == f"{usual.name}, version {usual.version}"
    assert rows["77"] == f"{usual.name}, version 2006.0"
    (oral,) = (each.oral for each in day.office.file.index.all() if each.number == "77")
    assert identity_view(day.office, oral).form == rows["77"]


class FaultyLibrary:
    """The real forms, one of which can't be used."""

    def __init__(self, library: FormLibrary, faulty: str) -> None:
        self._library = library
        self._faulty = faulty

    def keys(self) -> tuple[str, ...]:
        return self._library.keys()

    def get(self, key: str) -> Form:
        if key == self._faulty:
            raise UnusableForm("e6-ponctuel.toml\u202f: total\u202f: attendu un temps")
        return self._library.get(key)

    def of_centre(self, key: str) -> bool:
        return self._library.of_centre(key)

    def all(self) -> tuple[Form, ...]:
        return tuple(self.get(key) for key in self.keys())


@pytest.fixture
def refusing(qtbot: QtBot, theme: Theme, library: FormLibrary) -> CandidateDialog:
    """A dialog whose file has no room left, on a machine with a faulty form."""
    plan = Plan(Candidate("1", "Moreau", "Anaïs"), AT)
    draft = Draft(AT, plan=plan, pinned=library.get("e4-ponctuel"))
    faulty = FaultyLibrary(library, "e6-ponctuel")
    made = CandidateDialog(theme, faulty, draft, lambda _plan, _key: "Le disque est plein.")
    qtbot.addWidget(made)
    theme.dress(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_a_faulty_form_is_told_and_the_others_serve(refusing: CandidateDialog, library: FormLibrary) -> None:
    assert "e6-ponctuel.toml" in words(refusing)
    forms = called(refusing, "Forme d’épreuve")
    assert isinstance(forms, QComboBox)
    names = [forms.itemText(place) for place in range(forms.count())]
    assert "E6 · ponctuel" not in names
    assert len(names) == len(library.keys()) - 1


def test_a_file_that_refuses_leaves_all_that_was_typed(refusing: CandidateDialog) -> None:
    fill(refusing, "Nom", "Moreau-Lefebvre")
    press(refusing, Qt.Key.Key_Return)
    assert refusing.isVisible()
    assert "Le disque est plein." in words(refusing)
    plan = refusing.plan()
    assert plan is not None
    assert plan.candidate.last_name == "Moreau-Lefebvre"
    assert refusing.form_key() == "e4-ponctuel"
