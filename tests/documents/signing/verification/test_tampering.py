"""Signed grids that somebody changed: each change is refused, and told."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from btstc_jury.application.verification import Verdict
from btstc_jury.documents.signing import sign as signing
from btstc_jury.documents.signing.sign import Update
from btstc_jury.documents.signing.verification.envelope import Fault, envelopes
from btstc_jury.documents.signing.verification.message import check_signature, read_message
from tests.documents.signing.verification.grids import evaluation, ready, signed, usual
from tests.documents.signing.verification.grids import vouched as checked
from tests.drawn import examples

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256."""
MODIFIED = "Le document a été modifié dans la partie que cette signature couvre."


def with_byte(pdf: bytes, place: int, change: int = 1) -> bytes:
    changed = bytearray(pdf)
    changed[place] ^= change
    return bytes(changed)


@pytest.mark.usefixtures("each_signature_once")
def test_each_byte_of_the_last_signature_counts() -> None:
    last = envelopes(usual())[-1]
    accepted = [
        place
        for place in range(last.start, last.end)
        if checked(with_byte(usual(), place)).verdict is Verdict.VALID
    ]
    assert accepted == []


@pytest.mark.usefixtures("each_signature_once")
def test_each_byte_around_the_last_signature_counts() -> None:
    last = envelopes(usual())[-1]
    around = chain(range(last.start - 40, last.start), range(last.end, len(usual())))
    assert [place for place in around if checked(with_byte(usual(), place)).verdict is Verdict.VALID] == []


def test_bytes_anywhere_count() -> None:
    dice = random.Random(20270518)
    for _ in range(500):
        place, change = dice.randrange(len(usual())), dice.randrange(1, 256)
        assert checked(with_byte(usual(), place, change)).verdict is not Verdict.VALID, (place, change)


def test_what_broke_is_told() -> None:
    """A change in what the second signature added: the first still holds."""
    first, second, _ = envelopes(usual())
    report = checked(with_byte(usual(), (first.until + second.start) // 2))
    assert [each.faults for each in report.signatures] == [(), (MODIFIED,), (MODIFIED,)]
    early = checked(with_byte(usual(), 1000))
    assert [each.faults for each in early.signatures] == [(MODIFIED,)] * 3


def test_a_capital_letter_for_a_small_one_counts() -> None:
    last = envelopes(usual())[-1]
    place = last.start + re.search(rb"[A-F]", last.digits).start() + 1  # type: ignore[union-attr]
    report = checked(with_byte(usual(), place, 0x20))
    assert report.verdict is Verdict.INVALID
    assert "n’est pas écrite comme le programme l’écrit" in report.signatures[-1].faults[0]


def test_the_other_form_of_the_same_signature_is_refused() -> None:
    """ECDSA takes (r, n - s) for (r, s): somebody could write it without the key."""
    last = envelopes(usual())[-1]
    message = read_message(last.digits)
    r, s = decode_dss_signature(message.signature)
    other = encode_dss_signature(r, ORDER - s)
    check_signature(message.signer, other, message.attributes, hashes.SHA256())
    with pytest.raises(Fault, match="abîmée"):
        replace(message, signature=other).check_key()
    message.check_key()


@pytest.mark.parametrize("left", [1, 2, 100, 1000, 5000])
def test_the_end_cut_off_is_noticed(left: int) -> None:
    assert checked(usual()[:-left]).verdict is not Verdict.VALID


def test_the_last_signature_cut_off_leaves_its_place_empty() -> None:
    report = checked(usual()[: envelopes(usual())[1].until])
    assert report.verdict is Verdict.INCOMPLETE
    assert report.missing == ("Signature 3",)


@pytest.mark.parametrize("added", [b"\n", b" ", b"%", b"\0" * 4000, b"%%EOF\n"])
def test_bytes_added_at_the_end_are_noticed(added: bytes) -> None:
    report = checked(usual() + added)
    assert report.verdict is Verdict.INVALID
    size = f"{len(added)} octet{'s' if len(added) > 1 else ''}"
    assert f"ajoutés après la dernière signature\u202f: {size} à la fin" in report.problems[0]


def test_bytes_added_before_are_noticed() -> None:
    assert checked(b"\n" + usual()).verdict is Verdict.UNREADABLE
    assert checked(usual()[:9] + b"%\n" + usual()[9:]).verdict is Verdict.INVALID


def test_text_added_by_an_update_is_noticed() -> None:
    writer = IncrementalPdfFileWriter(BytesIO(usual()))
    stream = generic.StreamObject(stream_data=b"BT /F1+0 40 Tf 200 200 Td (20/20) Tj ET")
    writer.add_stream_to_page(0, writer.add_object(stream))
    output = BytesIO()
    writer.write(output)
    report = checked(output.getvalue())
    assert report.verdict is Verdict.INVALID
    assert "changée après signature" in report.problems[0]
    assert all(each.valid for each in report.signatures)


def between(change: str) -> bytes:
    """A document that somebody changed by an update after the first signature; the others then signed."""
    writer = IncrementalPdfFileWriter(BytesIO(signed(ready(evaluation()), (1,))))
    if change == "text":
        stream = generic.StreamObject(stream_data=b"0 0 300 300 re f")
        writer.add_stream_to_page(0, writer.add_object(stream))
    elif change == "field":
        append_signature_field(writer, SigFieldSpec("signature-4", on_page=0, box=(10, 10, 90, 40)))
    elif change == "moved":
        field = writer.root["/AcroForm"]["/Fields"][1]
        field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (300, 300, 400, 350)))
        writer.update_container(field)
    elif change == "orphan":
        writer.add_object(generic.DictionaryObject({generic.NameObject("/Secret"): generic.NullObject()}))
    else:
        writer.root["/OpenAction"] = generic.NullObject()
        writer.update_root()
    output = BytesIO()
    writer.write(output)
    return signed(output.getvalue(), (2, 3))


