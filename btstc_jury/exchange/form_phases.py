"""The times and phases of a form file."""

from __future__ import annotations

from collections.abc import Sequence

from btstc_jury.domain.form import LimitKind, Phase, SettingKind, TimeRule
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.exchange.form_problems import counted
from btstc_jury.exchange.form_table import FormTable
from btstc_jury.exchange.referential_files import report_unknown_codes

MOST_PHASES = 12


def read_time_rule(form: FormTable, key: str, *, may_complement: bool) -> TimeRule | None:
    """A time of the form; ``complement_of`` is known where ``may_complement`` only."""
    table = form.table(key)
    if table is None:
        return None
    kind = table.choice("kind", SettingKind)
    duration = table.duration("duration", required=kind is SettingKind.FIXED)
    complement_of = table.duration("complement_of", required=False) if may_complement else None
    table.close()
    if kind is SettingKind.NONE and "duration" in table.values:
        table.fault("duration", "de trop : « none » veut dire que ce temps n’existe pas")
    if may_complement and "complement_of" in table.values and kind in {SettingKind.NONE, SettingKind.FIXED}:
        table.fault("complement_of", "de trop : admis avec kind = « at_opening » seulement")
    if duration is not None and complement_of is not None and duration > complement_of:
        table.fault("duration", f"plus long que complement_of ({minutes(complement_of)})")
    return None if kind is None else TimeRule(kind, duration, complement_of)


def read_phases(form: FormTable, total: TimeRule | None, codes: Sequence[str]) -> tuple[Phase, ...]:
    """The phases in order; ``codes`` are the competences of the form, none when they are not known."""
    tables = form.tables("phases")
    phases = tuple(_read_phase(table, codes) for table in tables)
    if len(phases) > MOST_PHASES:
        form.fault("phases", f"{counted(len(phases), 'phase', 'phases')} ; {MOST_PHASES} au plus")
    for place, (table, phase) in enumerate(zip(tables, phases, strict=True), 1):
        if phase.limit is not LimitKind.REMAINDER:
            continue
        if place < len(phases):
            table.fault(
                "limit", "« remainder » est réservé à la dernière phase, qui prend ce qui reste du total"
            )
        if total is not None and total.kind is SettingKind.NONE:
            table.fault("limit", "« remainder » suppose un total ; or total.kind vaut « none »")
    _check_sum(form, phases, total)
    return phases


def minutes(length: Duration) -> str:
    """A length of time as form files write it: « 10:00 »."""
    whole_minutes, seconds = divmod(length.whole_seconds, 60)
    return f"{whole_minutes}:{seconds:02}"


def _read_phase(table: FormTable, codes: Sequence[str]) -> Phase:
    title = table.text("title", 120)
    short = table.text("short", 20)
    limit = table.choice("limit", LimitKind)
    maximum = table.duration("maximum", required=limit is LimitKind.MAXIMUM)
    uninterrupted = table.flag("uninterrupted")
    candidate = table.text("candidate", 300)
    commission = table.text("commission", 300)
    competences = table.texts("competences", 20, required=False)
    table.close()
    if limit in {LimitKind.REMAINDER, LimitKind.FREE} and "maximum" in table.values:
        table.fault("maximum", f"de trop : admis avec limit = « maximum » seulement, ici « {limit} »")
    report_unknown_codes(table, "competences", competences, codes)
    # A faulty phase is never kept: its faults refuse the whole form. Its place keeps the others' numbers.
    return Phase(
        title or "",
        short or "",
        limit or LimitKind.FREE,
        maximum,
        bool(uninterrupted),
        candidate or "",
        commission or "",
        competences,
    )


def _check_sum(form: FormTable, phases: Sequence[Phase], total: TimeRule | None) -> None:
    if total is None or total.kind is not SettingKind.FIXED or total.duration is None:
        return
    together = sum((phase.maximum for phase in phases if phase.maximum is not None), ZERO)
    if together > total.duration:
        form.fault(
            "phases",
            f"durées maximales : {minutes(together)} ensemble, plus que le total ({minutes(total.duration)})",
        )
