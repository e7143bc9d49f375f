"""What the candidates of a centre, and the versions that came back to it, are found by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from btstc_jury.application.finding import Held, Passage, words_of
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.collected import OralFacts


class VersionKey(NamedTuple):
    receipt: str
    file: str
    oral: int


class Seen(NamedTuple):
    """A version that came, found by its words. ``centre``: the number of its row; ``passages``: none where
    the centre keeps no texts.
    """

    centre: int
    receipt: str
    file: str
    oral: int
    words: str
    passages: tuple[Passage, ...]

    @property
    def held(self) -> Held:
        return Held(self.words, self.passages)

    @property
    def key(self) -> VersionKey:
        return VersionKey(self.receipt, self.file, self.oral)


def words_of_version(facts: OralFacts, passages: Sequence[Passage]) -> str:
    """What one version is found by. Name, number, school, exam and commission always are."""
    candidate = facts.candidate
    known = (candidate.full_name, candidate.number, candidate.school, f"{facts.exam} {facts.title}")
    return words_of((*known, f"commission {facts.commission}", *(each.text for each in passages)))


def words_of_candidate(candidate: CentreCandidate) -> str:
    names = (candidate.last_name, candidate.usual_name, candidate.first_names, candidate.usual_first_name)
    numbers = (candidate.number, candidate.registration, candidate.ine)
    return words_of((" ".join(names), *numbers, candidate.school, candidate.division, candidate.specialty))
