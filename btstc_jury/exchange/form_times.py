"""What a form file says of times: preparation, total, phases, and what they come to together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btstc_jury.domain.form import Form, LimitKind, Phase, SettingKind, TimeRule
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.exchange import form_values as read
from btstc_jury.exchange.form_values import Fault, Reader, Rule

MOST_PHASES = 12


def _time_rules(time: TimeRule) -> Iterator[Fault]:
    if time.kind is SettingKind.FIXED and time.duration is None:
        yield "duration", read.missing(read.duration)
    if time.kind is SettingKind.NONE and time.indicative:
        yield "indicative", "de trop\u202f: «\u202fnone\u202f» veut dire que ce temps n’existe pas"
    if time.kind is SettingKind.NONE and time.duration is not None:
        yield "duration", "de trop\u202f: «\u202fnone\u202f» veut dire que ce temps n’existe pas"
    if time.complement_of is None:
        return
    if time.kind is not SettingKind.AT_OPENING:
        yield "complement_of", "de trop\u202f: admis avec kind = «\u202fat_opening\u202f» seulement"
    if time.duration is not None and time.duration > time.complement_of:
        yield "duration", f"plus long que complement_of ({read.minutes(time.complement_of)})"


_TIME: dict[str, Reader[object]] = {
    "kind": read.choice(SettingKind),
    "duration": read.optional(read.duration, None),
    "indicative": read.optional(read.flag, False),
}
PREPARATION = read.table(TimeRule, _time_rules, **_TIME)
TOTAL = read.table(TimeRule, _time_rules, **_TIME, complement_of=read.optional(read.duration, None))


def _phase_rules(phase: Phase) -> Iterator[Fault]:
    if phase.limit is LimitKind.MAXIMUM and phase.maximum is None:
        yield "maximum", read.missing(read.duration)
    if phase.limit is not LimitKind.MAXIMUM and phase.maximum is not None:
        expected = "de trop\u202f: admis avec limit = «\u202fmaximum\u202f» seulement"
        yield "maximum", f"{expected}, ici «\u202f{phase.limit}\u202f»"
    if phase.indicative and phase.limit is not LimitKind.MAXIMUM:
        yield "indicative", "de trop\u202f: admis avec limit = «\u202fmaximum\u202f» seulement"


_PHASE = read.table(
    Phase,
    _phase_rules,
    title=read.text(120),
    short=read.text(20),
    limit=read.choice(LimitKind),
    maximum=read.optional(read.duration, None),
    uninterrupted=read.flag,
    candidate=read.text(300),
    commission=read.text(300),
    competences=read.optional(read.texts(20), ()),
    indicative=read.optional(read.flag, False),
)


def _sequence_rules(phases: Sequence[Phase]) -> Iterator[Fault]:
    if len(phases) > MOST_PHASES:
        yield "", f"{read.counted(len(phases), 'phase', 'phases')}\u202f; {MOST_PHASES} au plus"
    for place, limit in enumerate(read.known(phases[:-1], "limit"), 1):
        if limit is LimitKind.REMAINDER:
            rest = "«\u202fremainder\u202f» est réservé à la dernière phase, qui prend ce qui reste du total"
            yield f"{place}.limit", rest
    yield from read.repeated("title", phases)


def _remainder_rules(form: Form) -> Iterator[Fault]:
    if form.total.kind is not SettingKind.NONE:
        return
    for place, limit in enumerate(read.known(form.phases, "limit"), 1):
        if limit is LimitKind.REMAINDER:
            none = "«\u202fremainder\u202f» suppose un total\u202f; or total.kind vaut «\u202fnone\u202f»"
            yield f"phases.{place}.limit", none


def _total_rules(form: Form) -> Iterator[Fault]:
    """Of the phases whose time can be read: more than all of the total is too much, whatever the others."""
    lengths = (each for each in read.known(form.phases, "maximum") if isinstance(each, Duration))
    together, total = sum(lengths, ZERO), form.total
    if total.kind is SettingKind.FIXED and total.duration is not None and together > total.duration:
        found = f"durées maximales\u202f: {read.minutes(together)} ensemble"
        yield "phases", f"{found}, plus que le total ({read.minutes(total.duration)})"


PHASES = read.tables(_PHASE, _sequence_rules)
TIME_RULES: tuple[Rule[Form], ...] = (_remainder_rules, _total_rules)
"""What the times of a whole form say of each other."""
