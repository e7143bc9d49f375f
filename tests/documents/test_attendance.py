"""The feuille d'émargement of a day, and the fiche de contrôle of a dossier, as they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.arrival import first_check
from btstc_jury.application.views.attendance import attendance_view
from btstc_jury.application.views.conformity import conformity_view
from btstc_jury.bootstrap import form_folders
from btstc_jury.documents.attendance import attendance_pdf
from btstc_jury.documents.reports import report_pdf
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.dossier import DossierCheck, Outcome, asked_documents
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Attendance, Lateness, Presence
from btstc_jury.domain.session import FileKind
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.documents.reading import squeezed, whole_text
from tests.each_status import DOUBT, HERE, Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session


@pytest.fixture
def orals(tmp_path: Path) -> Iterator[Orals]:
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)
    office = create_file(desk, tmp_path / "session.btsjury", make_session(FileKind.EXAM))
    yield Orals(office, clock)
    office.close()


DAY = date(2026, 6, 1)
STROKES = ((10, 20, 300, 200, 500, 30), (600, 100, 800, 120))


def drawn(orals: Orals) -> int:
    oral = orals.plan("Moreau")
    orals.act(oral, ev.PresenceChecked(Presence(True, True, Attendance.DRAWN, STROKES)))
    return oral


def test_each_candidate_of_the_day_has_a_line_in_order_and_a_place_to_sign(orals: Orals) -> None:
    drawn(orals)
    paper, absent, excused, late, _ = (orals.plan(each) for each in ("B", "C", "D", "E", "F"))
    orals.act(paper, ev.PresenceChecked(HERE))
    orals.act(absent, ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)))
    orals.act(excused, ev.AbsenceRecorded(Absence(AbsenceKind.JUSTIFIED, "certificat")))
    orals.act(late, ev.LatenessAdmitted(Lateness(12, "train", "Mme Proviseure")))
    view = attendance_view(orals.office, DAY)
    by_name = {row.candidate.split()[0]: row for row in view.rows}
    assert [*by_name] == ["B", "C", "D", "E", "F", "MOREAU"]
    assert by_name["MOREAU"].strokes == STROKES
    assert [by_name[each].mark for each in "BCDEF"] == ["", "ABSENT", "ABSENT", "", ""]
    assert by_name["B"].note == "émargement consigné sur papier"
    assert by_name["D"].note == "Absence justifiée"
    assert by_name["E"].details.endswith("retard de 12\u202fmin")
    assert view.counts == "6 interrogations\u202f: 2 émargements consignés, 2 absences"


def test_the_sheet_is_printed_with_what_was_drawn(orals: Orals) -> None:
    drawn(orals)
    pdf = attendance_pdf(attendance_view(orals.office, DAY))
    text = whole_text(pdf)
    for words in (
        "Feuille d’émargement — Lundi 1er juin 2026",
        "MOREAU Anaïs",
        "0213456789",
        "9\u202fh\u202f00",
    ):
        assert squeezed(words) in text
    assert pdf == attendance_pdf(attendance_view(orals.office, DAY))
    orals.plan("Nguyen")
    assert pdf != attendance_pdf(attendance_view(orals.office, DAY))


def test_a_long_day_goes_on_with_the_names_of_the_columns(orals: Orals) -> None:
    for number in range(30):
        orals.plan(f"Candidat{number}")
    text = whole_text(attendance_pdf(attendance_view(orals.office, DAY)))
    assert text.count(squeezed("SIGNATURE")) >= 2


def test_the_fiche_de_controle_says_what_was_checked_and_what_it_comes_to(orals: Orals) -> None:
    """Annexe V, E4, § 4.B (l.5418-5448): rubrics « impérativement », ten pages of annexes, the doubt."""
    oral = orals.plan("Moreau")
    orals.act(oral, ev.DossierChecked(DOUBT), ev.PresenceChecked(HERE))
    text = whole_text(report_pdf(conformity_view(orals.office, oral)))
    for words in (
        "Fiche de contrôle de conformité du dossier",
        "DOUTE DE LA COMMISSION",
        "annexe V, E4, § 4.B",
        "Attestation de stage sans signature",
        "Fiche descriptive 1 (Chauffage bois) : sans les rubriques 4, 9, 12 pages d’annexes",
        "2 pages d’annexes de trop",
        "1. dénomination sociale",
        "Convocation présentée",
    ):
        assert squeezed(words) in text, words
    assert "12,5" not in text
    assert text.count(squeezed("(annexe V, E4, § 4.B)")) == 1


def test_a_dossier_that_nobody_checked_gives_a_fiche_to_fill_in(orals: Orals) -> None:
    """E6 without any dossier (annexe V, E6, § 4.A, l.5720): the fiche is filled in for the jury."""
    oral = orals.plan("Moreau", "e6-ponctuel")
    view = conformity_view(orals.office, oral)
    assert view.statement == "CONTRÔLE À CONSIGNER"
    (asked,) = (part.text for part in view.parts if part.label == "Pièces demandées")
    assert asked.startswith("[  ] attestations de stages ou certificats de travail")
    gone = DossierCheck(Outcome.NO_DOSSIER, reason="rien n’est déposé")
    orals.act(oral, ev.DossierChecked(gone))
    view = conformity_view(orals.office, oral)
    assert view.statement == "DOSSIER ABSENT"
    told = {part.label: part.text for part in view.parts}
    assert told["Motif"] == "rien n’est déposé"
    assert told["Ce que relève le contrôle"] == "Aucune pièce, le dossier étant absent."
    assert "[X]" not in told["Pièces demandées"]


@pytest.mark.parametrize("outcome", [Outcome.COMPLIANT, Outcome.DOUBT])
def test_a_conclusion_on_the_whole_does_not_print_pieces_as_missing(orals: Orals, outcome: Outcome) -> None:
    """« Dossier conforme » at once: neither empty boxes below CONFORME nor « Rien à signaler » of what nobody
    went through.
    """
    oral = orals.plan("Moreau", "e6-ponctuel")
    reason = "attestation douteuse" if outcome is Outcome.DOUBT else ""
    orals.act(oral, ev.DossierChecked(DossierCheck(outcome, reason=reason)))
    view = conformity_view(orals.office, oral)
    told = {part.label: part.text for part in view.parts}
    assert told["Pièces demandées"].splitlines() == [
        *orals.office.library.get("e6-ponctuel").dossier.documents
    ]
    assert told["Ce que relève le contrôle"] == (
        "Conclusion portée sur l’ensemble du dossier\u202f: les pièces n’ont pas été cochées une à une."
    )
    text = whole_text(report_pdf(view))
    assert squeezed(outcome.facts.label.upper()) in text
    assert squeezed("pas été cochées une à une") in text
    assert "[]" not in text


def test_pieces_gone_through_one_by_one_are_ticked_and_found_whole(orals: Orals) -> None:
    oral = orals.plan("Moreau", "e6-ponctuel")
    rule = orals.office.oral(oral).form.dossier
    orals.act(oral, ev.DossierChecked(replace(first_check(rule), outcome=Outcome.COMPLIANT)))
    told = {part.label: part.text for part in conformity_view(orals.office, oral).parts}
    assert told["Pièces demandées"].count("[X]") == len(rule.documents)
    assert told["Ce que relève le contrôle"] == "Rien à signaler."


def test_a_conclusion_taken_back_leaves_the_fiche_to_fill_in(orals: Orals) -> None:
    oral = orals.plan("Moreau", "e6-ponctuel")
    orals.act(oral, ev.DossierChecked(DossierCheck(Outcome.COMPLIANT)))
    orals.act(oral, ev.DossierChecked(DossierCheck(Outcome.PENDING)))
    told = {part.label: part.text for part in conformity_view(orals.office, oral).parts}
    assert told["Pièces demandées"].startswith("[  ] ")
    assert "Ce que relève le contrôle" not in told
    assert "[  ] Conforme" in told["Conclusion, à cocher"]


@pytest.mark.parametrize(
    ("course", "asked"),
    [
        (None, "attestations de stages ou certificats de travail"),
        (Course.SCHOOL, "attestation de stage"),
        (Course.APPRENTICESHIP, "photocopie du contrat de travail"),
        (Course.CONTINUING, "attestation de stage\u202f; en perfectionnement, un ou plusieurs certificats"),
        (Course.EXPERIENCE, "un ou plusieurs certificats de travail justifiant"),
    ],
)
def test_the_attestation_asked_for_is_that_of_the_candidates_way(
    orals: Orals, course: Course | None, asked: str
) -> None:
    """Annexe II, 1, § 4.2 to 4.3.2 and 3.5 (l.4403-4451)."""
    rule = orals.office.library.get("e6-ponctuel").dossier
    first, *others = asked_documents(rule, course)
    assert first.startswith(asked)
    assert others == [*rule.documents[1:]]


def test_the_clock_of_the_office_dates_the_check(orals: Orals) -> None:
    oral = orals.plan("Moreau")
    assert isinstance(orals.clock, FakeClock)
    orals.act(oral, ev.DossierChecked(DossierCheck(Outcome.COMPLIANT)))
    (when,) = (p.text for p in conformity_view(orals.office, oral).parts if p.label == "Contrôle")
    assert when.startswith("Consigné le lundi 1er juin 2026 à ")
