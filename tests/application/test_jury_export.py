"""The « dossier CCF » and the bordereau: annexe V, E4, § 4.A (l.5398-5406), E6, § 4.A (l.5758-5762)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

import pytest

from btstc_jury.application.exams import gathered, interrogation
from btstc_jury.application.jury_export import JuryExport, Made, WrongSource, export_for_jury
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.scenarios import keep_scenario
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.verification import Verified, unreadable
from btstc_jury.application.views.centre.bordereau import bordereau_view
from btstc_jury.application.views.folder import folder_view
from btstc_jury.application.views.jury import read_decision
from btstc_jury.application.views.synthesis import calculation_words, exactly, synthesis_view
from btstc_jury.bootstrap import SystemFiles
from btstc_jury.documents.bordereau import bordereau_pdf
from btstc_jury.documents.synthesis import synthesis_pdf
from btstc_jury.domain import events as ev
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.exam import Calculation
from btstc_jury.domain.form import Situation
from btstc_jury.domain.playing import Scenario
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Countersignature, Fraud
from btstc_jury.domain.rulings import Ruling
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.domain.standing import Stage
from btstc_jury.exchange.bordereau import bordereau_csv, bordereau_xlsx
from btstc_jury.exchange.folder_index import folder_html
from btstc_jury.storage import SqliteExamFiles
from tests.application.offices import bring, plan
from tests.documents.reading import squeezed, whole_text
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_plan, make_session

FORMS = (
    make_form(),
    make_form(
        key="e4-ccf-1",
        name="E4 · CCF situation 1",
        situation=Situation(1, "E4", Decimal(40), weights_on=True),
    ),
    make_form(
        key="e4-ccf-2",
        name="E4 · CCF situation 2",
        situation=Situation(2, "E4", Decimal(60), weights_on=True),
    ),
)


def make(folder: Path, name: str, kind: FileKind = FileKind.EXAM) -> Office:
    desk = Desk(SqliteExamFiles(), FakeLibrary(*FORMS), FakeClock())
    return create_file(desk, folder / f"{name}.btsjury", make_session(kind))


def settle(office: Office, *orals: int) -> None:
    for oral in orals:
        bring(office, oral, Stage.FINALISED)
        for juror in office.oral(oral).signatures_due:
            office.act(oral, ev.GridSigned(Signature(juror.key, Means.PAPER)))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Both situations of Adam, decided on; the first of Bonnet, absent at the second; a ponctuel of Cordier,
    of Dumas absent; Évrard under reserve, Faure withheld, Girard without a dossier.
    """
    made = make(tmp_path, "session")
    for name, form in (
        ("Adam", "e4-ccf-1"),
        ("Adam", "e4-ccf-2"),
        ("Bonnet", "e4-ccf-1"),
        ("Bonnet", "e4-ccf-2"),
        ("Cordier", "essai"),
        ("Dumas", "essai"),
        ("Évrard", "essai"),
        ("Faure", "essai"),
        ("Girard", "essai"),
        ("Hamel", "essai"),
    ):
        plan(made, name, form=form)
    keep_scenario(made, 2, Scenario("Une pompe à chaleur"), ("annexe.pdf", b"%PDF-1.7 annexe"))
    settle(made, 1, 2, 3, 5)
    made.act(4, ev.AbsenceRecorded(Absence(AbsenceKind.JUSTIFIED, "certificat")))
    made.act(6, ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)))
    bring(made, 7, Stage.ENDED)
    made.act(7, ev.DossierChecked(DossierCheck(Outcome.DOUBT, reason="2 fiches")))
    made.act(7, ev.CandidateInformed())
    made.act(7, ev.Finalised())
    bring(made, 8, Stage.ENDED)
    made.act(8, ev.FraudReported(Fraud("Téléphone", "le jury", Countersignature.SIGNED)))
    made.act(8, ev.Finalised())
    made.act(9, ev.DossierChecked(DossierCheck(Outcome.NOT_COMPLIANT, reason="non remis")))
    entry = read_decision(made, 1, "13", "01/06/2026", "Vu le dossier.")
    assert entry.decision is not None
    made.act(1, entry.decision)
    yield made
    made.close()


