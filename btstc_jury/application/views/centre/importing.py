"""A list about to be taken in, as it is shown: columns, people, errors, and what to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from btstc_jury.application.centre.columns import ListColumn, ListField
from btstc_jury.application.centre.importing import Preview
from btstc_jury.application.centre.rows import ListFault
from btstc_jury.application.views.formats import count
from btstc_jury.domain.centre.candidates import CentreCandidate, sittings
from btstc_jury.domain.centre.comparing import Compared, Verdict

_NAMED = 8
"""Lines that are told one by one."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """``place``: in the preview; ``told``: what changes, or what is in doubt; ``waits``: for a decision."""

    place: int
    line: int
    verdict: str
    number: str
    name: str
    told: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class ImportView:
    """``counts``: in one line; ``columns``: letters, heading and what it is taken for; ``rows``: those that
    aren't the same; ``missing``: names.
    """

    source: str
    columns: tuple[str, ...]
    counts: str
    rows: tuple[ImportRow, ...]
    missing: tuple[str, ...]
    errors: tuple[str, ...]
    remarks: tuple[str, ...]


def import_view(shown: Preview, year: int, exams: Sequence[str] | None = None) -> ImportView:
    """``year``: of the centre's session; ``exams``: what those take there whose list doesn't say, ``None``
    where it isn't at hand.
    """
    read = shown.read
    headings = f", en-têtes à la ligne {read.heading_line}" if read.heading_line else ""
    return ImportView(
        f"{read.name}\u202f: {read.source}{headings}",
        tuple(map(_column, read.mapping.columns)),
        counts_line(shown),
        tuple(_rows(shown)),
        tuple(_named(each.candidate) for each in shown.missing),
        tuple(map(fault_line, read.faults)),
        (
            *_of_other_session(shown, year),
            *_without_exam(shown, exams),
            *_without_birth(shown),
            *read.remarks,
        ),
    )


def counts(shown: Preview) -> Mapping[str, int]:
    """``new``, ``changed``, ``same``, ``missing``, ``doubtful``: everybody once."""
    told = {each.value: shown.count(each) for each in Verdict}
    return {**told, "missing": len(shown.missing)}


def counts_line(shown: Preview) -> str:
    told = counts(shown)
    words = [
        count(told["new"], "nouveau", "nouveaux"),
        count(told["changed"], "modifié"),
        count(told["same"], "inchangé"),
        count(told["doubtful"], "douteux", "douteux"),
        count(told["missing"], "absent") + " de la liste",
    ]
    return ", ".join([*words, count(len(shown.read.faults), "erreur")])


def fault_line(fault: ListFault) -> str:
    """« Ligne 16, « Date de Naissance » : « 31/02/2005 », attendu : une date qui existe »."""
    parts = [f"Ligne {fault.line}" if fault.line else "Liste"]
    if fault.column:
        parts.append(f"«\u202f{fault.column}\u202f»")
    value = f"«\u202f{fault.value}\u202f»" if fault.value else "rien"
    return f"{', '.join(parts)}\u202f: {value}, attendu\u202f: {fault.expected}"


def _column(column: ListColumn) -> str:
    told = "non repris" if column.field is None else column.field.facts.label
    return f"{column.letters} «\u202f{column.name}\u202f»\u202f: {told}"


def _named(candidate: CentreCandidate) -> str:
    number = f" (n° {candidate.number})" if candidate.number else ""
    return f"{candidate.full_name}{number}"


def _rows(shown: Preview) -> Iterator[ImportRow]:
    for place, compared in enumerate(shown.compared):
        candidate = shown.read.people[place]
        told = doubt_words(shown, compared) or _changes(compared) or lacking_birth(shown, compared)
        if compared.verdict is Verdict.SAME:
            continue
        yield ImportRow(
            place,
            shown.read.lines[place],
            compared.verdict.label,
            candidate.number,
            candidate.full_name,
            told,
            compared.clash is not None,
        )


def _changes(compared: Compared) -> str:
    return ", ".join(ListField(each).facts.label for each in compared.changed)


def doubt_words(shown: Preview, compared: Compared) -> str:
    """Why somebody is in doubt, "" for nobody else."""
    if compared.verdict is not Verdict.DOUBTFUL:
        return ""
    if compared.clash is None:
        return "\u202f; ".join(each.words for each in sorted(compared.result.doubts))
    others = ", ".join(_named(shown.held[each].candidate) for each in compared.known)
    return f"{compared.clash.words}\u202f: {others}"


_NO_BIRTH = (
    "deux homonymes ne se distingueraient que par un numéro, et convocation, émargement et bordereau seraient"
    " sans date de naissance"
)


def _without_exam(shown: Preview, exams: Sequence[str] | None) -> tuple[str, ...]:
    """Whom nothing would be placed of, but for a rule of the centre."""
    number = sum(not sittings(each.result.exams) for each in shown.compared)
    if not number:
        return ()
    where = "«\u202fCommissions, salles, règles…\u202f» (F6), «\u202fRègles\u202f»"
    if exams:
        then = f"ce sera {' et '.join(exams)}, par défaut. Pour d’autres\u202f: {where}."
    elif exams is None:
        then = f"ce sera celle que disent {where}."
    else:
        then = f"choisissez ce qu’ils passent par {where}, sans quoi rien ne sera placé d’eux."
    return (f"{count(number, 'candidat')} sans épreuve\u202f: {then}",)


def _without_birth(shown: Preview) -> tuple[str, ...]:
    """Who would be without a date of birth, and what that means."""
    pairs = zip(shown.read.lines, shown.compared, strict=True)
    lines = [line for line, each in pairs if each.result.birth is None]
    if not lines:
        return ()
    if shown.read.mapping.place(ListField.BIRTH) is None and len(lines) == len(shown.compared):
        return (f"Aucune colonne ne donne la date de naissance\u202f: {_NO_BIRTH}.",)
    more = ["…"] if len(lines) > _NAMED else []
    told = ", ".join([*map(str, lines[:_NAMED]), *more])
    where = f"ligne {told}" if len(lines) == 1 else f"lignes {told}"
    return (f"{count(len(lines), 'candidat')} sans date de naissance ({where})\u202f: {_NO_BIRTH}.",)


def lacking_birth(shown: Preview, compared: Compared) -> str:
    """Said of one where the list gives the others a date of birth."""
    told = shown.read.mapping.place(ListField.BIRTH) is not None
    return "sans date de naissance" if told and compared.result.birth is None else ""


def _of_other_session(shown: Preview, year: int) -> tuple[str, ...]:
    told = shown.read.session
    return (
        () if told in {0, year} else (f"La liste est de la session {told}, le centre de la session {year}.",)
    )
