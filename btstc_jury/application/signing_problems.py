"""Why something could not be signed; messages are French and say what to do. Nothing was changed."""

from __future__ import annotations


class SigningProblem(Exception):
    """Base of what may be told to the user."""


class WrongPin(SigningProblem):
    """The PIN or the password does not open the key."""


class UnusableIdentity(SigningProblem):
    """The key or its certificate can't sign: damaged, expired, not meant for it, not accepted."""


class TimestampProblem(SigningProblem):
    """The timestamp authority gave no usable answer; the signature was not made."""
