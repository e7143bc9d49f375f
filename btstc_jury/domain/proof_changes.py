"""What each event changes in the proof of a settled proposal."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from btstc_jury.domain.proof_events import GridSigned, JuryDecided, NotesErased, ProofEvent
from btstc_jury.domain.signing import Proof, SignedVersion


def change_proof(proof: Proof, event: ProofEvent) -> Proof:
    """The proof after one more event."""
    match event:
        case GridSigned(signature):
            return replace(proof, signatures=(*proof.signatures, signature))
        case NotesErased():
            return replace(proof, notes_erased=True)
        case JuryDecided(decision):
            return replace(proof, decision=decision)
        case _:
            assert_never(event)


def voided(proof: Proof, version: int, reason: str) -> Proof:
    """Once the version is reopened: its signatures are void, and so is what the jury decided on it."""
    former = proof.former
    if proof.signatures:
        former = (*former, SignedVersion(version, proof.signatures, reason))
    return replace(proof, signatures=(), former=former, decision=None)
