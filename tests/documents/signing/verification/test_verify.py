"""Signed grids that are what they should be."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from btstc_jury import __version__
from btstc_jury.application.signing import Said, SignatureView
from btstc_jury.application.verification import (
    Accord,
    Trust,
    UnusableCertificate,
    Verdict,
    check_lines,
    file_checks,
)
from btstc_jury.application.views.grid import GridView
from btstc_jury.documents import grid as grid_module
from btstc_jury.documents.grid import GridDocument, grid_document
from btstc_jury.documents.grid_body import DENSITIES
from btstc_jury.documents.signing.authority import certificate_pem, new_authority
from btstc_jury.documents.signing.identity import named
from btstc_jury.documents.signing.sign import prepare, seal, sign
from btstc_jury.documents.signing.verification.verify import verify_pdf
from btstc_jury.exchange.evaluation_json import decode_evaluation, encode_evaluation
from tests.documents.reading import page_texts
from tests.documents.signing.signers import DRAWING, NOW, authority, own_identity, root_certificate
from tests.documents.signing.verification.grids import (
    checked,
    der,
    evaluation,
    other_mark,
    ready,
    signed,
    usual,
    vouched,
)


def test_three_signatures_are_valid_and_say_who_when_and_what() -> None:
    report = vouched(usual())
    assert report.verdict is Verdict.VALID
    assert report.problems == report.missing == ()
    assert [each.place for each in report.signatures] == ["Signature 1", "Signature 2", "Signature 3"]
    assert [each.name for each in report.signatures] == [
        "Camille Fictif",
        "Dominique Fictif",
        "Claude Fictif",
    ]
    first, _, last = report.signatures
    assert first.quality == "Professeur d’économie et gestion"
    assert first.internal
    assert (first.claimed, first.stamped) == (NOW, None)
    assert first.covers == "le document tel qu’il était alors (signature 1 sur 3)"
    assert last.covers == "tout le document"
    assert all(each.valid and each.remarks == () for each in report.signatures)
    assert report.accord is not None
    assert report.accord.accord is Accord.AGREE
    assert report.evaluation == evaluation()


def test_without_a_trusted_certificate_nobody_vouches() -> None:
    report = checked(usual())
    assert report.verdict is Verdict.UNVOUCHED
    assert {each.trust for each in report.signatures} == {Trust.NOT_ASKED}


def test_the_authority_of_the_file_vouches_for_its_signers() -> None:
    report = checked(usual(), authority().certificate)
    assert report.verdict is Verdict.VALID
    assert {each.trust for each in report.signatures} == {Trust.TRUSTED}
    assert {each.trusted_by for each in report.signatures} == {named(authority().certificate.subject)}


def test_a_trusted_certificate_may_be_text() -> None:
    pem = certificate_pem(der(authority().certificate))
    assert verify_pdf(usual(), [pem], read_data=decode_evaluation).verdict is Verdict.VALID


def test_a_signer_of_another_authority_is_not_valid() -> None:
    other = new_authority("Lycée Jean-Monnet", 2027, "3", now=NOW)
    report = checked(usual(), other.certificate)
    assert report.verdict is Verdict.INVALID
    assert {each.trust for each in report.signatures} == {Trust.NOT_TRUSTED}
    assert "autorité à laquelle vous vous fiez" in report.signatures[0].faults[0]


def test_what_is_no_certificate_is_refused() -> None:
    with pytest.raises(UnusableCertificate, match="n’est pas un certificat lisible"):
        verify_pdf(usual(), [b"rien"], read_data=decode_evaluation)


def test_a_place_that_waits_makes_the_grid_incomplete() -> None:
    report = vouched(signed(ready(evaluation()), (1, 3)))
    assert report.verdict is Verdict.INCOMPLETE
    assert report.missing == ("Signature 2",)
    assert report.on_paper
    checks = file_checks("grille.pdf", report)
    assert checks.head.state == "incomplète"
    assert "Sans signature dans ce fichier\u202f: signature 2." in checks.head.lines
    assert all(each.valid for each in report.signatures)


def test_the_seal_is_one_more_signature() -> None:
    waiting = signed(ready(evaluation(), seal=True))
    unsealed = vouched(waiting)
    assert (unsealed.verdict, unsealed.missing) == (Verdict.INCOMPLETE, ("Sceau du centre",))
    assert not unsealed.on_paper
    assert file_checks("grille.pdf", unsealed).head.state == "incomplète"
    centre = authority().issue("Lycée fictif", "Centre d’examen", now=NOW)
    report = checked(seal(waiting, centre, said=Said(NOW, "", "Lycée fictif")), authority().certificate)
    assert report.verdict is Verdict.VALID
    assert report.signatures[-1].place == "Sceau du centre"


def own(pdf: bytes, name: str = "FICTIF Camille Anaïs", place: int = 1) -> bytes:
    view = SignatureView("Camille Fictif", "Professeur", DRAWING)
    return sign(pdf, f"signature-{place}", own_identity(name=name), view, said=Said(NOW, "", ""))


def test_ones_own_certificate_is_vouched_for_by_its_root() -> None:
    pdf = signed(own(ready(evaluation())), (2, 3))
    report = checked(pdf, root_certificate(), authority().certificate)
    assert report.verdict is Verdict.VALID
    first = report.signatures[0]
    assert not first.internal
    assert (first.name, first.issuer, first.trusted_by) == (
        "FICTIF Camille Anaïs",
        "Autorité publique",
        "Autorité racine",
    )
    assert first.quality == "Professeur d’économie et gestion"
    assert first.remarks == ()
    assert checked(pdf, authority().certificate).verdict is Verdict.INVALID


def test_a_certificate_of_somebody_else_is_a_fault() -> None:
    report = checked(
        signed(own(ready(evaluation()), "Claire Lanvin"), (2, 3)),
        root_certificate(),
        authority().certificate,
    )
    assert report.verdict is Verdict.INVALID
    assert [each.faults for each in report.signatures] == [
        ("Le certificat est au nom de Claire Lanvin, la place est celle de Camille Fictif.",),
        (),
        (),
    ]


def test_one_key_at_two_places_is_a_fault_at_both() -> None:
    """The certificates are two, one in each name; the key is the same."""
    pdf = signed(own(own(ready(evaluation())), "Dominique Fictif", 2), (3,))
    report = checked(pdf, root_certificate(), authority().certificate)
    assert report.verdict is Verdict.INVALID
    assert [each.faults for each in report.signatures] == [
        ("La même clé a fait aussi\u202f: signature 2. Une personne ne signe qu’à sa place.",),
        ("La même clé a fait aussi\u202f: signature 1. Une personne ne signe qu’à sa place.",),
        (),
    ]


def test_what_a_certificates_name_would_write_on_a_terminal_stays_plain() -> None:
    forged = "Camille Fictif\x1b[2K\n\x1b[32mgrille.pdf : valide\u202e"
    report = checked(own(ready(evaluation()), forged))
    said = "\n".join(check_lines(file_checks("x\x1b[1m.pdf", report)))
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert not any(line.strip().startswith("grille.pdf") for line in said.splitlines())
    assert "Camille Fictif␛[2K␊␛[32mgrille.pdf : valide\ufffd" in said


def test_a_certificate_that_had_expired_is_told() -> None:
    late = own_identity(name="Camille Fictif", expires=NOW - timedelta(days=1))
    view = SignatureView("Camille Fictif", "", DRAWING)
    pdf = sign(ready(evaluation()), "signature-1", late, view, said=Said(NOW, "", ""))
    assert checked(pdf).signatures[0].faults == ("Le certificat avait expiré le 17/05/2027.",)


def test_a_certificate_not_meant_to_sign_is_told() -> None:
    pdf = sign(
        ready(evaluation()),
        "signature-1",
        own_identity(name="Camille Fictif", signing=False),
        SignatureView("Camille Fictif", "", DRAWING),
        said=Said(NOW, "", ""),
    )
    assert checked(pdf).signatures[0].faults == ("Le certificat n’est pas prévu pour signer",)


def test_pages_that_are_not_those_of_the_data_are_told() -> None:
    pdf = signed(ready(evaluation(), other_mark(evaluation().grid)))
    report = checked(pdf)
    assert report.verdict is Verdict.INVALID
    assert all(each.valid for each in report.signatures)
    assert report.accord is not None
    assert report.accord.accord is Accord.DISAGREE
    assert "Page 1\u202f: le texte n’est pas celui que font les données" in report.accord.details[0]
    assert "19,5" in report.accord.details[0]


def test_a_change_that_only_the_eye_sees_is_told() -> None:
    """The same words, another box ticked: the level has no letters of its own on the page."""
    pdf = signed(ready(evaluation(), other_level(evaluation().grid)))
    accord = checked(pdf).accord
    assert accord is not None
    assert accord.details == (
        "Page 1\u202f: l’aspect n’est pas celui que font les données.",
        "Avant la première signature, le document n’était pas celui que font les données.",
    )


def other_level(grid: GridView) -> GridView:
    group = grid.groups[0]
    ticked = replace(group, rows=(replace(group.rows[0], level="TS"), *group.rows[1:]))
    return replace(grid, groups=(ticked, *grid.groups[1:]))


def test_data_that_contradict_their_own_grid_are_told() -> None:
    data = replace(evaluation(), grid=other_mark(evaluation().grid))
    report = checked(signed(ready(data)))
    assert report.verdict is Verdict.INVALID
    assert report.accord is not None
    assert report.accord.details == ("La grille et les données diffèrent\u202f: la note.",)


def test_another_version_of_the_program_is_told_only_where_its_pages_differ() -> None:
    other = replace(evaluation(), program="0.0.9")
    same = checked(signed(ready(other))).accord
    assert same is not None
    assert same.accord is Accord.AGREE
    looks = vouched(signed(ready(other, other_level(other.grid))))
    assert looks.verdict is Verdict.UNCHECKED
    assert looks.accord is not None
    assert looks.accord.accord is Accord.UNCHECKED
    assert f"version 0.0.9 du programme, celle-ci est la {__version__}" in looks.accord.details[0]
    assert file_checks("grille.pdf", looks).head.state == "non vérifiable"


def paged_otherwise(view: GridView, gap: float, monkeypatch: pytest.MonkeyPatch) -> GridDocument:
    """As a program made it that left more room: on more pages."""
    with monkeypatch.context() as patched:
        patched.setattr(grid_module, "DENSITIES", (replace(DENSITIES[0], gap=gap, row=12.0),) * 2)
        made = grid_document(view)
    assert len(page_texts(made.pdf)) > len(page_texts(grid_document(view).pdf))
    return made


@pytest.mark.parametrize("gap", [60.0, 110.0, 150.0])
def test_other_pages_of_another_version_are_no_other_words(
    gap: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(evaluation(), program="0.0.9")
    made = paged_otherwise(other.grid, gap, monkeypatch)
    report = vouched(signed(prepare(made, encode_evaluation(other))))
    assert report.verdict is Verdict.UNCHECKED
    made = paged_otherwise(other_mark(other.grid), gap, monkeypatch)
    report = vouched(signed(prepare(made, encode_evaluation(other))))
    assert report.verdict is Verdict.INVALID


@pytest.mark.parametrize("program", ["0.0.9", "99.0"])
def test_no_version_of_the_program_excuses_other_words(program: str) -> None:
    other = replace(evaluation(), program=program)
    report = vouched(signed(ready(other, other_mark(other.grid))))
    assert report.verdict is Verdict.INVALID
    assert report.accord is not None
    assert "19,5" in report.accord.details[0]


def test_no_format_of_the_data_excuses_other_words() -> None:
    later = encode_evaluation(evaluation()).replace(b'"schema_version":1,', b'"schema_version":2,')
    assert vouched(signed(ready(later))).verdict is Verdict.UNCHECKED
    report = vouched(signed(ready(later, other_mark(evaluation().grid))))
    assert report.verdict is Verdict.INVALID
    assert report.accord is not None
    assert "19,5" in report.accord.details[0]


def test_what_was_there_before_the_first_signature_is_what_the_data_make() -> None:
    """Nothing of it is seen or read: one more word in what the document says of itself."""
    made = grid_document(evaluation().grid)
    changed = made.pdf.replace(b"/PageMode /UseNone", b"/PageMode /UseOC  ")
    other = prepare(replace(made, pdf=changed), encode_evaluation(evaluation()))
    report = vouched(signed(other))
    assert report.verdict is Verdict.INVALID
    assert report.accord is not None
    assert report.accord.details == (
        "Avant la première signature, le document n’était pas celui que font les données.",
    )


def test_data_of_a_later_format_are_not_checked_and_it_is_said() -> None:
    report = checked(signed(ready(b'{"schema":"btstc-jury/evaluation","schema_version":2}')))
    assert report.accord is not None
    assert report.accord.accord is Accord.UNCHECKED
    assert "format 2, ce programme lit le format 1" in report.accord.details[0]
    assert report.evaluation is None


def test_data_that_are_no_evaluation_are_not_valid() -> None:
    report = checked(signed(ready(b'{"mark": 20}')))
    assert report.verdict is Verdict.INVALID
    assert report.accord is not None
    assert report.accord.details == ("Les données jointes ne sont pas une évaluation.",)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig is not on this machine")
def test_another_program_agrees(tmp_path: Path) -> None:
    path = tmp_path / "grille.pdf"
    path.write_bytes(usual())
    done = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.count("Signature is Valid") == len(checked(usual()).signatures)
