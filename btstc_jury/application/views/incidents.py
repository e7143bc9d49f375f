"""What disturbed an oral: pauses, stops of the program, interruptions, a suspicion of fraud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.permitted import permitted_words
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral, not_held
from btstc_jury.domain.proceedings import Countersignature, Fraud, Interruption
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import Gap, MarkKind, Pause, position_at


def pause_reasons(oral: Oral) -> Mapping[int, str]:
    """By the journal sequence of the pause; "" until given."""
    return {mark.sequence: mark.label for mark in oral.marks if mark.kind is MarkKind.PAUSE}


def pause_words(pause: Pause) -> str:
    """« Suspension à 14:21, phase 2 à 11:58, durée 2:10 », without its reason."""
    what = "Pause accordée" if pause.granted else "Suspension"
    return (
        f"{what} à {formats.hour(pause.since.utc)}, phase {pause.phase + 1} à "
        f"{formats.minutes(pause.at)}, durée {formats.minutes(pause.length)}"
    )


@dataclass(frozen=True, slots=True)
class PartEntry:
    """A part that was not held. ``part``: from 0; ``due``: its reason is compulsory."""

    part: int
    text: str
    reason: str
    due: bool


def part_entries(oral: Oral) -> Iterator[PartEntry]:
    """« Partie 4 non tenue, entretien d’élargissement technique »."""
    for part in not_held(oral):
        title = oral.form.phases[part].title
        text = f"Partie {part + 1} non tenue, {title[:1].lower()}{title[1:]}"
        yield PartEntry(part, text, oral.proceedings.part_reasons.get(part, ""), oral.form.parts_due)


def part_lines(oral: Oral) -> Iterator[str]:
    """The same with its reason; "" for one that is due and not given is said too."""
    for each in part_entries(oral):
        reason = each.reason or ("motif non précisé" if each.due else "")
        yield f"{each.text}{formats.COLON} {reason}" if reason else each.text


@dataclass(frozen=True, slots=True)
class GapEntry:
    """A stop of the program; ``counted``: ``None`` until the jury decides; ``brief``: for little room, while
    it is asked.
    """

    gap: int
    text: str
    counted: bool | None = None
    brief: str = ""


def gap_words(gap: Gap) -> str:
    """« Arrêt du programme de 14:21:03 à 14:22:10, phase 2, durée 1:07 », without the decision."""
    return (
        f"Arrêt du programme de {formats.hour_second(gap.since.utc)} à "
        f"{formats.hour_second(gap.until.utc)}, phase {gap.phase + 1}, durée {formats.minutes(gap.length)}"
    )


def interruption_words(interruption: Interruption, place: str = "") -> str:
    """« Interruption par M. X, phase 2 à 3:10 : motif »."""
    why = f"{formats.NARROW}: {interruption.why}" if interruption.why.strip() else ""
    return f"Interruption par {interruption.who}{place}{why}"


def place_words(phase: int | None, at: Duration) -> str:
    """« , phase 2 à 3:10 », to go on with; "" before the first phase."""
    return "" if phase is None else f", phase {phase + 1} à {formats.minutes(at)}"


@dataclass(frozen=True, slots=True)
class FraudView:
    """``reported``: « Signalée à 14:21:03, phase 2 à 11:58 », "" before; ``over``: the oral has ended, the
    candidate can be asked to countersign; ``permitted``: what the candidate may have, "" where the form says
    nothing.
    """

    reported: str
    fraud: Fraud
    over: bool
    editable: bool
    permitted: str = ""


NOTHING = Fraud("", "")


def fraud_view(office: Office, number: int) -> FraudView:
    oral = office.oral(number)
    timed = oral.proceedings.fraud
    return FraudView(
        reported=_reported(oral),
        fraud=timed.fraud if timed else NOTHING,
        over=oral.stage.facts.over,
        editable=oral.stage is not Stage.FINALISED and not office.read_only,
        permitted=permitted_words(oral.form),
    )


def with_decision(fraud: Fraud, decision: Countersignature) -> Fraud:
    """``fraud`` with what the candidate did; the comment belongs to a refusal or a signature, not to none."""
    comment = "" if decision is Countersignature.PENDING else fraud.comment
    return replace(fraud, countersignature=decision, comment=comment)


def _reported(oral: Oral) -> str:
    timed = oral.proceedings.fraud
    if timed is None:
        return ""
    where = place_words(*position_at(oral.marks, oral.allotment, timed.reported))
    return f"Signalée à {formats.hour_second(timed.reported.utc)}{where}"
