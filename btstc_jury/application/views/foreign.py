"""Text that somebody else wrote: names of certificates, data of a PDF."""

from __future__ import annotations

import unicodedata

_LONGEST = 300
_REPLACED = "\ufffd"
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of what moves a terminal's cursor, starts a line, turns the order of letters or isn't seen."""


def plain(text: str) -> str:
    """On one line of at most 300 characters, with what isn't seen replaced visibly."""
    shown = "".join(_REPLACED if unicodedata.category(each) in _UNSEEN else each for each in text[:_LONGEST])
    return shown if len(text) <= _LONGEST else f"{shown[:-1]}…"


def is_name_of(person: str, certified: str) -> bool:
    """Whether a certificate in the name ``certified`` is this person's: all words of their name, whatever
    the order, case and accents; a certificate may have more given names.
    """
    wanted = _words(person)
    return bool(wanted) and wanted <= _words(certified)


def _words(name: str) -> frozenset[str]:
    flat = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(each if each.isalnum() else " " for each in flat if not unicodedata.combining(each))
    return frozenset(bare.split())
