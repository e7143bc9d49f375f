"""Who has signed the settled grid, who has still to, and the versions that were signed before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.pins import has_pin
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.export import paper_words
from btstc_jury.application.views.formats import NARROW
from btstc_jury.domain.events import GridSigned
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.signing import Means, SignedVersion
from btstc_jury.domain.standing import Stage


@dataclass(frozen=True, slots=True)
class SignerLine:
    """``juror``: key; ``pin``: whether a PIN was chosen."""

    juror: str
    name: str
    seat: str
    state: str
    signed: bool
    pin: bool


@dataclass(frozen=True, slots=True)
class FormerVersion:
    version: int
    words: str


@dataclass(frozen=True, slots=True)
class SigningView:
    """``words``: how far the signatures are, in one sentence. ``begun``: a document of this version is
    bound. ``former``: signed versions whose signatures are void, latest first. ``remarks``: working remarks
    that the data of the document may carry, as long as nobody has signed it. ``caution``: what a plain file
    doesn't protect from, until then.
    """

    settled: bool
    lines: tuple[SignerLine, ...]
    begun: bool
    complete: bool
    words: str
    former: tuple[FormerVersion, ...]
    remarks: bool = False
    caution: str = ""

    @property
    def due(self) -> tuple[SignerLine, ...]:
        return tuple(line for line in self.lines if not line.signed)


def signing_view(office: Office, number: int) -> SigningView:
    """Raises ``FileProblem`` where the oral can't be read."""
    oral = office.oral(number)
    settled = oral.stage is Stage.FINALISED
    signed = _signed(office, number) if settled else {}
    lines = tuple(
        SignerLine(
            juror.key,
            juror.name,
            people.seat(juror, oral.form.commission),
            _state(signed.get(juror.key)),
            juror.key in signed,
            has_pin(office, juror.key),
        )
        for juror in oral.sitting
    )
    return SigningView(
        settled=settled,
        lines=lines if settled else (),
        begun=bool(signed),
        complete=oral.signed,
        words=_words(oral, len(signed)) if settled else "",
        former=tuple(
            FormerVersion(each.version, _former(each, len(lines))) for each in reversed(oral.proof.former)
        ),
        remarks=settled and not signed and bool(oral.remarks),
        caution=_PLAIN if settled and not signed and not office.file.protection.encrypted else "",
    )


_PLAIN = (
    "Fichier sans phrase de passe\u202f: qui en a une copie peut signer au nom de chacun sans aucun code."
)


def voided_words(oral: Oral) -> str:
    """What reopening does to the signatures there are; "" where there is none."""
    done = len(oral.proof.signatures)
    if oral.stage is not Stage.FINALISED or not done:
        return ""
    voids = "annule la signature" if done == 1 else f"annule les {done} signatures"
    return (
        f"Rouvrir {voids} de la version {oral.version}. La version signée reste dans le fichier{NARROW}; la"
        " suivante dira qu’elle l’annule et la remplace, avec ce motif."
    )


def unsigned_words(oral: Oral) -> str:
    """Why there is nothing to sign yet."""
    if oral.stage is Stage.CLOSED:
        return f"Rien à signer ici{NARROW}: l’interrogation n’a pas eu lieu."
    return f"Rien à signer{NARROW}: la proposition n’est pas validée. Validez-la en délibération d’abord."


def replaced_words(oral: Oral) -> str:
    """What the grid says of the signed version that it replaces; "" where there is none."""
    if not oral.proof.former:
        return ""
    last = oral.proof.former[-1]
    return f"Annule et remplace la version {last.version}, signée. Motif{NARROW}: {last.reason}"


def _signed(office: Office, number: int) -> Mapping[str, tuple[Means, Reading]]:
    present = office.oral(number).proof.signatures
    return {
        entry.event.signature.juror: (entry.event.signature.means, entry.reading)
        for entry in office.history(number).entries
        if isinstance(entry.event, GridSigned) and entry.event.signature in present
    }


def _state(signed: tuple[Means, Reading] | None) -> str:
    if signed is None:
        return "à signer"
    means, at = signed
    return means.facts.state.format(when=f"le {formats.short_moment(formats.local(at.utc))}")


def _words(oral: Oral, done: int) -> str:
    if oral.signed:
        return ", ".join(filter(None, ("Grille signée par tous", paper_words(oral))))
    if not done:
        return f"À signer par {formats.count(len(oral.sitting), 'membre')}"
    told = f"Signatures{NARROW}: {done} sur {len(oral.sitting)}"
    return ", ".join(filter(None, (told, paper_words(oral))))


def _former(version: SignedVersion, jurors: int) -> str:
    done = f"{len(version.signatures)} sur {jurors}"
    return f"Version {version.version}, signée par {done}, annulée{NARROW}: {version.reason}"
