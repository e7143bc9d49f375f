"""The deliberation: levels with their evidence, texts, mark, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from btstc_jury.application.erasing import received_notes
from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.grid import GridTime, phase_times, total_time
from btstc_jury.application.views.incidents import gap_words, pause_words
from btstc_jury.application.views.live import (
    CriteriaFilter,
    CriteriaView,
    CriterionGroup,
    NoteLine,
    criteria_view,
    note_lines,
)
from btstc_jury.application.views.opinion_rows import with_opinions
from btstc_jury.application.views.opinions import OpinionsView, levels_shown, mark_shown, opinions_view
from btstc_jury.application.views.signing import voided_words
from btstc_jury.domain.assessment import Missing, MissingKind, Sign, TextField
from btstc_jury.domain.form import Form, MarkRule
from btstc_jury.domain.missing import missing
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral, Stage
from btstc_jury.domain.timing import ClockFace, MarkKind


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
class GapEntry:
    """``counted``: ``None`` until the jury decides."""

    gap: int
    text: str
    counted: bool | None


@dataclass(frozen=True, slots=True)
class DeliberationView:
    """``guide``: the indicative mark from the levels, in words, "" where the form allows none.

    ``missing``: the proposition can be settled when empty. ``times``: one line a phase, the total last.
    ``read_only``: why the file can't be written, in words, or ""; ``voids``: what reopening would do to
    signatures, or "". While opinions are hidden, levels, mark, guide and ``unrated`` are those of the juror
    in turn. ``notes_go``: the notes can be erased once settled.
    """

    stage: Stage
    criteria: CriteriaView
    notes: tuple[NoteLine, ...]
    mark: str
    out_of: str
    step: str
    mark_rule: MarkRule
    guide: str
    appreciation: str
    strengths: str
    weaknesses: str
    remarks: str
    missing: tuple[MissingItem, ...]
    unrated: tuple[int, ...]
    times: tuple[GridTime, ...]
    pauses: tuple[PauseEntry, ...]
    gaps: tuple[GapEntry, ...]
    finalised: str
    editable: bool
    read_only: str
    reopenings: tuple[str, ...]
    voids: str
    opinions: OpinionsView
    notes_go: bool = False

    def text(self, field: TextField) -> str:
        return {
            TextField.APPRECIATION: self.appreciation,
            TextField.STRENGTHS: self.strengths,
            TextField.WEAKNESSES: self.weaknesses,
            TextField.REMARKS: self.remarks,
        }[field]

    def evidence(self, criterion: int | None) -> tuple[NoteLine, ...]:
        """Notes linked to a criterion; those linked to none for ``None``."""
        return tuple(note for note in self.notes if note.criterion == criterion)


def deliberation_view(office: Office, number: int, juror: str | None = None) -> DeliberationView:
    """``juror``: key of the one in turn, ``None`` for nobody."""
    oral = office.oral(number)
    verdict = oral.verdict
    levels = levels_shown(oral, juror)
    opinions = opinions_view(office, number, juror)
    criteria = criteria_view(office, number, CriteriaFilter.ALL, juror=juror)
    lacking = _lacking(oral)
    settled = oral.stage is Stage.FINALISED
    clock = oral.clock(office.now())
    return DeliberationView(
        stage=oral.stage,
        criteria=with_opinions(criteria, oral) if opinions.compared else criteria,
        notes=note_lines(office, number, juror),
        mark=formats.mark(mark_shown(oral, juror)),
        out_of=formats.mark(oral.form.mark.maximum),
        step=formats.mark(oral.form.mark.step),
        mark_rule=oral.form.mark,
        guide=_guide(oral.form, levels),
        appreciation=verdict.appreciation,
        strengths=verdict.strengths,
        weaknesses=verdict.weaknesses,
        remarks=verdict.remarks,
        missing=tuple(_missing(lacking, decided=opinions.compared)),
        unrated=tuple(each.number for each in oral.form.criteria if each.number not in levels),
        times=(*phase_times(oral.form, clock), total_time(clock)),
        pauses=tuple(_pauses(oral, clock)),
        gaps=tuple(GapEntry(gap.sequence, gap_words(gap), gap.counted) for gap in clock.gaps),
        finalised=_finalised(oral.version, oral.finalised_at),
        editable=not settled and not office.read_only,
        read_only=messages.read_only(office.read_only),
        reopenings=oral.reopenings,
        voids=voided_words(oral),
        opinions=opinions,
        notes_go=bool(oral.notes) and not received_notes(office.history(number)),
    )


def unrated_first(view: CriteriaView, unrated: frozenset[int]) -> CriteriaView:
    """The criteria in two groups. ``unrated``: those of the first group, fixed when the order was chosen,
    so that no row moves away under the hand that rates it.
    """
    lines = tuple(line for group in view.groups for line in group.lines)
    groups = (
        CriterionGroup("Non notés d’abord", "", tuple(each for each in lines if each.number in unrated)),
        CriterionGroup("Déjà notés", "", tuple(each for each in lines if each.number not in unrated)),
    )
    return replace(view, groups=tuple(group for group in groups if group.lines))


def signed_texts(view: DeliberationView, sign: Sign, already: str) -> str:
    """The texts of the notes of a sign, one a line, to take up in a field that holds ``already``."""
    texts = (note.text for note in view.notes if note.sign is sign)
    fresh = [f"– {text}" for text in dict.fromkeys(texts) if text not in already]
    begun = "\n" if fresh and already and not already.endswith("\n") else ""
    return begun + "\n".join(fresh)


def _lacking(oral: Oral) -> tuple[Missing, ...]:
    """While opinions are hidden, what the commission decides afterwards isn't asked for yet."""
    found = missing(oral)
    later = {MissingKind.LEVEL, MissingKind.MARK, MissingKind.APPRECIATION} if oral.debate.hidden else set()
    return tuple(each for each in found if each.kind not in later)


