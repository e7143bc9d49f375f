"""What an oral plays: the fiche that the commission retained and what it made of it (E4, l.5436-5439), the
situation simulated in CCF (l.5371-5379), the project that it chose (E6, l.5735), the documents that the
candidate is given (E1, l.5156; E2, l.5199; EF1, l.5785); and what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Handed(StrEnum):
    """Which annexes of the fiche the candidate got for the preparation (« tout ou partie », l.5438), or which
    complementary documents (l.5371): words that go with either.
    """

    ALL = "all"
    SOME = "some"
    NONE = "none"

    @property
    def label(self) -> str:
        return _HANDED[self]


_HANDED: Mapping[Handed, str] = {
    Handed.ALL: "la totalité",
    Handed.SOME: "une partie",
    Handed.NONE: "rien",
}


@dataclass(frozen=True, slots=True)
class PlayingFacts:
    """``title``: over what is recorded; ``which``: what is chosen, ``one``: of several, « fiche »;
    ``annexes``: what is handed over, "" for nothing. ``phases``: how each phase from the first takes it;
    ``changed``: the commission modifies it; ``of_dossier``: it is one of what the candidate's dossier holds.
    """

    title: str
    which: str
    one: str
    annexes: str = ""
    changed: bool = False
    phases: tuple[str, ...] = ()
    of_dossier: bool = True


class Playing(StrEnum):
    """``MODIFIED``: a fiche of the candidate's, presented without what the commission modified, then
    simulated with it (l.5454-5462); ``SIMULATED``: a context like that of situation 1; ``PROJECT``: one of
    the candidate's projects; ``DOCUMENTS``: those that the candidate is given to work on.
    """

    MODIFIED = "modified"
    SIMULATED = "simulated"
    PROJECT = "project"
    DOCUMENTS = "documents"

    @property
    def facts(self) -> PlayingFacts:
        return _PLAYINGS[self]


_PLAYINGS: Mapping[Playing, PlayingFacts] = {
    Playing.MODIFIED: PlayingFacts(
        "Situation retenue",
        "fiche retenue",
        "Fiche",
        "annexes remises",
        changed=True,
        phases=("sans les modifications", "avec les modifications"),
    ),
    Playing.SIMULATED: PlayingFacts(
        "Situation proposée", "situation proposée", "Situation", "documents complémentaires remis"
    ),
    Playing.PROJECT: PlayingFacts("Projet choisi", "projet choisi", "Projet"),
    Playing.DOCUMENTS: PlayingFacts("Documents remis", "documents remis", "", of_dossier=False),
}


@dataclass(frozen=True, slots=True)
class Played:
    """``sheet``: place from 0 in the candidate's dossier, ``None`` where it isn't said; ``changes``: what the
    commission modified; ``handed``: ``None`` where it isn't said; ``altered``: it modified the annexes too;
    ``subject``: what the oral is about, « anglais », where the form asks for it.
    """

    sheet: int | None = None
    title: str = ""
    changes: str = ""
    handed: Handed | None = None
    altered: bool = False
    subject: str = ""

    def told(self, annexes: str = "annexes remises") -> Iterator[str]:
        """What is known of it, in a few words each: « n° 2, Chauffage bois », « modifié : le budget ».
        ``annexes``: what is handed over, as in ``PlayingFacts``.
        """
        number = "" if self.sheet is None else f"n° {self.sheet + 1}"
        yield from filter(None, (number, self.title))
        if self.changes:
            yield f"modifié\u202f: {self.changes}"
        if self.handed is not None:
            altered = ", modifiées" if self.altered else ""
            yield f"{annexes}\u202f: {self.handed.label}{altered}"


NOTHING_PLAYED = Played()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A PDF that the candidate gets. ``size``: bytes; ``digest``: SHA-256, hex; ``place``: among those that
    were ever attached to the oral, from 1: the file keeps them all.
    """

    name: str
    size: int
    digest: str
    place: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """The situation as the candidate gets it for the preparation (l.5437): a page of the commission's, a
    document of its own, or both. ``annexes``: those that come with it, in words.
    """

    title: str = ""
    context: str = ""
    changes: str = ""
    annexes: str = ""
    attached: Attachment | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to hand over."""
        return self != NO_SCENARIO


NO_SCENARIO = Scenario()


def unsaid(played: Played, playing: Playing, scenario: Scenario = NO_SCENARIO) -> Iterator[str]:
    """What isn't recorded of it, in a few words each; what the page handed over says is."""
    facts = playing.facts
    simulated = playing is Playing.SIMULATED
    if played.sheet is None and not (played.title or scenario.title or (simulated and scenario)):
        yield facts.which
    if facts.changed and not (played.changes or scenario.changes):
        yield "modifications de la commission"
    joined = scenario.annexes or (simulated and scenario.attached)
    if facts.annexes and played.handed is None and not joined:
        yield facts.annexes
