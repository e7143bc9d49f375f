"""The situation that a candidate gets for the preparation: composed as a page, or a PDF attached."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.office import Changes, Office
from btstc_jury.application.ports import Document
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import formats
from btstc_jury.application.views.paper import Labelled, PrintedView
from btstc_jury.application.views.people import heading_of
from btstc_jury.application.views.planning import parse_length
from btstc_jury.application.views.played import chosen_words
from btstc_jury.application.views.shared_total import shared_total
from btstc_jury.domain.events import ScenarioWritten
from btstc_jury.domain.form import Form, SettingKind
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral, played_in
from btstc_jury.domain.playing import Attachment, Scenario

LARGEST = 8 << 20
"""Bytes of a document attached."""
MOST_PAGES = 20
_PDF = b"%PDF-"


class UnfitDocument(Exception):
    """A document that isn't attached; the message says in French why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioView(PrintedView):
    """The page as the candidate gets it: nothing of the jury's, no mark, no fiche of another."""

    footnotes: tuple[str, ...] = ("Document remis au candidat pour la préparation.",)
    parts: tuple[Labelled, ...]


def checked(name: str, content: bytes, pages: int, *, too_large: bool) -> None:
    """``pages``: as they could be drawn. Raises ``UnfitDocument``."""
    if too_large:
        raise UnfitDocument(
            f"«\u202f{name}\u202f» dépasse {LARGEST >> 20}\u202fMio\u202f: il n’a pas été joint."
            " Joignez-en une version plus légère."
        )
    if not content.startswith(_PDF) or pages < 1:
        raise UnfitDocument(
            f"«\u202f{name}\u202f» n’a pas pu être lu comme un PDF\u202f: il n’a pas été joint."
            " Exportez-le de nouveau en PDF, sans mot de passe."
        )
    if pages > MOST_PAGES:
        raise UnfitDocument(
            f"«\u202f{name}\u202f» a {pages} pages, {MOST_PAGES} au plus\u202f: il n’a pas été joint."
        )


def read_document(path: Path, read: Callable[[Path], bytes], count: Callable[[bytes], int]) -> bytes:
    """``count``: of the pages that could be drawn, in a process of its own. Raises ``UnfitDocument``,
    ``FileProblem``.
    """
    try:
        too_large = path.stat().st_size > LARGEST
    except OSError:
        # Reading it says what is wrong.
        too_large = False
    content = b"" if too_large else read(path)
    fits = not too_large and len(content) <= LARGEST and content.startswith(_PDF)
    checked(path.name, content, count(content) if fits else 0, too_large=too_large or len(content) > LARGEST)
    return content


def proposed_scenario(oral: Oral) -> Scenario:
    """As recorded, or begun with what is recorded of what is played."""
    scenario, played = oral.proceedings.scenario, played_in(oral)
    return scenario or Scenario(played.title, changes=played.changes)


def keep_scenario(
    office: Office, number: int, scenario: Scenario, added: tuple[str, bytes] | None = None
) -> Changes:
    """``added``: name and content of a document to attach in place of another, found fit. Raises as
    ``Office.act``.
    """
    if added is None:
        return office.act(number, ScenarioWritten(scenario))
    name, content = added
    place = 1 + max((each.place for each in _ever_attached(office, number)), default=0)
    attached = Attachment(name, len(content), hashlib.sha256(content).hexdigest(), place)
    document = Document(number, -place, 0, content)
    event = ScenarioWritten(replace(scenario, attached=attached))
    return office.act(number, event, documents=(document,))


def _ever_attached(office: Office, number: int) -> tuple[Attachment, ...]:
    """Those taken back too: the file keeps their documents."""
    events = (entry.event for entry in office.history(number).entries)
    found = (each.scenario.attached for each in events if isinstance(each, ScenarioWritten))
    return tuple(each for each in found if each is not None)


def attached_content(office: Office, number: int) -> bytes | None:
    """The document attached now. Raises ``FileProblem`` where the file doesn't have the one that the journal
    tells of.
    """
    attached = office.oral(number).proceedings.scenario.attached
    if attached is None:
        return None
    kept = office.file.proofs.document(number, -attached.place)
    if kept is None or hashlib.sha256(kept.content).hexdigest() != attached.digest:
        detail = told(Fault.OTHER_ATTACHMENT, name=attached.name)
        raise FileProblem(ProblemKind.DAMAGED, office.file.path, detail)
    return kept.content


def scenario_view(office: Office, number: int) -> ScenarioView:
    """Raises ``FileProblem`` where the oral can't be read."""
    oral = office.oral(number)
    form, playing = oral.form, oral.form.playing
    heading = heading_of(office, number)
    heading["journal"] = heading["form"] = ""
    changed = playing is not None and playing.facts.changed
    return ScenarioView(
        heading="Situation modifiée" if changed else "Situation proposée",
        details=form.name,
        sitting_lines=(
            f"Convoqué le {formats.day_and_hour(oral.plan.scheduled)}",
            *_times(form, preparation_time(oral), oral_time(office, number)),
        ),
        state="à remettre",
        parts=tuple(part for part in _parts(oral) if part.text),
        **heading,
    )


def preparation_time(oral: Oral) -> Duration | None:
    """As granted, extra time included; ``None`` where there is none, or the commission has yet to set it."""
    if oral.preparation is not None:
        return oral.preparation.allowed
    rule = oral.form.preparation
    fixed = rule.duration if rule.kind is SettingKind.FIXED else None
    return fixed.scaled(1 + oral.plan.accommodation.preparation) if fixed is not None else None


def oral_time(office: Office, number: int) -> Duration | None:
    """The total for the candidate, extra time included; ``None`` where it is yet to be set."""
    oral = office.oral(number)
    if oral.total is not None or oral.form.total.kind is SettingKind.FIXED:
        return oral.allotment.total
    shared = shared_total(office, number)
    used = parse_length(shared.used) if shared is not None else None
    return (shared.whole - used).floored() if shared is not None and used is not None else None


def page_words(office: Office, number: int) -> str:
    """What the page tells, as it stands: of times, those that are set."""
    oral = office.oral(number)
    told = ["son nom"]
    if preparation_time(oral) is not None:
        told.append("son temps de préparation")
    if oral_time(office, number) is not None:
        told.append("la durée de l’interrogation")
    there = f"{', '.join(told[:-1])} et {told[-1]} y figurent" if len(told) > 1 else "son nom y figure"
    begins = "au début de la préparation" if oral.form.preparation.kind is not SettingKind.NONE else ""
    receives = " ".join(filter(None, (f"{oral.plan.candidate.full_name} reçoit cette page", begins)))
    return f"{receives}\u202f: {there}, rien de la commission."


def _times(form: Form, preparation: Duration | None, whole: Duration | None) -> Iterator[str]:
    if preparation is not None:
        loose = form.preparation.indicative
        told = formats.length(preparation, indicative=loose)
        yield f"Temps de préparation{formats.COLON} {told}"
    if whole is not None:
        loose = form.total.indicative
        told = formats.length(whole, indicative=loose)
        yield f"Durée de l’interrogation{formats.COLON} {told}{'' if loose else ' au plus'}"


def _parts(oral: Oral) -> tuple[Labelled, ...]:
    scenario, attached = oral.proceedings.scenario, oral.proceedings.scenario.attached
    return (
        Labelled("Situation", scenario.title or chosen_words(oral)),
        Labelled("Contexte", scenario.context),
        Labelled("Ce qui change", scenario.changes),
        Labelled("Annexes remises", scenario.annexes),
        Labelled("Document joint", "" if attached is None else attached.name),
    )
