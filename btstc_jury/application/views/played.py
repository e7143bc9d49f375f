"""What an oral plays, in words: where it is recorded, on the live screen, on pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.views.formats import COLON, NARROW
from btstc_jury.domain.form import Subject
from btstc_jury.domain.oral import Oral, played_in
from btstc_jury.domain.playing import Played, Playing, unsaid

FEWEST = 3
"""Sheets to choose from where the dossier's list wasn't opened."""


@dataclass(frozen=True, slots=True)
class PlayedView:
    """``playing``: ``None`` where the commission chooses nothing; ``sheets``: what there is to choose from,
    « Fiche 2 · Chauffage bois », none where a title alone tells it; ``titles``: their own; ``scenario``: what
    is ready to be handed over; ``subject``: what the form wants said of what the oral is about.
    """

    playing: Playing | None
    played: Played
    sheets: tuple[str, ...]
    titles: tuple[str, ...]
    lacking: str
    scenario: str = ""
    subject: Subject | None = None

    @property
    def asked(self) -> bool:
        """Whether anything is to be recorded."""
        return self.playing is not None or self.subject is not None


def played_view(oral: Oral) -> PlayedView:
    playing, played = oral.form.playing, played_in(oral)
    if playing is None:
        lacking = ", ".join(unsaid_words(oral))
        return PlayedView(None, played, (), (), lacking, subject=oral.form.subject)
    check = oral.proceedings.dossier if playing.facts.of_dossier else None
    titles = tuple(sheet.title for sheet in check.sheets) if check is not None else ()
    if playing is not Playing.SIMULATED and playing.facts.of_dossier:
        least = max(FEWEST, oral.form.dossier.minimum_sheets, (played.sheet or 0) + 1)
        titles = (*titles, *("" for _ in range(least - len(titles))))
    one = playing.facts.one
    return PlayedView(
        playing,
        played,
        tuple(f"{one} {place}{f' · {title}' if title else ''}" for place, title in enumerate(titles, 1)),
        titles,
        ", ".join(unsaid_words(oral)),
        scenario_line(oral),
        oral.form.subject,
    )


def chosen_words(oral: Oral) -> str:
    """« Fiche 2, Chauffage bois », « Projet 1 »; "" where it isn't recorded."""
    playing, played = oral.form.playing, played_in(oral)
    if playing is None or (played.sheet is None and not played.title):
        return ""
    number = "" if played.sheet is None else f"{playing.facts.one} {played.sheet + 1}"
    named = f"«\u202f{played.title}\u202f»"
    title = played.title if number or not playing.facts.one else f"{playing.facts.one} {named}"
    return ", ".join(filter(None, (number, title)))


def phase_words(oral: Oral, phase: int) -> str:
    """What that phase takes up, « Fiche 2, Chauffage bois, sans les modifications » (E4, l.5454-5462); the
    phase in which they are played tells them. « Langue : anglais » where the form asks for it.
    """
    return "\u202f; ".join(filter(None, (subject_words(oral), _taken_up(oral, phase))))


def subject_words(oral: Oral) -> str:
    """« Langue : anglais »; "" where it isn't recorded or asked for."""
    subject, about = oral.form.subject, played_in(oral).subject
    return f"{subject.label}{COLON} {about}" if subject is not None and about else ""


def _taken_up(oral: Oral, phase: int) -> str:
    playing, chosen = oral.form.playing, chosen_words(oral)
    if playing is None:
        return ""
    if not playing.facts.of_dossier and not playing.facts.one and chosen:
        return f"{playing.facts.which}{COLON} {chosen}"
    how = playing.facts.phases[phase] if phase < len(playing.facts.phases) else ""
    changes = played_in(oral).changes
    if how and changes and phase + 1 == len(playing.facts.phases):
        how = f"{how}{COLON} {changes}"
    return ", ".join(filter(None, (chosen, how))) if chosen or changes else ""


def played_lines(oral: Oral) -> Iterator[str]:
    """As pages tell it: what was chosen, modified and handed over, then the page or document that was given;
    nothing of an oral that plays nothing or of which nothing is known.
    """
    playing, played = oral.form.playing, played_in(oral)
    if words := subject_words(oral):
        yield words
    if playing is None:
        return
    chosen = chosen_words(oral)
    if playing.facts.one:
        chosen = f"{chosen[:1].lower()}{chosen[1:]}"
    told = [f"{playing.facts.title}{COLON} {chosen}"] if chosen else []
    if played.changes:
        told.append(f"modifiée par la commission{COLON} {played.changes}")
    if played.handed is not None:
        altered = ", modifiées par la commission" if played.altered else ""
        told.append(f"{playing.facts.annexes} à la préparation{COLON} {played.handed.label}{altered}")
    if told:
        line = f"{NARROW}; ".join(told)
        yield f"{line[:1].upper()}{line[1:]}"
    if line := scenario_line(oral):
        yield line


def scenario_line(oral: Oral) -> str:
    """« Situation remise : Client pressé, document joint sujet.pdf (SHA-256 ab12…) », or ""; « prévue » until
    the preparation begins, or the oral without one.
    """
    scenario = oral.proceedings.scenario
    attached = scenario.attached
    joined = "" if attached is None else f"document joint {attached.name} (SHA-256 {attached.digest[:16]}…)"
    told = ", ".join(filter(None, (scenario.title, joined)))
    given = "remise" if handed_over(oral) else "prévue"
    return f"Situation {given}{COLON} {told or 'une page'}" if scenario else ""


def handed_over(oral: Oral) -> bool:
    """Whether the candidate has had the situation: at the preparation, at the oral where there is none."""
    return oral.preparation is not None or oral.stage.begun


def unsaid_words(oral: Oral) -> Iterator[str]:
    """What of it isn't recorded, in a few words each."""
    playing, subject = oral.form.playing, oral.form.subject
    if subject is not None and not played_in(oral).subject:
        yield f"{subject.label[:1].lower()}{subject.label[1:]}"
    if playing is not None:
        yield from unsaid(played_in(oral), playing, oral.proceedings.scenario)
