"""The oral whose clock runs, as every other screen and the title of the window tell it."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.office import Office, running_beside
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import formats
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.standing import Stage


@dataclass(frozen=True, slots=True)
class UnderWayLine:
    """``text``: « Interrogation en cours : MOREAU Anaïs · 2 Négociation », of an attempt « Essai en cours »;
    ``left`` begins with + in overrun.
    ``until_next``: time to the next change of the second shown.
    """

    oral: int
    name: str
    text: str
    left: str
    overrun: bool
    until_next: Duration


def under_way_line(office: Office, shown: int | None) -> UnderWayLine | None:
    """The running oral, unless it is the one ``shown``."""
    summary = running_beside(office.file.index, shown)
    if summary is None:
        return None
    oral = office.oral(summary.oral)
    face = oral.clock(office.now())
    index = face.phase or 0
    time = face.phases[index]
    name = oral.plan.candidate.full_name
    what = "Interrogation" if oral.rehearsal is None else "Essai"
    return UnderWayLine(
        oral=summary.oral,
        name=name,
        text=f"{what} en cours\u202f: {name} · {index + 1} {oral.form.phases[index].short}",
        left=formats.minutes_left(time.allowed, time.used),
        overrun=time.overrun.whole_seconds > 0,
        until_next=formats.until_next_second(time.used),
    )


PROGRAM = "BTS TC Jury"


def under_way(office: Office) -> str:
    """« E4 en cours\u202f: Moreau Anaïs », "" when no oral is under way."""
    numbers = office.file.index.under_way()
    if not numbers:
        return ""
    summary = office.file.index.summary(numbers[-1])
    stage = "suspendue" if summary.stage is Stage.PAUSED else "en cours"
    return f"{_exam(office, numbers[-1])} {stage}\u202f: {summary.last_name} {summary.first_names}"


def somebody_heard(office: Office) -> bool:
    """Whether a clock runs: a candidate speaks, and the commission touches nothing."""
    index = office.file.index
    return any(index.summary(each).stage is Stage.RUNNING for each in index.under_way())


def window_title(office: Office, shown: int = 0) -> str:
    """``shown``: the oral on the screen, named while no other one is under way; 0 for none."""
    parts = (under_way(office) or _named(office, shown), office.file.path.stem, PROGRAM)
    return " — ".join(part for part in parts if part)


def _named(office: Office, shown: int) -> str:
    """« E4\u202f: Moreau Anaïs »."""
    if not shown:
        return ""
    summary = office.file.index.summary(shown)
    return f"{_exam(office, shown)}{formats.COLON} {summary.last_name} {summary.first_names}"


def opening_words(office: Office, oral: int) -> str:
    """Where an oral stands that comes to the screen, for who doesn't see it. Raises ``FileProblem``."""
    state = office.oral(oral)
    if state.stage.facts.over:
        return "terminé" if state.rehearsal else "interrogation terminée"
    if state.phase is None or not state.stage.facts.under_way:
        return "pas commencé" if state.rehearsal else "interrogation pas commencée"
    halted = ", suspendue" if state.stage is Stage.PAUSED else ""
    return f"phase {state.phase + 1}, {state.form.phases[state.phase].title}{halted}"


def _exam(office: Office, number: int) -> str:
    try:
        return office.oral(number).form.exam
    except FileProblem:
        # A damaged journal is told where its oral is opened; the title names the form as the list does.
        return office.file.index.summary(number).form_name
