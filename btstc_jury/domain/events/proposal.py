"""What the commission proposes to the jury, and what becomes of the proposal once settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.events.base import COLON, Act, Context, Event, Place, Topic, changed
from btstc_jury.domain.form import NOT_ASSESSED
from btstc_jury.domain.missing import missing
from btstc_jury.domain.oral import Oral, with_level, with_partial
from btstc_jury.domain.refusals import (
    Reason,
    Refusal,
    check_level,
    check_mark,
    check_partial,
    refuse_finalised,
    refuse_stopped,
    refuse_unfit,
    refuse_unless,
    said,
)
from btstc_jury.domain.signing import Signature
from btstc_jury.domain.standing import Stage


def _refuse_unheard(oral: Oral, value: object) -> None:
    """Nothing is settled while opinions are blind, nor of a candidate who isn't examined; a value left from
    before that can be cleared.
    """
    refuse_finalised(oral)
    if oral.debate.hidden:
        raise Refusal(Reason.NOT_REVEALED)
    if value is not None:
        refuse_stopped(oral)


def _refuse_unsettled(oral: Oral) -> None:
    refuse_unless(oral, frozenset({Stage.FINALISED}), Reason.NOT_FINALISED)


@dataclass(frozen=True, slots=True)
class Rated(Act):
    """``level``: letters of the form's scale, ``NE``, or ``None`` for not yet rated."""

    kind = "rated"
    topics = frozenset({Topic.LEVELS})

    criterion: int
    level: str | None

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        _refuse_unheard(oral, self.level)
        check_level(oral.form, self.criterion, self.level)
        return () if oral.ratings.get(self.criterion) == self.level else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, ratings=with_level(oral.ratings, self.criterion, self.level))

    def words(self, context: Context) -> str:
        shown = {None: "niveau effacé", NOT_ASSESSED: "non évalué"}.get(self.level, self.level)
        return f"{context.form.assessed.named(f'Critère {self.criterion}')}{COLON} {shown}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return changed(
            f"n°\u202f{self.criterion}",
            before.ratings.get(self.criterion, ""),
            after.ratings.get(self.criterion, ""),
        )


@dataclass(frozen=True, slots=True)
class MarkProposed(Act):
    kind = "mark-proposed"
    topics = frozenset({Topic.VERDICT})

    mark: Decimal | None

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        _refuse_unheard(oral, self.mark)
        if oral.form.mark.summed:
            raise Refusal(Reason.MARK_IS_SUM)
        check_mark(self.mark, oral.form.mark)
        return () if self.mark == oral.verdict.mark else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, verdict=replace(oral.verdict, mark=self.mark))

    def words(self, context: Context) -> str:
        if self.mark is None:
            return "Note effacée"
        return f"Note proposée{COLON} {context.formats.mark(self.mark)}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return changed(
            "Note proposée",
            context.formats.mark(before.verdict.mark),
            context.formats.mark(after.verdict.mark),
            "effacée",
        )


@dataclass(frozen=True, slots=True)
class PartialMarked(Act):
    """``place``: of the partial mark in the form, from 1. Where the form makes the mark their sum, it follows
    from the last of them, and goes with any of them.
    """

    kind = "partial-marked"
    topics = frozenset({Topic.VERDICT})

    place: int
    mark: Decimal | None

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        _refuse_unheard(oral, self.mark)
        check_partial(oral.form, self.place, self.mark)
        if oral.verdict.partial.get(self.place) == self.mark:
            return ()
        whole = oral.form.sum_of(with_partial(oral.verdict.partial, self.place, self.mark))
        follows = oral.form.mark.summed and whole != oral.verdict.mark
        return (self, MarkProposed(whole)) if follows else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        partial = with_partial(oral.verdict.partial, self.place, self.mark)
        return replace(oral, verdict=replace(oral.verdict, partial=partial))

    def words(self, context: Context) -> str:
        title = context.form.marks[self.place - 1].title
        return f"Note «\u202f{title}\u202f»{COLON} {context.formats.mark(self.mark) or 'effacée'}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return changed(
            after.form.marks[self.place - 1].title,
            context.formats.mark(before.verdict.partial.get(self.place)),
            context.formats.mark(after.verdict.partial.get(self.place)),
            "effacée",
        )


