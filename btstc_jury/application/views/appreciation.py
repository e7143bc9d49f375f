"""A first draft of the appreciation, from what the commission has settled and noted together."""

from __future__ import annotations

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
_SIGNED = ((Sign.STRENGTH, "Points forts"), (Sign.WEAKNESS, "Points à améliorer"))


def proposed_appreciation(office: Office, number: int) -> str:
    """Each competence under the level that half of its criteria reach, then the shared remarks that bear a
    sign; "" where nothing is settled, while opinions are hidden, or once nothing can be changed.

    No mark is in it, and nothing that a juror wrote for themselves alone. It is for the commission to edit.
    """
    oral = office.oral(number)
    if oral.debate.hidden or oral.stage is Stage.FINALISED or office.read_only:
        return ""
    sentences = (*_levels(oral), *_remarks(oral))
    return " ".join(sentences)[:TEXT_LIMIT]


def _levels(oral: Oral) -> Iterator[str]:
    """« Satisfaisant : conduire la négociation ; élargir l’entretien. », the best first; under the lowest
    level, each criterion that has it in a competence that reaches a better one.
    """
    form = oral.form
    lowest = form.levels[0].letters
    reached: dict[str, list[str]] = {}
    for codes, label, criteria in grouped(form, form.criteria):
        level = _level(oral, criteria)
        # What stands beside a block's title is its points.
        name = (codes if form.blocks else label or codes) or _line_name(form, criteria[0])
        if level and name not in reached.setdefault(level, []):
            reached[level].append(name)
        if level != lowest:
            # What is rated lowest would go unsaid among better levels.
            apart = (each.text for each in criteria if oral.ratings.get(each.number) == lowest)
            reached.setdefault(lowest, []).extend(apart)
    told = [(each.letters, each.label) for each in reversed(form.levels)]
    for letters, label in (*told, (NOT_ASSESSED, "non évalué")):
        if reached.get(letters):
            yield f"{label.capitalize()}{COLON} {_BETWEEN.join(map(_lower, reached[letters]))}."


def _line_name(form: Form, criterion: Criterion) -> str:
    """A criterion without a competence by its number; an aim in its own words."""
    if form.assessed is Assessed.CRITERIA:
        return f"critère {criterion.number}"
    return criterion.text


def _level(oral: Oral, criteria: Sequence[Criterion]) -> str:
    """The lower of the middle ones; « NE » where none was assessed, "" where none is settled."""
    order = [each.letters for each in oral.form.levels]
    given = [oral.ratings[each.number] for each in criteria if each.number in oral.ratings]
    placed = sorted(order.index(each) for each in given if each in order)
    if placed:
        return order[placed[(len(placed) - 1) // 2]]
    return NOT_ASSESSED if given else ""


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
    parts = label.split(" / ")
    return " / ".join(part if part[:2].isupper() else f"{part[:1].lower()}{part[1:]}" for part in parts)
