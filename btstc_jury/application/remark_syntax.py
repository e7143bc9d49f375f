"""What a juror types in the remark field, and what it means.

``+``, ``-``, ``?`` then text: strength, weakness, question. ``#13 text``: linked to criterion 13.
``#13=S text`` (or ``=3``): rates it as well; without text it only rates.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.form import NOT_ASSESSED, Criterion, Form
from btstc_jury.domain.refusals import Reason, Refusal

_SIGNS = {"+": Sign.STRENGTH, "-": Sign.WEAKNESS, "\u2212": Sign.WEAKNESS, "–": Sign.WEAKNESS}
_SIGN = re.compile(r"(?:([+\-\u2212–])(?=[\s#]|$)|(\?))\s*")
_LINK = re.compile(r"#(\d{1,3})(?:=(\w{1,3}))?(?=\s|$)\s*")
_BEGUN = re.compile(r"^\s*(?:[+\-\u2212–?]\s*)?#([\w’' ]{0,40})$")
"""A link being typed: only where ``parse`` would read one, not within a sentence."""
_WORDS = re.compile(r"\w+")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Typed:
    """``content.text`` may be empty when only a level is given. ``level``: letters of the form."""

    content: RemarkText
    level: str | None


def parse(text: str, form: Form, author: str | None = None) -> Typed:
    """Read a whole line. Raises ``Refusal`` for a criterion or a level that the form doesn't have."""
    rest, sign = _take_sign(text.strip(), Sign.NONE)
    criterion: int | None = None
    level: str | None = None
    link = _LINK.match(rest)
    if link:
        criterion = int(link[1])
        if form.criterion(criterion) is None:
            raise Refusal(Reason.UNKNOWN_CRITERION, link[1])
        level = _level(link[2], form) if link[2] else None
        rest, sign = _take_sign(rest[link.end() :], sign)
    return Typed(RemarkText(rest.strip(), sign, criterion, author), level)


def write(content: RemarkText) -> str:
    """The line that ``parse`` reads as this remark (a level is not part of a remark)."""
    sign = f"{content.sign} " if content.sign else ""
    link = f"#{content.criterion} " if content.criterion is not None else ""
    return f"{sign}{link}{content.text}"


def turned(text: str) -> str:
    """The same line as a question, in place of another sign; a question becomes a plain note again."""
    rest, sign = _take_sign(text.lstrip(), Sign.NONE)
    return rest if sign is Sign.QUESTION else f"{Sign.QUESTION} {rest}"


def is_question(text: str) -> bool:
    """Whether the line as typed so far is a question."""
    return text.lstrip().startswith(Sign.QUESTION)


def proposals(text_before_cursor: str, form: Form) -> tuple[Criterion, ...]:
    """Criteria that what follows the leading ``#`` may mean: by number, or by the beginning of words."""
    begun = _BEGUN.search(text_before_cursor)
    if not begun:
        return ()
    typed = begun[1].strip()
    if not typed:
        return form.criteria
    if typed.isdigit():
        return tuple(each for each in form.criteria if str(each.number).startswith(typed))
    if begun[1][:1].isdigit():
        return ()
    wanted = [_plain(word) for word in _WORDS.findall(typed)]
    return tuple(each for each in form.criteria if _matches(each, wanted))


def complete(text_before_cursor: str, criterion: Criterion) -> str:
    """What was typed, with the criterion's number in place of what followed the leading ``#``."""
    begun = _BEGUN.search(text_before_cursor)
    head = text_before_cursor[: begun.start(1) - 1] if begun else text_before_cursor
    return f"{head}#{criterion.number} "


def _take_sign(text: str, known: Sign) -> tuple[str, Sign]:
    found = _SIGN.match(text)
    if not found or known is not Sign.NONE:
        return text, known
    sign = Sign.QUESTION if found[2] else _SIGNS[found[1]]
    return text[found.end() :], sign


def _level(typed: str, form: Form) -> str:
    if typed.isdecimal():
        rank = int(typed)
        if rank == 0:
            return NOT_ASSESSED
        if rank <= len(form.levels):
            return form.levels[rank - 1].letters
    wanted = NOT_ASSESSED if typed.upper() == "N" else typed.upper()
    for letters in form.level_letters:
        if letters.upper() == wanted:
            return letters
    raise Refusal(Reason.UNKNOWN_LEVEL, typed)


def _matches(criterion: Criterion, wanted: list[str]) -> bool:
    words = [_plain(word) for word in _WORDS.findall(criterion.text)]
    return all(any(word.startswith(each) for word in words) and len(each) >= _SHORTEST for each in wanted)


def _plain(text: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
