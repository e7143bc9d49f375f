"""What the copy of a student's data tells of an attempt, beyond what it tells of any oral."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from btstc_jury.application.views import formats
from btstc_jury.domain.case import letter
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.rehearsal import Observation, Rehearsal, Speaker, shares, spans, speech

Pairs = Iterator[tuple[str, str]]

TITLES: Mapping[str, str] = {
    "plan": "Essai",
    "notes": "Remarques du professeur",
    "levels": "Niveaux du professeur",
    "texts": "Textes",
}
"""Of the sections that an exam has too."""


def attempt_sections(oral: Oral, now: Reading) -> Iterator[tuple[str, str, Pairs]]:
    """Key, title and content of each; none for the oral of an exam."""
    if oral.rehearsal is None:
        return
    known = oral.rehearsal
    yield "case", "Cas joué", _case(oral, known)
    yield "speech", "Parole", _speech(oral, known, now)
    yield "objections", "Objections entendues, étapes et coupures", _heard(known)
    own = () if known.own is None else (("", known.own),)
    yield "own", "Auto-évaluation", _opinions(oral, own)
    named = tuple((f"Observateur {place}", each) for place, each in enumerate(known.observed.values(), 1))
    yield "observers", "Niveaux donnés par les observateurs, sans leurs noms", _opinions(oral, named)
    yield "feedback", "Fiche de retour", _feedback(known)


def _case(oral: Oral, known: Rehearsal) -> Pairs:
    """Without the buyer's card: the case may be played again."""
    yield "Cas", known.case.title if known.case is not None else "sans cas"
    if known.case is not None:
        yield "Situation de départ", known.case.sheet_name
        for change in known.case.changes:
            before = f", au lieu de «\u202f{change.before}\u202f»" if change.before else ""
            yield change.parameter.label, f"{change.after}{before}"
    played = known.scope.phases
    yield "Phases jouées", ", ".join(oral.form.phases[each].title for each in played) if played else "toutes"
    for place, length in known.scope.maxima:
        yield f"Temps prévu, {oral.form.phases[place].title}", formats.minutes(length)
    yield "Entraînement", "aux objections seules" if known.scope.objections_only else ""


def _speech(oral: Oral, known: Rehearsal, now: Reading) -> Pairs:
    if oral.started is None or not known.taps:
        return
    found = spans(oral.marks, now)
    measured = shares(speech(known.taps, found, oral.started), found)
    told: tuple[tuple[Speaker, Duration], ...] = (
        (Speaker.STUDENT, measured.student),
        (Speaker.BUYER, measured.buyer),
        (Speaker.SILENCE, measured.silence),
    )
    for who, length in told:
        percent = measured.percent(who)
        share = "" if percent is None else f", soit {percent}\u202f%"
        yield who.label.capitalize(), f"{formats.minutes(length)}{share}"
    yield "Plus long monologue", formats.minutes(measured.longest)


def _heard(known: Rehearsal) -> Pairs:
    objections = known.case.objections if known.case is not None else ()
    for number, each in known.thrown.items():
        words = objections[number].words if number < len(objections) else ""
        handled = each.handling.facts.label if each.handling is not None else "à apprécier"
        yield f"Objection {letter(number)}, à {formats.minutes(each.at)}", f"{words} — {handled}"
    for step in known.steps:
        yield f"Étape, à {formats.minutes(step.at)}", step.step.label
    for cut in known.cuts:
        yield f"À {formats.minutes(cut.at)}", "l’étudiant coupe l’acheteur"


def _opinions(oral: Oral, given: tuple[tuple[str, Observation], ...]) -> Pairs:
    for who, opinion in given:
        for number, level in sorted(opinion.levels.items()):
            criterion = oral.form.criterion(number)
            named = f"{number}. {criterion.text}" if criterion is not None else str(number)
            yield f"{who}, {named}" if who else named, level


def _feedback(known: Rehearsal) -> Pairs:
    yield from (("Réussite", each) for each in known.strengths or ())
    yield from (("Objectif", each) for each in known.goals or ())
    yield "Note d’entraînement, jamais d’examen", formats.mark(known.mark)
