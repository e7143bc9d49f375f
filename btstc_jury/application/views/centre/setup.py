"""What is entered of a centre, as lists show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from btstc_jury.application.centre.hours import days_words
from btstc_jury.application.views.formats import COLON, clock
from btstc_jury.domain.centre.candidates import CentreCandidate, sittings
from btstc_jury.domain.centre.timetable import (
    CentreJuror,
    FormTimes,
    PlacingRules,
    Timetable,
    Wish,
)
from btstc_jury.domain.commission import Role
from btstc_jury.domain.form import Form


class SetupRow(NamedTuple):
    """``cells``: one for each heading of its list."""

    identity: int
    cells: tuple[str, ...]


COMMISSION_HEADINGS = ("N°", "Épreuve", "Salle", "Préparation", "Examinateurs", "Demi-journées", "Placés")
JUROR_HEADINGS = ("Nom", "Rôle", "Établissement", "UAI", "Présences", "Commissions")
ROOM_HEADINGS = ("Salle", "Places", "Commissions")


def commission_rows(timetable: Timetable, forms: Mapping[str, Form]) -> tuple[SetupRow, ...]:
    placed = Counter(each.commission for each in timetable.slots.values())
    rows = []
    for each in timetable.commissions.values():
        form = forms.get(each.form)
        room = timetable.rooms.get(each.preparation_room)
        names = [timetable.jurors[one].name for one in each.jurors if one in timetable.jurors]
        cells = (
            each.number,
            form.name if form is not None else each.form,
            each.room,
            room.name if room is not None else "",
            ", ".join(names),
            days_words(each.half_days),
            str(placed[each.identity] or ""),
        )
        rows.append(SetupRow(each.identity, cells))
    return tuple(rows)


def juror_rows(timetable: Timetable) -> tuple[SetupRow, ...]:
    where: dict[int, list[str]] = {}
    for commission in timetable.commissions.values():
        for juror in commission.jurors:
            where.setdefault(juror, []).append(commission.number)
    return tuple(
        SetupRow(
            each.identity,
            (
                each.name,
                each.role.facts.short,
                each.school,
                each.school_code,
                days_words(each.hours) or "toujours",
                ", ".join(where.get(each.identity, ())),
            ),
        )
        for each in timetable.jurors.values()
    )


def room_rows(timetable: Timetable) -> tuple[SetupRow, ...]:
    users: dict[int, list[str]] = {}
    for commission in timetable.commissions.values():
        users.setdefault(commission.preparation_room, []).append(commission.number)
    return tuple(
        SetupRow(each.identity, (each.name, str(each.seats), ", ".join(users.get(each.identity, ()))))
        for each in timetable.rooms.values()
    )


def rule_lines(rules: PlacingRules) -> tuple[str, ...]:
    """In sentences, the hard ones first."""
    lunch = "aucune"
    if rules.lunch is not None:
        lunch = f"de {clock(rules.lunch[0])} à {clock(rules.lunch[1])}"
    school = "jamais" if rules.own_school_hard else "évité autant que possible"
    return (
        f"Délibération après chaque interrogation{COLON} {rules.deliberation} min",
        f"Entre deux interrogations d’un candidat{COLON} {rules.gap} min au moins",
        f"Pause de midi{COLON} {lunch}",
        f"Examinateur du lycée du candidat{COLON} {school}",
        f"Candidats dont la liste ne dit pas l’épreuve{COLON} {', '.join(rules.exams) or 'aucune'}",
    )


def juror_line(juror: CentreJuror) -> str:
    """« Mme Okoye, Éco-gestion, Lycée des Tilleuls »."""
    return ", ".join(filter(None, (juror.name, juror.role.facts.short, juror.school)))


def form_line(form: Form) -> str:
    """What it is of, beside its name."""
    return form.title


def missing_seats(form: Form, roles: Sequence[Role]) -> str:
    """What the form asks for that isn't there, "" for nothing."""
    rule = form.commission
    if rule.any_quality:
        return ""
    wanted = Counter(rule.members)
    wanted.subtract(roles)
    lacking = [rule.facts(role).short for role, number in wanted.items() for _ in range(number)]
    if not lacking:
        return ""
    # « Pro. » has its full stop.
    told = f"{', '.join(lacking).removesuffix('.')}."
    return f"Il manque, selon la forme{COLON} {told}" if roles else f"La forme demande{COLON} {told}"


def exams_of(forms: Mapping[str, FormTimes]) -> tuple[str, ...]:
    """Of all forms, each once, whatever its situations."""
    return tuple(dict.fromkeys(each.exam.split(" ")[0] for each in forms.values()))


def heard_exams(timetable: Timetable) -> tuple[str, ...]:
    """Of the commissions, or of all forms while there are none."""
    heard = {each.form for each in timetable.commissions.values()}
    forms = {key: each for key, each in timetable.forms.items() if key in heard}
    return exams_of(forms or timetable.forms)


def told_exams(timetable: Timetable, candidate: CentreCandidate) -> tuple[str, ...]:
    """What the list says that he takes, or else the centre."""
    return tuple(each.exam for each in sittings(candidate.exams)) or timetable.rules.exams


def extra_words(candidate: CentreCandidate) -> str:
    if candidate.extra_time is None:
        return "Temps majoré\u202f: la liste ne dit rien."
    if not candidate.extra_time:
        return "Temps majoré\u202f: aucun."
    return f"Temps majoré\u202f: {candidate.extra_time} de chaque temps, préparation comprise."


def wish_words(timetable: Timetable, wish: Wish) -> str:
    """In one line, "" for none."""
    names = [timetable.jurors[each].name for each in wish.avoids if each in timetable.jurors]
    parts = [f"évite {', '.join(names)}"] if names else []
    if wish.not_before is not None:
        parts.append(f"pas avant {wish.not_before:%d/%m} {clock(wish.not_before.time())}")
    if wish.not_after is not None:
        parts.append(f"pas après {wish.not_after:%d/%m} {clock(wish.not_after.time())}")
    if wish.exams is not None:
        parts.append(f"passe ici {', '.join(wish.exams) or 'aucune épreuve'}")
    if wish.absent:
        parts.append("absent")
    return "\u202f; ".join(parts)
