"""Each status has its document, read back from the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.conformity import conformity_view
from btstc_jury.application.views.export import index_row
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.reports import ReportKind, ReportView, report_kinds, report_view
from btstc_jury.bootstrap import form_folders
from btstc_jury.documents.grid import grid_pdf
from btstc_jury.documents.reports import report_pdf
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.commission import Juror, Role, Vacancy
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.proceedings import Interruption, Lateness
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Status
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.documents.reading import fonts, page_texts, squeezed, whole_text
from tests.domain.test_rulings import LIFTED, UPHELD
from tests.each_status import COMPLIANT, DOUBT, FRAUD, HERE, Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS, make_session


@pytest.fixture
def orals(tmp_path: Path) -> Iterator[Orals]:
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)
    office = create_file(desk, tmp_path / "session.btsjury", make_session(FileKind.EXAM))
    yield Orals(office, clock)
    office.close()


def says(pdf: bytes, *sentences: str) -> None:
    text = whole_text(pdf)
    for sentence in sentences:
        assert squeezed(sentence) in text, sentence


def report(orals: Orals, oral: int, kind: ReportKind) -> bytes:
    return report_pdf(report_view(orals.office, oral, kind))


def grid(orals: Orals, oral: int) -> bytes:
    return grid_pdf(grid_view(orals.office, oral))


def test_each_status_has_its_documents(orals: Orals) -> None:
    made = orals.each()
    assert {status: report_kinds(orals.office, oral) for status, oral in made.items()} == {
        Status.NORMAL: (),
        Status.ABSENT: (ReportKind.FINDING,),
        Status.ABSENT_JUSTIFIED: (ReportKind.FINDING,),
        Status.NOT_VALIDATED: (ReportKind.FINDING,),
        Status.RESERVED: (ReportKind.RESERVE,),
        Status.WITHHELD: (ReportKind.FRAUD,),
    }
    absent = report(orals, made[Status.ABSENT], ReportKind.FINDING)
    says(
        absent,
        "Constat — interrogation qui n’a pas eu lieu",
        "ABSENT (AB)",
        "ABSENT Anaïs",
        "L’absence est à porter au bordereau",
    )
    justified = report(orals, made[Status.ABSENT_JUSTIFIED], ReportKind.FINDING)
    says(justified, "ABSENT JUSTIFIÉ, FORCE MAJEURE", "certificat du 1er juin", "l’autorité académique")
    none = report(orals, made[Status.NOT_VALIDATED], ReportKind.FINDING)
    says(
        none,
        "PRÉSENT, NON VALIDÉ (NV)",
        "Aucun document remis",
        "ne peut être interrogé",
        "CANDIDAT, INFORMÉ",
    )
    normal = grid(orals, made[Status.NORMAL])
    says(normal, "MISE SOUS RÉSERVE\u202f: NON", "Dossier\u202f: conforme", "Avis commun de la commission")
    assert len(page_texts(normal)) == 1


def test_the_report_on_a_reserve(orals: Orals) -> None:
    made = orals.each()
    pdf = report(orals, made[Status.RESERVED], ReportKind.RESERVE)
    says(
        pdf,
        "Rapport au président du jury — dossier sous réserve",
        "NOTE MISE SOUS RÉSERVE DE VÉRIFICATION",
        "Attestation de stage sans signature",
        "Fiche descriptive 1 (Chauffage bois)\u202f: manquent les rubriques 4, 9.",
        "2 pages d’annexes de trop",
        "Oui, le lundi 1er juin 2026",
        "Camille Fictif, professeur d’économie et gestion",
        "Dominique Fictif, professeur de sciences et techniques industrielles",
        "Claude Fictif, professionnel",
    )
    assert "12,5" not in whole_text(pdf)
    says(
        grid(orals, made[Status.RESERVED]),
        "MISE SOUS RÉSERVE\u202f: OUI",
        "Rapport remis au président",
        "12,5",
    )


def test_the_reserve_of_an_e6_is_not_told(orals: Orals) -> None:
    oral = orals.reserved(form="e6-ponctuel")
    text = whole_text(report(orals, oral, ReportKind.RESERVE))
    assert squeezed("Le texte ne prévoit pas d’en informer le candidat (annexe V, E6") in text
    assert squeezed("n’en est pas informé") not in text
    assert squeezed("informé du doute en fin d’interrogation").upper() not in text.upper()
    assert squeezed("Candidat informé du doute") not in whole_text(grid(orals, oral))


def test_the_report_on_a_suspicion_of_fraud(orals: Orals) -> None:
    made = orals.each()
    says(
        report(orals, made[Status.WITHHELD], ReportKind.FRAUD),
        "Procès-verbal — suspicion de fraude",
        "RÉSULTAT RETENU — SUSPICION DE FRAUDE",
        "Téléphone consulté sous la table",
        "Mme Okoye",
        "Le candidat a refusé de contresigner. Ses remarques\u202f: dit avoir lu l’heure",
        "CANDIDAT (REFUS DE SIGNER)",
        "RETENU Anaïs",
        "phase 1 à 0:00",
    )
    says(grid(orals, made[Status.WITHHELD]), "RÉSULTAT RETENU\u202f: suspicion de fraude")


def test_a_report_of_fraud_says_no_more_than_the_journal_holds(orals: Orals) -> None:
    """Annexe V says nothing of a fraud: the result is withheld (rules §5), and nothing more is claimed."""
    oral = orals.plan("Retenu", "e6-ponctuel")
    orals.act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT), ev.FraudReported(FRAUD))

    def follows() -> str:
        return report_view(orals.office, oral, ReportKind.FRAUD).follows

    held = "Le résultat est retenu jusqu’à la décision de l’autorité compétente."
    assert follows() == f"L’interrogation n’a pas commencé. Aucun critère n’est évalué. {held}"
    orals.act(oral, do.Open(JURORS), do.Start(), ev.Rated(1, "S"))
    assert follows().startswith("L’interrogation est en cours. 1 critère sur 28 évalué, aucune note")
    orals.act(oral, ev.Ended(), ev.Rated(2, "TS"), ev.MarkProposed(Decimal(12)))
    assert follows() == (
        "L’interrogation est terminée. Partie 2 non tenue, missions préparatoires et projet. Partie 3"
        f" non tenue, entretien avec la commission. 2 critères sur 28 évalués, une note est proposée. {held}"
    )
    orals.act(oral, ev.Rated(2, "NE"))
    assert "1 critère sur 28 évalué, 1 non évalué, une note est proposée." in follows()
    text = whole_text(report(orals, oral, ReportKind.FRAUD))
    assert "réserve" not in text.replace("réservé", "").casefold()


def test_what_the_verification_of_a_reserve_found_is_on_its_report_and_on_the_grid(orals: Orals) -> None:
    """E4, § 4.B: « sous réserve de vérification » (l.5450)."""
    oral = orals.each()[Status.RESERVED]
    found = "Réserve levée le 20/06/2026 par le service des examens\u202f: attestation retrouvée"
    orals.act(oral, ev.ReserveVerified(LIFTED))
    assert report_kinds(orals.office, oral) == (ReportKind.RESERVE,)
    pdf = report(orals, oral, ReportKind.RESERVE)
    says(pdf, "RÉSERVE LEVÉE", "Vérification de la réserve".upper(), found)
    assert squeezed("NOTE MISE SOUS RÉSERVE") not in whole_text(pdf)
    before = "La note avait été mise sous réserve de vérification\u202f; la vérification "
    for page in (pdf, report_pdf(conformity_view(orals.office, oral))):
        says(page, f"{before}a levé la réserve.")
        assert squeezed("la note est mise sous réserve") not in whole_text(page)
    says(grid(orals, oral), "MISE SOUS RÉSERVE\u202f: OUI", found)
    assert index_row(orals.office.oral(oral)).ruled == found
    orals.act(oral, ev.ReserveVerified(UPHELD))
    pdf = report(orals, oral, ReportKind.RESERVE)
    says(pdf, "RÉSERVE CONFIRMÉE", f"{before}a confirmé la réserve\u202f: le jury en décide.")
    row = index_row(orals.office.oral(oral))
    assert (row.status, row.ruled.split(" le ")[0]) == ("Noté, réserve confirmée", "Réserve confirmée")


def test_what_the_authority_decided_on_a_fraud_is_on_its_report_and_on_the_grid(orals: Orals) -> None:
    oral = orals.each()[Status.WITHHELD]
    orals.act(oral, ev.FraudRuled(UPHELD))
    pdf = report(orals, oral, ReportKind.FRAUD)
    says(pdf, "FRAUDE ÉTABLIE", "Fraude établie le 20/06/2026 par le service des examens")
    assert squeezed("Le résultat est retenu") not in whole_text(pdf)
    says(
        grid(orals, oral), "SUSPICION DE FRAUDE\u202f: voir le procès-verbal", "Fraude établie le 20/06/2026"
    )
    orals.act(oral, ev.FraudRuled(LIFTED))
    says(report(orals, oral, ReportKind.FRAUD), "FRAUDE NON ÉTABLIE")
    assert index_row(orals.office.oral(oral)).status == "Présent, noté"


def test_a_reserve_and_a_fraud_have_a_report_each(orals: Orals) -> None:
    oral = orals.withheld()
    orals.act(oral, ev.DossierChecked(DOUBT))
    assert report_kinds(orals.office, oral) == (ReportKind.FRAUD, ReportKind.RESERVE)


def test_the_grid_tells_of_the_sitting(orals: Orals) -> None:
    oral = orals.plan("Moreau")
    replacing = Juror("d", "Alix Fictif", Role.EG, replaces_professional=True)
    vacancy = Vacancy(Role.STI, "Mme Présidente", "siège sans STI, intempéries")
    orals.act(oral, ev.LatenessAdmitted(Lateness(12, "train supprimé", "M. Proviseur")))
    orals.act(oral, do.Open((JURORS[0], replacing), vacancies=(vacancy,)), do.Start())
    orals.clock.advance(Duration.minutes(3))
    orals.act(oral, ev.Interrupted(Interruption("M. Dreux", "question trop tôt")), ev.Ended())
    says(
        grid(orals, oral),
        "Le professionnel est remplacé.",
        "Place vide\u202f: professeur de sciences et techniques industrielles.",
        "Décision du président du jury, Mme Présidente\u202f: siège sans STI, intempéries",
        "Professeur d’économie et gestion, remplaçant le professionnel".upper(),
        "Retard de 12\u202fmin, admis par M. Proviseur, chef de centre\u202f: train supprimé.",
        "Aucun temps ajouté.",
        "Interruption par M. Dreux, phase 1 à 3:00\u202f: question trop tôt",
        "Non consigné\u202f: convocation, pièce d’identité, émargement, contrôle du dossier",
        "Critères\u202f: annexe V, E4, §\u202f3. Épreuve\u202f: Arrêté du 23 août 2006",
        "annexe V",
    )


def test_the_grid_of_an_e6_says_that_two_teachers_sat_alone(orals: Orals) -> None:
    oral = orals.plan("Moreau", "e6-ponctuel")
    orals.conduct(oral, JURORS[:2])
    says(grid(orals, oral), "les deux enseignants conduiront seuls l’interrogation")


def test_the_grid_says_how_opinions_were_given(orals: Orals) -> None:
    oral = orals.plan("Moreau")
    orals.act(oral, ev.ModeChosen(OpinionMode.SEPARATE))
    orals.conduct(oral)
    says(grid(orals, oral), "Avis séparés, non encore révélés")
    orals.act(oral, ev.Revealed("un membre est parti"))
    at = grid_view(orals.office, oral).commission[-1]
    assert at.startswith("Avis séparés, révélés à ")
    assert at.endswith("sans attendre tous les avis\u202f: un membre est parti")


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_report_of_a_file_that_is_no_exam_says_so(orals: Orals, kind: FileKind) -> None:
    oral = orals.plan("Moreau")
    orals.act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT))
    orals.act(oral, ev.DossierChecked(DOUBT))
    view = report_view(orals.office, oral, ReportKind.RESERVE)
    words = {
        FileKind.EXAM: "",
        FileKind.TRAINING: "ENTRAÎNEMENT",
        FileKind.DEMONSTRATION: "DÉMONSTRATION",
        FileKind.OPINION: "AVIS D’UN EXAMINATEUR",
        FileKind.TRAINING_OPINION: "entraînement",
        FileKind.DEMONSTRATION_OPINION: "démonstration",
    }[kind]
    marked = replace(view, watermark=kind.facts.watermark)
    text = "".join(page_texts(report_pdf(marked)))
    assert ("sans valeur d’examen" in text) is (kind not in {FileKind.EXAM, FileKind.OPINION})
    assert words in text


def test_equal_reports_have_equal_bytes_and_embedded_fonts(orals: Orals) -> None:
    oral = orals.reserved()
    pdf = report(orals, oral, ReportKind.RESERVE)
    assert pdf == report(orals, oral, ReportKind.RESERVE)
    assert all(fonts(pdf).values())


def test_a_long_report_goes_on_to_another_page(orals: Orals) -> None:
    oral = orals.reserved()
    view: ReportView = report_view(orals.office, oral, ReportKind.RESERVE)
    long = replace(view.parts[0], text="Attestation illisible, sans date ni cachet. " * 150)
    pages = page_texts(report_pdf(replace(view, parts=(long, *view.parts[1:]))))
    assert len(pages) > 1
    assert all("RESERVE Anaïs" in page for page in pages)
    assert "Signature" in pages[-1]
