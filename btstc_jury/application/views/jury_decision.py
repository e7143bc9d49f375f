"""The jury's decision on a settled proposal: what is recorded, and what is typed to record it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.mark_entry import read_mark
from btstc_jury.application.views.mark_statement import statement_obstacle
from btstc_jury.domain.oral import Stage
from btstc_jury.domain.refusals import Refusal
from btstc_jury.domain.signing import JuryDecision

_STEP = Decimal("0.01")
_DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class JuryDecisionView:
    """``words``: what is recorded; ``mark`` and ``on``: what stands in the fields, "" before there is a
    decision, which the proposal is not; ``obstacle``: why nothing can be given to the candidate yet, or "".
    """

    words: str
    mark: str
    on: str
    decided: bool
    editable: bool
    obstacle: str


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """``decision``: ``None`` where one of the two errors says why."""

    decision: JuryDecision | None
    mark_error: str = ""
    day_error: str = ""


def jury_decision_view(office: Office, number: int) -> JuryDecisionView | None:
    """``None`` for a proposal that isn't settled. Raises ``FileProblem``."""
    oral = office.oral(number)
    if oral.stage is not Stage.FINALISED:
        return None
    decision, obstacle = oral.proof.decision, statement_obstacle(oral)
    out_of = formats.mark(oral.form.mark.maximum)
    words = "Décision du jury\u202f: pas encore enregistrée."
    if decision is not None:
        on = formats.short_day(decision.on)
        words = f"Note arrêtée par le jury le {on}\u202f: {formats.mark(decision.mark)} sur {out_of}."
    return JuryDecisionView(
        words=words,
        mark=formats.mark(decision.mark) if decision is not None else "",
        on=formats.short_day(decision.on) if decision is not None else "",
        decided=decision is not None,
        editable=not office.read_only,
        obstacle=messages.refusal(Refusal(obstacle)) if obstacle is not None else "",
    )


def read_decision(office: Office, number: int, mark: str, day: str) -> DecisionEntry:
    """What was typed, « 12,5 » and « 12/07/2027 », as a decision, or why it isn't one.

    The jury isn't held to the commission's step.
    """
    oral = office.oral(number)
    rule = replace(oral.form.mark, step=_STEP)
    entry = read_mark(mark, rule)
    mark_error = entry.error or ("" if entry.mark is not None else "Indiquez la note arrêtée par le jury.")
    on, day_error = _read_day(day, formats.local(office.now().utc).date())
    if oral.ended is not None and on is not None and on < formats.local(oral.ended.utc).date():
        day_error = "Le jury n’a pas pu arrêter la note avant l’oral."
    if mark_error or day_error or entry.mark is None or on is None:
        return DecisionEntry(None, mark_error, day_error)
    return DecisionEntry(JuryDecision(entry.mark, on))


def _read_day(text: str, today: date) -> tuple[date | None, str]:
    found = _DAY.fullmatch(text.strip())
    expected = "Écrivez la date ainsi\u202f: 12/07/2027."
    if not found:
        return None, expected
    day, month, year = map(int, found.groups())
    try:
        on = datetime(year, month, day).date()  # noqa: DTZ001 - a day of the calendar
    except ValueError:
        return None, f"Cette date n’existe pas. {expected}"
    return (on, "") if on <= today else (None, "Cette date est à venir\u202f: le jury n’a pas encore décidé.")
