"""The jurors' own opinions, their reveal, and what is said of the differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from btstc_jury.domain.events.base import COLON, Act, Context, Event, Place, Topic, changed
from btstc_jury.domain.events.proposal import MarkProposed, PartialMarked, Rated
from btstc_jury.domain.form import NOT_ASSESSED
from btstc_jury.domain.opinions import Dissent, Opinion, OpinionMode
from btstc_jury.domain.oral import Oral, heard, with_level, with_partial
from btstc_jury.domain.refusals import (
    Reason,
    Refusal,
    check_criterion,
    check_level,
    check_mark,
    check_partial,
    refuse_finalised,
    refuse_stopped,
    refuse_unfit,
)

_OWN = frozenset({Topic.OPINIONS})
_Value = TypeVar("_Value", str, Decimal)


def _sits(oral: Oral, juror: str) -> None:
    """Only who sits has an opinion, and only on a candidate who is examined."""
    refuse_stopped(oral)
    if juror not in {each.key for each in oral.jurors}:
        raise Refusal(Reason.UNKNOWN_JUROR)
    if juror not in {each.key for each in oral.sitting}:
        raise Refusal(Reason.JUROR_GONE)


def blind(oral: Oral, juror: str) -> Opinion:
    """The juror's opinion as long as nobody else sees it."""
    refuse_finalised(oral)
    _sits(oral, juror)
    if oral.debate.mode is not OpinionMode.SEPARATE:
        raise Refusal(Reason.NOT_SEPARATE)
    if oral.debate.revealed:
        raise Refusal(Reason.ALREADY_REVEALED)
    return oral.debate.of(juror)


def _openable(oral: Oral, juror: str) -> Opinion:
    opinion = blind(oral, juror)
    if oral.debate.closed(juror):
        raise Refusal(Reason.OPINION_CLOSED)
    return opinion


def _own(oral: Oral, juror: str) -> Opinion:
    """The juror's opinion as long as it can be changed."""
    opinion = _openable(oral, juror)
    if opinion.given:
        raise Refusal(Reason.OPINION_GIVEN)
    return opinion


def _settled(oral: Oral) -> Iterator[Event]:
    opinions = [oral.debate.of(juror.key) for juror in heard(oral)]
    for criterion in oral.form.criteria:
        before = oral.ratings.get(criterion.number)
        level = _agreed([opinion.levels.get(criterion.number) for opinion in opinions], before)
        if level != before:
            yield Rated(criterion.number, level)
    partial = {}
    for place in range(1, len(oral.form.marks) + 1):
        known = oral.verdict.partial.get(place)
        part = _agreed([opinion.partial.get(place) for opinion in opinions], known)
        if part is not None:
            partial[place] = part
        if part != known:
            yield PartialMarked(place, part)
    # Of jurors who thought of the whole only, the parts are the commission's to settle.
    summed = oral.form.mark.summed
    marks = [opinion.mark for opinion in opinions]
    mark = oral.form.sum_of(partial) if summed else _agreed(marks, oral.verdict.mark)
    if mark != oral.verdict.mark:
        yield MarkProposed(mark)


def _agreed(opinions: Sequence[_Value | None], before: _Value | None) -> _Value | None:
    """The value that all jurors gave; or the one settled before, where nobody gave another."""
    if None not in opinions and len(set(opinions)) == 1:
        return opinions[0]
    return before if {*opinions} <= {None, before} else None


def _check_debatable(oral: Oral, criterion: int | None, text: str) -> None:
    """Reasons and dissents speak of what was compared; one opinion in common has nothing to reveal."""
    check_criterion(oral.form, criterion)
    refuse_unfit(text)
    if oral.debate.hidden:
        raise Refusal(Reason.NOT_REVEALED)


def with_opinion(oral: Oral, juror: str, opinion: Opinion) -> Oral:
    opinions = {**oral.debate.opinions, juror: opinion}
    return replace(oral, debate=replace(oral.debate, opinions=opinions))


