"""The tables of harmonisation, in words and in order, out of what was computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import floor

from btstc_jury.application.agreement import Alpha, Judged
from btstc_jury.application.centre.harmony import Aside, FormOrals, Harmony, Unread
from btstc_jury.application.centre.harmony_findings import EVERYBODY, Apart, Findings, Notable, Why
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.harmony import (
    HEADING,
    Cell,
    Column,
    Estimate,
    HarmonyView,
    Line,
    Part,
    Section,
    Shares,
    Spread,
)
from btstc_jury.application.views.formats import COLON, NARROW
from btstc_jury.domain.centre.harmonisation import (
    SMALL,
    CriterionLevels,
    Difference,
    Heard,
    Member,
    Summary,
    distribution,
    outliers,
    summary,
)
from btstc_jury.domain.form import NOT_ASSESSED
from btstc_jury.domain.moments import Duration

_FOOT = (
    "Document réservé au président du jury et au centre. Ces chiffres décrivent\u202f; aucun ne corrige une"
    " note ni ne propose de la changer. Sous 8 interrogations\u202f: des points, sans intervalle."
    " Intervalles à 95\u202f%, par rééchantillonnage."
)
_UNKNOWN = float("inf")
_DASH = Cell("–", _UNKNOWN)
_SMALL = "petit effectif"
SEMICOLON = f"{NARROW}; "


def harmony_view(harmony: Harmony, found: Findings, unread: Sequence[Unread] = ()) -> HarmonyView:
    orals = found.orals
    makers: Mapping[Part, Callable[[Findings], Section]] = {
        Part.COMMISSIONS: _commissions,
        Part.JURORS: _jurors,
        Part.NOTABLE: _notable,
        Part.APART: _apart,
        Part.AGREEMENT: _agreement,
        Part.LEVELS: _levels,
        Part.TIMES: _times,
    }
    return HarmonyView(
        f"{HEADING} — {orals.title}",
        orals.title,
        f"Session {harmony.year}",
        harmony.centre,
        counted_words(harmony, orals),
        tuple(partial_words(harmony, orals, unread)),
        tuple(makers[part](found) for part in Part),
        _FOOT,
    )


def counted_words(harmony: Harmony, orals: FormOrals) -> str:
    """« 148 interrogations avec leur note, de 3 des 12 commissions de cette forme »."""
    there = {each.commission for each in orals.heard}
    every = there | {number for number, form in harmony.commissions.items() if form == orals.form_key}
    one, more = "interrogation avec sa note", "interrogations avec leur note"
    here = formats.count(len(orals.heard), one, more)
    if len(every) == 1:
        return f"{here}, de la seule commission de cette forme"
    return f"{here}, de {len(there)} des {len(every)} commissions de cette forme"


def partial_words(harmony: Harmony, orals: FormOrals, unread: Sequence[Unread]) -> Iterator[str]:
    aside = [f"{number} {why.words[number > 1]}" for why in Aside if (number := harmony.aside.get(why, 0))]
    if aside:
        yield f"Pas comptées, toutes formes ensemble{COLON} {', '.join(aside)}."
    if orals.blind:
        one, more = "interrogation n’a que sa note", "interrogations n’ont que leur note"
        count = formats.count(orals.blind, one, more)
        yield f"{count}{COLON} leurs avis, niveaux et temps n’ont pas pu être lus."
    for each in unread:
        yield f"«{NARROW}{each.name}{NARROW}»{COLON} {each.why}."
    if orals.form is None and orals.heard:
        yield (
            "Seules des grilles signées sont revenues, d’une forme qui n’est pas sur ce poste\u202f: niveaux"
            " et divergences ne peuvent pas être lus."
        )


def number(value: float, decimals: int = 1) -> str:
    """« 12,4 »."""
    # The sum has no negative zero.
    return f"{round(value, decimals) + 0.0:.{decimals}f}".replace(".", ",").replace("-", "\u2212")


def _signed(value: float) -> str:
    told = number(value)
    return told if told.startswith("\u2212") else f"+{told}"


def _value(value: float | None, words: Callable[[float], str] = number) -> Cell:
    return _DASH if value is None else Cell(words(value), value)


def _quartiles(told: Summary, words: Callable[[float], str] = number) -> Cell:
    if told.quartiles is None:
        return _DASH
    return Cell(f"{words(told.quartiles[0])} à {words(told.quartiles[2])}", told.quartiles[0])


def natural(name: str) -> tuple[float, str]:
    """Commissions in the order of their numbers."""
    return (float(name) if name.isdecimal() else _UNKNOWN, name)


def _by_number(name: str) -> Cell:
    at, _ = natural(name)
    return Cell(name, at if at != _UNKNOWN else name)


def _spread_of(members: Sequence[Member], told: Summary, out_of: float) -> Spread:
    marks = [float(each.mark) for each in members]
    if told.small:
        return Spread(0.0, out_of, tuple(sorted(marks)))
    far = [float(each.mark) for each in outliers(members)]
    near = [each for each in marks if each not in far]
    bars = distribution([each.mark for each in members], Decimal(str(out_of)))
    return Spread(0.0, out_of, tuple(sorted(far)), bars, told.quartiles, (min(near), max(near)))


def spread_words(drawn: Spread, words: Callable[[float], str] = number) -> str:
    if drawn.box is None or drawn.whiskers is None:
        return "points\u202f: " + SEMICOLON.join(map(words, drawn.points))
    low, high = drawn.whiskers
    first, middle, third = map(words, drawn.box)
    far = f", à part {SEMICOLON.join(map(words, drawn.points))}" if drawn.points else ""
    return f"de {words(low)} à {words(high)}, moitié de {first} à {third}, médiane {middle}{far}"


_GROUP = (
    Column("n", 0, 40, 24.0),
    Column("Moyenne", 0, 78, 42.0),
    Column("Médiane", 0, 76, 42.0),
    Column("Écart type", 0, 86, 46.0),
    Column("Quartiles", 0, 100, 60.0),
)


def _group_cells(told: Summary) -> tuple[Cell, ...]:
    return (
        Cell(str(told.count), told.count),
        _value(told.mean),
        _value(told.median),
        _value(told.deviation),
        _quartiles(told),
    )


def _summary(members: Sequence[Member]) -> Summary:
    told = summary([each.mark for each in members])
    if told is None:
        raise ValueError("a group without a mark")
    return told


def _commissions(found: Findings) -> Section:
    lines = []
    for key in sorted(found.commissions, key=lambda each: natural(each.name)):
        members = found.commissions[key]
        told = _summary(members)
        gap = found.differences.get(key)
        drawn = _spread_of(members, told, found.orals.out_of)
        notes = [_SMALL] if told.small else []
        apart = gap is not None and gap.stands_out
        notes += ["se distingue"] if apart else []
        notes += _many(len(outliers(members)))
        cells = (_by_number(key.name), *_group_cells(told), _gap(gap), Cell(spread_words(drawn), told.median))
        lines.append(Line((*cells, _notes(notes)), drawn, apart))
    columns = (
        Column("Commission", 1, 96, 54.0),
        *_GROUP,
        Column("Écart aux autres", 1, 150, 84.0),
        Column("Répartition", 6, 200, 120.0),
        Column("À savoir", 2, 110, 51.28),
    )
    return Section(Part.COMMISSIONS, _marks_told(found), columns, tuple(lines), 7)


def _many(far: int) -> list[str]:
    return [formats.count(far, "note à part", "notes à part")] if far else []


def _notes(notes: Sequence[str]) -> Cell:
    told = ", ".join(notes)
    return Cell(told, told or _UNKNOWN)


def _gap(gap: Difference | None) -> Cell:
    if gap is None:
        return _DASH
    if gap.interval is None:
        return Cell(f"{_signed(gap.points)} (sans intervalle)", gap.points)
    low, high = gap.interval
    return Cell(f"{_signed(gap.points)} [{_signed(low)}\u202f; {_signed(high)}]", gap.points)


def _marks_told(found: Findings) -> str:
    every = [member for members in found.commissions.values() for member in members]
    if not every:
        return ""
    told = _summary(every)
    deviation = "" if told.deviation is None else f", écart type {number(told.deviation)}"
    out_of = number(found.orals.out_of, 0)
    return (
        f"Toutes les commissions{COLON} {formats.count(told.count, 'note')} sur {out_of}, moyenne"
        f" {number(told.mean)}, médiane {number(told.median)}{deviation}, de {number(told.lowest)} à"
        f" {number(told.highest)}. {_scale(found)}"
    )


def _scale(found: Findings) -> str:
    high = found.orals.out_of
    return f"L’échelle du dessin va de 0 à {number(high, 0)}, un trait tous les {number(high / 4, 0)} points."


def _jurors(found: Findings) -> Section:
    jurors, lines = found.orals.jurors, []
    keys = sorted(
        found.jurors, key=lambda each: (natural(jurors[each.name].commission), jurors[each.name].name)
    )
    for key in keys:
        members, who = found.jurors[key], jurors[key.name]
        told = _summary(members)
        drawn = _spread_of(members, told, found.orals.out_of)
        notes = [_SMALL] if told.small else []
        notes += _many(len(outliers(members)))
        named = (Cell(who.name, who.name), _by_number(who.commission))
        cells = (*named, *_group_cells(told), Cell(spread_words(drawn), told.median), _notes(notes))
        lines.append(Line(cells, drawn))
    columns = (
        Column("Examinateur", 3, 150, 96.0),
        Column("Commission", 0, 96, 54.0),
        *_GROUP,
        Column("Répartition", 6, 200, 108.0),
        Column("À savoir", 2, 110, 51.28),
    )
    count = formats.count(len(lines), "examinateur")
    told_of = f"{count}, notes d’avant délibération. {_scale(found)}" if lines else ""
    return Section(Part.JURORS, told_of, columns, tuple(lines), 7)


_PRINTED = 20
"""Notable orals on paper; the screen has them all."""


def _notable(found: Findings) -> Section:
    heard = {each.oral: each for each in found.orals.heard}
    lines = tuple(
        _notable_line(found.orals, each, heard[each.oral], printed=place < _PRINTED)
        for place, each in enumerate(found.notable)
    )
    columns = (
        Column("Candidat", 3, 170, 130.0),
        Column("Commission", 0, 96, 54.0),
        Column("Note", 0, 70, 40.0),
        Column("Pourquoi", 7, 330, 299.28),
    )
    cut = f" Sur papier, les {_PRINTED} premières." if len(lines) > _PRINTED else ""
    told = f"{formats.count(len(lines), 'ligne')}\u202f: une interrogation peut en avoir plusieurs.{cut}"
    return Section(Part.NOTABLE, told if lines else "", columns, lines, -1)


def _notable_line(orals: FormOrals, each: Notable, heard: Heard, *, printed: bool) -> Line:
    oral = orals.names[each.oral]
    mark = heard.mark if each.mark is None else each.mark
    cells = (
        Cell(oral.who, oral.who),
        _by_number(oral.commission),
        Cell(formats.mark(mark), float(mark)),
        Cell(_why(orals, each, heard), each.why.value),
    )
    return Line(cells, place=oral.place, printed=printed)


def _why(orals: FormOrals, each: Notable, heard: Heard) -> str:
    if each.divergence is not None:
        points, widest = each.divergence.points, each.divergence.widest
        given = "\u202f; ".join(
            f"{orals.jurors[who].name} {formats.mark(opinion.mark) or 'sans note'}"
            for who, opinion in heard.opinions.items()
        )
        levels = f", {formats.count(widest, 'niveau', 'niveaux')} sur un critère" if widest else ""
        return f"Avis éloignés de {formats.mark(points)} points{levels} ({given})"
    around = ""
    if each.group is not None and each.group.quartiles is not None:
        first, middle, third = map(number, each.group.quartiles)
        around = f" (médiane {middle}, moitié de {first} à {third})"
    match each.why:
        case Why.OPINION:
            return f"Avis de {orals.jurors[each.name].name}, loin des siens{around}"
        case Why.SETTLED | Why.APART:
            return f"Note loin de celles de la commission{around}"


_APART = (
    Column("Commission", 1, 96, 60.0),
    Column("n", 0, 40, 24.0),
    Column("Écart moyen", 0, 100, 58.0),
    Column("Médian", 0, 76, 42.0),
    Column("Le plus grand", 0, 110, 62.0),
    Column("À regarder", 0, 92, 52.0),
    Column("Répartition des écarts", 6, 200, 165.0),
    Column("À savoir", 2, 110, 60.28),
)


def _apart(found: Findings) -> Section:
    most = max((float(max(each.points)) for each in found.apart.values()), default=0.0)
    high = max(float(floor(most) + 1), 4.0)
    names = sorted(found.apart, key=lambda each: (each != EVERYBODY, natural(each)))
    lines = tuple(_apart_line(name, found.apart[name], high) for name in names)
    whole = found.apart.get(EVERYBODY)
    told = ""
    if whole is not None:
        one, more = "interrogation aux avis séparés", "interrogations aux avis séparés"
        told = (
            f"{formats.count(whole.told.count, one, more)}{COLON} {number(whole.told.mean)} points d’écart en"
            f" moyenne, {whole.wide} à regarder. L’échelle du dessin va de 0 à {number(high, 0)} points."
        )
    return Section(Part.APART, told, _APART, lines, 6)


def _apart_line(name: str, each: Apart, high: float) -> Line:
    members = [Member(str(at), points) for at, points in enumerate(each.points)]
    drawn = _spread_of(members, each.told, high)
    cells = (
        Cell("Toutes", -1) if name == EVERYBODY else _by_number(name),
        Cell(str(each.told.count), each.told.count),
        _value(each.told.mean),
        _value(each.told.median),
        _value(each.told.highest),
        Cell(str(each.wide), each.wide),
        Cell(spread_words(drawn), each.told.median),
        _notes([_SMALL] if each.told.small else []),
    )
    return Line(cells, drawn)


STEPS = (0.667, 0.8)


def _agreement(found: Findings) -> Section:
    judged: list[tuple[Cell, Judged]] = [(Cell("Notes", 0), found.on_marks)]
    if found.on_levels is not None:
        judged.append((Cell("Niveaux, tous les critères", 1), found.on_levels))
    form = found.orals.form
    for number_of, each in found.by_criterion.items():
        criterion = None if form is None else form.criterion(number_of)
        text = "" if criterion is None else criterion.text
        judged.append((Cell(f"{number_of}. {text}", 1 + number_of), each))
    known = [each.found for _, each in judged if isinstance(each.found, Alpha)]
    least = min((low for each in known for low in (each.value, *(each.interval or ()))), default=0.0)
    low = max(min(floor(least * 10) / 10, 0.0), -1.0)
    lines = [_agreement_line(what, each, low) for what, each in judged]
    columns = (
        Column("Sur", 5, 220, 180.0),
        Column("n", 0, 40, 24.0),
        Column("Alpha", 0, 64, 36.0),
        Column("Intervalle", 0, 120, 76.0),
        Column("Dessin", 3, 160, 90.0),
        Column("En mots", 4, 210, 117.28),
    )
    told = (
        "Notes\u202f: alpha d’intervalle. Niveaux\u202f: alpha ordinal, « non évalué » manquant. Le dessin va"
        f" de {number(low)} à 1\u202f; ses traits\u202f: 0, 0,67 et 0,80."
    )
    if not any(each.orals for _, each in judged):
        return Section(Part.AGREEMENT, "", columns, (), 4)
    return Section(Part.AGREEMENT, told, columns, tuple(lines), 4)


def _agreement_line(what: Cell, judged: Judged, low: float) -> Line:
    count = Cell(str(judged.orals), judged.orals)
    if not isinstance(judged.found, Alpha):
        return Line((what, count, _DASH, _DASH, _DASH, Cell(judged.found.value, judged.found.value)))
    value, interval = judged.found.value, judged.found.interval
    drawn = Estimate(low, 1.0, value, interval, STEPS)
    span = _DASH if interval is None else Cell(interval_words(interval), interval[0])
    told = Cell(alpha_words(judged.found), value)
    cells = (what, count, Cell(number(value, 2), value), span, Cell(number(value, 2), value), told)
    return Line(cells, drawn)


def interval_words(interval: tuple[float, float]) -> str:
    low, high = interval
    return f"[{number(low, 2)}\u202f; {number(high, 2)}]"


def alpha_words(found: Alpha) -> str:
    """What may be said of it, by where it lies, and how surely by where its interval does."""
    band = _BANDS[_band(found.value)]
    if found.interval is None:
        return f"accord {band}, sans intervalle"
    lowest, highest = (_BANDS[_band(each)] for each in found.interval)
    return f"accord {band}" if lowest == highest else f"accord {band} (de {lowest} à {highest})"


_BANDS = ("nul", "faible", "moyen", "élevé")


def _band(value: float) -> int:
    return 0 if value <= 0 else 1 + sum(value >= step for step in STEPS)


def _levels(found: Findings) -> Section:
    form = found.orals.form
    lines = [] if form is None else [_levels_line(found, each) for each in found.levels if each.total]
    columns = (
        Column("Critère", 6, 260, 190.0),
        Column("n", 0, 40, 24.0),
        Column("Niveaux", 3, 190, 110.0),
        Column("Non évalué", 0, 96, 54.0),
        Column("Répartition", 4, 180, 88.0),
        Column("À savoir", 1, 130, 57.28),
    )
    scale = "" if form is None else ", ".join(f"{each.letters} {each.label.lower()}" for each in form.levels)
    told = f"{scale}, {NOT_ASSESSED} non évalué." if lines else ""
    return Section(Part.LEVELS, told[:1].upper() + told[1:], columns, tuple(lines), 4)


def _levels_line(found: Findings, each: CriterionLevels) -> Line:
    form = found.orals.form
    criterion = None if form is None else form.criterion(each.criterion)
    text = f"{each.criterion}. {'' if criterion is None else criterion.text}"
    letters, counts = tuple(each.counts), tuple(each.counts.values())
    words = " · ".join(f"{name} {count}" for name, count in each.counts.items())
    part = each.not_assessed / each.total
    small = each.total < SMALL
    notes = [_SMALL] if small else []
    notes += ["souvent non évalué"] if each.often_left_out else []
    cells = (
        Cell(text, each.criterion),
        Cell(str(each.total), each.total),
        Cell(words, sum(place * count for place, count in enumerate(counts)) / max(sum(counts), 1)),
        Cell(f"{each.not_assessed} ({number(100 * part, 0)}\u202f%)", part),
        Cell(f"{words} · {NOT_ASSESSED} {each.not_assessed}", part),
        _notes(notes),
    )
    return Line(cells, Shares(letters, counts, each.not_assessed), each.often_left_out)


_FEW = 4
"""Commissions, with all together, whose times are on paper one by one."""


def _times(found: Findings) -> Section:
    phases = sorted({place for each in found.times.values() for place in each})
    names = sorted(found.times, key=lambda each: (each != EVERYBODY, natural(each)))
    lines = []
    high = max((each.highest for told in found.times.values() for each in told.values()), default=60.0)
    for place in phases:
        title, limit = _phase(found.orals, place)
        for name in names:
            told = found.times[name].get(place)
            if told is None:
                continue
            drawn = _time_drawn(told, max(high, limit or 0.0), limit)
            called = Cell("Toutes", -1) if name == EVERYBODY else _by_number(name)
            cells = (
                Cell(title, place),
                called,
                Cell(str(told.count), told.count),
                _value(told.mean, clock_words),
                _value(told.median, clock_words),
                _quartiles(told, clock_words),
                _value(told.highest, clock_words),
                Cell(_time_words(told), told.median),
                _notes([_SMALL] if told.small else []),
            )
            few = len(names) <= _FEW
            lines.append(Line(cells, drawn, printed=few or name == EVERYBODY))
    columns = (
        Column("Phase", 3, 150, 100.0),
        Column("Commission", 0, 96, 54.0),
        Column("n", 0, 40, 24.0),
        Column("Moyenne", 0, 78, 44.0),
        Column("Médiane", 0, 76, 44.0),
        Column("Quartiles", 0, 120, 68.0),
        Column("La plus longue", 0, 110, 62.0),
        Column("Répartition", 4, 160, 80.0),
        Column("À savoir", 1, 110, 47.28),
    )
    told_in = f"L’échelle du dessin va de 0 à {clock_words(high)} (min\u202f: s)." if lines else ""
    return Section(Part.TIMES, told_in, columns, tuple(lines), 7)


def _phase(orals: FormOrals, place: int) -> tuple[str, float | None]:
    if orals.form is None or place >= len(orals.form.phases):
        return f"Phase {place + 1}", None
    phase = orals.form.phases[place]
    if phase.maximum is None:
        return phase.title, None
    return f"{phase.title} ({formats.minutes(phase.maximum)})", phase.maximum.us / 1_000_000


def clock_words(length: float) -> str:
    """« 8:40 », of seconds."""
    return formats.minutes(Duration(round(length) * 1_000_000))


def _time_drawn(told: Summary, high: float, limit: float | None) -> Spread:
    if told.quartiles is None:
        return Spread(0.0, high, (told.lowest, told.median, told.highest), limit=limit)
    return Spread(0.0, high, (), (), told.quartiles, (told.lowest, told.highest), limit)


def _time_words(told: Summary) -> str:
    low, high = clock_words(told.lowest), clock_words(told.highest)
    return f"de {low} à {high}, médiane {clock_words(told.median)}"
