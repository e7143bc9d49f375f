"""The people who examine, in what capacity, and whether they may sit (l.5476-5479, l.5785-5788)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import cast

ROLE_LIMIT = 60
"""Characters of a role."""


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """``title``: in full; ``short``: beside a name; ``letters``: over a column. ``teaches``: only the
    president of the jury may leave that seat empty; ``replaces``: may take the professional's seat.
    """

    title: str
    short: str
    letters: str
    teaches: bool = True
    replaces: bool = False


class Role(StrEnum):
    """Capacity in which a juror sits: those of the arrêté (l.5477-5480, l.5767-5769), and any other word that
    a form has, « Professeur de lettres », which is then its own value.
    """

    EG = "eg"
    STI = "sti"
    PROFESSIONAL = "professional"

    @classmethod
    def _missing_(cls, value: object) -> Role | None:
        """The role of that word, one and the same each time; ``None`` for what can't be one."""
        if not isinstance(value, str) or value != value.strip() or not 0 < len(value) <= ROLE_LIMIT:
            return None
        role = str.__new__(cls, value)
        role._name_ = role._value_ = value
        known = cast("dict[str, Role]", cls._value2member_map_)
        return known.setdefault(value, role)

    @property
    def facts(self) -> RoleFacts:
        return _ROLES.get(self) or _facts_of(self.value)


_ROLES: Mapping[Role, RoleFacts] = {
    Role.EG: RoleFacts("Professeur d’économie et gestion", "Éco-gestion", "ÉG", replaces=True),
    Role.STI: RoleFacts("Professeur de sciences et techniques industrielles", "STI", "STI"),
    Role.PROFESSIONAL: RoleFacts("Professionnel", "Pro.", "Pro.", teaches=False),
}
_TEACHER = re.compile(
    r"(?:professeure?|enseignante?|formateur|formatrice) (?:de la |de l’|des |de |du |d’)", re.IGNORECASE
)
_SMALL = frozenset(
    {"de", "du", "des", "la", "le", "les", "et", "en", "à", "au", "aux", "ou", "un", "une", "l", "d"}
)
_LONGEST_SHORT = 24


@cache
def _facts_of(word: str) -> RoleFacts:
    """« Professeur de langue vivante étrangère »: « Langue vivante étrangère » and LVE."""
    bare = _TEACHER.sub("", word, count=1) if _TEACHER.match(word) else word
    short = bare[:1].upper() + bare[1:]
    words = [each for each in re.split(r"[ ’'-]+", short) if each and each.lower() not in _SMALL]
    initials = "".join(each[0] for each in words).upper()
    letters = initials[:4] if len(words) > 1 else f"{short[:4]}."
    if len(short) > _LONGEST_SHORT:
        short = f"{_ended(short[:_LONGEST_SHORT].rsplit(' ', 1)[0])}…"
    return RoleFacts(word[:1].upper() + word[1:], short, letters)


def _ended(words: str) -> str:
    """« Représentant » of « Représentant d’une », where the rest was cut off."""
    kept = words.split(" ")
    while len(kept) > 1 and re.split(r"[’']", kept[-1])[-1].lower() in _SMALL:
        kept.pop()
    return " ".join(kept)


@dataclass(frozen=True, slots=True)
class Juror:
    """``key`` is stable within the exam file. ``replaces_professional``: an EG professor in that seat;
    ``quality``: what there is to say of them beyond the role, « membre de l'équipe pédagogique », or "".
    """

    key: str
    name: str
    role: Role
    replaces_professional: bool = False
    quality: str = ""


@dataclass(frozen=True, slots=True)
class JurorPin:
    """What is kept of a juror's PIN: ``salt`` and ``digest`` (scrypt), hex. It guards a turn, not a safe."""

    juror: str
    salt: str
    digest: str


@dataclass(frozen=True, slots=True)
class RoleWords:
    """As ``RoleFacts``, where a form says them; "" for what is cut from the role itself."""

    title: str = ""
    short: str = ""
    letters: str = ""


class AbsentProfessional(StrEnum):
    REPLACED_BY_EG = "replaced_by_eg"
    TWO_TEACHERS_ALONE = "two_teachers_alone"


