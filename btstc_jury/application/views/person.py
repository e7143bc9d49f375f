"""Everything that a file holds about one person, and nothing of another."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.persons import orals_of
from btstc_jury.application.views import formats
from btstc_jury.application.views.grid import place_of, watermark_of
from btstc_jury.application.views.person_events import PersonEvent, person_events
from btstc_jury.application.views.person_marks import WARNINGS, KeptBack, kept_back
from btstc_jury.application.views.person_sections import Section, identity_section, sections
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.session import FileKind


@dataclass(frozen=True, slots=True)
class PersonOral:
    """``journal``: hash of its last row, hex. ``kept_back``: why marks are left out, ``None`` for none."""

    oral: int
    heading: str
    form_key: str
    form_version: str
    form_hash: str
    stage: str
    status: str
    version: int
    kept_back: KeptBack | None
    sections: tuple[Section, ...]
    events: tuple[PersonEvent, ...]
    journal: str


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """The whole export; see ``views.paper.Paper`` for its printed form. ``made``: when."""

    made: Reading
    file_name: str
    file_kind: FileKind
    number: str
    identity: Section
    orals: tuple[PersonOral, ...]
    watermark: str
    diploma: str
    session: str
    exam: str
    centre: str
    place: str
    candidate: str
    details: str = "Copie de tout ce que le fichier d’examen contient au sujet d’une personne"
    heading: str = "Données d’une personne"
    candidate_lines: tuple[str, ...] = ()
    sitting_lines: tuple[str, ...] = ()
    form: str = ""
    journal: str = ""
    provisional: bool = False
    language: str = "fr-FR"

    @property
    def title(self) -> str:
        return f"{self.heading} — {self.candidate}"

    @property
    def state(self) -> str:
        return "copie"

    @property
    def warning(self) -> str:
        """What whoever hands the copy over must know; "" where nothing is kept back."""
        why = (each.kept_back for each in self.orals)
        return "\n".join(dict.fromkeys(WARNINGS[each] for each in why if each is not None))

    @property
    def notes(self) -> tuple[str, ...]:
        return (
            "Données à caractère personnel. À remettre à la personne elle-même, ou à qui la représente.",
            "Le fichier qui accompagne ce document (JSON) contient les mêmes données.",
        )


def person_record(office: Office, number: str) -> PersonRecord:
    """Raises ``PersonProblem`` as ``orals_of``, ``FileProblem`` where an oral can't be read."""
    numbers = orals_of(office, number)
    session = office.session
    orals = tuple(_oral(office, each) for each in numbers)
    latest = office.oral(numbers[-1])
    made = office.now()
    at = formats.local(made.utc)
    return PersonRecord(
        made=made,
        file_name=office.file.path.name,
        file_kind=session.kind,
        number=latest.plan.candidate.number,
        identity=identity_section(latest),
        orals=orals,
        watermark=watermark_of(session.kind),
        diploma=latest.form.diploma,
        session=f"Session {session.year}",
        exam=", ".join(dict.fromkeys(office.oral(each).form.exam for each in numbers)),
        centre=session.centre,
        place=place_of(session),
        candidate=latest.plan.candidate.full_name,
        candidate_lines=(f"N° {latest.plan.candidate.number}",),
        sitting_lines=(f"Copie faite le {formats.long_day(at.date()).lower()} à {at:%H:%M}",),
        form=f"{formats.count(len(orals), 'oral', 'oraux')} du fichier",
    )


def _oral(office: Office, number: int) -> PersonOral:
    oral = office.oral(number)
    form = oral.form
    return PersonOral(
        oral=number,
        heading=f"{form.exam} {form.title} — {form.name}",
        form_key=form.key,
        form_version=form.version,
        form_hash=form.hash,
        stage=oral.stage.value,
        status=oral.room.status.value,
        version=oral.version,
        kept_back=kept_back(oral) if oral.ended is not None else None,
        sections=tuple(each for each in sections(office, number) if each.items),
        events=person_events(office, number),
        journal=office.file.head(number).hex(),
    )
