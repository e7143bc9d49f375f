"""A sheet filled in by hand, as it is entered: what stands where, and what a key means."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.criteria import LevelBox, level_boxes
from btstc_jury.application.views.formats import NARROW
from btstc_jury.application.views.juror_sheet import level_keys
from btstc_jury.domain.form import NOT_ASSESSED, Form, MarkRule


@dataclass(frozen=True, slots=True)
class SheetLine:
    """``level``: letters, "" where none is entered."""

    number: int
    text: str
    level: str


@dataclass(frozen=True, slots=True)
class SheetEntryView:
    """Of the juror in turn. ``title``: whose sheet; ``lacking``: what it needs before it can be given, or "";
    ``remarks``: those of this juror, in a few words; ``mark``: « 12,5 », or "".
    """

    title: str
    keys: str
    lines: tuple[SheetLine, ...]
    boxes: tuple[LevelBox, ...]
    mark: str
    mark_caption: str
    mark_rule: MarkRule
    remarks: str
    lacking: str
    given: bool

    def first_empty(self) -> int:
        """Where in the lines to begin; after the last one where none is empty."""
        return next((place for place, line in enumerate(self.lines) if not line.level), len(self.lines))


def sheet_entry_view(office: Office, number: int, juror: str) -> SheetEntryView:
    """``juror``: key of the one in turn."""
    oral = office.oral(number)
    opinion, form = oral.debate.of(juror), oral.form
    name = next((each.name for each in oral.jurors if each.key == juror), "")
    lines = tuple(SheetLine(c.number, c.text, opinion.levels.get(c.number, "")) for c in form.criteria)
    empty = [line.number for line in lines if not line.level]
    lacking = []
    if empty:
        lacking.append(f"{formats.count(len(empty), 'niveau', 'niveaux')} ({formats.some(empty)})")
    if opinion.mark is None:
        lacking.append("la note")
    mine = [each for each in oral.remarks.values() if each.content.author == juror]
    maximum, step = formats.mark(form.mark.maximum), formats.mark(form.mark.step)
    return SheetEntryView(
        title=f"Feuille de {name}",
        keys=level_keys(form),
        lines=lines,
        boxes=level_boxes(form),
        mark=formats.mark(opinion.mark),
        mark_caption=f"Note sur {maximum}, par pas de {step}",
        mark_rule=form.mark,
        remarks=formats.count(len(mine), "remarque de ce membre", "remarques de ce membre") if mine else "",
        lacking=f"Il manque{NARROW}: {' et '.join(lacking)}." if lacking else "",
        given=opinion.given,
    )


@dataclass(frozen=True, slots=True)
class KeyMeaning:
    """``level``: letters of a level that is complete; ``pending``: what waits for another letter; neither for
    what is no level.
    """

    level: str = ""
    pending: str = ""


def read_key(form: Form, pending: str, typed: str) -> KeyMeaning:
    """What ``typed``, one character, means after ``pending``: the place of a level on the scale, 0 for
    « non évalué », or the letters of a level.
    """
    scale = [level.letters for level in form.levels]
    if typed.isdecimal():
        place = int(typed)
        if place == 0:
            return KeyMeaning(NOT_ASSESSED)
        return KeyMeaning(scale[place - 1]) if place <= len(scale) else KeyMeaning()
    letters = f"{pending}{typed}".upper()
    begun = [each for each in (*scale, NOT_ASSESSED) if each.upper().startswith(letters)]
    if len(begun) == 1:
        return KeyMeaning(begun[0])
    return KeyMeaning(pending=letters) if begun else KeyMeaning()
