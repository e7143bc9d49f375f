"""A form of an exam: phases, times, criteria, scale and rules, as the form file gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.commission import CommissionRule
from btstc_jury.domain.marking import Block, NotAssessed, PartialMark, Rounding
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.playing import Playing

NOT_ASSESSED = "NE"
"""The level of a criterion that the commission could not observe; distinct from *not yet rated*."""


class Authority(StrEnum):
    """Who settles a value of a form."""

    ARRETE = "arrete"
    CIRCULAR = "circular"
    WORKBOOK = "workbook"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value of a form comes from. ``note`` and ``place``, « annexe V, E4, § 4.B », are shown to the
    user; ``lines`` are those of our copy of the arrêté, and never shown.
    """

    authority: Authority
    note: str
    lines: str = ""
    place: str = ""


TYPED = Origin(Authority.DEFAULT, "saisi par le centre")
DEFAULT_SCALE = "échelle par défaut, non fixée par un texte"


@dataclass(frozen=True, slots=True)
class Competence:
    """``label`` follows the unit lists of annexe V; ``remark`` keeps what another annexe says."""

    code: str
    label: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion, verbatim; ``number`` is its place in the exam's official list, from 1; ``line``: of our
    copy of the arrêté, 0 where it isn't from there.

    ``descriptors``: what each level of the scale looks like, lowest first, "" for one without; none at all
    where the form has none. ``points``: at the highest level, ``None`` for an equal part of its block's;
    ``block``: place from 1 among the form's blocks, 0 for none.
    """

    number: int
    text: str
    competences: tuple[str, ...]
    line: int
    descriptors: tuple[str, ...] = ()
    points: Decimal | None = None
    block: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the scale, lowest first in the form; ``letters`` are what the boxes show (at most 3).

    ``share``: of a criterion's points, in hundredths; ``None`` for equal steps from nothing to all of them.
    """

    letters: str
    label: str
    share: Decimal | None = None


