"""Two texts of a change compared by words: what went, what came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_SAID, _MOST_SAID = 40, 8
"""Characters of a change, and how many of them, that are said in words."""
_SIGNS = " ,;"
_LONGEST = 2_000
"""Words of a side beyond which it is shown as changed as a whole: comparing takes the square of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """``changed``: on the left it went, on the right it came."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Joined, the pieces of a side are its text."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def told(self) -> str:
        """For who doesn't see how words are marked."""
        gone, come = (_said(side) for side in (self.before, self.after))
        parts = (f"retiré\u202f: {gone}" if gone else "", f"ajouté\u202f: {come}" if come else "")
        return "\u202f; ".join(filter(None, parts)) or "aucune différence"


def compared(before: str, after: str) -> Compared:
    """By words and signs, the air between two changed words being part of the change."""
    left, right = _WORD.findall(before), _WORD.findall(after)
    if max(len(left), len(right)) > _LONGEST:
        same = before == after
        return Compared((Piece(before, not same),), (Piece(after, not same),))
    gone: list[Piece] = []
    come: list[Piece] = []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for kind, from_left, to_left, from_right, to_right in matcher.get_opcodes():
        changed = kind != "equal"
        _add(gone, "".join(left[from_left:to_left]), changed=changed)
        _add(come, "".join(right[from_right:to_right]), changed=changed)
    return Compared(tuple(gone), tuple(come))


def _add(pieces: list[Piece], text: str, *, changed: bool) -> None:
    """Blanks between two changed words don't part them."""
    if not text:
        return
    if not changed and not text.strip() and pieces and pieces[-1].changed:
        changed = True
    if pieces and pieces[-1].changed is changed:
        pieces[-1] = Piece(pieces[-1].text + text, changed)
    else:
        pieces.append(Piece(text, changed))


def _said(pieces: tuple[Piece, ...]) -> str:
    said = (" ".join(each.text.split()) for each in pieces if each.changed)
    # « professionnel, » as « professionnel »: a comma parts what is said.
    texts = [each.strip(_SIGNS) or each for each in said if each]
    told = [each if len(each) <= _SAID else f"{each[: _SAID - 1]}…" for each in texts[:_MOST_SAID]]
    return ", ".join([*told, "…"] if len(texts) > _MOST_SAID else told)
