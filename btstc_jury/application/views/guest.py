"""What a juror's own laptop says of the opinion that is given on it."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.laptops import ready
from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.opinions import opinions_view
from btstc_jury.application.views.permitted import permitted_words
from btstc_jury.domain.guest import Guest
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.timing import MarkKind

_READY = (
    "{oral.next} commence, quand la commission commence\u202f: le temps part aussitôt. Si elle a déjà"
    " commencé, indiquez d’abord où elle en est."
)
_JOINS = (
    "La commission a déjà commencé. {{oral.next}} reprend son temps\u202f: phase {phase}, {elapsed} écoulées"
    " si l’heure de ce portable est juste."
)
_LATE = (
    " Elle est en retard sur celle de la commission\u202f: indiquez ci-dessous le temps écoulé que montre"
    " l’écran de la commission."
)
_HOW = (
    "Les touches sont celles de la commission\u202f: {oral.next} passe aussi d’une phase à l’autre.",
    "Personne d’autre ne voit vos remarques, vos niveaux ni votre note avant la révélation.",
    "À la fin\u202f: niveaux et note, puis {opinions.seal} scelle votre avis, qui retourne à la commission.",
)
_SEALS = (
    "Sceller fige vos remarques, vos niveaux et votre note pour la commission, qui ne les voit qu’à la"
    " révélation. Vous pourrez reprendre votre avis."
)
_DONE = (
    "Remettez maintenant le fichier à la commission\u202f: {opinions.carry} le copie sur une clé. S’il est"
    " déjà sur une clé, fermez-le ({file.close}) avant de la retirer. {opinions.seal} reprend votre"
    " avis\u202f: scellé à nouveau, il remplace celui qui est remis, jusqu’à la révélation."
)


@dataclass(frozen=True, slots=True)
class GuestView:
    """``whose``: « Avis de Mme Okoye (STI) sur l’interrogation de … »; ``ready``, ``how``: before the oral,
    they name acts, as ``follows`` does once it is over. ``state``: how far the opinion is; ``lacking``: what
    it needs before it can be sealed, "" for nothing. ``where``: the file that goes back, once ``sealed``.
    ``joins``: the commission had begun when it invited, so that its time is taken up; ``phases``: otherwise,
    before the oral, what its screen may show by now.
    """

    whose: str
    ready: str
    how: tuple[str, ...]
    permitted: str
    sealed: bool
    lacking: str
    state: str
    follows: str
    where: str
    joins: bool = False
    phases: tuple[str, ...] = ()


def guest_view(office: Office, number: int, juror: str) -> GuestView:
    """``juror``: key of the one whose laptop it is."""
    oral = office.oral(number)
    own = opinions_view(office, number, juror).own
    who = next((people.named(each, oral.form.commission) for each in oral.jurors if each.key == juror), "")
    sealed = oral.guest is not None and oral.guest.seal is not None
    lacking = own.lacking if own is not None else ""
    if sealed:
        state, follows = "Votre avis est scellé.", _DONE
    elif lacking:
        state, follows = f"Pour sceller votre avis, il manque {lacking}.", _SEALS
    else:
        state, follows = "Votre avis est complet.", _SEALS
    return GuestView(
        whose=f"Avis de {who} sur l’interrogation de {oral.plan.candidate.full_name}",
        ready=_ready_words(office, oral),
        how=_HOW,
        permitted=permitted_words(oral.form),
        sealed=sealed,
        lacking=lacking,
        state=state,
        follows=follows,
        where=f"Fichier{formats.COLON} {office.file.path}" if sealed else "",
        joins=_joined(oral) is not None,
        phases=_phases(oral),
    )


def _joined(oral: Oral) -> Guest | None:
    """Whose clock waits to be set from the invitation."""
    guest = oral.guest if oral.stage.facts.waiting else None
    begun = guest is not None and any(each.kind is MarkKind.PHASE for each in guest.invitation.moments)
    return guest if begun else None


def _phases(oral: Oral) -> tuple[str, ...]:
    """« 2 Négociation », as the cells of the clock name them."""
    if not oral.stage.facts.waiting or _joined(oral) is not None:
        return ()
    return tuple(f"{place} {phase.short}" for place, phase in enumerate(oral.form.phases, 1))


def _ready_words(office: Office, oral: Oral) -> str:
    if _joined(oral) is None:
        return _READY
    known = ready(office)
    phase = 0 if known.phase is None else known.phase
    told = _JOINS.format(phase=phase + 1, elapsed=formats.minutes(known.elapsed))
    return f"{told}{_LATE}" if known.behind else told


def read_elapsed(text: str) -> Duration | None:
    """« 11:58 » or « 11 », as the commission's screen shows it. Raises ``ValueError`` for anything else;
    ``None`` for nothing.
    """
    if not text.strip():
        return None
    minutes, _, seconds = text.strip().replace("\u202f", "").partition(":")
    whole, rest = int(minutes), int(seconds or 0)
    if not 0 <= whole < _MINUTES or not 0 <= rest < _SECONDS:
        raise ValueError(text)
    return Duration.minutes(whole) + Duration.seconds(rest)


_SECONDS = 60
_MINUTES = 600
"""No oral lasts as long: what is more is a slip."""
