"""The repère: an indicative mark from the levels, on how many of them it stands, and how far the mark is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from btstc_jury.application.views import formats
from btstc_jury.application.views.formats import NARROW
from btstc_jury.domain.form import Form
from btstc_jury.domain.points import gives_points

_SHOWN = Decimal("0.1")
_WHY = (
    "le repère donne le même poids à chaque critère et laisse de côté les non évalués\u202f; la note est la"
    " décision de la commission"
)


def guide_words(form: Form, levels: Mapping[int, str], mark: Decimal | None) -> str:
    """A few lines; "" where the form allows no repère, or nothing is rated yet.

    An aid only, never filled in as the mark: equal weights, « non évalué » left out (our decision). It waits
    until half of the criteria that count are rated: a single level says nothing of an oral.
    """
    ranks = {level.letters: index for index, level in enumerate(form.levels)}
    known = [ranks[letters] for letters in levels.values() if letters in ranks]
    if gives_points(form):
        # The total has the weights that the form gives; equal ones would say something else.
        return ""
    if not form.mark.guide or not levels or len(ranks) < 2:
        return ""
    total = len(form.criteria)
    needed = -(-(total - (len(levels) - len(known))) // 2)
    if not needed:
        return ""
    if len(known) < needed:
        enough = form.assessed.named(formats.count(needed, "critère évalué", "critères évalués"))
        return f"repère{NARROW}: à partir de {enough} ({len(known)})"
    share = Decimal(sum(known)) / (len(known) * (len(ranks) - 1))
    value = (share * form.mark.maximum).quantize(_SHOWN, ROUND_HALF_UP)
    stands = form.assessed.named(f"d’après {formats.count(len(known), 'critère')} sur {total}")
    lines = [f"repère {stands}{NARROW}: {formats.mark(value)}", "(aide, ne remplace pas la décision)"]
    if mark is not None and mark != value:
        lines.append(form.assessed.named(_distance(mark - value)))
    return "\n".join(lines)


def _distance(points: Decimal) -> str:
    apart = f"{formats.mark(abs(points))} {'points' if abs(points) >= 2 else 'point'}"
    side = "au-dessus" if points > 0 else "au-dessous"
    return f"La note est {apart} {side} du repère{NARROW}: {_WHY}."
