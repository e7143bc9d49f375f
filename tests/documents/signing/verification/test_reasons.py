"""Why a grid isn't valid, told as it is: never that of another fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta
from functools import cache
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.pdfgen.canvas import Canvas

from btstc_jury.application.signing import Said, SignatureView
from btstc_jury.application.verification import (
    Trust,
    Verdict,
    VerificationReport,
    check_lines,
    file_checks,
)
from btstc_jury.documents.grid_body import signature_field
from btstc_jury.documents.signing.authority import Authority, new_authority
from btstc_jury.documents.signing.identity import fingerprint
from btstc_jury.documents.signing.sign import sign
from btstc_jury.documents.signing.verification.envelope import envelopes
from tests.documents.signing.signers import DRAWING, NOW, authority
from tests.documents.signing.verification.grids import checked, evaluation, ready, usual, vouched


def signed_by(issuer: Authority, *, joined: bool = False) -> bytes:
    """By the three, on a machine whose clock is on universal time. ``joined``: with the authority's own
    certificate.
    """
    pdf = ready(evaluation())
    for number, member in enumerate(evaluation().grid.members, start=1):
        identity = issuer.issue(member.name, member.role, now=NOW)
        pdf = sign(
            pdf,
            signature_field(number),
            replace(identity, chain=(issuer.certificate,)) if joined else identity,
            SignatureView(member.name, member.role, DRAWING),
            said=Said(NOW.astimezone(UTC), "Grille d’évaluation", "Lycée fictif"),
        )
    return pdf


@cache
def grid() -> bytes:
    return signed_by(authority())


def updated(change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(grid()))
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def written_on(writer: IncrementalPdfFileWriter) -> None:
    stream = generic.StreamObject(stream_data=b"BT /F1+0 40 Tf 200 200 Td (20/20) Tj ET")
    writer.add_stream_to_page(0, writer.add_object(stream))


def annotated(writer: IncrementalPdfFileWriter) -> None:
    page, _ = writer.find_page_for_modification(0)
    note = generic.DictionaryObject({generic.NameObject("/Subtype"): generic.NameObject("/FreeText")})
    page.get_object()["/Annots"].append(writer.add_object(note))
    writer.update_container(page.get_object()["/Annots"])
    writer.mark_update(page)


def catalogue(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/PageMode"] = generic.NameObject("/FullScreen")
    writer.update_root()


def useless() -> bytes:
    """An object that nothing refers to; no other is written again."""
    added = grid() + b"900 0 obj\n<< >>\nendobj\n"
    table = b"xref\n900 1\n%010d 00000 n \ntrailer\n<< /Size 901 /Root 1 0 R >>\n" % len(grid())
    return added + table + b"startxref\n%d\n%%%%EOF\n" % len(added)


PAGE = "La page a été changée après signature"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: grid() + b"\n% bonjour\n", "Des octets ont été ajoutés après la dernière signature"),
        (lambda: updated(written_on), PAGE),
        (lambda: updated(annotated), PAGE),
        (lambda: updated(catalogue), "Le document a été changé après la dernière signature"),
        (useless, "Le document a été mis à jour après la dernière signature"),
    ],
    ids=["bytes", "text", "annotation", "catalogue", "object"],
)
def test_what_was_added_is_told_and_the_signatures_keep_their_verdict(
    change: Callable[[], bytes], words: str
) -> None:
    report = vouched(change())
    assert report.verdict is Verdict.INVALID
    (said,) = report.problems
    assert said.startswith(f"{words}\u202f:")
    assert {each.trust for each in report.signatures} == {Trust.TRUSTED}
    assert [(each.faults, each.remarks, each.claimed) for each in report.signatures] == [((), (), NOW)] * 3


@pytest.mark.parametrize("signatures", [2, 1, 0])
def test_a_file_cut_anywhere_is_told_to_be_cut(signatures: int) -> None:
    """In what the signature after ``signatures`` added."""
    ends = [envelopes(grid())[0].start - 3000, *(each.until for each in envelopes(grid()))]
    report = vouched(grid()[: ends[signatures] + 1500])
    assert report.verdict is Verdict.INVALID
    assert report.problems[0].startswith("Le fichier est coupé")
    whole = [each for each in report.signatures if each.valid]
    assert len(whole) == signatures
    assert {each.trust for each in whole} <= {Trust.TRUSTED}


def test_a_file_cut_within_its_last_signature_is_told_to_be_cut() -> None:
    report = vouched(grid()[:-20])
    assert report.problems == ("Le fichier est coupé\u202f: il manque 20 octets à la dernière signature.",)
    *whole, last = report.signatures
    assert [each.trust for each in whole] == [Trust.TRUSTED] * 2
    assert last.trust is Trust.NOT_EXAMINED
    assert last.faults == ("Le fichier est coupé avant la fin de cette signature",)


def test_only_the_signature_that_was_touched_is_damaged() -> None:
    last = envelopes(grid())[-1]
    for place in range(last.start + 100, last.start + 2400, 460):
        changed = bytearray(grid())
        changed[place] = ord("0") if changed[place] != ord("0") else ord("1")
        report = vouched(bytes(changed))
        *whole, third = report.signatures
        assert [(each.faults, each.trust) for each in whole] == [((), Trust.TRUSTED)] * 2
        assert third.faults[0].startswith("La signature elle-même est abîmée"), place
        assert third.trust is Trust.NOT_EXAMINED
        said = "\n".join(check_lines(file_checks("g.pdf", report)))
        assert "Autorité\u202f: non examinée" in said
        assert "à laquelle vous vous fiez" not in said


def test_a_changed_byte_leaves_the_authority_unexamined() -> None:
    changed = bytearray(grid())
    changed[9000] ^= 1
    for report in (vouched(bytes(changed)), checked(bytes(changed))):
        assert {each.trust for each in report.signatures} == {Trust.NOT_EXAMINED}
        assert {each.faults for each in report.signatures} == {
            ("Le document a été modifié dans la partie que cette signature couvre.",)
        }


TWIN = "Même nom, autre empreinte\u202f: le certificat n’est pas délivré par une autorité à laquelle"


@cache
def twin() -> Authority:
    return new_authority("Lycée Jean-Monnet", 2027, "3", now=NOW)


def test_an_authority_of_the_same_name_is_told_to_be_another() -> None:
    report = vouched(signed_by(twin(), joined=True))
    assert report.verdict is Verdict.INVALID
    for each in report.signatures:
        (fault,) = each.faults
        assert fault.startswith(TWIN)
        assert f"Donnée\u202f: empreinte {fingerprint(authority().certificate)}." in fault
        assert f"Dans le fichier\u202f: empreinte {fingerprint(twin().certificate)}." in fault
    head = file_checks("g.pdf", report).head
    assert head.brief == "Ne l’acceptez pas\u202f: même nom, autre empreinte."
    assert any("confirmé l’empreinte de son autorité" in line for line in head.lines)


def test_one_whose_certificate_isnt_in_the_file_has_no_fingerprint_of_its_own() -> None:
    (fault,) = vouched(signed_by(twin())).signatures[0].faults
    assert fault.startswith(TWIN)
    assert fault.endswith("Dans le fichier\u202f: son certificat n’y est pas joint.")


def test_an_authority_of_another_commission_is_named_with_its_commission() -> None:
    other = new_authority("Lycée Jean-Monnet", 2027, "4", now=NOW)
    (fault,) = checked(grid(), other.certificate).signatures[0].faults
    assert "session 2027, commission 3, vous avez donné" in fault
    assert fault.endswith("session 2027, commission 4.")


def test_the_right_authority_at_another_time_is_not_called_a_stranger() -> None:
    late = new_authority("Lycée Jean-Monnet", 2027, "3", now=NOW + timedelta(days=30))
    (fault,) = checked(signed_by(late), late.certificate).signatures[0].faults
    assert fault.startswith(
        "Le certificat donné est celui de l’autorité, mais il n’était pas valable à la date"
    )


def told(report: VerificationReport) -> str:
    return "\n".join(check_lines(file_checks("g.pdf", report)))


def test_the_fingerprint_to_compare_is_the_authoritys() -> None:
    own = fingerprint(authority().certificate)
    joined = checked(signed_by(authority(), joined=True))
    assert told(joined).count(f"autorité interne du fichier, empreinte {own}") == 3
    alone = checked(grid())
    assert "Autorité non fournie\u202f: son certificat n’est pas dans ce fichier" in told(alone)
    for report in (joined, alone):
        assert not any(each.fingerprint in told(report) for each in report.signatures)
    assert vouched(signed_by(authority(), joined=True)).verdict is Verdict.VALID
    assert told(vouched(grid())).count(own) == 3


def test_whose_grid_it_claims_to_be_is_told_and_not_as_proven() -> None:
    for pdf in (grid() + b"\n", grid()[:-20], grid()[:9000] + b"x" + grid()[9001:]):
        said = told(vouched(pdf))
        assert "D’après le fichier, sans que rien le prouve\u202f: " in said
        assert "DURAND Élodie" in said
    assert "D’après" not in told(vouched(grid()))
    assert "D’après" not in told(vouched(grid().replace(b"/Title (", b"/Titel (")))


def test_the_row_of_a_file_says_whose_it_is_or_why_not() -> None:
    assert file_checks("BENALI E6.pdf", vouched(grid())).head.brief.startswith("DURAND Élodie · ")
    brief = file_checks("g.pdf", vouched(updated(written_on))).head.brief
    assert brief == "Ne l’acceptez pas\u202f: la page a été changée après signature."


def test_nothing_attests_an_original_on_paper() -> None:
    head = file_checks("g.pdf", vouched(grid()[: envelopes(grid())[1].until])).head
    assert head.state == "incomplète"
    assert "Rien n’y dit pourquoi" in " ".join(head.lines)


def test_an_ordinary_pdf_is_no_grid_and_a_stripped_grid_is_one() -> None:
    kept = BytesIO()
    canvas = Canvas(kept)
    canvas.setTitle("Menu de la cantine")
    canvas.drawString(100, 100, "Carottes")
    canvas.save()
    report = checked(kept.getvalue())
    assert report.verdict is Verdict.FOREIGN
    assert told(report).startswith("g.pdf\u202f: pas une grille signée de ce programme\n")
    bare = checked(usual()[: usual().index(b"%%EOF") + 6])
    assert bare.verdict is Verdict.INVALID
    assert "dont les signatures ont été ôtées" in told(bare)
    assert "DURAND Élodie" in told(bare)
