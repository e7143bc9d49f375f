"""The deliberation: levels with their evidence, texts, mark, what is missing; then what the jury decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from btstc_jury.application.erasing import received_remarks
from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.appreciation import proposed_appreciation
from btstc_jury.application.views.criteria import (
    CriteriaFilter,
    CriteriaView,
    CriterionGroup,
    criteria_view,
    with_opinions,
)
from btstc_jury.application.views.grid import GridTime, phase_times, total_time
from btstc_jury.application.views.guide import guide_words
from btstc_jury.application.views.incidents import (
    GapEntry,
    PartEntry,
    gap_words,
    part_entries,
    pause_reasons,
    pause_words,
)
from btstc_jury.application.views.live import RemarkLine, remark_lines
from btstc_jury.application.views.opinions import (
    OpinionsView,
    levels_shown,
    mark_shown,
    opinions_view,
    partial_shown,
)
from btstc_jury.application.views.points import PartialView, PointsView, partial_views, points_views
from btstc_jury.application.views.signing import voided_words
from btstc_jury.domain.assessment import Missing, MissingKind, Sign, TextField, fits
from btstc_jury.domain.commands import ProposeMarks
from btstc_jury.domain.form import MarkRule
from btstc_jury.domain.marking import PartialMark
from btstc_jury.domain.missing import missing
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.standing import Stage


@dataclass(frozen=True, slots=True)
class MissingItem:
    """One short phrase for a thing that the grid lacks; ``subjects`` as in ``domain.assessment.Missing``."""

    kind: MissingKind
    text: str
    subjects: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PauseEntry:
    """``pause``: its journal sequence; ``reason`` is "" until given."""

    pause: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeliberationView:
    """``guide``: the repère in words, "" where there is none.

    ``missing``: the proposition can be settled when empty. ``times``: one line a phase, the total last.
    ``read_only``: why the file can't be written, in words, or ""; ``voids``: what reopening would do to
    signatures, or "". While opinions are hidden, levels, mark, guide and ``unrated`` are those of the juror
    in turn. ``proposal``: a draft of the appreciation, or "". ``remarks_go``: the remarks can be erased once
    settled. ``points``: the totals calculated from the levels shown; ``partials``: the several marks of the
    form, those of the juror in turn while opinions are hidden; ``summed``: the mark is their sum, and can't
    be given without them.
    """

    criteria: CriteriaView
    remarks: tuple[RemarkLine, ...]
    mark: str
    out_of: str
    step: str
    mark_rule: MarkRule
    guide: str
    texts: Mapping[TextField, str]
    missing: tuple[MissingItem, ...]
    unrated: tuple[int, ...]
    times: tuple[GridTime, ...]
    parts: tuple[PartEntry, ...]
    pauses: tuple[PauseEntry, ...]
    gaps: tuple[GapEntry, ...]
    finalised: str
    editable: bool
    read_only: str
    reopenings: tuple[str, ...]
    voids: str
    opinions: OpinionsView
    proposal: str
    remarks_go: bool = False
    points: tuple[PointsView, ...] = ()
    partials: tuple[PartialView, ...] = ()
    summed: bool = False
    motivated: bool = False

    def evidence(self, criterion: int | None) -> tuple[RemarkLine, ...]:
        """Notes linked to a criterion; those linked to none for ``None``."""
        return tuple(remark for remark in self.remarks if remark.content.criterion == criterion)


def deliberation_view(office: Office, number: int, juror: str | None = None) -> DeliberationView:
    """``juror``: key of the one in turn, ``None`` for nobody."""
    oral = office.oral(number)
    levels, mark = levels_shown(oral, juror), mark_shown(oral, juror)
    opinions, parts = opinions_view(office, number, juror), partial_shown(oral, juror)
    criteria = criteria_view(office, number, CriteriaFilter.ALL, juror=juror)
    settled = oral.stage is Stage.FINALISED
    clock, reasons = oral.clock(office.now()), pause_reasons(oral)
    return DeliberationView(
        criteria=with_opinions(criteria, oral) if opinions.compared else criteria,
        remarks=remark_lines(office, number, juror),
        mark=formats.mark(mark),
        out_of=formats.mark(oral.form.mark.maximum),
        step=formats.mark(oral.form.mark.step),
        mark_rule=oral.form.mark,
        guide=guide_words(oral.form, levels, mark),
        texts={field: oral.verdict.text(field) for field in TextField},
        missing=tuple(_missing(oral, decided=opinions.compared)),
        unrated=tuple(each.number for each in oral.form.criteria if each.number not in levels),
        times=(*phase_times(oral.form, clock), total_time(clock)),
        parts=tuple(part_entries(oral)),
        pauses=tuple(
            PauseEntry(each.sequence, pause_words(each), reasons[each.sequence]) for each in clock.pauses
        ),
        gaps=tuple(GapEntry(gap.sequence, gap_words(gap), gap.counted) for gap in clock.gaps),
        finalised=_finalised(oral.version, oral.finalised_at),
        editable=not settled and not office.read_only,
        read_only=messages.read_only(office.read_only),
        reopenings=oral.reopenings,
        voids=voided_words(oral),
        opinions=opinions,
        proposal=proposed_appreciation(office, number),
        remarks_go=bool(oral.remarks) and not received_remarks(office.history(number)),
        points=points_views(oral.form, levels),
        partials=() if oral.debate.hidden and opinions.own is None else partial_views(oral.form, parts),
        # A juror may think of the whole alone.
        summed=oral.form.mark.summed and (opinions.own is None or bool(parts)),
        motivated=oral.form.motivated,
    )


def unrated_first(view: CriteriaView, unrated: frozenset[int]) -> CriteriaView:
    """The criteria in two groups. ``unrated``: those of the first group, fixed when the order was chosen,
    so that no row moves away under the hand that rates it.
    """
    lines = tuple(line for group in view.groups for line in group.lines)
    groups = (
        CriterionGroup("À évaluer d’abord", "", tuple(each for each in lines if each.number in unrated)),
        CriterionGroup("Déjà évalués", "", tuple(each for each in lines if each.number not in unrated)),
    )
    return replace(view, groups=tuple(group for group in groups if group.lines))


def shared_remarks(view: DeliberationView, sign: Sign) -> tuple[RemarkLine, ...]:
    """The remarks of a sign that may go into the texts of the grid: what a juror wrote for themselves alone
    never does, revealed or not.
    """
    return tuple(each for each in view.remarks if each.content.sign is sign and not each.content.personal)


def signed_texts(view: DeliberationView, sign: Sign, already: str) -> str:
    """The texts of the remarks of a sign, one a line, to take up in a field that holds ``already``."""
    texts = (remark.content.text for remark in shared_remarks(view, sign))
    fresh = [f"– {text}" for text in dict.fromkeys(texts) if text not in already]
    begun = "\n" if fresh and already and not already.endswith("\n") else ""
    return begun + "\n".join(fresh)


def _finalised(version: int, at: Reading | None) -> str:
    if at is None:
        return ""
    return f"Proposition validée le {formats.day_and_hour(formats.local(at.utc))}, version {version}"


def _missing(oral: Oral, *, decided: bool) -> Iterator[MissingItem]:
    """``decided``: levels are the commission's decision between opinions. While these are hidden, what it
    decides afterwards isn't asked for yet.
    """
    later = {MissingKind.LEVEL, MissingKind.MARK, MissingKind.APPRECIATION} if oral.debate.hidden else set()
    for each in missing(oral):
        if each.kind in later:
            continue
        phrase = oral.form.assessed.named(_phrase(each))
        if decided and each.kind is MissingKind.LEVEL:
            phrase = phrase.replace("le niveau de", "la décision sur", 1)
        yield MissingItem(each.kind, phrase, each.subjects)


_PHRASES = {
    MissingKind.NOT_ENDED: "la fin de l’interrogation",
    MissingKind.PART: "le motif de {partie non tenue|parties non tenues} ({some})",
    MissingKind.GAP: "la décision sur {arrêt du programme|arrêts du programme}",
    MissingKind.PAUSE_REASON: "le motif de {suspension|suspensions}",
    MissingKind.REVEAL: "la révélation des avis",
    MissingKind.LEVEL: "le niveau de {critère|critères} ({some})",
    MissingKind.REASON: "le motif de {décision|décisions} ({some})",
    MissingKind.MARK: "la note",
    MissingKind.PARTIAL_MARK: "{note partielle|notes partielles} ({some})",
    MissingKind.MARK_REASON: "le motif d’une note qu’aucun avis ne proposait",
    MissingKind.APPRECIATION: "l’appréciation",
    MissingKind.MOTIVE: "les motifs de l’appréciation, en une phrase",
    MissingKind.DOSSIER: "le contrôle du dossier",
    MissingKind.INFORM: "l’information du candidat sur la réserve",
    MissingKind.COUNTERSIGNATURE: "la signature du candidat au procès-verbal de fraude, ou son refus",
}
"""« {one|several} »: that many of them; « {some} »: the first numbers."""
_COUNTED = re.compile(r"\{([^|}]+)\|([^}]+)\}")


def _phrase(lacking: Missing) -> str:
    words = _PHRASES[lacking.kind].replace("{some}", formats.some(lacking.subjects))
    return _COUNTED.sub(lambda found: formats.count(len(lacking.subjects), found[1], found[2]), words)


def calculated_marks(view: DeliberationView) -> ProposeMarks | None:
    """What takes the calculated totals up as marks; ``None`` where there is nothing to propose."""
    known = tuple((each.place, each.proposal) for each in view.points if each.proposal is not None)
    return ProposeMarks(known) if known else None


_NUMBER = re.compile(r"[+-]?(\d{1,9}([.,]\d{0,9})?|[.,]\d{1,9})", re.ASCII)
_SHOWN = 12
"""Characters of an unreadable entry that the reason repeats."""


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """``mark``: ``None`` for an empty field. ``error``: why it is refused, "" when it can be proposed."""

    mark: Decimal | None
    error: str = ""


def read_mark(text: str, rule: MarkRule | PartialMark) -> MarkEntry:
    """« 12,5 » and « 12.5 » are the same; nothing is ever rounded to make it fit."""
    typed = text.strip()
    if not typed:
        return MarkEntry(None)
    if not _NUMBER.fullmatch(typed):
        shown = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…"
        return MarkEntry(None, f"«\u202f{shown}\u202f» n’est pas une note\u202f: {_expected(rule)}")
    mark = Decimal(typed.replace(",", "."))
    if fits(mark, rule):
        return MarkEntry(mark)
    if not 0 <= mark <= rule.maximum:
        return MarkEntry(None, f"Hors de l’intervalle\u202f: {_expected(rule)}")
    below = mark // rule.step * rule.step
    near = f"{formats.mark(below)} ou {formats.mark(below + rule.step)}"
    return MarkEntry(None, f"Le pas est de {formats.mark(rule.step)}\u202f: écrivez {near}.")


def _expected(rule: MarkRule | PartialMark) -> str:
    maximum, step = formats.mark(rule.maximum), formats.mark(rule.step)
    return f"écrivez un nombre de 0 à {maximum}, par pas de {step}."
