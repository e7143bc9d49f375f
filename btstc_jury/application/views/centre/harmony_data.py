"""The figures of harmonisation as plain data, for other programs: numbers as they are, without words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from btstc_jury.application.agreement import Alpha, Judged
from btstc_jury.application.centre.harmony import Harmony, Unread
from btstc_jury.application.centre.harmony_findings import EVERYBODY, Findings
from btstc_jury.application.views.centre.harmony_sections import natural
from btstc_jury.domain.centre.harmonisation import (
    CriterionLevels,
    Difference,
    Groups,
    Summary,
    outliers,
    summary,
)

SCHEMA = "btstc-jury/centre-harmonisation"
SCHEMA_VERSION = 1


def harmony_data(harmony: Harmony, found: Sequence[Findings], unread: Sequence[Unread]) -> dict[str, object]:
    """``docs/centre-harmonisation.md`` tells what stands in it."""
    return {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "centre": harmony.centre,
        "session": harmony.year,
        "commissions": list(harmony.commissions),
        "not_counted": {why.value: count for why, count in harmony.aside.items()},
        "unread": [{"file": each.name, "why": each.why} for each in unread],
        "forms": [_form(each) for each in found],
    }


def _form(found: Findings) -> dict[str, object]:
    orals = found.orals
    return {
        "form": orals.title,
        "key": orals.form_key,
        "out_of": orals.out_of,
        "orals": len(orals.heard),
        "marks_alone": orals.blind,
        "commissions": [*_groups(found, found.commissions)],
        "jurors": [*_groups(found, found.jurors)],
        "notable": [_notable(found, place) for place in range(len(found.notable))],
        "apart": [
            {
                "commission": name or None,
                "divergent": each.wide,
                "points": [float(one) for one in each.points],
                **_summary(each.told),
            }
            for name, each in sorted(found.apart.items(), key=lambda item: natural(item[0]))
        ],
        "agreement": {
            "marks": _judged(found.on_marks),
            "levels": None if found.on_levels is None else _judged(found.on_levels),
            "criteria": {str(number): _judged(each) for number, each in found.by_criterion.items()},
        },
        "levels": [_levels(each) for each in found.levels],
        "times": [*_times(found.times)],
    }


def _groups(found: Findings, groups: Groups) -> Iterator[dict[str, object]]:
    of_jurors = groups is found.jurors
    for key in sorted(groups, key=lambda each: natural(each.name)):
        members = groups[key]
        told = summary([each.mark for each in members])
        if told is None:
            continue
        who = found.orals.jurors.get(key.name) if of_jurors else None
        named = {"commission": key.name} if who is None else {"juror": who.name, "commission": who.commission}
        yield {
            **named,
            **_summary(told),
            **({} if of_jurors else _difference(found.differences.get(key))),
            "outliers": [_oral(found, each.oral) for each in outliers(members)],
        }


def _oral(found: Findings, oral: str) -> str:
    place = found.orals.names[oral].place
    return f"{place.candidate}/{place.exam}"


def _summary(told: Summary) -> dict[str, object]:
    return {
        "n": told.count,
        "small": told.small,
        "mean": told.mean,
        "median": told.median,
        "deviation": told.deviation,
        "quartiles": None if told.quartiles is None else list(told.quartiles),
        "lowest": told.lowest,
        "highest": told.highest,
    }


def _difference(gap: Difference | None) -> dict[str, object]:
    if gap is None:
        return {"difference": None}
    interval = None if gap.interval is None else list(gap.interval)
    return {"difference": {"points": gap.points, "interval": interval, "stands_out": gap.stands_out}}


def _notable(found: Findings, place: int) -> dict[str, object]:
    each = found.notable[place]
    apart = each.divergence
    who = found.orals.jurors.get(each.name)
    return {
        "oral": _oral(found, each.oral),
        "why": each.why.value,
        "commission": found.orals.names[each.oral].commission,
        "juror": None if who is None else who.name,
        "mark": None if each.mark is None else float(each.mark),
        "points": None if apart is None else float(apart.points),
        "levels": None if apart is None else apart.widest,
    }


def _judged(judged: Judged) -> dict[str, object]:
    counted: dict[str, object] = {"orals": judged.orals, "units": judged.units}
    if isinstance(judged.found, Alpha):
        interval = judged.found.interval
        alpha = {"alpha": judged.found.value, "interval": None if interval is None else list(interval)}
        return {**counted, **alpha}
    return {**counted, "alpha": None, "why": judged.found.name.lower()}


def _levels(each: CriterionLevels) -> dict[str, object]:
    return {
        "criterion": each.criterion,
        "levels": dict(each.counts),
        "not_assessed": each.not_assessed,
        "often_not_assessed": each.often_left_out,
    }


def _times(times: Mapping[str, Mapping[int, Summary]]) -> Iterator[dict[str, object]]:
    """Seconds; phases from 1."""
    for name in sorted(times, key=lambda each: (each != EVERYBODY, natural(each))):
        for place, told in times[name].items():
            yield {"commission": name or None, "phase": place + 1, **_summary(told)}