class LimitKind(StrEnum):
    MAXIMUM = "maximum"
    REMAINDER = "remainder"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of the oral. ``maximum`` is given for ``LimitKind.MAXIMUM`` only.

    ``competences`` are the codes shown first in this phase: an order of display, never a restriction.
    ``indicative``: the maximum is « indicatif », going over it is no excess.
    """

    title: str
    short: str
    limit: LimitKind
    maximum: Duration | None
    uninterrupted: bool
    candidate: str
    commission: str
    competences: tuple[str, ...] = ()
    indicative: bool = False


class SettingKind(StrEnum):
    """How a time is known: never there, fixed by the form, or set when the oral is opened."""

    NONE = "none"
    FIXED = "fixed"
    AT_OPENING = "at_opening"


@dataclass(frozen=True, slots=True)
class TimeRule:
    """A time of the form. ``duration``: the fixed time, or the time proposed at opening (may be absent).

    ``complement_of``: minutes from which what another situation used is taken away (E4 CCF 2: 50).
    ``indicative``: « durée indicative » (E1, § 2.2): the clock runs and tells, nothing is an excess.
    """

    kind: SettingKind
    duration: Duration | None = None
    complement_of: Duration | None = None
    indicative: bool = False


@dataclass(frozen=True, slots=True)
class MarkRule:
    """Marks go from 0 to ``maximum`` by ``step``.

    ``rounding`` and ``not_assessed``: of the total calculated from points, where the form gives points;
    ``summed``: the mark is the sum of the partial marks.
    ``counted_above``: only points above it count for the diploma (EF1, annexe IV, note 1); the mark itself is
    the commission's as ever.
    """

    maximum: Decimal
    step: Decimal
    guide: bool
    divergence_levels: int
    divergence_points: Decimal
    rounding: Rounding = Rounding.NONE
    not_assessed: NotAssessed = NotAssessed.LEFT_OUT
    summed: bool = False
    counted_above: Decimal | None = None


class WithoutDossier(StrEnum):
    """What follows where the candidate has no dossier: present but not validated, as with one that isn't
    compliant (E4, l.5442), or no oral, which the commission tells the candidate (E6, l.5720).
    """

    NOT_VALIDATED = "not_validated"
    NO_ORAL = "no_oral"


@dataclass(frozen=True, slots=True)
class DossierRule:
    """What the candidate's dossier holds and what follows when it fails.

    ``minimum_sheets``: sheets at least; ``rubrics``: headings of each sheet, verbatim, compulsory
    (« impérativement », E4) where ``rubrics_compulsory`` says so, indicative (« notamment », E6) otherwise;
    ``annex_pages``: pages at most beside each sheet (``None``: no limit given); ``experience_pages``:
    pages at most of the presentation that replaces the sheet for candidates by experience;
    ``told_of_reserve``: whether the candidate is told of the commission's doubt at the end;
    ``permissions``: what the candidate may bring or receive, never a missing piece; ``tools``: those that
    the candidate may use, "" where nothing is said of them; ``attestations``: which are asked of a candidate
    who comes by that way.
    """

    sheet_name: str
    minimum_sheets: int
    rubrics: tuple[str, ...]
    annex_pages: int | None
    experience_pages: int | None
    documents: tuple[str, ...]
    marked: bool
    told_of_reserve: bool
    rubrics_compulsory: bool = False
    permissions: tuple[str, ...] = ()
    tools: str = ""
    attestations: Mapping[Course, str] = field(default_factory=dict)
    without: WithoutDossier = WithoutDossier.NOT_VALIDATED

    @property
    def asked(self) -> bool:
        """Whether the candidate brings anything that is checked."""
        return bool(self.minimum_sheets or self.documents)


NO_DOSSIER = DossierRule("", 0, (), None, None, (), marked=False, told_of_reserve=False)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the oral is about, typed by the commission: ``label``, « Langue », « Thèmes étudiés »; ``note``:
    what the arrêté says of it.
    """

    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """One of the « situations d'évaluation » of a CCF: the mark of one is never that of the épreuve.

    ``number``: from 1, in the order in which they are held; ``of``: the exam, « E4 »; ``weight``: its part
    of the exam's mark, out of 100, ``None`` where no text gives one; it counts for nothing unless
    ``weights_on``; ``count``: how many the exam has; ``written``: the numbers of those that are no oral (E1,
    E3) and are held elsewhere.
    """

    number: int
    of: str
    weight: Decimal | None = None
    weights_on: bool = False
    count: int = 2
    written: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form. ``hash`` is the SHA-256 (hex) of its canonical content and pins it to an oral.

    ``origins`` maps a key path of the form file (``total``, ``phases.2.maximum``) to its source.
    ``situation``: ``None`` for a ponctuel, and for a CCF of a single situation.
    ``parts_due``: a part that isn't held has to be explained (E4 ponctuel « se déroule en quatre parties »).
    ``playing``: what the commission chooses for the oral, ``None`` for nothing; ``subject``: what it is
    about. ``assessed``: what the lines of the grid are called; ``coefficient``: ``None`` where none is
    given (EF1).
    ``marks``: partial marks, beside the mark itself; ``motivated``: the appreciation gives its reasons.
    """

    key: str
    version: str
    diploma: str
    exam: str
    unit: str
    title: str
    name: str
    coefficient: int | None
    source: str
    preparation: TimeRule
    total: TimeRule
    phases: tuple[Phase, ...]
    competences: tuple[Competence, ...]
    criteria: tuple[Criterion, ...]
    levels: tuple[Level, ...]
    scale_note: str
    mark: MarkRule
    commission: CommissionRule
    dossier: DossierRule
    secrecy: str
    origins: Mapping[str, Origin]
    hash: str
    situation: Situation | None = None
    parts_due: bool = False
    playing: Playing | None = None
    blocks: tuple[Block, ...] = ()
    marks: tuple[PartialMark, ...] = ()
    motivated: bool = False
    assessed: Assessed = Assessed.CRITERIA
    subject: Subject | None = None

    def criterion(self, number: int) -> Criterion | None:
        """The criterion of that official number, or ``None`` when this form does not assess it."""
        return next((each for each in self.criteria if each.number == number), None)

    def competence(self, code: str) -> Competence | None:
        return next((each for each in self.competences if each.code == code), None)

    def origin(self, path: str) -> Origin | None:
        """Where the value at that key path comes from; one inside of another has the origin of that one."""
        while path and path not in self.origins:
            path = path.rpartition(".")[0]
        return self.origins.get(path)

    def sum_of(self, partial: Mapping[int, Decimal]) -> Decimal | None:
        """Of the marks by their places, ``None`` until all are there."""
        return sum(partial.values(), Decimal(0)) if len(partial) == len(self.marks) else None

    @property
    def without_criterion(self) -> tuple[Competence, ...]:
        """Competences assessed that no criterion bears, as C3.3.1 of E6 (annexe V, E6, § 3)."""
        borne = {code for criterion in self.criteria for code in criterion.competences}
        return tuple(each for each in self.competences if each.code not in borne)

    @property
    def level_letters(self) -> tuple[str, ...]:
        """Letters accepted as a rating, lowest level first, « non évalué » last."""
        return (*(level.letters for level in self.levels), NOT_ASSESSED)


def in_ccf(key: str) -> bool | None:
    """Whether the form of that key is of a contrôle en cours de formation: « e4-ccf-1 », « e6-ccf-unique »,
    « e4-ponctuel »; ``None`` where the key doesn't say.
    """
    parts = key.split("-")
    return True if "ccf" in parts else False if "ponctuel" in parts else None
