"""What opens an encrypted exam file: a passphrase, strong or weak, or a recovery key, copied by hand."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from dataclasses import dataclass
from enum import Enum, StrEnum
from itertools import groupby, pairwise
from math import log2


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


class Grade(Enum):
    TOO_WEAK = 0
    WEAK = 1
    FAIR = 2
    STRONG = 3


class Weakness(StrEnum):
    """Its value is what the screen says of it."""

    SHORT = "Elle est trop courte\u202f: au moins huit caractères."
    COMMON = "Elle contient un mot que tout le monde essaie d’abord."
    REPEATED = "Elle répète le même caractère."
    SEQUENCE = "Elle contient une suite ou une année, faciles à deviner."
    FEW_WORDS = "Ajoutez des mots sans rapport entre eux\u202f: quatre suffisent."


@dataclass(frozen=True, slots=True)
class Strength:
    """``bits``: rounded down; ``weaknesses``: what to do better, the gravest first."""

    grade: Grade
    bits: int
    weaknesses: tuple[Weakness, ...]

    @property
    def accepted(self) -> bool:
        """Whether a file may be made with it."""
        return self.grade is not Grade.TOO_WEAK


_FROM = (30, 42, 54)
"""Bits from which each grade after the first is given."""
_SHORTEST = 8
_COMMON_BITS = 5
_YEAR_BITS = 6
_TELLING = 5
"""Letters from which on a sequence isn't part of a word."""
_RUN_BITS = 0.25
"""Of a character that only goes on with a repetition or a sequence."""
_WORD_BASE, _WORD_LETTER = 6.0, 1.4
"""A word of n letters counts as one of a dictionary: the base and so much for each letter."""
_LETTER, _DIGIT, _OTHER = log2(26), log2(10), 4.5
_NEW_CLASS_BITS = 0.5
_SPACE_BITS = 1.0

_RUNS = re.compile(r"[^\W\d_]+|\d+|[\W_]+")
_YEAR = re.compile(r"(19|20)\d\d")
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SUBSTITUTED = str.maketrans("013457@$!", "oieastasi")

_COMMON = frozenset(
    """
    password passwort motdepasse secret admin administrateur root user invite test essai azerty qwerty
    qwertz bonjour bonsoir salut coucou soleil doudou chouchou loulou nicolas marseille paris france jetaime
    amour chocolat football monkey dragon master letmein welcome iloveyou princess sunshine shadow superman
    batman starwars baseball hello login changeme passe default temporaire provisoire examen examens jury
    jurys oral oraux bts btstc btstcjury commission candidat candidats lycee ecole college professeur prof
    eleve negociation technico commercial technicocommercial session rectorat academie education nationale
    educationnationale juin mai vacances toto tata titi
    """.split()  # noqa: SIM905 - one word a line would be a hundred lines
)


def strength(text: str) -> Strength:
    """How long a passphrase would resist somebody who holds the file and tries.

    An estimate of our own, on the cautious side, in bits of what has to be guessed. Each try costs the
    256 000 rounds of the file's key derivation, about seventeen bits more than are counted here.
    """
    runs = [match.group() for match in _RUNS.finditer(text)]
    found = {weakness for run in runs for weakness in _weaknesses_of(run)}
    bits = sum(map(_bits_of, runs)) + _NEW_CLASS_BITS * max(0, len(runs) - 1)
    if _plain(text) in _COMMON:
        found.add(Weakness.COMMON)
        bits = min(bits, _COMMON_BITS)
    if len(text) < _SHORTEST:
        found.add(Weakness.SHORT)
        bits = min(bits, _FROM[0] - 1)
    grade = Grade(bisect(_FROM, bits))
    if grade is not Grade.STRONG and Weakness.SHORT not in found:
        found.add(Weakness.FEW_WORDS)
    return Strength(grade, int(bits), tuple(each for each in Weakness if each in found))


def _bits_of(run: str) -> float:
    """``run``: letters, digits or other characters, one kind only."""
    if _plain(run) in _COMMON:
        return _COMMON_BITS
    going_on = sum(_going_on(run))
    new = len(run) - going_on
    if run.isdigit():
        return _YEAR_BITS if _YEAR.fullmatch(run) else new * _DIGIT + going_on * _RUN_BITS
    if run.isspace():
        return _SPACE_BITS
    if not run.isalpha():
        return new * _OTHER + going_on * _RUN_BITS
    case = 0.0 if run in {run.lower(), run.upper(), run.capitalize()} else min(4.0, len(run) / 2)
    return min(new * _LETTER, _WORD_BASE + _WORD_LETTER * new) + going_on * _RUN_BITS + case


def _weaknesses_of(run: str) -> set[Weakness]:
    found = set()
    if _plain(run) in _COMMON:
        found.add(Weakness.COMMON)
    going_on = [step for step, on in zip(_steps(run)[1:], _going_on(run)[2:], strict=False) if on]
    if 0 in going_on:
        found.add(Weakness.REPEATED)
    if _YEAR.fullmatch(run) or (any(going_on) and not _within_a_word(run)):
        found.add(Weakness.SEQUENCE)
    return found


def _within_a_word(run: str) -> bool:
    """Whether some keys in a row are all there is of a sequence: « tre » in « quatre », « utre » in
    « loutre ».
    """
    going_on = max((sum(1 for _ in same) for on, same in groupby(_going_on(run)) if on), default=0)
    return run.isalpha() and going_on + 2 < min(len(run), _TELLING)


def _going_on(run: str) -> list[bool]:
    """Of each character, whether it goes on with the step that led from the one before it to the last."""
    steps = _steps(run)
    same = [after is not None and after == before for before, after in pairwise(steps)]
    return [False] * min(2, len(run)) + same


def _steps(run: str) -> list[int | None]:
    return [_step(first, second) for first, second in pairwise(run.lower())]


def _step(first: str, second: str) -> int | None:
    """0 for a repetition, 1 or -1 along the alphabet, the digits or a row of the keyboard."""
    if abs(ord(second) - ord(first)) <= 1:
        return ord(second) - ord(first)
    if any(first + second in row for row in _ROWS):
        return 1
    return -1 if any(second + first in row for row in _ROWS) else None


def _plain(text: str) -> str:
    """Without case, accents, separators, figures in place of letters, nor figures at the end."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(each for each in decomposed if each.isalnum() or each in "@$!")
    return letters.rstrip("0123456789!").translate(_SUBSTITUTED)
