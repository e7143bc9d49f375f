"""Jurors on their own laptops, as the commission's screens tell of them: nothing of what an opinion says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from btstc_jury.application.laptops import Brought, Outcome, SealedOpinion, whose
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import SUFFIX
from btstc_jury.application.views import formats, messages, people
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.events import shift_words
from btstc_jury.domain.moments import Instant
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody of the commission. ``name``: « Mme Okoye (STI) »; ``state``: how far the laptop is, "" where
    none was invited; ``can``: may be invited now, again too.
    """

    key: str
    name: str
    state: str
    can: bool


def invitees(office: Office, number: int) -> tuple[Invitee, ...]:
    """Of an oral, in the order of the commission; who may sit, before it is opened."""
    oral = office.oral(number)
    gone = {each.key for each in oral.jurors} - {each.key for each in oral.sitting}
    open_ = not (oral.debate.revealed or oral.stage.facts.settled or office.read_only)
    return tuple(
        Invitee(
            juror.key,
            people.named(juror, oral.form.commission),
            "parti" if juror.key in gone else _state(oral, juror),
            open_ and juror.key not in gone and not oral.debate.of(juror.key).given,
        )
        for juror in oral.jurors or office.session.jurors
    )


def _state(oral: Oral, juror: Juror) -> str:
    debate = oral.debate
    brought = debate.brought.get(juror.key)
    if brought is not None:
        what = "avis reçu" if brought.taken else "remarques reçues, avis d’ici gardé,"
        return f"{what} à {formats.hour(brought.at.utc)}, {shift_words(brought.shifts)}"
    made = [each.made for each in debate.called.values() if each.juror == juror.key]
    if not made:
        return ""
    waits = "avis non reçu" if debate.revealed else "avis attendu"
    return f"invitation faite à {formats.hour(max(made, key=_us))}, {waits}"


def _us(at: Instant) -> int:
    return at.us


def laptop_words(office: Office, number: int) -> str:
    """« Portable de Mme Okoye : invitation faite à 14:02, avis attendu », one line a juror; "" for none."""
    return "\n".join(_lines(office.oral(number)))


def _lines(oral: Oral) -> Iterator[str]:
    for juror in oral.jurors:
        if state := _state(oral, juror):
            yield f"Portable de {juror.name}{formats.NARROW}: {state}"


_OUTCOMES = {
    Outcome.TAKEN: "Avis de {who} reçu",
    Outcome.REPLACED: "Nouvelle version de l’avis de {who} reçue, à la place de l’autre",
    Outcome.REMARKS: "Remarques de {who} reçues, l’avis saisi ici est gardé",
    Outcome.ALREADY: "L’avis de {who} était déjà reçu\u202f: rien n’a changé",
}


def brought_words(office: Office, brought: Brought) -> str:
    """« Avis de Mme Okoye reçu, interrogation de BENALI Karim : horloge en avance de 12 s, corrigé »."""
    oral = office.oral(brought.oral)
    who = next((each.name for each in oral.jurors if each.key == brought.juror), "ce membre")
    told = _OUTCOMES[brought.outcome].format(who=who)
    shown = f"{formats.NARROW}: {brought.shown}" if brought.shown else ""
    return f"{told}, interrogation de {oral.plan.candidate.full_name}{shown}."


def refused_words(office: Office, sealed: SealedOpinion, refused: Refusal) -> str:
    """Of whom it is, where this file knows, and what to do."""
    try:
        oral = office.oral(whose(office, sealed))
    except (Refusal, FileProblem):
        return messages.refusal(refused)
    why = _UNOPENED if refused.reason is Reason.NOT_OPENED else messages.refusal(refused, oral.form.assessed)
    return f"avis sur l’interrogation de {oral.plan.candidate.full_name}. {why}"


_UNOPENED = (
    "Elle n’est pas ouverte ici\u202f: rien n’a été repris. Ouvrez-la, vérifiez la commission et commencez,"
    " puis recevez ce fichier à nouveau."
)


def received_words(taken: int, already: int, count: int) -> str:
    """Of several files, how many came: « 1 avis sur 3 reçus, 1 était déjà là »."""
    there = f"{already} était déjà là" if already == 1 else f"{already} étaient déjà là"
    if taken:
        return f"{taken} avis sur {count} reçus{f', {there}' if already else ''}."
    if already == count:
        return f"Les {count} avis étaient déjà là\u202f: rien n’a changé."
    return f"Aucun nouvel avis n’a été reçu, {there}." if already else "Aucun avis n’a été reçu."


def awaits(office: Office) -> bool:
    """Whether the opinion of a laptop may still come, of any oral that can be read."""
    return any(_awaits(office, each.oral) for each in office.file.index.all())


def _awaits(office: Office, number: int) -> bool:
    try:
        debate = office.oral(number).debate
    except FileProblem:
        # Told where it is opened: the others are heard all the same.
        return False
    return not debate.revealed and any(each.juror not in debate.brought for each in debate.called.values())


def sealed_stem(stem: str) -> str:
    """« Avis scellé … »: told apart from the invitation, which may be on the same stick."""
    return f"Avis scellé {stem.removeprefix('Avis scellé').removeprefix('Avis').strip()}"


def free_path(folder: Path, stem: str) -> Path:
    """A name that no file there has: what was made earlier may be on the same stick."""
    path, number = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{stem} ({number}){SUFFIX}", number + 1
    return path