@dataclass(frozen=True, slots=True)
class ModeChosen(Act):
    """Until the first opinion is given."""

    kind = "mode-chosen"
    topics = _OWN

    mode: OpinionMode

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        if self.mode is oral.debate.mode:
            return ()
        # Common work would lay a personal remark open to all.
        personal = any(remark.content.personal for remark in oral.remarks.values())
        if oral.debate.opinions or oral.debate.revealed or personal:
            raise Refusal(Reason.OPINIONS_BEGUN)
        if oral.debate.called:
            raise Refusal(Reason.INVITED)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, debate=replace(oral.debate, mode=self.mode))

    def words(self, context: Context) -> str:
        return f"Avis{COLON} {'séparés' if self.mode is OpinionMode.SEPARATE else 'commun'}"


@dataclass(frozen=True, slots=True)
class OpinionRated(Act):
    """``juror``: key of the author; ``level``: letters, ``NE``, or ``None`` for not yet rated."""

    kind = "opinion-rated"
    topics = _OWN

    juror: str
    criterion: int
    level: str | None

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        opinion = _own(oral, self.juror)
        check_level(oral.form, self.criterion, self.level)
        return () if opinion.levels.get(self.criterion) == self.level else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        opinion = oral.debate.of(self.juror)
        levels = with_level(opinion.levels, self.criterion, self.level)
        return with_opinion(oral, self.juror, replace(opinion, levels=levels))

    def words(self, context: Context) -> str:
        shown = {None: "effacé", NOT_ASSESSED: "non évalué"}.get(self.level, self.level)
        line = context.form.assessed.named(f"critère {self.criterion}")
        return f"Avis de {context.juror(self.juror)}, {line}{COLON} {shown}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return changed(
            f"n°\u202f{self.criterion}",
            before.debate.of(self.juror).levels.get(self.criterion, ""),
            after.debate.of(self.juror).levels.get(self.criterion, ""),
        )


@dataclass(frozen=True, slots=True)
class OpinionMarked(Act):
    kind = "opinion-marked"
    topics = _OWN

    juror: str
    mark: Decimal | None

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        opinion = _own(oral, self.juror)
        if oral.form.mark.summed and opinion.partial:
            raise Refusal(Reason.MARK_IS_SUM)
        check_mark(self.mark, oral.form.mark)
        return () if self.mark == opinion.mark else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return with_opinion(oral, self.juror, replace(oral.debate.of(self.juror), mark=self.mark))

    def words(self, context: Context) -> str:
        shown = context.formats.mark(self.mark) or "effacée"
        return f"Avis de {context.juror(self.juror)}, note{COLON} {shown}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return changed(
            "Votre note",
            context.formats.mark(before.debate.of(self.juror).mark),
            context.formats.mark(after.debate.of(self.juror).mark),
            "effacée",
        )


@dataclass(frozen=True, slots=True)
class OpinionPartialMarked(Act):
    """One of several marks, by its place in the form, from 1. Where the mark is their sum, it follows as
    that of ``PartialMarked`` does.
    """

    kind = "opinion-partial-marked"
    topics = _OWN

    juror: str
    place: int
    mark: Decimal | None

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        opinion = _own(oral, self.juror)
        check_partial(oral.form, self.place, self.mark)
        if opinion.partial.get(self.place) == self.mark:
            return ()
        whole = oral.form.sum_of(with_partial(opinion.partial, self.place, self.mark))
        follows = oral.form.mark.summed and whole != opinion.mark
        return (self, OpinionMarked(self.juror, whole)) if follows else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        opinion = oral.debate.of(self.juror)
        partial = with_partial(opinion.partial, self.place, self.mark)
        return with_opinion(oral, self.juror, replace(opinion, partial=partial))

    def words(self, context: Context) -> str:
        shown = context.formats.mark(self.mark) or "effacée"
        title = context.form.marks[self.place - 1].title
        return f"Avis de {context.juror(self.juror)}, note «\u202f{title}\u202f»{COLON} {shown}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return changed(
            f"Votre note «\u202f{after.form.marks[self.place - 1].title}\u202f»",
            context.formats.mark(before.debate.of(self.juror).partial.get(self.place)),
            context.formats.mark(after.debate.of(self.juror).partial.get(self.place)),
            "effacée",
        )


