"""Who is examined, and by whom: on the banner that never leaves, at the head of pages, in copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypedDict

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.domain.candidate import Accommodation, Plan
from btstc_jury.domain.commission import CommissionRule, Juror, RoleFacts
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.session import ExamSession, FileKind

_ABSENT_PROFESSIONAL = "Professeur d’économie et gestion, remplaçant le professionnel"


def seat(juror: Juror, rule: CommissionRule | None = None) -> str:
    """In what capacity a juror sits, in full, with what is recorded of them beyond it; in the words of the
    ``rule`` of a form, where one is at hand.
    """
    title = _ABSENT_PROFESSIONAL if juror.replaces_professional else _facts(juror, rule).title
    return f"{title}, {juror.quality}" if juror.quality else title


def seat_short(juror: Juror, rule: CommissionRule | None = None) -> str:
    return "Remplaçant" if juror.replaces_professional else _facts(juror, rule).short


def named(juror: Juror, rule: CommissionRule | None = None) -> str:
    """« Camille Okoye (Éco-gestion) »: a short capacity before the name would read as a part of it."""
    return f"{juror.name} ({seat_short(juror, rule)})"


def _facts(juror: Juror, rule: CommissionRule | None) -> RoleFacts:
    return juror.role.facts if rule is None else rule.facts(juror.role)


def columns(oral: Oral) -> tuple[str, ...]:
    """A few letters for each seat of an oral, numbered where two would be the same: « ÉG 1 », « ÉG 2 »."""
    rule = oral.form.commission
    letters = [
        "Rempl." if each.replaces_professional else rule.facts(each.role).letters for each in oral.jurors
    ]
    return tuple(
        f"{text} {letters[: place + 1].count(text)}" if letters.count(text) > 1 else text
        for place, text in enumerate(letters)
    )


@dataclass(frozen=True, slots=True)
class Particular:
    """One thing that a plan tells, as the copy for the person says it; ``text`` is "" where it isn't known.

    ``printed``: on the pages too, under the name; ``shown``: on the banner too.
    """

    label: str
    text: Callable[[Plan], str]
    printed: bool = False
    shown: bool = False


def _birth(plan: Plan) -> str:
    return formats.short_day(plan.candidate.birth) if plan.candidate.birth else ""


def _course(plan: Plan) -> str:
    """« Scolaire, établissement public… »: the word « Voie » stands before it."""
    label = plan.candidate.course.facts.label if plan.candidate.course else ""
    bare = label.removeprefix("Voie ")
    return bare[:1].upper() + bare[1:]


def _share(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}" if value else ""


def _length(value: Duration) -> str:
    return formats.minutes(value) if value else ""


IDENTITY = (
    Particular("Numéro", lambda plan: plan.candidate.number),
    Particular("Nom", lambda plan: plan.candidate.last_name),
    Particular("Prénoms", lambda plan: plan.candidate.first_names),
    Particular("Date de naissance", _birth),
    Particular("Spécialité", lambda plan: plan.candidate.specialty, printed=True),
    Particular("Établissement", lambda plan: plan.candidate.school, printed=True),
    Particular("Voie", _course, printed=True),
    Particular("Classe", lambda plan: plan.candidate.class_name, printed=True, shown=True),
    Particular("Groupe", lambda plan: plan.candidate.group, printed=True, shown=True),
)
ENROLMENT = (
    Particular("Convoqué", lambda plan: f"le {formats.day_and_hour(plan.scheduled)}"),
    Particular("Majoration de la préparation", lambda plan: _share(plan.accommodation.preparation)),
    Particular("Majoration de chaque phase", lambda plan: _share(plan.accommodation.phases)),
    Particular("Majoration du total", lambda plan: _share(plan.accommodation.total)),
    Particular("Pauses accordées", lambda plan: _length(plan.accommodation.pauses)),
    Particular("Aides prévues", lambda plan: plan.accommodation.aids),
    Particular("Sujet prévu", lambda plan: plan.subject),
)
"""All that a plan tells: what isn't named here is missing from banner, pages and copy, and a test says so."""


