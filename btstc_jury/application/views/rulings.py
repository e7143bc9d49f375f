"""What others conclude on a reserve or a suspicion of fraud: as it is recorded, as pages tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.rulings import Matter, Ruling


def ruling_words(oral: Oral, matter: Matter) -> str:
    """« Réserve levée le 20/06/2026 par le service des examens : … »; "" while nothing is known."""
    ruling = oral.proceedings.rulings.get(matter)
    return matter.facts.told(ruling, formats.short_day(ruling.on)) if ruling is not None else ""


def ruling_lines(oral: Oral) -> Iterator[str]:
    """What is known of each."""
    yield from filter(None, (ruling_words(oral, matter) for matter in oral.proceedings.ruled_on))


@dataclass(frozen=True, slots=True)
class RulingView:
    """``ruling``: what is recorded, ``words`` the same to be read; ``on``: as it stands in its field."""

    matter: Matter
    ruling: Ruling | None
    words: str
    on: str
    editable: bool


def ruling_views(office: Office, number: int) -> tuple[RulingView, ...]:
    """What can be recorded now; nothing before the end of the oral. Raises ``FileProblem``."""
    oral = office.oral(number)
    if not oral.stage.facts.over:
        return ()
    known = oral.proceedings.rulings
    return tuple(
        RulingView(
            matter,
            ruling := known.get(matter),
            ruling_words(oral, matter),
            formats.short_day(ruling.on) if ruling is not None else "",
            not office.read_only,
        )
        for matter in oral.proceedings.ruled_on
    )


@dataclass(frozen=True, slots=True)
class RulingTyped:
    """What stands in the fields; ``upheld``: ``None`` where nothing is chosen."""

    upheld: bool | None
    by: str
    on: str
    found: str


@dataclass(frozen=True, slots=True)
class RulingEntry:
    """``ruling``: ``None`` where one of the errors says why."""

    ruling: Ruling | None
    choice_error: str = ""
    day_error: str = ""


def read_ruling(office: Office, number: int, typed: RulingTyped) -> RulingEntry:
    """Empty lines are the domain's to refuse."""
    oral = office.oral(number)
    on, day_error = formats.read_day(typed.on, office.now().utc)
    if oral.ended is not None and on is not None and on < formats.local(oral.ended.utc).date():
        day_error = "Cette date est antérieure à l’interrogation."
    choice_error = "Choisissez l’un ou l’autre." if typed.upheld is None else ""
    if typed.upheld is None or on is None or day_error:
        return RulingEntry(None, choice_error, day_error)
    return RulingEntry(Ruling(typed.upheld, typed.by, on, typed.found))
