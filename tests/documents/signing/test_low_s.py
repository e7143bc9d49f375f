"""One form for each ECDSA signature."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from btstc_jury.documents.signing.identity import is_low, lowered

CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)


@pytest.mark.parametrize("curve", CURVES)
def test_the_lower_form_is_still_a_signature(curve: type[ec.EllipticCurve]) -> None:
    key = ec.generate_private_key(curve())
    high = 0
    for number in range(40):
        content = str(number).encode()
        made = key.sign(content, ec.ECDSA(hashes.SHA256()))
        low = lowered(made, key.key_size)
        high += low != made
        assert is_low(low, key.key_size)
        assert is_low(made, key.key_size) == (low == made)
        key.public_key().verify(low, content, ec.ECDSA(hashes.SHA256()))
    assert 0 < high < 40


def test_another_curve_is_not_known() -> None:
    with pytest.raises(KeyError):
        lowered(bytes.fromhex("3006020101020101"), 192)
