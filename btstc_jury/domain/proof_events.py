"""What can happen to a settled proposal."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.domain.signing import JuryDecision, Signature


@dataclass(frozen=True, slots=True)
class GridSigned:
    signature: Signature


@dataclass(frozen=True, slots=True)
class NotesErased:
    """The commission has its working notes erased; their digests stay in the chain."""


@dataclass(frozen=True, slots=True)
class JuryDecided:
    """The latest replaces the one before."""

    decision: JuryDecision


@dataclass(frozen=True, slots=True)
class Erased:
    """What is left of an event whose content was erased; ``kind``: its name in the journal. Never written."""

    kind: str


ProofEvent = GridSigned | NotesErased | JuryDecided

PROOF_KINDS: dict[str, type[ProofEvent]] = {
    "grid-signed": GridSigned,
    "notes-erased": NotesErased,
    "jury-decided": JuryDecided,
}
"""Names of the kinds in the journal; a name once given is never used for something else."""
