"""The banner, and the words for seats and extra time."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.views import people
from btstc_jury.application.views.people import accommodation_tags, fraction, identity_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.commission import Juror, Role, Vacancy
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from tests.application.offices import bring, office_with, plan
from tests.forms_for_tests import COMPLIANT, JURORS, make_form, make_session


def test_the_banner_says_who_is_examined_on_what_by_whom(office: Office) -> None:
    view = identity_view(office, 1)
    assert (view.name, view.number, view.form, view.tags) == ("DURAND Élodie", "0012", "Essai", ())
    assert view.jurors == (
        ("Éco-gestion", "Camille Fictif"),
        ("STI", "Dominique Fictif"),
        ("Pro.", "Claude Fictif"),
    )


def test_once_opened_the_banner_names_those_who_sit(office: Office) -> None:
    absent = Vacancy(Role.PROFESSIONAL, "Mme Présidente", "intempéries")
    office.act(1, do.Open(JURORS[:2], vacancies=(absent,)))
    assert identity_view(office, 1).jurors == (("Éco-gestion", "Camille Fictif"), ("STI", "Dominique Fictif"))


def test_a_reserve_is_said_with_its_reason_until_it_is_lifted(office: Office) -> None:
    bring(office, 1, Stage.OPENED)
    assert identity_view(office, 1).reserve == ""
    office.act(1, ev.DossierChecked(DossierCheck(Outcome.DOUBT, reason="fiche 2 illisible")))
    assert identity_view(office, 1).reserve == (
        "Note sous réserve de vérification du dossier\u202f: fiche 2 illisible"
    )
    office.act(1, COMPLIANT)
    assert identity_view(office, 1).reserve == ""


@pytest.mark.parametrize("kind", list(FileKind))
def test_the_kind_of_the_file_is_always_said(kind: FileKind) -> None:
    view = identity_view(office_with(make_form(), make_session(kind)), 1)
    assert view.kind is kind
    assert len({each.facts.label for each in FileKind}) == len(FileKind)


def test_extra_time_is_a_tag_and_never_says_why(office: Office) -> None:
    granted = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD, aids="sujet agrandi")
    number = plan(office, "Petit", accommodation=granted)
    assert identity_view(office, number).tags == ("Temps majoré 1/3",)
    assert accommodation_tags(Accommodation(aids="sujet agrandi")) == ()
    assert accommodation_tags(Accommodation(phases=ONE_THIRD, total=ONE_THIRD)) == ("Temps majoré",)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 2), "1/2"),
        (Fraction(3, 4), "3/4"),
        (Fraction(1, 10), "10\u202f%"),
        (Fraction(1, 1), "100\u202f%"),
    ],
)
def test_usual_fractions_are_fractions_the_others_percentages(value: Fraction, shown: str) -> None:
    assert fraction(value) == shown


@pytest.mark.parametrize("role", list(Role))
def test_every_seat_has_its_words(role: Role) -> None:
    juror = Juror("a", "Camille Fictif", role)
    assert people.seat(juror) == role.facts.title
    assert 0 < len(people.seat_short(juror)) < len(people.seat(juror))


def test_who_replaces_the_professional_is_said_to() -> None:
    juror = Juror("a", "Camille Fictif", Role.EG, replaces_professional=True)
    assert people.seat(juror).endswith("remplaçant le professionnel")
    assert people.seat_short(juror) == "Remplaçant"
