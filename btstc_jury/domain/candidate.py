"""Who is examined, when, and with which accommodation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from btstc_jury.domain.moments import ZERO, Duration

NO_EXTRA = Fraction(0)
ONE_THIRD = Fraction(1, 3)

NAME_LIMIT = 200
"""Characters of a number, a name, a school."""


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """``label``: where it is chosen and printed, in the words of annexe IV; ``in_ccf``: the exams that it
    takes by contrôle en cours de formation, the others are ponctuels.
    """

    label: str
    in_ccf: frozenset[str] = frozenset()


class Course(StrEnum):
    """The way by which a candidate comes to the exam, a column of annexe IV (l.4707-4750).

    ``SCHOOL``: public, or private under contract; ``SCHOOL_OTHER``: any other private school;
    ``APPRENTICESHIP``: centre or section habilitated, ``_OTHER``: not; ``CONTINUING_PUBLIC``: in a public
    centre habilitated; ``CONTINUING``: in any other; ``EXPERIENCE``: three years of it.
    """

    SCHOOL = "school"
    SCHOOL_OTHER = "school_other"
    APPRENTICESHIP = "apprenticeship"
    APPRENTICESHIP_OTHER = "apprenticeship_other"
    CONTINUING_PUBLIC = "continuing_public"
    CONTINUING = "continuing"
    DISTANCE = "distance"
    EXPERIENCE = "experience"

    @property
    def facts(self) -> CourseFacts:
        return _COURSES[self]


WRITTEN = frozenset({"E1", "E3", "E5"})
"""The exams that are written where they are ponctuels (annexe IV)."""

_E4 = frozenset({"E4"})
_ALL = frozenset({"E1", "E2", "E3", "E4", "E6"})
_COURSES: Mapping[Course, CourseFacts] = {
    Course.SCHOOL: CourseFacts("Voie scolaire, établissement public ou privé sous contrat", _E4),
    Course.SCHOOL_OTHER: CourseFacts("Voie scolaire, établissement privé hors contrat"),
    Course.APPRENTICESHIP: CourseFacts("Apprentissage, CFA ou section habilité", _E4),
    Course.APPRENTICESHIP_OTHER: CourseFacts("Apprentissage, CFA ou section non habilité"),
    Course.CONTINUING_PUBLIC: CourseFacts("Formation continue, établissement public habilité", _ALL),
    Course.CONTINUING: CourseFacts("Formation continue, autre établissement"),
    Course.DISTANCE: CourseFacts("Enseignement à distance"),
    Course.EXPERIENCE: CourseFacts("Expérience professionnelle de trois ans"),
}
"""Annexe IV: écrite, orale or CCF. Its first column also names the continuing education of habilitated
public centres, which has a column of its own, the second: we follow that one.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Minimal identity. ``number`` is text: leading zeros count; ``course``: ``None`` while not known.
    ``class_name``, ``group``: of a student who rehearses.
    """

    number: str
    last_name: str
    first_names: str
    birth: date | None = None
    school: str = ""
    specialty: str = ""
    course: Course | None = None
    class_name: str = ""
    group: str = ""

    @property
    def full_name(self) -> str:
        """Name as the lists print it: LAST NAME First names."""
        return f"{self.last_name.upper()} {self.first_names}".strip()


@dataclass(frozen=True, slots=True)
class Accommodation:
    """Extra time granted, as a fraction of each time (1/3: 10 min become 13:20). Never a diagnosis.

    ``pauses``: allowance of pauses with the clock stopped.
    """

    preparation: Fraction = NO_EXTRA
    phases: Fraction = NO_EXTRA
    total: Fraction = NO_EXTRA
    aids: str = ""
    pauses: Duration = ZERO

    @property
    def extends_time(self) -> bool:
        return bool(self.preparation or self.phases or self.total)


@dataclass(frozen=True, slots=True)
class Plan:
    """One line of the day's list. ``scheduled`` is local wall time of the centre, without zone; ``subject``:
    what the oral is to be about, « anglais », where the form asks for it and it is known beforehand.
    """

    candidate: Candidate
    scheduled: datetime
    accommodation: Accommodation = field(default_factory=Accommodation)
    subject: str = ""
