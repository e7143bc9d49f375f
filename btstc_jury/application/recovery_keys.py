"""The raw key of a file, 32 bytes, as groups of letters and digits that can be copied by hand.

Thirteen groups of five: four characters of the key, then one that checks them and the place of the group.
"""

from __future__ import annotations

import re

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without the letters that are read as a digit or as another letter."""
_READ_AS = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-‐‑–.]+")
_GROUPS = 13
_DATA = 4
_LENGTH = _GROUPS * (_DATA + 1)
_BYTES = 32
_SPARE = _GROUPS * _DATA * 5 - _BYTES * 8


class Mistyped(Exception):
    """``group``: the first that can't be right, from 1; ``None`` where characters are missing or too many."""

    def __init__(self, group: int | None) -> None:
        super().__init__(f"group {group}" if group else "length")
        self.group = group


def written(raw: bytes) -> str:
    """``raw``: 32 bytes."""
    number = int.from_bytes(raw, "big") << _SPARE
    count = _GROUPS * _DATA
    digits = [number >> 5 * (count - 1 - place) & 31 for place in range(count)]
    groups = [digits[place : place + _DATA] for place in range(0, count, _DATA)]
    return "-".join(
        "".join(_ALPHABET[digit] for digit in (*group, _check(index, group)))
        for index, group in enumerate(groups)
    )


def read(text: str) -> bytes:
    """Spaces, hyphens and case don't matter, nor O for 0, I or L for 1. Raises ``Mistyped``."""
    letters = _bare(text)
    if len(letters) != _LENGTH:
        raise Mistyped(None)
    number = 0
    for index in range(_GROUPS):
        group = letters[index * (_DATA + 1) : (index + 1) * (_DATA + 1)]
        digits = [_ALPHABET.find(letter) for letter in group]
        if -1 in digits or _check(index, digits[:_DATA]) != digits[_DATA]:
            raise Mistyped(index + 1)
        for digit in digits[:_DATA]:
            number = number << 5 | digit
    if number & (1 << _SPARE) - 1:
        raise Mistyped(_GROUPS)
    return (number >> _SPARE).to_bytes(_BYTES, "big")


def looks_like_one(text: str) -> bool:
    """Whether somebody meant to type a recovery key, rightly or not, rather than a passphrase."""
    groups = [group for group in _BETWEEN.split(text.strip().upper().translate(_READ_AS)) if group]
    plain = "".join(groups)
    if any(letter not in _ALPHABET for letter in plain):
        return False
    of_five = sum(len(group) == _DATA + 1 for group in groups)
    return len(plain) == _LENGTH or of_five >= _GROUPS - 2


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text).upper().translate(_READ_AS)


def _check(index: int, digits: list[int]) -> int:
    """In the field of 32 elements: a digit replaced, or two exchanged, always changes it."""
    sum_ = index
    for digit in digits:
        sum_ = _double(sum_ ^ digit)
    return sum_


def _double(element: int) -> int:
    return (element << 1 ^ (0b100101 if element & 16 else 0)) & 31
