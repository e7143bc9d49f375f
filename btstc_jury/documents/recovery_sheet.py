"""A key or a fingerprint on one A4 page, group by group, to be copied or compared without a mistake."""

from __future__ import annotations

from btstc_jury.application.views.centre.sending import SealedPages
from btstc_jury.application.views.passphrase import RecoverySheet
from btstc_jury.documents.document import bound, printed
from btstc_jury.documents.sheet import FULL, HAIR, LEFT, RIGHT, THICK, Sheet
from btstc_jury.documents.typesetting import Face, Style, texts

_TITLE = Style(Face.BOLD, 24.0, 30.0)
_NAME = Style(Face.BOLD, 13.0, 17.0)
_WORDS = Style(Face.REGULAR, 11.0, 15.5)
_NUMBER = Style(Face.REGULAR, 9.0, 12.0, 0.35)
_GROUP = Style(Face.BOLD, 19.0, 24.0)
_TOP = 64.0
_COLUMNS, _FEW = (5, 4), 6
_CELL = 48.0
_LONGEST = 6
"""Lines of a file name at most."""


def recovery_pdf(view: RecoverySheet) -> bytes:
    return printed(view, _one)


def _one(view: RecoverySheet) -> bytes:
    return bound([_page(view)], f"{view.title} · {view.file}", view.session, "fr-FR")


def sealed_pdf(view: SealedPages) -> bytes:
    """A page for each commission, to be parted."""
    title, session = "Phrases de passe des commissions", view.sheets[0].session
    return printed(view, lambda view: bound([*map(_page, view.sheets)], title, session, "fr-FR"))


def _page(view: RecoverySheet) -> Sheet:
    sheet = Sheet()
    top = _words(sheet, _TOP, view.title, _TITLE)
    sheet.rule(LEFT, top + 4, FULL, THICK)
    top = _words(sheet, top + 18, view.file, _NAME, _LONGEST)
    top = _words(sheet, top, view.session, _WORDS, 3)
    if view.made:
        top = _words(sheet, top, f"Page faite le {view.made}", _WORDS)
    top = _words(sheet, top + 16, view.purpose, _WORDS)
    top = _key(sheet, top + 22, view.groups)
    sheet.rule(LEFT, top + 22, FULL, HAIR)
    top += 34
    for rule in view.rules:
        sheet.words(LEFT, _WORDS.baseline(top), "–", _WORDS)
        top = _words(sheet, top, rule, _WORDS, left=LEFT + 14) + 6
    return sheet


def _words(
    sheet: Sheet, top: float, text: str, style: Style, most: int | None = None, left: float = LEFT
) -> float:
    """Write, and tell where what follows begins."""
    lines = texts(text, style, RIGHT - left)[:most]
    return sheet.lines(left, top, lines, style)


def _key(sheet: Sheet, top: float, groups: tuple[str, ...]) -> float:
    """The groups in rows, each under its number."""
    # In even rows, so that none stands alone.
    few, even = -(-len(groups) // 2), (each for each in _COLUMNS if len(groups) % each == 0)
    columns = few if len(groups) <= _FEW else next(even, _COLUMNS[0])
    rows = -(-len(groups) // columns)
    sheet.frame(LEFT, top, FULL, rows * _CELL + 6)
    width = FULL / columns
    for place, group in enumerate(groups):
        row, column = divmod(place, columns)
        middle = LEFT + (column + 0.5) * width
        above = top + 10 + row * _CELL
        sheet.words_centred(middle, _NUMBER.baseline(above), str(place + 1), _NUMBER)
        sheet.words_centred(middle, _GROUP.baseline(above + _NUMBER.leading), group, _GROUP)
    return top + rows * _CELL + 6
