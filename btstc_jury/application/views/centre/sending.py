"""The files to hand out, as they are listed, and the pages of their passphrases, one to an envelope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from btstc_jury.application.centre.sending import Handed, HandOut, HandOutState, hand_outs
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.day import lacking_words
from btstc_jury.application.views.formats import COLON, count
from btstc_jury.application.views.passphrase import RecoverySheet
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.collected import SentFile
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.domain.moments import Instant


@dataclass(frozen=True, slots=True)
class HandOutLine:
    """``title``: « Commission 1 · salle B12 »; ``told``: its candidates, what was made of it before, and
    who lacks in it;
    ``wanted``: whether it is proposed; ``can``: whether there is anything to make.
    """

    title: str
    told: str
    wanted: bool
    can: bool


_STATES: Mapping[HandOutState, str] = {
    HandOutState.EMPTY: "aucun candidat à entendre",
    HandOutState.NEVER: "pas encore préparé",
    HandOutState.CHANGED: "à refaire",
    HandOutState.DONE: "préparé",
}


def hand_out_line(given: HandOut) -> HandOutLine:
    commission, state = given.commission, given.state
    room = f" · salle {commission.room}" if commission.room else ""
    told = [count(len(given.slots), "interrogation") + " à tenir"] if given.slots else []
    if given.begun and given.last is not None:
        told.append(count(given.begun, "déjà commencée ou absente", "déjà commencées ou absentes"))
    words = _STATES[state]
    if given.last is not None:
        made = formats.local(Instant(given.last.utc))
        words = f"{words}\u202f: fait le {formats.short_moment(made)}"
    told.append(words)
    if state is HandOutState.CHANGED:
        changes = [
            count(given.more, "candidat de plus", "candidats de plus") if given.more else "",
            count(given.fewer, "de moins", "de moins") if given.fewer else "",
            count(given.moved, "autre horaire", "autres horaires") if given.moved else "",
            "autres examinateurs" if given.reseated else "",
            count(given.corrected, "candidat corrigé", "candidats corrigés") if given.corrected else "",
            "autre nom du centre" if given.renamed else "",
        ]
        told.append(", ".join(each for each in changes if each))
    if given.slots and not given.manned:
        told.append("aucun examinateur")
    elif given.slots and given.empty:
        told.append(lacking_words(given.empty))
    wanted = state in {HandOutState.NEVER, HandOutState.CHANGED} and bool(given.slots)
    return HandOutLine(f"Commission {commission.number}{room}", " · ".join(told), wanted, bool(given.slots))


def old_words(given: Sequence[HandOut]) -> str:
    """« Fichiers à refaire : commissions 1 et 2. », of those that were made and aren't so any more."""
    return _again(each.commission.number for each in given if each.state is HandOutState.CHANGED)


def again_words(before: Timetable, after: Timetable, sent: Sequence[SentFile]) -> str:
    """« Fichiers à refaire : commissions 1 et 2. », of those whose candidates, their hours or jurors are
    no longer those of the file that was made; "" for none.
    """
    were = {each.commission.identity: each for each in hand_outs(before, sent)}
    numbers = []
    for each in hand_outs(after, sent):
        known = were[each.commission.identity]
        moved = {(one.key, one.oral) for one in each.slots} != {(one.key, one.oral) for one in known.slots}
        if each.state is HandOutState.CHANGED and (moved or known.state is not HandOutState.CHANGED):
            numbers.append(each.commission.number)
    return _again(numbers)


def _again(found: Iterable[str]) -> str:
    numbers = [*found]
    if not numbers:
        return ""
    *first, last = numbers
    if not first:
        return f"Fichier à refaire{COLON} commission {last}."
    return f"Fichiers à refaire{COLON} commissions {', '.join(first)} et {last}."


@dataclass(frozen=True, slots=True)
class SealedPages:
    """One page a file, each for an envelope of its own."""

    sheets: tuple[RecoverySheet, ...]


_PURPOSE = (
    "Cette phrase de passe ouvre le fichier d’examen de la commission. Elle donne accès à tout ce que le"
    " fichier contient, candidats et notes."
)
_TYPE = (
    "Tapez les groupes dans l’ordre, en minuscules, avec une espace entre deux groupes. Il n’y a ni chiffre,"
    " ni accent."
)
_SEAL = "Mettez cette page sous pli fermé, à part de la clé USB, et remettez les deux à la commission."
_KEPT = "Le fichier du centre, chiffré, garde cette phrase de passe\u202f: il ouvrira ce qui revient."
_NOT_KEPT = (
    "Le fichier du centre ne garde pas cette phrase de passe\u202f: sans cette page, personne n’ouvrira le"
    " fichier."
)


def sealed_pages(centre: Centre, handed: Sequence[Handed], made: date, *, kept: bool) -> SealedPages:
    """``kept``: by the centre's file too."""
    return SealedPages(tuple(_page(centre, each, made, kept=kept) for each in handed if each.passphrase))


def _page(centre: Centre, handed: Handed, made: date, *, kept: bool) -> RecoverySheet:
    commission = handed.hand_out.commission
    room = f" · salle {commission.room}" if commission.room else ""
    return RecoverySheet(
        title=f"Commission {commission.number}\u202f: phrase de passe",
        file=handed.path.name,
        session=f"Session {centre.year} · {centre.name}{room}",
        made=formats.short_day(made),
        purpose=_PURPOSE,
        groups=tuple(handed.passphrase.split(" ")),
        rules=(_TYPE, _SEAL, _KEPT if kept else _NOT_KEPT),
    )


def not_made(wanted: HandOut, why: str, made: int, total: int) -> str:
    """Why the files stop at that one, and what is kept."""
    kept = "Aucun fichier n’est fait." if not made else f"{made} sur {total} sont faits et restent."
    return f"Commission {wanted.commission.number}\u202f: {why} {kept}"
