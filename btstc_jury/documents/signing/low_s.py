"""One form for each ECDSA signature: of the two that any key allows, (r, s) and (r, n - s), the lower."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

_ORDERS = {
    256: 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    384: int(
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973",
        16,
    ),
    521: int(
        "1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA"
        "51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409",
        16,
    ),
}
"""Of the groups of P-256, P-384 and P-521, by the size of their keys in bits."""


def lowered(signature: bytes, key_size: int) -> bytes:
    """The same signature (DER) with the lower ``s``. Raises ``KeyError`` for another curve."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, _ORDERS[key_size] - s))


def is_low(signature: bytes, key_size: int) -> bool:
    """Raises ``KeyError`` for another curve, ``ValueError`` for what is no signature."""
    return lowered(signature, key_size) == signature
