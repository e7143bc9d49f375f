"""What opens an encrypted exam file: its passphrase, or its recovery key, which can be copied by hand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FileKey:
    """Either a passphrase or the raw key that a recovery key spells; neither is ever shown.

    ``raw`` is empty for a passphrase.
    """

    passphrase: str = ""
    raw: bytes = b""

    def __repr__(self) -> str:
        return "FileKey(…)"

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("a key is not written anywhere")


def passphrase_key(text: str) -> FileKey:
    """The same letters typed on another machine give the same key (NFC). Raises ``ValueError`` when empty."""
    if not text:
        raise ValueError("an empty passphrase")
    return FileKey(unicodedata.normalize("NFC", text))


def recovery_key(text: str) -> FileKey:
    """Raises ``Mistyped``."""
    return FileKey(raw=read_recovery_key(text))


def typed_key(text: str) -> FileKey:
    """What was typed where either is accepted. Raises ``Mistyped``, or ``ValueError`` when
    empty.
    """
    return recovery_key(text) if looks_like_recovery_key(text) else passphrase_key(text)


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


def write_recovery_key(raw: bytes) -> str:
    """``raw``: 32 bytes."""
    number = int.from_bytes(raw, "big") << _SPARE
    count = _GROUPS * _DATA
    digits = [number >> 5 * (count - 1 - place) & 31 for place in range(count)]
    groups = [digits[place : place + _DATA] for place in range(0, count, _DATA)]
    return "-".join(
        "".join(_ALPHABET[digit] for digit in (*group, _check(index, group)))
        for index, group in enumerate(groups)
    )


def read_recovery_key(text: str) -> bytes:
    """Spaces, hyphens and case don't matter, nor O for 0, I or L for 1. Raises ``Mistyped``."""
    letters = _bare(text)
    if len(letters) != _LENGTH:
        raise Mistyped(None)
    number = 0
    for index in range(_GROUPS):
        digits = _digits(letters, index)
        if not _right(index, digits):
            raise Mistyped(index + 1)
        for digit in digits[:_DATA]:
            number = number << 5 | digit
    if number & (1 << _SPARE) - 1:
        raise Mistyped(_GROUPS)
    return (number >> _SPARE).to_bytes(_BYTES, "big")


def first_wrong_group(text: str) -> int | None:
    """Of a key that is being typed, the first whole group that can't be right, from 1."""
    letters = _bare(text)
    for index in range(min(len(letters) // (_DATA + 1), _GROUPS)):
        if not _right(index, _digits(letters, index)):
            return index + 1
    return None


def looks_like_recovery_key(text: str) -> bool:
    """Whether somebody meant to type a recovery key, rightly or not, rather than a passphrase."""
    groups = [group for group in _BETWEEN.split(text.strip().upper().translate(_READ_AS)) if group]
    plain = "".join(groups)
    if any(letter not in _ALPHABET for letter in plain):
        return False
    of_five = sum(len(group) == _DATA + 1 for group in groups)
    return len(plain) == _LENGTH or of_five >= _GROUPS - 2


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text).upper().translate(_READ_AS)


def _digits(letters: str, index: int) -> list[int]:
    return [_ALPHABET.find(each) for each in letters[index * (_DATA + 1) : (index + 1) * (_DATA + 1)]]


def _right(index: int, digits: list[int]) -> bool:
    return -1 not in digits and _check(index, digits[:_DATA]) == digits[_DATA]


def _check(index: int, digits: list[int]) -> int:
    """In the field of 32 elements: a digit replaced, or two exchanged, always changes it."""
    sum_ = index
    for digit in digits:
        sum_ = _double(sum_ ^ digit)
    return sum_


def _double(element: int) -> int:
    return (element << 1 ^ (0b100101 if element & 16 else 0)) & 31
