"""Signing step by step: what is asked, what is made, what is kept."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.pins import Warrant, choose_pin, may_choose_again, renew_pin
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.signing import (
    SigningOutcome,
    SigningProblem,
    SigningWish,
    UnusableIdentity,
    WrongPin,
    begin,
    carry_out,
    record,
)
from btstc_jury.application.verification import Verdict
from btstc_jury.application.views.signing import signing_view, voided_words
from btstc_jury.documents.signing.tools import PdfSigningTools
from btstc_jury.documents.signing.verification.verify import verify_pdf
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.refusals import Refusal
from btstc_jury.domain.signing import Means
from btstc_jury.domain.standing import Stage
from btstc_jury.exchange.evaluation_json import decode_evaluation
from tests.application.offices import bring, complete, memory_of, plan
from tests.documents.reading import flattened, glyphs
from tests.documents.signing.signers import own_identity
from tests.signed_file import READ, TOOLS, evaluate


@pytest.fixture
def settled(office: Office) -> Office:
    bring(office, 1, Stage.FINALISED)
    for juror in office.oral(1).jurors:
        choose_pin(office, juror.key, f"code {juror.key}")
    return office


def made(office: Office, juror: str, tools: PdfSigningTools = TOOLS, **wish: str) -> SigningOutcome:
    asked = SigningWish(juror, Means.INTERNAL, secret=wish.get("secret", f"code {juror}"))
    return carry_out(begin(office, 1, asked, evaluate), tools)


def test_the_document_is_made_once_and_grows_with_each_signature(settled: Office) -> None:
    proofs = memory_of(settled).proofs
    keys = [juror.key for juror in settled.oral(1).jurors]
    contents = []
    for count, key in enumerate(keys, start=1):
        outcome = made(settled, key)
        assert len(outcome.documents) == (2 if count == 1 else 1)
        record(settled, outcome)
        kept = proofs.document(1, 1)
        assert kept is not None
        assert kept.revision == count
        contents.append(kept.content)
        signature = settled.oral(1).proof.signatures[-1]
        assert signature.document == hashlib.sha256(kept.content).hexdigest()
        identity = proofs.identity(key)
        assert identity is not None
        assert signature.certificate == hashlib.sha256(identity.certificate).hexdigest()
    assert all(after.startswith(before) for before, after in pairwise(contents))
    assert settled.oral(1).signed


def test_an_identity_serves_again_and_the_authority_is_made_once(settled: Office) -> None:
    record(settled, made(settled, "a"))
    authority = memory_of(settled).proofs.authority()
    bring(settled, plan(settled, "Petit"), Stage.FINALISED)
    asked = SigningWish("a", Means.INTERNAL, secret="code a")
    outcome = carry_out(begin(settled, 2, asked, evaluate), TOOLS)
    assert (outcome.authority, outcome.identity) == (None, None)
    record(settled, outcome)
    assert memory_of(settled).proofs.authority() == authority


def test_another_pin_gets_another_identity(settled: Office) -> None:
    record(settled, made(settled, "a"))
    bring(settled, plan(settled, "Petit"), Stage.FINALISED)
    renew_pin(settled, 1, "a", "nouveau", Warrant(reason="oubli"))
    asked = SigningWish("a", Means.INTERNAL, secret="nouveau")
    assert carry_out(begin(settled, 2, asked, evaluate), TOOLS).identity is not None


def test_a_new_code_after_the_first_signature_is_told_by_the_signature(settled: Office) -> None:
    """The pages are bound by then."""
    record(settled, made(settled, "a"))
    renew_pin(settled, 1, "b", "nouveau", Warrant("a", "code a"))
    renew_pin(settled, 1, "c", "nouveau", Warrant(reason="seul devant l’écran"))
    for key in ("b", "c"):
        record(settled, made(settled, key, secret="nouveau"))
    kept = memory_of(settled).proofs.document(1, 1)
    assert kept is not None
    shown = "".join(each.character for each in glyphs(flattened(kept.content)))
    assert "nouveaucode,attestéparCamilleFictif" in shown
    assert "nouveaucode,nonattesté:seuldevantl’écran" in shown
    assert verify_pdf(kept.content, read_data=decode_evaluation).verdict is not Verdict.INVALID


def test_who_left_signs_no_more_and_the_places_are_those_of_who_stays(office: Office) -> None:
    bring(office, 1, Stage.RUNNING)
    office.act(1, ev.JurorLeft("a", "malaise"))
    office.act(1, ev.Ended())
    complete(office, 1)
    office.act(1, ev.Finalised())
    with pytest.raises(Refusal):
        made(office, "a")
    for key in ("b", "c"):
        choose_pin(office, key, f"code {key}")
        record(office, made(office, key))
    assert office.oral(1).signed
    kept = memory_of(office).proofs.document(1, 1)
    assert kept is not None
    report = verify_pdf(kept.content, read_data=decode_evaluation)
    assert [each.valid for each in report.signatures] == [True, True]
    assert report.verdict is not Verdict.INVALID


def test_wrong_pins_at_signing_are_slowed(settled: Office) -> None:
    for _ in range(2):
        with pytest.raises(WrongPin, match="de nouveau"):
            made(settled, "a", secret="faux")
    with pytest.raises(WrongPin, match="attendez encore 5 s"):
        made(settled, "a", secret="faux")
    with pytest.raises(WrongPin, match="attendez"):
        made(settled, "a")
    made(settled, "b")


def test_a_wrong_pin_signs_nothing(settled: Office) -> None:
    with pytest.raises(WrongPin):
        made(settled, "a", secret="code b")
    with pytest.raises(WrongPin):
        begin(settled, 1, SigningWish("a", Means.PAPER), evaluate)


def test_one_signs_once_a_settled_grid_of_a_file_that_can_be_written(settled: Office) -> None:
    record(settled, made(settled, "a"))
    with pytest.raises(Refusal):
        made(settled, "a")
    memory_of(settled).read_only = "busy"
    with pytest.raises(ReadOnlyFile):
        made(settled, "b")


def test_a_grid_reopened_meanwhile_is_not_signed(settled: Office) -> None:
    outcome = made(settled, "a")
    settled.act(1, ev.Reopened("erreur"))
    with pytest.raises(Refusal):
        record(settled, outcome)
    settled.act(1, ev.Finalised())
    with pytest.raises(SigningProblem, match="a changé pendant la signature"):
        record(settled, outcome)
    assert not settled.oral(1).proof.signatures


def test_a_second_first_signature_is_told(settled: Office) -> None:
    first, second = made(settled, "a"), made(settled, "b")
    record(settled, first)
    with pytest.raises(SigningProblem):
        record(settled, second)


def test_a_failing_disk_keeps_no_signature(settled: Office) -> None:
    outcome = made(settled, "a")
    memory_of(settled).failure = ProblemKind.DISK_FULL
    with pytest.raises(FileProblem):
        record(settled, outcome)
    memory_of(settled).failure = None
    assert not settled.oral(1).proof.signatures
    assert memory_of(settled).proofs.document(1, 1) is None
    record(settled, outcome)


def test_a_signature_is_not_undone(settled: Office) -> None:
    record(settled, made(settled, "a"))
    with pytest.raises(Refusal):
        settled.act(1, do.Undo())


def test_a_seal_that_has_no_place_on_the_page_is_told(settled: Office) -> None:
    record(settled, made(settled, "a"))
    record(settled, made(settled, "b"))
    tools = PdfSigningTools(READ, seal_file=lambda: own_identity().pkcs12("sceau"))
    asked = SigningWish("c", Means.PAPER, secret="code c", seal="sceau")
    with pytest.raises(UnusableIdentity, match="pas de place pour le sceau"):
        carry_out(begin(settled, 1, asked, evaluate), tools)


def test_a_timestamp_authority_that_cannot_be_used_is_told_and_nothing_is_signed(settled: Office) -> None:
    with pytest.raises(SigningProblem, match="horodatage"):
        made(settled, "a", PdfSigningTools(READ, timestamp_url="ftp://horodatage.example"))
    assert not settled.oral(1).proof.signatures


def test_a_pin_that_guards_a_hidden_opinion_is_not_replaced(settled: Office) -> None:
    number = plan(settled, "Petit")
    settled.act(number, ev.ModeChosen(OpinionMode.SEPARATE))
    bring(settled, number, Stage.RUNNING)
    assert may_choose_again(settled, "a")
    settled.act(number, ev.OpinionRated("a", 1, "S"))
    assert not may_choose_again(settled, "a")
    assert may_choose_again(settled, "b")


def test_the_view_tells_who_signed_and_what_was_voided(settled: Office) -> None:
    assert signing_view(settled, 1).words == "À signer par 3 membres"
    record(settled, made(settled, "a"))
    view = signing_view(settled, 1)
    assert (view.words, view.begun, len(view.due)) == ("Signatures\u202f: 1 sur 3", True, 2)
    assert view.lines[0].state.startswith("signé le 01/06/2026 à ")
    assert voided_words(settled.oral(1)).startswith("Rouvrir annule la signature de la version 1.")
    settled.act(1, ev.Reopened("erreur"))
    view = signing_view(settled, 1)
    assert (view.settled, view.lines, view.words) == (False, (), "")
    assert [each.words for each in view.former] == ["Version 1, signée par 1 sur 3, annulée\u202f: erreur"]
    assert voided_words(settled.oral(1)) == ""