@dataclass(frozen=True, slots=True)
class TextWritten(Act):
    kind = "text-written"
    topics = frozenset({Topic.VERDICT})

    field: TextField
    text: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        refuse_unfit(self.text)
        return () if oral.verdict.text(self.field) == self.text else (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, verdict=oral.verdict.with_text(self.field, self.text))

    def words(self, context: Context) -> str:
        return f"{self.field.label}{COLON} {self.text or 'texte effacé'}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Finalised(Act):
    """The commission settles its proposal; the grid is no longer provisional."""

    kind = "finalised"
    topics = frozenset({Topic.STAGE})
    travels = False
    wall = True

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        refuse_finalised(oral)
        refuse_stopped(oral)
        if missing(oral):
            raise Refusal(Reason.INCOMPLETE)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        version = oral.version + 1
        return replace(oral, stage=Stage.FINALISED, finalised_at=place.reading, version=version)

    def words(self, context: Context) -> str:
        return "Proposition validée"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        return "Proposition validée. La grille porte PROVISOIRE jusqu’à la première signature."


@dataclass(frozen=True, slots=True)
class Reopened(Act):
    kind = "reopened"
    topics = frozenset({Topic.STAGE, Topic.PROOF})
    travels = False
    wall = True
    settled = True

    reason: str

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        _refuse_unsettled(oral)
        return (Reopened(said(self.reason)),)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(
            oral,
            stage=Stage.ENDED,
            finalised_at=None,
            reopenings=(*oral.reopenings, self.reason),
            proof=oral.proof.voided(oral.version, self.reason),
        )

    def words(self, context: Context) -> str:
        return f"Proposition rouverte{COLON} {self.reason}"


@dataclass(frozen=True, slots=True)
class GridSigned(Act):
    """A juror's signature of the settled version."""

    kind = "grid-signed"
    topics = frozenset({Topic.PROOF})
    travels = False
    settled = True

    signature: Signature

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        """Once a juror of those who sat to the end."""
        _refuse_unsettled(oral)
        if all(juror.key != self.signature.juror for juror in oral.jurors):
            raise Refusal(Reason.UNKNOWN_JUROR)
        if all(juror.key != self.signature.juror for juror in oral.sitting):
            raise Refusal(Reason.JUROR_GONE)
        if oral.proof.has_signed(self.signature.juror):
            raise Refusal(Reason.ALREADY_SIGNED)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        signatures = (*oral.proof.signatures, self.signature)
        return replace(oral, proof=replace(oral.proof, signatures=signatures))

    def words(self, context: Context) -> str:
        name = context.juror(self.signature.juror)
        return f"Grille signée par {name}, {self.signature.means.facts.words}"

    def told(self, before: Oral, after: Oral, context: Context) -> str:
        last = all(after.proof.has_signed(juror.key) for juror in after.jurors)
        end = " Toutes les signatures sont là\u202f: la grille est définitive." if last else ""
        return f"{self.words(context)}.{end}"


@dataclass(frozen=True, slots=True)
class RemarksErased(Act):
    """The commission has its working remarks erased, those taken back or removed before among them; their
    digests stay in the chain.
    """

    kind = "notes-erased"
    topics = frozenset({Topic.PROOF, Topic.REMARKS})
    travels = False
    settled = True

    def decide(self, oral: Oral) -> tuple[Event, ...]:
        _refuse_unsettled(oral)
        return (self,)

    def apply(self, oral: Oral, place: Place) -> Oral:
        return replace(oral, remarks={}, proof=replace(oral.proof, remarks_erased=True))

    def words(self, context: Context) -> str:
        return "Remarques de travail effacées"