@dataclass(frozen=True, slots=True)
class CommissionRule:
    """``members``: one seat for each, one interrogator at least. ``absent_professional``: ``None`` where no
    professional sits. ``any_quality``: whoever sits, of whatever role and however many, since no text says it
    (E1, E2, E3, EF1): the members are those proposed. ``qualities``: what the arrêté asks of a member beyond
    the role, « chargé des enseignements de gestion de projet ». ``roles``: what the form calls some of them.
    """

    members: tuple[Role, ...]
    absent_professional: AbsentProfessional | None
    replacement_note: str
    qualities: Mapping[Role, str] = field(default_factory=dict)
    any_quality: bool = False
    roles: Mapping[Role, RoleWords] = field(default_factory=dict)

    def facts(self, role: Role) -> RoleFacts:
        """Of a role, in the words of the form where it has some."""
        known, own = role.facts, self.roles.get(role, RoleWords())
        return replace(
            known,
            title=own.title or known.title,
            short=own.short or known.short,
            letters=own.letters or known.letters,
        )


@dataclass(frozen=True, slots=True)
class Vacancy:
    """An empty seat that the arrêté doesn't settle: the president of the jury's decision is recorded."""

    role: Role
    president: str
    reason: str


class Finding(StrEnum):
    """``NOBODY``: no oral begins so; ``SEAT_EMPTY``: needs a recorded decision; ``NO_REPLACEMENT``:
    the form admits none; ``SURPLUS``: that seat is taken already; ``BESIDE_PROFESSIONAL``: the replacement
    sits though the professional is there.
    """

    NOBODY = "nobody"
    PROFESSIONAL_REPLACED = "professional_replaced"
    TWO_TEACHERS_ALONE = "two_teachers_alone"
    SEAT_EMPTY = "seat_empty"
    NO_REPLACEMENT = "no_replacement"
    SURPLUS = "surplus"
    BESIDE_PROFESSIONAL = "beside_professional"


@dataclass(frozen=True, slots=True)
class SeatFinding:
    """What the commission's composition calls for; ``role``: the seat concerned."""

    finding: Finding
    role: Role

    @property
    def needs_decision(self) -> bool:
        return self.finding is Finding.SEAT_EMPTY


def check_commission(rule: CommissionRule, jurors: Sequence[Juror]) -> tuple[SeatFinding, ...]:
    """Nothing to say of a complete commission; an empty tuple then. Only an EG professor may
    replace, and only who is absent; three people, no more (annexe V, E4, § 4.A and § 4.B; E6, § 5). Where any
    quality will do, one person is enough. Nobody's decision replaces the last one.
    """
    if not jurors:
        return (SeatFinding(Finding.NOBODY, rule.members[0]),)
    if rule.any_quality:
        return ()
    found: list[SeatFinding] = []
    held = [juror.role for juror in jurors if not juror.replaces_professional]
    replacing = [juror.role for juror in jurors if juror.replaces_professional]
    replaced = any(role.facts.replaces for role in replacing)
    may_replace = rule.absent_professional is AbsentProfessional.REPLACED_BY_EG
    if replacing and not (may_replace and all(role.facts.replaces for role in replacing)):
        found.append(SeatFinding(Finding.NO_REPLACEMENT, Role.PROFESSIONAL))
    elif replacing and Role.PROFESSIONAL in held:
        found.append(SeatFinding(Finding.BESIDE_PROFESSIONAL, Role.PROFESSIONAL))
    elif len(replacing) > 1:
        found.append(SeatFinding(Finding.SURPLUS, Role.PROFESSIONAL))
    found.extend(
        SeatFinding(Finding.SURPLUS, role)
        for role in dict.fromkeys((*Role, *held))
        if held.count(role) > rule.members.count(role)
    )
    for role in rule.members:
        if role in held:
            continue
        found.append(SeatFinding(_empty(role, replaced=replaced, may_replace=may_replace), role))
    return tuple(found)


def _empty(role: Role, *, replaced: bool, may_replace: bool) -> Finding:
    if role.facts.teaches:
        return Finding.SEAT_EMPTY
    if not may_replace:
        return Finding.TWO_TEACHERS_ALONE
    return Finding.PROFESSIONAL_REPLACED if replaced else Finding.SEAT_EMPTY
