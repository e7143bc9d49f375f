"""The « bordereau récapitulatif » (annexe V, E4, § 4.A and E6, § 4.A): one line a candidate and épreuve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from btstc_jury.application.exams import Gathered, Interrogation, OneMark
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.export import and_also
from btstc_jury.application.views.formats import COLON
from btstc_jury.application.views.grid import GridMember
from btstc_jury.application.views.jury import exam_warnings
from btstc_jury.application.views.synthesis import calculation_words
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.refusals import Refusal
from btstc_jury.domain.wording import folded, unaccented


@dataclass(frozen=True, slots=True)
class BordereauRow:
    """``held``: (« S1 », day, mark) of each interrogation, « S1 » being "" for a whole épreuve. ``proposed``:
    the mark of the whole épreuve, then of each situation, ``None`` for none. ``calculation``: the proposed
    mark of the épreuve where weights are used; ``partial``: the several marks of a grid, of which
    situation (0 for a whole épreuve). ``ruled``: what others concluded on a reserve or a suspicion;
    ``missing``: "" for nothing.
    """

    number: str
    last_name: str
    first_names: str
    birth: str
    course: str
    exam: str
    mode: str
    held: tuple[tuple[str, str, str], ...]
    statuses: tuple[str, ...]
    ruled: str
    proposed: tuple[Decimal | None, ...]
    calculation: str
    calculated: Decimal | None
    decided: Decimal | None
    decided_on: str
    remark: str
    signatures: str
    missing: str
    partial: tuple[tuple[int, OneMark], ...] = ()

    @property
    def partial_words(self) -> str:
        """« S1 Chantier : 6,5/8 · S1 Bilan : 9/12 », or ""."""
        return " · ".join(f"{_situation(number)} {each.words}".strip() for number, each in self.partial)

    @property
    def status(self) -> str:
        return " · ".join(self.statuses)

    @property
    def candidate(self) -> str:
        return f"{self.last_name} {self.first_names}".strip()


@dataclass(frozen=True, slots=True)
class BordereauGroup:
    """The lines of one épreuve, held in one way. ``counts``: by status."""

    title: str
    counts: str
    rows: tuple[BordereauRow, ...]


@dataclass(frozen=True, slots=True)
class BordereauView:
    """``sources``: the files that it was made from; ``signers``: who signs it."""

    watermark: str
    heading: str
    session: str
    centre: str
    place: str
    counts: str
    sources: str
    groups: tuple[BordereauGroup, ...]
    signers: tuple[GridMember, ...]
    language: str = "fr-FR"
    provisional: bool = False

    @property
    def title(self) -> str:
        return f"{self.heading} — {self.session} — {self.centre}"

    @property
    def rows(self) -> tuple[BordereauRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class UnknownOral:
    """An oral that is due and of which nothing counts yet. ``group``: title of its group, as those of orals
    that are known (``group_title``); ``worth``: in the counts, « Non reçue ».
    """

    group: str
    worth: str
    row: BordereauRow


def unknown_row(candidate: Candidate, exam: str, mode: str, worth: str, missing: str) -> BordereauRow:
    """Of an oral of which nothing counts yet."""
    return BordereauRow(
        number=candidate.number,
        last_name=candidate.last_name.upper(),
        first_names=candidate.first_names,
        birth=formats.short_day(candidate.birth) if candidate.birth else "",
        course=candidate.course.facts.label if candidate.course else "",
        exam=exam,
        mode=mode,
        held=(),
        statuses=(worth,),
        ruled="",
        proposed=(None,),
        calculation="",
        calculated=None,
        decided=None,
        decided_on="",
        remark="",
        signatures="",
        missing=missing,
    )


_SIGNERS = (GridMember("Pour le centre ou l’établissement", ""), GridMember("Président du jury", ""))


def bordereau_view(
    gathered: Sequence[Gathered], sources: Sequence[str], unknown: Sequence[UnknownOral] = ()
) -> BordereauView:
    """``sources``: names of the files. They are of one kind of file."""
    known = [each for whole in gathered for each in whole.interrogations if not each.recorded]
    years = sorted({each.year for each in known})
    return BordereauView(
        watermark=next((each.kind.facts.watermark for each in known), ""),
        heading="Bordereau récapitulatif",
        session=f"Session {' et '.join(map(str, years))}" if years else "",
        centre=", ".join(dict.fromkeys(each.centre for each in known)),
        place=", ".join(dict.fromkeys(each.place for each in known if each.place)),
        counts=_counts(gathered, unknown),
        sources=", ".join(sources),
        groups=tuple(_groups(gathered, unknown)),
        signers=_SIGNERS,
    )


def _groups(gathered: Sequence[Gathered], unknown: Sequence[UnknownOral]) -> Iterator[BordereauGroup]:
    titles = dict.fromkeys([*map(_title, gathered), *(each.group for each in unknown)])
    for title in titles:
        members = [each for each in gathered if _title(each) == title]
        waiting = [each for each in unknown if each.group == title]
        rows = [*map(_row, members), *(each.row for each in waiting)]
        if waiting:
            rows.sort(key=_by_name)
        yield BordereauGroup(title, _counts(members, waiting), tuple(rows))


def _by_name(row: BordereauRow) -> tuple[str, ...]:
    return unaccented(row.last_name), unaccented(row.first_names), folded(row.number)


def _title(whole: Gathered) -> str:
    last = whole.last
    return group_title(whole.exam.code, last.title, mode_of(whole), last.counted)


def group_title(exam: str, title: str, mode: str, counted: str) -> str:
    """« E4 Négociation technico-commerciale · contrôle ponctuel »."""
    return " · ".join(filter(None, (f"{exam} {title}", mode, counted)))


def mode_of(whole: Gathered) -> str:
    return mode_words(ccf=whole.last.ccf)


def mode_words(*, ccf: bool) -> str:
    return "contrôle en cours de formation" if ccf else "contrôle ponctuel"


def _counts(gathered: Sequence[Gathered], unknown: Sequence[UnknownOral]) -> str:
    """« 14 lignes (Présent, noté : 12 · Absent (AB) : 1 …) »."""
    found = Counter([*map(_worth, gathered), *(each.worth for each in unknown)])
    told = " · ".join(f"{label}{COLON} {number}" for label, number in found.items())
    lines = len(gathered) + len(unknown)
    return f"{formats.count(lines, 'ligne')} ({told})" if lines else "Aucune ligne"


def _worth(whole: Gathered) -> str:
    if whole.exam.missing or not all(each.settled for each in whole.exam.held):
        return "Incomplet"
    return whole.exam.status.worth.label


def _row(whole: Gathered) -> BordereauRow:
    them, exam, decision, calculation = (
        whole.candidate,
        whole.exam,
        whole.exam.decision,
        whole.exam.calculation,
    )
    exact = Decimal(calculation.mark.numerator) / calculation.mark.denominator if calculation else None
    return BordereauRow(
        number=them.number,
        last_name=them.last_name.upper(),
        first_names=them.first_names,
        birth=formats.short_day(them.birth) if them.birth else "",
        course=them.course.facts.label if them.course else "",
        exam=exam.code,
        mode=mode_of(whole),
        held=tuple(map(_held, whole.interrogations)),
        statuses=tuple(_statuses(whole)),
        ruled=and_also(*_rulings(whole)),
        proposed=_proposed(whole),
        calculation=calculation_words(calculation) if calculation else "",
        calculated=exact,
        decided=decision.mark if decision else None,
        decided_on=formats.short_day(decision.on) if decision else "",
        remark=decision.remark if decision else "",
        signatures=" · ".join(filter(None, map(_signatures, whole.interrogations))),
        missing=and_also(*missing_lines(whole)),
        partial=tuple((each.held.situation, one) for each in whole.interrogations for one in each.partial),
    )


def _situation(number: int) -> str:
    return f"S{number}" if number else ""


def _held(each: Interrogation) -> tuple[str, str, str]:
    return _situation(each.held.situation), formats.short_day(each.held.on), formats.mark(each.held.mark)


def _signatures(each: Interrogation) -> str:
    return f"{_situation(each.held.situation)} {each.signatures}".strip() if each.signatures else ""


def _rulings(whole: Gathered) -> Iterator[str]:
    for each in whole.interrogations:
        if each.ruled:
            yield f"S{each.held.situation}{COLON} {each.ruled}" if each.held.situation else each.ruled


def _proposed(whole: Gathered) -> tuple[Decimal | None, ...]:
    """Of the whole épreuve, of situation 1, of situation 2…; ``None`` where it isn't known or not once."""

    def mark(situation: int) -> Decimal | None:
        found = [each.mark for each in whole.exam.held if each.situation == situation]
        return found[0] if len(found) == 1 else None

    return tuple(mark(each) for each in (0, *whole.exam.situations))


