"""How the parts of the verification say what they find."""

from __future__ import annotations


class Fault(Exception):
    """Why a signature or the document isn't valid: French, to stand as a line of the report."""


class Unreadable(Fault):
    """The file can't be examined at all."""