def _pauses(oral: Oral, clock: ClockFace) -> Iterator[PauseEntry]:
    reasons = {m.sequence: m.label for m in oral.marks if m.kind is MarkKind.PAUSE}
    for pause in clock.pauses:
        yield PauseEntry(pause.sequence, pause_words(pause), reasons[pause.sequence])


def _finalised(version: int, at: Reading | None) -> str:
    if at is None:
        return ""
    moment = formats.local(at.utc)
    day = formats.long_day(moment.date()).lower()
    return f"Proposition arrêtée le {day} à {moment:%H:%M}, version {version}"


def _missing(lacking: tuple[Missing, ...], *, decided: bool) -> Iterator[MissingItem]:
    """``decided``: levels are the commission's decision between opinions."""
    for each in lacking:
        phrase = _phrase(each)
        if decided and each.kind is MissingKind.LEVEL:
            phrase = phrase.replace("le niveau de", "la décision sur", 1)
        yield MissingItem(each.kind, phrase, each.subjects)


_PHRASES = {
    MissingKind.MARK: "la note",
    MissingKind.APPRECIATION: "l’appréciation",
    MissingKind.NOT_ENDED: "la fin de l’épreuve",
    MissingKind.REVEAL: "la révélation des avis",
    MissingKind.MARK_REASON: "le motif d’une note qu’aucun avis ne proposait",
    MissingKind.DOSSIER: "le contrôle du dossier",
    MissingKind.INFORM: "l’information du candidat sur la réserve",
    MissingKind.COUNTERSIGNATURE: "la signature ou le refus du candidat au rapport de fraude",
}


def _phrase(lacking: Missing) -> str:
    number = len(lacking.subjects)
    match lacking.kind:
        case MissingKind.LEVEL:
            return f"le niveau de {formats.count(number, 'critère')} ({_some(lacking.subjects)})"
        case MissingKind.REASON:
            return f"le motif de {formats.count(number, 'décision')} ({_some(lacking.subjects)})"
        case MissingKind.PAUSE_REASON:
            return f"le motif de {formats.count(number, 'suspension')}"
        case MissingKind.GAP:
            stops = formats.count(number, "arrêt du programme", "arrêts du programme")
            return f"la décision sur {stops}"
        case _:
            return _PHRASES[lacking.kind]


def _some(criteria: tuple[int, ...]) -> str:
    shown = ", ".join(str(criterion) for criterion in criteria[:6])
    return f"{shown}…" if len(criteria) > 6 else shown


def _guide(form: Form, ratings: Mapping[int, str]) -> str:
    """An aid only, never filled in as the mark: equal weights, « non évalué » left out (our decision)."""
    ranks = {level.letters: index for index, level in enumerate(form.levels)}
    known = [ranks[letters] for letters in ratings.values() if letters in ranks]
    if not form.mark.guide or not known or len(form.levels) < 2:
        return ""
    share = Decimal(sum(known)) / (len(known) * (len(form.levels) - 1))
    value = (share * form.mark.maximum).quantize(Decimal("0.1"))
    return f"repère d’après les niveaux\u202f: {formats.mark(value)}"
