"""The scale, the mark, the commission and the dossier of a form file."""

from __future__ import annotations

from btstc_jury.domain.commission import Role
from btstc_jury.domain.form import (
    NOT_ASSESSED,
    AbsentProfessional,
    CommissionRule,
    DossierRule,
    Level,
    MarkRule,
)
from btstc_jury.exchange.form_problems import counted, shown, wrong
from btstc_jury.exchange.form_table import FormTable
from btstc_jury.exchange.referential_files import ExamReferential

FEWEST_LEVELS, MOST_LEVELS = 2, 9
"""A level is rated by its digit, and 0 is « non évalué »."""

_HIGHEST_MARK = 1000
_RESERVED_LETTERS = frozenset({NOT_ASSESSED, "N"})
"""``N`` is the key of « non évalué »."""


def read_levels(form: FormTable) -> tuple[Level, ...]:
    """The scale, lowest level first; letters differ even without regard to case."""
    levels: list[Level] = []
    seen: set[str] = set()
    tables = form.tables("levels")
    for table in tables:
        letters = table.text("letters", 3)
        label = table.text("label", 60)
        table.close()
        if letters is None:
            continue
        capitals = letters.upper()
        if capitals in _RESERVED_LETTERS:
            table.fault("letters", f"{shown(letters)} est réservé à « non évalué », qui s’ajoute toujours")
        elif " " in letters or letters.isdigit():
            table.fault(
                "letters", wrong("de 1 à 3 caractères sans espace, pas seulement des chiffres", letters)
            )
        elif capitals in seen:
            table.fault("letters", f"le niveau {shown(letters)} figure déjà dans l’échelle")
        seen.add(capitals)
        levels.append(Level(letters, label or ""))
    if tables and not FEWEST_LEVELS <= len(tables) <= MOST_LEVELS:
        found = counted(len(tables), "niveau", "niveaux")
        form.fault(
            "levels",
            f"{found} ; attendu : de {FEWEST_LEVELS} à {MOST_LEVELS} niveaux",
        )
    return tuple(levels)


def read_mark_rule(form: FormTable, levels: int) -> MarkRule | None:
    """The mark's rule; ``levels`` is how many levels the scale has (0: not known)."""
    table = form.table("mark")
    if table is None:
        return None
    maximum = table.decimal("maximum", _HIGHEST_MARK)
    step = table.decimal("step", _HIGHEST_MARK)
    guide = table.flag("guide")
    divergence = table.table("divergence")
    table.close()
    if maximum is not None and step is not None and maximum % step:
        table.fault("step", f"le pas {shown(step)} ne divise pas la note maximale {shown(maximum)}")
    if divergence is None:
        return None
    points = divergence.decimal("points", _HIGHEST_MARK)
    steps = divergence.integer("levels", 1, max(levels - 1, 1) if levels else MOST_LEVELS)
    divergence.close()
    if points is not None and maximum is not None and points > maximum:
        divergence.fault("points", f"plus que la note maximale {shown(maximum)}")
    if maximum is None or step is None or guide is None or points is None or steps is None:
        return None
    return MarkRule(maximum, step, guide, steps, points)


def read_commission_rule(form: FormTable) -> CommissionRule | None:
    table = form.table("commission")
    if table is None:
        return None
    members = table.choices("members", Role)
    absent = table.choice("absent_professional", AbsentProfessional)
    note = table.text("replacement_note", 300)
    table.close()
    if absent is None or note is None:
        return None
    return CommissionRule(members, absent, note)


def read_dossier_rule(form: FormTable, exam: ExamReferential | None) -> DossierRule | None:
    """The dossier's rule, its sheet and rubrics being those of the exam."""
    table = form.table("dossier")
    if table is None:
        return None
    sheets = table.integer("minimum_sheets", 0, 99)
    annex_pages = table.integer("annex_pages", 0, 999, required=False)
    experience_pages = table.integer("experience_pages", 0, 999, required=False)
    documents = table.texts("documents", 200)
    marked = table.flag("marked")
    told = table.flag("told_of_reserve")
    table.close()
    if exam is None or sheets is None or marked is None or told is None:
        return None
    return DossierRule(
        sheet_name=exam.sheet_name,
        minimum_sheets=sheets,
        rubrics=exam.rubrics,
        annex_pages=annex_pages,
        experience_pages=experience_pages,
        documents=documents,
        marked=marked,
        told_of_reserve=told,
    )
