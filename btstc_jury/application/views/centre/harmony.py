"""What is shown and printed for those who harmonise: tables, each line with a drawing and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from btstc_jury.domain.centre.timetable import SlotKey


class PartFacts(NamedTuple):
    """``says`` and ``says_not``: for the president of the jury, what its figures tell and what they don't."""

    label: str
    says: str
    says_not: str
    nothing: str


class Part(StrEnum):
    """In the order in which they are shown."""

    COMMISSIONS = "commissions"
    JURORS = "jurors"
    NOTABLE = "notable"
    APART = "apart"
    AGREEMENT = "agreement"
    LEVELS = "levels"
    TIMES = "times"

    @property
    def facts(self) -> PartFacts:
        return _PARTS[self]


_NO_OPINIONS = (
    "Aucune interrogation revenue n’a d’avis séparés révélés\u202f: les commissions ont délibéré d’un commun"
    " avis, ou leurs fichiers ne sont pas encore lus."
)
_PARTS: Mapping[Part, PartFacts] = {
    Part.COMMISSIONS: PartFacts(
        "Notes par commission",
        "Les notes que chaque commission a proposées, et l’écart de sa moyenne à celle de toutes les autres."
        " Un intervalle qui ne contient pas zéro dit que le hasard seul l’explique mal.",
        "Il ne dit pas qu’une commission est sévère ou généreuse\u202f: elle a entendu d’autres candidats,"
        " d’autres établissements. Aucune note n’est corrigée ni à corriger d’après lui\u202f; il dit où"
        " relire.",
        "Aucune note proposée n’est revenue pour cette forme.",
    ),
    Part.JURORS: PartFacts(
        "Notes par examinateur",
        "Les notes que chacun a données avant délibération, là où les avis étaient séparés et révélés. Un"
        " nom est celui d’une personne dans une commission\u202f: le même nom dans une autre est compté à"
        " part.",
        "Les examinateurs de commissions différentes n’ont pas entendu les mêmes candidats\u202f: leurs"
        " moyennes ne se comparent pas. Un avis n’est pas la note, que la commission propose ensemble.",
        _NO_OPINIONS,
    ),
    Part.NOTABLE: PartFacts(
        "Interrogations à regarder",
        "Les notes loin de celles de leur commission ou de l’examinateur (au-delà de 1,5 fois l’écart"
        " entre quartiles), et les avis plus éloignés que le seuil de divergence de la forme.",
        "Une note à part peut être la bonne\u202f: c’est la grille, l’appréciation et la commission qui le"
        " disent. Rien n’est signalé dans un groupe de moins de 8.",
        "Aucune note ne se détache de son groupe.",
    ),
    Part.APART: PartFacts(
        "Avant délibération",
        "L’écart entre la plus basse et la plus haute des notes que les examinateurs d’une même"
        " interrogation proposaient.",
        "Un grand écart n’est pas une faute\u202f: les avis séparés servent à cela, et la délibération l’a"
        " levé. Un écart nul ne dit pas que la note est juste.",
        _NO_OPINIONS,
    ),
    Part.AGREEMENT: PartFacts(
        "Accord entre examinateurs",
        "L’alpha de Krippendorff dit combien les avis séparés s’accordent au-delà du hasard\u202f: 1 tout"
        " à fait, 0 pas plus que le hasard. On conclut d’ordinaire à partir de 0,80\u202f; entre 0,67 et"
        " 0,80, avec prudence.",
        "Il ne dit pas qui a raison, ni si les notes sont justes. Quand tous les candidats se valent, il"
        " baisse sans que personne n’ait mal jugé. Il ne compare pas deux commissions.",
        _NO_OPINIONS,
    ),
    Part.LEVELS: PartFacts(
        "Niveaux par critère",
        "Les niveaux retenus de chaque critère\u202f; « non évalué » est compté à part. Un critère non"
        " évalué une fois sur quatre ou plus est signalé.",
        "Un critère peu évalué peut tenir à la forme, au déroulement ou aux sujets, non aux commissions.",
        "Aucun niveau n’est revenu pour cette forme.",
    ),
    Part.TIMES: PartFacts(
        "Temps par phase",
        "Le temps pris par chaque phase, suspensions déduites, par commission et pour toutes.",
        "Les candidats au temps majoré y sont compris\u202f: un long temps peut être le leur. Une phase"
        " écourtée n’est pas une faute en soi.",
        "Aucun temps n’est revenu pour cette forme.",
    ),
}


@dataclass(frozen=True, slots=True)
class Spread:
    """Values of one group on a scale. ``points``: each one where there are few, else those that lie far off;
    ``bars``: how many in each step from ``low`` on, none where there are few; ``whiskers``: the furthest that
    aren't far off; ``limit``: a time granted.
    """

    low: float
    high: float
    points: tuple[float, ...]
    bars: tuple[int, ...] = ()
    box: tuple[float, float, float] | None = None
    whiskers: tuple[float, float] | None = None
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """How often each level, lowest first, then « non évalué »."""

    letters: tuple[str, ...]
    counts: tuple[int, ...]
    apart: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval on a scale; ``steps``: what it is held against."""

    low: float
    high: float
    value: float
    interval: tuple[float, float] | None
    steps: tuple[float, ...]


Drawing: TypeAlias = Spread | Shares | Estimate


@dataclass(frozen=True, slots=True)
class Cell:
    """``order``: by which a table is sorted, what isn't known last."""

    text: str
    order: float | str


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` and ``least``: of a table on the screen, pixels of the design; ``points``: of the width of a
    page, 0 for one that isn't printed.
    """

    title: str
    share: int
    least: int
    points: float


@dataclass(frozen=True, slots=True)
class Line:
    """``cells``: as the columns of its part, the drawing's in words; ``flagged``: it is pointed at;
    ``place``: of the oral that it is about; ``printed``: it is on paper too.
    """

    cells: tuple[Cell, ...]
    drawing: Drawing | None = None
    flagged: bool = False
    place: SlotKey | None = None
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """``told``: what is in it, a sentence; ``drawn``: place of the column of drawings, -1 for none."""

    part: Part
    told: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    drawn: int


@dataclass(frozen=True, slots=True)
class HarmonyView:
    """Of one form. ``partial``: what isn't in it, and what couldn't be read, a sentence each."""

    title: str
    heading: str
    session: str
    centre: str
    counts: str
    partial: tuple[str, ...]
    sections: tuple[Section, ...]
    footnote: str
    watermark: str = ""
    provisional: bool = False
    language: str = "fr-FR"


HEADING = "Harmonisation"
NOTHING = (
    "Aucune note proposée n’est encore revenue. Recevez les fichiers des commissions à la page Collecte"
    "\u202f: ce qu’elles proposent se lit ici, forme par forme."
)
