"""The total that both situations of a CCF share: what situation 1 used of it is not there any more."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.exams import gathered_of
from btstc_jury.application.keyboards import as_figures
from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.formats import COLON
from btstc_jury.application.views.planning import parse_length
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral


@dataclass(frozen=True, slots=True)
class SharedTotal:
    """``whole``: accommodation included. ``used``: by situation 1 as far as it is known, in this file or
    collected, « 26:05 » or ""; ``told``: from where.
    """

    whole: Duration
    used: str
    told: str


@dataclass(frozen=True, slots=True)
class UsedEntry:
    """What was typed of it: ``used``, ``None`` where nothing was; ``error``: why it can't be read, or "";
    ``words``: what it comes to.
    """

    used: Duration | None
    error: str
    words: str


def shared_total(office: Office, number: int) -> SharedTotal | None:
    """``None`` where the form gives each oral its own total. Raises ``FileProblem``."""
    oral = office.oral(number)
    whole = oral.form.total.complement_of
    if whole is None:
        return None
    first = [
        each
        for each in gathered_of(office, number).interrogations
        if each.held.situation == 1 and each.held.used
    ]
    known = first[0] if len(first) == 1 else None
    used, told = "", ""
    if oral.used_before is not None:
        used = formats.minutes(oral.used_before)
    if known is not None and known.held.used is not None:
        used = used or formats.minutes(known.held.used)
        where = known.told or "dans ce fichier"
        told = f"Situation 1 du {formats.short_day(known.held.on)}, {where}{COLON}"
        told += f" {formats.minutes(known.held.used)} utilisées."
    return SharedTotal(_granted(oral, whole), used, told)


def read_used(shared: SharedTotal, typed: str) -> UsedEntry:
    """« 26:05 », « 26 », also without Shift."""
    text = as_figures(typed.strip(), {";": "."})
    if not text:
        return UsedEntry(None, "", "")
    used = parse_length(text)
    if used is None:
        return UsedEntry(None, f"Écrivez des minutes et des secondes{COLON} 26:05.", "")
    if not used.us:
        return UsedEntry(None, "Indiquez un temps, ou laissez vide si personne ne le connaît.", "")
    if used >= shared.whole:
        whole = formats.minutes(shared.whole)
        return UsedEntry(None, f"C’est tout le temps de l’épreuve ({whole})\u202f: il ne reste rien.", "")
    left = shared.whole - used
    words = f"{formats.minutes(shared.whole)} \u2212 {formats.minutes(used)}{COLON} {formats.minutes(left)}"
    return UsedEntry(used, "", f"{words} pour cette interrogation.")


def _granted(oral: Oral, whole: Duration) -> Duration:
    return whole.scaled(1 + oral.plan.accommodation.total)
