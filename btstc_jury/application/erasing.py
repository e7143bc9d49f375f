"""The working remarks of a settled oral are erased: the act, what it takes away, what it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.drafts import REMARK
from btstc_jury.application.office import Changes, Office
from btstc_jury.application.views import formats, messages
from btstc_jury.domain.events import RemarkAdded, RemarksErased, SheetReceived
from btstc_jury.domain.history import History
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.standing import Stage


def erase_remarks(office: Office, oral: int) -> Changes:
    """Erase what every remark of the oral ever held, those removed or taken back too; the digests stay.

    Raises ``Refusal``, and as ``Office.act``.
    """
    history = office.history(oral)
    obstacle = erasing_obstacle(history)
    if obstacle is not None:
        raise Refusal(obstacle)
    done = office.act(oral, RemarksErased(), erased=remarks_kept(history))
    drafts = office.file.drafts
    drafts.keep(oral, (), gone=[each.key for each in drafts.of_oral(oral) if each.place == REMARK])
    return done


def erasing_obstacle(history: History) -> Reason | None:
    """Why the remarks can't be erased now; ``None`` when they can.

    An older version received a sheet in one row with its levels and times: its remarks can't go alone.
    """
    if history.oral.stage is not Stage.FINALISED:
        return Reason.NOT_FINALISED
    if received_remarks(history):
        return Reason.REMARKS_IN_TRANSFER
    return None if remarks_kept(history) else Reason.NO_REMARKS


def received_remarks(history: History) -> bool:
    """Whether a row of the journal is a whole sheet with remarks in it."""
    return any(each.sequence < 0 and each.event.erasable for each in history.entries)


def remarks_kept(history: History) -> tuple[int, ...]:
    """Sequences of the entries that still hold the words of a remark."""
    return tuple(each.sequence for each in history.entries if each.event.erasable)


_GOES = (
    "Le texte de {count}, avec leur signe, leur auteur et leur critère, remarques modifiées, retirées ou"
    " annulées comprises."
)
_STAYS = (
    "Les niveaux, la note, l’appréciation et les autres textes de la grille, temps, avis et signatures.",
    "La preuve que des remarques ont existé\u202f: l’heure de chacune et son empreinte, dans le journal.",
)
_BEYOND = (
    "Les copies de sauvegarde, les exports et les PDF faits avant l’effacement peuvent encore contenir ces"
    " remarques\u202f: il revient à qui les détient de les détruire."
)
_AT_SOURCE = (
    " Le journal du candidat sous lequel la feuille a d’abord été saisie garde ce qui y a été écrit,"
    " jusqu’à l’effacement de ses propres remarques."
)


@dataclass(frozen=True, slots=True)
class ErasingView:
    """``obstacle``: why nothing can be erased now, in words, or ""."""

    candidate: str
    goes: str
    stays: tuple[str, ...]
    beyond: str
    obstacle: str


def erasing_view(office: Office, number: int) -> ErasingView:
    """Raises ``FileProblem`` where the oral can't be read."""
    history = office.history(number)
    reason = erasing_obstacle(history)
    obstacle = messages.refusal(Refusal(reason)) if reason is not None else ""
    received = any(isinstance(each.event, SheetReceived) for each in history.entries)
    kept = remarks_kept(history)
    remarks = sum(each.sequence in kept and isinstance(each.event, RemarkAdded) for each in history.entries)
    return ErasingView(
        candidate=history.oral.plan.candidate.full_name,
        goes=history.oral.form.assessed.named(
            _GOES.format(count=formats.count(remarks, "remarque de travail", "remarques de travail"))
        ),
        stays=_STAYS,
        beyond=_BEYOND + (_AT_SOURCE if received else ""),
        obstacle=messages.read_only(office.read_only) or obstacle,
    )
