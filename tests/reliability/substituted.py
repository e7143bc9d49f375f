"""Signatures rightly made, at places that aren't theirs: is any grid of them taken for signed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from btstc_jury.application.evaluation import EvaluationData
from btstc_jury.application.signing import Said, SignatureView
from btstc_jury.application.verification import Verdict
from btstc_jury.documents.grid_body import signature_field
from btstc_jury.documents.signing.authority import Authority, new_authority
from btstc_jury.documents.signing.identity import Identity
from btstc_jury.documents.signing.sign import sign
from btstc_jury.documents.signing.verification.envelope import envelopes
from tests.documents.signing.signers import DRAWING, NOW, authority
from tests.documents.signing.verification.grids import evaluation, ready, signed, usual, vouched
from tests.reliability.damages import Undetected
from tests.reliability.fuzz import Traceback

_PLACES = (1, 2, 3)


class Substituted:
    """Grids of two candidates, of two versions of one, by members of two commissions."""

    def __init__(self, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._chance = chance
        self._names = [each.name for each in evaluation().grid.members]
        self._others = tuple(signed(ready(each)) for each in (_next_version(), _other_candidate()))
        self._stranger: Authority = new_authority("Lycée Jean-Monnet", 2027, "3", now=NOW)
        right = self._signed(*(self._own(place) for place in _PLACES))
        if vouched(right).verdict is not Verdict.VALID:
            raise Undetected("the grid isn't valid to begin with")
        self._ways: tuple[Callable[[], bytes], ...] = (
            self._of_another_document,
            self._of_another_place,
            self._goes_on_as_another,
            self._changed_places,
            self._one_for_two,
            self._one_key_two_names,
            self._of_another_authority,
        )

    def one(self) -> None:
        """Raises ``Undetected`` or ``Traceback``."""
        way = self._chance.choice(self._ways)
        pdf = way()
        self.tally["grids"] += 1
        try:
            report = vouched(pdf)
        except Exception as error:
            raise Traceback(f"{way.__name__}: {type(error).__name__}: {error}") from error
        told = (*report.problems, *(fault for each in report.signatures for fault in each.faults))
        if report.verdict is not Verdict.INVALID or not told:
            raise Undetected(f"{way.__name__}: {report.verdict}, {told}")
        self.tally["refused"] += 1

    def _own(self, place: int) -> Identity:
        return authority().issue(self._names[place - 1], "évaluateur", now=NOW)

    def _signed(self, *signers: Identity) -> bytes:
        pdf = ready(evaluation())
        for place, (signer, name) in enumerate(zip(signers, self._names, strict=True), start=1):
            said = Said(NOW, "Grille d’évaluation, version 1", "Lycée Jean-Monnet")
            pdf = sign(pdf, signature_field(place), signer, SignatureView(name, "", DRAWING), said)
        return pdf

    def _of_another_document(self) -> bytes:
        theirs = self._chance.choice(envelopes(self._chance.choice(self._others)))
        return self._with_digits(self._chance.randrange(3), theirs.digits)

    def _of_another_place(self) -> bytes:
        mine, other = self._chance.sample(range(3), 2)
        return self._with_digits(mine, envelopes(usual())[other].digits)

    def _with_digits(self, place: int, digits: bytes) -> bytes:
        mine = envelopes(usual())[place]
        digits = digits[: len(mine.digits)].ljust(len(mine.digits), b"0")
        return usual()[: mine.start + 1] + digits + usual()[mine.end - 1 :]

    def _goes_on_as_another(self) -> bytes:
        """The first signatures of one document, what the later ones added to another."""
        other, place = self._chance.choice(self._others), self._chance.randrange(2)
        return usual()[: envelopes(usual())[place].until] + other[envelopes(other)[place].until :]

    def _changed_places(self) -> bytes:
        """Members sign at each other's places."""
        first, second = self._chance.sample(_PLACES, 2)
        order = list(_PLACES)
        order[first - 1], order[second - 1] = second, first
        return self._signed(*map(self._own, order))

    def _one_for_two(self) -> bytes:
        """One certificate that bears the names of all."""
        both = authority().issue(" ".join(self._names), "évaluateur", now=NOW)
        signers = [self._own(place) for place in _PLACES]
        for place in self._chance.sample(_PLACES, self._chance.choice((2, 3))):
            signers[place - 1] = both
        return self._signed(*signers)

    def _one_key_two_names(self) -> bytes:
        """A second certificate, in the other's name, of the key of the first."""
        first, second = self._chance.sample(_PLACES, 2)
        signers = [self._own(place) for place in _PLACES]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ec, "generate_private_key", lambda _curve: signers[first - 1].key)
            signers[second - 1] = self._own(second)
        return self._signed(*signers)

    def _of_another_authority(self) -> bytes:
        """Of the same name, in the member's name."""
        signers = [self._own(place) for place in _PLACES]
        place = self._chance.choice(_PLACES)
        signers[place - 1] = self._stranger.issue(self._names[place - 1], "évaluateur", now=NOW)
        return self._signed(*signers)


def _next_version() -> EvaluationData:
    data = evaluation()
    return replace(data, version=2, grid=replace(data.grid, version=2))


def _other_candidate() -> EvaluationData:
    data = evaluation()
    name = "PETIT Anaïs"
    return replace(
        data,
        candidate=replace(data.candidate, last_name="Petit", first_names="Anaïs"),
        grid=replace(data.grid, candidate=name),
    )
