"""A case in words: on the rows of the library, beside the sections of its editor, in its lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from btstc_jury.application.case_figures import Left
from btstc_jury.application.cases import CaseLine
from btstc_jury.application.views.formats import COLON, NARROW, count
from btstc_jury.application.views.rehearsal.paper import annex_words
from btstc_jury.domain.case import Annex, Buyer, Case, Change, Concession, Objection, letter

_SHOWN = 90
"""Characters of a text in a row of a list."""


class Section(IntEnum):
    """Of the editor, in their order."""

    SHEET = 0
    CHANGES = 1
    BUYER = 2
    OBJECTIONS = 3
    ANNEXES = 4
    AIMS = 5

    @property
    def title(self) -> str:
        return _TITLES[self]


_TITLES = {
    Section.SHEET: "Fiche",
    Section.CHANGES: "Situation modifiée",
    Section.BUYER: "Acheteur",
    Section.OBJECTIONS: "Objections",
    Section.ANNEXES: "Annexes",
    Section.AIMS: "Objectifs",
}


@dataclass(frozen=True, slots=True)
class SectionLine:
    """``lacking``: something is still to be written there before the case can be played as it should be."""

    section: Section
    told: str
    lacking: bool

    @property
    def words(self) -> str:
        return f"à compléter\u202f: {self.told}" if self.lacking else self.told


def section_lines(case: Case) -> tuple[SectionLine, ...]:
    """How far each section is."""
    lacking = len(lacking_of(case.buyer))
    buyer = count(lacking, "point") if lacking else "carte complète"
    changes = count(len(case.changes), "changement") if case.changes else "aucun changement"
    objections = count(len(case.objections), "objection") if case.objections else "aucune objection"
    annexes = count(len(case.annexes), "annexe") if case.annexes else "aucune annexe"
    aims = count(len(case.criteria), "critère") if case.criteria else "tous les critères"
    return (
        SectionLine(Section.SHEET, completeness(case), bool(case.missing) or not case.title.strip()),
        SectionLine(Section.CHANGES, changes, not _meant(case.changes)),
        SectionLine(Section.BUYER, buyer, bool(lacking)),
        SectionLine(Section.OBJECTIONS, objections, not any(each.words.strip() for each in case.objections)),
        SectionLine(Section.ANNEXES, annexes, lacking=False),
        SectionLine(Section.AIMS, aims, lacking=False),
    )


def _meant(changes: Sequence[Change]) -> bool:
    return any(each.after.strip() for each in changes)


def lacking_of(buyer: Buyer) -> tuple[str, ...]:
    """What the card needs before anybody can play it."""
    asked = (
        ("fonction", buyer.function),
        ("enjeux", buyer.stakes),
        ("mobiles", buyer.motives),
        ("ce qu’il dit", buyer.says),
        ("limites", buyer.limits),
    )
    return tuple(words for words, told in asked if not told)


def completeness(case: Case) -> str:
    """« 9/11 rubriques »."""
    return f"{len(case.rubrics) - len(case.missing)}/{len(case.rubrics)} rubriques"


def line_detail(line: CaseLine) -> str:
    """What it is for, and what it was made from."""
    variant = f"variante de «\u202f{line.parent_title}\u202f»" if line.parent_title else ""
    return " · ".join(filter(None, (line.exam, line.trade, variant)))


def line_more(line: CaseLine) -> str:
    """What it holds beside the fiche."""
    annexes = count(line.annexes, "annexe") if line.annexes else ""
    told = (count(line.objections, "objection"), count(line.changes, "changement"), annexes)
    return " · ".join(filter(None, told))


def line_state(line: CaseLine) -> str:
    return f"{line.filled}/{line.rubrics} rubriques"


def change_row(change: Change, _place: int = 0) -> str:
    """« Prix et remise : 12 400 € → 11 900 € »."""
    before, after = cut(change.before, _SHOWN // 2), cut(change.after, _SHOWN // 2)
    return f"{change.parameter.bare}{COLON} {before or '…'} → {after or '…'}"


def moment(objection: Objection) -> str:
    """« minute 6, traitement des objections », « au besoin »."""
    minute = "" if objection.minute is None else f"minute {objection.minute}"
    step = "" if objection.step is None else objection.step.label.lower()
    return ", ".join(filter(None, (minute, step))) or "au besoin"


def objection_row(objection: Objection, place: int) -> str:
    """« C · prix · minute 6 · « C’est trop cher. » »."""
    tactical = "tactique" if objection.tactical else "sincère"
    words = f"«\u202f{cut(objection.words)}\u202f»" if objection.words.strip() else "à écrire"
    return " · ".join((letter(place), objection.kind.short, moment(objection), tactical, words))


def concession_row(concession: Concession, place: int) -> str:
    """« 1. une livraison avancée, contre un acompte »."""
    against = f", contre {cut(concession.against, _SHOWN // 2)}" if concession.against.strip() else ""
    return f"{place + 1}. {cut(concession.gives, _SHOWN // 2) or 'à écrire'}{against}"


def annex_row(annex: Annex, _place: int = 0) -> str:
    """« Tarif.pdf, 2 pages, 34 Kio · remise à l’étudiant »."""
    size = f"{max(annex.size >> 10, 1)}\u202fKio" if annex.size < 1 << 20 else f"{annex.size >> 20}\u202fMio"
    uncounted = "" if annex.pages is not None else ", pages non comptées"
    handed = "remise à l’étudiant" if annex.handed else "gardée par le professeur"
    return f"{annex_words(annex)}{uncounted}, {size} · {handed}"


def carried_words(left: Left) -> str:
    """« « 3 semaines » devient « 2 semaines » : objection C. », where it will."""
    if left.passed:
        return _passed_words(left)
    if not left.after:
        return f"{_quoted(left.before)} reste à corriger{COLON} {', '.join(left.where)}."
    return f"{_quoted(left.before)} devient {_quoted(left.after)}{COLON} {', '.join(left.where)}."


def left_words(left: Left) -> str:
    """« « 3 semaines » est devenu « 2 semaines », sauf ici : objection C. », where it stays."""
    if left.passed:
        return _passed_words(left)
    became = f" est devenu {_quoted(left.after)}, sauf ici" if left.after else " a changé, sauf ici"
    return f"{_quoted(left.before)}{became}{COLON} {', '.join(left.where)}."


def _passed_words(left: Left) -> str:
    """« « 119 500 € » (avant, « 124 000 € ») est maintenant sous « 120 000 € », à vérifier : limites. »."""
    side = "au-dessus de" if left.rose else "au-dessous de"
    told = (
        f"{_quoted(left.after)} (avant, {_quoted(left.before)}) est maintenant {side} {_quoted(left.passed)}"
    )
    return f"{told}, à vérifier{COLON} {', '.join(left.where)}."


def _quoted(text: str) -> str:
    return f"«{NARROW}{text}{NARROW}»"


def cut(text: str, most: int = _SHOWN) -> str:
    """One line, its beginning."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