def exported(folder: Path, *offices: Office, whole: bool = True) -> Made:
    return export_for_jury(SystemFiles().jury_export(offices, (), folder, whole=whole))


def table(content: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")]


def test_the_bordereau_has_a_line_for_each_candidate_and_epreuve_with_its_status(
    office: Office, tmp_path: Path
) -> None:
    """l.5401-5404: « un bordereau récapitulatif des notes proposées »."""
    made = exported(tmp_path / "out", office, whole=False)
    assert made.names == tuple(f"bordereau récapitulatif{each}" for each in (".pdf", ".xlsx", ".csv"))
    lines = table((tmp_path / "out" / "bordereau récapitulatif.csv").read_bytes())
    assert [(line["nom"], line["statut"]) for line in lines] == [
        ("CORDIER", "Présent, noté"),
        ("DUMAS", "Absent (AB)"),
        ("ÉVRARD", "Noté sous réserve"),
        ("FAURE", "Résultat retenu, suspicion de fraude"),
        ("GIRARD", "Présent, non validé (NV)"),
        ("HAMEL", "Pas commencée"),
        ("ADAM", "Présent, noté"),
        ("BONNET", "S1\u202f: Présent, noté · S2\u202f: Absent justifié, force majeure"),
    ]
    adam = lines[6]
    assert adam["numéro"] == "00A"
    assert (adam["note proposée situation 1"], adam["note proposée situation 2"]) == ("12,5", "12,5")
    assert adam["note proposée"] == ""
    assert (adam["note arrêtée par le jury"], adam["remarque du jury"]) == ("13", "Vu le dossier.")
    assert adam["calcul"] == "12,5 × 40\u202f% + 12,5 × 60\u202f% = 12,5"
    assert lines[0]["note proposée"] == "12,5"
    assert lines[0]["note arrêtée par le jury"] == ""


def test_what_others_concluded_is_told_to_the_jury_once_it_leaves_no_other_trace(office: Office) -> None:
    """A reserve that is lifted gives back « Présent, noté »: the jury is still told of it."""
    lifted = Ruling(upheld=False, by="le rectorat", on=date(2026, 6, 1), found="Non-lieu")
    office.act(7, ev.ReserveVerified(lifted))
    office.act(2, ev.Reopened("suspicion"))
    office.act(2, ev.FraudReported(Fraud("Téléphone", "le jury", Countersignature.SIGNED)))
    office.act(2, ev.FraudRuled(lifted))
    office.act(2, ev.Finalised())
    words = "le 01/06/2026 par le rectorat\u202f: Non-lieu"
    (reserved,) = gathered([interrogation(office, 7)])
    whole = next(each for each in gathered(interrogation(office, n) for n in (1, 2)))
    view = bordereau_view((reserved, whole), [])
    assert [row.ruled for row in view.rows] == [
        f"Réserve levée {words}",
        f"S2\u202f: Fraude non établie {words}",
    ]
    assert [line["vérification ou décision"] for line in table(bordereau_csv(view))] == [
        row.ruled for row in view.rows
    ]
    assert squeezed(f"Réserve levée {words}") in whole_text(bordereau_pdf(view))
    html = folder_html(folder_view(view, (reserved, whole), {}, (), ())).decode()
    assert f"<p>S2\u202f: Fraude non établie {words}</p>" in html
    sheet = synthesis_view(whole).sheets[1]
    assert sheet.lines[-1] == f"Fraude non établie {words}."


def test_numbers_keep_their_zeros_in_every_form(tmp_path: Path) -> None:
    office = make(tmp_path, "zeros")
    office.plan(make_plan("0012345678"), "essai")
    view = bordereau_view(gathered([interrogation(office, 1)]), ["zeros"])
    assert b'"=""0012345678"""' in bordereau_csv(view)
    first, second = bordereau_xlsx(view), bordereau_xlsx(view)
    assert first == second
    with ZipFile(io.BytesIO(first)) as packed:
        assert b">0012345678<" in packed.read("xl/sharedStrings.xml")
    office.close()


def test_the_folder_holds_what_the_school_sends_and_says_what_is_missing(
    office: Office, tmp_path: Path
) -> None:
    """l.5398-5404, l.5758-5761."""
    made = exported(tmp_path / "out", office)
    there = sorted(each.name for each in (tmp_path / "out").iterdir())
    assert there == sorted(made.names)
    assert [name for name in there if "bordereau" not in name] == [
        "00A ADAM E4 fiche de synthèse.pdf",
        "00A ADAM e4-ccf-1 v1 (original sur papier).pdf",
        "00A ADAM e4-ccf-1 v1 contrôle de conformité.pdf",
        "00A ADAM e4-ccf-2 v1 (original sur papier).pdf",
        "00A ADAM e4-ccf-2 v1 contrôle de conformité.pdf",
        "00A ADAM e4-ccf-2 v1 document remis.pdf",
        "00A ADAM e4-ccf-2 v1 situation remise.pdf",
        "00B BONNET E4 fiche de synthèse.pdf",
        "00B BONNET e4-ccf-1 v1 (original sur papier).pdf",
        "00B BONNET e4-ccf-1 v1 contrôle de conformité.pdf",
        "00B BONNET e4-ccf-2 (constat).pdf",
        "index.html",
    ]
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "ADAM Jo" in page
    assert "CORDIER" not in page
    assert 'href="00A%20ADAM%20E4%20fiche%20de%20synth%C3%A8se.pdf"' in page
    assert "Manque\u202f: situation 1\u202f: original signé sur papier, à joindre" in page
    joined = (
        "Dossier du candidat (fiche), situation 1\u202f: à joindre, le fichier d’examen ne le contient pas"
    )
    assert joined in page
    assert not made.view.complete
    assert [each.number for each in made.view.lacking] == ["00A", "00B"]
    again = exported(tmp_path / "out", office)
    assert again.names == made.names
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == there


def test_the_same_folder_in_a_zip(office: Office, tmp_path: Path) -> None:
    files, made = SystemFiles(), exported(tmp_path / "out", office)
    path = files.zip(made.folder, made.names)
    assert path == tmp_path / "out.zip"
    assert files.zip(made.folder, made.names) == path
    with ZipFile(path) as packed:
        assert sorted(packed.namelist()) == sorted(f"out/{name}" for name in made.names)
    path.write_bytes(b"something else")
    assert files.zip(made.folder, made.names).name == "out (2).zip"
    assert path.read_bytes() == b"something else"
    with pytest.raises(FileProblem):
        files.zip(tmp_path / "nowhere", ("none",))


def test_situations_of_two_files_meet_in_the_folder(tmp_path: Path) -> None:
    first, second = make(tmp_path, "un"), make(tmp_path, "deux")
    plan(first, "Adam", form="e4-ccf-1")
    plan(second, "Adam", form="e4-ccf-2")
    settle(first, 1)
    settle(second, 1)
    made = exported(tmp_path / "out", first, second)
    (row,) = made.bordereau.rows
    assert row.proposed == (None, Decimal("12.5"), Decimal("12.5"))
    assert made.bordereau.sources == "«\u202fun.btsjury\u202f», «\u202fdeux.btsjury\u202f»"
    alone = exported(tmp_path / "alone", second)
    assert "situation 1, qui n’est dans aucun des fichiers" in alone.view.entries[0].missing
    assert "Ajoutez l’autre situation" in alone.view.entries[0].open
    first.close()
    second.close()


def test_an_examination_never_goes_out_among_trials(tmp_path: Path) -> None:
    exam, trial = make(tmp_path, "examen"), make(tmp_path, "essai", FileKind.TRAINING)
    with pytest.raises(WrongSource, match="ne sont pas de même nature"):
        exported(tmp_path / "out", exam, trial)
    assert not (tmp_path / "out").exists()
    exam.close()
    trial.close()


def test_a_grid_that_is_not_sure_is_refused_with_what_to_do(office: Office, tmp_path: Path) -> None:
    wrong = Verified(Path("g.pdf"), b"", unreadable("ce n’est pas un PDF"))
    with pytest.raises(WrongSource, match=r"«.g.pdf.» n’est pas une grille signée.*ce n’est pas un PDF"):
        SystemFiles().jury_export((office,), (wrong,), tmp_path / "out", whole=True)


def test_a_failing_export_leaves_nothing(office: Office, tmp_path: Path) -> None:
    export: JuryExport = SystemFiles().jury_export((office,), (), tmp_path / "out", whole=True)
    step = export.read()
    assert step is not None
    export.write(step)
    export.discard()
    assert not (tmp_path / "out").exists()


def test_the_synthesis_brings_both_situations_together(office: Office) -> None:
    (whole,) = gathered(interrogation(office, n) for n in (1, 2))
    view = synthesis_view(whole)
    assert [each.mark for each in view.sheets] == ["12,5", "12,5"]
    assert view.calculation == "12,5 × 40\u202f% + 12,5 × 60\u202f% = 12,5"
    assert (view.decided, view.remark) == ("13", "Vu le dossier.")
    text = whole_text(synthesis_pdf(view))
    for words in ("Fiche de synthèse de l’épreuve E4", "Situation 1", "Situation 2", "Vu le dossier."):
        assert squeezed(words) in text or squeezed(words.upper()) in text
    assert synthesis_pdf(view) == synthesis_pdf(view)
    (alone,) = gathered([interrogation(office, 3)])
    lonely = synthesis_view(alone)
    assert lonely.sheets[1].lines == ("Rien n’est connu de cette situation.",)
    assert lonely.calculation == ""
    assert "Situation 2\u202f: elle n’est dans aucun des fichiers lus." in lonely.warnings


def test_what_is_missing_is_told_in_the_order_of_the_situations(office: Office) -> None:
    planned = plan(office, "Irma", form="e4-ccf-1")
    (row,) = bordereau_view(gathered([interrogation(office, planned)]), []).rows
    assert row.missing == (
        "situation 1\u202f: l’interrogation n’est pas terminée\u202f; situation 2, qui n’est dans aucun des"
        " fichiers"
    )


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Fraction("13.5"), "= 13,5"),
        (Fraction("13.125"), "= 13,125"),
        (Fraction(41, 3), "≈ 13,67 (arrondi au centième, valeur exacte 41/3)"),
    ],
)
def test_a_calculated_mark_is_exact_or_said_to_be_rounded(mark: Fraction, words: str) -> None:
    assert exactly(mark) == words


def test_weights_that_are_no_percentages_are_written_as_they_are() -> None:
    terms = ((Decimal(12), Decimal(1)), (Decimal("14.5"), Decimal(2)))
    words = calculation_words(Calculation(terms, Fraction(41, 3)))
    assert words.startswith("(12 × 1 + 14,5 × 2) ÷ 3 ≈ 13,67")


def test_thirty_lines_go_on_under_their_headings(tmp_path: Path) -> None:
    office = make(tmp_path, "trente")
    for number in range(30):
        office.plan(make_plan(f"00{number:02}"), "essai")
    view = bordereau_view(gathered(interrogation(office, n) for n in range(1, 31)), ["trente"])
    text = whole_text(bordereau_pdf(view))
    assert len(view.rows) == 30
    assert text.count(squeezed("(suite)")) == text.count("NUMÉRO") - 1 >= 1
    assert bordereau_pdf(view) == bordereau_pdf(view)
    empty = bordereau_view((), [])
    assert empty.counts == "Aucune ligne"
    assert bordereau_pdf(empty)
    assert bordereau_xlsx(empty)
    office.close()
