"""The fiche de contrôle de conformité of a dossier: what was checked, against what, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, statuses
from btstc_jury.application.views.arrival import fault_words, presence_lines, sheet_title
from btstc_jury.application.views.formats import COLON, count
from btstc_jury.application.views.grid import GridMember, sitting_lines
from btstc_jury.application.views.paper import Labelled
from btstc_jury.application.views.people import heading_of, seat
from btstc_jury.application.views.reports import ReportView
from btstc_jury.application.views.rulings import ruling_words
from btstc_jury.application.views.sources import source_of
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.dossier import DossierCheck, Outcome, asked_documents
from btstc_jury.domain.events import DossierChecked
from btstc_jury.domain.form import DossierRule
from btstc_jury.domain.history import entries_without
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.rulings import Matter

TITLE = "Fiche de contrôle de conformité du dossier"
_BLANK = "[  ]"
_TICKED = "[X]"
_AS_A_WHOLE = "Conclusion portée sur l’ensemble du dossier\u202f: les pièces n’ont pas été cochées une à une."


def conformity_view(office: Office, number: int) -> ReportView:
    """Of any oral; where nothing is recorded it is there to be filled in by hand. Raises ``FileProblem``."""
    oral, form = office.oral(number), office.oral(number).form
    check = oral.proceedings.dossier
    return ReportView(
        heading=TITLE,
        state="fiche de contrôle",
        details=f"{form.exam} {form.title} · unité {form.unit} · {form.name}",
        sitting_lines=tuple(sitting_lines(oral, office)),
        statement="CONTRÔLE À CONSIGNER" if check is None else check.outcome.facts.label.upper(),
        follows=_follows(oral, check),
        parts=tuple(part for part in _parts(office, number, oral, check) if part.text),
        signers=tuple(
            GridMember(seat(each, form.commission), each.name)
            for each in oral.sitting or office.session.jurors
        ),
        **heading_of(office, number),
    )


def _follows(oral: Oral, check: DossierCheck | None) -> str:
    if check is not None and check.outcome.facts.doubt:
        follows = statuses.reserve_follows(oral)
    else:
        follows = "" if check is None else statuses.outcome_follows(oral.form, check.outcome)
    source = source_of(oral.form, "dossier")
    told = f"({source})" if source and source not in follows else ""
    return " ".join(filter(None, (follows, told)))


def _parts(office: Office, number: int, oral: Oral, check: DossierCheck | None) -> Iterator[Labelled]:
    rule, course = oral.form.dossier, oral.plan.candidate.course
    yield Labelled("Contrôle", _when(office, number))
    yield Labelled("Motif", "" if check is None else check.reason)
    yield Labelled("Pièces demandées", "\n".join(_documents(oral, check)))
    yield Labelled("Fiches", "\n".join(_sheets(rule, check)))
    if check is not None and check.experience_pages is not None:
        pages = count(check.experience_pages, "page")
        limit = f", {rule.experience_pages} au plus" if rule.experience_pages is not None else ""
        yield Labelled("Présentation de l’activité professionnelle", f"{pages}{limit}.")
    if rule.rubrics:
        kind = "Rubriques obligatoires" if rule.rubrics_compulsory else "Rubriques indicatives"
        named = (f"{place}. {rubric}" for place, rubric in enumerate(rule.rubrics, start=1))
        yield Labelled(f"{kind} de chaque fiche", "\n".join(named))
    if check is not None and (check.detailed or check.outcome.facts.concluded):
        yield Labelled("Ce que relève le contrôle", "\n".join(_found(rule, check, course)))
    if check is None or not check.outcome.facts.concluded:
        outcomes = (each.facts.label for each in Outcome if each.facts.concluded)
        yield Labelled("Conclusion, à cocher", "\n".join(f"{_BLANK} {label}" for label in outcomes))
    yield Labelled("À l’arrivée du candidat", "\n".join(presence_lines(oral)))
    yield Labelled(Matter.RESERVE.facts.title, ruling_words(oral, Matter.RESERVE))


def _found(rule: DossierRule, check: DossierCheck, course: Course | None) -> tuple[str, ...]:
    """Never « rien à signaler » of what nobody went through."""
    if check.outcome.facts.none:
        return ("Aucune pièce, le dossier étant absent.",)
    if not check.detailed:
        return (_AS_A_WHOLE,)
    return fault_words(rule, check, course) or ("Rien à signaler.",)


def _when(office: Office, number: int) -> str:
    """« Consigné le mardi 18 mai 2027 à 14:52, par Camille Fictif »; "" where nothing is recorded."""
    history = office.history(number)
    kept = entries_without(history.entries, frozenset(history.undone))
    last = next((each for each in reversed(kept) if isinstance(each.event, DossierChecked)), None)
    if last is None:
        return ""
    names = {juror.key: juror.name for juror in (*office.session.jurors, *history.oral.jurors)}
    by = f", par {names[last.author]}" if last.author in names else ""
    return f"Consigné le {formats.day_and_hour(formats.local(last.reading.utc))}{by}."


def _documents(oral: Oral, check: DossierCheck | None) -> Iterator[str]:
    """With a box each, empty where it is missing or still to be looked for; without where the commission
    concluded on the whole.
    """
    rule, course = oral.form.dossier, oral.plan.candidate.course
    looked = check is not None and (check.detailed or check.outcome.facts.none)
    as_a_whole = check is not None and check.outcome.facts.concluded and not looked
    for place, document in enumerate(asked_documents(rule, course)):
        there = check is not None and place in check.documents
        if as_a_whole:
            yield document
            continue
        state = "" if not looked else "au dossier" if there else "manque"
        yield f"{_TICKED if there else _BLANK} {document}{f'{COLON} {state}' if state else ''}"


def _sheets(rule: DossierRule, check: DossierCheck | None) -> Iterator[str]:
    if check is None:
        return
    for place, sheet in enumerate(check.sheets):
        missing = ", ".join(str(each + 1) for each in sheet.missing)
        told = (
            [f"sans les rubriques {missing}" if missing else "toutes les rubriques"] if rule.rubrics else []
        )
        if sheet.annex_pages is not None:
            told.append(count(sheet.annex_pages, "page d’annexes", "pages d’annexes"))
        yield f"{sheet_title(rule, check, place)}{COLON} {', '.join(told) or 'présente'}."
