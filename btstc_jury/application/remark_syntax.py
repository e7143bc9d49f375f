"""What a juror types in the remark field, and what it means.

``+``, ``-``, ``?`` then text, with a space or without: strength, weakness, question. ``#13 text``:
linked to criterion 13.
``#13=S text`` (or ``=3``): rates it as well; without text it only rates. ``meant`` understands
the link wherever it stands, and typed without Shift.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from btstc_jury.application.keyboards import DIGIT_SIGNS
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.form import NOT_ASSESSED, Criterion, Form
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.wording import unaccented

_SIGNS = {"+": Sign.STRENGTH, "-": Sign.WEAKNESS, "\u2212": Sign.WEAKNESS, "–": Sign.WEAKNESS}
_SIGN = re.compile(r"(?:([+\-\u2212](?=[^\W\d_])|[+\-\u2212–](?=[\s#]|$))|(\?))\s*")
"""A letter may follow at once, save after « – », which begins what somebody says; a figure makes a number."""
_LINK = re.compile(r"#(\d{1,3})(?:=(\w{1,3}))?(?=\s|$)\s*")
_BEGUN = re.compile(r"^\s*(?:[+\-\u2212–?]\s*)?#([\w’' ]{0,40})$")
"""A link being typed: only where ``parse`` would read one, not within a sentence."""
_WORDS = re.compile(r"\w+")
_SHORTEST = 2

TYPED = (
    ("Entrée", "consigne la remarque"),
    ("+  \u2212  ?", "en tête\u202f: point fort, point à améliorer, question"),
    ("#13", "rattache au critère 13 (ou #mot), où que ce soit"),
    ("#13=S", "évalue le critère 13 en même temps"),
)
"""What the sheet of keys and the memento say of it."""

_ENDS = r"(?=[\s,;.:!?)]|$)"
_SIGN_CLASS = f"[{re.escape(''.join(DIGIT_SIGNS))}]"
_ANYWHERE = re.compile(
    rf"(?<!\S)#(?:\s?(?P<number>[0-9]{{1,3}})|(?P<signs>{_SIGN_CLASS}{{1,3}}))(?P<glued>[^\W\d_]+)?"
    rf"(?P<equals>\s*=\s*(?P<level>[^\s,;.:!?)]*))?{_ENDS}"
)
"""A link in a line; ``glued``: letters right after it."""
_BARE = re.compile(r"(?:[+\-\u2212–?]\s*)?(?P<number>[0-9]{1,3})?\s*(?P<equals>=?)\s*(?P<level>\w{0,3})")
"""A line that is nothing but a number, a level, or both."""
_BARE_START = re.compile(r"[0-9]{1,3}(?:\s?=\s?(?P<level>\w{1,3})|(?P<glued>[A-Z]{1,3}))(?=\s)")
_UNNUMBERED = re.compile(r"(?<!\S)#\s*=")


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


def plain(text: str, author: str | None = None) -> Typed:
    """A line of which nothing but the sign is read: for one that was refused and is kept as it stands."""
    words, sign = _take_sign(text.strip(), Sign.NONE)
    return Typed(RemarkText(words.strip(), sign, None, author), None)


def meant(text: str, form: Form) -> str:
    """The line as ``parse`` reads it, the link in front, from wherever it was typed. Raises ``Refusal`` for
    what looks like a link or a level and isn't: it would be stored as text.
    """
    links = list(_ANYWHERE.finditer(text))
    if not links:
        _refuse_bare(text.strip(), form)
        return text
    numbers = {_number_of(link) for link in links}
    levels = {level for link in links if (level := _level_of(link, form))}
    if len(numbers) > 1 or len(levels) > 1:
        raise Refusal(Reason.SEVERAL_LINKS)
    number = numbers.pop()
    if form.criterion(number) is None:
        raise Refusal(Reason.UNKNOWN_CRITERION, str(number))
    head = _SIGN.match(text.lstrip())
    sign = head[0].strip() if head else ""
    words = text.lstrip()[head.end() if head else 0 :]
    for link in reversed(list(_ANYWHERE.finditer(words))):
        before, after = words[: link.start()].rstrip(), words[link.end() :].lstrip()
        close = not before or after[:1] in {",", ".", ")"}
        words = f"{before}{'' if close else ' '}{after if before else after.lstrip(',;.: ')}".strip()
    if not levels and _is_level(words, form):
        raise Refusal(Reason.UNCLEAR_LEVEL, text.strip())
    level = f"={levels.pop()}" if levels else ""
    return f"{sign} #{number}{level} {words}".strip()


def is_number(text: str) -> bool:
    """Whether this is a number, typed with Shift or without."""
    return text.isdigit() or (bool(text) and all(each in DIGIT_SIGNS for each in text))


def _number_of(link: re.Match[str]) -> int:
    signs = "".join(DIGIT_SIGNS[each] for each in link["signs"] or "")
    return int(link["number"] or signs)


def _level_of(link: re.Match[str], form: Form) -> str:
    """Empty where the link has none. Raises ``Refusal`` for one that the form doesn't have."""
    if link["equals"] is None and not link["glued"]:
        return ""
    typed = (link["glued"] or "") + (link["level"] or "")
    if not typed or (link["glued"] and link["equals"]):
        raise Refusal(Reason.UNKNOWN_LEVEL, typed or "=")
    return _level(DIGIT_SIGNS.get(typed, typed), form)


def _is_level(text: str, form: Form) -> bool:
    return text.upper() in {letters.upper() for letters in form.level_letters}


def _refuse_bare(line: str, form: Form) -> None:
    """A number and a level as the criteria take them, typed here by mistake."""
    if _UNNUMBERED.search(line):
        raise Refusal(Reason.LEVEL_WITHOUT_CRITERION)
    whole = _BARE.fullmatch(line)
    if whole and (whole["number"] or whole["level"]):
        level = whole["level"]
        if (level and _is_level(level, form)) or (not level and whole["number"]) or whole["equals"]:
            raise Refusal(Reason.UNCLEAR_LEVEL, line)
    start = _BARE_START.match(line)
    if start and (start["level"] or _is_level(start["glued"], form)):
        raise Refusal(Reason.UNCLEAR_LEVEL, start[0])


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
    wanted = [unaccented(word) for word in _WORDS.findall(typed)]
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
    words = [unaccented(word) for word in _WORDS.findall(criterion.text)]
    return all(any(word.startswith(each) for word in words) and len(each) >= _SHORTEST for each in wanted)
