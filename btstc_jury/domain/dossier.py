"""The candidate's dossier: what is checked, and what follows (l.5418-5450, l.5686-5724)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.domain.candidate import Course
from btstc_jury.domain.form import DossierRule
from btstc_jury.domain.standing import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    """``label``: on pages; ``act``: in the history. ``concluded``: the check is done; ``explained``: a reason
    is compulsory; ``doubt``: the commission's, which puts the mark under reserve; ``none``: there is no
    dossier at all.

    ``stops``: why the candidate can't be examined (l.5442, l.5715, l.5720), ``told`` in the words to the
    candidate; "" where the oral takes place.
    """

    label: str
    act: str
    tone: Tone
    concluded: bool = True
    explained: bool = True
    doubt: bool = False
    none: bool = False
    stops: str = ""
    told: str = ""


class Outcome(StrEnum):
    """``PENDING``: the check-list is begun, nothing is concluded; ``NOT_COMPLIANT``: found so by the
    authorities before the oral; ``DOUBT``: of the commission itself.
    """

    PENDING = "pending"
    COMPLIANT = "compliant"
    DOUBT = "doubt"
    NOT_COMPLIANT = "not_compliant"
    NO_DOSSIER = "no_dossier"

    @property
    def facts(self) -> OutcomeFacts:
        return _OUTCOMES[self]


_OUTCOMES: Mapping[Outcome, OutcomeFacts] = {
    Outcome.PENDING: OutcomeFacts(
        label="Contrôle commencé, sans conclusion",
        act="contrôle en cours",
        tone=Tone.QUIET,
        concluded=False,
        explained=False,
    ),
    Outcome.COMPLIANT: OutcomeFacts(label="Conforme", act="conforme", tone=Tone.DONE, explained=False),
    Outcome.DOUBT: OutcomeFacts(
        label="Doute de la commission", act="doute de la commission", tone=Tone.WARNING, doubt=True
    ),
    Outcome.NOT_COMPLIANT: OutcomeFacts(
        label="Non conforme, constaté par l’autorité",
        act="non conforme",
        tone=Tone.WARNING,
        stops="Dossier non conforme",
        told="votre dossier n’est pas conforme",
    ),
    Outcome.NO_DOSSIER: OutcomeFacts(
        label="Dossier absent",
        act="absent",
        tone=Tone.WARNING,
        none=True,
        stops="Dossier absent",
        told="vous n’avez pas de dossier",
    ),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One situation sheet or project sheet. ``missing``: places, from 0, of the rubrics not found in it;
    ``annex_pages``: counted, ``None`` when not counted.
    """

    title: str
    missing: tuple[int, ...] = ()
    annex_pages: int | None = None
    retained: bool = False


@dataclass(frozen=True, slots=True)
class DossierCheck:
    """``documents``: places, from 0, of the compulsory documents that are there; ``experience_pages``: of
    the presentation by a candidate by experience, ``None`` for the others; ``reason``: compulsory unless
    compliant or pending.
    """

    outcome: Outcome
    sheets: tuple[Sheet, ...] = ()
    documents: tuple[int, ...] = ()
    experience_pages: int | None = None
    reason: str = ""

    @property
    def detailed(self) -> bool:
        """Whether the pieces were gone through one by one, beside what was concluded."""
        return bool(self.sheets or self.documents or self.experience_pages is not None)


class FaultKind(StrEnum):
    """``RUBRICS_UNSAID``: indicative ones, « notamment » (annexe V, E6, § 4.A): a remark, not a fault."""

    TOO_FEW_SHEETS = "too_few_sheets"
    RUBRICS_MISSING = "rubrics_missing"
    RUBRICS_UNSAID = "rubrics_unsaid"
    TOO_MANY_ANNEX_PAGES = "too_many_annex_pages"
    TOO_MANY_EXPERIENCE_PAGES = "too_many_experience_pages"
    DOCUMENT_MISSING = "document_missing"


@dataclass(frozen=True, slots=True)
class Fault:
    """``sheet``: its place from 0, -1 for the dossier as a whole; ``count``: how many rubrics or pages are
    missing or too many; ``document``: its place from 0.
    """

    kind: FaultKind
    sheet: int = -1
    count: int = 0
    document: int = -1


def asked_documents(rule: DossierRule, course: Course | None) -> tuple[str, ...]:
    """The documents of the rule in their order, the attestation being the one that annexe II asks of who
    comes by that way (l.4403-4451).
    """
    fitting = rule.attestations.get(course, "") if course is not None else ""
    return tuple(
        fitting if fitting and document.startswith(_ATTESTATION) else document for document in rule.documents
    )


_ATTESTATION = "attestation"


def faults(check: DossierCheck, rule: DossierRule, course: Course | None = None) -> tuple[Fault, ...]:
    """What the check-list finds against the rule. It advises: the outcome is the commission's to say.

    The presentation of a candidate by experience, known by its pages or by the ``course``, replaces the sheet
    (annexe V, E6, § 4.A): then no sheet is missing. Annexes are « utiles », and none is no fault (E4, § 4.B).
    """
    found: list[Fault] = []
    experienced = check.experience_pages is not None or course is Course.EXPERIENCE
    by_experience = experienced and rule.experience_pages is not None
    unsaid = FaultKind.RUBRICS_MISSING if rule.rubrics_compulsory else FaultKind.RUBRICS_UNSAID
    lacking = rule.minimum_sheets - len(check.sheets)
    if lacking > 0 and not by_experience:
        found.append(Fault(FaultKind.TOO_FEW_SHEETS, count=lacking))
    if by_experience and (check.experience_pages or 0) > (rule.experience_pages or 0):
        excess = (check.experience_pages or 0) - (rule.experience_pages or 0)
        found.append(Fault(FaultKind.TOO_MANY_EXPERIENCE_PAGES, count=excess))
    for place, sheet in enumerate(check.sheets):
        if sheet.missing:
            found.append(Fault(unsaid, place, len(sheet.missing)))
        limit, pages = rule.annex_pages, sheet.annex_pages
        if limit is not None and pages is not None and pages > limit:
            found.append(Fault(FaultKind.TOO_MANY_ANNEX_PAGES, place, pages - limit))
    found.extend(
        Fault(FaultKind.DOCUMENT_MISSING, document=place)
        for place, document in enumerate(rule.documents)
        if place not in check.documents and not (by_experience and document.startswith(rule.sheet_name))
    )
    return tuple(found)
