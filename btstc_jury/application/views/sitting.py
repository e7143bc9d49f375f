"""What the grid and the reports say of the sitting: who sat, what was checked, how opinions were given."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.views import formats, people
from btstc_jury.application.views.arrival import fault_words, seat_remarks, unchecked
from btstc_jury.application.views.formats import NARROW
from btstc_jury.application.views.statuses import OUTCOMES
from btstc_jury.domain.composition import Vacancy
from btstc_jury.domain.events import Revealed
from btstc_jury.domain.history import History, entries_without
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.oral import Oral, Stage
from btstc_jury.domain.presence import Attendance

_COLON = f"{NARROW}:"


def commission_lines(oral: Oral) -> Iterator[str]:
    """What the composition calls for: a replacement, two teachers alone, an empty seat and its decision."""
    for remark in seat_remarks(oral.form, oral.jurors) if oral.jurors else ():
        if not remark.needs_decision:
            yield remark.text
    for vacancy in oral.room.vacancies:
        yield vacancy_words(vacancy)


def vacancy_words(vacancy: Vacancy) -> str:
    """« Place vide : professionnel. Décision du président du jury, Mme X : … »."""
    seat = people.role_title(vacancy.role).lower()
    return (
        f"Place vide{_COLON} {seat}. Décision du président du jury, {vacancy.president}{_COLON}"
        f" {vacancy.reason}"
    )


def presence_lines(oral: Oral) -> Iterator[str]:
    """Who was checked at arrival, and how late."""
    room = oral.room
    if room.presence is not None:
        done = [
            words
            for words, checked in (
                ("convocation présentée", room.presence.convocation),
                ("pièce d’identité vérifiée", room.presence.identity),
            )
            if checked
        ]
        signed = {
            Attendance.DRAWN: "émargement signé à l’écran",
            Attendance.PAPER: "émargement signé sur la feuille",
            Attendance.NOT_SIGNED: "",
        }[room.presence.attendance]
        words = ", ".join(filter(None, (*done, signed)))
        if words:
            yield words.capitalize()
    if room.lateness is not None:
        late = room.lateness
        yield (
            f"Retard de {late.minutes}{NARROW}min, admis par {late.admitted_by}, chef de centre{_COLON}"
            f" {late.reason}. Aucun temps ajouté."
        )


def dossier_lines(oral: Oral) -> Iterator[str]:
    """What the dossier's check concludes and finds, and what was not recorded at arrival."""
    check = oral.room.dossier
    if check is not None:
        yield f"Dossier{_COLON} {OUTCOMES[check.outcome].lower()}"
        yield from fault_words(oral.form.dossier, check)
    lacking = ", ".join(unchecked(oral))
    if lacking and oral.stage not in {Stage.PLANNED, Stage.CLOSED}:
        yield f"Non enregistré{_COLON} {lacking}"


def opinion_line(history: History) -> str:
    """« Avis séparés, révélés à 14:52 », « Avis commun de la commission »; "" before the end of the oral."""
    oral = history.oral
    if oral.stage not in {Stage.ENDED, Stage.FINALISED}:
        return ""
    if oral.debate.mode is OpinionMode.COMMON:
        return "Avis commun de la commission"
    if not oral.debate.revealed:
        return "Avis séparés, non encore révélés"
    kept = entries_without(history.entries, frozenset(history.undone))
    at = next((entry.reading for entry in reversed(kept) if isinstance(entry.event, Revealed)), None)
    moment = f" à {formats.hour(at.utc)}" if at is not None else ""
    reason = oral.debate.reveal_reason
    return f"Avis séparés, révélés{moment}" + (
        f", sans attendre tous les avis{_COLON} {reason}" if reason else ""
    )
