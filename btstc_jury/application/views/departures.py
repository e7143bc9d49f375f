"""What screens and pages say of jurors who left before the end, and of codes that were chosen anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.pins import has_pin
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.arrival import seat_notices
from btstc_jury.application.views.formats import COLON
from btstc_jury.application.views.incidents import place_words
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.standing import Stage

_ROOM = 80
"""Characters of a reason beside a signature."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """``name``: « STI Mme Okoye »; ``rule``: what the arrêté says of a commission without them, or ""."""

    key: str
    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class DepartureView:
    """``jurors``: those who may leave; ``gone``: who has, a line each; ``obstacle``: why nobody can now, or
    "".
    """

    jurors: tuple[Leaving, ...]
    gone: tuple[str, ...]
    obstacle: str


def departure_view(office: Office, number: int) -> DepartureView:
    oral = office.oral(number)
    obstacle = ""
    if not oral.stage.begun:
        obstacle = "Avant le début, la commission se compose à l’arrivée du candidat."
    elif oral.stage is Stage.FINALISED:
        obstacle = "La proposition est validée\u202f: qui est parti ensuite ne change plus rien."
    elif len(oral.sitting) < 2:
        obstacle = "Le dernier membre présent ne peut pas partir."
    leaving = (
        Leaving(
            each.key,
            people.named(each, oral.form.commission),
            _rule_without(oral, each),
        )
        for each in oral.sitting
    )
    return DepartureView(tuple(leaving), tuple(departure_lines(oral)), obstacle)


def _rule_without(oral: Oral, juror: Juror) -> str:
    now = seat_notices(oral.form, oral.sitting)
    then = seat_notices(oral.form, tuple(each for each in oral.sitting if each is not juror))
    return " ".join(each.text for each in then if each not in now)


def vouchers(office: Office, number: int, juror: str) -> tuple[tuple[str, str], ...]:
    """(key, name) of the jurors who may answer for another's new code with their own."""
    others = (each for each in office.oral(number).sitting if each.key != juror)
    return tuple((each.key, each.name) for each in others if has_pin(office, each.key))


def gone_since(oral: Oral, juror: str) -> str:
    """« parti à 14:21 »; "" for who is still there."""
    left = (each.left for each in oral.proceedings.departures if each.juror == juror)
    return next((f"parti à {formats.hour(each.utc)}" for each in left), "")


def departure_lines(oral: Oral) -> Iterator[str]:
    """« M. X (STI), parti à 14:21, phase 2 à 11:58 : malaise. Sa signature n’est plus attendue. »."""
    jurors = {juror.key: juror for juror in oral.jurors}
    for each in oral.proceedings.departures:
        juror = jurors.get(each.juror)
        if juror is None:
            continue
        when = f"parti à {formats.hour(each.left.utc)}{place_words(each.phase, each.at)}"
        given = oral.debate.of(juror.key).given
        opinion = ", son avis était rendu" if given and oral.debate.revealed else ""
        yield (
            f"{people.named(juror, oral.form.commission)}, {when}{opinion}{COLON}"
            f" {_ended(each.reason)}"
            " Sa signature n’est plus attendue."
        )


def renewal_lines(oral: Oral) -> Iterator[str]:
    """« Nouveau code de M. X le 18/05/2027 à 15:02, attesté par Mme Y. »."""
    names = {juror.key: juror.name for juror in oral.jurors}
    for each in oral.proceedings.renewals:
        when = f"le {formats.short_moment(formats.local(each.on.utc))}"
        new = f"Nouveau code de {names.get(each.juror, '')} {when}"
        if each.voucher:
            yield f"{new}, attesté par {names.get(each.voucher, '')}."
        else:
            yield f"{new}, sans attestation d’un autre membre{COLON} {_ended(each.reason)}"


def renewal_remark(oral: Oral, juror: str) -> str:
    """What the signature of a juror says of a code chosen anew in this oral, in the room there is; the whole
    reason is in the history. "" without one.
    """
    names = {each.key: each.name for each in oral.jurors}
    mine = [each for each in oral.proceedings.renewals if each.juror == juror]
    if not mine:
        return ""
    last = mine[-1]
    if last.voucher:
        return f"nouveau code, attesté par {names.get(last.voucher, '')}"
    told = last.reason if len(last.reason) <= _ROOM else f"{last.reason[:_ROOM].rstrip()}…"
    return f"nouveau code, non attesté{COLON} {told}"


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