@pytest.mark.parametrize("change", ["text", "field", "moved", "orphan", "action"])
def test_a_change_between_two_signatures_is_noticed(change: str) -> None:
    report = checked(between(change))
    assert report.verdict is Verdict.INVALID
    assert report.problems != ()


def with_the_second(change: Callable[[Update], None]) -> bytes:
    """The second member's own update changes something else besides signing."""
    first = signed(ready(evaluation()), (1,))

    class Changing(Update):
        def __init__(self, pdf: bytes) -> None:
            super().__init__(pdf)
            if pdf == first:
                change(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signing, "Update", Changing)
        return signed(first, (2, 3))


def hidden(writer: Update) -> None:
    """A signature that no screen shows."""
    field = writer.root["/AcroForm"]["/Fields"][1]
    field["/F"] = generic.NumberObject(2)
    writer.update_container(field)


def framed(writer: Update) -> None:
    field = writer.root["/AcroForm"]["/Fields"][1]
    field[generic.NameObject("/MK")] = generic.DictionaryObject()
    writer.update_container(field)


def other_version(writer: Update) -> None:
    writer.changed_root()["/Version"] = generic.NameObject("/1.9")


def spoken(writer: Update) -> None:
    """To a reader of the screen."""
    field = writer.root["/AcroForm"]["/Fields"][1]
    field["/TU"] = generic.pdf_string("Note 19,5")
    writer.update_container(field)


@pytest.mark.parametrize("change", [hidden, framed, other_version, spoken])
def test_a_signature_that_brings_something_else_is_noticed(change: Callable[[Update], None]) -> None:
    report = checked(with_the_second(change))
    assert report.verdict is Verdict.INVALID
    assert report.problems == ("La signature n° 2 est accompagnée d’autres changements du document.",)


def before(change: str) -> bytes:
    """A document that somebody changed before anybody signed."""
    writer = IncrementalPdfFileWriter(BytesIO(ready(evaluation())))
    if change == "moved":
        field = writer.root["/AcroForm"]["/Fields"][1]
        field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (300, 300, 400, 350)))
        writer.update_container(field)
    else:
        stream = generic.StreamObject(stream_data=b"0 0 300 300 re f")
        writer.add_stream_to_page(0, writer.add_object(stream))
    output = BytesIO()
    writer.write(output)
    return signed(output.getvalue())


@pytest.mark.parametrize("change", ["moved", "text"])
def test_a_change_before_the_signatures_is_noticed(change: str) -> None:
    assert checked(before(change)).verdict is Verdict.INVALID


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not on this machine")
@pytest.mark.parametrize("options", [["--linearize"], ["--qdf"], ["--object-streams=generate"], []])
def test_a_grid_that_another_tool_rewrote_is_refused(options: list[str], tmp_path: Path) -> None:
    source, out = tmp_path / "grille.pdf", tmp_path / "autre.pdf"
    source.write_bytes(usual())
    subprocess.run(["qpdf", *options, str(source), str(out)], check=True)
    assert checked(out.read_bytes()).verdict is Verdict.INVALID


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not on this machine")
def test_an_encrypted_pdf_is_unreadable(tmp_path: Path) -> None:
    source, out = tmp_path / "grille.pdf", tmp_path / "autre.pdf"
    source.write_bytes(usual())
    command = ["qpdf", "--encrypt", "secret", "secret", "256", "--", str(source), str(out)]
    subprocess.run(command, check=True)
    report = checked(out.read_bytes())
    assert report.verdict is Verdict.UNREADABLE
    assert "mot de passe" in report.problems[0]


def test_a_signature_taken_out_is_noticed() -> None:
    second = envelopes(usual())[1]
    blank = usual()[: second.start + 1] + b"0" * len(second.digits) + usual()[second.end - 1 :]
    report = checked(blank)
    assert report.verdict is Verdict.INVALID
    assert [each.valid for each in report.signatures] == [True, False, False]


def test_a_signature_of_another_grid_doesnt_fit() -> None:
    other = signed(ready(evaluation()))
    mine, theirs = envelopes(usual())[-1], envelopes(other)[-1]
    swapped = (
        usual()[: mine.start + 1] + theirs.digits.ljust(len(mine.digits), b"0") + usual()[mine.end - 1 :]
    )
    assert checked(swapped[: len(usual())]).verdict is Verdict.INVALID


@settings(max_examples=examples(60))
@given(
    st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 3000), st.binary(max_size=40)),
        min_size=1,
        max_size=4,
    )
)
def test_any_mangling_is_refused_without_a_traceback(cuts: list[tuple[int, int, bytes]]) -> None:
    pdf = usual()
    for place, length, put in cuts:
        start = place % (len(pdf) + 1)
        pdf = pdf[:start] + put + pdf[start + length :]
    assert (checked(pdf).verdict is Verdict.VALID) == (pdf == usual())