def _statuses(whole: Gathered) -> Iterator[str]:
    """Each status in its own word; of two situations, which one it is of."""
    told = []
    for each in whole.interrogations:
        label = each.held.status.worth.label if each.held.settled else each.stage
        told.append((each.held.situation, label))
    if len({label for _, label in told}) == 1 and not whole.exam.missing:
        yield told[0][1]
        return
    for situation, label in told:
        yield f"S{situation}{COLON} {label}" if situation else label
    yield from (f"S{each}{COLON} non connue" for each in whole.exam.missing)


def missing_lines(whole: Gathered) -> Iterator[str]:
    """What an épreuve lacks before the jury, or for it to decide."""
    found = [
        (number, f"situation {number}, qui n’est dans aucun des fichiers") for number in whole.exam.missing
    ]
    for each in whole.interrogations:
        number = each.held.situation
        if each.lacks:
            found.append((number, f"situation {number}{COLON} {each.lacks}" if number else each.lacks))
    yield from (words for _, words in sorted(found, key=lambda each: each[0]))
    yield from (f"{each[:1].lower()}{each[1:]}".rstrip(".") for each in exam_warnings(whole))


def undecidable_words(whole: Gathered) -> str:
    """Why the jury can't decide on the épreuve, "" where it can."""
    why = whole.exam.undecidable
    return messages.refusal(Refusal(why)) if why is not None else ""


