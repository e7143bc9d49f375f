"""A first draft of the appreciation, from what the commission has settled and noted together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from btstc_jury.application.office import Office
from btstc_jury.application.views.criteria import grouped
from btstc_jury.application.views.formats import COLON, NARROW
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.assessment import TEXT_LIMIT, Sign
from btstc_jury.domain.form import NOT_ASSESSED, Criterion, Form
from btstc_jury.domain.oral import Oral, remarks_told
from btstc_jury.domain.standing import Stage

_BETWEEN = f"{NARROW}; "
_NOT_ASSESSED = "non évalué"
_SIGNED = ((Sign.STRENGTH, "Points forts"), (Sign.WEAKNESS, "Points à améliorer"))


def proposed_appreciation(office: Office, number: int) -> str:
    """What was settled, level by level, then the shared remarks that bear a sign; "" where nothing is
    settled, while opinions are hidden, or once nothing can be changed.

    No mark is in it, and nothing that a juror wrote for themselves alone. It is for the commission to edit.
    """
    oral = office.oral(number)
    if oral.debate.hidden or oral.stage is Stage.FINALISED or office.read_only:
        return ""
    sentences = (*_levels(oral), *_remarks(oral))
    return " ".join(sentences)[:TEXT_LIMIT]


def _levels(oral: Oral) -> Iterator[str]:
    """« Satisfaisant : conduire la négociation ; élargir l’entretien. », the best first."""
    form = oral.form
    reached: dict[str, list[str]] = {}
    for name, criteria in _groups(form).items():
        for level, words in _of_group(oral, name, criteria):
            reached.setdefault(level, []).append(words)
    for letters, label in (*reversed(_named_levels(form)), (NOT_ASSESSED, _NOT_ASSESSED)):
        if reached.get(letters):
            yield f"{label.capitalize()}{COLON} {_BETWEEN.join(reached[letters])}."


def _groups(form: Form) -> dict[str, list[Criterion]]:
    """By what they are called: a competence met again further on is the same one."""
    found: dict[str, list[Criterion]] = {}
    for codes, label, criteria in grouped(form, form.criteria):
        # What stands beside a block's title is its points.
        name = (codes if form.blocks else label or codes) or _line_name(form, criteria[0])
        found.setdefault(name, []).extend(criteria)
    return found


def _line_name(form: Form, criterion: Criterion) -> str:
    """A criterion without a competence by its number; an aim in its own words."""
    if form.assessed is Assessed.CRITERIA:
        return f"critère {criterion.number}"
    return criterion.text


def _of_group(oral: Oral, name: str, criteria: Sequence[Criterion]) -> Iterator[tuple[str, str]]:
    """Levels, and what has them: the whole where more than half of its criteria do, with those that don't;
    each criterion by itself otherwise. Nothing lies between two levels.
    """
    given = [(each, oral.ratings.get(each.number, "")) for each in criteria]
    level, most = Counter(level for _, level in given).most_common(1)[0]
    if level and 2 * most > len(given):
        apart = (f"{_lower(each.text)}, {_said(oral.form, other)}" for each, other in given if other != level)
        but = _BETWEEN.join(apart)
        yield level, f"{_lower(name)} (sauf{COLON} {but})" if but else _lower(name)
        return
    for each, other in given:
        if other:
            yield other, _lower(each.text)


def _named_levels(form: Form) -> list[tuple[str, str]]:
    return [(each.letters, each.label) for each in form.levels]


def _said(form: Form, level: str) -> str:
    return {NOT_ASSESSED: _NOT_ASSESSED, **dict(_named_levels(form))}.get(level, "pas encore évalué")


def _remarks(oral: Oral) -> Iterator[str]:
    contents = [each.content for each in remarks_told(oral)]
    for sign, title in _SIGNED:
        texts = dict.fromkeys(
            each.text.strip().rstrip(".") for each in contents if each.sign is sign and not each.personal
        )
        if texts:
            yield f"{title}{COLON} {_BETWEEN.join(texts)}."


def _lower(label: str) -> str:
    """Within a sentence; acronyms stay."""
    return " / ".join(
        part if part[:2].isupper() and part[1:2] not in "’'" else f"{part[:1].lower()}{part[1:]}"
        for part in label.split(" / ")
    )
