"""What is told at once of a candidate as entered: what can't be, and what is probably a slip."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from btstc_jury.application.office import Office
from btstc_jury.application.overlaps import slot, slots_of_day
from btstc_jury.application.ports import FormSource
from btstc_jury.application.problems import UnusableForm
from btstc_jury.application.summary import OralSummary
from btstc_jury.application.views import formats
from btstc_jury.domain.candidate import WRITTEN, Candidate, Course, Plan
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.form import Form, in_ccf
from btstc_jury.domain.wording import folded


@dataclass(frozen=True, slots=True)
class Doubts:
    """In words, or "". ``number``: another person has it, which can't be; ``time``: the commission hears
    somebody else then, or the candidate is somewhere else, which is taken when it is meant; ``free``: the
    first hour after it at which neither is so, where the day has one.
    """

    number: str = ""
    time: str = ""
    free: datetime | None = None


def unnamed(candidate: Candidate) -> bool:
    """Whether the number alone tells who it is, so far."""
    return not (candidate.last_name or candidate.first_names)


def reads_as(one: Candidate, other: Candidate) -> bool:
    """The same number and names, however they were typed."""
    first, second = ((each.number, each.last_name, each.first_names) for each in (one, other))
    return [*map(folded, first)] == [*map(folded, second)]


def same_person(summary: OralSummary, candidate: Candidate) -> bool:
    """By the names as they are read, however they were typed, and by the birth where both tell it."""
    known = (summary.last_name, summary.first_names)
    entered = (candidate.last_name, candidate.first_names)
    births = {summary.birth, candidate.birth} - {None}
    return [*map(folded, known)] == [*map(folded, entered)] and len(births) < 2


def doubts(office: Office, plan: Plan, but: int | None = None, form: Form | None = None) -> Doubts:
    """``but``: the oral that is being corrected; ``form``: the one chosen. Raises ``FileProblem``."""
    candidate = plan.candidate
    others = [each for each in office.file.index.all() if each.oral != but and each.stage.facts.listed]
    taken = next(
        (
            each
            for each in others
            if folded(each.number) == folded(candidate.number) and not same_person(each, candidate)
        ),
        None,
    )
    before = None if but is None else office.oral(but).plan
    same = before is not None and (before.candidate.number, before.candidate.full_name) == (
        candidate.number,
        candidate.full_name,
    )
    known = before is not None and before.scheduled == plan.scheduled
    busy = "" if known else _busy(office, others, plan, but, form)
    free = _first_free(office, plan, form, but) if busy and form is not None else None
    return Doubts(
        "" if taken is None or same or unnamed(candidate) or not candidate.number.strip() else _taken(taken),
        f"{busy} Première heure libre\u202f: {formats.clock(free)}." if free else busy,
        free,
    )


def _entered(office: Office, candidate: Candidate, but: int | None = None) -> Iterator[OralSummary]:
    """The orals under which the same candidate stands in the file. Raises ``FileProblem``."""
    return (
        each
        for each in office.file.index.all()
        if each.oral != but and each.stage.facts.listed and _is(each, candidate)
    )


def _numbered(office: Office, candidate: Candidate) -> Iterator[OralSummary]:
    """Raises ``FileProblem``."""
    return (
        each
        for each in office.file.index.all()
        if each.stage.facts.listed
        and folded(each.number) == folded(candidate.number)
        and (candidate.birth is None or each.birth in {None, candidate.birth})
    )


def taken_forms(office: Office, candidate: Candidate, but: int | None = None) -> frozenset[str]:
    """Keys of the forms under which the candidate stands in the file already. Raises ``FileProblem``."""
    return frozenset(each.form_key for each in _entered(office, candidate, but))


def known_plan(office: Office, candidate: Candidate) -> Plan | None:
    """The plan of the latest oral of the same candidate, or of who has the number while no name is entered:
    its particulars hold for the next one; ``None`` for somebody new. Raises ``FileProblem``.
    """
    entered = _numbered(office, candidate) if unnamed(candidate) else _entered(office, candidate)
    latest = max(entered, key=lambda each: each.scheduled, default=None)
    return None if latest is None else office.oral(latest.oral).plan


def usable_forms(library: FormSource) -> tuple[Form, ...]:
    """Those of this machine that can be read; a faulty one is told where forms are chosen."""
    found = []
    for key in library.keys():  # noqa: SIM118 - a port, not a mapping
        try:
            found.append(library.get(key))
        except UnusableForm:
            continue
    return tuple(found)


def forms_to_choose(
    library: FormSource, pinned: Form | None, in_file: tuple[Form, ...]
) -> tuple[tuple[Form, ...], str]:
    """The forms to choose from, those of the file too, and what is wrong with those of this machine that
    can't be used.
    """
    forms: list[Form] = []
    faults: list[str] = []
    for key in library.keys():  # noqa: SIM118 - a port, not a mapping
        if pinned is not None and key == pinned.key:
            forms.append(pinned)
            continue
        try:
            forms.append(library.get(key))
        except UnusableForm as fault:
            faults.append(str(fault))
    if pinned is not None and pinned not in forms:
        forms.insert(0, pinned)
    known = {form.hash for form in forms}
    for other in in_file:
        if other.hash not in known:
            place = max((n for n, form in enumerate(forms, 1) if form.key == other.key), default=len(forms))
            forms.insert(place, other)
    return tuple(forms), "\n".join(faults)


def file_forms(office: Office, but: int | None = None) -> tuple[Form, ...]:
    """Of the file's orals, where the form of their key that is this machine's is another version; ``but``:
    the oral that is being corrected. Raises ``FileProblem``.
    """
    found: dict[str, Form] = {}
    differing: dict[str, bool] = {}
    for each in office.file.index.all():
        if each.oral == but or each.damaged or not each.stage.facts.listed:
            continue
        if each.form_key not in differing:
            differing[each.form_key] = _differs(office, each.form_key)
        if differing[each.form_key]:
            form = office.oral(each.oral).form
            found[form.hash] = form
    return tuple(found.values())


def _differs(office: Office, key: str) -> bool:
    """Whether some form of that key in the file isn't this machine's."""
    try:
        usual = office.library.get(key).hash
    except UnusableForm:
        return True
    return any(each.hash != usual for each in office.versions(key))


def other_version_words(chosen: Form, others: Sequence[Form]) -> str:
    """That other orals of the file have other versions of ``chosen``; "" where none has."""
    versions = {each.hash: each.version for each in others if each.key == chosen.key}
    versions.pop(chosen.hash, None)
    if not versions:
        return ""
    told = " et ".join(sorted(set(versions.values())))
    return (
        f"D’autres interrogations de ce fichier ont la version {told}\u202f: choisissez-la ici"
        " pour que toutes aient la même."
    )


def usual_form(forms: Sequence[Form], jurors: Sequence[Juror]) -> str:
    """The key of the form of which most members are among these jurors, the first of several; "" for none."""
    roles = {each.role for each in jurors}
    fitting = [(len(roles & set(form.commission.members)), form.key) for form in forms]
    most = max((count for count, _ in fitting), default=0)
    return next((key for count, key in fitting if count == most and most), "")


def implied_form(
    course: Course | None, chosen: Form, forms: Sequence[Form], taken: frozenset[str]
) -> Form | None:
    """The form of the same exam that the course implies (annexe IV, l.4707-4750), ``chosen`` itself where it
    is one of them; ``None`` where nothing is implied. Of several situations, the first that the candidate
    hasn't ``taken``: they come in this order (l.5333).
    """
    by_ccf = in_ccf(chosen.key) if course is None else chosen.exam in course.facts.in_ccf
    if by_ccf is None or in_ccf(chosen.key) is None:
        return None
    fitting = [each for each in forms if each.exam == chosen.exam and in_ccf(each.key) is by_ccf]
    left = [each for each in fitting if each.key not in taken]
    if chosen in left:
        return chosen
    return next(iter([*left, *fitting]), None)


def other_form_words(course: Course | None, chosen: Form) -> str:
    """Why another form than ``chosen`` was to be expected; "" where it is the one."""
    by_ccf = in_ccf(chosen.key)
    if course is None or by_ccf is None or by_ccf is (chosen.exam in course.facts.in_ccf):
        return ""
    how = "sous forme ponctuelle" if by_ccf else "par contrôle en cours de formation"
    written = ", écrite" if by_ccf and chosen.exam in WRITTEN else ""
    return f"Pour cette voie, l’annexe IV prévoit l’épreuve {chosen.exam} {how}{written}."


def _taken(other: OralSummary) -> str:
    born = f", né(e) le {formats.short_day(other.birth)}" if other.birth else ""
    return f"Ce numéro est celui de {other.full_name}{born}\u202f: corrigez l’un des deux."


def _busy(
    office: Office, others: Sequence[OralSummary], plan: Plan, but: int | None, form: Form | None
) -> str:
    """The candidate elsewhere first, then the commission at the same hour, then a part of it."""
    own = None if form is None else slot(plan, form)
    beside = () if own is None else tuple(slots_of_day(office, plan.scheduled, but))
    for other, there in beside:
        if own is not None and own.attended_beside(there) and _is(other, plan.candidate):
            return (
                f"{other.full_name} est déjà attendu à {formats.clock(there.expected)} ({other.form_name}),"
                f" jusqu’à {formats.clock(there.ends)}."
            )
    then = next((each for each in others if each.scheduled == plan.scheduled), None)
    if then is not None:
        return f"La commission entend déjà {then.full_name} à {formats.clock(then.scheduled)}."
    for other, there in beside:
        if own is not None and own.heard_beside(there):
            return (
                f"La commission entend déjà {other.full_name} de {formats.clock(there.begins)}"
                f" à {formats.clock(there.ends)}, et entendrait celui-ci de {formats.clock(own.begins)}"
                f" à {formats.clock(own.ends)}."
            )
    return ""


_STEP = timedelta(minutes=5)


def _first_free(office: Office, plan: Plan, form: Form, but: int | None) -> datetime | None:
    """From the hour of ``plan`` on, in whole steps."""
    there = [
        (begun, _is(other, plan.candidate)) for other, begun in slots_of_day(office, plan.scheduled, but)
    ]
    hours = {begun.expected for begun, _ in there}
    at = plan.scheduled
    while at.date() == plan.scheduled.date():
        own = slot(replace(plan, scheduled=at), form)
        beside = any(own.attended_beside(other) if same else own.heard_beside(other) for other, same in there)
        if not beside and at not in hours:
            return at
        at += _STEP - timedelta(minutes=at.minute % (_STEP.seconds // 60))
    return None


def _is(other: OralSummary, candidate: Candidate) -> bool:
    return folded(other.number) == folded(candidate.number) and same_person(other, candidate)


_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)


def no_such_day(day: int, month: int, year: int) -> str:
    """Why there is no such day, « Le 31/02 n’existe pas : février 2027 a 28 jours. », or ""."""
    if not 1 <= month <= len(_MONTHS):
        return f"Il n’y a pas de mois {month:02d}\u202f: écrivez jour/mois/année."
    last = monthrange(year, month)[1]
    if 1 <= day <= last:
        return ""
    return f"Le {day:02d}/{month:02d} n’existe pas\u202f: {_MONTHS[month - 1]} {year} a {last} jours."