_BEFORE = (
    "numéro",
    "nom",
    "prénoms",
    "naissance",
    "voie",
    "épreuve",
    "contrôle",
    "dates",
    "statut",
    "vérification ou décision",
    "note proposée",
)
_AFTER = (
    "note proposée de l’épreuve (pondérée)",
    "calcul",
    "note arrêtée par le jury",
    "date de la décision",
    "remarque du jury",
    "signatures",
    "ce qui manque",
)
_FEWEST_SITUATIONS = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What a spreadsheet has columns for: how many situations, two, more where an épreuve has more (E1, E3);
    the names of the several marks of grids.
    """

    situations: int = _FEWEST_SITUATIONS
    partial: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Of the columns in the middle."""
        return self.situations + len(self.partial)


def told_of(rows: Sequence[BordereauRow]) -> Told:
    most = max((_FEWEST_SITUATIONS, *(len(row.proposed) - 1 for row in rows)))
    return Told(most, tuple(dict.fromkeys(_column(*each) for row in rows for each in row.partial)))


def _column(situation: int, one: OneMark) -> str:
    where = f" situation {situation}" if situation else ""
    return f"note «\u202f{one.title}\u202f»{where} sur {formats.mark(one.out_of)}"


def columns(told: Told) -> tuple[str, ...]:
    """Names of the columns of a spreadsheet."""
    situations = (f"note proposée situation {each}" for each in range(1, told.situations + 1))
    return (*_BEFORE, *situations, *told.partial, *_AFTER)


def cells(row: BordereauRow, told: Told) -> tuple[str | Decimal | None, ...]:
    """As spreadsheets have them, in the order of ``columns``; marks are numbers, ``None`` is empty."""
    whole, *each_one = row.proposed
    situations = (*each_one, *(None for _ in range(told.situations - len(each_one))))
    partial = {_column(*each): each[1].mark for each in row.partial}
    return (
        row.number,
        row.last_name,
        row.first_names,
        row.birth,
        row.course,
        row.exam,
        row.mode,
        " · ".join(f"{name} {day}".strip() for name, day, _ in row.held),
        row.status,
        row.ruled,
        whole,
        *situations,
        *map(partial.get, told.partial),
        row.calculated,
        row.calculation,
        row.decided,
        row.decided_on,
        row.remark,
        row.signatures,
        row.missing,
    )
