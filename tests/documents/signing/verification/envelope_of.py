"""Grids with a change at a known place."""

from __future__ import annotations

from btstc_jury.documents.signing.verification.envelope import envelopes


def broken_second(pdf: bytes) -> bytes:
    """One byte of what the second signature added is another."""
    first, second, *_ = envelopes(pdf)
    changed = bytearray(pdf)
    changed[(first.until + second.start) // 2] ^= 1
    return bytes(changed)
