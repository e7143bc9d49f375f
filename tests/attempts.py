"""Attempts with something of everything, played by whoever carries out commands."""

from __future__ import annotations

from collections.abc import Callable

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.case import Case, Objection, ObjectionKind, Step
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.rehearsal import Handling, Scope, Speaker
from tests.domain.sitting import Sitting
from tests.forms_for_tests import JURORS

CHARIOTS = Case(
    "chariots",
    "Chariots Valdor",
    "E4",
    "fiche descriptive",
    objections=(
        Objection("Votre prix est au-dessus du marché.", ObjectionKind.PRICE, minute=2),
        Objection("Je ne connais pas votre service après-vente.", ObjectionKind.SERVICE, minute=4),
        Objection("Huit semaines, c’est trop long.", ObjectionKind.DELAY),
        Objection("Et ma vieille machine ?", ObjectionKind.NEED),
    ),
)

Act = Callable[[do.Command], object]
Wait = Callable[[float], object]
Now = Callable[[], Reading]


def play(act: Act, wait: Wait, now: Now, *, listens: float = 130) -> None:
    """An opened attempt, 310 s of its first phase, then ``listens`` and 170 s, the buyer speaking: a turned,
    an evaded and an answered objection, a cut, remarks of each sign.
    """

    def remark(text: str, sign: Sign, criterion: int | None = None) -> None:
        act(do.AddRemark(now(), RemarkText(text, sign, criterion)))

    act(do.Start())
    act(ev.SpeakerChanged(Speaker.STUDENT))
    wait(30)
    act(ev.StepReached(Step.CONTACT))
    wait(82)
    act(ev.StepReached(Step.REFORMULATION))
    remark("Reformule avant d’annoncer un prix", Sign.STRENGTH, 3)
    wait(22)
    act(ev.ObjectionThrown(0))
    act(ev.ObjectionHandled(0, Handling.TURNED))
    wait(76)
    act(ev.BuyerCut())
    wait(81)
    act(ev.ObjectionThrown(1))
    act(ev.ObjectionHandled(1, Handling.EVADED))
    wait(19)
    remark("Sort la fiche technique, la laisse sur la table", Sign.WEAKNESS, 2)
    act(ev.SpeakerChanged(Speaker.BUYER))
    wait(listens)
    act(do.NextPhase())
    wait(60)
    act(ev.ObjectionThrown(2))
    act(ev.ObjectionHandled(2, Handling.ANSWERED))
    remark("Quel délai réel ?", Sign.QUESTION)
    wait(110)
    remark("Conclut par un bon de commande rempli", Sign.STRENGTH)
    act(ev.Ended())


def rate(act: Act, **levels: str) -> None:
    """« c1="S" »."""
    for name, level in levels.items():
        act(ev.Rated(int(name[1:]), level))


def attempt(scope: Scope | None = None, case: Case | None = CHARIOTS) -> Sitting:
    """Opened."""
    sitting = Sitting()
    sitting.act(ev.RehearsalSet(case, scope or Scope()), do.Open(JURORS[:1]))
    return sitting


def played(**levels: str) -> Sitting:
    """As ``play``, with the teacher's levels."""
    sitting = attempt()
    play(sitting.act, sitting.wait, lambda: sitting.now)
    rate(sitting.act, **levels)
    return sitting


def orals(*sittings: Sitting) -> list[Oral]:
    return [each.oral for each in sittings]
