"""What an oral still lacks before its proposal can be settled, and what the commission still owes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from btstc_jury.domain.assessment import Missing, MissingKind, gives_reasons
from btstc_jury.domain.opinions import Opinion, OpinionMode
from btstc_jury.domain.oral import Oral, not_held
from btstc_jury.domain.proceedings import Countersignature, Duty
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import MarkKind


def missing(oral: Oral) -> tuple[Missing, ...]:
    """What the grid still lacks, in the order in which a commission deals with it; nothing where the oral
    doesn't take place, nor of a proposal that is settled.
    """
    if oral.proceedings.stopped or oral.stage is Stage.FINALISED:
        return ()
    return (*_conduct(oral), *_decision(oral), *_people(oral))


_lack = cache(Missing)
"""Of what there is only one of."""


def _conduct(oral: Oral) -> Iterator[Missing]:
    if oral.stage is not Stage.ENDED:
        yield _lack(MissingKind.NOT_ENDED)
    parts = tuple(part + 1 for part in not_held(oral) if not oral.proceedings.part_reasons.get(part))
    if parts and oral.form.parts_due:
        yield Missing(MissingKind.PART, parts)
    if oral.pending_gaps:
        yield Missing(MissingKind.GAP, oral.pending_gaps)
    pauses = tuple(
        m.sequence for m in oral.marks if m.kind is MarkKind.PAUSE and not m.label and not m.granted
    )
    if pauses:
        yield Missing(MissingKind.PAUSE_REASON, pauses)


def _decision(oral: Oral) -> Iterator[Missing]:
    if oral.debate.hidden:
        yield _lack(MissingKind.REVEAL)
    rated = oral.ratings
    unrated = tuple([each.number for each in oral.form.criteria if each.number not in rated])
    if unrated:
        yield Missing(MissingKind.LEVEL, unrated)
    unexplained = tuple(_unexplained(oral))
    if unexplained:
        yield Missing(MissingKind.REASON, unexplained)
    places = range(1, len(oral.form.marks) + 1)
    if partial := tuple(each for each in places if each not in oral.verdict.partial):
        yield Missing(MissingKind.PARTIAL_MARK, partial)
    if oral.verdict.mark is None:
        # A sum is there once its parts are.
        if not oral.form.mark.summed:
            yield _lack(MissingKind.MARK)
    elif _mark_unexplained(oral):
        yield _lack(MissingKind.MARK_REASON)
    if not oral.verdict.appreciation.strip():
        yield _lack(MissingKind.APPRECIATION)
    elif oral.form.motivated and not gives_reasons(oral.verdict.appreciation):
        yield _lack(MissingKind.MOTIVE)


def _people(oral: Oral) -> Iterator[Missing]:
    if _dossier_open(oral):
        yield _lack(MissingKind.DOSSIER)
    told = oral.form.dossier.told_of_reserve
    if oral.proceedings.reserved and told and not oral.proceedings.informed:
        yield _lack(MissingKind.INFORM)
    fraud = oral.proceedings.fraud
    if fraud is not None and fraud.fraud.countersignature is Countersignature.PENDING:
        yield _lack(MissingKind.COUNTERSIGNATURE)


def _dossier_open(oral: Oral) -> bool:
    """Whether nothing is concluded on a dossier that the form asks for (l.5442-5448, l.5715-5724)."""
    check = oral.proceedings.dossier
    return oral.form.dossier.asked and (check is None or not check.outcome.facts.concluded)


def _separate(oral: Oral) -> bool:
    return oral.debate.mode is OpinionMode.SEPARATE and oral.debate.revealed


def _opinions(oral: Oral) -> tuple[Opinion, ...]:
    return tuple(oral.debate.of(juror.key) for juror in oral.jurors)


def _unexplained(oral: Oral) -> Iterator[int]:
    """Criteria settled otherwise than every juror thought, without a reason."""
    if not _separate(oral):
        return
    for number, level in oral.ratings.items():
        opinions = {o.levels[number] for o in _opinions(oral) if number in o.levels}
        if opinions and level not in opinions and not oral.debate.reasons.get(number):
            yield number


def _mark_unexplained(oral: Oral) -> bool:
    marks = {o.mark for o in _opinions(oral) if o.mark is not None}
    unlike = bool(marks) and oral.verdict.mark not in marks
    return _separate(oral) and unlike and not oral.debate.mark_reason


def duties(oral: Oral) -> tuple[Duty, ...]:
    """Nothing before the end of the oral: the candidate isn't disturbed by it."""
    return tuple(_duties(oral)) if oral.stage.facts.over else ()


def _duties(oral: Oral) -> Iterator[Duty]:
    proceedings = oral.proceedings
    if proceedings.reserved and oral.form.dossier.told_of_reserve and not proceedings.informed:
        yield Duty.INFORM
    if proceedings.fraud is not None and proceedings.fraud.fraud.countersignature is Countersignature.PENDING:
        yield Duty.COUNTERSIGN
    if proceedings.status.worth.report and not proceedings.handed_over:
        yield Duty.HAND_OVER
    if oral.signed and oral.proof.on_paper:
        yield Duty.JOIN
