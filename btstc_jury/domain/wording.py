"""What was typed or pasted, as it may be kept: nothing that nobody sees, breaks only where a text has lines.
When two names are the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_BREAKS = re.compile(r"\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters, marks that turn the direction of the writing, letters without width but the joiners."""
_ACTING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of what moves a terminal's cursor, starts a line, turns the order of letters or isn't seen."""
_LONGEST = 300

_HIDDEN = re.compile(rf"{_UNSEEN.pattern}|[\u2028\u2029\u00ad\u200c\u200d]")

_PICTURES = 0x2400
"""From here on, a sign for each control character: ␛ for ESC."""
_BEYOND = "\ufffd"
_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u02b9\u00b4\u0060\u2032", "'"))


def one_line(text: str) -> str:
    """Tabs and line ends are spaces, accents one with their letter; otherwise as typed."""
    return unicodedata.normalize("NFC", _BREAKS.sub(" ", text))


def in_lines(text: str) -> str:
    """The same for a text that may have lines."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def unseen(text: str) -> str:
    """The first character that would be kept unseen, as « U+202E »; "" where all can be seen."""
    found = _UNSEEN.search(text)
    return "" if found is None else f"U+{ord(found[0]):04X}"


def plainly(text: str) -> str:
    """One line that shows what it holds and does nothing: a text that somebody else wrote. Control characters
    become their signs, others that nobody sees « \ufffd ».
    """
    return "".join(map(_visible, text))


def foreign(text: str) -> str:
    """The same of at most 300 characters: a name in a certificate, a value in a PDF."""
    return plainly(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def escaped(text: str, write: Callable[[str], str]) -> str:
    """``text``, already JSON or the like, with each character that nobody sees as ``write`` gives it, which
    puts quotes around it.
    """
    return _HIDDEN.sub(lambda found: write(found[0])[1:-1], text)


def _visible(character: str) -> str:
    if unicodedata.category(character) not in _ACTING:
        return character
    code = ord(character)
    if code < ord(" "):
        return chr(_PICTURES + code)
    return "\u2421" if code == ord("\x7f") else _BEYOND


def parted(text: str) -> str:
    """Text in lower case with its ligatures as two letters, which no form of Unicode parts: for comparing and
    sorting.
    """
    return text.replace("œ", "oe").replace("æ", "ae")


def unaccented(text: str) -> str:
    """Lower case, without accents, ligatures as two letters."""
    letters = unicodedata.normalize("NFD", parted(text.casefold()))
    return "".join(each for each in letters if not unicodedata.combining(each))


def folded(name: str) -> str:
    """Equal for two ways to type the same name: case, spaces, apostrophes and how accents are encoded."""
    composed = unicodedata.normalize("NFC", name.translate(_APOSTROPHES))
    return _SPACES.sub(" ", composed).strip().casefold()


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