@dataclass(frozen=True, slots=True)
class OpinionGiven(Act):
    """Complete: every criterion rated or « non évalué », and a mark."""

    kind = "opinion-given"
    topics = _OWN

    juror: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        opinion = _own(oral, self.juror)
        rated = all(each.number in opinion.levels for each in oral.form.criteria)
        if not rated or opinion.mark is None:
            raise Refusal(Reason.OPINION_INCOMPLETE)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return with_opinion(oral, self.juror, replace(oral.debate.of(self.juror), given=True))

    def words(self, context: Context) -> str:
        return f"Avis rendu par {context.juror(self.juror)}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return "Avis rendu. Son auteur peut le reprendre, à son tour, avant la révélation."


@dataclass(frozen=True, slots=True)
class OpinionTakenBack(Act):
    """Before the reveal only."""

    kind = "opinion-taken-back"
    topics = _OWN

    juror: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        return (self,) if _openable(oral, self.juror).given else ()

    def apply(self, oral: Oral, place: Place) -> Oral:
        return with_opinion(oral, self.juror, replace(oral.debate.of(self.juror), given=False))

    def words(self, context: Context) -> str:
        return f"Avis repris par {context.juror(self.juror)}"


@dataclass(frozen=True, slots=True)
class Revealed(Act):
    """``reason``: why without waiting for all, compulsory then; "" when all have given."""

    kind = "revealed"
    topics = frozenset({Topic.OPINIONS, Topic.REMARKS, Topic.LEVELS, Topic.VERDICT})

    reason: str = ""

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        """What all agree on is settled at once; the rest is for the commission to decide, and what had been
        settled before stays only where no opinion speaks against it.
        """
        refuse_finalised(oral)
        if not oral.debate.hidden:
            raise Refusal(Reason.NOT_SEPARATE)
        if not oral.jurors:
            raise Refusal(Reason.NOT_OPENED)
        reason = self.reason.strip()
        all_given = all(oral.debate.of(juror.key).given for juror in oral.sitting)
        if not all_given and not reason:
            raise Refusal(Reason.EMPTY_REASON)
        return (Revealed("" if all_given else reason), *_settled(oral))

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, debate=replace(oral.debate, revealed=True, reveal_reason=self.reason))

    def words(self, context: Context) -> str:
        return f"Avis révélés{COLON} {self.reason}" if self.reason else "Avis révélés"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return f"Avis révélés{COLON} ce qui fait accord est décidé, les écarts viennent d’abord."


@dataclass(frozen=True, slots=True)
class ReasonGiven(Act):
    """Why the settled level (or the mark, for ``criterion`` ``None``) differs from every opinion."""

    kind = "reason-given"
    topics = frozenset({Topic.OPINIONS, Topic.VERDICT})

    criterion: int | None
    text: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        _check_debatable(oral, self.criterion, self.text)
        return (replace(self, text=self.text.strip()),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        debate = oral.debate
        if self.criterion is None:
            return replace(oral, debate=replace(debate, mark_reason=self.text))
        return replace(oral, debate=replace(debate, reasons={**debate.reasons, self.criterion: self.text}))

    def words(self, context: Context) -> str:
        line = context.form.assessed.named(f"du critère {self.criterion}")
        about = "de la note" if self.criterion is None else line
        return f"Motif {about}{COLON} {self.text or 'effacé'}"


@dataclass(frozen=True, slots=True)
class Dissented(Act):
    """``text`` empty takes the dissent back. ``criterion``: ``None`` for the mark."""

    kind = "dissented"
    topics = frozenset({Topic.OPINIONS, Topic.VERDICT})

    juror: str
    criterion: int | None
    text: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        _sits(oral, self.juror)
        _check_debatable(oral, self.criterion, self.text)
        return (replace(self, text=self.text.strip()),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        about = (self.juror, self.criterion)
        others = (each for each in oral.debate.dissents if (each.juror, each.criterion) != about)
        added = (Dissent(self.juror, self.text, self.criterion),) if self.text else ()
        return replace(oral, debate=replace(oral.debate, dissents=(*others, *added)))

    def words(self, context: Context) -> str:
        line = context.form.assessed.named(f"sur le critère {self.criterion}")
        about = "sur la note" if self.criterion is None else line
        return f"Désaccord de {context.juror(self.juror)} {about}{COLON} {self.text or 'retiré'}"
