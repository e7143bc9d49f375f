"""Forms pinned before sources were given by place: they cite lines of our copy of the arrêté, which nobody
else has. They are read with the places of these lines, and with the situation that their key names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from btstc_jury.domain.form import Form, Origin, Situation
from btstc_jury.domain.playing import Playing

_PLACES = (
    (1, "articles"),
    (145, "annexe I"),
    (4317, "annexe II"),
    (4353, "annexe II, 1, §\u202f4"),
    (4454, "annexe II"),
    (4620, "annexe III"),
    (4698, "annexe IV"),
    (5050, "annexe V"),
    (5054, "annexe V, E1"),
    (5057, "annexe V, E1, §\u202f1"),
    (5071, "annexe V, E1, §\u202f2"),
    (5073, "annexe V, E1, §\u202f2.1"),
    (5079, "annexe V, E1, §\u202f2.2"),
    (5138, "annexe V, E1, §\u202f2.2, 3°"),
    (5163, "annexe V, E1, §\u202f2.2, 4°"),
    (5183, "annexe V, E2"),
    (5186, "annexe V, E2, §\u202f1"),
    (5195, "annexe V, E2, §\u202f2"),
    (5197, "annexe V, E2, §\u202f2.1"),
    (5208, "annexe V, E2, §\u202f2.2"),
    (5216, "annexe V, E3"),
    (5219, "annexe V, E3, §\u202f1"),
    (5233, "annexe V, E3, §\u202f2"),
    (5238, "annexe V, E3, §\u202f3"),
    (5249, "annexe V, E3, §\u202f4"),
    (5251, "annexe V, E3, §\u202f4.A"),
    (5263, "annexe V, E3, §\u202f4.B"),
    (5276, "annexe V, E4"),
    (5278, "annexe V, E4, §\u202f1"),
    (5283, "annexe V, E4, §\u202f2"),
    (5300, "annexe V, E4, §\u202f3"),
    (5331, "annexe V, E4, §\u202f4"),
    (5333, "annexe V, E4, §\u202f4.A"),
    (5408, "annexe V, E4, §\u202f4.B"),
    (5481, "annexe V, E5"),
    (5568, "annexe V, E6"),
    (5570, "annexe V, E6, §\u202f1"),
    (5591, "annexe V, E6, §\u202f2"),
    (5626, "annexe V, E6, §\u202f3"),
    (5676, "annexe V, E6, §\u202f4"),
    (5678, "annexe V, E6, §\u202f4.A"),
    (5750, "annexe V, E6, §\u202f4.B"),
    (5765, "annexe V, E6, §\u202f5"),
    (5770, "annexe V, EF1"),
    (5772, "annexe V, EF1, §\u202f1"),
    (5781, "annexe V, EF1, §\u202f2"),
    (5791, "annexe VI"),
)
"""The line at which each part of the arrêté begins, in our copy."""
_STARTS = [first for first, _ in _PLACES]
_LINE = re.compile(r"l\.(\d+)(?:-\d+)?")
_IN_BRACKETS = re.compile(r" \(l\.\d+(?:-\d+)?(?:, l\.\d+(?:-\d+)?)*\)")


def place_of(lines: str) -> str:
    """« annexe V, E4, § 4.B » for « l.5412-5450, l.5472-5473 »; "" for no line."""
    found = (int(each[1]) for each in _LINE.finditer(lines))
    return " et ".join(dict.fromkeys(_PLACES[bisect_right(_STARTS, line) - 1][1] for line in found))


_SITUATION = re.compile(r"(e[12346])-ccf-([1-4])")
_COUNTS = {"E1": 4, "E3": 3}
"""Of situations, where there aren't two."""


def situation_of_key(key: str) -> Situation | None:
    """The situation that a form's key alone tells of, as those pinned before forms said it, and grids signed
    with them: « e4-ccf-2 ».
    """
    found = _SITUATION.fullmatch(key)
    if found is None:
        return None
    exam = found[1].upper()
    return Situation(int(found[2]), exam, count=_COUNTS.get(exam, 2))


_PLAYING = {
    "e4-ponctuel": Playing.MODIFIED,
    "e4-ccf-2": Playing.SIMULATED,
    "e6-ponctuel": Playing.PROJECT,
    "e6-ccf-1": Playing.PROJECT,
    "e6-ccf-2": Playing.PROJECT,
    "e6-ccf-unique": Playing.PROJECT,
}
"""What the official forms played before they said it."""


def placed(form: Form) -> Form:
    """The form, none of its words citing a line. Its hash stays that of what is kept."""
    playing = form.playing or _PLAYING.get(form.key)
    form = replace(form, situation=form.situation or situation_of_key(form.key), playing=playing)
    if not any(each.lines and not each.place for each in form.origins.values()):
        return form
    return replace(
        form,
        source=_without_lines(form.source),
        competences=tuple(replace(each, remark=_without_lines(each.remark)) for each in form.competences),
        origins={path: _origin(each) for path, each in form.origins.items()},
    )


def _origin(origin: Origin) -> Origin:
    return replace(origin, note=_without_lines(origin.note), place=origin.place or place_of(origin.lines))


def _without_lines(text: str) -> str:
    return _IN_BRACKETS.sub("", text)