def particular_lines(plan: Plan) -> Iterator[str]:
    """Number and birth, then what pages tell besides."""
    birth = f" · né(e) le {_birth(plan)}" if plan.candidate.birth else ""
    yield f"N° {plan.candidate.number}{birth}"
    for each in (*IDENTITY, *ENROLMENT):
        if each.printed and (text := each.text(plan)):
            yield f"{each.label}{formats.NARROW}: {text}"


class Heading(TypedDict):
    """What every page about one oral has at its head and in its foot; see ``views.paper.PrintedView``."""

    watermark: str
    diploma: str
    session: str
    exam: str
    centre: str
    place: str
    candidate: str
    candidate_lines: tuple[str, ...]
    form: str
    journal: str


def heading_of(office: Office, number: int) -> Heading:
    oral, session = office.oral(number), office.session
    form = oral.form
    return Heading(
        watermark=session.kind.facts.watermark,
        diploma=form.diploma,
        session=f"Session {session.year}",
        exam=f"{form.exam} {form.title}",
        centre=session.centre,
        place=place_of(session),
        candidate=oral.plan.candidate.full_name,
        candidate_lines=tuple(particular_lines(oral.plan)),
        form=f"{form.key} {form.version} · {form.hash[:8]}",
        journal=office.file.index.head(number).hex(),
    )


def unsigned_names(oral: Oral) -> str:
    """Who has yet to sign the settled version, « Camille Fictif, Dominique Modèle », or ""."""
    return ", ".join(each.name for each in oral.signatures_due)


def lacking_words(who: str) -> str:
    """« Signatures manquantes : Camille Fictif »; "" where nobody's is."""
    return f"Signatures manquantes{formats.COLON} {who}" if who else ""


def place_of(session: ExamSession) -> str:
    """« Commission 3 · B12 »."""
    room = f" · {session.room}" if session.room else ""
    return f"Commission {session.commission}{room}"


@dataclass(frozen=True, slots=True)
class IdentityView:
    """``jurors``: (seat in short, name). ``tags``: what distinguishes this oral, « Temps majoré 1/3 ».
    ``reserve``: why the commission doubts the dossier, "" where there is no reserve.
    """

    name: str
    number: str
    form: str
    tags: tuple[str, ...]
    jurors: tuple[tuple[str, str], ...]
    kind: FileKind
    kind_label: str
    reserve: str = ""


def named_form(office: Office, form: Form) -> str:
    """Its name, and its version where the file holds several of it."""
    several = any(each.hash != form.hash for each in office.versions(form.key))
    return f"{form.name}, version {form.version}" if several else form.name


def identity_view(office: Office, oral: int) -> IdentityView:
    state = office.oral(oral)
    shown = (each.text(state.plan) for each in (*IDENTITY, *ENROLMENT) if each.shown)
    return IdentityView(
        name=state.plan.candidate.full_name,
        number=state.plan.candidate.number,
        form=named_form(office, state.form),
        tags=(*accommodation_tags(state.plan.accommodation), *filter(None, shown)),
        jurors=tuple(
            (seat_short(juror, state.form.commission), juror.name)
            for juror in state.sitting or office.session.jurors
        ),
        kind=office.session.kind,
        kind_label=office.session.label,
        reserve=_reserve(state),
    )


def _reserve(state: Oral) -> str:
    dossier = state.proceedings.dossier
    if dossier is None or not state.proceedings.reserved:
        return ""
    return f"Note sous réserve de vérification du dossier{formats.COLON} {dossier.reason}"


def accommodation_tags(accommodation: Accommodation) -> tuple[str, ...]:
    """Only the time granted; aids are the commission's to read elsewhere."""
    pauses = (f"Pauses {formats.minutes(accommodation.pauses)}",) if accommodation.pauses else ()
    if not accommodation.extends_time:
        return pauses
    times = (accommodation.preparation, accommodation.phases, accommodation.total)
    extra = max(times)
    if all(each == extra for each in times):
        return (f"Temps majoré {fraction(extra)}", *pauses)
    return ("Temps majoré", *pauses)


def fraction(value: Fraction) -> str:
    """« 1/3 », or a percentage where the denominator isn't a usual one."""
    if value.denominator in {2, 3, 4}:
        return f"{value.numerator}/{value.denominator}"
    return f"{float(value * 100):.0f}\u202f%"
