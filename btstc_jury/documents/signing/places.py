"""Where one signs on the grid, and what the signature fields are called."""

from __future__ import annotations

ATTACHMENT = "evaluation.json"
SEAL_FIELD = "sceau"


def signature_field(number: int) -> str:
    """Field of the juror whose place is the ``number``-th, from 1."""
    return f"signature-{number}"
